"""Writes .xlsb, of which no package knows: the records of [MS-XLSB] that a list needs, and nothing else.

Checked against LibreOffice, which opens what is written here with its texts, struck letters, merges and hidden rows.
"""

import io
import struct
import zipfile

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BINARY = "application/vnd.ms-excel"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def record(kind, data=b""):
    def number(value):
        out = b""
        while True:
            byte, value = value & 0x7F, value >> 7
            out += bytes([byte | (0x80 if value else 0)])
            if not value:
                return out
    # The number of a record of two bytes has the high bit in its first.
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + number(len(data)) + data


def text(words):
    units = words.encode("utf-16-le")
    return struct.pack("<I", len(units) // 2) + units


def font(struck):
    flags = 8 if struck else 0
    return record(43, struct.pack("<HHHHBBBB", 220, flags, 400, 0, 0, 2, 0, 0) + bytes([7, 1, 0, 0, 0, 0, 0, 255])
                  + b"\2" + text("Calibri"))


def styles():
    format_of = lambda at: struct.pack("<HHHHHBBHBB", 0, 0, at, 0, 0, 0, 0, 0x10, 1 if at else 0, 0)
    parent = struct.pack("<HHHHHBBHBB", 0xFFFF, 0, 0, 0, 0, 0, 0, 0x10, 0, 0)
    fill = lambda kind: record(45, struct.pack("<I", kind) + bytes([3, 64, 0, 0, 0, 0, 0, 255]) + bytes([3, 65, 0, 0, 255, 255, 255, 255])
                               + struct.pack("<I", 0) + bytes(40) + struct.pack("<I", 0))
    border = record(46, b"\0" + 5 * (bytes(2) + bytes([1, 0, 0, 0, 0, 0, 0, 0])))
    style = record(48, struct.pack("<IHBB", 0, 1, 0, 255) + text("Normal"))
    return (record(278) + record(611, struct.pack("<I", 2)) + font(False) + font(True) + record(612)
            + record(603, struct.pack("<I", 2)) + fill(0) + fill(17) + record(604)
            + record(613, struct.pack("<I", 1)) + border + record(614)
            + record(626, struct.pack("<I", 1)) + record(47, parent) + record(627)
            + record(617, struct.pack("<I", 2)) + record(47, format_of(0)) + record(47, format_of(1)) + record(618)
            + record(619, struct.pack("<I", 1)) + style + record(620) + record(279))


def shared(runs):
    if len({struck for _, struck in runs}) < 2:
        return record(19, b"\0" + text("".join(words for words, _ in runs)))
    at, marks = 0, b""
    for words, struck in runs:
        marks += struct.pack("<HH", at, 1 if struck else 0)
        at += len(words.encode("utf-16-le")) // 2
    return record(19, b"\1" + text("".join(words for words, _ in runs)) + struct.pack("<I", len(runs)) + marks)


def sheet(table, boxes, hidden_column, is_filtered):
    strings, rows = [], b""
    for r, (cells, hidden) in enumerate(table):
        rows += record(0, struct.pack("<IIHBBBI", r, 0, 300, 0, 0x10 if hidden else 0, 0, 1)
                       + struct.pack("<II", 0, max(len(cells) - 1, 0)))
        for c, cell in enumerate(cells):
            head = struct.pack("<II", c, 1 if cell.struck() else 0)
            value = cell.value()
            if isinstance(value, int):
                rows += record(5, head + struct.pack("<d", value))
            elif value:
                rows += record(7, head + struct.pack("<I", len(strings)))
                strings.append(shared(cell.runs))
    last_col = max(len(cells) for cells, _ in table) - 1
    out = record(129) + record(148, struct.pack("<IIII", 0, len(table) - 1, 0, last_col))
    if hidden_column:
        at = ord(hidden_column) - 65
        out += record(390) + record(60, struct.pack("<IIIIH", at, at, 2340, 0, 1)) + record(391)
    out += record(145) + rows + record(146)
    if is_filtered:
        out += record(161, struct.pack("<IIII", 5, len(table) - 1, 0, last_col)) + record(162)
    if boxes:
        merged = b"".join(record(176, struct.pack("<IIII", r1, r2, c1, c2)) for r1, c1, r2, c2 in boxes)
        out += record(177, struct.pack("<I", len(boxes))) + merged + record(178)
    strings_part = record(159, struct.pack("<II", len(strings), len(strings))) + b"".join(strings) + record(160)
    return out + record(130), strings_part


def comments(table):
    out = record(628) + record(630) + record(632, text("Lãnh đạo")) + record(631) + record(633)
    for r, (cells, _) in enumerate(table):
        for c, cell in enumerate(cells):
            if cell.comment:
                out += (record(635, struct.pack("<IIIII", 0, r, r, c, c) + bytes(16))
                        + record(637, b"\0" + text(cell.comment)) + record(636))
    return out + record(634) + record(629)


def package(name, table, boxes, hidden_column=None, is_filtered=False):
    """The bytes of a workbook of one sheet: its rows as (cells, hidden), its merges as boxes."""
    sheet_part, strings_part = sheet(table, boxes, hidden_column, is_filtered)
    workbook = (record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + text("rId1") + text(name))
                + record(144) + record(132))
    kinds = {"xl/workbook.bin": f"{BINARY}.sheet.binary.macroEnabled.main", "xl/worksheets/sheet1.bin": f"{BINARY}.worksheet",
             "xl/styles.bin": f"{BINARY}.styles", "xl/sharedStrings.bin": f"{BINARY}.sharedStrings"}
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    relation = lambda at, kind, target: f'<Relationship Id="rId{at}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
    within = f'<Relationships xmlns="{PACKAGE}/relationships">%s</Relationships>'
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
                               f'"application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": HEAD + within % relation(1, "officeDocument", "xl/workbook.bin"),
        "xl/_rels/workbook.bin.rels": HEAD + within % (relation(1, "worksheet", "worksheets/sheet1.bin")
                                                       + relation(2, "styles", "styles.bin")
                                                       + relation(3, "sharedStrings", "sharedStrings.bin")),
        "xl/workbook.bin": workbook, "xl/worksheets/sheet1.bin": sheet_part, "xl/styles.bin": styles(),
        "xl/sharedStrings.bin": strings_part,
    }
    if any(cell.comment for cells, _ in table for cell in cells):
        parts["xl/comments1.bin"] = comments(table)
        parts["xl/worksheets/_rels/sheet1.bin.rels"] = HEAD + within % relation(1, "comments", "../comments1.bin")
        kind = f'<Override PartName="/xl/comments1.bin" ContentType="{BINARY}.comments"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", kind)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for part, data in parts.items():
            zipped.writestr(zipfile.ZipInfo(part, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()

"""Writes sheets as .xlsx, .xls, .ods, .csv, HTML, zips and mails; same sheets, same bytes.

Libraries stamp the time of writing and draw random salts; both are replaced by constants here.
"""

import base64
import datetime
import hashlib
import html
import io
import re
import struct
import zipfile
import zlib
from unittest import mock

import openpyxl
import xlwt
from openpyxl.styles import Alignment, Border, Font, Side

import letters

STAMP = datetime.datetime(2024, 5, 6, 8, 0, 0)
FONT = "Times New Roman"


def _rezip(data, first, edit=lambda name, body: body):
    """The same archive with constant dates, members sorted, the one that must lead first."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda n: (n != first, n)):
            info = zipfile.ZipInfo(name, (2024, 5, 6, 8, 0, 0))
            stored = name == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, edit(name, old.read(name)))
    return out.getvalue()


def _typed(cell):
    """Text and font of a cell, in the letters its clerk typed."""
    value = cell.value
    if not isinstance(value, str) or not cell.legacy:
        return value, FONT if not cell.legacy else {"tcvn3": ".VnTime", "vni": "VNI-Times"}[cell.legacy]
    if cell.legacy == "vni":
        return letters.vni(value), "VNI-Times"
    if cell.capitals:
        return letters.tcvn3(value, capitals_font=True), ".VnTimeH"
    return letters.tcvn3(value), ".VnTime"


_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def xlsx(sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator = "Admin"
    cached = {}
    for at, sheet in enumerate(sheets, 1):
        ws = book.create_sheet(sheet.name)
        if sheet.hidden:
            ws.sheet_state = "hidden"
        ws.page_setup.orientation = "landscape"
        ws.page_setup.paperSize = 9
        ws.page_setup.fitToHeight = 0
        ws.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
        for (r, c), cell in sorted(sheet.cells.items()):
            target = ws.cell(r, c)
            value, font = _typed(cell)
            if cell.formula:
                target.value = "=" + cell.formula
                cached[at, target.coordinate] = value
            elif isinstance(value, str) and value.startswith("#N/A"):
                target.value = value
                target.data_type = "e"
            elif value is not None:
                target.value = value
                if isinstance(value, str):
                    target.data_type = "s"
            target.font = Font(name=font, size=cell.size, bold=cell.bold, italic=cell.italic)
            target.alignment = Alignment(horizontal=cell.align or None, vertical="center", wrap_text=cell.border)
            if cell.border:
                target.border = _BOX
            if cell.fmt:
                target.number_format = cell.fmt
        for r1, c1, r2, c2 in sheet.merges:
            ws.merge_cells(start_row=r1, start_column=c1, end_row=r2, end_column=c2)
        for r, points in sheet.heights().items():
            ws.row_dimensions[r].height = points
        for c, width in sheet.widths.items():
            ws.column_dimensions[openpyxl.utils.get_column_letter(c)].width = width
    out = io.BytesIO()
    book.save(out)

    def edit(name, body):
        if name == "docProps/core.xml":
            stamp = STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
            return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, body)
        match = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
        if match:
            text = body.decode()
            for (at, ref), value in cached.items():
                if at != int(match[1]):
                    continue
                kind = "" if not isinstance(value, str) else ' t="e"' if value.startswith("#") else ' t="str"'
                text = re.sub(rf'(<c r="{ref}"[^>]*?)(?: t="\w+")?><f>(.*?)</f><v ?/?>(?:</v>)?',
                              lambda m: f"{m[1]}{kind}><f>{m[2]}</f><v>{value}</v>", text)
            return text.encode()
        return body

    return _rezip(out.getvalue(), "[Content_Types].xml", edit)


def xls(sheets):
    book = xlwt.Workbook(encoding="utf-8")
    styles = {}

    def style(cell, font):
        key = (font, cell.bold, cell.italic, cell.align, cell.border, cell.size, cell.fmt)
        if key not in styles:
            s = xlwt.XFStyle()
            s.font.name, s.font.height = font, cell.size * 20
            s.font.bold, s.font.italic = cell.bold, cell.italic
            s.alignment.horz = {"center": 2}.get(cell.align, 0)
            s.alignment.vert, s.alignment.wrap = 1, int(cell.border)
            if cell.border:
                b = s.borders
                b.left = b.right = b.top = b.bottom = 1
            if cell.fmt:
                s.num_format_str = cell.fmt
            styles[key] = s
        return styles[key]

    for sheet in sheets:
        ws = book.add_sheet(sheet.name)
        ws.visibility = int(sheet.hidden)
        ws.portrait, ws.paper_size_code = False, 9
        ws.fit_num_pages, ws.fit_width_to_pages, ws.fit_height_to_pages = 1, 1, 0
        spans = {(r1, c1): (r2, c2) for r1, c1, r2, c2 in sheet.merges}
        for (r, c), cell in sorted(sheet.cells.items()):
            value, font = _typed(cell)
            s = style(cell, font)
            if (r, c) in spans:
                r2, c2 = spans[r, c]
                ws.write_merge(r - 1, r2 - 1, c - 1, c2 - 1, "" if value is None else value, s)
            elif cell.runs:
                parts = []
                for text, capitals in cell.runs:
                    font = style(cell, ".VnTimeH" if capitals else ".VnTime").font
                    parts.append((letters.tcvn3(text, capitals), font))
                ws.write_rich_text(r - 1, c - 1, parts, s)
            elif value is None:
                ws.write(r - 1, c - 1, None, s)
            elif isinstance(value, datetime.date):
                ws.write(r - 1, c - 1, (value - datetime.date(1899, 12, 30)).days, s)
            else:
                ws.write(r - 1, c - 1, value, s)
        for r, points in sheet.heights().items():
            ws.row(r - 1).height_mismatch = True
            ws.row(r - 1).height = points * 20
        for c, width in sheet.widths.items():
            ws.col(c - 1).width = int(width * 256)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(sheets):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import ParagraphProperties, Style, TableCellProperties, TableColumnProperties, TextProperties
    from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
    from odf.text import P

    with mock.patch("time.localtime", lambda *_: STAMP.timetuple()), \
            mock.patch("time.time", lambda: STAMP.timestamp()):
        book = OpenDocumentSpreadsheet()
        styles = {}

        def style(cell):
            key = (cell.bold, cell.italic, cell.align, cell.border, cell.size)
            if key not in styles:
                s = Style(name=f"ce{len(styles) + 1}", family="table-cell")
                s.addElement(TextProperties(fontfamily=FONT, fontsize=f"{cell.size}pt",
                                            fontweight="bold" if cell.bold else "normal",
                                            fontstyle="italic" if cell.italic else "normal"))
                if cell.align:
                    s.addElement(ParagraphProperties(textalign=cell.align))
                s.addElement(TableCellProperties(wrapoption="wrap" if cell.border else "no-wrap",
                                                 **({"border": "0.5pt solid #000000"} if cell.border else {})))
                book.automaticstyles.addElement(s)
                styles[key] = s
            return styles[key]

        for sheet in sheets:
            table = Table(name=sheet.name)
            book.spreadsheet.addElement(table)
            if not sheet.cells:
                continue
            last_row = max(r for r, _ in sheet.cells)
            last_col = max([c for _, c in sheet.cells] + [m[3] for m in sheet.merges])
            for c in range(1, last_col + 1):
                wide = Style(name=f"co{len(book.automaticstyles.childNodes) + 1}", family="table-column")
                wide.addElement(TableColumnProperties(columnwidth=f"{sheet.widths.get(c, 8) * 0.2:.2f}cm"))
                book.automaticstyles.addElement(wide)
                table.addElement(TableColumn(stylename=wide))
            spans = {(r1, c1): (r2, c2) for r1, c1, r2, c2 in sheet.merges}
            covered = {(r, c) for r1, c1, r2, c2 in sheet.merges
                       for r in range(r1, r2 + 1) for c in range(c1, c2 + 1)} - set(spans)
            r = 1
            while r <= last_row:
                if not any((r, c) in sheet.cells or (r, c) in covered for c in range(1, last_col + 1)):
                    run = r
                    while run < last_row and not any((run + 1, c) in sheet.cells for c in range(1, last_col + 1)):
                        run += 1
                    row = TableRow(numberrowsrepeated=run - r + 1)
                    row.addElement(TableCell(numbercolumnsrepeated=last_col))
                    table.addElement(row)
                    r = run + 1
                    continue
                row = TableRow()
                table.addElement(row)
                for c in range(1, last_col + 1):
                    if (r, c) in covered:
                        row.addElement(CoveredTableCell())
                        continue
                    cell = sheet.cells.get((r, c))
                    more = {}
                    if (r, c) in spans:
                        r2, c2 = spans[r, c]
                        more = {"numbercolumnsspanned": c2 - c + 1, "numberrowsspanned": r2 - r + 1}
                    if cell is None:
                        row.addElement(TableCell(**more))
                        continue
                    value = cell.value
                    if isinstance(value, (int, float)):
                        node = TableCell(valuetype="float", value=str(value), stylename=style(cell), **more)
                    elif isinstance(value, datetime.date):
                        node = TableCell(valuetype="date", datevalue=value.isoformat(), stylename=style(cell), **more)
                        value = value.strftime("%d/%m/%Y")
                    elif value is None:
                        row.addElement(TableCell(stylename=style(cell), **more))
                        continue
                    else:
                        node = TableCell(valuetype="string", stylename=style(cell), **more)
                    for part in str(value).split("\n"):
                        node.addElement(P(text=part))
                    row.addElement(node)
                r += 1
        out = io.BytesIO()
        book.write(out)

    def edit(name, body):
        return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", STAMP.isoformat().encode(), body)

    return _rezip(out.getvalue(), "mimetype", edit)


def _grid(sheet):
    last_row = max(r for r, _ in sheet.cells)
    last_col = max(c for _, c in sheet.cells)
    for r in range(1, last_row + 1):
        row = []
        for c in range(1, last_col + 1):
            cell = sheet.cells.get((r, c))
            value = None if cell is None else cell.value
            if isinstance(value, datetime.date):
                value = value.strftime("%d/%m/%Y")
            row.append("" if value is None else str(value))
        yield row


def csv(sheet, sep, encoding):
    lines = []
    for row in _grid(sheet):
        cells = ['"' + v.replace('"', '""') + '"' if any(x in v for x in (sep, '"', "\n")) else v for v in row]
        lines.append(sep.join(cells))
    text = "\r\n".join(lines) + "\r\n"
    if encoding == "windows-1258":
        return letters.cp1258(text)
    return text.encode({"utf-8-bom": "utf-8-sig", "utf-16": "utf-16"}.get(encoding, encoding))


def html_table(sheet):
    """What web software calls an .xls."""
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(v)}</td>" for v in row) + "</tr>" for row in _grid(sheet))
    return ('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
            '<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>\n'
            f'<body><table border="1">\n{rows}\n</table></body></html>\n').encode()


def archive(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, body in members:
            info = zipfile.ZipInfo(name, (2024, 5, 6, 8, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            z.writestr(info, body)
    return out.getvalue()


def locked(data, password, rng):
    """The workbook behind a password, as Excel saves it, but with salts from the seed."""
    import msoffcrypto

    class Clock(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2024, 5, 6, 8, 0, 0)

    container = "msoffcrypto.method.container.ecma376_encrypted"
    draw = lambda size=32: rng.randbytes(size)
    out = io.BytesIO()
    with mock.patch("secrets.token_bytes", draw), mock.patch("os.urandom", draw), \
            mock.patch(f"{container}.datetime", Clock):
        msoffcrypto.OfficeFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def png(size, draw):
    """A small true-colour image; `draw(x, y)` gives the colour of a pixel."""
    raw = b"".join(b"\0" + b"".join(bytes(draw(x, y)) for x in range(size)) for y in range(size))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))


def _word(text):
    """One RFC 2047 word a chunk, cut between letters."""
    words, chunk = [], ""
    for c in text:
        if len((chunk + c).encode()) > 42:
            words.append(chunk)
            chunk = ""
        chunk += c
    words.append(chunk)
    return "\r\n ".join("=?UTF-8?B?" + base64.b64encode(w.encode()).decode() + "?=" for w in words)


def _filename(name, style):
    if style == "2047":
        return f'filename="{_word(name).replace(chr(13) + chr(10), "")}"'
    if style == "plain":
        return f'filename="{name}"'
    quoted = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "".join(f"%{b:02X}" for b in c.encode())
                     for c in name)
    if style == "2231":
        return f"filename*=UTF-8''{quoted}"
    parts, at = [], 0
    while at < len(quoted):          # continuations, never cut inside %XX
        end = min(at + 48, len(quoted))
        while end < len(quoted) and "%" in quoted[max(at, end - 2):end]:
            end -= 1
        parts.append(quoted[at:end])
        at = end
    return ";\r\n ".join(f"filename*{i}*={chr(39).join(['UTF-8', '', p]) if i == 0 else p}" for i, p in enumerate(parts))


def mail(sender, sender_name, subject, date, text, attachments, logo=None, style="2231",
         to=("Phòng Nội vụ thành phố Lạng Sơn", "tdkt.tp@langson.example")):
    """A mail as Outlook or a web mailer sends it: text and HTML, an inline logo, attachments."""
    mark = hashlib.sha256(subject.encode() + sender.encode()).hexdigest()[:20]
    outer, inner, alt = f"=_mixed_{mark}", f"=_related_{mark}", f"=_alt_{mark}"

    def coded(body):
        return base64.encodebytes(body).decode().replace("\n", "\r\n")

    plain = text.encode()
    rich = ("<html><body>" + "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())
            + ('<img src="cid:logo">' if logo else "") + "</body></html>").encode()
    out = [
        f"Return-Path: <{sender}>",
        f"Message-ID: <{mark}@{sender.split('@')[1]}>",
        f"Date: {date.strftime('%a, %d %b %Y %H:%M:%S')} +0700",
        f"From: {_word(sender_name)} <{sender}>",
        f"To: {_word(to[0])} <{to[1]}>",
        f"Subject: {_word(subject)}", "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="{outer}"', "",
        "This is a multi-part message in MIME format.",
        f"--{outer}", f'Content-Type: multipart/related; boundary="{inner}"', "",
        f"--{inner}", f'Content-Type: multipart/alternative; boundary="{alt}"', "",
        f"--{alt}", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "", coded(plain),
        f"--{alt}", "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64", "", coded(rich),
        f"--{alt}--", "",
    ]
    if logo:
        out += [f"--{inner}", 'Content-Type: image/png; name="image001.png"', "Content-Transfer-Encoding: base64",
                "Content-ID: <logo>", 'Content-Disposition: inline; filename="image001.png"', "", coded(logo)]
    out += [f"--{inner}--", ""]
    kinds = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
             "xls": "application/vnd.ms-excel", "ods": "application/vnd.oasis.opendocument.spreadsheet"}
    for name, body in attachments:
        out += [f"--{outer}", f"Content-Type: {kinds.get(name.rsplit('.', 1)[1], 'application/octet-stream')}",
                "Content-Transfer-Encoding: base64",
                f"Content-Disposition: attachment;\r\n {_filename(name, style)}", "", coded(body)]
    out += [f"--{outer}--", ""]
    return "\r\n".join(out).encode()

"""Writes the files of this folder from the .toml files beside them (see README.md).

    python3 tests/cells/make.py

Needs openpyxl 3.1, xlwt 1.3 and odfpy 1.4. Reads nothing but the .toml files. No package writes
.xlsb, so that xlsb.py does; it writes no text boxes, and xlwt no comments either: these formats carry fewer kinds.
"""

import csv
import datetime
import html
import io
import re
import tomllib
import zipfile
from pathlib import Path

import xlsb

HERE = Path(__file__).parent
EXPECTED = ("=> ", "~> ", "!! ", "?? ", "$$ ", "^^ ")


class Cell:
    """A cell: its runs of text (text, struck through), its comment, its formula, or its place in a merge."""

    def __init__(self, word, struck):
        word = word.strip()
        self.merge = word if word in ("<", "^") else None
        comment = re.search(r"\{\{(.*?)\}\}", word)
        self.comment = comment[1] if comment else None
        word = re.sub(r"\{\{.*?\}\}", "", word).strip().replace("⏎", "\n")
        self.formula = word[1:] if word.startswith("=") else None
        parts = re.split(r"(~~.*?~~)", word)
        self.runs = [(part.strip("~"), struck or part.startswith("~~")) for part in parts if part]
        self.text = "".join(text for text, _ in self.runs)
        if self.merge:
            self.runs, self.text = [], ""

    def value(self):
        return int(self.text) if re.fullmatch(r"0|[1-9]\d{0,3}", self.text) else self.text or None

    def struck(self):
        return bool(self.runs) and all(struck for _, struck in self.runs)

    def rich(self):
        return len({struck for _, struck in self.runs}) > 1


def rows(case, frames):
    """The rows of a case as (cells, hidden), the top of its frame first."""
    top = frames[case["frame"]]["top"] if "frame" in case else ""
    for line in (top + case["sheet"]).splitlines():
        if not line.strip() and line == "" or line.startswith(EXPECTED):
            continue
        hidden, struck = line.startswith("#hidden "), line.startswith("#strike ")
        line = line.removeprefix("#hidden ").removeprefix("#strike ")
        yield [Cell(word, struck) for word in re.split(r"\s*(?<!\S)\|(?!\S)\s*|\s\|$", line)], hidden


def merges(table):
    root, boxes = {}, {}
    for r, (cells, _) in enumerate(table):
        for c, cell in enumerate(cells):
            before = {"<": (r, c - 1), "^": (r - 1, c)}.get(cell.merge)
            root[r, c] = root.get(before, (r, c)) if before else (r, c)
    for (r, c), at in root.items():
        box = boxes.setdefault(at, [at[0], at[1], at[0], at[1]])
        box[2], box[3] = max(box[2], r), max(box[3], c)
    return {(b[0], b[1]): tuple(b) for b in boxes.values() if b[0] != b[2] or b[1] != b[3]}


def full(table):
    for r, (cells, _) in enumerate(table):
        for c, cell in enumerate(cells):
            if cell.text or cell.comment:
                yield r, c, cell


def xlsx(case, table):
    import openpyxl
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.comments import Comment
    from openpyxl.styles import Font
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = datetime.datetime(2024, 1, 1)
    sheet = book.active
    sheet.title = case.get("sheet_name", "Sheet1")
    for r, c, cell in full(table):
        at = sheet.cell(r + 1, c + 1)
        if cell.formula:
            at.value = "=" + cell.formula
        elif cell.rich():
            at.value = CellRichText(*[TextBlock(InlineFont(strike=True), t) if s else t for t, s in cell.runs])
        else:
            at.value = cell.value()
            if isinstance(at.value, str):
                at.data_type = "s"
        if cell.struck():
            at.font = Font(strike=True)
        if cell.comment:
            at.comment = Comment(cell.comment, "Lãnh đạo")
    for r, (_, hidden) in enumerate(table):
        if hidden:
            sheet.row_dimensions[r + 1].hidden = True
    if letter := case.get("hidden_columns"):
        sheet.column_dimensions[letter].hidden = True
    for r1, c1, r2, c2 in merges(table).values():
        sheet.merge_cells(start_row=r1 + 1, start_column=c1 + 1, end_row=r2 + 1, end_column=c2 + 1)
    if case.get("filter"):
        first = next(r for r, (cells, _) in enumerate(table) if cells[0].text in ("STT", "TT", "Số TT"))
        sheet.auto_filter.ref = f"A{first + 1}:H{len(table)}"
    out = io.BytesIO()
    book.save(out)
    return same_every_day(out, case.get("text_box"))


BOX = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>8</xdr:col>
<xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>11</xdr:col>
<xdr:colOff>0</xdr:colOff><xdr:row>8</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink="">
<xdr:nvSpPr><xdr:cNvPr id="2" name="TextBox 1"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect">
<a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>%s</a:t></a:r></a:p></xdr:txBody></xdr:sp>
<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"""


def same_every_day(package, text_box):
    """The package without the time of day; with a text box, where one is asked for."""
    fixed = io.BytesIO()
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        def write(name, data):
            new.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data,
                         zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
        for info in old.infolist():
            data = old.read(info.filename)
            if info.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-01-01T00:00:00Z", data)
            if text_box and info.filename == "xl/worksheets/sheet1.xml":
                drawing = f'<drawing xmlns:r="{relations}" r:id="rIdBox"/></worksheet>'.encode()
                data = data.replace(b"</worksheet>", drawing)
            if text_box and info.filename == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.drawing+xml"
                data = data.replace(b"</Types>", f'<Override PartName="/xl/drawings/drawing9.xml" '
                                    f'ContentType="{kind}"/></Types>'.encode())
            write(info.filename, data)
        if text_box:
            write("xl/drawings/drawing9.xml", BOX % html.escape(text_box))
            write("xl/worksheets/_rels/sheet1.xml.rels", '<?xml version="1.0" encoding="UTF-8"?><Relationships '
                  'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rIdBox" '
                  f'Type="{relations}/drawing" Target="../drawings/drawing9.xml"/></Relationships>')
    return fixed.getvalue()


def xls(case, table):
    import xlwt
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(case.get("sheet_name", "Sheet1"), cell_overwrite_ok=True)
    boxes = merges(table)
    struck = xlwt.easyxf("font: struck_out on")
    for r, c, cell in full(table):
        style = struck if cell.struck() else xlwt.Style.default_style
        if (r, c) in boxes:
            r1, c1, r2, c2 = boxes[r, c]
            sheet.write_merge(r1, r2, c1, c2, cell.value(), style)
        else:
            sheet.write(r, c, cell.value(), style)
    for r, (_, hidden) in enumerate(table):
        if hidden:
            sheet.row(r).hidden = True
    if letter := case.get("hidden_columns"):
        sheet.col(ord(letter) - 65).hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(case, table):
    from odf import office, style, table as t, text
    from odf.opendocument import OpenDocumentSpreadsheet
    book = OpenDocumentSpreadsheet()
    whole = style.Style(name="struckcell", family="table-cell")
    whole.addElement(style.TextProperties(textlinethroughstyle="solid", textlinethroughtype="single"))
    part = style.Style(name="struckrun", family="text")
    part.addElement(style.TextProperties(textlinethroughstyle="solid", textlinethroughtype="single"))
    book.automaticstyles.addElement(whole)
    book.automaticstyles.addElement(part)
    sheet = t.Table(name=case.get("sheet_name", "Sheet1"))
    width, boxes = max(len(cells) for cells, _ in table), merges(table)
    for c in range(width):
        hidden = case.get("hidden_columns") == chr(65 + c)
        sheet.addElement(t.TableColumn(**({"visibility": "collapse"} if hidden else {})))
    for r, (cells, hidden) in enumerate(table):
        row = t.TableRow(**({"visibility": "collapse"} if hidden else {}))
        for c, cell in enumerate(cells):
            if cell.merge:
                row.addElement(t.CoveredTableCell())
                continue
            attributes = {}
            if cell.struck():
                attributes["stylename"] = whole
            if (r, c) in boxes:
                r1, c1, r2, c2 = boxes[r, c]
                attributes |= {"numberrowsspanned": r2 - r1 + 1, "numbercolumnsspanned": c2 - c1 + 1}
            if cell.formula:
                attributes["formula"] = "of:=" + re.sub(r"\b([A-Z]\d+)\b", r"[.\1]", cell.formula)
            elif isinstance(cell.value(), int):
                attributes |= {"valuetype": "float", "value": cell.value()}
            elif cell.text:
                attributes["valuetype"] = "string"
            at = t.TableCell(**attributes)
            if cell.comment:
                note = office.Annotation()
                note.addElement(text.P(text=cell.comment))
                at.addElement(note)
            if cell.text and not cell.formula:
                for line in cell.text.split("\n") if not cell.rich() else [None]:
                    p = text.P(text=line or "") if line is not None else text.P()
                    if line is None:
                        for run, struck in cell.runs:
                            p.addElement(text.Span(text=run, **({"stylename": part} if struck else {})))
                    at.addElement(p)
            row.addElement(at)
        sheet.addElement(row)
    book.spreadsheet.addElement(sheet)
    out = io.BytesIO()
    book.save(out)
    return same_every_day(out, None)


def page(case, table):
    boxes, lines = merges(table), []
    for r, (cells, hidden) in enumerate(table):
        line = []
        for c, cell in enumerate(cells):
            if cell.merge:
                continue
            r1, c1, r2, c2 = boxes.get((r, c), (r, c, r, c))
            spans = (f' rowspan="{r2 - r1 + 1}"' if r2 > r1 else "") + (f' colspan="{c2 - c1 + 1}"' if c2 > c1 else "")
            texts = [html.escape(text).replace("\n", "<br>") for text, _ in cell.runs]
            texts = [f"<s>{text}</s>" if struck else text for text, (_, struck) in zip(texts, cell.runs)]
            line.append(f"<td{spans}>{''.join(texts)}</td>")
        gone = ' style="display:none"' if hidden else ""
        lines.append(f"<tr{gone}>{''.join(line)}</tr>")
    body = "\n".join(lines)
    return f'<html><head><meta charset="utf-8"></head><body><table border="1">\n{body}\n</table></body></html>\n'


def mht(case, table):
    import quopri
    body = quopri.encodestring(page(case, table).encode()).decode()
    return (f'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="----=_Next"\r\n\r\n'
            f'------=_Next\r\nContent-Location: file:///C:/a/danhsach.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n'
            f'Content-Type: text/html; charset="utf-8"\r\n\r\n{body}\r\n------=_Next--\r\n').encode()


def separated(case, table):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for cells, _ in table:
        writer.writerow([cell.text for cell in cells])
    return ("\ufeff" + out.getvalue()).encode()


def xlsb_package(case, table):
    boxes = list(merges(table).values())
    return xlsb.package(case.get("sheet_name", "Sheet1"), table, boxes, case.get("hidden_columns"), bool(case.get("filter")))


WRITERS = {"xlsx": xlsx, "xlsb": xlsb_package, "xls": xls, "ods": ods, "csv": separated, "mht": mht,
           "html": lambda case, table: page(case, table).encode()}


def main():
    frames = tomllib.loads((HERE / "frames.toml").read_text())
    (HERE / "files").mkdir(exist_ok=True)
    for path in sorted(HERE.glob("*.toml")):
        for case in tomllib.loads(path.read_text()).get("case", []):
            table = list(rows(case, frames))
            for kind in case["formats"]:
                (HERE / "files" / f"{case['id']}.{kind}").write_bytes(WRITERS[kind](case, table))


if __name__ == "__main__":
    main()

"""Writes the workbooks of this folder from the .txt files beside them (see README.md).

    python3 tests/forms/make.py [NAME…]

Needs openpyxl 3.1, xlwt 1.3, odfpy 1.4 and python-docx 1.2. Reads nothing but the .txt files.
"""

import csv
import datetime
import io
import re
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
ROLES = {"title", "header", "numbering", "section", "data", "total", "note", "signature", "other", "blank",
         "formatted"}


def cell(word):
    """What a word of a sample stands for: a value, '<' or '^' for a part of a merge, None for nothing."""
    word = word.strip()
    if word in ("", "<", "^"):
        return word or None
    if word.startswith('"') and word.endswith('"') and len(word) > 1:
        return ("text", word[1:-1].replace("\\n", "\n"))
    if found := re.fullmatch(r"=(.*?)⇒(.*)", word):
        return ("formula", found[1], cell(found[2])[1])
    if word.startswith("@"):
        return ("date", datetime.date.fromisoformat(word[1:]))
    if re.fullmatch(r"-?\d+(\.\d+)?", word):
        return ("number", float(word) if "." in word else int(word))
    if word.startswith("#"):
        return ("error", word)
    return ("text", word.replace("\\n", "\n"))


def sample(path):
    """The format, file name and sheets of a sample: (name, flags, rows, roles)."""
    kind, name, sheets = "xlsx", path.stem, []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("format:"):
            kind = line.split(":", 1)[1].strip()
        elif line.startswith("file:"):
            name = line.split(":", 1)[1].strip()
        elif line.startswith("==="):
            title, *flags = [part.strip() for part in line[3:].split("|")]
            sheets.append((title, flags, [], []))
        elif (role := line.split("|", 1)[0].strip()) in ROLES and sheets:
            words = line.split("|")[1:]
            sheets[-1][2].append([cell(word) for word in words])
            sheets[-1][3].append(role)
    return kind, name, sheets


def merges(rows):
    """Merged areas as (first row, first column, last row, last column), from the marks '<' and '^'."""
    root, boxes = {}, {}
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value in ("<", "^"):
                root[r, c] = root[(r, c - 1) if value == "<" else (r - 1, c)]
            else:
                root[r, c] = (r, c)
    for (r, c), at in root.items():
        first = boxes.setdefault(at, [at[0], at[1], at[0], at[1]])
        first[2], first[3] = max(first[2], r), max(first[3], c)
    return sorted(tuple(box) for box in boxes.values() if box[0] != box[2] or box[1] != box[3])


def values(rows):
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, tuple):
                yield r, c, value


def xlsx(sheets):
    import openpyxl
    from openpyxl.styles import Border, Side
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.created = book.properties.modified = datetime.datetime(2024, 1, 1)
    formulas = []
    for at, (name, flags, rows, roles) in enumerate(sheets):
        sheet = book.create_sheet(name)
        if "hidden" in flags:
            sheet.sheet_state = "hidden"
        for r, c, value in values(rows):
            own = sheet.cell(r + 1, c + 1)
            if value[0] == "formula":
                own.value = value[2]
                formulas.append((at, own.coordinate, value[1]))
            else:
                own.value = value[1]
            if value[0] == "date":
                own.number_format = "dd/mm/yyyy"
        for r, role in enumerate(roles):
            if role == "formatted":
                for c in range(5):
                    sheet.cell(r + 1, c + 1).border = Border(bottom=Side(style="thin"))
        for r1, c1, r2, c2 in merges(rows):
            sheet.merge_cells(start_row=r1 + 1, start_column=c1 + 1, end_row=r2 + 1, end_column=c2 + 1)
    out = io.BytesIO()
    book.save(out)
    # openpyxl writes no results of formulas, and the time of day: both are put right here.
    fixed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info.filename).decode("utf-8")
            if info.filename == "docProps/core.xml":
                data = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "2024-01-01T00:00:00Z", data)
            for at, place, formula in formulas:
                if info.filename == f"xl/worksheets/sheet{at + 1}.xml":
                    data = re.sub(rf'(<c r="{place}"[^>]*>)', lambda m: f"{m[1]}<f>{formula}</f>", data)
            new.writestr(zipfile.ZipInfo(info.filename, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def xls(sheets):
    import xlwt
    book = xlwt.Workbook(encoding="utf-8")
    for name, flags, rows, _ in sheets:
        sheet = book.add_sheet(name)
        if "hidden" in flags:
            sheet.visibility = 1
        heads = {(box[0], box[1]): box for box in merges(rows)}
        for r, c, value in values(rows):
            style = xlwt.easyxf(num_format_str="DD/MM/YYYY") if value[0] == "date" else xlwt.Style.default_style
            if (r, c) in heads:
                r1, c1, r2, c2 = heads[r, c]
                sheet.write_merge(r1, r2, c1, c2, value[1], style)
            else:
                sheet.write(r, c, value[1], style)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(sheets):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import CoveredTableCell, Table, TableCell, TableRow
    from odf.text import P
    book = OpenDocumentSpreadsheet()
    for name, _, rows, _ in sheets:
        table = Table(name=name)
        heads = {(box[0], box[1]): box for box in merges(rows)}
        for r, row in enumerate(rows):
            line = TableRow()
            for c, value in enumerate(row or [None]):
                if value in ("<", "^"):
                    line.addElement(CoveredTableCell())
                    continue
                says = {}
                if (r, c) in heads:
                    r1, c1, r2, c2 = heads[r, c]
                    says = {"numberrowsspanned": r2 - r1 + 1, "numbercolumnsspanned": c2 - c1 + 1}
                if value is None:
                    line.addElement(TableCell(**says))
                    continue
                if value[0] == "number":
                    own = TableCell(valuetype="float", value=value[1], **says)
                elif value[0] == "date":
                    own = TableCell(valuetype="date", datevalue=value[1].isoformat(), **says)
                else:
                    own = TableCell(valuetype="string", **says)
                for part in str(value[1]).split("\n"):
                    own.addElement(P(text=part))
                line.addElement(own)
            table.addElement(line)
        book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.write(out)
    # odfpy stamps the time of day.
    fixed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(fixed, "w") as new:
        for info in old.infolist():
            data = old.read(info.filename)
            if info.filename == "meta.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", b"2024-01-01T00:00:00", data)
            new.writestr(zipfile.ZipInfo(info.filename, (2024, 1, 1, 0, 0, 0)), data, info.compress_type)
    return fixed.getvalue()


def docx(sheets):
    """A document: what stands above a header and below its rows are paragraphs, or frames without lines where a row
    has two cells; a sheet is a table. Of a single table Word counts the rows itself, as most offices let it."""
    from docx import Document
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    document = Document()
    document.core_properties.created = document.core_properties.modified = datetime.datetime(2024, 1, 1)

    def counted(paragraph):
        numbers = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", "0"), ("w:numId", "1")):
            own = OxmlElement(tag)
            own.set(qn("w:val"), value)
            numbers.append(own)
        paragraph._p.get_or_add_pPr().append(numbers)

    def fill(own, value, counts=False):
        if counts and value[0] == "number":
            counted(own.paragraphs[0])
            return
        shown = value[1].strftime("%d/%m/%Y") if value[0] == "date" else str(value[1])
        for at, part in enumerate(shown.split("\n")):
            (own.paragraphs[0] if at == 0 else own.add_paragraph()).add_run(part)

    def running(rows):
        frame = []
        for row in rows + [[None]]:
            full = [value for value in row if isinstance(value, tuple)]
            if len(full) == 2:
                frame.append(full)
                continue
            if frame:
                table = document.add_table(len(frame), 2)
                for own, pair in zip(table.rows, frame):
                    for place, value in zip(own.cells, pair):
                        fill(place, value)
                frame = []
            for value in full:
                document.add_paragraph(str(value[1]))

    for _, _, rows, roles in sheets:
        first = next(r for r, role in enumerate(roles) if role in ("header", "data"))
        last = max(r for r, role in enumerate(roles) if role in ("header", "numbering", "section", "data", "total"))
        running(rows[:first])
        body = rows[first:last + 1]
        table = document.add_table(len(body), max(len(row) for row in body), style="Table Grid")
        for r1, c1, r2, c2 in merges(body):
            table.cell(r1, c1).merge(table.cell(r2, c2))
        for r, c, value in values(body):
            fill(table.cell(r, c), value, counts=len(sheets) == 1 and c == 0)
        running(rows[last + 1:])
    out = io.BytesIO()
    document.save(out)
    fixed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename, (2024, 1, 1, 0, 0, 0)), old.read(info.filename),
                         zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def text(sheets):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in sheets[0][2]:
        line = []
        for value in row:
            value = None if value in ("<", "^") else value
            if value and value[0] == "date":
                line.append(value[1].strftime("%d/%m/%Y"))
            else:
                line.append("" if value is None else str(value[1]))
        writer.writerow(line)
    return ("\ufeff" + out.getvalue()).encode("utf-8")


def main():
    for path in sorted(HERE.glob("*.txt")):
        if len(sys.argv) > 1 and path.stem not in sys.argv[1:]:
            continue
        kind, name, sheets = sample(path)
        data = {"xlsx": xlsx, "xls": xls, "ods": ods, "csv": text, "docx": docx}[kind](sheets)
        (HERE / f"{name}.{kind}").write_bytes(data)


main()

"""Three dashboards of our own, grown and shrunk by the program, compared part by part and opened in LibreOffice.

    python3 tests/workbooks/feed.py target/release/tonghop

Runs the sample of Lạng Sơn in a temporary folder, builds the dashboards with openpyxl, each with two old lines and
with six hundred, feeds them and checks for each:
- no part changed but the table's sheet, the table part, the workbook part (names, full calculation), and what refers
  to the cells of the table or hangs below it: the other sheet, charts, drawings;
- a backup holds the workbook as it was;
- LibreOffice, told to work out every formula, shows the figures that follow from data/*.csv, in the
  formulas and in the charts drawn from them: formulas by the names of columns, and ranges as people click them, over
  the cells of the table: sums, names, rules, lists, print areas, charts, on other sheets and below the table, where
  notes, merged cells and sums stand that have to move with its last line.

With a folder after the program, the workbooks are left there to be looked at.

Needs pip install openpyxl, and soffice.
"""

import csv
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
import zipfile

import openpyxl
from openpyxl.chart import BarChart, PieChart, Reference
from openpyxl.formatting.rule import DataBarRule, FormulaRule
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableFormula

warnings.filterwarnings("ignore", module="openpyxl")  # extensions that it does not know
ROOT = pathlib.Path(__file__).resolve().parents[2]
ALLOWED = r"xl/(workbook\.xml|tables/table\d+\.xml|worksheets/sheet\d+\.xml|(charts/chart|drawings/drawing)\d+\.xml)"
letter = openpyxl.utils.get_column_letter


def columns(name):
    with open(ROOT / "schemas" / "tables.csv", encoding="utf-8") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        return [row[1] for row in rows if row[0] == name]


def table(sheet, name, names, n_old, at=(1, 1), own=()):
    """A table of old lines; `own` are formulas of columns that the office added."""
    row, col = at
    for n, title in enumerate([*names, *(title for title, _ in own)]):
        sheet.cell(row, col + n, title)
        for line in range(1, n_old + 1):
            sheet.cell(row + line, col + n, "cũ" if n < len(names) else None)
    made = Table(displayName=name, ref=f"{letter(col)}{row}:{letter(col + len(names) + len(own) - 1)}{row + n_old}")
    made._initialise_columns()
    for column, title in zip(made.tableColumns, [*names, *(title for title, _ in own)]):
        column.name = title
    for n, (_, formula) in enumerate(own, len(names)):
        made.tableColumns[n].calculatedColumnFormula = TableFormula(attr_text=formula)
        for line in range(1, n_old + 1):
            sheet.cell(row + line, col + n, "=" + formula)
    sheet.add_table(made)


def by_cells(book, sheet, names, n_old, at, number, text):
    """Ranges over the cells of a table as people click them, and a block two rows below it; gives where that begins."""
    row, col = at
    first, last = row + 1, row + n_old
    column = {title: letter(col + names.index(title)) for title in (number, text)}
    cells = {title: f"${where}${first}:${where}${last}" for title, where in column.items()}
    there = f"'{sheet.title}'!"
    below = last + 3
    note = letter(col)
    sheet[f"{note}{below}"] = "Ghi chú của cơ quan, dời theo bảng"
    sheet.merge_cells(f"{note}{below}:{letter(col + 3)}{below}")
    for n, formula in enumerate([f"=SUM({cells[number].replace('$', '')})", f"={column[number]}{below + 1}*2"], 1):
        sheet[f"{column[number]}{below + n}"] = formula
    sheet[f"{column[text]}{below + 3}"] = "Người lập bảng"
    sheet.print_area = f"A1:{letter(col + len(names))}{below + 40}"
    book.defined_names["CotSo"] = DefinedName("CotSo", attr_text=there + cells[number])
    clicked = book.create_sheet("Theo ô")
    figures = [
        f"=SUM({there}{cells[number]})",
        f"=COUNTA({there}{cells[text]})",
        "=MAX(CotSo)",
        f"=ROWS({there}{cells[number]})",
        f"={there}{column[number]}{below + 1}",
        f"=SUM({there}{column[number]}{below + 1}:{column[number]}{below + 2})",
        f"={there}{column[text]}{below + 3}",
    ]
    for n, formula in enumerate(figures, 1):
        clicked.cell(n, 1, formula)
    clicked.conditional_formatting.add(
        "A1:A4", FormulaRule(formula=[f"A1=SUM({there}{cells[number]})"], font=Font(bold=True))
    )
    choice = DataValidation(type="list", formula1=there + cells[text])
    choice.add("C1")
    clicked.add_data_validation(choice)
    for place, drawn, anchor in [(clicked, "cột", "E2"), (sheet, "dưới bảng", f"{note}{below + 6}")]:
        chart = BarChart()
        chart.title = f"Theo ô, {drawn}"
        at_col = col + names.index(number)
        chart.add_data(Reference(sheet, min_col=at_col, min_row=row, max_row=last), titles_from_data=True)
        at_col = col + names.index(text)
        chart.set_categories(Reference(sheet, min_col=at_col, min_row=first, max_row=last))
        place.add_chart(chart, anchor)


def board(book, figures, chart):
    """A sheet of named figures and a chart of them."""
    sheet = book.create_sheet("Bảng điều hành")
    for row, (name, formula) in enumerate(figures, 1):
        sheet.cell(row, 1, name)
        sheet.cell(row, 2, formula)
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=len(figures)))
    chart.set_categories(Reference(sheet, min_col=1, min_row=1, max_row=len(figures)))
    sheet.add_chart(chart, "D2")


def progress(lines, n_old):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Số liệu"
    columns_of = columns("tblTienDo")
    table(sheet, "tblTienDo", columns_of, n_old)
    sheet.conditional_formatting.add(f"H2:H{n_old + 1}", DataBarRule("num", 0, "num", 3, "FF9C0006"))
    names = ["Phải gửi", "Đúng hạn", "Gửi muộn", "Chưa gửi"]
    board(book, [(name, f"=SUM(tblTienDo[{name}])") for name in names], BarChart())
    by_cells(book, sheet, columns_of, n_old, (1, 1), "Phải gửi", "Đơn vị")
    return book, [sum(int(line[name]) for line in lines["tblTienDo"]) for name in names], ("tblTienDo", "Phải gửi", (1, 1), columns_of)


def quotas(lines, n_old):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Chỉ tiêu"
    sheet["A1"] = "Theo dõi chỉ tiêu"
    names = ["Còn thiếu", "Cơ quan chủ trì", "Số giao", "Đã đăng ký"]
    table(sheet, "tblChiTieu", names, n_old, (3, 2), [("Tỷ lệ", "tblChiTieu[[#This Row],[Đã đăng ký]]/tblChiTieu[[#This Row],[Số giao]]")])
    check = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
    check.add("H1")
    sheet.add_data_validation(check)
    figures = [("Đủ", '=COUNTIF(tblChiTieu[Còn thiếu],0)'), ("Thiếu", '=COUNTIF(tblChiTieu[Còn thiếu],">0")')]
    figures.append(("Tổng tỷ lệ", "=SUM(tblChiTieu[Tỷ lệ])"))
    board(book, figures, PieChart())
    by_cells(book, sheet, names, n_old, (3, 2), "Số giao", "Cơ quan chủ trì")
    short = [int(line["Còn thiếu"]) for line in lines["tblChiTieu"]]
    rates = [int(line["Đã đăng ký"]) / int(line["Số giao"]) for line in lines["tblChiTieu"]]
    return book, [short.count(0), len(short) - short.count(0), sum(rates)], ("tblChiTieu", "Số giao", (3, 2), names)


def everything(lines, n_old):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in ["tblDangKy", "tblChiTieu", "tblTienDo"]:
        table(book.create_sheet(name.removeprefix("tbl")), name, columns(name), n_old)
    kinds = ["individual", "collective", "household"]
    formula = '=COUNTIFS(tblDangKy[kind],"{}",tblDangKy[status],"counted")'
    board(book, [(kind, formula.format(kind)) for kind in kinds] + [("dòng", "=ROWS(tblDangKy[STT])")], BarChart())
    by_cells(book, book["DangKy"], columns("tblDangKy"), n_old, (1, 1), "Dòng", "Tên điển hình")
    held = lines["tblDangKy"]
    counted = [[line["kind"] for line in held if line["status"] == "counted"].count(kind) for kind in kinds]
    return book, [*counted, len(held)], ("tblDangKy", "Dòng", (1, 1), columns("tblDangKy"))


def with_strangers(path):
    """Parts that openpyxl does not write, as other programs leave them."""
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("customXml/item1.xml", "<state  by='nobody'/>")
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf no macro, only bytes")
        package.writestr("xl/printerSettings/printerSettings1.bin", bytes(range(256)))


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def opened(path, profile, out):
    """The workbook as LibreOffice has worked it out: its values, and for each chart its ranges and points."""
    call = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*call, "--outdir", out, path], check=True, capture_output=True)
    again = out / path.name
    charts = []
    for name, text in parts(again).items():
        if re.match(r"xl/charts/chart\d+\.xml", name):
            values = re.search(rb"<c:val>.*?</c:val>", text, re.S).group()
            where = re.search(rb"<c:f>([^<]*)</c:f>", values).group(1).decode()
            charts.append((where, [float(value) for value in re.findall(rb"<c:v>([^<]*)</c:v>", values)]))
    return openpyxl.load_workbook(again, data_only=True), charts


def same(values, expect):
    return len(values) == len(expect) and all(
        a == b if isinstance(b, str) else abs(a - b) < 1e-9 for a, b in zip(values, expect)
    )


def judge(book, charts, lines, expect, clicked):
    """Compares all figures with those that follow from the published lines."""
    formulas = [row[1].value for row in book["Bảng điều hành"].iter_rows()]
    assert same(formulas, expect), (formulas, expect)
    name, title, (row, col), names = clicked
    numbers = [int(line[title] or 0) for line in lines[name]]
    n = len(numbers)
    by_click = [sum(numbers), n, max(numbers), n, sum(numbers), 3 * sum(numbers), "Người lập bảng"]
    held = [cell.value for cell, *_ in book["Theo ô"].iter_rows(max_col=1, max_row=len(by_click))]
    assert same(held, by_click), (held, by_click)
    sheet = book[{"tblTienDo": "Số liệu", "tblChiTieu": "Chỉ tiêu", "tblDangKy": "DangKy"}[name]]
    below = row + n + 3
    assert sheet.cell(below, col).value == "Ghi chú của cơ quan, dời theo bảng", below
    assert f"{letter(col)}{below}:{letter(col + 3)}{below}" in map(str, sheet.merged_cells.ranges)
    assert sheet.cell(below + 1, col + names.index(title)).value == sum(numbers)
    assert str(below + 40) in str(sheet.print_area), sheet.print_area
    rules = [rule.formula[0] for rules in book["Theo ô"].conditional_formatting for rule in rules.rules]
    assert any(f"${row + n}" in rule for rule in rules), rules
    choices = [choice.formula1 for choice in book["Theo ô"].data_validations.dataValidation]
    assert any(f"${row + n}" in choice for choice in choices), choices
    assert f"${row + n}" in book.defined_names["CotSo"].attr_text, book.defined_names["CotSo"].attr_text
    assert any(same(values, expect) for _, values in charts), (charts, expect)
    over_cells = [values for where, values in charts if where.endswith(f"${row + n}")]
    assert len(over_cells) == 2 and all(same(values, numbers) for values in over_cells), charts
    return formulas


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        office = work / "office"
        shutil.copytree(ROOT / "samples" / "lang-son-2024", office)
        assert subprocess.run([program, "run", "--quiet", office]).returncode in (0, 1)
        data = next((office / "out").glob("*/data"))
        lines = {}
        for name in ["tblDangKy", "tblChiTieu", "tblTienDo"]:
            with open(data / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
                lines[name] = list(csv.DictReader(file))
        profile, out = work / "profile", work / "out"
        for make in [progress, quotas, everything]:
            for n_old in [2, 600]:
                book, expect, clicked = make(lines, n_old)
                path = work / f"{make.__name__}-{n_old}.xlsx"
                book.save(path)
                with_strangers(path)
                before = parts(path)
                fed = subprocess.run([program, "feed", path, "--in", office], capture_output=True, text=True)
                assert fed.returncode == 0, fed.stderr
                after = parts(path)
                assert parts(path.with_suffix(".bak.xlsx")) == before, "the backup is the workbook as it was"
                assert list(before) == list(after), "the same parts in the same order"
                changed = [name for name in before if before[name] != after[name]]
                assert all(re.fullmatch(ALLOWED, name) for name in changed), changed
                formulas = judge(*opened(path, profile, out), lines, expect, clicked)
                print(f"{path.stem}: {len(changed)} of {len(before)} parts changed; figures {formulas}")
                if sys.argv[2:]:
                    shutil.copy(path, sys.argv[2])
    print("three dashboards grown and shrunk; formulas and charts of LibreOffice show the new figures")


main()

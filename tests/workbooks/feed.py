"""Three dashboards of our own, fed by the program, compared part by part and opened in LibreOffice.

    python3 tests/workbooks/feed.py target/release/tonghop

Runs the sample of Lạng Sơn in a temporary folder, builds the dashboards with openpyxl, feeds them and
checks for each:
- no part changed but the table's sheet, the table part, the workbook part (names, full calculation);
- a backup holds the workbook as it was;
- LibreOffice, told to work out every formula, shows the figures that follow from data/*.csv, in the
  formulas and in the charts drawn from them.

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
from openpyxl.formatting.rule import DataBarRule
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableFormula

warnings.filterwarnings("ignore", module="openpyxl")  # extensions that it does not know
ROOT = pathlib.Path(__file__).resolve().parents[2]
ALLOWED = r"xl/(workbook\.xml|tables/table\d+\.xml|worksheets/sheet\d+\.xml)"


def columns(name):
    with open(ROOT / "schemas" / "tables.csv", encoding="utf-8") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        return [row[1] for row in rows if row[0] == name]


def table(sheet, name, names, at=(1, 1), own=()):
    """A table of two old lines; `own` are formulas of columns that the office added."""
    row, col = at
    for n, title in enumerate([*names, *(title for title, _ in own)]):
        sheet.cell(row, col + n, title)
        for line in (1, 2):
            sheet.cell(row + line, col + n, "cũ" if n < len(names) else None)
    last = openpyxl.utils.get_column_letter(col + len(names) + len(own) - 1)
    first = openpyxl.utils.get_column_letter(col)
    made = Table(displayName=name, ref=f"{first}{row}:{last}{row + 2}")
    made._initialise_columns()
    for column, title in zip(made.tableColumns, [*names, *(title for title, _ in own)]):
        column.name = title
    for n, (_, formula) in enumerate(own, len(names)):
        made.tableColumns[n].calculatedColumnFormula = TableFormula(attr_text=formula)
        for line in (1, 2):
            sheet.cell(row + line, col + n, "=" + formula)
    sheet.add_table(made)


def board(book, figures, chart):
    """A sheet of named figures and a chart of them."""
    sheet = book.create_sheet("Bảng điều hành")
    for row, (name, formula) in enumerate(figures, 1):
        sheet.cell(row, 1, name)
        sheet.cell(row, 2, formula)
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=len(figures)))
    chart.set_categories(Reference(sheet, min_col=1, min_row=1, max_row=len(figures)))
    sheet.add_chart(chart, "D2")


def progress(lines):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Số liệu"
    table(sheet, "tblTienDo", columns("tblTienDo"))
    sheet.conditional_formatting.add("H2:H3", DataBarRule("num", 0, "num", 3, "FF9C0006"))
    names = ["Phải gửi", "Đúng hạn", "Gửi muộn", "Chưa gửi"]
    board(book, [(name, f"=SUM(tblTienDo[{name}])") for name in names], BarChart())
    return book, [sum(int(line[name]) for line in lines["tblTienDo"]) for name in names]


def quotas(lines):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Chỉ tiêu"
    sheet["A1"] = "Theo dõi chỉ tiêu"
    names = ["Còn thiếu", "Cơ quan chủ trì", "Số giao", "Đã đăng ký"]
    table(sheet, "tblChiTieu", names, (3, 2), [("Tỷ lệ", "tblChiTieu[[#This Row],[Đã đăng ký]]/tblChiTieu[[#This Row],[Số giao]]")])
    check = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
    check.add("H1")
    sheet.add_data_validation(check)
    figures = [("Đủ", '=COUNTIF(tblChiTieu[Còn thiếu],0)'), ("Thiếu", '=COUNTIF(tblChiTieu[Còn thiếu],">0")')]
    figures.append(("Tổng tỷ lệ", "=SUM(tblChiTieu[Tỷ lệ])"))
    board(book, figures, PieChart())
    short = [int(line["Còn thiếu"]) for line in lines["tblChiTieu"]]
    rates = [int(line["Đã đăng ký"]) / int(line["Số giao"]) for line in lines["tblChiTieu"]]
    return book, [short.count(0), len(short) - short.count(0), sum(rates)]


def everything(lines):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in ["tblDangKy", "tblChiTieu", "tblTienDo"]:
        table(book.create_sheet(name.removeprefix("tbl")), name, columns(name))
    kinds = ["individual", "collective", "household"]
    formula = '=COUNTIFS(tblDangKy[kind],"{}",tblDangKy[status],"counted")'
    board(book, [(kind, formula.format(kind)) for kind in kinds] + [("dòng", "=ROWS(tblDangKy[STT])")], BarChart())
    held = lines["tblDangKy"]
    counted = [[line["kind"] for line in held if line["status"] == "counted"].count(kind) for kind in kinds]
    return book, [*counted, len(held)]


def with_strangers(path):
    """Parts that openpyxl does not write, as other programs leave them."""
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("customXml/item1.xml", "<state  by='nobody'/>")
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf no macro, only bytes")
        package.writestr("xl/printerSettings/printerSettings1.bin", bytes(range(256)))


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def shown(path, profile, out):
    """The figures of the board and of its chart, as LibreOffice has worked them out."""
    call = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*call, "--outdir", out, path], check=True, capture_output=True)
    again = out / path.name
    sheet = openpyxl.load_workbook(again, data_only=True)["Bảng điều hành"]
    formulas = [row[1].value for row in sheet.iter_rows()]
    chart = next(text for name, text in parts(again).items() if re.match(r"xl/charts/chart\d+\.xml", name))
    values = re.search(rb"<c:val>.*?</c:val>", chart, re.S).group()
    drawn = [float(value) for value in re.findall(rb"<c:v>([^<]*)</c:v>", values)]
    return formulas, drawn


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
            book, expect = make(lines)
            path = work / f"{make.__name__}.xlsx"
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
            formulas, drawn = shown(path, profile, out)
            for place, values in [("formulas", formulas), ("chart", drawn)]:
                assert len(values) == len(expect), (place, values, expect)
                assert all(abs(a - b) < 1e-9 for a, b in zip(values, expect)), (place, values, expect)
            print(f"{make.__name__}: {len(changed)} of {len(before)} parts changed; figures {formulas}")
    print("three dashboards fed; formulas and charts of LibreOffice show the new figures")


main()

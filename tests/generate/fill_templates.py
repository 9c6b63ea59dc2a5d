"""Fills registration workbooks as officers would, with invented people, and edits some of them badly.

    tonghop template --in samples/lang-son-2024 --unit 05977 --unit phong-kinh-te --to FOLDER
    python3 tests/generate/fill_templates.py FOLDER tests/templates

Needs openpyxl; the rows below are what `tests/templates.rs` expects to read.
"""

import sys
from pathlib import Path

import openpyxl

WARD = "05977-phuong-vinh-trai.xlsx"
AGENCY = "phong-kinh-te.xlsx"

# kind, name, birth, gender, position, unit, movement, achievement, remark
PEOPLE = [
    ("Cá nhân", "Hoàng Thị Ngân", "05/09/1980", "Nữ", "Tổ trưởng dân phố", None,
     "Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh", "Vận động 42 hộ hiến đất", None),
    ("Cá nhân", "Lương Văn Tài", "1975", "Nam", "Nông dân", None,
     "Xây dựng mô hình phát triển kinh tế", "Trồng rau sạch", "=1+1"),
    ("Tập thể", "Chi hội Phụ nữ khối 6", None, None, None, None,
     "Thành phố Lạng Sơn cùng cả nước chung tay vì người nghèo - không để ai bị bỏ lại phía sau", "Tổ tiết kiệm 120 triệu đồng", None),
    ("Hộ gia đình", "Nông Văn Sáng", "1968", "Nam", "Buôn bán", None,
     "Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh", None, None),
    ("Hợp tác xã", "Hợp tác xã Hoa hồng Kỳ Lừa", None, None, None, None,
     "Lạng Sơn cùng cả nước chung sức xây dựng nông thôn mới", "18 thành viên", None),
]


def header_row(sheet):
    for row in range(1, 40):
        if sheet.cell(row, 1).value == "STT":
            return row
    raise SystemExit("no header")


def movements(book):
    rows = book["tonghop"].iter_rows(values_only=True)
    return [row[2] for row in rows if row[0] == "label" and row[1] == "movement"]


def fill(source):
    book = openpyxl.load_workbook(source)
    sheet = book["Đăng ký"]
    first = header_row(sheet) + 1
    offered = movements(book)
    for at, person in enumerate(PEOPLE):
        for col, value in enumerate(person, start=2):
            if col == 8 and value not in offered:
                raise SystemExit(f"not offered: {value}\n" + "\n".join(offered))
            if value is not None and not str(value).startswith("="):
                sheet.cell(first + at, col).value = value
    return book, sheet, first


def main(source, to):
    source, to = Path(source), Path(to)

    def save(book, name):
        book.save(to / name)

    book, _, _ = fill(source / WARD)
    save(book, "filled.xlsx")
    book, _, _ = fill(source / AGENCY)
    save(book, "agency.xlsx")

    # Rows inserted above the header, and the sheet called otherwise.
    book, sheet, _ = fill(source / WARD)
    sheet.protection.sheet = False
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_rows(1, 3)
    sheet.title = "Danh sach phuong"
    save(book, "rows_inserted_sheet_renamed.xlsx")

    # Two columns change places, with their headers; a column of somebody's own is added.
    book, sheet, first = fill(source / WARD)
    for row in range(first - 1, first + len(PEOPLE)):
        gender, position = sheet.cell(row, 5), sheet.cell(row, 6)
        gender.value, position.value = position.value, gender.value
    sheet.cell(first - 1, 12).value = "Điện thoại liên hệ của tổ"
    save(book, "columns_moved.xlsx")

    # A header is typed anew in words that mean nothing to a machine.
    book, sheet, first = fill(source / WARD)
    sheet.cell(first - 1, 7).value = "Ở đâu?"
    save(book, "header_retyped.xlsx")

    # The column of the names is gone.
    book, sheet, first = fill(source / WARD)
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.delete_cols(4)
    save(book, "column_deleted.xlsx")

    # The stamp is gone: the list was copied into a workbook of its own.
    book, sheet, _ = fill(source / WARD)
    for name in list(book.defined_names):
        del book.defined_names[name]
    sheet.data_validations.dataValidation = []
    del book["tonghop"]
    save(book, "stamp_lost.xlsx")

    # The stamp was tampered with.
    book, _, _ = fill(source / WARD)
    book["tonghop"]["B4"].value = "05980"
    save(book, "stamp_changed.xlsx")

    # Another ward's name was typed at the head.
    book, sheet, _ = fill(source / WARD)
    for row in range(1, 6):
        if "VĨNH TRẠI" in str(sheet.cell(row, 1).value):
            sheet.cell(row, 1).value = "UBND PHƯỜNG ĐÔNG KINH"
    save(book, "other_unit.xlsx")


if __name__ == "__main__":
    main(*sys.argv[1:])

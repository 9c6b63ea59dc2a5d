"""Writes the inboxes of `tests/stories`: lists that are sent again, each in its own way, by invented
people. What each story ends in stands in its `story.txt`, written by hand.

    python3 tests/generate/stories.py tests/stories

Needs openpyxl, python-docx, and LibreOffice for the one .xls.
"""

import csv
import io
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl

WARD = ["UBND THÀNH PHỐ LẠNG SƠN", "UBND PHƯỜNG VĨNH TRẠI"]
KINH = ["UBND THÀNH PHỐ LẠNG SƠN", "UBND PHƯỜNG ĐÔNG KINH"]
MAI_PHA = ["UBND THÀNH PHỐ LẠNG SƠN", "UBND XÃ MAI PHA"]
TITLE = "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN"
HEADER = ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Phong trào", "Ghi chú"]
UNITED = "Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh"
TEACH = "Dạy tốt - Học tốt"

AN = ("Nông Văn An", 1980, "Tổ trưởng khối 1", UNITED, "")
BE = ("Vi Thị Bé", 1981, "Chi hội trưởng", UNITED, "")
CUONG = ("Lộc Văn Cường", 1982, "Trưởng ban công tác Mặt trận", UNITED, "")
DIU = ("Hứa Thị Dịu", 1983, "Buôn bán", UNITED, "")
EM = ("Chu Văn Êm", 1984, "Thợ mộc", UNITED, "")
GIANG = ("Bế Thị Giang", 1985, "Giáo viên", UNITED, "")
HAI = ("Hoàng Văn Hải", 1986, "Nông dân", UNITED, "")
KHANH = ("Triệu Thị Khánh", 1987, "Y sĩ", UNITED, "")
LOAN = ("Đàm Thị Loan", 1988, "Văn thư", UNITED, "")
MINH = ("Dương Văn Minh", 1989, "Lái xe", UNITED, "")


def but(person, name=None, year=None, movement=None, remark=None):
    own = list(person)
    for at, value in ((0, name), (1, year), (3, movement), (4, remark)):
        if value is not None:
            own[at] = value
    return tuple(own)


def rows(people, head=WARD, title=TITLE, written=None, header=None, order=None):
    header = header or HEADER
    width = len(header)
    lines = [[line] + [""] * (width - 1) for line in head]
    lines.append([""] * width)
    if written:
        lines.append([""] * (width - 2) + [written, ""])
    lines.append([title] + [""] * (width - 1))
    lines.append([""] * width)
    lines.append(header)
    for number, person in enumerate(people, 1):
        line = [number, *person]
        lines.append([line[at] for at in order] if order else line)
    return lines


def text(lines):
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return ("\ufeff" + out.getvalue()).encode()


def book(**sheets):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, lines in sheets.items():
        sheet = workbook.create_sheet(name.replace("_", " "))
        for line in lines:
            sheet.append([value if value != "" else None for value in line])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def word(lines):
    """A Word document: the lines above the header as paragraphs, the rest as a table."""
    document = docx.Document()
    at = next(at for at, line in enumerate(lines) if line[0] == HEADER[0])
    for line in lines[:at]:
        document.add_paragraph(" ".join(str(value) for value in line if value != ""))
    table = document.add_table(rows=0, cols=len(lines[at]))
    for line in lines[at:]:
        for cell, value in zip(table.add_row().cells, line):
            cell.text = str(value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mail(sender, date, subject, said, *attached):
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "tdkt.tp@langson.example"
    message["Date"] = date
    message["Subject"] = subject
    message.set_content(said)
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


FIRST = [AN, BE, CUONG, DIU]
SECOND = [AN, but(BE, name="Vi Thị Bế"), CUONG, EM]
EIGHT = [AN, BE, CUONG, DIU, EM, GIANG, HAI, KHANH]
BY_UNIT = ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Đơn vị", "Phong trào", "Ghi chú"]


def of(unit, people):
    return [(name, year, post, unit, movement, remark) for name, year, post, movement, remark in people]


SCHOOL = of("Trường Tiểu học Vĩnh Trại", [but(GIANG, movement=TEACH), but(LOAN, movement=TEACH)])
OFFICE_OF_SCHOOLS = ["UBND THÀNH PHỐ LẠNG SƠN", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"]
OWN_SCHOOL = ["PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG TIỂU HỌC VĨNH TRẠI"]

STORIES = {
    "01-same-file-two-ways": {
        "2024-06-03/Book1.csv": text(rows(FIRST)),
        "2024-06-04/chuyen tiep/DS moi.csv": text(rows(FIRST)),
    },
    "02-corrected-list": {
        "2024-05-20/Book1.csv": text(rows(FIRST)),
        "2024-06-10/Book2.csv": text(rows(SECOND)),
    },
    "03-supplement": {
        "2024-06-03/Book1.csv": text(rows(FIRST)),
        "2024-06-10/Book1.csv": text(rows([EM, AN], title="DANH SÁCH BỔ SUNG ĐIỂN HÌNH TIÊN TIẾN")),
    },
    "04-partial-resend": {
        "2024-05-20/Book1.csv": text(rows(EIGHT)),
        "2024-06-10/Book1.csv": text(rows([but(AN, year=1990), but(BE, name="Vi Thị Bế")],
                                          title="DANH SÁCH ĐÍNH CHÍNH")),
    },
    "05-copy-of-another-unit": {
        "2024-06-03/Book1.csv": text(rows(of("Phường Vĩnh Trại", FIRST), header=BY_UNIT)),
        "2024-06-10/Book1.csv": text(rows(of("Phường Đông Kinh", [AN, BE, CUONG, EM]), header=BY_UNIT)),
    },
    "06-other-file-name": {
        "2024-05-20/Danh sach chinh thuc.csv": text(rows(FIRST)),
        "2024-06-10/Bo sung (xin rut) 2.csv": text(rows([AN, but(BE, year=1982), CUONG])),
    },
    "07-other-order": {
        "2024-05-20/Book1.csv": text(rows(FIRST)),
        "2024-06-10/Book1.csv": text(rows([DIU, CUONG, BE, AN],
                                          header=["STT", "Phong trào", "Chức vụ", "Họ và tên", "Năm sinh", "Ghi chú"],
                                          order=[0, 4, 3, 1, 2, 5])),
    },
    "08-other-format": {
        "2024-05-20/Book1.xls": ("xls", book(DS=rows(FIRST))),
        "2024-06-03/Book1.xlsx": book(DS=rows(FIRST)),
    },
    "09-older-version-late": {
        "2024-06-08/Book1.csv": text(rows(SECOND, written="Vĩnh Trại, ngày 07 tháng 6 năm 2024")),
        "2024-06-12/Book1.csv": text(rows(FIRST, written="Vĩnh Trại, ngày 03 tháng 6 năm 2024")),
    },
    "10-same-day-twice": {
        "2024-06-05/a.csv": text(rows(FIRST)),
        "2024-06-05/b.csv": text(rows([AN, but(BE, year=1982), CUONG, EM])),
    },
    "11-same-day-by-mail": {
        "mail/1.eml": mail("vinhtrai.tp@langson.example", "Wed, 05 Jun 2024 16:30:00 +0700", "Danh sách",
                           "Kính gửi.", ("Book1.csv", text(rows([AN, but(BE, year=1982), CUONG, EM])))),
        "mail/2.eml": mail("vinhtrai.tp@langson.example", "Wed, 05 Jun 2024 08:10:00 +0700", "Danh sách",
                           "Kính gửi.", ("Book1.csv", text(rows(FIRST)))),
    },
    "12-withdrawal-list": {
        "2024-05-20/Book1.csv": text(rows(FIRST)),
        "2024-06-10/Book1.csv": text(rows([("Vi Thị Bé", 1981, "", "", ""), ("Lộc Văn Cương", 1982, "", "", "")],
                                          title="DANH SÁCH XIN RÚT ĐIỂN HÌNH TIÊN TIẾN")),
    },
    "13-withdrawal-of-one": {
        "2024-05-20/Book1.csv": text(rows(FIRST)),
        "2024-06-10/Book1.csv": text(rows([AN, BE, CUONG, but(DIU, remark="Xin rút")])),
    },
    "14-one-birth-year": {
        "2024-05-20/Book1.csv": text(rows([but(AN, year=1958), BE, CUONG, DIU])),
        "2024-06-10/Book1.csv": text(rows([but(AN, year=1985), BE, CUONG, DIU])),
    },
    "15-split-into-two": {
        "2024-05-20/Book1.csv": text(rows(EIGHT)),
        "2024-06-10/phan 1.csv": text(rows([AN, BE, CUONG, DIU])),
        "2024-06-10/phan 2.csv": text(rows([EM, GIANG, but(HAI, year=1996), LOAN])),
    },
    "16-one-of-two-sheets": {
        "2024-05-20/Book1.xlsx": book(Khối_1=rows(FIRST), Khối_2=rows([EM, GIANG, HAI, KHANH])),
        "2024-06-10/Book1.xlsx": book(Khối_2=rows([EM, GIANG, but(HAI, year=1987), LOAN])),
    },
    "17-merged-unit": {
        "2024-05-20/Book1.csv": text(rows(FIRST)),
        "2024-05-21/Book1.csv": text(rows([EM, GIANG, HAI], head=KINH)),
        "2024-06-10/Book1.csv": text(rows([AN, BE, CUONG, EM, GIANG, HAI, LOAN],
                                          head=["UBND THÀNH PHỐ LẠNG SƠN", "UBND PHƯỜNG LƯƠNG VĂN TRI"])),
    },
    "18-other-movement": {
        "2024-06-03/Book1.csv": text(rows(FIRST)),
        "2024-06-10/Book1.csv": text(rows([but(one, movement=TEACH) for one in FIRST])),
    },
    "19-next-month": {
        "2024-05-20/Book1.csv": text(rows(FIRST, title=TITLE + " THÁNG 5/2024")),
        "2024-06-10/Book1.csv": text(rows([AN, BE, CUONG, EM, GIANG], title=TITLE + " THÁNG 6/2024")),
    },
    "20-nobody": {
        "2024-06-03/Book1.csv": text(rows([]) + [["", "Không có", "", "", "", ""]]),
        "2024-06-04/Book1.csv": text([KINH[:1], KINH[1:], ["BÁO CÁO ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN"],
                                      ["Trong tháng, đơn vị không có điển hình đăng ký."]]),
        "mail/1.eml": mail("maipha.tp@langson.example", "Wed, 05 Jun 2024 08:10:00 +0700", "Đăng ký điển hình",
                           "Xã Mai Pha không có điển hình đăng ký trong tháng 6."),
    },
    "21-by-the-office-above": {
        "2024-06-03/Book1.csv": text(rows(SCHOOL, header=BY_UNIT, head=OFFICE_OF_SCHOOLS)),
        "2024-06-10/Book1.csv": text(rows(SCHOOL, header=BY_UNIT, head=OWN_SCHOOL)),
    },
    "22-came-and-went-in-one-month": {
        "2024-06-03/Book1.csv": text(rows(FIRST)),
        "2024-06-12/Book1.csv": text(rows([DIU], title="DANH SÁCH XIN RÚT")),
        "2024-06-20/Book1.csv": text(rows([AN, CUONG, EM])),
    },
    "23-mail-without-a-file": {
        "2024-06-03/Book1.csv": text(rows(FIRST)),
        "mail/1.eml": mail("vinhtrai.tp@langson.example", "Wed, 12 Jun 2024 08:10:00 +0700", "V/v xin rút",
                           "Phường Vĩnh Trại xin rút bà Hứa Thị Dịu khỏi danh sách đã gửi."),
    },
    "24-answered-once": {
        "2024-06-03/Book1.csv": text(rows(FIRST)),
        "2024-06-10/Book1.csv": text(rows([AN, BE, EM, GIANG])),
        "2024-06-20/Book1.csv": text(rows([AN, BE, but(EM, year=1985), GIANG])),
    },
    "25-replacement": {
        "2024-05-20/Book1.csv": text(rows(FIRST)),
        "2024-06-10/Book1.csv": text(rows([AN, EM, GIANG, HAI],
                                          title=TITLE + " (thay thế bản gửi ngày 20/5/2024)")),
    },
    "27-word-beside-a-workbook": {
        "2024-06-05/Danh sach.docx": word(rows([AN, BE, CUONG, but(DIU, year=1993)])),
        "2024-06-05/Danh sach.xlsx": book(DS=rows(FIRST)),
        "mail/1.eml": mail("dongkinh.tp@langson.example", "Thu, 06 Jun 2024 08:10:00 +0700", "Danh sách",
                           "Kính gửi.", ("DS in.docx", word(rows([EM, GIANG], head=KINH))),
                           ("DS.xlsx", book(DS=rows([EM, GIANG, HAI], head=KINH)))),
        "2024-06-07/Danh sach.docx": word(rows([KHANH, LOAN, MINH], head=MAI_PHA)),
        "2024-06-07/Danh sach.xlsx": book(DS=rows([KHANH, LOAN], head=MAI_PHA)),
    },
    "28-scan-beside-a-list": {
        "2024-06-05/Phuong Vinh Trai/Danh sach.csv": text(rows(FIRST)),
        "2024-06-05/Phuong Vinh Trai/Ban ky.pdf": b"%PDF-1.4\n% no list for a program\n",
        "2024-06-05/Ban chup Phuong Vinh Trai.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
        "2024-06-06/Phuong Dong Kinh.pdf": b"%PDF-1.4\n% all that this ward sent\n",
        "2024-06-05/Khong ro cua ai.pdf": b"%PDF-1.4\n% beside, but of nobody knows whom\n",
    },
}

UNITS = {
    "17-merged-unit": [
        ("05977", ",,2025-06-30,", ",,2024-05-31,luong-van-tri"),
        ("05980", ",,2025-06-30,", ",,2024-05-31,luong-van-tri"),
    ],
}


def main(to):
    sample = Path(__file__).parents[2] / "samples/lang-son-2024/units.csv"
    for name, inbox in STORIES.items():
        for path, data in inbox.items():
            path = to / name / "inbox" / path
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(data, tuple):
                made = path.with_suffix(".tmp.xlsx")
                made.write_bytes(data[1])
                subprocess.run(["soffice", "--headless", "--convert-to", data[0], "--outdir", path.parent, made],
                               check=True, capture_output=True)
                made.with_suffix("." + data[0]).rename(path)
                made.unlink()
            else:
                path.write_bytes(data)
        if name in UNITS:
            lines = sample.read_text().replace(
                "05983,", "luong-van-tri,Phường Lương Văn Tri,area,commune,178,,,2024-06-01,,\n05983,", 1)
            for code, before, after in UNITS[name]:
                lines = "\n".join(
                    line.replace(before, after) if line.startswith(code + ",") else line
                    for line in lines.split("\n"))
            (to / name / "units.csv").write_text(lines)


main(Path(sys.argv[1]))

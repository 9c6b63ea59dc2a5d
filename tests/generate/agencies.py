"""The lists of the city's agencies: party, offices, mass organisations, armed forces, services."""

import datetime

import writers
from offices import UNITS
from people import Exemplar
from sheets import Cell, Col, Look, Reg, Sheet
from wards import lookup_sheet


def _short_birth(person):
    """A birth as "12-3-69": the same day that other lists give."""
    year, month, day = person.born
    return f"{day}-{month}-{year % 100:02}"


def _head(sheet, code, width, **more):
    _, above, own, _ = UNITS[code]
    sheet.letterhead(above, own, width, **more)


def tuyen_giao(box, cast):
    """The movement stands in the title only; collectives and people on a sheet each."""
    me, m = "ban-tuyen-giao-thanh-uy", "hoc-tap-bac"
    title = "Trong việc “Đẩy mạnh việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh” năm 2024"
    a, b = Sheet("Tập thể"), Sheet("Cá nhân")
    for s, word, cols in [
        (a, "TẬP THỂ", [Col("stt", "STT", 5), Col("name", "Tên tập thể", 40), Col("unit", "Đơn vị", 34),
                        Col("achievement", "Thành tích tiêu biểu", 50)]),
        (b, "CÁ NHÂN", [Col("stt", "STT", 5), Col("title", "Ông/Bà", 8), Col("name", "Họ và tên", 26), Col("birth", "Năm sinh", 9),
                        Col("position", "Chức vụ", 20), Col("unit", "Cơ quan", 34), Col("achievement", "Thành tích tiêu biểu", 46)]),
    ]:
        _head(s, me, len(cols), number="Số: 27-DS/BTGTU", date="Lạng Sơn, ngày 05 tháng 6 năm 2024")
        s.titles(["", f"DANH SÁCH {word} ĐIỂN HÌNH TIÊN TIẾN", title, ""], len(cols))
        s.header(cols)
    look = Look(units="short", births="year", stt="text")
    a.data([box.group("trung-tam-van-hoa-the-thao", "Đội Tuyên truyền lưu động", m), box.group("cong-an", "Đội Cảnh sát Quản lý hành chính về TTXH", m),
            box.group("truong-th-chi-lang", "Tổ chuyên môn khối 4 - 5", m), box.group(me, "Bộ phận Khoa giáo", m)], look)
    b.data([box.person("thanh-tra", m, "office"), box.person("phong-tai-chinh-ke-hoach", m, "office"),
            box.reg(cast["T2"], m), box.person("phong-lao-dong-tbxh", m, "office"),
            box.reg(cast["D10"], m, written={"unit": "UBND P. Đông Kinh", "name": "Lương Thuý Hoà", "birth": 1981}, name="Lương Thuý Hoà"),
            box.person("hoi-cuu-chien-binh", m, "veteran", gender="m", ages=(1955, 1966)),
            box.person("truong-th-vinh-trai", m, "school", {"written": {"unit": "Trường Vĩnh Trại"}, "unit": "", "pending": "unit"}),
            box.person("truong-thcs-hoang-van-thu", m, "school",
                       {"written": {"unit": "Trường Hoàng Văn Thụ"}, "unit": "", "pending": "unit"}),
            box.person("05983", m, "area", position="Bí thư Đảng ủy"), box.person("05992", m, "area"),
            box.person(me, m, "party"), box.person("trung-tam-y-te", m, "health", position="Giám đốc"),
            box.person("05971", m, "area"), box.person("05986", m, "area", position="Bí thư Đảng ủy")], look)
    for s in (a, b):
        s.blank()
        s.signature("", ["T/M BAN TUYÊN GIÁO", "TRƯỞNG BAN"], "Phùng Gia Toại")
    box.file("2024-06-05/BTG Thanh uy - DS hoc tap Bac.xlsx", writers.xlsx([a, b]), me, [a, b])


def kinh_te(box, cast):
    """A header of three rows; ordinals as floats, as .xls keeps them."""
    me, m = "phong-kinh-te", "nong-thon-moi"
    s = Sheet("NTM")
    _head(s, me, 8, number="Số: 210/DS-KT", date="Lạng Sơn, ngày 11 tháng 6 năm 2024")
    s.titles(["", "DANH SÁCH ĐIỂN HÌNH TIÊN TIẾN",
              "Phong trào thi đua “Thành phố Lạng Sơn cùng cả nước chung sức xây dựng nông thôn mới”", ""], 8)
    who = ("Thông tin điển hình",)
    s.header([Col("stt", "STT", 5), Col("name", "Họ và tên/Tên tập thể", 28, who),
              Col("birth_m", "Nam", 8, who + ("Năm sinh",)), Col("birth_f", "Nữ", 8, who + ("Năm sinh",)),
              Col("address", "Thôn", 18, who), Col("unit", "Xã", 18, who), Col("achievement", "Kết quả", 40, ("Thành tích",)),
              Col("remark", "Ghi chú", 10, ("Thành tích",))])
    s.numbering("zero")
    look = Look(stt="float", units="plain", births="year")
    s.data([box.reg(cast["D8"], m, written={"name": "THÔN QUẢNG TRUNG", "unit": "Quảng Lạc"}),
            box.group("05986", "Thôn Hoàng Trung", m)]
           + [box.household(u, m) for u in ("05986", "05989")]
           + [box.person(u, m, "hamlet") for u in ("05989", "05992", "05986")]
           + [box.household(u, m) for u in ("05992", "05986", "05992")], look)
    s.total("Tổng cộng", s.count, upto=2)
    s.signature("", ["TRƯỞNG PHÒNG"], box.signer(), recipients=["- Phòng Nội vụ;", "- Lưu: VT."])
    box.file("2024-06-11/pkt_ntm_2024.xls", writers.xls([s]), me, [s])


def tai_chinh(box, cast):
    """Late; its only company has already registered itself."""
    me = "phong-tai-chinh-ke-hoach"
    s = Sheet("Sheet1")
    _head(s, me, 6, number="Số: 318/TCKH", date="Lạng Sơn, ngày 25 tháng 6 năm 2024")
    s.blank()
    s.titles(["DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024"], 6)
    s.header([Col("stt", "STT", 5), Col("name", "Tên tập thể, cá nhân", 36), Col("birth", "Năm sinh", 10),
              Col("position", "Chức vụ", 20), Col("movement", "Phong trào", 44), Col("achievement", "Thành tích", 40)])
    s.data([box.reg(cast["D11"], "doanh-nghiep", written={"name": "CTCP Chế biến Hồi Xứ Lạng"},
                    name="CTCP Chế biến Hồi Xứ Lạng")]
           + box.people(3, me, "van-hoa-cong-so", "office"), Look(births="date", movement=0))
    s.blank()
    s.signature("", ["TRƯỞNG PHÒNG"], box.signer())
    box.file("2024-06-25/Phong TCKH_dang ky (nop muon).xlsx", writers.xlsx([s]), me, [s])


def noi_vu(box, cast):
    """No letterhead, no title, header in row 1: only the sender's one task tells the movement."""
    me, m = "phong-noi-vu", "van-hoa-cong-so"
    s = Sheet("Sheet1")
    s.header([Col("stt", "TT", 5), Col("name", "Họ tên", 26), Col("birth", "Ngày sinh", 12), Col("gender", "Giới tính", 9),
              Col("position", "Chức vụ", 22), Col("unit", "Đơn vị công tác", 38), Col("achievement", "Thành tích", 40)])
    s.data(box.people(2, me, m, "office") + [box.person("thanh-tra", m, "office"), box.reg(cast["T3"], m),
           box.person("phong-quan-ly-do-thi", m, "office"), box.person("phong-kinh-te", m, "office"),
           box.person("phong-giao-duc-va-dao-tao", m, "office"), box.person("phong-van-hoa-va-thong-tin", m, "office"),
           box.person("uy-ban-mttq", m, "office")], Look(births="date", units="full", names="padded"))
    box.file("2024-06-13/Phong Noi vu - danh sach.xlsx", writers.xlsx([s, Sheet("Sheet2"), Sheet("Sheet3")]), me, [s])


def lao_dong(box, cast):
    """Body cells merged down over each ward's people; households by their heads."""
    me, m = "phong-lao-dong-tbxh", "vi-nguoi-ngheo"
    s = Sheet("Vì người nghèo")
    s.titles(["Mẫu số 03"], 7, merged=False)
    _head(s, me, 7, number="Số: 156/BC-LĐTBXH", date="Lạng Sơn, ngày 10 tháng 6 năm 2024")
    s.titles(["", "BIỂU ĐĂNG KÝ ĐIỂN HÌNH “CHUNG TAY VÌ NGƯỜI NGHÈO - KHÔNG ĐỂ AI BỊ BỎ LẠI PHÍA SAU”"], 7)
    s.header([Col("stt", "STT", 5), Col("unit", "Phường, xã", 18), Col("name", "Tên tập thể/cá nhân/hộ gia đình", 30),
              Col("birth", "Năm sinh", 9), Col("address", "Khối, thôn", 16), Col("achievement", "Thành tích", 44),
              Col("remark", "Ghi chú", 10)])
    s.numbering("paren")
    look = Look(births="zeros", stt="run")
    groups = [("05977", "P. Vĩnh Trại", [box.reg(cast["D5"], m), box.household("05977", m)]),
              ("05980", "P. Đông Kinh", [box.household("05980", m), box.household("05980", m), box.person("05980", m, "block")]),
              ("05989", "Xã Quảng Lạc", [box.household("05989", m) for _ in range(3)]),
              ("05992", "Xã Mai Pha", [box.household("05992", m), box.person("05992", m, "hamlet")])]
    for _, ward, regs in groups:
        s.data(regs, look, merged=("unit", ward))
    s.section("* Tập thể", "merged")
    s.data([box.group(me, "Bộ phận Bảo trợ xã hội", m, more={"written": {"unit": "Phòng LĐ-TB&XH"}})], look)
    s.total(f"Tổng cộng: {s.count} điển hình", merged=True, upto=7)
    s.notes(["Ghi chú: năm sinh ghi 00/00 khi giấy tờ không có ngày, tháng."])
    s.signature("", ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"], box.signer(), left=["NGƯỜI LẬP BIỂU"], left_name=box.signer())
    box.file("2024-06-10/LDTBXH bieu 03.xlsx", writers.xlsx([s]), me, [s])


def mat_tran(box, cast):
    """In a mail with an inline logo; the attachment's name comes in RFC 2231 pieces."""
    me, m = "uy-ban-mttq", "toan-dan-doan-ket"
    s = Sheet("TDĐK")
    _head(s, me, 7, number="Số: 402/MTTQ-BTT", date="Lạng Sơn, ngày 07 tháng 6 năm 2024", hoa="HÒA")
    s.blank()
    s.titles(["DANH SÁCH TẬP THỂ, CÁ NHÂN ĐIỂN HÌNH",
              "Cuộc vận động “Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh” năm 2024", ""], 7)
    s.header([Col("stt", "STT", 5), Col("name", "Tập thể, cá nhân", 28), Col("birth", "Năm sinh", 10), Col("position", "Chức vụ", 26),
              Col("address", "Khu dân cư", 18), Col("unit", "Phường, xã", 20), Col("achievement", "Tóm tắt thành tích", 40)])
    look = Look(units="plain", births="mixed", names="glued")
    s.section("A. TẬP THỂ", "cells")
    s.data([box.group("05971", "Khối 7", m), box.group("05983", "Khối 11", m), box.group("05986", "Thôn Hoàng Thượng", m)], look)
    s.section("B. CÁ NHÂN", "cells")
    s.data([box.person(u, m, "hamlet" if u in ("05986", "05989", "05992") else "block") for u in ("05971", "05974", "05977", "05992")]
           + [box.reg(cast["D6"], m, written={"name": "Ông NÔNG VĂN TOẠI", "birth": _short_birth(cast["D6"]), "unit": "Mai Pha"})]
           + [box.person(u, m, "hamlet" if u in ("05986", "05989", "05992") else "block") for u in ("05980", "05983", "05989", "05986")]
           + [box.person(me, m, "party", position="Ủy viên Thường trực",
                         more={"written": {"unit": "Ủy ban MTTQ thành phố", "address": ""}})], look)
    s.total("Tổng cộng", s.count, upto=2)
    s.signature("", ["TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"], box.signer())
    when = datetime.datetime(2024, 6, 7, 15, 42, 10)
    name = "Danh sách điển hình Toàn dân đoàn kết 2024.xlsx"
    box.files["mail/mttq-0607.eml"] = writers.mail(
        UNITS[me][3], "Ủy ban MTTQ thành phố Lạng Sơn", "Gửi danh sách đăng ký điển hình tiên tiến cuộc vận động Toàn dân đoàn kết năm 2024",
        when, "Kính gửi Phòng Nội vụ.\nBan Thường trực gửi danh sách theo mẫu.\nTrân trọng!",
        [(name, writers.xlsx([s]))], logo=LOGO, style="continued")
    box.attach("mail/mttq-0607.eml!" + name, me, [s], received=when.date())
    box.attach("mail/mttq-0607.eml!image001.png", me, outcome="ignored", received=when.date())


def phu_nu(box, cast):
    """One mail, two workbooks that belong together; names as RFC 2047 words; the subject names the movement."""
    me, m = "hoi-lien-hiep-phu-nu", "phu-nu"
    a, b = Sheet("Sheet1"), Sheet("Sheet1")
    a.titles(["HỘI LHPN THÀNH PHỐ LẠNG SƠN", "DANH SÁCH TẬP THỂ"], 4, merged=False)
    a.blank()
    a.header([Col("stt", "STT", 5), Col("name", "Tên tập thể", 40), Col("unit", "Phường, xã", 24), Col("achievement", "Thành tích", 44)])
    a.data([box.group("05977", "Chi hội Phụ nữ khối 3", m), box.group("05986", "Chi hội Phụ nữ thôn Đồi Chè", m),
            box.group("05980", "Câu lạc bộ Gia đình 5 không 3 sạch khối 10", m)], Look(units="plain"))
    b.titles(["HỘI LHPN THÀNH PHỐ LẠNG SƠN", "DANH SÁCH CÁ NHÂN ĐIỂN HÌNH"], 7, merged=False)
    b.blank()
    b.header([Col("stt", "STT", 5), Col("title", "Tên gọi\n(Ông/Bà/Chức danh)", 14), Col("name", "Họ và tên", 26),
              Col("birth", "Ngày, tháng, năm sinh (định dạng dd-mm-yyyy)", 16), Col("position", "Chức vụ", 26),
              Col("unit", "Đơn vị", 28), Col("achievement", "Thành tích", 40)])
    b.data([box.reg(cast["D7"], m, written={"name": "BẾ THỊ THUÝ", "unit": "Phường Hoàng Văn Thụ", "birth": "{2:02}-{1:02}-{0}".format(*cast["D7"].born)}, name="Bế Thị Thuý")]
           + [box.person(u, m, "women") for u in ("05974", "05980", "05989", "05992", "05977", "05986")]
           + [box.reg(cast["T3"], m)], Look(units="plain", births="dmy"))
    b.blank()
    b.signature("Lạng Sơn, ngày 12 tháng 6 năm 2024", ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"], "Hứa Kim Ngà")
    when = datetime.datetime(2024, 6, 12, 9, 5, 0)
    files = [("Tập thể phụ nữ.xlsx", a), ("Cá nhân phụ nữ tiêu biểu.xlsx", b)]
    subject = "Hội LHPN TP: đăng ký điển hình tiên tiến “Xây dựng người phụ nữ Việt Nam thời đại mới” năm 2024"
    box.files["mail/hoi-phu-nu.eml"] = writers.mail(
        UNITS[me][3], "Hội Liên hiệp Phụ nữ thành phố", subject, when,
        "Kính gửi Phòng Nội vụ,\nHội LHPN gửi 02 biểu đăng ký.", [(n, writers.xlsx([s])) for n, s in files],
        logo=LOGO, style="2047")
    for n, s in files:
        box.attach("mail/hoi-phu-nu.eml!" + n, me, [s], received=when.date())
    box.attach("mail/hoi-phu-nu.eml!image001.png", me, outcome="ignored", received=when.date())


LOGO = writers.png(24, lambda x, y: (200, 30, 30) if (x - 12) ** 2 + (y - 12) ** 2 < 100 else (255, 255, 255))


def giao_duc(box, cast):
    """Sections are schools; two ordinals; a page of instructions with the same header and made-up people."""
    me, m = "phong-giao-duc-va-dao-tao", "day-tot-hoc-tot"
    cols = [Col("stt", "Chung", 7, ("TT",)), Col("stt2", "Trường", 7, ("TT",)), Col("title", "Ông (bà)", 8), Col("name", "Họ và tên", 28),
            Col("birth", "Ngày sinh", 12), Col("position", "Chức vụ", 20), Col("achievement", "Thành tích", 44), Col("remark", "Ghi chú", 10)]
    guide = Sheet("Hướng dẫn")
    guide.ignored = True
    guide.titles(["HƯỚNG DẪN ĐIỀN BIỂU (các trường xem ví dụ dưới đây, không xóa cột)"], 8)
    guide.blank()
    guide.header(cols)
    sample = [Reg(Exemplar("", "individual", n, me, g, (1980, 1, 1), "Giáo viên"), m)
              for n, g in (("Nguyễn Văn A", "m"), ("Trần Thị Ví Dụ", "f"))]
    guide.data(sample, Look(births="dmy"))
    guide.regs = []
    guide.notes(["- Cột Ngày sinh ghi dạng dd/mm/yyyy.", "- Mỗi trường đăng ký ít nhất 01 điển hình."])

    s = Sheet("Biểu tổng hợp")
    _head(s, me, 8, number="Số: 289/PGDĐT", date="Lạng Sơn, ngày 31 tháng 5 năm 2024")
    s.blank()
    s.titles(["DANH SÁCH ĐIỂN HÌNH TIÊN TIẾN PHONG TRÀO THI ĐUA “DẠY TỐT - HỌC TỐT” NĂM 2024",
              "(Kèm theo Công văn số 289/PGDĐT ngày 31/5/2024 của Phòng Giáo dục và Đào tạo)", ""], 8)
    s.header(cols)
    look = Look(births="dmy")

    def dup(key, reading="", **written):
        return box.reg(cast[key], m, written=written, name=reading)

    schools = [
        ("truong-th-vinh-trai", "1. Trường TH Vĩnh Trại", [dup("D1", "Đoàn Thuý Hoà", name="Đoàn Thuý Hoà", birth=1982)]),
        ("truong-thcs-hoang-van-thu", "2. Trường THCS Hoàng Văn Thụ", [dup("D2", name="LÂM ĐỨC QUYỀN")]),
        ("truong-thcs-tam-thanh", "3. THCS Tam Thanh", [dup("D3", name="Bà Chu Minh Khuyên", title="")]),
        ("truong-th-chi-lang", "4. Tiểu học Chi Lăng", [dup("D4", birth="1977")]),
        ("truong-mn-hoa-sua", "5. Trường Mầm non Hoa Sữa", []),
        ("truong-th-dong-kinh", "6. Trường TH Đông Kinh", []),
        ("truong-th-thcs-hoang-dong", "7. Trường TH & THCS Hoàng Đồng", []),
        ("truong-mn-17-10", "8. MN 17-10", []),
    ]
    for code, title, regs in schools:
        s.section(title, "merged")
        s.data(regs + box.people(2 if regs else 3, code, m, "school"), look)
    s.section("9. Cơ quan Phòng GD&ĐT", "merged")
    s.data([box.group(me, "Bộ phận chuyên môn Tiểu học", m), box.person(me, m, "office")], look)
    s.total(f"Tổng cộng: {s.count} điển hình", merged=True, upto=8)
    s.signature("", ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"], box.signer(), left=["Người tổng hợp"], left_name=box.signer())
    box.file("2024-05-31/PGD - Tong hop Day tot Hoc tot 2024 (1).xlsx", writers.xlsx([guide, s]), me, [guide, s])


def cong_an(box, cast):
    """An armed-forces list: ranks before names, teams for units."""
    me, m = "cong-an", "quoc-phong-an-ninh"
    s = Sheet("CATP")
    _head(s, me, 6, number="Số: 1120/DS-CATP", date="Lạng Sơn, ngày 03 tháng 6 năm 2024")
    s.titles(["", "DANH SÁCH", "Tập thể, cá nhân điển hình tiên tiến trong thực hiện nhiệm vụ quốc phòng - an ninh năm 2024", ""], 6)
    s.header([Col("stt", "STT", 5), Col("name", "Họ và tên", 32), Col("birth", "Năm sinh", 9), Col("position", "Chức vụ", 22),
              Col("dept", "Đơn vị", 34), Col("achievement", "Tóm tắt thành tích", 40)])
    look = Look(names="titled", births="year")
    teams = ["Đội CSGT - TT", "Đội CS QLHC về TTXH", "Đội CSĐT tội phạm về ma túy", "Đội An ninh", "Đội Tổng hợp"]
    s.section("I. Tập thể", "flat")
    s.data([box.group(me, "Đội Cảnh sát điều tra tội phạm về ma túy", m), box.group(me, "Đội Cảnh sát giao thông - Trật tự", m)], look)
    s.section("II. Cá nhân", "flat")
    s.data([box.person(me, m, "police", {"written": {"dept": teams[i % 5]}}, gender="m" if i % 4 else "f") for i in range(9)], look)
    s.blank()
    s.signature("", ["TRƯỞNG CÔNG AN THÀNH PHỐ", "(Ký tên, đóng dấu)"], "Đại tá " + box.signer(), recipients=["- Như trên;", "- Lưu: ĐTH."])
    box.file("2024-06-03/CATP Lang Son - DHTT.xls", writers.xls([s]), me, [s])


def van_phong(box, cast):
    me = "van-phong-hdnd-ubnd"
    s = Sheet("Sheet1", top=2)
    _head(s, me, 6, number="Số: 95/DS-VP", date="Lạng Sơn, ngày 06 tháng 6 năm 2024")
    s.blank()
    s.titles(["ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024"], 6)
    s.header([Col("stt", "STT", 5), Col("name", "Họ và tên", 28), Col("birth", "Năm sinh", 10),
              Col("pos_unit", "Thông tin công tác", 44), Col("movement", "Lĩnh vực, phong trào", 44), Col("achievement", "Thành tích", 40)])
    s.data([box.reg(cast["D9"], "y-te", written={"name": "BS. Hoàng Thị Thoa", "pos_unit": "Trưởng trạm, TYT xã Mai Pha"}),
            box.person("tram-y-te-tam-thanh", "y-te", "health"),
            box.person(me, "van-hoa-cong-so", "office", position="Phó Chánh Văn phòng"), box.person(me, "van-hoa-cong-so", "office")],
           Look(units="plain", movement=0))
    s.signature("", ["CHÁNH VĂN PHÒNG"], box.signer())
    box.file("2024-06-06/VP HDND-UBND_DHTT2024.xlsx", writers.xlsx([s]), me, [s])


def nong_dan(box, cast):
    """Farmers, and two who are not; three numbers in the identity column, plainly made up."""
    me, m = "hoi-nong-dan", "phat-trien-kinh-te"
    s = Sheet("HND")
    _head(s, me, 8, number="Số: 66-DS/HND", date="Lạng Sơn, ngày 12 tháng 6 năm 2024")
    s.blank()
    s.titles(["DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024"], 8)
    s.header([Col("stt", "STT", 5), Col("name", "Họ và tên", 26), Col("birth", "Năm sinh", 9), Col("cccd", "Số CCCD", 16),
              Col("position", "Nghề nghiệp, chức vụ", 24), Col("address", "Thôn, khối", 16), Col("unit", "Phường, xã", 18),
              Col("achievement", "Kết quả sản xuất", 44)])
    fake = iter(["000000000001", "000000000002", "999999999999"])
    who = lambda u, p, mv=m, n=True: box.person(u, mv, "hamlet", {"written": {"cccd": next(fake)}} if n else None, position=p)
    look = Look(units="plain", births="year")
    s.section("1. Xây dựng mô hình phát triển kinh tế", "merged")
    s.data([who("05992", "Nông dân"), who("05989", "Nông dân"), who("05986", "Chủ trang trại chăn nuôi"),
            who("05986", "Cán bộ khuyến nông", n=False), who("05989", "Chủ tịch Hội Nông dân xã", n=False)], look)
    s.section("2. Chung sức xây dựng nông thôn mới", "merged")
    s.data([who("05992", "Nông dân", "nong-thon-moi", False), who("05986", "Hội viên nông dân", "nong-thon-moi", False)], look)
    s.section("3. Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", "merged")
    s.data([box.person("05983", "hoc-tap-bac", "block", position="Chi hội trưởng Chi hội Nông dân"),
            box.person(me, "hoc-tap-bac", "party", position="Phó Chủ tịch Hội", more={"written": {"unit": "Hội Nông dân TP"}})], look)
    s.blank()
    s.signature("", ["TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"], box.signer())
    box.file("2024-06-12/Hoi Nong dan TP.xlsx", writers.xlsx([s]), me, [s])


def lien_doan(box, cast):
    """Comma-separated with semicolons, as Excel of a Vietnamese Windows saves it; one worker only."""
    me, m = "lien-doan-lao-dong", "lao-dong-gioi"
    s = Sheet("")
    s.titles(["LIÊN ĐOÀN LAO ĐỘNG THÀNH PHỐ LẠNG SƠN", "Danh sách điển hình lao động giỏi, lao động sáng tạo năm 2024"], 6, merged=False)
    s.header([Col("stt", "STT"), Col("name", "Họ và tên"), Col("birth", "Năm sinh"), Col("position", "Nghề nghiệp, chức vụ"),
              Col("unit", "Đơn vị"), Col("achievement", "Sáng kiến, thành tích")])
    odd = {"written": {"unit": "Công ty CP Vận tải Xứ Lạng"}, "unit": "", "pending": "unit"}
    s.data([box.person("cong-ty-hoa-hoi", m, "company", position="Công nhân vận hành máy sấy"),
            box.person("cong-ty-hoa-hoi", m, "company", position="Kỹ sư cơ điện"),
            box.person("cong-ty-ky-cung", m, "company", position="Kế toán trưởng"),
            box.person("cong-ty-ky-cung", m, "company", position="Chủ tịch Công đoàn cơ sở"),
            box.person("178", m, "company", odd, position="Công nhân sửa chữa")], Look(units="plain"))
    s.blank()
    s.line("signature", "Người lập: " + box.signer(), 1, 1)
    box.file("2024-06-13/LDLD thanh pho.csv", writers.csv(s, ";", "utf-8-bom"), me, [s])


def to_chuc(box, cast):
    """One person, a label and a value a line."""
    me = "ban-to-chuc-thanh-uy"
    s = Sheet("Phieu")
    reg = box.person(me, "hoc-tap-bac", "party")
    _head(s, me, 2)
    s.titles(["", "PHIẾU ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024", ""], 2)
    ex = reg.ex
    for label, value in [("Họ và tên", ex.name), ("Ngày, tháng, năm sinh", f"{ex.born[2]:02}/{ex.born[1]:02}/{ex.year}"),
                         ("Giới tính", "Nam" if ex.gender == "m" else "Nữ"), ("Chức vụ", ex.position),
                         ("Đơn vị công tác", "Ban Tổ chức Thành ủy"),
                         ("Phong trào đăng ký", "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"),
                         ("Tóm tắt thành tích", reg.written["achievement"])]:
        s.put(s.row, 1, label + ":", bold=True, border=True)
        s.put(s.row, 2, value, border=True)
        if label == "Họ và tên":
            reg.sheet, reg.row = s, s.row
            s.regs.append(reg)
        s.mark("data" if label == "Họ và tên" else "other")
    s.widths = {1: 28, 2: 60}
    s.cols = [Col("a", ""), Col("b", "")]
    s.blank()
    s.line("signature", "Lạng Sơn, ngày 14 tháng 6 năm 2024", 2, 2, italic=True, align="center")
    s.line("signature", "TRƯỞNG BAN", 2, 2, bold=True, align="center")
    s.blank(2)
    s.line("signature", box.signer(), 2, 2, bold=True, align="center")
    box.file("2024-06-14/BTC Thanh uy - phieu.xlsx", writers.xlsx([s]), me, [s])


def chinh_tri(box, cast):
    me = "trung-tam-chinh-tri"
    s = Sheet("")
    s.header([Col("stt", "STT"), Col("name", "Họ và tên"), Col("birth", "Ngày sinh"), Col("position", "Chức vụ"),
              Col("unit", "Đơn vị"), Col("movement", "Phong trào"), Col("achievement", "Thành tích")])
    s.data(box.people(1, me, "hoc-tap-bac", "office", position="Giám đốc") + box.people(2, me, "van-hoa-cong-so", "office", position="Giảng viên")
           + [box.person(me, "", "office", {"pending": "movement"}, position="Kế toán")], Look(births="dmy", movement=1, units="plain"))
    box.file("2024-06-10/trung-tam-chinh-tri.csv", writers.csv(s, ",", "utf-8"), me, [s])


def van_hoa(box, cast):
    """The same bytes twice; a list of codes in plain sight."""
    me = "phong-van-hoa-va-thong-tin"
    s = Sheet("VHTT")
    _head(s, me, 6, number="Số: 88/VHTT", date="Lạng Sơn, ngày 27 tháng 5 năm 2024")
    s.blank()
    s.titles(["Đăng ký điển hình tiên tiến năm 2024"], 6)
    s.header([Col("stt", "STT", 5), Col("name", "Họ và tên", 26), Col("birth", "Năm sinh", 9), Col("position", "Chức vụ", 18),
              Col("movement", "Phong trào thi đua", 44), Col("achievement", "Thành tích", 40)])
    s.data(box.people(3, me, "van-hoa-cong-so", "office") + box.people(1, me, "hoc-tap-bac", "office") + box.people(1, me, "toan-dan-doan-ket", "office"),
           Look(births="yeartext", movement=9, stt="none"))
    s.signature("", ["TRƯỞNG PHÒNG"], box.signer())
    codes = lookup_sheet(hidden=False)
    body = writers.xlsx([s, codes])
    first = box.file("2024-05-27/Phong VHTT.xlsx", body, me, [s, codes])
    t = Sheet("VHTT")
    t.cells, t.roles, t.cols = s.cells, s.roles, s.cols
    t.regs = [Reg(r.ex, r.movement, r.written, r.name, r.unit, sheet=t, row=r.row) for r in s.regs]
    box.file("2024-06-03/Phong VHTT (1).xlsx", body, me, [t, lookup_sheet(hidden=False)], copy_of=first)


def moi_truong(box, cast):
    """Web software's .xls: an HTML table."""
    me = "phong-tai-nguyen-va-moi-truong"
    s = Sheet("")
    s.titles(["PHÒNG TÀI NGUYÊN VÀ MÔI TRƯỜNG", "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN 2024"], 5, merged=False)
    s.header([Col("stt", "STT"), Col("name", "Họ và tên"), Col("birth", "Năm sinh"), Col("position", "Chức vụ"), Col("movement", "Phong trào thi đua")])
    s.data(box.people(3, me, "van-hoa-cong-so", "office"), Look(movement=0))
    box.file("2024-06-12/DS_TNMT.xls", writers.html_table(s), me, [s])


def thanh_tra(box, cast):
    """The province's form: codes by VLOOKUP, filled down far below the last person."""
    me = "thanh-tra"
    s = Sheet("MauTDKT")
    s.titles(["THANH TRA THÀNH PHỐ - ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024"], 9, merged=False)
    s.blank()
    s.header([Col("stt", "STT", 5), Col("title", "Tên gọi\n(Ông/Bà/Chức danh)", 14), Col("name", "Tên tập thể/cá nhân/hộ gia đình", 30),
              Col("birth", "Năm sinh", 9), Col("position", "Chức vụ", 18), Col("unit", "Đơn vị công tác", 26),
              Col("kind", "Phân loại khen thưởng", 14), Col("movement", "Phong trào thi đua", 40), Col("code", "Mã", 8)])
    me_people = box.people(2, me, "van-hoa-cong-so", "office") + [box.group(me, "Tổ Tiếp công dân", "van-hoa-cong-so")]
    s.data(me_people, Look(units="plain", kinds="code", movement=0))
    for r in s.regs:
        s.cells[r.row, 9] = Cell("CN" if r.ex.kind == "individual" else "TT", border=True,
                                 formula=f"VLOOKUP(G{r.row},DANHMUC!A:B,2,0)")
    for _ in range(12):
        for c in range(1, 9):
            s.cells[s.row, c] = Cell(None, border=True)
        s.cells[s.row, 9] = Cell("#N/A", border=True, formula=f"VLOOKUP(G{s.row},DANHMUC!A:B,2,0)")
        s.mark("other")
    for _ in range(5):
        for c in range(1, 10):
            s.cells[s.row, c] = Cell(" " if c == 3 else None, border=True)
        s.mark("blank")
    codes = lookup_sheet(hidden=True)
    box.file("2024-05-17/ThanhTra_MauTDKT.xlsx", writers.xlsx([s, codes]), me, [s, codes])


def cuu_chien_binh(box, cast):
    me = "hoi-cuu-chien-binh"
    s = Sheet("CCB", legacy="vni")
    _head(s, me, 6, number="Số: 21/DS-CCB", date="Lạng Sơn, ngày 13 tháng 6 năm 2024")
    s.blank()
    s.titles(["DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024"], 6)
    s.header([Col("stt", "STT", 5), Col("name", "Họ và tên", 26), Col("birth", "Năm sinh", 9), Col("position", "Chức vụ", 26),
              Col("unit", "Đơn vị", 24), Col("movement", "Phong trào", 44)])
    who = lambda u, mv: box.person(u, mv, "veteran", gender="m", ages=(1948, 1966))
    s.data([who("05971", "quoc-phong-an-ninh"), who("05980", "quoc-phong-an-ninh"), who("05986", "nong-thon-moi"),
            who("05977", "toan-dan-doan-ket"), who("05992", "hoc-tap-bac"), who("05983", "vi-nguoi-ngheo")], Look(units="plain", movement=1))
    s.total("Cộng: 6", merged=True, upto=2)
    s.signature("", ["TM. BAN CHẤP HÀNH", "CHỦ TỊCH"], box.signer())
    box.file("2024-06-13/hoi ccb tp.xls", writers.xls([s]), me, [s])


def y_te(box, cast):
    """Sent again after the due date, two people more and one fewer; nothing says it replaces."""
    me, m = "trung-tam-y-te", "y-te"
    slip = box.person(me, m, "health", name="Trịnh Quốc Huy", gender="m", year=1979, position="Bác sĩ")
    early = [slip, box.group(me, "Khoa Cấp cứu - Hồi sức tích cực", m)] + box.people(3, me, m, "health") \
        + [box.person(u, m, "health") for u in ("tram-y-te-vinh-trai", "tram-y-te-chi-lang")] + box.people(1, me, m, "health")
    gone = early[3]
    again = [box.reg(r.ex, r.movement, written={"achievement": r.written["achievement"]}) for r in early if r is not gone]
    again += [box.person("tram-y-te-dong-kinh", m, "health"), box.group(me, "Khoa Kiểm soát bệnh tật", m)]
    slip.written["name"], slip.name = "BSCKI. Trịnh Quôc Huy", "Trịnh Quôc Huy"
    again[0].written["name"] = "BSCKI. Trịnh Quốc Huy"
    made = []
    for regs, number, day in [(early, 130, "05 tháng 6"), (again, 141, "18 tháng 6")]:
        s = Sheet("TTYT")
        _head(s, me, 6, number=f"Số: {number}/DS-TTYT", date=f"Lạng Sơn, ngày {day} năm 2024", hoa="HOÀ")
        s.titles(["", "DANH SÁCH ĐIỂN HÌNH TIÊN TIẾN TRONG LĨNH VỰC Y TẾ, CHĂM SÓC SỨC KHỎE NHÂN DÂN NĂM 2024", ""], 6)
        s.header([Col("stt", "STT", 5), Col("name", "Tập thể/Họ và tên", 32), Col("birth", "Năm sinh", 10), Col("position", "Chức danh", 18),
                  Col("unit", "Khoa, phòng, trạm", 30), Col("achievement", "Thành tích", 46)])
        for r in regs:
            if r.ex.unit == me:
                r.written.setdefault("unit", "" if r.ex.kind != "individual" else ["Khoa Nội", "Khoa Ngoại - Sản", "Phòng Điều dưỡng"][r.ex.born[1] % 3])
        s.data(regs, Look(units="short", births="dmyshort"))
        s.total("Tổng cộng", len(regs), upto=2)
        s.signature("", ["GIÁM ĐỐC"], "Chu Thanh Biên")
        made.append(s)
    first = box.file("2024-06-05/TTYT_DHTT_2024.xlsx", writers.xlsx([made[0]]), me, [made[0]])
    first.replaced_by = box.file("2024-06-18/TTYT_DHTT_2024_moi.xlsx", writers.xlsx([made[1]]), me, [made[1]])


def van_hoa_the_thao(box, cast):
    me = "trung-tam-van-hoa-the-thao"
    s = Sheet("")
    s.titles(["TRUNG TÂM VĂN HÓA - THỂ THAO THÀNH PHỐ", "ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024"], 5, merged=False)
    s.header([Col("stt", "TT"), Col("name", "Họ và tên"), Col("birth", "Năm sinh"), Col("position", "Chức vụ"), Col("movement", "Phong trào")])
    s.data(box.people(3, me, "van-hoa-cong-so", "culture")
           + [box.person(me, "", "culture", {"pending": "movement", "written": {"movement": "Phong trào thi đua năm 2024"}})], Look(movement=1))
    box.file("2024-06-11/ttvhtt.csv", writers.csv(s, ",", "windows-1258"), me, [s])


ALL = [thanh_tra, tuyen_giao, kinh_te, tai_chinh, noi_vu, lao_dong, mat_tran, phu_nu, giao_duc, cong_an, van_phong,
       nong_dan, lien_doan, to_chuc, chinh_tri, van_hoa, moi_truong, cuu_chien_binh, y_te, van_hoa_the_thao]

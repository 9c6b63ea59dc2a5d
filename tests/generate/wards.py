"""The lists of the eight wards and communes."""

import writers
from offices import UNITS
from sheets import Col, Look, Sheet


def _head(sheet, code, width, **more):
    name, above, own, _ = UNITS[code]
    sheet.letterhead(above, own, width, **more)


def vinh_trai(box, cast):
    u = "05977"
    s = Sheet("Danh sách")
    _head(s, u, 8, number="Số: 68/DS-UBND", date="Vĩnh Trại, ngày 20 tháng 5 năm 2024", hoa="HOÀ")
    s.blank()
    s.titles(["Phụ lục", "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024",
              "(Kèm theo Kế hoạch số 112/KH-UBND ngày 17/5/2024 của UBND phường Vĩnh Trại)", ""], 8)
    s.header([Col("stt", "STT", 5), Col("name", "Tên tập thể/cá nhân/hộ gia đình", 26),
              Col("birth_m", "Nam", 8, ("Năm sinh",)), Col("birth_f", "Nữ", 8, ("Năm sinh",)),
              Col("position", "Chức vụ, nghề nghiệp", 20), Col("address", "Nơi ở", 14),
              Col("movement", "Tên phong trào", 34), Col("achievement", "Tóm tắt thành tích", 34)])
    s.numbering("paren")
    look = Look(stt="restart", movement=1)
    s.section("I. TẬP THỂ")
    s.data([box.group(u, "Khối 6", "toan-dan-doan-ket"),
            box.group(u, "Bộ phận Tiếp nhận và Trả kết quả", "van-hoa-cong-so"),
            box.group(u, "Chi hội Phụ nữ khối 9", "phu-nu")], look)
    s.section("II. CÁ NHÂN")
    s.data(box.people(3, u, "hoc-tap-bac", "area") + box.people(3, u, "toan-dan-doan-ket", "block")
           + [box.person(u, "quoc-phong-an-ninh", "area", position="Chỉ huy trưởng BCH Quân sự phường", gender="m"),
              box.person(u, "", "block", {"pending": "movement"})]
           + box.people(2, u, "van-hoa-cong-so", "area"), look)
    s.section("III. HỘ GIA ĐÌNH")
    s.data([box.reg(cast["D5"], "vi-nguoi-ngheo")] + [box.household(u, "vi-nguoi-ngheo") for _ in range(2)]
           + [box.household(u, "toan-dan-doan-ket")], look)
    s.total(f"Tổng cộng: {s.count}", merged=True, upto=8)
    s.blank()
    s.signature("", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(Ký tên, đóng dấu)"], box.signer(),
                recipients=["- Phòng Nội vụ TP;", "- TT Đảng ủy, HĐND phường;", "- Lưu: VT."])
    sheets = [s, Sheet("Sheet2")]
    box.file("2024-05-20/DS dang ky DHTT 2024 - P Vinh Trai.xlsx", writers.xlsx(sheets), u, sheets)


def tam_thanh(box, cast):
    u = "05974"
    s = Sheet("Biểu 01")
    _head(s, u, 7, number="Số: 45/BC-UBND", date="Tam Thanh, ngày 24 tháng 5 năm 2024")
    s.titles(["", "Biểu số 01: ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024"], 7)
    s.header([Col("stt", "Số\nTT", 5), Col("name", "Họ và tên/Tên tập thể", 26), Col("birth", "Ngày, tháng, năm sinh", 13),
              Col("pos_unit", "Chức vụ, đơn vị công tác", 34), Col("kind", "Đối tượng", 12),
              Col("achievement", "Thành tích nổi bật", 36), Col("remark", "Ghi chú", 10)])
    s.numbering("letters")
    look = Look(stt="restart", births="dmy")
    blocks = [
        ("1. Đẩy mạnh việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
         [box.group(u, "Chi bộ khối 4", "hoc-tap-bac"), box.reg(cast["T1"], "hoc-tap-bac")]
         + box.people(1, u, "hoc-tap-bac", "area")),
        ("2. Phong trào thi đua “Thành phố Lạng Sơn cùng cả nước chung tay vì người nghèo - không để ai bị bỏ lại phía sau”",
         box.people(2, u, "vi-nguoi-ngheo", "block") + [box.household(u, "vi-nguoi-ngheo")]),
        ("3. Cuộc vận động “Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh”",
         [box.group(u, "Khối 2", "toan-dan-doan-ket"), box.reg(cast["T1"], "toan-dan-doan-ket"),
          box.reg(cast["N1a"], "toan-dan-doan-ket"), box.reg(cast["N1b"], "toan-dan-doan-ket")]),
        ("4. Phong trào “Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở”",
         box.people(3, u, "van-hoa-cong-so", "area")),
        ("5. Xây dựng người phụ nữ Việt Nam thời đại mới",
         box.people(3, u, "phu-nu", "women")),
    ]
    for title, regs in blocks:
        s.section(title, "merged", subtotal=len(regs))
        s.data(regs, look)
    s.total("Cộng", sum(len(r) for _, r in blocks), upto=6)
    s.notes(["Ghi chú: Danh sách có 16 lượt đăng ký; 01 cá nhân đăng ký ở hai phong trào."])
    s.blank()
    s.signature("", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], box.signer(),
                left=["NGƯỜI LẬP BIỂU"], left_name=box.signer(), gap=2)
    box.file("2024-05-24/Phuong Tam Thanh - Bieu 01.xlsx", writers.xlsx([s]), u, [s])
    box.file("2024-05-24/~$Phuong Tam Thanh - Bieu 01.xlsx", b"\x05Admin" + b" " * 49 + b"\x05\0A\0d\0m\0i\0n" + b" \0" * 50,
             "", outcome="ignored")

    s = Sheet("Biểu 01")
    _head(s, u, 7, number="Số: 58/BC-UBND", date="Tam Thanh, ngày 17 tháng 6 năm 2024")
    s.titles(["", "DANH SÁCH ĐĂNG KÝ BỔ SUNG ĐIỂN HÌNH TIÊN TIẾN NĂM 2024",
              "(Bổ sung Báo cáo số 45/BC-UBND ngày 24/5/2024)"], 7)
    s.header([Col("stt", "Số\nTT", 5), Col("name", "Họ và tên/Tên tập thể", 26), Col("birth", "Ngày, tháng, năm sinh", 13),
              Col("pos_unit", "Chức vụ, đơn vị công tác", 34), Col("movement", "Phong trào thi đua", 34),
              Col("achievement", "Thành tích nổi bật", 36), Col("remark", "Ghi chú", 10)])
    s.data(box.people(1, u, "quoc-phong-an-ninh", "area", position="Dân quân thường trực", gender="m")
           + box.people(2, u, "vi-nguoi-ngheo", "block"), Look(births="dmy", movement=0))
    s.blank()
    s.signature("", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], box.signer())
    box.file("2024-06-17/Phuong Tam Thanh - bo sung.xlsx", writers.xlsx([s]), u, [s])


def hoang_van_thu(box, cast):
    """TCVN3: .VnTime in the body, .VnTimeH in the heads; toned capitals are lost in names."""
    u = "05971"
    s = Sheet("Sheet1", legacy="tcvn3")
    _head(s, u, 7, number="Số: 52/UBND-VX", date="Hoàng Văn Thụ, ngày 23 tháng 5 năm 2024")
    s.blank()
    s.titles(["DANH SÁCH ĐIỂN HÌNH TIÊN TIẾN NĂM 2024"], 7)
    s.blank()
    s.header([Col("stt", "TT", 5), Col("name", "Họ và tên", 24), Col("birth", "Năm sinh", 9),
              Col("position", "Chức vụ", 24), Col("address", "Chỗ ở hiện nay", 14),
              Col("movement", "Đăng ký điển hình trong phong trào", 40), Col("achievement", "Thành tích", 34)])
    look = Look(stt="float", births="year", movement=1)
    s.data([box.person(u, "hoc-tap-bac", "area", name="Vũ Ngọc Ánh", gender="f", year=1984)]
           + box.people(2, u, "hoc-tap-bac", "block")
           + [box.person(u, "toan-dan-doan-ket", "block", name="Đàm Văn Ước", gender="m", year=1961)]
           + box.people(3, u, "toan-dan-doan-ket", "block")
           + [box.reg(cast["D7"], "phu-nu"), box.person(u, "phu-nu", "women")]
           + box.people(2, u, "van-hoa-cong-so", "area")
           + [box.person(u, "", "block", {"pending": "movement", "written": {"movement": "Thi đua yêu nước"}}),
              box.household(u, "vi-nguoi-ngheo"), box.household(u, "toan-dan-doan-ket")], look)
    s.cells[s.regs[0].row, 2].runs = [("Vũ Ngọc ", False), ("Á", True), ("nh", False)]
    s.total(f"Cộng: {s.count} người", merged=True, upto=3)
    s.signature("Ngày 23 tháng 5 năm 2024", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], box.signer(),
                left=["NGƯỜI LẬP BIỂU"], left_name=box.signer())
    box.file("2024-05-23/hoangvanthu_dhtt.xls", writers.xls([s]), u, [s])


def dong_kinh(box, cast):
    """Ticks under movements, names in capitals, the used range beginning at B3."""
    u = "05980"
    s = Sheet("Tong hop", top=3, left=2)
    _head(s, u, 9, number="Số: 77/UBND", date="Đông Kinh, ngày 29 tháng 5 năm 2024")
    s.titles(["", "TỔNG HỢP ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024", ""], 9)
    group = ("Phong trào thi đua, cuộc vận động (đánh dấu x)",)
    s.header([Col("stt", "STT", 5), Col("name", "Họ và tên", 26), Col("birth", "Năm sinh", 11), Col("position", "Chức vụ", 22),
              Col("tick:hoc-tap-bac", "Học tập và làm theo Bác", 11, group),
              Col("tick:toan-dan-doan-ket", "Toàn dân đoàn kết xây dựng NTM, ĐTVM", 13, group),
              Col("tick:van-hoa-cong-so", "Văn hóa công sở", 11, group),
              Col("tick:khoi-nghiep", "Khởi nghiệp trong thanh niên", 11, group),
              Col("achievement", "Tóm tắt thành tích", 34)])
    look = Look(names="upper", births="dots", stt="padded")
    twice = box.person(u, "toan-dan-doan-ket", "block")
    s.data([box.reg(cast["D10"], "hoc-tap-bac")] + box.people(2, u, "hoc-tap-bac", "area")
           + [box.reg(cast["N3a"], "toan-dan-doan-ket"), twice] + box.people(4, u, "toan-dan-doan-ket", "block")
           + box.people(3, u, "van-hoa-cong-so", "area")
           + [box.person(u, "khoi-nghiep", "area", position="Đoàn viên, chủ cơ sở homestay", ages=(1994, 2001)),
              box.reg(twice.ex, "toan-dan-doan-ket"),
              box.person(u, "toan-dan-doan-ket", "block")], look)
    s.total("Tổng số", s.count, upto=3)
    s.notes(["* Mỗi người chỉ đánh dấu một phong trào."])
    s.signature("", ["CHỦ TỊCH", "(Ký, ghi rõ họ tên)"], box.signer(), gap=2)
    box.file("2024-05-29/UBND p. Đông Kinh - tổng hợp ĐHTT (final).xlsx", writers.xlsx([s]), u, [s])


def chi_lang(box, cast):
    """Typed on a machine that takes letters apart; sent again a fortnight later, mended."""
    u = "05983"
    slip = box.person(u, "hoc-tap-bac", "area", name="Nguyễn Thị Hường", gender="f", year=1987)
    early = ([slip] + box.people(3, u, "hoc-tap-bac", "area") + box.people(4, u, "toan-dan-doan-ket", "block")
             + box.people(2, u, "phu-nu", "women") + box.people(2, u, "van-hoa-cong-so", "area")
             + [box.household(u, "vi-nguoi-ngheo"), box.household(u, "toan-dan-doan-ket")])
    gone = early[5]
    again = [box.reg(r.ex, r.movement, written={"achievement": r.written["achievement"]}) for r in early if r is not gone]
    again += [box.person(u, "quoc-phong-an-ninh", "area", position="Phó Chỉ huy trưởng BCHQS phường", gender="m"),
              box.person(u, "toan-dan-doan-ket", "block")]
    slip.written["name"] = slip.name = "Nguyễn Thị Huờng"
    made = []
    for regs, number, day, more in [(early, 61, "28 tháng 5", ""),
                                    (again, 74, "12 tháng 6", "(Thay thế danh sách gửi ngày 28/5/2024)")]:
        s = Sheet("DS", decomposed=True)
        _head(s, u, 6, number=f"Số: {number}/DS-UBND", date=f"Chi Lăng, ngày {day} năm 2024")
        s.titles(["", "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024"] + ([more] if more else []), 6)
        s.header([Col("stt", "STT", 5), Col("name", "Họ và tên", 26), Col("birth", "Ngày sinh", 12),
                  Col("pos_unit", "Chức vụ, đơn vị công tác", 36), Col("movement", "Phong trào đăng ký", 40),
                  Col("achievement", "Thành tích", 36)])
        s.data(regs, Look(births="dmy", movement=1, stt="formula"))
        s.blank()
        s.signature("", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Lành Thị Bưởi")
        made.append(s)
    first = box.file("2024-05-28/chilang-dhtt.xlsx", writers.xlsx([made[0]]), u, [made[0]])
    first.replaced_by = box.file("2024-06-12/chilang-dhtt (sua lai).xlsx", writers.xlsx([made[1]]), u, [made[1]])


def hoang_dong(box, cast):
    """Họ | Tên split under one header; numeral in A, section text merged from B."""
    u = "05986"
    s = Sheet("DANG KY 2024")
    s.letterhead("UBND THÀNH PHỐ LẠNG SƠN", "UBND XÃ HOÀNG ĐỒNG", 8, number="Số:       /DS-UBND", space=" ",
                 date="Hoàng Đồng, ngày    tháng 5 năm 2024")
    s.titles(["", "BIỂU ĐĂNG KÝ XÂY DỰNG, NHÂN RỘNG ĐIỂN HÌNH TIÊN TIẾN NĂM 2024"], 8)
    s.header([Col("stt", "TT", 5), Col("ho", "Họ", 22, ("Họ và tên",)), Col("ten", "Tên", 9, ("Họ và tên",)),
              Col("birth", "Năm sinh", 9), Col("female", "Nữ", 5), Col("position", "Chức danh", 22),
              Col("address", "Thôn", 18), Col("movement", "Nội dung đăng ký", 40)])
    s.numbering("plain")
    look = Look(births="yeartext", stt="restart", movement=0)
    s.section("I. Tập thể", "split")
    s.data([box.group(u, "Thôn Đồi Chè", "nong-thon-moi"), box.group(u, "Cán bộ và nhân dân thôn Hoàng Tân", "toan-dan-doan-ket"),
            box.group(u, "Công an xã Hoàng Đồng", "quoc-phong-an-ninh")], look)
    s.section("II. Cá nhân", "split")
    s.data(box.people(3, u, "nong-thon-moi", "hamlet")
           + [box.reg(cast["N3b"], "toan-dan-doan-ket"), box.person(u, "toan-dan-doan-ket", "hamlet")]
           + box.people(3, u, "hoc-tap-bac", "area") + box.people(3, u, "vi-nguoi-ngheo", "hamlet")
           + [box.person(u, "van-hoa-cong-so", "area")], look)
    s.section("III. Khác", "split")
    s.data([box.group(u, "Tổ hợp tác chăn nuôi thôn Nà Sèn", "nong-thon-moi", "cooperative_group")], look)
    s.total("Cộng", s.count, upto=3)
    s.blank()
    s.signature("", ["TM. UBND XÃ", "CHỦ TỊCH"], box.signer(), left=["CÔNG CHỨC VĂN HÓA - XÃ HỘI"], left_name=box.signer())
    box.file("2024-05-30/Xa Hoang Dong_Bieu dang ky DHTT.xls", writers.xls([s]), u, [s])


def quang_lac(box, cast):
    """LibreOffice; kinds mixed in one table with a column that says which."""
    u = "05989"
    s = Sheet("Trang tính1")
    _head(s, u, 7, number="Số: 33/DS-UBND", date="Quảng Lạc, ngày 21 tháng 5 năm 2024", hoa="HOÀ")
    s.blank()
    s.titles(["ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024"], 7)
    s.blank(2)
    s.header([Col("stt", "STT", 5), Col("name", "Tên điển hình", 28), Col("kind", "Phân loại (Cá nhân/Tập thể/Hộ gia đình)", 16),
              Col("birth", "Năm sinh", 10), Col("address", "Địa chỉ", 18), Col("movement", "Phong trào", 40),
              Col("achievement", "Kết quả đạt được", 36)])
    look = Look(names="newtone", births="year", movement=1)
    s.data([box.reg(cast["D8"], "nong-thon-moi"), box.household(u, "nong-thon-moi"), box.household(u, "vi-nguoi-ngheo"),
            box.person(u, "nong-thon-moi", "hamlet", name="Triệu Thị Thúy", gender="f"),
            box.person(u, "toan-dan-doan-ket", "hamlet"), box.person(u, "hoc-tap-bac", "area"),
            box.group(u, "Hợp tác xã Nông nghiệp Quảng Hồng", "nong-thon-moi", "cooperative"),
            box.household(u, "toan-dan-doan-ket"), box.person(u, "phu-nu", "women"),
            box.group(u, "Chi hội Phụ nữ thôn Quảng Liên", "phu-nu"), box.person(u, "toan-dan-doan-ket", "hamlet")], look)
    s.blank()
    s.signature("", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], box.signer(), recipients=["- Như trên;", "- Lưu: VT."])
    box.file("2024-05-21/xa quang lac.ods", writers.ods([s]), u, [s])


def mai_pha(box, cast):
    """Three tables on one sheet, each with title and header; a hidden list of codes."""
    u = "05992"
    s = Sheet("Bieu")
    _head(s, u, 7, number="Số: 40/BC-UBND", date="Mai Pha, ngày 04 tháng 6 năm 2024")
    s.blank()
    s.titles(["ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024 - XÃ MAI PHA"], 7)
    tables = [
        ("Biểu 1. TẬP THỂ", "Tên tập thể", [
            box.group(u, "Thôn Khòn Khuyên", "nong-thon-moi"), box.reg(cast["HTX"], "nong-thon-moi"),
            box.group(u, "Ban Công tác Mặt trận thôn Pò Đứa", "toan-dan-doan-ket")]),
        ("Biểu 2. CÁ NHÂN", "Họ và tên",
         box.people(2, u, "nong-thon-moi", "hamlet")
         + [box.reg(cast["D6"], "toan-dan-doan-ket"), box.reg(cast["N4a"], "phu-nu"), box.reg(cast["N4b"], "phu-nu")]
         + box.people(3, u, "hoc-tap-bac", "area") + box.people(2, u, "vi-nguoi-ngheo", "hamlet")),
        ("Biểu 3. HỘ GIA ĐÌNH", "Chủ hộ", [box.household(u, "nong-thon-moi"), box.household(u, "vi-nguoi-ngheo"),
                                          box.household(u, "toan-dan-doan-ket")]),
    ]
    look = Look(births="mixed", movement=9, stt="restart")
    for title, label, regs in tables:
        s.blank()
        s.titles([title], 7)
        cols = [Col("stt", "STT", 5), Col("name", label, 28), Col("birth", "Ngày sinh", 12), Col("position", "Chức vụ", 20),
                Col("address", "Thôn", 18), Col("movement", "Phong trào thi đua", 44), Col("achievement", "Tóm tắt thành tích", 34)]
        if title.startswith("Biểu 1"):
            cols[2:4] = [Col("head", "Người đứng đầu", 12), Col("size", "Số thành viên", 20)]
            for r in regs:
                r.written.update(size=box.rng.randint(8, 60))
        s.header(cols)
        s.in_section = 0
        s.data(regs, look)
        s.total("Cộng", len(regs), upto=2)
    s.blank()
    s.signature("", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], box.signer())
    codes = lookup_sheet(hidden=True)
    box.file("2024-06-04/Xã Mai Pha - đăng ký ĐHTT 2024.xlsx", writers.xlsx([s, codes]), u, [s, codes])


def lookup_sheet(hidden):
    """DANHMUC: three little tables side by side."""
    s = Sheet("DANHMUC", hidden=hidden)
    s.ignored = True
    rows = [("Mã", "Phân loại", "", "Mã", "Hình thức", "", "Mã", "Lĩnh vực"),
            ("CANHAN", "Cá nhân", "", "BK", "Bằng khen", "", "YT", "Y tế"),
            ("TAPTHE", "Tập thể", "", "GK", "Giấy khen", "", "GD", "Giáo dục - Đào tạo"),
            ("HOGIADINH", "Hộ gia đình", "", "CSTD", "Chiến sĩ thi đua cơ sở", "", "ANQP", "An ninh - Quốc phòng")]
    for r, row in enumerate(rows, 1):
        s.roles[r] = "other"
        for c, v in enumerate(row, 1):
            if v:
                s.put(r, c, v)
    return s


ALL = [vinh_trai, tam_thanh, hoang_van_thu, dong_kinh, chi_lang, hoang_dong, quang_lac, mai_pha]

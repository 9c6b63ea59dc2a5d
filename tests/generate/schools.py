"""Lists that come straight from schools, health stations, companies and cooperatives."""

import datetime

import writers
from offices import UNITS
from sheets import Cell, Col, Look, Sheet
from agencies import LOGO

M = "day-tot-hoc-tot"
TITLE = "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN PHONG TRÀO THI ĐUA “DẠY TỐT - HỌC TỐT” NĂM 2024"


def _head(sheet, code, width, **more):
    _, above, own, _ = UNITS[code]
    sheet.letterhead(above, own, width, **more)


def mn_17_10(box, cast):
    """Old .xls, header in row 1 over everything, the school only in its mail address and file name."""
    me = "truong-mn-17-10"
    s = Sheet("Sheet1")
    s.header([Col("stt", "STT", 5), Col("name", "HỌ TÊN", 26), Col("birth", "NGÀY SINH", 12), Col("position", "CHỨC VỤ", 18),
              Col("movement", "TÊN PHONG TRÀO", 24), Col("achievement", "THÀNH TÍCH", 40)])
    s.data(box.people(5, me, M, "school", gender="f"), Look(births="date", names="upper"))
    box.file("2024-05-14/Trường MN 17-10.xls", writers.xls([s]), me, [s])


def th_vinh_trai(box, cast):
    me = "truong-th-vinh-trai"
    s = Sheet("Sheet1")
    _head(s, me, 6, number="Số: 24/DS-THVT", date="Vĩnh Trại, ngày 15 tháng 5 năm 2024")
    s.titles(["", TITLE, ""], 6)
    s.header([Col("stt", "STT", 5), Col("name", "Họ và tên", 28), Col("birth", "Ngày, tháng, năm sinh", 13),
              Col("position", "Chức vụ", 20), Col("dept", "Tổ chuyên môn", 16), Col("achievement", "Tóm tắt thành tích", 44)])
    s.numbering("plain")
    look = Look(births="dots", stt="dot")
    s.data([box.reg(cast["D1"], M), box.reg(cast["T2"], M)] + box.people(4, me, M, "school") + [box.group(me, "Tổ chuyên môn khối 1", M)], look)
    for r in s.regs[:6]:
        s.put(r.row, 5, f"Tổ {2 + r.row % 3}", border=True)
    s.signature("", ["HIỆU TRƯỞNG", "(Ký tên, đóng dấu)"], box.signer(), recipients=["- Phòng GD&ĐT;", "- Phòng Nội vụ;", "- Lưu: VT."])
    box.file("2024-05-15/THVinhTrai_DayTotHocTot.xlsx", writers.xlsx([s]), me, [s])


def primary_zip(box, cast):
    """Three schools in one zip."""
    members = []
    path = "2024-05-22/cac truong tieu hoc.zip"
    for code, file in [("truong-th-chi-lang", "TH Chi Lăng.xlsx"), ("truong-th-dong-kinh", "TH Đông Kinh/danh sach.xlsx"),
                       ("truong-th-hoang-van-thu", "TH Hoang Van Thu.xlsx")]:
        s = Sheet("DS")
        _head(s, code, 5)
        s.titles(["", TITLE], 5)
        s.header([Col("stt", "TT", 5), Col("name", "Họ và tên", 28), Col("birth", "Năm sinh", 10), Col("position", "Chức vụ", 20),
                  Col("achievement", "Thành tích", 46)])
        s.data(([box.reg(cast["D4"], M)] if code == "truong-th-chi-lang" else []) + box.people(4, code, M, "school"),
               Look(names="glued" if "dong" in code else "plain", births="year"))
        s.blank()
        s.signature("", ["HIỆU TRƯỞNG"], box.signer(), gap=2)
        members.append((file, writers.xlsx([s])))
        box.attach(f"{path}!{file}", code, [s])
    box.files[path] = writers.archive(members)


def thcs_hoang_van_thu(box, cast):
    """Two teachers of one name, twelve years apart; a note glued to a name."""
    me = "truong-thcs-hoang-van-thu"
    s = Sheet("CBGV")
    _head(s, me, 7, number="Số: 31/THCS-HVT", date="Lạng Sơn, ngày 20 tháng 5 năm 2024", hoa="HOÀ")
    s.blank()
    s.titles([TITLE], 7)
    s.blank()
    s.header([Col("stt", "STT", 5), Col("name", "Họ và tên", 28), Col("birth", "Ngày sinh", 12), Col("gender", "Nam/Nữ", 8),
              Col("position", "Chức vụ", 18), Col("kind", "Đối tượng", 12), Col("achievement", "Thành tích nổi bật", 44)])
    s.numbering("letters")
    look = Look(births="dmy", names="plain")
    regs = [box.reg(cast["D2"], M), box.reg(cast["N2a"], M), box.reg(cast["N2b"], M)] + box.people(6, me, M, "school")
    regs.append(box.group(me, "Tổ Khoa học Tự nhiên", M))
    regs.append(box.person(me, M, "school", position="Học sinh lớp 9A", ages=(2009, 2009)))
    note = regs[5]
    note.written["name"] = note.ex.name + " (Tổ trưởng)"
    s.data(regs, look)
    s.total("Tổng số: 11 (trong đó tập thể: 01)", merged=True, upto=7)
    s.signature("", ["HIỆU TRƯỞNG"], box.signer(), left=["NGƯỜI LẬP"], left_name=box.signer())
    box.file("2024-05-20/thcs hoang van thu.xlsx", writers.xlsx([s]), me, [s])


def thcs_vinh_trai(box, cast):
    """Sent twice; the second time under another file name and with a row gone, two come, a name mended."""
    me = "truong-thcs-vinh-trai"
    slip = box.person(me, M, "school", name="Hoàng Thị Huyên", gender="f", year=1988)
    early = box.people(3, me, M, "school") + [slip] + box.people(3, me, M, "school")
    again = [box.reg(r.ex, M, written={"achievement": r.written["achievement"]}) for r in early[:-1]]
    again += box.people(2, me, M, "school")
    slip.written["name"] = slip.name = "Hoàng Thị Huyền"
    made = []
    for regs in (early, again):
        s = Sheet("Sheet1")
        s.titles(["TRƯỜNG THCS VĨNH TRẠI", "Danh sách đăng ký điển hình tiên tiến phong trào \"Dạy tốt - Học tốt\" năm 2024"], 5, merged=False)
        s.blank()
        s.header([Col("stt", "STT", 5), Col("name", "Họ và tên", 28), Col("birth", "Ngày sinh", 12), Col("position", "Chức vụ", 18),
                  Col("achievement", "Thành tích", 44)])
        s.data(regs, Look(births="dmyshort", names="damage" if regs is early else "plain"))
        s.notes(["Danh sách này có 0%d người./." % len(regs)])
        made.append(s)
    first = box.file("2024-05-28/THCS Vinh Trai - dtht.xlsx", writers.xlsx([made[0]]), me, [made[0]])
    first.replaced_by = box.file("2024-06-13/Copy of THCS Vinh Trai - dtht chuan.xlsx", writers.xlsx([made[1]]), me, [made[1]])


def thcs_tam_thanh(box, cast):
    """Years of birth by sex; Đ typed as the Icelandic letter."""
    me = "truong-thcs-tam-thanh"
    s = Sheet("DS GV")
    _head(s, me, 6)
    s.blank()
    s.titles([TITLE], 6)
    s.header([Col("stt", "STT", 5), Col("name", "Họ tên", 26), Col("birth_m", "Nam", 8, ("Năm sinh",)), Col("birth_f", "Nữ", 8, ("Năm sinh",)),
              Col("position", "Chức vụ", 20), Col("achievement", "Nội dung thành tích", 46)])
    s.data([box.reg(cast["D3"], M), box.person(me, M, "school", name="Đinh Gia Đạt", gender="m")] + box.people(5, me, M, "school")
           + [box.group(me, "Tập thể lớp 9B", M)], Look(stt="float", names="eth"))
    s.total("Cộng", s.count, upto=2)
    s.signature("Ngày 22/5/2024", ["HIỆU TRƯỞNG"], box.signer())
    box.file("2024-05-22/c2tamthanh.xls", writers.xls([s]), me, [s])


def mn_hoa_sua(box, cast):
    """Only the column of names is still typed in .VnTime."""
    me = "truong-mn-hoa-sua"
    s = Sheet("Sheet1", legacy="tcvn3")
    s.legacy_cols = {2}
    _head(s, me, 5, number="Số: 12/MNHS", date="Lạng Sơn, ngày 30 tháng 5 năm 2024")
    s.titles(["", TITLE, ""], 5)
    s.header([Col("stt", "STT", 5), Col("name", "Họ và tên", 26), Col("birth", "Năm sinh", 10), Col("position", "Chức vụ", 18),
              Col("achievement", "Thành tích", 44)])
    s.data([box.person(me, M, "school", name="Ngô Thị Ánh", gender="f", year=1990)] + box.people(4, me, M, "school", gender="f"), Look(births="year"))
    s.signature("", ["HIỆU TRƯỞNG"], box.signer())
    box.file("2024-05-30/mnhoasua@langson - dhtt.xlsx", writers.xlsx([s]), me, [s])


def hoang_dong(box, cast):
    me = "truong-th-thcs-hoang-dong"
    s = Sheet("Bảng 1")
    _head(s, me, 6)
    s.blank()
    s.titles([TITLE], 6)
    s.blank()
    s.header([Col("stt", "TT", 5), Col("title", "Ông, bà", 8), Col("name", "Họ và tên", 26), Col("birth", "Ngày sinh", 12),
              Col("position", "Chức vụ", 18), Col("achievement", "Thành tích", 44)])
    s.section("1. Cá nhân", "merged")
    s.data(box.people(4, me, M, "school"), Look(births="date", stt="restart"))
    s.section("2. Tập thể", "merged")
    s.data([box.group(me, "Tập thể lớp 5A", M), box.group(me, "Tổ Văn phòng", M)], Look(stt="restart"))
    s.signature("", ["HIỆU TRƯỞNG"], box.signer())
    box.file("2024-05-29/ththcs-hoangdong.ods", writers.ods([s]), me, [s])


def quang_lac(box, cast):
    """A long achievement runs on into the row below, without a name of its own."""
    me = "truong-th-thcs-quang-lac"
    s = Sheet("DS")
    _head(s, me, 5)
    s.titles(["", TITLE, ""], 5)
    s.header([Col("stt", "STT", 5), Col("name", "Họ và tên", 26), Col("birth", "Năm sinh", 10), Col("position", "Chức vụ", 18),
              Col("achievement", "Tóm tắt thành tích", 46)])
    look = Look(births="year")
    s.data(box.people(2, me, M, "school"), look)
    s.continuation("achievement", "- Năm 2023: Giấy khen của Chủ tịch UBND thành phố")
    s.data(box.people(3, me, M, "school"), look)
    s.signature("", ["HIỆU TRƯỞNG"], box.signer())
    box.file("2024-06-03/Truong TH&THCS Quang Lac.xlsx", writers.xlsx([s, Sheet("Sheet2")]), me, [s, Sheet("Sheet2")])


def mn_mai_pha(box, cast):
    """Blank formatted rows below, a page full of borders."""
    me = "truong-mn-mai-pha"
    s = Sheet("MNMP")
    _head(s, me, 5)
    s.titles(["", TITLE, ""], 5)
    s.header([Col("stt", "STT", 5), Col("name", "Họ và tên", 26), Col("birth", "Ngày sinh", 12), Col("position", "Chức vụ", 18),
              Col("achievement", "Thành tích", 44)])
    s.data([box.person(me, M, "school", name="Vi Thị Khuê", gender="f")] + box.people(3, me, M, "school", gender="f"), Look(births="mixed"))
    for _ in range(15):
        for c in range(1, 6):
            s.cells[s.row, c] = Cell(None, border=True)
        s.mark("blank")
    box.file("2024-06-05/MN Mai Pha.xlsx", writers.xlsx([s]), me, [s])


def stations(box, cast):
    me = "tram-y-te-mai-pha"
    s = Sheet("TYT")
    _head(s, me, 5)
    s.titles(["", "ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN LĨNH VỰC Y TẾ, CHĂM SÓC SỨC KHOẺ NHÂN DÂN NĂM 2024"], 5)
    s.header([Col("stt", "STT", 5), Col("name", "Họ và tên", 26), Col("birth", "Ngày sinh", 12), Col("position", "Chức danh", 18),
              Col("achievement", "Thành tích", 44)])
    s.data([box.reg(cast["D9"], "y-te")] + box.people(2, me, "y-te", "health"), Look(births="dmy"))
    s.signature("", ["TRƯỞNG TRẠM"], box.signer(), gap=2)
    box.file("2024-05-16/tyt mai pha.xlsx", writers.xlsx([s]), me, [s])

    me = "tram-y-te-hoang-dong"
    s = Sheet("")
    s.titles(["Trạm Y tế xã Hoàng Đồng", "Đăng ký điển hình tiên tiến lĩnh vực y tế, chăm sóc sức khỏe Nhân dân"], 4, merged=False)
    s.header([Col("stt", "STT"), Col("name", "Họ và tên"), Col("birth", "Năm sinh"), Col("position", "Chức danh")])
    s.data(box.people(2, me, "y-te", "health"), Look())
    box.file("2024-06-10/tyt-hoangdong.csv", writers.csv(s, ";", "utf-16"), me, [s])


def companies(box, cast):
    """A company by mail; two cooperatives."""
    me = "cong-ty-hoa-hoi"
    s = Sheet("Sheet1")
    _head(s, me, 6, number="Số: 05/HXL", date="Đông Kinh, ngày 06 tháng 6 năm 2024")
    s.titles(["", "ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024"], 6)
    s.header([Col("stt", "STT", 5), Col("name", "Tập thể/Cá nhân", 38), Col("birth", "Năm sinh", 10), Col("position", "Chức vụ", 22),
              Col("movement", "Phong trào", 44), Col("achievement", "Thành tích", 44)])
    s.data([box.reg(cast["D11"], "doanh-nghiep"), box.person(me, "vi-nguoi-ngheo", "company", position="Giám đốc"),
            box.person(me, "hoc-tap-bac", "company", position="Công nhân")], Look(movement=0))
    s.signature("", ["GIÁM ĐỐC"], box.signer())
    when = datetime.datetime(2024, 6, 6, 16, 20, 0)
    box.files["mail/cong-ty-hoi.eml"] = writers.mail(
        UNITS[me][3], "Phòng Nhân sự Công ty Hồi Xứ Lạng", "Công ty CP Chế biến Hồi Xứ Lạng đăng ký điển hình tiên tiến", when,
        "Kính gửi Quý phòng,\nCông ty xin gửi danh sách đăng ký.", [("dang ky 2024.xlsx", writers.xlsx([s]))], style="plain")
    box.attach("mail/cong-ty-hoi.eml!dang ky 2024.xlsx", me, [s], received=when.date())

    for me, day, extra in [("htx-rau-mai-pha", "2024-06-07", True), ("htx-dao-quang-lac", "2024-06-14", False)]:
        s = Sheet("HTX")
        s.titles([UNITS[me][2]], 5, merged=False)
        s.titles(["Đăng ký điển hình phong trào “Chung sức xây dựng nông thôn mới” năm 2024"], 5, merged=False)
        s.blank()
        s.header([Col("stt", "STT", 5), Col("name", "Tên điển hình", 34), Col("birth", "Năm sinh", 10), Col("position", "Nghề nghiệp", 18),
                  Col("achievement", "Thành tích", 44)])
        regs = [box.reg(cast["HTX"], "nong-thon-moi")] if extra else []
        s.data(regs + box.people(2, me, "nong-thon-moi", "hamlet", position="Thành viên hợp tác xã"), Look())
        box.file(f"{day}/{me}.xlsx", writers.xlsx([s]), me, [s])


ALL = [mn_17_10, th_vinh_trai, primary_zip, thcs_hoang_van_thu, thcs_vinh_trai, thcs_tam_thanh, mn_hoa_sua, hoang_dong,
       quang_lac, mn_mai_pha, stations, companies]

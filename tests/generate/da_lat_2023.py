"""Makes samples/da-lat-2023/inbox and the truth about it: at least two from every unit of the city.

Everything is invented and drawn from one seed; the same seed writes the same bytes.
"""

import datetime

from workspace import Quota, office, write

MOVEMENTS = {
    "kinh-te-ho": ("Phát triển kinh tế hộ gia đình, giảm nghèo bền vững", ["Giảm nghèo bền vững"], "Kinh tế hộ gia đình"),
    "san-xuat-kinh-doanh": ("Phát triển sản xuất - kinh doanh, lao động giỏi, lao động sáng tạo",
                            ["Lao động giỏi, lao động sáng tạo"], "Sản xuất, lao động"),
    "to-dan-pho-van-hoa": ("Tổ dân phố, phường, xã văn hóa", ["Mô hình tổ dân phố, phường, xã văn hóa"], "Địa bàn văn hóa"),
    "nong-thon-moi": ("Xây dựng nông thôn mới", ["Xây dựng NTM"], "Nông thôn mới"),
    "giao-duc": ("Giáo dục - đào tạo", ["Lĩnh vực giáo dục - đào tạo"], "Giáo dục - đào tạo"),
    "y-te": ("Y tế, chăm sóc sức khỏe Nhân dân", ["Lĩnh vực y tế, chăm sóc sức khỏe nhân dân"], "Y tế"),
    "hoc-tap-bac": ("Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", ["Học tập và làm theo Bác"], "Học tập Bác"),
    "quoc-phong-an-ninh": ("Thực hiện nhiệm vụ quốc phòng - an ninh", ["Quốc phòng, an ninh"], "Quốc phòng - an ninh"),
    "nguoi-tot-viec-tot": ("Người tốt, việc tốt", ["Gương người tốt, việc tốt"], "Người tốt, việc tốt"),
    "khoi-nghiep": ("Khởi nghiệp - Lập nghiệp", ["Khởi nghiệp, lập nghiệp"], "Khởi nghiệp"),
    "cai-cach-hanh-chinh": ("Cải cách hành chính", ["Công tác cải cách hành chính"], "Cải cách hành chính"),
    "cong-nghe-thong-tin": ("Công nghệ thông tin và truyền thông", ["CNTT và truyền thông"], "Công nghệ thông tin"),
}
SAMPLE = "da-lat-2023"
OFFICE = office(SAMPLE, MOVEMENTS, {
    "": "UBND THÀNH PHỐ ĐÀ LẠT", **{c: "THÀNH ỦY ĐÀ LẠT" for c in (
        "ban-tuyen-giao", "ban-to-chuc", "ban-dan-van", "uy-ban-kiem-tra", "van-phong-thanh-uy", "trung-tam-chinh-tri",
        "dang-bo-cong-an", "dang-bo-quan-su", "chi-bo-benh-vien")},
    "uy-ban-mttq": "MTTQ VIỆT NAM TỈNH LÂM ĐỒNG", "truong-thpt-bui-thi-xuan": "SỞ GD&ĐT LÂM ĐỒNG"})

import writers                          # noqa: E402
import layouts as lay                   # noqa: E402
from inbox import Inbox                 # noqa: E402
from sheets import Look                 # noqa: E402

# Mục III.1: «Các TCCS Đảng, các cơ quan, đơn vị, địa phương Thành phố … ít nhất 02».
UNITS = ["ban-tuyen-giao", "ban-to-chuc", "ban-dan-van", "uy-ban-kiem-tra", "van-phong-thanh-uy", "trung-tam-chinh-tri",
         "dang-bo-cong-an", "dang-bo-quan-su", "chi-bo-benh-vien", "van-phong-ubnd", "phong-noi-vu", "phong-kinh-te",
         "phong-giao-duc", "phong-van-hoa", "phong-tai-nguyen", "uy-ban-mttq", "lien-doan-lao-dong", "hoi-nong-dan",
         "hoi-phu-nu", "thanh-doan", "trung-tam-y-te", "truong-thpt-bui-thi-xuan"]
PLACES = ["24769", "24772", "24775", "24778", "24781", "24784", "24787", "24790", "24793", "24796", "24799", "24802",
          "24805", "24808", "24810", "24811"]
QUOTAS = [Quota("", unit, 2, "any", "each_unit") for unit in UNITS + PLACES]
PERIODS = ["2023-04", "2023-06"]
TITLE = "DANH SÁCH ĐĂNG KÝ XÂY DỰNG ĐIỂN HÌNH TIÊN TIẾN NĂM 2023"


def day(text):
    return datetime.date.fromisoformat(text)


def scenes(box):
    w = box.world
    # stands in the lists of her ward and of the women's union, for the same thing
    both = w.person("24784", "Tổ trưởng tổ dân phố", gender="f", name="Trần Thị Bích Loan", year=1968)
    # one person, two movements: one exemplar for the minimum of two
    twice = w.person("phong-noi-vu", "Phó Trưởng phòng", gender="m", name="Đỗ Đình Khoa", year=1980)

    me, when = "24784", day("2023-04-10")
    s = lay.official(box, me, [box.group(me, "Tổ dân phố 3", "to-dan-pho-van-hoa"), box.reg(both, "nguoi-tot-viec-tot")], when, TITLE,
                     unit_column=False)
    box.file(f"{when}/Phuong 1 - dang ky DHTT.xlsx", writers.xlsx([s]), me, [s])

    me, when = "24781", day("2023-04-11")
    regs = [box.household(me, "kinh-te-ho", address="Tổ 5"), box.person(me, "nguoi-tot-viec-tot", "block", address="Tổ 9"),
            box.person(me, "quoc-phong-an-ninh", "area", position="Trưởng Công an phường", gender="m")]
    s = lay.by_movement(box, me, regs, when, TITLE)
    box.file(f"{when}/P2.xls", writers.xls([s]), me, [s])

    me, when = "24802", day("2023-04-12")
    s = lay.bare([box.person(me, "cai-cach-hanh-chinh", "area")], look=Look(births="dmy", movement=1))
    box.file(f"{when}/UBND phuong 3.xlsx", writers.xlsx([s]), me, [s])

    me, when = "24793", day("2023-04-13")
    s = lay.official(box, me, [box.group(me, "Câu lạc bộ Bảo vệ môi trường", "nguoi-tot-viec-tot"), box.household(me, "kinh-te-ho", address="Tổ 2")],
                     when, TITLE, unit_column=False, legacy="tcvn3")
    box.file(f"{when}/phuong 4.xls", writers.xls([s]), me, [s])

    me, when = "24799", day("2023-04-14")
    s = lay.official(box, me, [box.person(me, "san-xuat-kinh-doanh", "block", position="Chủ trang trại hoa", address="Tổ Tự Phước"),
                               box.person(me, "cong-nghe-thong-tin", "area")], when, TITLE, unit_column=False)
    box.file(f"{when}/Phường 11.ods", writers.ods([s]), me, [s])

    for code, date, name in (("24808", "2023-04-17", "Xa Ta Nung"), ("24811", "2023-04-18", "Xuân Trường")):
        when = day(date)
        regs = [box.group(code, f"Thôn {n}", "nong-thon-moi") for n in (2, 4)] + [box.household(code, "kinh-te-ho", address="Thôn 1")]
        s = lay.one_movement(box, code, regs[:2], when, "ĐIỂN HÌNH TIÊN TIẾN PHONG TRÀO THI ĐUA XÂY DỰNG NÔNG THÔN MỚI", name="NTM")
        t = lay.households(box, code, regs[2:], when, "ĐIỂN HÌNH PHÁT TRIỂN KINH TẾ HỘ GIA ĐÌNH, GIẢM NGHÈO BỀN VỮNG", name="Ho")
        box.file(f"{when}/{name}.xlsx", writers.xlsx([s, t]), code, [s, t])

    me, when = "phong-noi-vu", day("2023-04-19")
    s = lay.by_movement(box, me, [box.reg(twice, "cai-cach-hanh-chinh"), box.reg(twice, "hoc-tap-bac")], when, TITLE)
    box.file(f"{when}/Phong Noi vu.xlsx", writers.xlsx([s]), me, [s])

    me, when = "phong-giao-duc", day("2023-04-20")
    regs = [box.group(me, "Bộ phận chuyên môn Tiểu học", "giao-duc")] + box.people(3, me, "giao-duc", "office")
    s = lay.one_movement(box, me, regs, when, "ĐIỂN HÌNH TIÊN TIẾN TRONG LĨNH VỰC GIÁO DỤC - ĐÀO TẠO", look=Look(names="upper"))
    box.file(f"{when}/PGD DaLat.xls", writers.xls([s]), me, [s])

    me, when = "truong-thpt-bui-thi-xuan", day("2023-04-20")
    s = lay.bare([box.person(me, "giao-duc", "school", position=p) for p in ("Giáo viên", "Tổ trưởng chuyên môn")],
                 look=Look(births="date", movement=1))
    box.file(f"{when}/Trường THPT Bùi Thị Xuân.csv", writers.csv(s, ";", "utf-8-bom"), me, [s], )
    s.name = ""

    me, when = "trung-tam-y-te", day("2023-04-21")
    s = lay.official(box, me, [box.group(me, "Khoa Kiểm soát bệnh tật", "y-te")] + box.people(3, me, "y-te", "health"), when, TITLE, unit_column=False)
    box.file(f"{when}/TTYT Da Lat.xlsx", writers.xlsx([s]), me, [s])

    me, when = "hoi-phu-nu", day("2023-04-24")
    regs = [box.reg(both, "nguoi-tot-viec-tot"), box.person("hoi-phu-nu", "hoc-tap-bac", "women", position="Phó Chủ tịch Hội", address="")]
    s = lay.official(box, me, regs, when, TITLE)
    mail = lay.letter(box, me, [("Hội LHPN thành phố.xlsx", writers.xlsx([s]))], when, "Đăng ký điển hình tiên tiến 2023", "ban-tuyen-giao", "2047")
    box.files["mail/hoi-phu-nu.eml"] = mail
    box.attach("mail/hoi-phu-nu.eml!Hội LHPN thành phố.xlsx", me, [s], received=when)

    me, when = "dang-bo-cong-an", day("2023-04-25")
    s = lay.official(box, me, [box.group(me, "Đội Cảnh sát Giao thông", "quoc-phong-an-ninh")]
                     + box.people(2, me, "quoc-phong-an-ninh", "police", gender="m"), when, TITLE, unit_column=False)
    box.file(f"{when}/Dang bo Cong an.xlsx", writers.xlsx([s]), me, [s])

    me, when = "chi-bo-benh-vien", day("2023-04-26")
    s = lay.official(box, me, box.people(2, me, "hoc-tap-bac", "health"), when, TITLE, unit_column=False)
    box.file(f"{when}/Chi bo TTYT.xlsx", writers.xlsx([s]), me, [s])

    me, when = "thanh-doan", day("2023-04-27")
    s = lay.one_movement(box, me, [box.group(me, "Câu lạc bộ Khởi nghiệp trẻ", "khoi-nghiep")] + box.people(2, me, "khoi-nghiep", "office", ages=(1990, 2000)),
                         when, "ĐIỂN HÌNH TIÊN TIẾN VỀ KHỞI NGHIỆP - LẬP NGHIỆP")
    box.file(f"{when}/Thanh doan khoi nghiep.xlsx", writers.xlsx([s]), me, [s])

    me, when = "lien-doan-lao-dong", day("2023-04-28")
    regs = [box.person(me, "san-xuat-kinh-doanh", "company", position="Công nhân") for _ in range(2)]
    s = lay.one_movement(box, me, regs, when, "ĐIỂN HÌNH LAO ĐỘNG GIỎI, LAO ĐỘNG SÁNG TẠO NĂM 2023")
    body = writers.archive([("LDLD/danh sach lao dong gioi.xlsx", writers.xlsx([s]))])
    box.files[f"{when}/LDLD thanh pho.zip"] = body
    box.attach(f"{when}/LDLD thanh pho.zip!LDLD/danh sach lao dong gioi.xlsx", me, [s])

    me, when = "ban-dan-van", day("2023-05-04")
    s = lay.official(box, me, [box.group(me, "Tổ Dân vận khéo", "hoc-tap-bac")] + box.people(1, me, "hoc-tap-bac", "party"), when, TITLE,
                     unit_column=False)
    box.file(f"{when}/Ban Dan van (nop muon).xlsx", writers.xlsx([s]), me, [s])


def main():
    box = Inbox(20230322)
    scenes(box)
    write(box, OFFICE, QUOTAS, PERIODS, "Mẫu: thành phố Đà Lạt, năm 2023", [
        "Một chỗ làm việc đầy đủ: mỗi tổ chức cơ sở đảng, cơ quan, đơn vị, địa phương ít nhất 02 điển hình, mười hai lĩnh vực;",
        "danh sách gửi Ban Tuyên giáo Thành ủy. Phường 3 chỉ có một; ở Phòng Nội vụ một người đăng ký hai lĩnh vực vẫn là một",
        "điển hình; một tổ trưởng dân phố có trong danh sách của Phường 1 và của Hội Phụ nữ, dòng sau là trùng. Danh sách đơn vị",
        "là một phần, đặt ra để thử."])


if __name__ == "__main__":
    main()

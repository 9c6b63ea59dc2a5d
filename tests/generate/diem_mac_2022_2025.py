"""Makes samples/diem-mac-2022-2025/inbox and the truth about it: a commune of twelve hamlets.

Everything is invented and drawn from one seed; the same seed writes the same bytes.
"""

import datetime

from workspace import Quota, office, write

MOVEMENTS = {
    "hoc-tap-bac": ("Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", ["Học tập và làm theo Bác"], "Học tập Bác"),
    "nong-thon-moi": ("Chung sức xây dựng nông thôn mới", ["Xây dựng NTM"], "Nông thôn mới"),
    "vi-nguoi-ngheo": ("Chung tay vì người nghèo - Không để ai bị bỏ lại phía sau", ["Chung tay vì người nghèo"], "Vì người nghèo"),
    "van-hoa-cong-so": ("Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở", ["Thực hiện văn hóa công sở"], "Văn hóa công sở"),
    "giao-duc": ("Giáo dục - đào tạo", ["Lĩnh vực giáo dục - đào tạo"], "Giáo dục - đào tạo"),
    "kinh-te-ho": ("Phát triển kinh tế hộ gia đình, xóa đói giảm nghèo", ["Phát triển kinh tế hộ gia đình"], "Kinh tế hộ gia đình"),
    "quoc-phong-an-ninh": ("Thực hiện nhiệm vụ quốc phòng - an ninh", ["Quốc phòng, an ninh"], "Quốc phòng - an ninh"),
    "cai-cach-hanh-chinh": ("Cải cách hành chính", ["CCHC"], "Cải cách hành chính"),
    "chuyen-doi-so": ("Chuyển đổi số", ["Lĩnh vực chuyển đổi số"], "Chuyển đổi số"),
}
SAMPLE = "diem-mac-2022-2025"
OFFICE = office(SAMPLE, MOVEMENTS, {"": "UBND XÃ ĐIỀM MẶC", "truong-tieu-hoc": "PHÒNG GD&ĐT ĐỊNH HÓA",
                                    "truong-thcs": "PHÒNG GD&ĐT ĐỊNH HÓA", "ban-tuyen-giao": "ĐẢNG ỦY XÃ ĐIỀM MẶC"})

import writers                          # noqa: E402
import layouts as lay                   # noqa: E402
from inbox import Inbox                 # noqa: E402
from sheets import Look                 # noqa: E402

# Mục IV.1: «mỗi Tổ xóm … từ 01 điển hình tiên tiến trở lên», for the twelve hamlets of 2022.
HAMLETS = ["xom-ban-bac", "xom-ban-quyen", "xom-ban-tien", "xom-ban-hoang", "xom-ban-giao", "xom-dong-la", "xom-na-chu",
           "xom-song-thai", "xom-thang-loi", "xom-khau-lau", "xom-tan-vinh", "xom-na-linh"]
QUOTAS = [Quota("", hamlet, 1, "any", "each_unit") for hamlet in HAMLETS]
PERIODS = ["2022-06", "2022-07", "2024-06"]


def day(text):
    return datetime.date.fromisoformat(text)


def home(box, unit, movement, **about):
    return box.household(unit, movement, address="", **about)


def scenes(box):
    w = box.world
    head = w.household("xom-ban-bac", position="Trồng chè", gender="m", name="Ma Văn Chính", year=1971)
    same = w.person("xom-ban-bac", "Bí thư chi bộ xóm", gender="m", name="Ma Văn Chính", year=1971)

    # The head of a household is registered as a person as well: two exemplars, of two kinds.
    me, when = "xom-ban-bac", day("2022-05-16")
    s = lay.official(box, me, [box.reg(head, "kinh-te-ho"), box.reg(same, "hoc-tap-bac"),
                               box.group(me, "Tập thể nhân dân xóm Bản Bắc", "nong-thon-moi")],
                     when, "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN GIAI ĐOẠN 2022 - 2025", unit_column=False)
    box.file(f"{when}/xom Ban Bac.xlsx", writers.xlsx([s]), me, [s])

    me, when = "xom-ban-quyen", day("2022-05-20")
    s = lay.bare([box.person(me, "nong-thon-moi", "hamlet", address="")], look=Look(births="year", movement=1))
    box.file(f"{when}/Xóm Bản Quyên.xlsx", writers.xlsx([s]), me, [s])

    me, when = "xom-ban-tien", day("2022-05-25")
    s = lay.by_movement(box, me, [home(box, me, "kinh-te-ho"), box.person(me, "chuyen-doi-so", "hamlet", address="")],
                        when, "ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN XÓM BẢN TIẾN")
    box.file(f"{when}/ban tien dang ky.xls", writers.xls([s]), me, [s])

    me, when = "xom-ban-hoang", day("2022-06-02")
    s = lay.one_movement(box, me, [box.person(me, "vi-nguoi-ngheo", "hamlet", address=""), home(box, me, "vi-nguoi-ngheo")],
                         when, "DANH SÁCH ĐIỂN HÌNH PHONG TRÀO “CHUNG TAY VÌ NGƯỜI NGHÈO”", legacy="tcvn3")
    box.file(f"{when}/XOM BAN HOANG.xls", writers.xls([s]), me, [s])

    me, when = "xom-ban-giao", day("2022-06-07")
    s = lay.official(box, me, [home(box, me, "kinh-te-ho"), home(box, me, "kinh-te-ho")], when,
                     "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN", unit_column=False)
    box.file(f"{when}/Xom Ban Giao.ods", writers.ods([s]), me, [s])

    # Sends a list, then the same with one more.
    me, when = "xom-dong-la", day("2022-06-10")
    one, two = box.person(me, "nong-thon-moi", "hamlet", address=""), home(box, me, "kinh-te-ho")
    s = lay.official(box, me, [one, two], when, "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN", unit_column=False)
    first = box.file(f"{when}/dong la.xlsx", writers.xlsx([s]), me, [s])
    when = day("2022-06-24")
    s = lay.official(box, me, [box.reg(one.ex, "nong-thon-moi"), box.reg(two.ex, "kinh-te-ho"), home(box, me, "vi-nguoi-ngheo")],
                     when, "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN (THAY THẾ)", unit_column=False)
    first.replaced_by = box.file(f"{when}/dong la (sua).xlsx", writers.xlsx([s]), me, [s])

    # Two hamlets become one at the end of 2023; each has its own list before.
    me, when = "xom-na-chu", day("2022-06-13")
    s = lay.bare([box.person(me, "quoc-phong-an-ninh", "hamlet", address="", gender="m")], look=Look(births="dmy", movement=1))
    box.file(f"{when}/Xóm Nà Chú.csv", writers.csv(s, ",", "utf-8-bom"), me, [s])
    s.name = ""

    # On the last day, on the day itself, and after: «trước ngày 30/6/2022».
    me, when = "xom-song-thai", day("2022-06-29")
    s = lay.official(box, me, [box.group(me, "Tổ liên gia số 2", "nong-thon-moi")], when,
                     "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN", unit_column=False)
    box.file(f"{when}/Xóm Song Thái.xlsx", writers.xlsx([s]), me, [s])
    me, when = "xom-thang-loi", day("2022-06-30")
    s = lay.by_movement(box, me, [box.person(me, "nong-thon-moi", "hamlet", address="")], when, "ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN")
    box.file(f"{when}/Xom Thang Loi.xlsx", writers.xlsx([s]), me, [s])
    me, when = "xom-khau-lau", day("2022-07-05")
    s = lay.official(box, me, [home(box, me, "kinh-te-ho"), box.person(me, "hoc-tap-bac", "hamlet", address="")], when,
                     "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN (NỘP MUỘN)", unit_column=False)
    box.file(f"{when}/Xóm Khau Lầu.xlsx", writers.xlsx([s]), me, [s])

    # The women's union registers somebody of a hamlet that sends nothing itself.
    me, when = "hoi-phu-nu", day("2022-06-15")
    regs = [box.person("xom-tan-vinh", "nong-thon-moi", "women", address=""), box.person("xom-ban-bac", "vi-nguoi-ngheo", "women", address="")]
    s = lay.official(box, me, regs, when, "DANH SÁCH ĐIỂN HÌNH TIÊN TIẾN HỘI PHỤ NỮ XÃ")
    mail = lay.letter(box, me, [("Hội LHPN xã.xlsx", writers.xlsx([s]))], when, "Danh sách điển hình của Hội", "van-phong-thong-ke")
    box.files["mail/hoi-phu-nu.eml"] = mail
    box.attach("mail/hoi-phu-nu.eml!Hội LHPN xã.xlsx", me, [s], received=when)

    me, when = "truong-thcs", day("2022-06-17")
    regs = [box.group(me, "Tổ Khoa học tự nhiên", "giao-duc")] + box.people(4, me, "giao-duc", "school")
    s = lay.one_movement(box, me, regs, when, "ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN LĨNH VỰC GIÁO DỤC - ĐÀO TẠO", look=Look(names="newtone"))
    box.file(f"{when}/THCS Diem Mac.xls", writers.xls([s]), me, [s])

    me, when = "truong-tieu-hoc", day("2022-06-20")
    regs = box.people(5, me, "giao-duc", "school")
    s = lay.bare(regs, look=Look(births="dots", movement=1))
    box.file(f"{when}/TH Diem Mac.xlsx", writers.xlsx([s]), me, [s])

    me, when = "van-phong-thong-ke", day("2022-06-27")
    regs = box.people(2, me, "cai-cach-hanh-chinh", "area") + box.people(3, me, "van-hoa-cong-so", "area")
    regs += [box.person(me, "quoc-phong-an-ninh", "area", position="Phó Chỉ huy trưởng Quân sự", gender="m")]
    s = lay.by_movement(box, me, regs, when, "DANH SÁCH ĐIỂN HÌNH TIÊN TIẾN KHỐI CÁN BỘ, CÔNG CHỨC XÃ")
    box.file(f"{when}/VP thong ke.xlsx", writers.xlsx([s]), me, [s])

    # The hamlet made of two: what it registers counts for both.
    me, when = "xom-na-tra", day("2024-06-05")
    s = lay.official(box, me, [home(box, me, "kinh-te-ho"), box.person(me, "chuyen-doi-so", "hamlet", address="")], when,
                     "DANH SÁCH ĐĂNG KÝ BỔ SUNG ĐIỂN HÌNH TIÊN TIẾN NĂM 2024", unit_column=False)
    box.file(f"{when}/Xóm Nà Trà.xlsx", writers.xlsx([s]), me, [s])


def main():
    box = Inbox(20220630)
    scenes(box)
    write(box, OFFICE, QUOTAS, PERIODS, "Mẫu: xã Điềm Mặc, giai đoạn 2022 - 2025", [
        "Một chỗ làm việc đầy đủ: mỗi xóm từ 01 điển hình trở lên, đăng ký trước ngày 30/6/2022. Xóm Thắng Lợi gửi đúng ngày",
        "30/6 và xóm Khau Lầu gửi 05/7 là muộn; xóm Tân Vinh không gửi, nhưng Hội Phụ nữ đăng ký một người của xóm. Cuối năm",
        "2023 xóm Nà Chú và xóm Nà Linh nhập thành xóm Nà Trà: điển hình của xóm mới tính cho cả hai chỉ tiêu. Danh sách xóm",
        "là đặt ra để thử."])


if __name__ == "__main__":
    main()

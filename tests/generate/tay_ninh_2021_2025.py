"""Makes samples/tay-ninh-2021-2025/inbox and the truth about it: five years, lists that add up.

Everything is invented and drawn from one seed; the same seed writes the same bytes.
"""

import datetime

from workspace import Quota, office, write

MOVEMENTS = {     # id: (full name, usual wordings, short)
    "nong-thon-moi": ("Tây Ninh chung sức xây dựng nông thôn mới", ["Xây dựng nông thôn mới", "Xây dựng NTM"], "Nông thôn mới"),
    "doanh-nghiep": ("Doanh nghiệp Tây Ninh hội nhập và phát triển", ["Doanh nghiệp hội nhập và phát triển"], "Doanh nghiệp"),
    "doi-song-van-hoa": ("Toàn dân đoàn kết xây dựng đời sống văn hóa",
                         ["Toàn dân đoàn kết xây dựng đời sống văn hóa", "Xây dựng đời sống văn hóa"], "Đời sống văn hóa"),
    "day-tot-hoc-tot": ("Dạy tốt - Học tốt", ["Dạy tốt, học tốt"], "Dạy tốt - Học tốt"),
    "quoc-phong-an-ninh": ("Thực hiện nhiệm vụ quốc phòng - an ninh",
                           ["Toàn dân bảo vệ an ninh Tổ quốc", "QP-AN"], "Quốc phòng - an ninh"),
    "y-te": ("Lĩnh vực y tế, chăm sóc sức khỏe Nhân dân", ["12 Điều Y đức"], "Y tế"),
    "hoc-tap-bac": ("Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", ["Học tập và làm theo Bác"], "Học tập Bác"),
    "vi-nguoi-ngheo": ("Tây Ninh chung tay vì người nghèo - Không để ai bị bỏ lại phía sau", ["Chung tay vì người nghèo"], "Vì người nghèo"),
    "van-hoa-cong-so": ("Cán bộ, công chức, viên chức Tây Ninh thi đua thực hiện văn hóa công sở", ["Thực hiện văn hóa công sở"], "Văn hóa công sở"),
    "thanh-nien": ("Xây dựng giá trị hình mẫu thanh niên Việt Nam thời kỳ mới", ["Hình mẫu thanh niên Việt Nam thời kỳ mới"], "Thanh niên"),
    "hop-tac-xa": ("Phát triển kinh tế hợp tác, hợp tác xã", ["Phát triển kinh tế hợp tác và hợp tác xã"], "Hợp tác xã"),
    "sang-kien": ("Sáng kiến, sáng tạo", ["Thi đua sáng kiến, sáng tạo"], "Sáng kiến, sáng tạo"),
    "doan-ket-cong-nhan": ("Tập hợp, đoàn kết công nhân trên địa bàn tỉnh Tây Ninh giai đoạn 2020 - 2025", ["Đề án số 08-ĐA/TU"], "Đoàn kết công nhân"),
    "quy-che-dan-chu": ("Thực hiện Quy chế dân chủ ở các loại hình", ["Thực hiện quy chế dân chủ"], "Quy chế dân chủ"),
    "pho-bien-phap-luat": ("Tuyên truyền, phổ biến, giáo dục pháp luật trong cán bộ, công chức, viên chức, người lao động và Nhân dân",
                           ["Phổ biến, giáo dục pháp luật"], "Phổ biến pháp luật"),
    "khuyen-hoc": ("Khuyến học, khuyến tài, xây dựng xã hội học tập, học tập suốt đời", ["Khuyến học, khuyến tài"], "Khuyến học"),
}
SAMPLE = "tay-ninh-2021-2025"
OFFICE = office(SAMPLE, MOVEMENTS, {
    "": "UBND TỈNH TÂY NINH", "ban-tuyen-giao": "TỈNH ỦY TÂY NINH", "ban-dan-van": "TỈNH ỦY TÂY NINH",
    "ban-tuyen-giao-dan-van": "TỈNH ỦY TÂY NINH", "tinh-doan": "TRUNG ƯƠNG ĐOÀN", "cong-an": "BỘ CÔNG AN",
    "bo-chi-huy-quan-su": "QUÂN KHU 7", "bo-chi-huy-bien-phong": "BỘ TƯ LỆNH BỘ ĐỘI BIÊN PHÒNG",
    "lien-minh-htx": "LIÊN MINH HỢP TÁC XÃ VIỆT NAM"})

import writers                          # noqa: E402  (after the office is known)
import layouts as lay                   # noqa: E402
from inbox import Inbox                 # noqa: E402
from sheets import Look                 # noqa: E402

BOTH = ("collective", "individual")
# Typed from the official plan, Mục II.2.b, in its order.
QUOTAS = [Quota(m, lead, n, kind, scope) for m, leads, n, kinds, scope in [
    ("nong-thon-moi", ["so-nong-nghiep-ptnt"], 10, BOTH, "lead"),
    ("doanh-nghiep", ["so-ke-hoach-dau-tu"], 10, BOTH, "lead"),
    ("doi-song-van-hoa", ["so-vhttdl"], 10, BOTH, "lead"),
    ("day-tot-hoc-tot", ["so-giao-duc-dao-tao"], 10, BOTH, "lead"),
    ("quoc-phong-an-ninh", ["cong-an", "bo-chi-huy-quan-su", "bo-chi-huy-bien-phong"], 10, BOTH, "each_lead"),
    ("y-te", ["so-y-te"], 10, BOTH, "lead"),
    ("hoc-tap-bac", ["ban-tuyen-giao"], 10, BOTH, "lead"),
    ("vi-nguoi-ngheo", ["so-lao-dong-tbxh"], 40, ("household",), "lead"),
    ("van-hoa-cong-so", ["so-noi-vu"], 10, BOTH, "lead"),
    ("thanh-nien", ["tinh-doan"], 20, ("individual",), "lead"),
    ("hop-tac-xa", ["lien-minh-htx"], 10, ("cooperative", "cooperative_group"), "lead"),
    ("sang-kien", ["so-khoa-hoc-cong-nghe"], 10, ("any",), "lead"),
    ("doan-ket-cong-nhan", ["ban-dan-van"], 10, BOTH, "lead"),
    ("quy-che-dan-chu", ["ban-dan-van"], 10, BOTH, "lead"),
    ("pho-bien-phap-luat", ["so-tu-phap"], 10, BOTH, "lead"),
    ("khuyen-hoc", ["so-giao-duc-dao-tao"], 10, BOTH, "lead"),
] for lead in leads for kind in kinds]
PERIODS = ["2021-12", "2022-12", "2023-06", "2024-12", "2025-12"]
DISTRICTS = ["703", "705", "706", "707", "708", "709", "710", "711", "712"]
COMMUNES = {"705": ["Thạnh Bình", "Mỏ Công", "Trà Vong"], "706": ["Suối Dây", "Tân Hưng", "Thạnh Đông"],
            "707": ["Suối Đá", "Phước Minh", "Cầu Khởi"], "708": ["Thành Long", "Hảo Đước", "Biên Giới"],
            "710": ["Phước Đông", "Bàu Đồn", "Thạnh Đức"], "711": ["Long Cường", "Bến", "Tân Lập"]}


def day(text):
    return datetime.date.fromisoformat(text)


def commune(box, district):
    names = COMMUNES.get(district)
    word = "Ấp" if district == "711" else "Xã"
    return f"{word} {box._next(names, 'c' + district)}" if names else f"Khu phố {box.rng.randint(1, 9)}"


def groups(box, unit, movement, *names, kind="collective"):
    return [box.group(unit, name, movement, kind) for name in names]


def homes(box, n, movement, districts):
    return [box.household(d, movement, address=commune(box, d)) for d in [districts[i % len(districts)] for i in range(n)]]


def year_2021(box, cast):
    me, when = "so-giao-duc-dao-tao", day("2021-11-18")
    m = "day-tot-hoc-tot"
    first = groups(box, me, m, "Trường THPT Hoàng Lê Kha", "Trường THPT Lý Thường Kiệt Hòa Thành", "Trường Tiểu học Kim Đồng Gò Dầu")
    first += [box.reg(cast["T1"], m)] + box.people(4, me, m, "school")
    cast["gddt"] = first
    s = lay.one_movement(box, me, first, when, "DANH SÁCH ĐIỂN HÌNH TIÊN TIẾN PHONG TRÀO THI ĐUA “DẠY TỐT - HỌC TỐT” NĂM 2021")
    cast["gddt_file"] = box.file(f"{when}/So GDDT - Day tot Hoc tot 2021.xlsx", writers.xlsx([s]), me, [s])

    me, when = "so-lao-dong-tbxh", day("2021-12-06")
    s = lay.households(box, me, homes(box, 11, "vi-nguoi-ngheo", DISTRICTS), when,
                       "DANH SÁCH HỘ GIA ĐÌNH ĐIỂN HÌNH “TÂY NINH CHUNG TAY VÌ NGƯỜI NGHÈO - KHÔNG ĐỂ AI BỊ BỎ LẠI PHÍA SAU”")
    box.file(f"{when}/LDTBXH_ho gia dinh 2021.xls", writers.xls([s]), me, [s])

    me, when = "so-vhttdl", day("2021-12-08")
    m = "doi-song-van-hoa"
    regs = groups(box, me, m, "Ấp văn hóa Long Yên", "Khu phố văn hóa số 4", "Câu lạc bộ Đờn ca tài tử Trường Tây")
    regs += box.people(3, me, m, "culture")
    s = lay.official(box, me, regs, when, "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2021", unit_column=False)
    box.file(f"{when}/So VHTTDL dang ky.ods", writers.ods([s]), me, [s])

    me, when = "cong-an", day("2021-12-10")
    m = "quoc-phong-an-ninh"
    regs = groups(box, me, m, "Đội Cảnh sát điều tra tội phạm về ma túy", "Công an xã Tân Lập") + box.people(3, me, m, "police", gender="m")
    s = lay.one_movement(box, me, regs, when, "DANH SÁCH ĐIỂN HÌNH TIÊN TIẾN PHONG TRÀO “TOÀN DÂN BẢO VỆ AN NINH TỔ QUỐC”", legacy="tcvn3")
    box.file(f"{when}/CA tinh 2021.xls", writers.xls([s]), me, [s])


def year_2022(box, cast):
    """The education office sends the list of 2021 again, with more: a cumulative list replaces the one before."""
    me, when, m = "so-giao-duc-dao-tao", day("2022-11-21"), "day-tot-hoc-tot"
    again = [box.reg(r.ex, m) for r in cast["gddt"]]
    regs = again + groups(box, me, m, "Trường Mầm non 1-6 Trảng Bàng", "Trường THCS Bàu Năng", "Trường Tiểu học Võ Thị Sáu",
                          "Trường THPT Dương Minh Châu") + box.people(5, me, m, "school")
    s = lay.one_movement(box, me, regs, when, "DANH SÁCH LŨY KẾ ĐIỂN HÌNH TIÊN TIẾN PHONG TRÀO THI ĐUA “DẠY TỐT - HỌC TỐT” 2021 - 2022")
    cast["gddt_file"].replaced_by = box.file(f"{when}/So GDDT - Day tot Hoc tot 2021-2022.xlsx", writers.xlsx([s]), me, [s])

    me, when, m = "so-ke-hoach-dau-tu", day("2022-12-05"), "doanh-nghiep"
    regs = groups(box, me, m, "Phòng Đăng ký kinh doanh", "Tổ hỗ trợ doanh nghiệp", "Tập thể cán bộ Khu công nghiệp Trảng Bàng")
    regs += [box.reg(cast["T2"], m)] + box.people(3, me, m, "company")
    s = lay.bare(regs, unit_column=True)
    box.file(f"{when}/KHDT doanh nghiep.xlsx", writers.xlsx([s]), me, [s])

    me, when, m = "tinh-doan", day("2022-12-08"), "thanh-nien"
    regs = box.people(8, me, m, "office", ages=(1990, 2003)) + groups(box, me, m, "Đội Thanh niên tình nguyện Núi Bà")
    s = lay.official(box, me, regs, when, "DANH SÁCH GƯƠNG THANH NIÊN TIÊU BIỂU NĂM 2022", unit_column=False)
    mail = lay.letter(box, me, [("Gương thanh niên tiêu biểu 2022.xlsx", writers.xlsx([s]))], when,
                      "Gửi danh sách hình mẫu thanh niên năm 2022", "so-noi-vu")
    box.file("mail/tinh-doan-2022.eml", mail, me, outcome="ignored", received=when)
    box.attachments.pop()
    box.attach("mail/tinh-doan-2022.eml!Gương thanh niên tiêu biểu 2022.xlsx", me, [s], received=when)

    me, when, m = "lien-minh-htx", day("2022-12-12"), "hop-tac-xa"
    coops = groups(box, me, m, "HTX Dịch vụ nông nghiệp Bàu Đồn", "Hợp tác xã Mãng cầu Thạnh Tân", "Hợp tác xã Rau an toàn Long Mỹ",
                   "Hợp tác xã Chăn nuôi Phước Ninh", kind="cooperative")
    teams = groups(box, me, m, "Tổ hợp tác trồng nhãn Trường Đông", "Tổ hợp tác nuôi cá lồng Phước Minh",
                   "Tổ hợp tác hoa kiểng Hiệp Tân", kind="cooperative_group")
    s = lay.bodies(box, me, coops + teams, when, "DANH SÁCH HỢP TÁC XÃ, TỔ HỢP TÁC ĐIỂN HÌNH TIÊN TIẾN", "Tên hợp tác xã, tổ hợp tác")
    box.file(f"{when}/lien minh HTX.xlsx", writers.xlsx([s]), me, [s])

    me, when = "711", day("2022-12-13")
    regs = homes(box, 3, "vi-nguoi-ngheo", ["711"]) + [box.reg(cast["D1"], "doi-song-van-hoa")]
    regs += [box.person(me, "nong-thon-moi", "hamlet", address="Ấp Long Cường"),
             box.person(me, "quoc-phong-an-ninh", "area", position="Chỉ huy trưởng Ban CHQS xã", gender="m")]
    s = lay.by_movement(box, me, regs, when, "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2022")
    box.file(f"{when}/UBND huyen Ben Cau.xlsx", writers.xlsx([s]), me, [s])


def year_2023(box, cast):
    me, when, m = "so-lao-dong-tbxh", day("2023-05-30"), "vi-nguoi-ngheo"
    s = lay.households(box, me, homes(box, 20, m, DISTRICTS), when,
                       "DANH SÁCH BỔ SUNG HỘ GIA ĐÌNH ĐIỂN HÌNH “CHUNG TAY VÌ NGƯỜI NGHÈO”")
    box.file(f"{when}/LDTBXH_ho gia dinh bo sung.xlsx", writers.xlsx([s]), me, [s])

    me, when, m = "so-y-te", day("2023-06-02"), "y-te"
    regs = groups(box, me, m, "Khoa Hồi sức cấp cứu Bệnh viện Đa khoa", "Trạm Y tế xã Tân Hà", "Khoa Nhi") + box.people(6, me, m, "health")
    s = lay.one_movement(box, me, regs, when, "ĐIỂN HÌNH TIÊN TIẾN THI ĐUA THỰC HIỆN “12 ĐIỀU Y ĐỨC”", look=Look(names="upper"))
    box.file(f"{when}/Y te - 12 dieu y duc.xls", writers.xls([s]), me, [s])

    me, when, m = "bo-chi-huy-bien-phong", day("2023-06-06"), "quoc-phong-an-ninh"
    regs = groups(box, me, m, "Đồn Biên phòng Cửa khẩu Mộc Bài", "Đồn Biên phòng Cửa khẩu Xa Mát", "Đồn Biên phòng Phước Tân")
    regs += box.people(10, me, m, "police", gender="m")
    s = lay.official(box, me, regs, when, "DANH SÁCH ĐIỂN HÌNH TIÊN TIẾN BỘ ĐỘI BIÊN PHÒNG TỈNH", unit_column=False)
    box.file(f"{when}/BDBP tinh.xlsx", writers.xlsx([s]), me, [s])

    me, when, m = "ban-dan-van", day("2023-06-08"), "quy-che-dan-chu"
    regs = groups(box, me, m, "Ban Chỉ đạo Quy chế dân chủ huyện Tân Biên", "Khối Dân vận xã Thạnh Bình")
    regs += groups(box, me, "doan-ket-cong-nhan", "Công đoàn cơ sở Khu chế xuất Linh Trung III", "Tổ công nhân tự quản số 2 An Tịnh")
    regs += box.people(3, me, m, "party") + [box.reg(cast["T1"], "doan-ket-cong-nhan")]
    s = lay.by_movement(box, me, regs, when, "DANH SÁCH ĐIỂN HÌNH TIÊN TIẾN GIAI ĐOẠN 1 (2021 - 2023)")
    box.file(f"{when}/Ban Dan van Tinh uy.xlsx", writers.xlsx([s]), me, [s])


def year_2024(box, cast):
    me, when, m = "711", day("2024-11-25"), "vi-nguoi-ngheo"
    s = lay.households(box, me, homes(box, 6, m, ["711"]), when, "DANH SÁCH HỘ ĐIỂN HÌNH PHONG TRÀO “CHUNG TAY VÌ NGƯỜI NGHÈO” NĂM 2024")
    box.file(f"{when}/Ben Cau ho ngheo vuot kho.ods", writers.ods([s]), me, [s])

    me, when, m = "lien-minh-htx", day("2024-12-03"), "hop-tac-xa"
    coops = groups(box, me, m, "Hợp tác xã Nông nghiệp Minh Trung", "Hợp tác xã Bò sữa Trảng Bàng", "Hợp tác xã Sầu riêng Bàu Đồn",
                   "Hợp tác xã Lúa giống Phước Chỉ", "Hợp tác xã Bánh tráng phơi sương", "Hợp tác xã Vận tải Hòa Thành", kind="cooperative")
    teams = groups(box, me, m, "Tổ hợp tác trồng rau Lộc Hưng", "Tổ hợp tác nuôi ong Tân Hội", "Tổ hợp tác đan lát Long Thành Trung",
                   "Tổ hợp tác mía Thành Long", "Tổ hợp tác nấm rơm Bến Củi", "Tổ hợp tác bưởi da xanh Tân Hưng", kind="cooperative_group")
    s = lay.bodies(box, me, coops + teams, when, "DANH SÁCH BỔ SUNG HỢP TÁC XÃ, TỔ HỢP TÁC ĐIỂN HÌNH", "Tên hợp tác xã, tổ hợp tác")
    box.file(f"{when}/lien minh HTX bo sung 2024.xls", writers.xls([s]), me, [s])

    me, when, m = "so-khoa-hoc-cong-nghe", day("2024-12-05"), "sang-kien"
    regs = groups(box, me, m, "Nhóm nghiên cứu giống mãng cầu", "Phòng Quản lý công nghệ", "Câu lạc bộ Sáng tạo trẻ")
    regs += groups(box, me, m, "Công ty TNHH Cơ khí Tân Biên Xanh", kind="enterprise") + box.people(8, me, m, "office")
    s = lay.bare(regs, look=Look(births="dots", movement=1, stt="dot"))
    box.file(f"{when}/Sở Khoa học và Công nghệ - sáng kiến.csv", writers.csv(s, ";", "utf-8-bom"), me, [s])
    s.name = ""

    me, when, m = "tinh-doan", day("2024-12-06"), "thanh-nien"
    regs = box.people(13, me, m, "office", ages=(1991, 2005))
    s = lay.one_movement(box, me, regs, when, "GƯƠNG ĐIỂN HÌNH CUỘC VẬN ĐỘNG “XÂY DỰNG GIÁ TRỊ HÌNH MẪU THANH NIÊN VIỆT NAM THỜI KỲ MỚI” NĂM 2024",
                         look=Look(births="yeartext"))
    box.file(f"{when}/Tinh Doan 2024.xlsx", writers.xlsx([s]), me, [s])

    me, when, m = "so-nong-nghiep-ptnt", day("2024-12-09"), "nong-thon-moi"
    regs = groups(box, me, m, *[f"Ấp {name}" for name in ("Bến Rộng", "Phước Long", "Thuận Bắc", "Tân Đông", "Suối Cạn",
                                                          "Chánh Nhất", "Voi", "Sân Lễ", "Bàu Vừng", "Long Hải")])
    regs += box.people(9, me, m, "office")
    s = lay.official(box, me, regs, when, "DANH SÁCH ĐIỂN HÌNH XÂY DỰNG NÔNG THÔN MỚI 2021 - 2024", unit_column=False)
    box.file(f"{when}/So NN&PTNT - NTM.xlsx", writers.xlsx([s]), me, [s])


def year_2025(box, cast):
    """The offices have merged: Kế hoạch và Đầu tư is part of Tài chính, Tuyên giáo and Dân vận are one board."""
    me, when, m = "ban-tuyen-giao-dan-van", day("2025-05-12"), "hoc-tap-bac"
    regs = groups(box, me, m, "Chi bộ Văn phòng", "Tổ Báo cáo viên", "Phòng Khoa giáo") + box.people(4, me, m, "party")
    s = lay.one_movement(box, me, regs, when, "DANH SÁCH ĐIỂN HÌNH HỌC TẬP VÀ LÀM THEO TƯ TƯỞNG, ĐẠO ĐỨC, PHONG CÁCH HỒ CHÍ MINH")
    box.file(f"{when}/BTGDV Tinh uy.xlsx", writers.xlsx([s]), me, [s])

    me, when, m = "so-tai-chinh", day("2025-11-10"), "doanh-nghiep"
    regs = groups(box, me, m, "Phòng Doanh nghiệp và Kinh tế tập thể", "Trung tâm Tư vấn đầu tư")
    regs += [box.reg(cast["T2"], m, written={"unit": "Sở Kế hoạch và Đầu tư"}, unit="so-tai-chinh")]
    regs += box.people(3, me, m, "company")
    s = lay.bare(regs, unit_column=True)
    box.file(f"{when}/So Tai chinh - doanh nghiep hoi nhap va phat trien.xlsx", writers.xlsx([s]), me, [s])

    me, when, m = "bo-chi-huy-quan-su", day("2025-11-14"), "quoc-phong-an-ninh"
    regs = groups(box, me, m, *[f"Đại đội {n}" for n in range(1, 12)]) + box.people(9, me, m, "police", gender="m")
    s = lay.official(box, me, regs, when, "DANH SÁCH ĐIỂN HÌNH TIÊN TIẾN LỰC LƯỢNG VŨ TRANG TỈNH", unit_column=False)
    box.file(f"{when}/BCHQS tinh.xlsx", writers.xlsx([s]), me, [s])

    me, when, m = "so-noi-vu", day("2025-05-20"), "van-hoa-cong-so"  # while districts stand
    regs = groups(box, me, m, "Phòng Cải cách hành chính", "Trung tâm Phục vụ hành chính công") + box.people(5, me, m, "office")
    regs += [box.reg(cast["D1"], "doi-song-van-hoa", written={"pos_unit": "Trưởng ấp, Huyện Bến Cầu"})]
    s = lay.by_movement(box, me, regs, when, "DANH SÁCH ĐIỂN HÌNH TIÊN TIẾN GIAI ĐOẠN 2 (2023 - 2025)")
    box.file(f"{when}/So Noi vu.xlsx", writers.xlsx([s]), me, [s])

    me, when, m = "so-tu-phap", day("2025-12-22"), "pho-bien-phap-luat"
    regs = groups(box, me, m, "Phòng Phổ biến giáo dục pháp luật", "Tổ Hòa giải ấp Long Yên") + box.people(2, me, m, "office")
    s = lay.one_movement(box, me, regs, when, "ĐIỂN HÌNH PHỔ BIẾN, GIÁO DỤC PHÁP LUẬT (NỘP MUỘN)", look=Look(births="zeros"))
    box.file(f"{when}/So Tu phap nop muon.xls", writers.xls([s]), me, [s])


def main():
    box = Inbox(20210331)
    cast = {
        "T1": box.world.person("so-giao-duc-dao-tao", "Chủ tịch Công đoàn ngành", gender="f", name="Phạm Thị Thu Hạnh"),
        "T2": box.world.person("so-ke-hoach-dau-tu", "Trưởng phòng Đăng ký kinh doanh", gender="m", name="Lưu Quốc Thịnh"),
        "D1": box.world.person("711", "Trưởng ấp", gender="m", name="Đặng Văn Nghị", address="Ấp Bến"),
    }
    for year in (year_2021, year_2022, year_2023, year_2024, year_2025):
        year(box, cast)
    write(box, OFFICE, QUOTAS, PERIODS, "Mẫu: tỉnh Tây Ninh, giai đoạn 2021 - 2025", [
        "Một chỗ làm việc đầy đủ theo Kế hoạch 310/KH-UBND: 16 nội dung, 18 lượt giao chủ trì, 33 mức tối thiểu, 370 điển",
        "hình. Danh sách gửi trong năm năm; kết quả cộng dồn. Năm 2022 Sở Giáo dục gửi lại danh sách lũy kế, thay danh sách",
        "năm 2021. Năm 2025 Sở Kế hoạch và Đầu tư nhập vào Sở Tài chính, Ban Tuyên giáo và Ban Dân vận thành một ban; danh",
        "sách của đơn vị mới vẫn tính cho chỉ tiêu đã giao. Chạy từng kỳ: `tonghop run --period 2023-06`."])


if __name__ == "__main__":
    main()

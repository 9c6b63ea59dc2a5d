"""Who is who in the sample: units, movements, quotas, as the plan of the city has them.

Written from the official plan and the unit list of the workspace, not from the program.
"""

# code: (name as printed, how its letterhead reads: authority above / own name, e-mail)
UNITS = {
    "178": ("Thành phố Lạng Sơn", "UBND TỈNH LẠNG SƠN", "ỦY BAN NHÂN DÂN THÀNH PHỐ LẠNG SƠN", "ubnd.tp@langson.example"),
}


def _unit(code, name, above, own, mail):
    UNITS[code] = (name, above, own, mail)


_TU = "THÀNH ỦY LẠNG SƠN"
_UB = "UBND THÀNH PHỐ LẠNG SƠN"
_GD = "PHÒNG GD&ĐT TP LẠNG SƠN"
_YT = "TRUNG TÂM Y TẾ TP LẠNG SƠN"
for code, name, above, own, mail in [
    ("ban-to-chuc-thanh-uy", "Ban Tổ chức Thành ủy", _TU, "BAN TỔ CHỨC", "btc.thanhuy.tp"),
    ("ban-tuyen-giao-thanh-uy", "Ban Tuyên giáo Thành ủy", _TU, "BAN TUYÊN GIÁO", "btg.thanhuy.tp"),
    ("trung-tam-chinh-tri", "Trung tâm Chính trị thành phố", _TU, "TRUNG TÂM CHÍNH TRỊ", "ttct.tp"),
    ("van-phong-hdnd-ubnd", "Văn phòng HĐND và UBND thành phố", _UB, "VĂN PHÒNG HĐND VÀ UBND", "vanphong.tp"),
    ("phong-noi-vu", "Phòng Nội vụ", _UB, "PHÒNG NỘI VỤ", "noivu.tp"),
    ("phong-tai-chinh-ke-hoach", "Phòng Tài chính - Kế hoạch", _UB, "PHÒNG TÀI CHÍNH - KẾ HOẠCH", "tckh.tp"),
    ("phong-kinh-te", "Phòng Kinh tế", _UB, "PHÒNG KINH TẾ", "kinhte.tp"),
    ("phong-lao-dong-tbxh", "Phòng Lao động - Thương binh và Xã hội", _UB, "PHÒNG LAO ĐỘNG - TB&XH", "ldtbxh.tp"),
    ("phong-giao-duc-va-dao-tao", "Phòng Giáo dục và Đào tạo", _UB, "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "gddt.tp"),
    ("phong-van-hoa-va-thong-tin", "Phòng Văn hóa và Thông tin", _UB, "PHÒNG VĂN HÓA VÀ THÔNG TIN", "vhtt.tp"),
    ("phong-tai-nguyen-va-moi-truong", "Phòng Tài nguyên và Môi trường", _UB, "PHÒNG TÀI NGUYÊN VÀ MÔI TRƯỜNG", "tnmt.tp"),
    ("phong-quan-ly-do-thi", "Phòng Quản lý đô thị", _UB, "PHÒNG QUẢN LÝ ĐÔ THỊ", "qldt.tp"),
    ("thanh-tra", "Thanh tra thành phố", _UB, "THANH TRA THÀNH PHỐ", "thanhtra.tp"),
    ("uy-ban-mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam thành phố", "MTTQ VIỆT NAM TỈNH LẠNG SƠN", "ỦY BAN MTTQ VIỆT NAM THÀNH PHỐ", "mttq.tp"),
    ("lien-doan-lao-dong", "Liên đoàn Lao động thành phố", "LĐLĐ TỈNH LẠNG SƠN", "LIÊN ĐOÀN LAO ĐỘNG THÀNH PHỐ", "ldld.tp"),
    ("hoi-nong-dan", "Hội Nông dân thành phố", "HỘI NÔNG DÂN TỈNH LẠNG SƠN", "HỘI NÔNG DÂN THÀNH PHỐ", "hoinongdan.tp"),
    ("thanh-doan", "Đoàn Thanh niên Cộng sản Hồ Chí Minh thành phố", "TỈNH ĐOÀN LẠNG SƠN", "THÀNH ĐOÀN LẠNG SƠN", "thanhdoan.tp"),
    ("hoi-lien-hiep-phu-nu", "Hội Liên hiệp Phụ nữ thành phố", "HỘI LHPN TỈNH LẠNG SƠN", "HỘI LHPN THÀNH PHỐ", "phunu.tp"),
    ("hoi-cuu-chien-binh", "Hội Cựu chiến binh thành phố", "HỘI CCB TỈNH LẠNG SƠN", "HỘI CỰU CHIẾN BINH THÀNH PHỐ", "ccb.tp"),
    ("cong-an", "Công an thành phố", "CÔNG AN TỈNH LẠNG SƠN", "CÔNG AN THÀNH PHỐ", "congan.tp"),
    ("ban-chi-huy-quan-su", "Ban Chỉ huy Quân sự thành phố", "BỘ CHQS TỈNH LẠNG SƠN", "BAN CHQS THÀNH PHỐ", "quansu.tp"),
    ("trung-tam-y-te", "Trung tâm Y tế thành phố", "SỞ Y TẾ LẠNG SƠN", "TRUNG TÂM Y TẾ THÀNH PHỐ", "ttyt.tp"),
    ("trung-tam-van-hoa-the-thao", "Trung tâm Văn hóa - Thể thao thành phố", _UB, "TRUNG TÂM VĂN HÓA - THỂ THAO", "ttvhtt.tp"),
    ("05971", "Phường Hoàng Văn Thụ", _UB, "UBND PHƯỜNG HOÀNG VĂN THỤ", "hoangvanthu.tp"),
    ("05974", "Phường Tam Thanh", "THÀNH PHỐ LẠNG SƠN", "ỦY BAN NHÂN DÂN PHƯỜNG TAM THANH", "tamthanh.tp"),
    ("05977", "Phường Vĩnh Trại", "THÀNH PHỐ LẠNG SƠN", "ỦY BAN NHÂN DÂN PHƯỜNG VĨNH TRẠI", "vinhtrai.tp"),
    ("05980", "Phường Đông Kinh", _UB, "UBND PHƯỜNG ĐÔNG KINH", "dongkinh.tp"),
    ("05983", "Phường Chi Lăng", _UB, "UBND PHƯỜNG CHI LĂNG", "chilang.tp"),
    ("05986", "Xã Hoàng Đồng", _UB, "UBND XÃ HOÀNG ĐỒNG", "hoangdong.tp"),
    ("05989", "Xã Quảng Lạc", _UB, "UBND XÃ QUẢNG LẠC", "quanglac.tp"),
    ("05992", "Xã Mai Pha", "THÀNH PHỐ LẠNG SƠN", "ỦY BAN NHÂN DÂN XÃ MAI PHA", "maipha.tp"),
    ("truong-mn-hoa-sua", "Trường Mầm non Hoa Sữa", _GD, "TRƯỜNG MẦM NON HOA SỮA", "mnhoasua"),
    ("truong-mn-17-10", "Trường Mầm non 17-10", _GD, "TRƯỜNG MẦM NON 17-10", "mn17-10"),
    ("truong-mn-mai-pha", "Trường Mầm non Mai Pha", _GD, "TRƯỜNG MẦM NON MAI PHA", "mnmaipha"),
    ("truong-th-vinh-trai", "Trường Tiểu học Vĩnh Trại", _GD, "TRƯỜNG TIỂU HỌC VĨNH TRẠI", "thvinhtrai"),
    ("truong-th-chi-lang", "Trường Tiểu học Chi Lăng", _GD, "TRƯỜNG TIỂU HỌC CHI LĂNG", "thchilang"),
    ("truong-th-hoang-van-thu", "Trường Tiểu học Hoàng Văn Thụ", _GD, "TRƯỜNG TIỂU HỌC HOÀNG VĂN THỤ", "thhoangvanthu"),
    ("truong-th-dong-kinh", "Trường Tiểu học Đông Kinh", _GD, "TRƯỜNG TIỂU HỌC ĐÔNG KINH", "thdongkinh"),
    ("truong-thcs-hoang-van-thu", "Trường THCS Hoàng Văn Thụ", _GD, "TRƯỜNG THCS HOÀNG VĂN THỤ", "thcshoangvanthu"),
    ("truong-thcs-vinh-trai", "Trường THCS Vĩnh Trại", _GD, "TRƯỜNG THCS VĨNH TRẠI", "thcsvinhtrai"),
    ("truong-thcs-tam-thanh", "Trường THCS Tam Thanh", _GD, "TRƯỜNG THCS TAM THANH", "thcstamthanh"),
    ("truong-th-thcs-hoang-dong", "Trường TH&THCS Hoàng Đồng", _GD, "TRƯỜNG TH&THCS HOÀNG ĐỒNG", "ththcshoangdong"),
    ("truong-th-thcs-quang-lac", "Trường TH&THCS Quảng Lạc", _GD, "TRƯỜNG TH&THCS QUẢNG LẠC", "ththcsquanglac"),
    ("tram-y-te-mai-pha", "Trạm Y tế xã Mai Pha", _YT, "TRẠM Y TẾ XÃ MAI PHA", "tytmaipha"),
    ("tram-y-te-vinh-trai", "Trạm Y tế phường Vĩnh Trại", _YT, "TRẠM Y TẾ PHƯỜNG VĨNH TRẠI", "tytvinhtrai"),
    ("tram-y-te-tam-thanh", "Trạm Y tế phường Tam Thanh", _YT, "TRẠM Y TẾ PHƯỜNG TAM THANH", "tyttamthanh"),
    ("tram-y-te-chi-lang", "Trạm Y tế phường Chi Lăng", _YT, "TRẠM Y TẾ PHƯỜNG CHI LĂNG", "tytchilang"),
    ("tram-y-te-dong-kinh", "Trạm Y tế phường Đông Kinh", _YT, "TRẠM Y TẾ PHƯỜNG ĐÔNG KINH", "tytdongkinh"),
    ("tram-y-te-hoang-dong", "Trạm Y tế xã Hoàng Đồng", _YT, "TRẠM Y TẾ XÃ HOÀNG ĐỒNG", "tythoangdong"),
    ("tram-y-te-quang-lac", "Trạm Y tế xã Quảng Lạc", _YT, "TRẠM Y TẾ XÃ QUẢNG LẠC", "tytquanglac"),
    ("cong-ty-ky-cung", "Công ty TNHH Thương mại Sông Kỳ Cùng", "", "CÔNG TY TNHH THƯƠNG MẠI SÔNG KỲ CÙNG", "vanphong@songkycung.example"),
    ("cong-ty-hoa-hoi", "Công ty Cổ phần Chế biến Hồi Xứ Lạng", "", "CÔNG TY CỔ PHẦN CHẾ BIẾN HỒI XỨ LẠNG", "nhansu@hoixulang.example"),
    ("htx-rau-mai-pha", "Hợp tác xã Rau an toàn Mai Pha", "", "HỢP TÁC XÃ RAU AN TOÀN MAI PHA", "htxraumaipha"),
    ("htx-dao-quang-lac", "Hợp tác xã Hoa đào Quảng Lạc", "", "HỢP TÁC XÃ HOA ĐÀO QUẢNG LẠC", "htxdaoquanglac"),
]:
    _unit(code, name, above, own, mail if "@" in mail else f"{mail}@langson.example")

# Units that owe a list and send nothing at all.
SILENT = {
    "van-phong-thanh-uy": "Văn phòng Thành ủy",
    "ban-dan-van-thanh-uy": "Ban Dân vận Thành ủy",
    "uy-ban-kiem-tra-thanh-uy": "Ủy ban Kiểm tra Thành ủy",
    "phong-tu-phap": "Phòng Tư pháp",
    "phong-y-te": "Phòng Y tế",
    "hoi-chu-thap-do": "Hội Chữ thập đỏ thành phố",
    "trung-tam-phat-trien-quy-dat": "Trung tâm Phát triển quỹ đất thành phố",
}

# id: (full name, usual wordings in lists, short column label)
MOVEMENTS = {
    "hoc-tap-bac": (
        "Đẩy mạnh việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        ["Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", "Học tập và làm theo Bác"],
        "Học tập và làm theo Bác"),
    "nong-thon-moi": (
        "Thành phố Lạng Sơn cùng cả nước chung sức xây dựng nông thôn mới",
        ["Chung sức xây dựng nông thôn mới", "Xây dựng NTM"], "Nông thôn mới"),
    "doanh-nghiep": (
        "Doanh nghiệp Thành phố Lạng Sơn hội nhập và phát triển",
        ["Doanh nghiệp hội nhập và phát triển", "DN hội nhập và phát triển"], "Doanh nghiệp"),
    "van-hoa-cong-so": (
        "Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở",
        ["Thi đua thực hiện văn hóa công sở", "VHCS"], "Văn hóa công sở"),
    "vi-nguoi-ngheo": (
        "Thành phố Lạng Sơn cùng cả nước chung tay vì người nghèo - không để ai bị bỏ lại phía sau",
        ["Chung tay vì người nghèo - không để ai bị bỏ lại phía sau", "Chung tay vì người nghèo"],
        "Vì người nghèo"),
    "toan-dan-doan-ket": (
        "Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh",
        ["Toàn dân đoàn kết xây dựng NTM, đô thị văn minh", "TDĐK xây dựng NTM, ĐTVM"],
        "Toàn dân đoàn kết"),
    "day-tot-hoc-tot": ("Dạy tốt - Học tốt", ["Dạy tốt - Học tốt", "Thi đua dạy tốt, học tốt"], "Dạy tốt - Học tốt"),
    "quoc-phong-an-ninh": (
        "Thực hiện nhiệm vụ quốc phòng - an ninh", ["Nhiệm vụ quốc phòng, an ninh", "QP-AN"],
        "Quốc phòng - an ninh"),
    "y-te": (
        "Lĩnh vực y tế, chăm sóc sức khỏe Nhân dân", ["Y tế, chăm sóc sức khỏe Nhân dân", "Lĩnh vực y tế"],
        "Y tế"),
    "phat-trien-kinh-te": (
        "Xây dựng mô hình phát triển kinh tế", ["Mô hình phát triển kinh tế", "Nông dân SXKD giỏi"],
        "Phát triển kinh tế"),
    "lao-dong-gioi": (
        "Lao động giỏi, lao động sáng tạo", ["Lao động giỏi, lao động sáng tạo", "Lao động sáng tạo"],
        "Lao động giỏi"),
    "khoi-nghiep": (
        "Khởi nghiệp trong thanh niên", ["Khởi nghiệp trong thanh niên", "Thanh niên khởi nghiệp"],
        "Khởi nghiệp"),
    "phu-nu": (
        "Xây dựng người phụ nữ Việt Nam thời đại mới",
        ["Xây dựng người phụ nữ Việt Nam thời đại mới", "Xây dựng gia đình 5 không, 3 sạch"],
        "Phụ nữ thời đại mới"),
}

# (movement, lead, required, words that make a restricted quota count; matched in the position)
FARMER = ["nông dân", "trang trại", "chăn nuôi", "trồng trọt", "làm ruộng", "làm vườn"]
WORKER = ["công nhân", "thợ", "tổ trưởng sản xuất"]
QUOTAS = [
    ("hoc-tap-bac", "ban-tuyen-giao-thanh-uy", 2, None),
    ("nong-thon-moi", "phong-kinh-te", 2, None),
    ("doanh-nghiep", "phong-tai-chinh-ke-hoach", 2, None),
    ("van-hoa-cong-so", "phong-noi-vu", 2, None),
    ("vi-nguoi-ngheo", "phong-lao-dong-tbxh", 2, None),
    ("toan-dan-doan-ket", "uy-ban-mttq", 2, None),
    ("day-tot-hoc-tot", "phong-giao-duc-va-dao-tao", 4, None),
    ("quoc-phong-an-ninh", "cong-an", 2, None),
    ("quoc-phong-an-ninh", "ban-chi-huy-quan-su", 2, None),
    ("y-te", "van-phong-hdnd-ubnd", 4, None),
    ("phat-trien-kinh-te", "hoi-nong-dan", 4, "nông dân"),
    ("lao-dong-gioi", "lien-doan-lao-dong", 2, "công nhân"),
    ("khoi-nghiep", "thanh-doan", 2, None),
    ("phu-nu", "hoi-lien-hiep-phu-nu", 3, None),
]


def short_name(code):
    """The name with the abbreviations that everybody uses."""
    name = UNITS[code][0]
    for long, short in [
        ("Trường Tiểu học", "Trường TH"), ("Trường Mầm non", "Trường MN"), ("Phường", "P."), ("Xã", "X."),
        ("Phòng Giáo dục và Đào tạo", "Phòng GD&ĐT"), ("Phòng Tài chính - Kế hoạch", "Phòng TC-KH"),
        ("Phòng Lao động - Thương binh và Xã hội", "Phòng LĐ-TB&XH"), ("Phòng Văn hóa và Thông tin", "Phòng VH&TT"),
        ("Phòng Tài nguyên và Môi trường", "Phòng TN&MT"), ("Phòng Quản lý đô thị", "Phòng QLĐT"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam thành phố", "UB MTTQ thành phố"), ("Hội Liên hiệp Phụ nữ", "Hội LHPN"),
        ("Hội Nông dân", "Hội ND"), ("Hội Cựu chiến binh", "Hội CCB"), ("Liên đoàn Lao động", "LĐLĐ"),
        ("Trạm Y tế", "TYT"), ("Trung tâm Y tế", "TTYT"), ("Trung tâm Văn hóa - Thể thao", "TT VH-TT"),
        ("Công an thành phố", "Công an TP"), ("Ban Chỉ huy Quân sự", "Ban CHQS"),
        ("Văn phòng HĐND và UBND thành phố", "VP HĐND&UBND TP"), ("Công ty Cổ phần", "CTCP"), ("Hợp tác xã", "HTX"),
    ]:
        name = name.replace(long, short)
    return name


def full_name(code):
    """The name as a list writes it when it takes its time: committees by their committee."""
    name = UNITS[code][0]
    if name.startswith(("Phường ", "Xã ")):
        return "UBND " + name[0].lower() + name[1:]
    return name

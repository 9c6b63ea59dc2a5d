"""Makes samples/ha-giang-ldtbxh-2023-2025/inbox and the truth about it: no quota, eligibility by position and record.

Everything is invented and drawn from one seed; the same seed writes the same bytes. Positions, records and
verdicts stand below as typed by hand from Mục III of the plan.
"""

import datetime

from workspace import ROOT, office, table, write

MOVEMENTS = {"dien-hinh-tien-tien": ("Điển hình tiên tiến của Sở Lao động - Thương binh và Xã hội",
                                     ["Điển hình tiên tiến"], "Điển hình tiên tiến")}
SAMPLE = "ha-giang-ldtbxh-2023-2025"
OFFICE = office(SAMPLE, MOVEMENTS, {"": "SỞ LAO ĐỘNG - TB&XH HÀ GIANG"})

import layouts as lay                   # noqa: E402
import offices                          # noqa: E402
import writers                          # noqa: E402
from inbox import Inbox                 # noqa: E402
from sheets import Col, Look, Sheet     # noqa: E402

M = "dien-hinh-tien-tien"
MET, NOT, ASK = "met", "not_met", "cannot_tell"
NO = "Không bị xử lý kỷ luật"
# unit: day, file, layout, collectives (name, awards, rating, remark, verdict), people (position, awards, initiatives, rating, verdict)
LISTS = [
    ("ban-giam-doc", "2023-06-12", "Ban Giam doc.xlsx", "official", [], [
        ("Giám đốc Sở", "CSTĐ cấp tỉnh năm 2019, 2022; Bằng khen của Thủ tướng Chính phủ năm 2020", "", "HTXSNV", MET),
        ("Phó Giám đốc Sở", "CSTĐ cấp tỉnh năm 2021; CSTĐCS 2020, 2021, 2022", "01 sáng kiến cấp tỉnh", "HTTNV", NOT),
        ("Phó Giám đốc Sở", "CSTĐCS các năm 2019-2022", "02 sáng kiến cấp tỉnh", "HTTNV", MET),
    ]),
    ("van-phong", "2023-06-14", "VP So.xlsx", "official",
     [("Tập thể Văn phòng Sở", "BK của Chủ tịch UBND tỉnh năm 2022", "HTXSNV", NO, MET)], [
        ("Chánh Văn phòng", "CSTĐCT 2022; LĐTT 2020, 2021", "Không", "HTXSNV", MET),
        ("Phó Chánh Văn phòng", "CSTĐCS 2021, 2022", "01 SK cấp tỉnh", "HTTNV", MET),
        ("Chuyên viên", "Giấy khen của Giám đốc Sở năm 2021, 2022", "Không", "HTTNV", NOT),
        ("Văn thư", "BK UBND tỉnh (QĐ 12/QĐ-UBND, 2022)", "", "HTTNV", MET),
    ]),
    ("thanh-tra", "2023-06-16", "thanh tra so.xls", "official",
     [("Thanh tra Sở", "TTLĐXS năm 2021, 2022", "HTTNV", NO, NOT)], [
        ("Chánh Thanh tra", "CSTĐ 2022", "", "HTTNV", ASK),
        ("Thanh tra viên", "Bằng khen của Bộ trưởng Bộ LĐ-TB&XH năm 2021", "", "HTTNV", MET),
    ]),
    ("phong-ke-hoach", "2023-06-20", "Phòng Kế hoạch - Tài chính.xlsx", "bare", [], [
        ("Trưởng phòng", "CSTĐ cấp tỉnh năm 2020", "", "HTXSNV", MET),
        ("Phó Trưởng phòng", "LĐTT 2019, 2020, 2021, 2022", "Không", "HTTNV", NOT),
        ("Kế toán viên", "LĐTT 2021; LĐTT 2022", "", "HTTNV", ASK),
    ]),
    ("phong-lao-dong", "2023-07-03", "Phòng Lao động - Việc làm.ods", "official",
     [("Phòng Lao động - Việc làm", "Bằng khen của UBND tỉnh năm 2019", "HTTNV", NO, NOT)], [
        ("Trưởng phòng", "CSTĐCS 2022", "Sáng kiến cấp tỉnh năm 2021", "HTTNV", MET),
        ("Chuyên viên", "", "", "", ASK),
    ]),
    ("phong-nguoi-co-cong", "2023-07-05", "Phong NCC.xlsx", "official",
     [("Phòng Người có công", "BK UBND tỉnh 2023", "HTTNV", "", ASK)], [
        ("Phó Trưởng phòng", "BK của Chủ tịch UBND tỉnh năm 2021", "Không", "HTTNV", NOT),
        ("Chuyên viên", "KNC Vì sự nghiệp ngành LĐTBXH; GK Sở 2022", "01 sáng kiến cấp tỉnh", "HTTNV", MET),
    ]),
    ("phong-bao-tro", "2023-07-10", "Phong BTXH (mau).xlsx", "official", [], [
        ("Trưởng phòng", "CSTĐ toàn quốc năm 2018", "", "HTXSNV", ASK),
        ("Chuyên viên", "Bằng khen năm 2022", "Không", "HTTNV", ASK),
        ("Chuyên viên", "Bằng khen của LĐLĐ tỉnh năm 2022", "Không", "HTTNV", NOT),
    ]),
    ("trung-tam-dich-vu-viec-lam", "2023-08-01", "TT DVVL.xlsx", "official",
     [("Trung tâm Dịch vụ việc làm tỉnh", "Bằng khen của Chủ tịch UBND tỉnh năm 2021; TTLĐXS 2022", "HTXSNV", NO, MET)], [
        ("Giám đốc Trung tâm", "CSTĐ cấp tỉnh năm 2022", "", "HTXSNV", MET),
        ("Phó Giám đốc", "CSTĐCS 2020, 2021", "01 sáng kiến cấp cơ sở", "HTTNV", NOT),
        ("Viên chức", "BK của Tổng Liên đoàn Lao động Việt Nam 2021", "", "HTTNV", MET),
        ("Nhân viên bảo vệ", "Không", "Không", "HTNV", NOT),
    ]),
    ("trung-tam-cong-tac-xa-hoi", "2023-08-09", "TTCTXH.xls", "official",
     [("Trung tâm Công tác xã hội tỉnh", "BK CT UBND tỉnh 2022", "Không hoàn thành nhiệm vụ", NO, NOT)], [
        ("Phó Giám đốc Trung tâm", "", "", "HTTNV", ASK),
        ("Y sĩ", "BK UBND tỉnh năm 2020", "", "HTTNV", MET),
    ]),
    ("trung-tam-dieu-duong", "2023-09-11", "Trung tâm Điều dưỡng người có công tỉnh.csv", "csv", [], [
        ("Giám đốc", "CSTĐ cấp tỉnh các năm 2019, 2021", "", "HTXSNV", MET),
        ("Điều dưỡng", "LĐTT 2021, 2022", "Đề tài cấp tỉnh", "HTTNV", MET),
    ]),
    ("co-so-cai-nghien", "2023-10-02", "CSCN.xlsx", "official",
     [("Cơ sở cai nghiện ma túy tỉnh", "", "HTTNV", "Năm 2022 có 01 viên chức bị kỷ luật khiển trách", NOT)], [
        ("Trưởng khoa", "BK Bộ LĐTBXH 2022", "", "HTTNV", MET),
        ("Nhân viên", "Giấy khen", "Không", "HTTNV", NOT),
    ]),
    ("phong-day-nghe", "2023-11-15", "GDNN.xlsx", "official", [], [
        ("Trưởng phòng", "Chiến sỹ thi đua cấp tỉnh (QĐ số 2020/QĐ-UBND ngày 15/12/2022)", "", "HTTNV", MET),
        ("Chuyên viên", "LĐTT 2022", "Phần mềm quản lý hồ sơ học nghề", "HTTNV", ASK),
    ]),
    ("phong-tre-em", "2023-12-11", "Phong Tre em (nop muon).xlsx", "official", [], [
        ("Phó Trưởng phòng", "CSTĐCS 2022", "Sáng kiến cấp tỉnh: Mô hình bảo vệ trẻ em", "HTTNV", MET),
    ]),
]
PERIODS = ["2023-12"]
AWARDS = [Col("awards", "Danh hiệu, hình thức khen thưởng đã đạt", 44), Col("initiatives", "Sáng kiến", 30),
          Col("rating", "Xếp loại", 12), Col("remark", "Ghi chú", 20)]


def main():
    box = Inbox(20230511)
    verdicts = []
    for unit, date, file, layout, bodies, people in LISTS:
        when = datetime.date.fromisoformat(date)
        group = [box.reg(box.world.add("collective", name, unit), M,
                         written={"awards": awards, "rating": rating, "remark": remark, "initiatives": ""})
                 for name, awards, rating, remark, _ in bodies]
        persons = [box.reg(box.world.person(unit, position), M,
                           written={"awards": awards, "initiatives": initiatives, "rating": rating})
                   for position, awards, initiatives, rating, _ in people]
        s = Sheet("Danh sách")
        cols = [lay.STT, lay.NAME, Col("birth", "Năm sinh", 9), Col("position", "Chức vụ", 22), *AWARDS]
        look = Look(stt="restart")
        if layout == "official":
            _, above, own, _ = offices.UNITS[unit]
            s.letterhead(above, own, len(cols), date=f"Hà Giang, ngày {when.day:02} tháng {when.month:02} năm {when.year}")
            s.titles(["", "DANH SÁCH GIỚI THIỆU ĐIỂN HÌNH TIÊN TIẾN NĂM 2023", ""], len(cols))
            s.header(cols)
            for numeral, (word, part) in zip(("I", "II"), [x for x in (("TẬP THỂ", group), ("CÁ NHÂN", persons)) if x[1]]):
                s.section(f"{numeral}. {word}")
                s.data(part, look)
            s.blank()
            s.signature("", ["THỦ TRƯỞNG ĐƠN VỊ"], box.signer())
        else:
            s.header(cols)
            s.data(persons, look)
        body = {"xlsx": lambda: writers.xlsx([s]), "xls": lambda: writers.xls([s]), "ods": lambda: writers.ods([s]),
                "csv": lambda: writers.csv(s, ";", "utf-8-bom")}[file.rsplit(".", 1)[1]]()
        if layout == "csv":
            s.name = ""
        a = box.file(f"{date}/{file}", body, unit, [s])
        for r, verdict in zip(group + persons, [b[-1] for b in bodies] + [p[-1] for p in people]):
            verdicts.append((a.source, s.name, r.row, r.reading, verdict))
    write(box, OFFICE, [], PERIODS, "Mẫu: Sở Lao động - Thương binh và Xã hội Hà Giang, giai đoạn 2023 - 2025", [
        "Một chỗ làm việc đầy đủ: kế hoạch không đặt chỉ tiêu số lượng, chỉ đặt điều kiện theo chức vụ và thành tích. Kết quả",
        "từng người, từng tập thể (đủ, chưa đủ, chưa xác định được, vì sao) ở `out/2023-12/data/eligibility.csv`. Đếm tay: "
        + ", ".join(f"{sum(v[-1] == w for v in verdicts)} {vn}" for w, vn in
                    ((MET, "đủ"), (NOT, "chưa đủ"), (ASK, "chưa xác định được"))) + "."])
    (ROOT / "tests/expect" / SAMPLE / "eligibility.csv").write_text(
        table("source sheet row name verdict".split(), sorted(verdicts)), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Whole inboxes as tired clerks fill them, and what came of them.

    python3 tests/generate/clerks.py write OFFICE [SEED [FILES]]     an office with its inbox, and truth.csv beside it
    tonghop run OFFICE
    python3 tests/generate/clerks.py measure OFFICE                  people lost, invented, wrong; questions

The error model is RATES below: how often, in an office of ours, a row or a file has such a thing. They are
estimates made before the program was run on them. Everybody is invented. The sheets are written by the writers of
tests/cells/make.py, in its notation; needs what that needs. Writes no file of the project.
"""

import csv
import random
import shutil
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/cells"))
import make                                                             # noqa: E402
from people import GIVEN_FEMALE, GIVEN_MALE, MIDDLE_FEMALE, MIDDLE_MALE, SURNAMES   # noqa: E402

# In 100 rows.
RATES = {
    "two people on lines": 1.0, "two people by a mark": 0.8, "two people numbered": 0.4, "two people by và": 0.3,
    "couple": 0.8, "name over two lines": 0.5, "year beside the name": 1.5, "position beside the name": 1.0,
    "alias": 0.3, "phone beside the name": 0.2, "two movements": 1.0, "takes back": 0.8, "harmless remark": 12.0,
    "award in the remark": 2.0, "award of another": 0.3, "struck": 0.3, "struck part": 0.2, "comment": 0.3,
    "hidden": 0.3, "two-digit year": 1.5, "look-alike": 0.3, "ditto": 1.5, "no year": 2.0, "collective": 8.0,
    "household": 3.0, "group with members": 0.3,
}
# In 100 files.
FILE_RATES = {
    "furniture": 5, "counts": 5, "typos in the header": 4, "abbreviated header": 4, "ages": 3, "formula": 1,
    "text box": 1, "hidden column": 1, "two header rows": 10, "note below": 8, "sections": 20,
}
FORMATS = {"xlsx": 70, "xls": 14, "ods": 5, "csv": 6, "html": 3, "mht": 2}

MOVEMENTS = {
    "day-tot-hoc-tot": "Dạy tốt - Học tốt",
    "quoc-phong-an-ninh": "Thực hiện nhiệm vụ quốc phòng - an ninh",
    "phat-trien-kinh-te": "Xây dựng mô hình phát triển kinh tế",
    "lao-dong-gioi": "Lao động giỏi, lao động sáng tạo",
    "toan-dan-doan-ket": "Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh",
    "khoi-nghiep": "Khởi nghiệp trong thanh niên",
    "van-hoa-cong-so": "Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở",
}
WARDS = ["Vĩnh Trại", "Đông Kinh", "Hoàng Văn Thụ", "Tam Thanh", "Chi Lăng"]
POSITIONS = ["Nông dân", "Trưởng khối", "Giáo viên", "Tổ trưởng", "Bảo vệ", "Kế toán", "Bí thư chi bộ", "Chuyên viên",
             "Công nhân", "Hội viên"]
COLLECTIVES = ["Chi hội phụ nữ khối {}", "Tổ tự quản khối {}", "Chi đoàn khối {}", "Tổ hòa giải khối {}"]
GROUPS = ["Nhóm đan lát khối {}", "Tổ thiện nguyện khối {}", "Đội văn nghệ khối {}"]
TAKES_BACK = ["Đã mất", "Không đủ điều kiện", "Xin rút tên", "gạch tên", "nghỉ hưu từ 01/5/2024",
              "chuyển công tác về Sở Nội vụ", "đang bị kỷ luật", "trùng STT 1", "thay bằng đ/c {}"]
HARMLESS = ["Đảng viên", "Mới bổ sung", "Có hồ sơ kèm theo", "Đăng ký lần đầu", "Rút kinh nghiệm năm trước", "x",
            "3 năm liền đạt", "Dân tộc Tày"]
AWARDS = ["BK UBND tỉnh 2022", "Giấy khen UBND thành phố 2021, 2023", "LĐTT 2023", "CSTĐ cơ sở năm 2022"]
ANOTHERS = ["Tập thể phòng được tặng Bằng khen UBND tỉnh 2022", "Chi hội được tặng giấy khen năm 2023"]
HEADERS = {
    "plain": ["STT", "Họ và tên", "Năm sinh", "Chức vụ, nghề nghiệp", "Đơn vị, địa chỉ", "Phong trào thi đua", "Ghi chú"],
    "typos in the header": ["STT", "Họ và tênn", "Năm sing", "Chúc vụ", "Đơn vi công tac", "Phong trao thi đua", "Ghi chu"],
    "abbreviated header": ["TT", "H.tên", "N.sinh", "C.vụ", "ĐVCT", "PTTĐ", "G.chú"],
    "ages": ["STT", "Họ và tên", "Tuổi", "Chức vụ", "Đơn vị công tác", "Phong trào", "Ghi chú"],
}


class Clerk:
    """A list being typed: its lines in the notation of tests/cells, and who is in it."""

    def __init__(self, chance, seen):
        self.chance, self.seen, self.truth = chance, seen, []

    def of(self, rates, name):
        return self.chance.random() * 100 < rates[name]

    def one(self, words):
        return self.chance.choice(words)

    def weighted(self, weights):
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def person(self):
        while True:
            male = self.chance.random() < 0.5
            middle = self.weighted(MIDDLE_MALE if male else MIDDLE_FEMALE)
            name = f"{self.weighted(SURNAMES)} {middle} {self.one(GIVEN_MALE if male else GIVEN_FEMALE)}"
            if name not in self.seen:
                self.seen.add(name)
                return name, self.chance.randint(1950, 2003), male

    def body(self, words):
        """A collective that nobody else of the ward has registered."""
        while True:
            name = self.one(words).format(self.chance.randint(1, 30))
            if (self.ward, name) not in self.seen:
                self.seen.add((self.ward, name))
                return name

    def file(self, number):
        ward, kind = self.one(WARDS), "plain"
        for header in ("typos in the header", "abbreviated header", "ages"):
            if self.of(FILE_RATES, header):
                kind = header
        self.ages, self.format = kind == "ages", self.weighted(FORMATS)
        self.ward, self.last = ward, None
        lines = [f"UBND THÀNH PHỐ LẠNG SƠN | < | < | | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM | < | <",
                 f"UBND PHƯỜNG {ward.upper()} | < | < | | Độc lập - Tự do - Hạnh phúc | < | <", " | | | | | |",
                 "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024 | < | < | < | < | < | <"]
        if kind == "plain" and self.of(FILE_RATES, "two header rows"):
            lines += ["STT | Họ và tên | Năm sinh | < | Chức vụ | Phong trào thi đua | Ghi chú",
                      "^ | ^ | Nam | Nữ | ^ | ^ | ^"]
            self.by_sex = True
        else:
            lines.append(" | ".join(HEADERS[kind]))
            self.by_sex = False
        n_rows = self.chance.randint(4, 22)
        for at in range(1, n_rows + 1):
            if at == 8 and self.of(FILE_RATES, "furniture"):
                lines += [" | Cộng trang 1 | | | | | 7", " | Mang sang | | | | | 7", "(Xem tiếp trang sau) | | | | | |"]
            lines.append(self.row(at, len(lines) + 1))
        kinds = [row["kind"] for row in self.truth]
        if self.of(FILE_RATES, "counts") and not self.by_sex:
            n, groups = len(kinds), sum(kind != "individual" for kind in kinds)
            lines += [" | | | | | |", "STT | Đơn vị | Tập thể | Cá nhân | Tổng số | |",
                      f"1 | Phường {ward} | {groups} | {n - groups} | {n} | |"]
        if self.of(FILE_RATES, "note below"):
            lines.append("Danh sách này gồm %d trường hợp | < | < | < | < | < | <" % n_rows)
        lines += [" | | | | | |", "NGƯỜI LẬP BIỂU | < | | | TM. ỦY BAN NHÂN DÂN | < | <",
                  " | | | | | |", "Nông Thị Biên | < | | | Hoàng Văn Chủ | < | <"]
        case = {"id": f"{number:03}", "sheet": "\n".join(lines) + "\n"}
        if self.format == "xlsx" and self.of(FILE_RATES, "text box"):
            case["text_box"] = "Bản chính gửi sau"
        if self.format in ("xlsx", "xls", "ods") and self.of(FILE_RATES, "hidden column"):
            case["hidden_columns"] = "G"
        return case, f"{number:03} P {unicodedata.normalize('NFC', ward)}"

    def year(self, year, row):
        if self.ages:
            return str(2024 - year)
        if self.of(RATES, "no year"):
            row["year"] = ""
            return ""
        if self.of(RATES, "two-digit year"):
            return f"{self.one(['', chr(39)])}{year % 100:02}" if year < 2000 else str(year)
        if self.of(RATES, "look-alike"):
            return str(year).replace("0", "O", 1).replace("1", "l", 1)
        return str(year)

    def add(self, row, name, kind, year, movement, part="", certain=True):
        self.truth.append({"row": row, "part": part, "kind": kind, "name": name, "year": year, "movement": movement,
                           "certain": certain})
        return self.truth[-1]

    def row(self, at, row):
        movement = self.one(list(MOVEMENTS))
        said, unit = MOVEMENTS[movement], f"Khối {self.chance.randint(1, 9)}, phường {self.ward}"
        if self.last and self.of(RATES, "ditto"):
            movement, said = self.last, "nt"
        self.last = movement
        position, remark, name, male = self.one(POSITIONS), "", "", True
        if self.of(RATES, "collective"):
            name = self.body(COLLECTIVES)
            self.add(row, name, "collective", "", movement)
            return self.line(at, name, "", "", "", unit, said, "", male)
        if self.of(RATES, "household"):
            head, _, male = self.person()
            self.add(row, head, "household", "", movement)
            return self.line(at, f"Hộ {'ông' if male else 'bà'} {head}", "", "", "Nông dân", unit, said, "", male)
        (name, year, male), cell = self.person(), None
        several = [kind for kind in RATES if kind.startswith("two people") and self.of(RATES, kind)]
        if several:
            other, other_year, _ = self.person()
            first = self.add(row, name, "individual", year, movement, 1)
            second = self.add(row, other, "individual", other_year, movement, 2)
            mark, years = {"two people on lines": ("⏎", "⏎"), "two people by a mark": ("; ", "; "),
                           "two people numbered": (" 2. ", "⏎"), "two people by và": (" và ", "⏎")}[several[0]]
            lead = "1. " if "numbered" in several[0] else ""
            a, b = (2024 - year, 2024 - other_year) if self.ages else (year, other_year)
            return self.line(at, f"{lead}{name}{mark}{other}", f"{a}{years}{b}", f"{a}{years}{b}", position, unit, said,
                             "", male)
        if self.of(RATES, "couple"):
            wife, _, _ = self.person()
            self.add(row, name, "household", "", movement)
            return self.line(at, f"Vợ chồng anh {name}, chị {wife}", "", "", "Nông dân", unit, said, "", male)
        if self.of(RATES, "group with members"):
            other, _, _ = self.person()
            group = self.body(GROUPS)
            self.add(row, group, "collective", "", movement)
            return self.line(at, f"{group}: {name}, {other}", "", "", "", unit, said, "", male)
        person = self.add(row, name, "individual", year, movement)
        shown, cell = self.year(year, person), name
        if self.of(RATES, "name over two lines"):
            family, middle, given = name.split(" ")
            cell = f"{family} {middle}⏎{given}"
        elif self.of(RATES, "year beside the name"):
            cell, shown = f"{name}, sinh năm {year}", ""
            person["year"] = year
        elif self.of(RATES, "position beside the name"):
            cell, position = f"{name} - Trưởng khối", ""
        elif self.of(RATES, "alias"):
            cell = f"{name} (tức {self.one(GIVEN_MALE)})"
        elif self.of(RATES, "phone beside the name"):
            cell = f"{name} 0900 000 {self.chance.randint(100, 999)}"
        elif self.of(RATES, "struck") and self.format in ("xlsx", "xls", "ods", "html", "mht"):
            cell = f"~~{name}~~"
        elif self.of(RATES, "struck part") and self.format in ("xlsx", "ods", "html", "mht"):
            gone, _, _ = self.person()
            cell = f"{name} ~~{gone}~~"
            self.add(row, gone, "individual", "", movement, certain=False)
        elif self.of(RATES, "comment") and self.format in ("xlsx", "ods"):
            cell = f"{name}{{{{Đề nghị xem lại}}}}"
        if self.of(RATES, "two movements"):
            second = self.one([other for other in MOVEMENTS if other != movement])
            said = f"{MOVEMENTS[movement]}{self.one(['; ', '⏎'])}{MOVEMENTS[second]}"
            self.last = None
            self.add(row, name, "individual", person["year"], second, 2)
        if self.of(RATES, "takes back"):
            remark = self.one(TAKES_BACK)
            if "{}" in remark:
                new, _, _ = self.person()
                remark = remark.format(new)
                self.add(row, new, "individual", "", movement, certain=False)
        elif self.of(RATES, "award of another"):
            remark = self.one(ANOTHERS)
        elif self.of(RATES, "award in the remark"):
            remark = self.one(AWARDS)
        elif self.of(RATES, "harmless remark"):
            remark = self.one(HARMLESS)
        hidden = "#hidden " if self.of(RATES, "hidden") and self.format in ("xlsx", "xls", "ods", "html") else ""
        return hidden + self.line(at, cell, shown, shown, position, unit, said, remark, male)

    def line(self, at, name, male_year, female_year, position, unit, said, remark, male):
        if self.by_sex:
            years = [male_year, ""] if male else ["", female_year]
            cells = [at, name, *years, position, said, remark]
        else:
            cells = [at, name, male_year, position, unit, said, remark]
        return " | ".join(str(cell) for cell in cells)


def write(office, seed=1, files=200):
    office = Path(office)
    inbox = office / "inbox/2024-05-20"
    inbox.mkdir(parents=True)
    for name in ("plan.toml", "units.csv", "tonghop.toml"):
        shutil.copy(ROOT / "samples/lang-son-2024" / name, office / name)
    chance, seen, truth = random.Random(seed), set(), []
    for number in range(1, files + 1):
        clerk = Clerk(chance, seen)
        case, name = clerk.file(number)
        table = list(make.rows(case, {}))
        ending = "xls" if clerk.format == "mht" else clerk.format
        (inbox / f"{name}.{ending}").write_bytes(make.WRITERS[clerk.format](case, table))
        truth += [{"source": f"2024-05-20/{name}.{ending}", **row} for row in clerk.truth]
    with open(office / "truth.csv", "w", newline="") as out:
        writer = csv.DictWriter(out, truth[0])
        writer.writeheader()
        writer.writerows(truth)
    print(len(truth), "registrations in", files, "files")


def folded(name):
    return " ".join(unicodedata.normalize("NFC", name).lower().split())


def measure(office):
    office = Path(office)
    truth = list(csv.DictReader(open(office / "truth.csv")))
    (data,) = office.glob("out/*/data")
    found = [row for row in csv.DictReader(open(data / "registrations.csv")) if row["status"] != "rejected"]
    questions = list(csv.DictReader(open(data / "questions.csv")))
    left, lost, wrong = list(found), [], []
    at = {}
    for row in found:
        at.setdefault((row["source"], row["row"]), []).append(row)
    for row in truth:
        own = at.get((row["source"], row["row"]), [])
        same = [it for it in own if it in left and folded(row["name"]) in folded(it["name"])]
        same.sort(key=lambda it: (it["movement_id"] != row["movement"], it["birth_year"] != row["year"]))
        if not same:
            if row["certain"] == "True":
                lost.append(row)
            continue
        left.remove(same[0])
        differs = [name for name, own, column in (("year", row["year"], "birth_year"), ("kind", row["kind"], "kind"),
                                                  ("movement", row["movement"], "movement_id"))
                   if own and own != same[0][column] and row["certain"] == "True"]
        if len(folded(same[0]["name"])) > len(folded(row["name"])) + 4 and row["kind"] == "individual":
            differs.append("name")
        if differs:
            wrong.append((row, same[0], differs))
    n = sum(row["certain"] == "True" for row in truth)
    for row in lost:
        print("lost    ", row["source"], row["row"], row["name"])
    for row in left:
        print("invented", row["source"], row["row"], row["name"])
    for row, own, differs in wrong:
        print("wrong   ", row["source"], row["row"], row["name"], "|", own["name"], own["birth_year"], own["kind"],
              own["movement_id"], "|", ", ".join(differs))
    topics = {}
    for question in questions:
        topics[question["topic"]] = topics.get(question["topic"], 0) + 1
    print(f"{n} registrations: {len(lost)} lost, {len(left)} invented, {len(wrong)} wrong "
          f"({100 * len(wrong) / n:.2f} %), {len(questions)} questions ({100 * len(questions) / n:.2f} in 100): {topics}")


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2], *map(int, sys.argv[3:5]))
    else:
        measure(sys.argv[2])

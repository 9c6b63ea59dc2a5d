"""Invented people. Surnames, middle and given names are combined at random; nobody is meant.

Sources, retyped by hand and thinned:
- surnames and weights, middle names: vietnamese-name-generator 0.13.1, MIT, (c) hungnguyen18;
- given names: vietnamese-namedb, MIT, (c) 2016 Van-Duyet Le;
- surnames usual among the Tày and Nùng of Lạng Sơn, with weights: general knowledge.
"""

from dataclasses import dataclass

from letters import bare

SURNAMES = {
    "Nguyễn": 19, "Trần": 7, "Lê": 6, "Phạm": 5, "Vũ": 4, "Phan": 2, "Trương": 2, "Bùi": 2,
    "Đặng": 2, "Đỗ": 2, "Ngô": 2, "Dương": 3, "Hà": 2, "Lý": 3, "Trịnh": 1, "Đinh": 1, "Đoàn": 1,
    "Cao": 1, "Mai": 1, "Đào": 1, "Lưu": 1, "Phùng": 2, "Tạ": 1, "Tô": 1,
    "Hoàng": 12, "Nông": 9, "Lương": 6, "Vi": 6, "Bế": 3, "Hứa": 4, "Lành": 2, "Triệu": 4,
    "Đàm": 2, "Ma": 1, "Mông": 2, "Lộc": 2, "Chu": 4, "La": 1, "Lâm": 2,
}
MIDDLE_MALE = {"Văn": 9, "Hữu": 2, "Đức": 3, "Quốc": 2, "Minh": 3, "Gia": 1, "Đình": 3, "Thanh": 2,
               "Xuân": 1, "Công": 1, "Ngọc": 1}
MIDDLE_FEMALE = {"Thị": 12, "Ngọc": 2, "Diệu": 1, "Minh": 2, "Khánh": 1, "Thu": 2, "Thanh": 2,
                 "Bích": 1, "Kim": 1, "Thúy": 1, "Hồng": 1}
GIVEN_MALE = """Sơn Dũng Long Hải Thành Hòa Giang Phong Bình Việt Thiện Hùng Nam Nguyên Cường Khang
Tuấn Đức An Thắng Lâm Trung Tường Quân Huy Khánh Duy Thịnh Quang Thông Thái Bảo Toàn Hưng Vinh Tâm
Lộc Sinh Đạt Hiếu Hiệp Tài Thọ Kiên Khải Tú Thuận Tiến Trí Cảnh Phúc Ninh Khoa Tùng Phước Bằng Hào
Tân Nghĩa Cương Trường Quyền Lực Định Nghị Mạnh Lân Nhật Chiến Đoàn Hoạt Quý Thủy Toại Hậu
Chính Đông Luân Biên Thuần Điệp""".split()
GIVEN_FEMALE = """Nhi Phương Mai Trang Vân Lan Hương Thảo Hà Uyên Hồng Loan Tâm Thanh Ngọc Chi Nga
Giang Hạnh Liên Quỳnh Yến Hoa Quyên Oanh Hằng Châu Thu Xuân Hiền Phượng Thư Thủy Dung Minh Duyên
Trâm Huyền Nguyệt Ngân Thơ Đào Thúy Nương Tuyền Huệ Tuyết Trúc Nhung Khuê Đan Thương Sương Ngà Hân
Kiều Diễm Ánh Lệ Hạ Điệp Trà Trân Hường Miên Quế Hòa Thoa Khuyên Niệm Ước Bưởi Lụa Hoài
Mùi Én Dịu Thắm""".split()


@dataclass
class Exemplar:
    """Somebody or something registered, as the world knows it."""

    key: str
    kind: str                 # individual collective household enterprise cooperative cooperative_group
    name: str
    unit: str                 # code
    gender: str = ""          # m f
    born: tuple = ()          # (year, month, day)
    position: str = ""
    rank: str = ""
    address: str = ""

    @property
    def year(self):
        return self.born[0] if self.born else None


def _near(a, b):
    """Whether two names are one typing slip apart, or the same without marks."""
    if bare(a) == bare(b):
        return True
    if abs(len(a) - len(b)) > 1:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    j = 0
    while j < min(len(a), len(b)) - i and a[-1 - j] == b[-1 - j]:
        j += 1
    return max(len(a), len(b)) - i - j <= 1


class World:
    """Makes exemplars; no two people get near names unless a scenario asks for it by name."""

    def __init__(self, rng):
        self.rng = rng
        self.all = []
        self.names = []

    def _pick(self, weights):
        return self.rng.choices(list(weights), list(weights.values()))[0]

    def _name(self, gender):
        while True:
            middle = self._pick(MIDDLE_MALE if gender == "m" else MIDDLE_FEMALE)
            given = self.rng.choice(GIVEN_MALE if gender == "m" else GIVEN_FEMALE)
            name = f"{self._pick(SURNAMES)} {middle} {given}"
            if middle != given and not any(_near(name, other) for other in self.names):
                return name

    def add(self, kind, name, unit, **more):
        exemplar = Exemplar(f"E{len(self.all) + 1:03}", kind, name, unit, **more)
        self.all.append(exemplar)
        self.names.append(name)
        return exemplar

    def person(self, unit, position="", *, gender=None, name=None, year=None, rank="", address="",
               kind="individual", ages=(1966, 1996)):
        gender = gender or self.rng.choice("mf")
        name = name or self._name(gender)
        born = (year or self.rng.randint(*ages), self.rng.randint(1, 12), self.rng.randint(1, 28))
        return self.add(kind, name, unit, gender=gender, born=born, position=position, rank=rank,
                        address=address)

    def household(self, unit, address="", position="", **more):
        return self.person(unit, position, kind="household", address=address, ages=(1955, 1988), **more)

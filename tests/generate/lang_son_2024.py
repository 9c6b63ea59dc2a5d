"""Makes samples/lang-son-2024/inbox and the truth about it in tests/expect/lang-son-2024.

Everything is invented and drawn from one seed; the same seed writes the same bytes.
"""

import pathlib
import shutil
import sys

sys.dont_write_bytecode = True    # leave nothing beside the sources

import agencies
import broken
import schools
import truth
import wards
from inbox import Inbox

SEED = 20240614
ROOT = pathlib.Path(__file__).resolve().parents[2]


def play(box):
    """People and groups who stand in more than one list, or who are easily taken for another."""
    w = box.world
    return {
        # registered by two units
        "D1": w.person("truong-th-vinh-trai", "Giáo viên", gender="f", name="Đoàn Thúy Hòa", year=1982),
        "D2": w.person("truong-thcs-hoang-van-thu", "Tổ trưởng chuyên môn", gender="m", name="Lâm Đức Quyền"),
        "D3": w.person("truong-thcs-tam-thanh", "Giáo viên", gender="f", name="Chu Minh Khuyên", year=1985),
        "D4": w.person("truong-th-chi-lang", "Phó Hiệu trưởng", gender="m", name="Hứa Đình Chiến", year=1977),
        "D5": w.household("05977", "Khối 5", gender="m", name="Lộc Văn Thuần", year=1970),
        "D6": w.person("05992", "Trưởng thôn", gender="m", name="Nông Văn Toại", year=1969, address="Thôn Tân Lập"),
        "D7": w.person("05971", "Chi hội trưởng Chi hội Phụ nữ", gender="f", name="Bế Thị Thúy", year=1979, address="Khối 4"),
        "D8": w.add("collective", "Thôn Quảng Trung", "05989"),
        "D9": w.person("tram-y-te-mai-pha", "Trưởng trạm", gender="f", name="Hoàng Thị Thoa", year=1981),
        "D10": w.person("05980", "Công chức Văn hóa - Xã hội", gender="f", name="Lương Thúy Hòa", year=1981),
        "D11": w.add("enterprise", "Công ty Cổ phần Chế biến Hồi Xứ Lạng", "cong-ty-hoa-hoi"),
        "HTX": w.add("cooperative", "Hợp tác xã Rau an toàn Mai Pha", "htx-rau-mai-pha"),
        # in two movements, rightly
        "T1": w.person("05974", "Bí thư chi bộ khối", gender="m", name="Mông Xuân Biên", address="Khối 6"),
        "T2": w.person("truong-th-vinh-trai", "Hiệu trưởng", gender="f", name="Trần Ngọc Thương", year=1974),
        "T3": w.person("hoi-lien-hiep-phu-nu", "Phó Chủ tịch Hội", gender="f", name="Phan Thu Huyền", year=1983),
        # near, but different
        "N1a": w.person("05974", "Trưởng khối phố", gender="m", name="Nguyễn Văn Hùng", year=1979, address="Khối 3"),
        "N1b": w.person("05974", "Khối phó", gender="m", name="Nguyễn Văn Hưng", year=1979, address="Khối 8"),
        "N2a": w.person("truong-thcs-hoang-van-thu", "Giáo viên", gender="f", name="Nguyễn Thị Hương", year=1978),
        "N2b": w.person("truong-thcs-hoang-van-thu", "Giáo viên", gender="f", name="Nguyễn Thị Hương", year=1990),
        "N3a": w.person("05980", "Trưởng khối phố", gender="m", name="Hoàng Văn Tuấn", year=1976, address="Khối 2"),
        "N3b": w.person("05986", "Trưởng thôn", gender="m", name="Hoàng Văn Tuấn", year=1976, address="Thôn Nà Sèn"),
        "N4a": w.person("05992", "Chi hội trưởng Chi hội Phụ nữ", gender="f", name="Vi Thị Hòa", year=1986, address="Thôn Co Măn"),
        "N4b": w.person("05992", "Chi hội trưởng Chi hội Phụ nữ", gender="f", name="Vi Thị Hoa", year=1986, address="Thôn Phai Duốc"),
    }


def main():
    box = Inbox(SEED)
    cast = play(box)
    for chapter in (wards.ALL, agencies.ALL, schools.ALL, broken.ALL):
        for scene in chapter:
            scene(box, cast)
    box.settle()

    sample, expect = ROOT / "samples/lang-son-2024", ROOT / "tests/expect/lang-son-2024"
    shutil.rmtree(sample / "inbox", ignore_errors=True)
    for path, body in sorted(box.files.items()):
        target = sample / "inbox" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
    expect.mkdir(parents=True, exist_ok=True)
    truth.write(box, expect)
    (sample / "README.md").write_text(truth.readme(box), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Checks the form of tests/expect/pairs.tsv: python3 tests/generate/check_pairs.py [--counts]

Columns, permitted values, NFC, unique pairs, the share of held rows, how many pairs each kind of the
reference has, and that typing-method remains decode to a name. It knows nothing of what the
program answers.
"""
import collections
import pathlib
import re
import sys
import unicodedata

PATH = pathlib.Path(__file__).resolve().parent.parent / "expect" / "pairs.tsv"
COLUMNS = (
    "kind name_a born_a gender_a position_a workplace_a unit_a sender_a "
    "name_b born_b gender_b position_b workplace_b unit_b sender_b "
    "holder_a holder_b office expect note part"
).split()
HOLDERS = {"individual", "collective", "household", "enterprise", "cooperative", "cooperative_group", "practice"}
OFFICES = {"lang-son", "tay-ninh", "da-lat", "diem-mac", "ha-giang"}
OUTCOMES = ["same", "ask:same", "ask", "ask:different", "different"]
REFERENCE_KINDS = [
    "school-and-ward", "station-and-commune", "body-unit-column", "body-two-parents",
    "body-abbreviation", "numbers", "legal-forms", "marks-lost", "middle-dropped",
    "typing-remains", "household-head", "tone-or-vowel",
]
# People whom readers know from the news or from street signs; none may appear as a registration.
WELL_KNOWN = """Nguyễn Phú Trọng|Tô Lâm|Phạm Minh Chính|Vương Đình Huệ|Võ Văn Thưởng|Trần Thanh Mẫn
Lương Cường|Nguyễn Xuân Phúc|Nguyễn Tấn Dũng|Trần Đại Quang|Nguyễn Minh Triết|Trương Tấn Sang
Nông Đức Mạnh|Lê Khả Phiêu|Đỗ Mười|Võ Nguyên Giáp|Phạm Văn Đồng|Lê Duẩn|Trường Chinh|Lê Văn Tám
Hoàng Văn Thụ|Lương Văn Tri|Võ Thị Sáu|Nguyễn Thị Minh Khai|Nguyễn Thị Định|Bùi Thị Xuân|Kim Đồng
Nguyễn Thị Kim Ngân|Nguyễn Thị Doan|Trương Thị Mai|Đặng Thị Ngọc Thịnh|Võ Thị Ánh Xuân
Phạm Thị Thanh Trà|Trần Văn Tuấn|Lê Vĩnh Tân|Phan Văn Khải|Nguyễn Văn Linh|Phan Văn Giang
Nguyễn Hòa Bình|Trịnh Công Sơn|Nguyễn Văn Trỗi|Phùng Quang Thanh|Ngô Xuân Lịch|Vừ Mí Kẻ
Đàm Vĩnh Hưng|Nguyễn Quang Hải|Nguyễn Công Phượng|Lý Hoàng Nam|Nguyễn Thị Ánh Viên
Nguyễn Văn Nên|Đinh La Thăng|Phạm Nhật Vượng|Trương Gia Bình|Trương Mỹ Lan|Nguyễn Ngọc Lan""".replace("\n", "|").split("|")

ACUTE, GRAVE, HOOK, TILDE, DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
TELEX = {"s": ACUTE, "f": GRAVE, "r": HOOK, "x": TILDE, "j": DOT}
VNI = {"1": ACUTE, "2": GRAVE, "3": HOOK, "4": TILDE, "5": DOT}


def with_tone(syllable, tone):
    """The syllable with its tone on the letter that carries it."""
    vowels = [i for i, c in enumerate(syllable) if unicodedata.normalize("NFD", c)[0].lower() in "aeiouy"]
    lower = syllable.lower()
    if lower.startswith(("qu", "gi")) and len(vowels) > 1:
        vowels = vowels[1:]
    shaped = [i for i in vowels if len(unicodedata.normalize("NFD", syllable[i])) > 1]
    if shaped:
        at = shaped[-1]
    elif vowels[-1] < len(syllable) - 1 or len(vowels) == 3:
        at = vowels[1] if len(vowels) > 1 else vowels[0]
    else:
        at = vowels[0]
    return unicodedata.normalize("NFC", syllable[: at + 1] + tone + syllable[at + 1 :])


def telex(word):
    tone = ""
    # A tone key stands after a vowel; an initial s, r, x or a name's own consonant does not.
    match = re.fullmatch(r"(.*[aeiouyw][^sfrxj]*)([sfrxj])([a-z]*)", word, re.I)
    if match:
        word, tone = match[1] + match[3], TELEX[match[2].lower()]
    for keys, letter in [("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư")]:
        word = re.sub(keys, lambda m: letter.upper() if m[0][0].isupper() else letter, word, flags=re.I)
    return with_tone(word, tone) if tone else word


def vni(word):
    tone = "".join(VNI[c] for c in word if c in VNI)
    word = "".join(c for c in word if c not in VNI)
    while match := re.search(r"[6789]", word):
        key, before = match[0], word[: match.start()]
        bases = {"6": "aeo", "7": "ou", "8": "a", "9": "d"}[key]
        at = max(i for i, c in enumerate(before) if c.lower() in bases)
        letter = {"6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"}, "9": {"d": "đ"}}[key][before[at].lower()]
        letter = letter.upper() if before[at].isupper() else letter
        word = before[:at] + letter + before[at + 1 :] + word[match.end() :]
    return with_tone(word, tone) if tone else word


def decode(name):
    words = []
    for word in name.split():
        if re.search(r"\d", word):
            words.append(vni(word))
        elif word.isascii() and re.search(r"[sfrxj]$|dd|aa|ee|oo|aw|ow|uw|[aeiouyw][sfrxj]", word, re.I):
            words.append(telex(word))
        else:
            words.append(word)
    return " ".join(words)


def main():
    faults, rows, header = [], [], None
    for number, line in enumerate(PATH.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            if cells != COLUMNS:
                faults.append(f"{number}: header is {cells}")
            continue
        if len(cells) != len(COLUMNS):
            faults.append(f"{number}: {len(cells)} cells")
            continue
        rows.append((number, dict(zip(COLUMNS, cells))))
    seen, place = {}, collections.Counter()
    for number, row in rows:
        place[row["kind"]] += 1
        text = "\t".join(row.values())
        if unicodedata.normalize("NFC", text) != text:
            faults.append(f"{number}: not NFC")
        for column, value in row.items():
            if value != value.strip():
                faults.append(f"{number}: {column} has a blank at an end")
        outcomes = row["expect"].split("|")
        if sorted(outcomes, key=OUTCOMES.index) != outcomes or len(set(outcomes)) != len(outcomes):
            faults.append(f"{number}: expect {row['expect']}")
        if "ask" in outcomes and {"ask:same", "ask:different"} & set(outcomes):
            faults.append(f"{number}: ask already allows both proposals")
        if {"same", "ask", "different"} <= set(outcomes):
            faults.append(f"{number}: allows everything")
        if not {row["holder_a"], row["holder_b"]} <= HOLDERS:
            faults.append(f"{number}: holder {row['holder_a']}, {row['holder_b']}")
        if row["office"] not in OFFICES:
            faults.append(f"{number}: office {row['office']}")
        if row["part"] != ("held" if place[row["kind"]] % 4 == 0 else "tune"):
            faults.append(f"{number}: part {row['part']}")
        for side in "ab":
            if not row[f"name_{side}"] or not row[f"sender_{side}"]:
                faults.append(f"{number}: no name or no sender on side {side}")
            if row[f"gender_{side}"] not in ("", "Nam", "Nữ", "NỮ"):
                faults.append(f"{number}: gender {row[f'gender_{side}']}")
            if row[f"holder_{side}"] == "individual":
                for name in WELL_KNOWN:
                    if name in row[f"name_{side}"]:
                        faults.append(f"{number}: well known: {name}")
        sides = ["\t".join(row[f"{c}_{s}"] for c in "name born gender position workplace unit sender holder".split()) for s in "ab"]
        pair = tuple(sorted(sides))
        if pair in seen:
            faults.append(f"{number}: same pair as line {seen[pair]}")
        seen[pair] = number
        if row["kind"] == "typing-remains" and outcomes[0] == "same":
            if decode(row["name_a"]) != row["name_b"]:
                faults.append(f"{number}: {row['name_a']} decodes to {decode(row['name_a'])}")
    for kind in REFERENCE_KINDS:
        if place[kind] < 12:
            faults.append(f"kind {kind}: {place[kind]} pairs")
    hard = sum("same" not in r["expect"].replace("ask:same", "same").split("|") and "ask" not in r["expect"].split("|") for _, r in rows)
    if len(rows) < 450 or hard < 130:
        faults.append(f"{len(rows)} pairs, {hard} hard negatives")
    if "--counts" in sys.argv:
        for kind, count in place.items():
            negatives = sum(r["kind"] == kind and r["expect"] in ("different", "ask:different|different") for _, r in rows)
            print(f"{kind}\t{count}\t{negatives}")
    held = sum(r["part"] == "held" for _, r in rows)
    print(f"{len(rows)} pairs, {len(place)} kinds, {hard} hard negatives, {held} held, {len(faults)} faults")
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())

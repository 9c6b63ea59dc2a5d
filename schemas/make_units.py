#!/usr/bin/env python3
"""Makes units-2024.csv, units-2025.csv and units-differences.md: all administrative units of
Vietnam before and after 1 July 2025, and which took whose place.

    pip install vietnamadminunits==1.0.4
    git clone https://github.com/dvhcvn/20250701
    git clone https://github.com/thanglequoc/vietnamese-provinces-database
    python3 schemas/make_units.py 20250701 vietnamese-provinces-database

First source: vietnamadminunits 1.0.4 (MIT): codes, names, parents, succession.
Second:       dvhcvn/20250701 @ dd94887c (MIT): succession, read from the 34 resolutions
              1654-1687/NQ-UBTVQH15 of 16 June 2025, whose texts it keeps.
Third:        thanglequoc/vietnamese-provinces-database @ fac63085 and @ cd580632 (MIT): spellings of
              March 2025 and July 2026.

Where the first two disagree on succession, what both say holds; where they share nothing, the first
holds, because the second's answers are then homonyms of another district (each was read against
the resolution). RULINGS are the cases in which that rule was wrong, with the clause that says so.
"""

import csv
import difflib
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict

HERE = pathlib.Path(__file__).parent
SECOND, OLD_SPELLINGS, NEW_SPELLINGS = "dd94887c", "fac63085", "cd580632"

# Old code -> (present codes, the clause).
RULINGS = {
    "09013": ({"08980", "08995", "09022", "09817"}, "1656/NQ-UBTVQH15 kh. 107: Ô Diên nhận một phần xã Văn Khê"),
    "28924": ({"28921"}, "1687/NQ-UBTVQH15: xã Hòa Hiệp nhận xã Hòa Lộc của huyện Tam Bình, không phải của Mỏ Cày Bắc"),
    "31379": ({"31378"}, "1668/NQ-UBTVQH15: xã Thuận Hòa nhận xã Phú Tân của Sóc Trăng, không phải của Hậu Giang"),
}
# Names that lived on in use: old code -> the name before.
FORMER_NAMES = {"46": "Tỉnh Thừa Thiên Huế"}  # a city from 1 January 2025, NQ 175/2024/QH15
# What offices call a province besides, and no rule gives.
USUAL_NAMES = {
    "06": ["Tỉnh Bắc Cạn"],
    "46": ["Tỉnh TT Huế"],
    "62": ["Tỉnh Kontum"],
    "66": ["Tỉnh Đắc Lắc", "Tỉnh Daklak"],
    "67": ["Tỉnh Đắc Nông"],
    "77": ["Tỉnh BR-VT"],
}
# The five districts without communes became special zones.
ISLANDS = {"318": "Bạch Long Vĩ", "471": "Cồn Cỏ", "498": "Hoàng Sa", "536": "Lý Sơn", "755": "Côn Đảo"}


def main():
    second, third = sys.argv[1:3]
    old, new, succession, provinces = first_source()
    dvhcvn, dvhcvn_names = second_source(second)
    notes = defaultdict(list)
    settled = settle(old, new, succession, dvhcvn, notes)
    spelt_old = spellings(third, OLD_SPELLINGS, "mysql/ImportData_vn_units.sql")
    spelt_new = spellings(third, NEW_SPELLINGS, "mysql/mysql_ImportData_vn_units.sql")
    new_by_name = {(name, parent): code for code, (name, parent) in new.items()}
    rows = []
    for code, (name, parent) in sorted(old.items(), key=lambda unit: (len(unit[0]), unit[0])):
        if len(code) == 2:
            successors = {provinces[code]}
        elif code in ISLANDS:
            successors = {key for (n, _), key in new_by_name.items() if n == "Đặc khu " + ISLANDS[code]}
        else:
            successors = settled.get(code, set())
        also = other_spellings(name, [spelt_old.get(code), dvhcvn_names.get(code)])
        note_spellings(notes, "old", code, name, also)
        also += [FORMER_NAMES[code]] if code in FORMER_NAMES else []
        also += USUAL_NAMES.get(code, [])
        rows.append([code, name, parent, ";".join(sorted(successors)), ";".join(also)])
    write("units-2024.csv", OLD_HEAD, ["code", "name", "parent", "successors", "also"], rows)
    rows = []
    for code, (name, parent) in sorted(new.items(), key=lambda unit: (len(unit[0]), unit[0])):
        also = other_spellings(name, [spelt_new.get(code)])
        note_spellings(notes, "new", code, name, also)
        also += USUAL_NAMES.get(code, []) if old.get(code, ("",))[0] == name else []
        rows.append([code, name, parent, ";".join(also)])
    write("units-2025.csv", NEW_HEAD, ["code", "name", "parent", "also"], rows)
    for era, ours, theirs in [("old", old, spelt_old), ("new", new, spelt_new)]:
        for code in sorted(set(ours) - set(theirs)):
            notes["missing"].append(f"{era} {code} {ours[code][0]}: only in the first source")
        for code in sorted(set(theirs) - set(ours)):
            notes["missing"].append(f"{era} {code} {theirs[code]}: only in the third source")
    for code in sorted(set(dvhcvn) - set(old)):
        notes["missing"].append(f"old {code} {dvhcvn_names[code]}: only in the second source")
    report(old, new, settled, notes)


def first_source():
    """Units by code as (name, parent), and succession by codes."""
    import vietnamadminunits

    data = pathlib.Path(vietnamadminunits.__file__).parent / "data"
    base = sqlite3.connect(data / "dataset.db")
    old, new, old_keys, new_keys, old_provinces, new_provinces = {}, {}, {}, {}, {}, {}
    columns = "provinceCode, province, provinceKey, districtCode, district, districtKey, wardCode, ward, wardKey"
    for pc, p, pk, dc, d, dk, wc, w, wk in base.execute(f"select {columns} from admin_units_legacy"):
        old[pc], old[dc] = (tidy(p), ""), (tidy(d), pc)
        old_provinces[pk] = pc
        if wc:
            old[wc] = (tidy(w), dc)
            old_keys[f"{pk}_{dk}_{wk}"] = wc
    for pc, p, pk, wc, w, wk in base.execute(
        "select provinceCode, province, provinceKey, wardCode, ward, wardKey from admin_units"
    ):
        new[pc], new[wc] = (tidy(p), ""), (tidy(w), pc)
        new_provinces[pk] = pc
        new_keys[pk, wk] = wc
    tables = json.loads((data / "converter_2025.json").read_text())
    pairs = [
        (o, p, w) for p, wards in tables["DICT_PROVINCE_WARD_NO_DIVIDED"].items() for w, olds in wards.items() for o in olds
    ] + [
        (o, p, part["newWardKey"])
        for p, olds in tables["DICT_PROVINCE_WARD_DIVIDED"].items()
        for o, parts in olds.items()
        for part in parts
    ]
    succession = defaultdict(set)
    for o, p, w in pairs:
        if o in old_keys:  # the islands have no commune
            succession[old_keys[o]].add(new_keys[p, w])
    provinces = {old_provinces[o]: new_provinces[n] for n, olds in tables["DICT_PROVINCE"].items() for o in olds}
    return old, new, succession, provinces


def second_source(repository):
    """Succession and names by old code. Its code for Ia Mơ is of another list."""
    def read(path):
        return json.loads(shown(repository, SECOND, path))

    names, succession = {}, {}
    for province in read("mapping/splits.json")["data"]:
        for unit in province.get("level3s", []):
            names[unit["level3_id"]] = tidy(unit["name"])
            targets = {"23938" if t["new_id"] == "23737" else t["new_id"] for t in unit["splits"]}
            succession[unit["level3_id"]] = targets
    return succession, names


def spellings(repository, commit, path):
    """Full names by code."""
    text = shown(repository, commit, path)
    value = r"'((?:[^']|'')*)'"
    rows = re.findall(rf"\({value},{value},{value},{value},{value},", text)
    return {code: tidy(full.replace("''", "'")) for code, _, _, full, _ in rows}


def settle(old, new, first, second, notes):
    settled = {}
    for code in (code for code in sorted(old) if len(code) == 5):
        ours, theirs = first[code], second.get(code, set())
        settled[code] = (ours & theirs) or ours
        why = "both agree on it" if ours & theirs else "the first"
        if code in RULINGS:
            settled[code], why = RULINGS[code]
        if not (ours == theirs == settled[code]):
            show = lambda codes: ", ".join(f"{c} {new[c][0]}" for c in sorted(codes) if c in new) or "-"
            notes["succession"].append(
                f"| {code} | {old[code][0]}, {old[old[code][1]][0]} | {show(ours)} | {show(theirs)} | {show(settled[code])} | {why} |"
            )
    return settled


def tidy(name):
    """NFC, single spaces, a plain apostrophe, a capital at the start, Xa -> Xã."""
    name = unicodedata.normalize("NFC", re.sub(r"\s+", " ", name).strip()).replace("’", "'")
    name = re.sub(r"^Xa ", "Xã ", name)
    name = re.sub(r"^Thị Trấn ", "Thị trấn ", name)
    return name[:1].upper() + name[1:]


def folded(name):
    """Letters and marks without the seat of the tone, i/y, case and punctuation."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for word in re.findall(r"\w+", unicodedata.normalize("NFC", name.lower()).replace("-", " ")):
        parts = unicodedata.normalize("NFD", word)
        tone = "".join(c for c in parts if c in tones)
        plain = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        out.append(re.sub("y$", "i", plain) + tone)
    return " ".join(out)


def other_spellings(name, others):
    """Those that are another spelling of the name, not another name (a unit renamed meanwhile)."""
    known, also = {folded(name)}, []
    for other in others:
        if other and folded(other) not in known:
            known.add(folded(other))
            if difflib.SequenceMatcher(None, bare(name), bare(other)).ratio() >= 0.8:
                also.append(other)
    return also


def bare(name):
    name = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]", "", name)


def note_spellings(notes, era, code, name, also):
    for other in also:
        notes["spelling"].append(f"| {era} | {code} | {name} | {other} |")


def shown(repository, commit, path):
    return subprocess.run(
        ["git", "-C", repository, "show", f"{commit}:{path}"], check=True, capture_output=True, text=True
    ).stdout


OLD_HEAD = """# Mọi đơn vị hành chính đến hết 30/6/2025: 63 tỉnh, 696 huyện (5 huyện đảo không có xã), 10.035 xã.
# successors: các đơn vị thay thế từ 01/7/2025 (mã trong units-2025.csv); một mã là nhập toàn bộ, nhiều mã là
#             chia, mỗi đơn vị nhận một phần. also: cách viết khác của cùng tên trong một nguồn khác.
"""
NEW_HEAD = """# Mọi đơn vị hành chính từ 01/7/2025: 34 tỉnh, 3.321 xã, phường, đặc khu.
# also: cách viết khác của cùng tên trong một nguồn khác.
"""
SOURCES = """# Nguồn: vietnamadminunits 1.0.4 (MIT, © 2025 Tran Ngoc Minh Hieu), đối chiếu dvhcvn/20250701 @ dd94887c (MIT)
#        và thanglequoc/vietnamese-provinces-database @ fac63085, @ cd580632 (MIT); do schemas/make_units.py lập.
"""


def write(file, head, columns, rows):
    with open(HERE / file, "w", newline="", encoding="utf-8") as out:
        out.write(head + SOURCES)
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def report(old, new, settled, notes):
    levels = lambda units: Counter(len(code) for code in units)
    o, n = levels(old), levels(new)
    divided = sum(len(parts) > 1 for parts in settled.values())
    text = f"""# Where the sources of the unit book disagree

Written by `make_units.py`; do not edit.

- before: {o[2]} provinces, {o[3]} districts, {o[5]} communes; after: {n[2]} provinces, {n[5]} communes
- communes with one successor: {len(settled) - divided}; divided: {divided}; pairs: {sum(map(len, settled.values()))}

## Succession ({len(notes["succession"])} of {len(settled)} communes)

| code | unit | vietnamadminunits | dvhcvn/20250701 | taken | because |
|---|---|---|---|---|---|
""" + "\n".join(notes["succession"]) + f"""

## Spelling ({len(notes["spelling"])}; the other spelling is kept as an alias)

| era | code | taken | other |
|---|---|---|---|
""" + "\n".join(notes["spelling"]) + f"""

## In one source only ({len(notes["missing"])})

""" + "\n".join(f"- {line}" for line in notes["missing"]) + "\n"
    (HERE / "units-differences.md").write_text(text, encoding="utf-8")


main()

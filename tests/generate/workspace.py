"""What the generators of the four other samples share: the office, the files, the truth.

A sample is a list of scenes; the truth about statuses, quotas and first periods is computed here from
what the scenes know, by the rules of the plan as a person would count them.
"""

import csv
import datetime
import io
import pathlib
import shutil
import sys

sys.dont_write_bytecode = True    # leave nothing beside the sources

import offices

ROOT = pathlib.Path(__file__).resolve().parents[2]
AREA = {"Phường": "PHƯỜNG", "Xã": "XÃ", "Huyện": "HUYỆN", "Thị xã": "THỊ XÃ", "Thành phố": "THÀNH PHỐ", "Tỉnh": "TỈNH"}


def office(sample, movements, above):
    """Puts the units and movements of a sample where `sheets` and `inbox` look for them."""
    rows = list(csv.DictReader((ROOT / "samples" / sample / "units.csv").open(encoding="utf-8")))
    offices.UNITS.clear()
    offices.MOVEMENTS.clear()
    offices.MOVEMENTS.update(movements)
    for row in rows:
        name = row["name"]
        word = next((w for w in AREA if name.startswith(w + " ")), "")
        own = f"ỦY BAN NHÂN DÂN {name.upper()}" if word and row["kind"] == "area" else name.upper()
        offices.UNITS[row["code"]] = (name, above.get(row["code"], above[""]), own, row["emails"].split(";")[0])
    return Office(sample, {r["code"]: r["parent"] for r in rows},
                  {r["code"]: [s for s in r["successors"].split(";") if s] for r in rows})


class Office:
    def __init__(self, sample, parents, successors):
        self.sample = sample
        self.parents = parents
        self.successors = successors

    def within(self, unit, above):
        while unit:
            if unit == above:
                return True
            unit = self.parents.get(unit, "")
        return False

    def took_over(self, unit, ended):
        """Whether a unit is another one, or took its place."""
        return unit == ended or any(self.took_over(unit, s) for s in self.successors.get(ended, []))


class Quota:
    """One line of quotas.csv, typed from the official plan."""

    def __init__(self, movement, lead, required, kind="any", scope="lead"):
        self.movement, self.lead, self.required, self.kind, self.scope = movement, lead, required, kind, scope


def lead_of(office, quotas, movement, sender):
    """The lead a registration counts to: the sender (or what it took over) where it leads, else the only one."""
    leads = []
    for q in quotas:
        if q.movement == movement and movement and q.lead not in leads:
            leads.append(q.lead)
    own = [lead for lead in leads if lead == sender] or [lead for lead in leads if office.took_over(sender, lead)]
    if own:
        return own[0]
    return leads[0] if len(leads) == 1 else ""


def settle(attachments):
    """Status of every registration of some attachments: later lists replace, then the first arrival counts."""
    status = {}
    held = {id(a) for a in attachments}
    for a in attachments:
        if a.replaced_by and id(a.replaced_by) in held:
            later = {(r.ex.key, r.movement) for r in a.replaced_by.regs}
            for r in a.regs:
                status[id(r)] = "superseded" if (r.ex.key, r.movement) in later else "withdrawn"
        elif a.copy_of and id(a.copy_of) in held:
            for r in a.regs:
                status[id(r)] = "superseded"
    counted = set()
    for a in sorted(attachments, key=lambda a: (a.received, a.source)):
        for r in a.regs:
            if id(r) in status:
                continue
            if r.pending:
                status[id(r)] = "pending"
            elif (r.ex.key, r.movement) in counted:
                status[id(r)] = "duplicate"
            else:
                counted.add((r.ex.key, r.movement))
                status[id(r)] = "counted"
    return status


def filled(office, quotas, attachments):
    """For each quota, its registrations; each exemplar once."""
    status = settle(attachments)
    out = []
    for q in quotas:
        taken = {}
        for a in sorted(attachments, key=lambda a: (a.received, a.source)):
            for r in a.regs:
                if status[id(r)] != "counted" or q.kind not in ("any", r.ex.kind):
                    continue
                if q.movement and r.movement != q.movement:
                    continue
                if q.scope == "each_unit":
                    mine = any(office.within(u, q.lead) or office.took_over(u, q.lead)
                               for u in (r.unit_code, a.sender) if u)
                else:
                    mine = lead_of(office, quotas, r.movement, a.sender) == q.lead
                if mine:
                    taken.setdefault(r.ex.key, (a, r))
        out.append(list(taken.values()))
    return out


def by(attachments, period):
    """The attachments that had come by the end of a month, `2023-06`."""
    return [a for a in attachments if a.received.strftime("%Y-%m") <= period]


def table(header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def year_shown(r):
    keys = {c.key for c in r.sheet.cols}
    return r.ex.year if keys & {"birth", "birth_m", "birth_f"} and r.ex.kind in ("individual", "household") and r.ex.year else ""


STATUS = {"counted": "được tính", "duplicate": "trùng", "superseded": "đã thay thế", "withdrawn": "đã rút",
          "pending": "chờ quyết định"}


def write(box, office, quotas, periods, title, story):
    """The inbox, the truth of the last period and the counts of every period, and the README."""
    sample, expect = ROOT / "samples" / office.sample, ROOT / "tests/expect" / office.sample
    shutil.rmtree(sample / "inbox", ignore_errors=True)
    for path, body in sorted(box.files.items()):
        target = sample / "inbox" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
    shutil.rmtree(expect, ignore_errors=True)
    expect.mkdir(parents=True)

    status = settle(by(box.attachments, periods[-1]))
    rows = []
    for a in by(box.attachments, periods[-1]):
        for s in a.sheets:
            for r in s.regs:
                rows.append((a.source, s.name, r.row, r.ex.kind, r.reading, year_shown(r), r.movement,
                             "" if r.pending == "unit" else r.unit_code, a.sender, status[id(r)], r.ex.key,
                             lead_of(office, quotas, r.movement, a.sender), a.received.isoformat(), r.pending))
    head = ("source sheet row kind name birth_year movement_id unit_code sender_code status exemplar lead_code "
            "received asks").split()
    (expect / "registrations.csv").write_text(table(head, sorted(rows)), encoding="utf-8")

    counts = []
    for period in periods:
        for q, taken in zip(quotas, filled(office, quotas, by(box.attachments, period))):
            counts.append((period, q.movement, q.lead, q.kind, q.scope, q.required, len(taken)))
    (expect / "quotas.csv").write_text(
        table("period movement_id lead_code kind scope required registered".split(), counts), encoding="utf-8")

    first = {}
    for a in sorted(by(box.attachments, periods[-1]), key=lambda a: (a.received, a.source)):
        for r in a.regs:
            first.setdefault(r.ex.key, a.received.strftime("%Y-%m"))
    gone = {r.ex.key for a in by(box.attachments, periods[-1]) for r in a.regs}
    gone -= {r.ex.key for a in by(box.attachments, periods[-1]) for r in a.regs
             if status[id(r)] not in ("superseded", "withdrawn")}
    months = {}
    for key, month in first.items():
        if key not in gone:
            months[month] = months.get(month, 0) + 1
    (expect / "first_periods.csv").write_text(
        table(["first_period", "exemplars"], sorted(months.items())), encoding="utf-8")
    (sample / "README.md").write_text(
        readme(box, office, quotas, periods, title, story, status), encoding="utf-8")


def readme(box, office, quotas, periods, title, story, status):
    held = by(box.attachments, periods[-1])
    everything = [status[id(r)] for a in held for r in a.regs]
    lines = [f"# {title}", "", *story, "",
             "**Mọi người, tập thể, doanh nghiệp nêu tên trong danh sách đều là bịa đặt**; địa chỉ thư dùng đuôi `.example`.",
             f"Các tệp do `tests/generate/{office.sample.replace('-', '_')}.py` tạo ra; đừng sửa tay.", "",
             f"Có {len(held)} tệp đính kèm, {len(everything)} dòng đăng ký: "
             + ", ".join(f"{everything.count(s)} {vn}" for s, vn in STATUS.items()) + ".", ""]
    if quotas:
        lines += ["## Đếm tay", "",
                  "Mỗi điển hình tính một lần trong một phong trào, cộng dồn từ đầu kế hoạch.", "",
                  "| Phong trào | Đơn vị | Loại | Chỉ tiêu | " + " | ".join(periods) + " | |",
                  "|---|---|---|--:|" + "--:|" * len(periods) + "---|"]
        counts = [[len(t) for t in filled(office, quotas, by(box.attachments, p))] for p in periods]
        for at, q in enumerate(quotas):
            n = counts[-1][at]
            verdict = "đạt" if n >= q.required else "**chưa có**" if n == 0 else f"**thiếu {q.required - n}**"
            movement = offices.MOVEMENTS[q.movement][2] if q.movement else "(mọi phong trào)"
            kind = {"any": "bất kỳ", "collective": "tập thể", "individual": "cá nhân", "household": "hộ gia đình",
                    "cooperative": "hợp tác xã", "cooperative_group": "tổ hợp tác"}[q.kind]
            lines.append(f"| {movement} | {offices.UNITS[q.lead][0]} | {kind} | {q.required:02} | "
                         + " | ".join(str(c[at]) for c in counts) + f" | {verdict} |")
        lines.append("")
    lines += ["## Đã nhận", ""]
    for a in sorted(held, key=lambda a: (a.received, a.source)):
        by_status = {}
        for r in a.regs:
            by_status[status[id(r)]] = by_status.get(status[id(r)], 0) + 1
        said = ", ".join(f"{n} {STATUS[s]}" for s, n in by_status.items())
        lines.append(f"- {a.received.strftime('%d/%m/%Y')} `{a.source}` — {offices.UNITS.get(a.sender, ['không rõ'])[0]}: {said}")
    return "\n".join(lines) + "\n"

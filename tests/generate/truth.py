"""What is true about the inbox, from the knowledge of whoever made it."""

import csv
import io

from offices import QUOTAS, FARMER, MOVEMENTS, SILENT, UNITS, WORKER
from sheets import ROLES

LEADS = {}
for _movement, _lead, _, _ in QUOTAS:
    LEADS.setdefault(_movement, []).append(_lead)


def lead_of(movement, sender):
    """The lead a registration counts to: the sender where it leads, else the only lead there is."""
    leads = LEADS.get(movement, [])
    if sender in leads:
        return sender
    return leads[0] if len(leads) == 1 else ""


def holds(restriction, position):
    """Whether somebody of that position fills a quota kept for farmers or for workers."""
    if not restriction:
        return True
    words = FARMER if restriction == "nông dân" else WORKER
    position = position.lower()
    return any(w in position for w in words) and not position.startswith(("cán bộ", "chủ tịch", "phó chủ tịch"))


def counting(box):
    """(movement, lead) -> registrations that fill the quota, in order of file and row."""
    filled = {}
    for movement, lead, _, restriction in QUOTAS:
        filled[movement, lead] = [
            (a, r) for a in box.attachments for r in a.regs
            if r.status == "counted" and r.movement == movement and lead_of(movement, a.sender) == lead
            and holds(restriction, r.ex.position)]
    return filled


def _csv(header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def write(box, folder):
    regs = []
    for a in box.attachments:
        for s in a.sheets:
            for r in s.regs:
                regs.append((a.source, s.name, r.row, r.ex.kind, r.reading, _year_shown(r), r.movement,
                             "" if r.pending == "unit" else r.unit_code, a.sender, r.status, r.ex.key,
                             lead_of(r.movement, a.sender), a.received.isoformat(), r.pending))
    (folder / "registrations.csv").write_text(_csv(
        "source sheet row kind name birth_year movement_id unit_code sender_code status exemplar lead_code received asks".split(),
        sorted(regs)), encoding="utf-8")
    filled = counting(box)
    (folder / "quotas.csv").write_text(_csv(
        "movement_id lead_code required registered".split(),
        [(m, lead, need, len(filled[m, lead])) for m, lead, need, _ in QUOTAS]), encoding="utf-8")
    sheets = []
    for a in box.attachments:
        whole = "superseded" if a.replaced_by or a.copy_of else a.outcome
        for s in a.sheets:
            account = s.account()
            outcome = "ignored" if s.ignored else "no_table" if not s.cells else whole
            sheets.append((a.source, s.name, outcome, sum(account.values()), *(account[r] for r in ROLES)))
        if not a.sheets:
            sheets.append((a.source, "", a.outcome, 0, *(0 for _ in ROLES)))
    (folder / "sheets.csv").write_text(_csv(["source", "sheet", "outcome", "rows", *ROLES], sorted(sheets)), encoding="utf-8")


def _year_shown(r):
    """The year of birth, where this list gives it."""
    keys = {c.key for c in r.sheet.cols}
    shown = keys & {"birth", "birth_m", "birth_f"} or not keys & {"stt"}
    return r.ex.year if shown and r.ex.year else ""


def _runs(rows):
    """9, 10, 11, 14 -> `9–11, 14`."""
    out, rows = [], sorted(rows)
    while rows:
        last = rows[0]
        while last + 1 in rows:
            last += 1
        out.append(str(rows[0]) if last == rows[0] else f"{rows[0]}–{last}")
        rows = [r for r in rows if r > last]
    return ", ".join(out)


def _senders(box):
    """Who sends what, a line a kind of unit."""
    sent = {a.sender for a in box.attachments if a.sender}
    kinds = [("phường, xã", lambda c: c.isdigit()), ("trường học", lambda c: c.startswith("truong-")),
             ("trạm y tế", lambda c: c.startswith("tram-")),
             ("công ty, hợp tác xã", lambda c: c.startswith(("cong-ty-", "htx-")))]
    lines, rest = ["Ai gửi:", ""], set(sent)
    for word, test in kinds:
        units = [c for c in UNITS if c in sent and test(c)]
        rest -= set(units)
        lines.append(f"- {len(units)} {word}: {', '.join(UNITS[c][0] for c in units)};")
    others = [c for c in UNITS if c in rest]
    lines.append(f"- {len(others)} cơ quan, đoàn thể, lực lượng vũ trang: {', '.join(UNITS[c][0] for c in others)}.")
    return lines + [""]


def readme(box):
    filled = counting(box)
    everything = [r for a in box.attachments for r in a.regs]
    lines = [
        "# Mẫu: thành phố Lạng Sơn, tháng 6 năm 2024", "",
        "Thư mục này là một chỗ làm việc đầy đủ để thử `tonghop`. Phòng Nội vụ thành phố nhận qua thư điện tử danh sách",
        "đăng ký điển hình tiên tiến năm 2024 (mở từ 06/5/2024, hạn nộp 14/6/2024). Hộp thư `inbox/` giữ nguyên những gì",
        "đã đến: mỗi thư mục ngày là ngày nhận; thư `.eml` lấy ngày của thư.", "",
        "**Mọi người, tập thể, doanh nghiệp nêu tên trong danh sách đều là bịa đặt.** Tên ghép ngẫu nhiên; địa chỉ thư dùng",
        "đuôi `.example`; ba số CCCD (000000000001, 000000000002, 999999999999) là số giả. Các tệp do",
        "`tests/generate/lang_son_2024.py` tạo ra; đừng sửa tay.", "",
        f"Có {len(box.attachments)} tệp đính kèm, {len(everything)} dòng đăng ký: "
        + ", ".join(f"{sum(r.status == s for r in everything)} {vn}" for s, vn in STATUS.items()) + ".", "",
        *_senders(box),
        "## Đếm tay 14 chỉ tiêu", "",
        "Cách đếm: mỗi điển hình tính một lần trong một phong trào; dòng trùng, dòng đã thay thế, đã rút, dòng còn chờ hỏi",
        "không tính. Danh sách gửi lại thay danh sách trước của cùng đơn vị; danh sách bổ sung thì cộng thêm. Chỉ tiêu của",
        "Hội Nông dân chỉ tính nông dân, của Liên đoàn Lao động chỉ tính công nhân. Quốc phòng - an ninh có hai đơn vị chủ",
        "trì: danh sách của đơn vị nào tính cho đơn vị ấy, phường, xã và hội gửi thì không tính cho bên nào.", "",
        "| # | Phong trào | Chủ trì | Chỉ tiêu | Đăng ký | |", "|--:|---|---|--:|--:|---|",
    ]
    for i, (m, lead, need, only) in enumerate(QUOTAS, 1):
        n = len(filled[m, lead])
        verdict = "đạt" if n >= need else "**chưa có**" if n == 0 else f"**thiếu {need - n}**"
        lines.append(f"| {i} | {MOVEMENTS[m][2]} | {UNITS[lead][0]} | {need:02} | {n} | {verdict} |")
    lines += ["", "Từng dòng được tính (tệp › trang tính: dòng như Excel hiện):", ""]
    for i, (m, lead, need, only) in enumerate(QUOTAS, 1):
        lines += [f"### {i}. {MOVEMENTS[m][2]} — {UNITS[lead][0]}: {len(filled[m, lead])}", ""]
        for a in sorted(box.attachments, key=lambda a: (a.received, a.source)):
            for s in a.sheets:
                rows = [r.row for b, r in filled[m, lead] if b is a and r.sheet is s]
                if rows:
                    sheet = f" › {s.name}" if s.name else ""
                    lines.append(f"- `{a.source}`{sheet}: {_runs(rows)} ({len(rows)})")
        if (m, lead) in REMARKS:
            lines.append(f"- {REMARKS[m, lead]}")
        lines.append("")
    lines += ["## Dòng không được tính, vì sao", ""]
    for status, vn in list(STATUS.items())[1:]:
        lines.append(f"- {vn[0].upper() + vn[1:]}:")
        for a in sorted(box.attachments, key=lambda a: (a.received, a.source)):
            rows = [r.row for r in a.regs if r.status == status]
            if rows:
                lines.append(f"  - `{a.source}`: {_runs(rows)}")
    lines += ["", "## Tệp không đọc được, bỏ qua", ""]
    for a in box.attachments:
        if a.outcome != "read":
            lines.append(f"- `{a.source}` — {BROKEN.get(a.source.rsplit('/')[-1], 'ảnh trong thư, bỏ qua')}")
    lines += ["- `2024-06-12/DS_TNMT.xls` — thật ra là bảng HTML; vẫn có 3 đăng ký trong đó", "",
              "## Đơn vị phải gửi mà không gửi gì", ""]
    lines += [f"- {name}" for name in SILENT.values()]
    lines += ["", "Ba đơn vị có gửi nhưng không đọc được: Thành đoàn (tệp hỏng), Ban Chỉ huy Quân sự (có mật khẩu), Phòng Quản lý đô",
              "thị (tệp rỗng). Gửi sau hạn: Phòng Tài chính - Kế hoạch (25/6); bổ sung, gửi lại sau hạn: phường Tam Thanh (17/6),",
              "Trung tâm Y tế (18/6).", ""]
    return "\n".join(lines)


STATUS = {"counted": "được tính", "duplicate": "trùng", "superseded": "đã thay thế", "withdrawn": "đã rút",
          "pending": "chờ quyết định"}
REMARKS = {
    ("doanh-nghiep", "phong-tai-chinh-ke-hoach"):
        "Phòng Tài chính - Kế hoạch đăng ký đúng công ty đã tự đăng ký, nên hai dòng chỉ là một điển hình.",
    ("quoc-phong-an-ninh", "ban-chi-huy-quan-su"): "Danh sách của Ban Chỉ huy Quân sự có mật khẩu, chưa đọc được.",
    ("phat-trien-kinh-te", "hoi-nong-dan"):
        "Năm người đăng ký; một cán bộ khuyến nông và một chủ tịch Hội Nông dân xã không phải nông dân.",
    ("lao-dong-gioi", "lien-doan-lao-dong"):
        "Năm người đăng ký; ba người không phải công nhân, một công nhân ở đơn vị chưa có trong danh mục.",
    ("khoi-nghiep", "thanh-doan"): "Tệp của Thành đoàn bị cắt ngang, chưa đọc được.",
}
BROKEN = {
    "Thanh doan Lang Son - khoi nghiep.xlsx": "tệp bị cắt ngang, đề nghị gửi lại",
    "BanCHQS thanh pho (mat).xlsx": "có mật khẩu, đề nghị gửi bản không mật khẩu",
    "Phong Quan ly do thi - DHTT.xlsx": "tệp rỗng, đề nghị gửi lại",
    "anh chup danh sach.png": "ảnh chụp, không phải bảng tính",
    "~$Phuong Tam Thanh - Bieu 01.xlsx": "tệp khóa tạm của Excel, bỏ qua",
}

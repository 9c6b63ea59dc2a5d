"""What cannot be read, as it really arrives: each has to be named to the officer, with what to ask for."""

import random

import writers
from sheets import Col, Look, Sheet


def _list(box, code, above, own, movement, pool, n):
    s = Sheet("Sheet1")
    s.letterhead(above, own, 5)
    s.titles(["", "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024"], 5)
    s.header([Col("stt", "STT", 5), Col("name", "Họ và tên", 26), Col("birth", "Năm sinh", 10), Col("position", "Chức vụ", 18),
              Col("achievement", "Thành tích", 44)])
    s.data(box.people(n, code, movement, pool), Look())
    return writers.xlsx([s])


def all_of_them(box, cast):
    whole = _list(box, "thanh-doan", "TỈNH ĐOÀN LẠNG SƠN", "THÀNH ĐOÀN LẠNG SƠN", "khoi-nghiep", "office", 5)
    box.file("2024-06-13/Thanh doan Lang Son - khoi nghiep.xlsx", whole[: len(whole) * 3 // 5], "thanh-doan", outcome="failed")

    secret = _list(box, "ban-chi-huy-quan-su", "BỘ CHQS TỈNH LẠNG SƠN", "BAN CHQS THÀNH PHỐ", "quoc-phong-an-ninh", "police", 4)
    box.file("2024-06-14/BanCHQS thanh pho (mat).xlsx", writers.locked(secret, "quyetthang", random.Random(7)),
             "ban-chi-huy-quan-su", outcome="failed")

    box.file("2024-06-14/Phong Quan ly do thi - DHTT.xlsx", b"", "phong-quan-ly-do-thi", outcome="failed")

    scan = writers.png(64, lambda x, y: (40, 40, 40) if y % 8 == 0 and 8 < x < 56 else (250, 250, 245))
    box.file("2024-06-11/anh chup danh sach.png", scan, "", outcome="failed")


ALL = [all_of_them]

"""Layouts of registration lists, one function each: who sends is data, how the clerk lays it out is here."""

import datetime

import offices
import writers
from sheets import Col, Look, Sheet

STT = Col("stt", "STT", 5)
NAME = Col("name", "Họ và tên/Tên tập thể", 30)
DEED = Col("achievement", "Tóm tắt thành tích", 40)


def _top(s, unit, width, lines, when, number=""):
    name, above, own, _ = offices.UNITS[unit]
    place = name.split(" ", 1)[-1]
    s.letterhead(above, own, width, number=number or "Số:     /DS",
                 date=f"{place}, ngày {when.day:02} tháng {when.month:02} năm {when.year}")
    s.titles(["", *lines, ""], width)


def _split(regs):
    bodies = [r for r in regs if r.ex.kind not in ("individual", "household")]
    people = [r for r in regs if r.ex.kind == "individual"]
    homes = [r for r in regs if r.ex.kind == "household"]
    return [(n, x) for n, x in (("TẬP THỂ", bodies), ("CÁ NHÂN", people), ("HỘ GIA ĐÌNH", homes)) if x]


def official(box, unit, regs, when, title, *, look=None, unit_column=True, name="Danh sách", legacy=""):
    """Letterhead, title, kinds as sections, movement in a column, signature."""
    s = Sheet(name, legacy=legacy)
    cols = [STT, NAME, Col("birth", "Ngày, tháng, năm sinh", 13), Col("position", "Chức vụ, nghề nghiệp", 20)]
    if unit_column:
        cols.append(Col("unit", "Đơn vị công tác", 26))
    cols += [Col("movement", "Phong trào thi đua/lĩnh vực", 34), DEED]
    _top(s, unit, len(cols), [title], when)
    s.header(cols)
    s.numbering("paren")
    for numeral, (word, part) in zip(("I", "II", "III"), _split(regs)):
        s.section(f"{numeral}. {word}")
        s.data(part, look or Look(stt="restart", births="dmy", movement=1))
    s.total(f"Tổng cộng: {len(regs)}", merged=True, upto=len(cols))
    s.blank()
    s.signature("", ["THỦ TRƯỞNG ĐƠN VỊ", "(Ký tên, đóng dấu)"], box.signer(), left=["NGƯỜI LẬP BIỂU"],
                left_name=box.signer())
    return s


def by_movement(box, unit, regs, when, title, *, look=None, name="Sheet1"):
    """Movements as sections, the kind in a column, position and unit in one cell."""
    s = Sheet(name)
    cols = [STT, NAME, Col("kind", "Đối tượng", 12), Col("birth", "Năm sinh", 9),
            Col("pos_unit", "Chức vụ, đơn vị công tác", 34), DEED, Col("remark", "Ghi chú", 10)]
    _top(s, unit, len(cols), [title], when)
    s.header(cols)
    order = []
    for r in regs:
        if r.movement not in order:
            order.append(r.movement)
    for n, movement in enumerate(order, 1):
        part = [r for r in regs if r.movement == movement]
        s.section(f"{n}. {offices.MOVEMENTS[movement][0]}", "merged", subtotal=len(part))
        s.data(part, look or Look(stt="restart"))
    s.blank()
    s.signature("", ["TM. ĐƠN VỊ", "THỦ TRƯỞNG"], box.signer())
    return s


def one_movement(box, unit, regs, when, title, *, look=None, name="Sheet1", legacy=""):
    """The movement stands in the title only; years of birth of men and women apart."""
    s = Sheet(name, legacy=legacy)
    cols = [Col("stt", "TT", 5), NAME, Col("birth_m", "Nam", 8, ("Năm sinh",)), Col("birth_f", "Nữ", 8, ("Năm sinh",)),
            Col("position", "Chức vụ", 22), Col("unit", "Đơn vị", 30), DEED]
    _top(s, unit, len(cols), [title], when)
    s.header(cols)
    s.numbering("plain")
    for numeral, (word, part) in zip("AB", _split(regs)):
        s.section(f"{numeral}. {word}", "split" if numeral == "A" else "merged")
        s.data(part, look or Look())
    s.blank()
    s.signature("", ["THỦ TRƯỞNG ĐƠN VỊ"], box.signer(), recipients=["- Như trên;", "- Lưu: VT."])
    return s


def bodies(box, unit, regs, when, title, label="Tên tập thể", *, name="TT"):
    """A list of collectives only."""
    s = Sheet(name)
    cols = [STT, Col("name", label, 36), Col("address", "Địa chỉ", 22), Col("movement", "Phong trào", 34), DEED]
    _top(s, unit, len(cols), [title], when)
    s.header(cols)
    s.data(regs, Look(stt="padded", movement=1))
    s.notes([f"Danh sách có {len(regs)} đơn vị."])
    s.signature("", ["THỦ TRƯỞNG ĐƠN VỊ"], box.signer())
    return s


def households(box, unit, regs, when, title, *, name="Hộ"):
    """Households: name of the head, address, no letterhead rows above the title."""
    s = Sheet(name)
    cols = [Col("stt", "TT", 5), Col("name", "Họ và tên chủ hộ", 28), Col("birth", "Năm sinh", 9), Col("address", "Địa chỉ", 28),
            Col("unit", "Đơn vị", 22), DEED]
    _top(s, unit, len(cols), [title], when)
    s.header(cols)
    s.data(regs, Look(names="titled", stt="text"))
    s.total("Cộng", len(regs), upto=3)
    s.signature("", ["KT. THỦ TRƯỞNG", "PHÓ THỦ TRƯỞNG"], box.signer())
    return s


def bare(regs, *, look=None, name="Sheet1", unit_column=False, extra=()):
    """Nothing but the table, header in the first row."""
    s = Sheet(name)
    cols = [STT, Col("name", "Họ và tên", 28), Col("gender", "Giới tính", 8), Col("birth", "Ngày sinh", 12),
            Col("position", "Chức vụ", 22)]
    if unit_column:
        cols.append(Col("unit", "Đơn vị", 28))
    s.header(cols + [Col("kind", "Loại", 10), Col("movement", "Phong trào", 34), DEED, *extra])
    s.data(regs, look or Look(births="date", movement=1))
    return s


def letter(box, unit, files, when, subject, to, style="2231", logo=None):
    """A mail that carries workbooks."""
    name, _, _, address = offices.UNITS[unit]
    receiver, _, _, inbox = offices.UNITS[to]
    sent = datetime.datetime(when.year, when.month, when.day, 9, 12, 30)
    return writers.mail(address, name, subject, sent, f"Kính gửi {receiver},\n{name} gửi danh sách kèm theo.", files,
                        logo=logo, style=style, to=(receiver, inbox))

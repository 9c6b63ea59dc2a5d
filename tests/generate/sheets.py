"""Office sheets: cells, merges and what each row is.

A `Sheet` is written from the top down, block by block, as a clerk lays one out; every block says
which role its rows have, so that the truth about the sheet grows together with the sheet.
"""

import datetime
import math
from dataclasses import dataclass, field

import letters
from offices import MOVEMENTS, full_name, short_name
from people import Exemplar

ROLES = ["title", "header", "numbering", "section", "data", "total", "note", "signature", "blank", "other"]
KINDS = {
    "individual": "Cá nhân", "collective": "Tập thể", "household": "Hộ gia đình",
    "enterprise": "Doanh nghiệp", "cooperative": "Hợp tác xã", "cooperative_group": "Tổ hợp tác",
}


@dataclass
class Reg:
    """One registration: who, for which movement, and how this list writes it."""

    ex: Exemplar
    movement: str
    written: dict = field(default_factory=dict)   # column key -> what the cell holds, as typed
    name: str = ""                                # as it should be read, where it differs
    unit: str = None                              # as it should be read, where it differs; "" = unknown
    pending: str = ""                             # why an officer has to be asked
    sheet: "Sheet" = None
    row: int = 0
    status: str = ""

    @property
    def reading(self):
        return self.name or self.ex.name

    @property
    def unit_code(self):
        return self.ex.unit if self.unit is None else self.unit


@dataclass
class Col:
    key: str
    label: str
    width: float = 14
    group: tuple = ()          # labels of the header rows above, outermost first


@dataclass
class Cell:
    value: object
    bold: bool = False
    italic: bool = False
    align: str = ""
    border: bool = False
    size: int = 12
    fmt: str = ""
    capitals: bool = False     # in a legacy sheet: typed in the H font
    legacy: str = ""           # tcvn3 or vni
    formula: str = ""          # value is then its cached result
    runs: list = None          # of a legacy cell: (text, in the H font?)


@dataclass
class Look:
    """Habits of the clerk who filled in a table."""

    stt: str = "run"           # run restart text float none formula both
    names: str = "plain"       # plain upper glued titled newtone eth damage padded
    births: str = "year"       # year yeartext date dmy dmyshort dots mixed zeros
    units: str = "full"        # full short mixed plain
    movement: int = 0          # which wording; 9 = all in turn, with quotes
    kinds: str = "title"       # title upper code


class Sheet:
    def __init__(self, name, *, top=1, left=1, legacy="", decomposed=False, hidden=False):
        self.name = name
        self.left = left
        self.row = top
        self.legacy = legacy
        self.legacy_cols = None     # only these columns are typed in the legacy font
        self.decomposed = decomposed
        self.hidden = hidden
        self.cells = {}
        self.merges = []
        self.roles = {}
        self.regs = []
        self.widths = {}
        self.ignored = False
        self.count = 0
        self.tail = 0               # formatted empty rows below the last one

    # -- single cells ---------------------------------------------------------------------------

    def put(self, row, col, value, **style):
        legacy = self.legacy
        if self.legacy_cols is not None and self.roles.get(row) == "data" and col not in self.legacy_cols:
            legacy = ""
        elif self.legacy_cols is not None and self.roles.get(row) != "data":
            legacy = ""
        if isinstance(value, str) and self.decomposed:
            value = letters.nfd(value)
        self.cells[row, col] = Cell(value, legacy=legacy, **style)

    def merge(self, row, first, last, down=0):
        if last > first or down:
            self.merges.append((row, first, row + down, last))

    def mark(self, role, rows=1):
        for _ in range(rows):
            self.roles[self.row] = role
            self.row += 1

    def blank(self, rows=1):
        self.mark("blank", rows)

    def line(self, role, value, first, last, **style):
        """One merged line of text."""
        self.roles[self.row] = role
        self.put(self.row, first, value, **style)
        self.merge(self.row, first, last)
        self.row += 1

    # -- the top --------------------------------------------------------------------------------

    def letterhead(self, above, own, width, *, number="", date="", hoa="HÒA", space=""):
        """Authority and unit on the left half, country and motto on the right half."""
        left, right = self.left, self.left + width - 1
        mid = left + max(1, width // 2)
        rows = [(space + above, f"CỘNG {hoa} XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (own, "Độc lập - Tự do - Hạnh phúc")]
        if not above:
            rows = [(own, rows[0][1]), ("", rows[1][1])]
        if number or date:
            rows.append((number, date))
        for i, (a, b) in enumerate(rows):
            r = self.row
            self.roles[r] = "title"
            if a:
                self.put(r, left, a, bold=i == 1, align="center", capitals=i < 2)
            if b:
                self.put(r, mid, b, bold=i < 2, italic=i == 2, align="center", capitals=i == 0)
            self.merge(r, left, mid - 1)
            self.merge(r, mid, right)
            self.row += 1

    def titles(self, lines, width, *, merged=True):
        for text in lines:
            if not text:
                self.blank()
                continue
            small = text.startswith("(")
            self.line("title", text, self.left, self.left + (width - 1 if merged else 0), bold=not small,
                      italic=small, align="center" if merged else "", size=13 if small else 14,
                      capitals=text.upper() == text)

    # -- the table ------------------------------------------------------------------------------

    def header(self, cols):
        """As many rows as the deepest group needs; single columns merged downward."""
        self.cols = cols
        depth = 1 + max(len(c.group) for c in cols)
        for i, c in enumerate(cols):
            at = self.left + i
            self.widths[at] = c.width
            own_row = self.row + len(c.group)
            self.put(own_row, at, c.label, bold=True, align="center", border=True)
            if depth - 1 > len(c.group):
                self.merge(own_row, at, at, down=depth - 1 - len(c.group))
            for level, label in enumerate(c.group):
                if i and cols[i - 1].group[: level + 1] == c.group[: level + 1]:
                    continue
                run = i
                while run + 1 < len(cols) and cols[run + 1].group[: level + 1] == c.group[: level + 1]:
                    run += 1
                self.put(self.row + level, at, label, bold=True, align="center", border=True)
                self.merge(self.row + level, at, self.left + run)
        self.mark("header", depth)

    def numbering(self, style):
        n = len(self.cols)
        marks = {
            "paren": [f"({i + 1})" for i in range(n)],
            "plain": [i + 1 for i in range(n)],
            "letters": ["A", "B"] + [i + 1 for i in range(n - 2)],
            "zero": list(range(n)),
        }[style]
        for i, m in enumerate(marks):
            self.put(self.row, self.left + i, m, italic=True, align="center", border=True, size=10)
        self.mark("numbering")

    def section(self, text, style="merged", subtotal=None):
        """`I. TẬP THỂ` merged over the table, or the numeral in one column and the text in the next."""
        last = self.left + len(self.cols) - 1
        if subtotal is not None:
            last -= 1
            self.put(self.row, last + 1, subtotal, bold=True, align="center", border=True)
        if style == "merged":
            self.put(self.row, self.left, text, bold=True, border=True)
            self.merge(self.row, self.left, last)
        elif style == "flat":
            self.put(self.row, self.left, text, bold=True)
        else:
            numeral, _, rest = text.partition(". ")
            self.put(self.row, self.left, numeral, bold=True, align="center", border=True)
            self.put(self.row, self.left + 1, rest, bold=True, border=True)
            if style == "split":
                self.merge(self.row, self.left + 1, last)
        self.mark("section")
        self.in_section = 0

    def data(self, regs, look, merged=None):
        """One row a registration. `merged` = (key, value): a body cell merged down over all of them."""
        first = self.row
        for reg in regs:
            self.count += 1
            self.in_section = getattr(self, "in_section", 0) + 1
            self.roles[self.row] = "data"
            for i, c in enumerate(self.cols):
                at = self.left + i
                if merged and c.key == merged[0]:
                    if self.row == first:
                        self.put(self.row, at, merged[1], border=True, align="center")
                        self.merge(self.row, at, at, down=len(regs) - 1)
                    continue
                value, style = self._written(c.key, reg, look)
                if value is None or value == "":
                    self.cells[self.row, at] = Cell(None, border=True)
                else:
                    self.put(self.row, at, value, border=True, **style)
            if look.names == "newtone" and not reg.name:
                reg.name = letters.new_tone(reg.ex.name)
            reg.sheet, reg.row = self, self.row
            self.regs.append(reg)
            self.row += 1

    def _written(self, key, reg, look):
        if key in reg.written:
            value = reg.written[key]
            return value, {"fmt": "dd/mm/yyyy"} if isinstance(value, datetime.date) else {}
        ex, n = reg.ex, self.count
        person = ex.kind in ("individual", "household")
        if key == "stt":
            return self._ordinal(look.stt)
        if key == "stt2":
            return self.in_section, {"align": "center"}
        if key == "name":
            return _name(ex, look.names, n), {}
        if key in ("ho", "ten"):
            if ex.kind != "individual":
                return (ex.name, {}) if key == "ho" else ("", {})
            ho, _, ten = ex.name.rpartition(" ")
            return (ho + " " if key == "ho" else ten), {}
        if key == "title":
            if not person:
                return "Tập thể", {}
            hello = "Ông" if ex.gender == "m" else "Bà"
            return (ex.rank or (hello if ex.kind == "individual" else "Hộ " + hello.lower())), {}
        if key in ("birth", "birth_m", "birth_f"):
            wants = {"birth": "mf", "birth_m": "m", "birth_f": "f"}[key]
            if not person or not ex.born or ex.gender not in wants:
                return "", {}
            return _birth(ex.born, look.births, n)
        if key == "gender":
            return {"m": "Nam", "f": "Nữ"}.get(ex.gender, "") if person else "", {"align": "center"}
        if key == "female":
            return "x" if ex.gender == "f" and person else "", {"align": "center"}
        if key == "position":
            return ex.position, {}
        if key == "rank":
            return ex.rank, {}
        if key == "unit":
            return _unit(ex.unit, look.units, n), {}
        if key == "pos_unit":
            where = _unit(ex.unit, look.units, n)
            if ex.address:
                where = f"{ex.address}, {where.removeprefix('UBND ')}"
            return ", ".join(p for p in (ex.position, where) if p), {}
        if key == "address":
            return ex.address, {}
        if key == "movement":
            return _movement(reg.movement, look.movement, n), {}
        if key.startswith("tick:"):
            return ("x" if key[5:] == reg.movement else ""), {"align": "center"}
        if key == "kind":
            word = KINDS[ex.kind]
            if look.kinds == "code":
                word = {"individual": "CANHAN", "household": "HOGIADINH"}.get(ex.kind, "TAPTHE")
            return (word.upper() if look.kinds == "upper" else word), {}
        return "", {}      # achievement, remark and the like stand in `written`

    def _ordinal(self, style):
        centre = {"align": "center"}
        if style == "none":
            return "", {}
        if style == "restart":
            return self.in_section, centre
        if style == "text":
            return str(self.count), centre
        if style == "float":
            return float(self.count), centre
        if style == "dot":
            return f"{self.count}.", centre
        if style == "padded":
            return f"{self.count:02}", centre
        if style == "formula":
            return self.count, {"align": "center", "formula": f"ROW()-{self.row - self.count}"}
        return self.count, centre

    def continuation(self, key, text):
        """The rest of a long achievement, typed into the row below."""
        for i, c in enumerate(self.cols):
            at = self.left + i
            if c.key == key:
                self.put(self.row, at, text, border=True)
            else:
                self.cells[self.row, at] = Cell(None, border=True)
        self.mark("other")

    def total(self, label, amount=None, *, upto=2, merged=True):
        self.roles[self.row] = "total"
        self.put(self.row, self.left, label, bold=True, border=True, align="center")
        if merged:
            self.merge(self.row, self.left, self.left + upto - 1)
        if amount is not None:
            self.put(self.row, self.left + (upto if merged else 2), amount, bold=True, border=True, align="center")
        self.row += 1

    # -- the foot -------------------------------------------------------------------------------

    def notes(self, lines):
        for text in lines:
            self.line("note", text, self.left, self.left + len(self.cols) - 1, italic=True, size=11)

    def signature(self, date="", right=(), name="", *, left=(), left_name="", recipients=(), gap=3):
        """Date line, who signs in what name, room for the stamp, the signer."""
        width = len(self.cols)
        a, b = self.left, self.left + max(2, width // 2)
        end = self.left + width - 1

        def put(at, to, text, **style):
            self.put(self.row, at, text, **style)
            if to > at:
                self.merge(self.row, at, to)

        if date:
            put(b, end, date, italic=True, align="center")
            self.mark("signature")
        lefts = list(left) or (["Nơi nhận:"] if recipients else [])
        depth = max(len(lefts), len(right))
        for i in range(depth):
            if i < len(lefts):
                put(a, b - 1, lefts[i], bold=True, italic=bool(recipients), align="" if recipients else "center",
                    capitals=not recipients)
            if i < len(right):
                paren = right[i].startswith("(")
                put(b, end, right[i], bold=not paren, italic=paren, align="center", capitals=not paren)
            self.mark("signature")
        for i in range(max(gap, len(recipients))):
            if i < len(recipients):
                put(a, b - 1, recipients[i], size=11)
                self.mark("signature")
            else:
                self.blank()
        if name or left_name:
            if left_name:
                put(a, b - 1, left_name, bold=True, align="center")
            if name:
                put(b, end, name, bold=True, align="center")
            self.mark("signature")

    def heights(self):
        """Points a row needs, where wrapped text needs more than one line."""
        spans = {(r1, c1): c2 for r1, c1, r2, c2 in self.merges if r1 == r2}
        down = {(r1, c1) for r1, c1, r2, c2 in self.merges if r2 > r1}
        lines = {}
        for (r, c), cell in self.cells.items():
            if cell.border and isinstance(cell.value, str) and (r, c) not in down:
                room = sum(self.widths.get(i, 8) for i in range(c, spans.get((r, c), c) + 1))
                need = sum(max(1, math.ceil(len(part) * 1.2 / room)) for part in cell.value.split("\n"))
                lines[r] = max(lines.get(r, 1), need)
        return {r: 16 * n for r, n in sorted(lines.items()) if n > 1}

    def account(self):
        """Rows by role, from row 1 to the last row the file mentions."""
        if not self.cells:
            return dict.fromkeys(ROLES, 0)
        last = max(r for r, _ in self.cells)
        filled = {r for (r, _), c in self.cells.items()
                  if c.value is not None and str(c.value).strip() != ""}
        counts = dict.fromkeys(ROLES, 0)
        for r in range(1, last + 1):
            role = self.roles.get(r, "blank") if r in filled else "blank"
            counts[("other" if self.ignored and role != "blank" else role)] += 1
        return counts


def _name(ex, style, n):
    if ex.kind == "household":
        hello = "ông" if ex.gender == "m" else "bà"
        form = ["Hộ " + hello, "Gia đình " + hello, "Hộ gia đình " + hello][n % 3]
        return form + " " + ex.name if style != "upper" else (form + " " + ex.name).upper()
    if ex.kind != "individual":
        return letters.new_tone(ex.name) if style == "newtone" else ex.name
    hello = "Ông" if ex.gender == "m" else "Bà"
    return {
        "plain": ex.name,
        "upper": ex.name.upper(),
        "glued": f"{hello} {ex.name}",
        "titled": f"{ex.rank or ('đ/c' if n % 2 else 'Đồng chí')} {ex.name}",
        "newtone": letters.new_tone(ex.name),
        "eth": ex.name.replace("Đ", "\u00d0"),
        "damage": letters.case_damage(ex.name, n),
        "padded": [ex.name, ex.name + " ", " " + ex.name.replace(" ", "  ", 1), ex.name.replace(" ", "\u00a0", 1)][n % 4],
    }[style]


def _birth(born, style, n):
    y, m, d = born
    if style == "mixed":
        style = ["dmy", "year", "dmyshort", "date", "dots", "yeartext"][n % 6]
    if style == "date":
        return datetime.date(y, m, d), {"fmt": "dd/mm/yyyy", "align": "center"}
    return {
        "year": y, "yeartext": str(y), "dmy": f"{d:02}/{m:02}/{y}", "dmyshort": f"{d}-{m}-{y % 100:02}",
        "dots": f"{d}.{m}.{y}", "zeros": f"00/00/{y}",
    }[style], {"align": "center"}


def _unit(code, style, n):
    if style == "mixed":
        style = ["full", "short", "plain"][n % 3]
    if style == "plain":
        from offices import UNITS
        return UNITS[code][0]
    return short_name(code) if style == "short" else full_name(code)


def _movement(movement, which, n):
    if not movement:
        return ""
    full, usual, _ = MOVEMENTS[movement]
    forms = [full] + usual + [f"Phong trào thi đua “{usual[0]}”", f"Phong trào \"{usual[0]}\""]
    return forms[n % len(forms)] if which == 9 else forms[min(which, len(forms) - 1)]

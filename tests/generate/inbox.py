"""The inbox as the world knows it: attachments, their registrations, and what has become of each."""

import datetime
import random
from dataclasses import dataclass, field

import words
from offices import UNITS
from people import World
from sheets import Reg


@dataclass
class Attachment:
    source: str                 # as the program names it: folders with /, members after !
    sender: str                 # unit code; "" where nobody can tell
    received: datetime.date
    sheets: list = field(default_factory=list)
    outcome: str = "read"       # read failed ignored
    replaced_by: "Attachment" = None
    copy_of: "Attachment" = None

    @property
    def regs(self):
        return [r for s in self.sheets for r in s.regs]


class Inbox:
    """Files to write and attachments to account for; makes registrations on request."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.world = World(self.rng)
        self.files = {}           # path inside the inbox -> bytes
        self.attachments = []
        self.turn = {}

    # -- registrations --------------------------------------------------------------------------

    def _next(self, pool, key):
        at = self.turn.get(key, 0)
        self.turn[key] = at + 1
        return pool[at % len(pool)]

    def deed(self, movement):
        return self._next(words.DEEDS.get(movement) or ["Có nhiều thành tích trong công tác"], movement)

    def reg(self, ex, movement, **more):
        written = {"achievement": self.deed(movement)}
        written.update(more.pop("written", {}))
        return Reg(ex, movement, written, **more)

    def person(self, unit, movement, pool, more=None, **about):
        """One invented person; `pool` names a list of positions or is one position."""
        position = about.pop("position", None) or self._next(words.POSITIONS[pool], pool + unit)
        if pool == "women":
            about.setdefault("gender", "f")
        if pool == "police":
            about.setdefault("rank", self._next(words.RANKS, "rank"))
        if pool in ("block", "hamlet", "women", "veteran") and "address" not in about:
            about["address"] = self.place(unit)
        return self.reg(self.world.person(unit, position, **about), movement, **(more or {}))

    def people(self, n, unit, movement, pool, **about):
        return [self.person(unit, movement, pool, **about) for _ in range(n)]

    def household(self, unit, movement, more=None, **about):
        about.setdefault("address", self.place(unit))
        return self.reg(self.world.household(unit, **about), movement, **(more or {}))

    def group(self, unit, name, movement, kind="collective", more=None):
        return self.reg(self.world.add(kind, name, unit), movement, **(more or {}))

    def place(self, unit):
        """Where somebody lives: a hamlet of a commune, a block of a ward."""
        if unit in words.HAMLETS:
            return self._next(words.HAMLETS[unit], "place" + unit)
        return f"Khối {self.rng.randint(1, 12)}" if unit in UNITS else ""

    def signer(self):
        name = self.world._name(self.rng.choice("mf"))
        self.world.names.append(name)
        return name

    # -- files ----------------------------------------------------------------------------------

    def attach(self, source, sender, sheets=(), **more):
        """Accounts for an attachment; the date is the folder's."""
        received = more.pop("received", None) or datetime.date.fromisoformat(source.split("/")[0])
        attachment = Attachment(source, sender, received, list(sheets), **more)
        self.attachments.append(attachment)
        return attachment

    def file(self, path, body, sender, sheets=(), **more):
        self.files[path] = body
        return self.attach(path, sender, sheets, **more)

    # -- what became of each registration --------------------------------------------------------

    def settle(self):
        """Statuses by the rules of the plan: later lists replace, then the first arrival counts."""
        for a in self.attachments:
            if a.replaced_by:
                later = {(r.ex.key, r.movement) for r in a.replaced_by.regs}
                for r in a.regs:
                    r.status = "superseded" if (r.ex.key, r.movement) in later else "withdrawn"
            elif a.copy_of:
                for r in a.regs:
                    r.status = "superseded"
        counted = set()
        for a in sorted(self.attachments, key=lambda a: (a.received, a.source)):
            for r in a.regs:
                if r.status:
                    continue
                if r.pending:
                    r.status = "pending"
                elif (r.ex.key, r.movement) in counted:
                    r.status = "duplicate"
                else:
                    counted.add((r.ex.key, r.movement))
                    r.status = "counted"

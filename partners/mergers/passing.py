"""What passes from a gemeente that ends to those that follow it, as the apps see it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from partners.models import Organisation, Party, Position, Seat
from partners.rules.passing import NOBODY, RENAMED, Choices
from partners.rules.presence import Period


@dataclass
class Heir:
    """A gemeente that follows. Its organisation and party are there once it takes part here."""

    code: str
    name: str
    municipality: int
    province: str
    is_new: bool
    organisation: Organisation | None = None
    party: Party | None = None

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class Old:
    """A gemeente that ends, as this region has it: `party` while that still has to end,
    `is_known` where it takes or took part."""

    code: str
    name: str
    province: str
    organisation: Organisation | None
    party: Party | None
    is_known: bool

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class Passed:
    """One thing that the herindeling touches: of which kind, what, and what becomes of it.

    `rows` are what it was read from, `beside` what the successor has already, by which it was
    judged. `carry_out(by)` writes it; None where nothing is written, and the row stays as it is.
    `hinders` says why it stands in the way.
    """

    kind: str
    text: str
    url: str
    becomes: str
    rows: tuple = ()
    carry_out: Callable | None = None
    hinders: str = ""
    beside: tuple = ()


@dataclass
class Passing:
    """A herindeling on `day` in one region, with what was chosen; given to every source.

    `new_functions` and `new_seats` are filled while it is carried out: {key of what ended: what
    came instead}; of a seat that may be several, each in its period, the likeliest first.
    """

    region: object
    user: object
    kind: str
    day: date
    today: date
    olds: list[Old]
    heirs: dict[str, Heir]
    choices: Choices
    functions: Mapping[int, Position]
    new_functions: dict[int, Position] = field(default_factory=dict)
    new_seats: dict[int, list[Seat]] = field(default_factory=dict)

    @property
    def goes_on(self):
        """Whether the gemeente itself goes on, under another name and code."""
        return self.kind == RENAMED

    @property
    def first_open_day(self):
        """The first day on which what is planned may still be planned otherwise."""
        return max(self.day, self.today)

    @property
    def parties(self) -> dict[int, Old]:
        return {old.party.pk: old for old in self.olds if old.party}

    @property
    def organisations(self) -> dict[int, Old]:
        return {old.organisation.pk: old for old in self.olds if old.organisation}

    @property
    def heir_parties(self) -> dict[int, Heir]:
        """Those that take part already."""
        return {heir.party.pk: heir for heir in self.heirs.values() if heir.party}

    @property
    def joining(self) -> list[Heir]:
        return [heir for heir in self.heirs.values() if self.joins(heir)]

    def joins(self, heir):
        """Tell whether `heir` takes part in the region from the day on."""
        return heir.party is not None or self.choices.joins.get(heir.code, False)

    def heir_for(self, group) -> Heir | None:
        """Return who takes over what is of `group` (rules.passing.GROUPS)."""
        joining = self.joining
        if group in self.choices.groups:
            return self._joining(self.choices.groups[group])
        return joining[0] if joining else None

    def heir_of(self, function) -> Heir | None:
        """Return at whom the function (key) of an old gemeente goes on."""
        return self._joining(self.choices.functions.get(function, NOBODY))

    def _joining(self, code):
        heir = self.heirs.get(code)
        return heir if heir and self.joins(heir) else None

    def seat_on(self, day, key) -> Seat | None:
        """Return what came instead of a seat (key), as it is on `day`; else what lasts longest."""
        rows = self.new_seats.get(key, [])
        last = max(rows, key=lambda seat: seat.until or date.max, default=None)
        return next((seat for seat in rows if seat.holds_on(day)), last)

    def meanwhile(self, parts, until, said) -> str:
        """Say what holds in the rest of the time up to `until`, where something goes over in no
        more than `parts` of it."""
        return "" if parts == [Period(self.day, until)] else f"; in de overige tijd {said}"

    def goes_along(self, function) -> bool:
        """Tell whether a function (key) is there after it: at a successor, or elsewhere."""
        return function not in self.functions or self.heir_of(function) is not None

    def hindrance(self, *rows) -> str:
        """Return why dated rows cannot end on the day, where one of them begins only then."""
        return " ".join(
            f"{row} begint pas op {row.since:%d-%m-%Y}. Wijzig of beëindig dat eerst."
            for row in rows
            if row.since and row.since >= self.day
        )

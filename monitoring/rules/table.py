"""The figures of one indicator in one period, as they may be shown: gemeenten, parts and areas."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from monitoring.rules.disclosure import Sum, shown_keys
from monitoring.rules.figures import Figure, Reason, summed
from monitoring.rules.territory import Parts, Territory
from partners.rules.borders import AreaKey


class State(Enum):
    """What stands in a cell."""

    SHOWN = "getoond"
    HIDDEN = "niet getoond"
    SECRET = "geheim"
    UNKNOWN = "onbekend"
    ABSENT = "geen cijfer"
    UNFIT = "niet te berekenen"


@dataclass(frozen=True)
class Cell:
    """A figure that may be shown, or why it is not; a hidden one carries no number.

    `note` says why a sum cannot be made. `is_summed`: computed here, not delivered.
    """

    state: State
    figure: Figure | None = None
    amount: Decimal | None = None
    note: str = ""
    is_summed: bool = False

    @property
    def is_shown(self) -> bool:
        return self.state is State.SHOWN

    @property
    def is_hidden(self) -> bool:
        return self.state is State.HIDDEN

    @property
    def is_provisional(self) -> bool:
        return self.figure is not None and self.figure.is_provisional


class Part(NamedTuple):
    """The figure of a measured gemeente that later became, or is, a part of another."""

    code: str


@dataclass(frozen=True)
class Question:
    """What is asked of a period: its last day, the gemeenten of now and the areas, main one first.

    `unit` and `threshold` (counts below it are not shown) are the indicator's.
    """

    day: date
    codes: tuple[str, ...]
    areas: tuple[AreaKey, ...]
    unit: str
    threshold: int


class Cells(Mapping):
    """The cells of a period by key, each written when it is asked for: a drawing shows one row."""

    def __init__(self, made, shown, unit):
        self._made, self._shown, self._unit = made, shown, unit

    def __getitem__(self, key):
        parts, figure = self._made[key]
        return _cell(key, parts, figure, self._shown, self._unit)

    def __iter__(self):
        return iter(self._made)

    def __len__(self):
        return len(self._made)


def cells(question, territory: Territory, measured) -> Cells:
    """Return the cell of every gemeente (by code), Part and area (by AreaKey) of `question`.

    `measured` is {code or AreaKey: Figure} of the period.
    """
    codes = frozenset(key for key in measured if not isinstance(key, AreaKey))
    made = {code: _gemeente(question, territory, measured, codes, code) for code in question.codes}
    whole = {code for code, (parts, _) in made.items() if parts.codes == {code}}
    made |= {Part(code): (Parts(frozenset({code})), measured[code]) for code in codes - whole}
    made |= {area: _area(question, territory, measured, codes, area) for area in question.areas}
    return Cells(made, _shown(made, question.threshold, measured), question.unit)


def _gemeente(question, territory, measured, codes, code):
    parts = territory.parts_of(code, question.day, codes)
    if parts.is_own:
        return parts, measured[code]
    return parts, summed([measured[part] for part in parts.codes], question.unit)


def _area(question, territory, measured, codes, area):
    """A total that was delivered stands; else it is the sum of its members of that day."""
    parts = territory.members_of(area, question.day, codes)
    if area in measured:
        codes = parts.codes or territory.member_codes(area, question.day)
        return Parts(codes, is_own=True), measured[area]
    return parts, summed([measured[part] for part in parts.codes], question.unit)


def _shown(made, threshold, measured):
    sums = [
        Sum(key, parts.codes, figure.count if figure else None, isinstance(key, AreaKey))
        for key, (parts, figure) in made.items()
        if parts.codes
    ]
    secret = {key for key, figure in measured.items() if figure.reason == Reason.SECRET}
    return shown_keys(sums, threshold=threshold, secret=frozenset(secret))


def _cell(key, parts, figure, shown, unit):
    is_summed = not parts.is_own and not isinstance(key, Part)
    if figure is None:
        if parts.codes:
            return Cell(State.UNFIT, note="een deel is onbekend", is_summed=True)
        if isinstance(key, AreaKey) or parts.is_split:
            return Cell(State.UNFIT, note=parts.problem, is_summed=True)
        return Cell(State.ABSENT)
    if figure.reason in (Reason.SECRET, Reason.UNKNOWN):
        return Cell(State.SECRET if figure.reason == Reason.SECRET else State.UNKNOWN)
    if key not in shown and figure.count is not None:
        return Cell(State.HIDDEN, is_summed=is_summed)
    return Cell(State.SHOWN, figure, figure.amount(unit), is_summed=is_summed)

"""Periods: a school year, a year or a quarter; how people write them, and when figures are due.

What held in a period is asked of its last day: the gemeenten and areas of 31 July for a school
year. So figures of 2021/22 are those of the gemeenten after a merger on 1 January 2022.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import TextChoices

FIRST_YEAR, LAST_YEAR = 1990, 2100
EXAMPLES = {"schooljaar": "2024/25", "jaar": "2024", "kwartaal": "2024 K1"}


class Kind(TextChoices):
    SCHOOL_YEAR = "schooljaar", "Per schooljaar"
    YEAR = "jaar", "Per kalenderjaar"
    QUARTER = "kwartaal", "Per kwartaal"


FIRST_MONTH = {Kind.SCHOOL_YEAR: 8, Kind.YEAR: 1, Kind.QUARTER: 1}
MONTHS = {Kind.SCHOOL_YEAR: 12, Kind.YEAR: 12, Kind.QUARTER: 3}
# How CBS numbers periods in its tables.
CBS_KINDS = {"JJ": Kind.YEAR, "SJ": Kind.SCHOOL_YEAR, "KW": Kind.QUARTER}
YEAR = re.compile(r"(\d{4})\Z")
SCHOOL_YEAR = re.compile(r"(?:'?(\d\d)|(\d{4}))\s*[/\-–]\s*'?(\d\d|\d{4})\Z")
QUARTER = re.compile(r"(\d{4})[\s\-]*(?:k|q|kw|kwartaal)\s*([1-4])\Z", re.IGNORECASE)
QUARTER_FIRST = re.compile(r"([1-4])e?\s*kwartaal\s*(\d{4})\Z", re.IGNORECASE)
CBS = re.compile(r"(\d{4})(JJ|SJ|KW)0([0-4])\Z")


class PeriodError(ValueError):
    """What was written is not a period."""


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of time of which a figure tells: its first day, and how long it is."""

    start: date
    kind: str

    @cached_property
    def last_day(self) -> date:
        return self.next().start - timedelta(days=1)

    @property
    def label(self) -> str:
        """As in tables: 2024/25, 2024, 2024 K1."""
        year = self.start.year
        if self.kind == Kind.SCHOOL_YEAR:
            return f"{year}/{(year + 1) % 100:02d}"
        if self.kind == Kind.QUARTER:
            return f"{year} K{(self.start.month + 2) // 3}"
        return str(year)

    def __str__(self):
        return self.label

    def next(self) -> "Period":
        return self.later(1)

    def later(self, count) -> "Period":
        """Return the period `count` further on; a negative count goes back."""
        months = self.start.year * 12 + self.start.month - 1 + count * MONTHS[Kind(self.kind)]
        return Period(date(months // 12, months % 12 + 1, 1), self.kind)

    def until(self, last) -> list["Period"]:
        """Return this period and all that follow, up to and including `last`."""
        periods, period = [], self
        while period <= last:
            periods.append(period)
            period = period.next()
        return periods


def period_of(kind, year, quarter=1) -> Period:
    """Return the period of `kind` that begins in `year`; raises PeriodError for odd years."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PeriodError(f"kies een jaar tussen {FIRST_YEAR} en {LAST_YEAR}")
    return Period(date(year, FIRST_MONTH[Kind(kind)] + 3 * (quarter - 1), 1), str(Kind(kind)))


def period_at(day, kind) -> Period:
    """Return the period of `kind` that `day` lies in."""
    period = period_of(kind, day.year - (day.month < FIRST_MONTH[Kind(kind)]))
    while period.last_day < day:
        period = period.next()
    return period


def read_period(text, kind=None) -> Period:
    """Read a period as files and people write it; with `kind` no other kind is taken.

    2024, 2018/19, 2018/'19, 2018-2019, '18/'19, 2024 K1, 1e kwartaal 2024, 2024JJ00, 2018SJ00.
    Raises PeriodError.
    """
    period = _read(" ".join(text.replace("’", "'").replace("‘", "'").split()))
    if kind and period.kind != kind:
        example = EXAMPLES[str(kind)]
        raise PeriodError(f"dit is geen {Kind(kind).value}; schrijf bijvoorbeeld {example}")
    return period


def _read(text):
    if found := CBS.match(text):
        kind, number = CBS_KINDS[found[2]], int(found[3])
        if (kind == Kind.QUARTER) == bool(number):
            return period_of(kind, int(found[1]), number or 1)
    if found := YEAR.match(text):
        return period_of(Kind.YEAR, int(found[1]))
    if found := QUARTER.match(text):
        return period_of(Kind.QUARTER, int(found[1]), int(found[2]))
    if found := QUARTER_FIRST.match(text):
        return period_of(Kind.QUARTER, int(found[2]), int(found[1]))
    if found := SCHOOL_YEAR.match(text):
        first = int(found[2]) if found[2] else 2000 + int(found[1])
        if int(found[3]) == (first + 1 if len(found[3]) == 4 else (first + 1) % 100):
            return period_of(Kind.SCHOOL_YEAR, first)
    raise PeriodError("dit is geen periode; schrijf bijvoorbeeld 2024/25 of 2024")


def months_after(day, count) -> date:
    """Return the day `count` months after `day`, the last of the month where that is shorter."""
    months = day.year * 12 + day.month - 1 + count
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def due_on(latest, grace) -> date:
    """Return the day by which figures after period `latest` must be there.

    That is when the next period is over and `grace` months have passed.
    """
    return months_after(latest.next().last_day, grace)


def is_stale(latest, grace, day) -> bool:
    """Tell whether on `day` newer figures than those of `latest` (None: none yet) are overdue."""
    return latest is None or day > due_on(latest, grace)

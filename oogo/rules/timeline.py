"""A cycle as a line over time: values in, places for an SVG out; a template draws them.

Names of milestones stand above and below the line, as many as fit: what is late and what the law
asks comes first. What has no room keeps its mark; the table beside the drawing names everything.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from regio.lib.chart_parts import Text, at, cross_path, shape_path
from regio.lib.workdays import SchoolHoliday

DAY = timedelta(days=1)
MARGIN = timedelta(days=6)
BEFORE, AFTER = timedelta(days=190), timedelta(days=140)
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
# An average letter, the room around a name, the height of a line of text.
LETTER, GAP, ROW = 6.5, 10, 19
# How far a name reaches beyond its mark when it stands beside it.
OVERHANG = 12
ABOVE, BELOW = -1, 1
ASIDE = re.compile(r"[:(,] | \(")
HEAD, FOOT, CLEAR = 22, 46, 16
MEETING, CANCELLED, DONE, LATE, TODAY = "meeting", "cancelled", "done", "late", "soon"
PLANNED, LAW, AROUND = "planned", "law", "around"
# Their names are written bold.
BOLD, WIDE_LETTER = {MEETING, CANCELLED, LATE, TODAY, LAW}, 7.1
SHAPES = {
    MEETING: ("circle", 10),
    CANCELLED: ("circle", 10),
    LATE: ("diamond", 6),
    LAW: ("square", 7),
    AROUND: ("square", 5),
}


@dataclass(frozen=True)
class Size:
    """The drawing in its own units; `rows`: how many lines of names stand on either side."""

    width: int
    rows: int
    longest: int
    side: int = 14

    @property
    def axis(self):
        return HEAD + CLEAR + self.rows * ROW

    @property
    def bottom(self):
        """Where the names below the line end."""
        return self.axis + CLEAR + self.rows * ROW

    @property
    def height(self):
        return self.bottom + FOOT

    @property
    def top(self):
        """Where the shades and the line of today begin."""
        return HEAD

    @property
    def inner(self):
        return self.bottom - self.top

    @property
    def low(self):
        """Where the line of today ends."""
        return self.axis + CLEAR // 2


WIDE = Size(960, rows=3, longest=36)
NARROW = Size(340, rows=3, longest=22)


@dataclass(frozen=True)
class Point:
    """What is drawn: `kind` is the class of its mark; a lower `rank` is named first."""

    day: date
    name: str
    kind: str
    rank: int
    title: str = ""


@dataclass(frozen=True)
class Mark:
    """A point on the line: its shape says what it is, without colour; some carry a sign."""

    path: str
    sign: str
    kind: str
    title: str


@dataclass(frozen=True)
class Name:
    """A name beside the line; `leader` is the path from its mark, empty where it is next to it."""

    text: Text
    kind: str
    leader: str


@dataclass(frozen=True)
class Band:
    """A school holiday: a shade, with its name where that has room."""

    x: str
    width: str
    label: Text | None


@dataclass(frozen=True)
class Timeline:
    """A drawing, ready for a template."""

    size: Size
    start: str
    end: str
    passed: str
    today: Text | None
    months: tuple[Text, ...]
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]
    names: tuple[Name, ...]
    beyond: int

    @property
    def view_box(self):
        return f"0 0 {self.size.width} {self.size.height}"


def window(meeting_on: date, days, today: date) -> tuple[date, date]:
    """Return the first and the last day of the drawing: what lies around the meeting."""
    low, high = meeting_on - BEFORE, meeting_on + AFTER
    near = [day for day in (*days, today, meeting_on) if low <= day <= high]
    return min(near) - MARGIN, max(near) + MARGIN


def draw(points, holidays, *, first: date, last: date, today: date, size=WIDE) -> Timeline:
    """Draw `points` and school holidays between two days."""
    scale = _Scale(first, last, size)
    drawn = [point for point in points if first <= point.day <= last]
    is_now = first <= today <= last
    return Timeline(
        size=size,
        start=at(scale.left),
        end=at(scale.right),
        passed=at(min(max(scale.x(today), scale.left), scale.right)),
        today=_today(scale, today) if is_now else None,
        months=tuple(_months(scale)),
        bands=tuple(_bands(scale, holidays)),
        marks=tuple(_mark(point, scale.x(point.day), size.axis) for point in drawn),
        names=tuple(_Names(scale, today if is_now else None).place(drawn)),
        beyond=len(points) - len(drawn),
    )


def _mark(point, x, y):
    shape, radius = SHAPES.get(point.kind, ("circle", 6.5))
    sign = ""
    if point.kind == DONE:
        sign = f"M{at(x - 3)} {at(y)}l2 2.5l4 -5"
    elif point.kind == CANCELLED:
        sign = cross_path(x, y, 4)
    return Mark(shape_path(shape, x, y, radius), sign, point.kind, point.title or point.name)


class _Scale:
    """Where days are."""

    def __init__(self, first, last, size):
        self.first, self.last, self.size = first, last, size
        self.left, self.right = size.side, size.width - size.side

    def x(self, day):
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.left + share * (self.right - self.left)


def _today(scale, today):
    width = width_of("vandaag")
    return Text(at(_centre(scale.x(today), width, scale.size)), at(HEAD - 8), "vandaag")


def _months(scale):
    """Write the months below, each at its first day, where the name has room."""
    day = date(scale.first.year, scale.first.month, 1)
    y, free = at(scale.size.height - 4), scale.left
    while day <= scale.last:
        x = max(scale.x(day), scale.left)
        name = MONTHS[day.month - 1]
        if day.month == 1:
            name = f"{name} {day.year}"
        if x >= free and x + width_of(name) <= scale.size.width:
            yield Text(at(x), y, name, "start")
            free = x + width_of(name)
        day = (day + 31 * DAY).replace(day=1)


def _bands(scale, holidays: list[SchoolHoliday]):
    free = 0.0
    for holiday in holidays:
        left = scale.x(max(holiday.first, scale.first))
        right = scale.x(min(holiday.last + DAY, scale.last))
        if right <= left:
            continue
        name = holiday.name[0].lower() + holiday.name[1:]
        width = width_of(name)
        centre = _centre((left + right) / 2, width, scale.size)
        label = None
        if centre - width / 2 >= free:
            label = Text(at(centre), at(scale.size.height - 24), name)
            free = centre + width / 2
        yield Band(at(left), at(right - left), label)


class _Names:
    """Places names row by row; what a line of another name would cross stays free."""

    def __init__(self, scale, today):
        self.scale, self.size = scale, scale.size
        self.taken = {(side, row): [] for side in (ABOVE, BELOW) for row in range(self.size.rows)}
        self.leaders = {ABOVE: [], BELOW: []}
        if today:
            self.leaders[ABOVE].append((scale.x(today), self.size.rows))

    def place(self, points):
        for point in sorted(points, key=lambda p: (p.rank, p.day)):
            text = short(point.name, self.size.longest)
            x, width = self.scale.x(point.day), width_of(text, point.kind)
            free = (
                (side, row, centre)
                for row in range(self.size.rows)
                for side in (BELOW, ABOVE)
                for centre in _centres(x, width, self.size)
                if self._is_free(side, row, x, centre, width)
            )
            if place := next(free, None):
                yield self._named(point, text, *place, x, width)

    def _is_free(self, side, row, x, centre, width):
        left, right = centre - width / 2, centre + width / 2
        nearer = (span for r in range(row) for span in self.taken[side, r])
        return (
            all(right <= low or left >= high for low, high in self.taken[side, row])
            and not any(low < x < high for low, high in nearer)
            and not any(left < other < right for other, far in self.leaders[side] if far > row)
        )

    def _named(self, point, text, side, row, centre, x, width):
        self.taken[side, row].append((centre - width / 2, centre + width / 2))
        self.leaders[side].append((x, row))
        middle = self.size.axis + side * (CLEAR + ROW * (row + 0.5))
        start, end = self.size.axis + side * 9, middle - side * ROW * 0.45
        leader = f"M{at(x)} {at(start)}V{at(end)}" if row else ""
        return Name(Text(at(centre), at(middle + 4), text), point.kind, leader)


def _centre(x, width, size):
    """Return where the middle of a text comes that belongs at `x` and stays inside the drawing."""
    return min(max(x, width / 2), size.width - width / 2)


def _centres(x, width, size):
    """Return where the middle of a name may come: over its mark, or with an end there."""
    aside = width / 2 - OVERHANG
    return [_centre(middle, width, size) for middle in (x, x + aside, x - aside)]


def width_of(text, kind=""):
    return len(text) * (WIDE_LETTER if kind in BOLD else LETTER) + GAP


def short(name, longest):
    """Shorten a name to what stands before a colon, bracket or comma, else to whole words."""
    if len(name) > longest:
        name = ASIDE.split(name)[0]
    if len(name) <= longest:
        return name
    whole = name[:longest].rsplit(" ", 1)[0]
    return f"{whole if len(whole) > longest // 2 else name[: longest - 1]}…"

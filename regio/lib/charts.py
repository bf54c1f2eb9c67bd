"""Lines over time as SVG geometry: values in, places out; a template draws them.

Pure, so that a page and a PDF show the same drawing. Places are text with a point, as SVG wants
them, whatever language a template speaks. Nothing here knows of colour: the template gives every
line a class, and shapes (circle, square) tell lines apart without it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import ceil

from regio.lib.chart_labels import Box
from regio.lib.chart_names import HALF_LINE, LETTER, clear_of, ends_of, goals_of, short_name
from regio.lib.chart_parts import (
    Chart,
    Drawn,
    Mark,
    Rule,
    Size,
    Text,
    at,
    cross_path,
    shape_path,
)

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Line:
    """One series: a value or None for each column. `shape` is circle or square.

    `hidden`: the columns whose value may not be shown; `provisional`: those that may still change.
    """

    name: str
    shape: str
    values: tuple
    provisional: frozenset = frozenset()
    hidden: frozenset = frozenset()


@dataclass(frozen=True)
class Target:
    """A value to reach, and the column in which (None: beyond the drawing)."""

    value: Decimal
    column: int | None
    label: str


@dataclass(frozen=True)
class Break:
    """Before this column something changed; a line does not run on over one that `cuts`."""

    column: int
    label: str
    cuts: bool = True


WIDE = Size(760, 320, right=24, has_names=True)
NARROW = Size(360, 260, left=30, right=14)
SMALL = Size(
    280, 112, left=6, right=42, top=16, bottom=22, has_values=False, has_all_columns=False, ticks=4
)


@dataclass(frozen=True)
class Scale:
    """The values from the foot to the head of a plot, and where lines run along."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]


def scale_of(values, *, ticks=5, decimals=1, from_zero=False) -> Scale:
    """Return a scale with round numbers that holds all `values`; from zero where that is near.

    `ticks`: about how many lines run along; `decimals`: how many a reader sees of a value. A scale
    starts at zero unless all values lie in the upper part of it: a rate of 10 that moves by one
    would else be a flat line. `from_zero`: always, for a drawing that does not write its scale.
    """
    values = [Decimal(v) for v in values] or [Decimal(0)]
    low, high = min(values), max(values)
    if low >= 0 and (from_zero or low < high * Decimal("0.75")):
        low = Decimal(0)
    room = (high - low) or abs(high) or Decimal(1)
    step = _round_step(room / (ticks - 1), decimals)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    first -= bool(first > 0 and low - first * step < step / 3)
    last = max(last, first + 1)
    found = tuple(step * n for n in range(int(first), int(last) + 1))
    return Scale(found[0], found[-1], found)


def _round_step(least, decimals) -> Decimal:
    """Return the smallest round step from `least` on that can be written in so many decimals."""
    least = max(least, Decimal(1).scaleb(-decimals))
    power = Decimal(1).scaleb(least.adjusted())
    steps = [power * step for step in STEPS]
    return next(s for s in steps if s >= least and s.scaleb(decimals) % 1 == 0)


def trend(
    columns,
    lines,
    *,
    number: Callable,
    decimals=1,
    targets=(),
    breaks=(),
    size=WIDE,
    scale=None,
    measured=None,
) -> Chart:
    """Draw `lines` over `columns` (their names), with targets and breaks.

    `number(value)` writes a value with its `decimals`. `scale`: one that several drawings share;
    else it fits this one. `measured`: how many columns can have figures by now; others come later.
    """
    scale = scale or scale_of(_values_of(lines, targets), ticks=size.ticks, decimals=decimals)
    plot = _Plot(columns, lines, size, scale, len(columns) if measured is None else measured)
    goals = goals_of(plot, targets)
    rules = tuple(_break(plot, found) for found in breaks)
    ended = [(line, columns[-1]) for line in lines if (columns := _filled(line))]
    runs = [box for line in lines for box in _runs(plot, line)]
    ends = ends_of(plot, ended, goals, rules, runs) if size.has_names else {}
    return Chart(
        size=size,
        left=at(plot.left),
        right=at(plot.right),
        top=at(plot.top),
        bottom=at(plot.bottom),
        ticks=tuple(
            Rule(
                at(plot.y(tick)),
                Text(at(plot.left - 8), at(plot.y(tick) + HALF_LINE), number(tick), "end"),
            )
            for tick in plot.scale.ticks
        ),
        columns=tuple(_columns(plot)),
        breaks=rules,
        goals=goals,
        lines=tuple(_line(plot, lines, line, breaks, number, ends, goals) for line in lines),
        future=_future(plot),
        starts_at_zero=plot.scale.low == 0,
    )


def _values_of(lines, targets):
    values = [value for line in lines for value in line.values if value is not None]
    return values + [target.value for target in targets]


class _Plot:
    """Where values and columns are."""

    def __init__(self, columns, lines, size, scale, measured):
        self.columns, self.size, self.scale, self.measured = columns, size, scale, measured
        self.left, self.top = size.left, size.top
        self.bottom = size.height - size.bottom
        self.right = size.width - size.right
        if not size.has_values and measured < len(columns):
            self.right = size.width - size.left
        if size.has_names:
            room = max((_name_width(line.name) for line in lines), default=0)
            future = (self.right - self.left) / len(columns) * (len(columns) - measured)
            self.right -= max(0, room - int(future))

    @property
    def step(self):
        return (self.right - self.left) / max(1, len(self.columns))

    def x(self, column):
        return self.left + self.step * (column + 0.5)

    def edge(self, column):
        return self.left + self.step * column

    def y(self, value):
        share = (Decimal(value) - self.scale.low) / (self.scale.high - self.scale.low)
        return self.bottom - float(share) * (self.bottom - self.top)


def _name_width(name):
    return len(short_name(name)) * LETTER + 56


def _columns(plot):
    """Write the columns below the plot: all that fit, counted from the last; or both ends."""
    last = len(plot.columns) - 1
    if not plot.size.has_all_columns:
        yield Text(at(plot.left), at(plot.bottom + 18), plot.columns[0], "start")
        if last:
            yield Text(at(plot.right), at(plot.bottom + 18), plot.columns[last], "end")
        return
    every = _every(plot, plot.columns)
    for column, name in enumerate(plot.columns):
        if (last - column) % every == 0:
            yield Text(at(plot.x(column)), at(plot.bottom + 20), name)


def _every(plot, texts) -> int:
    """Return how many columns one text takes."""
    width = max((len(text) for text in texts), default=0) * LETTER + 4
    return max(1, ceil(width / plot.step))


def _line(plot, lines, line, breaks, number, ends, goals):
    points = [(c, plot.x(c), plot.y(line.values[c])) for c in _filled(line)]
    marked = points if plot.size.has_values else points[-1:]
    return Drawn(
        name=line.name,
        shape=line.shape,
        path=_path(points, {b.column for b in breaks if b.cuts}),
        marks=tuple(
            Mark(shape_path(line.shape, x, y), c in line.provisional) for c, x, y in marked
        ),
        crosses=" ".join(
            cross_path(plot.x(column), plot.bottom - 7) for column in sorted(line.hidden)
        ),
        values=tuple(_values(plot, lines, line, number, goals)),
        label=ends.get(line.name),
    )


def _runs(plot, line):
    """Give what a line takes between its points that follow each other."""
    for column in _filled(line)[:-1]:
        ends = [line.values[column], line.values[column + 1]]
        if ends[1] is not None:
            heights = [plot.y(value) for value in ends]
            yield Box(plot.x(column), plot.x(column + 1), min(heights), max(heights))


def _filled(line):
    """Return the columns in which a line has a value."""
    return [column for column, value in enumerate(line.values) if value is not None]


def _path(points, cuts) -> str:
    """Run through points of columns that follow each other, where nothing cuts them apart."""
    commands, before = [], None
    for column, x, y in points:
        joins = before is not None and column == before + 1 and column not in cuts
        commands.append(f"{'L' if joins else 'M'}{at(x)} {at(y)}")
        before = column
    return " ".join(commands)


def _values(plot, lines, line, number, goals):
    """Write the values of a line: above where it is the highest of its column, else below.

    In a small drawing only the last one, beside its point.
    """
    filled = _filled(line)
    every = _every(plot, [number(line.values[column]) for column in filled])
    for column in filled if plot.size.has_values else filled[-1:]:
        value = line.values[column]
        x, y, text = plot.x(column), plot.y(value), number(value)
        if not plot.size.has_values:
            yield Text(at(x + 9), at(y + HALF_LINE), text, "start")
        elif (filled[-1] - column) % every == 0:
            side = 1 if _is_below(lines, line, column) else -1
            yield Text(at(x), at(clear_of(goals, y + 15 * side, side) + HALF_LINE), text)


def _is_below(lines, line, column) -> bool:
    """Tell whether another line is higher in a column, or as high and drawn before this one."""
    before = lines[: lines.index(line)]
    value = line.values[column]
    others = [(o.values[column], o in before) for o in lines if o is not line]
    return any(o is not None and (o > value or (o == value and first)) for o, first in others)


def _break(plot, found):
    x = plot.edge(found.column)
    is_right = x > (plot.left + plot.right) / 2
    label = Text(
        at(x - 5 if is_right else x + 5),
        at(plot.top - 24),
        found.label,
        "end" if is_right else "start",
    )
    return Rule(at(x), label)


def _future(plot) -> str:
    """Return the left edge of the columns that are yet to come, or nothing."""
    if plot.measured >= len(plot.columns):
        return ""
    return at(plot.edge(plot.measured))

"""The parts of a drawing of regio.lib.charts, as its template finds them: texts, paths, places.

Places are text with a point, as SVG wants them, whatever language a template speaks.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """The drawing in its own units, the room around the plot, and how much is written in it."""

    width: int
    height: int
    left: int = 40
    right: int = 20
    top: int = 38
    bottom: int = 30
    has_names: bool = False
    has_values: bool = True
    has_all_columns: bool = True
    ticks: int = 5


@dataclass(frozen=True)
class Text:
    x: str
    y: str
    text: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Mark:
    """A point of a line; `path` draws its shape, open when the value is provisional."""

    path: str
    is_open: bool


@dataclass(frozen=True)
class Drawn:
    """A line: its path, the marks of its points, crosses where a value is hidden, and texts."""

    name: str
    shape: str
    path: str
    marks: tuple[Mark, ...]
    crosses: str
    values: tuple[Text, ...]
    label: Text | None


@dataclass(frozen=True)
class Goal:
    y: str
    x1: str
    x2: str
    diamond: str
    label: Text


@dataclass(frozen=True)
class Rule:
    """A line across the plot, up (a break) or along (a tick), with its text."""

    at: str
    label: Text


@dataclass(frozen=True)
class Chart:
    """A drawing, ready for a template."""

    size: Size
    left: str
    right: str
    top: str
    bottom: str
    ticks: tuple[Rule, ...]
    columns: tuple[Text, ...]
    breaks: tuple[Rule, ...]
    goals: tuple[Goal, ...]
    lines: tuple[Drawn, ...]
    future: str
    starts_at_zero: bool

    @property
    def view_box(self) -> str:
        return f"0 0 {self.size.width} {self.size.height}"


def at(number) -> str:
    return f"{number:.1f}".removesuffix(".0")


def shape_path(shape, x, y, radius=4.5) -> str:
    """Return the path of a mark around a point: circle, square or diamond."""
    r = radius
    if shape == "square":
        r = radius - 0.5
        return f"M{at(x - r)} {at(y - r)}h{at(2 * r)}v{at(2 * r)}h{at(-2 * r)}z"
    if shape == "diamond":
        r = radius + 2
        return f"M{at(x)} {at(y - r)}l{at(r)} {at(r)}l{at(-r)} {at(r)}l{at(-r)} {at(-r)}z"
    arc = f"a{at(r)} {at(r)} 0 1 0 {{}} 0"
    return f"M{at(x - r)} {at(y)}{arc.format(at(2 * r))}{arc.format(at(-2 * r))}z"


def cross_path(x, y, r=3.5) -> str:
    wide = at(2 * r)
    return f"M{at(x - r)} {at(y - r)}l{wide} {wide}m0 -{wide}l-{wide} {wide}"

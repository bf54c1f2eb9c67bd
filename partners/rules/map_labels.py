"""Names on a map: each as soon as the map is near enough for it to have room."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, inf

# From how near on, in the size of WIDTH of partners.rules.drawing, each level of names is shown: a
# narrow column, a phone, beside a card on a desk, and what zooming in adds.
SCALES = (0.26, 0.33, 0.7, 1.4, 2.8, 5.6)
SIZE = 13
LETTER = 0.56
# How high a name stands, in lines: what a browser counts as its box, rounded up to pixels.
HEIGHT = 1.5
# How far below its place the middle of a lower name is, in lines: clear of a name above it.
LOWERED = 1.55
# From the middle of a name to its foot.
FOOT = 0.35
# The lowest line there is, as a part of another.
TINY = 1e-9


@dataclass(frozen=True)
class Wish:
    """A name that wants a place: the first of `places` that is free, from `scale` on."""

    text: str
    kind: str
    places: tuple[tuple[int, int], ...]
    scale: float = 0
    lower: float = 0


@dataclass(frozen=True)
class Label:
    """A name in its place; `level`: the index in SCALES from which it is shown.

    `lower`: how many lines below the place it stands, whatever the size of the letters.
    """

    text: str
    kind: str
    x: int
    y: int
    level: int
    lower: float

    @property
    def foot(self) -> float:
        """How far below its place a name stands, in lines."""
        return LOWERED * bool(self.lower) + FOOT


def placed(
    wishes: Iterable[Wish], unit: float, *, scales=SCALES, sides=(-inf, inf)
) -> tuple[Label, ...]:
    """Return the labels that fit, those of earlier wishes first.

    `unit`: how much of the plane one step of the drawing is, at scale one. `scales`: from where on
    each level is shown, the farthest first; a name that has a place keeps it. `sides`: where the
    drawing ends to the left and to the right; a name that would stick out there moves in, and one
    that is wider waits for as long as it can.
    """
    waiting, found = list(wishes), []
    room = sides[1] - sides[0]
    for level, scale in enumerate(scales):
        line = SIZE * unit / scale
        taken, rest = defaultdict(list), []
        for label in found:
            _take(taken, label, line)
        for wish in waiting:
            fits = wish.scale <= scale and (
                scale == scales[-1] or _half(wish.text) * line * 2 < room
            )
            label = _first_free(wish, level, line, taken, sides) if fits else None
            if label:
                found.append(label)
                _take(taken, label, line)
            else:
                rest.append(wish)
        waiting = rest
    return tuple(found)


def width_of(text) -> float:
    """Return about how wide a name is, in steps of the drawing at scale one."""
    return len(text) * LETTER * SIZE


def are_clear(one: Label, other: Label, line: float) -> bool:
    """Tell whether two names stay clear of each other where a line is so high, and all nearer.

    Nearer, lines are lower and names shrink around their places, except that a lower name also
    comes closer to its own. They are beside each other from some height of a line down; until
    then the one has to stay below the other.
    """
    wide, across = _half(one.text) + _half(other.text), abs(one.x - other.x)
    if across >= wide * line:
        return True
    down, further = other.y - one.y, LOWERED * (bool(other.lower) - bool(one.lower))
    beside = max(across / wide, TINY * line)
    below = [down / height + further for height in (line, beside)]
    return min(below) >= HEIGHT or max(below) <= -HEIGHT


def _first_free(wish, level, line, taken, sides):
    """Return the label at the first place that is free."""
    for x, y in wish.places:
        x = _moved_in(x, wish.text, line, *sides)
        label = Label(wish.text, wish.kind, x, y, level, wish.lower)
        if all(are_clear(label, other, line) for row in _rows(label, line) for other in taken[row]):
            return label
    return None


def _moved_in(x, text, line, left, right):
    """Return where a name of which the middle is at `x` is whole, if it can be: a whole unit."""
    wide = _half(text) * line
    if 2 * wide >= right - left:
        return x
    return ceil(left + wide) if x - wide < left else floor(right - wide) if x + wide > right else x


def _half(text):
    """Return half the width of a name, with some air, in lines."""
    return len(text) * LETTER / 2 + 0.3


def _take(taken, label, line):
    for row in _rows(label, line):
        taken[row].append(label)


def _rows(label, line):
    """Return the lines of the plane that a label covers, here or nearer."""
    middle, half = label.y / line, HEIGHT / 2
    return range(floor(middle - half), floor(middle + half + LOWERED * bool(label.lower)) + 1)

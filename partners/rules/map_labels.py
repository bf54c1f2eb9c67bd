"""Names on a map: each as soon as the map is near enough for it to have room."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

# How near: half (a phone), whole, and what zooming in adds.
SCALES = (0.5, 1, 2, 4, 8)
SIZE = 13
LETTER = 0.56
# How far below its place the middle of a lower name is, in lines: clear of a name above it.
LOWERED = 1.4
# From the middle of a name to its foot.
FOOT = 0.35


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


def placed(wishes: Iterable[Wish], unit: float, scales=SCALES) -> tuple[Label, ...]:
    """Return the labels that fit, those of earlier wishes first.

    `unit`: how much of the plane one step of the drawing is, at scale one. `scales`: how near the
    map may come, the farthest first; a name that has a place keeps it.
    """
    waiting, found = list(wishes), []
    for level, scale in enumerate(scales):
        line = SIZE * unit / scale
        taken = defaultdict(list)
        for label in found:
            _take(taken, *_box(label.text, label.x, label.y, label.lower, line))
        rest = []
        for wish in waiting:
            label = _first_free(wish, level, line, taken) if wish.scale <= scale else None
            (found if label else rest).append(label or wish)
        waiting = rest
    return tuple(found)


def width_of(text) -> float:
    """Return about how wide a name is, in steps of the drawing at scale one."""
    return len(text) * LETTER * SIZE


def _first_free(wish, level, line, taken):
    for x, y in wish.places:
        rows, left, right = _box(wish.text, x, y, wish.lower, line)
        if all(right <= a or left >= b for row in rows for a, b in taken[row]):
            _take(taken, rows, left, right)
            return Label(wish.text, wish.kind, x, y, level, wish.lower)
    return None


def _take(taken, rows, left, right):
    for row in rows:
        taken[row].append((left, right))


def _box(text, x, y, lower, line):
    """Return the half lines that a label covers, and from where to where."""
    half = line * 0.6
    wide = len(text) * LETTER * line / 2 + line * 0.3
    middle = y + lower * line * LOWERED
    rows = range(int((middle - half) // half), int((middle + half * 0.9) // half) + 1)
    return rows, x - wide, x + wide

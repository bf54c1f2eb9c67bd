"""Names on a map: each as soon as the map is near enough for it to have room."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, inf

# How near: half (a phone), whole, and what zooming in adds.
SCALES = (0.5, 1, 2, 4, 8)
SIZE = 13
LETTER = 0.56
# How far below its place the middle of a lower name is, in lines: clear of a name above it.
LOWERED = 1.4
# A small phone shows the map at less than half: there letters take so much more of it.
ROOMY = 1.15
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


def placed(
    wishes: Iterable[Wish], unit: float, *, scales=SCALES, sides=(-inf, inf)
) -> tuple[Label, ...]:
    """Return the labels that fit, those of earlier wishes first.

    `unit`: how much of the plane one step of the drawing is, at scale one. `scales`: how near the
    map may come, the farthest first; a name that has a place keeps it. `sides`: where the drawing
    ends to the left and to the right; a name that would stick out there moves in.

    A name has its place at every nearer scale too: a lower one comes closer to its place there,
    and so to the names around it.
    """
    waiting, found = list(wishes), []
    lines = [SIZE * unit / scale for scale in scales]
    taken = [defaultdict(list) for _ in scales]
    for level, scale in enumerate(scales):
        nearer, rest = [*zip(lines, taken, strict=True)][level:], []
        for wish in waiting:
            is_near = wish.scale <= scale
            label = _first_free(wish, level, nearer, sides) if is_near else None
            (found if label else rest).append(label or wish)
        waiting = rest
    return tuple(found)


def width_of(text) -> float:
    """Return about how wide a name is, in steps of the drawing at scale one."""
    return len(text) * LETTER * SIZE


def _first_free(wish, level, nearer, sides):
    """Return the label at the first place that is free, and take that; `nearer` are (how high a
    line is, what is taken) of the scales from its own on."""
    for x, y in wish.places:
        x = _moved_in(x, wish.text, nearer[0][0], *sides)
        boxes = [(taken, _box(wish.text, x, y, wish.lower, line)) for line, taken in nearer]
        if all(_is_free(taken, *box) for taken, box in boxes):
            for taken, box in boxes:
                _take(taken, *box)
            return Label(wish.text, wish.kind, x, y, level, wish.lower)
    return None


def _is_free(taken, rows, left, right):
    return all(right <= a or left >= b for row in rows for a, b in taken[row])


def _moved_in(x, text, line, left, right):
    """Return where a name of which the middle is at `x` is whole, if it can be: a whole unit."""
    wide = _half(text, line) * ROOMY
    if 2 * wide >= right - left:
        return x
    return ceil(left + wide) if x - wide < left else floor(right - wide) if x + wide > right else x


def _half(text, line):
    """Return half the width of a name, with some air."""
    return len(text) * LETTER * line / 2 + line * 0.3


def _take(taken, rows, left, right):
    for row in rows:
        taken[row].append((left, right))


def _box(text, x, y, lower, line):
    """Return the half lines that a label covers, and from where to where."""
    half = line * 0.6
    wide = _half(text, line)
    middle = y + lower * line * LOWERED
    rows = range(int((middle - half) // half), int((middle + half * 0.9) // half) + 1)
    return rows, x - wide, x + wide

"""The plane on which maps are drawn: points, rings and paths in whole units of fifty metres.

Equirectangular, scaled at the latitude of the middle of the country: over the whole of it a
distance is at most four percent off, and a gemeente looks as it does on any other map. `y` runs
down, as in a drawing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import cos, radians

Point = tuple[int, int]
Ring = tuple[Point, ...]
Rings = tuple[Ring, ...]

METRES = 50
WEST, NORTH, MIDDLE = 3.2, 53.7, 52.2
PER_DEGREE = 111_320 / METRES
NARROWED = cos(radians(MIDDLE))
SCANS = (0.5, 0.35, 0.65, 0.2, 0.8)
NUMBER = re.compile(r"-?\d+")


def project(longitude, latitude) -> Point:
    """Return the place of WGS84 degrees on the plane."""
    x = (float(longitude) - WEST) * NARROWED * PER_DEGREE
    return round(x), round((NORTH - float(latitude)) * PER_DEGREE)


def tidy(points: Sequence[Point]) -> Ring:
    """Return a ring without points that repeat, and without its first point at the end."""
    found = [p for p, before in zip(points, [None, *points], strict=False) if p != before]
    while len(found) > 1 and found[0] == found[-1]:
        found.pop()
    return tuple(found)


def area(ring: Ring) -> float:
    """Return the size of a ring in square units, whichever way it runs."""
    turned = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in turned)) / 2


def path_of(rings: Iterable[Ring]) -> str:
    """Write rings as the path of a drawing, in relative steps: M0 0l10 0 0 10z."""
    return "".join(_subpath(ring) + "z" for ring in rings)


def line_path(lines: Iterable[Sequence[Point]]) -> str:
    """Write lines as a path; one that ends where it began is closed."""
    return "".join(
        f"{_subpath(line[:-1])}z" if line[0] == line[-1] else _subpath(line) for line in lines
    )


@lru_cache(maxsize=1000)
def rings_of(path: str) -> Rings:
    """Return the rings that `path_of` wrote, or the lines of `line_path`."""
    return tuple(_ring(part) for part in path.split("M") if part)


def edges(rings: Rings):
    """Yield the sides of rings, each from its smaller point to its larger one."""
    for ring in rings:
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            yield (a, b) if a < b else (b, a)


def sides(groups: dict) -> dict:
    """Return {edge: set of the groups that have it on a side} for {group: shapes (Rings)}.

    A side that a group has twice lies within it and is left out.
    """
    found = defaultdict(set)
    for group, shapes in groups.items():
        for rings in shapes:
            for edge in edges(rings):
                found[edge] ^= {group}
    return {edge: owners for edge, owners in found.items() if owners}


def chained(found: Iterable[tuple[Point, Point]]) -> list[list[Point]]:
    """Join sides into lines as long as they go, so that each is drawn once."""
    beside = defaultdict(set)
    for a, b in found:
        beside[a].add(b)
        beside[b].add(a)
    ends = sorted(p for p, others in beside.items() if len(others) != 2)
    lines = []
    for start in [*ends, *sorted(beside)]:
        while beside[start]:
            lines.append(_walk(start, beside))
    return lines


@lru_cache(maxsize=1000)
def middles_of(rings: Rings) -> tuple[Point, ...]:
    """Return points well inside the largest ring where a name can stand, the widest place first."""
    ring = max(rings, key=area)
    ys = [y for _, y in ring]
    low, high = min(ys), max(ys)
    spans = [span for share in SCANS for span in _spans(ring, low + (high - low) * share)]
    widest = sorted(spans, key=lambda s: s[0] - s[1])
    return tuple((round((a + b) / 2), round(y)) for a, b, y in widest) or ring[:1]


def bounds(points: Iterable[Point]) -> tuple[int, int, int, int]:
    """Return (left, top, right, bottom) of all points; of none at all the first unit."""
    xs, ys = zip(*points, strict=True) if (points := list(points)) else ((0, 1), (0, 1))
    return min(xs), min(ys), max(xs), max(ys)


def _subpath(points):
    (x, y), steps = points[0], []
    for before, now in zip(points, points[1:], strict=False):
        steps += [str(now[0] - before[0]), str(now[1] - before[1])]
    return f"M{x} {y}l{' '.join(steps)}".replace(" -", "-")


def _ring(part):
    numbers = [int(n) for n in NUMBER.findall(part)]
    x, y = numbers[:2]
    points = [(x, y)]
    for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return tuple(points)


def _walk(start, beside):
    """Take sides off from `start` on, up to a point where lines meet or nothing is left."""
    line = [start]
    while beside[line[-1]]:
        here = line[-1]
        onward = min(beside[here])
        beside[here].remove(onward)
        beside[onward].remove(here)
        line.append(onward)
        if len(beside[onward]) != 1:
            break
    return line


def _spans(ring, y):
    """Return the stretches (left, right, y) of a horizontal line that lie inside a ring."""
    crossed = sorted(
        ax + (y - ay) * (bx - ax) / (by - ay)
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True)
        if (ay <= y) != (by <= y)
    )
    return [(a, b, y) for a, b in zip(crossed[::2], crossed[1::2], strict=True)]

"""Simplify the shapes of neighbours so that they keep sharing their borders.

Rings are cut where three shapes meet; each piece (arc) is simplified once, by Visvalingam's method:
the point that adds the least area goes first. One threshold holds for the whole file, chosen so
that about `budget` points are left: the country stays small whatever the source.
"""

from collections import defaultdict
from heapq import heapify, heappop, heappush
from math import inf

from partners.rules.geometry import Ring, Rings, area

BUDGET = 9_000
# A square kilometre: smaller islands and holes go, but for the largest part of a gemeente.
SMALL = 400


def simplify(shapes: dict[str, Rings], budget: int = BUDGET, small: float = SMALL):
    """Return `shapes` ({key: rings without repeats, of three points or more}) with fewer points.

    Every shape keeps its largest ring, every ring three points, every shared border both sides.
    """
    junctions = _junctions(shapes)
    cut = {key: [_arcs(ring, junctions) for ring in rings] for key, rings in shapes.items()}
    kept = _simplified(cut, budget)
    return {
        key: _worthy([_joined(arcs, kept) for arcs in rings], small) for key, rings in cut.items()
    }


def _junctions(shapes):
    """Return the points where rings come together or part."""
    beside = defaultdict(set)
    for rings in shapes.values():
        for ring in rings:
            for before, here, after in zip(
                ring[-1:] + ring[:-1], ring, ring[1:] + ring[:1], strict=True
            ):
                beside[here].add((before, after) if before < after else (after, before))
    return {point for point, pairs in beside.items() if len(pairs) > 1}


def _arcs(ring, junctions):
    """Cut a ring at the junctions into [(arc in its one direction, is it turned here)]."""
    starts = [i for i, point in enumerate(ring) if point in junctions]
    first = starts[0] if starts else ring.index(min(ring))
    turned = ring[first:] + ring[:first] + (ring[first],)
    cuts = [i for i, point in enumerate(turned) if point in junctions]
    if not cuts:
        cuts = [0, len(turned) - 1]
    return [_one_way(turned[a : b + 1]) for a, b in zip(cuts, cuts[1:], strict=False)]


def _one_way(arc):
    back = arc[::-1]
    return (back, True) if back < arc else (arc, False)


def _simplified(cut, budget):
    """Return {arc: what is left of it}."""
    fewest = defaultdict(int)
    for rings in cut.values():
        for arcs in rings:
            for arc, _ in arcs:
                fewest[arc] = max(fewest[arc], 3 - len(arcs))
    weights = {arc: _weights(arc) for arc in fewest}
    threshold = _threshold(weights, budget)
    return {arc: _left(arc, weights[arc], threshold, fewest[arc]) for arc in fewest}


def _threshold(weights, budget):
    """Return the weight of the first point that has no place any more; zero if all have."""
    found = sorted((w for own in weights.values() for w in own[1:-1]), reverse=True)
    room = max(0, budget - len(weights))
    return found[room] if len(found) > room else 0.0


def _left(arc, weights, threshold, fewest):
    """Keep the ends, what weighs more than the threshold, and at least `fewest` in between."""
    inner = sorted(range(1, len(arc) - 1), key=lambda i: -weights[i])
    kept = {i for n, i in enumerate(inner) if n < fewest or weights[i] > threshold}
    return tuple(p for i, p in enumerate(arc) if i in kept or i in (0, len(arc) - 1))


def _weights(arc):
    """Return for each point of an arc how much area hangs on it; the ends stay whatever comes."""
    last = len(arc) - 1
    weights = [inf] * len(arc)
    before, after = list(range(-1, last)), list(range(1, last + 2))
    heap = [(_triangle(arc, i - 1, i, i + 1), i) for i in range(1, last)]
    current = {i: size for size, i in heap}
    heapify(heap)
    reached = 0.0
    while heap:
        size, i = heappop(heap)
        if current.get(i) != size:
            continue
        del current[i]
        weights[i] = reached = max(reached, size)
        a, b = before[i], after[i]
        after[a], before[b] = b, a
        for j in (a, b):
            if j in current:
                current[j] = _triangle(arc, before[j], j, after[j])
                heappush(heap, (current[j], j))
    return weights


def _triangle(arc, a, b, c):
    (ax, ay), (bx, by), (cx, cy) = arc[a], arc[b], arc[c]
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2


def _joined(arcs, kept) -> Ring:
    found = []
    for arc, is_turned in arcs:
        found += (kept[arc][::-1] if is_turned else kept[arc])[:-1]
    return tuple(found)


def _worthy(rings, small) -> Rings:
    largest = max(rings, key=area)
    return tuple(ring for ring in rings if ring is largest or area(ring) >= small)

"""Where texts beside a drawing go: near what they name, over nothing else, not over each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

# To go outside the drawing is worse than any way within it.
OUTSIDE = 1e9


@dataclass(frozen=True)
class Box:
    """A part of the drawing that is taken: by a text, a line, a mark."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Label:
    """A text of one line that wants its middle at height `y`, from `left` to `right`."""

    y: float
    left: float
    right: float

    def bands(self, taken: Sequence[Box], half: float) -> list[tuple[float, float]]:
        """Return between which heights its middle may not be; `half` is half its own height."""
        beside = [box for box in taken if box.left < self.right and box.right > self.left]
        return [(box.top - half, box.bottom + half) for box in beside]


def places(
    labels: Sequence[Label], taken: Sequence[Box], *, height: float, low: float, high: float
) -> list[float]:
    """Return the middle of each of `labels`, together as near as can be to where they want to be.

    They lie over none of `taken`; those that lie above each other keep their order, at least
    `height` apart. Where there is room it is between `low` and `high`.
    """
    found = {}
    for group in _columns(labels):
        rows = _stacked([labels[n] for n in group], taken, height, low, high)
        found |= dict(zip(group, rows, strict=True))
    return [found[n] for n in range(len(labels))]


def _columns(labels):
    """Return the places of `labels` in groups that have nothing to do with each other."""
    groups, reach = [], float("-inf")
    for n in sorted(range(len(labels)), key=lambda n: labels[n].left):
        if labels[n].left >= reach:
            groups.append([])
        groups[-1].append(n)
        reach = max(reach, labels[n].right)
    return groups


def _stacked(labels, taken, height, low, high):
    order = sorted(range(len(labels)), key=lambda n: labels[n].y)
    bands = [labels[n].bands(taken, height / 2) for n in order]
    spots = _spots([label.y for label in labels], bands, height, (low, high))
    found = [_Step(0.0, None, None)] * len(spots)
    for row, n in enumerate(order):
        found = _steps(found, spots, labels[n].y, bands[row], height, (low, high), is_first=not row)
    ends = _path(min(found, key=lambda step: step.cost))
    return [ends[order.index(n)] for n in range(len(labels))]


@dataclass(frozen=True)
class _Step:
    """The cheapest way to have placed labels so far, the last of them at `spot`."""

    cost: float
    spot: float | None
    before: "_Step | None"


def _spots(wanted, bands, height, ends):
    """Return every height that can be part of the best way, from high to low in the drawing."""
    edges = [edge for own in bands for band in own for edge in band]
    base = {*wanted, *edges, *ends}
    shifts = range(-len(wanted), len(wanted) + 1)
    return sorted({round(spot + n * height, 3) for spot, n in product(base, shifts)})


def _steps(before, spots, wanted, bands, height, ends, *, is_first):
    """Place one more label: at each spot the cheapest way that ends there."""
    found, cheapest, passed = [], _Step(0.0 if is_first else float("inf"), None, None), 0
    for spot in spots:
        while not is_first and spots[passed] <= spot - height:
            cheapest = min(cheapest, before[passed], key=lambda step: step.cost)
            passed += 1
        cost = cheapest.cost + _cost(spot, wanted, bands, ends)
        found.append(_Step(cost, spot, cheapest))
    return found


def _cost(spot, wanted, bands, ends):
    if any(top < spot < bottom for top, bottom in bands):
        return float("inf")
    is_outside = not ends[0] <= spot <= ends[1]
    return (spot - wanted) ** 2 + OUTSIDE * is_outside


def _path(step):
    spots = []
    while step and step.spot is not None:
        spots.append(step.spot)
        step = step.before
    return spots[::-1]

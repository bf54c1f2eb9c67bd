"""A map without borders: each gemeente a hexagon, near where it belongs, no two on one place.

The whole is swapped until no two would lie nearer by changing places. Then for any two gemeenten
the step from one hexagon to the other points the same way as on the map: who lies north stays
north of who lies south.
"""

from functools import lru_cache
from typing import NamedTuple

from partners.rules.geometry import Point, Ring

# Half the width and a quarter of the height: whole numbers near to a regular hexagon, 9.7 km wide.
HALF, QUARTER = 97, 56
CORNERS = ((0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1))


class Spot(NamedTuple):
    """What has to be placed: its code and where its centre lies."""

    code: str
    x: int
    y: int


class Cell(NamedTuple):
    column: int
    row: int

    @property
    def centre(self) -> Point:
        return 2 * HALF * self.column + HALF * (self.row % 2), 3 * QUARTER * self.row


@lru_cache(maxsize=1000)
def hexagon(centre: Point, share: float = 1) -> Ring:
    """Return the corners around a point; `share` of the full size."""
    x, y = centre
    return tuple(
        (x + round(dx * HALF * share), y + round(dy * QUARTER * share)) for dx, dy in CORNERS
    )


@lru_cache(maxsize=32)
def layout(spots: tuple[Spot, ...]) -> dict[str, Cell]:
    """Return a cell for each of `spots`, whatever their order; the same for the same."""
    placed, taken = {}, set()
    spots = tuple(sorted(spots))
    for spot in spots:
        placed[spot.code] = cell = _nearest_free(spot, taken)
        taken.add(cell)
    while _improve(spots, placed, taken):
        pass
    return placed


def distance(spot: Spot, cell: Cell) -> int:
    """Return the distance from where a spot belongs to a cell, squared."""
    x, y = cell.centre
    return (x - spot.x) ** 2 + (y - spot.y) ** 2


def _nearest_free(spot, taken):
    reach = 0
    while True:
        free = [cell for cell in _around(spot, reach) if cell not in taken]
        if free:
            # A farther row may hold a nearer cell: look somewhat wider before choosing.
            wider = [cell for cell in _around(spot, reach * 2 + 2) if cell not in taken]
            return min(wider, key=lambda cell: (distance(spot, cell), cell))
        reach += 1


def _around(spot, reach):
    row = round(spot.y / (3 * QUARTER))
    column = round(spot.x / (2 * HALF))
    return [
        Cell(c, r)
        for r in range(row - reach, row + reach + 1)
        for c in range(column - reach, column + reach + 1)
    ]


def _improve(spots, placed, taken):
    """Move who can lie nearer, change places where that brings two nearer; tell if any did."""
    moved = [spot for spot in spots if _move(spot, placed, taken)]
    swapped = False
    for n, one in enumerate(spots):
        for other in spots[n + 1 :]:
            swapped = _swap(one, other, placed) or swapped
    return bool(moved) or swapped


def _move(spot, placed, taken):
    now = placed[spot.code]
    free = [cell for cell in _around(spot, 2) if cell not in taken]
    best = min(free, key=lambda cell: (distance(spot, cell), cell), default=now)
    if distance(spot, best) >= distance(spot, now):
        return False
    taken.remove(now)
    taken.add(best)
    placed[spot.code] = best
    return True


def _swap(one, other, placed):
    """By changing places two gain what their step and the step of their cells differ in way."""
    (ax, ay), (bx, by) = placed[one.code].centre, placed[other.code].centre
    if (other.x - one.x) * (bx - ax) + (other.y - one.y) * (by - ay) >= 0:
        return False
    placed[one.code], placed[other.code] = placed[other.code], placed[one.code]
    return True

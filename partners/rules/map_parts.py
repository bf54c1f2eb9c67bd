"""The parts of a map of partners.rules.drawing: what goes in, and what a template finds."""

from dataclasses import dataclass
from functools import cached_property

from partners.rules.borders import AreaKey
from partners.rules.geometry import Rings
from partners.rules.map_labels import SCALES, SIZE, Label, Wish, placed

# White for none, then --map-1 and so on of tokens.css.
PAPER_TINTS = ("#ffffff", "#bfe3df", "#f7e3b5", "#d2def4", "#dcebc4", "#ecd9ee", "#f8d9cb")


@dataclass(frozen=True)
class Tract:
    """A gemeente to draw: its shape, and the areas of the two kinds it lies in, the most first.

    `is_spot`: its own border is not known; a small hexagon marks where it is. `path`: its rings,
    where they are written already.
    """

    code: str
    name: str
    rings: Rings
    is_own: bool
    first: tuple[AreaKey, ...] = ()
    second: tuple[AreaKey, ...] = ()
    is_spot: bool = False
    path: str = ""


@dataclass(frozen=True)
class Land:
    """What is drawn below: around the map, or of gemeenten of which only spots are known.

    Then it says of them whether they are of the region, and in which areas they lie.
    """

    rings: Rings
    is_own: bool = False
    first: tuple[AreaKey, ...] = ()
    second: tuple[AreaKey, ...] = ()


@dataclass(frozen=True)
class Shape:
    """A gemeente as it is drawn; `mark`: spot, or split over areas, or nothing special."""

    code: str
    name: str
    said: str
    path: str
    mark: str


@dataclass(frozen=True)
class Group:
    """The gemeenten that look the same: tint 0 is of none."""

    tint: int
    is_own: bool
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Key:
    """A line of the legend: an area, its tint, its gemeenten of the region and all others drawn."""

    tint: int
    name: str
    own: tuple[str, ...]
    others: int


@dataclass(frozen=True)
class Drawing:
    """A map, ready for a template."""

    view_box: str
    unit: float
    land: str
    groups: tuple[Group, ...]
    own_border: str
    area_border: str
    lines: str
    wishes: tuple[Wish, ...]
    labels: tuple[Label, ...]
    keys: tuple[Key, ...]
    line_names: tuple[str, ...]
    has_spots: bool
    has_split: bool

    @property
    def printed_names(self) -> list[tuple[Label, str, str]]:
        """Return (label, x, y of its foot) of the names that fit on paper, in larger letters.

        Paper has one size: no name need make way there for how it stands on a phone.
        """
        size = self.unit * WIDTHS["print"]
        return [
            (label, written(label.x), written(label.y + size * label.foot))
            for label in placed(self.wishes, size / SIZE, scales=(1,), sides=self.sides)
        ]

    @property
    def scales(self) -> str:
        """Say how near the map has to be for each level of names after the first."""
        return " ".join(map(str, SCALES[1:]))

    @property
    def sides(self) -> tuple[int, int]:
        """Return where the drawing ends to the left and to the right."""
        left, _, width, _ = map(int, self.view_box.split())
        return left, left + width

    @property
    def printed_groups(self) -> list[tuple[Group, str]]:
        """Return the groups with their colours: no style sheet reaches a drawing on paper."""
        return [(group, PAPER_TINTS[group.tint]) for group in self.groups]

    @cached_property
    def width(self) -> dict[str, str]:
        """The lines of the drawing, in units of the plane, from thin to thick."""
        return {name: written(self.unit * w) for name, w in WIDTHS.items()}


WIDTHS = {
    "hair": 0.8,
    "thin": 1.2,
    "middle": 1.8,
    "thick": 2.6,
    "broad": 7,
    "halo": 3.2,
    "dash": 7,
    "gap": 4,
    "letter": 13,
    "print": 17,
    "hatch": 0.8,
}


def written(number) -> str:
    """Write a number as SVG wants it, whatever language a template speaks."""
    return f"{number:.1f}".removesuffix(".0")

"""The map of a region, or of the country, on a day; one or two queries beside those of a Field.

The rows come as plain values and go to the pure rules: the page, the card of a gemeente, the table
and the paper give one answer.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.formats import date_format

from partners.field import Field
from partners.models import AreaMembership, MunicipalityOutline
from partners.reading import borders_from, read_members
from partners.rules import drawing, hexagons, overlap, reach
from partners.rules.borders import AreaKey, Borders, name_on, sort_key
from partners.rules.geometry import project, rings_of
from partners.rules.map_parts import Land, Tract
from partners.rules.overlap import KINDS, AreaLabel

# Where a gemeente of which the centre is not known stands: in the sea.
AT_SEA = project(3.5, 53.4)
SPOT = 0.3


@dataclass(frozen=True)
class Outline:
    since: date
    path: str
    source: str


class Atlas:
    """What a map of `field` shows on `day`: `kinds` are the one in colour and the one in lines.

    `field` is wide; the second kind may be empty. `is_whole`: the country, of these kinds alone.
    """

    def __init__(self, field: Field, day, *, kinds, is_whole=False):
        self.field, self.day, self.is_whole = field, day, is_whole
        self.kinds = tuple(kind for kind in kinds if kind)

    @cached_property
    def own(self) -> frozenset[str]:
        return frozenset(self.field.municipalities_on(self.day))

    @cached_property
    def codes(self) -> list[str]:
        """The gemeenten that are drawn: of the region first, by name."""
        found = self.borders.existing(self.day) if self.is_whole else self.own | self._around
        return sorted(found, key=lambda c: (c not in self.own, sort_key(self.name(c))))

    def name(self, code) -> str:
        return self.borders.name(code, self.day)

    @cached_property
    def drawing(self) -> drawing.Drawing:
        return drawing.draw(
            self._tracts,
            self._lands,
            names=self.labels,
            is_whole=self.is_whole,
        )

    @property
    def colour_label(self) -> str:
        return overlap.kind_label(self.kinds[0], self.day)

    @property
    def line_label(self) -> str:
        return overlap.kind_label(self.kinds[1], self.day) if len(self.kinds) > 1 else ""

    @property
    def title(self) -> str:
        """Say what the drawing shows, for who does not see it."""
        where = "Nederland" if self.is_whole else self.field.region.name
        lines = f", met lijnen: {self.line_label}" if self.line_label else ""
        return (
            f"Kaart van {where} op {date_format(self.day, 'j F Y')}: {len(self.codes)} gemeenten, "
            f"in kleur: {self.colour_label}{lines}."
        )

    @property
    def table(self) -> overlap.Matrix:
        """Return where each drawn gemeente lies, in words."""
        return self._matrix(self.codes, self.kinds)

    @property
    def reaches(self) -> list[reach.Reach]:
        """Return every area that lies in the region, and for which part."""
        return reach.reaches(self.borders, self.own, self.day, kinds=KINDS, labels=self.labels)

    @cached_property
    def labels(self) -> dict[AreaKey, AreaLabel]:
        """Name every area: as the region knows it, else by itself."""
        named = {member.area: names for member, names in self._members}
        labels = {
            area: AreaLabel(name_on(names, self.day) or area.code) for area, names in named.items()
        }
        return labels | self.field.own_labels(self.day)

    @cached_property
    def has_borders(self) -> bool:
        """Tell whether most drawn gemeenten have a border: else all are hexagons."""
        return 2 * sum(code in self.outlines for code in self.codes) >= len(self.codes) > 0

    @property
    def border_sources(self) -> list[str]:
        """Name the borders that are drawn: CBS (CC BY 4.0), 2026."""
        drawn = (self.outlines[code] for code in self.codes if code in self.outlines)
        return sorted({f"{outline.source}, {outline.since.year}" for outline in drawn})

    @cached_property
    def days(self) -> dict[date, str]:
        """The days on which something on this map changed, and what; the last one first."""
        own = {c for code in self.codes for c in self.borders.origin_of(code)}
        found = defaultdict(set)
        for merger in self.borders.mergers:
            if merger.old in own or merger.new in own:
                found[merger.on].add("herindeling")
        editions = {
            (member.since, member.area.kind, member.edition)
            for member in self.borders.members
            if member.since and member.place in own
        }
        for since, kind, edition in editions:
            if kind in self.kinds:
                found[since].add(f"{overlap.kind_label(kind, since)} {edition}")
        for since in {o.since for code in own for o in self._outlines.get(code, ())}:
            found[since].add("grenzen")
        return {day: ", ".join(sorted(found[day], key=sort_key)) for day in sorted(found)[::-1]}

    @cached_property
    def borders(self) -> Borders:
        """Every gemeente and merger; the memberships that this map needs."""
        return borders_from(self.field.towns, self.field.all_mergers, self._members)

    def province(self, code) -> str:
        return self.field.towns[code].province

    @cached_property
    def outlines(self) -> dict[str, Outline]:
        """The border of each gemeente as it was drawn nearest to the day: before it, else after."""
        found = {}
        for code, own in self._outlines.items():
            past = [outline for outline in own if outline.since <= self.day]
            found[code] = past[-1] if past else own[0]
        return found

    def _matrix(self, codes, kinds):
        return overlap.overlap(
            self.borders,
            codes,
            self.day,
            preferred=self.field.own_areas_on(self.day),
            labels=self.labels,
            kinds=kinds,
        )

    @cached_property
    def _around(self) -> set[str]:
        """The gemeenten outside that share an area of the chosen kinds with the region."""
        areas = {
            area for code in self.own for kind in self.kinds for area in self._lies(code, kind)
        }
        return {
            code
            for code in self.borders.existing(self.day)
            if any(not areas.isdisjoint(self._lies(code, kind)) for kind in self.kinds)
        }

    def _lies(self, code, kind) -> tuple[AreaKey, ...]:
        """Return the areas of a gemeente, the one that holds most of it first; no slivers."""
        found = self.borders.areas_of(code, kind, self.day)
        counted = [f for f in found if overlap.counts(f)]
        if len(counted) == 1:
            return (counted[0].area,)
        return tuple(f.area for f in sorted(counted, key=lambda f: -(f.share or 0)))

    @cached_property
    def _tracts(self) -> list[Tract]:
        first, second = (*self.kinds, "")[:2]
        return [
            Tract(
                code,
                self.name(code),
                rings,
                code in self.own,
                self._lies(code, first),
                self._lies(code, second) if second else (),
                self.has_borders and code not in self.outlines,
                self.outlines[code].path if self.has_borders and code in self.outlines else "",
            )
            for code in self.codes
            if (rings := self._rings(code))
        ]

    def _rings(self, code):
        if not self.has_borders:
            return (hexagons.hexagon(self._cells[code].centre),)
        if code in self.outlines:
            return rings_of(self.outlines[code].path)
        centre = self._centre(code)
        return (hexagons.hexagon(centre, SPOT),) if centre else ()

    @property
    def _lands(self) -> list[Land]:
        """Return what lies around, and below gemeenten of which only the later border is known."""
        drawn = set(self.codes)
        existing = set(self.borders.existing(self.day))
        if not self.has_borders:
            return [Land(self._rings(code)) for code in sorted(existing - drawn)]
        around = [Land(self._rings(c)) for c in sorted(existing - drawn) if c in self.outlines]
        below = {
            later: Land(self._rings(later), spot.is_own, spot.first, spot.second)
            for spot in self._tracts
            if spot.is_spot
            for later in self.borders.line_of(spot.code) - existing
            if later in self.outlines
        }
        return [*around, *below.values()]

    @cached_property
    def _cells(self):
        spots = [
            hexagons.Spot(code, *(self._centre(code) or AT_SEA))
            for code in self.borders.existing(self.day)
        ]
        return hexagons.layout(tuple(sorted(spots)))

    @cached_property
    def _members(self):
        """(Member, names of its area); of the country for every gemeente, for these kinds alone."""
        if not self.is_whole:
            return self.field.members
        return read_members(AreaMembership.objects.filter(area__kind__in=self.kinds))

    def _centre(self, code):
        town = self.field.towns[code]
        if town.longitude is None or town.latitude is None:
            return None
        return project(town.longitude, town.latitude)

    @cached_property
    def _outlines(self):
        """{code: its Outlines, the oldest first}"""
        rows = MunicipalityOutline.objects.order_by("since").values_list(
            "municipality__code", "since", "path", "source"
        )
        found = defaultdict(list)
        for code, *outline in rows:
            found[code].append(Outline(*outline))
        return dict(found)

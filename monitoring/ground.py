"""The gemeenten and areas of a region, read in four queries: what figures are added up by."""

from collections import defaultdict

from monitoring.rules.territory import Territory
from partners.models import Area, Municipality, Party, RegionArea, Succession
from partners.rules.borders import (
    AreaKey,
    Borders,
    Member,
    Merger,
    Name,
    Place,
    name_on,
    sort_key,
)

KIND_ORDER = (
    Area.Kind.YOUTH,
    Area.Kind.SWV_PO,
    Area.Kind.SWV_VO,
    Area.Kind.RMC,
    Area.Kind.LABOUR,
)
CALLED = {Area.Kind.YOUTH: "Jeugdregio", Area.Kind.RMC: "Doorstroompunt"}


class Ground:
    """Of a region on a day: its gemeenten (codes, by name), its areas and all their borders."""

    def __init__(self, region, day):
        self.day = day
        mergers = tuple(
            Merger(*row)
            for row in Succession.objects.values_list("old__code", "new__code", "on", "kind")
        )
        members, self._area_names = _areas(region, day)
        parties = _municipalities(region, day)
        lines = Borders({}, mergers)
        known = parties | {member.place for member in members}
        origins = set().union(*(lines.origin_of(code) for code in known))
        codes = origins.union(*(lines.line_of(code) for code in origins))
        self.borders = Borders(_places(codes), mergers, tuple(members))
        self.territory = Territory(self.borders)
        self.areas = sorted(self._area_names, key=lambda a: (KIND_ORDER.index(a.kind), a.code))
        own = parties or self._of_youth_areas()
        self.codes = tuple(sorted(self.borders.leading_to(own, day), key=self._by_name))

    def name(self, code) -> str:
        return self.borders.name(code, self.day)

    def area_name(self, area) -> str:
        """Name an area with what it is, where its own name does not say so."""
        name = name_on(self._area_names[area], self.day) or area.code
        called = CALLED.get(area.kind)
        return f"{called} {name}" if called else name

    def short_area_name(self, area) -> str:
        return CALLED.get(area.kind) or self.area_name(area)

    def areas_from(self, main) -> list[AreaKey]:
        """Return the areas, `main` (None: the jeugdregio) first."""
        return sorted(self.areas, key=lambda area: area != main)

    @property
    def places(self) -> dict[str, list[str]]:
        """Return all names of each gemeente that a figure of this region may be of, by code."""
        return {
            code: [name.text for name in place.names] for code, place in self.borders.places.items()
        }

    def _of_youth_areas(self):
        """While no gemeente is a party yet, those of the jeugdregio stand in."""
        youth = {area for area in self.areas if area.kind == Area.Kind.YOUTH}
        return {m.place for m in self.borders.members if m.area in youth}

    def _by_name(self, code):
        return sort_key(self.name(code))


def _areas(region, day):
    """Return the members of the region's areas, at any time, and the names of each area."""
    rows = (
        RegionArea.objects.of_region(region)
        .on(day)
        .values_list(
            "area__kind",
            "area__code",
            "area__names__name",
            "area__names__since",
            "area__names__until",
            "area__memberships__municipality__code",
            "area__memberships__share",
            "area__memberships__since",
            "area__memberships__until",
            "area__memberships__edition",
            "area__memberships__source",
        )
    )
    members, names = set(), defaultdict(set)
    for kind, code, name, since, until, *member in rows:
        area = AreaKey(kind, code)
        names[area] |= {Name(name, since, until)} if name else set()
        members |= {Member(area, *member)} if member[0] else set()
    return members, names


def _municipalities(region, day):
    """Return the codes of the gemeenten that are a party, or will be."""
    parties = Party.objects.of_region(region).lasting_beyond(day)
    codes = parties.values_list("organisation__municipality__code", flat=True)
    return {code for code in codes if code}


def _places(codes):
    rows = Municipality.objects.filter(code__in=codes).values_list(
        "code", "since", "until", "names__name", "names__since", "names__until"
    )
    names = defaultdict(list)
    for *place, name, since, until in rows.order_by("code", "names__since", "names__pk"):
        names[tuple(place)] += [Name(name, since, until)] if name else []
    return {place[0]: Place(place[0], tuple(own), *place[1:]) for place, own in names.items()}

"""A region's Speelveld, read once in at most nine queries and asked for any day.

The rows come as plain values, all their dates with them, and go to the pure rules: the front page,
the lists, the Overzicht and the facts beside the checklist give one answer.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from partners.bodies import Bodies
from partners.concerned import concerned
from partners.models import (
    Area,
    AreaMembership,
    Organisation,
    OrganisationLink,
    Party,
    RegionArea,
    Representation,
)
from partners.reading import (
    Known,
    Town,
    borders_from,
    read_members,
    read_positions,
    read_successions,
    read_towns,
)
from partners.rules import overlap, presence
from partners.rules.borders import (
    AreaKey,
    Borders,
    Merger,
    Name,
    holds,
    name_on,
    sort_key,
)
from partners.rules.overlap import AreaLabel
from partners.rules.presence import (
    LinkRow,
    PartyRow,
    People,
    Period,
    Ref,
    RepresentationRow,
)
from partners.rules.subjects import SWV_KINDS
from regio.lib import clock


class Lying(NamedTuple):
    """A gemeente in an area; `is_own` when it leads to a gemeente of the region."""

    name: str
    is_own: bool


KIND_ORDER = list(Organisation.Kind.values)


class Field:
    """What the rules know of one region; every question names its day.

    `is_wide`: as far as a map needs, with all gemeenten and with the memberships of all those that
    share an area with the region. `about` (keys of organisations): of parties, people and seats no
    more than says what these miss.
    """

    def __init__(self, region, *, is_wide=False, about=None):
        self.region, self.is_wide, self.about = region, is_wide, about

    def parties_on(self, day) -> list[PartyRow]:
        return [party for party in self.parties if holds(party, day)]

    def people_on(self, day) -> set[Ref]:
        """Return the people who hold a function on `day`."""
        return {position.person for position in self.people.positions if holds(position, day)}

    def municipalities_on(self, day, borders=None) -> list[str]:
        """Return the codes of the gemeenten that on `day` existed and lead to one of the region.

        `borders`, where they are in hand, hold every gemeente and merger.

        A party counts from before it joined, back from today, and until it ends. While no gemeente
        is a party yet, the gemeenten of the region's jeugdregio stand in.
        """
        known_on = max(day, clock.today())
        codes = {
            party.municipality
            for party in self.parties
            if party.municipality
            and (party.until is None or party.until > day)
            and (party.since is None or party.since <= known_on)
        }
        goal = codes if self.has_municipalities else self._codes
        return (borders or self._ground).leading_to(goal, day)

    def matrix(self, day) -> overlap.Matrix:
        """Compare the region's gemeenten on `day`, for each kind of area."""
        preferred = self.own_areas_on(day)
        codes = self.municipalities_on(day)
        return overlap.overlap(
            self.borders, codes, day, preferred=preferred, labels=self.area_labels(day)
        )

    def own_areas_on(self, day) -> list[AreaKey]:
        """Return the areas that the region is about on `day`."""
        return [area for area, _, row in self._region_areas if holds(row, day)]

    def periods_of(self, area) -> list[Period]:
        """Return when the region was or is about `area`."""
        return [period for own, _, period in self._region_areas if own == area]

    @property
    def lines(self) -> set[str]:
        """Return the region's gemeenten with all that they came from and became."""
        return self._with_lines(self._codes)

    @property
    def all_mergers(self) -> tuple[Merger, ...]:
        """Return every merger of the country."""
        return self._lines.mergers

    def mergers(self) -> list[overlap.MergerText]:
        return overlap.merger_texts(self.borders, self._codes)

    def missing(self, day) -> list[presence.Missing]:
        """Return who and what is missing on `day`: parties in their order, then vacant seats, and
        last whose data nobody verified."""
        people = self.missing_people(day)
        unverified = [item for item in people if item.what == presence.VERIFIED]
        known = [item for item in people if item.what != presence.VERIFIED]
        return known + self.bodies.vacancies(day) + unverified

    def missing_people(self, day) -> list[presence.Missing]:
        return presence.missing(self.parties, self.people, day)

    def mandates(self, day) -> list[presence.MandateState]:
        return presence.mandate_states(self.parties, self.people, day)

    def double_roles(self, day) -> list[presence.DoubleRole]:
        return presence.double_roles(self.parties, self.people, day)

    def workers_on(self, day) -> dict[int, list[int]]:
        """Return {organisation: those that work for it on `day`}."""
        found = defaultdict(list)
        for link in self.people.links:
            if link.kind == presence.WORKS_FOR and holds(link, day):
                found[link.target].append(link.source)
        return found

    def area_labels(self, day) -> dict[AreaKey, AreaLabel]:
        """Name the areas: a swv by the party that is its verband, with the number, else itself."""
        named = {member.area: names for member, names in self.members}
        return _labels(named, day) | self.own_labels(day)

    def own_labels(self, day) -> dict[AreaKey, AreaLabel]:
        """Name what the region is about and the verbanden that are a party, as `area_labels`."""
        own = {area: names for area, names, _ in self._region_areas}
        return _labels(own, day) | self.party_labels(day)

    def party_labels(self, day) -> dict[AreaKey, AreaLabel]:
        """Name the areas of which a party is the verband, by that party; another area keeps its own
        name, whoever stands for it."""
        labels = {}
        for party in self.parties_on(day):
            for area in (area for area in party.areas if area.kind in SWV_KINDS):
                number = overlap.area_number(area)
                labels[area] = AreaLabel(party.name, "" if number in party.name else number)
        return labels

    def members_of(self, areas, day) -> dict[AreaKey, list[Lying]]:
        """Return which gemeenten lay in each of `areas` on `day`, by name."""
        codes = AreaMembership.objects.filter(
            area__kind__in={area.kind for area in areas}, area__code__in={a.code for a in areas}
        )
        codes = self._with_lines(codes.values_list("municipality__code", flat=True))
        rows = AreaMembership.objects.filter(municipality__code__in=codes)
        borders = self._borders(codes, read_members(rows))
        own = {code for party in self._codes for code in self._lines.origin_of(party)}
        return {
            area: sorted(
                (
                    Lying(borders.name(code, day), code in own)
                    for code in borders.municipalities_of(area, day)
                ),
                key=lambda lying: sort_key(lying.name),
            )
            for area in areas
        }

    @cached_property
    def has_municipalities(self) -> bool:
        return any(party.municipality for party in self.parties)

    @cached_property
    def parties(self) -> list[PartyRow]:
        """Every party that ever was, gemeenten first, by name."""
        rows = Party.objects.of_region(self.region)
        rows = rows if self.about is None else rows.filter(organisation__in=self.about)
        rows = rows.values_list(
            "pk",
            "organisation_id",
            "organisation__short_name",
            "organisation__kind",
            "organisation__municipality__code",
            "since",
            "until",
            "organisation__areas__kind",
            "organisation__areas__code",
        )
        areas = defaultdict(set)
        for *party, kind, code in rows:
            areas[tuple(party)] |= {AreaKey(kind, code)} if code else set()
        found = [
            PartyRow(*party[:5], areas=frozenset(own), since=party[5], until=party[6])
            for party, own in areas.items()
        ]
        return sorted(found, key=lambda p: (KIND_ORDER.index(p.kind), sort_key(p.name), p.pk))

    @cached_property
    def people(self) -> People:
        links = OrganisationLink.objects.of_region(self.region)
        represents = Representation.objects.of_region(self.region)
        among = None if self.about is None else concerned(self.about)
        return People(
            positions=tuple(read_positions(self.region, among)),
            links=tuple(
                LinkRow(*row)
                for row in links.values_list("kind", "source_id", "target_id", "since", "until")
            ),
            representations=tuple(
                RepresentationRow(*row)
                for row in represents.values_list("position_id", "party_id", "since", "until")
            ),
        )

    @cached_property
    def bodies(self) -> Bodies:
        return Bodies(self.region, self.parties, of_parties_alone=self.about is not None)

    @cached_property
    def borders(self) -> Borders:
        if not self.is_wide:
            return self._borders(self.lines, self.members)
        return borders_from(self.towns, self.all_mergers, self.members)

    @property
    def _ground(self) -> Borders:
        """The gemeenten and mergers; where all are read anyhow, without a look at areas."""
        if not self.is_wide:
            return self.borders
        return borders_from(self.towns, self.all_mergers, ())

    @cached_property
    def towns(self) -> Mapping[str, Town]:
        """Every gemeente that ever was."""
        return read_towns()

    def _borders(self, codes, members) -> Borders:
        towns = read_towns(code__in=codes)
        return Borders(
            places={code: town.place for code, town in towns.items()},
            mergers=self._lines.mergers,
            members=tuple(member for member, _ in members),
        )

    def _with_lines(self, codes) -> set[str]:
        """Return `codes` with all that they came from and all that became of those."""
        origins = set().union(*(self._lines.origin_of(code) for code in codes))
        return origins.union(*(self._lines.line_of(code) for code in origins))

    @cached_property
    def _lines(self) -> Borders:
        """All mergers, without the gemeenten themselves: enough to follow a line."""
        return Borders({}, tuple(known.merger for known in self.successions))

    @cached_property
    def successions(self) -> list[Known]:
        """Every merger of the country, and what this region made of it."""
        return read_successions(self.region)

    @cached_property
    def _codes(self) -> frozenset[str]:
        """The gemeenten that are a party, or stand in while none is."""
        if self.has_municipalities:
            return frozenset(party.municipality for party in self.parties if party.municipality)
        youth = {area for area, _, _ in self._region_areas if area.kind == Area.Kind.YOUTH}
        return frozenset(member.place for member, _ in self.members if member.area in youth)

    @cached_property
    def members(self):
        """(Member, names of its area) for each gemeente that the region is about."""
        rows = AreaMembership.objects
        if self.has_municipalities:
            rows = rows.filter(municipality__code__in=self.lines)
        else:
            own = AreaMembership.objects.filter(
                area__region_areas__region=self.region, area__kind=Area.Kind.YOUTH
            )
            rows = rows.filter(municipality__in=own.values("municipality"))
        if self.is_wide:
            beside = AreaMembership.objects.filter(area__in=rows.values("area"))
            rows = AreaMembership.objects.filter(municipality__in=beside.values("municipality"))
        return read_members(rows)

    @cached_property
    def _region_areas(self):
        """(AreaKey, names, period) of each area that the region is or was about."""
        rows = RegionArea.objects.of_region(self.region).values_list(
            "area__kind",
            "area__code",
            "since",
            "until",
            "area__names__name",
            "area__names__since",
            "area__names__until",
        )
        names = defaultdict(list)
        for kind, code, since, until, *name in rows.order_by("area__names__since"):
            names[AreaKey(kind, code), Period(since, until)] += [Name(*name)] if name[0] else []
        return [(area, tuple(own), period) for (area, period), own in names.items()]


def _labels(named, day):
    return {area: AreaLabel(name_on(names, day) or area.code) for area, names in named.items()}

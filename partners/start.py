"""What a region can start from on a day, and what of it is there already: in six queries, however
much of the country is loaded."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from partners.field import Field
from partners.models import AreaMembership, Organisation, RegionArea
from partners.reading import borders_from, read_members
from partners.rules import reach
from partners.rules import start as rules
from partners.rules.borders import AreaKey, Borders, name_on
from partners.rules.overlap import AreaLabel, in_words
from partners.rules.presence import Period
from regio.lib import clock
from regio.lib.sort_name import fold


@dataclass(frozen=True)
class Known:
    """An organisation of the region, and when it takes or took part."""

    pk: int
    name: str
    short_name: str
    kind: str
    municipality: str | None
    areas: frozenset[AreaKey]
    parties: frozenset[Period]

    def takes_part_from(self, day):
        """Tell whether it takes part on `day`, or will."""
        return any(beyond(party, day) for party in self.parties)


def not_started(regions):
    """Return the keys of those `regions` (keys) that have no area and no party yet, or had."""
    areas = RegionArea.objects.filter(region__in=regions).values_list("region", flat=True)
    parties = Organisation.objects.filter(region__in=regions).exclude(parties=None)
    return set(regions) - set(areas.union(parties.values_list("region", flat=True)))


def beyond(row, day):
    """Tell whether a dated row holds on `day`, or begins later."""
    return row.until is None or row.until > day


class Start:
    """A proposal for `region` on `day`, as its Speelveld stands now.

    `codes` are those of the chosen samenwerkingsverbanden; without any it knows every verband to
    choose from, and nothing else.
    """

    def __init__(self, region, day, codes=()):
        self.region, self.day, self.codes = region, day, codes
        self.field = Field(region, is_wide=True)

    @cached_property
    def members(self):
        """(Member, names of its area): of the verbanden, or of all that lies around the chosen."""
        verbanden = AreaMembership.objects.filter(area__kind__in=rules.SWV_KINDS)
        if not self.codes:
            return read_members(verbanden)
        own = AreaMembership.objects.filter(municipality__organisations__region=self.region)
        own |= AreaMembership.objects.filter(
            area__kind__in=rules.SWV_KINDS, area__code__in=self.codes
        )
        towns = own.values("municipality")
        near = AreaMembership.objects.filter(municipality__in=towns).values("area")
        return read_members(AreaMembership.objects.filter(area__in=near))

    @cached_property
    def chosen(self) -> list[AreaKey]:
        """The chosen verbanden in which a gemeente lies on the day."""
        areas = (verband.area for verband in self.verbanden)
        return [area for area in areas if area.code in self.codes]

    @cached_property
    def borders(self) -> Borders:
        return borders_from(self.field.towns, self.field.all_mergers, self.members)

    @cached_property
    def labels(self) -> dict[AreaKey, AreaLabel]:
        """Name every area: a samenwerkingsverband as the region knows it, the others by
        themselves."""
        labels = {m.area: AreaLabel(name_on(n, self.day) or m.area.code) for m, n in self.members}
        for known in (k for k in self.organisations if k.kind == "swv"):
            labels |= {area: AreaLabel(known.short_name) for area in known.areas}
        return labels

    @cached_property
    def verbanden(self) -> list[rules.Verband]:
        return rules.verbanden(self.borders, self.day, self.labels)

    @property
    def chosen_labels(self) -> str:
        """Name the chosen verbanden: SWV PO 30-02 en SWV VO 30-02."""
        return in_words([str(self.labels[area]) for area in self.chosen])

    @property
    def is_counted_back(self) -> bool:
        return any(town.is_counted_back for town in self.towns)

    @cached_property
    def towns(self) -> list[rules.TownProposal]:
        return rules.towns_in(self.borders, self.chosen, self.day, today=clock.today())

    def areas(self, towns) -> list[rules.AreaProposal]:
        """Propose areas around the gemeenten `towns` (codes)."""
        found = reach.reaches(
            self.borders, towns, self.day, kinds=rules.AROUND_KINDS, labels=self.labels
        )
        return rules.areas_around(found, self.chosen)

    @cached_property
    def organisations(self) -> list[Known]:
        rows = Organisation.objects.of_region(self.region).values_list(
            "pk",
            "name",
            "short_name",
            "kind",
            "municipality__code",
            "areas__kind",
            "areas__code",
            "parties__pk",
            "parties__since",
            "parties__until",
        )
        areas, parties = defaultdict(set), defaultdict(set)
        for *own, kind, code, party, since, until in rows.order_by("pk"):
            areas[tuple(own)] |= {AreaKey(kind, code)} if code else set()
            parties[tuple(own)] |= {Period(since, until)} if party else set()
        return [Known(*own, frozenset(areas[own]), frozenset(parties[own])) for own in areas]

    @cached_property
    def own_areas(self) -> dict[AreaKey, Period]:
        """The areas that the region is about on the day, or later."""
        rows = RegionArea.objects.of_region(self.region).values_list(
            "area__kind", "area__code", "since", "until"
        )
        return {
            AreaKey(kind, code): Period(since, until)
            for kind, code, since, until in rows
            if beyond(Period(since, until), self.day)
        }

    @cached_property
    def own_towns(self) -> frozenset[str]:
        """The gemeenten that take part on the day, or will."""
        return frozenset(
            known.municipality
            for known in self.organisations
            if known.municipality and known.takes_part_from(self.day)
        )

    def known_as(self, proposal) -> Known | None:
        """Return the organisation that a PartyProposal is about, when the region knows it."""
        for known in self.organisations:
            if proposal.municipality and known.municipality == proposal.municipality:
                return known
            if known.kind == proposal.kind and proposal.area in known.areas:
                return known
            same_name = fold(known.name) == fold(proposal.name)
            if known.kind == proposal.kind and same_name and not proposal.municipality:
                return known
        return None

    def named(self, name) -> Known | None:
        """Return the organisation of the region that has this name."""
        return next((k for k in self.organisations if fold(k.name) == fold(name)), None)


class Preview:
    """What an Atlas asks of a Field, for the gemeenten `towns` (codes) of a proposal."""

    def __init__(self, start, towns):
        self.start, self.own = start, towns
        self.region, self.members = start.region, start.members
        self.towns, self.all_mergers = start.field.towns, start.field.all_mergers

    def municipalities_on(self, day):
        return sorted(self.own)

    def own_areas_on(self, day):
        return self.start.chosen

    def own_labels(self, day):
        return self.start.labels

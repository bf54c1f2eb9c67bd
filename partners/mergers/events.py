"""Which herindelingen touch a region: those that come, and those that were not carried out here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from partners.field import Field
from partners.models import AreaMembership, RegionArea
from partners.reading import Town, read_towns
from partners.rules.borders import Borders, name_on, sort_key
from partners.rules.lines import Event, grouped
from partners.rules.overlap import in_words, merger_sentence

# What becomes of one gemeente, and of several, by the kind of herindeling.
ENDINGS = {
    "nieuw": ("gaat op in een nieuwe gemeente", "gaan op in een nieuwe gemeente"),
    "samenvoeging": ("gaat op in een andere gemeente", "gaan op in een andere gemeente"),
    "splitsing": ("wordt verdeeld", "worden verdeeld"),
    "naamswijziging": ("krijgt een andere naam en code", "krijgen een andere naam en code"),
}


@dataclass(frozen=True)
class Touching:
    """A herindeling that touches the region on a day. `pk` names it in addresses: its first row.

    `is_open`: a party here is of a gemeente that ends by it, and still lasts beyond it. `plan` is
    the key of what a regisseur chose, if any, with its `version` and `choices`. `towns` are the
    gemeenten, where those were read.
    """

    pk: int
    event: Event
    text: str
    moves: str
    source: str
    is_open: bool
    plan: int | None
    applied_on: date | None
    version: int | None
    choices: str | None
    day: date
    towns: Mapping[str, Town]

    @property
    def on(self):
        return self.event.on

    @property
    def has_come(self):
        return self.on <= self.day

    @property
    def is_ready(self):
        """Whether a regisseur chose already who takes over what."""
        return self.plan is not None

    @property
    def state(self):
        """How it stands, as (word, kind of the chip)."""
        if not self.is_open:
            return ("doorgevoerd", "done") if self.applied_on else ("komt", "")
        if self.has_come:
            return ("staat klaar" if self.is_ready else "door te voeren", "late")
        return ("voorbereid", "info") if self.is_ready else ("komt", "soon")


class Mergers:
    """The herindelingen that touch the region of `field` on `day`; none to who is no member."""

    def __init__(self, field: Field, user, day):
        self.field, self.day = field, day
        self.known = field.successions if user.roles_in(field.region) else []

    @cached_property
    def touching(self) -> list[Touching]:
        """Return them, the first one first, in at most four queries."""
        return self._told([event for event in self._events if self._touches(event)])

    @cached_property
    def waiting(self) -> list[Touching]:
        """Return those in which there is something to do here, told by the parties that end: no
        query more than `field` asks."""
        events = [event for event in self._events if self._is_open(event)]
        return self._in_order(self._one(event, self._in_short(event)) for event in events)

    def get(self, pk) -> Touching | None:
        """Return the one that a row of it (key) names, or None."""
        row = next((known.merger for known in self.known if known.pk == pk), None)
        return next((one for one in self.touching if row in one.event.mergers), None)

    @property
    def _events(self):
        return grouped(known.merger for known in self.known)

    def _told(self, events):
        codes = {code for event in events for code in event.old | event.new}
        towns = self.field.towns if self.field.is_wide else read_towns(code__in=codes)
        return self._in_order(
            self._one(event, sentence(event, towns), moves(event, towns), towns) for event in events
        )

    def _in_order(self, found):
        return sorted(found, key=lambda one: (one.on, one.pk))

    def _in_short(self, event):
        names = [party.name for party in self._ending(event)]
        ends, several = ENDINGS[event.kind], len(names) > 1
        return f"{in_words(names)} {ends[several]}."

    def _one(self, event, text, moves="", towns=MappingProxyType({})):
        rows = self._rows_of(event)
        return Touching(
            pk=rows[0].pk,
            event=event,
            text=text,
            moves=moves,
            source=next((row.source for row in rows if row.source), ""),
            is_open=self._is_open(event),
            plan=rows[0].plan,
            applied_on=rows[0].applied_on,
            version=rows[0].version,
            choices=rows[0].choices,
            day=self.day,
            towns=towns,
        )

    def _rows_of(self, event):
        rows = (self._by_merger[merger] for merger in event.mergers)
        return sorted(rows, key=lambda known: known.pk)

    @cached_property
    def _by_merger(self):
        return {known.merger: known for known in self.known}

    def _touches(self, event):
        if self._is_open(event) or self._rows_of(event)[0].plan:
            return True
        return event.on > self.day and bool((event.old | event.new) & self._codes)

    def _is_open(self, event):
        return bool(self._ending(event))

    def _ending(self, event):
        """The parties here that still have to end by it, by name."""
        return [
            party
            for party in self.field.parties
            if party.municipality in event.old and lasts_beyond(party, event.on)
        ]

    @cached_property
    def _codes(self):
        """The gemeenten that take part, and those of the areas that the region is about."""
        areas = RegionArea.objects.of_region(self.field.region).on(self.day)
        lying = AreaMembership.objects.on(self.day).filter(area__in=areas.values("area"))
        own = {party.municipality for party in self.field.parties_on(self.day)}
        return own | set(lying.values_list("municipality__code", flat=True))


def lasts_beyond(party, day):
    """Tell whether a party that was there before `day` still has to end on it."""
    if party.since and party.since >= day:
        return False
    return party.until is None or party.until > day


def sentence(event, towns: Mapping[str, Town]) -> str:
    borders = Borders({code: town.place for code, town in towns.items()})
    return merger_sentence(event.kind, event.on, event.mergers, borders)


def moves(event, towns: Mapping[str, Town]) -> str:
    """Say which gemeenten come to lie in another province."""
    found = [
        f"{name_on(towns[m.old].place.names, event.on)} lag in {towns[m.old].province}, "
        f"{name_on(towns[m.new].place.names, event.on)} ligt in {towns[m.new].province}."
        for m in event.mergers
        if {m.old, m.new} <= towns.keys() and towns[m.old].province != towns[m.new].province
    ]
    return " ".join(sorted(found, key=sort_key))

"""Which herindelingen touch a region: those that come, and those that were not carried out here."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef

from partners.models import AreaMembership, MergerPlan, Party, RegionArea, Succession
from partners.reading import Town, read_towns
from partners.rules.borders import Borders, Merger, name_on, sort_key
from partners.rules.lines import Event, grouped
from partners.rules.overlap import merger_sentence


@dataclass(frozen=True)
class Touching:
    """A herindeling that touches the region on a day. `pk` names it in addresses: its first row.

    `is_open`: a party here is of a gemeente that ends by it, and still lasts beyond it.
    """

    pk: int
    event: Event
    text: str
    source: str
    is_open: bool
    plan: MergerPlan | None
    day: date

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
            return ("doorgevoerd", "done") if self.plan and self.plan.applied_on else ("komt", "")
        if self.has_come:
            return ("staat klaar", "late") if self.is_ready else ("nog niet doorgevoerd", "late")
        return ("voorbereid", "info") if self.is_ready else ("komt", "soon")


class Mergers:
    """The herindelingen that touch `region` on `day`, as far as `user` sees the region."""

    def __init__(self, region, user, day):
        self.region, self.user, self.day = region, user, day

    @cached_property
    def touching(self) -> list[Touching]:
        """Return them, the first one first, in at most six queries."""
        events = [event for event in grouped(self._rows) if self._touches(event)]
        towns = read_towns(code__in={c for e in events for c in e.old | e.new}) if events else {}
        found = [self._told(event, towns) for event in events]
        return sorted(found, key=lambda one: (one.on, one.pk))

    @property
    def waiting(self) -> list[Touching]:
        """Those in which there is something to do here."""
        return [one for one in self.touching if one.is_open]

    def get(self, pk) -> Touching | None:
        """Return the one that a row of it (key) names, or None."""
        keys = {key for key, *_ in self._known}
        if pk not in keys:
            return None
        row = next(merger for key, merger, _ in self._known if key == pk)
        return next((one for one in self.touching if row in one.event.mergers), None)

    def _told(self, event, towns):
        pk = self._key(event)
        return Touching(
            pk=pk,
            event=event,
            text=sentence(event, towns),
            source=next((s for _, m, s in self._known if m in event.mergers and s), ""),
            is_open=self._is_open(event),
            plan=self._plans.get(pk),
            day=self.day,
        )

    def _key(self, event):
        return min(pk for pk, merger, _ in self._known if merger in event.mergers)

    def _touches(self, event):
        if self._is_open(event) or self._key(event) in self._plans:
            return True
        return event.on > self.day and bool((event.old | event.new) & self._codes)

    def _is_open(self, event):
        plan = self._plans.get(self._key(event))
        is_applied = plan is not None and plan.applied_on is not None
        return any(
            lasts_beyond(row, event.on, is_applied=is_applied)
            for code in event.old
            for row in self._parties[code]
        )

    @property
    def _rows(self):
        return [merger for _, merger, _ in self._known]

    @cached_property
    def _known(self):
        rows = Succession.objects.order_by("pk")
        rows = rows.values_list("pk", "old__code", "new__code", "on", "kind", "source")
        return [(pk, Merger(*row), source) for pk, *row, source in rows]

    @cached_property
    def _parties(self):
        found = defaultdict(list)
        rows = parties_of(self.region, self.user).exclude(organisation__municipality=None)
        for party in rows.select_related("organisation__municipality"):
            found[party.organisation.municipality.code].append(party)
        return found

    @cached_property
    def _plans(self):
        rows = MergerPlan.objects.visible_to(self.user).of_region(self.region)
        return {plan.succession_id: plan for plan in rows.exclude(succession=None)}

    @cached_property
    def _codes(self):
        """The gemeenten that take part, and those of the areas that the region is about."""
        areas = RegionArea.objects.visible_to(self.user).of_region(self.region).on(self.day)
        lying = AreaMembership.objects.on(self.day).filter(area__in=areas.values("area"))
        own = {c for c, rows in self._parties.items() if any(r.holds_on(self.day) for r in rows)}
        return own | set(lying.values_list("municipality__code", flat=True))


def parties_of(region, user):
    """Return the parties of `region` that `user` sees, each with `has_successors`."""
    after = Party.successors.through.objects.filter(from_party=OuterRef("pk"))
    rows = Party.objects.visible_to(user).of_region(region)
    return rows.annotate(has_successors=Exists(after)).order_by("pk")


def lasts_beyond(party, day, *, is_applied=False):
    """Tell whether a party still has to end on `day`. One that somebody ended on that day, without
    successors, has not passed on what hangs on it, unless the herindeling was applied."""
    if party.since and party.since >= day:
        return False
    is_passed_on = is_applied or party.has_successors
    return party.until is None or party.until > day or (party.until == day and not is_passed_on)


def sentence(event, towns: dict[str, Town]):
    """Tell an event; with the province, where a gemeente comes to lie in another one."""
    borders = Borders({code: town.place for code, town in towns.items()})
    text = merger_sentence(event.kind, event.on, event.mergers, borders)
    moves = [
        f"{name_on(towns[m.old].place.names, event.on)} lag in {towns[m.old].province}, "
        f"{name_on(towns[m.new].place.names, event.on)} ligt in {towns[m.new].province}."
        for m in event.mergers
        if {m.old, m.new} <= towns.keys() and towns[m.old].province != towns[m.new].province
    ]
    return " ".join([text, *sorted(moves, key=sort_key)])

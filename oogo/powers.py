"""The mandate check of a meeting: may who speaks for a party decide what an item asks?

One module reads it in a constant number of queries, for the page, the papers and Overzicht.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from operator import attrgetter

from django.db.models import F

from oogo.asked import asked_at
from oogo.models import (
    AgendaItem,
    ItemShare,
    RepresentationItem,
    SubjectParty,
)
from oogo.rules.mandates import Judgement, Power, Verdict, judge
from partners.models import Mandate, Organisation, Party, Representation

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """One party at one item: who speaks for it there, what is asked, what the mandate is worth."""

    party: Party
    speakers: list
    share: int | None
    judgement: Judgement

    @property
    def is_expected(self):
        """Whether a mandate is expected: of who decides for a gemeente or samenwerkingsverband."""
        kind = self.party.organisation.kind
        return kind in {Organisation.Kind.MUNICIPALITY, Organisation.Kind.SWV}

    @property
    def is_unknown(self):
        """Whether none is recorded where none is expected."""
        return self.judgement.verdict == Verdict.NONE and not self.is_expected

    @property
    def is_enough(self):
        return self.judgement.verdict == Verdict.ENOUGH or self.is_unknown

    @property
    def tone(self):
        return "" if self.is_unknown else self.judgement.tone

    @property
    def word(self):
        if not self.speakers and self.judgement.power is None:
            return "niemand spreekt namens"
        return "niet vastgelegd" if self.is_unknown else self.judgement.word

    @property
    def ceiling(self):
        """The ceiling that is too low, or None where that is not what is wrong."""
        too_low = self.judgement.verdict == Verdict.TOO_LOW
        return self.judgement.power.ceiling if too_low else None

    @property
    def explained(self):
        """Say what is wrong with the mandate, or nothing when that is plain."""
        if self.is_enough or self.judgement.power is None:
            return ""
        power = self.judgement.power
        if self.judgement.verdict == Verdict.EXPIRED:
            return f"mandaat van {power.speaker} liep t/m {power.until - ONE_DAY:%d-%m-%Y}"
        if self.judgement.verdict == Verdict.TOO_LOW:
            return f"plafond van {power.speaker}"
        return f"mandaat van {power.speaker}"


@dataclass(frozen=True)
class Check:
    """All parties at one item ter besluitvorming."""

    item: AgendaItem
    rows: list[Row]

    @property
    def lacking(self):
        """The parties whose mandate is not plainly enough."""
        return [row for row in self.rows if not row.is_enough]

    @property
    def lacking_text(self):
        return f"{len(self.lacking)} van {len(self.rows)} niet zonder meer voldoende"


class MandateCheck:
    """The mandates at the decision items of `meeting`, as far as `user` sees those items."""

    def __init__(self, meeting, user):
        self.meeting, self.user = meeting, user
        self.participants = list(meeting.participants.kept().with_names())

    @cached_property
    def checks(self) -> list[Check]:
        """One check for each item ter besluitvorming, in the order of the agenda."""
        return [Check(item, self._rows(item)) for item in self._items]

    @cached_property
    def _items(self):
        items = AgendaItem.objects.visible_to(self.user).on_agenda().in_order()
        items = items.filter(meeting=self.meeting, kind=AgendaItem.Kind.DECIDE)
        items = list(items.prefetch_related("portfolios"))
        for item in items:
            item.meeting = self.meeting
        return items

    def _rows(self, item):
        needed = {portfolio.name for portfolio in item.portfolios.all()}
        there, speaking = {}, defaultdict(dict)
        for p in self._present(item):
            there[p.speaker.pk] = speaking[p.party_id][p.speaker.pk] = p.speaker
        return [
            self._row(item, party, needed, speaking[party.pk], there)
            for party in self._parties(item)
        ]

    def _row(self, item, party, needed, own, there):
        """Judge for `party` by its `own` speakers and others who are `there`: {key: function}."""
        represented = [
            row
            for row in self._represented[party.pk]
            if row.position_id in there and self._counts(row, item)
        ]
        powers = [power for pk in own for power in self._mandates[pk]]
        powers += [_power(row) for row in represented]
        speakers = own | {row.position_id: there[row.position_id] for row in represented}
        share = self._shares.get((item.pk, party.pk))
        judgement = judge(powers, needed, share, self.meeting.day)
        return Row(party, list(speakers.values()), share, judgement)

    def _parties(self, item):
        """Return whose agreement an item asks: of its subject, else of all that are asked."""
        if item.subject_id:
            return self._agreeing.get(item.subject_id, [])
        return self._asked.get(item.pk, [])

    def _present(self, item):
        """Return who is (or is expected to be) there when `item` is treated."""
        return [p for p in self.participants if p.is_there_at(item)]

    def _counts(self, representation, item):
        """Tell whether a representation holds at `item`: it may be limited to single items."""
        limits = self._limits.get(representation.pk)
        return representation.holds_on(self.meeting.day) and (not limits or item.pk in limits)

    @cached_property
    def _positions(self):
        return {p.speaker.pk for p in self.participants}

    @cached_property
    def _mandates(self):
        """{key of a function: its powers}, also what has ended by then."""
        found = defaultdict(list)
        for row in _with_portfolios(Mandate.objects.filter(position__in=self._positions)):
            found[row.position_id].append(_power(row))
        return found

    @cached_property
    def _represented(self):
        """{key of a party: the representations of it by who takes part}."""
        found = defaultdict(list)
        for row in _with_portfolios(Representation.objects.filter(position__in=self._positions)):
            found[row.party_id].append(row)
        return found

    @cached_property
    def _limits(self):
        """The items of this meeting to which representations are limited: {key: item keys}."""
        rows = RepresentationItem.objects.kept().filter(item__meeting=self.meeting)
        limits = defaultdict(set)
        for representation, item in rows.values_list("representation", "item"):
            limits[representation].add(item)
        return limits

    @cached_property
    def _agreeing(self):
        rows = SubjectParty.objects.kept().filter(
            subject__in={item.subject_id for item in self._items} - {None},
            capacity=SubjectParty.Capacity.AGREEMENT,
        )
        found = defaultdict(list)
        for row in rows.select_related("party__organisation__region"):
            found[row.subject_id].append(row.party)
        return {
            subject: sorted(parties, key=attrgetter("place")) for subject, parties in found.items()
        }

    @cached_property
    def _asked(self):
        """{key of an item without subject: the parties that are asked there}."""
        found = asked_at([item for item in self._items if item.subject_id is None])
        keys = set().union(*found.values())
        rows = Party.objects.filter(pk__in=keys).select_related("organisation__region")
        parties = sorted(rows, key=attrgetter("place"))
        return {pk: [row for row in parties if row.pk in asked] for pk, asked in found.items()}

    @cached_property
    def _shares(self):
        rows = ItemShare.objects.kept().filter(item__in=[item.pk for item in self._items])
        return {(item, party): euros for item, party, euros in rows.values_list(
            "item", "party", "amount")}  # fmt: skip


def _with_portfolios(rows):
    """Return rows with the names of their portefeuilles as `names`, in one query."""
    found = {}
    rows = rows.select_related("position__person").annotate(name=F("portfolios__name"))
    for row in rows.order_by("pk", "name"):
        found.setdefault(row.pk, row).__dict__.setdefault("names", set()).add(row.name)
    return list(found.values())


def _power(row):
    """Return a mandate or a representation as the rules know it; a power of attorney decides."""
    kind = row.kind if isinstance(row, Mandate) else _KINDS[row.kind]
    return Power(
        speaker=str(row.position.person),
        kind=kind,
        portfolios=frozenset(row.names - {None}),
        ceiling=row.ceiling,
        since=row.since,
        until=row.until,
    )


# A machtiging says in its text how far it goes: until the party confirms, it is a reservation.
_KINDS = {
    Representation.Kind.MANDATE: Mandate.Kind.DECIDES,
    Representation.Kind.POWER: Mandate.Kind.DECIDES,
    Representation.Kind.AUTHORISATION: Mandate.Kind.RESERVED,
}

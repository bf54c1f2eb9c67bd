"""Afspraken with how they stand and where each party stands, in a constant number of queries.

The register, the page of an afspraak, the meeting, Overzicht, the thread and the papers give one
answer. What a reader may not see yet is not in it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property

from oogo.asked import asked_at
from oogo.models import AgendaItem, Decision, ItemPart, Meeting, Stance, SubjectKind, SubjectParty
from oogo.models.walls import sight_of
from oogo.rules import agreement
from oogo.rules.agreement import Kind, Route, State, Terms, Value, View, Voice
from partners.models import Party

PLACE = attrgetter("place")
TIERS = {Value.AGREES: "done", Value.RESERVES: "soon", Value.REFUSES: "late"}
VALUES = {value.value: value for value in Value}
WORDS = {value: str(value.label).lower() for value in Value}
AGREED = WORDS[Value.AGREES]
TOLD = [*list(WORDS.values())[1:], WORDS[Value.NONE]]
CAPACITIES = dict(SubjectParty.Capacity.choices)
LETTERS = {
    Value.AGREES: "A",
    Value.RESERVES: "V",
    Value.REFUSES: "N",
    Value.ABSTAINS: "–",
    Value.NONE: "?",
}


@dataclass
class Line:
    """One party at an afspraak: its stance on the whole and on each part, as far as it is seen."""

    party: Party
    day: date
    whole: Stance | None = None
    parts: list[tuple[ItemPart, Stance | None]] = field(default_factory=list)
    capacity: str = ""
    must_agree: bool = False
    is_submitter: bool = False
    is_seen: bool = True

    @cached_property
    def voice(self) -> Voice:
        """The party as the rule knows it."""
        return Voice(
            name=str(self.party),
            whole=_view(self.whole) or View(),
            parts=tuple(_view(stance) for _, stance in self.parts),
            must_agree=self.must_agree,
            is_submitter=self.is_submitter,
        )

    @cached_property
    def view(self) -> View:
        """What the party says of all together."""
        return agreement.view_of(self.voice)

    @cached_property
    def value(self) -> Value:
        return VALUES[self.view.value]

    @property
    def is_pending(self) -> bool:
        return self.view.is_pending_on(self.day)

    @property
    def is_overdue(self) -> bool:
        return self.view.is_overdue_on(self.day)

    @property
    def is_ratified(self) -> bool:
        return self.value == Value.RESERVES and not self.is_pending

    @property
    def word(self) -> str:
        """Where the party stands, in words for a chip."""
        if not self.is_seen:
            return "nog niet vrijgegeven"
        if self.is_ratified:
            return f"{AGREED}, bekrachtigd"
        if self.value == Value.AGREES and self.view.given_on is None and self.is_submitter:
            return f"{AGREED} als indiener"
        return WORDS[self.value]

    @property
    def counted_as(self) -> str:
        """The same without saying how it came to agree."""
        return AGREED if self.is_ratified else WORDS[self.value]

    @property
    def tier(self) -> str:
        """How urgent it looks: late, soon, done or none."""
        if not self.is_seen:
            return "none"
        if self.is_overdue:
            return "late"
        return "done" if self.is_ratified else TIERS.get(self.value, "none")

    @property
    def letter(self) -> str:
        """The sign in a strip: A, V, N, – or ?; empty where it is not seen."""
        if not self.is_seen:
            return ""
        return LETTERS[Value.AGREES if self.is_ratified else self.value]

    @property
    def reservations(self) -> list[Stance]:
        """The reservations of this party, on the whole first; on a part only if it says more."""
        rows = [self.whole, *(stance for _, stance in self.parts)]
        found = {row.reservation: row for row in reversed(rows) if row and row.is_reservation}
        return list(reversed(found.values()))

    @property
    def cells(self) -> list[tuple[ItemPart, Stance | None, str]]:
        """What it says of each part, with how urgent that looks."""
        return [(part, row, _tier(row, self.day) if row else "") for part, row in self.parts]


@dataclass
class Entry:
    """One afspraak on a day, as one reader sees it.

    `item` is its agendapunt where the reader sees that; `is_open` says whether the reader sees the
    stances of all parties, `is_successor_seen` whether also the afspraak that took its place.
    """

    decision: Decision
    day: date
    lines: list[Line]
    parts: list[ItemPart]
    item: AgendaItem | None
    is_open: bool
    is_successor_seen: bool = False

    @cached_property
    def state(self) -> State:
        return agreement.state_of(_terms(self), (row.voice for row in self.lines), self.day)

    @property
    def is_ripe(self) -> bool:
        return self.decision.is_ripe_on(self.day)

    @property
    def is_statutory(self) -> bool:
        return _terms(self).is_statutory

    @property
    def is_reserved(self) -> bool:
        """Whether a reservation that the reader sees is open."""
        return self.state.is_live and any(row.is_seen and row.is_pending for row in self.lines)

    @property
    def is_due_for_review(self) -> bool:
        """Whether it is time to look at it again."""
        review_on = self.decision.review_on
        return review_on is not None and review_on <= self.day and self.state.is_live

    @cached_property
    def tally(self) -> list[tuple[str, int]]:
        """How many parties say what, in words; empty where the reader does not see all."""
        if not self.is_open:
            return []
        counts = defaultdict(int)
        for row in self.lines:
            counts[row.counted_as] += 1
        return sorted(counts.items(), key=lambda pair: TOLD.index(pair[0]))

    @property
    def tally_told(self) -> str:
        """The same in a line."""
        return " · ".join(f"{count} {word}" for word, count in self.tally)

    def line_of(self, party_pk) -> Line | None:
        return next((row for row in self.lines if row.party.pk == party_pk), None)


def entries(decisions: Iterable[Decision], user, day: date, parties=None) -> list[Entry]:
    """Return how each of `decisions` (rows that the user sees, fetched `with_successor` or
    `as_rows`) stands on `day`.

    `parties` are those of the region by key, each in its place, for who has them already.
    """
    decisions = list(decisions)
    sight = sight_of(user)
    told = {row.pk for row in decisions if _is_told(row, sight)}
    others = [row.pk for row in decisions if row.pk not in told]
    own = sight.own_parties if others else []
    stances = Stance.objects.filter(Q(decision__in=told) | Q(decision__in=others, party__in=own))
    found = _entries(decisions, stances, day, parties)
    for entry in found:
        row = entry.decision
        entry.is_open = row.pk in told
        entry.item = row.item if row.item and sight.sees_papers_of(row.item) else None
        successor = row.superseded_by
        entry.is_successor_seen = successor is not None and sight.sees_agreed(successor)
        for line in entry.lines:
            line.is_seen = entry.is_open or line.party.pk in own
    return found


def _is_told(decision, sight):
    """Tell of an afspraak that is seen what the wall of a Stance asks, but for the own party's."""
    is_directed = decision.region_id in sight.directed_regions
    return not decision.is_proposed or is_directed or _is_attended(decision, sight)


def _is_attended(decision, sight):
    return decision.item is not None and sight.attends(decision.item.meeting_id)


def entries_for_all(region, day: date) -> list[Entry]:
    """Return how the numbered afspraken of `region` stand on `day`, as far as every member of it
    sees them, without those that were withdrawn or superseded. Six queries."""
    rows = Decision.objects.open_to_region(region).kept().numbered().filter(superseded_by=None)
    decisions = list(rows.with_names().newest_first())
    return _entries(decisions, Stance.objects.filter(decision__in=decisions), day)


def _entries(decisions, stances, day, parties=None):
    """Return `decisions` as who sees `stances`, all that there are on them, has them."""
    stances = _by_decision(stances)
    capacities = _capacities(decisions)
    parts = _parts({row.item_id for row in decisions} - {None})
    asked = _asked(decisions)
    parties = parties or _parties(stances, capacities, asked)
    found = []
    for row in decisions:
        at_item = parts[row.item_id]
        expected = asked.get(row.pk, frozenset())
        lines = _lines(row, stances[row.pk], capacities, expected, at_item, parties, day)
        found.append(Entry(row, day, lines, at_item, row.item, is_open=True))
    return found


def narrowed(decisions, kind, day):
    """Leave out of `decisions` (a QuerySet) what cannot stand like `kind` on `day`."""
    gone = Q(is_withdrawn=True) | Q(superseded_by__isnull=False)
    ended = Q(until__lte=day, sequence__isnull=False)
    conditions = {
        Kind.WITHDRAWN: Q(is_withdrawn=True),
        Kind.SUPERSEDED: Q(superseded_by__isnull=False),
        Kind.PROPOSED: Q(sequence=None) & ~gone,
        Kind.ENDED: ended & ~gone,
    }
    if kind in conditions:
        return decisions.filter(conditions[kind])
    live = decisions.filter(Q(sequence__isnull=False) & ~gone & ~ended)
    return live if kind == Kind.FINAL else live.exclude(_agreed())


def _agreed():
    """The condition that parties are not asked by subject, and that all who are asked agree."""
    settled = Q(value=Value.AGREES) | Q(value=Value.RESERVES, ratified_on__isnull=False)
    asked = Stance.objects.filter(decision=OuterRef("pk"))
    return Q(item__subject=None) & Exists(asked) & ~Exists(asked.exclude(settled))


def advice_for(entry: Entry) -> str:
    """Say what to do where there is no agreement on a statutory subject, in one query."""
    if not entry.is_statutory or entry.state.kind != Kind.DISAGREED:
        return ""
    subject = entry.decision.item.subject
    items = AgendaItem.objects.kept().filter(subject=subject)
    meetings = Meeting.objects.not_cancelled().filter(pk__in=items.values("meeting"))
    days = sorted(meetings.values_list("day", flat=True))
    coming = [day for day in days if day > entry.day]
    route = Route.YOUTH if subject.kind.key == SubjectKind.Key.YOUTH else Route.SUPPORT
    held = len(days) - len(coming)
    return agreement.advice(entry.state, route, held=held, next_on=next(iter(coming), None))


def _terms(entry):
    decision = entry.decision
    subject = decision.item.subject if decision.item_id else None
    return Terms(
        minuted_on=decision.minuted_on,
        is_statutory=subject is not None and subject.kind.is_statutory,
        ends_on=decision.until,
        superseded_by=_number_of_successor(entry),
        is_withdrawn=decision.is_withdrawn,
    )


def _number_of_successor(entry):
    successor = entry.decision.superseded_by
    if successor is None:
        return None
    return successor.number if entry.is_successor_seen else ""


def _tier(stance, day):
    view = _view(stance)
    if view.is_overdue_on(day):
        return "late"
    return "done" if view.agrees_on(day) else TIERS.get(Value(stance.value), "none")


def _view(stance):
    if stance is None:
        return None
    return View(stance.value, stance.given_on, stance.answer_by, stance.ratified_on)


def _by_decision(rows):
    found = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.decision_id].append(row)
    return found


def _capacities(decisions):
    """Return the parties at the subjects of these afspraken: {subject: {party: capacity}}."""
    subjects = {row.item.subject_id for row in decisions if row.item_id} - {None}
    found = defaultdict(dict)
    if subjects:
        rows = SubjectParty.objects.kept().filter(subject__in=subjects)
        for subject, party, capacity in rows.values_list("subject", "party", "capacity"):
            found[subject][party] = capacity
    return found


def _asked(decisions):
    """Return who is asked at afspraken that are only proposed, on no subject: {key: parties}.

    From its number on an afspraak keeps who was asked itself: each has a stance.
    """
    rows = [row for row in decisions if row.is_proposed and not row.is_over and row.item_id]
    rows = [row for row in rows if row.item.subject_id is None]
    found = asked_at([row.item for row in rows])
    return {row.pk: found[row.item_id] for row in rows}


def _parts(items):
    found = defaultdict(list)
    if items:
        for part in ItemPart.objects.kept().filter(item__in=items).order_by("order", "pk"):
            found[part.item_id].append(part)
    return found


def _parties(stances, capacities, asked):
    keys = {stance.party_id for rows in stances.values() for stance in rows}
    keys |= {party for parties in capacities.values() for party in parties}
    keys = keys.union(*asked.values())
    rows = Party.objects.filter(pk__in=keys).with_organisation()
    return {row.pk: row for row in sorted(rows, key=PLACE)}


def _lines(decision, stances, capacities, asked, parts, parties, day):
    """Return the parties at an afspraak, in the order of `parties`: those in the capacity
    overeenstemming at its subject or else `asked`, and all that took a stance."""
    subject = decision.item.subject if decision.item_id else None
    held = capacities[subject.pk] if subject else {}
    said = {(row.party_id, row.part_id): row for row in stances}
    agreeing = {pk for pk, capacity in held.items() if capacity == SubjectParty.Capacity.AGREEMENT}
    is_statutory = subject is not None and subject.kind.is_statutory
    concerned = agreeing | asked | {party for party, _ in said}
    submitter = decision.item.submitter_id if decision.item_id else None
    return [
        Line(
            party=party,
            day=day,
            whole=said.get((pk, None)),
            parts=[(part, said.get((pk, part.pk))) for part in parts],
            capacity=CAPACITIES.get(held.get(pk), ""),
            must_agree=is_statutory and pk in agreeing,
            is_submitter=pk == submitter,
        )
        for pk, party in parties.items()
        if pk in concerned
    ]

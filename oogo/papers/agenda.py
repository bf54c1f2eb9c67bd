"""The agenda of a meeting as its papers show it: each item with all that hangs on it.

Read as a whole in a constant number of queries. What a paper may show of it depends on for whom it
is: `shared` leaves out all that is confidential, `confidential_for` gives one reader the rest.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import time
from functools import cached_property
from operator import attrgetter

from django.db.models import Prefetch, Q
from django.utils.safestring import SafeString, mark_safe

from agenda.models import Plan, PlanLink, Theme
from monitoring.rules.figures import written
from oogo.asked import asked_at
from oogo.models import (
    Action,
    AgendaItem,
    Annex,
    Decision,
    ItemOrigin,
    ItemPart,
    ItemShare,
    Stance,
    SubjectParty,
)
from oogo.models.promises import OPEN
from oogo.papers.lines import ActionLine, AnnexPaper, action_line
from oogo.rules.agenda import fix_numbers, start_times
from partners.models import Party
from regio.lib import markdown

Status, Capacity = AgendaItem.Status, SubjectParty.Capacity
# A reader of the papers need not see who listens in to know who decides.
SHOWN_CAPACITIES = (Capacity.AGREEMENT, Capacity.CONSULTED, Capacity.INVITED)
HEADING = re.compile(r"<(/?)h[3-6]>")
MOST_PROMISES = 8
LARGE_FROM = 700  # characters


@dataclass(frozen=True)
class StanceRow:
    """Where a party stands on an afspraak; `parts` are the onderdelen on which it differs, as
    (what it says, of which)."""

    party: Party
    stance: Stance | None
    is_submitter: bool
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DecisionPaper:
    """An afspraak of an item with where the parties stand; no rows where that is not for all."""

    decision: Decision
    rows: tuple[StanceRow, ...]


@dataclass(frozen=True)
class Coherence:
    """How plans stand to each other: (link, what its plan says, what the other says).

    `left` and `right` are the two plans where all rows compare the same ones.
    """

    rows: tuple = ()
    left: Plan | None = None
    right: Plan | None = None


@dataclass(frozen=True)
class ItemPaper:
    """An agendapunt as it is printed."""

    item: AgendaItem
    number: str
    starts_at: time
    explanation: SafeString
    annexes: tuple[AnnexPaper, ...] = ()
    parts: tuple[ItemPart, ...] = ()
    shares: tuple[ItemShare, ...] = ()
    origins: tuple[str, ...] = ()
    parties: tuple[SubjectParty, ...] = ()
    decisions: tuple[DecisionPaper, ...] = ()
    earlier: tuple[Decision, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    coherence: Coherence = Coherence()

    @property
    def anchor(self):
        return f"punt-{self.item.pk}"

    @property
    def share_rows(self):
        """(Party, what is asked of it in euros a year) for each, and last the sum."""
        rows = [(str(share.party), written(share.amount)) for share in self.shares]
        return [*rows, ("Samen", written(sum(share.amount for share in self.shares)))]

    @property
    def is_large(self):
        """Whether it may run on over pages, as the first item may: there is much to read, or to
        decide. Any other is kept together."""
        item = self.item
        much = len(item.explanation) + len(item.asked) > LARGE_FROM
        return item.is_for_decision or much or bool(self.shares or self.coherence.rows)

    @property
    def submitter(self):
        item = self.item
        return str(item.submitter) if item.submitter_id else item.submitted_by

    @property
    def agreeing(self):
        """The parties whose agreement the subject asks for, gemeenten first."""
        found = {r.party_id: r.party for r in self.parties if r.capacity == Capacity.AGREEMENT}
        return sorted(found.values(), key=attrgetter("place"))

    @property
    def others(self):
        return [row for row in self.parties if row.capacity != Capacity.AGREEMENT]


class Agenda:
    """All items on the agenda of `meeting`, in order, with what was known on `day`."""

    def __init__(self, meeting, day):
        self.meeting, self.day = meeting, day
        rows = meeting.items.on_agenda().in_order()
        self.items = list(
            rows.select_related(
                "body__region",
                "theme__region",
                "submitter__organisation",
                "subject__kind",
                "subject__plan",
                "subject__cycle",
            ).prefetch_related("portfolios", "disclosed_to")
        )
        self.is_gapped = (
            AgendaItem.objects.filter(meeting=meeting, status=Status.WITHDRAWN)
            .exclude(number="")
            .exists()
        )
        self.numbers = dict(
            zip(
                [item.pk for item in self.items],
                fix_numbers([item.number for item in self.items]),
                strict=True,
            )
        )

    @cached_property
    def shared(self) -> list[ItemPaper]:
        """The items that every participant may read, without annexes that not all may read."""
        return [self._without_confidential(p) for p in self.papers if not p.item.is_confidential]

    @property
    def open(self) -> list[ItemPaper]:
        """The same for who sees the papers but takes no part: without stances not yet minuted."""
        return [replace(p, decisions=_released(p.decisions)) for p in self.shared]

    def confidential_for(self, reader) -> list[ItemPaper]:
        """The confidential items that `reader` may read, with the annexes that this one may."""
        return [
            replace(p, annexes=tuple(a for a in p.annexes if reader.may_read(a.annex)))
            for p in self.papers
            if p.item.is_confidential and reader.may_read(p.item)
        ]

    def annexes_for(self, reader) -> list[AnnexPaper]:
        """All annexes that `reader` may read, in order."""
        return [
            found
            for p in self.papers
            if reader.may_read(p.item)
            for found in p.annexes
            if reader.may_read(found.annex)
        ]

    @property
    def has_gaps(self):
        """Whether a number is missing in what all may read."""
        return self.is_gapped or any(item.is_confidential for item in self.items)

    @property
    def ends_at(self):
        return self._times[-1]

    @staticmethod
    def _without_confidential(paper):
        return replace(
            paper, annexes=tuple(a for a in paper.annexes if not a.annex.is_confidential)
        )

    @cached_property
    def _times(self):
        return start_times(self.meeting.starts_at, [item.minutes for item in self.items])

    @cached_property
    def papers(self) -> list[ItemPaper]:
        """Every item with everything: only `shared` and `confidential_for` may hand this out."""
        pks = [item.pk for item in self.items]
        annexes = _by(
            Annex.objects.kept()
            .filter(item__in=pks)
            .select_related("item", "document")
            .prefetch_related("disclosed_to")
            .order_by("order", "pk"),
            "item_id",
        )
        parts = _by(ItemPart.objects.kept().filter(item__in=pks).order_by("order", "pk"), "item_id")
        shares = _by(
            ItemShare.objects.kept()
            .filter(item__in=pks)
            .select_related("party__organisation")
            .order_by("-amount", "pk"),
            "item_id",
        )
        decisions = self._decisions(pks)
        return [
            ItemPaper(
                item=item,
                number=self.numbers[item.pk],
                starts_at=starts_at,
                explanation=_explained(item.explanation),
                annexes=tuple(
                    AnnexPaper(f"{self.numbers[item.pk]}.{n}", annex)
                    for n, annex in enumerate(annexes[item.pk], 1)
                ),
                parts=tuple(parts[item.pk]),
                shares=tuple(shares[item.pk]),
                origins=tuple(self._origins[item.pk]),
                parties=tuple(self._parties[item.subject_id]),
                decisions=tuple(
                    self._decision(item, decision, parts[item.pk])
                    for decision in decisions[item.pk]
                ),
                earlier=tuple(self._promised[item.theme_id]),
                actions=tuple(self._actions[item.theme_id]),
                coherence=self._coherence(item),
            )
            for item, starts_at in zip(self.items, self._times, strict=False)
        ]

    @staticmethod
    def _decisions(pks):
        stances = Stance.objects.select_related("party__organisation", "part").order_by("pk")
        rows = Decision.objects.kept().filter(item__in=pks).select_related("region")
        return _by(rows.prefetch_related(Prefetch("stances", stances)).order_by("pk"), "item_id")

    def _decision(self, item, decision, parts):
        stances = list(decision.stances.all())
        whole = {stance.party_id: stance for stance in stances if stance.part_id is None}
        parties = {row.party_id: row.party for row in self._parties[item.subject_id]}
        agreeing = {
            row.party_id: row.party
            for row in self._parties[item.subject_id]
            if row.capacity == Capacity.AGREEMENT
        }
        asked = self._asked.get(item.pk, {}) if decision.is_proposed else {}
        said = {s.party_id: parties.get(s.party_id, s.party) for s in stances}
        named = agreeing | asked | said
        order = {part.pk: place for place, part in enumerate(parts)}
        rows = [
            StanceRow(
                party,
                whole.get(party.pk),
                party.pk == item.submitter_id,
                _by_word(
                    [s for s in stances if s.party_id == party.pk], whole.get(party.pk), order
                ),
            )
            for party in sorted(named.values(), key=attrgetter("place"))
        ]
        return DecisionPaper(decision, tuple(rows))

    @cached_property
    def _asked(self):
        """{key of an item without subject: {key: party} of who is asked there}."""
        found = asked_at([item for item in self.items if item.subject_id is None])
        rows = Party.objects.filter(pk__in=set().union(*found.values())).with_organisation()
        parties = {row.pk: row for row in rows}
        return {item: {pk: parties[pk] for pk in keys} for item, keys in found.items()}

    @cached_property
    def _parties(self):
        subjects = {item.subject_id for item in self.items} - {None}
        rows = SubjectParty.objects.kept().filter(
            subject__in=subjects, capacity__in=SHOWN_CAPACITIES
        )
        return _by(rows.select_related("party__organisation").order_by("pk"), "subject_id")

    @cached_property
    def _origins(self):
        """What each item comes from, as far as every reader may know that."""
        rows = (
            ItemOrigin.objects.kept()
            .filter(item__in=[item.pk for item in self.items])
            .select_related(
                "item",
                "step__round__instrument",
                "decision__region",
                "decision__item",
                "action__region",
                "theme",
                "subject__kind",
                "subject__plan",
                "source_item__meeting__body",
            )
            .order_by("pk")
        )
        found = defaultdict(list)
        hidden = set(
            Action.objects.filter(pk__in=[row.action_id for row in rows if row.action_id])
            .filter(hangs_on_confidential())
            .values_list("pk", flat=True)
        )
        for row in rows:
            if row.action_id not in hidden and (words := self._in_words(row)):
                found[row.item_id].append(words)
        return found

    def _in_words(self, row):
        if row.step_id:
            return f"checklist, {row.step}"
        if row.action_id:
            return f"actie {row.action.code}, {row.action}"
        if row.theme_id:
            return f"thema {row.theme}"
        if row.subject_id:
            return "" if row.subject_id == row.item.subject_id else str(row.subject)
        if row.decision_id:
            return "" if _is_hidden(row.decision.item) else f"afspraak {row.decision}"
        return self._earlier_item(row.source_item)

    def _earlier_item(self, item):
        """Name an item of an earlier meeting, but not one of a body that has papers of its own."""
        meeting = item.meeting
        if _is_hidden(item) or meeting is None:
            return ""
        if meeting.body_id != self.meeting.body_id and not meeting.body.is_open:
            return ""
        return f"{meeting.body} van {meeting.day:%d-%m-%Y}, {item}"

    @cached_property
    def _themes(self):
        return {item.theme_id for item in self.items} - {None}

    @cached_property
    def _promised(self):
        """The afspraken that stand on each theme, the newest first."""
        links = Decision.themes.through.objects.filter(theme__in=self._themes)
        rows = (
            Decision.objects.kept()
            .numbered()
            .on(self.day)
            .filter(pk__in=links.values("decision"), superseded_by=None)
            .exclude(item__is_confidential=True)
            .exclude(item__meeting=self.meeting)
            .select_related("region")
            .newest_first()
        )
        by_pk = {row.pk: row for row in rows}
        found = defaultdict(list)
        pairs = links.filter(decision__in=list(by_pk)).values_list("theme", "decision")
        for theme, pk in sorted(pairs, key=lambda pair: list(by_pk).index(pair[1])):
            if len(found[theme]) < MOST_PROMISES:
                found[theme].append(by_pk[pk])
        return found

    @cached_property
    def _actions(self):
        """The open actions of each theme, the first due first."""
        rows = (
            Action.objects.of_region(self.meeting.region)
            .filter(theme__in=self._themes, status__in=OPEN)
            .exclude(hangs_on_confidential())
            .with_owner()
            .order_by("due_on", "number")
        )
        found = defaultdict(list)
        for row in rows:
            if len(found[row.theme_id]) < MOST_PROMISES:
                found[row.theme_id].append(action_line(row, self.day))
        return found

    def _coherence(self, item):
        """Compare what plans say on the theme of an item; without theme what the plan on the table
        says on each."""
        plan = item.subject.plan_id if item.subject_id and item.is_for_decision else None
        if item.theme_id:
            rows = [row for row in self._links if row.theme_id == item.theme_id]
        else:
            rows = [row for row in self._links if plan in (row.plan_id, row.compared_with_id)]
        said = {(row.theme_id, row.plan_id): row.text for row in self._links}
        found = [
            (row, row.text, said.get((row.theme_id, row.compared_with_id), ""))
            for row in rows
            if row.relation
        ]
        pairs = {(row.plan, row.compared_with) for row, _, _ in found if row.compared_with}
        return Coherence(tuple(found), *pairs.pop()) if len(pairs) == 1 else Coherence(tuple(found))

    @cached_property
    def _links(self):
        plans = {item.subject.plan_id for item in self.items if item.subject_id} - {None}
        wanted = Q(theme__in=self._themes) | Q(plan__in=plans) | Q(compared_with__in=plans)
        themes = PlanLink.objects.filter(wanted).values("theme")
        rows = PlanLink.objects.kept().filter(
            theme__in=Theme.objects.of_region(self.meeting.region).filter(pk__in=themes)
        )
        return list(rows.select_related("theme", "plan", "compared_with").order_by("theme", "pk"))


def _explained(text):
    """Return a text as HTML in which every heading stands right below that of its section."""
    return mark_safe(HEADING.sub(r"<\1h4>", markdown.render(text)))  # noqa: S308 -- cleaned


def _released(decisions):
    return tuple(replace(d, rows=()) if d.decision.is_proposed else d for d in decisions)


def _by_word(stances, whole, order):
    """Group the onderdelen on which a party says something else than on the whole, by what."""
    found = {}
    differing = [s for s in stances if s.part_id and (whole is None or s.value != whole.value)]
    for stance in sorted(differing, key=lambda s: order.get(s.part_id, len(order))):
        found.setdefault(stance.get_value_display().lower(), []).append(str(stance.part))
    return tuple((word, ", ".join(parts)) for word, parts in found.items())


def _is_hidden(item):
    return item is not None and item.is_confidential


def hangs_on_confidential():
    """Return the condition that an action hangs on an item that not everyone may know of."""
    return (
        Q(from_item__is_confidential=True)
        | Q(from_decision__item__is_confidential=True)
        | Q(from_stance__decision__item__is_confidential=True)
    )


def _by(rows, name):
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found

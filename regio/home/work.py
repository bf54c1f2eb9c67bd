"""Mijn werk: what waits for one user, over all regions that are the user's."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from accounts.models import Membership, Region
from accounts.permissions import EDIT_PARTNERS
from checklist.models import Round, RoundParty, StepState, StepView
from oogo.asked import asked_at
from oogo.models import Decision, DossierReader, Meeting, Participant, Stance, SubjectParty
from oogo.models.walls import sight_of
from oogo.todo import actions_of_user, to_confirm
from partners.mergers.todo import mergers_to_apply
from partners.models import Party
from partners.start import not_started

Status = StepView.Status
ANSWERING = {Membership.Role.OFFICER, Membership.Role.EXECUTIVE}


@dataclass(frozen=True)
class PartToDo:
    """What one of the user's parties has still to fill in of an open round."""

    round: Round
    party: Party
    left: int

    @property
    def region(self):
        return self.round.region


@dataclass(frozen=True)
class Invitation:
    """A coming meeting to which the user is invited; `has_papers`: its dossier was sent to the
    user."""

    meeting: Meeting
    participant: Participant
    days: int
    has_papers: bool

    @property
    def region(self):
        return self.meeting.region


@dataclass(frozen=True)
class OpenStance:
    """An afspraak on which one of the user's parties gave no stance, or one with a reservation
    that waits for its answer (`answer_by`)."""

    decision: Decision
    party: Party
    answer_by: date | None = None

    @property
    def region(self):
        return self.decision.region


@dataclass
class RegionWork:
    """All that waits for the user in one region."""

    region: Region
    roles: list[str]
    starts: bool = False
    actions: list = field(default_factory=list)
    to_confirm: list = field(default_factory=list)
    parts: list = field(default_factory=list)
    steps: list = field(default_factory=list)
    meetings: list = field(default_factory=list)
    stances: list = field(default_factory=list)
    mergers: list = field(default_factory=list)

    @property
    def count(self):
        return sum(map(len, self._lists))

    @property
    def _lists(self):
        return (
            self.actions,
            self.to_confirm,
            self.parts,
            self.steps,
            self.meetings,
            self.stances,
            self.mergers,
        )


class Work:
    """What waits for `user` on `day`; each kind is read in a constant number of queries."""

    def __init__(self, user, day):
        self.user, self.day = user, day

    @cached_property
    def regions(self) -> list[RegionWork]:
        """The regions of the user, each with what waits there."""
        found: dict[int, RegionWork] = {}
        for membership in self.user.current_memberships:
            row = found.setdefault(membership.region_id, RegionWork(membership.region, []))
            row.roles.append(membership.get_role_display().lower())
        for name, rows in self._waiting():
            for row in rows:
                region = row.action.region if hasattr(row, "action") else row.region
                if region.pk in found:
                    getattr(found[region.pk], name).append(row)
        if not any(row.count for row in found.values()):
            for key in not_started(self._edited()):
                found[key].starts = True
        return list(found.values())

    def _edited(self):
        """The regions of which the user may start the Speelveld."""
        roles = self.user.current_memberships
        return list({m.region_id for m in roles if m.role in EDIT_PARTNERS})

    @property
    def late(self):
        """How many of the user's actions are late."""
        return sum(entry.due.kind == "late" for row in self.regions for entry in row.actions)

    @property
    def count(self):
        return sum(row.count for row in self.regions)

    def _waiting(self):
        yield "actions", actions_of_user(self.user, self.day)
        yield "to_confirm", to_confirm(self.user, self.day)
        yield "parts", self._parts()
        yield "steps", self._steps()
        yield "meetings", self._meetings()
        yield "stances", self._stances()
        yield "mergers", mergers_to_apply(self.user, self.day)

    @property
    def _own(self):
        return sight_of(self.user).own_parties

    def _answering_regions(self):
        return [m.region_id for m in self.user.current_memberships if m.role in ANSWERING]

    def _parts(self):
        """What is left of the open rounds for the parties that the user answers for."""
        asked = RoundParty.objects.filter(
            is_asked=True,
            party__in=self._own,
            round__region__in=self._answering_regions(),
            round__opens_on__lte=self.day,
            round__closed_on=None,
        ).select_related("round__region", "round__instrument", "party__organisation")
        asked = list(asked.order_by("round__due_on", "round", "pk"))
        views = StepView.objects.filter(
            round__in={row.round_id for row in asked}, party__in=self._own
        )
        given = {}
        for view in views.exclude(verdict=""):
            given.setdefault((view.round_id, view.party_id), set()).add(view.step)
        parts = [
            PartToDo(
                row.round,
                row.party,
                sum(
                    step.key not in given.get((row.round_id, row.party_id), ())
                    for step in row.round.steps
                ),
            )
            for row in asked
        ]
        return [part for part in parts if part.left]

    def _steps(self):
        """The checklist steps of which the user's own function must see to what is still to do."""
        rows = StepState.objects.visible_to(self.user).filter(
            owner__person__user=self.user, is_agreed=False, round__closed_on=None
        )
        rows = rows.exclude(due_on=None).select_related("round__region", "round__instrument")
        return list(rows.order_by("due_on", "pk"))

    def _meetings(self):
        """The coming meetings to which the user is invited, or goes for another."""
        mine = Q(position__person__user=self.user) | Q(replaced_by__person__user=self.user)
        rows = Participant.objects.visible_to(self.user).kept()
        rows = rows.filter(mine, meeting__day__gte=self.day, meeting__status=Meeting.Status.PLANNED)
        sent = DossierReader.objects.filter(
            dossier__meeting=OuterRef("meeting"), position__person__user=self.user
        )
        rows = rows.annotate(has_papers=Exists(sent)).select_related(
            "meeting__region",
            "meeting__body",
            "position__person",
            "replaced_by__person",
        )
        return [
            Invitation(row.meeting, row, (row.meeting.day - self.day).days, row.has_papers)
            for row in rows.order_by("meeting__day", "meeting__starts_at", "pk")
            if row.speaker.person.user_id == self.user.pk
        ]

    def _stances(self):
        """Where the user's parties still have to say something: before a meeting that is to come,
        and where a reservation waits for its answer."""
        decisions = self._proposed()
        seen = Stance.objects.visible_to(self.user).filter(party__in=self._own)
        pending = Q(value=Stance.Value.RESERVES, ratified_on=None)
        rows = seen.filter(Q(decision__in=decisions) | pending).exclude(value=Stance.Value.NONE)
        rows = rows.select_related("decision__region", "party__organisation")
        given = list(rows.order_by("answer_by", "pk"))
        return [*self._not_given(decisions, given), *self._reserved(given)]

    def _proposed(self):
        """Return the afspraken that are to be made in a meeting to come."""
        rows = Decision.objects.visible_to(self.user).kept()
        rows = rows.filter(
            sequence=None,
            superseded_by=None,
            item__meeting__status=Meeting.Status.PLANNED,
            item__meeting__day__gte=self.day,
        )
        rows = rows.select_related("region", "item__meeting__body")
        return list(rows.order_by("item__meeting__day", "pk"))

    def _not_given(self, decisions, given):
        said = {(row.decision_id, row.party_id) for row in given}
        said |= {(decision.pk, decision.item.submitter_id) for decision in decisions}
        asked = self._asked(decisions)
        return [
            OpenStance(decision, party)
            for decision in decisions
            for party in asked[decision.pk]
            if (decision.pk, party.pk) not in said
        ]

    def _asked(self, decisions):
        """Return {key of an afspraak: the user's parties that are asked}: at its subject, and
        without subject as the item says."""
        by_item = asked_at([d.item for d in decisions if d.item.subject_id is None])
        pairs = self._agreeing({d.item.subject_id for d in decisions} - {None})
        parties = {party.pk: party for party, _ in pairs}
        by_subject = {(subject, party.pk) for party, subject in pairs if subject}
        return {
            d.pk: [
                party
                for pk, party in parties.items()
                if (d.item.subject_id, pk) in by_subject or pk in by_item.get(d.item_id, ())
            ]
            for d in decisions
        }

    def _agreeing(self, subjects):
        """Return (party, subject) of the user's parties, in one query: each of `subjects` on which
        its agreement counts, None where there is none."""
        counts = Q(
            subjects__subject__in={0, *subjects},
            subjects__capacity=SubjectParty.Capacity.AGREEMENT,
            subjects__is_withdrawn=False,
        )
        rows = Party.objects.filter(pk__in=self._own).with_organisation()
        rows = rows.annotate(agrees=FilteredRelation("subjects", condition=counts))
        return [(row, row.subject) for row in rows.annotate(subject=F("agrees__subject"))]

    def _reserved(self, given):
        found = {}
        for row in given:
            is_over = row.decision.is_withdrawn or row.decision.superseded_by_id
            if row.is_pending and not is_over:
                found.setdefault((row.decision_id, row.party_id), row)
        return [OpenStance(row.decision, row.party, row.answer_by) for row in found.values()]

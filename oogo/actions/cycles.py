"""Starting a cycle, deriving who is party, moving and cancelling a meeting."""

from datetime import date

from django.db import transaction

from agenda.models import Plan
from oogo.actions.meetings import plan_meeting
from oogo.content import stations
from oogo.models import (
    AgendaItem,
    CycleSubject,
    Meeting,
    Milestone,
    Participant,
    SubjectParty,
)
from oogo.parties import preview
from oogo.rules import deriving
from oogo.rules import milestones as rules
from partners.models import ClosedDay, Party
from records import actions as records

# As far as an offset may reach from the meeting.
YEARS_AROUND = 3


# --- a cycle


@transaction.atomic
def start_cycle(*, cycle, meeting, kinds, by):
    """Store a new cycle with its meeting, its subjects and their parties, and its milestones.

    `kinds` are the SubjectKinds that it treats; those not stored yet are stored with it.
    """
    cycle.meeting = plan_meeting(meeting=meeting, by=by)
    records.create(cycle, by=by)
    plans = list(Plan.objects.of_region(cycle.region).kept().order_by("pk"))
    subjects = [_add_kind(cycle, kind, plans, by) for kind in kinds]
    for subject in subjects:
        derive_parties(subject, by=by)
    closed = _closed(meeting)
    described = [_described(subject) for subject in subjects]
    for milestone in rules.planned(stations(), described, meeting.day, closed):
        records.create(_milestone(cycle, milestone), by=by)
    return cycle


@transaction.atomic
def add_subject(*, cycle, kind, plan, by):
    """Let `cycle` treat a subject (again), with the parties that follow from it."""
    stored = CycleSubject.objects.filter(cycle=cycle, kind=kind).first()
    if stored:
        changes = {"plan": plan, "is_withdrawn": False}
        subject = records.write(stored, version=stored.version, by=by, **changes)
    else:
        subject = records.create(CycleSubject(cycle=cycle, kind=kind, plan=plan), by=by)
    derive_parties(subject, by=by)
    return subject


@transaction.atomic
def derive_parties(subject, *, by):
    """Let the parties to `subject` follow from the rule again; what was set by hand stays.

    Returns how many parties changed.
    """
    changed = [line for line in preview(subject)[0] if line.changes]
    for line in changed:
        _write_party(subject, line, by)
    return len(changed)


def _write_party(subject, line, by):
    if line.stored is None:
        party = Party.objects.select_related("organisation").get(pk=line.party.pk)
        row = SubjectParty(
            subject=subject, party=party, capacity=line.becomes, reason=line.reason[:200]
        )
        records.create(row, by=by)
        return
    row = line.stored.source
    changes = {"is_withdrawn": line.effect == deriving.GONE}
    if line.derived:
        changes |= {"capacity": line.becomes, "reason": line.reason[:200]}
    records.write(row, version=row.version, by=by, **changes)


def _add_kind(cycle, kind, plans, by):
    if kind.pk is None:
        records.create(kind, by=by)
    plan = plan_for(kind, plans, cycle.meeting.day)
    return records.create(CycleSubject(cycle=cycle, kind=kind, plan=plan), by=by)


def plan_for(kind, plans, day):
    """Return the plan that an OOGO on `day` is about: the one that begins next, else the last."""
    own = [plan for plan in plans if plan.kind == kind.key]
    later = [plan for plan in own if plan.since and plan.since > day]
    if later:
        return min(later, key=lambda plan: plan.since)
    return max(own, key=lambda plan: plan.since or date.min, default=None)


def _described(subject):
    plan = subject.tabled
    begins = plan.since if plan and plan.since and plan.since > subject.cycle.meeting.day else None
    return rules.Subject(subject.kind.key, subject.kind.article, begins)


def _milestone(cycle, planned):
    return Milestone(
        cycle=cycle,
        key=planned.key,
        title=planned.title,
        rule=planned.rule,
        offset=planned.offset,
        due_on=planned.due_on,
        who=planned.who,
        article=planned.article,
    )


# --- a meeting


def shifts_of(meeting, day):
    """Return what moving `meeting` to `day` does to the milestones that are counted from it."""
    milestones = Milestone.objects.kept().filter(cycle__meeting=meeting.pk)
    rows = [
        rules.Row(m.rule, m.offset, m.due_on, m.done_on is not None, m)
        for m in milestones.select_related("cycle__region")
    ]
    closed = ClosedDay.objects.closed_around(meeting.region, day, years=YEARS_AROUND)
    return rules.shifts(rows, day, closed)


@transaction.atomic
def move_meeting(meeting, *, version, by, **changes):
    """Move a meeting to another day, time or place; what is counted from it moves with it.

    `changes` are fields of the meeting. Milestones that are done or set by hand stay, statutory
    dates too. Who said to come said so of the old day, and is asked again. Raises StaleError as
    `records.write` does; then nothing is written.
    """
    shifts = shifts_of(meeting, changes["day"])
    answers = list(answers_lost(meeting, changes["day"]))
    moved = records.write(meeting, version=version, by=by, **changes)
    _follow(shifts, by)
    for one in answers:
        records.write(one, version=one.version, by=by, reply=Participant.Reply.OPEN)
    return moved


def answers_lost(meeting, day):
    """Return the participants whose answer, whether they come, is not of `day`."""
    answered = Participant.objects.kept().exclude(reply=Participant.Reply.OPEN)
    rows = answered.filter(meeting=meeting).exclude(meeting__day=day)
    return rows.with_names().order_by("pk")


@transaction.atomic
def replan_meeting(cycle, *, version, meeting, by):
    """Give a cycle whose meeting was cancelled a new meeting, with its milestones around that."""
    shifts = shifts_of(cycle.meeting, meeting.day)
    plan_meeting(meeting=meeting, by=by)
    records.write(cycle, version=version, by=by, meeting=meeting)
    _follow(shifts, by)
    return meeting


def _follow(shifts, by):
    for shift in shifts:
        if shift.moves:
            milestone = shift.row.source
            records.write(milestone, version=milestone.version, by=by, due_on=shift.becomes)


@transaction.atomic
def cancel_meeting(meeting, *, version, by, reason):
    """Cancel a meeting, with a reason; what was not treated goes back to its body's backlog.

    Raises StaleError as `records.write` does; then nothing is written.
    """
    cancelled = records.write(
        meeting, version=version, by=by, status=Meeting.Status.CANCELLED, cancel_reason=reason
    )
    proposed = {"meeting": None, "number": "", "status": AgendaItem.Status.PROPOSED}
    for item in waiting_items(meeting):
        records.write(item, version=item.version, by=by, **proposed)
    return cancelled


def waiting_items(meeting):
    """Return the items of a meeting that were not treated, in their order."""
    items = AgendaItem.objects.kept().filter(meeting=meeting)
    items = items.exclude(status=AgendaItem.Status.TREATED)
    return items.select_related("body__region", "meeting__region").in_order()


def _closed(meeting):
    return ClosedDay.objects.closed_around(meeting.region, meeting.day, years=YEARS_AROUND)

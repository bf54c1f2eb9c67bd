"""What must be told, of this app and those below: reads a region, gives the rows of the ledger.

The ledger itself is of a lower app: it gets values, and asks each object again when it sends
(`reminder`, docs/adr/0011-reminders.md).
"""

from datetime import timedelta

from checklist.models import StepState
from oogo.models import Action, Decision, Dossier, Meeting, Milestone, Stance
from oogo.rules import reminding as rules
from partners.models import ClosedDay
from reminders import inquiries, ledger, mergers
from reminders.rules import Wanted

# Beyond these nothing is due within the days that are planned ahead, or told any more.
BACK, AHEAD = timedelta(days=45), timedelta(days=60)


def plan(region, day):
    """Bring the ledger of `region` up to `day`; returns how many reminders are new."""
    closed = ClosedDay.objects.closed_around(region, day)
    return ledger.plan(
        region=region,
        wanted=list(wanted(region, day, closed)),
        changes_after=list(rules.DAYS_BEFORE),
        closed=closed,
        day=day,
    )


def wanted(region, day, closed):
    """Give what must be told in `region`, to whom and when, within the days planned ahead."""
    for rule, rows in _objects(region, day - BACK, day + AHEAD):
        for obj in rows:
            yield from _wanted_of(rule, obj, day, closed)
    yield from inquiries.wanted(region, day, closed)
    yield from mergers.wanted(region, day, closed)


def _wanted_of(rule, obj, day, closed):
    occasion = obj.reminder(rule, day)
    if occasion is None:
        return
    for sending in rules.sendings(rule, occasion.due_on, day, closed):
        # Put off over a weekend it may be about what is past by then.
        if then := obj.reminder(rule, sending.on):
            for recipient in then.recipients:
                yield Wanted(rule, obj, then, recipient, sending)


def _objects(region, first, last):
    """Give each rule with the objects that it may have to tell of: one read for each kind."""
    open_actions = Action.objects.of_region(region).open().filter(due_on__range=(first, last))
    actions = list(open_actions.to_remind())
    milestones = Milestone.objects.of_region(region).kept().filter(done_on=None)
    decisions = Decision.objects.of_region(region).kept().filter(sequence=None)
    stances = Stance.objects.of_region(region).filter(ratified_on=None)
    cancelled = Meeting.objects.of_region(region).filter(status=Meeting.Status.CANCELLED)
    dossiers = Dossier.objects.of_region(region).filter(sent_at__date__range=(first, last))
    steps = StepState.objects.of_region(region).filter(round__closed_on=None, is_agreed=False)
    return [
        (rules.MILESTONE, milestones.filter(due_on__range=(first, last)).to_remind()),
        (rules.ACTION, actions),
        (rules.LATE_ACTION, actions),
        (rules.STANCE, decisions.filter(item__meeting__day__range=(first, last)).to_remind()),
        (rules.RESERVATION, stances.filter(answer_by__range=(first, last)).to_remind()),
        (rules.CANCELLED, cancelled.filter(day__range=(first, last)).to_remind()),
        (rules.DOSSIER, dossiers.to_remind()),
        (rules.STEP, steps.filter(due_on__range=(first, last)).to_remind()),
    ]

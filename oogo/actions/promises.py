"""Making an action, and what becomes of it until it is confirmed done."""

from django.db import transaction
from django.db.models import Max

from accounts.models import Region
from checklist.models import StepState
from oogo.models import Action, Postponement, StepOutcome
from records import actions as records


class NotPossibleError(Exception):
    """The action stands otherwise by now, so that this cannot be done with it."""


@transaction.atomic
def add_action(*, action, helpers, by):
    """Store a new action with the next number of its region, numbers without gap.

    A step of the checklist that nobody filled in yet is stored with it.
    """
    Region.objects.select_for_update().get(pk=action.region_id)
    last = Action.objects.of_region(action.region).aggregate(last=Max("number"))["last"]
    action.number = (last or 0) + 1
    if action.from_step:
        action.from_step = stored_step(action.from_step, by=by)
    action.pending_m2m = {"helpers": helpers}
    return records.create(action, by=by)


def stored_step(state, *, by):
    """Return `state`, stored: a step has no row until somebody says something of it."""
    if state.pk:
        return state
    return StepState.objects.filter(**state.identity()).first() or records.create(state, by=by)


def begin(action, *, version, by):
    """The owner has started."""
    return _move(action, "begin", version=version, by=by, status=Action.Status.BUSY)


def report_done(action, *, version, by, day, note):
    """The owner says it is done on `day`, and what was done; a regisseur confirms it later."""
    changes = {"report_note": note, "reported_on": day, "status": Action.Status.REPORTED}
    return _move(action, "report", version=version, by=by, **changes)


def confirm(action, *, version, by, day):
    """A regisseur says on `day` that it is done indeed."""
    changes = {"status": Action.Status.DONE, "confirmed_on": day}
    return _move(action, "confirm", version=version, by=by, **changes)


def resume(action, *, version, by):
    """It is to be done again: what was reported or confirmed, lapsed or begun counts no more.

    What the owner said was done stays to be read.
    """
    empty = {"reported_on": None, "confirmed_on": None, "lapse_reason": ""}
    return _move(action, "resume", version=version, by=by, status=Action.Status.OPEN, **empty)


def lapse(action, *, version, by, reason):
    """It need not be done any more; its number is kept."""
    changes = {"status": Action.Status.LAPSED, "lapse_reason": reason}
    return _move(action, "lapse", version=version, by=by, **changes)


@transaction.atomic
def postpone(action, *, version, by, day, due_on, reason):
    """Move its day to `due_on`, and keep the old one with the reason; `day` is when it was moved.

    Sent twice it is moved once.
    """
    was = action.due_on
    moved = _move(action, "postpone", version=version, by=by, due_on=due_on)
    if was != due_on:
        row = Postponement(action=moved, was_due_on=was, due_on=due_on, reason=reason)
        row.moved_on = day
        records.create(row, by=by)
    return moved


@transaction.atomic
def link_step(state, *, by, decision=None, action=None):
    """Let an afspraak or an action count at a step of the checklist; a withdrawn link returns."""
    state = stored_step(state, by=by)
    same = {"step": state, "decision": decision, "action": action}
    row = StepOutcome.objects.filter(**same).first()
    if row is None:
        return records.create(StepOutcome(**same), by=by)
    return records.write(row, version=row.version, by=by, is_withdrawn=False)


@transaction.atomic
def _move(action, verb, *, version, by, **changes):
    """Write `changes`, unless the action stands so that `verb` makes no sense.

    Raises NotPossibleError for that, also when somebody else moved it on since the page that it
    was sent from (which `records.write` leaves as it is), and StaleError as `records.write` does.
    """
    is_so_already = all(getattr(action, name) == value for name, value in changes.items())
    if not (is_so_already or action.may(verb)):
        raise NotPossibleError(f"{verb} of an action that is {action.status}")
    moved = records.write(action, version=version, by=by, **changes)
    if any(getattr(moved, name) != value for name, value in changes.items()):
        raise NotPossibleError(f"{verb} from a page that is old")
    return moved

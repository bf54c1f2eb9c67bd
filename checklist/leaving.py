"""Who leaves has steps of an open round to finish: how those go over."""

from functools import partial

from accounts.permissions import ANSWER_SHARED, has_right
from checklist.models import StepState
from partners.handover import Hanging
from records import actions as records


def steps_of(positions, day, user):
    rows = StepState.objects.filter(owner__in=positions, is_agreed=False, round__closed_on=None)
    for state in rows.select_related("round__region", "round__instrument").order_by("pk"):
        may = has_right(user, state.round.region, ANSWER_SHARED)
        yield Hanging(
            state.owner_id,
            state,
            "Stap van de checklist",
            str(state),
            state.get_absolute_url(),
            "zonder eigenaar",
            partial(_pass_on, state) if may else None,
        )


def _pass_on(state, successor, day, by):
    records.write(state, version=state.version, by=by, owner=successor)
    return True

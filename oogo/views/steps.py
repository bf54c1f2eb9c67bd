"""Finding a step of the checklist from here: a round and the number of the step."""

from django.http import Http404

from checklist.models import StepState
from checklist.views.steps import get_round


def find_step(request, pk, number):
    """Return (step, its state): as it is stored, or new while nobody filled it in; else 404."""
    round = get_round(request, pk)
    step = round.instrument.parsed.step(number)
    if step is None:
        raise Http404
    state = StepState.objects.filter(round=round, step=step.key).first()
    state = state or StepState(round=round, step=step.key)
    state.round = round
    return step, state

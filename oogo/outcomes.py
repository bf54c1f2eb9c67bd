"""What counts at which step of the checklist: the links between steps and afspraken or actions."""

from checklist.models import StepState
from oogo.models import Action, Decision, StepOutcome


def outcomes_of(obj, user) -> list[StepOutcome]:
    """Return the links of a step, an afspraak or an action that `user` sees, in one query."""
    name = {StepState: "step", Decision: "decision", Action: "action"}[type(obj)]
    if obj.pk is None:
        return []
    rows = StepOutcome.objects.visible_to(user).filter(**{name: obj}, is_withdrawn=False)
    paths = ["step__round__region", "step__round__instrument", "decision__region", "action__region"]
    return list(rows.select_related(*paths))

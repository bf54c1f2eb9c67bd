"""Which step of the checklist an afspraak or an action counts at, chosen from either side."""

from checklist.models import StepState
from oogo.forms.promises import OwnerField
from regio.lib.forms import CHOOSE, RegioForm

ELSEWHERE = (
    "Staat wat u zoekt er niet bij? Open dan de afspraak of de actie en leg het verband daar."
)


class StepOfRoundForm(RegioForm):
    """A step of one of `rounds`, which are open."""

    step = OwnerField(label="Stap van de checklist")

    def __init__(self, *args, rounds, **kwargs):
        super().__init__(*args, **kwargs)
        self.states, groups = {}, []
        for round in rounds:
            steps = round.steps
            for step in steps:
                self.states[str(round.pk), step.number] = StepState(round=round, step=step.key)
            groups.append((str(round), [(f"{round.pk}:{s.number}", _named(s)) for s in steps]))
        self.fields["step"].choices = [("", CHOOSE), *groups]

    @property
    def state(self):
        """The state of the chosen step, stored or not."""
        chosen = self.states[self.cleaned_data["step"]]
        return StepState.objects.filter(**chosen.identity()).first() or chosen


class OutcomeForm(RegioForm):
    """An afspraak or an action that counts at a step; `decisions` and `actions` may be chosen."""

    outcome = OwnerField(label="Afspraak of actie", help_text=ELSEWHERE)

    def __init__(self, *args, decisions, actions, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {("afspraak", row.pk): row for row in decisions}
        self.rows |= {("actie", row.pk): row for row in actions}
        self.fields["outcome"].choices = [
            ("", CHOOSE),
            ("Afspraken", [(f"afspraak:{row.pk}", str(row)) for row in decisions]),
            ("Acties", [(f"actie:{row.pk}", f"{row.code} {row}") for row in actions]),
        ]

    @property
    def chosen(self):
        """The chosen row, as the argument that names it."""
        key = self.cleaned_data["outcome"]
        return {"decision" if key[0] == "afspraak" else "action": self.rows[key]}


def _named(step):
    return f"{step.number} {step.title}"

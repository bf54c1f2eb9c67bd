"""What became of an action: put off, or led to by a step of the checklist."""

from django.db import models
from django.db.models import Q

from checklist.models import StepState
from oogo.models import walls
from oogo.models.decisions import Decision
from oogo.models.promises import Action
from regio.lib.models import Versioned, exactly_one
from regio.lib.telling import Telling


class RowsOfAction(walls.WalledQuerySet):
    region_path = "action__region"

    def wall(self, sight):
        return sight.promised("action")


class Postponement(Versioned):
    """A day that was moved: which it was, which it became, and why. Who and when: its history."""

    action = models.ForeignKey(
        Action, models.PROTECT, related_name="postponements", verbose_name="actie"
    )
    was_due_on = models.DateField("was uiterlijk")
    due_on = models.DateField("werd uiterlijk")
    reason = models.CharField("reden", max_length=200)
    moved_on = models.DateField("verschoven op", null=True, blank=True)

    objects = RowsOfAction.as_manager()
    telling = Telling(title=("action",), part_of="action", news=("due_on",))

    class Meta:
        verbose_name = "verschuiving"
        verbose_name_plural = "verschuivingen"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.action}: {self.was_due_on:%d-%m-%Y} → {self.due_on:%d-%m-%Y}"

    def get_absolute_url(self):
        return self.action.get_absolute_url()

    @property
    def region(self):
        return self.action.region


class StepOutcomeQuerySet(walls.WalledQuerySet):
    region_path = "step__round__region"

    def wall(self, sight):
        """Outcomes of which the afspraak or the action is seen."""
        agreed = Q(decision=None) | sight.agreed("decision__")
        return agreed & sight.promised("action")


class StepOutcome(Versioned):
    """What became of a checklist step: an afspraak or an action that counts as its evidence."""

    step = models.ForeignKey(
        StepState, models.PROTECT, related_name="outcomes", verbose_name="checkliststap"
    )
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name="afspraak",
    )
    action = models.ForeignKey(
        Action, models.PROTECT, null=True, blank=True, related_name="outcomes", verbose_name="actie"
    )
    is_withdrawn = models.BooleanField("ingetrokken", default=False)

    objects = StepOutcomeQuerySet.as_manager()
    telling = Telling(created="gelegd", title=("step",))

    class Meta:
        verbose_name = "vervolg van een stap"
        verbose_name_plural = "vervolg van stappen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("decision", "action"), name="oogo_stepoutcome_exactly_one"
            ),
            models.UniqueConstraint(
                fields=["step", "decision"], name="oogo_stepoutcome_decision_once"
            ),
            models.UniqueConstraint(fields=["step", "action"], name="oogo_stepoutcome_action_once"),
        ]

    def __str__(self):
        return f"{self.step}: {self.outcome}"

    @property
    def outcome(self):
        return self.decision or self.action

    @property
    def region(self):
        return self.step.region

    def get_absolute_url(self):
        return self.step.get_absolute_url()

"""Actions: what someone promised to do, followed until it is confirmed done."""

import functools
import operator

from django.db import models
from django.urls import reverse

from accounts.models import Region
from agenda.models import Theme
from checklist.models import StepState
from oogo.models import walls
from oogo.models.cycles import Milestone
from oogo.models.decisions import Decision, Stance
from oogo.models.items import AgendaItem
from oogo.models.meetings import Meeting
from partners.models import Body, Party, Position, Seat
from regio.lib.models import Versioned, at_most_one, exactly_one
from regio.lib.telling import Telling
from reminders.rules import Occasion

ORIGINS = (
    "from_step",
    "from_meeting",
    "from_item",
    "from_decision",
    "from_stance",
    "from_milestone",
)


def _seen(sight, path=""):
    """Return the condition that an action at `path` hangs on no item that is hidden."""
    hung = ("from_item", "from_decision__item", "from_stance__decision__item")
    return functools.reduce(operator.and_, (sight.without_hidden(f"{path}{on}") for on in hung))


class ActionQuerySet(walls.WalledQuerySet):
    def wall(self, sight):
        return _seen(sight)

    def open(self):
        return self.filter(status__in=OPEN)

    def overdue(self, today):
        return self.open().filter(due_on__lt=today)

    def with_owner(self):
        return self.select_related(
            "region",
            "theme",
            "owner_party__organisation",
            "owner_seat__party__organisation",
            "owner_seat__body",
            "owner_position__person",
            "owner_position__organisation",
            "owner_body",
        )

    def to_remind(self):
        """With what their reminders ask of them."""
        hung = ("from_item", "from_decision__item", "from_stance__decision__item")
        rows = self.with_owner().select_related(*hung)
        return rows.prefetch_related("owner_body__seats__party__organisation")


class Action(Versioned):
    """Something that a party, a free role or a body promised to do, by a day.

    Its owner is a party (with a seat or a function of it, or neither), a function without party,
    or a body. It comes from one thing at most. Reported done by the owner, confirmed by the
    regisseur; what was a mistake lapses with a reason, its number is kept.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        BUSY = "bezig", "Bezig"
        REPORTED = "gereed_gemeld", "Gereed gemeld"
        DONE = "afgerond", "Afgerond"
        LAPSED = "vervallen", "Vervallen"

    region = models.ForeignKey(Region, models.PROTECT, related_name="actions")
    number = models.PositiveIntegerField("nummer", editable=False)
    title = models.CharField("actie", max_length=160)
    note = models.TextField("toelichting", blank=True)
    owner_party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_actions",
        verbose_name="partij",
    )
    owner_seat = models.ForeignKey(
        Seat,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_actions",
        verbose_name="zetel",
    )
    owner_position = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_actions",
        verbose_name="wie",
    )
    owner_body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_actions",
        verbose_name="gremium",
    )
    helpers = models.ManyToManyField(
        Party, blank=True, related_name="helped_actions", verbose_name="helpers"
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name="thema"
    )
    arose_on = models.DateField("ontstaan op")
    due_on = models.DateField("uiterlijk")
    status = models.CharField("stand", max_length=16, choices=Status, default=Status.OPEN)
    report_note = models.TextField("wat er gedaan is", blank=True)
    reported_on = models.DateField("gereed gemeld op", null=True, blank=True)
    confirmed_on = models.DateField("afgerond op", null=True, blank=True)
    lapse_reason = models.CharField("reden van vervallen", max_length=300, blank=True)
    from_step = models.ForeignKey(
        StepState,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_actions",
        verbose_name="uit checkliststap",
    )
    from_meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_actions",
        verbose_name="uit overleg",
    )
    from_item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_actions",
        verbose_name="uit agendapunt",
    )
    from_decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_actions",
        verbose_name="uit afspraak",
    )
    from_stance = models.ForeignKey(
        Stance,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_actions",
        verbose_name="uit voorbehoud",
    )
    from_milestone = models.ForeignKey(
        Milestone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_actions",
        verbose_name="uit mijlpaal",
    )

    objects = ActionQuerySet.as_manager()
    telling = Telling(news=("due_on",))

    class Meta:
        verbose_name = "actie"
        verbose_name_plural = "acties"
        ordering = ["due_on", "number"]
        indexes = [
            models.Index(fields=["region", "status", "due_on"], name="oogo_action_list"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="oogo_action_number_once"),
            models.CheckConstraint(
                condition=models.Q(owner_body=None)
                & (models.Q(owner_party__isnull=False) | models.Q(owner_position__isnull=False))
                | models.Q(
                    owner_body__isnull=False,
                    owner_party=None,
                    owner_position=None,
                    owner_seat=None,
                ),
                name="oogo_action_has_one_owner",
                violation_error_message="Kies wie de actie doet: een partij, een rol of een "
                "gremium.",
            ),
            models.CheckConstraint(
                condition=at_most_one(*ORIGINS), name="oogo_action_from_one_thing"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="vervallen") | ~models.Q(lapse_reason=""),
                name="oogo_action_lapsed_with_reason",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("oogo:action_detail", args=[self.region.slug, self.number])

    @property
    def code(self):
        """How people call it: A07."""
        return f"A{self.number:02d}"

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def origin(self):
        """The one thing that the action comes from, or None."""
        return next((row for name in ORIGINS if (row := getattr(self, name)) is not None), None)

    @property
    def hangs_on_confidential(self):
        decision = self.from_decision or (self.from_stance and self.from_stance.decision)
        item = self.from_item or (decision and decision.item)
        return item is not None and item.is_confidential

    def reminder(self, rule, day):
        """What there is to remind its owner of on `day`: nothing once it was reported done."""
        if not self.is_open:
            return None
        return Occasion(
            due_on=self.due_on,
            title=f"Actie {self.code}: {self.title}",
            role="voert deze actie uit",
            recipients=(self.owner_on(day),),
            is_confidential=self.hangs_on_confidential,
        )

    def owner_on(self, day):
        """Return who answers for it on `day`: a seat, a person, a party; None: the secretary.

        A function that ended leaves it to its party.
        """
        if self.owner_seat:
            return self.owner_seat
        if self.owner_body:
            return self.owner_body.secretary_on(day)
        position = self.owner_position
        if position and (position.holds_on(day) or not self.owner_party):
            return position.person
        return self.owner_party

    def days_late_on(self, day):
        """How many days it is late on `day`; 0 when it is not, or was reported done."""
        return max((day - self.due_on).days, 0) if self.is_open else 0


OPEN = [Action.Status.OPEN, Action.Status.BUSY]


class RowsOfAction(walls.WalledQuerySet):
    region_path = "action__region"

    def wall(self, sight):
        return _seen(sight, "action__")


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
        return sight.without_hidden("decision__item") & _seen(sight, "action__")


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

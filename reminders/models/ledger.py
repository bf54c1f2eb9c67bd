"""The ledger: one row for each time that someone must be told of something."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Region, RegionScopedQuerySet
from partners.models import Party, Person, Seat
from records import visibility
from regio.lib import clock
from regio.lib.models import at_most_one
from reminders.models.mails import Mail

ONE_TIME = ["rule", "is_change", "model", "object_id", "reference_date", "nth"]
RECIPIENTS = ("seat", "party", "person", "user")


class ReminderQuerySet(RegionScopedQuerySet):
    def visible_to(self, user):
        """Rows of which the object itself may be seen."""
        return super().visible_to(user).filter(visibility.of_objects(user))

    def with_recipient(self):
        return self.select_related(
            "seat__body", "seat__party__organisation", "party__organisation", "person", "user"
        )

    def planned(self):
        return self.filter(state=Reminder.State.PLANNED)

    def free(self):
        """Planned rows that are in no mail."""
        return self.planned().filter(mail=None)

    def in_order(self):
        return self.order_by("due_at", "rule", "title", "object_id", "pk")

    def due(self):
        """What must be told now, the longest due first."""
        return self.free().filter(due_at__lte=clock.now()).order_by("due_at", "pk")


class Reminder(models.Model):
    """Someone must be told of an object once: by a rule, for a date, the `nth` time.

    Its recipient is a seat, a party, a person or an account (what only a role may do); none of them
    is the secretary of the region. It is resolved to one person when it is sent. `model` and
    `object_id` name the object; `title` and `path` are how it was called when the row was planned:
    lists show those, a mail asks the object.

    `is_change` tells that a date moved: `told_on` is the one that was told before. After `last_day`
    it says nothing new any more.
    """

    class Rule(models.TextChoices):
        MILESTONE = "mijlpaal", "Mijlpaal komt eraan"
        ACTION = "actie", "Actie moet klaar zijn"
        LATE_ACTION = "actie_te_laat", "Actie is te laat"
        STANCE = "standpunt", "Standpunt gevraagd"
        RESERVATION = "voorbehoud", "Voorbehoud wacht op antwoord"
        STEP = "checkliststap", "Checkliststap moet klaar zijn"
        CANCELLED = "geannuleerd", "Overleg gaat niet door"
        DOSSIER = "dossier", "Dossier verzonden"
        INQUIRY = "navraag", "Klopt dit nog"
        MERGER = "herindeling", "Herindeling doorvoeren"

    class State(models.TextChoices):
        PLANNED = "gepland", "Gepland"
        SENT = "verzonden", "Verzonden"
        EXPIRED = "verlopen", "Verlopen"
        WITHHELD = "ingehouden", "Ingehouden"

    region = models.ForeignKey(Region, models.PROTECT, related_name="reminders")
    rule = models.CharField("regel", max_length=20, choices=Rule)
    is_change = models.BooleanField("verplaatst", default=False)
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="reminders")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="reminders")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="reminders")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="reminders"
    )
    reference_date = models.DateField("datum")
    nth = models.PositiveSmallIntegerField("keer", default=1)
    told_on = models.DateField("eerder gemeld", null=True)
    due_at = models.DateTimeField("te verzenden")
    last_day = models.DateField("uiterlijk te verzenden")
    title = models.CharField("onderwerp", max_length=200)
    path = models.CharField("adres", max_length=300)
    state = models.CharField("stand", max_length=12, choices=State, default=State.PLANNED)
    mail = models.ForeignKey(Mail, models.PROTECT, null=True, related_name="reminders")
    sent_at = models.DateTimeField("verzonden op", null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "herinnering"
        verbose_name_plural = "herinneringen"
        indexes = [
            models.Index(fields=["region", "state", "due_at"], name="reminders_reminder_due"),
            models.Index(fields=["model", "object_id"], name="reminders_reminder_object"),
        ]
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=[*ONE_TIME, name], name=f"reminders_reminder_once_per_{name}"
                )
                for name in RECIPIENTS
            ),
            models.UniqueConstraint(
                fields=ONE_TIME,
                condition=Q(**dict.fromkeys(RECIPIENTS)),
                name="reminders_reminder_once_per_secretary",
            ),
            models.CheckConstraint(
                condition=at_most_one(*RECIPIENTS), name="reminders_reminder_one_recipient"
            ),
        ]

    def __str__(self):
        return f"{self.get_rule_display()}: {self.title}"

    @property
    def recipient(self):
        """The seat, party, person or account that must be told; None is the secretary of the
        region."""
        return self.seat or self.party or self.person or self.user

    @property
    def recipient_name(self):
        """The recipient as a list names it."""
        if self.seat:
            return f"{self.seat} ({self.seat.body})"
        return str(self.recipient or "secretaris van de regio")

    @property
    def recipient_key(self):
        return (self.seat_id, self.party_id, self.person_id, self.user_id)

    @property
    def key(self):
        """What makes the row this one and no other."""
        return (
            *(getattr(self, name) for name in ONE_TIME),
            *self.recipient_key,
        )

    @property
    def target(self):
        """Name the object, for looking it up."""
        return (self.model, self.object_id)

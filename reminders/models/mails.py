"""The outbox: what was told, and what is about to be. The database is the truth, the broker a
doorbell."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction

from accounts.models import Region, RegionScopedQuerySet, SignedLink, User
from regio.lib import clock
from reminders.models.choices import ReminderSettings

STUCK_AFTER = timedelta(minutes=10)


def new_message_id():
    """Return a Message-ID that a mail keeps over every attempt."""
    return f"<{uuid.uuid4()}@regio>"


class MailQuerySet(RegionScopedQuerySet):
    def due(self):
        """What waits and may go out now, oldest first; of a paused region no reminders."""
        waiting = self.filter(state=Mail.State.WAITING, not_before__lte=clock.real_now())
        paused = ReminderSettings.objects.paused().values("region")
        waiting = waiting.exclude(kind=Mail.Kind.REMINDER, region__in=paused)
        return waiting.order_by("not_before", "pk")

    def reminding(self):
        return self.filter(kind=Mail.Kind.REMINDER)

    def in_need(self):
        """Mails of which a person must say what became of them, or whether they go out again."""
        return self.filter(state__in=Mail.IN_NEED, reminders__state="gepland").distinct()

    def stuck(self):
        """Claimed so long ago that its sender must have stopped half-way."""
        limit = clock.real_now() - STUCK_AFTER
        return self.filter(state=Mail.State.SENDING, claimed_at__lt=limit)


class Mail(models.Model):
    """One message to one address. It stores its kind and the ids, not its text: it is rendered
    when it is sent, so that a signed link exists nowhere but in the mail itself, and a reminder
    says what holds then.

    `settled_by` said what became of it where nobody could know. `sent_at` is for readers: in a
    demonstration on its day. What decides whether it goes (`not_before`, `claimed_at`) is real.
    """

    class Kind(models.TextChoices):
        INVITATION = "uitnodiging", "Uitnodiging"
        PASSWORD_RESET = "wachtwoord", "Nieuw wachtwoord"
        REMINDER = "herinnering", "Herinnering"

    class State(models.TextChoices):
        WAITING = "wachtend", "Wachtend"
        SENDING = "in_verzending", "In verzending"
        SENT = "verzonden", "Verzonden"
        FAILED = "mislukt", "Mislukt"
        UNCERTAIN = "onzeker", "Onzeker"

    IN_NEED = (State.UNCERTAIN, State.FAILED)

    kind = models.CharField("soort", max_length=20, choices=Kind)
    state = models.CharField("stand", max_length=20, choices=State, default=State.WAITING)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="mails")
    to = models.EmailField("aan")
    link = models.ForeignKey(SignedLink, models.PROTECT, null=True, related_name="mails")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="mails")
    message_id = models.CharField(max_length=80, unique=True, default=new_message_id)
    attempts = models.PositiveIntegerField("pogingen", default=0)
    created_at = models.DateTimeField(default=clock.real_now)
    not_before = models.DateTimeField(default=clock.real_now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField("verzonden op", null=True)
    error = models.CharField("fout", max_length=200, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="settled_mails"
    )

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "not_before"], name="reminders_mail_waiting")]

    def __str__(self):
        return f"{self.get_kind_display()} aan {self.to}"

    @property
    def tried_at(self):
        """When it was last tried, as a reader's clock shows it."""
        return clock.as_shown(self.claimed_at)

    def claim(self):
        """Take the mail for sending; tell whether this call did so, as only one sender may."""
        self.claimed_at = clock.real_now()
        claimed = (
            type(self)
            .objects.filter(pk=self.pk, state=self.State.WAITING)
            .update(
                state=self.State.SENDING,
                claimed_at=self.claimed_at,
                attempts=models.F("attempts") + 1,
            )
        )
        self.attempts += claimed
        return bool(claimed)

    def settle(self, state, **fields):
        """Record how the attempt ended that `claim` began, and with it what its reminders became.

        It holds too when a sweep meanwhile called the mail uncertain: what is known wins.
        """
        unsettled = [self.State.SENDING, self.State.UNCERTAIN]
        claim = type(self).objects.filter(pk=self.pk, state__in=unsettled)
        with transaction.atomic():
            settled = claim.filter(claimed_at=self.claimed_at).update(state=state, **fields)
            if settled and state == self.State.SENT:
                self.mark_told()

    def mark_told(self):
        """Let the reminders of a mail that went out be sent."""
        states = self.reminders.model.State
        self.reminders.planned().update(state=states.SENT, sent_at=clock.now())

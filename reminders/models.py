"""What must be told, and what was told. The database is the truth, the broker a doorbell."""

import uuid
from datetime import timedelta

from django.db import models

from accounts.models import Region, RegionScopedQuerySet, SignedLink, User
from regio.lib import clock

STUCK_AFTER = timedelta(minutes=10)


def new_message_id():
    """Return a Message-ID that a mail keeps over every attempt."""
    return f"<{uuid.uuid4()}@regio>"


class MailQuerySet(RegionScopedQuerySet):
    def due(self):
        """What waits and may go out now, oldest first."""
        waiting = self.filter(state=Mail.State.WAITING, not_before__lte=clock.real_now())
        return waiting.order_by("not_before", "pk")

    def stuck(self):
        """Claimed so long ago that its sender must have stopped half-way."""
        limit = clock.real_now() - STUCK_AFTER
        return self.filter(state=Mail.State.SENDING, claimed_at__lt=limit)


class Mail(models.Model):
    """One message to one address. It stores its kind and the ids, not its text: it is rendered
    when it is sent, so that a signed link exists nowhere but in the mail itself."""

    class Kind(models.TextChoices):
        INVITATION = "uitnodiging", "Uitnodiging"
        PASSWORD_RESET = "wachtwoord", "Nieuw wachtwoord"

    class State(models.TextChoices):
        WAITING = "wachtend", "Wachtend"
        SENDING = "in_verzending", "In verzending"
        SENT = "verzonden", "Verzonden"
        FAILED = "mislukt", "Mislukt"
        UNCERTAIN = "onzeker", "Onzeker"

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

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "not_before"], name="reminders_mail_waiting")]

    def __str__(self):
        return f"{self.get_kind_display()} aan {self.to}"

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
        """Record how the attempt ended that `claim` began.

        It holds too when a sweep meanwhile called the mail uncertain: what is known wins.
        """
        unsettled = [self.State.SENDING, self.State.UNCERTAIN]
        claim = type(self).objects.filter(pk=self.pk, state__in=unsettled)
        claim.filter(claimed_at=self.claimed_at).update(state=state, **fields)

"""What must be told, and what was told. The database is the truth, the broker a doorbell."""

import uuid

from django.db import models

from accounts.models import Region, RegionScopedQuerySet, SignedLink, User
from regio.lib import clock


def new_message_id():
    """Return a Message-ID that a mail keeps over every attempt."""
    return f"<{uuid.uuid4()}@regio>"


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

    objects = RegionScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "not_before"], name="reminders_mail_waiting")]

    def __str__(self):
        return f"{self.get_kind_display()} aan {self.to}"

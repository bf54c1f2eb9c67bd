"""What a region chose about its reminders."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Membership, Region, RegionScopedQuerySet
from accounts.permissions import SEE_MAILS
from regio.lib import clock
from regio.lib.models import Versioned


class ReminderSettingsQuerySet(RegionScopedQuerySet):
    def visible_to(self, user):
        """For those who see what was mailed."""
        if not user.is_authenticated:
            return self.none()
        current = Membership.objects.on(clock.today()).filter(user=user, role__in=SEE_MAILS)
        return self.filter(region__in=current.values("region"))

    def paused(self):
        return self.exclude(paused_since=None)


class ReminderSettings(Versioned):
    """Whether a region's reminders go out, and to whom; without a row they do, to each."""

    region = models.OneToOneField(Region, models.PROTECT, related_name="reminder_settings")
    paused_since = models.DateTimeField("stilgezet sinds", null=True, blank=True)
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="stilgezet door",
    )
    test_address = models.EmailField(
        "proefadres",
        blank=True,
        help_text="Leeg: ieder krijgt de eigen herinneringen.",
    )

    objects = ReminderSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = "instellingen van herinneringen"
        verbose_name_plural = "instellingen van herinneringen"

    def __str__(self):
        return "Instellingen van herinneringen"

    def get_absolute_url(self):
        return reverse("reminders:mail_list", args=[self.region.slug])

    def identity(self):
        return {"region": self.region}

    @classmethod
    def of(cls, region):
        """Return the row of `region`, or one that is not stored yet."""
        return cls.objects.filter(region=region).first() or cls(region=region)

    @property
    def is_paused(self):
        return self.paused_since is not None

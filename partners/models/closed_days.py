"""Sluitingsdagen: days on which nobody works besides weekends and public holidays."""

from datetime import date

from django.db import models
from django.urls import reverse

from accounts.models import Region, RegionScopedQuerySet
from regio.lib import workdays
from regio.lib.models import Versioned

WEEKEND = {5: "zaterdag", 6: "zondag"}


class ClosedDayQuerySet(RegionScopedQuerySet):
    def standing(self):
        return self.filter(is_withdrawn=False)

    def national(self):
        return self.filter(region=None)

    def holding_for(self, region):
        """The days that count in `region`: its own, and those of the whole country."""
        return self.standing().filter(models.Q(region=region) | models.Q(region=None))

    def closed_around(self, region, day, *, years=1):
        """Return every closed day of `region` in the years around `day`: what `workdays` asks for.

        The public holidays are among them. One query; `years` before and after the year of `day`.
        """
        first, last = date(day.year - years, 1, 1), date(day.year + years, 12, 31)
        own = self.holding_for(region).filter(day__range=(first, last))
        return frozenset(workdays.holidays_between(first, last)).union(
            own.values_list("day", flat=True)
        )

    def why_closed(self, region, day) -> str:
        """Say why nobody works in `region` on `day`; empty on a working day. One query at most."""
        if day.weekday() in WEEKEND:
            return WEEKEND[day.weekday()]
        if holiday := workdays.dutch_holidays(day.year).get(day):
            return holiday
        row = self.holding_for(region).filter(day=day).order_by("pk").first()
        return row.reason if row else ""


class ClosedDay(Versioned):
    """A day that a region closes besides the public holidays; without region: the whole country.

    Public holidays are no rows: they follow from a rule. A day that a decree equates with them for
    one year is a row without region. Withdrawn, never deleted.
    """

    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="closed_days"
    )
    day = models.DateField("dag")
    reason = models.CharField("reden", max_length=120)
    is_withdrawn = models.BooleanField("ingetrokken", default=False)

    objects = ClosedDayQuerySet.as_manager()

    class Meta:
        verbose_name = "sluitingsdag"
        verbose_name_plural = "sluitingsdagen"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "day"],
                condition=models.Q(is_withdrawn=False),
                name="partners_closedday_once",
            ),
        ]

    def __str__(self):
        return f"{self.reason} ({self.day:%d-%m-%Y})"

    def get_absolute_url(self):
        return reverse("partners:closed_day_list", args=[self.region.slug])

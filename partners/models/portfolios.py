"""The portefeuilles of a region."""

from django.db import models
from django.urls import reverse

from accounts.models import Region, RegionScopedQuerySet
from regio.lib.models import Versioned
from regio.lib.telling import Telling


class Portfolio(Versioned):
    """A portefeuille of the region: onderwijs, jeugd, wmo, financiën, …"""

    region = models.ForeignKey(Region, models.PROTECT, related_name="portfolios")
    name = models.CharField("naam", max_length=60)
    is_active = models.BooleanField("in gebruik", default=True)

    objects = RegionScopedQuerySet.as_manager()
    telling = Telling(
        title=("is_active",),
        part_of="region",
        words={"is_active": ("weer in gebruik", "niet meer in gebruik")},
    )

    class Meta:
        verbose_name = "portefeuille"
        verbose_name_plural = "portefeuilles"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="partners_portfolio_once")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partners:portfolio_list", args=[self.region.slug])

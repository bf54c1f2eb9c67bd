"""How a region prepares a herindeling, and that it was carried out."""

from django.db import models
from django.urls import reverse

from accounts.models import Region, RegionScopedQuerySet
from partners.models.reference import Succession
from partners.rules.passing import Choices
from regio.lib.models import Versioned
from regio.lib.telling import Telling


class MergerPlan(Versioned):
    """What a regisseur chose at a herindeling that touches the region: who takes over what.

    `succession` is the first of its rows; empty when the announcement was withdrawn. From
    `applied_on` on the region stands as the herindeling left it.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="merger_plans")
    succession = models.ForeignKey(
        Succession,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name="herindeling",
    )
    title = models.CharField("herindeling", max_length=300)
    on = models.DateField("datum")
    choices = models.TextField("keuzes", blank=True)
    applied_on = models.DateField("doorgevoerd op", null=True, blank=True)

    objects = RegionScopedQuerySet.as_manager()
    telling = Telling(
        created="klaargezet",
        title=("succession", "title", "on", "choices"),
        words={"applied_on": ("doorgevoerd", "niet meer doorgevoerd")},
    )

    class Meta:
        verbose_name = "herindeling in de regio"
        verbose_name_plural = "herindelingen in de regio"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "succession"], name="partners_mergerplan_once"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        if self.succession_id is None:
            return reverse("partners:merger_list", args=[self.region.slug])
        return reverse("partners:merger_detail", args=[self.region.slug, self.succession_id])

    def identity(self):
        return {"region": self.region, "succession": self.succession}

    def reads_as(self, field, text):
        return Choices.read(text).in_words if field == "choices" else ""

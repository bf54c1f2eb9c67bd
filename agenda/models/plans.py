"""Plans, and what they say of themes."""

from django.db import models
from django.urls import reverse

from accounts.models import Region
from agenda.models.themes import RowOfTheme, Theme, Withdrawable
from agenda.rules import Relation
from partners.models import Organisation
from partners.models.organisations import RegionRows, ends_after_start
from records.models import DocumentVersion
from regio.lib.models import Dated, Versioned


class PlanQuerySet(RegionRows):
    def kept(self):
        """Plans that were not withdrawn."""
        return self.filter(is_withdrawn=False)


class LinkQuerySet(Withdrawable):
    def kept(self):
        """What plans say, as far as neither that nor the plan was withdrawn."""
        return super().kept().filter(plan__is_withdrawn=False)


class Plan(Versioned, Dated):
    """A policy document of one of the parties: a support plan, a youth plan, …

    It is read at its address, as a file (one version of a document), or both. Withdrawn, never
    deleted.
    """

    class Kind(models.TextChoices):
        SUPPORT_PO = "ondersteuningsplan_po", "Ondersteuningsplan po"
        SUPPORT_VO = "ondersteuningsplan_vo", "Ondersteuningsplan vo"
        YOUTH = "jeugdplan", "Beleidsplan jeugd (jeugdplan)"
        YOUTH_REGION = "regiovisie", "Regiovisie jeugd"
        TRANSITION = "doorstroompunt", "Regionaal programma Doorstroompunt"
        COALITION = "coalitieakkoord", "Coalitieakkoord"
        LEA = "lea", "Lokale educatieve agenda (LEA)"
        REA = "rea", "Regionale educatieve agenda (REA)"
        OTHER = "overig", "Ander plan"

    region = models.ForeignKey(Region, models.PROTECT, related_name="plans")
    kind = models.CharField("soort", max_length=30, choices=Kind)
    title = models.CharField("titel", max_length=160)
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name="eigenaar",
        help_text="Leeg: van de regio samen.",
    )
    is_concept = models.BooleanField("nog een concept", default=False)
    url = models.URLField(
        "adres",
        max_length=500,
        blank=True,
        help_text="Waar het plan of de regeling te lezen is, beginnend met https://.",
    )
    document = models.ForeignKey(
        DocumentVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name="document",
    )
    note = models.TextField("toelichting", blank=True)
    is_withdrawn = models.BooleanField("ingetrokken", default=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "plannen"
        ordering = ["kind", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "title"],
                condition=models.Q(is_withdrawn=False),
                name="agenda_plan_title_once",
                violation_error_message="Er is al een plan met deze titel.",
            ),
            ends_after_start("agenda_plan_ends_after_start"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("agenda:plan_detail", args=[self.region.slug, self.pk])

    def has_namesake(self):
        """Tell whether another plan of the region, one that was kept, bears the same title."""
        same = Plan.objects.kept().filter(region=self.region_id, title__iexact=self.title)
        return same.exclude(pk=self.pk).exists()

    def comparisons(self):
        """What other plans say beside this one, each with its theme and its plan."""
        rows = PlanLink.objects.kept().filter(compared_with=self)
        return rows.select_related("theme", "plan").order_by("theme__number", "pk")


class PlanLink(RowOfTheme):
    """What a plan says on a theme, and how that stands to what another plan says there.

    Sluit aan and verschil need the other plan; a plan may be silent (zwijgt) by itself.
    """

    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="plan_links", verbose_name="thema"
    )
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="links", verbose_name="plan")
    text = models.TextField("wat het plan hierover zegt", blank=True)
    compared_with = models.ForeignKey(
        Plan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="compared_links",
        verbose_name="vergeleken met",
    )
    relation = models.CharField("samenhang", max_length=12, choices=Relation, blank=True)
    is_withdrawn = models.BooleanField("ingetrokken", default=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = "samenhang"
        verbose_name_plural = "samenhang"
        ordering = ["theme", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "plan"],
                condition=models.Q(is_withdrawn=False),
                name="agenda_planlink_once",
                violation_error_message="Van dit plan staat al beschreven wat het over het thema "
                "zegt.",
            ),
            models.CheckConstraint(
                condition=models.Q(compared_with=None) | ~models.Q(compared_with=models.F("plan")),
                name="agenda_planlink_not_with_itself",
            ),
            models.CheckConstraint(
                condition=models.Q(relation__in=["", Relation.SILENT], compared_with=None)
                | models.Q(relation__gt="", compared_with__isnull=False),
                name="agenda_planlink_relation_needs_another",
            ),
        ]

    def __str__(self):
        return f"{self.plan} over {self.theme}"

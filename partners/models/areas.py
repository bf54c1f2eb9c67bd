"""What is said of areas: what they are for (of the country), and whom a region speaks to there."""

from django.db import models
from django.urls import reverse

from accounts.models import Region
from partners.models.organisations import RegionRows, ends_after_start
from partners.models.people import Position
from partners.models.reference import Area
from partners.rules import kinds
from regio.lib.models import Dated, DatedQuerySet, Versioned
from regio.lib.telling import Telling


class AreaText(Versioned, Dated):
    """What a kind of area, or one area of that kind, is for from a day on: its task, the law it
    rests on, who pays, and where that is written.

    The row without end is the one that is edited; what held before it is kept in rows of its own.
    Reference data: without tenant. What is left empty here says the kind, and after that
    `partners.rules.kinds`.
    """

    kind = models.CharField("soort gebied", max_length=20, choices=Area.Kind)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="texts", verbose_name="gebied"
    )
    task = models.CharField("taak", max_length=300, blank=True)
    law = models.CharField("wettelijke grondslag", max_length=300, blank=True)
    funding = models.CharField("bekostiging", max_length=300, blank=True)
    source = models.CharField("bron", max_length=300)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "tekst over een gebied"
        verbose_name_plural = "teksten over gebieden"
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(until=None, area=None),
                name="partners_areatext_one_open_of_kind",
            ),
            models.UniqueConstraint(
                fields=["area"],
                condition=models.Q(until=None),
                name="partners_areatext_one_open_of_area",
            ),
            ends_after_start("partners_areatext_ends_after_start"),
        ]

    def __str__(self):
        return str(self.area) if self.area else self.get_kind_display()

    def identity(self):
        """The row without end, of which there is one for a kind and one for an area."""
        return {"kind": self.kind, "area": self.area, "until": None}

    @property
    def as_said(self):
        """This row as the rules know it."""
        said = (self.task, self.law, self.funding, self.source, self.since, self.until)
        return kinds.Text(self.area_id is not None, *said)


class AreaContact(Versioned, Dated):
    """Whom a region speaks to about an area from a day on, and what it wants to remember of it.

    The row without end is the one that is edited; what held before it is kept in rows of its own.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="area_contacts")
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="contacts", verbose_name="gebied", editable=False
    )
    position = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="area_contacts",
        verbose_name="contactpersoon",
    )
    note = models.TextField("aantekening", blank=True)

    objects = RegionRows.as_manager()
    telling = Telling(news=("position",))

    class Meta:
        verbose_name = "contact voor een gebied"
        verbose_name_plural = "contacten voor gebieden"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "area"],
                condition=models.Q(until=None),
                name="partners_areacontact_one_open_of_area",
            ),
            ends_after_start("partners_areacontact_ends_after_start"),
        ]

    def __str__(self):
        return f"Contact voor {self.area}"

    def get_absolute_url(self):
        place = [self.region.slug, self.area.kind, self.area.code]
        return reverse("partners:area_detail", args=place)

    def identity(self):
        return {"region": self.region, "area": self.area, "until": None}

    @property
    def before(self):
        """The row that ended when this one began, if any."""
        rows = AreaContact.objects.filter(region=self.region, area=self.area)
        return rows.filter(until=self.since).first() if self.pk and self.since else None

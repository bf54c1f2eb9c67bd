"""The organisations that take part in a region."""

from django.db import models
from django.urls import reverse

from accounts.models import Region, RegionScopedQuerySet
from partners.models.reference import Area, Municipality
from regio.lib.models import Dated, DatedQuerySet, Versioned
from regio.lib.sort_name import fold
from regio.lib.telling import Telling


class RegionRows(RegionScopedQuerySet, DatedQuerySet):
    """Dated rows of a region."""

    def lasting_beyond(self, day):
        """Rows that still hold on `day`, or begin later."""
        return self.filter(models.Q(until=None) | models.Q(until__gt=day))

    def newest_first(self):
        """By start, the latest first; without start last, on either database."""
        return self.order_by(models.F("since").desc(nulls_last=True), "pk")

    def over_on(self, day):
        """Rows that held, and no longer do on `day`."""
        return self.filter(until__lte=day)


def ends_after_start(name):
    """Return the constraint that a dated row holds for a day at least."""
    return models.CheckConstraint(
        condition=models.Q(until=None)
        | models.Q(since=None)
        | models.Q(until__gt=models.F("since")),
        name=name,
        violation_error_message="De einddatum ligt vóór de begindatum.",
    )


class RegionArea(Versioned, Dated):
    """An area that this region is about; others only touch it."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="region_areas")
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="region_areas", verbose_name="gebied"
    )

    objects = RegionRows.as_manager()
    telling = Telling(title=("area",), part_of="region")

    class Meta:
        verbose_name = "gebied van de regio"
        verbose_name_plural = "gebieden van de regio"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "area"],
                condition=models.Q(until=None),
                name="partners_regionarea_one_open",
            )
        ]

    def __str__(self):
        return str(self.area)

    def get_absolute_url(self):
        return reverse("partners:area_list", args=[self.region.slug])


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


class Organisation(Versioned):
    """An organisation as this region knows it. Ended as a party, never deleted."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "gemeente", "Gemeente"
        SWV = "swv", "Samenwerkingsverband"
        NATIONAL_SWV = "landelijk_swv", "Landelijk samenwerkingsverband"
        BOARD_PO = "bestuur_po", "Schoolbestuur po"
        BOARD_VO = "bestuur_vo", "Schoolbestuur vo"
        BOARD_SO = "bestuur_so", "Schoolbestuur so/vso"
        MBO = "mbo", "Mbo-instelling"
        YOUTH_CARE = "jeugdhulp", "Jeugdhulpaanbieder"
        CERTIFIED = "gi", "Gecertificeerde instelling"
        CARE = "zorg", "Zorgaanbieder"
        CHILDCARE = "kinderopvang", "Kinderopvang"
        WELFARE = "welzijn", "Welzijn"
        GGD = "ggd", "GGD"
        RMC = "rmc", "Leerplicht en Doorstroompunt"
        WORK_ORGANISATION = "werkorganisatie", "Ambtelijke werkorganisatie"
        JOINT_ARRANGEMENT = "gr", "Gemeenschappelijke regeling"
        CO_DETERMINATION = "medezeggenschap", "Medezeggenschap (OPR)"
        PARENTS_YOUTH = "ouders_jongeren", "Ouders en jongeren"
        SPORT = "sport", "Sport"
        CULTURE = "cultuur", "Cultuur"
        OTHER = "overig", "Overig"

    region = models.ForeignKey(Region, models.PROTECT, related_name="organisations")
    kind = models.CharField("soort", max_length=20, choices=Kind)
    name = models.CharField("naam", max_length=120)
    short_name = models.CharField("korte naam", max_length=40)
    abbreviation = models.CharField("afkorting", max_length=12, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name="is de gemeente",
    )
    areas = models.ManyToManyField(
        Area, blank=True, related_name="organisations", verbose_name="is het verband van gebied"
    )
    secretariat_email = models.EmailField("secretariaat", blank=True)
    note = models.TextField("toelichting", blank=True)

    objects = RegionScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"], name="partners_organisation_name_once"
            ),
            models.UniqueConstraint(
                fields=["region", "municipality"], name="partners_organisation_municipality_once"
            ),
        ]

    def __str__(self):
        return self.short_name

    def get_absolute_url(self):
        """The page of its newest participation; without any, the list of parties."""
        party = self.parties.order_by("-pk").first()
        if party is None:
            return reverse("partners:party_list", args=[self.region.slug])
        return reverse("partners:party_detail", args=[self.region.slug, party.pk])


class OrganisationLink(Versioned, Dated):
    """How one organisation stands to another: aangesloten bij, houdt toezicht op, werkt voor."""

    class Kind(models.TextChoices):
        MEMBER_OF = "aangesloten", "is aangesloten bij"
        SUPERVISES = "toezicht", "houdt toezicht op"
        WORKS_FOR = "werkt_voor", "werkt voor"

    source = models.ForeignKey(
        Organisation, models.PROTECT, related_name="links", verbose_name="organisatie"
    )
    kind = models.CharField("relatie", max_length=20, choices=Kind)
    target = models.ForeignKey(
        Organisation, models.PROTECT, related_name="reverse_links", verbose_name="met"
    )

    class QuerySet(RegionRows):
        region_path = "source__region"

    objects = QuerySet.as_manager()
    telling = Telling(title=("source", "kind", "target"))

    class Meta:
        verbose_name = "relatie"
        verbose_name_plural = "relaties"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="partners_organisationlink_not_itself",
            ),
            models.UniqueConstraint(
                fields=["source", "kind", "target"],
                condition=models.Q(until=None),
                name="partners_organisationlink_one_open",
            ),
            ends_after_start("partners_organisationlink_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.source} {self.get_kind_display()} {self.target}"

    def get_absolute_url(self):
        return self.source.get_absolute_url()

    @property
    def region(self):
        return self.source.region


PARTY_RANK = models.Case(
    models.When(organisation__kind=Organisation.Kind.MUNICIPALITY, then=0),
    models.When(organisation__kind=Organisation.Kind.SWV, then=1),
    default=2,
)


class PartyQuerySet(RegionRows):
    region_path = "organisation__region"

    def in_order(self):
        """Gemeenten first, then samenwerkingsverbanden, then the others; each by name."""
        return self.order_by(PARTY_RANK, "organisation__short_name", "pk")

    def with_organisation(self):
        return self.select_related("organisation__region", "organisation__municipality")

    def by_kind(self):
        """In the order of the kinds of organisation, then by name."""
        kinds = Organisation.Kind.values
        rank = models.Case(
            *(models.When(organisation__kind=kind, then=i) for i, kind in enumerate(kinds))
        )
        return self.order_by(rank, models.functions.Lower("organisation__short_name"), "pk")

    def of_user(self, user, day):
        """Parties for which `user` may speak on `day`: by function or by representation."""
        from partners.models.people import Position, Representation

        positions = Position.objects.on(day).filter(person__user=user)
        represented = Representation.objects.on(day).filter(position__in=positions)
        return self.spoken_for(positions.values("organisation"), represented.values("party"), day)

    def spoken_for(self, organisations, represented, day):
        """Parties of which `organisations` are, and those in `represented`, that are there on
        `day`."""
        own = models.Q(organisation__in=organisations) | models.Q(pk__in=represented)
        return self.on(day).filter(own)


class Party(Versioned, Dated):
    """An organisation takes part in the region, from one day to another."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="parties", verbose_name="organisatie"
    )
    successors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="predecessors", verbose_name="opvolgers"
    )

    objects = PartyQuerySet.as_manager()
    telling = Telling(title=("organisation",), part_of="organisation")

    class Meta:
        verbose_name = "partij"
        verbose_name_plural = "partijen"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(until=None),
                name="partners_party_one_open",
            ),
            ends_after_start("partners_party_ends_after_start"),
        ]

    def __str__(self):
        return str(self.organisation)

    @property
    def region(self):
        return self.organisation.region

    def get_absolute_url(self):
        return reverse("partners:party_detail", args=[self.region.slug, self.pk])

    @property
    def place(self):
        """Where it stands in a list that is sorted in Python: by kind of organisation, then by
        name."""
        kind, name = self.organisation.kind, self.organisation.short_name
        return Organisation.Kind.values.index(kind), fold(name), self.pk

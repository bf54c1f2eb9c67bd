"""The organisations that take part in a region."""

from django.db import models
from django.urls import reverse

from accounts.models import Region, RegionScopedQuerySet
from partners.models.reference import Area, Municipality
from partners.rules import identity
from regio.lib.models import Dated, DatedQuerySet, Versioned
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


class OrganisationQuerySet(RegionScopedQuerySet):
    def of_region(self, region):
        """The organisations of `region`, without what was merged into another."""
        return super().of_region(region).filter(merged_into=None)

    def names(self, most=None):
        """Return (key, what `str` says) of the first `most`."""
        return list(self.values_list("pk", "short_name")[:most])

    def found_by(self, text):
        """Those of which a name (an earlier one too), the place or a number holds `text`."""
        named = OrganisationName.objects.filter(name__icontains=text)
        found = models.Q(pk__in=named.values("organisation"))
        found |= models.Q(
            pk__in=Organisation.objects.filter(name__icontains=text).values("merged_into")
        )
        for field in ("name", "short_name", "abbreviation", "town"):
            found |= models.Q(**{f"{field}__icontains": text})
        bare = "".join(text.split())
        return self.filter(found | models.Q(kvk=bare) | models.Q(brin__iexact=bare))


class Organisation(Versioned):
    """An organisation as this region knows it. Ended as a party, never deleted.

    One that turned out to stand here twice is `merged_into` the other: what hung on it moved
    along, its own row stays for the history.
    """

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
        Area, blank=True, related_name="organisations", verbose_name="staat voor gebied"
    )
    secretariat_email = models.EmailField("secretariaat", blank=True)
    visiting_address = models.CharField("bezoekadres", max_length=120, blank=True)
    postcode = models.CharField("postcode", max_length=7, blank=True)
    town = models.CharField("plaats", max_length=80, blank=True)
    website = models.URLField("website", blank=True)
    kvk = models.CharField("KvK-nummer", max_length=8, blank=True)
    brin = models.CharField("BRIN- of bevoegdgezagnummer", max_length=5, blank=True)
    note = models.TextField("toelichting", blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name="samengevoegd met",
    )

    objects = OrganisationQuerySet.as_manager()
    telling = Telling(words={"merged_into": ("samengevoegd met een andere", "weer apart")})

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"],
                condition=models.Q(merged_into=None),
                name="partners_organisation_name_once",
            ),
            models.UniqueConstraint(
                fields=["region", "municipality"], name="partners_organisation_municipality_once"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="partners_organisation_not_merged_into_itself",
            ),
        ]

    def __str__(self):
        return self.short_name

    def get_absolute_url(self):
        """The page of its newest participation; without any, its page in the register."""
        newest = self.parties.order_by("-pk").first()
        return self.address_as(newest and newest.pk)

    def address_as(self, party):
        """Its page, where `party` is the key of its newest participation, or None."""
        if party is None or self.merged_into_id:
            return reverse("partners:organisation_detail", args=[self.region.slug, self.pk])
        return reverse("partners:party_detail", args=[self.region.slug, party])

    def called_on(self, day):
        """Return what tells its name and kind on `day`: an earlier name, else itself."""
        earlier = (name for name in self.earlier_names.all() if name.holds_on(day))
        return next(earlier, self)

    @property
    def host(self):
        """The website as people say it: www.alkmaar.nl."""
        return identity.host_of(self.website)


class OrganisationName(Versioned, Dated):
    """What an organisation was called, and of what kind it was, until a day."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="earlier_names", verbose_name="organisatie"
    )
    name = models.CharField("naam", max_length=120)
    short_name = models.CharField("korte naam", max_length=40)
    kind = models.CharField("soort", max_length=20, choices=Organisation.Kind)

    class QuerySet(RegionRows):
        region_path = "organisation__region"

    objects = QuerySet.as_manager()
    telling = Telling(title=("organisation",), part_of="organisation")

    class Meta:
        verbose_name = "eerdere naam"
        verbose_name_plural = "eerdere namen"
        constraints = [
            ends_after_start("partners_organisationname_ends_after_start"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=False), name="partners_organisationname_is_over"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.organisation.get_absolute_url()

    @property
    def region(self):
        return self.organisation.region


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

        def of(self, organisation):
            """What ties `organisation` to others, either way."""
            tied = self.filter(models.Q(source=organisation) | models.Q(target=organisation))
            return tied.select_related("source", "target").order_by("kind", "pk")

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

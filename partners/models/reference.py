"""Reference data: gemeenten, areas and who belonged to what. It has no tenant."""

import re

from django.db import models

from regio.lib.models import Dated, DatedQuerySet


class Municipality(Dated):
    """A gemeente, by its CBS code. `since` empty: it existed before our sources begin."""

    code = models.CharField("CBS-code", max_length=6, unique=True)
    province = models.CharField("provincie", max_length=40)
    latitude = models.DecimalField("breedtegraad", max_digits=4, decimal_places=2, null=True)
    longitude = models.DecimalField("lengtegraad", max_digits=3, decimal_places=2, null=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        ordering = ["code"]

    def __str__(self):
        names = sorted(self.names.all(), key=lambda n: (n.until is None, n.until))
        return names[-1].name if names else self.code

    @property
    def name(self):
        return str(self)


class MunicipalityName(Dated):
    """What a gemeente was called, and when."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="names")
    name = models.CharField("naam", max_length=80)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "naam van een gemeente"
        verbose_name_plural = "namen van gemeenten"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "since"], name="partners_municipalityname_one_start"
            ),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=models.Q(since=None),
                name="partners_municipalityname_one_first",
            ),
        ]

    def __str__(self):
        return self.name


class Succession(models.Model):
    """A herindeling: what an old gemeente became on a day. A split has several rows.

    `source` is filled where a functioneel beheerder announced it; else it came with a release.
    """

    class Kind(models.TextChoices):
        NEW = "nieuw", "opgegaan in een nieuwe gemeente"
        INTO = "samenvoeging", "gevoegd bij een bestaande gemeente"
        SPLIT = "splitsing", "verdeeld over verscheidene gemeenten"
        RENAMED = "naamswijziging", "van naam en code veranderd"

    old = models.ForeignKey(Municipality, models.CASCADE, related_name="successions")
    new = models.ForeignKey(Municipality, models.CASCADE, related_name="predecessions")
    on = models.DateField("datum")
    kind = models.CharField("soort", max_length=20, choices=Kind)
    source = models.CharField("bron", max_length=200, blank=True)

    class Meta:
        verbose_name = "herindeling"
        verbose_name_plural = "herindelingen"
        ordering = ["-on", "old__code"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new", "on"], name="partners_succession_once")
        ]

    def __str__(self):
        return f"{self.old} → {self.new} ({self.on:%d-%m-%Y})"


class AreaQuerySet(models.QuerySet):
    def named(self, text):
        """Areas by name, by code however it is written, or by a gemeente that lies in them now."""
        code = re.sub(r"[^0-9A-Za-z]", "", text)
        found = models.Q(names__name__icontains=text) | models.Q(
            memberships__until=None, memberships__municipality__names__name__icontains=text
        )
        if code:
            found |= models.Q(code__icontains=code)
        return self.filter(pk__in=self.filter(found).values("pk"))

    def touching(self, region):
        """Areas in which now lies a gemeente that is a party of `region`, or that lies in one of
        its samenwerkingsverbanden or its jeugdregio."""
        own = models.Q(municipality__organisations__region=region) | models.Q(
            municipality__areas__area__region_areas__region=region,
            municipality__areas__area__kind__in=[
                Area.Kind.SWV_PO,
                Area.Kind.SWV_VO,
                Area.Kind.YOUTH,
            ],
        )
        rows = AreaMembership.objects.filter(own, until=None)
        return self.filter(pk__in=rows.values("area"))

    def with_members(self):
        """Areas with `member_count`: how many gemeenten lie in them by the newest edition."""
        held = models.Q(memberships__until=None)
        return self.annotate(member_count=models.Count("memberships", filter=held))


class Area(models.Model):
    """A named set of gemeenten of one kind, with its own task and legal base."""

    class Kind(models.TextChoices):
        SWV_PO = "swv_po", "Samenwerkingsverband po"
        SWV_VO = "swv_vo", "Samenwerkingsverband vo"
        YOUTH = "jeugd", "Jeugdregio"
        RMC = "rmc", "Doorstroompunt (RMC)"
        LABOUR = "arbeidsmarkt", "Arbeidsmarktregio"
        HEALTH = "ggd", "GGD-regio"
        PROVINCE = "provincie", "Provincie"

    kind = models.CharField("soort gebied", max_length=20, choices=Kind)
    code = models.CharField("code", max_length=12)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = "gebied"
        verbose_name_plural = "gebieden"
        ordering = ["kind", "code"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="partners_area_code_once")
        ]

    def __str__(self):
        names = sorted(self.names.all(), key=lambda n: (n.until is None, n.until))
        return names[-1].name if names else self.code

    @property
    def name(self):
        return str(self)

    @property
    def name_with_kind(self):
        """Name an area among those of other kinds: one name may be that of several."""
        return f"{self.get_kind_display()}: {self}"


class AreaName(Dated):
    """What an area was called, and when."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="names")
    name = models.CharField("naam", max_length=120)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "naam van een gebied"
        verbose_name_plural = "namen van gebieden"
        constraints = [
            models.UniqueConstraint(fields=["area", "since"], name="partners_areaname_one_start"),
            models.UniqueConstraint(
                fields=["area"],
                condition=models.Q(since=None),
                name="partners_areaname_one_first",
            ),
        ]

    def __str__(self):
        return self.name


class AreaMembership(Dated):
    """A gemeente lies in an area, wholly or for a share of its postcodes (empty: unknown).

    `since` is the day of the oldest edition that we hold; before it the membership is counted
    back, and the page says so. `source` names the edition.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="areas")
    share = models.DecimalField("aandeel", max_digits=4, decimal_places=3, null=True)
    edition = models.CharField("indeling", max_length=20)
    source = models.CharField("bron", max_length=200)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "indeling"
        verbose_name_plural = "indelingen"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "municipality", "since"], name="partners_areamembership_once"
            )
        ]

    def __str__(self):
        return f"{self.municipality} in {self.area}"

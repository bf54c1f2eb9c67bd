"""Indicators, what they should become, and the figures that show whether it helps."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Region, RegionScopedQuerySet
from agenda.models import Goal, Theme
from monitoring.rules.figures import Direction, Figure, Reason, Unit
from monitoring.rules.periods import Kind, Period
from partners.models import Area, Municipality
from partners.models.organisations import RegionRows, ends_after_start
from regio.lib.models import Dated, Versioned

# Most that a number of children, or of anything else that a region counts, can be.
MOST = 10**9


class Indicator(Versioned):
    """Something the region measures to see whether its agenda helps, with its definition.

    Counts under `threshold` are stored and never shown, nor what they follow from. `area` is the
    one a gemeente is compared with first. `is_sample`: the figures are made up, and every screen
    and paper says so.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="indicators")
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="indicators", verbose_name="thema’s"
    )
    title = models.CharField("naam", max_length=120)
    definition = models.TextField(
        "definitie", blank=True, help_text="Wat telt wel mee en wat niet."
    )
    counts = models.CharField(
        "wat wordt geteld (teller)", max_length=120, blank=True, help_text="Zoals: thuiszitters."
    )
    out_of = models.CharField(
        "waarvan (noemer)",
        max_length=120,
        blank=True,
        help_text="Zoals: leerplichtige jongeren van 5 t/m 17 jaar. Leeg bij een aantal.",
    )
    unit = models.CharField("eenheid", max_length=10, choices=Unit)
    direction = models.CharField("richting", max_length=10, choices=Direction)
    decimals = models.PositiveSmallIntegerField(
        "decimalen", default=1, validators=[MaxValueValidator(2)]
    )
    frequency = models.CharField("hoe vaak gemeten", max_length=12, choices=Kind)
    grace_months = models.PositiveSmallIntegerField(
        "maanden uitstel",
        default=6,
        validators=[MaxValueValidator(60)],
        help_text="Zo lang na afloop van een periode mogen nieuwe cijfers uitblijven.",
    )
    threshold = models.PositiveSmallIntegerField(
        "drempel voor kleine aantallen",
        default=5,
        validators=[MaxValueValidator(1000)],
        help_text="Aantallen hieronder worden niet getoond. Met 0 wordt alles getoond.",
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name="vergelijken met",
        help_text="Het gebied waar een gemeente het eerst naast staat. Leeg: de jeugdregio.",
    )
    source = models.CharField("bron", max_length=160, blank=True)
    is_sample = models.BooleanField(
        "voorbeeldcijfers", default=False, help_text="Verzonnen cijfers; elk scherm zegt dat erbij."
    )
    is_active = models.BooleanField("in gebruik", default=True)

    objects = RegionScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "indicator"
        verbose_name_plural = "indicatoren"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "title"],
                name="monitoring_indicator_title_once",
                violation_error_message="Er is al een indicator met deze naam.",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("monitoring:indicator_detail", args=[self.region.slug, self.pk])

    @property
    def has_denominator(self):
        return self.unit != Unit.COUNT


class RowOfIndicator(Versioned):
    """A row that hangs on an indicator and belongs to its region."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="%(class)ss", verbose_name="indicator"
    )

    class Meta:
        abstract = True

    @property
    def region(self):
        return self.indicator.region

    def get_absolute_url(self):
        return self.indicator.get_absolute_url()


class DatedRowsOfIndicator(RegionRows):
    region_path = "indicator__region"


class RowsOfIndicator(RegionScopedQuerySet):
    region_path = "indicator__region"

    def kept(self):
        return self.filter(is_withdrawn=False)


class OfPeriod(models.Model):
    """The period of a row: what kind it is and the day on which it begins."""

    period_kind = models.CharField("soort periode", max_length=12, choices=Kind)
    period_start = models.DateField("begin van de periode")

    class Meta:
        abstract = True

    @property
    def period(self):
        return Period(self.period_start, self.period_kind)

    @period.setter
    def period(self, period):
        self.period_kind, self.period_start = period.kind, period.start


class Break(RowOfIndicator):
    """From this day an indicator means something else: lines do not run on over it."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="breaks", verbose_name="indicator"
    )
    on = models.DateField("vanaf")
    text = models.CharField(
        "wat verandert er", max_length=200, help_text="Zoals: doelgroep 12 t/m 27 jaar."
    )
    is_withdrawn = models.BooleanField("ingetrokken", default=False)

    objects = RowsOfIndicator.as_manager()

    class Meta:
        verbose_name = "breuk in de definitie"
        verbose_name_plural = "breuken in de definitie"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "on"],
                condition=Q(is_withdrawn=False),
                name="monitoring_break_once_a_day",
                violation_error_message="Op deze dag is al een breuk vastgelegd.",
            )
        ]

    def __str__(self):
        return f"{self.indicator}: breuk op {self.on:%d-%m-%Y}"


class Target(RowOfIndicator, Dated, OfPeriod):
    """What an indicator should be in a period; set on a day, and replaced or dropped on another."""

    goal = models.ForeignKey(
        Goal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name="bij doel",
    )
    value = models.DecimalField(
        "streefwaarde",
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(MOST)],
    )

    objects = DatedRowsOfIndicator.as_manager()

    class Meta:
        verbose_name = "streefwaarde"
        verbose_name_plural = "streefwaarden"
        ordering = ["period_start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period_kind", "period_start"],
                condition=Q(until=None),
                name="monitoring_target_one_open",
                violation_error_message="Voor deze periode is er al een streefwaarde.",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0), name="monitoring_target_not_negative"
            ),
            ends_after_start("monitoring_target_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.indicator}: streefwaarde voor {self.period}"


class Measurement(RowOfIndicator, OfPeriod):
    """A figure of one gemeente (or of an area as it was delivered) in one period.

    A numerator with its denominator, or a value alone, or the reason why there is none. An empty
    source is that of the indicator. Of a wrong gemeente or period it is withdrawn.
    """

    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measurements",
        verbose_name="gemeente",
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measurements",
        verbose_name="gebied",
    )
    numerator = models.PositiveBigIntegerField("teller", null=True, blank=True)
    denominator = models.PositiveBigIntegerField("noemer", null=True, blank=True)
    value = models.DecimalField("waarde", max_digits=12, decimal_places=2, null=True, blank=True)
    reason = models.CharField("waarom geen cijfer", max_length=10, choices=Reason, blank=True)
    is_provisional = models.BooleanField("voorlopig", default=False)
    source = models.CharField("bron", max_length=160, blank=True)
    delivered_on = models.DateField("geleverd op", null=True, blank=True)
    is_withdrawn = models.BooleanField("ingetrokken", default=False)

    objects = RowsOfIndicator.as_manager()

    class Meta:
        verbose_name = "cijfer"
        verbose_name_plural = "cijfers"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "municipality", "period_kind", "period_start"],
                name="monitoring_measurement_municipality_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "area", "period_kind", "period_start"],
                name="monitoring_measurement_area_once",
            ),
            models.CheckConstraint(
                condition=Q(municipality=None, area__isnull=False)
                | Q(municipality__isnull=False, area=None),
                name="monitoring_measurement_of_one_place",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=False, value=None, reason="")
                | Q(numerator=None, denominator=None, value__isnull=False, reason="")
                | Q(numerator=None, value=None, reason__gt=""),
                name="monitoring_measurement_says_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.indicator}, {self.place}, {self.period}"

    @property
    def place(self):
        return self.municipality or self.area

    @property
    def figure(self):
        return Figure(
            self.numerator, self.denominator, self.value, self.reason, self.is_provisional
        )


REGION_MODELS = [Indicator, Break, Target, Measurement]

"""Gremia: where parties meet, which seats there are, and who holds them when."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from accounts.models import Region
from partners.models.organisations import RegionRows, ends_after_start
from partners.models.parties import Party
from partners.models.people import Position
from regio.lib.models import Dated, Versioned

MAX_MEETINGS, MAX_MINUTES = 366, 1440


class Body(Versioned, Dated):
    """A gremium: people who meet, with an assignment and a rhythm."""

    class Kind(models.TextChoices):
        OOGO = "oogo", "OOGO"
        PORA = "pora", "PORA"
        PORTFOLIO_HOLDERS = "portefeuillehouders", "Portefeuillehoudersoverleg"
        REA = "rea", "REA (regionale educatieve agenda)"
        LEA = "lea", "LEA (lokale educatieve agenda)"
        DIRECTORS = "regisseursgroep", "Regisseursgroep"
        THEME_GROUP = "themagroep", "Themagroep"
        WORKING_GROUP = "werkgroep", "Werkgroep"
        OFFICIALS = "ambtelijk", "Ambtelijk overleg"
        NETWORK = "netwerkgroep", "Netwerkgroep"

    class Scale(models.TextChoices):
        LOCAL = "lokaal", "Lokaal"
        SUBREGIONAL = "subregionaal", "Subregionaal"
        REGIONAL = "regionaal", "Regionaal"

    class Power(models.TextChoices):
        ADVISES = "adviseert", "Adviseert"
        ALIGNS = "stemt_af", "Stemt af"
        DECIDES = "besluit", "Besluit"

    region = models.ForeignKey(Region, models.PROTECT, related_name="bodies")
    kind = models.CharField("soort", max_length=20, choices=Kind)
    name = models.CharField("naam", max_length=120)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="valt onder",
    )
    scale = models.CharField("schaal", max_length=20, choices=Scale)
    power = models.CharField("bevoegdheid", max_length=20, choices=Power)
    assignment = models.TextField("opdracht", blank=True)
    rhythm = models.CharField("ritme", max_length=120, blank=True)
    delivery = models.CharField("aanlevertermijn", max_length=120, blank=True)
    meetings_per_year = models.PositiveSmallIntegerField(
        "overleggen per jaar",
        null=True,
        blank=True,
        validators=[MaxValueValidator(MAX_MEETINGS)],
    )
    minutes = models.PositiveSmallIntegerField(
        "minuten per overleg",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_MINUTES)],
    )
    evaluation_on = models.DateField("evaluatie op", null=True, blank=True)
    is_open = models.BooleanField("stukken open voor de hele regio", default=False)

    objects = RegionRows.as_manager()

    class Meta:
        verbose_name = "gremium"
        verbose_name_plural = "gremia"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"],
                condition=models.Q(until=None),
                name="partners_body_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="partners_body_not_below_itself",
            ),
            ends_after_start("partners_body_ends_after_start"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partners:body_detail", args=[self.region.slug, self.pk])

    def secretary_on(self, day):
        """Return the seat of its secretary on `day`, else that of its chair, or None."""
        held = [seat for seat in self.seats.all() if seat.holds_on(day)]
        order = [Seat.Kind.SECRETARY, Seat.Kind.CHAIR]
        offices = [seat for seat in held if seat.kind in order]
        return min(offices, key=lambda seat: (order.index(seat.kind), seat.pk), default=None)

    def hanging_beyond(self, day):
        """Return the seats of this body, and who holds them, that last on or after `day`."""
        holdings = SeatHolding.objects.filter(seat__body=self).lasting_beyond(day)
        return [
            *self.seats.lasting_beyond(day).with_names().order_by("pk"),
            *holdings.with_names().order_by("pk"),
        ]


class SeatQuerySet(RegionRows):
    region_path = "body__region"

    def with_names(self):
        return self.select_related("body__region", "party__organisation")


def seat_label(title, kind):
    return title or ("lid" if kind == Seat.Kind.PARTY else kind)


class Seat(Versioned, Dated):
    """A zetel: a place in a body, for a party, the chair or the secretary. It may be vacant."""

    class Kind(models.TextChoices):
        PARTY = "partij", "Namens een partij"
        CHAIR = "voorzitter", "Voorzitter"
        SECRETARY = "secretaris", "Secretaris"

    class Membership(models.TextChoices):
        MEMBER = "lid", "Lid"
        AGENDA = "agendalid", "Agendalid"
        OUTER = "buitenschil", "Buitenschil"

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats", verbose_name="gremium")
    kind = models.CharField("zetel van", max_length=20, choices=Kind, default=Kind.PARTY)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name="partij"
    )
    title = models.CharField("omschrijving", max_length=120, blank=True)
    membership = models.CharField(
        "deelname", max_length=20, choices=Membership, default=Membership.MEMBER
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "zetel"
        verbose_name_plural = "zetels"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="partij") | models.Q(party__isnull=False),
                name="partners_seat_has_its_party",
                violation_error_message="Kies namens welke partij deze zetel is.",
            ),
            ends_after_start("partners_seat_ends_after_start"),
        ]

    def __str__(self):
        party = f", {self.party}" if self.party_id else ""
        return f"{self.label}{party}"

    @property
    def label(self):
        """What the seat is called: its description, else lid, voorzitter or secretaris."""
        return seat_label(self.title, self.kind)

    @property
    def region(self):
        return self.body.region

    def get_absolute_url(self):
        return self.body.get_absolute_url()

    def holder_on(self, day):
        """Return the function that holds this seat on `day`; None when it is vacant."""
        holding = self.holdings.on(day).with_names().first()
        return holding.position if holding else None

    def hanging_beyond(self, day):
        """Return who holds this seat on or after `day`."""
        return list(self.holdings.lasting_beyond(day).with_names().order_by("pk"))


class SeatHoldingQuerySet(RegionRows):
    region_path = "seat__body__region"

    def with_names(self):
        return self.select_related(
            "seat__body__region",
            "seat__party__organisation",
            "position__person",
            "position__organisation",
        )


class SeatHolding(Versioned, Dated):
    """A function holds a seat, from one day to another; one at a time."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="holdings", verbose_name="zetel")
    position = models.ForeignKey(
        Position, models.PROTECT, related_name="holdings", verbose_name="functie"
    )

    objects = SeatHoldingQuerySet.as_manager()

    class Meta:
        verbose_name = "bezetting"
        verbose_name_plural = "bezettingen"
        constraints = [
            models.UniqueConstraint(
                fields=["seat"],
                condition=models.Q(until=None),
                name="partners_seatholding_one_open",
            ),
            ends_after_start("partners_seatholding_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.position.person} op zetel {self.seat} ({self.seat.body})"

    @property
    def region(self):
        return self.seat.body.region

    def get_absolute_url(self):
        return self.seat.get_absolute_url()

    def others_until(self, until):
        """Return who else has the seat between the start of this holding and `until` (or ever)."""
        others = self.seat.holdings.exclude(pk=self.pk).with_names()
        if self.since:
            others = others.lasting_beyond(self.since)
        if until:
            others = others.filter(models.Q(since=None) | models.Q(since__lt=until))
        return others.order_by("since", "pk")

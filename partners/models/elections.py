"""A gemeenteraadsverkiezing, and what becomes of each college after it."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Region, RegionScopedQuerySet
from partners.models.organisations import Organisation
from partners.models.people import Person, Position
from partners.models.portfolios import Portfolio
from partners.rules.elections import DEPUTY, NOT_OF_THE_COLLEGE
from regio.lib.models import Versioned, holds
from regio.lib.telling import Telling


class Election(Versioned):
    """The day on which gemeenten of the region choose their councils."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="elections")
    held_on = models.DateField("verkiezingsdag")

    objects = RegionScopedQuerySet.as_manager()
    telling = Telling(title=("held_on",))

    class Meta:
        verbose_name = "verkiezing"
        verbose_name_plural = "verkiezingen"
        ordering = ["-held_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "held_on"],
                name="partners_election_day_once",
                violation_error_message="Deze verkiezing staat er al.",
            )
        ]

    def __str__(self):
        return f"Gemeenteraadsverkiezingen {self.held_on:%d-%m-%Y}"

    def get_absolute_url(self):
        return reverse("partners:election_detail", args=[self.region.slug, self.pk])


class Formation(Versioned):
    """The new college of one gemeente after an election.

    `appointed_on` is the day on which it is appointed, typed beforehand: what became of whom is
    settled per sitting member. `is_withdrawn`: this gemeente did not vote after all.
    """

    election = models.ForeignKey(
        Election, models.PROTECT, related_name="formations", verbose_name="verkiezing"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="formations", verbose_name="gemeente"
    )
    appointed_on = models.DateField("benoemd op", null=True, blank=True)
    is_withdrawn = models.BooleanField("doet niet mee", default=False)

    class QuerySet(RegionScopedQuerySet):
        region_path = "election__region"

        def kept(self):
            return self.filter(is_withdrawn=False)

        def with_names(self):
            return self.select_related("election__region", "organisation")

    objects = QuerySet.as_manager()
    telling = Telling(
        title=("election", "organisation"),
        part_of="election",
        words={"is_withdrawn": ("doet niet mee", "doet weer mee")},
    )

    class Meta:
        verbose_name = "collegevorming"
        verbose_name_plural = "collegevormingen"
        constraints = [
            models.UniqueConstraint(
                fields=["election", "organisation"], name="partners_formation_once"
            )
        ]

    def __str__(self):
        return f"College van {self.organisation} ({self.election.held_on:%d-%m-%Y})"

    @property
    def region(self):
        return self.election.region

    def get_absolute_url(self):
        return f"{self.election.get_absolute_url()}#college-{self.pk}"


class Sitting(Versioned):
    """What becomes of one sitting member of a college: a choice until it is settled.

    `title` and `portfolios` are those of the function that comes after: of the successor, or the
    own one with another portefeuille. `settled_on` is the day from which that holds; until then,
    from the election on, the sitting function is demissionair.
    """

    class Outcome(models.TextChoices):
        UNKNOWN = "onbekend", "Nog onbekend"
        STAYS = "blijft", "Blijft"
        MOVES = "andere_portefeuille", "Blijft, met andere portefeuille"
        STOPS = "stopt", "Stopt"

    formation = models.ForeignKey(
        Formation, models.PROTECT, related_name="sittings", verbose_name="collegevorming"
    )
    position = models.ForeignKey(
        Position, models.PROTECT, related_name="sittings", verbose_name="functie"
    )
    outcome = models.CharField(
        "na de verkiezing", max_length=20, choices=Outcome, default=Outcome.UNKNOWN
    )
    successor = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successions",
        verbose_name="opvolger",
    )
    new_name = models.CharField("of iemand anders: naam", max_length=120, blank=True)
    new_email = models.EmailField("e-mailadres", blank=True)
    title = models.CharField("nieuwe functie", max_length=120, blank=True)
    portfolios = models.ManyToManyField(
        Portfolio, blank=True, related_name="sittings", verbose_name="nieuwe portefeuilles"
    )
    settled_on = models.DateField("geldt vanaf", null=True, blank=True)

    class QuerySet(RegionScopedQuerySet):
        region_path = "formation__election__region"

    objects = QuerySet.as_manager()
    telling = Telling(
        created="gekozen", title=("formation", "position"), part_of="formation", news=("outcome",)
    )

    class Meta:
        verbose_name = "zittend collegelid"
        verbose_name_plural = "zittende collegeleden"
        constraints = [
            models.UniqueConstraint(fields=["formation", "position"], name="partners_sitting_once"),
            models.CheckConstraint(
                condition=Q(settled_on=None) | ~Q(outcome="onbekend"),
                name="partners_sitting_settled_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.position.person}, {self.formation}"

    def identity(self):
        return {"formation": self.formation, "position": self.position}

    @property
    def says_nothing(self):
        """Whether nothing is chosen nor typed, portefeuilles apart."""
        typed = (self.successor_id, self.new_name, self.new_email, self.title)
        return self.outcome == self.Outcome.UNKNOWN and not any(typed)

    @property
    def region(self):
        return self.formation.region

    def get_absolute_url(self):
        return self.formation.get_absolute_url()


def is_caretaker(day):
    """Return the condition on a Position to be demissionair on `day`.

    A college that sat on the day of an election sits on until its successors are appointed: from
    that day on the function holds, and what comes after it does not yet.
    """
    settled = Sitting.objects.filter(
        formation=OuterRef("pk"), position=OuterRef(OuterRef("pk")), settled_on__lte=day
    )
    began = Coalesce(OuterRef("since"), Value(date.min, models.DateField()))
    waiting = Formation.objects.kept().filter(
        ~Exists(settled),
        organisation=OuterRef("organisation"),
        election__held_on__lte=day,
        election__held_on__gte=began,
    )
    is_other = Q()
    for word in NOT_OF_THE_COLLEGE:
        is_other |= Q(title__icontains=word)
    steps_down = ~is_other | Q(title__icontains=DEPUTY)
    return Q(Exists(waiting), holds(day), steps_down, level=Position.Level.EXECUTIVE)


def caretakers(keys, day) -> set[int]:
    """Return which of `keys` are of functions that are demissionair on `day`."""
    return set(Position.objects.filter(is_caretaker(day), pk__in=keys).values_list("pk", flat=True))

"""Who speaks for an organisation: people, functions, representations and mandates."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Region, RegionScopedQuerySet
from partners.models.organisations import (
    Organisation,
    RegionRows,
    ends_after_start,
)
from partners.models.parties import Party
from partners.models.portfolios import Portfolio
from regio.lib.models import Dated, Versioned
from regio.lib.sort_name import fold, sort_name
from regio.lib.telling import Telling


class PersonQuerySet(RegionScopedQuerySet):
    def named(self, text):
        """People whose name holds every word of `text`, whatever its accents or capitals."""
        found = self
        for word in fold(text).split():
            found = found.filter(sort_name__contains=word)
        return found

    def with_email_of(self, person):
        """The other people of the region with the e-mail address of `person`."""
        if not person.email:
            return self.none()
        return self.filter(region=person.region_id, email__iexact=person.email).exclude(
            pk=person.pk
        )


class Person(Versioned):
    """A contactpersoon, private to the region. `user` is the account of this person."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="people")
    name = models.CharField("naam", max_length=120)
    sort_name = models.CharField(max_length=140, editable=False, db_index=True)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoon", max_length=30, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name="account",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "contactpersoon"
        verbose_name_plural = "contactpersonen"
        ordering = ["sort_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "user"], name="partners_person_one_per_account"
            )
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        """Store a new person; a rename goes through `actions.change_person`."""
        self.sort_name = sort_name(self.name)
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("partners:person_detail", args=[self.region.slug, self.pk])


class Position(Versioned, Dated):
    """A functie: a person at an organisation (empty: a free role in the region) at a level."""

    class Level(models.TextChoices):
        EXECUTIVE = "bestuurlijk", "Bestuurlijk"
        POLICY = "beleidsmatig", "Beleidsmatig"
        OPERATIONAL = "uitvoerend", "Uitvoerend"

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="positions", verbose_name="persoon"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="positions",
        verbose_name="organisatie",
        help_text="Leeg voor een vrije rol in de regio, zoals onafhankelijk voorzitter.",
    )
    title = models.CharField("functie", max_length=120)
    level = models.CharField("niveau", max_length=20, choices=Level)
    portfolios = models.ManyToManyField(
        Portfolio, blank=True, related_name="positions", verbose_name="portefeuilles"
    )
    acts_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="acting",
        verbose_name="neemt waar voor",
    )

    class QuerySet(RegionRows):
        region_path = "person__region"

    objects = QuerySet.as_manager()
    telling = Telling(title=("person",), part_of="person")

    class Meta:
        verbose_name = "functie"
        verbose_name_plural = "functies"
        constraints = [ends_after_start("partners_position_ends_after_start")]

    def __str__(self):
        place = f" ({self.organisation})" if self.organisation_id else ""
        return f"{self.person}, {self.title}{place}"

    def get_absolute_url(self):
        return self.person.get_absolute_url()

    @property
    def region(self):
        return self.person.region

    def hanging_beyond(self, day):
        """Return the mandates, representations and seats that it holds on or after `day`."""
        return [
            *self.powers_beyond(day),
            *self.holdings.lasting_beyond(day).with_names().order_by("pk"),
        ]

    def powers_beyond(self, day):
        """Return the mandates and representations that it has on or after `day`."""
        return self._powers(models.Q(until=None) | models.Q(until__gt=day))

    def powers_before(self, day):
        """Return the powers that begin before `day`; one without start begins with the function."""
        return self._powers(models.Q(since__lt=day) | models.Q(since=None, until__lte=day))

    def _powers(self, condition):
        people = "position__person__region"
        return [
            *self.mandates.filter(condition).select_related(people).order_by("pk"),
            *self.representations.filter(condition)
            .select_related(people, "party__organisation")
            .order_by("pk"),
        ]


class Representation(Versioned, Dated):
    """A function speaks for another party as well: mandaat, volmacht or machtiging."""

    class Kind(models.TextChoices):
        MANDATE = "mandaat", "Mandaat"
        POWER = "volmacht", "Volmacht"
        AUTHORISATION = "machtiging", "Machtiging"

    position = models.ForeignKey(
        Position, models.PROTECT, related_name="representations", verbose_name="functie"
    )
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="representations", verbose_name="spreekt namens"
    )
    kind = models.CharField("soort", max_length=20, choices=Kind, default=Kind.MANDATE)
    portfolios = models.ManyToManyField(
        Portfolio,
        blank=True,
        related_name="representations",
        verbose_name="portefeuilles",
        help_text="Geen gekozen: alle portefeuilles.",
    )
    ceiling = models.PositiveIntegerField(
        "plafond in euro", null=True, blank=True, help_text="Leeg: zonder bedrag."
    )
    text = models.TextField("omschrijving", blank=True)

    class QuerySet(RegionRows):
        region_path = "position__person__region"

    objects = QuerySet.as_manager()
    telling = Telling(title=("position", "party"), part_of="position")

    class Meta:
        verbose_name = "vertegenwoordiging"
        verbose_name_plural = "vertegenwoordigingen"
        constraints = [
            models.UniqueConstraint(
                fields=["position", "party"],
                condition=models.Q(until=None),
                name="partners_representation_one_open",
            ),
            ends_after_start("partners_representation_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.position.person} namens {self.party}"

    def get_absolute_url(self):
        return self.position.get_absolute_url()

    @property
    def region(self):
        return self.position.person.region


class Mandate(Versioned, Dated):
    """What a function may decide: per portefeuille or all, up to a ceiling, between two days."""

    class Kind(models.TextChoices):
        DECIDES = "beslissend", "Beslissend"
        RESERVED = "voorbehoud", "Onder voorbehoud"
        ADVISES = "adviserend", "Adviserend"

    position = models.ForeignKey(
        Position, models.PROTECT, related_name="mandates", verbose_name="functie"
    )
    kind = models.CharField("soort", max_length=20, choices=Kind)
    portfolios = models.ManyToManyField(
        Portfolio,
        blank=True,
        related_name="mandates",
        verbose_name="portefeuilles",
        help_text="Geen gekozen: alle portefeuilles.",
    )
    granted_by = models.CharField("verleend door", max_length=120, blank=True)
    ceiling = models.PositiveIntegerField(
        "plafond in euro", null=True, blank=True, help_text="Leeg: zonder bedrag."
    )
    text = models.TextField("omschrijving", blank=True)

    class QuerySet(RegionRows):
        region_path = "position__person__region"

    objects = QuerySet.as_manager()
    telling = Telling(title=("position",), part_of="position")

    class Meta:
        verbose_name = "mandaat"
        verbose_name_plural = "mandaten"
        constraints = [ends_after_start("partners_mandate_ends_after_start")]

    def __str__(self):
        return f"{self.get_kind_display()} mandaat van {self.position.person}"

    def get_absolute_url(self):
        return self.position.get_absolute_url()

    @property
    def region(self):
        return self.position.person.region

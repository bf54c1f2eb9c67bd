"""Who speaks for an organisation: people, functions, representations and mandates."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Membership, Region, RegionScopedQuerySet
from partners.models.organisations import (
    Organisation,
    RegionRows,
    ends_after_start,
)
from partners.models.parties import Party
from partners.models.portfolios import Portfolio
from partners.rules import verifying
from regio.lib import clock
from regio.lib.models import Dated, Versioned
from regio.lib.occasions import Occasion, Own
from regio.lib.sort_name import fold, sort_name
from regio.lib.telling import Telling

ANONYMOUS = "voormalig contactpersoon"
INQUIRY = "navraag"


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

    def names(self, most=None):
        """Return (key, name) of the first `most`."""
        return list(self.values_list("pk", "name")[:most])

    def known(self):
        """People whose name is still kept."""
        return self.filter(anonymised_on=None)

    def to_remind(self):
        """With what asking them whether their data are right needs of them."""
        members = Membership.objects.on(clock.today()).filter(
            user=models.OuterRef("user"), region=models.OuterRef("region")
        )
        rows = self.select_related("user", "region").prefetch_related("positions__organisation")
        return rows.annotate(is_member=models.Exists(members))


class Person(Versioned):
    """A contactpersoon, private to the region. `user` is the account of this person.

    Of who was anonymised (`anonymised_on`) nothing is left here but that there was somebody.
    """

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
    anonymised_on = models.DateField("geanonimiseerd op", null=True, editable=False)

    objects = PersonQuerySet.as_manager()
    telling = Telling(words={"anonymised_on": ("geanonimiseerd", "weer bekend")})

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

    def reminder(self, rule, day):
        """Ask once a year whether what is kept of a person is right; None where nobody can say so.

        For rows that were fetched `to_remind`.
        """
        held = [position for position in self.positions.all() if position.holds_on(day)]
        left = self.user and not (self.user.is_active and self.is_member)
        if rule != INQUIRY or not held or not self.email or left:
            return None
        verified_on = min(position.verified_on for position in held)
        return Occasion(
            due_on=verifying.asked_on(verified_on, day),
            title="Klopt dit nog?",
            role="staat als contactpersoon in deze regio",
            recipients=(self,),
            own=lambda recipient: self._own(held),
        )

    def _own(self, held):
        """What is kept of a person, for that person alone."""
        phone = f", telefoon {self.phone}" if self.phone else ""
        kept = [f"Uw gegevens: {self.name}, {self.email}{phone}."]
        return Own((*kept, *(f"Uw functie: {position.with_place}." for position in held)))


def called(person, title, organisation):
    """Say a function: Mila Merel, wethouder (Alkmaar)."""
    return f"{person}, {title}" + ("" if organisation is None else f" ({organisation})")


class Position(Versioned, Dated):
    """A functie: a person at an organisation (empty: a free role in the region) at a level.

    `verified_on` is the day on which somebody last said that it is right, first of all who recorded
    it; `verified_by` is the account that did, if any.
    """

    class Level(models.TextChoices):
        EXECUTIVE = "bestuurlijk", "Bestuurlijk"
        POLICY = "beleidsmatig", "Beleidsmatig"
        OPERATIONAL = "uitvoerend", "Uitvoerend"

    class Verified(models.TextChoices):
        RECORDED = "vastgelegd", "bij het vastleggen"
        MEMBER = "lid", "door een lid"
        SELF = "zelf", "zelf, via de link"
        IMPORT = "ingelezen", "bij het inlezen"

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
    verified_on = models.DateField("nagekeken op", default=clock.today, editable=False)
    verified_how = models.CharField(
        "nagekeken",
        max_length=12,
        choices=Verified,
        default=Verified.RECORDED,
        editable=False,
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="nagekeken door",
        editable=False,
    )

    class QuerySet(RegionRows):
        region_path = "person__region"

        def names(self, most=None):
            """Return (key, what `str` says) of the first `most`."""
            columns = ("person__name", "title", "organisation__short_name")
            rows = self.values_list("pk", *columns)[:most]
            return [(pk, called(*rest)) for pk, *rest in rows]

        def overdue(self, day):
            """Functions that nobody verified for a year by `day`."""
            return self.filter(verified_on__lte=verifying.year_before(day))

    objects = QuerySet.as_manager()
    telling = Telling(
        title=("person",), part_of="person", words={"verified_on": ("nagekeken", "niet nagekeken")}
    )

    class Meta:
        verbose_name = "functie"
        verbose_name_plural = "functies"
        constraints = [ends_after_start("partners_position_ends_after_start")]

    def __str__(self):
        return called(self.person, self.title, self.organisation)

    def get_absolute_url(self):
        return self.person.get_absolute_url()

    @property
    def region(self):
        return self.person.region

    @property
    def with_place(self):
        """The function as its holder knows it: wethouder jeugd, Dijk en Waard."""
        return f"{self.title}, {self.organisation}" if self.organisation_id else self.title

    @property
    def verified_until(self):
        """The first day on which it counts as not verified any more."""
        return verifying.years_after(self.verified_on, 1)

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

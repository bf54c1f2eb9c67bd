"""Themes: who leads, who does what, and what must be reached."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from accounts.models import Region, RegionScopedQuerySet
from agenda import rules
from agenda.rules import Phase, Posture, Role, Scale
from partners.models import Area, Party, Portfolio, Position
from partners.models.organisations import RegionRows, ends_after_start
from partners.rules.kinds import join_kinds, kinds_of
from regio.lib.models import Dated, Versioned


def is_kind_set(text):
    """Refuse, as a validator, what `kinds.join_kinds` does not write."""
    if text and join_kinds(text.split(", ")) != text:
        raise ValidationError("Dit is geen rij soorten gebied.", "invalid")


class ThemeQuerySet(RegionRows):
    def running(self, day):
        """Themes that are on the agenda on `day`: begun, neither parked nor ended."""
        return self.on(day).exclude(parked_on__lte=day)

    def in_order(self):
        return self.order_by("number", "pk")

    def touching(self, kind):
        """Themes that name this kind of area: no kind is part of the name of another."""
        return self.filter(area_kinds__contains=kind)


class Theme(Versioned, Dated):
    """A subject on the region's samenwerkingsagenda. Parked for a while, or ended; never deleted.

    `programme` names the body or programme it belongs to, also one of elsewhere. `area_kinds`
    holds the kinds of area it touches, in their order, as `kinds.join_kinds` writes them.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="themes")
    number = models.PositiveIntegerField("nummer", editable=False)
    title = models.CharField("titel", max_length=120)
    ambition = models.TextField(
        "ambitie", blank=True, help_text="Wat wilt u samen bereiken, in één of twee zinnen."
    )
    result = models.TextField(
        "beoogd resultaat",
        blank=True,
        help_text="Wat merken kinderen, jongeren en ouders daarvan.",
    )
    portfolios = models.ManyToManyField(
        Portfolio, blank=True, related_name="themes", verbose_name="portefeuilles"
    )
    scale = models.CharField("schaal", max_length=20, choices=Scale, default=Scale.REGIONAL)
    programme = models.CharField(
        "programma of gremium",
        max_length=160,
        blank=True,
        help_text="Waar het thema onder valt, bijvoorbeeld een themagroep of een programma.",
    )
    area_kinds = models.CharField(
        "soorten gebied", max_length=100, blank=True, validators=[is_kind_set]
    )
    phase = models.CharField("fase", max_length=20, choices=Phase, default=Phase.START)
    parked_on = models.DateField("geparkeerd sinds", null=True, blank=True)
    closing_note = models.TextField("waarom geparkeerd of beëindigd", blank=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = "thema"
        verbose_name_plural = "thema’s"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="agenda_theme_number_once"),
            models.UniqueConstraint(
                fields=["region", "title"],
                condition=models.Q(until=None),
                name="agenda_theme_title_once",
                violation_error_message="Er is al een thema met deze titel.",
            ),
            ends_after_start("agenda_theme_ends_after_start"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("agenda:theme_detail", args=[self.region.slug, self.pk])

    def is_parked_on(self, day):
        return self.parked_on is not None and self.parked_on <= day

    @property
    def summary(self):
        """The line under the title: where it stands among the others."""
        return f"Thema {self.number} · {self.get_scale_display()} · {self.get_phase_display()}"

    def reads_as(self, field, text):
        if field != "area_kinds":
            return super().reads_as(field, text)
        return ", ".join(str(Area.Kind(kind).label) for kind in kinds_of(text))

    @property
    def touched_kinds(self):
        """The kinds of area it touches: (kind, label)."""
        return [(kind, Area.Kind(kind).label) for kind in kinds_of(self.area_kinds)]

    def is_running_on(self, day):
        return self.holds_on(day) and not self.is_parked_on(day)


class RowsOfTheme(RegionScopedQuerySet):
    region_path = "theme__region"


class DatedRowsOfTheme(RegionRows):
    region_path = "theme__region"


class RowOfTheme(Versioned):
    """A row that hangs on a theme and belongs to the theme's region."""

    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="%(class)ss", verbose_name="thema"
    )

    objects = RowsOfTheme.as_manager()

    class Meta:
        abstract = True

    @property
    def region(self):
        return self.theme.region

    def get_absolute_url(self):
        return self.theme.get_absolute_url()


def is_role_set(text):
    """Refuse, as a validator, what `rules.join_roles` does not write."""
    if not text or rules.join_roles(text.split(", ")) != text:
        raise ValidationError("Dit is geen rij rollen.", "invalid")


class ThemeRole(RowOfTheme, Dated):
    """How one party takes part in one theme: its roles (several at once), leading or following.

    `roles` holds the values of `Role` in their order, as `rules.join_roles` writes them.
    """

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="roles", verbose_name="thema")
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="theme_roles", verbose_name="partij"
    )
    roles = models.CharField("rollen", max_length=200, validators=[is_role_set])
    posture = models.CharField("houding", max_length=12, choices=Posture, default=Posture.FOLLOWS)
    phase = models.CharField(
        "fase", max_length=20, choices=Phase, blank=True, help_text="Leeg: in elke fase."
    )
    goal = models.TextField("eigen doel", blank=True)
    interest = models.TextField("eigen belang", blank=True)

    objects = DatedRowsOfTheme.as_manager()

    class Meta:
        verbose_name = "rolverdeling"
        verbose_name_plural = "rolverdelingen"
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "party"],
                condition=models.Q(until=None),
                name="agenda_themerole_one_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(roles=""), name="agenda_themerole_has_a_role"
            ),
            ends_after_start("agenda_themerole_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.party}: {self.theme}"

    def identity(self):
        return {"theme": self.theme, "party": self.party, "until": None}

    @property
    def role_list(self) -> list[Role]:
        return rules.roles_of(self.roles)

    @property
    def letters(self):
        return rules.letters(self.role_list, self.posture)

    @property
    def words(self):
        return rules.words(self.role_list, self.posture)


class Trekker(RowOfTheme, Dated):
    """Leads a theme, with the mandate of the other partners; one at a time, vacancy is lawful.

    `granted_by` is the afspraak or the text by which the partners gave that mandate; empty while
    they did not. `granted_until` is the first day on which it no longer holds.
    """

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="trekkers", verbose_name="thema")
    position = models.ForeignKey(
        Position, models.PROTECT, related_name="led_themes", verbose_name="trekker"
    )
    deputy = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputised_themes",
        verbose_name="plaatsvervanger",
    )
    granted_by = models.CharField(
        "mandaat van de partners",
        max_length=200,
        blank=True,
        help_text="De afspraak of het besluit waarin de andere partners de trekker mandaat geven. "
        "Leeg: nog niet gegeven.",
    )
    granted_until = models.DateField("mandaat tot", null=True, blank=True)
    is_reserved = models.BooleanField(
        "mandaat onder voorbehoud",
        default=False,
        help_text="Bijvoorbeeld zolang een college of raad van toezicht nog moet instemmen.",
    )

    objects = DatedRowsOfTheme.as_manager()

    class Meta:
        verbose_name = "trekker"
        verbose_name_plural = "trekkers"
        constraints = [
            models.UniqueConstraint(
                fields=["theme"], condition=models.Q(until=None), name="agenda_trekker_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(deputy=None) | ~models.Q(deputy=models.F("position")),
                name="agenda_trekker_is_not_the_deputy",
            ),
            ends_after_start("agenda_trekker_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.position.person}, trekker van {self.theme}"

    @property
    def granted_last_day(self):
        """The last day on which the mandate of the partners holds, or None."""
        return self.granted_until - timedelta(days=1) if self.granted_until else None


class Withdrawable(RowsOfTheme):
    def kept(self):
        """Rows that were not withdrawn."""
        return self.filter(is_withdrawn=False)


class Goal(RowOfTheme):
    """What a theme must reach, and by when. Withdrawn, never deleted."""

    text = models.CharField("doel", max_length=300)
    due_on = models.DateField("uiterlijk", null=True, blank=True)
    order = models.PositiveSmallIntegerField("volgorde", default=0, editable=False)
    is_withdrawn = models.BooleanField("ingetrokken", default=False)

    objects = Withdrawable.as_manager()

    class Meta:
        verbose_name = "doel"
        verbose_name_plural = "doelen"
        ordering = ["theme", "order", "pk"]

    def __str__(self):
        return self.text

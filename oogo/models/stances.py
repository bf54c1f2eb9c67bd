"""Where each party stands on an afspraak, and what came of it at home."""

from django.db import models
from django.db.models import Q

from oogo.models import walls
from oogo.models.decisions import Decision
from oogo.models.items import ItemPart
from oogo.rules import agreement
from partners.models import Party
from regio.lib.models import Versioned
from regio.lib.occasions import Occasion
from regio.lib.telling import Telling


class RowsOfDecision(walls.WalledQuerySet):
    region_path = "decision__region"

    def wall(self, sight):
        return sight.agreed("decision__")


class RowOfDecision(Versioned):
    """A row that hangs on an afspraak."""

    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="%(class)ss", verbose_name="afspraak"
    )

    objects = RowsOfDecision.as_manager()

    class Meta:
        abstract = True

    @property
    def region(self):
        return self.decision.region

    def get_absolute_url(self):
        return self.decision.get_absolute_url()


class StanceQuerySet(RowsOfDecision):
    def wall(self, sight):
        """Until an afspraak is minuted a stance is for its own party, participants, regisseurs."""
        return super().wall(sight) & (
            Q(decision__sequence__isnull=False)
            | Q(party__in=sight.own_parties)
            | Q(decision__item__meeting__in=sight.attended_meetings)
            | Q(decision__region__in=sight.directed_regions)
        )

    def with_names(self):
        return self.select_related("party__organisation", "part", "decision__region")

    def to_remind(self):
        """With what their reminders ask of them."""
        return (
            self.with_names()
            .select_related("decision__item")
            .prefetch_related("decision__stances__part")
        )


class Stance(RowOfDecision):
    """Where a party stands on an afspraak, or on one part of it.

    A reservation is of a college, raad, intern toezicht or OPR, to be answered by `answer_by`;
    `ratified_on` is when that body said yes, `ratified_by` where it says so.
    """

    Value = agreement.Value

    class ReservedFor(models.TextChoices):
        EXECUTIVE = "college", "College"
        COUNCIL = "raad", "Gemeenteraad"
        SUPERVISION = "toezicht", "Intern toezicht"
        CO_DETERMINATION = "opr", "OPR"

    class Given(models.TextChoices):
        BEFORE = "vooraf", "Vooraf"
        MEETING = "overleg", "In het overleg"
        WRITTEN = "schriftelijk", "Schriftelijk"

    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="stances", verbose_name="afspraak"
    )
    party = models.ForeignKey(Party, models.PROTECT, related_name="stances", verbose_name="partij")
    part = models.ForeignKey(
        ItemPart,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stances",
        verbose_name="onderdeel",
    )
    value = models.CharField("standpunt", max_length=20, choices=Value, default=Value.NONE)
    given = models.CharField("gegeven", max_length=12, choices=Given, blank=True)
    given_on = models.DateField("gegeven op", null=True, blank=True)
    reserved_for = models.CharField(
        "voorbehoud van", max_length=12, choices=ReservedFor, blank=True
    )
    about = models.CharField("waarover", max_length=200, blank=True)
    answer_by = models.DateField("antwoord uiterlijk", null=True, blank=True)
    ratified_on = models.DateField("bekrachtigd op", null=True, blank=True)
    ratified_by = models.CharField(
        "bekrachtigd met",
        max_length=200,
        blank=True,
        help_text="Het besluit of de brief waarin dat staat.",
    )

    objects = StanceQuerySet.as_manager()
    telling = Telling(
        created="vastgelegd",
        title=("decision", "party", "part"),
        part_of="decision",
        news=("value",),
        words={"ratified_on": ("bekrachtigd", "niet meer bekrachtigd")},
    )

    class Meta:
        verbose_name = "standpunt"
        verbose_name_plural = "standpunten"
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "party"],
                condition=models.Q(part=None),
                name="oogo_stance_once",
            ),
            models.UniqueConstraint(
                fields=["decision", "party", "part"], name="oogo_stance_once_per_part"
            ),
            models.CheckConstraint(
                condition=models.Q(value="voorbehoud")
                | models.Q(reserved_for="", answer_by=None, ratified_on=None),
                name="oogo_stance_reservation_belongs_to_one",
            ),
            models.CheckConstraint(
                condition=~models.Q(value="voorbehoud") | ~models.Q(reserved_for=""),
                name="oogo_stance_reserved_for_someone",
                violation_error_message="Kies van wie het voorbehoud is.",
            ),
        ]

    def __str__(self):
        part = f", {self.part}" if self.part_id else ""
        return f"{self.party}{part}: {self.decision}"

    def identity(self):
        return {"decision": self.decision, "party": self.party, "part": self.part}

    @property
    def is_given(self):
        return self.value != self.Value.NONE

    def reminder(self, rule, day):
        """What there is to remind of on `day`: a reservation that waits for its answer.

        Made on the whole and on parts it is one reservation, and told once.
        """
        if not self.is_pending or self.answer_by is None or self.decision.is_over:
            return None
        if self.is_said_before:
            return None
        item = self.decision.item
        return Occasion(
            due_on=self.answer_by,
            title=f"Voorbehoud bij afspraak {self.decision}",
            role="maakte dit voorbehoud",
            recipients=(self.party,),
            is_confidential=item is not None and item.is_confidential,
        )

    @property
    def is_reservation(self):
        return self.value == self.Value.RESERVES

    @property
    def reservation(self):
        """What a reservation says: of the whole and of a part it may be the same one."""
        return (
            self.reserved_for,
            self.about,
            self.answer_by,
            self.ratified_on,
            self.ratified_by,
        )

    @property
    def is_said_before(self):
        """Whether the party makes the same reservation on the whole, or on an earlier part; also
        when its own part was withdrawn."""
        same = [
            row
            for row in self.decision.stances.all()
            if row.party_id == self.party_id
            and row.is_reservation
            and row.reservation == self.reservation
            and not (row.part_id and row.part.is_withdrawn)
        ]
        first = min(same, key=lambda row: (row.part_id is not None, row.pk), default=None)
        return first is None or first.pk != self.pk

    @property
    def is_pending(self):
        """Whether it is a reservation that has not been answered."""
        return self.is_reservation and self.ratified_on is None


class LocalFollowUp(RowOfDecision):
    """How far one gemeente is with settling an afspraak at home."""

    class Status(models.TextChoices):
        NOT_YET = "nog_niet", "Nog niet"
        BUSY = "bezig", "Bezig"
        SETTLED = "vastgelegd", "Vastgelegd"

    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="follow_ups", verbose_name="afspraak"
    )
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="follow_ups", verbose_name="gemeente"
    )
    status = models.CharField("stand", max_length=12, choices=Status, default=Status.NOT_YET)
    note = models.CharField("waar het staat", max_length=200, blank=True)

    telling = Telling(created="ingevuld", title=("decision", "party"), news=("status",))

    class Meta:
        verbose_name = "lokale uitwerking"
        verbose_name_plural = "lokale uitwerkingen"
        constraints = [
            models.UniqueConstraint(fields=["decision", "party"], name="oogo_localfollowup_once")
        ]

    def __str__(self):
        return f"{self.party}: {self.decision}"

    def identity(self):
        return {"decision": self.decision, "party": self.party}

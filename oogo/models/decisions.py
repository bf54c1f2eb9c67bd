"""Afspraken: what parties agreed."""

from django.db import models

from accounts.models import Region
from agenda.models import Theme
from oogo.models import walls
from oogo.models.items import AgendaItem
from oogo.models.meetings import Participant
from oogo.rules.asked import INVITED, SEATED
from partners.models import Seat
from partners.models.organisations import RegionRows, ends_after_start
from regio.lib.addresses import address_of
from regio.lib.models import Dated, Versioned
from regio.lib.occasions import Occasion
from regio.lib.telling import Telling

# What a row of the register, and how an afspraak stands, needs of it.
SAID_IN_A_ROW = (
    "year",
    "sequence",
    "title",
    "since",
    "until",
    "review_on",
    "minuted_on",
    "is_withdrawn",
    "region",
    "superseded_by__year",
    "superseded_by__sequence",
    "superseded_by__region__code",
    "superseded_by__item__meeting",
    "superseded_by__item__body__region",
    "superseded_by__item__body__is_open",
    "item__is_confidential",
    "item__submitter",
    "item__body__name",
    "item__body__region",
    "item__body__is_open",
    "item__meeting__number",
    "item__meeting__day",
    "item__meeting__minutes_adopted_on",
    "item__meeting__body__name",
    "item__subject__kind__key",
)


class DecisionQuerySet(walls.WalledQuerySet, RegionRows):
    def wall(self, sight):
        """None that hangs on an item that is hidden; what is only proposed is a paper."""
        return sight.agreed()

    def kept(self):
        return self.filter(is_withdrawn=False)

    def to_remind(self):
        """With what their reminders ask of them."""
        return self.select_related(
            "region", "item__meeting__body__region", "item__body", "item__subject__kind"
        ).prefetch_related(
            "stances",
            "item__subject__parties__party__organisation",
            _with_party("item__body__seats", Seat.objects.filter(SEATED)),
            _with_party("item__meeting__participants", Participant.objects.filter(INVITED)),
        )

    def numbered(self):
        return self.exclude(sequence=None)

    def with_names(self):
        """With all that a row of a list, or the state, asks for."""
        return self.select_related(
            "region",
            "superseded_by__region",
            "item__body__region",
            "item__meeting__region",
            "item__meeting__body",
            "item__submitter__organisation",
            "item__subject__kind",
            "item__subject__cycle",
        )

    def with_successor(self):
        """With names, and what tells whether a reader sees the afspraak that took its place."""
        return self.with_names().select_related("superseded_by__item__body")

    def as_rows(self):
        """As `with_successor`, with no more than a row of a list says: a table more is longer to
        plan. For the afspraken of one region (`region.decisions`), which know it then."""
        return self.select_related(
            "superseded_by__region",
            "superseded_by__item__body",
            "item__body",
            "item__meeting__body",
            "item__subject__kind",
        ).only(*SAID_IN_A_ROW)

    def newest_first(self):
        """By number, the latest first; what is only proposed comes before."""
        return self.order_by(
            models.F("year").desc(nulls_first=True),
            models.F("sequence").desc(nulls_first=True),
            "-pk",
        )


def _with_party(path, rows):
    return models.Prefetch(path, rows.select_related("party__organisation"))


class Decision(Versioned, Dated):
    """An afspraak. Proposed with its item, numbered per region and year when it is minuted.

    An OOGO takes no besluit: how an afspraak stands follows from the stances of the parties. After
    the minutes are adopted it is superseded, not edited.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="agendapunt",
    )
    year = models.PositiveSmallIntegerField("jaar", null=True, blank=True, editable=False)
    sequence = models.PositiveSmallIntegerField("volgnummer", null=True, blank=True, editable=False)
    title = models.CharField("afspraak in het kort", max_length=160)
    text = models.TextField("tekst van de afspraak", blank=True)
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="decisions", verbose_name="thema’s"
    )
    review_on = models.DateField("herijken op", null=True, blank=True)
    minuted_on = models.DateField("vastgelegd op", null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        verbose_name="vervangen door",
    )
    is_withdrawn = models.BooleanField("ingetrokken", default=False)
    reason = models.CharField(
        "reden",
        max_length=300,
        blank=True,
        help_text="Waarom de afspraak niet meer geldt, of door een andere is vervangen.",
    )

    objects = DecisionQuerySet.as_manager()
    telling = Telling(
        created="voorgesteld",
        title=("item", "title"),
        part_of="item",
        words={
            "is_withdrawn": ("ingetrokken", "weer van kracht"),
            "superseded_by": ("vervangen", "niet meer vervangen"),
            "minuted_on": ("vastgelegd", "niet meer vastgelegd"),
        },
    )

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "year", "sequence"], name="oogo_decision_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(year=None, sequence=None, minuted_on=None)
                | models.Q(year__isnull=False, sequence__isnull=False, minuted_on__isnull=False),
                name="oogo_decision_numbered_when_minuted",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason="")
                | models.Q(superseded_by=None)
                & (models.Q(is_withdrawn=False) | models.Q(sequence=None)),
                name="oogo_decision_over_with_reason",
                violation_error_message="Vul in waarom.",
            ),
            ends_after_start("oogo_decision_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}" if self.number else self.title

    def get_absolute_url(self):
        return address_of("oogo:decision_detail", self.region.slug, self.pk)

    @property
    def number(self):
        """The number as it is written, 2026-NK-014; empty while the afspraak is only proposed."""
        if self.sequence is None:
            return ""
        return f"{self.year}-{self.region.code}-{self.sequence:03d}"

    @property
    def is_proposed(self):
        return self.sequence is None

    def reminder(self, rule, day):
        """What there is to remind of on `day`: a stance that a party did not give, as long as the
        meeting is to come."""
        meeting = self.item.meeting if self.item else None
        if not self.is_proposed or self.is_withdrawn or meeting is None:
            return None
        if meeting.status != meeting.Status.PLANNED:
            return None
        return Occasion(
            due_on=meeting.day,
            title=f"Afspraak: {self.title}",
            role="neemt een standpunt in over deze afspraak",
            recipients=tuple(self._parties_without_stance()),
            is_confidential=self.item.is_confidential,
        )

    def _parties_without_stance(self):
        """The parties that are to agree on its subject; without subject those that are asked.

        For rows that were fetched `to_remind`.
        """
        capacity = "overeenstemming"
        if self.item.subject:
            rows = self.item.subject.parties.all()
            rows = [r for r in rows if r.capacity == capacity and not r.is_withdrawn]
        else:
            meeting = self.item.meeting
            rows = [seat for seat in self.item.body.seats.all() if seat.holds_on(meeting.day)]
            rows += meeting.participants.all()
        given = {stance.party_id for stance in self.stances.all() if stance.is_given}
        if self.item.subject and self.item.subject.kind.is_statutory:
            given.add(self.item.submitter_id)  # counts as akkoord
        waiting = {row.party_id: row.party for row in rows if row.party_id not in given}
        return waiting.values()

    @property
    def is_over(self):
        """Whether it was withdrawn or superseded."""
        return self.is_withdrawn or self.superseded_by_id is not None

    def is_ripe_on(self, day):
        """Whether it can get its number: proposed, its meeting has come, the minutes are open."""
        meeting = self.item.meeting if self.item_id else None
        is_before = meeting is not None and meeting.day > day
        return self.is_proposed and not (self.is_over or is_before or self.is_settled)

    @property
    def is_settled(self):
        """Whether the minutes of its meeting are adopted, so that it is superseded, not edited."""
        meeting = self.item.meeting if self.item_id else None
        return meeting is not None and meeting.is_adopted

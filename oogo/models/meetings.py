"""A meeting of a body, and who takes part in it."""

from datetime import datetime, timedelta

from django.db import models
from django.urls import reverse

from accounts.models import Region
from oogo.models import walls
from partners.models import Body, Party, Position, Seat
from regio.lib import clock
from regio.lib.addresses import address_of
from regio.lib.models import Versioned
from regio.lib.occasions import Occasion
from regio.lib.telling import Telling


class MeetingQuerySet(walls.WalledQuerySet):
    def wall(self, sight):
        return sight.papers()

    def with_body(self):
        return self.select_related("body", "region")

    def to_remind(self):
        """With what their reminders ask of them."""
        return self.with_body().prefetch_related("participants__position__person")

    def not_cancelled(self):
        return self.exclude(status=Meeting.Status.CANCELLED)

    def coming(self, day):
        """Meetings on `day` or later that go on, the first one first."""
        return self.not_cancelled().filter(day__gte=day).order_by("day", "starts_at", "pk")


class Meeting(Versioned):
    """An overleg of a body on a day, numbered per region. Cancelled with a reason, never deleted.

    The number of a meeting is in its address. Its minutes are adopted by a later meeting, and from
    then on closed; `reopened_on` is when that was last taken back, and why.
    """

    class Status(models.TextChoices):
        PLANNED = "gepland", "Gepland"
        HELD = "gehouden", "Gehouden"
        CANCELLED = "geannuleerd", "Geannuleerd"

    region = models.ForeignKey(Region, models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField("nummer", editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name="gremium")
    day = models.DateField("dag")
    starts_at = models.TimeField("van")
    ends_at = models.TimeField("tot")
    place = models.CharField("plaats", max_length=160, blank=True)
    status = models.CharField("stand", max_length=12, choices=Status, default=Status.PLANNED)
    cancel_reason = models.CharField("reden van annuleren", max_length=300, blank=True)
    minutes_adopted_on = models.DateField("verslag vastgesteld op", null=True, blank=True)
    reopened_on = models.DateField("vaststelling teruggenomen op", null=True, blank=True)
    reopen_reason = models.CharField("reden van terugnemen", max_length=300, blank=True)

    objects = MeetingQuerySet.as_manager()
    telling = Telling(
        title=("body", "day", "starts_at", "ends_at"),
        created="gepland",
        words={"minutes_adopted_on": ("· verslag vastgesteld", "· vaststelling teruggenomen")},
    )

    class Meta:
        verbose_name = "overleg"
        verbose_name_plural = "overleggen"
        ordering = ["-day", "-starts_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="oogo_meeting_number_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="oogo_meeting_ends_after_start",
                violation_error_message="Het overleg eindigt vóór het begint.",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="geannuleerd") | ~models.Q(cancel_reason=""),
                name="oogo_meeting_cancelled_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(reopened_on=None, reopen_reason="")
                | models.Q(reopened_on__isnull=False) & ~models.Q(reopen_reason=""),
                name="oogo_meeting_reopened_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.body} {self.day:%d-%m-%Y}"

    def get_absolute_url(self):
        return address_of("oogo:meeting_detail", self.region.slug, self.number)

    @property
    def is_cancelled(self):
        return self.status == self.Status.CANCELLED

    def reminder(self, rule, day):
        """What there is to tell its participants: that it does not go on, and why."""
        if not self.is_cancelled:
            return None
        invited = [row for row in self.participants.all() if not row.is_withdrawn]
        return Occasion(
            due_on=self.day,
            title=f"{self}: gaat niet door",
            role="staat op de lijst van deelnemers",
            recipients=tuple(
                {row.position.person_id: row.position.person for row in invited}.values()
            ),
            note=f"De reden: {self.cancel_reason}",
        )

    @property
    def is_held(self):
        return self.status == self.Status.HELD

    @property
    def is_adopted(self):
        """Whether its minutes are adopted, so that what they say is closed."""
        return self.minutes_adopted_on is not None

    def is_over_on(self, day):
        """Whether it was there: on a day before, or earlier on `day` itself."""
        return self.is_held or self.day < day

    @property
    def minutes(self):
        """How long it takes, in whole minutes."""
        start, end = (datetime.combine(self.day, at) for at in (self.starts_at, self.ends_at))
        return (end - start) // timedelta(minutes=1)

    @property
    def begins_at(self):
        """The instant at which it begins."""
        return datetime.combine(self.day, self.starts_at, tzinfo=clock.AMSTERDAM)


class RowsOfMeeting(walls.WalledQuerySet):
    region_path = "meeting__region"

    def wall(self, sight):
        return sight.papers("meeting__")


class Participant(Versioned):
    """Someone who is invited to a meeting in a function, and what became of it.

    `party` is whom this one speaks for there (empty: chair, secretary, guest). `replaced_by` came
    instead; `from_item` is the item from which a late comer was there, `until_item` the last one
    of who left earlier.
    """

    class Part(models.TextChoices):
        MEMBER = "lid", "Lid"
        AGENDA = "agendalid", "Agendalid"
        LISTENER = "toehoorder", "Toehoorder"
        GUEST = "gast", "Gast"

    class Reply(models.TextChoices):
        OPEN = "open", "Nog geen antwoord"
        COMES = "komt", "Komt"
        DECLINES = "komt_niet", "Komt niet"

    class Attendance(models.TextChoices):
        OPEN = "open", "Nog niet vastgelegd"
        PRESENT = "aanwezig", "Aanwezig"
        EXCUSED = "afwezig_bericht", "Afwezig met bericht"
        ABSENT = "afwezig", "Afwezig zonder bericht"
        REPLACED = "vervangen", "Vervangen"

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="participants", verbose_name="overleg"
    )
    position = models.ForeignKey(
        Position, models.PROTECT, related_name="participations", verbose_name="deelnemer"
    )
    seat = models.ForeignKey(
        Seat,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name="zetel",
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name="namens",
    )
    part = models.CharField("deelname", max_length=12, choices=Part, default=Part.MEMBER)
    reply = models.CharField("antwoord", max_length=12, choices=Reply, default=Reply.OPEN)
    attendance = models.CharField(
        "aanwezigheid", max_length=16, choices=Attendance, default=Attendance.OPEN
    )
    replaced_by = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replacements",
        verbose_name="vervangen door",
    )
    from_item = models.ForeignKey(
        "oogo.AgendaItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="late_comers",
        verbose_name="aanwezig vanaf punt",
    )
    until_item = models.ForeignKey(
        "oogo.AgendaItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="early_leavers",
        verbose_name="aanwezig t/m punt",
    )
    note = models.CharField("opmerking", max_length=200, blank=True)
    is_withdrawn = models.BooleanField("niet meer uitgenodigd", default=False)

    class QuerySet(RowsOfMeeting):
        def kept(self):
            return self.filter(is_withdrawn=False)

        def members_first(self):
            """Chair and secretary, members, then agendaleden, toehoorders and guests."""
            parts = Participant.Part.values
            place = models.Case(*(models.When(part=part, then=i) for i, part in enumerate(parts)))
            return self.order_by(place, models.F("party").asc(nulls_first=True), "pk")

        def with_names(self):
            return self.select_related(
                "meeting__region",
                "position__person",
                "position__organisation",
                "party__organisation",
                "replaced_by__person",
                "replaced_by__organisation",
                "seat",
                "from_item",
                "until_item",
            )

    objects = QuerySet.as_manager()
    telling = Telling(
        title=("meeting", "position"),
        part_of="meeting",
        words={"is_withdrawn": ("niet meer uitgenodigd", "weer uitgenodigd")},
    )

    class Meta:
        verbose_name = "deelnemer"
        verbose_name_plural = "deelnemers"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="oogo_participant_once"),
            models.CheckConstraint(
                condition=~models.Q(attendance="vervangen") | models.Q(replaced_by__isnull=False),
                name="oogo_participant_replaced_by_someone",
                violation_error_message="Kies door wie deze deelnemer vervangen is.",
            ),
        ]

    def __str__(self):
        return f"{self.position.person}, {self.meeting}"

    def get_absolute_url(self):
        return reverse("oogo:participant_list", args=[self.region.slug, self.meeting.number])

    @property
    def region(self):
        return self.meeting.region

    def is_there_at(self, item):
        """Whether this one is (or is expected to be) there when `item` is treated."""
        if self.attendance in {self.Attendance.EXCUSED, self.Attendance.ABSENT}:
            return False
        if self.from_item and self.from_item.order > item.order:
            return False
        return not (self.until_item and self.until_item.order < item.order)

    @property
    def speaker(self):
        """The function that speaks there: that of who came instead, else the own one."""
        return self.replaced_by or self.position

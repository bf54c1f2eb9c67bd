"""A run towards an OOGO: its subjects, who is party to them, and the dated steps around it."""

from django.db import models
from django.urls import reverse

from accounts.models import Region, RegionScopedQuerySet
from agenda.models import Plan
from oogo.models.meetings import Meeting
from oogo.rules.milestones import is_no_task
from partners.models import Party
from partners.rules.school_region import school_region_of_province
from partners.school_region import province_of
from regio.lib.models import Versioned
from regio.lib.occasions import Occasion
from regio.lib.telling import Telling


class Withdrawable(RegionScopedQuerySet):
    def kept(self):
        """Rows that were not withdrawn."""
        return self.filter(is_withdrawn=False)


class SubjectKind(Versioned):
    """What an OOGO may be about in this region; the article of law is an editable text.

    `last_held_on` is the last OOGO on it before Regio knew its cycles.
    """

    class Key(models.TextChoices):
        SUPPORT_PO = "ondersteuningsplan_po", "Ondersteuningsplan po"
        SUPPORT_VO = "ondersteuningsplan_vo", "Ondersteuningsplan vo"
        YOUTH = "jeugdplan", "Jeugdplan"
        FREE = "vrij", "Vrij onderwerp"

    region = models.ForeignKey(Region, models.PROTECT, related_name="subject_kinds")
    key = models.CharField("soort", max_length=30, choices=Key)
    name = models.CharField("naam", max_length=80)
    article = models.CharField("wettelijke grondslag", max_length=200, blank=True)
    last_held_on = models.DateField("laatst besproken op", null=True, blank=True)

    objects = RegionScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "OOGO-onderwerp"
        verbose_name_plural = "OOGO-onderwerpen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"],
                name="oogo_subjectkind_name_once",
                violation_error_message="Er is al een onderwerp met deze naam.",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("oogo:cycle_list", args=[self.region.slug])

    @property
    def is_statutory(self):
        return self.key != self.Key.FREE


class CycleQuerySet(RegionScopedQuerySet):
    def newest_first(self):
        return self.order_by("-meeting__day", "-pk")

    def coming(self, day):
        """Cycles whose meeting goes on, on `day` or later, the first one first."""
        planned = self.filter(meeting__status=Meeting.Status.PLANNED, meeting__day__gte=day)
        return planned.order_by("meeting__day", "pk")

    def with_meeting(self):
        """With its meeting and its region, also in which province that lies."""
        rows = self.select_related("meeting__body__region", "region")
        return rows.annotate(province=province_of(models.OuterRef("region")))


class Cycle(Versioned):
    """One run towards an OOGO: `meeting` is the one that all milestones are counted from."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="cycles")
    title = models.CharField("naam", max_length=80)
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, related_name="cycle", verbose_name="overleg"
    )

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = "OOGO-cyclus"
        verbose_name_plural = "OOGO-cycli"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "title"],
                name="oogo_cycle_title_once",
                violation_error_message="Er is al een cyclus met deze naam.",
            )
        ]

    @property
    def school_region(self):
        """Which school holidays count; of a cycle that was fetched `with_meeting`."""
        return self.region.school_region or school_region_of_province(self.province)

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("oogo:cycle_detail", args=[self.region.slug, self.pk])


class RowsOfCycle(Withdrawable):
    region_path = "cycle__region"


class CycleSubject(Versioned):
    """A subject that this cycle treats, with the plan that lies on the table."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="subjects", verbose_name="cyclus")
    kind = models.ForeignKey(
        SubjectKind, models.PROTECT, related_name="subjects", verbose_name="onderwerp"
    )
    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cycle_subjects",
        verbose_name="plan",
    )
    is_withdrawn = models.BooleanField("ingetrokken", default=False)

    objects = RowsOfCycle.as_manager()
    telling = Telling(title=("cycle", "kind"), part_of="cycle")

    class Meta:
        verbose_name = "onderwerp van de cyclus"
        verbose_name_plural = "onderwerpen van de cyclus"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "kind"], name="oogo_cyclesubject_once")
        ]

    @property
    def tabled(self):
        """The plan on the table; none where it was withdrawn since."""
        return None if self.plan and self.plan.is_withdrawn else self.plan

    def __str__(self):
        return str(self.tabled or self.kind)

    def get_absolute_url(self):
        return self.cycle.get_absolute_url()

    @property
    def region(self):
        return self.cycle.region


class RowsOfSubject(Withdrawable):
    region_path = "subject__cycle__region"


class SubjectParty(Versioned):
    """A party at a subject, in a hoedanigheid, with the reason; `is_by_hand` survives deriving."""

    class Capacity(models.TextChoices):
        AGREEMENT = "overeenstemming", "Overeenstemming"
        CONSULTED = "overleg", "Overleg"
        INVITED = "uitgenodigd", "Uitgenodigd"
        LISTENER = "toehoorder", "Toehoorder"

    subject = models.ForeignKey(
        CycleSubject, models.PROTECT, related_name="parties", verbose_name="onderwerp"
    )
    party = models.ForeignKey(Party, models.PROTECT, related_name="subjects", verbose_name="partij")
    capacity = models.CharField("hoedanigheid", max_length=20, choices=Capacity)
    reason = models.CharField("reden", max_length=200, blank=True)
    is_by_hand = models.BooleanField("met de hand gezet", default=False)
    is_withdrawn = models.BooleanField("geen partij", default=False)

    objects = RowsOfSubject.as_manager()
    telling = Telling(title=("subject", "party"), part_of="subject", news=("capacity",))

    class Meta:
        verbose_name = "partij bij het onderwerp"
        verbose_name_plural = "partijen bij het onderwerp"
        constraints = [
            models.UniqueConstraint(fields=["subject", "party"], name="oogo_subjectparty_once")
        ]

    def __str__(self):
        return f"{self.party} bij {self.subject}"

    def get_absolute_url(self):
        return self.subject.get_absolute_url()

    def identity(self):
        return {"subject": self.subject, "party": self.party}

    @property
    def region(self):
        return self.subject.cycle.region


class RowsOfMilestone(RowsOfCycle):
    def to_remind(self):
        """With what their reminders ask of them."""
        meeting = "cycle__meeting__body"
        seats = f"{meeting}__seats__party__organisation"
        return self.select_related(meeting, "cycle__region").prefetch_related(
            "parties__organisation", seats
        )


class Milestone(Versioned):
    """A dated step before or after the meeting of a cycle.

    `rule` says how `due_on` follows from the meeting, with `offset` (negative: before it); a
    statutory date carries its article and never shifts, a hand-set one stays where it is.
    """

    class Rule(models.TextChoices):
        BY_HAND = "hand", "Met de hand gezet"
        WEEKS = "weken", "Weken"
        WORKING_DAYS = "werkdagen", "Werkdagen"
        STATUTORY = "wettelijk", "Wettelijke datum"

    cycle = models.ForeignKey(
        Cycle, models.PROTECT, related_name="milestones", verbose_name="cyclus"
    )
    key = models.CharField("station", max_length=40, blank=True, editable=False)
    title = models.CharField("mijlpaal", max_length=120)
    rule = models.CharField("regel", max_length=12, choices=Rule, default=Rule.BY_HAND)
    offset = models.SmallIntegerField("aantal", null=True, blank=True)
    due_on = models.DateField("datum")
    parties = models.ManyToManyField(
        Party, blank=True, related_name="milestones", verbose_name="partijen"
    )
    who = models.CharField(
        "wie", max_length=80, blank=True, help_text="Bijvoorbeeld secretaris, of: zes colleges."
    )
    article = models.CharField("wettelijke grondslag", max_length=200, blank=True)
    note = models.CharField("opmerking", max_length=200, blank=True)
    is_for_information = models.BooleanField(
        "ter informatie",
        default=False,
        help_text="Niemand hoeft haar gereed te melden: ze is nooit te laat.",
    )
    done_on = models.DateField("gereed op", null=True, blank=True)
    is_withdrawn = models.BooleanField("ingetrokken", default=False)

    objects = RowsOfMilestone.as_manager()
    telling = Telling(
        title=("cycle", "title"),
        part_of="cycle",
        words={
            "done_on": ("gereed gemeld", "weer open"),
            "is_for_information": ("ter informatie", "gereed te melden"),
            "is_withdrawn": ("ingetrokken", "teruggezet"),
        },
    )

    class Meta:
        verbose_name = "mijlpaal"
        verbose_name_plural = "mijlpalen"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rule__in=["hand", "wettelijk"]) | models.Q(offset__isnull=False),
                name="oogo_milestone_rule_needs_offset",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{self.cycle.get_absolute_url()}#mijlpaal-{self.pk}"

    @property
    def region(self):
        return self.cycle.region

    @property
    def is_no_task(self):
        """Whether nobody has to report it done: by what it is, or because someone said so."""
        return self.is_for_information or is_no_task(self.key)

    def reminder(self, rule, day):
        """What there is to remind of on `day`: nothing of what is no task or was done, and nothing
        when its meeting was cancelled.

        It goes to its parties; without them to who keeps the secretariat of the body.
        """
        if self.done_on or self.is_withdrawn or self.is_no_task:
            return None
        if self.cycle.meeting.is_cancelled:
            return None
        secretary = self.cycle.meeting.body.secretary_on(day)
        return Occasion(
            due_on=self.due_on,
            title=f"{self.title} ({self.cycle})",
            role="hoort bij deze mijlpaal",
            recipients=tuple(self.parties.all()) or (secretary,),
        )

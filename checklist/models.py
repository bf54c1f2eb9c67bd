"""A region fills in an instrument: rounds, parties' own views, the shared state, answers."""

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property

from accounts.models import Region, RegionScopedQuerySet
from checklist.content import parse
from partners.models import Party, Position
from regio.lib.models import Versioned
from regio.lib.occasions import Occasion
from regio.lib.telling import Telling


class Verdict(models.TextChoices):
    """How far a step is, in four steps; n.v.t. counts nowhere and needs a reason."""

    NONE = "niet", "Niet"
    PARTLY = "deels", "Deels"
    MOSTLY = "grotendeels", "Grotendeels"
    FULLY = "geheel", "Geheel"
    NOT_APPLICABLE = "nvt", "N.v.t."


YES_NO = [("ja", "ja"), ("deels", "deels"), ("nee", "nee"), ("onbekend", "weet ik niet")]


class InstrumentVersion(models.Model):
    """A versioned template of steps and questions, loaded once from its file.

    `region` empty: for every region. A used version never changes: `content_hash` guards it.
    """

    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField("versie")
    title = models.CharField("titel", max_length=120)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "instrument"
        verbose_name_plural = "instrumenten"
        constraints = [
            models.UniqueConstraint(
                fields=["key", "number"],
                condition=models.Q(region=None),
                name="checklist_instrumentversion_once",
            ),
            models.UniqueConstraint(
                fields=["region", "key", "number"],
                name="checklist_instrumentversion_once_per_region",
            ),
        ]

    def __str__(self):
        return f"{self.title}, versie {self.number}"

    @cached_property
    def parsed(self):
        """The steps and questions of this version."""
        return parse(self.content)


class RoundQuerySet(RegionScopedQuerySet):
    def begun_on(self, day):
        """Rounds that have opened by `day`, the latest first."""
        return self.filter(opens_on__lte=day).order_by("-opens_on", "-pk")


class Round(Versioned):
    """A region fills in one instrument version over one period."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="rounds")
    instrument = models.ForeignKey(
        InstrumentVersion, models.PROTECT, related_name="rounds", verbose_name="instrument"
    )
    title = models.CharField("naam", max_length=60)
    opens_on = models.DateField("open vanaf")
    due_on = models.DateField("in te vullen t/m")
    closed_on = models.DateField("gesloten op", null=True, blank=True)
    parties = models.ManyToManyField(Party, through="RoundParty", related_name="rounds")

    objects = RoundQuerySet.as_manager()
    telling = Telling(created="gestart", words={"closed_on": ("gesloten", "heropend")})

    class Meta:
        verbose_name = "ronde"
        verbose_name_plural = "rondes"
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["region", "title"], name="checklist_round_title_once"),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("opens_on")),
                name="checklist_round_due_after_opening",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("checklist:round_detail", args=[self.region.slug, self.pk])

    @property
    def is_closed(self):
        return self.closed_on is not None

    def is_open_on(self, day):
        return not self.is_closed and self.opens_on <= day

    def stage_on(self, day):
        """Name how the round stands on `day`: gepland, open or gesloten."""
        if self.is_closed:
            return "gesloten"
        return "open" if self.is_open_on(day) else "gepland"

    @property
    def steps(self):
        return self.instrument.parsed.steps

    def asked_parties(self):
        """The parties that are asked, gemeenten before samenwerkingsverbanden."""
        asked = Party.objects.filter(asked__round=self, asked__is_asked=True)
        return list(asked.select_related("organisation").in_order())


class RowsOfRound(RegionScopedQuerySet):
    region_path = "round__region"


class RowOfRound(Versioned):
    """A row that hangs on a round and belongs to the round's region."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="%(class)ss", verbose_name="ronde"
    )

    objects = RowsOfRound.as_manager()

    class Meta:
        abstract = True

    @property
    def region(self):
        return self.round.region

    @property
    def instrument(self):
        return self.round.instrument.parsed

    def get_absolute_url(self):
        return self.round.get_absolute_url()


class RowOfStep(RowOfRound):
    """A row of a round that belongs to one step; its page is that of the step."""

    step = models.CharField("stap", max_length=40)
    anchor = ""

    class Meta:
        abstract = True

    @property
    def step_title(self):
        return self.reads_as("step", self.step) or self.step

    def get_absolute_url(self):
        return step_address(self.round, self.instrument.step_by_key(self.step), self.anchor)

    def reads_as(self, field, text):
        step = self.instrument.step_by_key(text) if field == "step" else None
        return f"stap {step.number} {step.title}" if step else ""


def step_address(round, step, anchor=""):
    """Return the address of a step; of its round when the instrument has no such step."""
    if step is None:
        return round.get_absolute_url()
    args = [round.region.slug, round.pk, step.number]
    return reverse("checklist:step_detail", args=args) + anchor


class RoundParty(RowOfRound):
    """A party that is asked for its view in a round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="asked", verbose_name="ronde")
    party = models.ForeignKey(Party, models.PROTECT, related_name="asked", verbose_name="partij")
    is_asked = models.BooleanField("gevraagd", default=True)

    telling = Telling(
        title=("round", "party", "is_asked"),
        part_of="round",
        words={"is_asked": ("weer gevraagd", "niet meer gevraagd")},
    )

    class Meta:
        verbose_name = "gevraagde partij"
        verbose_name_plural = "gevraagde partijen"
        constraints = [
            models.UniqueConstraint(fields=["round", "party"], name="checklist_roundparty_once")
        ]

    def __str__(self):
        return f"{self.round}: {self.party}"


class StepStateQuerySet(RowsOfRound):
    def to_remind(self):
        """With what their reminders ask of them."""
        return self.select_related("round__region", "round__instrument", "owner__person")


class StepState(RowOfStep):
    """What all say together of a step: the shared verdict, what must still happen, by whom."""

    verdict = models.CharField("gedeeld oordeel", max_length=12, choices=Verdict, blank=True)
    remark = models.TextField("toelichting", blank=True)
    to_do = models.TextField("wat moet er nog gebeuren", blank=True)
    owner = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_steps",
        verbose_name="wie",
    )
    due_on = models.DateField("uiterlijk", null=True, blank=True)
    is_agreed = models.BooleanField("akkoord", default=False)

    objects = StepStateQuerySet.as_manager()
    telling = Telling(created="ingevuld", title=("round", "step"), news=("verdict",))
    anchor = "#views-title"

    class Meta:
        verbose_name = "gedeeld beeld"
        verbose_name_plural = "gedeelde beelden"
        constraints = [
            models.UniqueConstraint(fields=["round", "step"], name="checklist_stepstate_once")
        ]

    def __str__(self):
        return f"{self.round}, {self.step_title}"

    def identity(self):
        return {"round": self.round, "step": self.step}

    def reminder(self, rule, day):
        """What there is to remind its owner of on `day`: nothing once all agreed on the step."""
        if self.owner is None or self.due_on is None or self.is_agreed or self.round.is_closed:
            return None
        return Occasion(
            due_on=self.due_on,
            title=f"Checklist: {self.step_title} ({self.round})",
            role="voert deze stap uit",
            recipients=(self.owner.person,),
        )


class StepView(RowOfStep):
    """One party's own view of a step: verdict, reason when not applicable, remark, how far."""

    class Status(models.TextChoices):
        TO_DO = "te_doen", "Te doen"
        BUSY = "bezig", "Bezig"
        SUBMITTED = "ingediend", "Ingediend"

    party = models.ForeignKey(
        Party, models.PROTECT, related_name="step_views", verbose_name="partij"
    )
    verdict = models.CharField("oordeel", max_length=12, choices=Verdict, blank=True)
    reason = models.CharField("reden", max_length=300, blank=True)
    remark = models.TextField("toelichting", blank=True)
    status = models.CharField("stand", max_length=12, choices=Status, default=Status.TO_DO)

    telling = Telling(
        created="ingevuld", title=("round", "step", "party", "status"), news=("verdict",)
    )
    anchor = "#views-title"

    class Meta:
        verbose_name = "eigen beeld"
        verbose_name_plural = "eigen beelden"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "step", "party"], name="checklist_stepview_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(verdict="nvt") | ~models.Q(reason=""),
                name="checklist_stepview_reason_when_not_applicable",
            ),
        ]

    def __str__(self):
        return f"{self.round}, {self.step_title}, {self.party}"

    @property
    def is_submitted(self):
        return self.status == self.Status.SUBMITTED

    def identity(self):
        return {"round": self.round, "step": self.step, "party": self.party}


class Answer(RowOfRound):
    """The answer to one question: of one party, or shared by all (party empty)."""

    question_key = models.CharField("vraag", max_length=60)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="answers", verbose_name="partij"
    )
    value = models.TextField("antwoord", blank=True)

    telling = Telling(created="gegeven", title=("round", "question_key", "party"))

    class Meta:
        verbose_name = "antwoord"
        verbose_name_plural = "antwoorden"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "question_key", "party"], name="checklist_answer_once_per_party"
            ),
            models.UniqueConstraint(
                fields=["round", "question_key"],
                condition=models.Q(party=None),
                name="checklist_answer_once_shared",
            ),
        ]

    def __str__(self):
        question = self.reads_as("question_key", self.question_key) or self.question_key
        whose = f", {self.party}" if self.party_id else ""
        return f"{self.round}, {question}{whose}"

    def get_absolute_url(self):
        step = self.instrument.step_of(self.question_key)
        return step_address(self.round, step, f"#veld-vraag-{self.question_key}")

    @property
    def label(self):
        """The answer as a reader knows it."""
        return self.reads_as("value", self.value) or self.value

    def reads_as(self, field, text):
        question = self.instrument.question(text if field == "question_key" else self.question_key)
        if question is None or not text:
            return ""
        if field == "question_key":
            return question.text
        if field != "value" or question.kind == "text":
            return ""
        return f"{text} van 5" if question.kind == "score" else dict(YES_NO).get(text, "")

    def identity(self):
        return {"round": self.round, "question_key": self.question_key, "party": self.party}


class Evidence(RowOfStep):
    """Where a reader finds what a step claims: an address. Withdrawn, never deleted."""

    label = models.CharField("omschrijving", max_length=120)
    url = models.URLField("adres", max_length=500)
    is_withdrawn = models.BooleanField("ingetrokken", default=False)

    telling = Telling(words={"is_withdrawn": ("ingetrokken", "teruggezet")})
    anchor = "#bewijs"

    class Meta:
        verbose_name = "bewijs"
        verbose_name_plural = "bewijs"
        ordering = ["pk"]

    def __str__(self):
        return self.label


REGION_MODELS = [Round, RoundParty, StepState, StepView, Answer, Evidence]

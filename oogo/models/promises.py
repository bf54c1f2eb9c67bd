"""Actions: what someone promised to do, followed until it is confirmed done."""

from collections import defaultdict
from typing import NamedTuple

from django.db import models

from accounts.models import Region
from agenda.models import Theme
from checklist.models import StepState
from oogo.models import walls
from oogo.models.cycles import Milestone
from oogo.models.decisions import Decision
from oogo.models.items import AgendaItem
from oogo.models.meetings import Meeting
from oogo.models.stances import Stance
from oogo.rules import promises as rules
from partners.models import Body, Party, Position, Seat, SeatHolding
from regio.lib.addresses import address_of
from regio.lib.models import Versioned, at_most_one, holds
from regio.lib.occasions import Occasion
from regio.lib.telling import Telling

ORIGINS = (
    "from_step",
    "from_meeting",
    "from_item",
    "from_decision",
    "from_stance",
    "from_milestone",
)

NONE = models.Q(pk__in=[])

SAID_IN_A_ROW = (
    "number",
    "title",
    "due_on",
    "status",
    "region",
    "theme__title",
    "owner_party__organisation__short_name",
    "owner_seat__title",
    "owner_seat__kind",
    "owner_position__title",
    "owner_position__person__name",
    "owner_position__person__user",
    "owner_body__name",
    *(
        f"{name}__{end}"
        for name in ("owner_party", "owner_seat", "owner_position", "owner_body")
        for end in ("since", "until")
    ),
)


def _holdings(day):
    """Return who holds a seat on `day`, out of a function and in a seat that are there then."""
    return SeatHolding.objects.on(day).filter(holds(day, "position__"), holds(day, "seat__"))


def _done_by(positions, day):
    """Return the condition that an action is done by who has one of `positions` (keys of functions
    that hold on `day`)."""
    held = SeatHolding.objects.on(day).filter(holds(day, "seat__"), position__in=positions)
    return models.Q(owner_position__in=positions) | models.Q(owner_seat__in=held.values("seat"))


def done_by_user(user, day):
    """Return the condition that `user` does an action on `day`: in person, or for a party that
    named nobody."""
    sight = walls.sight_of(user)
    positions = sight.positions_on(day)
    if not positions:
        return NONE
    own = models.Q(owner_party__in=sight.own_parties)
    return _done_by(positions, day) | own & models.Q(owner_position=None, owner_seat=None)


def doers_of(positions, seats, day):
    """Return the condition on a person to have one of `positions`, or hold one of `seats` on `day`
    (keys of what actions name)."""
    held = _holdings(day).filter(seat__in=seats)
    return models.Q(positions__in=positions) | models.Q(pk__in=held.values("position__person"))


class ActionQuerySet(walls.WalledQuerySet):
    def wall(self, sight):
        return sight.promised("pk")

    def open(self):
        return self.filter(status__in=OPEN)

    def running(self):
        """What is not over: to be done, or reported done and not confirmed."""
        return self.filter(status__in=[*OPEN, Action.Status.REPORTED])

    def overdue(self, today):
        return self.open().filter(due_on__lt=today)

    def due_this_week(self, today):
        return self.open().filter(due_on__range=(today, rules.end_of_week(today)))

    def due_later(self, today):
        return self.open().filter(due_on__gt=rules.end_of_week(today))

    def late_first(self):
        """What is to be done by its day, the latest first; then what waits; then what is over."""
        whens = [models.When(status__in=OPEN, then=0)]
        whens += [models.When(status=Action.Status.REPORTED, then=1)]
        over = models.F("confirmed_on").desc(nulls_last=True)
        return self.order_by(models.Case(*whens, default=2), over, "due_on", "number")

    def of_meeting(self, meeting):
        """Actions that come from a meeting, its items, their afspraken and stances."""
        of_item = models.Q(from_item__meeting=meeting)
        of_item |= models.Q(from_decision__item__meeting=meeting)
        of_item |= models.Q(from_stance__decision__item__meeting=meeting)
        return self.filter(models.Q(from_meeting=meeting) | of_item)

    def of_people(self, people, day):
        """Actions that one of `people` (keys) does on `day`: by function, or by holding a seat."""
        positions = Position.objects.on(day).filter(person__in=people)
        return self.filter(_done_by(positions.values("pk"), day))

    def of_user(self, user, day):
        """Actions that `user` does on `day`: in person, or for a party that named nobody."""
        return self.filter(done_by_user(user, day))

    def without_owner(self, day):
        """Actions of which the seat is vacant on `day`, or the function, party or body over."""
        held = _holdings(day).values("seat")
        gone = models.Q(owner_seat__isnull=False) & ~models.Q(owner_seat__in=held)
        for name, model in OWNERS.items():
            present = model.objects.on(day).values("pk")
            gone |= models.Q(**{f"{name}__isnull": False}) & ~models.Q(**{f"{name}__in": present})
        return self.filter(gone)

    def counted(self, day):
        """Return the Counts of these actions on `day`, in one query."""
        return rules.counts_of(self.added_up(), day)

    def counted_by(self, name, day):
        """Return {value of `name`: Counts} on `day`, in one query."""
        found = defaultdict(list)
        for value, *row in self.added_up(name):
            found[value].append(row)
        return {value: rules.counts_of(rows, day) for value, rows in found.items()}

    def added_up(self, *names, own=NONE):
        """Return how many of these actions have the same `names`, and stand the same: `names` and
        then a row for `rules.counts_of`. `own` is the condition that the reader does an action.

        The database adds up and the rule tells days apart: a count for each is slow to compile."""
        to_do = models.Q(status__in=OPEN)
        to_do_on = models.Case(models.When(to_do, then="due_on"))
        rows = self.order_by().annotate(to_do_on=to_do_on).values_list(*names, "status", "to_do_on")
        return rows.annotate(models.Count("pk"), own=models.Count("pk", filter=to_do & own))

    def with_owner(self):
        return self.select_related(
            "region",
            "theme",
            "owner_party__organisation",
            "owner_seat__party__organisation",
            "owner_seat__body",
            "owner_position__person",
            "owner_position__organisation",
            "owner_body",
        )

    def with_names(self):
        """With what a row of a list says of them, and no more: what is not said takes long too.

        For the actions of one region (`region.actions`), which know it then."""
        paths = ("owner_party__organisation", "owner_seat", "owner_position__person", "owner_body")
        return self.select_related("theme", *paths).only(*SAID_IN_A_ROW)

    def to_remind(self):
        """With what their reminders ask of them."""
        hung = ("from_item", "from_decision__item", "from_stance__decision__item")
        rows = self.with_owner().select_related(*hung)
        return rows.prefetch_related("owner_body__seats__party__organisation")


class Action(Versioned):
    """Something that a party, a free role or a body promised to do, by a day.

    Its owner is a party (with a seat or a function of it, or neither), a function without party,
    or a body. It comes from one thing at most. Reported done by the owner, confirmed by the
    regisseur; what was a mistake lapses with a reason, its number is kept.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        BUSY = "bezig", "Bezig"
        REPORTED = "gereed_gemeld", "Gereed gemeld"
        DONE = "afgerond", "Afgerond"
        LAPSED = "vervallen", "Vervallen"

    region = models.ForeignKey(Region, models.PROTECT, related_name="actions")
    number = models.PositiveIntegerField("nummer", editable=False)
    title = models.CharField("actie", max_length=160)
    note = models.TextField("toelichting", blank=True)
    owner_party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_actions",
        verbose_name="partij",
    )
    owner_seat = models.ForeignKey(
        Seat,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_actions",
        verbose_name="zetel",
    )
    owner_position = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_actions",
        verbose_name="wie",
    )
    owner_body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_actions",
        verbose_name="gremium",
    )
    helpers = models.ManyToManyField(
        Party, blank=True, related_name="helped_actions", verbose_name="helpers"
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name="thema"
    )
    arose_on = models.DateField("ontstaan op")
    due_on = models.DateField("uiterlijk")
    status = models.CharField("stand", max_length=16, choices=Status, default=Status.OPEN)
    report_note = models.TextField("wat er gedaan is", blank=True)
    reported_on = models.DateField("gereed gemeld op", null=True, blank=True)
    confirmed_on = models.DateField("afgerond op", null=True, blank=True)
    lapse_reason = models.CharField("reden van vervallen", max_length=300, blank=True)
    from_step = models.ForeignKey(
        StepState,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_actions",
        verbose_name="uit checkliststap",
    )
    from_meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_actions",
        verbose_name="uit overleg",
    )
    from_item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_actions",
        verbose_name="uit agendapunt",
    )
    from_decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_actions",
        verbose_name="uit afspraak",
    )
    from_stance = models.ForeignKey(
        Stance,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_actions",
        verbose_name="uit voorbehoud",
    )
    from_milestone = models.ForeignKey(
        Milestone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_actions",
        verbose_name="uit mijlpaal",
    )

    objects = ActionQuerySet.as_manager()
    telling = Telling(news=("due_on",))

    class Meta:
        verbose_name = "actie"
        verbose_name_plural = "acties"
        ordering = ["due_on", "number"]
        indexes = [
            models.Index(fields=["region", "status", "due_on"], name="oogo_action_list"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="oogo_action_number_once"),
            models.CheckConstraint(
                condition=models.Q(owner_body=None)
                & (models.Q(owner_party__isnull=False) | models.Q(owner_position__isnull=False))
                | models.Q(
                    owner_body__isnull=False,
                    owner_party=None,
                    owner_position=None,
                    owner_seat=None,
                ),
                name="oogo_action_has_one_owner",
                violation_error_message="Kies wie de actie doet: een partij, een rol of een "
                "gremium.",
            ),
            models.CheckConstraint(
                condition=at_most_one(*ORIGINS), name="oogo_action_from_one_thing"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="vervallen") | ~models.Q(lapse_reason=""),
                name="oogo_action_lapsed_with_reason",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return address_of("oogo:action_detail", self.region.slug, self.number)

    @property
    def code(self):
        """How people call it: A07."""
        return f"A{self.number:02d}"

    @property
    def standing(self):
        """How it stands, as a chip says it."""
        return STANDINGS[self.status]

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def origin(self):
        """The one thing that the action comes from, or None."""
        return next((row for name in ORIGINS if (row := getattr(self, name)) is not None), None)

    @property
    def hangs_on_confidential(self):
        decision = self.from_decision or (self.from_stance and self.from_stance.decision)
        item = self.from_item or (decision and decision.item)
        return item is not None and item.is_confidential

    def reminder(self, rule, day):
        """What there is to remind its owner of on `day`: nothing once it was reported done."""
        if not self.is_open:
            return None
        return Occasion(
            due_on=self.due_on,
            title=f"Actie {self.code}: {self.title}",
            role="voert deze actie uit",
            recipients=(self.owner_on(day),),
            is_confidential=self.hangs_on_confidential,
        )

    def owner_on(self, day):
        """Return who answers for it on `day`: a seat, a person, a party; None: the secretary.

        A function that ended leaves it to its seat or party.
        """
        position = self.owner_position
        if position and position.holds_on(day):
            return position.person
        if self.owner_body:
            return self.owner_body.secretary_on(day)
        return self.owner_seat or self.owner_party or position.person

    @property
    def is_running(self):
        return self.is_open or self.status == self.Status.REPORTED

    @property
    def is_done(self):
        return self.status == self.Status.DONE

    @property
    def counts_as_evidence(self):
        """Whether it shows that something was done: reported so, or confirmed."""
        return self.status in (self.Status.REPORTED, self.Status.DONE)

    def may(self, verb):
        """Tell whether it can undergo `verb` (rules.ALLOWED) as it stands."""
        return rules.may(verb, self.status)

    def due_on_day(self, day):
        """How near its day is on `day`, while it still has to be done."""
        return rules.due(self.due_on, day) if self.is_open else rules.Due()

    def days_late_on(self, day):
        """How many days it is late on `day`; 0 when it is not, or was reported done."""
        return max((day - self.due_on).days, 0) if self.is_open else 0


class Standing(NamedTuple):
    """What a chip says of a status, and the sign that it has."""

    text: str
    kind: str = ""
    icon: str = ""


STANDINGS = {
    Action.Status.OPEN: Standing("Open", icon="circle"),
    Action.Status.BUSY: Standing("Bezig", icon="circle-half"),
    Action.Status.REPORTED: Standing("Gereed gemeld", "info", "flag"),
    Action.Status.DONE: Standing("Afgerond", "done"),
    Action.Status.LAPSED: Standing("Vervallen", icon="slash-circle"),
}
OPEN = [Action.Status.OPEN, Action.Status.BUSY]
OWNERS = {"owner_position": Position, "owner_party": Party, "owner_body": Body}

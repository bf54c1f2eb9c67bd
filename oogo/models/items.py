"""What a meeting talks about: its items, their parts, money, annexes and where they come from."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from agenda.models import Theme
from checklist.models import StepState
from oogo.models import walls
from oogo.models.cycles import CycleSubject
from oogo.models.meetings import Meeting
from partners.models import Body, Party, Portfolio, Representation
from records.models import DocumentVersion
from regio.lib.addresses import address_of
from regio.lib.models import Versioned, exactly_one
from regio.lib.telling import Telling

SOURCES = ("step", "decision", "action", "theme", "subject", "source_item")


class AgendaItemQuerySet(walls.WalledQuerySet):
    region_path = "body__region"

    def wall(self, sight):
        """Items of bodies and meetings whose papers are seen; none that is hidden."""
        return sight.without_hidden("pk") & sight.item_papers()

    def kept(self):
        return self.exclude(status=AgendaItem.Status.WITHDRAWN)

    def in_order(self):
        return self.order_by("order", "pk")

    def on_agenda(self):
        """Items that stand on an agenda: no proposals, and none that was withdrawn."""
        return self.filter(status__in=ON_AGENDA)

    def parked(self):
        """Items that wait for a meeting of their body."""
        return self.kept().filter(meeting=None)


class AgendaItem(Versioned, walls.Confidential):
    """An agendapunt of a meeting; without meeting it waits in the backlog of its body.

    `order` is its place; `number` (3, 4a) is empty until the papers were sent, and stays from then
    on. Minutes are the time it may take. Order and membership go with the meeting's version.
    """

    class Kind(models.TextChoices):
        NOTE = "kennisname", "Ter kennisname"
        DISCUSS = "bespreking", "Ter bespreking"
        DECIDE = "besluitvorming", "Ter besluitvorming"
        ADOPT = "vaststelling", "Ter vaststelling"

    class Status(models.TextChoices):
        PROPOSED = "voorgesteld", "Voorgesteld"
        PLANNED = "geagendeerd", "Geagendeerd"
        TREATED = "behandeld", "Behandeld"
        POSTPONED = "aangehouden", "Niet behandeld"
        WITHDRAWN = "ingetrokken", "Ingetrokken"

    body = models.ForeignKey(Body, models.PROTECT, related_name="items", verbose_name="gremium")
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name="overleg",
    )
    order = models.PositiveSmallIntegerField("volgorde", default=0, editable=False)
    number = models.CharField("nummer", max_length=6, blank=True, editable=False)
    title = models.CharField("titel", max_length=160)
    kind = models.CharField("soort", max_length=20, choices=Kind, default=Kind.DISCUSS)
    minutes = models.PositiveSmallIntegerField("minuten", default=15)
    submitter = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="submitted_items",
        verbose_name="indiener",
    )
    submitted_by = models.CharField(
        "ingediend door",
        max_length=80,
        blank=True,
        help_text="Als het geen partij is: voorzitter, secretaris, regisseursgroep.",
    )
    asked = models.TextField(
        "gevraagd", blank=True, help_text="Wat van de deelnemers wordt gevraagd."
    )
    explanation = models.TextField("toelichting", blank=True, help_text="Opmaak met Markdown kan.")
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="items", verbose_name="thema"
    )
    subject = models.ForeignKey(
        CycleSubject,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name="OOGO-onderwerp",
    )
    portfolios = models.ManyToManyField(
        Portfolio, blank=True, related_name="items", verbose_name="portefeuilles"
    )
    is_standing = models.BooleanField("vast punt", default=False)
    status = models.CharField("stand", max_length=16, choices=Status, default=Status.PLANNED)
    outcome = models.TextField("verslag", blank=True)
    withdrawn_because = models.CharField("reden van intrekken", max_length=300, blank=True)

    objects = AgendaItemQuerySet.as_manager()
    telling = Telling(title=("body", "meeting", "title"), part_of="meeting")

    class Meta:
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                condition=~models.Q(number=""),
                name="oogo_agendaitem_number_once",
            ),
            models.CheckConstraint(
                condition=models.Q(is_confidential=False) | ~models.Q(ground=""),
                name="oogo_agendaitem_confidential_has_ground",
                violation_error_message="Vul in waarom dit vertrouwelijk is.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        if self.meeting_id is None:
            return reverse("oogo:backlog", args=[self.region.slug])
        meeting = self.meeting
        return address_of("oogo:item_detail", meeting.region.slug, meeting.number, self.pk)

    @property
    def region(self):
        return self.body.region

    @property
    def kind_word(self):
        """Its kind, inside a line."""
        return KIND_WORDS[self.kind]

    @property
    def is_for_decision(self):
        return self.kind == self.Kind.DECIDE

    @property
    def is_on_agenda(self):
        return self.meeting_id is not None and self.status in ON_AGENDA

    @property
    def is_proposed(self):
        return self.status == self.Status.PROPOSED

    @property
    def is_withdrawn(self):
        return self.status == self.Status.WITHDRAWN


KIND_WORDS = {kind: label.lower() for kind, label in AgendaItem.Kind.choices}
ON_AGENDA = [
    AgendaItem.Status.PLANNED,
    AgendaItem.Status.TREATED,
    AgendaItem.Status.POSTPONED,
]


class RowsOfItem(walls.WalledQuerySet):
    region_path = "item__body__region"

    def wall(self, sight):
        return sight.without_hidden("item") & sight.item_papers("item__")

    def kept(self):
        return self.filter(is_withdrawn=False)


class RowOfItem(Versioned):
    """A row that hangs on an item. Withdrawn, never deleted."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="%(class)ss", verbose_name="agendapunt"
    )
    is_withdrawn = models.BooleanField("ingetrokken", default=False)

    objects = RowsOfItem.as_manager()

    class Meta:
        abstract = True

    @property
    def region(self):
        return self.item.region

    def get_absolute_url(self):
        return self.item.get_absolute_url()


class ItemPart(RowOfItem):
    """An onderdeel of an item on which parties may take a stance of their own."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="parts", verbose_name="agendapunt"
    )
    title = models.CharField("onderdeel", max_length=120)
    order = models.PositiveSmallIntegerField("volgorde", default=0, editable=False)

    class Meta:
        verbose_name = "onderdeel"
        verbose_name_plural = "onderdelen"
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title


class ItemShare(RowOfItem):
    """What an item asks of one party, in whole euros a year."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="shares", verbose_name="agendapunt"
    )
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="item_shares", verbose_name="partij"
    )
    amount = models.PositiveIntegerField("euro per jaar")

    telling = Telling(title=("item", "party"), part_of="item", news=("amount",))

    class Meta:
        verbose_name = "aandeel"
        verbose_name_plural = "aandelen"
        constraints = [
            models.UniqueConstraint(fields=["item", "party"], name="oogo_itemshare_once")
        ]

    def __str__(self):
        return f"{self.party}: {self.item}"


class ItemOriginQuerySet(RowsOfItem):
    def wall(self, sight):
        """Origins of items that are seen, as far as what they name is seen as well."""
        earlier = Q(source_item=None) | sight.item_papers("source_item__")
        agreed = Q(decision=None) | sight.agreed("decision__")
        return (
            super().wall(sight)
            & sight.without_hidden("source_item")
            & (earlier & agreed)
            & sight.promised("action")
        )


class ItemOrigin(RowOfItem):
    """Where an item comes from: exactly one thing; an item may have several origins."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="origins", verbose_name="agendapunt"
    )
    step = models.ForeignKey(
        StepState,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_items",
        verbose_name="checkliststap",
    )
    decision = models.ForeignKey(
        "oogo.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_items",
        verbose_name="afspraak",
    )
    action = models.ForeignKey(
        "oogo.Action",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_items",
        verbose_name="actie",
    )
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_items",
        verbose_name="thema",
    )
    subject = models.ForeignKey(
        CycleSubject,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_items",
        verbose_name="OOGO-onderwerp",
    )
    source_item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to_items",
        verbose_name="eerder agendapunt",
    )

    objects = ItemOriginQuerySet.as_manager()
    telling = Telling(part_of="item")

    class Meta:
        verbose_name = "herkomst"
        verbose_name_plural = "herkomst"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(*SOURCES),
                name="oogo_itemorigin_exactly_one",
            )
        ]

    def __str__(self):
        return f"{self.source}"

    @property
    def source(self):
        """The thing that the item comes from."""
        return next(row for name in SOURCES if (row := getattr(self, name)) is not None)


class RepresentationItem(RowOfItem):
    """Limits a representation to single items: who speaks for another does so at these alone."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="representations", verbose_name="agendapunt"
    )
    representation = models.ForeignKey(
        Representation,
        models.PROTECT,
        related_name="items",
        verbose_name="vertegenwoordiging",
    )

    telling = Telling(title=("item", "representation"), part_of="item")

    class Meta:
        verbose_name = "vertegenwoordiging bij een agendapunt"
        verbose_name_plural = "vertegenwoordigingen bij agendapunten"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "representation"], name="oogo_representationitem_once"
            )
        ]

    def __str__(self):
        return f"{self.representation}: {self.item}"


class AnnexQuerySet(RowsOfItem):
    def wall(self, sight):
        """Annexes of items that are seen, as far as they are themselves disclosed."""
        return super().wall(sight) & self._disclosed(sight)

    def at_seen(self, items, user):
        """Annexes that `user` sees of `items`, which are all items that `user` sees."""
        rows, sight = self.filter(item__in=items), walls.sight_of(user)
        return rows if sight.directs_everywhere else rows.filter(self._disclosed(sight))

    @staticmethod
    def _disclosed(sight):
        paths = {"region": "item__body__region", "meeting": "item__meeting"}
        return sight.disclosed(Annex, **paths)


class Annex(RowOfItem, walls.Confidential):
    """A bijlage of an item: one version of a document; may be confidential by itself."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="annexes", verbose_name="agendapunt"
    )
    order = models.PositiveSmallIntegerField("volgorde", default=0, editable=False)
    title = models.CharField("titel", max_length=160)
    document = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="annexes", verbose_name="bestand"
    )

    objects = AnnexQuerySet.as_manager()
    telling = Telling(title=("item", "title"), part_of="item")

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_confidential=False) | ~models.Q(ground=""),
                name="oogo_annex_confidential_has_ground",
                violation_error_message="Vul in waarom dit vertrouwelijk is.",
            )
        ]

    def __str__(self):
        return self.title

"""Dossiers: a sent, frozen version of the papers of a meeting, and who got it."""

from django.db import models
from django.urls import reverse

from oogo.models import walls
from oogo.models.meetings import Meeting, RowsOfMeeting
from partners.models import Position
from records.models import DocumentVersion
from regio.lib.models import Versioned
from regio.lib.telling import Telling


class Dossier(Versioned):
    """Verzonden versie n: the stored PDF, its HTML twin and the manifest of all that is in it.

    `open_pdf` is for who sees the papers and takes no part: without the stances that parties take
    before the meeting. Nothing is rendered again; a later correction never touches what was sent.
    """

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="dossiers", verbose_name="overleg"
    )
    number = models.PositiveSmallIntegerField("versie van het dossier", editable=False)
    sent_at = models.DateTimeField("verzonden op")
    pdf = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="+", verbose_name="PDF")
    open_pdf = models.ForeignKey(
        DocumentVersion,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="PDF zonder standpunten",
    )
    html = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="+", verbose_name="webversie"
    )
    manifest = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="+", verbose_name="inhoudslijst"
    )

    objects = RowsOfMeeting.as_manager()
    telling = Telling(created="verzonden", title=("meeting", "pdf", "open_pdf", "html", "manifest"))

    class Meta:
        verbose_name = "dossier"
        verbose_name_plural = "dossiers"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="oogo_dossier_number_once")
        ]

    def __str__(self):
        return f"Dossier {self.meeting}, versie {self.number}"

    def get_absolute_url(self):
        return reverse("oogo:dossier_list", args=[self.region.slug, self.meeting.number])

    @property
    def region(self):
        return self.meeting.region


class DossierReaderQuerySet(walls.WalledQuerySet):
    region_path = "dossier__meeting__region"

    def wall(self, sight):
        """Readers of dossiers that are seen; who opens a personal part is asked by its page."""
        return sight.papers("dossier__meeting__")


class DossierReader(Versioned):
    """Who got a sent dossier, in which function, with the part that was made for this reader.

    `reading_copy` joins the personal part, the common file and the annexes that may be read.
    """

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="readers", verbose_name="dossier"
    )
    position = models.ForeignKey(
        Position, models.PROTECT, related_name="dossiers", verbose_name="lezer"
    )
    email = models.EmailField("e-mailadres", blank=True)
    personal = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="+", verbose_name="Voor u"
    )
    reading_copy = models.ForeignKey(
        DocumentVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="leesexemplaar",
    )

    objects = DossierReaderQuerySet.as_manager()
    telling = Telling(title=("dossier", "position", "personal"), part_of="dossier")

    class Meta:
        verbose_name = "lezer van een dossier"
        verbose_name_plural = "lezers van een dossier"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "position"], name="oogo_dossierreader_once")
        ]

    def __str__(self):
        return f"{self.position.person}: {self.dossier}"

    @property
    def region(self):
        return self.dossier.region

    def get_absolute_url(self):
        return self.dossier.get_absolute_url()

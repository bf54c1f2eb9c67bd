"""Dossiers: a sent, frozen version of the papers of a meeting, and who got it."""

import json

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime

from oogo.models import walls
from oogo.models.meetings import Meeting, RowsOfMeeting
from oogo.rules.notices import no_account, sentences
from partners.models import Position
from records import documents
from records.models import DocumentVersion
from regio.lib.models import Versioned
from regio.lib.occasions import Occasion, Own
from regio.lib.telling import Telling


class DossierQuerySet(RowsOfMeeting):
    def to_remind(self):
        """With what their reminders ask of them."""
        rows = self.select_related("meeting__body", "meeting__region", "manifest")
        return rows.prefetch_related("readers__position__person", "meeting__dossiers")


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

    objects = DossierQuerySet.as_manager()
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

    @cached_property
    def told(self):
        """The manifest, as plain values; None where it cannot be read any more."""
        try:
            return json.loads(documents.read(self.manifest))
        except (FileNotFoundError, ValueError):
            return None

    def reminder(self, rule, day):
        """What there is to tell its readers: that it was sent, as long as the meeting is to come
        and no later version took its place."""
        sent_on, meeting = localtime(self.sent_at).date(), self.meeting
        is_past = day > max(meeting.day, sent_on)
        is_replaced = any(other.number > self.number for other in meeting.dossiers.all())
        if meeting.is_cancelled or is_past or is_replaced:
            return None
        return Occasion(
            due_on=sent_on,
            title=str(self),
            role="staat op de lijst van lezers van dit overleg",
            recipients=tuple(dict.fromkeys(row.position.person for row in self.readers.all())),
            note=f"Het overleg {'was' if day > meeting.day else 'is'} op {_when(meeting)}.",
            own=self._own,
        )

    def _own(self, person):
        """What the version sent to `person` holds, in the words of its manifest."""
        rows = [row for row in self.readers.all() if row.position.person_id == person.pk]
        told = self.told or {"readers": [], "sent_by": ""}
        entries = {entry["position"]: entry for entry in told["readers"]}
        found = [entries[row.position_id] for row in rows if row.position_id in entries]
        return Own(
            sentences=tuple(dict.fromkeys(line for entry in found for line in sentences(entry))),
            paths=dict(pair for row in rows for pair in row.paths(is_alone=len(rows) == 1)),
            without_account=no_account(told["sent_by"]),
        )


def _when(meeting):
    times = f"{meeting.starts_at:%H.%M}–{meeting.ends_at:%H.%M} uur"
    day = date_format(meeting.day, "l j F Y").lower()
    return ", ".join(filter(None, [day, times, meeting.place]))


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

    def paths(self, *, is_alone):
        """Give (name, path) of each file; where a person has several parts, with the function."""
        function = "" if is_alone else f", als {self.position.title}"
        meeting = self.dossier.meeting
        where = [meeting.region.slug, meeting.number, self.pk]
        yield f"Voor u{function} (pdf)", reverse("oogo:reader_personal", args=where)
        if self.reading_copy_id:
            name = f"Leesexemplaar{function} (pdf): uw deel, het dossier en de bijlagen"
            yield name, reverse("oogo:reader_copy", args=where)

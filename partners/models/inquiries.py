"""Whether the data about somebody are still right: who was asked, and what they say is not."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import SignedLink
from partners.models.organisations import RegionRows
from partners.models.people import Person, Position
from regio.lib import clock


class InquiryQuerySet(RegionRows):
    region_path = "person__region"


class Inquiry(models.Model):
    """A navraag: a link that was mailed to one person, who says by it what is right and what not.

    It is its own log; `link` knows until when it opens, and when it was used.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="inquiries", verbose_name="persoon"
    )
    link = models.OneToOneField(SignedLink, models.PROTECT, related_name="inquiry")
    asked_on = models.DateField("gevraagd op", default=clock.today)
    answered_on = models.DateField("beantwoord op", null=True)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "navraag"
        verbose_name_plural = "navragen"

    def __str__(self):
        return f"Klopt dit nog, gevraagd aan {self.person}"

    @property
    def region(self):
        return self.person.region


class CorrectionQuerySet(RegionRows):
    region_path = "person__region"

    def open(self):
        return self.filter(outcome=Correction.Outcome.OPEN)


class Correction(models.Model):
    """A melding: what somebody says of the own data that is not right, until a member settles it.

    It is the log of what came in without sign-in; what a member takes over is written, and
    audited, as that member's. `value` is what it should be; of an end the first day without it.
    """

    class Field(models.TextChoices):
        NAME = "name", "Naam"
        EMAIL = "email", "E-mailadres"
        PHONE = "phone", "Telefoon"
        TITLE = "title", "Functie"
        END = "until", "Functie geëindigd"

    class Outcome(models.TextChoices):
        OPEN = "open", "Open"
        TAKEN = "overgenomen", "Overgenomen"
        DECLINED = "afgewezen", "Niet overgenomen"
        REPLACED = "vervangen", "Vervangen door een latere melding"

    OF_POSITION = (Field.TITLE, Field.END)

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="corrections", verbose_name="persoon"
    )
    position = models.ForeignKey(
        Position, models.PROTECT, null=True, related_name="corrections", verbose_name="functie"
    )
    field = models.CharField("wat", max_length=10, choices=Field)
    value = models.CharField("melding", max_length=254, blank=True)
    received_on = models.DateField("gemeld op", default=clock.today)
    outcome = models.CharField("uitkomst", max_length=12, choices=Outcome, default=Outcome.OPEN)
    settled_on = models.DateField("afgehandeld op", null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="afgehandeld door",
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "melding"
        verbose_name_plural = "meldingen"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "field"],
                condition=Q(position=None, outcome="open"),
                name="partners_correction_one_open_of_person",
            ),
            models.UniqueConstraint(
                fields=["position", "field"],
                condition=Q(outcome="open"),
                name="partners_correction_one_open_of_position",
            ),
            models.CheckConstraint(
                condition=Q(position=None) ^ Q(field__in=["title", "until"]),
                name="partners_correction_of_person_or_position",
            ),
        ]

    def __str__(self):
        return f"{self.get_field_display()}, gemeld door {self.person}"

    @property
    def region(self):
        return self.person.region

    @property
    def of_position(self):
        return self.position_id is not None

    @property
    def is_end(self):
        return self.field == self.Field.END

"""What a functioneel beheerder sends: a new edition of areas."""

from dataclasses import dataclass

from django import forms

from partners.forms.base import DayField
from partners.models import Area, AreaText
from partners.reference.odata import TABLE
from partners.reference.reader import ReferenceFileError
from partners.reference.tables import MAX_BYTES, text_of
from regio.lib.forms import RegioForm, VersionedForm, one_line

MAX_NAME = 120
MAX_MEGABYTES = MAX_BYTES // 1_000_000
TAKEN = f"Een CSV van ten hoogste {MAX_MEGABYTES} MB, van CBS StatLine of in ons eigen formaat."
NEEDED = "Kies een bestand, of vul het nummer van een tabel in."


@dataclass(frozen=True)
class EditionFile:
    """A file that reads as text, and what it is called."""

    name: str
    data: bytes


class EditionFileField(forms.FileField):
    """A table of text; its value is an EditionFile."""

    widget = forms.FileInput(attrs={"accept": ".csv,.txt"})

    def clean(self, value, initial=None):
        file = super().clean(value, initial)
        if file is None:
            return None
        if file.size > MAX_BYTES:
            raise forms.ValidationError(f"Dit bestand is groter dan {MAX_MEGABYTES} MB.")
        name = one_line(file.name).replace("\0", "")[-MAX_NAME:] or "bestand"
        data = file.read()
        try:
            text_of(data, name)
        except ReferenceFileError as error:
            raise forms.ValidationError(error.problems) from error
        return EditionFile(name, data)


class EditionForm(RegioForm):
    file = EditionFileField(
        label="Bestand",
        required=False,
        help_text=TAKEN,
        error_messages={"empty": "Dit bestand is leeg.", "invalid": "Kies een bestand."},
    )
    table = forms.CharField(
        label="Of een tabel van het CBS",
        required=False,
        max_length=20,
        help_text="Het nummer van “Gebieden in Nederland”, zoals 86247NED.",
    )
    since = DayField(
        label="Geldt vanaf",
        required=False,
        help_text="Leeg: 1 januari van het jaar dat de titel noemt, of de dag in het bestand.",
    )
    kind = forms.ChoiceField(
        label="Soort gebied",
        required=False,
        choices=[("", "Alles wat Regio kent"), *Area.Kind.choices],
    )

    def clean_table(self):
        table = self.cleaned_data["table"].strip().upper()
        if table and not TABLE.fullmatch(table):
            raise forms.ValidationError("Vul een nummer van het CBS in, zoals 86247NED.")
        return table

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if not cleaned["file"] and not cleaned["table"]:
            self.add_error("file", NEEDED)
        elif cleaned["file"] and cleaned["table"]:
            self.add_error("table", "Kies een bestand óf een tabel.")
        return cleaned


class AreaTextForm(VersionedForm):
    """What a kind of area or one area is for. `current` is what is said now, or None."""

    since = DayField(
        label="Geldt vanaf",
        required=False,
        help_text="Dezelfde dag: een verbetering. Een latere dag: tot dan blijft wat er stond.",
    )

    class Meta:
        model = AreaText
        fields = ["task", "law", "funding", "source", "since"]
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("task", "law", "funding")}
        help_texts = {
            "law": "De wet met het artikel.",
            "funding": "Wie betaalt, en langs welke weg.",
            "source": "Waar dit staat: de wet, een regeling, een besluit.",
        }

    def __init__(self, *args, current, **kwargs):
        super().__init__(*args, **kwargs)
        self.began = current and current.since
        self.is_known = current is not None

    def clean_since(self):
        since = self.cleaned_data["since"]
        if self.is_known and self.began and (since is None or since < self.began):
            raise forms.ValidationError(
                f"Wat er nu staat geldt vanaf {self.began:%d-%m-%Y}: kies die dag of een latere."
            )
        return since

"""What people type, or send in a file, about the papers of an item."""

from dataclasses import dataclass

from django import forms

from oogo.forms.items import ConfidentialForm
from oogo.models import Annex, ItemPart, ItemShare
from partners.forms.base import EuroField, ManyField, RegionForm
from regio.lib import file_types
from regio.lib.forms import VersionedForm, one_line

MAX_MEGABYTES = 25
MAX_NAME = 120
KINDS = ", ".join(kind.label for kind in file_types.ALL)
TAKEN = f"Kies een bestand van ten hoogste {MAX_MEGABYTES} MB: {KINDS}."
MESSAGES = {
    "required": "Kies een bestand.",
    "invalid": "Kies een bestand.",
    "missing": "Kies een bestand.",
    "empty": "Dit bestand is leeg.",
    "too_big": f"Dit bestand is groter dan {MAX_MEGABYTES} MB.",
    "kind": f"Dit soort bestand past hier niet. {TAKEN} Macro’s mogen er niet in.",
}


@dataclass(frozen=True)
class Upload:
    """A file that came in: what it is by its content, and the name that readers get it as."""

    name: str
    data: bytes
    kind: file_types.FileType

    @property
    def stem(self):
        return self.name.rpartition(".")[0]


class PaperField(forms.FileField):
    """A file that may be an annex; its value is an Upload."""

    widget = forms.FileInput(
        attrs={"accept": ",".join(f".{kind.ending}" for kind in file_types.ALL)}
    )

    def __init__(self):
        super().__init__(label="Bestand", help_text=TAKEN, error_messages=MESSAGES)

    def clean(self, value, initial=None):
        file = super().clean(value, initial)
        if file is None:
            return None
        if file.size > MAX_MEGABYTES * 1_000_000:
            raise forms.ValidationError(self.error_messages["too_big"], "too_big")
        data = file.read()
        kind = file_types.type_of(data)
        if kind is None:
            raise forms.ValidationError(self.error_messages["kind"], "kind")
        return Upload(_name(file.name, kind), data, kind)


def _name(given, kind):
    """Return the name a reader gets a file as: on one line, with the ending of what it is."""
    stem = one_line(given.rpartition(".")[0] or given).replace("\0", "").strip(". ")
    return f"{stem[:MAX_NAME] or 'stuk'}.{kind.ending}"


class AnnexForm(ConfidentialForm):
    """A new annex."""

    file = PaperField()
    title = forms.CharField(
        label="Titel", max_length=160, required=False, help_text="Leeg: de naam van het bestand."
    )
    field_order = ["file", "title"]

    class Meta:
        model = Annex
        fields = ["title", "is_confidential", "ground", "disclosed_to"]
        field_classes = {"disclosed_to": ManyField}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("file") and cleaned.get("title") == "":
            cleaned["title"] = cleaned["file"].stem
        return cleaned


class AnnexEditForm(ConfidentialForm):
    class Meta(AnnexForm.Meta):
        pass


class ReplaceForm(VersionedForm):
    """The next version of the file of an annex."""

    file = PaperField()

    class Meta:
        model = Annex
        fields = []


class PartForm(RegionForm):
    class Meta:
        model = ItemPart
        fields = ["title"]
        help_texts = {"title": "Waarover partijen apart een standpunt kunnen innemen."}


class ShareForm(RegionForm):
    """What an item asks of one party; each party once."""

    amount = EuroField(label="Euro per jaar")

    class Meta:
        model = ItemShare
        fields = ["party", "amount"]

    def clean_party(self):
        party = self.cleaned_data["party"]
        same = ItemShare.objects.kept().filter(item=self.instance.item_id, party=party)
        if same.exists():
            raise forms.ValidationError("Voor deze partij staat er al een bedrag.")
        return party


class ShareEditForm(RegionForm):
    amount = EuroField(label="Euro per jaar")

    class Meta:
        model = ItemShare
        fields = ["amount"]

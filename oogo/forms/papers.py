"""What people type, or send in a file, about the papers of an item."""

from django import forms

from oogo.forms.items import ConfidentialForm
from oogo.models import Annex, ItemPart, ItemShare
from partners.forms.base import EuroField, ManyField, RegionForm
from regio.lib.forms import VersionedForm
from regio.lib.uploads import PaperField


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

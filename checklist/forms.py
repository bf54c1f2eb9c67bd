from django import forms

from checklist.models import Evidence, InstrumentVersion, Round
from partners.forms.base import DayField, ManyField
from partners.models import Party
from regio.lib.forms import VersionedForm


class PartyChoices(ManyField):
    def label_from_instance(self, party):
        return party.organisation.name


class RoundForm(VersionedForm):
    """Start or change a round: over which period, and which parties are asked."""

    parties = PartyChoices(
        label="Gevraagde partijen",
        queryset=Party.objects.none(),
        error_messages={"required": "Kies ten minste één partij."},
    )
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Round
        fields = ["title", "instrument", "opens_on", "due_on"]
        field_classes = {"opens_on": DayField, "due_on": DayField}
        help_texts = {"title": "Bijvoorbeeld: Ronde 2026."}

    def __init__(self, *args, region, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.region = region
        self.instance.region = region
        parties = Party.objects.of_region(region).with_organisation()
        asked = parties.filter(asked__round=self.instance) if self.instance.pk else parties.none()
        self.fields["parties"].queryset = (parties.on(day) | asked).distinct().in_order()
        self.initial["was"] = ",".join(str(party.pk) for party in asked)
        self.fields["instrument"].queryset = InstrumentVersion.objects.filter(
            region=None
        ) | InstrumentVersion.objects.filter(region=region)
        self.fields["instrument"].disabled = bool(self.instance.pk)

    def changes(self):
        """What goes to the action: of the parties only who was added and who was taken out."""
        changes = super().changes()
        was = {int(pk) for pk in changes.pop("was").split(",") if pk.isdecimal() and len(pk) < 18}
        parties = changes.pop("parties")
        chosen = {party.pk for party in parties}
        changes["added"] = [party for party in parties if party.pk not in was]
        changes["removed"] = was - chosen
        return changes

    def clean_title(self):
        title = self.cleaned_data["title"]
        others = Round.objects.of_region(self.region).filter(title__iexact=title)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Deze regio heeft al een ronde met deze naam.")
        return title

    def clean(self):
        cleaned = super().clean()
        opens_on, due_on = cleaned.get("opens_on"), cleaned.get("due_on")
        if opens_on and due_on and due_on < opens_on:
            self.add_error("due_on", "De laatste dag ligt vóór de eerste.")
        return cleaned


class EvidenceForm(VersionedForm):
    """Add where a reader finds what a step claims."""

    url = forms.URLField(label="Adres (https://…)", max_length=500, assume_scheme="https")

    class Meta:
        model = Evidence
        fields = ["label", "url"]

    def clean_url(self):
        url = self.cleaned_data["url"]
        if not url.startswith(("https://", "http://")):
            raise forms.ValidationError("Het adres begint met https://.")
        return url

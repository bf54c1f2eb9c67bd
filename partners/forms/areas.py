"""What people type about the areas of the region, and the day of which they ask the picture."""

from django import forms

from partners.forms.base import DayField, EndForm, RegionForm
from partners.models import AreaContact, Organisation, RegionArea
from regio.lib import clock
from regio.lib.forms import RegioForm


class DayForm(RegioForm):
    """The day of which a page tells; empty is today."""

    op = DayField(label="Zoals op", required=False)


class MissingForm(DayForm):
    """The day, and what sort of thing is asked for alone."""

    wat = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class MatrixForm(DayForm):
    """The day, and whether only gemeenten are asked for that lie elsewhere than is usual."""

    verschillen = forms.BooleanField(label="Alleen verschillen", required=False)


class AreaChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, area):
        return area.name_with_kind


class RegionAreaForm(RegionForm):
    since = DayField(label="Vanaf", required=False, help_text="Leeg: al langer dan bekend is.")

    class Meta:
        model = RegionArea
        fields = ["area", "since"]
        field_classes = {"area": AreaChoiceField}
        help_texts = {"area": "De gebieden waar uw samenwerking over gaat."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What the address names; what comes in may be typed, and then is no key.
        only = self.fields["area"].queryset.filter(pk=self.initial.get("area"))
        if only.exists():
            self.fields["area"].queryset = only
        else:
            self.initial.pop("area", None)

    def clean(self):
        """An area belongs to the region once on any day."""
        cleaned = super().clean()
        area, since = cleaned.get("area"), cleaned.get("since")
        for row in RegionArea.objects.of_region(self.region).filter(area=area) if area else ():
            if row.until is None:
                self.add_error("area", "Dit gebied hoort al bij de regio.")
            elif since is None or since < row.until:
                self.add_error(
                    "since",
                    f"Dit gebied hoorde al bij de regio: kies een dag vanaf {row.until:%d-%m-%Y}.",
                )
        return cleaned


class RegionAreaEndForm(EndForm):
    class Meta:
        model = RegionArea
        fields = ["until"]

    def clean_until(self):
        """An area that belongs to the region again later ends before that."""
        until, row = self.cleaned_data["until"], self.instance
        same = RegionArea.objects.of_region(self.region).filter(area=row.area_id)
        again = same.filter(since__gte=row.until).order_by("since").first() if row.until else None
        if again and (until is None or until > again.since):
            raise forms.ValidationError(
                f"Vanaf {again.since:%d-%m-%Y} hoort dit gebied weer bij de regio: kies een dag "
                "daarvoor."
            )
        return until


class AreaContactForm(RegionForm):
    since = DayField(
        label="Geldt vanaf",
        required=False,
        help_text="Tot die dag blijft staan wat er stond. Leeg: al langer dan bekend is.",
    )

    class Meta:
        model = AreaContact
        fields = ["position", "note", "since"]
        help_texts = {
            "position": "Wie u belt of mailt over dit gebied. Leeg: niemand.",
            "note": "Alleen voor uw regio: afspraken, bijzonderheden, waar iets te vinden is.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.began = self.instance.since
        if self.instance.pk:
            self.initial["since"] = max(clock.today(), self.began or clock.today())

    def clean_since(self):
        since, before = self.cleaned_data["since"], self.instance.before
        if before and (since is None or (before.since and since <= before.since)):
            first = f" ({before.since:%d-%m-%Y})" if before.since else ""
            raise forms.ValidationError(
                f"Hiervoor gold iets anders: kies een dag na het begin daarvan{first}."
            )
        return since

    def changes(self):
        """Who changed nothing, not even the day that was proposed, says nothing new."""
        found = super().changes()
        if self.instance.pk and not set(self.changed_data) - {"version"}:
            found["since"] = self.began
        return found


class AreaOrganisationForm(RegioForm):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Organisatie",
        help_text="Staat zij er niet bij? Voeg haar eerst toe bij Organisaties.",
    )

    def __init__(self, *args, region, area, **kwargs):
        super().__init__(*args, **kwargs)
        others = Organisation.objects.of_region(region).exclude(areas=area)
        self.fields["organisation"].queryset = others.order_by("short_name", "pk")

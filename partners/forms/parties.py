"""What people type about parties, how they stand to each other, and portefeuilles."""

from django import forms
from django.db.models import Q

from partners.forms.base import ByNameField, DayField, EndForm, ManyField, RegionForm
from partners.models import Area, Municipality, Organisation, OrganisationLink, Party, Portfolio
from regio.lib import clock

SWV_AREAS = [Area.Kind.SWV_PO, Area.Kind.SWV_VO]


class OrganisationForm(RegionForm):
    class Meta:
        model = Organisation
        fields = [
            "kind",
            "name",
            "short_name",
            "abbreviation",
            "municipality",
            "areas",
            "secretariat_email",
            "note",
        ]
        field_classes = {"areas": ManyField, "municipality": ByNameField}
        widgets = {"areas": forms.SelectMultiple(attrs={"size": 6})}
        help_texts = {
            "short_name": "Zoals in lijsten: Alkmaar, swv PPO. Leeg: de naam.",
            "municipality": "Alleen bij de soort gemeente.",
            "areas": "Bij een samenwerkingsverband: voor welk gebied het werkt. "
            "Meer dan één: houd Ctrl of ⌘ ingedrukt.",
            "secretariat_email": "Uitnodigingen en stukken gaan ook hierheen.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["short_name"].required = False
        towns = Municipality.objects.on(clock.today()) | Municipality.objects.filter(
            pk=self.instance.municipality_id or 0
        )
        self.fields["municipality"].queryset = towns.prefetch_related("names")
        known = Q(kind__in=SWV_AREAS) | Q(organisations=self.instance.pk or 0)
        areas = Area.objects.filter(known).distinct().prefetch_related("names")
        self.fields["areas"].queryset = areas
        self.fields["areas"].choices = self._areas_near_first(areas)

    def _areas_near_first(self, areas):
        """Offer the areas in which a gemeente of this region lies before those of elsewhere."""
        near = set(Area.objects.touching(self.region).values_list("pk", flat=True))
        groups = {"Raakt deze regio": [], "Elders": []}
        for area in areas:
            name = "Raakt deze regio" if area.pk in near else "Elders"
            groups[name].append((area.pk, f"{area} ({area.get_kind_display()})"))
        return [(name, own) for name, own in groups.items() if own]

    def clean_name(self):
        name = self.cleaned_data["name"]
        same = Organisation.objects.of_region(self.region).filter(name__iexact=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Deze regio heeft al een organisatie met deze naam.")
        return name

    def clean_municipality(self):
        municipality = self.cleaned_data["municipality"]
        if municipality:
            same = Organisation.objects.of_region(self.region).filter(municipality=municipality)
            if same.exclude(pk=self.instance.pk).exists():
                raise forms.ValidationError("Deze gemeente staat al in deze regio.")
        return municipality

    def clean(self):
        cleaned = super().clean()
        cleaned["short_name"] = cleaned.get("short_name") or cleaned.get("name", "")[:40]
        kind, town = cleaned.get("kind"), cleaned.get("municipality")
        is_town = kind == Organisation.Kind.MUNICIPALITY
        if is_town and not town and "municipality" not in self.errors:
            self.add_error("municipality", "Kies welke gemeente dit is.")
        if kind and town and not is_town:
            self.add_error("municipality", "Kies dit alleen bij de soort gemeente.")
        if kind == Organisation.Kind.SWV and "areas" in cleaned and not cleaned["areas"]:
            self.add_error("areas", "Kies het gebied van dit samenwerkingsverband.")
        return cleaned


class PartyCreateForm(OrganisationForm):
    since = DayField(
        label="Doet mee vanaf", required=False, help_text="Leeg: al langer dan bekend is."
    )


class LinkForm(RegionForm):
    since = DayField(label="Vanaf", required=False)

    class Meta:
        model = OrganisationLink
        fields = ["kind", "target", "since"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        target = self.fields["target"]
        target.queryset = target.queryset.exclude(pk=self.instance.source_id)

    def clean(self):
        cleaned = super().clean()
        same = self.instance.source.links.filter(
            kind=cleaned.get("kind"), target=cleaned.get("target"), until=None
        )
        if same.exists():
            self.add_error("target", "Deze relatie is al vastgelegd.")
        return cleaned


class PortfolioForm(RegionForm):
    class Meta:
        model = Portfolio
        fields = ["name", "is_active"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        same = Portfolio.objects.of_region(self.region).filter(name__iexact=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Deze regio heeft al een portefeuille met deze naam.")
        return name


class PortfolioCreateForm(PortfolioForm):
    class Meta(PortfolioForm.Meta):
        fields = ["name"]


class PartyEndForm(EndForm):
    class Meta:
        model = Party
        fields = ["until"]


class LinkEndForm(EndForm):
    class Meta:
        model = OrganisationLink
        fields = ["until"]

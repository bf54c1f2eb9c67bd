"""What people type about organisations, and when one takes part."""

from crispy_forms.layout import HTML, Field, Layout
from django import forms
from django.forms.utils import ErrorDict

from partners.forms.base import ByNameField, DayField, ManyField, RegionForm
from partners.models import Area, Municipality, Organisation, Party
from partners.rules import identity
from partners.rules.overlap import area_number
from regio.lib import clock
from regio.lib.forms import RegioForm

SWV_AREAS = {Area.Kind.SWV_PO, Area.Kind.SWV_VO}
KINDS = list(Area.Kind.values)
SHOWN_AREAS = 20
# Enter saves: without it the first button of the form, which only searches, would be pressed.
ENTER_SAVES = HTML(
    '<button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true"></button>'
)


class IdentityField(forms.CharField):
    """A number that may be typed with spaces or points: its form says what it is."""

    def __init__(self, *, max_length=None, **kwargs):
        super().__init__(max_length=30, **kwargs)


class WebsiteField(forms.URLField):
    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", **kwargs)


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
            "visiting_address",
            "postcode",
            "town",
            "website",
            "kvk",
            "brin",
            "note",
        ]
        field_classes = {
            "areas": ManyField,
            "municipality": ByNameField,
            "postcode": IdentityField,
            "kvk": IdentityField,
            "brin": IdentityField,
            "website": WebsiteField,
        }
        help_texts = {
            "short_name": "Zoals in lijsten: Alkmaar, swv PPO. Leeg: de naam.",
            "municipality": "Alleen bij de soort gemeente.",
            "areas": "Voor welke gebieden zij staat: een samenwerkingsverband voor het zijne, een "
            "GGD, Doorstroompunt of contactgemeente voor haar regio. Het mogen er meer zijn.",
            "secretariat_email": "Uitnodigingen en stukken gaan ook hierheen.",
            "visiting_address": "Straat en huisnummer.",
            "kvk": "Acht cijfers, als u het weet.",
            "brin": "Bij een school twee cijfers en twee letters, bij een bestuur vijf cijfers.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["short_name"].required = False
        towns = Municipality.objects.on(clock.today()) | Municipality.objects.filter(
            pk=self.instance.municipality_id or 0
        )
        self.fields["municipality"].queryset = towns.prefetch_related("names")
        areas = Area.objects.prefetch_related("names")
        self.fields["areas"].queryset = areas
        self._read_search()
        self.fields["areas"].choices = self._areas_by_way(areas)
        self.helper.layout = Layout(
            ENTER_SAVES,
            *(
                Field(name, template="partners/_area_choice.html") if name == "areas" else name
                for name in self.fields
            ),
        )

    def _read_search(self):
        """Read what is searched among the areas. A text that was not searched yet is looked up
        before anything is stored, whichever button was pressed."""
        typed = self.data.get("area_search", "") if self.is_bound else ""
        self.area_search = typed.replace("\0", "").strip()[:100]
        searched = self.data.get("area_searched", "") if self.is_bound else ""
        is_news = self.area_search not in ("", searched)
        self.is_searching = self.is_bound and ("search_areas" in self.data or is_news)

    def full_clean(self):
        """While searching nothing is checked yet: what was typed comes back as it is."""
        if self.is_searching:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def is_valid(self):
        return not self.is_searching and super().is_valid()

    def _areas_by_way(self, areas):
        """Offer the chosen areas first, then those in which a gemeente of this region lies, then
        what the search found."""
        chosen = self._chosen_areas()
        near = set(Area.objects.touching(self.region).values_list("pk", flat=True))
        found = _first_found(areas, self.area_search) if self.area_search else set()
        groups = {"Gekozen": [], "Gevonden": [], "Raakt deze regio": []}
        shown = areas.filter(pk__in=chosen | near | found)
        for area in sorted(shown, key=lambda area: (KINDS.index(area.kind), area.code)):
            ways = [area.pk in chosen, area.pk in found, area.pk in near]
            name = next((name for name, is_so in zip(groups, ways, strict=True) if is_so), None)
            if name:
                groups[name].append((area.pk, _label_of(area)))
        self.found_areas = len(groups["Gevonden"])
        return [(name, own) for name, own in groups.items() if own]

    def _chosen_areas(self):
        if self.is_bound:
            return {int(v) for v in self.data.getlist("areas") if v.isdecimal() and len(v) < 10}
        return {area.pk for area in self.initial.get("areas", ())}

    def clean_name(self):
        name = self.cleaned_data["name"]
        same = Organisation.objects.of_region(self.region).filter(name__iexact=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Deze regio heeft al een organisatie met deze naam.")
        return name

    def clean_postcode(self):
        return identity.POSTCODE.read(self.cleaned_data["postcode"])

    def clean_kvk(self):
        return identity.KVK.read(self.cleaned_data["kvk"])

    def clean_brin(self):
        return identity.BRIN.read(self.cleaned_data["brin"])

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
        areas = {area.kind for area in cleaned.get("areas", ())}
        if kind == Organisation.Kind.SWV and "areas" in cleaned and not areas & SWV_AREAS:
            self.add_error("areas", "Kies het gebied van dit samenwerkingsverband.")
        return cleaned


def _first_found(areas, text):
    """Return the keys of the first areas that a search finds, the verbanden before the others."""
    rows = areas.named(text).values_list("kind", "code", "pk")
    rows = sorted(rows, key=lambda row: (KINDS.index(row[0]), row[1]))
    return {pk for _, _, pk in rows[:SHOWN_AREAS]}


def _label_of(area):
    """Name an area among those of other kinds: a verband by its number, the others by their kind,
    as one name may be that of several."""
    if area.kind not in SWV_AREAS:
        return area.name_with_kind
    number = area_number(area)
    return str(area) if number in str(area) else f"{area} ({number})"


class OrganisationEditForm(OrganisationForm):
    """The organisation as it is now; with a day, what it was called before is kept."""

    changed_on = DayField(
        label="Heet zo, of is dit soort, vanaf",
        required=False,
        help_text="Alleen als de naam of de soort veranderde: de oude blijft bewaard tot die dag. "
        "Leeg bij een verbetering.",
    )
    field_order = ["kind", "name", "short_name", "changed_on"]

    def clean_changed_on(self):
        """The past has one order: after the last earlier name, and not in the future."""
        day = self.cleaned_data["changed_on"]
        if not day:
            return None
        if day > clock.today():
            raise forms.ValidationError("Leg een nieuwe naam vast op de dag waarop die ingaat.")
        last = self.instance.earlier_names.order_by("until").last()
        if last and day <= last.until:
            raise forms.ValidationError(
                f"Tot {last.until:%d-%m-%Y} staat de naam {last} vast. Kies een latere dag."
            )
        return day

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("changed_on") and not {"name", "short_name", "kind"} & set(
            self.changed_data
        ):
            self.add_error("changed_on", "De naam en de soort zijn niet veranderd: maak dit leeg.")
        return cleaned

    def changes(self):
        return {n: value for n, value in super().changes().items() if n != "changed_on"}


class PartyCreateForm(OrganisationForm):
    since = DayField(
        label="Doet mee vanaf", required=False, help_text="Leeg: al langer dan bekend is."
    )


class MergeForm(RegioForm):
    """Which organisation is the same as the one that stays, and what was shown of it."""

    met = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Welke organisatie is dezelfde?",
        help_text="Die gaat op in de organisatie die blijft. U ziet eerst wat er gebeurt.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args, region, stays, **kwargs):
        super().__init__(*args, **kwargs)
        others = Organisation.objects.of_region(region).exclude(pk=stays.pk)
        others = others.select_related("region", "municipality")
        self.fields["met"].queryset = others.order_by("short_name", "pk")
        self.fields["met"].label_from_instance = lambda one: f"{one.short_name} ({one.name})"

    def show_plan(self, plan):
        """Carry what is shown: what is done is nothing else."""
        self.data = {"met": plan.goes.pk, "seen": plan.fingerprint}


class JoinForm(RegionForm):
    """An organisation that is known takes part (again)."""

    since = DayField(label="Doet mee vanaf")

    class Meta:
        model = Party
        fields = ["since"]

    def clean_since(self):
        since = self.cleaned_data["since"]
        for party in self.instance.organisation.parties.all():
            if party.until is None:
                raise forms.ValidationError("Deze organisatie doet al mee.")
            if since < party.until:
                raise forms.ValidationError(
                    f"De vorige deelname liep t/m {party.last_day:%d-%m-%Y}: kies een latere dag."
                )
        return since

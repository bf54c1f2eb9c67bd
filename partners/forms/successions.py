"""What a functioneel beheerder tells of a herindeling that comes."""

from datetime import timedelta

from django import forms

from partners.forms.base import DayField
from partners.models import Municipality, Succession
from partners.reference.announce import Announcement, NewTown
from partners.reference.codes import name_key
from partners.rules.codes import municipality_code
from partners.rules.school_region import OF_PROVINCE
from regio.lib.forms import RegioForm

Kind = Succession.Kind
UNKNOWN = "Regio kent op die dag geen gemeente “{}”. Vul een naam of een code in, zoals GM0361."
TWICE = "{} staat hier twee keer, of aan beide kanten."
ENDED = "{} eindigt al op {:%d-%m-%Y}."
TAKEN = "Regio kent {} al. Vul die gemeente bij de bestaande in."
MOST_OLD = 12


class SuccessionForm(RegioForm):
    on = DayField(label="Datum", help_text="De eerste dag waarop de nieuwe toestand geldt.")
    kind = forms.ChoiceField(label="Wat er gebeurt", choices=[("", "Kies …"), *Kind.choices])
    old = forms.CharField(
        label="Gemeenten die eindigen",
        max_length=400,
        help_text="Namen of codes, met komma’s ertussen.",
    )
    new = forms.CharField(
        label="Bestaande gemeenten die verdergaan",
        max_length=400,
        required=False,
        help_text="Bij samenvoeging of verdeling: namen of codes, met komma’s ertussen.",
    )
    new_code = forms.CharField(
        label="Code van de nieuwe gemeente",
        max_length=8,
        required=False,
        help_text="De CBS-code, zoals GM1980.",
    )
    new_name = forms.CharField(label="Naam van de nieuwe gemeente", max_length=80, required=False)
    new_province = forms.ChoiceField(
        label="Provincie van de nieuwe gemeente",
        required=False,
        choices=[("", "Kies …"), *((name, name) for name in sorted(OF_PROVINCE))],
    )
    source = forms.CharField(
        label="Bron", max_length=200, help_text="De wet of het besluit, met vindplaats."
    )

    def clean_new_code(self):
        typed = self.cleaned_data["new_code"]
        code = municipality_code(typed)
        if typed and not code:
            raise forms.ValidationError("Vul een CBS-code in, zoals GM1980.")
        if code and Municipality.objects.filter(code=code).exists():
            raise forms.ValidationError(TAKEN.format(code))
        return code

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        on = cleaned["on"]
        towns = list(Municipality.objects.prefetch_related("names"))
        cleaned["olds"] = self._named("old", towns, on - timedelta(days=1))
        cleaned["heirs"] = self._named("new", towns, on)
        self._check_new()
        if not self.errors:
            self._check_sides()
        if not self.errors:
            self._check_kind()
        return cleaned

    def _named(self, field, towns, day):
        """Return the gemeenten that a field names, as they are on `day`."""
        there = [town for town in towns if town.holds_on(day)]
        known = {town.code: town for town in there}
        known |= {name_key(name.name): town for town in there for name in town.names.all()}
        found = []
        for text in filter(None, (part.strip() for part in self.cleaned_data[field].split(","))):
            town = known.get(municipality_code(text)) or known.get(name_key(text))
            if town is None:
                self.add_error(field, UNKNOWN.format(text[:40]))
                return []
            found.append(town)
        return found

    def _check_new(self):
        names = ("new_code", "new_name", "new_province")
        filled = [name for name in names if self.cleaned_data.get(name)]
        for name in names:
            if filled and name not in filled:
                self.add_error(name, "Vul dit in bij een nieuwe gemeente.")

    def _check_sides(self):
        olds, heirs = self.cleaned_data["olds"], self.cleaned_data["heirs"]
        keys = [town.pk for town in (*olds, *heirs)]
        if twice := next((t for t in (*olds, *heirs) if keys.count(t.pk) > 1), None):
            self.add_error("new" if twice in heirs else "old", TWICE.format(twice))
        if len(olds) > MOST_OLD or len(heirs) > MOST_OLD:
            self.add_error("old", f"Vul ten hoogste {MOST_OLD} gemeenten in.")
        for town in olds:
            if town.until and not self._adds_to_split(town):
                self.add_error("old", ENDED.format(town, town.until))

    def _adds_to_split(self, town):
        """Tell whether this only names one more gemeente over which `town` is divided."""
        on, kind = self.cleaned_data["on"], self.cleaned_data["kind"]
        is_split = kind == Kind.SPLIT and town.until == on
        return is_split and town.successions.filter(on=on, kind=kind).exists()

    def _check_kind(self):
        on, kind = self.cleaned_data["on"], self.cleaned_data["kind"]
        olds, heirs = self.cleaned_data["olds"], self.cleaned_data["heirs"]
        count = len(heirs) + bool(self.cleaned_data["new_code"])
        begins = [heir for heir in heirs if heir.since == on]
        if kind == Kind.SPLIT:
            count += sum(town.successions.filter(on=on).count() for town in olds)
            if len(olds) != 1:
                self.add_error("old", "Verdeel één gemeente tegelijk.")
            elif count < 2:
                self.add_error("new", "Noem ten minste twee gemeenten waarover zij verdeeld wordt.")
        elif count != 1:
            self.add_error("new", "Noem één gemeente: een die bestaat, of een nieuwe.")
        elif kind == Kind.INTO and (begins or not heirs):
            self.add_error("new", "Noem de gemeente die er al is en blijft.")
        elif kind in (Kind.NEW, Kind.RENAMED) and heirs and not begins:
            self.add_error("new", f"{heirs[0]} bestaat al: kies dan samenvoeging.")
        elif kind == Kind.RENAMED and len(olds) != 1:
            self.add_error("old", "Noem de ene gemeente die van naam en code verandert.")

    def announcement(self) -> Announcement:
        told = self.cleaned_data
        parts = [told[name] for name in ("new_code", "new_name", "new_province")]
        return Announcement(
            on=told["on"],
            kind=told["kind"],
            olds=tuple(told["olds"]),
            heirs=tuple(told["heirs"]),
            new=NewTown(*parts) if parts[0] else None,
            source=told["source"],
        )

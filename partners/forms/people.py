"""What people type about people, their functions and what they may decide."""

from datetime import timedelta

from django import forms

from accounts.models import Membership, User
from partners.forms.base import (
    LAST_DAY_HELP,
    DayField,
    EndForm,
    HangingEndForm,
    LastDayField,
    ManyField,
    RegionForm,
)
from partners.models import Mandate, Person, Position, Representation
from regio.lib import clock

MAX_EURO = 2_000_000_000


class PersonForm(RegionForm):
    class Meta:
        model = Person
        fields = ["name", "email", "phone", "user"]
        help_texts = {
            "phone": "Zakelijk nummer. Niet zichtbaar voor wie alleen leest.",
            "user": "Het lid dat als deze persoon werkt en namens de partijen ervan invult.",
        }

    def __init__(self, *args, can_link_accounts, **kwargs):
        super().__init__(*args, **kwargs)
        members = Membership.objects.of_region(self.region).on(clock.today())
        self.fields["user"].queryset = User.objects.filter(
            pk__in=[*members.values_list("user", flat=True), self.instance.user_id]
        ).order_by("email")
        self.fields["user"].label_from_instance = lambda user: f"{user} ({user.email})"
        if not can_link_accounts:
            del self.fields["user"]

    def clean_user(self):
        user = self.cleaned_data["user"]
        same = Person.objects.of_region(self.region).filter(user=user) if user else None
        if same and same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Dit account hoort al bij iemand anders in deze regio.")
        return user


class PositionEditForm(RegionForm):
    since = DayField(label="Vanaf", required=False)

    class Meta:
        model = Position
        fields = ["title", "level", "portfolios", "since", "acts_for"]
        field_classes = {"portfolios": ManyField}
        help_texts = {"acts_for": "Alleen bij waarneming, zoals tijdens ziekte."}

    def clean_acts_for(self):
        acts_for = self.cleaned_data["acts_for"]
        if acts_for and acts_for.pk == self.instance.pk:
            raise forms.ValidationError("Iemand neemt niet voor zichzelf waar.")
        return acts_for


class PositionForm(PositionEditForm):
    """A function for a person who is known."""

    class Meta(PositionEditForm.Meta):
        fields = ["organisation", *PositionEditForm.Meta.fields]


class PartyPositionForm(PositionEditForm):
    """A function at an organisation that is known: choose a person, or type a new one."""

    new_name = forms.CharField(label="Of iemand anders: naam", max_length=120, required=False)
    new_email = forms.EmailField(label="E-mailadres", required=False, max_length=254)
    new_phone = forms.CharField(label="Telefoon", max_length=30, required=False)
    field_order = ["person", "new_name", "new_email", "new_phone"]

    class Meta(PositionEditForm.Meta):
        fields = ["person", *PositionEditForm.Meta.fields]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].required = False
        self.fields["person"].empty_label = "Nog niet in de lijst"

    def clean(self):
        cleaned = super().clean()
        chosen, typed = cleaned.get("person"), cleaned.get("new_name")
        if "person" in self.errors or "new_name" in self.errors:
            return cleaned
        if not chosen and not typed:
            self.add_error("person", "Kies een persoon, of vul hieronder een naam in.")
        if chosen and typed:
            self.add_error("new_name", "Kies een persoon of vul een naam in, niet allebei.")
        return cleaned

    def unsaved_or_chosen_person(self):
        """Return the chosen person, or a new one who is not stored yet."""
        cleaned = self.cleaned_data
        return cleaned["person"] or Person(
            region=self.region,
            name=cleaned["new_name"],
            email=cleaned["new_email"],
            phone=cleaned["new_phone"],
        )


class PowersForm(RegionForm):
    """What hangs on a function, and cannot outlast it."""

    since = DayField(label="Vanaf", required=False)
    until = LastDayField(
        label="T/m", required=False, help_text=f"{LAST_DAY_HELP} Leeg: voor onbepaalde tijd."
    )
    ceiling = forms.IntegerField(
        label="Plafond in euro",
        required=False,
        min_value=0,
        max_value=MAX_EURO,
        help_text="Leeg: zonder bedrag. Niet zichtbaar voor wie alleen leest.",
    )

    def __init__(self, *args, position, **kwargs):
        self.position = position
        super().__init__(*args, **kwargs)

    def clean_until(self):
        until, last = self.cleaned_data["until"], self.position.until
        if last and (until is None or until > last):
            raise forms.ValidationError(
                f"De functie loopt t/m {last - timedelta(days=1):%d-%m-%Y}; dit kan niet langer."
            )
        return until


class MandateForm(PowersForm):
    class Meta:
        model = Mandate
        fields = ["kind", "portfolios", "granted_by", "ceiling", "text", "since", "until"]
        field_classes = {"portfolios": ManyField}


class RepresentationForm(PowersForm):
    class Meta:
        model = Representation
        fields = ["party", "kind", "portfolios", "ceiling", "text", "since", "until"]
        field_classes = {"portfolios": ManyField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = self.position.organisation_id
        if own:
            self.fields["party"].queryset = self.fields["party"].queryset.exclude(organisation=own)

    def clean_party(self):
        party = self.cleaned_data["party"]
        if self.position.representations.filter(party=party, until=None).exists():
            raise forms.ValidationError("Deze functie spreekt al namens deze partij.")
        return party


class RepresentationEndForm(EndForm):
    class Meta:
        model = Representation
        fields = ["until"]


class MandateEndForm(EndForm):
    class Meta:
        model = Mandate
        fields = ["until"]


class PositionEndForm(HangingEndForm):
    class Meta:
        model = Position
        fields = ["until"]

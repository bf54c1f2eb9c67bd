"""What people type about people, their functions and what they may decide."""

from datetime import timedelta

from django import forms

from accounts.models import Membership, User
from partners.forms.base import (
    LAST_DAY_HELP,
    DayField,
    EndForm,
    EuroField,
    HangingEndForm,
    LastDayField,
    ManyField,
    RegionForm,
)
from partners.models import Mandate, Person, Position, Representation
from regio.lib import clock

ALREADY_CHOSEN = "U koos al iemand uit de lijst: maak dit leeg, of kies niemand."
HAS_ACCOUNT = (
    "{} heeft een account. Een beheerder of regisseur legt vast namens wie een account spreekt."
)


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


class SpeakingForm(RegionForm):
    """A row by which a person speaks for a party: who may not let an account do so may not let it
    begin earlier or last longer either."""

    def __init__(self, *args, can_let_accounts_speak, **kwargs):
        self.can_let_accounts_speak = can_let_accounts_speak
        super().__init__(*args, **kwargs)

    def check_may_speak(self, person, field):
        """Put a message at `field` when this user may not let `person` speak for a party."""
        if person and person.user_id and not self.can_let_accounts_speak:
            self.add_error(field, HAS_ACCOUNT.format(person))

    def clean(self):
        cleaned = super().clean()
        row, since, until = self.instance, cleaned.get("since"), cleaned.get("until")
        if row.pk and "since" in cleaned and row.since and (since is None or since < row.since):
            self.check_may_speak(self._speaker, "since")
        if row.pk and "until" in cleaned and row.until and (until is None or until > row.until):
            self.check_may_speak(self._speaker, "until")
        return cleaned

    @property
    def _speaker(self):
        return getattr(self.instance, "position", self.instance).person


class PositionEditForm(SpeakingForm):
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

    def clean_since(self):
        since, position = self.cleaned_data["since"], self.instance
        is_other = position.pk and since and since != position.since
        if is_other and (earlier := position.powers_before(since)):
            raise forms.ValidationError(
                f"{earlier[0]} begint eerder; de functie kan niet daarna beginnen."
            )
        return since


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
        self.has_people = self.fields["person"].queryset.exists()
        if not self.has_people:
            self.fields["person"].widget = forms.HiddenInput()
            self.fields["new_name"].label = "Naam"
            self.fields["new_name"].required = True

    def clean(self):
        cleaned = super().clean()
        chosen, typed = cleaned.get("person"), cleaned.get("new_name")
        if "person" in self.errors or "new_name" in self.errors:
            return cleaned
        if not chosen and not typed:
            self.add_error("person", "Kies een persoon, of vul hieronder een naam in.")
        for field in ("new_name", "new_email", "new_phone") if chosen else ():
            if cleaned.get(field):
                self.add_error(field, ALREADY_CHOSEN)
        self.check_may_speak(chosen, "person")
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


class WithinPosition:
    """The days of what hangs on a function: not before it, not beyond it; empty: as long as it."""

    empty_end = "zolang de functie loopt."

    def clean_since(self):
        since, first = self.cleaned_data["since"], self.instance.position.since
        if first and since and since < first:
            raise forms.ValidationError(
                f"De functie begint op {first:%d-%m-%Y}; dit kan niet eerder."
            )
        return since or first

    def clean_until(self):
        until, last = self.cleaned_data["until"], self.instance.position.until
        if last and until and until > last:
            raise forms.ValidationError(
                f"De functie loopt t/m {last - timedelta(days=1):%d-%m-%Y}; dit kan niet langer."
            )
        return until or last


class PowersForm(WithinPosition, RegionForm):
    """What hangs on a function: what it may decide, and for whom else it speaks."""

    since = DayField(
        label="Vanaf", required=False, help_text="Leeg: vanaf het begin van de functie."
    )
    until = LastDayField(
        label="T/m",
        required=False,
        help_text=f"{LAST_DAY_HELP} Leeg: {WithinPosition.empty_end}",
    )
    ceiling = EuroField(
        label="Plafond in euro",
        required=False,
        help_text="Leeg: zonder bedrag. Niet zichtbaar voor wie alleen leest.",
    )


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
        own = self.instance.position.organisation_id
        if own:
            self.fields["party"].queryset = self.fields["party"].queryset.exclude(organisation=own)

    def clean_party(self):
        party = self.cleaned_data["party"]
        if self.instance.position.representations.filter(party=party, until=None).exists():
            raise forms.ValidationError("Deze functie spreekt al namens deze partij.")
        return party


class RepresentationEndForm(WithinPosition, SpeakingForm, EndForm):
    class Meta:
        model = Representation
        fields = ["until"]


class MandateEndForm(WithinPosition, EndForm):
    class Meta:
        model = Mandate
        fields = ["until"]


class PositionEndForm(SpeakingForm, HangingEndForm):
    """The end of a function, and who takes over what hangs on it."""

    successor = forms.ModelChoiceField(
        Position.objects.all(),
        label="Opvolger",
        required=False,
        empty_label="Nog geen opvolger",
        help_text="Zetels, acties, overleggen en wat verder doorloopt gaan dan over.",
    )

    class Meta:
        model = Position
        fields = ["until"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        successor = self.fields["successor"]
        successor.queryset = successor.queryset.exclude(pk=self.instance.pk)

    def clean_successor(self):
        successor, until = self.cleaned_data["successor"], self.cleaned_data.get("until")
        if successor and "until" in self.cleaned_data:
            if until is None:
                raise forms.ValidationError("Een functie die doorloopt heeft geen opvolger.")
            if not successor.holds_on(until):
                raise forms.ValidationError(
                    f"De functie van {successor.person} geldt niet op {until:%d-%m-%Y}."
                )
        return successor

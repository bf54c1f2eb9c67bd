from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify

from accounts.models import Membership, Region, User
from partners.models import Person
from regio.lib.choices import let_type
from regio.lib.forms import PASSWORD_RULES, RegioForm, VersionedForm


class LowerEmailField(forms.EmailField):
    """An address as accounts keep it."""

    def to_python(self, value):
        return super().to_python(value).lower()


class InviteForm(RegioForm):
    email = LowerEmailField(label="E-mailadres")
    name = forms.CharField(label="Naam", max_length=150)
    role = forms.ChoiceField(label="Rol", choices=[("", "Kies een rol"), *Membership.Role.choices])


class RoleForm(VersionedForm):
    class Meta:
        model = Membership
        fields = ["role"]


class MembershipEndForm(VersionedForm):
    """A button: nothing but the version that its page showed."""

    class Meta:
        model = Membership
        fields = []


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return f"{person.name} ({person.email})" if person.email else person.name


class PersonForm(RegioForm):
    """Choose the contactpersoon that a member is; `was` is the one the page showed."""

    person = PersonChoice(
        label="Contactpersoon",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Geen contactpersoon",
        help_text="Namens de functies van deze persoon vult dit lid de checklist in.",
        error_messages={
            "invalid_choice": "Deze contactpersoon hoort al bij een ander account of bestaat niet."
        },
    )
    was = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args, region, user, **kwargs):
        super().__init__(*args, **kwargs)
        people = Person.objects.of_region(region).known()
        field = self.fields["person"]
        field.queryset = people.filter(Q(user=None) | Q(user=user)).order_by("sort_name", "pk")
        names_url = reverse("partners:name_list", args=[region.slug])
        let_type(field, f"{names_url}?soort=person")
        current = people.filter(user=user).values_list("pk", flat=True).first()
        self.initial |= {"person": current, "was": current}


class RegionForm(VersionedForm):
    """A new region and its first beheerder."""

    admin_name = forms.CharField(label="Naam van de eerste beheerder", max_length=150)
    admin_email = LowerEmailField(label="E-mailadres van de eerste beheerder")

    class Meta:
        model = Region
        fields = ["name", "slug", "code"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text += " Leeg: gemaakt van de naam."

    def clean_slug(self):
        slug = self.cleaned_data["slug"] or slugify(self.cleaned_data.get("name", ""))[:60]
        if not slug and "name" in self.cleaned_data:
            raise ValidationError("Uit deze naam is geen adres te maken: vul er een in.")
        return slug.lower()


class RegionSettingsForm(VersionedForm):
    """What a beheerder says of the region itself; `derived` are the school holidays by province."""

    class Meta:
        model = Region
        fields = ["name", "school_region"]

    def __init__(self, *args, derived, **kwargs):
        super().__init__(*args, **kwargs)
        named = Region.SchoolRegion(derived).label
        field = self.fields["school_region"]
        field.choices = [
            ("", f"Volgens de provincie van de gemeenten: {named}"),
            *Region.SchoolRegion.choices,
        ]


class FirstAdminForm(RegioForm):
    """Who becomes the first beheerder of a region instead."""

    name = forms.CharField(label="Naam", max_length=150)
    email = LowerEmailField(label="E-mailadres")


class ProfileForm(VersionedForm):
    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": "Uw naam"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


class NewAccountForm(RegioForm):
    """What an invited one without account fills in."""

    name = forms.CharField(
        label="Uw naam",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label="Wachtwoord",
        strip=False,
        max_length=128,
        help_text=PASSWORD_RULES,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label="Wachtwoord, nog een keer",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        data = super().clean()
        password = data.get("password")
        if password and "password_again" in data and password != data["password_again"]:
            self.add_error("password_again", "De twee wachtwoorden zijn niet gelijk.")
        if password:
            user = User(email=self.email, name=data.get("name", ""))
            try:
                get_adapter().clean_password(password, user)
            except ValidationError as error:
                self.add_error("password", error)
        return data

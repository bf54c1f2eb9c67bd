"""What people type after an election: who voted, and what becomes of each sitting member."""

from crispy_forms.layout import Div, Layout
from django import forms
from django.db.models import Q
from django.urls import reverse

from partners.forms.base import DayField, ManyField, RegionForm
from partners.forms.people import ALREADY_CHOSEN, HAS_ACCOUNT
from partners.models import Election, Formation, Organisation, Party, Person, Portfolio, Sitting
from partners.rules.elections import proposed_election
from regio.lib import clock
from regio.lib.choices import Listed, let_type
from regio.lib.forms import RegioForm, VersionedForm
from regio.templatetags.regio import long_date

Outcome = Sitting.Outcome
ONLY_STOPS = "Alleen wie stopt heeft een opvolger: kies Stopt, of maak dit leeg."
ONLY_AFTER = "Wie blijft houdt dezelfde portefeuilles: kies Blijft met andere, of maak dit leeg."
SAME = "Dit zijn de portefeuilles van nu: kies andere, of kies Blijft."
CHOOSE_PORTFOLIOS = "Kies de nieuwe portefeuilles."
NO_NAME = "Vul ook een naam in."
KNOWN = "{} staat al in de lijst met dit adres: kies die als opvolger."
LIST_MOVED = (
    "Iemand anders veranderde intussen welke gemeenten meedoen. Uw keuze staat hier nog: opslaan "
    "vervangt de andere."
)
STILL_THERE = "Van {} is al vastgelegd wat er na deze verkiezing gebeurt."


class ElectionForm(RegionForm):
    """The day of an election, and the gemeenten that vote."""

    held_on = DayField(label="Verkiezingsdag")
    organisations = ManyField(Organisation.objects.all(), label="Gemeenten")

    class Meta:
        model = Election
        fields = ["held_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        likely = proposed_election(clock.today())
        self.fields["held_on"].help_text = (
            f"De gewone verkiezing is op {long_date(likely)} (Kieswet, artikel F 1 en J 1). Is er "
            "een andere, bijvoorbeeld na een herindeling, vul dan die dag in."
        )
        own = self.instance.formations.kept() if self.instance.pk else None
        voting = own.values("organisation") if own is not None else []
        parties = Party.objects.of_region(self.region).lasting_beyond(clock.today())
        gemeenten = Q(kind=Organisation.Kind.MUNICIPALITY, parties__in=parties) | Q(pk__in=voting)
        field = self.fields["organisations"]
        field.queryset = field.queryset.filter(gemeenten).distinct()
        if own is None:
            self.initial |= {"held_on": likely, "organisations": list(field.queryset)}
        else:
            self.initial["organisations"] = [row.organisation_id for row in own]

    def clean_organisations(self):
        """Keep a gemeente of which something is settled."""
        chosen = self.cleaned_data["organisations"]
        if self.instance.pk:
            done = self.instance.formations.filter(sittings__settled_on__isnull=False)
            gone = done.exclude(organisation__in=chosen).select_related("organisation").first()
            if gone:
                raise forms.ValidationError(STILL_THERE.format(gone.organisation))
        return list(chosen)

    def clean_held_on(self):
        held_on = self.cleaned_data["held_on"]
        same = Election.objects.of_region(self.region).filter(held_on=held_on)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Deze verkiezing staat er al.")
        if self.instance.pk:
            rows = Sitting.objects.filter(formation__election=self.instance)
            settled = rows.filter(settled_on__lte=held_on).order_by("settled_on").first()
            if settled:
                raise forms.ValidationError(
                    f"Op {settled.settled_on:%d-%m-%Y} is al een college benoemd: dat is na de "
                    "verkiezing."
                )
        return held_on

    def show_conflict(self, stale):
        super().show_conflict(stale)
        if not stale.conflicts:
            self.add_error("organisations", LIST_MOVED)


class FormationForm(RegionForm):
    appointed_on = DayField(
        label="Nieuw college benoemd op",
        required=False,
        help_text="De dag waarop de raad de wethouders benoemt: dan treden de zittende af "
        "(Gemeentewet, artikel 42). Leeg: nog niet bekend.",
    )

    class Meta:
        model = Formation
        fields = ["appointed_on"]

    def clean_appointed_on(self):
        day, held_on = self.cleaned_data["appointed_on"], self.instance.election.held_on
        if day and day <= held_on:
            raise forms.ValidationError(f"Kies een dag na de verkiezing van {held_on:%d-%m-%Y}.")
        return day


class Choices:
    """The people and portefeuilles that the forms of one page offer, read once."""

    def __init__(self, region):
        self._people = Person.objects.of_region(region).known().order_by("sort_name", "pk")
        self.names = [(str(key), name) for key, name in self._people.names()]
        self.names_url = f"{reverse('partners:name_list', args=[region.slug])}?soort=person"
        self.portfolios = {str(p.pk): p for p in Portfolio.objects.of_region(region)}

    def of_people(self, beside):
        nobody = ("", "Nog niet bekend, of niet in de lijst")
        return Listed([nobody, *(one for one in self.names if one[0] != beside)])

    def person(self, key):
        return self._people.get(pk=key)

    def of_portfolios(self, stored):
        return [
            (key, portfolio.name)
            for key, portfolio in self.portfolios.items()
            if portfolio.is_active or portfolio in stored
        ]


class SittingForm(VersionedForm):
    """What becomes of one sitting member, who comes after and with which portefeuilles."""

    successor = forms.TypedChoiceField(label="Opvolger", required=False, empty_value=None)
    portfolios = forms.TypedMultipleChoiceField(
        label="Nieuwe portefeuilles",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Van de opvolger, of van wie blijft. Bij een opvolger leeg: dezelfde.",
    )
    new_email = forms.EmailField(label="E-mailadres", required=False, max_length=254)

    class Meta:
        model = Sitting
        fields = ["outcome", "successor", "new_name", "new_email", "title"]
        widgets = {"outcome": forms.RadioSelect}
        help_texts = {"title": "Leeg: dezelfde functie."}

    def __init__(self, *args, member, choices, can_let_accounts_speak, **kwargs):
        super().__init__(*args, instance=member.sitting, **kwargs)
        self.member, self.can_let_accounts_speak = member, can_let_accounts_speak
        successor, portfolios = self.fields["successor"], self.fields["portfolios"]
        successor.choices = choices.of_people(str(member.position.person_id))
        successor.coerce = choices.person
        let_type(successor, choices.names_url)
        portfolios.choices = choices.of_portfolios(member.chosen)
        portfolios.coerce = choices.portfolios.__getitem__
        self.fields["outcome"].choices = Outcome.choices
        self.initial["portfolios"] = [portfolio.pk for portfolio in member.chosen]
        self.helper.layout = Layout(
            "version",
            "outcome",
            Div("successor", "new_name", "new_email", css_class="of-successor"),
            Div("portfolios", "title", css_class="of-function"),
        )

    def clean(self):
        cleaned = super().clean()
        self._check_successor(cleaned)
        outcome, portfolios = cleaned.get("outcome"), cleaned.get("portfolios")
        if "portfolios" in self.errors:
            return cleaned
        if outcome == Outcome.MOVES and not portfolios:
            self.add_error("portfolios", CHOOSE_PORTFOLIOS)
        elif outcome == Outcome.MOVES and set(portfolios) == set(self.member.portfolios):
            self.add_error("portfolios", SAME)
        elif outcome == Outcome.STAYS and portfolios:
            self.add_error("portfolios", ONLY_AFTER)
        return cleaned

    def _check_successor(self, cleaned):
        chosen, typed = cleaned.get("successor"), cleaned.get("new_name")
        email, outcome = cleaned.get("new_email"), cleaned.get("outcome")
        if outcome in (Outcome.STAYS, Outcome.MOVES) and (chosen or typed or email):
            self.add_error("successor" if chosen else "new_name", ONLY_STOPS)
        elif chosen and (typed or email):
            self.add_error("new_name", ALREADY_CHOSEN)
        elif email and not typed and "new_name" not in self.errors:
            self.add_error("new_name", NO_NAME)
        elif email:
            self._check_address(email)
        if chosen and chosen.user_id and not self.can_let_accounts_speak:
            self.add_error("successor", HAS_ACCOUNT.format(chosen))

    def _check_address(self, email):
        region = self.instance.formation.region
        known = Person.objects.of_region(region).filter(email__iexact=email).first()
        if known:
            self.add_error("new_email", KNOWN.format(known))


class HandoverForm(RegioForm):
    """Who gets what: a choice for each thing that goes over."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args, settlement, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(key, one.label) for key, one in settlement.recipients.items()]
        self.lines = [line for line in settlement.lines if line.hanging.may_pass]
        for line in self.lines:
            self.fields[line.key] = forms.ChoiceField(
                label=f"{line.hanging.kind}: {line.hanging.text}",
                required=False,
                choices=[("", f"Niemand: {line.hanging.left}"), *choices],
                initial=line.proposed,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    @property
    def chosen(self):
        return {line.key: self.cleaned_data[line.key] for line in self.lines}

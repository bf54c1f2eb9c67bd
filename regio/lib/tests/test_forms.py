"""Our words in every form: what is wrong, what to choose, and where it stands on the page."""

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from regio.lib.forms import DateInput, Fault, RegioForm

EMAIL = "Vul een e-mailadres in, zoals naam@gemeente.nl."
DATE = "Vul een datum in: dag, maand en jaar."


class SampleForm(RegioForm):
    name = forms.CharField(label="Naam", max_length=5)
    own_name = forms.CharField(label="Uw naam")
    admin = forms.CharField(label="Naam van de eerste beheerder")
    email = forms.EmailField(label="Adres")
    day = forms.DateField(label="Vanaf", widget=DateInput)
    amount = forms.IntegerField(label="Bedrag", min_value=0, max_value=9)
    kind = forms.ChoiceField(label="Soort", choices=[("", "---------"), ("a", "A")])
    target = forms.ChoiceField(label="Met", choices=[("a", "A")])
    parties = forms.MultipleChoiceField(
        label="Partijen",
        choices=[("a", "A")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies ten minste één partij."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


@pytest.mark.parametrize(
    ("field", "typed", "text"),
    [
        ("name", "", "Vul een naam in."),
        ("name", "123456", "Gebruik ten hoogste 5 tekens; het zijn er nu 6."),
        ("own_name", "", "Vul uw naam in."),
        ("admin", "", "Vul dit in."),
        ("email", "", EMAIL),
        ("email", "naam", EMAIL),
        ("day", "", DATE),
        ("day", "31 februari", DATE),
        ("amount", "", "Vul een bedrag in."),
        ("amount", "-1", "Vul een getal in van 0 of meer."),
        ("amount", "10", "Vul een getal in van ten hoogste 9."),
        ("amount", "veel", "Vul een heel getal in."),
        ("kind", "", "Kies een soort."),
        ("kind", "b", "Deze keuze is er niet of niet meer. Kies opnieuw."),
        ("target", "", "Kies dit."),
        ("parties", "", "Kies ten minste één partij."),
    ],
)
def test_what_is_wrong_is_said_in_our_words(field, typed, text):
    form = SampleForm({field: typed} if typed else {})
    assert form.errors[field] == [text]


def test_a_list_of_one_choice_opens_with_words():
    assert '<option value="" selected>Kies …</option>' in str(SampleForm()["kind"])


def test_a_form_with_faults_names_each_and_leads_to_it():
    right = {"own_name": "a", "admin": "a", "day": "2026-03-03", "amount": "1", "target": "a"}
    form = SampleForm(right | {"name": "Tom", "email": "x", "kind": "a", "version": "x"})
    form.add_error(None, "Dit kan niet samen.")
    assert form.faults == [
        Fault("", "", "Dit kan niet samen."),
        Fault("id_email", "Adres", EMAIL),
        Fault("div_id_parties", "Partijen", "Kies ten minste één partij."),
        Fault("", "", "Vul een heel getal in."),
    ]


def test_the_summary_counts_the_faults_and_has_the_focus():
    page = render_crispy_form(SampleForm({"name": "Tom"}))
    assert "Er staan 8 fouten in het formulier" in page
    assert 'tabindex="-1" autofocus' in page
    assert '<a href="#id_email">Adres</a>: Vul een e-mailadres in' in page


def test_a_form_that_nobody_sent_has_no_summary():
    assert "form-faults" not in render_crispy_form(SampleForm())


class MarkedSelect(forms.Select):
    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        return option | {
            "attrs": option["attrs"] | {"data-key": str(value), "disabled": value == 2}
        }


@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple, MarkedSelect])
def test_a_list_to_choose_from_reads_as_that_of_django(widget):
    people = [(1, "Anne <b> Vink"), (2, "Bas & Mus")]
    choices = [("", "Kies"), *people, ("Gremia", [("g:1", "OOGO"), (None, "Niemand")])]
    field = widget(attrs={"class": "form-select", "required": True}, choices=choices)
    ours, theirs = (
        field.render("wie", [1, "g:1"], renderer=renderer) for renderer in (None, DjangoTemplates())
    )
    assert parse_html(ours) == parse_html(theirs)
    assert "selected" in ours

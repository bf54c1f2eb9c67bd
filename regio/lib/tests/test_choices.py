from typing import Any

import pytest
from django import forms

from regio.lib import choices
from regio.lib.choices import MANY, OFFERED, Kinds, let_type, names_of
from regio.lib.forms import RegioForm

MEREL = "Mila Merel, wethouder (Alkmaar)"


def form(data=None, *, among=150, required=True, more=()):
    """A choice among birds, of which number 7 is called as MEREL."""
    rows = [(str(n), MEREL if n == 7 else f"Vogel {n}, adviseur") for n in range(1, among + 1)]

    class BirdForm(RegioForm):
        bird = forms.ChoiceField(label="Vogel", required=required, choices=[("", "Kies …"), *rows])

        def __init__(self, *args):
            super().__init__(*args)
            field: Any = self.fields["bird"]
            field.choices = [*field.choices, *more]
            let_type(field, "/namen/?soort=vogel")

    return BirdForm(data)


def test_a_field_says_that_one_types_unless_empty_means_something():
    assert 'placeholder="Typ een deel van de naam"' in str(form()["bird"])
    field = form().fields["bird"]
    field.choices = [("", "Iedereen"), *field.choices[1:]]
    assert 'placeholder="Iedereen"' in field.widget.render("bird", None)


def test_a_few_choices_are_a_list_and_many_are_typed():
    few, many = str(form(among=MANY - 1)["bird"]), str(form(among=MANY)["bird"])
    assert (few.count("<option"), "<select" in few) == (MANY, True)
    assert (many.count("<option"), "<select" in many) == (OFFERED, False)
    assert 'hx-get="/namen/?soort=vogel&amp;veld=bird"' in many


@pytest.mark.parametrize("typed", [MEREL, "mila merel", "MÉREL", "  merel   mila ", "wethouder"])
def test_a_name_or_words_of_one_name_alone_are_taken(typed):
    assert form({"bird": typed}).is_valid()
    assert form({"bird": typed})["bird"].value() == "7"


def test_of_a_few_choices_the_key_is_taken_as_a_list_sends_it():
    chosen = form({"bird": "25"}, among=MANY - 1)
    assert (chosen.is_valid(), chosen["bird"].value()) == (True, "25")
    assert '<option value="25" selected>' in str(chosen["bird"])


# The uil has number 900, and a code in its name.
UIL = ("900", "Uil, nest 31-07")


@pytest.mark.parametrize(
    ("typed", "key"),
    [("3107", "900"), ("31-07", "900"), ("uil 3107", "900"), ("310", "900"), ("107", "107")],
)
def test_digits_are_looked_for_in_the_names_with_and_without_the_hyphens_of_a_code(typed, key):
    asked = form({"bird": typed}, more=[UIL])
    assert (asked.is_valid(), asked["bird"].value()) == (True, key)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "25",
            "“25” past bij meer dan één naam: Vogel 25, adviseur; Vogel 125, adviseur. "
            "Typ meer, of kies.",
        ),
        ("900", "“900” staat niet in de lijst. Typ een deel van de naam en kies."),
    ],
)
def test_digits_that_fit_several_names_or_none_are_no_key_and_stay(typed, said):
    asked = form({"bird": typed}, more=[UIL])
    assert asked.errors["bird"] == [said]
    assert f'value="{typed}"' in str(asked["bird"])


def test_a_text_of_several_names_is_answered_with_those():
    asked = form({"bird": "vogel 14"})
    assert asked.errors["bird"] == [
        "“vogel 14” past bij meer dan één naam: Vogel 14, adviseur; Vogel 114, adviseur; "
        "Vogel 140, adviseur en nog 9. Typ meer, of kies."
    ]
    page = str(asked["bird"])
    assert page.count("<option") == 12
    assert 'value="vogel 14"' in page


@pytest.mark.parametrize("typed", ["uil", "%s %(value)s", "x" * 5000, "7x", "\0", "{}", "<b>"])
def test_a_text_of_no_name_is_refused_and_stays(typed):
    asked = form({"bird": typed})
    assert len(asked.errors["bird"]) == 1
    assert "<b>" not in str(asked["bird"])


def test_nothing_is_nothing():
    assert form({"bird": " "}, required=False).is_valid()
    assert form({"bird": ""}).errors["bird"] == ["Kies een vogel."]


def test_namesakes_carry_their_number_and_the_name_alone_is_not_enough():
    asked = form({"bird": MEREL}, more=[("900", MEREL)])
    assert asked.errors["bird"] == [
        f"“{MEREL}” past bij meer dan één naam: {MEREL}, nr. 7; {MEREL}, nr. 900. "
        "Typ meer, of kies."
    ]
    assert form({"bird": f"{MEREL}, nr. 900"}, more=[("900", MEREL)])["bird"].value() == "900"


def test_without_the_numbers_a_namesake_would_be_taken_for_another(monkeypatch):
    monkeypatch.setattr(choices, "_names", dict)
    page = str(form({"bird": "900"}, more=[("900", MEREL)])["bird"])
    assert f'value="{MEREL}"' in page


def test_what_is_said_of_one_text_does_not_stay_in_the_next_form():
    form({"bird": "uil"}).is_valid()
    assert form({"bird": "9999"}, among=9).errors["bird"] == [
        "Deze keuze is er niet of niet meer. Kies opnieuw."
    ]


# --- choices among rows of several kinds


class Row:
    def __init__(self, pk, name):
        self.pk, self.name = pk, name

    def __str__(self):
        return self.name


class Rows:
    """Rows as a query gives them, that remember how many were read at most."""

    def __init__(self, names, first=1):
        self.rows = [Row(pk, name) for pk, name in enumerate(names, start=first)]
        self.read = 0

    def filter(self, pk):
        return Rows([row.name for row in self.rows if row.pk == pk], first=pk)

    def first(self):
        return next(iter(self.rows), None)

    def __getitem__(self, some):
        found = self.rows[some]
        self.read = max(self.read, len(found))
        return found


def kinds_form(seats, birds, data=None, **initial):
    class OwnerForm(RegioForm):
        owner = forms.ChoiceField(label="Eigenaar")

        def __init__(self):
            super().__init__(data, initial=initial)
            field: Any = self.fields["owner"]
            groups = [
                ("Zetels", "zetel", seats, names_of),
                ("Vogels", "vogel", birds, names_of),
            ]
            field.choices = Kinds("Niemand", groups)
            let_type(field)

    return OwnerForm()


def test_a_few_rows_of_several_kinds_are_a_list_in_groups():
    form = kinds_form(Rows(["voorzitter", "lid"]), Rows(["Merel"]), owner="vogel:1")
    shown = str(form["owner"])
    assert shown.count("<optgroup") == 2
    assert '<option value="vogel:1" selected>Merel</option>' in shown
    assert kinds_form(Rows(["lid"]), Rows([]), {"owner": "zetel:1"}).is_valid()
    assert not kinds_form(Rows(["lid"]), Rows([]), {"owner": "vogel:1"}).is_valid()


def test_of_many_rows_no_more_are_read_than_a_page_needs():
    seats, birds = Rows([f"lid {n}" for n in range(30)]), Rows([f"Vogel {n}" for n in range(5000)])
    shown = str(kinds_form(seats, birds)["owner"])
    assert (shown.count("<option"), "<select" in shown) == (OFFERED, False)
    assert (seats.read, birds.read) == (30, MANY - 30)


def test_what_is_typed_is_found_among_all_kinds():
    birds = Rows([f"Vogel {n}" for n in range(200)])
    form = kinds_form(Rows(["lid"]), birds, {"owner": "vogel 177"})
    assert form.is_valid()
    assert form.fields["owner"].choices.row(("vogel", 178)).name == "Vogel 177"
    assert form.fields["owner"].choices.row(("vogel", 9999)) is None
    assert form.fields["owner"].choices.row(None) is None


def test_of_several_kinds_a_key_names_its_kind_and_digits_alone_are_none():
    birds = Rows([f"Vogel {n}" for n in range(200)])
    chosen = kinds_form(Rows([]), birds, {"owner": "vogel:150"})
    assert (chosen.is_valid(), chosen["owner"].value()) == (True, "vogel:150")
    assert 'value="Vogel 149"' in str(chosen["owner"])
    typed = kinds_form(Rows([]), birds, {"owner": "150"})
    assert (typed.is_valid(), typed["owner"].value()) == (True, "vogel:151")
    assert kinds_form(Rows([]), birds, {"owner": "200"}).errors["owner"] == [
        "“200” staat niet in de lijst. Typ een deel van de naam en kies."
    ]


def test_a_row_of_a_kind_that_is_stored_is_shown_by_the_name_that_is_its_own():
    birds = Rows([*(f"Vogel {n}" for n in range(200)), MEREL, MEREL])
    shown = str(kinds_form(Rows([]), birds, owner="vogel:201")["owner"])
    assert f'value="{MEREL}, nr. 201"' in shown
    assert 'value="uil:7"' in str(kinds_form(Rows([]), birds, owner="uil:7")["owner"])

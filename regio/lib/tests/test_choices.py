import re
from html import unescape
from typing import Any

import pytest
from django import forms

from regio.lib import choices
from regio.lib.choices import MANY, OFFERED, Kinds, let_type, names_of
from regio.lib.forms import RegioForm

MEREL = "Mila Merel, wethouder (Alkmaar)"


def form(data=None, *, among=150, required=True, more=(), **given):
    """A choice among birds, of which number 7 is called as MEREL."""
    rows = [(str(n), MEREL if n == 7 else f"Vogel {n}, adviseur") for n in range(1, among + 1)]

    class BirdForm(RegioForm):
        bird = forms.ChoiceField(label="Vogel", required=required, choices=[("", "Kies …"), *rows])

        def __init__(self):
            super().__init__(data, **given)
            field: Any = self.fields["bird"]
            field.choices = [*field.choices, *more]
            let_type(field, "/namen/?soort=vogel")

    return BirdForm()


def typed(text, was="", name="bird"):
    """What a page sends of a field that is typed; `was` is the key that it showed, and its name."""
    return {name: text, f"{name}-getoond": was}


def untouched(field):
    """What a page with this one field sends when nobody changes it."""
    found = re.findall('<input type="(?:text|hidden)" name="(.*?)"(?: value="(.*?)")?', str(field))
    assert len(found) == 2
    return {name: unescape(value) for name, value in found}


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


@pytest.mark.parametrize("text", [MEREL, "mila merel", "MÉREL", "  merel   mila ", "wethouder"])
@pytest.mark.parametrize("among", [MANY - 1, MANY, 150])
def test_a_name_or_words_of_one_name_alone_are_taken(text, among):
    asked = form(typed(text), among=among)
    assert (asked.is_valid(), asked["bird"].value()) == (True, "7")


@pytest.mark.parametrize("sent", ["7", MEREL, "mila merel"])
def test_of_what_no_page_of_ours_sends_digits_are_a_key_and_words_are_words(sent):
    asked = form({"bird": sent})
    assert (asked.is_valid(), asked["bird"].value()) == (True, "7")


@pytest.mark.parametrize("among", [MANY - 1, 150])
def test_what_a_list_sent_stays_a_key_when_there_are_many_meanwhile(among):
    asked = form({"bird": "7"}, among=among, more=[("900", "School 7")])
    assert (asked.is_valid(), asked["bird"].value()) == (True, "7")


def test_what_a_list_sent_and_is_gone_meanwhile_is_not_looked_for_in_the_names():
    asked = form({"bird": "9999"}, more=[("900", "School 9999")])
    assert asked.errors["bird"] == ["Deze keuze is er niet of niet meer. Kies opnieuw."]
    assert untouched(asked["bird"]) == typed("9999", was="9999 9999")
    assert form(untouched(asked["bird"]), more=[("900", "School 9999")]).errors["bird"]


@pytest.mark.parametrize("among", [MANY - 3, 40, 150])
def test_digits_that_were_typed_stay_a_text_when_there_are_few_meanwhile(among):
    more = [("900", "School 7007"), ("7007", "Uil")]
    asked = form(typed("7007"), among=among, more=more)
    assert (asked.is_valid(), asked["bird"].value()) == (True, "900")


def test_a_text_of_no_name_stays_a_text_when_there_are_few_meanwhile():
    asked = form(typed("uil", was="7 Merel"), among=40)
    assert len(asked.errors["bird"]) == 1
    assert untouched(asked["bird"]) == typed("uil", was="7 Merel")
    assert "<select" in str(form(typed("merel"), among=40)["bird"])


def test_of_a_few_choices_the_key_is_taken_as_a_list_sends_it():
    chosen = form({"bird": "25"}, among=MANY - 1)
    assert (chosen.is_valid(), chosen["bird"].value()) == (True, "25")
    assert '<option value="25" selected>' in str(chosen["bird"])


# The uil has number 900, and a code in its name.
UIL = ("900", "Uil, nest 31-07")


@pytest.mark.parametrize(
    ("text", "key"),
    [("3107", "900"), ("31-07", "900"), ("uil 3107", "900"), ("310", "900"), ("107", "107")],
)
def test_digits_are_looked_for_in_the_names_with_and_without_the_hyphens_of_a_code(text, key):
    asked = form(typed(text), more=[UIL])
    assert (asked.is_valid(), asked["bird"].value()) == (True, key)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "25",
            "“25” past bij meer dan één naam: Vogel 25, adviseur; Vogel 125, adviseur. "
            "Typ meer, of kies.",
        ),
        ("900", "“900” staat niet in de lijst. Typ een deel van de naam en kies."),
    ],
)
def test_digits_that_fit_several_names_or_none_are_no_key_and_stay(text, said):
    asked = form(typed(text, was="7 Merel"), more=[UIL])
    assert asked.errors["bird"] == [said]
    assert untouched(asked["bird"]) == typed(text, was="7 Merel")


def test_a_text_of_several_names_is_answered_with_those():
    asked = form({"bird": "vogel 14"})
    assert asked.errors["bird"] == [
        "“vogel 14” past bij meer dan één naam: Vogel 14, adviseur; Vogel 114, adviseur; "
        "Vogel 140, adviseur en nog 9. Typ meer, of kies."
    ]
    page = str(asked["bird"])
    assert page.count("<option") == 12
    assert 'value="vogel 14"' in page


@pytest.mark.parametrize("text", ["uil", "%s %(value)s", "x" * 5000, "7x", "\0", "{}", "<b>"])
def test_a_text_of_no_name_is_refused_and_stays(text):
    asked = form(typed(text, was=text))
    assert len(asked.errors["bird"]) == 1
    assert "<b>" not in str(asked["bird"])


@pytest.mark.parametrize("was", ["7", "7 ", " 7", "9999", "?", "? uil", "uil", "\0", "x" * 5000])
def test_what_is_sent_beside_a_text_is_no_choice_by_itself(was):
    assert form(typed("uil", was=was)).errors["bird"]
    for sent in [typed("", was=was), {"bird-getoond": was}]:
        empty = form(sent, required=False)
        assert (empty.is_valid(), empty.cleaned_data) == (True, {"bird": ""})


def test_a_key_that_is_sent_beside_its_name_must_be_a_choice():
    asked = form(typed("Uil", was="9999 Uil"))
    assert asked.errors["bird"] == ["Deze keuze is er niet of niet meer. Kies opnieuw."]
    assert untouched(asked["bird"]) == typed("Uil", was="9999 Uil")


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


def shown(key, more=(), meanwhile=None):
    """What a page that shows this choice sends untouched, and the form that gets it back."""
    page = form(more=more, initial={"bird": key})
    sent = untouched(page["bird"])
    return sent, form(sent, more=meanwhile or more, initial={"bird": key})


@pytest.mark.parametrize(
    ("key", "more"),
    [
        ("7", [("900", MEREL)]),
        ("900", [("900", MEREL)]),
        ("900", [("900", "Aaf Mérel"), ("901", "Aaf Merel")]),
        ("901", [("900", "Aaf Mérel"), ("901", "Aaf Merel")]),
        ("900", [("900", "Uil "), ("901", "Uil  uil")]),
        ("900", [("900", "7"), ("901", '<"7">')]),
        ("901", [("900", "7"), ("901", '<"7">')]),
        ("", []),
    ],
)
def test_a_field_that_nobody_touched_is_not_changed(key, more):
    sent, asked = shown(key, more)
    assert asked.changed_data == []
    assert asked["bird"].value() == key
    assert untouched(asked["bird"]) == sent


def test_a_choice_that_is_called_otherwise_or_is_gone_meanwhile_is_not_another():
    sent, asked = shown("900", [("900", "Uil")], [("900", "Kerkuil"), ("901", "Uil")])
    assert (sent, asked.changed_data) == (typed("Uil", was="900 Uil"), [])
    _, asked = shown("900", [("900", "Uil")], [("901", "Uil")])
    assert asked.errors["bird"] == ["Deze keuze is er niet of niet meer. Kies opnieuw."]


def test_of_names_that_are_alike_but_for_accents_the_one_to_the_letter_is_taken():
    more = [("900", "Aaf Mérel"), ("901", "Aaf Merel")]
    assert form(typed("Aaf Mérel", was="901 Aaf Merel"), more=more)["bird"].value() == "900"
    assert form(typed("Aaf Merel", was="900 Aaf Mérel"), more=more)["bird"].value() == "901"
    assert form(typed("aaf merel"), more=more).errors["bird"]


def test_a_choice_that_is_typed_is_what_the_refused_form_shows():
    asked = form(typed("mila", was="12 Vogel 12, adviseur"))
    assert untouched(asked["bird"]) == typed(MEREL, was=f"7 {MEREL}")


def test_a_field_that_was_emptied_can_get_its_name_back():
    was, more = f"7 {MEREL}", [("900", MEREL)]
    asked = form(typed("", was=was), more=more)
    assert untouched(asked["bird"]) == typed("", was=was)
    assert form(typed(MEREL, was=was), more=more)["bird"].value() == "7"


def test_a_field_of_a_form_with_a_prefix_sends_its_own():
    page = form(initial={"bird": "7"}, prefix="s1")
    sent = untouched(page["bird"])
    assert sent == typed(MEREL, was=f"7 {MEREL}", name="s1-bird")
    more = [("900", MEREL)]
    assert form(sent, more=more, initial={"bird": "7"}, prefix="s1").changed_data == []


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
    asked = kinds_form(Rows([]), birds, typed("150", name="owner"))
    assert (asked.is_valid(), asked["owner"].value()) == (True, "vogel:151")
    assert kinds_form(Rows([]), birds, typed("200", name="owner")).errors["owner"] == [
        "“200” staat niet in de lijst. Typ een deel van de naam en kies."
    ]


@pytest.mark.parametrize("key", ["zetel:1", "vogel:1", "vogel:150"])
def test_namesakes_of_several_kinds_that_nobody_touched_are_not_changed(key):
    seats, birds = Rows(["Wulp"]), Rows(["Wulp", *(f"Vogel {n}" for n in range(148)), "Wulp"])
    sent = untouched(kinds_form(seats, birds, owner=key)["owner"])
    asked = kinds_form(seats, birds, sent, owner=key)
    assert (asked.is_valid(), asked.changed_data) == (True, [])
    assert asked["owner"].value() == key


def test_a_row_of_a_kind_that_is_stored_is_shown_by_the_name_that_is_its_own():
    birds = Rows([*(f"Vogel {n}" for n in range(200)), MEREL, MEREL])
    shown = str(kinds_form(Rows([]), birds, owner="vogel:201")["owner"])
    assert f'value="{MEREL}, nr. 201"' in shown
    assert 'value="uil:7"' in str(kinds_form(Rows([]), birds, owner="uil:7")["owner"])

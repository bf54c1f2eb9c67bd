import pytest
from hypothesis import given
from hypothesis import strategies as st

from regio.lib.sort_name import fold, sort_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Zoë van der Kuif", "kuif zoe van der"),
        ("Sanne Bosuil", "bosuil sanne"),
        ("Bram IJsvogel", "ijsvogel bram"),
        ("Anna Maria Jansen", "jansen anna maria"),
        ("Jan de Vries-van Dam", "vries-van dam jan de"),
        ("Kees in 't Veld", "veld kees in 't"),
        ("Kees in ’t Veld", "veld kees in 't"),
        ("Do van Dam", "dam do van"),
        ("van Dam", "dam van"),
        ("van der Dam", "dam van der"),
        ("van der", "der van"),
        ("Merel", "merel"),
        ("Søren Ærø-Łuk", "aero-luk soren"),
        ("  Tom \n Spreeuw ", "spreeuw tom"),
        ("", ""),
        ("李小龙", "李小龙"),
    ],
)
def test_the_surname_comes_first_and_its_tussenvoegsels_last(name, expected):
    assert sort_name(name) == expected


def test_names_sort_as_in_a_dutch_telephone_book():
    names = ["Jan de Wit", "Zoë Kuif", "Anna van Aalst", "Piet Küif"]

    assert sorted(names, key=sort_name) == ["Anna van Aalst", "Piet Küif", "Zoë Kuif", "Jan de Wit"]


@given(st.text(max_size=300))
def test_any_text_gives_a_sort_name_that_fits_its_column(name):
    assert len(sort_name(name)) <= 140


@given(st.text(max_size=100))
def test_folding_what_is_folded_changes_nothing(name):
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=60))
def test_no_word_of_a_name_is_lost(name):
    assert sorted(sort_name(name).split()) == sorted(fold(name).split())

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist import rules

VERDICT = st.sampled_from(["niet", "deels", "grotendeels", "geheel", "nvt", ""])


def test_progress_counts_verdicts_given_of_those_that_apply():
    assert rules.progress(["deels", "nvt", "", "geheel"], 10) == rules.Progress(2, 9)


def test_progress_of_which_nothing_applies_has_no_percentage():
    assert rules.progress(["nvt", "nvt"], 2).percent is None


@pytest.mark.parametrize(
    ("given_count", "applicable", "percent"), [(54, 77, 70), (76, 77, 98), (77, 77, 100), (0, 8, 0)]
)
def test_a_percentage_is_100_only_when_all_is_given(given_count, applicable, percent):
    assert rules.Progress(given_count, applicable).percent == percent


@pytest.mark.parametrize(
    ("verdicts", "distance", "differs"),
    [
        (["deels", "geheel"], 2, True),
        (["niet", "geheel"], 3, True),
        (["deels", "grotendeels"], 1, False),
        (["deels", "", "nvt"], 0, False),
        (["", "nvt"], 0, False),
        ([], 0, False),
    ],
)
def test_two_steps_between_any_two_parties_is_a_difference(verdicts, distance, differs):
    assert (rules.distance(verdicts), rules.is_difference(verdicts)) == (distance, differs)


@given(st.lists(VERDICT, max_size=40))
def test_a_spread_shows_every_party_once_and_leaves_no_gap(verdicts):
    shares = rules.spread(verdicts)
    assert sum(share.width for share in shares) == len(verdicts)
    assert [share.x for share in shares] == [
        sum(s.width for s in shares[:i]) for i in range(len(shares))
    ]


def test_unanswered_is_not_the_same_as_niet():
    labels = [(share.verdict, share.label) for share in rules.spread(["", "niet"])]
    assert labels == [("niet", "niet"), ("", "open")]


def test_a_step_takes_the_colour_of_the_lowest_verdict():
    assert rules.colour(["geheel", "deels", ""]) == "deels"
    assert rules.colour(["", "nvt"]) == ""


def test_what_most_parties_have_is_split_from_who_deviates():
    assert rules.common({1: "deels", 2: "niet", 3: "deels"}) == ("deels", [1, 3], [2])


@given(st.dictionaries(st.integers(), VERDICT, min_size=1))
def test_every_party_is_either_in_the_group_or_deviates(values):
    value, having, deviating = rules.common(values)
    assert sorted(having + deviating) == sorted(values)
    assert all(values[key] == value for key in having)
    assert all(values[key] != value for key in deviating)


def test_the_words_that_differ_are_marked_on_both_sides():
    mine, theirs = rules.differing_words(
        "Kinderopvang en twee jeugdhulpaanbieders.", "Kinderopvang en het mbo."
    )
    assert [words for words, differs in mine if differs] == ["twee jeugdhulpaanbieders"]
    assert [words for words, differs in theirs if differs] == ["het mbo"]


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_word_of_either_text_gets_lost(mine, theirs):
    a, b = rules.differing_words(mine, theirs)
    assert ("".join(w for w, _ in a), "".join(w for w, _ in b)) == (mine, theirs)

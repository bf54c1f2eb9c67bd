from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda import rules
from agenda.rules import Lead, Posture, Role, Span

DAY = date(2026, 3, 3)
MANDATED = Lead("Hanna Merel", granted_by="afspraak 2025-NK-007")

days = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2020, 2, 28)))


@st.composite
def spans(draw):
    since, until = draw(days), draw(days)
    if since and until and until <= since:
        until = since + timedelta(days=1)
    return Span(since, until)


def codes(signals):
    return [signal.code for signal in signals]


@given(st.sets(st.sampled_from(list(Role))))
def test_a_set_of_roles_is_read_as_it_was_written(roles):
    assert set(rules.roles_of(rules.join_roles(roles))) == roles


@given(st.lists(st.sampled_from(list(Role))))
def test_roles_are_written_in_one_order_whatever_the_order_of_choosing(roles):
    assert rules.join_roles(roles) == rules.join_roles(reversed(roles))


@pytest.mark.parametrize(
    ("roles", "posture", "letters", "words"),
    [
        ([Role.DIRECTOR], Posture.LEADS, "R +", "Regievoerder, initiërend"),
        ([Role.PARTNER], Posture.FOLLOWS, "P −", "Samenwerkingspartner, volgend"),
        (
            [Role.FUNDER, Role.DIRECTOR, Role.ENFORCER],
            Posture.FOLLOWS,
            "S R H −",
            "Subsidieverstrekker, regievoerder en handhaver, volgend",
        ),
    ],
)
def test_roles_are_letters_in_the_matrix_and_words_in_full(roles, posture, letters, words):
    assert rules.letters(roles, posture) == letters
    assert rules.words(roles, posture) == words


def test_every_role_has_a_letter_of_its_own():
    assert len(set(rules.LETTERS.values())) == len(Role)


def test_a_theme_without_trekker_is_red():
    assert [(s.kind, s.code) for s in rules.lead_signals(None, DAY)] == [("late", rules.NO_TREKKER)]
    assert rules.light(None, DAY).kind == "late"


def test_a_trekker_with_mandate_of_the_partners_is_green():
    assert rules.lead_signals(MANDATED, DAY) == []
    assert (rules.light(MANDATED, DAY).kind, rules.light(MANDATED, DAY).word) == (
        "done",
        "mandaat van de partners",
    )


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        (Lead("A"), [rules.NO_MANDATE]),
        (Lead("A", "OOGO", granted_until=DAY), [rules.MANDATE_ENDED]),
        (Lead("A", "OOGO", granted_until=DAY + timedelta(days=1)), []),
        (Lead("A", "OOGO", is_reserved=True), [rules.RESERVED]),
        (Lead("A", "OOGO", supervises=("swv PPO",)), [rules.DOUBLE_ROLE]),
        (Lead("A", "OOGO", function_until=DAY), [rules.FUNCTION_ENDED]),
        (Lead("A", "OOGO", function_until=DAY + timedelta(days=1)), []),
        (
            Lead("A", function_until=DAY, supervises=("swv PPO",)),
            [rules.FUNCTION_ENDED, rules.NO_MANDATE, rules.DOUBLE_ROLE],
        ),
    ],
)
def test_what_is_wrong_with_a_lead_is_named(lead, expected):
    assert codes(rules.lead_signals(lead, DAY)) == expected


def test_a_double_role_says_whom_the_trekker_supervises():
    lead = Lead("Petra Kluut", "OOGO", supervises=("swv PPO", "swv VO"))
    assert rules.light(lead, DAY).text == "Petra Kluut houdt ook toezicht op swv PPO en swv VO."


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([], [rules.NO_DIRECTOR]),
        ([Role.FUNDER, Role.ENFORCER], [rules.NO_DIRECTOR]),
        ([Role.FUNDER, Role.DIRECTOR], []),
    ],
)
def test_a_theme_without_regievoerder_is_flagged(roles, expected):
    assert codes(rules.theme_signals(MANDATED, roles, DAY)) == expected


@pytest.mark.parametrize(
    ("one", "other", "overlaps"),
    [
        (Span(None, date(2026, 1, 1)), Span(date(2026, 1, 1), None), False),
        (Span(None, date(2026, 1, 2)), Span(date(2026, 1, 1), None), True),
        (Span(), Span(date(2026, 1, 1), date(2026, 1, 2)), True),
        (Span(date(2026, 1, 1), date(2026, 2, 1)), Span(date(2026, 2, 1), None), False),
    ],
)
def test_two_periods_overlap_when_they_share_a_day(one, other, overlaps):
    assert bool(rules.overlapping(one, [other])) is overlaps
    assert bool(rules.overlapping(other, [one])) is overlaps


@given(spans(), spans())
def test_overlap_is_exactly_that_some_day_lies_in_both(one, other):
    every = [date(2019, 12, 31) + timedelta(days=n) for n in range(62)]
    shared = any(_holds(one, day) and _holds(other, day) for day in every)
    assert bool(rules.overlapping(one, [other])) is shared


def _holds(span, day):
    return (span.since is None or span.since <= day) and (span.until is None or span.until > day)

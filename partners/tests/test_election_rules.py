"""On which day gemeenten vote, who steps down for a new college, and who gets what."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.rules.elections import (
    council_election_in,
    heir_of,
    proposed_election,
    steps_down,
)


@pytest.mark.parametrize(
    "day",
    [date(2014, 3, 19), date(2018, 3, 21), date(2022, 3, 16), date(2026, 3, 18), date(2030, 3, 20)],
)
def test_the_day_is_that_of_the_elections_that_were_and_will_be(day):
    assert council_election_in(day.year) == day


@given(st.integers(1990, 2200))
def test_it_is_always_the_wednesday_of_the_third_week_of_march(year):
    day = council_election_in(year)
    assert (day.year, day.month, day.weekday()) == (year, 3, 2)
    assert 15 <= day.day <= 21


@pytest.mark.parametrize(
    ("today", "proposed"),
    [
        (date(2025, 11, 1), date(2026, 3, 18)),
        (date(2026, 3, 3), date(2026, 3, 18)),
        (date(2026, 3, 18), date(2026, 3, 18)),
        (date(2026, 11, 27), date(2026, 3, 18)),
        (date(2027, 3, 17), date(2026, 3, 18)),
        (date(2027, 3, 18), date(2030, 3, 20)),
        (date(2029, 1, 1), date(2030, 3, 20)),
    ],
)
def test_for_a_year_the_last_election_is_proposed_then_the_next(today, proposed):
    assert proposed_election(today) == proposed


@given(st.dates(date(2022, 1, 1), date(2100, 1, 1)))
def test_what_is_proposed_is_never_over_for_more_than_a_year(today):
    assert proposed_election(today) > today - timedelta(days=366)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("wethouder jeugd", True),
        ("Wethouder en locoburgemeester", True),
        ("loco-burgemeester", True),
        ("lid van het college", True),
        ("Burgemeester", False),
        ("gemeentesecretaris", False),
        ("griffier", False),
        ("raadslid", False),
    ],
)
def test_a_burgemeester_does_not_step_down_and_a_wethouder_does(title, expected):
    assert steps_down(title) is expected


@pytest.mark.parametrize(
    ("portfolios", "own", "expected"),
    [
        ({1}, "a", "a"),  # the own successor has it
        ({2}, "a", "b"),  # another has it
        ({2}, "", "b"),  # no successor, another has it
        ({9}, "a", "a"),  # nobody has it
        ({9}, "", ""),
        (set(), "a", "a"),  # it belongs to no portefeuille
        (set(), "", ""),
        ({1, 2}, "b", "b"),
    ],
)
def test_what_belongs_to_a_portefeuille_goes_to_who_has_it_now(portfolios, own, expected):
    recipients = [("a", frozenset({1})), ("b", frozenset({2}))]
    assert heir_of(frozenset(portfolios), own, recipients) == expected

"""Periods of days: what is left of one beside others, and what two share, day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.rules.periods import joined, shared, spelled, uncovered
from partners.rules.presence import Period
from regio.lib.models import lasts

ON = date(2026, 7, 1)
DAYS = [ON + timedelta(days=n) for n in range(-8, 9)]
bounds = st.none() | st.integers(-6, 6).map(lambda n: ON + timedelta(days=n))
periods = (
    st.tuples(bounds, bounds)
    .filter(lambda pair: None in pair or pair[0] < pair[1])
    .map(lambda pair: Period(*pair))
)


def days_of(period):
    return {day for day in DAYS if period and lasts(period.since, period.until, day)}


@given(periods, st.lists(periods, max_size=5), st.integers(1, 3))
def test_what_is_uncovered_holds_on_exactly_the_days_on_which_too_few_others_do(span, taken, least):
    found = uncovered(span, taken, least)

    for day in DAYS:
        few = sum(day in days_of(other) for other in taken) < least
        is_found = sum(day in days_of(part) for part in found)
        assert is_found == (day in days_of(span) and few)
    assert all(one.until < other.since for one, other in zip(found, found[1:], strict=False))


@given(periods, periods)
def test_what_two_share_holds_on_the_days_on_which_both_do(one, other):
    assert days_of(shared(one, other)) == days_of(one) & days_of(other)


@given(st.lists(periods, max_size=5))
def test_joined_periods_hold_on_the_days_on_which_any_did_and_do_not_touch(several):
    found = joined(several)

    held = [days_of(period) for period in found]
    assert set().union(*held) == set().union(*map(days_of, several))
    assert all(one.until < other.since for one, other in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], ""),
        ([Period(ON)], ""),
        ([Period(ON, date(2027, 1, 1))], " t/m 31-12-2026"),
        ([Period(date(2027, 1, 1))], " vanaf 01-01-2027"),
        (
            [Period(ON, date(2026, 8, 1)), Period(date(2026, 9, 1), date(2026, 10, 1))],
            " t/m 31-07-2026 en van 01-09-2026 t/m 30-09-2026",
        ),
    ],
)
def test_periods_are_said_with_their_last_day(found, expected):
    assert spelled(found, ON) == expected

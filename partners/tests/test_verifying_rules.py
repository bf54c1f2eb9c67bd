"""When somebody is asked whether the data are right."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.rules import verifying
from regio.lib import workdays
from reminders.rules import half_past_seven, on_the_day

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("verified_on", "expected"),
    [
        (date(2025, 3, 10), date(2026, 3, 10)),
        (date(2028, 2, 29), date(2029, 3, 1)),
        (date(2027, 2, 28), date(2028, 2, 28)),
        (date(2027, 3, 1), date(2028, 3, 1)),
    ],
)
def test_a_year_later_is_the_same_day_and_after_29_february_the_first_of_march(
    verified_on, expected
):
    assert verifying.years_after(verified_on, 1) == expected
    assert verifying.asked_on(verified_on, verified_on) == expected


@pytest.mark.parametrize(
    ("verified_on", "day", "is_overdue"),
    [
        (date(2025, 3, 10), date(2026, 3, 9), False),
        (date(2025, 3, 10), date(2026, 3, 10), True),
        (date(2028, 2, 29), date(2029, 2, 28), False),
        (date(2028, 2, 29), date(2029, 3, 1), True),
        (date(2027, 2, 28), date(2028, 2, 29), True),
        (date(2027, 3, 1), date(2028, 2, 29), False),
    ],
)
def test_what_was_verified_a_year_ago_is_overdue(verified_on, day, is_overdue):
    assert verifying.is_overdue(verified_on, day) == is_overdue


@given(DAYS, DAYS)
def test_overdue_is_the_day_from_which_is_asked(verified_on, day):
    assert verifying.is_overdue(verified_on, day) == (verifying.years_after(verified_on, 1) <= day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 1), date(2026, 3, 10)),
        (date(2026, 3, 10), date(2026, 3, 10)),
        (date(2026, 4, 9), date(2026, 3, 10)),
        (date(2026, 4, 10), date(2027, 3, 10)),
        (date(2028, 12, 31), date(2029, 3, 10)),
    ],
)
def test_who_does_not_answer_is_asked_again_a_year_later(day, expected):
    assert verifying.asked_on(date(2025, 3, 10), day) == expected


@given(DAYS, st.integers(0, 4000))
def test_the_question_stands_for_thirty_days_and_never_comes_within_a_year(verified_on, later):
    day = verified_on + timedelta(days=later)
    found = verifying.asked_on(verified_on, day)
    assert found >= day - verifying.ASKED_FOR
    assert found >= verifying.years_after(verified_on, 1)
    assert found == verifying.asked_on(verified_on, found)
    assert found < verifying.years_after(max(day, verified_on), 1) + timedelta(days=2)


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (date(2026, 3, 27), "2026-03-27T07:30:00+01:00"),
        # The clock went forward in the night before this Sunday; it is told on Monday.
        (date(2026, 3, 29), "2026-03-30T07:30:00+02:00"),
        (date(2026, 10, 25), "2026-10-26T07:30:00+01:00"),
        # Koningsdag.
        (date(2026, 4, 27), "2026-04-28T07:30:00+02:00"),
    ],
)
def test_the_question_goes_out_at_half_past_seven_on_a_working_day(due_on, expected):
    closed = frozenset(workdays.holidays_between(date(2026, 1, 1), date(2026, 12, 31)))
    [sending] = on_the_day(due_on, verifying.ASKED_FOR, closed)
    assert half_past_seven(sending.on).isoformat() == expected
    assert (sending.nth, sending.last_day) == (1, due_on + timedelta(days=30))

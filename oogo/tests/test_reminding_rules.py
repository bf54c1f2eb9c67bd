"""When what goes out: worked out by hand on the calendar of 2023 to 2028."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogo.rules import reminding
from regio.lib import workdays
from reminders.rules import before, half_past_seven, overdue, still_to_come

CLOSED = frozenset(workdays.holidays_between(date(2020, 1, 1), date(2035, 12, 31)))
DAYS = st.dates(date(2023, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 6, 30, tzinfo=UTC)),  # before the spring night
        (date(2026, 3, 29), datetime(2026, 3, 29, 5, 30, tzinfo=UTC)),  # 02.00 became 03.00
        (date(2026, 10, 24), datetime(2026, 10, 24, 5, 30, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 6, 30, tzinfo=UTC)),  # 03.00 became 02.00
        (date(2028, 2, 29), datetime(2028, 2, 29, 6, 30, tzinfo=UTC)),
        (date(2026, 12, 31), datetime(2026, 12, 31, 6, 30, tzinfo=UTC)),
    ],
)
def test_it_is_half_past_seven_in_amsterdam_on_every_day(day, expected):
    assert half_past_seven(day) == expected


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (date(2026, 3, 27), date(2026, 3, 20)),  # plain, over no night
        (date(2026, 4, 3), date(2026, 3, 27)),  # over the spring night
        (date(2026, 11, 2), date(2026, 10, 26)),  # the Monday after the autumn night
        (date(2026, 5, 4), date(2026, 4, 24)),  # Koningsdag, a Monday: the Friday before
        (date(2024, 5, 4), date(2024, 4, 26)),  # Koningsdag on a Saturday: the Friday before
        (date(2024, 5, 3), date(2024, 4, 26)),
        (date(2028, 3, 7), date(2028, 2, 29)),  # 29 February, a Tuesday
        (date(2024, 3, 2), date(2024, 2, 23)),  # a Saturday: the Friday before
        (date(2027, 1, 8), date(2026, 12, 31)),  # year end: New Year's Day, a Friday
        (date(2027, 1, 2), date(2026, 12, 24)),  # second Christmas day, a Saturday
        (date(2026, 4, 12), date(2026, 4, 2)),  # Easter Sunday: before Good Friday
    ],
)
def test_a_reminder_before_goes_a_week_earlier_and_earlier_still_on_a_closed_day(due_on, expected):
    assert [(s.nth, s.on, s.last_day) for s in before(due_on, 7, CLOSED)] == [(1, expected, due_on)]


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (date(2026, 3, 4), ["2026-03-05", "2026-03-12", "2026-03-19", "2026-03-26"]),
        # A Friday: from Saturday to Monday; the fourth time over the spring night.
        (date(2026, 3, 6), ["2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30"]),
        # The day before Koningsdag on a Saturday.
        (date(2024, 4, 26), ["2024-04-29", "2024-05-06", "2024-05-13", "2024-05-21"]),
        # Year end: New Year's Day is a Friday.
        (date(2026, 12, 31), ["2027-01-04", "2027-01-08", "2027-01-15", "2027-01-22"]),
        # The fifth week would begin on 29 February.
        (date(2028, 1, 31), ["2028-02-01", "2028-02-08", "2028-02-15", "2028-02-22"]),
        (date(2024, 2, 28), ["2024-02-29", "2024-03-07", "2024-03-14", "2024-03-21"]),
    ],
)
def test_what_is_late_is_told_the_day_after_and_weekly_four_times(due_on, expected):
    found = overdue(due_on, CLOSED)
    assert [str(s.on) for s in found] == expected
    assert [s.nth for s in found] == [1, 2, 3, 4]
    assert all(
        one.last_day == other.on - timedelta(days=1)
        for one, other in zip(found, found[1:], strict=False)
    )


@given(due_on=DAYS)
def test_nothing_goes_out_on_a_closed_day_or_twice_on_one(due_on):
    late = overdue(due_on, CLOSED)
    early = before(due_on, 7, CLOSED)
    assert all(workdays.is_working_day(s.on, CLOSED) for s in [*early, *late])
    assert early[0].on <= due_on - timedelta(days=7)
    assert [s.on for s in late] == sorted({s.on for s in late})
    assert all(s.on > due_on for s in late)


@given(due_on=DAYS, offset=st.integers(-60, 60))
def test_of_a_late_action_at_most_one_time_is_due_and_none_is_told_after_its_use(due_on, offset):
    today = due_on + timedelta(days=offset)
    found = reminding.sendings(reminding.LATE_ACTION, due_on, today, CLOSED)
    assert len([s for s in found if s.on <= today]) <= 1
    assert all(today <= s.on <= s.last_day for s in found)
    assert found == [] or offset > 0


def test_one_that_was_missed_goes_on_the_next_working_day_as_long_as_it_is_of_use():
    times = before(date(2026, 3, 30), 7, CLOSED)
    assert [s.on for s in still_to_come(times, date(2026, 3, 24), CLOSED)] == [date(2026, 3, 24)]
    saturday = date(2026, 3, 28)
    assert [s.on for s in still_to_come(times, saturday, CLOSED)] == [date(2026, 3, 30)]
    assert still_to_come(times, date(2026, 3, 31), CLOSED) == []


def test_nothing_is_planned_further_ahead_than_thirty_five_days():
    times = before(date(2026, 4, 14), 7, CLOSED)
    assert still_to_come(times, date(2026, 3, 2), CLOSED) == []
    assert still_to_come(times, date(2026, 3, 3), CLOSED) == times


@pytest.mark.parametrize(
    ("rule", "days"),
    [("mijlpaal", 7), ("actie", 7), ("standpunt", 7), ("voorbehoud", 14), ("checkliststap", 7)],
)
def test_each_rule_has_its_own_time_before(rule, days):
    due_on = date(2026, 3, 27)
    found = reminding.sendings(rule, due_on, date(2026, 3, 1), CLOSED)
    assert [s.on for s in found] == [due_on - timedelta(days=days)]
    assert reminding.sendings(rule, due_on, date(2026, 3, 28), CLOSED) == []

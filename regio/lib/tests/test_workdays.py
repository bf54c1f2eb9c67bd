"""Working days against an independent calendar, and the milestones of the scenario."""

from datetime import date, timedelta

import holidays as calendars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regio.lib import workdays
from regio.lib.workdays import (
    SCHOOL_REGIONS,
    SchoolHoliday,
    add_working_days,
    dutch_holidays,
    holidays_between,
    is_working_day,
    school_holiday_on,
    school_holidays,
    school_holidays_are_known,
    subtract_working_days,
    weeks_after,
    weeks_before,
    working_day_after,
    working_day_before,
    working_days_between,
)

DAY = timedelta(days=1)
FIRST, LAST = date(2020, 1, 1), date(2035, 12, 31)
CLOSED = frozenset(holidays_between(date(2019, 1, 1), date(2036, 12, 31)))
OOGO = date(2026, 4, 16)
EVERY_DAY = [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]
SUNDAYS_BY_NAME = {"Eerste paasdag", "Eerste pinksterdag"}

days = st.dates(FIRST, LAST)
numbers = st.integers(0, 60)
closings = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40)


def oracle(year):
    """The public holidays by the package `holidays`: 5 May each year, Sundays left out."""
    kinds = ("public", "optional")
    found = calendars.country_holidays("NL", categories=kinds, years=year, language="nl")
    return {day for day, name in found.items() if name not in SUNDAYS_BY_NAME}


ORACLE = frozenset().union(*(oracle(year) for year in range(2020, 2036)))


# --- public holidays


@pytest.mark.parametrize("year", range(2020, 2036))
def test_the_public_holidays_are_those_of_an_independent_calendar(year):
    assert set(dutch_holidays(year)) == oracle(year)


def test_the_holidays_of_2026_are_those_of_the_scenario_and_carry_their_names():
    assert dutch_holidays(2026) == {
        date(2026, 1, 1): "Nieuwjaarsdag",
        date(2026, 4, 3): "Goede Vrijdag",
        date(2026, 4, 6): "Tweede Paasdag",
        date(2026, 4, 27): "Koningsdag",
        date(2026, 5, 5): "Bevrijdingsdag",
        date(2026, 5, 14): "Hemelvaartsdag",
        date(2026, 5, 25): "Tweede Pinksterdag",
        date(2026, 12, 25): "Eerste Kerstdag",
        date(2026, 12, 26): "Tweede Kerstdag",
    }


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2014, date(2014, 4, 26)),
        (2025, date(2025, 4, 26)),
        (2026, date(2026, 4, 27)),
        (2031, date(2031, 4, 26)),
    ],
)
def test_kings_day_is_saturday_the_26th_when_the_27th_is_a_sunday(year, expected):
    (found,) = [day for day, name in dutch_holidays(year).items() if name == "Koningsdag"]
    assert found == expected


def test_two_holidays_on_one_day_are_named_both():
    assert dutch_holidays(2016)[date(2016, 5, 5)] == "Bevrijdingsdag en Hemelvaartsdag"


def test_holidays_between_runs_over_the_end_of_a_year_and_counts_both_ends():
    assert list(holidays_between(date(2026, 12, 26), date(2027, 1, 1))) == [
        date(2026, 12, 26),
        date(2027, 1, 1),
    ]


@given(days)
def test_a_working_day_is_no_weekend_and_no_holiday(day):
    expected = day.strftime("%w") not in "06" and day not in ORACLE
    assert is_working_day(day, CLOSED) == expected


# --- shifting


@given(days, closings)
def test_shifting_gives_the_nearest_working_day_on_its_side(day, own):
    closed = CLOSED | own
    before, after = working_day_before(day, closed), working_day_after(day, closed)
    assert before <= day <= after
    assert is_working_day(before, closed)
    assert is_working_day(after, closed)
    between = [before + n * DAY for n in range(1, (after - before).days)]
    assert [d for d in between if is_working_day(d, closed)] == []


@given(days, st.integers(0, 60), closings)
def test_weeks_counted_back_shift_earlier_and_weeks_counted_on_later(day, weeks, own):
    closed = CLOSED | own
    plain = timedelta(weeks=weeks)
    assert weeks_before(day, weeks, closed) == working_day_before(day - plain, closed)
    assert weeks_after(day, weeks, closed) == working_day_after(day + plain, closed)


@pytest.mark.parametrize(
    ("meeting_on", "weeks", "expected"),
    [
        (date(2026, 5, 6), 1, date(2026, 4, 29)),  # plain
        (date(2026, 5, 4), 1, date(2026, 4, 24)),  # Koningsdag on a Monday: the Friday before
        (date(2025, 5, 3), 1, date(2025, 4, 25)),  # Koningsdag on a Saturday
        (date(2026, 4, 13), 1, date(2026, 4, 2)),  # Tweede Paasdag: over Goede Vrijdag
        (date(2027, 1, 8), 1, date(2026, 12, 31)),  # Nieuwjaarsdag: over the end of the year
        (date(2027, 1, 1), 1, date(2026, 12, 24)),  # Eerste Kerstdag
        (date(2028, 3, 7), 1, date(2028, 2, 29)),  # 29 February
    ],
)
def test_a_week_before_a_meeting_as_by_hand(meeting_on, weeks, expected):
    assert weeks_before(meeting_on, weeks, CLOSED) == expected


def test_a_day_that_the_region_closes_shifts_as_a_holiday_does():
    closed = CLOSED | {date(2026, 5, 15)}
    assert working_day_before(date(2026, 5, 15), closed) == date(2026, 5, 13)
    assert working_day_after(date(2026, 5, 14), closed) == date(2026, 5, 18)


# --- counting


@given(days, numbers, closings)
def test_counting_on_and_back_are_each_others_reverse(day, number, own):
    closed = CLOSED | own
    start = working_day_after(day, closed)
    ahead = add_working_days(start, number, closed)
    assert subtract_working_days(ahead, number, closed) == start
    assert working_days_between(start, ahead, closed) == number


@given(days, numbers)
def test_counting_agrees_with_counting_out_the_calendar(day, number):
    working = [d for d in EVERY_DAY if d > day and d.weekday() < 5 and d not in ORACLE]
    if 0 < number <= len(working):
        assert add_working_days(day, number, CLOSED) == working[number - 1]


@given(days, numbers, numbers)
def test_counting_on_in_two_turns_is_counting_on_at_once(day, one, other):
    at_once = add_working_days(day, one + other, CLOSED)
    assert add_working_days(add_working_days(day, one, CLOSED), other, CLOSED) == at_once


@given(days, days, days)
def test_working_days_between_add_up(one, another, third):
    first, middle, last = sorted([one, another, third])
    total = working_days_between(first, last, CLOSED)
    parts = working_days_between(first, middle, CLOSED), working_days_between(middle, last, CLOSED)
    assert total == sum(parts)


def test_no_working_days_lie_between_a_day_and_itself_or_an_earlier_one():
    assert working_days_between(OOGO, OOGO, CLOSED) == 0
    assert working_days_between(OOGO, OOGO - 9 * DAY, CLOSED) == 0


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2026, 4, 24), 1, date(2026, 4, 28)),  # over a weekend and Koningsdag
        (date(2025, 4, 25), 1, date(2025, 4, 28)),  # Koningsdag on a Saturday costs no working day
        (date(2026, 12, 31), 1, date(2027, 1, 4)),  # over the end of the year
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), -1, date(2028, 2, 28)),
        (date(2026, 3, 27), 1, date(2026, 3, 30)),  # the clocks go forward in between
        (date(2026, 10, 26), -1, date(2026, 10, 23)),  # and back
        (date(2026, 4, 25), 0, date(2026, 4, 25)),
    ],
)
def test_counting_as_by_hand(day, number, expected):
    assert add_working_days(day, number, CLOSED) == expected


# --- the scenario


@pytest.mark.parametrize(
    ("milestone", "found", "expected"),
    [
        ("M2", weeks_before(OOGO, 11, CLOSED), date(2026, 1, 29)),
        ("M4", weeks_before(OOGO, 7, CLOSED), date(2026, 2, 26)),
        ("M5", subtract_working_days(OOGO, 32, CLOSED), date(2026, 2, 27)),
        ("M7", weeks_before(OOGO, 5, CLOSED), date(2026, 3, 12)),
        ("M8", weeks_before(OOGO, 3, CLOSED), date(2026, 3, 26)),
        ("M10", subtract_working_days(OOGO, 10, CLOSED), date(2026, 3, 31)),
        ("M11", weeks_before(OOGO, 2, CLOSED), date(2026, 4, 2)),
        ("M12", weeks_before(OOGO, 1, CLOSED), date(2026, 4, 9)),
        ("M14", add_working_days(OOGO, 3, CLOSED), date(2026, 4, 21)),
        ("M18", add_working_days(OOGO, 5, CLOSED), date(2026, 4, 23)),
        ("M22", weeks_after(OOGO, 6, CLOSED), date(2026, 5, 28)),
    ],
)
def test_the_milestones_of_the_scenario_follow_from_their_rules(milestone, found, expected):
    assert found == expected


def test_nine_working_days_lie_between_the_oogo_and_the_last_day_for_the_inspectorate():
    assert working_days_between(OOGO, date(2026, 4, 30), CLOSED) == 9


# --- schools


def test_the_school_holidays_of_noord_are_those_of_the_scenario():
    assert school_holidays(date(2026, 1, 5), date(2026, 8, 31), "noord") == [
        SchoolHoliday(date(2026, 2, 21), date(2026, 3, 1), "Voorjaarsvakantie"),
        SchoolHoliday(date(2026, 4, 25), date(2026, 5, 3), "Meivakantie"),
        SchoolHoliday(date(2026, 7, 4), date(2026, 8, 16), "Zomervakantie"),
    ]


@pytest.mark.parametrize(
    ("region", "first", "last"),
    [
        ("noord", date(2025, 7, 12), date(2025, 8, 24)),
        ("midden", date(2025, 7, 19), date(2025, 8, 31)),
        ("zuid", date(2025, 7, 5), date(2025, 8, 17)),
    ],
)
def test_the_three_regions_begin_the_summer_of_2025_one_after_the_other(region, first, last):
    summer = school_holiday_on(date(2025, 8, 1), region)
    assert summer == SchoolHoliday(first, last, "Zomervakantie")


def test_a_school_holiday_runs_over_the_end_of_a_year_in_one():
    christmas = SchoolHoliday(date(2026, 12, 19), date(2027, 1, 3), "Kerstvakantie")
    assert school_holiday_on(date(2026, 12, 31), "zuid") == christmas
    assert school_holiday_on(date(2027, 1, 1), "zuid") == christmas
    assert school_holiday_on(date(2027, 1, 4), "zuid") is None


def test_spring_and_autumn_are_advised_the_others_fixed():
    found = school_holidays(date(2026, 8, 17), date(2027, 8, 1), "midden")
    assert [(h.name, h.is_advised) for h in found] == [
        ("Zomervakantie", False),
        ("Herfstvakantie", True),
        ("Kerstvakantie", False),
        ("Voorjaarsvakantie", True),
        ("Meivakantie", False),
        ("Zomervakantie", False),
    ]


def test_nothing_is_said_of_years_that_are_not_fixed():
    assert [
        school_holidays_are_known(day)
        for day in (date(2014, 7, 31), date(2014, 8, 1), date(2030, 7, 31), date(2030, 8, 1))
    ] == [False, True, True, False]
    assert school_holidays(date(2030, 9, 2), date(2040, 1, 1), "noord") == []
    assert school_holidays(date(2000, 1, 1), date(2014, 7, 31), "noord") == []


@given(st.dates(date(2014, 8, 1), date(2030, 7, 31)), st.sampled_from(SCHOOL_REGIONS))
def test_a_school_holiday_runs_from_saturday_to_sunday_and_is_found_on_each_of_its_days(
    day, region
):
    holiday = school_holiday_on(day, region)
    if holiday:
        assert (holiday.first.weekday(), holiday.last.weekday()) == (5, 6)
        assert (holiday.last - holiday.first).days in {8, 15, 43}
        assert school_holiday_on(holiday.first, region) == holiday
        assert school_holiday_on(holiday.last, region) == holiday


def test_a_year_of_school_holidays_is_read_once():
    workdays._school_year.cache_clear()
    for _ in range(3):
        school_holiday_on(OOGO, "noord")
    assert workdays._school_year.cache_info().misses == 3

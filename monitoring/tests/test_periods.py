from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.rules.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    Kind,
    PeriodError,
    due_on,
    is_stale,
    months_after,
    period_at,
    period_of,
    read_period,
)


@pytest.mark.parametrize(
    ("text", "label", "first", "last"),
    [
        ("2018/'19", "2018/19", date(2018, 8, 1), date(2019, 7, 31)),
        ("2018/’19", "2018/19", date(2018, 8, 1), date(2019, 7, 31)),
        ("'18/'19", "2018/19", date(2018, 8, 1), date(2019, 7, 31)),
        ("2018-2019", "2018/19", date(2018, 8, 1), date(2019, 7, 31)),
        ("1999/00", "1999/00", date(1999, 8, 1), date(2000, 7, 31)),
        ("2018SJ00", "2018/19", date(2018, 8, 1), date(2019, 7, 31)),
        ("2024", "2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024JJ00", "2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024 K1", "2024 K1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024KW04", "2024 K4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2e kwartaal 2024", "2024 K2", date(2024, 4, 1), date(2024, 6, 30)),
    ],
)
def test_a_period_is_read_as_people_and_statistics_write_it(text, label, first, last):
    period = read_period(text)
    assert (period.label, period.start, period.last_day) == (label, first, last)


@pytest.mark.parametrize(
    "text",
    ["", "18", "2018/20", "2018/2020", "1989", "2101", "2024KW00", "2024JJ01", "2024 K5", "x" * 99],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(PeriodError):
        read_period(text)


def test_a_period_of_another_kind_is_refused_with_an_example():
    with pytest.raises(PeriodError, match="schrijf bijvoorbeeld 2024/25"):
        read_period("2024", Kind.SCHOOL_YEAR)


@given(st.sampled_from(list(Kind)), st.integers(FIRST_YEAR, LAST_YEAR), st.integers(-40, 40))
def test_periods_follow_each_other_and_their_label_reads_back(kind, year, count):
    period = period_of(kind, year)
    assert period.later(count).later(-count) == period
    assert (period.next().start - period.last_day).days == 1
    assert read_period(period.label) == period
    assert period_at(period.last_day, kind) == period_at(period.start, kind) == period


def test_all_periods_from_first_to_last():
    first, last = read_period("2020/21"), read_period("2022/23")
    assert [p.label for p in first.until(last)] == ["2020/21", "2021/22", "2022/23"]
    assert last.until(first) == []


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 12, 31), 1, date(2025, 1, 31)),
        (date(2024, 1, 31), 0, date(2024, 1, 31)),
    ],
)
def test_months_are_counted_to_the_last_day_where_a_month_is_shorter(day, count, expected):
    assert months_after(day, count) == expected


@pytest.mark.parametrize(
    ("latest", "grace", "due"),
    [
        ("2024/25", 6, date(2027, 1, 31)),
        ("2024", 6, date(2026, 6, 30)),
        ("2024", 2, date(2026, 2, 28)),
        ("2024 K4", 1, date(2025, 4, 30)),
    ],
)
def test_figures_are_stale_after_the_next_period_and_the_grace(latest, grace, due):
    period = read_period(latest)
    assert due_on(period, grace) == due
    assert is_stale(period, grace, due) is False
    assert is_stale(period, grace, date.fromordinal(due.toordinal() + 1)) is True


def test_an_indicator_without_figures_waits_for_them():
    assert is_stale(None, 6, date(2026, 3, 3)) is True

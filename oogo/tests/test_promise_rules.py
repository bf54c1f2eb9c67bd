from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogo.rules import promises as rules
from oogo.rules.promises import Counts, Due

TUESDAY = date(2026, 3, 3)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (date(2026, 2, 19), Due("12 dagen te laat", "late")),
        (date(2026, 3, 2), Due("1 dag te laat", "late")),
        (date(2026, 3, 3), Due("vandaag", "soon")),
        (date(2026, 3, 4), Due("morgen", "soon")),
        (date(2026, 3, 5), Due("deze week", "info")),
        (date(2026, 3, 8), Due("deze week", "info")),  # Sunday
        (date(2026, 3, 9), Due()),
    ],
)
def test_the_word_says_how_near_a_day_is(due_on, expected):
    assert rules.due(due_on, TUESDAY) == expected


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 3, 2), date(2026, 3, 8)),  # Monday
        (date(2026, 3, 7), date(2026, 3, 8)),  # Saturday
        (date(2026, 3, 8), date(2026, 3, 9)),  # on a Sunday: what is due tomorrow as well
        (date(2024, 2, 26), date(2024, 3, 3)),  # over 29 February
        (date(2026, 12, 28), date(2027, 1, 3)),  # over the year's end
    ],
)
def test_the_week_ends_on_sunday(day, last):
    assert rules.end_of_week(day) == last


@given(DAYS, st.integers(-400, 400))
def test_the_later_the_day_the_less_urgent_the_word(day, distance):
    urgency = ["late", "soon", "info", ""]
    found = [rules.due(day + timedelta(days=distance + i), day).kind for i in range(3)]
    assert found == sorted(found, key=urgency.index)


def test_counts_add_up():
    counts = Counts(late=2, today=1, tomorrow=1, week=1, later=6, reported=1, done=1, lapsed=1)
    assert (counts.this_week, counts.open, counts.total) == (3, 11, 14)


@pytest.mark.parametrize("verb", rules.ALLOWED)
def test_what_lapsed_can_only_be_taken_up_again(verb):
    assert rules.may(verb, rules.LAPSED) == (verb == "resume")


def test_only_what_was_reported_is_confirmed():
    statuses = (rules.OPEN, rules.BUSY, rules.REPORTED, rules.DONE, rules.LAPSED)
    assert [rules.may("confirm", s) for s in statuses] == [False, False, True, False, False]

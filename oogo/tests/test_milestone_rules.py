"""Milestones: counted, moved and read; against a calendar of its own."""

from datetime import date, timedelta

import holidays as calendars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogo.content import kinds, stations
from oogo.rules import milestones as rules
from regio.lib.workdays import holidays_between

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
OOGO = date(2026, 4, 16)
CLOSED = frozenset(holidays_between(date(2012, 1, 1), date(2036, 12, 31)))
SUNDAYS_BY_NAME = {"Eerste paasdag", "Eerste pinksterdag"}
COUNTED = st.tuples(
    st.sampled_from([rules.WEEKS, rules.WORKING_DAYS]), st.integers(-52, 52).filter(bool)
)
days = st.dates(date(2020, 1, 1), date(2034, 12, 31))
OFF = {
    day
    for day, name in calendars.country_holidays(
        "NL", categories=("public", "optional"), years=range(2018, 2037), language="nl"
    ).items()
    if name not in SUNDAYS_BY_NAME
}


def works(day):
    """By the independent calendar."""
    return day.isoweekday() < 6 and day not in OFF


def row(rule, offset, due_on, *, is_done=False):
    return rules.Row(rule, offset, due_on, is_done)


# --- the scenario, and days as by hand


@pytest.mark.parametrize(
    ("name", "rule", "offset", "expected"),
    [
        ("M2", "weken", -11, date(2026, 1, 29)),
        ("M4", "weken", -7, date(2026, 2, 26)),
        ("M5", "werkdagen", -32, date(2026, 2, 27)),
        ("M7", "weken", -5, date(2026, 3, 12)),
        ("M8", "weken", -3, date(2026, 3, 26)),
        ("M10", "werkdagen", -10, date(2026, 3, 31)),
        ("M11", "weken", -2, date(2026, 4, 2)),
        ("M12", "weken", -1, date(2026, 4, 9)),
        ("M13", "weken", 0, date(2026, 4, 16)),
        ("M14", "werkdagen", 3, date(2026, 4, 21)),
        ("M18", "werkdagen", 5, date(2026, 4, 23)),
        ("M22", "weken", 6, date(2026, 5, 28)),
    ],
)
def test_the_milestones_of_the_scenario_fall_on_their_days(name, rule, offset, expected):
    assert rules.day_of(rule, offset, OOGO, CLOSED) == expected


@pytest.mark.parametrize(
    ("meeting_on", "rule", "offset", "expected"),
    [
        # 2 weeks before: Good Friday, so the Thursday before it
        (date(2026, 4, 17), "weken", -2, date(2026, 4, 2)),
        # 29 February: four weeks around it, and working days over it
        (date(2028, 3, 28), "weken", -4, date(2028, 2, 29)),
        (date(2028, 2, 28), "werkdagen", 1, date(2028, 2, 29)),
        (date(2028, 3, 1), "werkdagen", -1, date(2028, 2, 29)),
        # the end of a year: Christmas 2026 is a Friday and a Saturday
        (date(2026, 12, 24), "werkdagen", 1, date(2026, 12, 28)),
        (date(2027, 1, 4), "werkdagen", -1, date(2026, 12, 31)),
        (date(2027, 1, 8), "weken", -1, date(2026, 12, 31)),
        (date(2026, 12, 18), "weken", 1, date(2026, 12, 28)),
        # Koningsdag on Saturday 26 April 2031: the Monday after it is worked
        (date(2031, 4, 25), "werkdagen", 1, date(2031, 4, 28)),
        (date(2031, 4, 28), "werkdagen", -1, date(2031, 4, 25)),
        (date(2031, 5, 5), "weken", -1, date(2031, 4, 28)),
        # Koningsdag on a Monday is not
        (date(2026, 5, 4), "weken", -1, date(2026, 4, 24)),
    ],
)
def test_hard_days_come_out_as_by_hand(meeting_on, rule, offset, expected):
    assert rules.day_of(rule, offset, meeting_on, CLOSED) == expected


@given(days, COUNTED)
def test_a_milestone_is_a_working_day_on_its_side_of_the_meeting(meeting_on, counted):
    rule, offset = counted
    day = rules.day_of(rule, offset, meeting_on, CLOSED)
    assert works(day)
    assert (day < meeting_on) == (offset < 0)


@given(days, st.integers(-60, 60).filter(bool))
def test_working_days_are_counted_as_the_independent_calendar_counts_them(meeting_on, offset):
    day = rules.day_of(rules.WORKING_DAYS, offset, meeting_on, CLOSED)
    if offset < 0:
        between = [day + n * DAY for n in range((meeting_on - day).days)]
    else:
        between = [day - n * DAY for n in range((day - meeting_on).days)]
    assert sum(works(d) for d in between) == abs(offset)


@given(days, st.integers(1, 52))
def test_weeks_shift_to_the_nearest_working_day_away_from_the_meeting(meeting_on, weeks):
    back = rules.day_of(rules.WEEKS, -weeks, meeting_on, CLOSED)
    on = rules.day_of(rules.WEEKS, weeks, meeting_on, CLOSED)
    for plain, found, step in (
        (meeting_on - weeks * WEEK, back, -DAY),
        (meeting_on + weeks * WEEK, on, DAY),
    ):
        while not works(plain):
            plain += step
        assert found == plain


# --- moving


@given(days, COUNTED, st.integers(-6, 6))
def test_moving_there_and_back_is_no_move(meeting_on, counted, weeks):
    rule, offset = counted
    own = row(rule, offset, rules.day_of(rule, offset, meeting_on, CLOSED))
    [there] = rules.shifts([own], meeting_on + weeks * WEEK, CLOSED)
    [back] = rules.shifts([row(rule, offset, there.becomes)], meeting_on, CLOSED)
    assert back.becomes == own.due_on


@given(days, st.lists(COUNTED, min_size=2, max_size=8), st.sampled_from([-1, 1]))
def test_moving_by_a_week_keeps_the_order_of_what_is_counted_alike(meeting_on, counted, weeks):
    rows = [row(r, o, rules.day_of(r, o, meeting_on, CLOSED)) for r, o in counted]
    moved = rules.shifts(rows, meeting_on + weeks * WEEK, CLOSED)
    for rule in (rules.WEEKS, rules.WORKING_DAYS):
        alike = sorted(
            (shift for shift in moved if shift.row.rule == rule), key=lambda s: s.row.offset
        )
        becomes = [shift.becomes for shift in alike]
        assert becomes == sorted(becomes)


@given(days, st.dates(date(2020, 1, 1), date(2034, 12, 31)), COUNTED, st.booleans())
def test_done_hand_set_and_statutory_milestones_stay(meeting_on, due_on, counted, has_offset):
    rule, offset = counted
    rows = [
        row(rule, offset, due_on, is_done=True),
        row(rules.BY_HAND, offset if has_offset else None, due_on),
        row(rules.STATUTORY, None, due_on),
    ]
    found = rules.shifts(rows, meeting_on, CLOSED)
    assert [(s.becomes, s.moves) for s in found] == [(due_on, False)] * 3
    assert [s.stays_because for s in found] == [
        "is al gereed",
        "is met de hand gezet",
        "wettelijke datum",
    ]


def test_moving_the_scenario_a_week_later_goes_around_easter_and_kings_day():
    rows = [
        row("werkdagen", -32, date(2026, 2, 27)),
        row("werkdagen", -10, date(2026, 3, 31)),
        row("weken", -2, date(2026, 4, 2)),
        row("werkdagen", 3, date(2026, 4, 21)),
    ]
    moved = rules.shifts(rows, date(2026, 4, 23), CLOSED)
    assert [shift.becomes for shift in moved] == [
        date(2026, 3, 6),
        date(2026, 4, 9),
        date(2026, 4, 9),
        date(2026, 4, 29),
    ]


# --- the template


def made(*subjects, meeting_on=OOGO):
    found = rules.planned(stations(), subjects, meeting_on, CLOSED)
    return {milestone.key: milestone for milestone in found}


def test_a_cycle_on_the_vo_plan_has_its_lawful_stations_with_their_article():
    vo = rules.Subject("ondersteuningsplan_vo", "WVO 2020", date(2026, 8, 1))
    found = made(vo)
    assert {
        "concept-vo",
        "overlappend-swv-vo",
        "opr-verzoek-vo",
        "opr-instemming-vo",
        "toezicht-vo",
        "vaststelling-vo",
        "inspectie-vo",
        "start-vo",
    } <= found.keys()
    inspection = found["inspectie-vo"]
    assert (inspection.due_on, inspection.rule, inspection.article) == (
        date(2026, 4, 30),
        "wettelijk",
        "WVO 2020",
    )
    assert found["start-vo"].due_on == date(2026, 8, 1)
    assert found["opr-instemming-vo"].title == "Instemming OPR vo"


def test_an_integral_oogo_has_a_station_for_each_plan_and_the_common_ones_once():
    found = made(
        rules.Subject("ondersteuningsplan_po"),
        rules.Subject("ondersteuningsplan_vo"),
        rules.Subject("jeugdplan"),
        rules.Subject("vrij"),
    )
    assert {"concept-po", "concept-vo", "concept", "vaststelling", "stukken"} <= found.keys()
    assert found["concept"].title == "Concept-jeugdplan"


def test_a_cycle_without_subjects_has_no_statutory_date_but_the_elections():
    found = made()
    statutory = {key for key, milestone in found.items() if milestone.rule == "wettelijk"}
    assert statutory == {"verkiezingen"}
    assert found["oogo"].due_on == OOGO


def test_a_plan_without_a_day_starts_at_the_next_school_year():
    vo = rules.Subject("ondersteuningsplan_vo")
    assert made(vo)["start-vo"].due_on == date(2026, 8, 1)
    assert made(vo, meeting_on=date(2026, 9, 24))["inspectie-vo"].due_on == date(2027, 4, 30)


def test_every_key_of_the_template_comes_once_for_every_set_of_subjects():
    subjects = [rules.Subject(kind.key, kind.article) for kind in kinds()]
    found = rules.planned(stations(), subjects, OOGO, CLOSED)
    keys = [milestone.key for milestone in found]
    assert sorted(keys) == sorted(set(keys))
    assert found == sorted(found, key=lambda milestone: milestone.due_on)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2018 + 4, date(2022, 3, 16)),
        (2026, date(2026, 3, 18)),
        (2030, date(2030, 3, 20)),
        (2027, None),
        (2028, None),
    ],
)
def test_gemeenteraden_are_elected_every_four_years_on_a_wednesday_in_march(year, expected):
    assert rules.council_elections(year) == expected


def test_elections_far_from_the_meeting_are_left_out():
    assert "verkiezingen" not in made(meeting_on=date(2026, 9, 24))


# --- reading


@pytest.mark.parametrize(
    ("key", "due_on", "is_done", "expected"),
    [
        ("reacties", date(2026, 2, 27), False, "te laat"),
        ("reacties", date(2026, 2, 27), True, "klaar"),
        ("pora", date(2026, 3, 3), False, "vandaag"),
        ("pora", date(2026, 3, 4), False, "gepland"),
        ("verkiezingen", date(2026, 3, 2), False, "geweest"),
        ("raden", date(2026, 3, 2), False, "geweest"),
        ("start-vo", date(2026, 3, 2), False, "geweest"),
        ("oogo", date(2026, 3, 2), False, "geweest"),
    ],
)
def test_a_milestone_is_done_late_today_or_planned(key, due_on, is_done, expected):
    found = rules.state_on(
        date(2026, 3, 3), due_on=due_on, is_done=is_done, is_no_task=rules.is_no_task(key)
    )
    assert found == expected


@pytest.mark.parametrize(
    ("rule", "offset", "expected"),
    [
        ("weken", -11, "11 weken vóór"),
        ("weken", 1, "1 week na"),
        ("weken", 0, "op de dag zelf"),
        ("werkdagen", -1, "1 werkdag vóór"),
        ("werkdagen", 3, "3 werkdagen na"),
        ("wettelijk", None, "wettelijke datum"),
        ("hand", None, "met de hand gezet"),
    ],
)
def test_a_rule_reads_as_people_say_it(rule, offset, expected):
    assert rules.rule_text(rule, offset) == expected

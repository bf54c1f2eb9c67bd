"""The statutory watch, as on 3 March 2026 and around its boundaries."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogo.rules.watch import PlanRow, Sitting, a_year_before, last_day_at_inspectorate, watch
from regio.lib.workdays import holidays_between

TODAY = date(2026, 3, 3)
OOGO = date(2026, 4, 16)
CLOSED = frozenset(holidays_between(date(2020, 1, 1), date(2036, 12, 31)))
VO_NOW = PlanRow("Ondersteuningsplan vo 2022–2026", date(2022, 8, 1), date(2026, 8, 1))
VO_NEXT = PlanRow("Ondersteuningsplan vo 2026–2030", date(2026, 8, 1), date(2030, 8, 1), True)
PO_NOW = PlanRow("Ondersteuningsplan po 2024–2028", date(2024, 8, 1), date(2028, 8, 1))


def vo(today=TODAY, *, plans=(VO_NOW, VO_NEXT), sittings=None, submitted=()):
    if sittings is None:
        sittings = [Sitting(date(2022, 2, 17), is_held=True), Sitting(OOGO, is_held=False)]
    return watch(
        "ondersteuningsplan_vo",
        plans=plans,
        sittings=sittings,
        submitted=submitted,
        today=today,
        closed=CLOSED,
    )


def test_the_vo_plan_of_the_scenario_must_be_at_the_inspectorate_before_1_may_2026():
    found = vo()
    assert (found.term, found.days_left, found.working_days) == ("inspectie vóór 1 mei 2026", 58, 9)
    assert (found.tone, found.plan, found.meeting) == (
        "soon",
        VO_NEXT,
        Sitting(OOGO, is_held=False),
    )
    assert found.last_held_on == date(2022, 2, 17)
    assert found.warnings == ("Geen ruimte voor een tweede overleg vóór 30 april.",)


def test_the_po_plan_of_the_scenario_has_until_1_may_2028():
    found = watch(
        "ondersteuningsplan_po",
        plans=[PO_NOW],
        sittings=[Sitting(date(2024, 2, 15), is_held=True)],
        submitted=[],
        today=TODAY,
        closed=CLOSED,
    )
    assert (found.term, found.tone, found.warnings) == ("inspectie vóór 1 mei 2028", "none", ())
    assert (found.meeting, found.last_held_on) == (None, date(2024, 2, 15))


def youth(plan, today=TODAY, *more):
    return watch(
        "jeugdplan", plans=[plan, *more], sittings=[], submitted=[], today=today, closed=CLOSED
    )


def test_a_jeugdplan_has_no_statutory_term():
    found = youth(PlanRow("Beleidsplan jeugd", None, None))
    assert (found.term, found.tone) == ("geen vaste looptijd; geen wettelijke termijn", "none")


@pytest.mark.parametrize(
    ("today", "tone", "warnings"),
    [
        (date(2026, 12, 30), "none", 0),
        (date(2026, 12, 31), "soon", 1),
        (date(2027, 12, 31), "soon", 1),
        (date(2028, 1, 1), "late", 0),
    ],
)
def test_a_jeugdplan_with_an_end_is_amber_a_year_ahead_and_late_after_it(today, tone, warnings):
    found = youth(PlanRow("Beleidsplan jeugd", date(2024, 1, 1), date(2028, 1, 1)), today)
    assert found.term == "loopt t/m 31-12-2027; geen wettelijke termijn"
    assert (found.tone, len(found.warnings)) == (tone, warnings)


def test_a_jeugdplan_that_is_followed_is_done():
    old = PlanRow("Oud", date(2022, 1, 1), date(2027, 1, 1))
    found = youth(old, TODAY, PlanRow("Nieuw", date(2027, 1, 1), None))
    assert found.tone == "done"


@pytest.mark.parametrize(
    ("today", "tone", "days"),
    [
        (date(2025, 4, 29), "none", 366),
        (date(2025, 4, 30), "soon", 365),
        (date(2026, 4, 30), "soon", 0),
        (date(2026, 5, 1), "late", -1),
    ],
)
def test_a_support_plan_is_amber_a_year_ahead_and_late_from_1_may(today, tone, days):
    found = vo(today)
    assert (found.tone, found.days_left) == (tone, days)


def test_a_plan_that_was_sent_is_done_and_warns_of_nothing():
    found = vo(date(2026, 5, 2), submitted=[date(2026, 4, 24)])
    assert (found.tone, found.warnings) == ("done", ())


def test_sending_the_plan_before_does_not_count_for_the_next():
    assert vo(submitted=[date(2022, 4, 20)]).tone == "soon"


def test_without_an_oogo_in_the_last_year_the_watch_asks_for_one():
    found = vo(sittings=[Sitting(date(2025, 4, 30), is_held=True)])
    assert (found.meeting, found.warnings) == (
        None,
        ("Er is nog geen OOGO over dit plan gepland.",),
    )


def test_an_oogo_after_30_april_is_late():
    found = vo(sittings=[Sitting(date(2026, 5, 7), is_held=False)])
    assert (found.tone, found.working_days) == ("late", 0)
    assert found.warnings == ("Het OOGO valt na 30 april 2026: te laat voor de inspectie.",)


@pytest.mark.parametrize(
    ("day", "working_days", "warns"),
    [(date(2026, 4, 8), 15, False), (date(2026, 4, 9), 14, True)],
)
def test_a_second_round_takes_fifteen_working_days(day, working_days, warns):
    found = vo(sittings=[Sitting(day, is_held=False)])
    assert (found.working_days, bool(found.warnings)) == (working_days, warns)


def test_the_last_oogo_that_was_held_counts_before_one_that_is_planned():
    held, planned = Sitting(date(2026, 2, 12), True), Sitting(OOGO, False)
    assert vo(sittings=[held, planned]).meeting == held


def test_a_plan_that_begins_more_than_four_years_after_the_last_is_told():
    later = PlanRow("Plan 2027–2031", date(2027, 8, 1), None, True)
    found = vo(plans=[VO_NOW, later])
    assert found.term == "inspectie vóór 1 mei 2026"
    assert "Het nieuwe plan begint later dan vier jaar na het vorige." in found.warnings


def test_a_plan_of_five_years_is_held_to_four():
    long = PlanRow("Plan 2022–2027", date(2022, 8, 1), date(2027, 8, 1))
    assert vo(plans=[long]).last_day == date(2026, 4, 30)


def test_without_any_plan_nothing_can_be_watched():
    found = vo(plans=[])
    assert (found.tone, found.last_day) == ("unknown", None)


@pytest.mark.parametrize(
    ("starts_on", "expected"),
    [
        (date(2026, 8, 1), date(2026, 4, 30)),
        (date(2026, 5, 1), date(2026, 4, 30)),
        (date(2026, 4, 30), date(2025, 4, 30)),
        (date(2027, 1, 1), date(2026, 4, 30)),
    ],
)
def test_the_last_day_is_before_the_1_may_that_precedes_the_start(starts_on, expected):
    assert last_day_at_inspectorate(starts_on) == expected


def test_a_year_before_29_february_is_the_28th():
    assert a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)


@given(st.dates(date(2015, 1, 1), date(2040, 12, 31)), st.integers(0, 1500))
def test_the_term_lies_less_than_a_year_before_the_start_and_never_after_it(since, later):
    plan = PlanRow("Plan", since, None)
    found = vo(since + timedelta(days=later), plans=[plan], sittings=[])
    assert found.last_day.month == 4
    start = since.replace(year=since.year + 4) if since.month != 2 or since.day != 29 else None
    if start:
        assert timedelta(0) < start - found.last_day <= timedelta(days=366)

"""The two rounds of the checklist, as the scenario tells them."""

from datetime import date

import pytest

from accounts.models import Region
from checklist.models import Answer, Evidence, Round, StepState, StepView
from checklist.table import RoundTable
from oogo.models import StepOutcome
from records.models import Change
from regio.demo.content.round_2025 import ROUND_2025
from regio.demo.content.round_2026 import ROUND_2026
from regio.demo.tests import loaded
from regio.lib import clock

THIRD_OF_MARCH = date(2026, 3, 3)

pytestmark = pytest.mark.usefixtures("loaded_once", "db")


@pytest.fixture
def region(loaded_once, db):
    return Region.objects.get(slug="noord-kennemerland")


def table_of(title):
    return RoundTable(Round.objects.get(region__code="NK", title=title))


def test_54_of_77_verdicts_are_given_and_five_steps_show_a_difference():
    table = table_of("Ronde 2026")
    assert (table.progress.given, table.progress.applicable) == (54, 77)
    assert table.progress.percent == 70
    assert [cell.step.number for cell in table.differences] == [1, 2, 3, 5, 7]
    assert [cell.distance for cell in table.strip] == [2, 3, 2, 1, 2, 1, 2, 0]


@pytest.mark.parametrize("content", [ROUND_2025, ROUND_2026], ids=lambda content: content.title)
def test_every_verdict_of_a_round_is_that_of_its_table(content, region):
    stored = {
        (view.step, view.party.organisation.abbreviation): view.verdict
        for view in StepView.objects.filter(round__region=region, round__title=content.title)
    }
    steps = {step.number: step.key for step in table_of(content.title).steps}
    told = {
        (steps[number], party): content.verdict(number, party)
        for number in content.verdicts
        for party in content.parties
        if content.verdict(number, party)
    }
    assert stored == told


def test_the_shared_view_of_2026_is_that_of_the_scenario():
    states = {row.step: row for row in StepState.objects.filter(round__title="Ronde 2026")}
    steps = [step.key for step in table_of("Ronde 2026").steps]
    assert [states[step].verdict for step in steps] == [
        "grotendeels", "", "grotendeels", "deels", "deels", "", "", ""
    ]  # fmt: skip
    assert [states[step].owner.person.name.split()[-1] for step in steps] == [
        "Torenvalk", "Bosuil", "Ooievaar", "Snip", "Merel", "Smient", "Ooievaar", "Ooievaar"
    ]  # fmt: skip
    assert [f"{states[step].due_on:%d-%m}" for step in steps] == [
        "13-03", "27-03", "24-09", "09-04", "01-09", "02-07", "16-04", "24-09"
    ]  # fmt: skip
    assert states["rolverdeling"].to_do == "mandaat per trekker vastleggen; trekker T4"
    shown = {row.step for row in Evidence.objects.all()}
    came = {row.step.step for row in StepOutcome.objects.filter(step__round__title="Ronde 2026")}
    assert shown | came == set(steps)


def test_the_conflict_of_the_scenario_is_prepared():
    answer = Answer.objects.get(question_key="speelveld-nieuwe-spelers")
    assert answer.value == "Kinderopvang en twee jeugdhulpaanbieders."
    change = Change.objects.of(answer).get(field="value")
    assert str(change.by) == "Sanne Bosuil"
    assert f"{change.at.astimezone(clock.AMSTERDAM):%d-%m-%Y %H:%M}" == "02-03-2026 14:02"


def test_who_fills_in_sees_a_part_of_the_questions_answered():
    table = table_of("Ronde 2026")
    alkmaar = [p for p in table.parties if str(p) == "Alkmaar"]
    assert [table.answered(step, alkmaar) for step in table.steps[:3]] == [(5, 8), (4, 6), (7, 7)]
    assert table.answered(table.steps[0], []) == (4, 6)
    assert not table.view(table.steps[0], alkmaar[0]).is_submitted


def test_a_party_without_anyone_is_filled_in_for_by_the_regisseur():
    view = StepView.objects.get(
        round__title="Ronde 2026", step="speelveld", party__organisation__abbreviation="MK"
    )
    change = Change.objects.of(view).get(field="verdict")
    assert (str(change.by), change.on_behalf_of) == ("Mark Torenvalk", "swv Midden-Kennemerland")


def test_a_changed_verdict_shows_from_what_to_what():
    view = StepView.objects.get(
        round__title="Ronde 2026", step="rolverdeling", party__organisation__abbreviation="PPO"
    )
    changes = Change.objects.of(view).filter(field="verdict").order_by("version")
    assert [(c.old, c.new, c.at.date()) for c in changes] == [
        (None, "deels", date(2026, 2, 13)),
        ("deels", "niet", date(2026, 3, 2)),
    ]


def test_round_2026_is_open_on_the_third_of_march():
    rounds = Round.objects.begun_on(THIRD_OF_MARCH).filter(closed_on=None)
    assert [(r.title, r.opens_on, r.due_on) for r in rounds] == [
        ("Ronde 2026", date(2026, 2, 1), date(2026, 3, 27))
    ]
    assert Round.objects.get(title="Ronde 2025").closed_on == date(2025, 3, 28)


@pytest.mark.parametrize("day", [date(2026, 4, 2), date(2026, 5, 1)])
def test_later_the_round_is_closed_with_the_same_verdicts(day):
    loaded.put(day, refresh=True)
    table = table_of("Ronde 2026")
    assert table.round.closed_on == date(2026, 3, 27)
    assert (table.progress.given, table.progress.applicable) == (54, 77)
    given = StepView.objects.filter(round=table.round).exclude(verdict="")
    assert set(given.values_list("status", flat=True)) == {StepView.Status.SUBMITTED}
    change = Change.objects.of(table.round).get(field="closed_on")
    assert (str(change.by), change.at.date()) == ("Mark Torenvalk", date(2026, 3, 27))

"""The OOGO of the scenario on 2 April 2026: where parties stand when the papers go out."""

from datetime import date

import pytest

from accounts.models import User
from oogo import register
from oogo.models import AgendaItem, Decision, Meeting, Milestone, Stance
from regio.demo.tests.conftest import loaded_on
from regio.demo.tests.stances import OOGO, PER_PART, decision_of, letters, pairs, stances_per_part

DAY = date(2026, 4, 2)

loaded_once = loaded_on(DAY)
pytestmark = pytest.mark.usefixtures("loaded_once", "db")


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (3, "Alk V Ber A D&W V Hei A ROC A"),
        (4, "Alk V Cas A Hei A Uit N PPO A VO V"),
        (5, "Alk A Ber A Cas A Hei A Uit A PPO A VO A IJm A ROC A"),
    ],
)
def test_the_dossier_says_where_parties_stand_before_the_oogo(order, expected):
    assert letters(decision_of(order)) == pairs(expected)
    assert decision_of(order).is_proposed


@pytest.mark.parametrize(
    ("order", "expected"),
    [(4, {"Ber", "D&W", "IJm", "MK"}), (5, {"D&W", "MK"})],
)
def test_who_has_not_spoken_yet_is_named_without_a_statutory_subject_too(order, expected):
    user = User.objects.get(email="regisseur@demo.test")
    rows = Decision.objects.filter(pk=decision_of(order).pk).with_successor()
    [entry] = register.entries(rows, user, DAY)
    waiting = [line.party for line in entry.lines if line.value == Stance.Value.NONE]
    assert {party.organisation.abbreviation for party in waiting} == expected


def test_stances_are_taken_per_part_of_the_plan():
    assert stances_per_part(decision_of(3)) == PER_PART


def test_the_papers_go_out_that_day_and_have_no_numbers_in_the_morning():
    items = AgendaItem.objects.filter(meeting__day=OOGO)
    assert set(items.values_list("number", flat=True)) == {""}
    papers = Milestone.objects.get(key="stukken")
    assert (papers.due_on, papers.done_on) == (date(2026, 4, 2), None)
    done = Milestone.objects.exclude(done_on=None).values_list("key", flat=True)
    assert set(done) == {
        "verkenning", "concept-vo", "overlappend-swv-vo", "opr-verzoek-vo", "reacties", "pora",
        "vooroverleg", "verkiezingen", "agendaoverleg", "kadernota", "colleges", "raden",
    }  # fmt: skip


def test_the_meetings_of_march_were_held():
    held = Meeting.objects.filter(status=Meeting.Status.HELD, day__month=3)
    assert [str(m) for m in held.order_by("day")] == [
        "PORA blok sociaal 04-03-2026",
        "Ambtelijk overleg onderwijs-jeugd 12-03-2026",
    ]

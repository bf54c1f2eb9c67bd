"""The OOGO of the scenario on 1 May 2026: what came out of it."""

from datetime import date

import pytest

from agenda.models import Plan
from oogo.attendance import AttendanceList
from oogo.calendar import standing
from oogo.models import Action, AgendaItem, Meeting, Milestone, Stance
from regio.demo.tests.conftest import loaded_on
from regio.demo.tests.stances import OOGO, PER_PART, decision_of, letters, pairs, stances_per_part

DAY = date(2026, 5, 1)

loaded_once = loaded_on(DAY)
pytestmark = pytest.mark.usefixtures("loaded_once", "db")


@pytest.mark.parametrize(
    ("order", "number", "expected"),
    [
        (3, "2026-NK-001", "Alk V Ber A D&W V Hei A ROC A"),
        (4, "2026-NK-002", "Alk V Ber V Cas A D&W V Hei V Uit NS PPO A VO V IJm A MK AS"),
        (5, "2026-NK-003",
         "Alk A Ber A Cas A D&W A Hei A Uit A PPO A VO A IJm A MK AS ROC A"),
    ],
)  # fmt: skip
def test_the_oogo_ended_as_the_scenario_says(order, number, expected):
    decision = decision_of(order)
    assert decision.number == number
    assert letters(decision) == pairs(expected)


def test_both_reservations_on_the_plan_were_ratified_on_21_april():
    decision = decision_of(3)
    rows = decision.stances.filter(value=Stance.Value.RESERVES)
    assert {(str(s.party), str(s.part or ""), s.ratified_on) for s in rows} == {
        (party, part, date(2026, 4, 21))
        for party in ("Alkmaar", "Dijk en Waard")
        for part in ("", "leerlingenvervoer")
    }
    assert stances_per_part(decision) == PER_PART


def test_five_reservations_on_help_at_school_are_open():
    rows = [s for s in decision_of(4).stances.all() if s.is_pending]
    assert {(str(s.party), s.reserved_for, s.answer_by) for s in rows} == {
        ("Alkmaar", "raad", date(2026, 11, 12)),
        ("Bergen", "college", date(2026, 5, 12)),
        ("Dijk en Waard", "raad", date(2026, 11, 12)),
        ("Heiloo", "college", date(2026, 5, 12)),
        ("swv VO", "toezicht", date(2026, 5, 19)),
    }


def test_who_was_there():
    rows = Meeting.objects.get(day=OOGO).participants.with_names()
    found = {row.position.person.name: row for row in rows}
    assert {name for name, row in found.items() if row.attendance == "aanwezig"} == {
        "Hanna Merel", "Joris Grutto", "Meryem Kwartel", "Paul Lepelaar", "Irma Tureluur",
        "Yara Smient", "Olaf Reiger", "Gijs Meerkoet", "Farid Havik", "Els Ooievaar",
        "Mark Torenvalk", "Stef Ekster",
    }  # fmt: skip
    others = {n: row.attendance for n, row in found.items() if row.attendance != "aanwezig"}
    assert others == {
        "Fenna Kievit": "vervangen",
        "Karel Fuut": "afwezig_bericht",
        "Wilma Roerdomp": "afwezig",
    }
    assert found["Fenna Kievit"].replaced_by.person.name == "Siebe Scholekster"
    assert found["Meryem Kwartel"].from_item.number == "3"


def attendance_at(number):
    meeting = Meeting.objects.get(number=number)
    items = AgendaItem.objects.filter(meeting=meeting)
    return AttendanceList(meeting, {item.pk: item.number for item in items})


def spoken_by(found, name):
    [one] = [one for one in found.present if one.position.person.name == name]
    return [(str(voice.party), voice.right, voice.points) for voice in one.voices]


def test_the_minutes_say_who_came_later_and_who_spoke_for_uitgeest():
    found = attendance_at(3)
    assert {str(one.position.person): one.span for one in found.present if one.span} == {
        "Meryem Kwartel": "vanaf punt 3"
    }
    assert spoken_by(found, "Paul Lepelaar") == [
        ("Castricum", "eigen functie", ""),
        ("Uitgeest", "machtiging", "(punten 2, 5, 6 en 7)"),
    ]
    assert {str(one.row.position.person): one.text for one in found.absent} == {
        "Fenna Kievit": "vervangen door Siebe Scholekster",
        "Karel Fuut": "afwezig met bericht; vertegenwoordigd door Paul Lepelaar (punten 2, 5, 6 "
        "en 7)",
        "Wilma Roerdomp": "afwezig zonder bericht",
    }


def test_in_september_lepelaar_came_for_heiloo_too():
    assert spoken_by(attendance_at(2), "Paul Lepelaar") == [
        ("Castricum", "eigen functie", ""),
        ("Heiloo", "vervangt Irma Tureluur, machtiging", ""),
    ]


def test_the_items_are_numbered_and_minuted():
    items = AgendaItem.objects.filter(meeting__day=OOGO).in_order()
    assert [item.number for item in items] == list("1234567")
    assert {item.status for item in items} == {"behandeld"}
    assert [item for item in items if not item.outcome] == []
    assert Meeting.objects.get(number=2).minutes_adopted_on == OOGO


def test_nine_actions_came_out_of_the_oogo():
    rows = Action.objects.filter(arose_on=OOGO).order_by("number")
    assert [(a.code, a.origin.number, a.due_on) for a in rows] == [
        ("A15", "2026-NK-001", date(2026, 4, 20)),
        ("A16", "2026-NK-002", date(2026, 5, 8)),
        ("A17", "2026-NK-002", date(2026, 6, 12)),
        ("A18", "2026-NK-002", date(2026, 9, 24)),
        *((f"A{n}", "2026-NK-002", date(2026, 6, 12)) for n in range(19, 24)),
    ]
    budgets = rows.filter(due_on=date(2026, 6, 12))
    assert {a.owner_party.organisation.abbreviation for a in budgets} == {
        "Alk", "D&W", "Ber", "Cas", "Hei", "Uit"
    }  # fmt: skip
    variant = rows.get(number=18)
    assert [p.organisation.abbreviation for p in variant.helpers.all()] == ["IJm"]


def test_the_plan_is_adopted_and_at_the_inspectie():
    done = dict(Milestone.objects.exclude(done_on=None).values_list("key", "done_on"))
    assert (done["vaststelling-vo"], done["inspectie-vo"]) == (date(2026, 4, 23), date(2026, 4, 24))
    assert not Plan.objects.get(title="Ondersteuningsplan vo 2026–2030").is_concept
    today = date(2026, 5, 1)
    kept = Milestone.objects.kept().select_related("cycle__region")
    assert [m.key for m in kept if standing(m, today, (), "noord").is_late] == []

"""The OOGO as the scenario tells it, on 3 March 2026 (sections 3, 5, 6, 7 and 10)."""

from collections import Counter
from datetime import date, timedelta

import pytest

from accounts.models import Region, User
from oogo.calendar import standing
from oogo.models import (
    Action,
    AgendaItem,
    Annex,
    Cycle,
    Decision,
    LocalFollowUp,
    Meeting,
    Milestone,
    RepresentationItem,
    Stance,
    StepOutcome,
    SubjectKind,
    SubjectParty,
)
from partners.models import ClosedDay
from records import documents
from regio.demo.content import oogo_cycle
from regio.demo.tests.stances import OOGO, letters, pairs
from regio.lib import workdays

TODAY = date(2026, 3, 3)
AGREEMENT = SubjectParty.Capacity.AGREEMENT

pytestmark = pytest.mark.usefixtures("loaded_once", "db")


@pytest.fixture
def region(loaded_once, db):
    return Region.objects.get(slug="noord-kennemerland")


@pytest.fixture
def agenda(region):
    return list(AgendaItem.objects.filter(meeting__region=region, meeting__day=OOGO).in_order())


def abbreviations(parties):
    return {party.organisation.abbreviation for party in parties}


def parties_at(kind, capacity):
    rows = SubjectParty.objects.filter(subject__kind__name=kind, capacity=capacity)
    return abbreviations(row.party for row in rows)


# --- the cycle


def test_it_is_44_days_until_the_oogo(region):
    cycle = Cycle.objects.of_region(region).get()
    assert (cycle.meeting.day, cycle.meeting.place) == (OOGO, "Stadhuis Alkmaar, raadzaal")
    assert (cycle.meeting.day - TODAY).days == 44


def test_who_agrees_on_the_ondersteuningsplan_vo_and_who_only_hears():
    name = "Ondersteuningsplan vo"
    assert parties_at(name, AGREEMENT) == {"VO", "Alk", "Ber", "D&W", "Hei", "ROC"}
    assert parties_at(name, SubjectParty.Capacity.CONSULTED) == {"PPO"}
    assert parties_at(name, SubjectParty.Capacity.LISTENER) == {"Cas", "Uit", "IJm", "MK"}
    assert SubjectParty.objects.filter(reason="").count() == 0


def test_six_gemeenten_and_four_samenwerkingsverbanden_are_party_to_points_4_6_and_7(agenda):
    subjects = {item.subject for item in agenda if item.order in (4, 6, 7)}
    [subject] = subjects
    assert not subject.kind.is_statutory
    parties = [row.party for row in subject.parties.filter(capacity=AGREEMENT)]
    assert Counter(party.organisation.kind for party in parties) == {"gemeente": 6, "swv": 4}
    assert abbreviations(parties) == {
        "Alk", "Ber", "Cas", "D&W", "Hei", "Uit", "PPO", "VO", "IJm", "MK"
    }  # fmt: skip


def test_every_kind_of_subject_says_when_its_last_oogo_was(region):
    kinds = SubjectKind.objects.of_region(region)
    assert {kind.key: kind.last_held_on for kind in kinds} == {
        "ondersteuningsplan_po": date(2024, 2, 15),
        "ondersteuningsplan_vo": date(2022, 2, 17),
        "jeugdplan": date(2025, 9, 25),
        "vrij": None,
    }


def counted(milestone, closed):
    """Return the day that follows from the rule of a milestone; its own day when none does."""
    if milestone.rule == Milestone.Rule.WORKING_DAYS:
        return workdays.add_working_days(OOGO, milestone.offset, closed)
    if milestone.rule == Milestone.Rule.WEEKS:
        count = workdays.weeks_after if milestone.offset >= 0 else workdays.weeks_before
        return count(OOGO, abs(milestone.offset), closed)
    return milestone.due_on


def test_every_milestone_falls_on_the_day_that_its_rule_counts(region):
    closed = ClosedDay.objects.closed_around(region, OOGO)
    rows = Milestone.objects.filter(cycle__region=region)
    assert {m.key: m.due_on for m in rows} == {m.key: counted(m, closed) for m in rows}
    assert {m.rule for m in rows} == set(Milestone.Rule)


DAYS_FROM_THE_OOGO = {
    "verkenning": -92, "concept-vo": -77, "overlappend-swv-vo": -57, "opr-verzoek-vo": -49,
    "reacties": -48, "pora": -43, "vooroverleg": -35, "verkiezingen": -29, "agendaoverleg": -21,
    "kadernota": -20, "colleges": -16, "stukken": -14, "opr-instemming-vo": -7, "oogo": 0,
    "lijst": 5, "voorbehouden": 5, "toezicht-vo": 6, "vaststelling-vo": 7, "verslag": 7,
    "inspectie-vo": 8, "bekrachtiging": 26, "raadsbrief": 36, "terugkoppeling": 42,
    "evaluatie": 70, "start-vo": 107, "najaar": 161,
}  # fmt: skip


def test_every_milestone_is_as_far_from_the_oogo_as_the_table_says(region):
    rows = Milestone.objects.filter(cycle__region=region).exclude(key=oogo_cycle.COUNCILS)
    assert {m.key: (m.due_on - OOGO).days for m in rows} == DAYS_FROM_THE_OOGO


def test_four_milestones_are_done_and_only_the_written_reactions_are_late(region):
    rows = Milestone.objects.filter(cycle__region=region)
    assert {m.key: m.done_on for m in rows if m.done_on} == {
        "verkenning": date(2026, 1, 14),
        "concept-vo": date(2026, 1, 29),
        "overlappend-swv-vo": date(2026, 2, 18),
        "opr-verzoek-vo": date(2026, 2, 26),
    }
    [late] = [m for m in rows if standing(m, TODAY, (), "noord").is_late]
    assert (late.key, abbreviations(late.parties.all())) == ("reacties", {"D&W"})
    assert [m.key for m in rows if m.due_on == TODAY + timedelta(days=1)] == ["pora"]


def test_the_plan_must_be_at_the_inspectie_within_58_days(region):
    inspection = Milestone.objects.get(cycle__region=region, key="inspectie-vo")
    assert inspection.rule == Milestone.Rule.STATUTORY
    assert inspection.due_on < date(2026, 5, 1)
    assert (date(2026, 4, 30) - TODAY).days == 58


# --- meetings


def test_ten_meetings_are_numbered_in_the_order_in_which_they_were_planned(region):
    meetings = Meeting.objects.filter(region=region).order_by("number")
    assert [(m.number, m.body.name, m.day, m.status) for m in meetings] == [
        (1, "OOGO", date(2025, 4, 10), "gehouden"),
        (2, "OOGO", date(2025, 9, 25), "gehouden"),
        (3, "OOGO", OOGO, "gepland"),
        (4, "Regisseursgroep", date(2026, 1, 9), "gehouden"),
        (5, "Regisseursgroep", date(2026, 1, 29), "gehouden"),
        (6, "Ambtelijk overleg onderwijs-jeugd", date(2026, 2, 12), "gehouden"),
        (7, "PORA blok sociaal", date(2026, 3, 4), "gepland"),
        (8, "Ambtelijk overleg onderwijs-jeugd", date(2026, 3, 12), "gepland"),
        (9, "OOGO", date(2026, 9, 24), "gepland"),
        (10, "Regisseursgroep", date(2026, 6, 25), "gepland"),
    ]
    assert Meeting.objects.get(region=region, number=1).minutes_adopted_on == date(2025, 9, 25)
    assert Meeting.objects.get(region=region, number=2).minutes_adopted_on is None


def test_both_oogos_fill_their_two_hours_precisely(region):
    for number, minutes in ((2, [10, 15, 40, 30, 25]), (3, [5, 15, 25, 25, 10, 20, 20])):
        meeting = Meeting.objects.get(region=region, number=number)
        assert [item.minutes for item in meeting.items.in_order()] == minutes
        assert sum(minutes) == meeting.minutes == 120


def test_the_agenda_of_april_has_no_numbers_yet_and_that_of_september_keeps_them(region, agenda):
    held = Meeting.objects.get(region=region, number=2)
    assert [item.number for item in held.items.in_order()] == ["1", "2", "3", "4", "5"]
    assert {item.number for item in agenda} == {""}
    assert [item.kind for item in agenda] == [
        "kennisname", "vaststelling", "besluitvorming", "besluitvorming", "besluitvorming",
        "bespreking", "bespreking",
    ]  # fmt: skip


def test_items_come_from_what_the_scenario_says(agenda):
    assert {
        item.order: sorted(
            getattr(o.source, "code", None) or getattr(o.source, "step", None) or str(o.source)
            for o in item.origins.all()
        )
        for item in agenda
    } == {
        1: [],
        2: ["A01", "A11"],
        3: ["Ondersteuningsplan vo 2026–2030"],
        4: ["A09", "agenda"],
        5: ["A05", "rolverdeling"],
        6: ["Leerlingenvervoer"],
        7: ["kennis", "monitoring", "rolverdeling"],
    }


def test_the_portfolios_of_an_item_are_what_a_mandate_is_weighed_against(agenda):
    named = {item.order: {p.name for p in item.portfolios.all()} for item in agenda}
    assert [named[number] for number in (3, 4, 5, 6)] == [
        {"onderwijs"}, {"jeugd"}, {"onderwijs"}, {"onderwijs"}
    ]  # fmt: skip


def test_point_four_asks_240_000_euros_a_year_of_ten_parties(agenda):
    shares = {s.party.organisation.abbreviation: s.amount for s in agenda[3].shares.all()}
    assert shares == {
        "Alk": 76_339, "D&W": 66_089, "Cas": 24_547, "Ber": 16_994, "Hei": 16_050, "Uit": 9_981,
        "PPO": 7_500, "VO": 7_500, "IJm": 7_500, "MK": 7_500,
    }  # fmt: skip
    assert sum(shares.values()) == 240_000


def test_scholekster_comes_for_kievit_and_nobody_of_uitgeest(region):
    rows = Meeting.objects.get(region=region, number=3).participants.with_names()
    came = {row.position.person.name: row for row in rows}
    assert len(came) == 15
    assert came["Fenna Kievit"].speaker.person.name == "Siebe Scholekster"
    assert {name: row.reply for name, row in came.items() if row.reply != "komt"} == {
        "Fenna Kievit": "komt_niet",
        "Karel Fuut": "komt_niet",
        "Wilma Roerdomp": "open",
    }
    assert (came["Stef Ekster"].part, str(came["Stef Ekster"].party)) == ("agendalid", "De Brug")
    assert {row.attendance for row in rows} == {"open"}


def test_lepelaar_speaks_for_uitgeest_at_points_2_5_6_and_7_alone():
    rows = RepresentationItem.objects.order_by("item__order")
    assert [(row.item.meeting.day, row.item.order) for row in rows] == [
        (OOGO, 2), (OOGO, 5), (OOGO, 6), (OOGO, 7)
    ]  # fmt: skip
    assert {(row.representation.position.person.name, str(row.representation.party))
            for row in rows} == {("Paul Lepelaar", "Uitgeest")}  # fmt: skip


# --- annexes


def test_the_tariffs_of_de_brug_are_confidential_for_the_six_gemeenten(agenda):
    annexes = list(agenda[3].annexes.all())
    assert [a.title for a in annexes] == [
        "Varianten A en B: kosten en verdeling", "Tarieven aanbieder De Brug"
    ]  # fmt: skip
    tariffs = annexes[1]
    assert abbreviations(tariffs.disclosed_to.all()) == {"Alk", "Ber", "Cas", "D&W", "Hei", "Uit"}
    assert "artikel 5.1, lid 1, onder c, Woo" in tariffs.ground
    seen = {
        email: tariffs in Annex.objects.visible_to(User.objects.get(email=f"{email}@demo.test"))
        for email in ("regisseur", "wethouder", "beleid.gemeente", "beleid.swv", "lezer")
    }
    assert seen == {
        "regisseur": True,
        "wethouder": True,
        "beleid.gemeente": True,
        "beleid.swv": False,
        "lezer": False,
    }


def test_every_annex_is_a_pdf_of_which_the_bytes_are_kept():
    for annex in Annex.objects.all():
        data = documents.read(annex.document)
        assert (data[:5], len(data)) == (b"%PDF-", annex.document.size)
        assert "Voorbeeldgegevens – verzonnen".encode("cp1252") in data


def test_the_region_reads_the_oogo_and_not_the_regisseursgroep():
    reader = User.objects.get(email="lezer@demo.test")
    seen = Meeting.objects.visible_to(reader)
    assert {meeting.body.name for meeting in seen} == {"OOGO"}


# --- afspraken


def test_three_afspraken_are_numbered_and_three_are_proposed(region):
    decisions = Decision.objects.of_region(region).order_by("pk")
    assert [d.number for d in decisions] == [
        "2025-NK-007", "2025-NK-008", "2025-NK-009", "", "", ""
    ]  # fmt: skip
    assert [sorted(str(t.number) for t in d.themes.all()) for d in decisions] == [
        ["1"], ["1", "5"], [], [], ["2"], ["4"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sequence", "expected"),
    [
        (7, "Alk A Ber A Cas V D&W A Hei A Uit AS PPO A VO A IJm A MK A ROC A"),
        (8, "Alk A Ber V Cas A D&W A Hei A Uit AS PPO A VO A IJm A MK A"),
        (9, "Alk A Ber A Cas A D&W A Hei A Uit AS PPO A VO A IJm N"),
    ],
)
def test_where_every_party_stood_in_2025(sequence, expected):
    assert letters(Decision.objects.get(year=2025, sequence=sequence)) == pairs(expected)


def test_both_reservations_of_2025_were_ratified_in_time():
    rows = Stance.objects.filter(decision__year=2025, value=Stance.Value.RESERVES)
    assert {(str(s.party), s.answer_by, s.ratified_on, s.is_pending) for s in rows} == {
        ("Castricum", date(2025, 11, 11), date(2025, 11, 11), False),
        ("Bergen", date(2025, 12, 16), date(2025, 12, 16), False),
    }


def test_of_the_proposed_afspraken_only_uitgeest_said_where_it_stands():
    [stance] = Stance.objects.filter(decision__sequence=None)
    assert (str(stance.party), stance.decision.title, stance.value) == (
        "Uitgeest",
        "Hulp op school: variant B per 1 januari 2027",
        "niet_akkoord",
    )


def test_three_gemeenten_have_begun_with_2025_nk_007_at_home():
    rows = LocalFollowUp.objects.filter(decision__sequence=7)
    assert {str(row.party): row.status for row in rows} == {
        "Alkmaar": "vastgelegd",
        "Dijk en Waard": "vastgelegd",
        "Castricum": "bezig",
    }


# --- actions


def when(action):
    """Say where an action stands on 3 March, as the table of the scenario counts it."""
    if not action.is_open:
        return action.status
    friday = date(2026, 3, 6)
    days = (action.due_on - TODAY).days
    if days < 0:
        return "te laat"
    return {0: "vandaag", 1: "morgen"}.get(days) or ("week" if action.due_on <= friday else "later")


def test_fourteen_actions_are_counted_as_the_scenario_expects(region):
    actions = Action.objects.of_region(region)
    assert Counter(when(action) for action in actions) == {
        "te laat": 2,
        "vandaag": 1,
        "morgen": 1,
        "week": 1,
        "later": 6,
        "gereed_gemeld": 1,
        "afgerond": 1,
        "vervallen": 1,
    }
    assert actions.count() == 14
    assert {a.code: a.days_late_on(TODAY) for a in actions.overdue(TODAY)} == {"A01": 12, "A02": 4}


def test_an_action_that_was_moved_keeps_every_day_that_it_had(region):
    moved = {
        action.code: [p.was_due_on for p in action.postponements.all()]
        for action in Action.objects.of_region(region)
        if action.postponements.exists()
    }
    assert moved == {
        "A01": [date(2026, 1, 30)],
        "A03": [date(2026, 2, 27)],
        "A11": [date(2025, 12, 19), date(2026, 1, 30), date(2026, 2, 27)],
    }


def test_every_action_has_its_owner_and_comes_from_something(region):
    actions = {a.code: a for a in Action.objects.of_region(region).with_owner()}
    assert {code for code, a in actions.items() if a.origin is None} == set()
    owners = {
        code: (str(a.owner_party or ""), str(a.owner_position or a.owner_seat))
        for code, a in actions.items()
    }
    assert owners["A01"] == ("Castricum", "beleidsmedewerker, Castricum")
    assert owners["A05"] == ("", "Els Ooievaar, onafhankelijk voorzitter")
    assert owners["A06"] == ("Dijk en Waard", "wethouder jeugd, Dijk en Waard")
    assert abbreviations(actions["A10"].helpers.all()) == {"D&W", ""}
    assert str(actions["A08"].origin.party) == "Bergen"
    assert (actions["A13"].reported_on, actions["A13"].confirmed_on) == (date(2026, 1, 28), None)
    assert (actions["A08"].reported_on, actions["A08"].confirmed_on) == (
        date(2025, 12, 9),
        date(2026, 1, 9),
    )
    assert actions["A14"].lapse_reason == "Gaat op in de Jongerentop."


def test_steps_of_the_checklist_show_what_became_of_them():
    rows = StepOutcome.objects.filter(step__round__title="Ronde 2026")
    found = {}
    for row in rows:
        name = row.action.code if row.action else row.decision.number
        found.setdefault(row.step.step, set()).add(name)
    assert found == {
        "speelveld": {"A06", "A07"},
        "kennis": {"A01", "A11"},
        "afspraken": {"2025-NK-007", "A04"},
        "overlegstructuur": {"A12"},
        "rolverdeling": {"A05"},
    }

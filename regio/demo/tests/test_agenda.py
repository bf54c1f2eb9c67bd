"""The samenwerkingsagenda as the scenario tells it (4, 6 and 10)."""

from datetime import date

import pytest

from accounts.models import Region
from agenda import rules
from agenda.facts import facts_for
from agenda.models import PlanLink, Theme, ThemeRole, Trekker
from agenda.standing import standings
from regio.demo.tests import loaded

THIRD_OF_MARCH = date(2026, 3, 3)


@pytest.fixture
def region(loaded_once, db):
    return Region.objects.get(slug="noord-kennemerland")


@pytest.fixture
def agenda(region):
    themes = Theme.objects.of_region(region).in_order()
    return {s.theme.number: s for s in standings(themes, THIRD_OF_MARCH)}


def codes(standing):
    return [signal.code for signal in standing.signals]


def test_the_five_themes_are_there_with_scale_and_portfolios(region):
    rows = Theme.objects.of_region(region).in_order()
    assert [
        (t.number, t.title, t.scale, sorted(str(p) for p in t.portfolios.all())) for t in rows
    ] == [
        (1, "Thuiszitters en verzuim", "regionaal", ["jeugd", "onderwijs"]),
        (2, "Onderwijs-jeugdhulp", "subregionaal", ["jeugd"]),
        (3, "Leerlingenvervoer", "subregionaal", ["onderwijs"]),
        (4, "Overgang naar werk (pro, vso, mbo)", "regionaal", ["onderwijs"]),
        (5, "Doorgaande lijn en inclusief onderwijs (0–14)", "lokaal", ["onderwijs"]),
    ]


def test_theme_four_has_no_trekker_and_no_regievoerder(agenda):
    assert codes(agenda[4]) == [rules.NO_TREKKER, rules.NO_DIRECTOR]
    [earlier] = agenda[4].earlier
    assert (earlier.position.person.name, earlier.until) == ("Karel Fuut", date(2026, 1, 1))


def test_kluut_has_a_double_role_and_a_mandate_under_reservation(agenda):
    assert codes(agenda[5]) == [rules.RESERVED, rules.DOUBLE_ROLE]
    assert agenda[5].signals[1].text == "Petra Kluut houdt ook toezicht op swv PPO."


def test_the_other_themes_are_well_led(agenda):
    leads = {n: agenda[n].trekker for n in (1, 2, 3)}
    assert {n: codes(agenda[n]) for n in leads} == {1: [], 2: [], 3: []}
    assert {
        n: (
            row.position.person.name,
            row.deputy.person.name if row.deputy else None,
            row.granted_by,
        )
        for n, row in leads.items()
    } == {
        1: ("Hanna Merel", "Olaf Reiger", "afspraak 2025-NK-007"),
        2: ("Yara Smient", "Irma Tureluur", "OOGO 10-04-2025"),
        3: ("Meryem Kwartel", None, "OOGO 10-04-2025"),
    }


def test_the_roles_are_those_of_the_table(region, agenda):
    counts = {number: len(standing.roles) for number, standing in agenda.items()}
    assert counts == {1: 12, 2: 11, 3: 8, 4: 5, 5: 8}
    assert {number: [str(row.party) for row in s.directors] for number, s in agenda.items()} == {
        1: ["Alkmaar"],
        2: ["swv PPO"],
        3: ["Dijk en Waard"],
        4: [],
        5: ["swv PPO"],
    }
    castricum = ThemeRole.objects.of_region(region).filter(
        party__organisation__short_name="Castricum"
    )
    assert {row.theme.number: row.letters for row in castricum} == {
        1: "U H −",
        2: "S U +",
        3: "O −",
        5: "S U +",
    }


def test_plans_differ_fit_and_are_silent_as_the_scenario_says(region):
    rows = PlanLink.objects.of_region(region).exclude(relation="").order_by("theme__number")
    assert [(row.theme.number, row.relation, str(row.compared_with)) for row in rows] == [
        (1, "sluit_aan", "Ondersteuningsplan vo 2026–2030"),
        (2, "verschil", "Ondersteuningsplan vo 2026–2030"),
        (3, "zwijgt", "Ondersteuningsplan vo 2026–2030"),
        (4, "verschil", "Ondersteuningsplan vo 2026–2030"),
    ]


def test_beside_the_checklist_stands_what_is_wrong(region):
    facts = facts_for(region, THIRD_OF_MARCH)
    assert [(fact.number, fact.text) for fact in facts[3]] == [
        (5, "thema’s op de agenda"),
        (6, "doelen bij de thema’s"),
    ]
    assert [(fact.number, fact.detail) for fact in facts[7]] == [
        (1, "Overgang naar werk (pro, vso, mbo)"),
        (0, ""),
        (1, "Petra Kluut (Doorgaande lijn en inclusief onderwijs (0–14))"),
        (1, "Overgang naar werk (pro, vso, mbo)"),
    ]


def test_after_the_oogo_theme_four_has_a_trekker_by_an_afspraak(db):
    loaded.put(date(2026, 5, 1), refresh=True)
    trekker = Trekker.objects.on(date(2026, 5, 1)).get(theme__number=4)
    assert (trekker.position.person.name, trekker.deputy.person.name, trekker.granted_by) == (
        "Joris Grutto",
        "Farid Havik",
        "afspraak 2026-NK-003",
    )

"""The indicators of the demonstration, as the scenario (9) expects them on screen."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import Region, User
from monitoring.ground import Ground
from monitoring.models import Break, Indicator, Measurement, Target
from monitoring.picture import pictures
from regio.demo.actions import DAYS

pytestmark = pytest.mark.usefixtures("loaded_once", "db")
GEMEENTEN = ("Alkmaar", "Bergen (NH.)", "Castricum", "Dijk en Waard", "Heiloo", "Uitgeest")
YOUTH = "Jeugdregio Alkmaar (Noord-Kennemerland)"
SWV = "SWV PO 27-03 en SWV VO 27-03"
RMC = "Doorstroompunt Noord-Kennemerland"
HIDDEN = "niet getoond"


@pytest.fixture
def shown(loaded_once, db):
    """{title: (picture, {name of the row: texts of its cells})}"""
    region = Region.objects.get(slug="noord-kennemerland")
    indicators = list(Indicator.objects.of_region(region).order_by("pk"))
    found = pictures(indicators, Ground(region, DAYS[0]))
    return {
        str(picture.indicator): (
            picture,
            {row.name: [said.text for said in cells] for row, cells in picture.table},
        )
        for picture in found
    }


def test_three_indicators_with_all_figures_and_nothing_computed_is_stored(shown):
    assert list(shown) == [
        "Thuiszitters langer dan drie maanden",
        "Voortijdig schoolverlaters",
        "Jongeren met jeugdhulp",
    ]
    assert [len(picture.measurements) for picture, _ in shown.values()] == [31, 31, 32]
    assert Measurement.objects.filter(area__isnull=False).count() == 0
    assert Indicator.objects.filter(is_sample=False).count() == 0


def test_long_absent_pupils_as_the_scenario_has_them(shown):
    picture, table = shown["Thuiszitters langer dan drie maanden"]
    assert [str(period) for period in picture.periods] == [
        "2020/21",
        "2021/22",
        "2022/23",
        "2023/24",
        "2024/25",
    ]
    assert table == {
        "Alkmaar": ["2,6", "3,0", "3,2", "2,8", "2,4"],
        "Bergen (NH.)": ["2,1", "2,3", "2,4", "2,1", "1,9"],
        "Castricum": ["2,0", "2,4", "2,6", "2,2", "1,9"],
        "Dijk en Waard": ["2,6", "3,0", "3,2", "2,7", "2,2"],
        "Heerhugowaard": ["2,7", *["geen cijfer"] * 4],
        "Langedijk": ["2,3", *["geen cijfer"] * 4],
        "Heiloo": [HIDDEN, "1,9", "2,2", HIDDEN, HIDDEN],
        "Uitgeest": [HIDDEN, "2,3", "2,7", HIDDEN, HIDDEN],
        YOUTH: ["2,4", "2,7", "3,0", "2,5", "2,1"],
        SWV: [HIDDEN, "2,8", "3,0", HIDDEN, HIDDEN],
        RMC: [HIDDEN, "2,7", "3,0", HIDDEN, HIDDEN],
    }


def test_early_leavers_count_five_gemeenten_in_the_doorstroompunt_and_six_in_the_jeugdregio(shown):
    picture, table = shown["Voortijdig schoolverlaters"]
    assert table[RMC] == ["1,6", "2,0", "2,1", "2,0", "1,8"]
    assert table[YOUTH] == ["1,6", "2,0", "2,1", "2,0", "1,8"]
    counts = {
        row.name: [(c.figure.numerator, c.figure.denominator) for c in row.cells]
        for row in picture.totals
    }
    assert counts[RMC][-1] == (414, 22_690)
    assert counts[YOUTH][-1] == (428, 23_750)
    assert table["Uitgeest"] == ["1,2", "1,7", "1,7", "1,5", "1,3"]
    assert picture.name(picture.areas[0]) == RMC


def test_youth_help_is_neutral_and_has_no_target(shown):
    picture, table = shown["Jongeren met jeugdhulp"]
    assert (picture.indicator.direction, picture.target) == ("neutraal", None)
    assert table[YOUTH] == ["9,4", "10,0", "10,2", "10,5", "10,7"]
    assert table[SWV] == ["9,7", "10,3", "10,5", "10,8", "11,0"]
    assert table["Dijk en Waard"][:2] == ["9,6", "10,3"]
    assert picture.step(picture.main) == ("hoger", "2023")


def test_the_newest_figures_of_two_are_provisional(shown):
    found = {
        title: [cell.is_provisional for cell in picture.main.cells]
        for title, (picture, _) in shown.items()
    }
    assert list(found.values()) == [[False] * 5, [False] * 4 + [True], [False] * 4 + [True]]


def test_targets_and_the_break_that_was_announced(shown):
    targets = Target.objects.order_by("period_start")
    assert [(str(t.indicator)[:5], t.value, str(t.period)) for t in targets] == [
        ("Thuis", Decimal("1.5"), "2027/28"),
        ("Voort", Decimal("1.6"), "2028/29"),
    ]
    assert all(target.goal for target in targets)
    assert [(str(b.indicator)[:5], b.on.isoformat()) for b in Break.objects.all()] == [
        ("Voort", "2026-01-01")
    ]


def test_nothing_is_stale_on_the_third_of_march(shown):
    assert [picture.is_stale for picture, _ in shown.values()] == [False, False, False]


def test_the_wethouder_sees_the_own_gemeente_beside_the_region_and_that_figures_are_samples(shown):
    client = Client()
    client.force_login(User.objects.get(email="wethouder@demo.test"))
    picture, _ = shown["Thuiszitters langer dan drie maanden"]
    page = client.get(picture.indicator.get_absolute_url())
    drawing = page.context["wide"]
    assert [line.name for line in drawing.chart.lines] == ["Alkmaar", "Jeugdregio"]
    assert drawing.title == (
        "Thuiszitters langer dan drie maanden, per 1.000: Alkmaar van 2,6 in 2020/21 naar 2,4 in "
        f"2024/25; {YOUTH} van 2,4 in 2020/21 naar 2,1 in 2024/25; streefwaarde 1,5 per 1.000 in "
        "2027/28."
    )
    text = page.content.decode()
    assert "Voorbeeldcijfers" in text
    assert re.search(r'<svg[^>]*role="img">\s*<title>', text)


def test_dijk_en_waard_is_drawn_with_its_merger(shown):
    client = Client()
    client.force_login(User.objects.get(email="lezer@demo.test"))
    picture, _ = shown["Thuiszitters langer dan drie maanden"]
    page = client.get(picture.indicator.get_absolute_url(), {"gemeente": "GM1980"})
    drawing = page.context["wide"]
    assert [rule.label.text for rule in drawing.chart.breaks] == ["herindeling"]
    assert drawing.notes == (
        "1 januari 2022: Heerhugowaard en Langedijk gingen op in Dijk en Waard. De cijfers van "
        "daarvoor zijn de som.",
    )


def test_step_eight_of_the_checklist_knows_the_indicators(shown):
    from checklist import facts

    region = Region.objects.get(slug="noord-kennemerland")
    told = [(f.number, f.text) for f in facts.for_step(region, DAYS[0], 8)]
    assert told[:2] == [(3, "indicatoren"), (0, "indicatoren zonder recent cijfer")]
    (fact,) = [f for f in facts.for_step(region, DAYS[0], 2) if "cijfers" in f.text]
    assert (fact.number, fact.detail) == (
        3,
        "laatst geleverd op 17 februari 2026, 14 dagen geleden",
    )

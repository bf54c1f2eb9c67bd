"""The figures of the scenario (9) by the pure rules: sums of areas and of parts, what is hidden."""

from datetime import date

import pytest

from monitoring.rules.figures import written
from monitoring.rules.table import Part, State
from monitoring.tests.places import (
    CODES,
    DIJK_EN_WAARD,
    HEERHUGOWAARD,
    HEILOO,
    LABOUR,
    LANGEDIJK,
    RMC,
    SWV,
    UITGEEST,
    YOUTH,
    noord_kennemerland,
    table_of,
)
from regio.demo.content.indicators import EARLY_LEAVERS, LONG_ABSENT, YOUTH_HELP


def totals(content, key):
    """Return what a total is, period by period: number, out of how many, and as it is shown."""
    found = [table[key] for table in table_of(content, threshold=0).values()]
    return [
        (c.figure.numerator, c.figure.denominator, written(c.amount, decimals=1)) for c in found
    ]


@pytest.mark.parametrize(
    ("content", "area", "expected"),
    [
        (
            LONG_ABSENT,
            YOUTH,
            "106/44850/2,4 122/44800/2,7 132/44700/3,0 112/44600/2,5 93/44500/2,1",
        ),
        (LONG_ABSENT, SWV, "91/37250/2,4 104/37200/2,8 112/37150/3,0 96/37050/2,6 80/37000/2,2"),
        (
            EARLY_LEAVERS,
            RMC,
            "358/22850/1,6 463/22800/2,0 483/22750/2,1 452/22750/2,0 414/22690/1,8",
        ),
        (
            EARLY_LEAVERS,
            YOUTH,
            "371/23930/1,6 481/23880/2,0 501/23820/2,1 468/23820/2,0 428/23750/1,8",
        ),
        (
            YOUTH_HELP,
            YOUTH,
            "7310/77900/9,4 7815/77950/10,0 7980/77900/10,2 8200/77950/10,5 8295/77850/10,7",
        ),
        (
            YOUTH_HELP,
            SWV,
            "6260/64850/9,7 6695/64950/10,3 6845/65000/10,5 7050/65100/10,8 7135/65050/11,0",
        ),
    ],
)
def test_an_area_is_the_weighted_sum_of_its_members_of_the_period(content, area, expected):
    found = [f"{number}/{total}/{text}" for number, total, text in totals(content, area)]
    assert found == expected.split()


@pytest.mark.parametrize(
    ("content", "period", "number", "total", "parts"),
    [
        (LONG_ABSENT, "2020/21", 36, 14_100, {HEERHUGOWAARD: 25, LANGEDIJK: 11}),
        (EARLY_LEAVERS, "2020/21", 122, 7600, {HEERHUGOWAARD: 86, LANGEDIJK: 36}),
        (YOUTH_HELP, "2020", 2315, 24_100, {HEERHUGOWAARD: 1605, LANGEDIJK: 710}),
        (YOUTH_HELP, "2021", 2495, 24_200, {HEERHUGOWAARD: 1735, LANGEDIJK: 760}),
    ],
)
def test_before_the_merger_dijk_en_waard_is_the_sum_of_its_parts(
    content, period, number, total, parts
):
    table = table_of(content)[period]
    found = table[DIJK_EN_WAARD]
    assert (found.figure.numerator, found.figure.denominator) == (number, total)
    assert found.is_summed is True
    assert {code: table[Part(code)].figure.numerator for code in parts} == parts


def test_the_school_year_of_the_merger_is_of_the_new_gemeente():
    table = table_of(LONG_ABSENT)["2021/22"]
    assert table[DIJK_EN_WAARD].is_summed is False
    assert [key for key in table if isinstance(key, Part)] == []


def test_the_merger_is_marked_on_its_day_for_the_gemeente_that_it_made():
    territory = noord_kennemerland()
    days = date(2021, 7, 31), date(2025, 7, 31)
    assert territory.mergers_into(DIJK_EN_WAARD, *days) == [
        (date(2022, 1, 1), ["Heerhugowaard", "Langedijk"])
    ]
    assert territory.mergers_into("GM0361", *days) == []


@pytest.mark.parametrize("period", ["2020/21", "2023/24", "2024/25"])
def test_uitgeest_is_hidden_and_heiloo_with_it_while_the_region_is_shown(period):
    table = table_of(LONG_ABSENT)[period]
    assert {code for code in CODES if table[code].is_hidden} == {HEILOO, UITGEEST}
    assert table[UITGEEST] == table[HEILOO]
    assert (table[UITGEEST].figure, table[UITGEEST].amount) == (None, None)
    assert table[YOUTH].is_shown is True
    assert (table[SWV].is_hidden, table[RMC].is_hidden) == (True, True)


@pytest.mark.parametrize("period", ["2021/22", "2022/23"])
def test_nobody_is_hidden_when_uitgeest_has_five_or_more(period):
    table = table_of(LONG_ABSENT)[period]
    assert [key for key, cell in table.items() if cell.is_hidden] == []


def test_an_area_of_which_members_are_not_measured_has_no_total():
    cell = table_of(EARLY_LEAVERS)["2024/25"][LABOUR]
    assert cell.state is State.UNFIT
    assert cell.note.startswith("ontbreekt: Den Helder, Drechterland, Enkhuizen")


def test_provisional_figures_make_a_provisional_total():
    tables = table_of(EARLY_LEAVERS)
    assert [table[RMC].is_provisional for table in tables.values()] == [False] * 4 + [True]

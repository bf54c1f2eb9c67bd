"""Whose figures make up a sum, in a made-up land: mergers, splits, parts, totals of the source."""

from datetime import date
from decimal import Decimal

import pytest

from monitoring.rules.figures import Figure, Unit
from monitoring.rules.table import Part, Question, State, cells
from monitoring.rules.territory import Territory
from partners.rules.borders import AreaKey, Borders, Member, Merger, Name, Place

AREA = AreaKey("jeugd", "X")
LAST_DAY = date(2024, 12, 31)


def land(mergers=(), members=()):
    """A made-up land: old gemeente O became N (and M) on 1 January 2025."""
    places = {
        "O": Place("O", (Name("Oud"),), None, date(2025, 1, 1)),
        "N": Place("N", (Name("Nieuw"),), date(2025, 1, 1), None),
        "M": Place("M", (Name("Mede"),), None, None),
    }
    members = [Member(AREA, code, share, None, None, "1", "bron") for code, share in members]
    return Territory(Borders(places, tuple(mergers), tuple(members)))


def asked(territory, measured, codes=("N", "M"), areas=(AREA,), threshold=0):
    question = Question(LAST_DAY, codes, areas, Unit.PERCENT, threshold)
    return cells(question, territory, measured)


DAY = date(2025, 1, 1)
TO_NEW, TO_OTHER = Merger("O", "N", DAY, "nieuw"), Merger("O", "M", DAY, "splitsing")
OLD, OTHER = Figure(10, 100), Figure(30, 100)


def test_a_renamed_gemeente_keeps_its_figures():
    table = asked(land([TO_NEW]), {"O": OLD, "M": OTHER}, areas=())
    assert (table["N"].figure, table["M"].figure) == (OLD, OTHER)


def test_over_a_split_nothing_is_computed():
    table = asked(land([TO_NEW, TO_OTHER]), {"O": OLD, "M": OTHER}, areas=())
    assert [(table[code].state, table[code].note) for code in ("N", "M")] == [
        (State.UNFIT, "gesplitst: Oud"),
        (State.UNFIT, "gesplitst: Oud"),
    ]
    assert [table[Part(code)].figure for code in ("O", "M")] == [OLD, OTHER]


def test_over_a_split_of_what_came_in_between_nothing_is_computed_either():
    places = {
        "O": Place("O", (Name("Oud"),), None, date(2024, 6, 1)),
        "T": Place("T", (Name("Tussen"),), date(2024, 6, 1), DAY),
        "N": Place("N", (Name("Nieuw"),), DAY),
        "M": Place("M", (Name("Mede"),)),
    }
    chain = [
        Merger("O", "T", date(2024, 6, 1), "naamswijziging"),
        *(Merger("T", new, DAY, "splitsing") for new in "NM"),
    ]
    territory = Territory(Borders(places, tuple(chain)))
    parts = [territory.parts_of(code, date(2024, 1, 1), frozenset("OM")) for code in "NM"]
    assert [(part.codes, part.problem) for part in parts] == [
        (frozenset(), "gesplitst: Tussen")
    ] * 2


def test_a_gemeente_that_grew_by_a_merger_is_the_sum_with_what_it_took_in():
    table = asked(land([TO_OTHER]), {"O": OLD, "M": OTHER}, codes=("M",), areas=())
    assert table["M"].figure == Figure(40, 200)
    assert table[Part("M")].figure == OTHER
    assert asked(land([TO_OTHER]), {"M": OTHER}, codes=("M",), areas=())["M"].state is State.ABSENT


def test_a_figure_that_the_source_counted_back_stands_and_is_not_added_twice():
    territory = land([TO_NEW], [("O", Decimal(1)), ("M", Decimal(1))])
    table = asked(territory, {"N": Figure(11, 100), "M": OTHER})
    assert table["N"].figure == Figure(11, 100)
    assert table[AREA].figure == Figure(41, 200)
    table = asked(territory, {"N": Figure(11, 100), "O": OLD, "M": OTHER})
    assert table[AREA].figure == Figure(40, 200)


def test_a_total_that_was_delivered_stands():
    territory = land([TO_NEW], [("O", Decimal(1)), ("M", Decimal(1))])
    table = asked(territory, {"O": OLD, "M": OTHER, AREA: Figure(45, 210)})
    assert (table[AREA].figure, table[AREA].is_summed) == (Figure(45, 210), False)


@pytest.mark.parametrize("share", [Decimal("0.6"), None])
def test_an_area_with_a_gemeente_in_part_has_no_total(share):
    table = asked(land([], [("O", Decimal(1)), ("M", share)]), {"O": OLD, "M": OTHER})
    assert table[AREA].note == "deels in dit gebied: Mede"


def test_a_gemeente_with_a_trace_of_its_postcodes_in_an_area_is_no_member():
    table = asked(land([], [("O", Decimal(1)), ("M", Decimal("0.04"))]), {"O": OLD, "M": OTHER})
    assert table[AREA].figure == OLD


def test_reasons_are_shown_as_they_are_and_make_no_total():
    territory = land([], [("O", Decimal(1)), ("M", Decimal(1))])
    table = asked(territory, {"O": Figure(reason="geheim"), "M": Figure(reason="onbekend")})
    assert (table[Part("O")].state, table["M"].state) == (State.SECRET, State.UNKNOWN)
    assert (table[AREA].state, table[AREA].note) == (State.UNFIT, "een deel is onbekend")


def test_a_value_alone_is_shown():
    table = asked(land(), {"M": Figure(value=Decimal("2.4"))}, areas=(), threshold=5)
    assert table["M"].amount == Decimal("2.4")

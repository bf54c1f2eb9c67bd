from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.rules.figures import (
    Direction,
    Figure,
    Reason,
    Unit,
    figure_in_words,
    rounded,
    step_in_words,
    summed,
    with_unit,
    written,
)

COUNTS = st.integers(0, 10**6)
TOTALS = st.integers(1, 10**7)


@pytest.mark.parametrize(
    ("figure", "unit", "expected"),
    [
        (Figure(37, 15_400), Unit.PER_MILLE, "2,4"),
        (Figure(179, 8550), Unit.PERCENT, "2,1"),
        (Figure(40), Unit.COUNT, "40,0"),
        (Figure(value=Decimal("2.4")), Unit.PERCENT, "2,4"),
        (Figure(reason=Reason.NIL), Unit.PERCENT, "0,0"),
        (Figure(reason=Reason.NIL, denominator=9), Unit.PER_MILLE, "0,0"),
    ],
)
def test_the_amount_of_a_figure(figure, unit, expected):
    assert written(figure.amount(unit), 1) == expected


@pytest.mark.parametrize(
    "figure",
    [Figure(reason=Reason.UNKNOWN), Figure(reason=Reason.SECRET), Figure(5), Figure(5, 0)],
)
def test_what_has_no_amount(figure):
    assert figure.amount(Unit.PERCENT) is None


@pytest.mark.parametrize(
    ("number", "decimals", "expected"),
    [
        ("2.25", 1, "2,3"),
        ("2.35", 1, "2,4"),
        ("0.05", 1, "0,1"),
        ("1234.5", 0, "1.235"),
        ("1234567.891", 2, "1.234.567,89"),
        ("0", 1, "0,0"),
    ],
)
def test_numbers_are_rounded_half_up_and_written_in_dutch(number, decimals, expected):
    assert written(Decimal(number), decimals) == expected


def test_the_region_is_weighted_and_not_the_mean_of_its_gemeenten():
    figures = [
        Figure(*pair)
        for pair in [(37, 15400), (7, 3700), (10, 5300), (31, 14300), (5, 3600), (3, 2200)]
    ]
    total = summed(figures, Unit.PER_MILLE)
    amounts = [figure.amount(Unit.PER_MILLE) for figure in figures]
    assert (total.numerator, total.denominator) == (93, 44_500)
    assert written(total.amount(Unit.PER_MILLE), 1) == "2,1"
    assert written(sum(amounts) / len(amounts), 1) == "1,9"


@given(st.lists(st.tuples(COUNTS, TOTALS), min_size=1, max_size=12), st.integers(0, 11))
def test_a_sum_is_the_same_in_parts_and_lies_between_its_extremes(pairs, cut):
    figures = [Figure(*pair) for pair in pairs]
    whole = summed(figures, Unit.PERCENT)
    parts = [summed(part, Unit.PERCENT) for part in (figures[:cut], figures[cut:]) if part]
    assert summed(parts, Unit.PERCENT) == whole
    amounts = [figure.amount(Unit.PERCENT) for figure in figures]
    low, high = rounded(min(amounts), 9), rounded(max(amounts), 9)
    assert low <= rounded(whole.amount(Unit.PERCENT), 9) <= high


@pytest.mark.parametrize(
    "other",
    [
        Figure(value=Decimal(2)),
        Figure(reason=Reason.SECRET),
        Figure(reason=Reason.UNKNOWN),
        Figure(reason=Reason.NIL),
        Figure(4),
    ],
)
def test_what_has_no_weight_makes_no_sum(other):
    assert summed([Figure(1, 10), other], Unit.PERCENT) is None


def test_nothing_makes_no_sum():
    assert summed([], Unit.COUNT) is None


def test_a_sum_of_numbers_needs_no_denominator_and_counts_nihil_as_nobody():
    assert summed([Figure(4), Figure(reason=Reason.NIL)], Unit.COUNT) == Figure(4)


def test_a_sum_with_a_provisional_part_is_provisional():
    assert summed([Figure(1, 10), Figure(2, 10, is_provisional=True)], Unit.PERCENT) == Figure(
        3, 20, is_provisional=True
    )


@pytest.mark.parametrize(
    ("unit", "expected"),
    [(Unit.PER_MILLE, "2,1 per 1.000"), (Unit.PERCENT, "2,1 %"), (Unit.COUNT, "2,1")],
)
def test_an_amount_is_written_with_its_unit(unit, expected):
    assert with_unit(Decimal("2.08"), unit, 1) == expected


@pytest.mark.parametrize(
    ("before", "now", "direction", "expected"),
    [
        ("2.5", "2.1", Direction.DOWN, "beter"),
        ("2.1", "2.5", Direction.DOWN, "slechter"),
        ("2.1", "2.5", Direction.UP, "beter"),
        ("2.5", "2.1", Direction.UP, "slechter"),
        ("2.1", "2.1", Direction.UP, "gelijk"),
        ("10.5", "10.7", Direction.NEUTRAL, "hoger"),
        ("10.7", "10.5", Direction.NEUTRAL, "lager"),
    ],
)
def test_what_a_step_means_hangs_on_the_direction(before, now, direction, expected):
    assert step_in_words(Decimal(before), Decimal(now), direction) == expected


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Figure(37, 15_400), "37 / 15.400"),
        (Figure(40, is_provisional=True), "40, voorlopig"),
        (Figure(value=Decimal("2.4")), "2,40"),
        (Figure(reason="geheim"), "Geheim (x)"),
    ],
)
def test_a_figure_is_written_as_it_was_delivered(figure, expected):
    assert figure_in_words(figure) == expected

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regio.lib.chart_parts import Size
from regio.lib.charts import (
    NARROW,
    SMALL,
    WIDE,
    Break,
    Line,
    Target,
    scale_of,
    short_name,
    trend,
)

YEARS = ["2020", "2021", "2022", "2023"]


def decimals(*texts):
    return tuple(Decimal(text) if text else None for text in texts)


def draw(*lines, columns=YEARS, **options):
    return trend(columns, list(lines), number="{:.1f}".format, **options)


OWN = Line("Alkmaar", "circle", decimals("2.6", "3.0", "3.2", "2.8"))
REGION = Line("Jeugdregio", "square", decimals("2.4", "2.7", "3.0", "2.5"))


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (["2.6", "3.2", "1.5"], ["0", "1", "2", "3", "4"]),
        (["10.4", "11.8"], ["10", "10.5", "11", "11.5", "12"]),
        (["0"], ["0", "0.5"]),
        (["40", "55", "1"], ["0", "20", "40", "60"]),
        ([], ["0", "0.5"]),
        (["-3", "4"], ["-4", "-2", "0", "2", "4"]),
    ],
)
def test_a_scale_has_round_numbers(values, ticks):
    found = scale_of([Decimal(value) for value in values])
    assert [f"{float(tick):g}" for tick in found.ticks] == ticks


@given(
    st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=12),
    st.integers(0, 2),
    st.booleans(),
)
def test_a_scale_holds_all_values_with_ticks_that_can_be_written(values, places, from_zero):
    found = scale_of(values, decimals=places, from_zero=from_zero)
    assert found.low <= min(values) <= max(values) <= found.high
    assert (found.low, found.high) == (found.ticks[0], found.ticks[-1])
    assert 2 <= len(found.ticks) <= 8
    assert all(tick == round(tick, places) for tick in found.ticks)
    assert found.low == 0 or not from_zero


def test_a_value_lies_where_the_scale_says():
    chart = draw(OWN, REGION, targets=[Target(Decimal("1.5"), None, "doel")])
    top, bottom = float(chart.top), float(chart.bottom)
    assert [tick.label.text for tick in chart.ticks] == ["0.0", "1.0", "2.0", "3.0", "4.0"]
    assert [float(tick.at) for tick in chart.ticks] == [
        pytest.approx(bottom - n * (bottom - top) / 4, abs=0.1) for n in range(5)
    ]
    place = bottom - 2.6 / 4 * (bottom - top)
    assert chart.lines[0].path.startswith(f"M{chart.columns[0].x} {place:.1f} L")
    assert chart.goals[0].y == f"{bottom - 1.5 / 4 * (bottom - top):.1f}"


@given(st.lists(st.one_of(st.none(), st.decimals(0, 1000, places=1)), min_size=4, max_size=4))
def test_a_higher_value_is_never_lower_in_the_drawing(values):
    chart = draw(Line("A", "circle", tuple(values)))
    places = [mark.path.split()[0][1:] for mark in chart.lines[0].marks]
    heights = [float(mark.path.split()[1].split("a")[0]) for mark in chart.lines[0].marks]
    shown = [value for value in values if value is not None]
    assert len(places) == len(shown)
    for one, value in zip(heights, shown, strict=True):
        for other, compared in zip(heights, shown, strict=True):
            assert value <= compared or one <= other


def test_a_line_stops_at_a_gap_and_goes_on_behind_it():
    chart = draw(Line("A", "circle", decimals("1", "", "2", "3"), hidden=frozenset({1})))
    (line,) = chart.lines
    assert [part[0] for part in line.path.split(" ") if part[0] in "ML"] == ["M", "M", "L"]
    assert line.crosses.count("M") == 1
    assert [text.text for text in line.values] == ["1.0", "2.0", "3.0"]


def test_a_line_does_not_run_over_another_definition_but_does_over_a_merger():
    breaks = [Break(1, "herindeling", cuts=False), Break(2, "andere definitie")]
    chart = draw(OWN, breaks=breaks)
    assert [c for c in chart.lines[0].path if c.isalpha()] == ["M", "L", "M", "L"]
    left, middle = (float(rule.at) for rule in chart.breaks)
    columns = [float(column.x) for column in chart.columns]
    assert columns[0] < left < columns[1] < middle < columns[2]


def test_provisional_values_have_an_open_mark():
    chart = draw(Line("A", "square", decimals("1", "2", "3", "4"), provisional=frozenset({3})))
    assert [mark.is_open for mark in chart.lines[0].marks] == [False, False, False, True]


def test_a_target_is_a_line_with_a_mark_in_its_year():
    years = [*YEARS, "2024", "2025"]
    chart = draw(OWN, columns=years, targets=[Target(Decimal("1.5"), 5, "doel 1,5")], measured=4)
    (goal,) = chart.goals
    assert float(goal.diamond.split()[0][1:]) == float(chart.columns[5].x)
    assert (goal.x1, goal.x2, goal.label.text) == (chart.left, chart.right, "doel 1,5")
    assert float(chart.columns[3].x) < float(chart.future) < float(chart.columns[4].x)


def test_a_target_beyond_the_drawing_is_a_line_alone():
    assert draw(OWN, targets=[Target(Decimal(2), None, "doel")]).goals[0].diamond == ""


def test_the_scale_holds_the_target_as_well():
    chart = draw(OWN, targets=[Target(Decimal("9"), None, "doel")])
    assert float(chart.goals[0].y) >= float(chart.top)


def test_values_stand_above_the_upper_line_and_below_the_lower():
    chart = draw(OWN, REGION)
    marks = [
        [float(mark.path.split()[1].split("a")[0].split("h")[0]) for mark in line.marks]
        for line in chart.lines
    ]
    for line, heights, sign in zip(chart.lines, marks, (-1, 1), strict=True):
        for text, height in zip(line.values, heights, strict=True):
            assert (float(text.y) - height) * sign > 0


def test_names_at_the_ends_keep_a_line_of_text_apart():
    lines = [Line(f"gemeente {n}", "circle", decimals("", "", "", f"2.{n}")) for n in range(4)]
    heights = sorted(float(line.label.y) for line in draw(*lines).lines)
    assert min(b - a for a, b in zip(heights, heights[1:], strict=False)) >= 17


VALUES = st.decimals(0, 5, places=1)
SERIES = st.lists(st.tuples(*[VALUES] * 4), min_size=1, max_size=3)
GOALS = st.lists(st.tuples(VALUES, st.sampled_from([None, 0, 3])), max_size=2)


def boxes_of_texts(chart):
    """Return (left, right, middle) of every name, and of every target."""
    for line in chart.lines:
        left = float(line.label.x)
        yield left, left + 7 * len(line.label.text), float(line.label.y) - 4
    for goal in chart.goals:
        right = float(goal.label.x)
        yield right - 7 * len(goal.label.text), right, float(goal.label.y) - 4


@pytest.mark.parametrize("size", [WIDE, NARROW, Size(430, 148, top=20, has_names=True, ticks=4)])
@given(SERIES, GOALS, st.sampled_from([None, 2, 4]))
def test_no_name_lies_over_another_or_over_a_target(size, series, goals, on):
    lines = [Line(f"gemeente {n}", "circle", values) for n, values in enumerate(series)]
    targets = [Target(value, column, f"streefwaarde {value}") for value, column in goals]
    breaks = [Break(on, "andere definitie")] if on else []
    size = replace(size, has_names=True)
    chart = draw(
        *lines, columns=[*YEARS, "2024", "2025"], targets=targets, breaks=breaks, size=size,
        measured=4,
    )  # fmt: skip
    texts = list(boxes_of_texts(chart))
    for (left, right, y), (other_left, other_right, other_y) in combinations(texts, 2):
        assert right <= other_left or other_right <= left or abs(y - other_y) >= 12
    middles = [float(value.y) - 4 for line in chart.lines for value in line.values]
    middles += [y for _, _, y in texts]
    assert [y for y in middles for goal in chart.goals if abs(y - float(goal.y)) < 7] == []


def test_a_name_does_not_lie_over_another_line_that_runs_on():
    short = Line("Uitgeest", "circle", decimals("2.3", "2.7", "", ""))
    chart = draw(short, REGION, size=replace(WIDE, has_names=True))
    height = float(chart.lines[0].label.y) - 4
    runs = [float(mark.path.split()[1].split("h")[0]) for mark in chart.lines[1].marks[1:]]
    beside = runs[:2]  # it ends before the third
    assert height <= min(beside) - 7 or height >= max(beside) + 7


def test_long_names_are_cut():
    assert short_name("Doorstroompunt Noord-Kennemerland") == "Doorstroompunt Noord-…"
    assert short_name("Alkmaar") == "Alkmaar"


@pytest.mark.parametrize(("size", "count"), [(WIDE, 12), (NARROW, 6)])
def test_columns_are_left_out_where_they_would_overlap_and_the_last_is_kept(size, count):
    names = [f"20{n}/{n + 1}" for n in range(13, 25)]
    line = Line("A", "circle", tuple(Decimal(n) for n in range(12)))
    chart = draw(line, columns=names, size=size)
    assert len(chart.columns) <= count
    assert chart.columns[-1].text == "2024/25"


def test_a_small_drawing_writes_the_ends_and_the_last_value():
    chart = draw(OWN, size=SMALL)
    assert [column.text for column in chart.columns] == ["2020", "2023"]
    assert [text.text for text in chart.lines[0].values] == ["2.8"]
    assert len(chart.lines[0].marks) == 1


def test_drawings_on_one_scale_can_be_compared():
    scale = scale_of([Decimal(20)], from_zero=True)
    one, other = draw(OWN, size=SMALL, scale=scale), draw(REGION, size=SMALL, scale=scale)
    assert [tick.at for tick in one.ticks] == [tick.at for tick in other.ticks]


def test_places_are_written_with_a_point_and_within_the_drawing():
    chart = draw(OWN, REGION, breaks=[Break(2, "herindeling", cuts=False)])
    assert "," not in chart.lines[0].path
    for text in (*chart.columns, *chart.lines[0].values, *chart.lines[1].values):
        assert 0 <= float(text.x) <= chart.size.width
        assert 0 <= float(text.y) <= chart.size.height
    assert chart.view_box == "0 0 760 320"

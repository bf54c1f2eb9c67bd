"""Labels never lie over each other or over what is taken, whatever there is to name."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regio.lib.chart_labels import Box, Label, places

HEIGHT, LOW, HIGH = 16, 20, 120
HEIGHTS = st.floats(LOW, HIGH).map(lambda y: round(y, 1))
LEFTS = st.floats(0, 300).map(lambda x: round(x, 1))
LABELS = st.lists(st.builds(lambda y, x: Label(y, x, x + 90), HEIGHTS, LEFTS), max_size=5)
LINES = st.builds(lambda y: Box(0, 400, y - 1, y + 1), HEIGHTS)
TEXTS = st.builds(lambda y, x: Box(x, x + 70, y - 6, y + 6), HEIGHTS, LEFTS)
TAKEN = st.lists(LINES | TEXTS, max_size=6)


def put(labels, taken):
    return places(labels, taken, height=HEIGHT, low=LOW, high=HIGH)


def clash(label, y, box):
    is_beside = box.left < label.right and box.right > label.left
    overlap = min(y + HEIGHT / 2, box.bottom) - max(y - HEIGHT / 2, box.top)
    return is_beside and overlap > 0.01


def meet(a, b):
    return a.left < b.right and b.left < a.right


@given(LABELS, TAKEN)
def test_no_label_lies_over_another_or_over_what_is_taken(labels, taken):
    found = put(labels, taken)
    assert len(found) == len(labels)
    pairs = combinations(zip(labels, found, strict=True), 2)
    assert [(a, b) for (a, p), (b, q) in pairs if meet(a, b) and abs(p - q) < HEIGHT - 0.01] == []
    clashes = [
        (label, box) for label, y in zip(labels, found, strict=True) for box in taken
        if clash(label, y, box)
    ]  # fmt: skip
    assert clashes == []


@given(LABELS, TAKEN)
def test_labels_keep_the_order_of_what_they_name(labels, taken):
    found = put(labels, taken)
    pairs = combinations(zip(labels, found, strict=True), 2)
    assert all((a.y - b.y) * (p - q) >= 0 for (a, p), (b, q) in pairs if meet(a, b))


@given(HEIGHTS)
def test_where_nothing_is_in_the_way_a_label_stands_where_it_wants(y):
    assert put([Label(y, 0, 90)], []) == [pytest.approx(y, abs=0.001)]


def test_where_they_would_be_without_looking_they_do_clash():
    labels, line = [Label(50, 0, 90), Label(58, 0, 90)], Box(0, 400, 59, 61)
    assert clash(labels[1], 58, line)
    first, second = put(labels, [line])
    assert (second - first >= HEIGHT, clash(labels[0], first, line)) == (True, False)
    assert not clash(labels[1], second, line)


def test_labels_side_by_side_do_not_move_each_other():
    assert put([Label(50, 0, 90), Label(51, 90, 180)], []) == [50, 51]


def test_it_takes_the_nearest_side_and_stays_within_the_drawing():
    assert put([Label(58, 0, 90)], [Box(0, 400, 59, 61)]) == [51]
    assert put([Label(62, 0, 90)], [Box(0, 400, 59, 61)]) == [69]
    assert put([Label(24, 0, 90)], [Box(0, 400, 25, 27)]) == [35]
    assert put([Label(58, 0, 90)], [Box(200, 400, 59, 61)]) == [58]


def test_where_there_is_no_room_at_all_it_goes_outside_rather_than_over():
    (found,) = put([Label(70, 0, 90)], [Box(0, 400, LOW - 10, HIGH + 10)])
    assert found in (LOW - 10 - HEIGHT / 2, HIGH + 10 + HEIGHT / 2)

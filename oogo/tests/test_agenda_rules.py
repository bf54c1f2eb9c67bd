from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogo.rules import agenda


@pytest.mark.parametrize(
    ("stored", "numbers"),
    [
        ([], []),
        (["", "", ""], ["1", "2", "3"]),
        (["1", "2", "3"], ["1", "2", "3"]),
        (["1", "", "2"], ["1", "1a", "2"]),
        (["1", "2", "", "", "3"], ["1", "2", "2a", "2b", "3"]),
        (["", "1"], ["0a", "1"]),
        (["1", "4"], ["1", "4"]),  # what was between has gone: the gap stays
        (["2", "1", ""], ["2", "1", "1a"]),
        (["4", "4a", "", "5"], ["4", "4a", "4b", "5"]),
        (["4", "", "4a"], ["4", "4b", "4a"]),
        (["1", *[""] * 27], ["1", *[f"1{c}" for c in "abcdefghijklmnopqrstuvwxyz"], "1aa"]),
    ],
)
def test_numbers_count_until_sent_and_late_items_take_a_letter(stored, numbers):
    assert agenda.fix_numbers(stored) == numbers


@given(st.lists(st.sampled_from(["", "fixed"])), st.randoms(use_true_random=False))
def test_fixed_numbers_stay_and_no_number_comes_twice(kinds, chance):
    fixed = [str(n) for n in range(1, kinds.count("fixed") + 1)]
    chance.shuffle(fixed)
    stored = [fixed.pop() if kind else "" for kind in kinds]
    found = agenda.fix_numbers(stored)
    assert [new for new, old in zip(found, stored, strict=True) if old] == [s for s in stored if s]
    assert len(set(found)) == len(found)
    assert agenda.fix_numbers(found) == found


@pytest.mark.parametrize(
    ("starts_at", "minutes", "times"),
    [
        (time(13, 30), [], [time(13, 30)]),
        (time(13, 30), [5, 15, 25], [time(13, 30), time(13, 35), time(13, 50), time(14, 15)]),
        (time(9, 0), [0, 60], [time(9, 0), time(9, 0), time(10, 0)]),
        (time(23, 50), [20], [time(23, 50), time(0, 10)]),
    ],
)
def test_each_item_begins_when_those_before_it_are_done(starts_at, minutes, times):
    assert agenda.start_times(starts_at, minutes) == times


@pytest.mark.parametrize(("minutes", "over"), [([], -120), ([60, 60], 0), ([60, 75], 15)])
def test_overrun_is_what_the_items_take_more_than_there_is(minutes, over):
    assert agenda.overrun(120, minutes) == over


@pytest.mark.parametrize(
    ("item", "place", "order"),
    [
        ("a", 1, "abc"),
        ("a", 2, "bac"),
        ("a", 3, "bca"),
        ("c", 1, "cab"),
        ("a", -5, "abc"),
        ("a", 99, "bca"),
    ],
)
def test_an_item_is_moved_to_a_place_and_the_others_keep_their_order(item, place, order):
    assert "".join(agenda.moved("abc", item, place)) == order


@given(st.lists(st.integers(), unique=True, min_size=1), st.data())
def test_moving_loses_nothing_and_back_is_where_it_was(items, data):
    at = data.draw(st.integers(0, len(items) - 1))
    place = data.draw(st.integers(1, len(items)))
    there = agenda.moved(items, items[at], place)
    assert there[place - 1] == items[at]
    assert agenda.moved(there, items[at], at + 1) == items

"""Nobody can compute what is not shown: tried by listing every world that fits what is shown."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from monitoring.rules.disclosure import Sum, shown_keys

CODES = ("A", "B", "C", "D")
REGION = ("regio", "ABCD")


def sums_of(counts, totals=(REGION,)):
    """Return a sum of each gemeente, and of each total (name, its codes)."""
    cells = [Sum(code, frozenset({code}), count) for code, count in counts.items()]
    return cells + [
        Sum(name, frozenset(codes), sum(counts[code] for code in codes), is_total=True)
        for name, codes in totals
    ]


def worlds(sums, shown, counts):
    """Return every world of counts that a reader may believe in, by the sums that are shown."""
    known = {code for s in sums if s.key in shown and len(s.codes) == 1 for code in s.codes}
    opened = [code for code in counts if code not in known]
    most = sum(counts[code] for code in opened) + 7
    for values in product(range(most + 1), repeat=len(opened)):
        world = counts | dict(zip(opened, values, strict=True))
        if all(sum(world[c] for c in s.codes) == s.count for s in sums if s.key in shown):
            yield world


def derivable(sums, shown, counts, threshold):
    """Return the hidden sums that a reader can tell exactly, or tell to be small."""
    possible = {s.key: set() for s in sums if s.key not in shown}
    for world in worlds(sums, shown, counts):
        for s in sums:
            if s.key in possible:
                possible[s.key].add(sum(world[code] for code in s.codes))
    return {key for key, found in possible.items() if len(found) < 2 or max(found) < threshold}


def test_a_small_number_takes_the_smallest_other_gemeente_with_it():
    sums = sums_of({"A": 37, "B": 7, "C": 5, "D": 3})
    assert shown_keys(sums, threshold=5) == {"A", "B", "regio"}


def test_two_small_numbers_are_not_enough_when_they_are_small_together():
    sums = sums_of({"A": 37, "B": 7, "C": 2, "D": 2})
    assert shown_keys(sums, threshold=5) == {"A", "regio"}


def test_nobody_is_hidden_while_all_are_large_enough():
    sums = sums_of({"A": 37, "B": 7, "C": 5, "D": 5})
    assert shown_keys(sums, threshold=5) == {"A", "B", "C", "D", "regio"}


def test_without_a_total_only_the_small_number_is_hidden():
    sums = sums_of({"A": 37, "B": 7, "C": 5, "D": 3}, totals=())
    assert shown_keys(sums, threshold=5) == {"A", "B", "C"}


def test_a_total_that_would_give_a_hidden_number_away_is_hidden():
    totals = (REGION, ("zonder D", "ABC"), ("zonder C en D", "AB"))
    sums = sums_of({"A": 37, "B": 7, "C": 5, "D": 3}, totals)
    assert shown_keys(sums, threshold=5) == {"A", "B", "regio", "zonder C en D"}


def test_a_total_that_is_small_is_hidden_itself():
    sums = sums_of({"A": 1, "B": 0, "C": 2, "D": 1})
    assert shown_keys(sums, threshold=5) == frozenset()


def test_when_no_gemeente_can_be_hidden_beside_it_the_total_goes():
    sums = sums_of({"A": 30, "B": 3}, totals=(("regio", "AB"), ("alleen B", "B")))
    assert shown_keys(sums, threshold=5) == {"regio"}
    sums = sums_of({"B": 3, "A": 9}, totals=(("alleen B en B", "B"),))
    assert shown_keys(sums, threshold=5) == {"A"}


def test_a_part_is_hidden_with_the_small_part_beside_it_and_the_sum_is_shown():
    cells = [
        Sum("Heerhugowaard", frozenset({"H"}), 33),
        Sum("Langedijk", frozenset({"L"}), 3),
        Sum("Dijk en Waard", frozenset({"H", "L"}), 36),
        Sum("Alkmaar", frozenset({"A"}), 41),
        Sum("regio", frozenset({"H", "L", "A"}), 77, is_total=True),
    ]
    assert shown_keys(cells, threshold=5) == {"Dijk en Waard", "Alkmaar", "regio"}


def test_a_number_that_the_source_keeps_secret_is_not_computed_from_a_delivered_total():
    cells = [
        Sum("A", frozenset({"A"}), 37),
        Sum("B", frozenset({"B"}), 12),
        Sum("C", frozenset({"C"}), None),
        Sum("regio", frozenset("ABC"), 60, is_total=True),
    ]
    assert shown_keys(cells, threshold=5, secret=frozenset("C")) == {"A", "regio"}


def test_a_number_that_nobody_knows_hides_nothing():
    cells = [
        Sum("A", frozenset({"A"}), 37),
        Sum("B", frozenset({"B"}), None),
        Sum("regio", frozenset("AB"), 60, is_total=True),
    ]
    assert shown_keys(cells, threshold=5) == {"A", "regio"}


COUNTS = st.lists(st.integers(0, 6), min_size=2, max_size=4)
SETS = st.lists(st.sets(st.sampled_from(CODES), min_size=1), max_size=3)


@settings(max_examples=150)
@given(COUNTS, SETS, st.integers(1, 4))
def test_no_hidden_number_can_be_computed_from_what_is_shown(numbers, sets, threshold):
    counts = dict(zip(CODES, numbers, strict=False))
    totals = [(f"t{n}", sorted(s & counts.keys())) for n, s in enumerate(sets) if s & counts.keys()]
    sums = sums_of(counts, totals)
    shown = shown_keys(sums, threshold=threshold)
    assert {s.key for s in sums if s.count < threshold} & shown == set()
    assert derivable(sums, shown, counts, threshold) == set()


@given(COUNTS, st.integers(1, 4))
def test_twin_hiding_the_small_numbers_alone_gives_them_away(numbers, threshold):
    counts = dict(zip(CODES, numbers, strict=False))
    sums = sums_of(counts, [("regio", sorted(counts))])
    small = {s.key for s in sums if s.count < threshold}
    assume(len(small) == 1 and "regio" not in small)
    shown = {s.key for s in sums} - small
    assert derivable(sums, shown, counts, threshold) == small


@pytest.mark.parametrize("threshold", [0, 1])
def test_with_no_threshold_everything_is_shown(threshold):
    sums = sums_of({"A": 37, "B": 1, "C": 2, "D": 9})
    assert len(shown_keys(sums, threshold=threshold)) == 5

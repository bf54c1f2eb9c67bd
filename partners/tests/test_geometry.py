"""The plane of the maps, simplifying with shared borders, and the hexagons. No database."""

from collections import Counter
from itertools import combinations
from math import asin, cos, radians, sin, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.rules import geometry
from partners.rules.codes import municipality_code
from partners.rules.geometry import METRES, area, chained, edges, path_of, project, rings_of, tidy
from partners.rules.hexagons import Cell, Spot, hexagon, layout
from partners.rules.topology import simplify

DEGREES = st.tuples(st.floats(3.3, 7.3), st.floats(50.7, 53.6))
NUMBERS = st.integers(-9000, 9000)
RINGS = st.lists(
    st.lists(st.tuples(NUMBERS, NUMBERS), min_size=3, max_size=9, unique=True).map(tuple),
    min_size=1,
    max_size=4,
).map(tuple)


def metres(one, other):
    """The distance over a round earth."""
    (lon, lat), (lon2, lat2) = (tuple(map(radians, place)) for place in (one, other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * 6_371_000 * asin(sqrt(half))


# --- the plane -----------------------------------------------------------------------------------
@given(DEGREES, DEGREES)
def test_a_distance_on_the_plane_is_that_on_the_earth_but_for_four_percent(one, other):
    (ax, ay), (bx, by) = project(*one), project(*other)
    on_the_plane = METRES * sqrt((ax - bx) ** 2 + (ay - by) ** 2)
    assert abs(on_the_plane - metres(one, other)) <= 0.04 * metres(one, other) + 2 * METRES


@given(RINGS)
def test_a_path_reads_back_as_the_rings_that_it_was_written_from(rings):
    assert rings_of(path_of(rings)) == rings


def test_a_path_is_written_in_relative_steps_without_idle_spaces():
    assert path_of((((5, 5), (15, 5), (15, -2)),)) == "M5 5l10 0 0-7z"


def test_a_ring_is_tidied_of_repeats_and_of_its_first_point_at_the_end():
    assert tidy([(0, 0), (0, 0), (4, 0), (4, 4), (4, 4), (0, 0)]) == ((0, 0), (4, 0), (4, 4))


def square(x, y, size=10):
    return ((x, y), (x + size, y), (x + size, y + size), (x, y + size))


def test_the_border_of_two_neighbours_leaves_out_what_lies_between_them():
    sides = geometry.sides({"ab": [(square(0, 0),), (square(10, 0),)]})
    (line,) = chained(sides)
    assert line[0] == line[-1]
    assert sorted(line[1:]) == [(0, 0), (0, 10), (10, 0), (10, 10), (20, 0), (20, 10)]


def test_a_side_between_two_groups_is_known_once_with_both():
    sides = geometry.sides({"a": [(square(0, 0),)], "b": [(square(10, 0),)]})
    assert sides[(10, 0), (10, 10)] == {"a", "b"}
    assert Counter(len(owners) for owners in sides.values()) == {1: 6, 2: 1}


@given(RINGS)
def test_chained_sides_draw_every_side_once(rings):
    found = {edge for edge, times in Counter(edges(rings)).items() if times == 1}
    lines = chained(found)
    drawn = [tuple(sorted(pair)) for line in lines for pair in zip(line, line[1:], strict=False)]
    assert sorted(drawn) == sorted(found)


def test_a_name_stands_inside_a_shape_that_bends_around_its_middle():
    bow = ((0, 0), (90, 0), (90, 30), (30, 30), (30, 60), (90, 60), (90, 90), (0, 90))
    assert geometry.middles_of((bow,))[0] == (45, 18)


# --- simplifying ---------------------------------------------------------------------------------
def wavy(start, end, steps=40, height=3):
    """A line with a ripple, so that there is something to take out."""
    (ax, ay), (bx, by) = start, end
    for n in range(steps):
        push = height * (n % 3) if n > 0 else 0
        yield (
            ax + (bx - ax) * n // steps + (push if ax == bx else 0),
            ay + (by - ay) * n // steps + (push if ay == by else 0),
        )


def country(columns=3, rows=2, size=400):
    """Gemeenten beside each other; neighbours have the same points on their border."""
    shapes = {}
    for c in range(columns):
        for r in range(rows):
            a, b = (c * size, r * size), ((c + 1) * size, r * size)
            d, e = ((c + 1) * size, (r + 1) * size), (c * size, (r + 1) * size)
            ring = [*wavy(a, b), *wavy(b, d), d, *reversed([*wavy(e, d)]), *reversed([*wavy(a, e)])]
            shapes[f"{c}{r}"] = (tidy(ring),)
    return shapes


def shared(shapes):
    """How many sides are on two shapes, and how many on one."""
    return Counter(Counter(e for rings in shapes.values() for e in edges(rings)).values())


@pytest.mark.parametrize("budget", [0, 50, 200, 400])
def test_neighbours_keep_sharing_their_borders_however_much_is_taken_out(budget):
    shapes = country()
    simple = simplify(shapes, budget=budget)
    joined = geometry.sides({"all": list(simple.values())})
    assert set(shared(simple)) == {1, 2}
    # Around the whole nothing but its own outer border is left: no gap, no overlap.
    (outer,) = chained(joined)
    assert area(tuple(outer[:-1])) == sum(area(ring) for rings in simple.values() for ring in rings)


def test_within_the_budget_nothing_goes_but_what_lies_on_a_straight_line():
    shapes = country()
    whole = {key: [area(r) for r in rings] for key, rings in simplify(shapes, 10_000).items()}
    assert whole == {key: [area(r) for r in rings] for key, rings in shapes.items()}
    straight = tuple((0, y) for y in range(0, 90, 10)) + ((50, 90), (50, 0))
    assert len(simplify({"a": (straight,)}, 10_000)["a"][0]) == 4


def test_no_more_points_are_left_than_the_budget():
    shapes = country()
    before, after = (
        len({p for rings in found.values() for ring in rings for p in ring})
        for found in (shapes, simplify(shapes, 100))
    )
    assert after <= 100 < before


@given(RINGS, st.integers(0, 40))
def test_whatever_the_rings_each_shape_keeps_one_of_three_points_from_the_source(rings, budget):
    simple = simplify({"a": rings, "b": rings[:1]}, budget=budget)
    assert all(len(ring) >= 3 for own in simple.values() for ring in own)
    assert set(simple) == {"a", "b"}
    assert {p for own in simple.values() for r in own for p in r} <= {p for r in rings for p in r}


def test_a_small_island_goes_but_the_largest_part_stays():
    land, island, speck = square(0, 0, 100), square(200, 0, 30), square(300, 0, 2)
    simple = simplify({"land": (speck, land, island), "speck": (speck,)}, small=400)
    assert [sorted(map(area, rings)) for rings in simple.values()] == [[900, 10_000], [4]]


def test_an_island_in_a_lake_stays_in_its_hole():
    outer, inner = square(0, 0, 100), square(40, 40, 30)
    simple = simplify({"around": (outer, inner), "within": (inner[::-1],)}, budget=0)
    hole, filling = simple["around"][1], simple["within"][0]
    assert set(edges((hole,))) == set(edges((filling,)))


# --- hexagons ------------------------------------------------------------------------------------
SPOTS = st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), max_size=40).map(
    lambda places: tuple(Spot(f"GM{n:04d}", x, y) for n, (x, y) in enumerate(places))
)


@given(SPOTS)
def test_every_gemeente_has_a_hexagon_and_no_two_the_same(spots):
    cells = layout(spots)
    assert set(cells) == {spot.code for spot in spots}
    assert len(set(cells.values())) == len(spots)


@given(SPOTS)
def test_the_step_between_two_hexagons_points_the_way_of_the_map(spots):
    cells = layout(spots)
    for one, other in combinations(spots, 2):
        (ax, ay), (bx, by) = cells[one.code].centre, cells[other.code].centre
        assert (other.x - one.x) * (bx - ax) + (other.y - one.y) * (by - ay) >= 0


@given(SPOTS, st.randoms())
def test_the_hexagons_do_not_hang_on_the_order_of_the_gemeenten(spots, chance):
    shuffled = list(spots)
    chance.shuffle(shuffled)
    assert layout(tuple(shuffled)) == layout(spots)


@given(st.sets(st.builds(Cell, st.integers(0, 15), st.integers(0, 15)), max_size=40))
def test_who_has_room_lies_where_it_belongs(cells):
    spots = tuple(Spot(f"{c.column}-{c.row}", *c.centre) for c in cells)
    assert layout(spots) == {f"{c.column}-{c.row}": c for c in cells}


def test_hexagons_beside_each_other_share_a_side():
    beside = [Cell(1, 1), Cell(0, 1), Cell(2, 1), Cell(1, 0), Cell(2, 0), Cell(1, 2), Cell(2, 2)]
    middle, *others = [set(edges((hexagon(cell.centre),))) for cell in beside]
    assert [len(middle & other) for other in others] == [1] * 6


# --- codes ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("GM0080", "GM0080"),
        ("0080", "GM0080"),
        ("80", "GM0080"),
        (80, "GM0080"),
        ("GM1680    ", "GM1680"),
        (" gm0361 ", "GM0361"),
        ("PV20", ""),
        ("GM", ""),
        ("0", ""),
        ("12345", ""),
        (80.5, ""),
        (True, ""),
        (None, ""),
        ("", ""),
    ],
)
def test_the_code_of_a_gemeente_is_known_in_every_spelling(written, code):
    assert municipality_code(written) == code

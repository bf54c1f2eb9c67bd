"""The drawing of a map and how far areas lie in a region: pure. No database."""

import re
from datetime import date
from fractions import Fraction
from itertools import combinations

import pytest
from django.conf import settings as site
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from partners.rules.borders import AreaKey, Borders, Member, Name, Place
from partners.rules.drawing import draw, tints_of
from partners.rules.geometry import bounds, edges, middles_of, rings_of
from partners.rules.hexagons import Cell, hexagon
from partners.rules.map_labels import LOWERED, SCALES, Wish, placed
from partners.rules.map_parts import PAPER_TINTS, WIDTHS, Land, Tract
from partners.rules.overlap import AreaLabel
from partners.rules.reach import reaches

NORTH, SOUTH, YOUTH = AreaKey("swv_po", "PO1"), AreaKey("swv_po", "PO2"), AreaKey("jeugd", "JZ1")
NAMES = {NORTH: AreaLabel("SWV PO 27-03"), SOUTH: AreaLabel("SWV PO 27-11"), YOUTH: AreaLabel("JZ")}
DAY = date(2026, 3, 3)


def tract(code, column, row, *, first=(NORTH,), second=(), is_own=True, **more):
    ring = hexagon(Cell(column, row).centre)
    return Tract(code, f"Nest {code}", (ring,), is_own, first, second, **more)


TRACTS = [
    tract("a", 0, 0, second=(YOUTH,)),
    tract("b", 1, 0, second=(YOUTH,)),
    tract("c", 2, 0, first=(SOUTH,), second=(YOUTH,)),
    tract("d", 3, 0, first=(SOUTH,), is_own=False),
]


def corners(path):
    return {point for ring in rings_of(path) for point in ring}


# --- the drawing ---------------------------------------------------------------------------------
def test_gemeenten_that_look_the_same_are_grouped_those_of_the_region_apart():
    groups = draw(TRACTS, names=NAMES).groups
    assert [(g.tint, g.is_own, [s.code for s in g.shapes]) for g in groups] == [
        (2, False, ["d"]),
        (1, True, ["a", "b"]),
        (2, True, ["c"]),
    ]


def test_a_shape_says_in_words_where_it_lies():
    groups = draw(TRACTS, names=NAMES).groups
    assert groups[2].shapes[0].said == "Nest c: SWV PO 27-11, JZ"


def test_the_borders_run_around_the_region_and_the_areas_and_not_through_them():
    drawing = draw(TRACTS, names=NAMES)
    a, b, c, d = (set(t.rings[0]) for t in TRACTS)
    assert corners(drawing.own_border) == a | b | c
    assert corners(drawing.lines) == a | b | c
    assert corners(drawing.area_border) == a | b | c | d
    # The side between a and b lies within one area: it is drawn nowhere.
    inner = tuple(sorted(a & b))
    assert inner not in set(edges(rings_of(drawing.own_border)))


def test_a_spot_is_marked_and_the_land_below_it_carries_the_borders():
    below = hexagon(Cell(0, 3).centre, 2)
    spot = tract("s", 0, 3, second=(YOUTH,), is_spot=True)
    drawing = draw([spot], [Land((below,), True, (NORTH,), (YOUTH,))], names=NAMES)
    assert [s.mark for g in drawing.groups for s in g.shapes] == ["spot"]
    assert corners(drawing.own_border) == corners(drawing.lines) == set(below)
    assert drawing.has_spots


def test_a_gemeente_in_two_areas_is_marked_and_named_with_both():
    drawing = draw([tract("a", 0, 0, first=(NORTH, SOUTH))], names=NAMES)
    (shape,) = drawing.groups[0].shapes
    assert [shape.mark, shape.said] == ["split", "Nest a: SWV PO 27-03, SWV PO 27-11"]
    assert [(key.name, key.own) for key in drawing.keys] == [
        ("SWV PO 27-03", ("Nest a",)),
        ("SWV PO 27-11", ("Nest a",)),
    ]


def test_land_out_of_sight_is_left_out():
    near, far = (hexagon(Cell(4, 0).centre),), (hexagon(Cell(400, 0).centre),)
    drawing = draw(TRACTS, [Land(near), Land(far)], names=NAMES)
    assert corners(drawing.land) == set(near[0])


def test_an_area_keeps_its_name_short_and_the_legend_tells_how_many_lie_outside():
    drawing = draw(TRACTS, names=NAMES, is_whole=True)
    assert [label.text for label in drawing.labels if label.kind == "first"] == [
        "PO 27-03",
        "PO 27-11",
    ]
    assert [(key.tint, key.name, key.own, key.others) for key in drawing.keys] == [
        (1, "SWV PO 27-03", ("Nest a", "Nest b"), 0),
        (2, "SWV PO 27-11", ("Nest c",), 1),
    ]


CELLS = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=25)


@given(CELLS, st.integers(1, 4), st.data())
def test_areas_that_touch_have_different_tints_while_there_are_tints(cells, number, data):
    areas = [AreaKey("swv_po", f"PO{n}") for n in range(number)]
    tracts = [
        tract(f"{c}-{r}", c, r, first=(data.draw(st.sampled_from(areas)),))
        for c, r in sorted(cells)
    ]
    tints = tints_of(tracts)
    assert len(set(tints.values())) == len(tints)


@given(CELLS)
def test_all_that_is_drawn_lies_in_the_view(cells):
    tracts = [tract(f"{c}-{r}", c, r) for c, r in sorted(cells)]
    drawing = draw(tracts, names=NAMES)
    x, y, width, height = map(int, drawing.view_box.split())
    left, top, right, bottom = bounds(p for t in tracts for p in t.rings[0])
    assert (x < left, y < top, x + width > right, y + height > bottom) == (True,) * 4
    assert 0.6 <= height / width <= 1.17


def test_the_colours_on_paper_are_those_of_the_screen():
    tokens = (site.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    on_screen = re.findall(r"--map-[1-6]: (#[0-9a-f]{6});", tokens)
    assert ("#ffffff", *on_screen) == PAPER_TINTS


def test_on_paper_the_hatch_outside_the_region_is_as_pale_as_its_tint():
    drawing = draw(TRACTS, names=NAMES)
    page = render_to_string("partners/pdf/_map.html", {"drawing": drawing, "atlas": {}})
    assert re.findall(r'url\(#hatch-2\)"[^>]*?( fill-opacity="[0-9.]+")?>', page) == [
        ' fill-opacity="0.55"',
        "",
    ]


# --- names ---------------------------------------------------------------------------------------
PLACES = st.lists(st.tuples(st.integers(0, 600), st.integers(0, 400)), max_size=30)


def boxes(labels, scale):
    """Where a browser has names at a scale."""
    line = 13 / scale
    for label in labels:
        half = len(label.text) * 0.56 * line / 2
        middle = label.y + (LOWERED * line if label.lower else 0)
        yield label.x - half, middle - 0.74 * line, label.x + half, middle + 0.74 * line


def covered(shown):
    """Return the pairs of boxes that lie partly over each other."""
    return [
        (one, other)
        for one, other in combinations(shown, 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


@given(PLACES, st.one_of(st.sampled_from(SCALES), st.floats(min(SCALES), 20)))
def test_no_two_names_cover_each_other_at_any_nearness(places, scale):
    wishes = [Wish(f"Nest {n}", "own", (p,), lower=n % 2) for n, p in enumerate(places)]
    shown = [label for label in placed(wishes, 1) if SCALES[label.level] <= scale]
    assert covered(boxes(shown, scale)) == []
    assert bool(shown) is bool(places)


def test_a_lower_name_keeps_clear_of_what_it_comes_closer_to():
    around = Wish("Nest een", "own", ((0, 1),))
    labels = placed([around, Wish("Nest twee", "second", ((0, 0),), lower=True)], 1)
    assert [label.text for label in labels if label.level == 0] == ["Nest een"]


def test_a_name_without_room_comes_when_one_is_nearer():
    wishes = [Wish("Nest een", "own", ((0, 0),)), Wish("Nest twee", "own", ((60, 0),))]
    labels = placed(wishes, 1, scales=(1, 2))
    assert [(label.text, label.level) for label in labels] == [("Nest een", 0), ("Nest twee", 1)]


def test_a_name_takes_its_next_place_when_the_first_is_taken():
    first, second = Wish("Nest een", "own", ((0, 0),)), Wish("Nest twee", "own", ((0, 0), (0, 90)))
    assert [(label.x, label.y) for label in placed([first, second], 1)] == [(0, 0), (0, 90)]


def test_on_paper_a_name_keeps_its_own_place_though_a_phone_has_no_room_for_it_there():
    tracts = [tract(letter * 9, column, 0) for column, letter in enumerate("abcd")]
    drawing = draw(tracts, names=NAMES)
    middles = {t.name: middles_of(t.rings)[0] for t in tracts}
    assert {label.text: (label.x, label.y) for label, _, _ in drawing.printed_names} == middles
    assert {label.text: (label.x, label.y) for label in drawing.labels} != middles


def test_on_paper_no_two_names_cover_each_other():
    tracts = [tract(letter * 26, column, 0) for column, letter in enumerate("abcd")]
    drawing = draw(tracts, names=NAMES)
    found = [label for label, _, _ in drawing.printed_names]
    shown = list(boxes(found, 13 / (WIDTHS["print"] * drawing.unit)))
    assert covered(shown) == []
    assert len(shown) > 1


@given(PLACES, st.integers(8, 40))
def test_a_name_at_the_edge_moves_in_until_it_is_whole(places, length):
    wishes = [Wish("n" * length, "own", (place,)) for place in places]
    for label in placed(wishes, 1, scales=(1,), sides=(0, 600)):
        half = len(label.text) * 0.56 * 13 / 2
        assert label.x - half >= 0
        assert label.x + half <= 600


def test_a_name_that_is_wider_than_the_drawing_waits_and_else_stays_in_its_place():
    wide = Wish("Nest " * 20, "own", ((20, 0),))
    (later,) = placed([wide], 1, scales=(1, 2), sides=(0, 600))
    (never,) = placed([wide], 1, scales=(1, 2), sides=(0, 300))
    assert later.level == 1
    assert later.x > 20
    assert (never.level, never.x) == (1, 20)


def test_every_name_of_a_drawing_is_whole_on_a_screen_and_on_paper():
    drawing = draw([tract("a" * 30, 0, 0), *TRACTS[1:]], names=NAMES)
    for labels, size in (
        ([label for label in drawing.labels if SCALES[label.level] <= 1], 13),
        ([label for label, _, _ in drawing.printed_names], WIDTHS["print"]),
    ):
        halves = {label: len(label.text) * 0.56 * size * drawing.unit / 2 for label in labels}
        left, right = drawing.sides
        assert all(left <= o.x - half and o.x + half <= right for o, half in halves.items())
        assert any(len(label.text) > 30 for label in labels)


# --- how far areas lie in a region ---------------------------------------------------------------
def borders_of(*members):
    """(area, code, share) …"""
    places = {code: Place(code, (Name(f"Nest {code}"),)) for _, code, _ in members}
    rows = [Member(a, code, share, None, None, "2026", "bron") for a, code, share in members]
    return Borders(places, (), tuple(rows))


def found(borders, codes):
    return [
        (r.label.name, r.inside, r.outside, r.percentage, r.is_estimate)
        for r in reaches(borders, codes, DAY, kinds=("swv_po", "jeugd"), labels=NAMES)
    ]


def test_an_area_lies_in_the_region_for_the_part_of_its_gemeenten():
    half = Fraction(1, 2)
    borders = borders_of(
        (NORTH, "a", 1), (NORTH, "b", 1), (SOUTH, "c", 1), (SOUTH, "d", half), (YOUTH, "a", None)
    )
    assert found(borders, {"a", "b", "d"}) == [
        ("SWV PO 27-03", ("Nest a", "Nest b"), (), 100, False),
        ("SWV PO 27-11", ("Nest d (50 %)",), ("Nest c",), 33, False),
        ("JZ", ("Nest a",), (), 100, True),
    ]


def test_an_area_without_a_gemeente_of_the_region_is_left_out():
    assert found(borders_of((NORTH, "a", 1), (SOUTH, "c", 1)), {"a"}) == [
        ("SWV PO 27-03", ("Nest a",), (), 100, False)
    ]


@pytest.mark.parametrize(("share", "percentage"), [("0.999", 99), ("0.001", 1)])
def test_a_part_is_never_said_to_be_all_or_nothing(share, percentage):
    borders = borders_of((NORTH, "a", Fraction(share)), (NORTH, "b", 1 - Fraction(share)))
    assert [row[3] for row in found(borders, {"a"})] == [percentage]


@given(st.lists(st.sampled_from([NORTH, SOUTH]), min_size=1, max_size=12))
def test_the_parts_of_two_regions_that_share_all_gemeenten_add_up_to_one(areas):
    codes = [str(n) for n in range(len(areas))]
    borders = borders_of(*((area, code, 1) for area, code in zip(areas, codes, strict=True)))
    total = dict.fromkeys(areas, Fraction(0))
    for own in (codes[::2], codes[1::2]):
        for row in reaches(borders, own, DAY, kinds=("swv_po",), labels=NAMES):
            total[row.area] += row.share
    assert set(total.values()) == {Fraction(1)}

"""Editions in any order, loaded one after another: what holds on which day."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from partners.rules.borders import AreaKey, Name, Place, holds
from partners.rules.editions import Held, HeldRow, Line, compare

FIRST, LAST = date(2020, 1, 1), date(2030, 1, 1)
DAYS = st.dates(FIRST, LAST)
AREAS = [AreaKey("jeugd", code) for code in ("X", "Y", "Z")]
PLACES = {
    "A": Place("A", (Name("Arend"),)),
    "B": Place("B", (Name("Buizerd"),), None, date(2025, 1, 1)),
    "C": Place("C", (Name("Condor"),), date(2023, 6, 1)),
}
EDITIONS = st.lists(
    st.tuples(DAYS, st.dictionaries(st.sampled_from("ABC"), st.sampled_from(AREAS), min_size=1)),
    min_size=1,
    max_size=6,
)


def loaded(held, plan):
    """What is held after a plan was applied."""
    ends = {end.pk: end.until for end in plan.ends}
    rows = [row._replace(until=ends.get(row.pk, row.until)) for row in held.rows]
    number = len(rows)
    rows += [HeldRow(number + n, *start) for n, start in enumerate(plan.starts)]
    areas = held.areas | {area: (Name(name),) for area, name in plan.new_areas.items()}
    return replace(held, rows=tuple(rows), areas=areas)


def lines_of(said):
    return [Line(area, place, None) for place, area in said.items()]


def answer(held, day):
    return {
        place: [row.area for row in held.rows if row.place == place and holds(row, day)]
        for place in PLACES
    }


def load_all(editions):
    """Yield (what was held, the plan, what is held) for each edition that does not clash."""
    held = Held(PLACES, {}, ())
    for day, said in editions:
        plan = compare(held, lines_of(said), {}, day)
        if not plan.clashes:
            before, held = held, loaded(held, plan)
            yield day, said, before, held


@given(EDITIONS, DAYS)
def test_a_gemeente_lies_in_one_area_at_a_time_and_only_while_it_exists(editions, day):
    for *_, held in load_all(editions):
        for place, found in answer(held, day).items():
            assert len(found) <= 1
            assert holds(PLACES[place], day) or not found


@given(EDITIONS)
def test_on_its_day_an_edition_is_right_and_again_it_changes_nothing(editions):
    for day, said, _, held in load_all(editions):
        for place, area in said.items():
            expected = [area] if holds(PLACES[place], day) else []
            assert answer(held, day)[place] == expected
        assert compare(held, lines_of(said), {}, day).changes_nothing


@given(EDITIONS, DAYS)
def test_the_days_before_an_edition_and_what_it_does_not_name_stay_as_they_were(editions, day):
    for first, said, before, held in load_all(editions):
        was, now = answer(before, day), answer(held, day)
        for place in PLACES:
            if day < first or place not in said:
                assert was[place] == now[place]


@given(EDITIONS, DAYS)
def test_an_edition_reaches_no_further_than_the_next_that_was_held(editions, day):
    for first, _, before, held in load_all(editions):
        for place in PLACES:
            later = [r.since for r in before.rows if r.place == place and r.since > first]
            if later and day >= min(later):
                assert answer(before, day)[place] == answer(held, day)[place]


@given(EDITIONS)
def test_any_change_gives_another_fingerprint(editions):
    for *_, before, held in load_all(editions):
        assert (before.fingerprint == held.fingerprint) is (before == held)


def test_a_day_that_has_its_edition_already_is_refused():
    held = Held(PLACES, {AREAS[0]: ()}, (HeldRow(1, AREAS[0], "A", None, FIRST, None),))
    plan = compare(held, [Line(AREAS[1], "A", None)], {}, FIRST)
    assert plan.clashes == ["Arend ligt vanaf 01-01-2020 al in X."]
    assert (plan.starts, plan.ends) == ([], [])
    later = compare(held, [Line(AREAS[1], "A", None)], {}, FIRST + timedelta(1))
    assert (len(later.starts), len(later.ends), later.clashes) == (1, 1, [])

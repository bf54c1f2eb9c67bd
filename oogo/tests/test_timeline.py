"""The line of the year: everything inside, no name over another."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from oogo.rules import timeline
from oogo.rules.timeline import NARROW, WIDE, Point, draw, window
from regio.lib.workdays import school_holidays

OOGO, TODAY = date(2026, 4, 16), date(2026, 3, 3)
offsets = st.integers(-180, 130)
names = st.text(st.sampled_from("abcdef mnop"), min_size=1, max_size=60).map(
    lambda t: t.strip() or "x"
)
points = st.lists(
    st.builds(
        lambda n, name, kind, rank: Point(OOGO + timedelta(days=n), name, kind, rank),
        offsets,
        names,
        st.sampled_from(["done", "late", "planned", "law", "around", "meeting"]),
        st.integers(0, 6),
    ),
    max_size=40,
)


def drawn(given_points, size, today=TODAY):
    first, last = window(OOGO, [p.day for p in given_points], today)
    holidays = school_holidays(first, last, "noord")
    return draw(given_points, holidays, first=first, last=last, today=today, size=size)


def span(name):
    width = timeline.width_of(name.text.text, name.kind)
    return float(name.text.x) - width / 2, float(name.text.x) + width / 2


@settings(max_examples=60)
@given(points, st.sampled_from([WIDE, NARROW]))
def test_names_stay_inside_and_never_lie_over_each_other(given_points, size):
    rows = {}
    for name in drawn(given_points, size).names:
        left, right = span(name)
        assert left >= -0.1
        assert right <= size.width + 0.1
        rows.setdefault(name.text.y, []).append((left, right))
    for spans in rows.values():
        spans.sort()
        assert all(a[1] <= b[0] + 0.2 for a, b in zip(spans, spans[1:], strict=False))


@settings(max_examples=60)
@given(points, st.sampled_from([WIDE, NARROW]))
def test_every_day_that_is_near_has_its_mark(given_points, size):
    found = drawn(given_points, size)
    assert len(found.marks) == len(given_points)
    assert found.beyond == 0


def test_the_meeting_and_what_is_late_are_named_first():
    crowd = [Point(OOGO - timedelta(days=n), f"Stap {n}", "planned", 5) for n in range(40)]
    own = [Point(OOGO, "OOGO 16 apr", "meeting", 0), Point(OOGO, "Reacties", "late", 1)]
    found = [name.text.text for name in drawn([*crowd, *own], NARROW).names]
    assert found[:2] == ["OOGO 16 apr", "Reacties"]


def test_what_lies_a_year_away_is_counted_and_not_drawn():
    far = Point(OOGO + timedelta(days=400), "Evaluatie", "planned", 5)
    near = Point(OOGO, "OOGO", "meeting", 0)
    found = drawn([near, far], WIDE)
    assert (len(found.marks), found.beyond) == (1, 1)


def test_today_is_marked_where_it_lies_in_the_drawing():
    near = [Point(OOGO, "OOGO", "meeting", 0)]
    assert drawn(near, WIDE).today.text == "vandaag"
    assert drawn(near, WIDE, today=date(2030, 1, 1)).today is None


def test_the_school_holidays_of_the_north_are_shaded_and_named():
    found = drawn([Point(OOGO, "OOGO", "meeting", 0), Point(TODAY, "x", "done", 6)], WIDE)
    assert [band.label.text for band in found.bands if band.label] == [
        "voorjaarsvakantie",
    ]
    long_line = [
        Point(date(2026, 2, 1), "a", "done", 6),
        Point(OOGO, "OOGO", "meeting", 0),
        Point(date(2026, 6, 1), "b", "planned", 5),
    ]
    bands = drawn(long_line, WIDE).bands
    assert [band.label.text for band in bands] == ["voorjaarsvakantie", "meivakantie"]


def test_a_long_name_is_cut_at_whole_words():
    text = timeline.short("Collegebesluiten over inzet en mandaat in de zes gemeenten", 36)
    assert text == "Collegebesluiten over inzet en…"
    assert timeline.short("Collegebesluiten: inzet en mandaat van zes", 30) == "Collegebesluiten"

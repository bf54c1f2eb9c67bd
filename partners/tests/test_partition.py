"""On every day each gemeente lies in one area of a kind, through any chain of mergers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from partners.rules.borders import AreaKey, Borders, Member, Place
from partners.tests.test_lines import DAYS, FIRST, LAST, countries

AREAS = [AreaKey("provincie", code) for code in ("PV1", "PV2", "PV3")]
EDITIONS = st.lists(st.dates(FIRST, LAST), min_size=1, max_size=3, unique=True).map(sorted)


WHOLE = st.just([Decimal(1)])


@st.composite
def divided(draw, *, splits=True, shares=WHOLE):
    """A country of which each edition says where every gemeente lies: a gemeente that is new may
    lie in another province than those it came from, and a later edition may move any."""
    country = draw(countries(splits=splits))
    editions = draw(EDITIONS)
    members = []
    for code, place in country.places.items():
        for since, until in _spans(place, editions):
            own = draw(shares)
            areas = draw(st.permutations(AREAS))[: len(own)]
            members += [
                Member(area, code, share, since, until, f"{since}", "bron")
                for area, share in zip(areas, own, strict=True)
            ]
    return replace(country, members=tuple(draw(st.permutations(members)))), editions[0]


def _spans(place, editions):
    """Return the periods in which a gemeente lies as one edition says."""
    first = max(editions[0], place.since or FIRST)
    days = [first, *(day for day in editions[1:] if day > first), place.until or date.max]
    spans = zip(days, days[1:], strict=False)
    return [
        (since, None if until == date.max else min(until, place.until or until))
        for since, until in spans
        if since < (place.until or date.max) and since < until
    ]


def divides(country: Borders, day):
    found = [code for area in AREAS for code in country.municipalities_of(area, day)]
    return sorted(found) == sorted(country.existing(day))


@settings(deadline=None, max_examples=30)
@given(divided(), DAYS)
def test_from_the_first_edition_on_the_areas_divide_the_country(made, day):
    country, first = made
    assert divides(country, max(day, first))


@settings(deadline=None, max_examples=30)
@given(divided(splits=False), DAYS)
def test_where_nothing_was_split_they_divide_it_on_days_before_as_well(made, day):
    country, _ = made
    assert divides(country, day)


@settings(deadline=None, max_examples=30)
@given(divided(), DAYS)
def test_before_the_first_edition_every_gemeente_lies_where_its_parts_lie(made, day):
    country, first = made
    for code in country.existing(min(day, first)):
        found = {f.area for f in country.areas_of(code, "provincie", min(day, first))}
        later = [c for c in country.line_of(code) if country.areas_of(c, "provincie", first)]
        assert found <= {f.area for c in later for f in country.areas_of(c, "provincie", first)}
        assert len(found) == 1 or len(country.line_of(code)) > 2


SHARES = st.sampled_from(
    [[Decimal(1)], [Decimal("0.5"), Decimal("0.5")], [Decimal("0.96"), Decimal("0.04")], [None],
     [None, None], [Decimal("0.2"), Decimal("0.3"), Decimal("0.5")]]
)  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(divided(shares=SHARES), DAYS)
def test_the_shares_of_a_gemeente_sum_to_one_wherever_all_are_known(made, day):
    country, _ = made
    for code in country.existing(day):
        found = country.areas_of(code, "provincie", day)
        known = [f.share for f in found if f.share is not None]
        assert len({f.area for f in found}) == len(found) > 0
        assert sum(known) == 1 or len(known) < len(found)


def test_a_row_that_lasts_a_day_too_long_is_seen():
    """The twin: with one end left out a gemeente lies in two areas."""
    place = Place("G1", ())
    rows = [
        Member(AREAS[0], "G1", Decimal(1), date(2010, 1, 1), date(2020, 1, 1), "a", "bron"),
        Member(AREAS[1], "G1", Decimal(1), date(2020, 1, 1), None, "b", "bron"),
    ]
    country = Borders({"G1": place}, members=tuple(rows))
    assert divides(country, date(2020, 1, 1))
    wrong = replace(country, members=(replace(rows[0], until=date(2020, 1, 2)), rows[1]))
    assert not divides(wrong, date(2020, 1, 1))

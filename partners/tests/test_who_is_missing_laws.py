"""Who is missing: laws that hold for any parties and people, however they are looked up."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from partners.rules.presence import (
    EMAIL,
    LEVEL,
    MANDATE,
    PERSON,
    VERIFIED,
    LinkRow,
    PartyRow,
    People,
    Period,
    PositionRow,
    Ref,
    RepresentationRow,
    double_roles,
    missing,
)

TODAY = date(2026, 3, 3)
KINDS = ("gemeente", "swv", "bestuur_po", "werkorganisatie")
LEVELS = ("bestuurlijk", "beleidsmatig", "uitvoerend")
ORGANISATIONS = range(1, 6)
days = st.none() | st.integers(-2, 2).map(lambda n: TODAY + timedelta(days=n))
periods = st.tuples(days, days).map(lambda pair: Period(*pair))
parties = st.tuples(
    *(
        st.builds(
            PartyRow,
            pk=st.just(10 + one),
            organisation=st.just(one),
            name=st.just(f"Nest {one}"),
            kind=st.sampled_from(KINDS),
            since=days,
            until=days,
        )
        for one in ORGANISATIONS
    )
)


@st.composite
def people(draw):
    positions = draw(
        st.lists(
            st.builds(
                PositionRow,
                pk=st.just(0),
                person=st.integers(1, 6).map(lambda n: Ref(n, f"Vogel {n}")),
                has_email=st.booleans(),
                organisation=st.none() | st.sampled_from(ORGANISATIONS),
                level=st.sampled_from(LEVELS),
                acts_for=st.none() | st.integers(1, 8),
                since=days,
                until=days,
                verified_on=st.none() | st.sampled_from([date(2024, 1, 1), TODAY]),
                mandates=st.frozensets(periods, max_size=2),
            ),
            max_size=8,
        )
    )
    rows = [
        PositionRow(**{**vars(row), "pk": number}) for number, row in enumerate(positions, start=1)
    ]
    sides = st.sampled_from(ORGANISATIONS)
    links = st.builds(
        LinkRow, st.sampled_from(["werkt_voor", "toezicht"]), sides, sides, days, days
    )
    speaking = st.builds(RepresentationRow, st.integers(1, 9), sides.map(lambda n: n + 10), days)
    return People(
        tuple(rows),
        tuple(draw(st.lists(links, max_size=4))),
        tuple(draw(st.lists(speaking, max_size=4))),
    )


def of_the_party(found):
    return [item for item in found if item.what in (LEVEL, PERSON, MANDATE)]


@given(parties, people())
def test_what_a_party_misses_does_not_depend_on_the_others(rows, who):
    together = of_the_party(missing(rows, who, TODAY))
    for party in rows:
        alone = of_the_party(missing([party], who, TODAY))
        assert [item for item in together if item.party == party.ref] == alone


@given(parties, people())
def test_of_nobody_the_same_is_missing_twice(rows, who):
    found = missing(rows, who, TODAY)
    for what in (EMAIL, VERIFIED):
        named = [item.person for item in found if item.what == what]
        assert len(named) == len(set(named))


@given(parties, people())
def test_who_is_over_changes_nothing_for_who_speaks_for_several(rows, who):
    held = tuple(p for p in who.positions if (not p.since or p.since <= TODAY) and p.until != TODAY)
    held = tuple(p for p in held if p.until is None or p.until > TODAY)
    there = {p.pk for p in held}
    spoken = tuple(row for row in who.representations if row.position in there)
    assert double_roles(rows, People(held, who.links, spoken), TODAY) == double_roles(
        rows, who, TODAY
    )

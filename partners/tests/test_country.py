"""What our own files say of the whole country, on any day."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partners.reference.load import OWN_FILES
from partners.reference.reader import read_reference
from partners.rules.borders import AreaKey, Borders, Member, Merger, Name, Place, holds

FILES = read_reference(OWN_FILES)
COUNTRY = Borders(
    places={
        row["code"]: Place(row["code"], (Name(row["name"]),), row["since"], row["until"])
        for row in FILES.municipalities
    },
    mergers=tuple(Merger(r["old"], r["new"], r["on"], r["kind"]) for r in FILES.successions),
    members=tuple(
        Member(
            AreaKey(row["kind"], row["area"]),
            row["municipality"],
            *(row[name] for name in ("share", "since", "until", "edition", "source")),
        )
        for row in FILES.memberships
    ),
)
OLDEST = {
    "swv_po": date(2015, 1, 1),
    "swv_vo": date(2015, 1, 1),
    "jeugd": date(2025, 1, 1),
    "rmc": date(2025, 1, 1),
    "arbeidsmarkt": date(2026, 1, 1),
    "ggd": date(2026, 1, 1),
    "provincie": date(2013, 1, 1),
}
WHOLE = [kind for kind in OLDEST if not kind.startswith("swv")]
days = st.dates(date(2013, 1, 1), date(2028, 1, 1))


def alive(kind, day):
    """The areas of a kind that have gemeenten on a day."""
    return {m.area.code for m in COUNTRY.members if m.area.kind == kind and holds(m, day)}


# How many gemeenten there were is published by the CBS for every year.
@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2012, 12, 31), 415),
        (date(2013, 1, 1), 408),
        (date(2014, 1, 1), 403),
        (date(2015, 1, 1), 393),
        (date(2016, 1, 1), 390),
        (date(2017, 1, 1), 388),
        (date(2018, 1, 1), 380),
        (date(2019, 1, 1), 355),
        (date(2021, 1, 1), 352),
        (date(2022, 1, 1), 345),
        (date(2022, 3, 24), 344),
        (date(2023, 1, 1), 342),
        (date(2026, 1, 1), 342),
    ],
)
def test_the_country_has_as_many_gemeenten_as_it_had(day, count):
    assert len(COUNTRY.existing(day)) == count


@pytest.mark.parametrize(
    ("kind", "day", "count"),
    [
        ("swv_po", date(2015, 1, 1), 76),
        ("swv_po", date(2026, 1, 1), 76),
        ("swv_vo", date(2026, 1, 1), 74),
        ("jeugd", date(2025, 12, 31), 42),
        ("jeugd", date(2026, 1, 1), 41),
        ("rmc", date(2026, 1, 1), 40),
        ("arbeidsmarkt", date(2026, 1, 1), 35),
        ("ggd", date(2026, 1, 1), 25),
        ("provincie", date(2013, 1, 1), 12),
    ],
)
def test_every_area_of_a_kind_is_there(kind, day, count):
    assert len(alive(kind, day)) == count


def test_two_jeugdregios_of_midden_limburg_became_one_and_kept_their_history():
    town, before = "GM0957", date(2025, 12, 31)
    found = [COUNTRY.areas_of(town, "jeugd", day)[0] for day in (before, date(2026, 1, 1))]
    assert [(f.area.code, f.edition) for f in found] == [("JZ42", "2025"), ("MIDLIM", "2026")]


def test_there_are_99_mergers_and_each_old_gemeente_ends_on_its_day():
    assert len({(m.on, m.old) for m in COUNTRY.mergers}) == 99
    ends = {code: place.until for code, place in COUNTRY.places.items() if place.until}
    assert ends == {m.old: m.on for m in COUNTRY.mergers}
    assert all(holds(COUNTRY.places[m.new], m.on) for m in COUNTRY.mergers)


@pytest.mark.parametrize(
    ("old", "kind", "on", "new"),
    [
        ("GM0365", "samenvoeging", date(2015, 1, 1), ["GM0361"]),
        ("GM0398", "nieuw", date(2022, 1, 1), ["GM1980"]),
        ("GM0788", "splitsing", date(2021, 1, 1), ["GM0757", "GM0824", "GM0855", "GM0865"]),
        ("GM0053", "splitsing", date(2019, 1, 1), ["GM1966", "GM1969"]),
        ("GM1921", "naamswijziging", date(2015, 7, 1), ["GM1940"]),
        ("GM0457", "samenvoeging", date(2022, 3, 24), ["GM0363"]),
    ],
)
def test_every_kind_of_merger_is_told(old, kind, on, new):
    rows = [merger for merger in COUNTRY.mergers if merger.old == old]
    assert sorted(row.new for row in rows) == new
    assert {(row.kind, row.on) for row in rows} == {(kind, on)}


@settings(max_examples=60)
@given(days)
def test_the_gemeenten_are_divided_over_the_areas_without_rest_or_overlap(day):
    for kind in WHOLE:
        if day < OLDEST[kind]:
            continue
        rows = [m for m in COUNTRY.members if m.area.kind == kind and holds(m, day)]
        assert sorted(m.place for m in rows) == sorted(COUNTRY.existing(day))


@settings(max_examples=60)
@given(days.filter(lambda day: day >= OLDEST["swv_po"]), st.sampled_from(["swv_po", "swv_vo"]))
def test_the_known_shares_of_a_gemeente_sum_to_one(day, kind):
    shares = {}
    for member in COUNTRY.members:
        if member.area.kind == kind and holds(member, day):
            shares.setdefault(member.place, []).append(member.share)
    assert sorted(shares) == sorted(COUNTRY.existing(day))
    unknown = {code for code, own in shares.items() if None in own}
    assert {sum(own) for code, own in shares.items() if code not in unknown} == {1}
    assert unknown <= {"GM1900"}  # Súdwest-Fryslân, until it grew in 2018


@settings(max_examples=20)
@given(days)
def test_every_gemeente_lies_somewhere_on_every_day(day):
    for kind in OLDEST:
        nowhere = [c for c in COUNTRY.existing(day) if not COUNTRY.areas_of(c, kind, day)]
        assert nowhere == []


def test_a_gemeente_lies_in_an_area_once_at_a_time():
    spans = {}
    for member in COUNTRY.members:
        spans.setdefault((member.area, member.place), []).append((member.since, member.until))
    for own in spans.values():
        own.sort()
        assert all(until and until <= since for (_, until), (since, _) in pairwise(own))


def test_the_province_of_a_gemeente_is_the_area_in_which_it_lies():
    names = {row["code"]: row["name"] for row in FILES.areas if row["kind"] == "provincie"}
    for row in FILES.municipalities:
        day = (row["until"] or date(2026, 1, 1)) - timedelta(days=1)
        found = COUNTRY.areas_of(row["code"], "provincie", day)
        assert [names[f.area.code] for f in found] == [row["province"]]


def test_a_change_of_province_is_told():
    assert [m.place for m in COUNTRY.members if m.place in ("GM0545", "GM0707", "GM1961")] != []
    found = [
        COUNTRY.areas_of(code, "provincie", day)[0].area.code
        for code, day in (("GM0545", date(2018, 12, 31)), ("GM1961", date(2019, 1, 1)))
    ]
    assert found == ["PV28", "PV26"]


def test_every_gemeente_has_a_centre_inside_the_country_of_its_own():
    centres = [(row["latitude"], row["longitude"]) for row in FILES.municipalities]
    assert all(50.7 < lat < 53.6 and 3.3 < lon < 7.3 for lat, lon in centres)
    today = [r for r in FILES.municipalities if r["until"] is None]
    places = Counter((row["latitude"], row["longitude"]) for row in today)
    assert places.most_common(1)[0][1] == 1


def test_every_area_has_a_name_of_its_own():
    names = Counter((row["kind"], row["name"]) for row in FILES.areas)
    assert set(names.values()) == {1}

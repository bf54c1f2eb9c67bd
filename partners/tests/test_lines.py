"""The line of a gemeente: mergers in chains, splits, and what may be summed over them."""

import random
from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from partners.models import Municipality, Party
from partners.rules.borders import Borders, Merger, Name, Place
from partners.rules.lines import events, parts_of, predecessors_of, successors_of
from partners.tests.factories import OrganisationFactory, PartyFactory, load_noord_holland
from partners.tests.test_country import COUNTRY

FIRST, LAST = date(2000, 1, 1), date(2030, 1, 1)
DAYS = st.dates(FIRST, LAST)


@st.composite
def countries(draw, *, splits=True):
    """Six gemeenten in which, on any day of the year, some merge, split or change their code."""
    names = iter(f"G{n}" for n in range(200))
    alive = {next(names): None for _ in range(6)}
    ended, mergers = {}, []
    days = draw(st.lists(st.dates(date(2001, 1, 1), date(2029, 1, 1)), max_size=8, unique=True))
    for on in sorted(days):
        kinds = ["nieuw", "samenvoeging", "naamswijziging", *(["splitsing"] if splits else [])]
        kind = draw(st.sampled_from(kinds))
        most = 3 if kind in ("nieuw", "samenvoeging") else 1
        olds = draw(
            st.lists(st.sampled_from(sorted(alive)), min_size=1, max_size=most, unique=True)
        )
        if kind == "samenvoeging" and len(alive) > len(olds):
            news = [draw(st.sampled_from(sorted(alive.keys() - set(olds))))]
        elif kind == "splitsing":
            rest = sorted(alive.keys() - set(olds))[:1]
            news = [next(names), *rest]
        else:
            news = [next(names)]
        mergers += [Merger(old, new, on, kind) for old in olds for new in news]
        for old in olds:
            ended[old] = (alive.pop(old), on)
        alive |= {new: alive.get(new, on) for new in news}
    periods = ended | {code: (since, None) for code, since in alive.items()}
    return Borders(
        {code: Place(code, (Name(code),), *period) for code, period in periods.items()},
        tuple(mergers),
    )


def two(day, other):
    return sorted((day, other))


@given(countries(), DAYS, DAYS)
def test_whoever_follows_and_whoever_came_before_know_each_other(country, one, other):
    day, on = two(one, other)
    for code in country.existing(day):
        for new in successors_of(country, code, on):
            assert code in predecessors_of(country, new, on=on, day=day)
    for code in country.existing(on):
        for old in predecessors_of(country, code, on=on, day=day):
            assert code in successors_of(country, old, on)


@given(countries(), DAYS, DAYS)
def test_every_gemeente_is_followed_by_one_or_more_on_any_later_day(country, one, other):
    day, on = two(one, other)
    assert all(successors_of(country, code, on) for code in country.existing(day))


@given(countries(splits=False), DAYS, DAYS, st.randoms())
def test_where_nothing_was_split_the_parts_of_all_are_the_whole(country, one, other, chance):
    day, on = two(one, other)
    values = {code: chance.randint(0, 10_000) for code in country.existing(day)}
    sums = [
        sum(values[part] for part in parts_of(country, code, on=on, day=day))
        for code in country.existing(on)
    ]
    assert sum(sums) == sum(values.values())


@given(countries(), DAYS, DAYS)
def test_a_part_counts_once_and_over_a_split_for_nobody(country, one, other):
    day, on = two(one, other)
    counted = [
        part
        for code in country.existing(on)
        for part in parts_of(country, code, on=on, day=day) or ()
    ]
    assert len(counted) == len(set(counted))
    divided = {c for c in country.existing(day) if len(successors_of(country, c, on)) > 1}
    assert divided.isdisjoint(counted)


@given(countries(), st.randoms())
def test_events_do_not_depend_on_the_order_of_the_rows(country, chance):
    shuffled = Borders(country.places, tuple(chance.sample(country.mergers, len(country.mergers))))
    assert all(events(country, code) == events(shuffled, code) for code in country.places)


def test_a_line_names_all_who_took_part_the_last_one_first():
    found = events(COUNTRY, "GM1978")
    assert [(e.on, e.kind, sorted(e.old)) for e in found] == [
        (date(2019, 1, 1), "nieuw", ["GM0689", "GM1927"]),
        (date(2013, 1, 1), "nieuw", ["GM0571", "GM0693", "GM0694"]),
    ]
    assert events(COUNTRY, "GM0693") == found
    assert events(COUNTRY, "GM0450") == []


@pytest.mark.parametrize(
    ("code", "day", "parts"),
    [
        ("GM1980", date(2021, 12, 31), {"GM0398", "GM0416"}),
        ("GM1980", date(2022, 1, 1), {"GM1980"}),
        ("GM0363", date(2022, 3, 23), {"GM0363", "GM0457"}),
        ("GM1978", date(2012, 12, 31), {"GM0571", "GM0689", "GM0693", "GM0694"}),
        ("GM1945", date(2014, 12, 31), {"GM0241", "GM0265", "GM0282"}),
        ("GM0757", date(2020, 12, 31), None),
        ("GM1966", date(2018, 12, 31), None),
    ],
)
def test_what_a_gemeente_of_today_was_made_of(code, day, parts):
    assert parts_of(COUNTRY, code, on=date(2026, 1, 1), day=day) == parts


def test_any_chain_of_the_country_ends_in_todays_gemeenten():
    today = set(COUNTRY.existing(date(2026, 1, 1)))
    chance = random.Random(1)
    for code in chance.sample(sorted(COUNTRY.places), 100):
        assert successors_of(COUNTRY, code, date(2026, 1, 1)) <= today


# --- the page ------------------------------------------------------------------------------------
@pytest.fixture
def page(client, region, sign_in, time_machine):
    time_machine.move_to("2026-03-03T12:00:00+01:00")
    sign_in("lezer")
    load_noord_holland()

    def get(code):
        return client.get(reverse("partners:municipality_detail", args=[region.slug, code]))

    return get


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_the_page_of_a_new_gemeente_tells_what_it_was_made_of(page):
    answer = page("GM1980")
    event = answer.context["events"][0]
    assert event["text"] == "Heerhugowaard en Langedijk vormen de nieuwe gemeente Dijk en Waard."
    assert event["figures"] == "Cijfers van daarvoor zijn de som van Heerhugowaard en Langedijk."
    assert event["others"] == [("GM0398", "Heerhugowaard"), ("GM0416", "Langedijk")]
    assert answer.context["line"] == "Noord-Holland, bestaat sinds 01-01-2022"


def test_the_page_of_an_earlier_gemeente_leads_to_the_next_and_counts_back(page):
    answer = page("GM0398")
    assert answer.context["line"] == "Noord-Holland, bestond t/m 31-12-2021"
    kinds = dict(answer.context["kinds"])
    own, back = kinds["Samenwerkingsverband po"][0], kinds["Jeugdregio"][0]
    assert (str(own.label), own.row.until) == ("SWV PO 27-03", date(2022, 1, 1))
    assert (str(back.label), back.row) == ("Alkmaar (Noord-Kennemerland) (JZ06)", None)
    assert "teruggerekend" in text_of(answer)


def test_the_page_shows_areas_of_now_and_earlier_with_their_source(page):
    town = Municipality.objects.get(code="GM0450")
    row = town.areas.get(area__kind="jeugd")
    row.until = date(2026, 1, 1)
    row.save()
    town.areas.create(
        area=row.area, since=date(2026, 1, 1), share="0.25", edition="2026", source="Elders"
    )
    lays = dict(page("GM0450").context["kinds"])["Jeugdregio"]
    assert [(lay.share, lay.edition, lay.source, lay.when) for lay in lays] == [
        ("25 %", "2026", "Elders", ""),
        ("", "2025", "CBS (CC BY 4.0)", "eerder"),
    ]


def test_the_page_leads_to_the_party_of_this_region_alone(page, region):
    town = Municipality.objects.get(code="GM0450")
    PartyFactory(organisation=OrganisationFactory(municipality=town))
    assert page("GM0450").context["party"] is None
    own = PartyFactory(organisation=OrganisationFactory(region=region, municipality=town))
    assert page("GM0450").context["party"] == Party.objects.get(pk=own.pk)


def test_over_a_split_the_page_says_that_the_line_breaks(page):
    Municipality.objects.create(code="GM0001", province="Noord-Holland", until=date(2020, 1, 1))
    old = Municipality.objects.get(code="GM0001")
    for code in ("GM0450", "GM0399"):
        old.successions.create(
            new=Municipality.objects.get(code=code), on=date(2020, 1, 1), kind="splitsing"
        )
    event = page("GM0450").context["events"][0]
    assert event["text"] == "GM0001 wordt verdeeld over Heiloo en Uitgeest."
    assert event["figures"].startswith("Hier breekt de lijn")
    assert page("GM0001").context["events"][0]["figures"] == ""


@pytest.mark.parametrize("code", ["GM9999", "0450", "x" * 300])
def test_an_unknown_gemeente_is_not_found(page, code):
    assert page(code).status_code == 404


def test_the_page_asks_as_much_for_a_long_line(page, django_assert_max_num_queries):
    page("GM0450")
    with django_assert_max_num_queries(15):
        page("GM1980")
    for number in range(30):
        old = Municipality.objects.create(
            code=f"GM8{number:03d}", province="Noord-Holland", until=date(2022, 1, 1)
        )
        old.successions.create(
            new=Municipality.objects.get(code="GM1980"), on=date(2022, 1, 1), kind="nieuw"
        )
    with django_assert_max_num_queries(15):
        answer = page("GM1980")
    assert len(answer.context["events"][0]["others"]) == 32


def test_the_matrix_leads_to_the_page_of_each_gemeente(client, region, page):
    town = Municipality.objects.get(code="GM0450")
    PartyFactory(organisation=OrganisationFactory(region=region, municipality=town))
    url = reverse("partners:municipality_detail", args=[region.slug, "GM0450"])
    field = client.get(reverse("partners:playing_field", args=[region.slug]))
    assert f'<a href="{url}">Uitgeest</a>' in field.content.decode()

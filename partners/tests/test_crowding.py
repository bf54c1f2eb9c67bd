"""Everyone's hours, two gremia beside each other, and what is missing by sort, on a day."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from accounts.models import Membership
from partners.tests.factories import (
    BodyFactory,
    MandateFactory,
    OrganisationFactory,
    PartyFactory,
    PersonFactory,
    PositionFactory,
    SeatFactory,
    SeatHoldingFactory,
)
from regio.lib import clock

Role = Membership.Role


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


def address(name, region, **asked):
    return reverse(f"partners:{name}", args=[region.slug], query=asked or None)


def text_of(page):
    return " ".join(page.content.decode().split())


@pytest.fixture
def bodies(region):
    """Two gremia: Zwaluw sits in both since 2026, Smient in the first, and one seat is empty."""
    one = BodyFactory(region=region, name="Jeugdhulp", meetings_per_year=6, minutes=90)
    other = BodyFactory(region=region, name="Thuiszitters", meetings_per_year=12, minutes=90)
    organisation = OrganisationFactory(region=region, short_name="Alkmaar")
    party = PartyFactory(organisation=organisation)
    zwaluw, smient = (
        PositionFactory(organisation=organisation, person=PersonFactory(region=region, name=name))
        for name in ("Lotte Zwaluw", "Yara Smient")
    )
    since = date(2026, 1, 1)
    for body, position in ((one, zwaluw), (other, zwaluw), (one, smient)):
        seat = SeatFactory(body=body, party=party)
        SeatHoldingFactory(seat=seat, position=position, since=since)
    SeatHoldingFactory(seat=SeatFactory(body=one, party=party), position=zwaluw, since=since)
    SeatFactory(body=other, party=party)
    return one, other


def test_everyones_hours_are_listed_and_lead_to_the_gremia(client, region, sign_in, bodies):
    sign_in(Role.READER)
    page = client.get(address("crowding_list", region))
    assert [
        (load["who"].name, load["hours"], [(body.name, year) for body, year, _ in load["bodies"]])
        for load in page.context["loads"]
    ] == [
        (
            "Lotte Zwaluw",
            "27",
            [("Jeugdhulp", "6 × 90 minuten"), ("Thuiszitters", "12 × 90 minuten")],
        ),
        ("Yara Smient", "9", [("Jeugdhulp", "6 × 90 minuten")]),
    ]
    parties = client.get(address("crowding_list", region, wie="partijen")).context["loads"]
    assert [(load["who"].name, load["hours"]) for load in parties] == [("Alkmaar", "36")]


def test_the_hours_of_an_earlier_day_are_those_of_who_sat_there_then(
    client, region, sign_in, bodies
):
    sign_in(Role.READER)
    page = client.get(address("crowding_list", region, op="2025-12-31", wie="partijen"))
    assert page.context["loads"] == []
    assert 'name="wie" value="partijen"' in text_of(page)


def test_two_gremia_beside_each_other_show_who_sits_in_both(client, region, sign_in, bodies):
    sign_in(Role.READER)
    one, other = bodies
    page = client.get(address("body_compare", region, gremium=one.pk, met=other.pk))
    found = page.context["found"]
    assert [s.person.name for s in found.both] == ["Lotte Zwaluw"]
    assert [s.person.name for s in found.only_one] == ["Yara Smient"]
    assert (found.only_other, found.vacant_other, page.context["hours"]) == ((), 1, ["9", "18"])


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"gremium": "abc", "met": "999999"},
        {"gremium": "-1"},
        {"op": "31 februari"},
        {"met": "9" * 30},
    ],
)
def test_without_two_gremia_there_is_a_form_and_no_comparison(
    client, region, sign_in, bodies, asked
):
    sign_in(Role.READER)
    page = client.get(address("body_compare", region, **asked))
    assert "found" not in page.context
    assert "Naast elkaar leggen" in text_of(page)


def test_a_gremium_beside_itself_is_refused_at_the_field(client, region, sign_in, bodies):
    sign_in(Role.READER)
    asked = {"gremium": bodies[0].pk, "met": bodies[0].pk}
    page = client.get(address("body_compare", region, **asked))
    assert page.context["form"].errors == {"met": ["Kies een ander gremium dan het eerste."]}


def test_a_gremium_of_another_region_is_no_choice(client, region, sign_in, bodies):
    sign_in(Role.READER)
    stranger = BodyFactory()
    asked = {"gremium": bodies[0].pk, "met": stranger.pk}
    page = client.get(address("body_compare", region, **asked))
    assert list(page.context["form"].errors) == ["met"]


def test_a_region_without_gremia_learns_what_comes_here(client, region, sign_in):
    sign_in(Role.READER)
    assert "Nog geen twee gremia" in text_of(client.get(address("body_compare", region)))
    assert "bezette niemand een zetel" in text_of(client.get(address("crowding_list", region)))


@pytest.mark.parametrize("name", ["crowding_list", "body_compare"])
def test_many_people_cost_as_many_queries_as_few(
    client, region, sign_in, bodies, name, django_assert_num_queries
):
    sign_in(Role.READER)
    url = address(name, region, gremium=bodies[0].pk, met=bodies[1].pk)
    with django_assert_num_queries(5):
        client.get(url)
    for _ in range(35):
        SeatHoldingFactory(
            seat__body=bodies[0], position=PositionFactory(organisation__region=region)
        )
    with django_assert_num_queries(5):
        client.get(url)


def test_what_is_missing_is_counted_by_sort_and_shown_alone(client, region, sign_in, bodies):
    sign_in(Role.OFFICER)
    person = PersonFactory(region=region, name="Bas Snip", email="")
    organisation = OrganisationFactory(region=region, kind="mbo", short_name="ROC")
    PartyFactory(organisation=organisation)
    PositionFactory(organisation=organisation, person=person)
    page = client.get(address("missing_list", region))
    assert page.context["sorts"] == [
        ("mens", "mensen", 2),
        ("mandaat", "mandaten", 0),
        ("zetel", "zetel", 1),
        ("adres", "e-mailadres", 1),
        ("nagekeken", "functies nakijken", 0),
    ]
    alone = client.get(address("missing_list", region, wat="zetel"))
    assert [gap.mend_label for gap in alone.context["page"].object_list] == ["Zetel bezetten"]
    nothing = client.get(address("missing_list", region, wat="mandaat"))
    assert "Hiervan ontbreekt niets" in text_of(nothing)
    assert client.get(address("missing_list", region, wat="onzin")).context["asked"] == ""


def test_what_was_missing_on_an_earlier_day_is_told_without_buttons(client, region, sign_in):
    sign_in(Role.OFFICER)
    party = PartyFactory(organisation__region=region)
    position = PositionFactory(organisation=party.organisation, level="bestuurlijk")
    MandateFactory(position=position, until=date(2026, 2, 1))
    now = client.get(address("missing_list", region, wat="mandaat"))
    then = client.get(address("missing_list", region, wat="mandaat", op="2026-01-01"))
    assert [len(page.context["page"].object_list) for page in (now, then)] == [1, 0]
    assert (now.context["can_edit"], then.context["can_edit"]) == (True, False)

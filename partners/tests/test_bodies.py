"""Gremia: the tree, one body, bestuurlijke drukte and the facts beside step 6."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from partners.facts import Fact, body_facts
from partners.models import Body
from partners.tests.factories import (
    BodyFactory,
    PositionFactory,
    SeatFactory,
    SeatHoldingFactory,
)
from records.models import Change
from regio.lib import clock

TODAY, YESTERDAY, TOMORROW = date(2026, 3, 3), date(2026, 3, 2), date(2026, 3, 4)
NO_SUCH_CHOICE = "Deze keuze is er niet of niet meer. Kies opnieuw."
BODY = {"kind": "themagroep", "name": "Thuiszitters", "scale": "regionaal", "power": "adviseert"}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


def address(name, region, *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


def errors(page):
    return {field: list(found) for field, found in page.context["form"].errors.items()}


def position_of(region, name="Anna Zwaan", **fields):
    return PositionFactory(organisation__region=region, person__name=name, **fields)


# --- bodies


def test_a_body_is_added_and_leads_to_its_seats(client, region, sign_in):
    user = sign_in("beleidsmedewerker")
    parent = BodyFactory(region=region, name="OOGO")
    more = {
        "parent": parent.pk,
        "assignment": "Eén aanpak.",
        "rhythm": "maandelijks",
        "delivery": "twee weken vooraf",
        "meetings_per_year": 12,
        "minutes": 90,
        "evaluation_on": "2026-06-25",
        "is_open": "on",
        "since": "2025-01-01",
    }

    page = client.post(address("body_create", region), BODY | more)

    body = Body.objects.get(name="Thuiszitters")
    assert page.url == address("body_detail", region, body.pk)
    assert (body.region, body.parent, body.meetings_per_year, body.minutes, body.is_open) == (
        region,
        parent,
        12,
        90,
        True,
    )
    assert (body.evaluation_on, body.since) == (date(2026, 6, 25), date(2025, 1, 1))
    assert {change.by for change in Change.objects.of(body)} == {user}


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"name": " "}, {"name": ["Vul een naam in."]}),
        ({"kind": "keizerraad"}, {"kind": ["Deze keuze is er niet"]}),
        ({"meetings_per_year": "367"}, {"meetings_per_year": ["Vul een getal in van"]}),
        ({"minutes": "0"}, {"minutes": ["Vul een getal in van"]}),
        ({"minutes": "9" * 30}, {"minutes": ["Vul een getal in van"]}),
        ({"parent": "9" * 30}, {"parent": [NO_SUCH_CHOICE]}),
        (
            {"evaluation_on": "31-02-2026"},
            {"evaluation_on": ["Vul een datum in: dag, maand en jaar."]},
        ),
        ({"name": "oogo"}, {"name": ["Deze regio heeft al een gremium met deze naam."]}),
        ({"assignment": "é" * 5001}, {"assignment": ["Gebruik ten hoogste"]}),
    ],
)
def test_bad_input_is_said_at_the_field_and_nothing_is_stored(
    client, region, sign_in, wrong, expected
):
    sign_in("beleidsmedewerker")
    BodyFactory(region=region, name="OOGO")

    found = errors(client.post(address("body_create", region), BODY | wrong))

    assert found.keys() == expected.keys()
    assert [m.startswith(expected[f][0]) for f, (m, *_) in found.items()] == [True]
    assert Body.objects.count() == 1


def test_a_body_of_another_region_is_no_parent_and_neither_is_a_body_below_itself(
    client, region, sign_in
):
    sign_in("beleidsmedewerker")
    body = BodyFactory(region=region)
    below = BodyFactory(region=region, parent=BodyFactory(region=region, parent=body))

    for parent in (BodyFactory(), body, below):
        page = client.post(
            address("body_edit", region, body.pk), BODY | {"version": 1, "parent": parent.pk}
        )
        assert errors(page) == {"parent": [NO_SUCH_CHOICE]}


def test_a_parent_that_has_ended_stays_when_something_else_is_changed(client, region, sign_in):
    sign_in("beleidsmedewerker")
    parent = BodyFactory(region=region, until=TODAY)
    body = BodyFactory(region=region, parent=parent)

    form = BODY | {"version": 1, "parent": parent.pk}
    client.post(address("body_edit", region, body.pk), form)

    body.refresh_from_db()
    assert (body.name, body.parent) == ("Thuiszitters", parent)


def test_two_people_in_one_rhythm_see_both(client, region, sign_in):
    sign_in("beleidsmedewerker")
    body = BodyFactory(region=region)
    url = address("body_edit", region, body.pk)
    client.post(url, BODY | {"version": 1, "rhythm": "maandelijks"})

    page = client.post(url, BODY | {"version": 1, "rhythm": "elk kwartaal"})

    assert page.status_code == 200
    assert "“maandelijks”" in errors(page)["rhythm"][0]
    assert page.context["form"]["rhythm"].value() == "elk kwartaal"
    body.refresh_from_db()
    assert body.rhythm == "maandelijks"


def test_a_body_that_ends_takes_its_seats_and_holders_along(client, region, sign_in):
    sign_in("beleidsmedewerker")
    held = SeatHoldingFactory(position=position_of(region))
    seat, body = held.seat, held.seat.body
    earlier = SeatHoldingFactory(position=position_of(region), seat=seat, until=YESTERDAY)

    client.post(address("body_end", region, body.pk), {"version": 1, "until": "2026-03-31"})

    for row in (body, seat, held, earlier):
        row.refresh_from_db()
    assert {body.until, seat.until, held.until} == {date(2026, 4, 1)}
    assert earlier.until == YESTERDAY
    assert Change.objects.filter(field="until").count() == 3


def test_a_body_cannot_end_before_one_of_its_seats_begins(client, region, sign_in):
    sign_in("beleidsmedewerker")
    seat = SeatFactory(body__region=region, since="2026-06-01")

    url = address("body_end", region, seat.body.pk)
    page = client.post(url, {"version": 1, "until": "2026-03-31"})

    assert errors(page) == {
        "until": [f"{seat} begint pas op 01-06-2026. Wijzig of beëindig dat eerst."]
    }
    assert list(Body.objects.values_list("until", flat=True)) == [None]


# --- the list


def test_the_list_shows_the_tree_with_vacant_seats_and_the_chair(client, region, sign_in):
    sign_in("lezer")
    oogo = BodyFactory(region=region, name="OOGO", kind="oogo", rhythm="2× per jaar")
    group = BodyFactory(region=region, name="Aanpak", parent=oogo)
    BodyFactory(region=region, name="Voorbij", until=TODAY)
    BodyFactory(region=region, name="Straks", since=TOMORROW)
    BodyFactory(name="Van elders")
    chair = SeatFactory(body=oogo, kind="voorzitter", party=None)
    SeatHoldingFactory(seat=chair, position=position_of(region, "Els Ooievaar"))
    SeatFactory(body=group)
    SeatFactory(body=group, until=TODAY)

    page = client.get(address("body_list", region))

    lines = page.context["lines"]
    assert [(x["body"].name, x["depth"], x["seats"], x["vacant_text"]) for x in lines] == [
        ("OOGO", 0, 1, "0 lege zetels"),
        ("Aanpak", 1, 1, "1 lege zetel"),
        ("Straks", 0, 0, "0 lege zetels"),
    ]
    assert lines[0]["chair"].name == "Els Ooievaar"
    assert [x["starts"] for x in lines] == [None, None, TOMORROW]
    text = page.content.decode()
    assert "Gremium toevoegen" not in text
    assert text.count("lege zetel<") == 1


def test_the_list_of_an_earlier_day_shows_what_was_there_then(client, region, sign_in):
    sign_in("lezer")
    BodyFactory(region=region, name="Voorbij", until=TODAY)

    then = client.get(address("body_list", region) + "?op=2026-03-02")

    assert [x["body"].name for x in then.context["lines"]] == ["Voorbij"]
    assert client.get(address("body_list", region) + "?op=geen dag").status_code == 200


@pytest.mark.parametrize(("role", "teaches"), [("regisseur", True), ("lezer", False)])
def test_an_empty_list_teaches_who_may_write(client, region, sign_in, role, teaches):
    sign_in(role)
    text = client.get(address("body_list", region)).content.decode()
    assert "Nog geen gremia" in text
    assert ("Eerste gremium toevoegen" in text) is teaches


def test_the_list_shows_who_spends_the_most_hours(client, region, sign_in):
    sign_in("lezer")
    busy, other = position_of(region, "Lotte Zwaluw"), position_of(region, "Yara Smient")
    for meetings in (3, 10):
        body = BodyFactory(region=region, meetings_per_year=meetings, minutes=90)
        for position in (busy, other) if meetings == 3 else (busy,):
            SeatHoldingFactory(seat__body=body, position=position)

    crowding = client.get(address("body_list", region)).context["crowding"]

    assert [(load["who"].name, load["hours"]) for load in crowding["people"]] == [
        ("Lotte Zwaluw", "19,5"),
        ("Yara Smient", "4,5"),
    ]


def fill_bodies(region, number):
    """Give each new body two seats of which one is held, and was held before."""
    for _ in range(number):
        body = BodyFactory(region=region, meetings_per_year=6, minutes=90)
        SeatFactory(body=body)
        seat = SeatFactory(body=body)
        SeatHoldingFactory(seat=seat, position=position_of(region, "Guus Putter"), until=TODAY)
        SeatHoldingFactory(seat=seat, position=position_of(region), since=TODAY)


def test_thirty_bodies_cost_as_many_queries_as_one(
    client, region, sign_in, django_assert_num_queries
):
    sign_in("regisseur")
    fill_bodies(region, 1)
    with django_assert_num_queries(5):
        client.get(address("body_list", region))
    fill_bodies(region, 29)
    with django_assert_num_queries(5):
        client.get(address("body_list", region))


def test_a_list_of_more_than_thirty_bodies_is_paged(client, region, sign_in):
    sign_in("lezer")
    BodyFactory.create_batch(31, region=region)

    page = client.get(address("body_list", region) + "?pagina=2")

    assert len(page.context["lines"]) == 1
    assert page.context["page"].paginator.count == 31


# --- one body


def test_a_body_shows_vacant_seats_first_and_who_held_them(client, region, sign_in):
    sign_in("beleidsmedewerker")
    body = BodyFactory(region=region)
    chair = SeatFactory(body=body, kind="voorzitter", party=None, title="")
    SeatHoldingFactory(seat=chair, position=position_of(region, "Els Ooievaar"))
    vacant = SeatFactory(body=body)
    SeatHoldingFactory(seat=vacant, position=position_of(region, "Karel Fuut"), until=TODAY)
    over = SeatFactory(body=body, until=TODAY)

    page = client.get(address("body_detail", region, body.pk))

    seats = page.context["seats"]
    assert [(seat.label, seat.holder) for seat in seats] == [
        ("beleidsmedewerker", None),
        ("voorzitter", chair.holdings.get()),
    ]
    assert [holding.position.person.name for holding in seats[0].past] == ["Karel Fuut"]
    assert page.context["earlier"] == [over]
    assert page.context["vacant_text"] == "1 lege zetel"
    assert address("seat_fill", region, vacant.pk) in page.content.decode()


def test_a_body_with_thirty_seats_costs_as_many_queries_as_one_with_one(
    client, region, sign_in, django_assert_num_queries
):
    sign_in("regisseur")
    body = BodyFactory(region=region)

    def fill(number):
        for _ in range(number):
            seat = SeatFactory(body=body)
            SeatHoldingFactory(seat=seat, position=position_of(region), until=TODAY)
            SeatHoldingFactory(seat=seat, position=position_of(region), since=TODAY)
            BodyFactory(region=region, parent=body)

    fill(1)
    with django_assert_num_queries(8):
        client.get(address("body_detail", region, body.pk))
    fill(29)
    with django_assert_num_queries(8):
        client.get(address("body_detail", region, body.pk))


# --- facts beside the checklist


def test_the_facts_beside_step_six_count_bodies_vacancies_hours_and_doubles(
    region, django_assert_num_queries
):
    zwaluw, smient = position_of(region, "Lotte Zwaluw"), position_of(region, "Yara Smient")
    bodies = [
        BodyFactory(region=region, name=name, scale=scale, meetings_per_year=12, minutes=90)
        for name, scale in (("Thuiszitters", "regionaal"), ("Jeugdhulp", "subregionaal"))
    ]
    for body in bodies:
        for position in (zwaluw, smient):
            SeatHoldingFactory(seat__body=body, position=position)
    SeatFactory(body=bodies[0])

    with django_assert_num_queries(2):
        facts = body_facts(region, TODAY)

    url = address("body_list", region)
    assert facts == {
        6: [
            Fact(2, "gremia", "1 regionaal, 1 subregionaal", url),
            Fact(
                1,
                "zetel is leeg",
                "Thuiszitters",
                address("missing_list", region) + "?wat=zetel",
                "late",
            ),
            Fact(
                "36",
                "uur per jaar overlegt Yara Smient, in 2 gremia",
                "Daarna Lotte Zwaluw 36 uur",
                f"{url}#drukte",
            ),
            Fact(
                1,
                "paar gremia met bijna dezelfde mensen",
                "Jeugdhulp en Thuiszitters: 2 van de 2",
                f"{url}#drukte",
            ),
        ]
    }


def test_a_region_without_bodies_has_a_plain_nought(region):
    numbers = [fact.number for fact in body_facts(region, TODAY)[6]]
    assert numbers == [0, 0, 0]

"""A region with many people: choices are typed, pages stay small and ask as much as with few."""

import re
from datetime import date, datetime

import pytest
from django.urls import reverse

from agenda.tests.factories import ThemeFactory
from partners.models import Organisation, Party, Person, Position, SeatHolding
from partners.tests.factories import (
    AreaFactory,
    BodyFactory,
    OrganisationFactory,
    PartyFactory,
    PersonFactory,
    PositionFactory,
    SeatFactory,
    SeatHoldingFactory,
)
from records.models import Change
from regio.lib import choices, clock

MANY = 130
LISTS = [
    "playing_field", "map_detail", "missing_list", "party_list", "person_list", "body_list",
    "organisation_list", "duplicate_list", "roster_import", "roster_export", "name_list",
    "crowding_list", "body_compare", "area_list", "area_kinds", "merger_list", "election_list",
    "portfolio_list", "closed_day_list", "matrix_export", "party_create", "person_create",
    "organisation_create", "body_create", "election_create",
]  # fmt: skip
DETAILS = [
    "party_detail", "party_edit", "party_end", "person_detail", "person_edit", "mandate_create",
    "organisation_detail", "organisation_edit", "organisation_join", "body_detail", "body_edit",
    "body_end", "seat_edit", "seat_end",
]  # fmt: skip
# Who reads these chooses a person or a function, or an organisation.
FORMS = [
    "position_create", "party_position_create", "position_edit", "position_end", "seat_fill",
    "seat_create", "representation_create", "link_create",
]  # fmt: skip
MOST = 15
FIELD = re.compile('name="(acts_for.*?)" value="(.*?)"')


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def place(region):
    """One of everything that these pages are about."""
    party = PartyFactory(organisation__region=region, organisation__short_name="Alkmaar")
    position = PositionFactory(
        organisation=party.organisation,
        title="wethouder",
        person=PersonFactory(region=region, name="Mila Merel"),
    )
    seat = SeatFactory(body=BodyFactory(region=region), party=party)
    SeatHoldingFactory(seat=seat, position=position)
    return {"party": party, "position": position, "seat": seat}


def fill(region, seat=None, number=MANY):
    """Let `number` organisations take part, each with a person who holds a function; most of them
    held `seat` for a month."""
    kind, level = Organisation.Kind.BOARD_PO, Position.Level.POLICY
    organisations = Organisation.objects.bulk_create(
        Organisation(region=region, kind=kind, name=f"Nest {n}", short_name=f"Nest {n}", version=1)
        for n in range(number)
    )
    Party.objects.bulk_create(Party(organisation=one, version=1) for one in organisations)
    people = Person.objects.bulk_create(
        Person(region=region, name=f"Vogel {n}", sort_name=f"vogel {n}", version=1)
        for n in range(number)
    )
    positions = Position.objects.bulk_create(
        Position(person=who, organisation=where, title="adviseur", level=level, version=1)
        for who, where in zip(people, organisations, strict=True)
    )
    day = date(2020, 1, 1)
    SeatHolding.objects.bulk_create(
        SeatHolding(
            seat=seat, position=one, version=1,
            since=day.replace(year=1900 + n // 2, month=1 + n % 2 * 6),
            until=day.replace(year=1900 + n // 2, month=2 + n % 2 * 6),
        )
        for n, one in enumerate(positions[:60] if seat else ())
    )  # fmt: skip


def address(name, region, place):
    """The address of a page: about the party, person, … that its name begins with."""
    about = {
        "party": place["party"].pk,
        "link": place["party"].pk,
        "person": place["position"].person_id,
        "organisation": place["party"].organisation_id,
        "body": place["seat"].body_id,
        "seat": place["seat"].pk,
        "position": place["position"].pk,
        "representation": place["position"].pk,
        "mandate": place["position"].pk,
    }
    about |= {"position_create": about["person"], "seat_create": about["body"]}
    key = about.get(name) or about.get(name.partition("_")[0])
    return reverse(f"partners:{name}", args=[region.slug, *([] if name in LISTS else [key])])


def asked(client, url, counted):
    """Return the page at `url` and how many queries it took."""
    client.get(url)
    with counted(100, exact=False) as queries:
        page = client.get(url)
    return page, len(queries)


@pytest.fixture
def counted(django_assert_max_num_queries):
    return lambda number, exact: django_assert_max_num_queries(number)


@pytest.mark.parametrize("role", ["regisseur", "beleidsmedewerker"])
@pytest.mark.parametrize("name", [*LISTS, *FORMS, *DETAILS])
def test_a_page_asks_as_much_with_many_people_as_with_few(
    client, region, sign_in, place, counted, name, role
):
    sign_in(role)
    url = address(name, region, place)
    _, few = asked(client, url, counted)
    fill(region, place["seat"])

    page, many = asked(client, url, counted)

    assert page.status_code == 200
    assert many <= min(few, MOST)


def options(page):
    return len(re.findall("<option", page.content.decode()))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_with_many_choices_stays_small(client, region, sign_in, place, name):
    sign_in("regisseur")
    fill(region, place["seat"])
    page = client.get(address(name, region, place))
    assert options(page) < 60
    assert "<datalist" in page.content.decode()


def test_without_typing_a_form_would_hold_every_function(
    client, region, sign_in, place, monkeypatch
):
    monkeypatch.setattr(choices, "MANY", 10_000)
    sign_in("regisseur")
    fill(region)
    assert options(client.get(address("seat_fill", region, place))) > MANY


def test_who_takes_a_seat_is_typed_by_name(client, region, sign_in, place):
    sign_in("regisseur")
    fill(region)
    url = address("seat_fill", region, place)
    form = client.get(url).context["form"]
    data = {"since": "2026-03-03", "seen": form["seen"].value(), "version": form["version"].value()}

    unclear = client.post(url, data | {"position": "vogel 12"})
    assert unclear.context["form"].errors["position"] == [
        "“vogel 12” past bij meer dan één naam: Vogel 112, adviseur (Nest 112); "
        "Vogel 12, adviseur (Nest 12); Vogel 120, adviseur (Nest 120) en nog 9. "
        "Typ meer, of kies."
    ]
    assert 'value="vogel 12"' in unclear.content.decode()

    client.post(url, data | {"position": "Vogel 77, adviseur (Nest 77)"})
    holding = SeatHolding.objects.get(seat=place["seat"], since=date(2026, 3, 3))
    assert holding.position.person.name == "Vogel 77"


def test_what_is_stored_is_shown_by_name_and_stays(client, region, sign_in, place):
    sign_in("regisseur")
    fill(region)
    other = Position.objects.get(person__name="Vogel 99")
    Position.objects.filter(pk=place["position"].pk).update(acts_for=other)
    url = address("position_edit", region, place)

    page = client.get(url)
    assert 'value="Vogel 99, adviseur (Nest 99)"' in page.content.decode()

    data = {"title": "wethouder jeugd", "level": "bestuurlijk", "version": 1}
    client.post(url, data | {"acts_for": "Vogel 99, adviseur (Nest 99)"})
    place["position"].refresh_from_db()
    assert (place["position"].title, place["position"].acts_for) == ("wethouder jeugd", other)


@pytest.mark.parametrize("other", ["Vogel 99", "Vógel 99"])
def test_a_form_that_nobody_touched_writes_nothing_where_names_are_alike(
    client, region, sign_in, place, other
):
    sign_in("regisseur")
    fill(region)
    stored = Position.objects.select_related("organisation").get(person__name="Vogel 99")
    Position.objects.filter(pk=place["position"].pk).update(acts_for=stored)
    who = PersonFactory(region=region, name=other)
    PositionFactory(person=who, organisation=stored.organisation, title="adviseur", level="beleid")
    url = address("position_edit", region, place)
    page = client.get(url)
    shown = dict(FIELD.findall(page.content.decode()))
    assert shown["acts_for"] == "Vogel 99, adviseur (Nest 99)"

    form = page.context["form"]
    sent = {field.name: field.value() for field in form if field.value() is not None}
    before = Change.objects.count()
    assert client.post(url, sent | shown).status_code == 302
    assert Change.objects.count() == before
    place["position"].refresh_from_db()
    assert (place["position"].version, place["position"].acts_for) == (1, stored)


@pytest.mark.parametrize("key", ["\0", "9" * 400, "9" * 5000, "-1", "1e3", "partij:1", "999999"])
def test_a_key_that_is_none_is_refused_beside_its_name_too(client, region, sign_in, place, key):
    sign_in("regisseur")
    fill(region)
    sent = {"title": "wethouder", "level": "bestuurlijk", "version": 1, "acts_for": "Uil"}
    page = client.post(
        address("position_edit", region, place), sent | {"acts_for-getoond": f"{key} Uil"}
    )
    assert set(page.context["form"].errors) == {"acts_for"}
    assert 'value="Uil"' in page.content.decode()


def test_a_trekker_is_typed_too(client, region, sign_in, place):
    sign_in("regisseur")
    fill(region)
    Position.objects.update(level=Position.Level.EXECUTIVE)
    theme = ThemeFactory(region=region)
    page = client.get(reverse("agenda:trekker_create", args=[region.slug, theme.pk]))
    assert options(page) < 60


@pytest.mark.parametrize(
    ("kind", "typed", "found"),
    [
        ("position", "mer alk", ["Mila Merel, wethouder (Alkmaar)"]),
        ("position", "WETHOUDER", ["Mila Merel, wethouder (Alkmaar)"]),
        ("person", "merel mila", ["Mila Merel"]),
        ("organisation", "alkm", ["Alkmaar"]),
        ("party", "alkm", ["Alkmaar"]),
        ("party", "", []),
        ("area", "alkm jeugd", ["Jeugdregio: Alkmaar (Noord-Kennemerland)"]),
        ("area", "2709", ["GGD-regio: Nest 27-09"]),
        ("vogel", "merel", []),
        ("person", "\0", []),
        ("person", "%", []),
    ],
)
def test_names_are_offered_while_one_types(client, region, sign_in, place, kind, typed, found):
    sign_in("lezer")
    AreaFactory(kind="jeugd", name__name="Alkmaar (Noord-Kennemerland)")
    AreaFactory(kind="ggd", name__name="Alkmaar en om")
    AreaFactory(kind="ggd", name__name="Nest 27-09")
    PositionFactory(
        person__name="Mila Merel", organisation=OrganisationFactory(short_name="Alkmaar")
    )
    page = client.get(
        reverse("partners:name_list", args=[region.slug]),
        {"soort": kind, "veld": "wie", "wie": typed},
    )
    assert re.findall('value="(.*?)"', page.content.decode()) == found

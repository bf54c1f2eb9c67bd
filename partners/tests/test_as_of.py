"""Mensen, partijen and gremia as they stood on a day: who held what then."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.models import OrganisationLink, OrganisationName, Person, Position
from partners.tests.factories import (
    BodyFactory,
    MandateFactory,
    OrganisationFactory,
    PartyFactory,
    PersonFactory,
    PositionFactory,
    RepresentationFactory,
    SeatFactory,
    SeatHoldingFactory,
)
from regio.lib import clock

FIRST = date(2014, 1, 1)
DAYS = st.integers(0, 12).map(lambda n: FIRST + timedelta(days=n))
THEN, TODAY = date(2025, 5, 12), date(2026, 3, 3)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


def address(name, region, *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


@st.composite
def periods(draw):
    """Return (since, until), each of which may be open."""
    since = draw(st.none() | DAYS)
    length = draw(st.none() | st.integers(1, 6))
    return since, None if length is None else (since or FIRST) + timedelta(days=length)


def days_of(since, until):
    """Return the days on which something holds, walked one by one."""
    day, found = FIRST - timedelta(days=1), set()
    while day < FIRST + timedelta(days=20):
        begun = since is None or day >= since
        over = until is not None and day >= until
        if begun and not over:
            found.add(day)
        day += timedelta(days=1)
    return found


HISTORIES = st.lists(st.tuples(st.integers(0, 2), periods()), min_size=1, max_size=6)
slow_world = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@slow_world
@given(HISTORIES, DAYS)
def test_the_list_names_exactly_who_held_something_on_a_day(client, region, sign_in, history, day):
    Position.objects.all().delete()
    Person.objects.all().delete()
    sign_in("lezer")
    people = [PersonFactory(region=region, name=f"Vogel {n}") for n in range(3)]
    for number, (since, until) in history:
        PositionFactory(
            person=people[number], organisation=None, title=f"{since}", since=since, until=until
        )

    page = client.get(address("person_list", region), {"op": f"{day:%Y-%m-%d}"})

    shown = {
        (person.name, position.since, position.until)
        for person in page.context["page"].object_list
        for position in person.current
    }
    assert shown == {(f"Vogel {n}", *when) for n, when in history if day in days_of(*when)}
    assert {p.name for p in page.context["page"].object_list} == {name for name, *_ in shown}


@slow_world
@given(st.lists(periods(), min_size=1, max_size=5), DAYS)
def test_a_person_holds_on_a_day_what_the_timeline_says_and_nothing_else(
    client, region, sign_in, history, day
):
    sign_in("lezer")
    person = PersonFactory(region=region)
    for since, until in history:
        position = PositionFactory(person=person, organisation=None, since=since, until=until)
        MandateFactory(position=position, since=since, until=until)

    page = client.get(address("person_detail", region, person.pk), {"op": f"{day:%Y-%m-%d}"})

    expected = sorted(str(when) for when in history if day in days_of(*when))
    assert sorted(str((p.since, p.until)) for p in page.context["current"]) == expected
    mandates = [m for p in page.context["current"] for m in p.mandates.all()]
    assert sorted(str((m.since, m.until)) for m in mandates) == expected
    assert page.context["earlier"] == []


@slow_world
@given(st.lists(DAYS, unique=True, max_size=4), DAYS)
def test_an_organisation_has_one_name_on_every_day(region, changes, day):
    organisation = OrganisationFactory(region=region)
    since = None
    for until in sorted(changes):
        OrganisationName.objects.create(
            organisation=organisation,
            name=f"tot {until}",
            short_name="x",
            kind="overig",
            since=since,
            until=until,
            version=1,
        )
        since = until

    ends = [until for until in sorted(changes) if day < until]
    assert organisation.called_on(day).name == (f"tot {ends[0]}" if ends else organisation.name)


def test_a_party_is_called_what_it_was_called_then(client, region, sign_in):
    sign_in("regisseur")
    party = PartyFactory(organisation__region=region, organisation__short_name="Waterkant")
    OrganisationName.objects.create(
        organisation=party.organisation,
        name="Welzijn Oever",
        short_name="Oever",
        kind="welzijn",
        until=date(2026, 1, 1),
        version=1,
    )
    at = {"op": "2025-05-12"}

    assert client.get(address("party_list", region), at).context["page"][0].then.short_name == (
        "Oever"
    )
    page = client.get(address("party_detail", region, party.pk), at)
    assert (page.context["then"].name, page.context["can_edit"]) == ("Welzijn Oever", False)
    page = client.get(address("party_detail", region, party.pk))
    assert (page.context["then"], page.context["can_edit"]) == (party.organisation, True)


def test_a_party_shows_who_was_there_and_who_spoke_for_it_then(client, region, sign_in):
    sign_in("lezer")
    party = PartyFactory(organisation__region=region)
    was = PositionFactory(organisation=party.organisation, until=date(2026, 1, 1))
    now = PositionFactory(organisation=party.organisation, since=date(2026, 1, 1))
    speaker = RepresentationFactory(party=party, until=date(2025, 6, 1))
    url = address("party_detail", region, party.pk)

    def seen(**query):
        context = client.get(url, query).context
        people = [p for _, own, _, _ in context["levels"] for p in own]
        return people, context["earlier"], context["speakers"]

    assert seen(op="2025-05-12") == ([was], [], [speaker])
    assert seen(op="2025-12-31") == ([was], [], [])
    assert seen() == ([now], [was], [speaker])


def test_an_organisation_shows_what_it_was_and_who_was_there_then(client, region, sign_in):
    sign_in("regisseur")
    party = PartyFactory(
        organisation__region=region,
        organisation__name="Stichting Waterkant",
        until=date(2026, 1, 1),
    )
    organisation = party.organisation
    OrganisationName.objects.create(
        organisation=organisation,
        name="Welzijn Oever",
        short_name="Oever",
        kind="welzijn",
        until=date(2026, 1, 1),
        version=1,
    )
    was = PositionFactory(organisation=organisation, until=date(2026, 1, 1))
    now = PositionFactory(organisation=organisation, since=date(2026, 1, 1))
    link = OrganisationLink.objects.create(
        source=organisation,
        target=OrganisationFactory(region=region),
        kind="aangesloten",
        since=date(2025, 12, 1),
        version=1,
    )
    url = address("organisation_detail", region, organisation.pk)

    def seen(**query):
        context = client.get(url, query).context
        names = ("positions", "parties", "links")
        return (context["then"].name, *(list(context[name]) for name in names))

    assert seen(op="2025-05-12") == ("Welzijn Oever", [was], [party], [])
    assert seen(op="2026-01-01") == ("Stichting Waterkant", [now], [], [link])
    assert seen() == ("Stichting Waterkant", [now], [party], [link])


def test_an_organisation_of_then_is_not_changed(client, region, sign_in):
    sign_in("regisseur")
    organisation = PartyFactory(organisation__region=region).organisation
    url = address("organisation_detail", region, organisation.pk)

    def offered(**query):
        page = client.get(url, query).content.decode()
        names = ("organisation_edit", "organisation_merge", "organisation_link_create")
        return [name for name in names if address(name, region, organisation.pk) in page]

    assert len(offered()) == 3
    assert offered(op="2025-05-12") == []


def test_a_body_shows_the_seats_and_holders_of_then(client, region, sign_in):
    sign_in("regisseur")
    body = BodyFactory(region=region, since=date(2025, 1, 1))
    seat = SeatFactory(body=body)
    was = SeatHoldingFactory(seat=seat, until=date(2026, 1, 1))
    now = SeatHoldingFactory(seat=seat, since=date(2026, 1, 1))
    gone = SeatFactory(body=body, until=date(2025, 6, 1))
    url = address("body_detail", region, body.pk)

    def seen(**query):
        context = client.get(url, query).context
        return {s.pk: s.holder for s in context["seats"]}, context["is_coming"]

    assert seen(op="2025-05-12") == ({seat.pk: was, gone.pk: None}, False)
    assert seen(op="2025-12-31") == ({seat.pk: was}, False)
    assert seen() == ({seat.pk: now}, False)
    assert seen(op="2024-01-01")[1] is True


def test_the_tree_of_then_has_no_body_that_came_later(client, region, sign_in):
    sign_in("lezer")
    BodyFactory(region=region, name="Later", since=date(2026, 6, 1))
    BodyFactory(region=region, name="Vroeger", until=date(2025, 6, 1))
    BodyFactory(region=region, name="Altijd")

    def seen(**query):
        lines = client.get(address("body_list", region), query).context["lines"]
        return [line["body"].name for line in lines]

    assert seen() == ["Altijd", "Later"]
    assert seen(op="2025-05-12") == ["Altijd", "Vroeger"]


@pytest.mark.parametrize(
    "name", ["person_detail", "party_detail", "organisation_detail", "body_detail"]
)
@pytest.mark.parametrize("day", ["morgen", "0000-00-00", "10000-01-01", "1", "2026-02-30"])
def test_no_day_in_the_address_is_today_and_says_so(client, region, sign_in, name, day):
    sign_in("lezer")
    position = PositionFactory(organisation=PartyFactory(organisation__region=region).organisation)
    rows = {
        "person_detail": position.person,
        "party_detail": position.organisation.parties.get(),
        "organisation_detail": position.organisation,
        "body_detail": BodyFactory(region=region),
    }

    page = client.get(address(name, region, rows[name].pk), {"op": day})

    as_of = page.context["as_of"]
    assert (page.status_code, as_of.day, as_of.is_other) == (200, TODAY, False)
    assert list(as_of.form.errors) == ["op"]


def test_a_list_of_then_leads_to_pages_of_then(client, region, sign_in):
    sign_in("lezer")
    person = PositionFactory(organisation=None, person__region=region).person

    page = client.get(address("person_list", region), {"op": "2025-05-12"}).content.decode()

    assert f'href="{address("person_detail", region, person.pk)}?op=2025-05-12"' in page
    assert "1 persoon op ma 12 mei 2025" in page
    organisation = PartyFactory(organisation__region=region).organisation
    page = client.get(address("organisation_list", region), {"op": "2025-05-12"}).content.decode()
    url = address("organisation_detail", region, organisation.pk)
    assert f'href="{url}?op=2025-05-12"' in page

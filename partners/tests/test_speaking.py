"""Who lets an account speak for a party (docs/adr/0008-who-speaks-for-a-party.md)."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from accounts.tests.factories import MembershipFactory
from checklist.tests.factories import RoundFactory, RoundPartyFactory
from partners.models import Position, Representation
from partners.speaking import speaking_of
from partners.tests.factories import (
    OrganisationFactory,
    PartyFactory,
    PersonFactory,
    PositionFactory,
    RepresentationFactory,
)
from records.models import Change
from regio.lib import clock

TODAY = date(2026, 3, 3)
FUNCTION = {"title": "coördinator", "level": "uitvoerend"}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def person(region):
    """Someone with an account, without a function yet."""
    return PersonFactory(
        region=region, name="Sanne Bosuil", user=MembershipFactory(region=region).user
    )


def address(name, region, *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


def errors(page):
    return {field: list(found) for field, found in page.context["form"].errors.items()}


def message_about(person):
    return (
        f"{person} heeft een account. "
        "Een beheerder of regisseur legt vast namens wie een account spreekt."
    )


def test_an_officer_does_not_choose_the_parties_of_the_own_account(client, region, sign_in, party):
    user = sign_in("beleidsmedewerker")
    person = PersonFactory(region=region, user=user)
    own = PositionFactory(person=person, organisation__region=region)
    round = RoundFactory(region=region, opens_on=TODAY, due_on=TODAY)
    RoundPartyFactory(round=round, party=party)

    answers = [
        client.post(
            address("position_create", region, person.pk),
            FUNCTION | {"organisation": party.organisation_id},
        ),
        client.post(
            address("representation_create", region, own.pk),
            {"party": party.pk, "kind": "mandaat"},
        ),
    ]
    page = client.post(
        address("party_position_create", region, party.pk), FUNCTION | {"person": person.pk}
    )

    assert [answer.status_code for answer in answers] == [403, 403]
    assert errors(page) == {"person": [message_about(person)]}
    assert speaking_of(user).parties_on(TODAY) == {}
    step = client.get(f"/regio/{region.slug}/checklist/{round.pk}/stap/1/").content.decode()
    assert 'name="eigen.oordeel"' not in step


@pytest.mark.parametrize("role", ["beheerder", "regisseur"])
def test_a_beheerder_or_regisseur_lets_an_account_speak(
    client, region, sign_in, party, person, role
):
    sign_in(role)
    other = PartyFactory(organisation__region=region)
    third = PartyFactory(organisation__region=region)

    client.post(
        address("position_create", region, person.pk),
        FUNCTION | {"organisation": party.organisation_id},
    )
    position = Position.objects.get()
    client.post(
        address("representation_create", region, position.pk),
        {"party": other.pk, "kind": "mandaat"},
    )
    client.post(
        address("party_position_create", region, third.pk), FUNCTION | {"person": person.pk}
    )

    own = speaking_of(person.user).parties_on(TODAY)
    assert set(own) == {party.pk, other.pk, third.pk}


def test_an_officer_adds_functions_for_people_without_account(client, region, sign_in, party):
    sign_in("beleidsmedewerker")
    person = PersonFactory(region=region)

    client.post(
        address("position_create", region, person.pk),
        FUNCTION | {"organisation": party.organisation_id},
    )
    client.post(
        address("party_position_create", region, party.pk), FUNCTION | {"person": person.pk}
    )
    other = PartyFactory(organisation__region=region)
    url = address("representation_create", region, Position.objects.first().pk)
    client.post(url, {"party": other.pk, "kind": "mandaat"})

    assert (Position.objects.count(), Representation.objects.count()) == (2, 1)


@pytest.mark.parametrize(
    ("role", "has_account", "sees"),
    [
        ("beleidsmedewerker", True, False),
        ("beleidsmedewerker", False, True),
        ("regisseur", True, True),
        ("bestuurder", False, False),
    ],
)
def test_only_who_may_do_it_sees_the_buttons(
    client, region, sign_in, person, role, has_account, sees
):
    position = PositionFactory(
        person=person if has_account else PersonFactory(region=region), organisation__region=region
    )
    sign_in(role)

    page = client.get(address("person_detail", region, position.person_id)).content.decode()

    assert (address("position_create", region, position.person_id) in page) is sees
    assert (address("representation_create", region, position.pk) in page) is sees
    explains = "Een beheerder of regisseur voegt functies" in page
    assert explains is (role == "beleidsmedewerker" and has_account)


def test_an_officer_lets_no_ended_function_of_an_account_run_again(client, region, sign_in, person):
    sign_in("beleidsmedewerker")
    ended = PositionFactory(person=person, organisation__region=region, until=TODAY)
    url = address("position_end", region, ended.pk)

    for until in ("", "2026-12-31"):
        page = client.post(url, {"version": 1, "until": until})
        assert errors(page) == {"until": [message_about(person)]}
    client.post(url, {"version": 1, "until": "2026-01-31"})

    ended.refresh_from_db()
    assert ended.until == date(2026, 2, 1)


def test_an_officer_lets_no_coming_function_of_an_account_begin_earlier(
    client, region, sign_in, person
):
    sign_in("beleidsmedewerker")
    coming = PositionFactory(person=person, organisation__region=region, since=date(2026, 9, 1))
    url = address("position_edit", region, coming.pk)

    for since in ("", "2026-03-01"):
        page = client.post(url, FUNCTION | {"version": 1, "since": since})
        assert errors(page) == {"since": [message_about(person)]}
    client.post(url, FUNCTION | {"version": 1, "since": "2026-10-01"})

    coming.refresh_from_db()
    assert (coming.since, coming.title) == (date(2026, 10, 1), "coördinator")


def test_an_officer_lets_no_ended_representation_of_an_account_run_again(
    client, region, sign_in, person
):
    sign_in("beleidsmedewerker")
    position = PositionFactory(person=person, organisation__region=region)
    ended = RepresentationFactory(position=position, until=TODAY)
    url = address("representation_end", region, ended.pk)

    page = client.post(url, {"version": 1, "until": ""})
    assert errors(page) == {"until": [message_about(person)]}
    assert Change.objects.count() == 0

    sign_in("regisseur")
    client.post(url, {"version": 1, "until": ""})
    ended.refresh_from_db()
    assert ended.until is None


def test_an_officer_still_ends_the_function_of_an_account(client, region, sign_in, person):
    sign_in("beleidsmedewerker")
    position = PositionFactory(person=person, organisation=OrganisationFactory(region=region))

    client.post(address("position_end", region, position.pk), {"version": 1, "until": "2026-03-02"})

    position.refresh_from_db()
    assert position.until == TODAY

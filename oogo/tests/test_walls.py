"""Walls inside a region: closed bodies, confidential items, stances before the minutes."""

import pytest

from accounts.models import Membership, User
from accounts.tests.factories import MembershipFactory
from oogo.models import Action, AgendaItem, Annex, Decision, Meeting, Stance
from oogo.models.walls import Sight
from oogo.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    AnnexFactory,
    DecisionFactory,
    MeetingFactory,
    ParticipantFactory,
    StanceFactory,
)
from partners.tests.factories import PartyFactory, PositionFactory, SeatFactory

Role = Membership.Role


@pytest.fixture
def member(region):
    """Return a function that makes a member in a role, speaking for a party where one is given."""

    def make(role, party=None):
        user = MembershipFactory(region=region, role=role).user
        if party:
            position = PositionFactory(organisation=party.organisation)
            position.person.user = user
            position.person.save()
            user.position = position
        return user

    return make


@pytest.fixture
def party(region):
    return PartyFactory(organisation__region=region)


def again(user):
    """Return the user as the next request knows it."""
    return User.objects.get(pk=user.pk)


def seen(model, user):
    return set(model.objects.visible_to(user))


def test_an_open_body_shows_its_meetings_to_every_member(region, member):
    meeting = MeetingFactory(region=region)
    assert seen(Meeting, member(Role.READER)) == {meeting}


def test_a_closed_body_shows_its_meetings_to_those_who_have_to_do_with_it(region, member, party):
    meeting = MeetingFactory(region=region, body__is_open=False)
    seated = member(Role.OFFICER, party)
    invited = member(Role.EXECUTIVE, PartyFactory(organisation__region=region))
    other = member(Role.OFFICER, PartyFactory(organisation__region=region))
    ParticipantFactory(meeting=meeting, position=invited.position)
    assert seen(Meeting, other) == seen(Meeting, member(Role.ADMIN)) == set()
    SeatFactory(body=meeting.body, party=party)
    assert seen(Meeting, seated) == {meeting}
    assert seen(Meeting, invited) == seen(Meeting, member(Role.DIRECTOR)) == {meeting}


def test_a_confidential_item_is_for_participants_and_regisseurs(region, member, party):
    item = AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
    plain = AgendaItemFactory(meeting=item.meeting)
    invited = member(Role.EXECUTIVE, party)
    ParticipantFactory(meeting=item.meeting, position=invited.position)
    assert seen(AgendaItem, member(Role.OFFICER)) == {plain}
    assert seen(AgendaItem, invited) == seen(AgendaItem, member(Role.DIRECTOR)) == {item, plain}


def test_an_item_that_names_parties_is_not_even_for_other_participants(region, member, party):
    item = AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
    item.disclosed_to.set([PartyFactory(organisation__region=region)])
    user = member(Role.EXECUTIVE, party)
    ParticipantFactory(meeting=item.meeting, position=user.position)
    assert seen(AgendaItem, user) == set()
    item.disclosed_to.add(party)
    assert seen(AgendaItem, again(user)) == {item}


def test_what_hangs_on_a_confidential_item_is_hidden_with_it(region, member):
    item = AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
    annex = AnnexFactory(item=item)
    decision = DecisionFactory(region=region, item=item, minuted=True)
    stance = StanceFactory(decision=decision)
    actions = {
        ActionFactory(region=region, from_item=item),
        ActionFactory(region=region, from_decision=decision),
        ActionFactory(region=region, from_stance=stance),
    }
    kinds = (AgendaItem, Annex, Decision, Stance, Action)
    assert [seen(kind, member(Role.OFFICER)) for kind in kinds] == [set()] * 5
    director = member(Role.DIRECTOR)
    assert [seen(kind, director) for kind in kinds] == [
        {item},
        {annex},
        {decision},
        {stance},
        actions,
    ]


def test_an_annex_may_be_confidential_by_itself(region, member, party):
    annex = AnnexFactory(item__meeting__region=region, is_confidential=True, ground="Woo 5.1")
    annex.disclosed_to.set([party])
    assert seen(Annex, member(Role.READER)) == set()
    assert seen(Annex, member(Role.OFFICER, party)) == {annex}


def test_a_stance_is_for_its_party_until_the_afspraak_is_minuted(region, member, party):
    decision = DecisionFactory(region=region)
    stance = StanceFactory(decision=decision, party=party)
    reader, own = member(Role.READER), member(Role.OFFICER, party)
    assert seen(Stance, reader) == set()
    assert seen(Stance, own) == seen(Stance, member(Role.DIRECTOR)) == {stance}
    minuted = StanceFactory(decision=DecisionFactory(region=region, minuted=True))
    assert seen(Stance, reader) == {minuted}


# --- what took the place of an afspraak


@pytest.fixture
def superseded(region):
    """An afspraak for all, superseded by one at a confidential item."""
    meeting = MeetingFactory(region=region, number=9007)
    item = AgendaItemFactory(meeting=meeting, is_confidential=True, ground="Woo 5.1")
    hidden = DecisionFactory(region=region, item=item, minuted=True, sequence=987)
    return DecisionFactory(
        region=region,
        item=AgendaItemFactory(meeting=meeting),
        minuted=True,
        superseded_by=hidden,
        reason="Ruimer.",
    )


def pages_that_name(client, user, superseded):
    """Return the pages on which `user` reads the number, or the address, of what took its place."""
    client.force_login(user)
    base = f"/regio/{superseded.region.slug}"
    pages = {
        "afspraak": f"{base}/afspraken/{superseded.pk}/",
        "draad": f"{base}/afspraken/{superseded.pk}/draad/",
        "register": f"{base}/afspraken/?stand=vervangen",
        "overleg": f"{base}/overleg/9007/afspraken/",
        "geschiedenis": f"{base}/geschiedenis/",
    }
    signs = ("NK-987", f"/afspraken/{superseded.superseded_by_id}/")
    texts = {name: client.get(page).content.decode() for name, page in pages.items()}
    assert "Vervangen" in texts["register"]
    return {name for name, text in texts.items() if any(sign in text for sign in signs)}


def test_the_number_of_an_afspraak_that_is_hidden_is_on_no_page(client, member, superseded):
    assert pages_that_name(client, member(Role.READER), superseded) == set()
    text = client.get(superseded.get_absolute_url()).content.decode()
    assert "vervangen door een andere, die u niet kunt inzien" in text


def test_who_sees_it_reads_its_number(client, member, superseded):
    assert pages_that_name(client, member(Role.DIRECTOR), superseded) >= {
        "afspraak",
        "register",
        "overleg",
        "draad",
    }


def test_twin_a_sight_without_hidden_items_lets_the_number_out(
    client, member, superseded, monkeypatch
):
    monkeypatch.setattr(Sight, "hidden_items", [])
    assert pages_that_name(client, member(Role.READER), superseded) >= {"afspraak", "register"}

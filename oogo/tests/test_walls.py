"""Walls inside a region: closed bodies, confidential items, stances before the minutes."""

import pytest

from accounts.models import Membership, User
from accounts.tests.factories import MembershipFactory
from oogo.models import Action, AgendaItem, Annex, Decision, Meeting, Stance
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

"""Walls inside a region: closed bodies, confidential items, stances before the minutes."""

import pytest

from accounts.models import Membership, User
from accounts.tests.factories import MembershipFactory
from oogo import register
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
from records import actions
from records.models import Change
from regio.lib import clock

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


# --- one who directs here and reads there


@pytest.fixture
def divided(region, member):
    """Return a user who directs one region and only reads another, with what that one hides."""
    user = member(Role.DIRECTOR)
    own = AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
    other = MembershipFactory(user=user, role=Role.READER).region
    hidden = AgendaItemFactory(meeting__region=other, is_confidential=True, ground="Woo 5.1")
    closed = MeetingFactory(region=other, body__is_open=False)
    stance = StanceFactory(decision=DecisionFactory(region=other))
    return user, own, (hidden, closed, stance)


def test_who_directs_one_region_and_reads_another_is_walled_in_the_other(divided):
    user, own, (hidden, closed, stance) = divided
    assert seen(AgendaItem, user) == {own}
    assert closed not in seen(Meeting, user)
    assert seen(Stance, user) == set()


def test_twin_a_sight_that_takes_one_directed_region_for_all_lets_everything_out(
    divided, monkeypatch
):
    user, own, (hidden, closed, stance) = divided
    monkeypatch.setattr(Sight, "directs_everywhere", True)
    assert seen(AgendaItem, user) == {own, hidden}
    assert closed in seen(Meeting, user)
    assert seen(Stance, user) == {stance}


def test_who_directs_one_region_reads_in_the_history_of_another_what_every_member_reads(divided):
    user, own, (hidden, *_) = divided
    for item in (own, hidden):
        actions.write(item, version=1, by=user, title="Anders")
    assert {change.object_id for change in Change.objects.visible_to(user)} == {own.pk}


def test_twin_a_history_that_asks_no_wall_of_who_directs_one_region_tells_all(divided, monkeypatch):
    user, own, (hidden, *_) = divided
    for item in (own, hidden):
        actions.write(item, version=1, by=user, title="Anders")
    monkeypatch.setattr(Sight, "directs_everywhere", True)
    assert {c.object_id for c in Change.objects.visible_to(user)} == {own.pk, hidden.pk}


def test_a_regisseur_whose_membership_ended_sees_nothing(region, member):
    item = AgendaItemFactory(meeting__region=region)
    user = member(Role.DIRECTOR)
    assert seen(AgendaItem, user) == {item}
    user.memberships.update(until=clock.today())
    assert seen(AgendaItem, again(user)) == set()


def test_who_left_a_function_still_reads_what_was_met_about_in_it(region, member, party):
    meeting = MeetingFactory(region=region, body__is_open=False)
    user = member(Role.OFFICER, party)
    ParticipantFactory(meeting=meeting, position=user.position)
    SeatFactory(body=MeetingFactory(region=region, body__is_open=False).body, party=party)
    assert len(seen(Meeting, user)) == 2
    user.position.until = clock.today()
    user.position.save()
    assert seen(Meeting, again(user)) == {meeting}


@pytest.mark.parametrize(("actions_first", "most"), [(True, 2), (False, 3)])
def test_a_sight_is_read_in_two_queries_and_its_actions_along_or_in_one_more(
    region, member, party, django_assert_num_queries, actions_first, most
):
    user = member(Role.OFFICER, party)
    for _ in range(3):
        item = AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
        ParticipantFactory(meeting=item.meeting, position=user.position)
        SeatFactory(body=item.meeting.body, party=party)
    other = AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
    action = ActionFactory(region=region, from_item=other)
    user = again(user)
    assert user.current_regions == [region.pk]
    sight = Sight(user)
    with django_assert_num_queries(most):
        assert not actions_first or sight.hidden_actions == {action.pk}
        assert sight.own_parties == [party.pk]
        assert (len(sight.attended_meetings), len(sight.own_bodies)) == (3, 3)
        assert (sight.hidden_items, sight.hidden_actions) == ([other.pk], {action.pk})


def test_the_sight_of_a_regisseur_of_all_own_regions_is_not_read(
    region, member, django_assert_num_queries
):
    MeetingFactory(region=region, body__is_open=False)
    user = member(Role.DIRECTOR)
    assert user.current_regions == [region.pk]
    with django_assert_num_queries(1):
        assert len(seen(Meeting, user)) == 1


# --- what is said twice: of rows that were read, and to the database


@pytest.fixture
def items(region, party):
    """Return items, open and confidential, that differ in body, meeting and whom they are for."""
    closed = MeetingFactory(region=region, body__is_open=False)
    secret = {"is_confidential": True, "ground": "Woo 5.1"}
    made = [
        AgendaItemFactory(meeting=MeetingFactory(region=region)),
        AgendaItemFactory(meeting=closed),
    ]
    for named in ([], [party], [PartyFactory(organisation__region=region)]):
        for place in ({"meeting": closed}, {"meeting": None, "body": closed.body}):
            item = AgendaItemFactory(**place, **secret)
            item.disclosed_to.set(named)
            made.append(item)
    return made


@pytest.fixture(params=["nobody", "speaker", "seated", "invited", "regisseur"])
def reader(request, region, member, party, items):
    user = member(Role.DIRECTOR if request.param == "regisseur" else Role.OFFICER, party)
    if request.param == "nobody":
        return again(member(Role.READER))
    if request.param == "seated":
        SeatFactory(body=items[1].body, party=party)
    if request.param == "invited":
        ParticipantFactory(meeting=items[1].meeting, position=user.position)
    return again(user)


def test_a_sight_says_of_items_that_were_read_what_it_asks_the_database(reader, items):
    sight = Sight(reader)
    rows = AgendaItem.objects.filter(pk__in=[item.pk for item in items])
    told = sight.disclosed(AgendaItem, region="body__region", meeting="meeting")
    assert set(sight.hidden_items) == set(rows.exclude(told).values_list("pk", flat=True))
    papers = {item for item in rows.select_related("body") if sight.sees_papers_of(item)}
    assert papers == set(rows.filter(sight.item_papers()))


@pytest.fixture
def afspraken(region, party, items):
    """Return afspraken on these items and on none, proposed and minuted, each with what the party
    and what another says of it."""
    made = [
        DecisionFactory(region=region, item=item, minuted=minuted)
        for item in [*items, None]
        for minuted in (False, True)
    ]
    other = PartyFactory(organisation__region=region)
    for decision in made:
        for speaker in (party, other):
            StanceFactory(decision=decision, party=speaker)
    return made


def test_a_sight_says_of_afspraken_that_were_read_what_it_asks_the_database(reader, afspraken):
    sight, rows = Sight(reader), Decision.objects.select_related("item__body")
    assert {row for row in rows if sight.sees_agreed(row)} == set(rows.filter(sight.agreed()))


def test_the_register_has_the_stances_that_the_wall_lets_through(reader, afspraken):
    rows = Decision.objects.visible_to(reader).with_successor()
    entries = register.entries(rows, reader, clock.today())
    found = {line.whole for entry in entries for line in entry.lines}
    assert found - {None} == seen(Stance, reader)


def test_an_action_is_hidden_with_the_item_that_it_hangs_on_by_whatever_way(region, member):
    item = AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
    decision = DecisionFactory(region=region, item=item)
    hidden = [
        ActionFactory(region=region, from_item=item),
        ActionFactory(region=region, from_decision=decision),
        ActionFactory(region=region, from_stance=StanceFactory(decision=decision)),
    ]
    others = {ActionFactory(region=region), ActionFactory(region=region, from_step=None)}
    reader = member(Role.READER)
    assert set(Sight(reader).hidden_actions) == {action.pk for action in hidden}
    assert seen(Action, reader) == others


def test_twin_a_sight_that_forgets_the_actions_of_hidden_items_shows_them(
    region, member, monkeypatch
):
    item = AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
    hidden = ActionFactory(region=region, from_item=item)
    monkeypatch.setattr(Sight, "hidden_actions", [])
    assert seen(Action, member(Role.READER)) == {hidden}

"""What is to be done in a region and by a user, for the Overzicht and Mijn werk."""

from datetime import date

import pytest

from accounts.models import Membership, User
from accounts.tests.factories import MembershipFactory, RegionFactory
from oogo import todo
from oogo.models import Action
from oogo.owners import owner_of
from oogo.tests.factories import ActionFactory, AgendaItemFactory
from oogo.tests.people import speaker
from partners.tests.factories import BodyFactory, PartyFactory, PersonFactory, PositionFactory

pytestmark = pytest.mark.usefixtures("third_of_march")
DAY = date(2026, 3, 3)


@pytest.fixture
def party(region):
    return PartyFactory(organisation__region=region)


@pytest.fixture
def reader(region):
    return MembershipFactory(region=region, role=Membership.Role.READER).user


def test_a_region_shows_its_counts_the_latest_party_first_and_what_is_latest(region, reader, party):
    other = PartyFactory(organisation__region=region)
    late = ActionFactory(region=region, owner_party=other, due_on="2026-02-19")
    ActionFactory(region=region, owner_party=party, due_on="2026-03-04")
    ActionFactory(region=region, owner_party=party, due_on="2026-05-04")
    ActionFactory(region=region, owner_party=None, owner_body=BodyFactory(region=region))
    ActionFactory(region=region, owner_party=party, status="afgerond", due_on="2026-01-01")
    ActionFactory(due_on="2026-01-01")

    found = todo.actions_of_region(region, reader, DAY, first=1)

    assert (found.counts.late, found.counts.open, found.counts.done) == (1, 4, 1)
    assert [(row.party, row.counts.late, row.counts.this_week) for row in found.by_party] == [
        (other, 1, 0),
        (party, 0, 1),
        (None, 0, 0),
    ]
    assert [(e.action, e.due.text) for e in found.entries] == [(late, "12 dagen te laat")]


def test_a_user_sees_the_own_actions_of_all_regions(region, party):
    user = speaker(region, party)
    elsewhere = RegionFactory()
    MembershipFactory(user=user, region=elsewhere, role=Membership.Role.READER)
    position = PositionFactory(person=PersonFactory(region=elsewhere, user=user), organisation=None)
    left = PositionFactory(person=PersonFactory(user=user), organisation=None)
    here = ActionFactory(region=region, owner_party=party, due_on="2026-03-03")
    there = ActionFactory(
        region=elsewhere, owner_party=None, owner_position=position, due_on="2026-02-01"
    )
    ActionFactory(region=left.region, owner_party=None, owner_position=left)
    ActionFactory(region=region)
    ActionFactory(region=region, owner_party=party, status="gereed_gemeld")

    assert [e.action for e in todo.actions_of_user(user, DAY)] == [there, here]


def test_a_regisseur_sees_what_waits_for_a_confirmation_in_the_regions_that_one_directs(region):
    user = MembershipFactory(region=region, role=Membership.Role.DIRECTOR).user
    elsewhere = MembershipFactory(user=user, role=Membership.Role.READER).region
    waits = ActionFactory(region=region, status="gereed_gemeld")
    ActionFactory(region=elsewhere, status="gereed_gemeld")
    assert [e.action for e in todo.to_confirm(user, DAY)] == [waits]


def test_what_is_confidential_is_in_no_count_of_who_does_not_see_it(region, reader, party):
    item = AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
    ActionFactory(region=region, owner_party=party, from_item=item)
    assert todo.actions_of_region(region, reader, DAY).counts.total == 0


@pytest.mark.parametrize("count", [1, 30])
def test_the_queries_are_few_and_the_same(region, party, django_assert_num_queries, count):
    user = speaker(region, party)
    for _ in range(count):
        other = PartyFactory(organisation__region=region)
        ActionFactory(region=region, owner_party=other)
        ActionFactory(region=region, owner_party=party, owner_position=user.position)
    user = User.objects.get(pk=user.pk)
    _ = user.current_memberships
    with django_assert_num_queries(6):  # four, and two once for what this user may see
        todo.actions_of_region(region, user, DAY)
    with django_assert_num_queries(1):
        todo.actions_of_user(user, DAY)


def test_who_is_without_owner_is_the_same_on_the_page_and_in_the_filter(region, party):
    for days in ({}, {"until": DAY}, {"since": date(2026, 3, 4)}, {"until": date(2026, 3, 4)}):
        position = PositionFactory(organisation=party.organisation, **days)
        ActionFactory(region=region, owner_party=party, owner_position=position)
    rows = list(Action.objects.with_owner())
    without = set(Action.objects.without_owner(DAY))
    assert {row for row in rows if owner_of(row, DAY).gap} == without
    assert len(without) == 2

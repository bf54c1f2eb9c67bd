"""Whose session it is: a user is read with the memberships of today, and let in as before."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.backends import MemberBackend
from accounts.tests.factories import MembershipFactory, RegionFactory, UserFactory
from regio.lib import clock


def test_a_user_comes_with_the_memberships_of_today_in_one_query(region, django_assert_num_queries):
    today = clock.today()
    own = MembershipFactory(region=region, role="regisseur")
    other = MembershipFactory(user=own.user, region=RegionFactory(name="Aa"), role="lezer")
    MembershipFactory(user=own.user, region=RegionFactory(), until=today)
    MembershipFactory(user=own.user, region=RegionFactory(), since=today + timedelta(days=1))
    MembershipFactory(region=region)

    with django_assert_num_queries(1):
        user = MemberBackend().get_user(own.user_id)
        assert (user, user.current_memberships) == (own.user, [other, own])
        assert set(user.current_regions) == {own.region_id, other.region_id}
        assert all(m.user is user and m.region.slug for m in user.current_memberships)


def test_who_is_a_member_of_nothing_is_a_user_all_the_same(db):
    user = UserFactory()
    found = MemberBackend().get_user(user.pk)
    assert (found, found.current_memberships) == (user, [])
    assert MemberBackend().get_user(user.pk + 1) is None


@pytest.mark.parametrize("is_member", [True, False])
def test_who_is_not_active_any_more_is_let_in_no_more(client, region, sign_in, is_member):
    user = sign_in("lezer")
    if not is_member:
        user.memberships.update(until=clock.today())
    assert client.get(reverse("members:profile")).status_code == 200
    user.is_active = False
    user.save()
    assert client.get(reverse("members:profile")).status_code == 302


def test_rights_are_read_afresh_at_every_request(client, region, sign_in):
    user = sign_in("lezer")
    assert client.get(region.get_absolute_url()).status_code == 200
    user.memberships.update(until=clock.today())
    assert client.get(region.get_absolute_url()).status_code == 404

"""Fixtures for every test: a region, and someone in a role who has signed in."""

import pytest

from accounts.tests.factories import MembershipFactory, RegionFactory


@pytest.fixture
def region(db):
    return RegionFactory(name="Noord-Kennemerland", slug="noord-kennemerland", code="NK")


@pytest.fixture
def sign_in(client, region):
    """Sign in as a member of `region` in a role; returns the user."""

    def enter(role, user=None, **fields):
        fields |= {"user": user} if user else {}
        user = MembershipFactory(region=region, role=role, **fields).user
        client.force_login(user)
        return user

    return enter

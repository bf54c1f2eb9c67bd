from datetime import date

import pytest
from django.db import IntegrityError

from accounts.models import SignedLink
from accounts.tests.factories import InvitationFactory, MembershipFactory
from regio.lib import clock

pytestmark = pytest.mark.django_db


def test_a_token_opens_its_own_purpose_only_and_is_stored_as_a_hash():
    link = InvitationFactory()
    token = link.renew_token()
    assert SignedLink.objects.find(token, link.purpose) == link
    assert SignedLink.objects.find(token, "iets anders") is None
    assert SignedLink.objects.find("", link.purpose) is None
    assert token not in SignedLink.objects.values_list("token_hash", flat=True)


@pytest.mark.parametrize(
    "fields", [{"expired": True}, {"revoked_at": clock.real_now()}, {"used_at": clock.real_now()}]
)
def test_a_dead_link_is_not_usable_and_its_token_opens_nothing(fields):
    link = InvitationFactory(**fields)
    token = link.renew_token()
    assert SignedLink.objects.find(token, link.purpose) is None
    assert list(SignedLink.objects.usable()) == []


def test_the_database_keeps_one_open_invitation_per_address_and_role():
    link = InvitationFactory()
    same = {"region": link.region, "email": link.email, "role": link.role}
    with pytest.raises(IntegrityError):
        InvitationFactory(**same)


def test_a_used_invitation_leaves_room_for_another():
    link = InvitationFactory(used_at=clock.real_now())
    InvitationFactory(region=link.region, email=link.email, role=link.role)
    assert SignedLink.objects.open().count() == 1


def test_a_demonstration_that_stands_still_does_not_keep_an_old_link_alive():
    link = InvitationFactory(expired=True)
    with clock.standing_at(date(2020, 1, 1)):
        assert list(SignedLink.objects.usable()) == []
        assert link.is_expired


@pytest.mark.parametrize(
    ("role", "since", "until", "is_seen"),
    [
        ("beheerder", None, None, True),
        ("beheerder", "2026-03-03", "2026-03-04", True),
        ("beheerder", None, "2026-03-03", False),
        ("beheerder", "2026-03-04", None, False),
        ("regisseur", None, None, False),
    ],
)
def test_links_are_seen_by_who_is_beheerder_of_their_region_today(role, since, until, is_seen):
    link, _elsewhere = InvitationFactory(), InvitationFactory()
    user = MembershipFactory(region=link.region, role=role, since=since, until=until).user
    with clock.standing_at(date(2026, 3, 3)):
        found = list(SignedLink.objects.visible_to(user))
    assert found == ([link] if is_seen else [])

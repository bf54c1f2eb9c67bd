import pytest
from django.db import IntegrityError

from accounts.models import SignedLink
from accounts.tests.factories import InvitationFactory
from regio.lib import clock

pytestmark = pytest.mark.django_db


def test_a_token_opens_its_own_purpose_only_and_is_stored_as_a_hash():
    link = InvitationFactory()
    token = link.renew_token()
    assert SignedLink.objects.find(token, link.purpose) == link
    assert SignedLink.objects.find(token, "iets anders") is None
    assert SignedLink.objects.find("", link.purpose) is None
    assert token not in SignedLink.objects.values_list("token_hash", flat=True)


def test_of_two_claims_one_holds():
    link = InvitationFactory()
    other = SignedLink.objects.get(pk=link.pk)
    assert (link.claim(), other.claim()) == (True, False)
    link.refresh_from_db()
    assert (link.used_at is None, link.version) == (False, 2)


@pytest.mark.parametrize("fields", [{"expired": True}, {"revoked_at": clock.real_now()}])
def test_a_dead_link_cannot_be_claimed(fields):
    assert InvitationFactory(**fields).claim() is False


def test_the_database_keeps_one_open_invitation_per_address_and_role():
    link = InvitationFactory()
    same = {"region": link.region, "email": link.email, "role": link.role}
    with pytest.raises(IntegrityError):
        InvitationFactory(**same)


def test_a_used_invitation_leaves_room_for_another():
    link = InvitationFactory(used_at=clock.real_now())
    InvitationFactory(region=link.region, email=link.email, role=link.role)
    assert SignedLink.objects.open().count() == 1

"""A region of which nobody has come in yet: the functioneel beheerder may invite another."""

import pytest

from accounts.models import Membership, Region, SignedLink
from accounts.tests.factories import (
    InvitationFactory,
    MembershipFactory,
    RegionFactory,
    UserFactory,
)
from records.models import Change
from regio.lib import clock
from regio.members import actions
from reminders import tasks
from reminders.models import Mail

Role = Membership.Role
URL = "/nieuwe-regio/"
OTHER = {"name": "Bea Beheer", "email": "Bea@Zaan.test"}


@pytest.fixture
def functional_admin(client, db):
    user = UserFactory(is_functional_admin=True)
    client.force_login(user)
    return user


@pytest.fixture
def waiting(db):
    """A region of which the first beheerder was invited at a mistyped address."""
    region = RegionFactory(name="Waterland")
    InvitationFactory(region=region, role=Role.ADMIN, email="bea@zan.test", name="Bea Beheer")
    return region


def invite_url(region):
    return f"/nieuwe-regio/{region.pk}/beheerder/"


def test_the_page_shows_the_regions_without_beheerder_with_their_invitation(
    client, functional_admin, waiting
):
    MembershipFactory(role=Role.ADMIN)
    uninvited = RegionFactory(name="Zaan")
    rows = client.get(URL).context["waiting"]
    assert [(region, link and link.email) for region, link, _, _ in rows] == [
        (waiting, "bea@zan.test"),
        (uninvited, None),
    ]


def test_another_address_is_invited_and_the_first_link_opens_nothing_more(
    client, functional_admin, waiting
):
    first = SignedLink.objects.get()
    token = first.renew_token()
    response = client.post(invite_url(waiting), OTHER)
    assert response["Location"] == URL
    link = SignedLink.objects.open().get()
    assert (link.region, link.email, link.name, link.role, link.created_by) == (
        waiting,
        "bea@zaan.test",
        "Bea Beheer",
        Role.ADMIN,
        functional_admin,
    )
    assert Mail.objects.get().link == link
    assert SignedLink.objects.find(token, first.purpose) is None
    assert [c.field for c in Change.objects.of(first).filter(by=functional_admin)] == ["revoked_at"]
    assert Membership.objects.count() == 0


def test_the_same_address_may_be_invited_once_more(client, functional_admin, waiting):
    client.post(invite_url(waiting), OTHER | {"email": "bea@zan.test"})
    assert [link.email for link in SignedLink.objects.open()] == ["bea@zan.test"]
    assert SignedLink.objects.count() == 2


@pytest.mark.parametrize("until", [None, "today"])
def test_a_region_that_has_or_had_a_beheerder_is_not_found(
    client, functional_admin, waiting, until
):
    day = clock.today() if until else None
    MembershipFactory(region=waiting, role=Role.ADMIN, until=day)
    assert client.get(URL).context["waiting"] == []
    assert client.get(invite_url(waiting)).status_code == 404
    assert client.post(invite_url(waiting), OTHER).status_code == 404
    assert SignedLink.objects.count() == 1


def test_a_beheerder_who_came_in_meanwhile_is_not_passed_over(functional_admin, waiting):
    link = SignedLink.objects.get()
    actions.accept_invitation(link=link, user=UserFactory(email=link.email))
    with pytest.raises(actions.ValidationError) as refused:
        actions.invite_first_admin(region=waiting, email="a@b.test", name="A", by=functional_admin)
    assert refused.value.messages == [actions.HAS_ADMIN]
    assert SignedLink.objects.count() == 1


def test_it_gives_no_other_right_over_the_region(client, functional_admin, waiting):
    for path in ("", "leden/", "speelveld/", f"leden/uitnodigingen/{SignedLink.objects.get().pk}/"):
        assert client.get(f"/regio/{waiting.slug}/{path}").status_code == 404


@pytest.mark.parametrize("role", Role)
def test_no_role_in_a_region_opens_it(client, sign_in, waiting, role):
    sign_in(role)
    assert client.get(invite_url(waiting)).status_code == 403
    assert client.post(invite_url(waiting), OTHER).status_code == 403
    assert client.get(f"/nieuwe-regio/{waiting.pk + 99}/beheerder/").status_code == 403
    assert SignedLink.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"), [("email", "geen adres"), ("email", ""), ("name", ""), ("name", "\u200b")]
)
def test_bad_input_is_named_at_its_field_and_the_invitation_stays(
    client, functional_admin, waiting, field, value
):
    response = client.post(invite_url(waiting), OTHER | {field: value})
    assert list(response.context["form"].errors) == [field]
    assert [link.email for link in SignedLink.objects.open()] == ["bea@zan.test"]


def test_thirty_regions_cost_as_many_queries_as_one(
    client, functional_admin, waiting, django_assert_max_num_queries
):
    client.get(URL)
    with django_assert_max_num_queries(15) as few:
        client.get(URL)
    for link in InvitationFactory.create_batch(29, role=Role.ADMIN):
        Mail.objects.create(kind=Mail.Kind.INVITATION, region=link.region, to=link.email, link=link)
    with django_assert_max_num_queries(15) as many:
        client.get(URL)
    assert (Region.objects.count(), len(many)) == (30, len(few))


def test_a_mail_that_waited_for_the_first_address_is_not_sent(client, functional_admin, mailoutbox):
    client.post(
        URL,
        {"name": "Zaan", "code": "ZA", "admin_name": "Bea", "admin_email": "bea@zan.test"},
    )
    client.post(invite_url(Region.objects.get()), OTHER)
    tasks.send_waiting()
    assert [mail.to for mail in mailoutbox] == [["bea@zaan.test"]]

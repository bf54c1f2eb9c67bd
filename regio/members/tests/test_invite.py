import pytest
from django.contrib.messages import get_messages

from accounts.models import Membership, SignedLink
from accounts.tests.factories import MembershipFactory, UserFactory
from records.models import Change
from regio.lib import clock
from reminders.models import Mail
from reminders.tests.factories import InvitationFactory, InvitationMailFactory

Role = Membership.Role
INVITE = {"email": "Nieuw@Regio.test", "name": "Nina Nieuw", "role": Role.OFFICER}


@pytest.fixture
def url(region):
    return f"/regio/{region.slug}/leden/uitnodigen/"


def test_an_invitation_makes_a_link_without_token_and_a_mail(client, region, sign_in, url):
    admin = sign_in(Role.ADMIN)
    response = client.post(url, INVITE)
    assert response["Location"] == f"/regio/{region.slug}/leden/?toon=uitnodigingen"
    link = SignedLink.objects.get()
    assert (link.email, link.name, link.role, link.region, link.created_by, link.token_hash) == (
        "nieuw@regio.test",
        "Nina Nieuw",
        Role.OFFICER,
        region,
        admin,
        None,
    )
    mail = Mail.objects.get()
    assert (mail.kind, mail.state, mail.to, mail.link, mail.region) == (
        Mail.Kind.INVITATION,
        Mail.State.WAITING,
        link.email,
        link,
        region,
    )
    assert {c.field for c in Change.objects.of(link).filter(by=admin)} >= {"email", "role"}


def test_the_answer_is_the_same_whether_an_account_exists(client, sign_in, url):
    sign_in(Role.ADMIN)
    UserFactory(email="bekend@regio.test")
    answers = []
    for email in ("bekend@regio.test", "nieuw@regio.test"):
        response = client.post(url, INVITE | {"email": email})
        text = str(list(get_messages(response.wsgi_request))[-1]).replace(email, "…")
        answers.append((response.status_code, response["Location"], text))
    assert answers[0] == answers[1]


def test_who_has_the_role_is_not_invited_to_it(client, region, sign_in, url):
    sign_in(Role.ADMIN)
    MembershipFactory(region=region, user__email="nieuw@regio.test", role=Role.OFFICER)
    response = client.post(url, INVITE)
    assert response.context["form"].errors == {"email": ["Dit lid heeft deze rol al."]}
    assert response.context["form"]["name"].value() == "Nina Nieuw"
    assert SignedLink.objects.count() == 0


def test_who_had_the_role_may_be_invited_again(client, region, sign_in, url):
    sign_in(Role.ADMIN)
    MembershipFactory(
        region=region, user__email="nieuw@regio.test", role=Role.OFFICER, until=clock.today()
    )
    client.post(url, INVITE)
    assert SignedLink.objects.count() == 1


def test_a_second_invitation_to_the_same_role_is_refused_at_the_field(client, sign_in, url):
    sign_in(Role.ADMIN)
    client.post(url, INVITE)
    response = client.post(url, INVITE)
    assert list(response.context["form"].errors) == ["email"]
    assert (SignedLink.objects.count(), Mail.objects.count()) == (1, 1)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.OFFICER, Role.EXECUTIVE, Role.READER])
def test_another_member_may_not_invite(client, sign_in, url, role):
    sign_in(role)
    assert client.post(url, INVITE).status_code == 403
    assert SignedLink.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "geen adres"), ("email", ""), ("name", ""), ("role", ""), ("role", "baas")],
)
def test_bad_input_is_named_at_its_field_and_kept(client, sign_in, url, field, value):
    sign_in(Role.ADMIN)
    response = client.post(url, INVITE | {field: value})
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"][field].value() == value
    assert SignedLink.objects.count() == 0


def test_renewing_gives_thirty_new_days_and_one_new_mail(client, region, sign_in):
    sign_in(Role.ADMIN)
    link = InvitationFactory(region=region, expired=True)
    old = InvitationMailFactory(link=link, state=Mail.State.UNCERTAIN)
    for _ in range(2):
        client.post(f"/regio/{region.slug}/leden/uitnodigingen/{link.pk}/opnieuw/")
    assert list(SignedLink.objects.usable()) == [link]
    assert [mail.state for mail in Mail.objects.exclude(pk=old.pk)] == [Mail.State.WAITING]


def test_revoking_closes_the_invitation_once(client, region, sign_in):
    admin = sign_in(Role.ADMIN)
    link = InvitationFactory(region=region)
    for _ in range(2):
        client.post(f"/regio/{region.slug}/leden/uitnodigingen/{link.pk}/intrekken/")
    link.refresh_from_db()
    assert list(SignedLink.objects.open()) == []
    assert [c.field for c in Change.objects.of(link).filter(by=admin)] == ["revoked_at"]


@pytest.mark.parametrize("act", ["opnieuw", "intrekken"])
def test_a_used_invitation_stays_as_it_is(client, region, sign_in, act):
    sign_in(Role.ADMIN)
    link = InvitationFactory(region=region, used_at=clock.real_now())
    response = client.post(
        f"/regio/{region.slug}/leden/uitnodigingen/{link.pk}/{act}/", follow=True
    )
    assert "al gebruikt of ingetrokken" in response.content.decode()
    link.refresh_from_db()
    assert (link.revoked_at, Mail.objects.count()) == (None, 0)


@pytest.mark.parametrize("act", ["opnieuw", "intrekken"])
def test_only_a_beheerder_touches_an_invitation_and_only_of_the_own_region(
    client, region, sign_in, act
):
    own, other = InvitationFactory(region=region), InvitationFactory()
    sign_in(Role.ADMIN)
    address = f"/regio/{region.slug}/leden/uitnodigingen/"
    assert client.post(f"{address}{other.pk}/{act}/").status_code == 404
    sign_in(Role.DIRECTOR)
    assert client.post(f"{address}{own.pk}/{act}/").status_code == 403
    assert SignedLink.objects.usable().count() == 2

import threading

import pytest
from django.contrib.auth import get_user
from django.db import connections
from django.test import Client

from accounts.models import Membership, SignedLink, User
from accounts.tests.factories import InvitationFactory, MembershipFactory, UserFactory
from partners.models import Person
from partners.tests.factories import PartyFactory, PersonFactory
from records.models import Change
from regio.lib import clock
from regio.members import actions

PASSWORD = "kievit-over-de-polder"
ACCOUNT = {"name": "Nina Nieuw", "password": PASSWORD, "password_again": PASSWORD}


@pytest.fixture
def link(region):
    return InvitationFactory(region=region, email="nina@regio.test")


@pytest.fixture
def url(link):
    return f"/uitnodiging/{link.renew_token()}/"


def test_the_page_says_who_invites_to_which_region_in_which_role(client, url):
    html = client.get(url).content.decode()
    for text in ("Bas Beheerder", "Noord-Kennemerland", "beleidsmedewerker", "nina@regio.test"):
        assert text in html


def test_looking_at_the_page_uses_nothing(client, url, link):
    client.get(url)
    assert list(SignedLink.objects.usable()) == [link]


def test_someone_new_gets_an_account_a_membership_and_comes_in(client, region, link, url):
    PartyFactory(organisation__region=region)
    response = client.post(url, ACCOUNT)
    assert response["Location"] == f"/regio/{region.slug}/"
    user = User.objects.get(email="nina@regio.test")
    assert get_user(client) == user
    assert (user.name, user.check_password(PASSWORD), user.version) == ("Nina Nieuw", True, 1)
    member = user.memberships.get()
    assert (member.region, member.role, member.since, member.until) == (
        region,
        link.role,
        clock.today(),
        None,
    )
    assert Change.objects.of(member).filter(by=user, field="role").count() == 1
    assert not Change.objects.filter(field="password").exists()
    link.refresh_from_db()
    assert (link.used_at is None, link.version) == (False, 2)
    change = Change.objects.of(link).get()
    assert (change.field, change.old, change.by, change.region) == ("used_at", None, user, region)


@pytest.mark.parametrize("role", ["beheerder", "regisseur", "beleidsmedewerker"])
def test_who_may_start_a_region_that_is_empty_begins_there(client, region, role):
    link = InvitationFactory(region=region, email="nina@regio.test", role=role)
    response = client.post(f"/uitnodiging/{link.renew_token()}/", ACCOUNT)
    assert response["Location"] == f"/regio/{region.slug}/speelveld/start/"


def test_a_reader_of_an_empty_region_comes_to_its_overview(client, region):
    link = InvitationFactory(region=region, email="nina@regio.test", role="lezer")
    response = client.post(f"/uitnodiging/{link.renew_token()}/", ACCOUNT)
    assert response["Location"] == f"/regio/{region.slug}/"


def test_two_posts_make_one_account_and_one_membership(client, url):
    client.post(url, ACCOUNT)
    client.logout()
    second = client.post(url, ACCOUNT)
    assert second.status_code == 404
    assert (User.objects.filter(email="nina@regio.test").count(), Membership.objects.count()) == (
        1,
        1,
    )


def test_the_second_of_two_that_found_the_link_usable_does_nothing(link):
    user = UserFactory(email=link.email)
    seen_before = SignedLink.objects.get(pk=link.pk)
    assert actions.accept_invitation(link=link, user=user) == user
    assert actions.accept_invitation(link=seen_before, user=user) is None
    assert Membership.objects.count() == 1
    assert [c.field for c in Change.objects.of(link)] == ["used_at"]


@pytest.mark.django_db(transaction=True)
def test_two_posts_at_once_make_one_account_and_one_membership(url):
    start, answers = threading.Barrier(2), []

    def post():
        start.wait()
        answers.append(Client().post(url, ACCOUNT).status_code)
        connections.close_all()

    threads = [threading.Thread(target=post) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(302) == 1
    assert [c.field for c in Change.objects.filter(model="accounts.signedlink")] == ["used_at"]
    assert (User.objects.filter(email="nina@regio.test").count(), Membership.objects.count()) == (
        1,
        1,
    )


def test_an_existing_account_is_asked_to_sign_in_and_comes_back(client, link, url):
    UserFactory(email=link.email)
    html = client.get(url).content.decode()
    assert f"/accounts/login/?next=%2Fuitnodiging%2F{url.split('/')[2]}%2F" in html
    assert "Wachtwoord" not in html


def test_a_post_without_sign_in_does_not_touch_an_existing_account(client, link, url):
    user = UserFactory(email=link.email)
    client.post(url, ACCOUNT)
    user.refresh_from_db()
    assert (user.check_password(PASSWORD), user.memberships.count()) == (False, 0)


def test_an_existing_account_that_signed_in_just_accepts(client, region, link, url):
    user = UserFactory(email=link.email)
    client.force_login(user)
    assert "Uitnodiging aannemen" in client.get(url).content.decode()
    client.post(url)
    assert [(m.region, m.role) for m in user.memberships.all()] == [(region, link.role)]


def test_a_role_that_the_member_got_meanwhile_is_not_given_twice(client, region, link, url):
    member = MembershipFactory(region=region, role=link.role, user__email=link.email)
    client.force_login(member.user)
    client.post(url)
    assert list(Membership.objects.all()) == [member]


@pytest.mark.parametrize("account", [True, False])
def test_someone_else_who_is_signed_in_is_told_so_and_can_log_out(client, link, url, account):
    if account:
        UserFactory(email=link.email)
    other = UserFactory(email="ander@regio.test")
    client.force_login(other)
    html = client.get(url).content.decode()
    assert "U bent ingelogd als ander@regio.test" in html
    client.post(url, ACCOUNT)
    assert Membership.objects.count() == 0
    response = client.post("/accounts/logout/", {"next": url})
    assert response["Location"] == url


def test_every_dead_link_gives_one_and_the_same_page(client, region):
    now = clock.real_now()
    dead = [
        InvitationFactory(region=region, used_at=now),
        InvitationFactory(region=region, revoked_at=now),
        InvitationFactory(region=region, expired=True),
    ]
    tokens = [link.renew_token() for link in dead]
    tokens += ["nooit-gemaakt", "é", "%C3%A9%20", "%ED%A0", "👩‍👧", "x" * 2_000]
    answers = [client.get(f"/uitnodiging/{token}/") for token in tokens]
    assert [a.status_code for a in answers] == [404] * len(tokens)
    assert len({a.content for a in answers}) == 1
    assert "Deze uitnodiging werkt niet meer" in answers[0].content.decode()
    assert client.post(f"/uitnodiging/{tokens[0]}/", ACCOUNT).status_code == 404


def test_a_token_with_nul_in_it_is_refused_before_anything_is_looked_up(client, url):
    token = url.split("/")[2]
    answers = [client.get(f"/uitnodiging/{token}%00/"), client.post("/uitnodiging/é%00/", ACCOUNT)]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert Membership.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"name": ""}, "name"),
        ({"password": "kort", "password_again": "kort"}, "password"),
        ({"password": "nina@regio.test", "password_again": "nina@regio.test"}, "password"),
        ({"password_again": "iets anders dan dat"}, "password_again"),
    ],
)
def test_bad_input_is_named_at_its_field_in_dutch_and_nothing_is_made(client, url, data, field):
    response = client.post(url, ACCOUNT | data)
    assert list(response.context["form"].errors) == [field]
    assert "This" not in str(response.context["form"].errors)
    assert not User.objects.filter(email="nina@regio.test").exists()
    assert SignedLink.objects.usable().count() == 1


def test_a_contactpersoon_with_the_same_address_gets_the_account(client, region, url):
    person = PersonFactory(region=region, email="Nina@Regio.test")
    elsewhere = PersonFactory(email="nina@regio.test")
    client.post(url, ACCOUNT)
    user = User.objects.get(email="nina@regio.test")
    assert list(Person.objects.filter(user=user)) == [person]
    assert [c.by for c in Change.objects.of(person).filter(field="user")] == [user]
    assert Change.objects.of(elsewhere).count() == 0


def test_two_contactpersonen_with_the_address_are_left_to_the_beheerder(client, region, url):
    PersonFactory.create_batch(2, region=region, email="nina@regio.test")
    client.post(url, ACCOUNT)
    assert Person.objects.exclude(user=None).count() == 0


def test_the_contactpersoon_of_somebody_else_stays_so(client, region, url):
    owner = UserFactory()
    PersonFactory(region=region, email="nina@regio.test", user=owner)
    client.post(url, ACCOUNT)
    assert [p.user for p in Person.objects.all()] == [owner]


def test_a_member_who_is_a_contactpersoon_already_stays_that_one(client, region, link, url):
    user = UserFactory(email=link.email)
    PersonFactory(region=region, user=user, email="elders@regio.test")
    PersonFactory(region=region, email=link.email)
    client.force_login(user)
    client.post(url)
    assert [p.email for p in Person.objects.filter(user=user)] == ["elders@regio.test"]

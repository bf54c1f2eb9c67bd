from datetime import UTC, datetime

import pytest

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory, RegionFactory, UserFactory
from partners.tests.factories import (
    PartyFactory,
    PersonFactory,
    PositionFactory,
    RepresentationFactory,
)
from regio.lib import clock
from regio.members import actions
from reminders.models import Mail
from reminders.tests.factories import InvitationFactory, InvitationMailFactory

Role = Membership.Role


@pytest.fixture
def url(region):
    return f"/regio/{region.slug}/leden/"


def test_a_beheerder_sees_members_with_address_and_contactpersoon(client, region, sign_in, url):
    admin = sign_in(Role.ADMIN)
    PersonFactory(region=region, user=admin, name="Anna Alk")
    ended = MembershipFactory(region=region, until=clock.today())
    html = client.get(url).content.decode().replace("<wbr>", "")
    assert (admin.email in html, "Anna Alk" in html, "Lid uitnodigen" in html) == (True,) * 3
    assert ended.user.name not in html


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.OFFICER, Role.EXECUTIVE, Role.READER])
def test_another_member_sees_names_and_roles_only(client, region, sign_in, url, role):
    sign_in(role)
    colleague = MembershipFactory(region=region, user__name="Carla Kauw").user
    link = InvitationFactory(region=region)
    html = client.get(url + "?toon=uitnodigingen").content.decode()
    assert "Carla Kauw" in html
    for hidden in (colleague.email, link.email, "Lid uitnodigen", "Opnieuw versturen"):
        assert hidden not in html


def test_members_of_another_region_are_not_shown(client, sign_in, url):
    sign_in(Role.ADMIN)
    stranger = MembershipFactory(region=RegionFactory(), user__name="Vera Vreemde").user
    html = client.get(url).content.decode()
    assert stranger.name not in html
    assert client.get(f"/regio/{stranger.memberships.get().region.slug}/leden/").status_code == 404


def test_members_are_ordered_by_name_without_regard_to_case(client, region, sign_in, url):
    sign_in(Role.ADMIN, user=UserFactory(name="bertus Beheerder"))
    MembershipFactory(region=region, user__name="Anna Alk")
    MembershipFactory(region=region, user__name="Carla Kauw")
    names = [member.user.name for member, _ in client.get(url).context["rows"]]
    assert names == ["Anna Alk", "bertus Beheerder", "Carla Kauw"]


@pytest.mark.parametrize("query", ["", "?toon=uitnodigingen"])
def test_one_and_thirty_rows_cost_the_same_queries(
    client, region, sign_in, url, query, django_assert_max_num_queries
):
    admin = sign_in(Role.ADMIN)
    _add_rows(region, admin, 1)
    client.get(url + query)
    with django_assert_max_num_queries(15) as few:
        client.get(url + query)
    _add_rows(region, admin, 28)
    with django_assert_max_num_queries(15) as many:
        client.get(url + query)
    assert len(many) == len(few)


def _add_rows(region, admin, number):
    for member in MembershipFactory.create_batch(number, region=region):
        PersonFactory(region=region, user=member.user)
    for link in InvitationFactory.create_batch(number, region=region, created_by=admin):
        InvitationMailFactory(link=link, state=Mail.State.FAILED)
        person = PersonFactory(region=region, email=link.email)
        position = PositionFactory(person=person, organisation__region=region)
        RepresentationFactory(position=position)


def test_a_list_longer_than_a_page_goes_on_at_the_next(client, region, sign_in, url):
    sign_in(Role.ADMIN)
    MembershipFactory.create_batch(30, region=region)
    assert len(client.get(url).context["rows"]) == 30
    assert len(client.get(url + "?pagina=2").context["rows"]) == 1


@pytest.mark.parametrize("state", [Mail.State.FAILED, Mail.State.UNCERTAIN])
def test_an_invitation_of_which_the_mail_went_wrong_stands_above_the_members(
    client, region, sign_in, url, state
):
    sign_in(Role.ADMIN)
    link = InvitationFactory(region=region)
    InvitationMailFactory(link=link, state=state, error="Er ging iets mis.")
    html = client.get(url).content.decode()
    assert (link.email in html, "Er ging iets mis." in html) == (True, True)
    assert f"/leden/uitnodigingen/{link.pk}/opnieuw/" in html


def test_an_invitation_that_was_sent_again_well_is_no_trouble_any_more(
    client, region, sign_in, url
):
    sign_in(Role.ADMIN)
    link = InvitationFactory(region=region)
    InvitationMailFactory(link=link, state=Mail.State.FAILED)
    InvitationMailFactory(link=link, state=Mail.State.SENT, sent_at=clock.real_now())
    assert client.get(url).context["troubled"] == []


@pytest.mark.parametrize(
    ("mail", "link", "expected"),
    [
        ({"state": Mail.State.WAITING}, {}, "Wordt verzonden"),
        ({"state": Mail.State.WAITING, "error": "druk"}, {}, "Wordt opnieuw geprobeerd"),
        ({"state": Mail.State.SENDING}, {}, "Wordt verzonden"),
        ({"state": Mail.State.FAILED}, {}, "Niet verzonden"),
        ({"state": Mail.State.UNCERTAIN}, {}, "Onzeker of het aankwam"),
        ({"state": Mail.State.WAITING}, {"expired": True}, "Verlopen"),
    ],
)
def test_the_tab_with_invitations_says_how_each_fares(
    client, region, sign_in, url, mail, link, expected
):
    sign_in(Role.ADMIN)
    InvitationMailFactory(link=InvitationFactory(region=region, **link), **mail)
    response = client.get(url + "?toon=uitnodigingen")
    assert [row[2] for row in response.context["rows"]] == [expected]
    assert expected in response.content.decode()


def test_a_sent_invitation_says_when_in_amsterdam(client, region, sign_in, url):
    sign_in(Role.ADMIN)
    sent_at = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    link = InvitationFactory(region=region)
    InvitationMailFactory(link=link, state=Mail.State.SENT, sent_at=sent_at)
    response = client.get(url + "?toon=uitnodigingen")
    assert response.context["rows"][0][2] == "Verzonden op 03-03-2026"


def test_the_tab_without_invitations_teaches(client, sign_in, url):
    sign_in(Role.ADMIN)
    html = client.get(url + "?toon=uitnodigingen").content.decode()
    assert "Geen open uitnodigingen" in html


def test_an_invitation_says_which_contactpersoon_it_makes_someone_with_the_functions(
    client, region, sign_in, url
):
    sign_in(Role.ADMIN)
    link = InvitationFactory(region=region)
    person = PersonFactory(region=region, name="Sanne Bosuil", email=link.email.upper())
    position = PositionFactory(
        person=person, organisation__region=region, organisation__short_name="Nest"
    )
    RepresentationFactory(
        position=position,
        party=PartyFactory(organisation__region=region, organisation__short_name="Til"),
    )
    over = PositionFactory(person=person, organisation__region=region, until=clock.today())
    response = client.get(url + "?toon=uitnodigingen")
    assert response.context["rows"][0][3:] == (person, [position])
    text = " ".join(response.content.decode().split())
    assert "beleidsmedewerker, Nest; ook namens Til" in text
    assert str(over.organisation) not in text


def test_an_invitation_that_links_nobody_names_nobody(client, region, sign_in, url):
    sign_in(Role.ADMIN)
    twice, taken, member = InvitationFactory.create_batch(3, region=region)
    PersonFactory.create_batch(2, region=region, email=twice.email)
    PersonFactory(region=region, email=taken.email, user=UserFactory())
    PersonFactory(region=region, user=UserFactory(email=member.email))
    PersonFactory(region=region, email=member.email)
    PersonFactory(email=InvitationFactory(region=region).email)
    response = client.get(url + "?toon=uitnodigingen")
    assert [row[3] for row in response.context["rows"]] == [None] * 4


def test_what_the_list_says_is_what_accepting_does(client, region, sign_in, url):
    sign_in(Role.ADMIN)
    link = InvitationFactory(region=region)
    PersonFactory(region=region, email=link.email)
    said = client.get(url + "?toon=uitnodigingen").context["rows"][0][3]
    user = UserFactory(email=link.email)
    actions.accept_invitation(link=link, user=user)
    assert list(user.people.all()) == [said]

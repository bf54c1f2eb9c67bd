import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory, UserFactory
from partners.models import Person
from partners.tests.factories import PersonFactory
from records import actions as records
from records.models import Change
from regio.lib import clock
from regio.members import actions

Role = Membership.Role


@pytest.fixture
def member(region):
    return MembershipFactory(region=region, role=Role.OFFICER, user__name="Olga Officier")


@pytest.fixture
def url(region, member):
    return f"/regio/{region.slug}/leden/{member.pk}/"


def test_a_beheerder_changes_a_role_with_an_audit_row(client, sign_in, member, url):
    admin = sign_in(Role.ADMIN)
    client.post(url, {"role": Role.DIRECTOR, "version": 1})
    member.refresh_from_db()
    assert (member.role, member.version) == (Role.DIRECTOR, 2)
    change = Change.objects.of(member).get()
    assert (change.field, change.old, change.new, change.by) == (
        "role",
        Role.OFFICER,
        Role.DIRECTOR,
        admin,
    )


def test_a_second_beheerder_is_made_by_changing_a_role(client, sign_in, member, url):
    sign_in(Role.ADMIN)
    client.post(url, {"role": Role.ADMIN, "version": 1})
    member.refresh_from_db()
    assert member.role == Role.ADMIN


def test_a_role_that_somebody_else_changed_meanwhile_is_shown(client, sign_in, member, url):
    sign_in(Role.ADMIN)
    other = MembershipFactory(region=member.region, role=Role.ADMIN).user
    records.write(member, version=1, by=other, role=Role.READER)
    response = client.post(url, {"role": Role.DIRECTOR, "version": 1})
    assert response.status_code == 200
    assert f"{other} veranderde dit" in response.content.decode()
    member.refresh_from_db()
    assert member.role == Role.READER


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.OFFICER, Role.EXECUTIVE, Role.READER])
@pytest.mark.parametrize("tail", ["", "einde/", "contactpersoon/"])
def test_another_member_changes_nothing(client, sign_in, member, url, role, tail):
    sign_in(role)
    assert client.post(url + tail, {"role": Role.ADMIN, "version": 1}).status_code == 403
    assert Change.objects.count() == 0


@pytest.mark.parametrize("tail", ["", "einde/", "contactpersoon/"])
def test_a_member_of_another_region_is_not_found(client, region, sign_in, tail):
    sign_in(Role.ADMIN)
    stranger = MembershipFactory()
    address = f"/regio/{region.slug}/leden/{stranger.pk}/{tail}"
    assert client.post(address, {"role": Role.ADMIN, "version": 1}).status_code == 404


def test_a_beheerder_of_two_regions_finds_a_member_only_in_its_own(client, sign_in, member, url):
    admin = sign_in(Role.ADMIN)
    elsewhere = MembershipFactory(user=admin, role=Role.ADMIN).region
    assert client.get(url.replace(member.region.slug, elsewhere.slug)).status_code == 404


def test_a_role_that_the_member_has_already_is_refused_at_the_field(client, sign_in, member, url):
    sign_in(Role.ADMIN)
    MembershipFactory(region=member.region, user=member.user, role=Role.DIRECTOR)
    response = client.post(url, {"role": Role.DIRECTOR, "version": 1})
    assert response.context["role_form"].errors == {"role": ["Dit lid heeft deze rol al."]}


def test_rights_that_change_in_mid_session_count_at_the_next_request(client, sign_in, member, url):
    admin = sign_in(Role.ADMIN)
    own = admin.memberships.get()
    assert client.get(url).status_code == 200
    MembershipFactory(region=member.region, role=Role.ADMIN)
    records.write(own, version=1, by=admin, role=Role.READER)
    assert client.get(url).status_code == 403
    records.write(own, version=2, by=admin, until=clock.today())
    assert client.get(url).status_code == 404


def test_who_is_ended_is_a_stranger_at_the_next_request(client, region, sign_in, member, url):
    client.force_login(member.user)
    assert client.get(f"/regio/{region.slug}/leden/").status_code == 200
    sign_in(Role.ADMIN)
    client.post(url + "einde/")
    member.refresh_from_db()
    assert member.until == clock.today()
    assert [c.field for c in Change.objects.of(member)] == ["until"]
    client.force_login(member.user)
    assert client.get(f"/regio/{region.slug}/leden/").status_code == 404


def test_an_end_that_somebody_else_gave_meanwhile_is_shown(client, sign_in, member, url):
    sign_in(Role.ADMIN)
    other = MembershipFactory(region=member.region, role=Role.ADMIN, user__name="Vera Vink").user
    records.write(member, version=1, by=other, until=clock.today() + timedelta(days=10))
    response = client.post(url + "einde/", {"version": 1})
    assert response.status_code == 200
    assert "Vera Vink gaf dit lidmaatschap" in response.content.decode()
    member.refresh_from_db()
    assert member.until == clock.today() + timedelta(days=10)
    client.post(url + "einde/", {"version": response.context["membership"].version})
    member.refresh_from_db()
    assert member.until == clock.today()


@pytest.mark.parametrize("version", ["", "abc", "-1", "9" * 40])
def test_a_broken_version_counts_as_one_that_saw_nothing(client, sign_in, member, url, version):
    sign_in(Role.ADMIN)
    other = MembershipFactory(region=member.region, role=Role.ADMIN).user
    later = clock.today() + timedelta(days=10)
    records.write(member, version=1, by=other, until=later)
    assert client.post(url + "einde/", {"version": version}).status_code == 200
    member.refresh_from_db()
    assert member.until == later


def test_an_ended_member_can_be_looked_at_but_not_changed(client, sign_in, member, url):
    sign_in(Role.ADMIN)
    client.post(url + "einde/")
    assert "Dit lidmaatschap is beëindigd" in client.get(url).content.decode()
    client.post(url, {"role": Role.DIRECTOR, "version": 2})
    member.refresh_from_db()
    assert member.role == Role.OFFICER


def test_the_last_beheerder_can_neither_be_ended_nor_demoted(client, region, sign_in):
    admin = sign_in(Role.ADMIN)
    own = admin.memberships.get()
    MembershipFactory(region=region, role=Role.ADMIN, user__is_active=False)
    url = f"/regio/{region.slug}/leden/{own.pk}/"
    page = client.post(url + "einde/", follow=True)
    assert "Dit is de enige beheerder" in page.content.decode()
    page = client.post(url, {"role": Role.READER, "version": 1})
    assert page.context["role_form"].errors == {"role": [actions.LAST_ADMIN]}
    own.refresh_from_db()
    assert (own.role, own.until) == (Role.ADMIN, None)


def test_a_beheerder_may_leave_when_another_stays(client, region, sign_in):
    own = sign_in(Role.ADMIN).memberships.get()
    MembershipFactory(region=region, role=Role.ADMIN)
    response = client.post(f"/regio/{region.slug}/leden/{own.pk}/einde/")
    assert response["Location"] == "/"
    own.refresh_from_db()
    assert own.until == clock.today()


@pytest.mark.django_db(transaction=True)
def test_two_beheerders_who_end_each_other_at_once_leave_one(region):
    admins = MembershipFactory.create_batch(2, region=region, role=Role.ADMIN)
    start, refused = threading.Barrier(2), []

    def end(membership, by):
        start.wait()
        try:
            actions.end_membership(membership=membership, version=1, by=by)
        except ValidationError as error:
            refused.append(error.message)
        finally:
            connections.close_all()

    _at_once(
        lambda: end(admins[0], admins[1].user),
        lambda: end(admins[1], admins[0].user),
    )
    assert refused == [actions.LAST_ADMIN]
    assert Membership.objects.filter(until=None).count() == 1


def _at_once(*calls):
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_member_is_tied_to_a_contactpersoon_and_to_another(client, region, sign_in, member, url):
    admin = sign_in(Role.ADMIN)
    first, second = PersonFactory.create_batch(2, region=region)
    client.post(url + "contactpersoon/", {"person": first.pk, "was": ""})
    assert list(Person.objects.filter(user=member.user)) == [first]
    client.post(url + "contactpersoon/", {"person": second.pk, "was": first.pk})
    assert list(Person.objects.filter(user=member.user)) == [second]
    client.post(url + "contactpersoon/", {"person": "", "was": second.pk})
    assert list(Person.objects.filter(user=member.user)) == []
    assert Change.objects.filter(by=admin, field="user").count() == 4


def test_saving_the_same_contactpersoon_changes_nothing(client, region, sign_in, member, url):
    sign_in(Role.ADMIN)
    person = PersonFactory(region=region, user=member.user)
    client.post(url + "contactpersoon/", {"person": person.pk, "was": person.pk})
    assert Change.objects.count() == 0


def test_a_contactpersoon_that_somebody_else_chose_meanwhile_is_named(
    client, region, sign_in, member, url
):
    sign_in(Role.ADMIN)
    theirs = PersonFactory(region=region, user=member.user, name="Vera Vink")
    mine = PersonFactory(region=region)
    response = client.post(url + "contactpersoon/", {"person": mine.pk, "was": ""})
    assert "Iemand anders koppelde intussen: Vera Vink" in response.content.decode()
    assert list(Person.objects.filter(user=member.user)) == [theirs]


@pytest.mark.parametrize("kind", ["taken", "other region"])
def test_only_a_free_contactpersoon_of_the_region_can_be_chosen(
    client, region, sign_in, member, url, kind
):
    sign_in(Role.ADMIN)
    taken = {"region": region, "user": UserFactory()} if kind == "taken" else {}
    person = PersonFactory(**taken)
    response = client.post(url + "contactpersoon/", {"person": person.pk, "was": ""})
    assert list(response.context["person_form"].errors) == ["person"]
    assert Person.objects.filter(user=member.user).count() == 0


def test_a_contactpersoon_who_was_taken_after_the_page_was_made_is_refused(region, member):
    by = UserFactory()
    person = PersonFactory(region=region)
    records.write(person, version=1, by=by, user=UserFactory())
    with pytest.raises(ValidationError) as refused:
        actions.link_person(region=region, user=member.user, person=person, was=None, by=by)
    assert refused.value.message_dict == {"person": [actions.PERSON_TAKEN]}

"""Anonymising one person: what has to end first, what goes, what stays."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership, User
from accounts.tests.factories import MembershipFactory, UserFactory
from oogo.tests.factories import ActionFactory, AgendaItemFactory, AnnexFactory
from oogo.tests.papers import stored_pdf
from partners import actions
from partners.models import Correction, Person, Position
from partners.tests.factories import OrganisationFactory, PersonFactory, PositionFactory
from records import actions as records
from records.actions import ClosedError
from records.models import Change
from regio.lib import clock
from regio.privacy.anonymise import anonymise

Role = Membership.Role


@pytest.fixture
def position(region):
    """A function that ended, of a person with a history."""
    user = MembershipFactory(region=region).user
    person = PersonFactory.build(
        region=region, user=None, name="Guus Putter", email="guus.putter@nest.example"
    )
    records.create(person, by=user)
    today = clock.today()
    return PositionFactory(
        person=person,
        organisation=OrganisationFactory(region=region),
        title="medewerker wijkteam",
        since=today - timedelta(400),
        until=today,
    )


@pytest.fixture
def person(position):
    return position.person


def address(person):
    return reverse("privacy:person_anonymise", args=[person.region.slug, person.pk])


def send(client, person, **data):
    data = {"typed_name": person.name, "version": person.version} | data
    return client.post(address(person), data)


def test_what_was_stays_as_that_of_a_former_contact(client, sign_in, person, position):
    sign_in(Role.ADMIN)
    answer = send(client, person)
    assert (answer.status_code, answer.url) == (302, person.get_absolute_url())
    person.refresh_from_db()
    assert (person.name, person.email, person.phone, person.user) == (
        "voormalig contactpersoon",
        "",
        "",
        None,
    )
    assert person.anonymised_on == clock.today()
    position.refresh_from_db()
    assert (position.title, position.person) == ("medewerker wijkteam", person)
    page = client.get(person.get_absolute_url()).content.decode()
    assert "Geanonimiseerd op" in page
    assert "medewerker wijkteam" in page
    assert "Putter" not in page


def test_the_history_says_so_without_the_old_values(client, sign_in, person):
    user = sign_in(Role.ADMIN)
    send(client, person)
    label = "partners.person"
    url = reverse("records:object_history", args=[person.region.slug, label, person.pk])
    page = client.get(url)
    assert page.context["acts"][0].said == "contactpersoon geanonimiseerd"
    assert "utter" not in page.content.decode()
    last = Change.objects.order_by("-pk").first()
    assert (last.field, last.old, last.new, last.by) == (
        "anonymised_on",
        None,
        f"{clock.today():%Y-%m-%d}",
        user,
    )


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.OFFICER, Role.EXECUTIVE, Role.READER])
def test_only_a_beheerder_anonymises(client, sign_in, person, role):
    sign_in(role)
    assert client.get(address(person)).status_code == 403
    assert send(client, person).status_code == 403
    assert "Anonimiseren" not in client.get(person.get_absolute_url()).content.decode()


def test_the_name_must_be_typed(client, sign_in, person):
    sign_in(Role.ADMIN)
    page = send(client, person, typed_name="Guus Kwartel")
    assert page.status_code == 200
    assert "Dit is niet de naam die hier staat." in page.content.decode()
    assert send(client, person, typed_name="").status_code == 200
    person.refresh_from_db()
    assert person.anonymised_on is None
    assert send(client, person, typed_name=" guus  PUTTER").status_code == 302


def said(client, person):
    return [one.text for one in client.get(address(person)).context["hindrances"]]


def test_not_while_a_function_lasts_or_comes(client, sign_in, person, position):
    sign_in(Role.ADMIN)
    Position.objects.update(until=clock.today() + timedelta(1))
    place = position.organisation.short_name
    assert said(client, person) == [f"De functie medewerker wijkteam, {place} loopt nog."]
    page = send(client, person)
    assert page.status_code == 200
    person.refresh_from_db()
    assert person.name == "Guus Putter"


def test_not_while_an_action_is_open_also_one_that_the_beheerder_may_not_see(
    client, sign_in, person, position, region
):
    sign_in(Role.ADMIN)
    action = ActionFactory(
        region=region, owner_party=None, owner_position=position, title="Cijfers leveren"
    )
    assert [text[:5] for text in said(client, person)] == ["Actie"]
    assert send(client, person).status_code == 200
    item = AgendaItemFactory(
        meeting__region=region, is_confidential=True, ground="persoonsgegevens"
    )
    type(action).objects.update(from_item=item)
    assert said(client, person) == [
        "Open: een actie die u niet mag zien. Een regisseur kan helpen."
    ]
    assert send(client, person).status_code == 200
    type(action).objects.update(status="afgerond")
    assert said(client, person) == []
    assert send(client, person).status_code == 302


def test_not_while_the_account_is_a_member(client, sign_in, person, region):
    sign_in(Role.ADMIN)
    Person.objects.filter(pk=person.pk).update(user=MembershipFactory(region=region).user)
    assert said(client, person) == ["Het account is nog lid van deze regio."]
    assert send(client, person).status_code == 200


def former_member(person):
    today = clock.today()
    user = MembershipFactory(region=person.region, since=today - timedelta(9), until=today).user
    Person.objects.filter(pk=person.pk).update(user=user)
    return user


def test_an_account_of_this_person_alone_is_closed(client, sign_in, person):
    sign_in(Role.ADMIN)
    user = former_member(person)
    assert "wordt gesloten" in client.get(address(person)).content.decode()
    send(client, person)
    user.refresh_from_db()
    assert (user.name, user.is_active, user.has_usable_password()) == (
        "Voormalig lid",
        False,
        False,
    )
    assert user.email == f"voormalig-lid-{user.pk}@regio.invalid"


def elsewhere_member(user):
    MembershipFactory(user=user)


def elsewhere_person(user):
    PersonFactory(user=user)


def functional_admin(user):
    User.objects.filter(pk=user.pk).update(is_functional_admin=True)


@pytest.mark.parametrize("use", [elsewhere_member, elsewhere_person, functional_admin])
def test_an_account_that_is_used_elsewhere_is_left_alone(client, sign_in, person, use):
    sign_in(Role.ADMIN)
    user = former_member(person)
    use(user)
    before = User.objects.values().get(pk=user.pk)
    assert "Alleen de koppeling" in client.get(address(person)).content.decode()
    assert send(client, person).status_code == 302
    assert User.objects.values().get(pk=user.pk) == before
    person.refresh_from_db()
    assert person.user is None


def test_twice_is_once_and_there_is_no_way_back(client, sign_in, person, position):
    sign_in(Role.ADMIN)
    assert send(client, person).status_code == 302
    assert send(client, person).status_code == 404
    slug = person.region.slug
    for name, key in [
        ("partners:person_edit", person.pk),
        ("partners:position_create", person.pk),
        ("partners:position_end", position.pk),
        ("privacy:person_export", person.pk),
    ]:
        assert client.get(reverse(name, args=[slug, key])).status_code == 404
    assert Change.objects.filter(field="anonymised_on").count() == 1


def test_a_change_that_came_in_between_is_shown_first(client, sign_in, person):
    user = sign_in(Role.ADMIN)
    actions.change_person(person, version=person.version, by=user, phone="06 555 01 01")
    page = send(client, person)
    assert page.status_code == 302
    # Another's number is not what this button is about: it goes as well.
    person.refresh_from_db()
    assert person.phone == ""


def test_nobody_gives_who_was_anonymised_a_function(client, sign_in, person, region):
    user = sign_in(Role.ADMIN)
    send(client, person)
    fresh = Position(title="adviseur", level="beleidsmatig")
    person.refresh_from_db()
    with pytest.raises(ClosedError):
        actions.add_position(position=fresh, person=person, portfolios=[], by=user)
    assert Position.objects.filter(title="adviseur").count() == 0


def test_lists_leave_out_who_was_anonymised(client, sign_in, person, region):
    sign_in(Role.ADMIN)
    Position.objects.all().delete()
    url = reverse("partners:person_list", args=[region.slug])
    assert person in client.get(url).context["page"].object_list
    send(client, person)
    assert person not in client.get(url).context["page"].object_list
    assert person in client.get(url, {"eerder": "on"}).context["page"].object_list


def test_a_running_function_raises_and_writes_nothing(region, position, person):
    user = MembershipFactory(region=region, role=Role.ADMIN).user
    Position.objects.update(until=None)
    with pytest.raises(ClosedError):
        anonymise(person, version=person.version, by=user)
    assert Change.objects.filter(field="anonymised_on").count() == 0


def test_another_region_keeps_its_own_contact(client, sign_in, person):
    sign_in(Role.ADMIN)
    other = PersonFactory(name=person.name, email=person.email)
    user = UserFactory()
    records.write(other, version=1, by=user, phone="06 555 01 02")
    before = list(Change.objects.of(other).values())
    send(client, person)
    other.refresh_from_db()
    assert other.name == "Guus Putter"
    assert list(Change.objects.of(other).values()) == before


def test_a_report_that_was_open_is_settled_and_the_lists_still_open(
    client, sign_in, person, position
):
    Correction.objects.create(person=person, position=position, field="until", value="2026-01-01")
    sign_in(Role.ADMIN)
    send(client, person)
    report = Correction.objects.get()
    assert (report.value, report.outcome) == ("", Correction.Outcome.DECLINED)
    people = reverse("partners:person_list", args=[person.region.slug])
    assert client.get(people, {"eerder": "on"}).status_code == 200
    take = reverse("partners:correction_take", args=[person.region.slug, report.pk])
    assert client.post(take, {"version": 1}).status_code == 404


def test_the_title_of_a_file_is_shown_to_who_sees_what_it_hangs_on_alone(client, sign_in, person):
    item = AgendaItemFactory(meeting__region=person.region, is_confidential=True, ground="Woo 5.1")
    stored = stored_pdf(person.region, b"%PDF-1.7", UserFactory())
    stored.document.title = "Ontslag Guus Putter"
    stored.document.save()
    annex = AnnexFactory(item=item, document=stored)
    sign_in(Role.ADMIN)
    assert "Ontslag Guus Putter" not in client.get(address(person)).content.decode()
    type(item).objects.filter(pk=annex.item_id).update(is_confidential=False, ground="")
    assert "Ontslag Guus Putter" in client.get(address(person)).content.decode()

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory, RegionFactory, UserFactory
from partners.models import Person, Position
from partners.tests.factories import OrganisationFactory
from records import actions, rules
from records.models import Change

Role = Membership.Role


@pytest.fixture
def writer(db):
    return UserFactory(name="Sanne Bosuil")


def add_person(region, by, name="Tom Spreeuw", email=""):
    return actions.create(Person(region=region, name=name, email=email), by=by)


def history_of(obj):
    return reverse("records:object_history", args=[obj.region.slug, obj._meta.label_lower, obj.pk])


def changes_of(obj):
    return Change.objects.of(obj).order_by("-at", "-pk")


def test_what_was_written_together_is_read_as_one_act(region, writer):
    person = add_person(region, writer, email="tom@nest.example")
    actions.write(person, version=1, by=writer, name="Tom Spreeuw-Mees", phone="072 1234567")
    acts = rules.acts(changes_of(person))
    assert [[(line.field, line.old, line.new) for line in act.lines] for act in acts] == [
        [("Naam", "Tom Spreeuw", "Tom Spreeuw-Mees"), ("Telefoon", "", "072 1234567")],
        [("Naam", "", "Tom Spreeuw"), ("E-mailadres", "", "tom@nest.example")],
    ]


def test_a_day_is_read_as_people_write_it_and_a_choice_by_its_word(region, writer):
    position = actions.create(
        Position(
            person=add_person(region, writer),
            organisation=OrganisationFactory(region=region, name="gemeente Heiloo"),
            title="adviseur",
            level=Position.Level.POLICY,
            since=date(2026, 3, 1),
        ),
        by=writer,
    )
    act = rules.acts(changes_of(position))[0]
    read = {line.field: line.new for line in act.lines}
    assert (read["Niveau"], read["Vanaf"]) == ("Beleidsmatig", "01-03-2026")


@pytest.mark.parametrize(("stored", "read"), [("True", "ja"), ("False", "nee"), (None, "")])
def test_a_tick_is_read_as_yes_or_no(stored, read):
    assert rules.as_read(UserFactory._meta.model._meta.get_field("is_active"), stored) == read


def test_the_history_of_an_object_says_who_when_what_from_and_to(client, region, sign_in, writer):
    sign_in(Role.READER)
    person = add_person(region, writer)
    actions.write(person, version=1, by=writer, name="Tom Mees")
    Change.objects.update(at=datetime(2026, 3, 2, 23, 30, tzinfo=ZoneInfo("UTC")))
    text = client.get(history_of(person)).content.decode()
    for part in ("03-03-2026, 00.30 uur", "Sanne Bosuil", "Naam", "Tom Mees", "toegevoegd"):
        assert part in text


def test_a_change_for_another_party_names_both(client, region, sign_in, writer):
    sign_in(Role.READER)
    actions.create(
        Person(region=region, name="Tom Spreeuw"), by=writer, on_behalf_of="gemeente Heiloo"
    )
    page = client.get(reverse("records:change_list", args=[region.slug]))
    assert "namens gemeente Heiloo" in page.content.decode()


def test_text_of_users_is_shown_as_text(client, region, sign_in, writer):
    sign_in(Role.READER)
    person = add_person(region, writer, name="<script>alert(1)</script>")
    text = client.get(history_of(person)).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_history_of_an_object_leads_back_to_it(client, region, sign_in, writer):
    sign_in(Role.READER)
    person = add_person(region, writer)
    crumbs = client.get(history_of(person)).context["crumbs"]
    assert crumbs == [("Tom Spreeuw", person.get_absolute_url()), ("Geschiedenis", "")]


@pytest.mark.parametrize(
    ("label", "number"), [("partners.person", 10**9), ("accounts.user", 1), ("geen.model", 1)]
)
def test_the_history_of_what_cannot_be_seen_does_not_exist(client, region, sign_in, label, number):
    sign_in(Role.ADMIN)
    address = reverse("records:object_history", args=[region.slug, label, number])
    assert client.get(address).status_code == 404


def test_the_history_of_another_region_does_not_exist(client, region, sign_in, writer):
    sign_in(Role.ADMIN)
    person = add_person(RegionFactory(), writer)
    for slug in (person.region.slug, region.slug):
        address = reverse("records:object_history", args=[slug, "partners.person", person.pk])
        assert client.get(address).status_code == 404


def test_a_member_of_two_regions_sees_in_each_its_own_history(client, region, sign_in, writer):
    user = sign_in(Role.READER)
    other = MembershipFactory(user=user).region
    add_person(region, writer, name="Hier")
    add_person(other, writer, name="Daar")
    for place, name in ((region, "Hier"), (other, "Daar")):
        page = client.get(reverse("records:change_list", args=[place.slug])).context["page"]
        assert [change.object_label for change in page] == [name]


def test_an_empty_history_explains_itself(client, region, sign_in):
    sign_in(Role.READER)
    page = client.get(reverse("records:change_list", args=[region.slug]))
    assert "Nog niets gewijzigd" in page.content.decode()


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_list_takes_as_many_queries_for_one_change_as_for_thirty(client, region, sign_in):
    sign_in(Role.READER)
    address = reverse("records:change_list", args=[region.slug])
    add_person(region, UserFactory())
    with_one = queries_of(client, address)
    for _ in range(29):
        add_person(region, UserFactory())
    assert with_one == queries_of(client, address)
    assert with_one <= 15


def test_a_history_takes_as_many_queries_for_one_act_as_for_thirty(client, region, sign_in):
    sign_in(Role.READER)
    person = add_person(region, UserFactory())
    with_one = queries_of(client, history_of(person))
    for version in range(1, 30):
        actions.write(person, version=version, by=UserFactory(), name=f"Tom {version}")
    assert with_one == queries_of(client, history_of(person))
    assert with_one <= 15

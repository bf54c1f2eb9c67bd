from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership, SignedLink, User
from accounts.tests.factories import MembershipFactory, RegionFactory, UserFactory
from oogo.models import Meeting
from partners.models import Mandate, Person, Position
from partners.tests.factories import MandateFactory, OrganisationFactory, PositionFactory
from records import actions, rules, visibility
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


@pytest.mark.parametrize(
    ("model", "field", "stored", "read"),
    [
        (User, "is_active", "True", "ja"),
        (User, "is_active", "False", "nee"),
        (User, "is_active", None, ""),
        (SignedLink, "created_at", "2026-11-23 06:56:52+00:00", "23-11-2026, 07.56 uur"),
        (SignedLink, "created_at", "2026-06-30 22:30:00.123456+00:00", "01-07-2026, 00.30 uur"),
        (Mandate, "since", "2026-03-01", "01-03-2026"),
        (Mandate, "until", "2026-03-01", "28-02-2026"),
        (Mandate, "ceiling", "50000", "50.000"),
        (Meeting, "starts_at", "13:30:00", "13.30 uur"),
        (Mandate, "text", "2026-03-01", "2026-03-01"),
    ],
)
def test_a_value_is_read_as_people_write_it(model, field, stored, read):
    assert rules.as_read(model._meta.get_field(field), stored) == read


def test_the_end_of_something_is_its_last_day(region, writer):
    mandate = MandateFactory(position__organisation__region=region, until=None)
    actions.write(mandate, version=1, by=writer, until=date(2026, 3, 4))
    act = rules.acts(changes_of(mandate))[0]
    assert [(line.field, line.old, line.new) for line in act.lines] == [("T/m", "", "03-03-2026")]
    assert act.said == "mandaat beëindigd t/m 3 maart 2026"


def test_an_end_that_is_moved_or_taken_back_is_told_so(region, writer):
    mandate = MandateFactory(position__organisation__region=region, until=date(2026, 3, 4))
    actions.write(mandate, version=1, by=writer, until=date(2026, 4, 1))
    actions.write(mandate, version=2, by=writer, until=None)
    assert [act.said for act in rules.acts(changes_of(mandate))] == [
        "mandaat loopt weer door",
        "mandaat · t/m: 03-03-2026 → 31-03-2026",
    ]


def test_what_a_title_says_is_not_listed_again_when_a_row_is_made(region, writer):
    position = PositionFactory(organisation__region=region)
    mandate = Mandate(position=position, kind="beslissend", granted_by="college")
    act = rules.acts(changes_of(actions.create(mandate, by=writer)))[0]
    assert [line.field for line in act.lines] == ["Soort", "Verleend door"]


def test_long_text_is_told_by_its_field_alone(region, writer):
    mandate = MandateFactory(position__organisation__region=region, text="", granted_by="college")
    actions.write(mandate, version=1, by=writer, text="Tot de verkiezingen", granted_by="raad")
    assert rules.acts(changes_of(mandate))[0].said == (
        "mandaat · omschrijving ingevuld, verleend door: college → raad"
    )
    actions.write(mandate, version=2, by=writer, text="")
    assert rules.acts(changes_of(mandate))[0].said == "mandaat · omschrijving leeggemaakt"


def test_what_was_changed_twice_reads_from_the_first_to_the_last(region, writer):
    person = add_person(region, writer)
    actions.write(person, version=1, by=writer, name="Tom Mees")
    actions.write(person, version=2, by=writer, name="Tom Merel", phone="1")
    whole = rules.merged(rules.acts(changes_of(person).filter(version__gt=1)))
    assert [(line.name, line.old, line.new) for line in whole.lines] == [
        ("name", "Tom Spreeuw", "Tom Merel"),
        ("phone", "", "1"),
    ]


def test_the_history_of_an_object_says_who_when_what_from_and_to(client, region, sign_in, writer):
    sign_in(Role.READER)
    person = add_person(region, writer)
    actions.write(person, version=1, by=writer, name="Tom Mees")
    Change.objects.update(at=datetime(2026, 3, 2, 23, 30, tzinfo=ZoneInfo("UTC")))
    text = client.get(history_of(person)).content.decode()
    for part in ("03-03-2026, 00.30 uur", "Sanne Bosuil", "Naam", "Tom Mees", "Toegevoegd"):
        assert part in text


def test_the_making_of_a_row_has_no_from_and_no_to(client, region, sign_in, writer):
    sign_in(Role.READER)
    text = client.get(history_of(add_person(region, writer, email="tom@nest.example"))).content
    assert text.decode().count("Toegevoegd") == 1
    assert 'class="value' not in text.decode()


def test_a_long_text_opens_on_request(client, region, sign_in, writer):
    sign_in(Role.READER)
    mandate = MandateFactory(position__organisation__region=region)
    actions.write(mandate, version=1, by=writer, text="woord " * 100 + "slot")
    text = client.get(history_of(mandate)).content.decode()
    assert text.count("Alles lezen") == 1
    assert text.count("slot") == 1


def test_a_page_never_cuts_an_act_in_two(client, region, sign_in, writer):
    sign_in(Role.READER)
    for number in range(31):
        add_person(region, writer, name=f"Tom {number}", email=f"tom{number}@nest.example")
    address = reverse("records:change_list", args=[region.slug])
    pages = [client.get(f"{address}?pagina={number}").context for number in (1, 2)]
    assert [len(page["acts"]) for page in pages] == [30, 1]
    assert [len(act.lines) for page in pages for act in page["acts"]] == [2] * 31


def test_the_history_leads_on_to_what_is_earlier_and_back(client, region, sign_in, writer):
    sign_in(Role.READER)
    for number in range(31):
        add_person(region, writer, name=f"Tom {number}", email=f"tom{number}@nest.example")
    address = reverse("records:change_list", args=[region.slug])
    pages = [client.get(f"{address}?pagina={n}").content.decode() for n in (1, 2)]
    found = [[f"?pagina={n}" in page for n in (1, 2, 3)] for page in pages]
    assert found == [[False, True, False], [True, False, False]]


@pytest.mark.parametrize("asked", ["0", "-1", "x", "²", "99999", "9" * 30, ""])
def test_a_page_of_the_history_that_is_not_there_is_the_first(
    client, region, sign_in, writer, asked
):
    sign_in(Role.READER)
    add_person(region, writer)
    address = reverse("records:change_list", args=[region.slug])
    assert len(client.get(address, {"pagina": asked}).context["acts"]) == 1


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
    assert crumbs == [
        ("Speelveld", reverse("partners:playing_field", args=[region.slug])),
        ("Tom Spreeuw", person.get_absolute_url()),
        ("Geschiedenis", ""),
    ]


@pytest.mark.parametrize(("role", "opens"), [(Role.ADMIN, True), (Role.READER, False)])
def test_a_history_leads_to_no_page_that_stays_closed(client, region, sign_in, role, opens):
    user = sign_in(role)
    membership = user.memberships.get()
    actions.write(membership, version=1, by=user, since=date(2026, 1, 1))
    crumbs = client.get(history_of(membership)).context["crumbs"]
    assert visibility.can_open_page(user, membership) == opens
    assert crumbs[1] == (str(membership), membership.get_absolute_url() if opens else "")


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
        page = client.get(reverse("records:change_list", args=[place.slug])).context["acts"]
        assert [act.change.object_label for act in page] == [name]


def test_the_history_of_an_object_stands_below_its_own_region_alone(
    client, region, sign_in, writer
):
    user, other = sign_in(Role.DIRECTOR), RegionFactory()
    MembershipFactory(region=other, user=user)
    person = add_person(other, writer)
    assert client.get(history_of(person)).status_code == 200
    here = history_of(person).replace(other.slug, region.slug)
    assert client.get(here).status_code == 404


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

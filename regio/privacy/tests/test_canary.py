"""After anonymising no table names the person, but for what was printed and what was listed."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.models import Membership, SignedLink, User
from accounts.tests.factories import MembershipFactory, UserFactory
from partners import actions, inquiries
from partners.models import Correction, Person, Position
from partners.tests.factories import PersonFactory, PositionFactory
from records import actions as records
from records.models import Change, Job
from regio.lib import clock
from regio.privacy.identity import Identity
from regio.privacy.texts import FILES, searched_models, text_fields, texts_naming
from regio.tests.world import World
from reminders.models import Mail, Reminder
from reminders.tests.factories import ReminderFactory, ReminderMailFactory

FORMER, NAME = "Kees Kanarie", "Kees Sijs-Kanarie"
EMAIL, PHONE, ACCOUNT = "kees@kanarie.example", "06 555 01 99", "K. Sijs van Kanarie"
CANARIES = (FORMER, NAME, EMAIL, PHONE, ACCOUNT)
# What no form lets a person type: codes, keys and hashes.
NOT_TYPED = {
    "step",
    "question_key",
    "roles",
    "key",
    "sha256",
    "content_type",
    "url",
    "slug",
    "code",
}


@pytest.fixture
def world(region):
    return World(region)


@pytest.fixture
def admin(region):
    return MembershipFactory(region=region, role=Membership.Role.ADMIN).user


@pytest.fixture
def person(world, region, admin):
    """Somebody who took part in everything, under two names, and left."""
    today = clock.today()
    user = MembershipFactory(
        region=region,
        user=UserFactory(email=EMAIL, name=ACCOUNT),
        since=today - timedelta(9),
        until=today,
    ).user
    person = PersonFactory.build(region=region, user=user, name=FORMER, email=EMAIL, phone=PHONE)
    records.create(person, by=admin)
    person = actions.change_person(person, version=1, by=user, name=NAME)
    Position.objects.filter(pk=world.position.pk).update(person=person)
    position = Position.objects.select_related("person__region").get(pk=world.position.pk)
    inquiries.ask(person)
    actions.end_position(position, version=position.version, until=today, by=admin)
    world.participant.refresh_from_db()
    records.write(world.participant, version=1, by=user, note="Komt later")
    records.write(world.action, version=1, by=admin, owner_position=position)
    records.write(world.action, version=2, by=admin, status="afgerond")
    world.meeting.__class__.objects.filter(pk=world.meeting.pk).update(day=today - timedelta(30))
    return person


def fill_logs(person, region, admin):
    """Let every log name the person, in the way in which logs do."""
    said = f"{NAME} ({EMAIL}, {PHONE}), voorheen {FORMER}; account {ACCOUNT}"
    mail = ReminderMailFactory(region=region, to=EMAIL.upper())
    ReminderFactory(region=region, person=person, title=said, mail=mail)
    Mail.objects.create(kind=Mail.Kind.PASSWORD_RESET, user=person.user, to=EMAIL)
    Job.objects.create(
        region=region,
        kind="iets",
        started_by=admin,
        arguments={"who": [said]},
        result={NAME: {"email": EMAIL}},
        message=said[:300],
    )
    SignedLink.objects.create(
        purpose=SignedLink.Purpose.INVITATION,
        region=region,
        email=EMAIL,
        name=NAME,
        role="lezer",
        created_by=admin,
        expires_at=clock.real_now(),
    )
    Correction.objects.create(person=person, field="phone", value=PHONE)
    Correction.objects.create(person=person, field="name", value=NAME)
    texts = ("object_label", "old", "new", "old_label", "new_label")
    Change.objects.create(
        region=region,
        model="oogo.action",
        object_id=1,
        version=2,
        field="note",
        by=admin,
        on_behalf_of=NAME,
        **dict.fromkeys(texts, said),
    )


def fill_texts(region):
    """Type the name into every text of the region that a form lets one type."""
    for model in searched_models():
        rows = model._base_manager.filter(**{model.objects.all().region_path: region})
        for field in text_fields(model):
            if field.name in NOT_TYPED or (field.max_length or 999) < len(NAME) + 12:
                continue
            for number, row in enumerate(rows.order_by("pk")):
                text = f"{number} {NAME} belt"
                # A text that is only there beside something else stays empty.
                with suppress(IntegrityError), transaction.atomic():
                    model._base_manager.filter(pk=row.pk).update(**{field.name: text})


def places_of(canary):
    """Return {(table, column)} of every text in the database that holds `canary`."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                name = (
                    f"{connection.ops.quote_name(table)}.{connection.ops.quote_name(column.name)}"
                )
                cursor.execute(
                    f"SELECT 1 FROM {connection.ops.quote_name(table)} "
                    f"WHERE lower(CAST({name} AS text)) LIKE %s LIMIT 1",
                    [f"%{canary.lower()}%"],
                )
                if cursor.fetchone():
                    found.add((table, column.name))
    return found


def places():
    return set().union(*(places_of(canary) for canary in CANARIES))


def listed(texts):
    """Return the places that the page names: typed texts, and titles of files."""
    columns = {
        (str(model._meta.verbose_name), str(field.verbose_name)): (
            model._meta.db_table,
            field.column,
        )
        for model in searched_models()
        for field in text_fields(model)
    }
    places = {columns[one.kind, one.field] for one in texts.found}
    titles = {(m._meta.db_table, f.column) for m in FILES for f in text_fields(m)}
    return places | (titles if texts.files else set())


def anonymise(client, person, admin, name=NAME):
    client.force_login(admin)
    url = reverse("privacy:person_anonymise", args=[person.region.slug, person.pk])
    return client.post(url, {"typed_name": name, "version": person.version})


def test_no_table_names_the_person_any_more(client, person, region, admin):
    fill_logs(person, region, admin)
    before = places()
    answer = anonymise(client, person, admin)
    assert answer.status_code == 302
    assert places() == set()
    tables = {table for table, _ in before}
    logs = {"records_change", "records_job", "reminders_mail", "reminders_reminder"}
    assert tables >= logs | {"accounts_signedlink", "accounts_user", "partners_person"}


def test_what_people_typed_is_listed_and_nothing_else_is_left(client, person, region, admin):
    MembershipFactory(region=region, user=admin, role=Membership.Role.DIRECTOR)
    fill_texts(region)
    fill_logs(person, region, admin)
    person = Person.objects.get(pk=person.pk)
    Person.objects.filter(pk=person.pk).update(name=NAME)
    person.refresh_from_db()
    texts = texts_naming(Identity(person), User.objects.get(pk=admin.pk))
    assert anonymise(client, person, admin).status_code == 302
    left = places_of(NAME)
    assert len(left) > 40
    assert left - listed(texts) == set()
    assert texts.hidden == 0


def test_twin_a_log_that_is_forgotten_is_found(client, person, region, admin):
    fill_logs(person, region, admin)
    anonymise(client, person, admin)
    Job.objects.update(result=json.dumps({"who": NAME}))
    assert places() == {("records_job", "result")}


def test_texts_of_a_confidential_item_are_counted_and_not_shown(client, person, world, admin):
    type(world.item).objects.filter(pk=world.item.pk).update(
        is_confidential=True, ground="persoonsgegevens", outcome=f"Volgens {NAME} niet."
    )
    client.force_login(admin)
    url = reverse("privacy:person_anonymise", args=[person.region.slug, person.pk])
    page = client.get(url)
    assert page.context["texts"].hidden == 1
    assert "Volgens" not in page.content.decode()
    MembershipFactory(region=person.region, user=admin, role=Membership.Role.DIRECTOR)
    assert "Volgens" in client.get(url).content.decode()


def test_only_the_surname_is_shown_apart(client, person, world, admin):
    type(world.action).objects.filter(pk=world.action.pk).update(note="Vraag Sijs-Kanarie ernaar.")
    client.force_login(admin)
    url = reverse("privacy:person_anonymise", args=[person.region.slug, person.pk])
    texts = client.get(url).context["texts"]
    assert [(one.field, one.excerpt) for one in texts.likely] == [
        ("toelichting", "Vraag Sijs-Kanarie ernaar.")
    ]
    assert texts.certain == []


def test_the_reminders_of_who_is_gone_are_withheld_and_its_mails_dropped(
    client, person, region, admin
):
    fill_logs(person, region, admin)
    waiting = ReminderMailFactory(region=region, to=EMAIL)
    anonymise(client, person, admin)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.error) == (
        Mail.State.FAILED,
        "De ontvanger is geanonimiseerd.",
    )
    assert set(Reminder.objects.filter(person=person).values_list("state", flat=True)) == {
        Reminder.State.WITHHELD
    }
    assert not SignedLink.objects.open().filter(inquiry__person=person).exists()


def test_a_namesake_keeps_the_own_name_and_history(client, person, region, admin):
    other = records.create(PersonFactory.build(region=region, user=None, name=NAME), by=admin)
    position = PositionFactory.build(person=other, organisation=None)
    records.create(position, by=admin)
    anonymise(client, person, admin)
    other.refresh_from_db()
    assert other.name == NAME
    labels = Change.objects.of(position).values_list("object_label", flat=True)
    assert set(labels) == {str(position)}
    own = Change.objects.of(person).values_list("object_label", flat=True)
    assert set(own) == {"voormalig contactpersoon"}
    of_function = Change.objects.filter(model="partners.position").exclude(object_id=position.pk)
    assert [
        label for label in of_function.values_list("object_label", flat=True) if NAME in label
    ] == []

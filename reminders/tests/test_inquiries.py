"""The yearly mail: who is asked whether the data are right, when, and only once."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import SignedLink
from accounts.tests.factories import MembershipFactory, UserFactory
from partners.models import ClosedDay, Person, Position
from partners.tests.factories import PersonFactory, PositionFactory
from regio.lib import clock
from reminders.models import Mail, Reminder, ReminderSettings

State = Reminder.State
VERIFIED = date(2025, 3, 10)
DUE = date(2026, 3, 10)  # a Tuesday

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(region):
    return PersonFactory(region=region, name="Anouk Vink", email="anouk.vink@nest.example")


@pytest.fixture
def position(person, region):
    return PositionFactory(
        person=person,
        organisation__region=region,
        organisation__short_name="Bergen",
        title="medewerker wijkteam",
        verified_on=VERIFIED,
    )


def tick(day, at="07:30"):
    call_command("reminders", now=f"{day}T{at}")


def rows():
    return list(Reminder.objects.order_by("pk").values_list("reference_date", "state"))


def link_in(message):
    return re.search(r"https?://\S+/klopt-dit-nog/(\S+?)/", message.body)


def test_a_year_after_it_was_verified_one_mail_goes_for_all_functions(position, person):
    PositionFactory(person=person, organisation=None, title="voorzitter", verified_on=DUE)
    tick(DUE, "07:29")
    assert outbox.outbox == []
    for _ in range(3):
        tick(DUE)
    [message] = outbox.outbox
    assert message.to == ["anouk.vink@nest.example"]
    assert message.subject == "Klopt dit nog? (Noord-Kennemerland)"
    told = ["medewerker wijkteam, Bergen", "voorzitter", "U staat als contactpersoon in"]
    assert [text for text in told if text not in message.body] == []
    assert rows() == [(DUE, State.SENT)]


def test_the_link_in_the_mail_opens_the_page_and_stands_nowhere_else(position):
    tick(DUE)
    token = link_in(outbox.outbox[0])[1]
    assert token in outbox.outbox[0].alternatives[0][0]
    with clock.standing_at(DUE):
        assert Client().get(reverse("inquiry:answer", args=[token])).status_code == 200
    assert token not in str([vars(m) for m in Mail.objects.all()])
    assert SignedLink.objects.get().created_by is None


def test_who_answered_is_asked_again_a_year_later(position):
    tick(DUE)
    token = link_in(outbox.outbox[0])[1]
    with clock.standing_at(date(2026, 3, 12)):
        Client().post(reverse("inquiry:answer", args=[token]), {"alles_klopt": "ja"})
    tick(date(2026, 3, 13))
    tick(date(2027, 3, 11))
    assert len(outbox.outbox) == 1
    tick(date(2027, 3, 12))
    assert len(outbox.outbox) == 2


def test_who_does_not_answer_is_not_asked_twice_in_a_year(position):
    for days in range(0, 380, 5):
        tick(DUE + timedelta(days=days))
    assert len(outbox.outbox) == 2
    assert [row for row in rows() if row[1] == State.SENT] == [
        (DUE, State.SENT),
        (date(2027, 3, 10), State.SENT),
    ]


def test_the_forecast_shows_it_thirty_five_days_ahead_and_not_before(position):
    tick(DUE - timedelta(days=36))
    assert rows() == []
    tick(DUE - timedelta(days=35))
    assert rows() == [(DUE, State.PLANNED)]


def test_the_page_of_mails_foresees_it(client, sign_in, position, region):
    tick(DUE - timedelta(days=7))
    with clock.standing_at(DUE - timedelta(days=7)):
        sign_in("regisseur")
        page = client.get(reverse("reminders:mail_list", args=[region.slug])).content.decode()
    assert "Klopt dit nog?" in page
    assert "Anouk Vink" in page


def test_who_was_verified_before_the_day_is_not_asked(position):
    tick(DUE - timedelta(days=7))
    Position.objects.update(verified_on=DUE - timedelta(days=1))
    tick(DUE)
    assert (outbox.outbox, rows()) == ([], [(DUE, State.WITHHELD)])


@pytest.mark.parametrize(
    ("verified_on", "sent_on"),
    [
        (date(2025, 3, 29), date(2026, 3, 30)),  # Sunday on which the clock goes forward
        (date(2025, 4, 6), date(2026, 4, 7)),  # second day of Easter
        (date(2024, 2, 29), date(2027, 3, 1)),
    ],
)
def test_on_a_day_off_it_goes_the_working_day_after(position, verified_on, sent_on):
    Position.objects.update(verified_on=verified_on)
    tick(sent_on - timedelta(days=1), "23:59")
    before = len(outbox.outbox)
    tick(sent_on)
    assert (before, len(outbox.outbox)) == (0, 1)


def test_a_day_that_the_region_is_closed_is_no_working_day(position, region):
    ClosedDay.objects.create(region=region, day=DUE, reason="Brugdag", version=1)
    tick(DUE)
    assert outbox.outbox == []
    tick(DUE + timedelta(days=1))
    assert len(outbox.outbox) == 1


def leave(position):
    Position.objects.update(until=DUE)


def lose_address(position):
    Person.objects.update(email="")


def be_anonymised(position):
    Person.objects.update(anonymised_on=DUE, email="")


def have_closed_account(position):
    Person.objects.update(user=UserFactory(is_active=False))


def have_account_elsewhere(position):
    Person.objects.update(user=UserFactory())


def have_ended_membership(position):
    ended = {"since": VERIFIED, "until": DUE}
    Person.objects.update(user=MembershipFactory(region=position.region, **ended).user)


@pytest.mark.parametrize(
    "change",
    [
        leave,
        lose_address,
        be_anonymised,
        have_closed_account,
        have_account_elsewhere,
        have_ended_membership,
    ],
)
def test_nobody_is_asked_who_left_or_cannot_be_reached(position, change):
    tick(DUE - timedelta(days=7))
    change(position)
    tick(DUE)
    assert (outbox.outbox, rows()) == ([], [(DUE, State.WITHHELD)])


def test_who_has_an_account_and_takes_part_is_asked(position, region):
    with clock.standing_at(VERIFIED):
        user = MembershipFactory(region=region, since=VERIFIED).user
    Person.objects.update(user=user)
    tick(DUE)
    assert len(outbox.outbox) == 1


def test_in_a_paused_region_nobody_is_asked(position, region):
    settings = ReminderSettings.objects.create(region=region, paused_since=clock.now(), version=1)
    tick(DUE)
    assert outbox.outbox == []
    settings.delete()
    tick(DUE + timedelta(days=3))
    assert len(outbox.outbox) == 1


def test_a_trial_holds_no_link_and_no_data(position, region):
    ReminderSettings.objects.create(region=region, test_address="proef@nest.example", version=1)
    tick(DUE)
    [message] = outbox.outbox
    assert message.to == ["proef@nest.example"]
    assert link_in(message) is None
    assert "medewerker wijkteam" not in message.body
    assert SignedLink.objects.count() == 0


def test_an_address_of_two_people_gets_a_link_for_each(position, person, region):
    PositionFactory(
        person__region=region,
        person__name="Joep Lijster",
        person__email=person.email,
        organisation=None,
        verified_on=VERIFIED,
    )
    tick(DUE)
    [message] = outbox.outbox
    found = re.findall(r"/klopt-dit-nog/(\S+?)/", message.body)
    assert len(set(found)) == 2
    with clock.standing_at(DUE):
        pages = [Client().get(reverse("inquiry:answer", args=[t])).content.decode() for t in found]
    names = [
        {"Anouk Vink", "Joep Lijster"} & set(re.findall("[A-Z][a-z]+ [A-Z][a-z]+", p))
        for p in pages
    ]
    assert sorted(map(sorted, names)) == [["Anouk Vink"], ["Joep Lijster"]]


def test_a_mail_that_is_made_again_closes_the_link_of_the_one_before(position, settings):
    tick(DUE)
    Mail.objects.update(state=Mail.State.WAITING)
    Reminder.objects.update(state=State.PLANNED)
    tick(DUE, "07:40")
    first, second = (link_in(message)[1] for message in outbox.outbox)
    assert first != second
    assert SignedLink.objects.count() == 1


def test_asking_a_hundred_people_costs_no_more_queries_than_asking_one(
    position, region, django_assert_max_num_queries
):
    from oogo import reminding

    PositionFactory.create_batch(20, organisation=position.organisation, verified_on=VERIFIED)
    with clock.standing_at(DUE), django_assert_max_num_queries(30):
        assert reminding.plan(region, DUE) == 21

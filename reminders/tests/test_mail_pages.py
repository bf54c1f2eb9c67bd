"""Berichten: what will be mailed, what a person must settle, and what a region chose."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership
from oogo.tests.factories import ActionFactory, AgendaItemFactory
from partners.tests.factories import SeatFactory
from records.models import Change
from regio.lib import clock
from reminders.models import Mail, Reminder, ReminderSettings
from reminders.tests.factories import ReminderFactory

Role, State = Membership.Role, Mail.State


def address(region, name="mail_list", *args):
    return reverse(f"reminders:{name}", args=[region.slug, *args])


def page_of(client, region, query=""):
    page = client.get(address(region) + query)
    assert page.status_code == 200
    return page


def text_of(page):
    return " ".join(page.content.decode().replace("<wbr>", "").split())


@pytest.fixture
def director(sign_in):
    return sign_in(Role.DIRECTOR)


@pytest.fixture
def uncertain(region):
    return ReminderFactory(region=region, is_uncertain=True).mail


def settle(client, mail, name):
    return client.post(address(mail.region, name, mail.pk), follow=True)


# --- the forecast


def test_the_forecast_names_day_thing_and_reader(client, region, director):
    row = ReminderFactory(region=region, due_at=clock.now() + timedelta(days=3))
    ReminderFactory(region=region, title="Over een maand", due_at=clock.now() + timedelta(days=31))
    ReminderFactory(region=region, title="Ingehouden", state=Reminder.State.WITHHELD)
    ReminderFactory(title="Elders")
    page = page_of(client, region)
    ((day, things),) = page.context["days"]
    assert day == (clock.today() + timedelta(days=3))
    assert things == [(row, [row.person.name])]
    assert f"aan {row.person.name}" in text_of(page)


def test_one_thing_for_several_readers_is_one_line(client, region, director):
    first = ReminderFactory(region=region)
    same = {"model": first.model, "object_id": first.object_id, "due_at": first.due_at}
    seat = SeatFactory(body__region=region)
    ReminderFactory(region=region, person=None, seat=seat, **same)
    ReminderFactory(region=region, person=None, party=seat.party, **same)
    ReminderFactory(region=region, person=None, **same)
    ((_, ((_, names),)),) = page_of(client, region).context["days"]
    assert names == [
        first.person.name,
        f"{seat} ({seat.body})",
        str(seat.party),
        "secretaris van de regio",
    ]


def test_a_reader_without_the_right_to_a_confidential_item_does_not_see_its_title(
    client, region, sign_in
):
    item = AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
    action = ActionFactory(region=region, from_item=item)
    about = {"model": "oogo.action", "object_id": action.pk, "title": "KANARIE"}
    ReminderFactory(region=region, **about)
    ReminderFactory(region=region, is_uncertain=True, **about)
    sign_in(Role.ADMIN)
    page = text_of(page_of(client, region))
    assert ("KANARIE" in page, "De inhoud is vertrouwelijk." in page) == (False, True)
    sign_in(Role.DIRECTOR)
    assert text_of(page_of(client, region)).count("KANARIE") == 2


def test_without_anything_to_come_the_page_says_what_comes_here(client, region, director):
    assert "Geen herinneringen op komst" in text_of(page_of(client, region))


def test_the_page_says_for_how_many_nobody_can_be_reached(client, region, director):
    assert page_of(client, region).context["unreachable"] == 0
    ReminderFactory(region=region, due_at=clock.now() - timedelta(hours=1))
    page = page_of(client, region)
    assert page.context["unreachable"] == 1
    assert "Eén herinnering wacht op een lezer" in text_of(page)


def test_the_page_costs_the_same_with_one_row_and_with_thirty(
    client, region, director, django_assert_max_num_queries
):
    def fill(number):
        for _ in range(number):
            ReminderFactory(region=region)
            ReminderFactory(region=region, is_uncertain=True)
            ReminderFactory(region=region, is_uncertain=True, mail__state=State.SENT)
        Mail.objects.filter(state=State.SENT).update(sent_at=clock.real_now())

    fill(1)
    with django_assert_max_num_queries(15) as one:
        page_of(client, region)
    fill(29)
    with django_assert_max_num_queries(15) as many:
        page_of(client, region)
    assert len(one) == len(many)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EXECUTIVE, Role.READER])
def test_others_do_not_see_the_mails_and_get_no_tab(client, region, sign_in, role):
    sign_in(role)
    assert client.get(address(region)).status_code == 403
    members = client.get(reverse("members:member_list", args=[region.slug]))
    assert address(region) not in members.content.decode()


@pytest.mark.parametrize("role", [Role.ADMIN, Role.DIRECTOR])
def test_the_members_lead_to_the_mails(client, region, sign_in, role):
    sign_in(role)
    members = client.get(reverse("members:member_list", args=[region.slug]))
    assert address(region) in members.content.decode()


# --- settling


def test_a_mail_that_arrived_is_recorded_as_sent_with_who_said_so(
    client, region, director, uncertain
):
    page = settle(client, uncertain, "mail_sent")
    uncertain.refresh_from_db()
    assert (uncertain.state, uncertain.settled_by) == (State.SENT, director)
    assert uncertain.reminders.get().state == Reminder.State.SENT
    assert f"het bericht aan {uncertain.to} is verzonden." in text_of(page)
    assert page.context["in_need"] == []
    assert [mail.settled_by for mail in page.context["sent"]] == [director]


def test_a_mail_may_go_again_with_the_same_message_id(client, region, director, uncertain):
    message_id = uncertain.message_id
    settle(client, uncertain, "mail_again")
    uncertain.refresh_from_db()
    assert (uncertain.state, uncertain.message_id) == (State.WAITING, message_id)
    assert (uncertain.attempts, uncertain.error) == (0, "")
    assert uncertain.reminders.get().state == Reminder.State.PLANNED


def test_a_mail_that_was_refused_may_lapse(client, region, director, uncertain):
    Mail.objects.update(state=State.FAILED)
    page = settle(client, uncertain, "mail_drop")
    assert uncertain.reminders.get().state == Reminder.State.WITHHELD
    assert page.context["in_need"] == []


def test_of_two_who_settle_the_second_hears_it(client, region, director, uncertain):
    settle(client, uncertain, "mail_again")
    page = settle(client, uncertain, "mail_sent")
    assert "Iemand anders stelde dit intussen al vast." in text_of(page)
    uncertain.refresh_from_db()
    assert uncertain.state == State.WAITING


def test_a_mail_that_is_underway_is_not_settled(client, region, director, uncertain):
    Mail.objects.update(state=State.SENDING)
    settle(client, uncertain, "mail_again")
    uncertain.refresh_from_db()
    assert (uncertain.state, uncertain.settled_by) == (State.SENDING, None)


# --- settings


def save(client, region, **fields):
    return client.post(address(region, "settings_edit"), {"version": 0} | fields)


def test_a_beheerder_pauses_the_reminders_and_the_page_says_since_when_by_whom(
    client, region, sign_in
):
    admin = sign_in(Role.ADMIN)
    assert save(client, region, is_paused="on").url == address(region)
    chosen = ReminderSettings.objects.get()
    assert (chosen.is_paused, chosen.paused_by, chosen.version) == (True, admin, 1)
    assert f"{admin} zette ze stil om" in text_of(page_of(client, region))
    save(client, region, version=1)
    chosen.refresh_from_db()
    assert (chosen.paused_since, chosen.paused_by) == (None, None)
    fields = Change.objects.of(chosen).values_list("field", flat=True)
    assert sorted(set(fields)) == ["paused_by", "paused_since"]


def test_a_trial_address_is_kept_and_shown(client, region, sign_in):
    sign_in(Role.ADMIN)
    save(client, region, test_address="proef@nest.example")
    assert ReminderSettings.objects.get().test_address == "proef@nest.example"
    assert "en gelden als verzonden" in text_of(page_of(client, region))


def test_a_wrong_address_stays_with_its_message(client, region, sign_in):
    sign_in(Role.ADMIN)
    page = save(client, region, test_address="geen adres")
    assert page.status_code == 200
    assert page.context["form"].errors == {
        "test_address": ["Vul een e-mailadres in, zoals naam@gemeente.nl."]
    }
    assert "geen adres" in page.content.decode()
    assert not ReminderSettings.objects.exists()


def test_nothing_chosen_stores_nothing(client, region, sign_in):
    sign_in(Role.ADMIN)
    save(client, region)
    assert not ReminderSettings.objects.exists()


def test_two_who_choose_another_address_see_each_other(client, region, sign_in):
    sign_in(Role.ADMIN)
    save(client, region, test_address="een@nest.example")
    page = save(client, region, test_address="twee@nest.example")
    assert page.status_code == 200
    assert "“een@nest.example”" in text_of(page)
    assert save(client, region, version=1, test_address="twee@nest.example").status_code == 302


def test_who_did_not_touch_the_pause_leaves_the_others(client, region, sign_in):
    sign_in(Role.ADMIN)
    save(client, region, is_paused="on")
    save(client, region, test_address="proef@nest.example")
    chosen = ReminderSettings.objects.get()
    assert (chosen.is_paused, chosen.test_address) == (True, "proef@nest.example")


def test_a_pause_that_another_ended_meanwhile_is_shown_as_a_conflict(client, region, sign_in):
    sign_in(Role.ADMIN)
    save(client, region, is_paused="on")
    save(client, region, version=1)
    page = save(client, region, version=1, is_paused="on", test_address="proef@nest.example")
    assert page.status_code == 200
    assert "“niet stilgezet”" in text_of(page)

"""The mail that a dossier was sent: to each reader once, when it can be opened, and no secrets."""

from datetime import date, time

import pytest
from django.core import mail as outbox

from accounts.tests.factories import MembershipFactory
from oogo import tasks
from oogo.actions import dossiers
from oogo.models import Dossier
from oogo.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    AnnexFactory,
    DecisionFactory,
    StanceFactory,
)
from oogo.tests.papers import Role, meeting_of, reader_of, sent_unprinted, user_of
from partners.tests.factories import PersonFactory, PositionFactory
from regio.lib import clock
from regio.tasks import tick
from reminders.models import Mail, Reminder, ReminderSettings
from reminders.recipients import Directory

State = Reminder.State
DAY = date(2026, 4, 2)  # a Thursday; the meeting is on the 16th
NOON = time(12)


@pytest.fixture(autouse=True)
def on_day(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with clock.standing_at(DAY, NOON):
        yield


@pytest.fixture
def meeting(region):
    return meeting_of(region)


@pytest.fixture
def director(region):
    return MembershipFactory(region=region, role=Role.DIRECTOR, user__name="Mark Torenvalk").user


@pytest.fixture
def merel(meeting):
    return reader_of(meeting, "Merel")


@pytest.fixture
def item(meeting):
    return AgendaItemFactory(
        meeting=meeting, title="Hulp op school", asked="Kies een variant", kind="besluitvorming"
    )


@pytest.fixture
def send(meeting, director, tmp_path):
    return lambda: sent_unprinted(meeting, director, tmp_path)


def order(meeting, by):
    """Order a dossier that a worker makes on the day of the test."""
    return dossiers.order(meeting=meeting, by=by, is_demonstration=True)


def tick_on(day=DAY, at=NOON):
    before = len(outbox.outbox)
    with clock.standing_at(day, at):
        tick()
    return outbox.outbox[before:]


def texts(message):
    return message.body, message.alternatives[0].content


def states():
    rows = Reminder.objects.filter(rule="dossier").order_by("object_id", "pk")
    return [row.state for row in rows]


def addresses(messages):
    return sorted(to for message in messages for to in message.to)


# --- what it says


def test_each_reader_is_told_what_was_sent_what_is_asked_where_it_is_and_why(
    meeting, merel, item, send
):
    AgendaItemFactory(meeting=meeting, asked="Denk mee", kind="bespreking")
    ActionFactory(
        region=meeting.region,
        owner_party=merel.party,
        owner_position=merel.position,
        due_on=date(2026, 3, 31),
    )
    tick_on(at=time(9))  # of the action
    dossier = send()
    (message,) = tick_on()
    row = dossier.readers.get()
    own = f"/overleg/{meeting.number}/dossier/lezer/{row.pk}"
    assert message.to == [merel.position.person.email]
    assert message.subject == "Dossier OOGO 16-04-2026, versie 1 (Noord-Kennemerland)"
    assert message.attachments == []
    for text in texts(message):
        assert "Beste Merel" in text
        assert "Er is nieuws voor u in" in text
        assert "Verzonden op donderdag 2 april 2026." in text
        assert "Het overleg is op donderdag 16 april 2026, 13.30–15.30 uur" in text
        assert (
            "Er wordt iets van u gevraagd bij 2 agendapunten, waarvan 1 ter besluitvorming." in text
        )
        assert "Uw deel “Voor u” noemt ook één actie (1 te laat)." in text
        assert f"/overleg/{meeting.number}/dossier/" in text
        assert f"{own}/voor-u/" in text
        assert f"{own}/leesexemplaar/" in text
        assert "U staat op de lijst van lezers van dit overleg." in text
        assert "vervangt" not in text
        assert "herinnert" not in text
        assert "Is het al gedaan" not in text


def test_a_later_version_says_what_it_replaces_and_what_is_new(meeting, merel, item, send):
    send()
    tick_on()
    AgendaItemFactory(meeting=meeting, title="Variant", order=9_000)
    AnnexFactory(item=item)
    StanceFactory(decision=DecisionFactory(region=meeting.region, item=item))
    grutto = reader_of(meeting, "Grutto")
    send()
    messages = {message.to[0]: message for message in tick_on()}
    assert messages.keys() == {merel.position.person.email, grutto.position.person.email}
    for text in texts(messages[merel.position.person.email]):
        assert "versie 2" in text
        assert "Deze versie vervangt versie 1." in text
        assert "Nieuw sinds versie 1:" in text
        for line in ("Nieuw: punt 1a Variant", "Nieuwe bijlage 1.1", "1 standpunt is anders"):
            assert f"– {line}" in text
        assert "nieuwe lezer" not in text.lower()
    assert "vervangt" not in messages[grutto.position.person.email].body


def test_a_later_version_in_which_nothing_changed_says_so(meeting, merel, item, send):
    send()
    send()
    (message,) = tick_on()
    assert "Deze versie vervangt versie 1." in message.body
    assert "is er niets veranderd." in message.body


def test_where_the_manifest_is_gone_the_mail_says_what_it_still_knows(
    meeting, merel, item, settings, tmp_path, send
):
    send()
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    (message,) = tick_on()
    assert "versie 1" in message.subject
    assert "gevraagd" not in message.body


def test_who_has_no_account_is_told_whom_to_ask_and_sent_to_no_closed_door(
    meeting, item, region, send
):
    reader = reader_of(meeting, "Merel")
    reader.position.person.user = None
    reader.position.person.save()
    send()
    (message,) = tick_on()
    assert message.to == [reader.position.person.email]
    for text in texts(message):
        assert "geen account in Regio. Vraag Mark Torenvalk om uw leesexemplaar." in text
        assert "/lezer/" not in text


def test_who_reads_in_two_functions_gets_one_mail_with_both_parts(
    meeting, merel, item, region, send
):
    second = PositionFactory(
        person=merel.position.person, title="lid van het bestuur", organisation__region=region
    )
    type(merel).objects.create(meeting=meeting, position=second, version=1)
    send()
    (message,) = tick_on()
    assert "Voor u, als bestuurder (pdf)" in message.body
    assert "Voor u, als lid van het bestuur (pdf)" in message.body


# --- when


def test_nobody_is_told_before_the_files_are_there(meeting, merel, item, director):
    order(meeting, director)
    assert tick_on() == []
    assert states() == []
    tasks.make_dossiers()
    assert len(tick_on()) == 1


def test_what_could_not_be_made_is_not_told(meeting, merel, item, director):
    meeting.items.update(explanation="woord " * 800_000)
    order(meeting, director)
    tasks.make_dossiers()
    assert (tick_on(), Dossier.objects.count()) == ([], 0)


def test_it_goes_on_the_day_itself_also_on_a_saturday_and_not_before_half_past_seven(
    meeting, merel, item, send
):
    saturday = date(2026, 4, 11)
    with clock.standing_at(saturday, time(6)):
        send()
    assert tick_on(saturday, time(7, 29)) == []
    assert len(tick_on(saturday, time(7, 30))) == 1


def test_two_clicks_two_workers_and_two_ticks_are_one_mail(meeting, merel, item, director):
    assert order(meeting, director) == dossiers.order(meeting=meeting, by=director)
    tasks.make_dossiers()
    tasks.make_dossiers()
    assert len(tick_on()) == 1
    assert tick_on() == tick_on(date(2026, 4, 3)) == tick_on(date(2026, 4, 20)) == []
    assert states() == [State.SENT]


def test_without_the_unique_row_it_would_be_told_again(meeting, merel, item, send):
    send()
    tick_on()
    Reminder.objects.filter(rule="dossier").delete()
    assert len(tick_on()) == 1


def test_of_a_version_that_was_replaced_before_it_was_told_nobody_hears(meeting, merel, item, send):
    choices = ReminderSettings.objects.create(region=meeting.region, paused_since=clock.now())
    send()
    tick_on()
    send()
    assert tick_on() == []
    assert states() == [State.WITHHELD, State.PLANNED]
    choices.paused_since = None
    choices.save()
    (message,) = tick_on()
    assert "versie 2" in message.subject
    assert states() == [State.WITHHELD, State.SENT]


@pytest.mark.parametrize("what", ["cancelled", "past"])
def test_a_paused_region_does_not_tell_of_what_is_over_when_it_begins_again(
    meeting, merel, item, what, send
):
    choices = ReminderSettings.objects.create(region=meeting.region, paused_since=clock.now())
    send()
    tick_on()
    choices.paused_since = None
    choices.save()
    day = date(2026, 4, 17)
    if what == "cancelled":
        day = DAY
        type(meeting).objects.update(status="geannuleerd", cancel_reason="Storm.")
    assert [m for m in tick_on(day) if "Dossier" in m.subject] == []
    assert states() == [State.WITHHELD if what == "cancelled" else State.EXPIRED]


def test_what_would_be_told_after_a_weekend_of_a_meeting_in_it_is_not_told(
    meeting, merel, item, send
):
    type(meeting).objects.update(day=date(2026, 4, 11))  # a Saturday
    with clock.standing_at(date(2026, 4, 10), NOON):
        send()
    assert tick_on(date(2026, 4, 11)) == []
    assert states() == []


def test_a_meeting_that_moves_is_no_reason_to_tell_it_again(meeting, merel, item, send):
    send()
    tick_on()
    type(meeting).objects.update(day=date(2026, 4, 23))
    assert tick_on(date(2026, 4, 8)) == []


# --- to whom


def test_nobody_who_left_and_no_closed_account_is_told_and_nobody_in_their_place(
    meeting, item, director, region, send
):
    left, closed, gone, kept = (
        reader_of(meeting, name) for name in ("Fuut", "Grutto", "Wulp", "Merel")
    )
    send()
    type(left.position).objects.filter(pk=left.position.pk).update(until=DAY)
    type(director).objects.filter(pk=user_of(closed).pk).update(is_active=False)
    user_of(gone).memberships.update(until=DAY)
    assert addresses(tick_on()) == [kept.position.person.email]


def test_who_may_not_see_the_papers_is_not_told_and_would_be_without_that_question(
    meeting, item, region, monkeypatch, send
):
    merel = reader_of(meeting, "Merel")
    meeting.body.is_open = False
    meeting.body.save()
    send()
    merel.is_withdrawn = True
    merel.save()
    assert tick_on() == []
    monkeypatch.setattr(Directory, "may_see", lambda *arguments: True)
    assert addresses(tick_on()) == [merel.position.person.email]


def test_what_is_confidential_is_named_to_nobody_and_counted_for_who_may_read_it(
    meeting, region, send
):
    named, other = reader_of(meeting, "Merel"), reader_of(meeting, "Grutto")
    AgendaItemFactory(meeting=meeting, title="Opening")
    send()
    tick_on()
    secret = AgendaItemFactory(
        meeting=meeting,
        title="KANARIE",
        asked="KANARIE",
        kind="besluitvorming",
        is_confidential=True,
        ground="Woo 5.1",
        order=9_000,
    )
    secret.disclosed_to.set([named.party])
    AnnexFactory(item=secret, title="KANARIE")
    StanceFactory(decision=DecisionFactory(region=region, item=secret), about="KANARIE")
    send()
    messages = {message.to[0]: message for message in tick_on()}
    mine, theirs = (messages[reader.position.person.email] for reader in (named, other))
    assert [
        text for m in (mine, theirs) for text in (m.subject, *texts(m)) if "KANARIE" in text
    ] == []
    assert "– Nieuw: punt 1a (vertrouwelijk)" in mine.body
    assert "bij één agendapunt, ter besluitvorming" in mine.body
    assert "is er niets veranderd." in theirs.body
    assert "Bij geen enkel agendapunt wordt iets van u gevraagd." in theirs.body


def test_for_a_trial_it_goes_to_one_address_and_names_nothing_that_may_not_be_read_there(
    meeting, merel, item, region, send
):
    meeting.body.is_open = False
    meeting.body.save()
    stranger = MembershipFactory(region=region, role=Role.READER).user
    PersonFactory(region=region, user=stranger)
    ReminderSettings.objects.create(region=region, test_address=stranger.email)
    send()
    (message,) = tick_on()
    assert (message.to, message.subject[:8]) == ([stranger.email], "[Proef] ")
    assert f"bedoeld voor {merel.position.person.email}" in message.body
    assert "Dossier OOGO" not in message.subject + message.body
    assert "/lezer/" not in message.body
    assert states() == [State.SENT]


def test_the_forecast_names_it_while_the_region_stands_still(
    client, sign_in, meeting, merel, item, address, send
):
    ReminderSettings.objects.create(region=meeting.region, paused_since=clock.now())
    send()
    tick_on()
    sign_in(Role.DIRECTOR)
    page = client.get(f"/regio/{meeting.region.slug}/leden/berichten/").content.decode()
    assert "Dossier verzonden" in page
    assert "Dossier OOGO 16-04-2026, versie 1" in page
    assert "aan Merel" in page
    assert Mail.objects.count() == 0


# --- how much it asks of the database


def test_telling_many_readers_costs_no_more_questions_than_telling_one(
    meeting, merel, item, django_assert_max_num_queries, send
):
    send()
    with django_assert_max_num_queries(90) as one:
        tick_on()
    for number in range(6):
        reader = reader_of(meeting, f"Lezer {number}")
        assert reader.position.person.email
    send()
    with clock.standing_at(DAY, time(7)), django_assert_max_num_queries(90) as planning:
        tick()
    assert len(planning) <= len(one)

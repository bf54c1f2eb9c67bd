import logging
import socket
import threading
from datetime import timedelta
from smtplib import SMTPNotSupportedError, SMTPServerDisconnected

import pytest
from django.db import connections

from regio.lib import clock
from regio.tasks import tick
from reminders import tasks
from reminders.models import Mail
from reminders.tests.backends import FailingBackend
from reminders.tests.factories import InvitationMailFactory, PasswordMailFactory
from reminders.tests.smtp import MailServer

State = Mail.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def smtp(settings):
    """Let mails go to a scripted server; returns what starts it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 2
    servers = []

    def start(**answers):
        server = MailServer(**answers)
        servers.append(server.__enter__())
        settings.EMAIL_PORT = server.port
        return server

    yield start
    for server in servers:
        server.__exit__()


def state_of(mail):
    mail.refresh_from_db()
    return mail.state


def test_a_waiting_mail_is_sent_once_and_recorded(mailoutbox):
    mail = InvitationMailFactory()
    tasks.send_waiting()
    tasks.send_waiting()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == (State.SENT, 1, "")
    assert mail.sent_at >= mail.claimed_at
    assert [m.to for m in mailoutbox] == [[mail.to]]


def test_a_mail_that_must_wait_is_left(mailoutbox):
    mail = InvitationMailFactory(not_before=clock.real_now() + timedelta(minutes=5))
    tasks.send_waiting()
    assert (state_of(mail), mailoutbox) == (State.WAITING, [])


def test_of_two_claims_one_holds():
    mail = InvitationMailFactory()
    first, second = Mail.objects.get(pk=mail.pk), Mail.objects.get(pk=mail.pk)
    assert (first.claim(), second.claim()) == (True, False)
    assert Mail.objects.get(pk=mail.pk).attempts == 1


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_mail_once(mailoutbox):
    mails = InvitationMailFactory.create_batch(8)
    start = threading.Barrier(2)

    def send():
        start.wait()
        tasks.send_waiting()
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(m.to[0] for m in mailoutbox) == sorted(mail.to for mail in mails)
    assert set(Mail.objects.values_list("state", "attempts")) == {(State.SENT, 1)}


@pytest.mark.parametrize("field", ["used_at", "revoked_at"])
def test_an_invitation_that_was_closed_meanwhile_is_not_mailed(mailoutbox, field):
    mail = InvitationMailFactory(**{f"link__{field}": clock.real_now()})
    tasks.send_waiting()
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (
        State.FAILED,
        "De uitnodiging is gebruikt, ingetrokken of verlopen.",
    )
    assert (mailoutbox, mail.link.token_hash) == ([], None)


def test_an_expired_invitation_is_not_mailed(mailoutbox):
    mail = InvitationMailFactory(link__expired=True)
    tasks.send_waiting()
    assert (state_of(mail), mailoutbox) == (State.FAILED, [])


def test_a_closed_account_gets_no_key(mailoutbox):
    mail = PasswordMailFactory(user__is_active=False)
    tasks.send_waiting()
    mail.refresh_from_db()
    assert (mail.state, mail.error, mailoutbox) == (State.FAILED, "Het account is gesloten.", [])


def test_a_real_server_takes_the_mail(smtp):
    server = smtp()
    mail = InvitationMailFactory()
    tasks.send_waiting()
    assert (state_of(mail), len(server.received)) == (State.SENT, 1)
    assert f"Message-ID: {mail.message_id}".encode() in server.received[0]


def test_an_error_after_the_server_took_the_mail_changes_nothing(smtp):
    smtp(QUIT="500 never")
    mail = InvitationMailFactory()
    tasks.send_waiting()
    assert state_of(mail) == State.SENT


@pytest.mark.parametrize(
    "answers",
    [
        {"CONNECT": "421 later"},
        {"MAIL": "450 busy"},
        {"RCPT": "451 grey"},
        {"DATA": "421 later"},
        {"END": "452 full"},
    ],
)
def test_a_refusal_for_now_is_tried_again_later_with_the_same_message_id(smtp, answers):
    smtp(**answers)
    mail = InvitationMailFactory()
    before = clock.real_now()
    tasks.send_waiting()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.WAITING, 1)
    assert mail.not_before >= before + timedelta(minutes=1)
    server = smtp()
    Mail.objects.update(not_before=before)
    tasks.send_waiting()
    assert (state_of(mail), mail.attempts, len(server.received)) == (State.SENT, 2, 1)
    assert mail.message_id.encode() in server.received[0]


@pytest.mark.parametrize(
    "answers", [{"MAIL": "550 no"}, {"RCPT": "550 unknown"}, {"DATA": "554 no"}, {"END": "552 no"}]
)
def test_a_refusal_for_good_fails_and_says_so(smtp, answers):
    smtp(**answers)
    mail = InvitationMailFactory()
    tasks.send_waiting()
    mail.refresh_from_db()
    assert mail.state == State.FAILED
    assert mail.error.startswith("De mailserver weigerde het bericht (55")


@pytest.mark.parametrize("moment", ["END", "MAIL"])
def test_a_line_that_breaks_in_the_middle_leaves_the_mail_uncertain(smtp, moment):
    smtp(**{moment: None})
    mail = InvitationMailFactory()
    tasks.send_waiting()
    tasks.send_waiting()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.UNCERTAIN, 1)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (SMTPNotSupportedError("SMTPUTF8"), State.FAILED),
        (UnicodeEncodeError("ascii", "é", 0, 1, "not ascii"), State.FAILED),
        (SMTPServerDisconnected("gone"), State.UNCERTAIN),
        (TimeoutError(), State.UNCERTAIN),
    ],
)
def test_what_fails_before_the_message_is_offered_was_not_sent(settings, error, state):
    settings.EMAIL_BACKEND = "reminders.tests.backends.FailingBackend"
    FailingBackend.error = error
    mail = InvitationMailFactory()
    tasks.send_waiting()
    assert state_of(mail) == state


def test_a_mail_that_cannot_be_made_was_not_sent_and_the_next_one_goes_on(
    settings, mailoutbox, caplog
):
    settings.BASE_URL = None
    mails = InvitationMailFactory.create_batch(2)
    tasks.send_waiting()
    for mail in mails:
        mail.refresh_from_db()
    assert {(mail.state, mail.error) for mail in mails} == {(State.FAILED, tasks.NOT_MADE)}
    assert mailoutbox == []
    assert "TypeError" in caplog.text
    assert mails[0].to not in caplog.text


def test_a_template_that_cannot_be_read_is_no_line_that_broke(settings, mailoutbox, tmp_path):
    (tmp_path / "reminders" / "mail" / "invitation.txt").mkdir(parents=True)
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]
    mail = InvitationMailFactory()
    tasks.send_waiting()
    assert (state_of(mail), mail.error) == (State.FAILED, tasks.NOT_MADE)


def test_an_unreachable_server_stops_the_round_and_keeps_the_others_waiting(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", _closed_port()
    first, second = InvitationMailFactory.create_batch(2)
    tasks.send_waiting()
    assert (state_of(first), first.attempts, first.error) == (
        State.WAITING,
        1,
        "De mailserver was niet bereikbaar.",
    )
    assert (state_of(second), second.attempts) == (State.WAITING, 0)


def _closed_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(0, 1), (1, 2), (2, 4), (5, 32), (6, 60), (10, 60)]
)
def test_the_pause_doubles_up_to_an_hour(settings, attempts, minutes):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", _closed_port()
    mail = InvitationMailFactory(attempts=attempts)
    tasks.send_waiting()
    mail.refresh_from_db()
    pause = mail.not_before - mail.claimed_at
    assert timedelta(minutes=minutes) <= pause < timedelta(minutes=minutes, seconds=30)


def test_after_twelve_attempts_it_is_up_to_a_person(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", _closed_port()
    mail = InvitationMailFactory(attempts=11)
    tasks.send_waiting()
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (
        State.FAILED,
        "De mailserver was niet bereikbaar. Er is 12 keer geprobeerd.",
    )


@pytest.mark.parametrize(("minutes", "expected"), [(9, State.SENDING), (11, State.UNCERTAIN)])
def test_the_tick_calls_uncertain_what_a_sender_left_half_way(mailoutbox, minutes, expected):
    claimed_at = clock.real_now() - timedelta(minutes=minutes)
    mail = InvitationMailFactory(state=State.SENDING, claimed_at=claimed_at, attempts=1)
    tick()
    assert (state_of(mail), mailoutbox) == (expected, [])


def test_a_slow_sender_that_ends_after_the_sweep_still_tells_how(mailoutbox):
    mail = InvitationMailFactory()
    mail.claim()
    Mail.objects.update(state=State.UNCERTAIN)
    mail.settle(State.SENT, sent_at=clock.real_now(), error="")
    assert state_of(mail) == State.SENT


def test_an_old_claim_does_not_settle_a_new_one():
    mail = InvitationMailFactory()
    mail.claim()
    again = clock.real_now() + timedelta(minutes=1)
    Mail.objects.update(claimed_at=again)
    mail.settle(State.FAILED)
    assert state_of(mail) == State.SENDING


def test_the_tick_sends_what_waits(mailoutbox):
    InvitationMailFactory()
    PasswordMailFactory()
    tick()
    assert len(mailoutbox) == 2


def test_the_log_names_no_address(smtp, caplog):
    smtp(RCPT="550 unknown")
    mail = InvitationMailFactory()
    with caplog.at_level(logging.INFO):
        tasks.send_waiting()
    assert mail.to not in caplog.text
    assert f"mail {mail.pk}" in caplog.text

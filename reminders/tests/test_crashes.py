"""Senders that die while they send, two at once, a server that refuses; `bin/bench reminders` has
the full figures.

A sender that is killed is one that stops at an exception which nobody catches.
"""

import threading
from collections import Counter
from datetime import date, time, timedelta

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections

from oogo.tests.factories import ActionFactory
from partners.tests.factories import PositionFactory
from regio.bench.reminders import codes_in
from regio.bench.unclaimed import careless_claim
from regio.lib import clock
from regio.tasks import tick
from reminders.models import STUCK_AFTER, Mail, Reminder
from reminders.tests.smtp import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
DUE, TOLD_ON = date(2026, 3, 27), date(2026, 3, 20)
READERS = 8


class Killed(BaseException):
    """What no `except Exception` catches, as nothing catches SIGKILL."""


class DyingBackend(BaseEmailBackend):
    """Dies at every third mail: by turns before the server has it, and after."""

    delivered: list
    tries = 0

    def send_messages(self, messages):
        kind = type(self)
        kind.tries += 1
        is_last = kind.tries % 3 == 0
        if is_last and kind.tries % 2:
            raise Killed
        kind.delivered += [str(message.subject) for message in messages]
        if is_last:
            raise Killed
        return len(messages)


@pytest.fixture
def actions(region):
    for n in range(READERS):
        position = PositionFactory(organisation__region=region)
        ActionFactory(
            region=region, number=n + 1, owner_party=None, owner_position=position, due_on=DUE
        )


@pytest.fixture
def dying(settings):
    settings.EMAIL_BACKEND = "reminders.tests.test_crashes.DyingBackend"
    DyingBackend.delivered, DyingBackend.tries = [], 0
    return DyingBackend


def one_tick():
    """Let a tick pass; tell whether it lived."""
    try:
        with clock.standing_at(TOLD_ON, time(8)):
            tick()
    except Killed:
        return False
    finally:
        connections.close_all()
    return True


def together(number):
    """Let ticks pass at once."""
    start = threading.Barrier(number)

    def run():
        start.wait()
        one_tick()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_of_senders_that_die_nothing_is_told_twice_or_lost_and_what_is_uncertain_is_listed(
    actions, dying
):
    deaths = 0
    while Mail.objects.filter(state=Mail.State.WAITING).exists() or not Mail.objects.exists():
        deaths += not one_tick()
    assert deaths == 2
    Mail.objects.filter(state=Mail.State.SENDING).update(
        claimed_at=clock.real_now() - STUCK_AFTER - timedelta(minutes=1)
    )
    assert one_tick()
    assert set(Counter(dying.delivered).values()) == {1}
    uncertain = Mail.objects.in_need()
    assert {mail.state for mail in uncertain} == {Mail.State.UNCERTAIN}
    assert uncertain.count() == deaths
    assert len(dying.delivered) == READERS - 1
    assert Reminder.objects.filter(state=Reminder.State.SENT).count() == READERS - deaths


def test_two_ticks_at_once_make_one_mail_of_each_and_send_it_once(actions, mailoutbox):
    together(3)
    assert Mail.objects.count() == READERS
    assert sorted(m.to[0] for m in mailoutbox) == sorted(Mail.objects.values_list("to", flat=True))
    assert set(Reminder.objects.values_list("state", flat=True)) == {Reminder.State.SENT}


def test_a_server_that_refuses_for_a_while_gets_each_mail_once(actions, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 2
    with MailServer(END="451 later") as server:
        settings.EMAIL_PORT = server.port
        one_tick()
        assert (server.received, Reminder.objects.planned().count()) == ([], READERS)
        server.answers.pop("END")
        Mail.objects.update(not_before=clock.real_now())
        together(2)
        one_tick()
        told = Counter(code for message in server.received for code in codes_in(message))
    assert told == {f"A{n + 1:02d}": 1 for n in range(READERS)}


def test_twin_without_the_claim_two_ticks_send_twice(actions, mailoutbox, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 2
    monkeypatch.setattr(Mail, "claim", careless_claim)
    with MailServer(pause=0.05) as server:
        settings.EMAIL_PORT = server.port
        together(3)
        told = Counter(code for message in server.received for code in codes_in(message))
    assert max(told.values()) > 1

"""The tick: what comes round every minute, by hand as well, on the day of a demonstration."""

from datetime import date

import pytest
from celery import current_app
from django.core import mail as outbox
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.tests.factories import UserFactory
from oogo.tests.factories import ActionFactory
from partners.tests.factories import PositionFactory
from records.models import Job
from regio.celery import app
from regio.demo.models import Demonstration
from regio.lib import clock
from regio.management.commands.reminders import read_moment
from reminders.models import Reminder
from reminders.tests.factories import ReminderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(region):
    position = PositionFactory(organisation__region=region)
    return ActionFactory(
        region=region, owner_party=None, owner_position=position, due_on=date(2026, 3, 27)
    )


def test_a_tick_at_a_moment_plans_and_sends(action):
    call_command("reminders", now="2026-03-20T07:29")
    assert (Reminder.objects.get().state, outbox.outbox) == (Reminder.State.PLANNED, [])
    call_command("reminders", now="2026-03-20T06:30:00Z")
    assert Reminder.objects.get().state == Reminder.State.SENT
    assert len(outbox.outbox) == 1


def test_without_a_moment_a_tick_lives_on_the_day_of_the_demonstration(action):
    Demonstration.objects.create(day=date(2026, 3, 3), loaded_at=clock.real_now())
    call_command("reminders")
    assert Reminder.objects.get().due_at.date() == date(2026, 3, 20)


def test_in_a_demonstration_what_was_sent_and_tried_is_shown_on_its_day(
    action, region, client, sign_in
):
    Demonstration.objects.create(day=date(2026, 3, 20), loaded_at=clock.real_now())
    call_command("reminders", now="2026-03-20T14:02")
    ReminderFactory(region=region, is_uncertain=True)
    today = f"{clock.today():%d-%m-%Y}"
    with clock.standing_at(date(2026, 3, 20)):
        sign_in("regisseur")
        page = client.get(reverse("reminders:mail_list", args=[region.slug])).content.decode()
    assert "20-03-2026 14.02" in " ".join(page.split())
    assert "De verzending brak af. Om " in page
    assert today not in page


@pytest.mark.parametrize(
    "text", ["gisteren", "2026-02-30", "10000-01-01", "0001-01-01T00:00+12:00"]
)
def test_a_moment_that_does_not_exist_is_refused_in_words(text):
    with pytest.raises(CommandError, match="give a moment such as"):
        call_command("reminders", now=text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-25T00:30:00+00:00", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T01:30:00+00:00", "2026-10-25T02:30:00+01:00"),
        ("2026-03-29T01:00:00+00:00", "2026-03-29T03:00:00+02:00"),
        ("2026-03-20", "2026-03-20T00:00:00+01:00"),
    ],
)
def test_a_moment_is_that_of_amsterdam_in_both_nights_of_the_clock(text, expected):
    moment = read_moment(text)
    with clock.standing_at(moment.date(), moment.time()):
        assert clock.now().isoformat() == expected


def test_a_worker_lives_on_the_day_of_the_demonstration():
    Demonstration.objects.create(day=date(2026, 3, 3), loaded_at=clock.real_now())

    @app.task(name="regio.tests.today")
    def today():
        return str(clock.today())

    assert today() == str(clock.today())
    assert today.apply().get() == "2026-03-03"
    current_app.tasks.unregister("regio.tests.today")


def test_the_beat_rings_for_a_task_that_exists():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= app.tasks.keys()


def test_work_that_is_not_ready_is_woken_once_by_its_task(
    region, settings, django_capture_on_commit_callbacks
):
    user = UserFactory()
    dossier = "oogo.tasks.make_dossiers"
    for kind, state in [(dossier, "wachtend"), (dossier, "bezig"), (dossier, "gereed")]:
        Job.objects.create(region=region, kind=kind, state=state, started_by=user)
    with app.connection_for_read() as connection:
        queue = connection.SimpleQueue(app.conf.task_default_queue)
        queue.clear()
        with django_capture_on_commit_callbacks(execute=True) as rung:
            call_command("reminders", now="2026-03-20T07:30")
        message = queue.get_nowait()
        message.ack()
    assert (len(rung), message.headers["task"]) == (1, "oogo.tasks.make_dossiers")

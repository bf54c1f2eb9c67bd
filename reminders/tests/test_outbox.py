import json
import os
import socket
import subprocess
import sys
import time

import pytest
from celery import Celery, current_app
from django.conf import settings

from accounts.tests.factories import MembershipFactory, UserFactory
from regio.lib import clock
from reminders import actions
from reminders.models import Mail
from reminders.tests.factories import InvitationFactory, InvitationMailFactory

RING = """
import json, time
import django
django.setup()
from regio.lib import doorbell
start = time.monotonic()
doorbell.ring("reminders.tasks.send_waiting")
print(json.dumps({"seconds": time.monotonic() - start}))
"""


@pytest.fixture
def silent_port():
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.mark.django_db
def test_queueing_stores_ids_and_rings_after_commit(django_capture_on_commit_callbacks):
    link = InvitationFactory()
    with django_capture_on_commit_callbacks() as rings:
        mail = actions.queue_invitation(link)
    assert (mail.state, mail.link, mail.to, mail.region) == (
        Mail.State.WAITING,
        link,
        link.email,
        link.region,
    )
    assert len(rings) == 1


@pytest.mark.django_db
def test_a_mail_that_waits_already_is_not_queued_twice():
    link, user = InvitationFactory(), UserFactory()
    InvitationMailFactory(link=link, state=Mail.State.SENT, sent_at=clock.real_now())
    assert actions.queue_invitation(link) == actions.queue_invitation(link)
    assert actions.queue_password_reset(user) == actions.queue_password_reset(user)
    assert Mail.objects.filter(state=Mail.State.WAITING).count() == 2


@pytest.mark.django_db
def test_the_doorbell_is_heard_by_the_broker(django_capture_on_commit_callbacks):
    with current_app.connection_for_write() as connection:
        queue = connection.SimpleQueue(current_app.conf.task_default_queue)
        queue.clear()
        with django_capture_on_commit_callbacks(execute=True):
            actions.queue_invitation(InvitationFactory())
        message = queue.get(timeout=5)
        message.ack()
    assert message.headers["task"] == "reminders.tasks.send_waiting"


@pytest.mark.django_db
def test_a_broker_that_is_away_does_not_fail_the_request(
    client, region, closed_port, django_capture_on_commit_callbacks
):
    client.force_login(MembershipFactory(region=region, role="beheerder").user)
    ours = current_app._get_current_object()
    try:
        Celery("away", broker=f"redis://127.0.0.1:{closed_port}/0").set_current()
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(
                f"/regio/{region.slug}/leden/uitnodigen/",
                {"email": "nina@regio.test", "name": "Nina", "role": "lezer"},
            )
    finally:
        ours.set_current()
    assert response.status_code == 302
    assert [mail.state for mail in Mail.objects.all()] == [Mail.State.WAITING]


@pytest.mark.parametrize("port", ["closed_port", "silent_port"])
def test_ringing_takes_two_seconds_at_most_whatever_the_broker_does(port, request, tmp_path):
    broker = f"redis://127.0.0.1:{request.getfixturevalue(port)}/0"
    own = {name: value for name, value in os.environ.items() if not name.startswith("REGIO_")}
    environment = own | {
        "REGIO_DEBUG": "1",
        "REGIO_VAR": str(tmp_path),
        "REGIO_BROKER_URL": broker,
        "DJANGO_SETTINGS_MODULE": "regio.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", RING],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "not heard" in done.stderr
    assert json.loads(done.stdout)["seconds"] < 2.5, f"{time.monotonic() - start:.1f} s in all"

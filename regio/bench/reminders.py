"""`bin/bench reminders`: what is due goes out once, whatever happens to who sends it.

A thousand due reminders go to a local mail server. Two ticks run at once all the time; senders are
killed (SIGKILL) while they send, and for a while the server takes nothing. Counted is what arrived:
nothing twice, and what did not arrive is in a mail that is listed as uncertain. The twin, whose
senders take no mail before they send it, must show the fault. On SQLite, and on PostgreSQL where
one answers.
"""

import argparse
import email
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date, timedelta

from regio.bench.server import DATABASES, migrate, run_in_child

DUE_ON = date(2026, 3, 27)
MOMENT = "2026-03-20T07:30"
CODE = re.compile(r"Actie (A\d+):")
SENDERS = 2
PER_READER = 2
REFUSING = "421 later"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reminders", type=int, default=1_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--one", choices=["sqlite", "postgres"], help=argparse.SUPPRESS)
    parser.add_argument("--twin", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        return _run_here(options)
    counts = ["--reminders", str(options.reminders), "--kills", str(options.kills)]
    runs = [
        run_in_child("regio.bench.reminders", database, counts + ["--twin"] * twin)
        for database in DATABASES
        for twin in (False, True)
    ]
    return 1 if any(runs) else 0


def _run_here(options):
    migrate()
    from django.db import connections

    from reminders.tests.smtp import MailServer

    prepare(options.reminders)
    connections.close_all()
    started = time.monotonic()
    with MailServer(pause=0.01) as server:
        senders = Senders(server.port, twin=options.twin)
        _disturb(server, senders, options.kills)
        _finish(senders)
    return _judge(server, options, time.monotonic() - started)


def prepare(number):
    """Make a region with `number` actions due, two for each reader."""
    from accounts.models import Region
    from oogo.models import Action
    from partners.models import Organisation, Person, Position

    region = Region.objects.create(name="Postbaan", slug="postbaan", code="PB", version=1)
    nest = Organisation.objects.create(
        region=region, kind="overig", name="Nest", short_name="Nest", version=1
    )
    positions = [
        Position.objects.create(
            person=Person.objects.create(
                region=region, name=f"Vink {n}", email=f"vink{n}@nest.example", version=1
            ),
            organisation=nest,
            title="Vink",
            level="beleidsmatig",
            version=1,
        )
        for n in range(-(-number // PER_READER))
    ]
    Action.objects.bulk_create(
        Action(
            region=region,
            number=n + 1,
            title=f"Nest {n + 1} bouwen",
            owner_position=positions[n // PER_READER],
            arose_on=DUE_ON - timedelta(days=60),
            due_on=DUE_ON,
            version=1,
        )
        for n in range(number)
    )


class Senders:
    """Ticks in processes of their own, two at once, that are started, killed and awaited."""

    def __init__(self, port, *, twin):
        module = ["-m", "regio.bench.unclaimed"] if twin else ["manage.py", "reminders"]
        self.command = [sys.executable, *module, "--now", MOMENT]
        self.environment = os.environ | {"REGIO_EMAIL_URL": f"smtp://127.0.0.1:{port}"}
        self.running = []
        self.killed = 0

    def keep_running(self):
        self.running = [sender for sender in self.running if sender.poll() is None]
        while len(self.running) < SENDERS:
            self.running.append(subprocess.Popen(self.command, env=self.environment))

    def kill_one(self, chance):
        """End a sender that runs at once, without a chance to tidy up."""
        sender = chance.choice(self.running)
        if sender.poll() is None:
            sender.send_signal(signal.SIGKILL)
            self.killed += sender.wait() == -signal.SIGKILL

    def wait(self):
        for sender in self.running:
            sender.wait()
        self.running = []


def _disturb(server, senders, kills):
    """Kill senders, each while mails go out, and let the server refuse halfway."""
    chance, patience = random.Random(kills), time.monotonic() + 300
    has_refused = False
    while senders.killed < kills and time.monotonic() < patience:
        if senders.killed >= kills // 2 and not has_refused:
            _refuse_for_a_while(server, senders)
            has_refused = True
        senders.keep_running()
        arrived, wanted = len(server.received), chance.randint(1, 12)
        deadline = time.monotonic() + 4
        while len(server.received) < arrived + wanted and time.monotonic() < deadline:
            time.sleep(0.002)
        senders.kill_one(chance)
        _let_time_pass()
    senders.wait()


def _refuse_for_a_while(server, senders):
    """Take no mail for as long as one whole tick of each sender."""
    welcome, server.answers["CONNECT"] = server.answers["CONNECT"], REFUSING
    senders.wait()
    senders.keep_running()
    senders.wait()
    server.answers["CONNECT"] = welcome
    _let_time_pass()


def _let_time_pass(*, minutes=0):
    """Let what must wait have waited; with `minutes` what was claimed was so that long ago."""
    from django.db.models import F

    from regio.lib import clock
    from reminders.models import Mail

    Mail.objects.filter(state=Mail.State.WAITING).update(not_before=clock.real_now())
    if minutes:
        earlier = F("claimed_at") - timedelta(minutes=minutes)
        Mail.objects.filter(state=Mail.State.SENDING).update(claimed_at=earlier)


def _finish(senders):
    """Run ticks until nothing waits, and let those who sweep find what was left half-way."""
    from reminders.models import Mail, Reminder

    for _ in range(10):
        _let_time_pass(minutes=11)
        senders.keep_running()
        senders.wait()
        left = Mail.objects.filter(state__in=[Mail.State.WAITING, Mail.State.SENDING])
        if not left.exists() and not Reminder.objects.free().exists():
            return


def _judge(server, options, seconds):
    """Print what came of it; return 0 when it is what it must be."""
    from oogo.models import Action
    from reminders.models import Mail, Reminder

    arrived = Counter(code for message in server.received for code in codes_in(message))
    rows = Reminder.objects.filter(rule=Reminder.Rule.ACTION).select_related("mail")
    listed = set(Mail.objects.in_need().values_list("pk", flat=True))
    doubtful = {row.object_id for row in rows if row.state == "gepland" and row.mail_id in listed}
    told = {row.object_id for row in rows if row.state == Reminder.State.SENT}
    actions = {f"A{number:02d}": pk for pk, number in Action.objects.values_list("pk", "number")}
    twice = [code for code, times in arrived.items() if times > 1]
    lost = [c for c, pk in actions.items() if not arrived[c] and pk not in doubtful]
    unsure = [c for c, pk in actions.items() if pk not in doubtful and pk not in told]
    name = f"{options.one}{' without claim' if options.twin else ''}"
    print(
        f"{name}: {len(actions)} reminders in {len(server.received)} mails, {options.kills} "
        f"senders killed, {seconds:.0f} s; twice {len(twice)}, silently lost {len(lost)}, "
        f"in no known state {len(unsure)}, uncertain {len(doubtful)} in {len(listed)} mails, "
        "all of them listed",
        flush=True,
    )
    failed = bool(twice or lost or unsure or len(actions) != options.reminders)
    return 0 if failed == options.twin else 1


def codes_in(message):
    """Return the numbers of the actions that a mail tells of."""
    text = email.message_from_bytes(message).get_payload(0).get_payload(decode=True)
    return CODE.findall(text.decode())


if __name__ == "__main__":
    sys.exit(main())

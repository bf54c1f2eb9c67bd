"""Two say the first of an area at the same moment, in a text or of its contact: the second sees the
first, or follows on it, and what the first said stays for its own days."""

import threading
import time
from datetime import date
from functools import partial

import pytest
from django.db import connection, transaction

from accounts.tests.factories import UserFactory
from partners import actions
from partners.models import AreaContact, AreaText
from partners.tests.factories import AreaFactory, PositionFactory
from records.actions import StaleError

pytestmark = pytest.mark.django_db(transaction=True)
SOURCE, LATER = "Jeugdwet, artikel 2.8", date(2026, 2, 1)


def say(area, by, *, since=None, task="", law=""):
    said = {"task": task, "law": law, "funding": "", "source": SOURCE}
    return actions.say_of_area("jeugd", area, version=0, since=since, by=by, **said)


def wait_until_one_waits():
    """Wait until a session waits for what this one holds. On SQLite it does so before it looks."""
    if connection.vendor == "sqlite":
        return
    blocked = "SELECT 1 FROM pg_locks WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid)) LIMIT 1"
    with connection.cursor() as cursor:
        for _ in range(1000):
            cursor.execute(blocked)
            if cursor.fetchone():
                return
            time.sleep(0.01)
    raise AssertionError("nobody waits")


def second_while_the_first_is_not_done(say, first, second):
    """Let `first` be said, and `second` begin before that is stored; return what it came to.

    `say(by, **said)` writes the one and the other.
    """
    one, other = UserFactory(), UserFactory()
    came_to = []

    def write():
        try:
            came_to.append(say(other, **second))
        except StaleError as stale:
            came_to.append(stale)
        connection.close()

    thread = threading.Thread(target=write)
    with transaction.atomic():
        say(one, **first)
        thread.start()
        wait_until_one_waits()
    thread.join()
    return came_to[0]


@pytest.fixture(params=["kind", "area"])
def area(request):
    """What the text is about: a kind, or one area of it."""
    return AreaFactory(kind="jeugd") if request.param == "area" else None


def test_what_the_first_said_stays_for_before_the_day_of_the_second(area):
    first, second = {"law": "Jeugdwet"}, {"task": "Samen inkopen", "since": LATER}

    second_while_the_first_is_not_done(partial(say, area), first, second)

    rows = AreaText.objects.values_list("law", "task", "since", "until")
    assert set(rows) == {
        ("Jeugdwet", "", None, LATER),
        ("Jeugdwet", "Samen inkopen", LATER, None),
    }


def test_a_second_who_says_otherwise_is_shown_the_first_and_writes_nothing(area):
    first, second = {"task": "Van de een"}, {"task": "Van de ander", "since": LATER}

    stale = second_while_the_first_is_not_done(partial(say, area), first, second)

    assert [conflict.theirs for conflict in stale.conflicts] == ["Van de een"]
    assert [(row.task, row.since) for row in AreaText.objects.all()] == [("Van de een", None)]


def test_a_second_who_says_the_same_writes_nothing_more(area):
    said = {"task": "Samen inkopen", "since": LATER}
    second_while_the_first_is_not_done(partial(say, area), said, said)
    row = AreaText.objects.get()
    assert (row.task, row.version) == ("Samen inkopen", 1)


# --- whom a region speaks to about an area


def speak_to(region, area, by, *, since=None, note="", position=None):
    said = {"note": note, "position": position}
    return actions.keep_area_contact(region, area, version=0, since=since, by=by, **said)


def test_the_first_contact_stays_for_before_the_day_of_the_second(region):
    position = PositionFactory(organisation__region=region)
    first, second = {"note": "Belt graag."}, {"position": position, "since": LATER}

    keep = partial(speak_to, region, AreaFactory())
    second_while_the_first_is_not_done(keep, first, second)

    rows = AreaContact.objects.values_list("note", "position", "since", "until")
    assert set(rows) == {
        ("Belt graag.", None, None, LATER),
        ("Belt graag.", position.pk, LATER, None),
    }


def test_who_takes_over_a_contact_keeps_the_note_as_another_wrote_it_just_before(region):
    position = PositionFactory(organisation__region=region)
    by = UserFactory()
    seen = speak_to(region, AreaFactory(), by, note="Belt graag.")
    actions.keep_area_contact(region, seen.area, version=1, since=None, by=by, note="Mailt liever.")

    actions.change_area_contact(seen, version=1, since=LATER, by=by, position=position)

    rows = AreaContact.objects.values_list("note", "position", "since", "until")
    assert set(rows) == {
        ("Mailt liever.", None, None, LATER),
        ("Mailt liever.", position.pk, LATER, None),
    }

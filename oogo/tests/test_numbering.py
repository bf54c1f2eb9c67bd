"""Sixteen writers give numbers at once, around the turn of the year; the twin has no lock."""

import threading
from collections import Counter
from datetime import date

import pytest
from django.db import DatabaseError, connection
from django.db.models import Max

from accounts.tests.factories import UserFactory
from oogo.actions import decisions as actions
from oogo.models import Decision
from oogo.tests.factories import DecisionFactory
from records import actions as records

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, EACH = 16, 4
OLD_YEAR, NEW_YEAR = date(2025, 12, 31), date(2026, 1, 1)


def race(region, minute):
    """Let writers number proposals of their own, by turns on 31 December and on 1 January.

    Returns what went wrong, by name.
    """
    by = UserFactory()
    rows = [[DecisionFactory(region=region) for _ in range(EACH)] for _ in range(WRITERS)]
    start, faults = threading.Barrier(WRITERS), Counter()

    def write(own):
        start.wait()
        for turn, row in enumerate(own):
            try:
                minute(row, version=1, on=NEW_YEAR if turn % 2 else OLD_YEAR, by=by)
            except DatabaseError as error:
                faults[type(error).__name__] += 1
        connection.close()

    threads = [threading.Thread(target=write, args=(own,)) for own in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def numbers(region, year):
    rows = Decision.objects.filter(region=region, year=year)
    return sorted(rows.values_list("sequence", flat=True))


def test_numbers_are_unique_without_a_gap_in_the_old_year_and_in_the_new(region):
    assert race(region, actions.minute) == {}
    whole = list(range(1, WRITERS * EACH // 2 + 1))
    assert (numbers(region, 2025), numbers(region, 2026)) == (whole, whole)


def careless_minute(decision, *, version, on, by):
    """Number it as the real one does, without the lock and outside one transaction."""
    last = Decision.objects.filter(region=decision.region_id, year=on.year).aggregate(
        last=Max("sequence")
    )["last"]
    return records.write(
        decision, version=version, by=by, year=on.year, sequence=(last or 0) + 1, minuted_on=on
    )


def test_twin_without_the_lock_writers_ask_for_the_same_number(region):
    faults = race(region, careless_minute)
    assert faults["IntegrityError"] > 0

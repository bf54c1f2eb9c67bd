"""What the second run of `bin/test` leaves out, and what it must not: the rule of conftest.py."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

ALL = ["a_region", "its_database", "a_marked_row", "a_page_of_a_server", "a_look", "a_sum"]


def test_a_region(region):
    assert region.pk


def test_its_database(db):
    assert connection.ensure_connection() is None


@pytest.mark.django_db
def test_a_marked_row():
    assert connection.ensure_connection() is None


def test_a_page_of_a_server(live_server):
    assert live_server.url


@pytest.mark.looks
def test_a_look(region):
    assert str(region) == "Noord-Kennemerland"


def test_a_sum():
    assert 1 + 1 == 2


def collected(*options):
    """Return the names of the tests above that pytest would run."""
    command = [sys.executable, "-m", "pytest", "--collect-only", *options, __file__]
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [*command, "-k", " or ".join(ALL)],
        cwd=settings.BASE_DIR,
        env=own | {"PYTEST_ADDOPTS": "-p no:cacheprovider"},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stdout.splitlines() if "::" in line]
    return {line.partition("::test_")[2].partition("[")[0] for line in lines}


def test_the_second_run_keeps_all_that_asks_a_database_and_nothing_else():
    assert collected("--only-database") == set(ALL) - {"a_look", "a_sum"}


def test_twin_without_the_option_everything_runs():
    assert collected() == set(ALL)

"""SQLite as quality asks: concurrent writers wait for each other, they do not fail."""

import pytest
from django.db import connection

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite")


@sqlite_only
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("busy_timeout", 30_000), ("foreign_keys", 1)]
)
def test_sqlite_runs_with_the_pragmas_that_concurrent_writing_needs(pragma, value):
    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone()[0] == value


@sqlite_only
def test_a_transaction_takes_the_write_lock_when_it_begins(db):
    assert connection.transaction_mode == "IMMEDIATE"

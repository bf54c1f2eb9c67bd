"""Tests begin with a copy of a migrated database: it is what migrating gives, and never older."""

import pytest
from django.apps import apps
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from regio.tests import kept_database


def test_the_copy_has_every_migration_and_table_and_no_rows(db):
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    found = set(connection.introspection.table_names())
    assert (tables | {"cache", "cache_once"}) - found == set()
    assert User.objects.count() == 0


@pytest.fixture
def migration(tmp_path, monkeypatch):
    """A migration more, that a test may write."""
    path = tmp_path / "0099_more.py"
    path.write_text("operations = []\n")
    own = [*kept_database.migrations(), path]
    monkeypatch.setattr(kept_database, "migrations", lambda: own)
    return path


def test_another_migration_or_a_changed_one_asks_for_another_database(migration):
    before = kept_database.fingerprint()
    migration.write_text("operations = [None]\n")
    changed = kept_database.fingerprint()
    migration.unlink()
    kept_database.migrations().remove(migration)
    assert len({before, changed, kept_database.fingerprint()}) == 3


def test_twin_without_a_change_the_same_database_serves(migration):
    assert kept_database.fingerprint() == kept_database.fingerprint()


def is_there(session):
    """Tell whether the server still hears a session."""
    try:
        with connection.wrap_database_errors, session.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return False
    return True


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no sessions")
@pytest.mark.parametrize("is_ended", [True, False])
def test_who_is_still_in_the_database_does_not_keep_it_from_being_dropped(db, is_ended):
    session = connection.get_new_connection(connection.get_connection_params())
    if is_ended:
        kept_database.end_other_sessions()
    assert is_there(session) is not is_ended
    session.close()

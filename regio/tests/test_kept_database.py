"""Tests begin with a copy of a migrated database: it is what migrating gives, and never older."""

import pytest
from django.apps import apps
from django.db import connection
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

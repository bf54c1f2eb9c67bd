"""The empty database of the tests: migrated once, kept, and copied for every process and run.

Migrating takes longer than most files of tests. The first process that needs a database migrates
one and keeps a copy, whose name follows from the migrations; every other begins with that copy.
Django migrates it all the same, and finds nothing left to do. SQLite's copy lies in `var/`; on a
server of PostgreSQL it is a database more.
"""

import contextlib
import fcntl
import hashlib
import shutil
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

FOLDER = settings.BASE_DIR / "var" / "tests"


def set_up():
    """Give this process its database; returns what `teardown_databases` asks for."""
    with _one_at_a_time():
        kept = _KEPT[connection.vendor](connection)
        is_there = kept.exists()
        keepdb = kept.begin() if is_there else False
        made = setup_databases(0, interactive=False, serialized_aliases=set(), keepdb=keepdb)
        if not is_there:
            kept.make()
    if connection.vendor == "postgresql":
        flush_by_deleting()
    return made


def tear_down(made):
    """Remove what `set_up` made. A server that a test ran in a thread may still be closing its
    connection then, and PostgreSQL drops no database that somebody is in."""
    if connection.vendor == "postgresql":
        end_other_sessions()
    teardown_databases(made, verbosity=0)


def end_other_sessions():
    """End every session of clients of PostgreSQL in this database but our own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )


def flush_by_deleting():
    """Let what tests committed be deleted: truncating all tables takes thirty times as long."""
    truncate = connection.ops.sql_flush

    def sql_flush(style, tables, *, reset_sequences=False, **options):
        if reset_sequences:
            return truncate(style, tables, reset_sequences=True, **options)
        return [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]

    connection.ops.sql_flush = sql_flush


def fingerprint():
    """Return what changes with Django and with every migration."""
    found = hashlib.sha256(django.__version__.encode())
    for path in sorted(migrations()):
        found.update(f"{path}\n".encode() + path.read_bytes())
    return found.hexdigest()[:12]


def migrations():
    """Yield the paths of all migrations."""
    for app in apps.get_app_configs():
        yield from Path(app.path, "migrations").glob("*.py")


@contextlib.contextmanager
def _one_at_a_time():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class KeptFile:
    """A file of SQLite, copied to where Django expects the database of the tests."""

    def __init__(self, connection):
        self.connection = connection

    @staticmethod
    def path():
        return FOLDER / f"{fingerprint()}.sqlite3"

    def exists(self):
        return self.path().exists()

    def begin(self):
        """Put the copy in place; returns whether Django is to keep what it finds there."""
        shutil.copy(self.path(), self.connection.settings_dict["TEST"]["NAME"])
        return True

    def make(self):
        """Keep the database as it is now, in the place of older ones."""
        for old in FOLDER.glob("*.sqlite3*"):
            old.unlink()
        path = self.path()
        unfinished = path.with_suffix(".sqlite3-unfinished")
        self.connection.cursor().execute("VACUUM INTO %s", [str(unfinished)])
        unfinished.rename(path)


class KeptDatabase:
    """A database of PostgreSQL beside that of the tests, of which the server makes the copy."""

    def __init__(self, connection):
        self.connection = connection
        self.prefix = f"kept_{connection.settings_dict['NAME']}_"
        self.name = self.prefix + fingerprint()

    def exists(self):
        return self.name in self._names()

    def begin(self):
        self.connection.settings_dict["TEST"]["TEMPLATE"] = self.name
        return False

    def make(self):
        migrated = self.connection.settings_dict["NAME"]
        self.connection.close()
        for old in self._names():
            if old.startswith(self.prefix):
                self._execute("DROP DATABASE {}", old)
        self._execute("CREATE DATABASE {} TEMPLATE {}", self.name, migrated)

    def _names(self):
        return [name for (name,) in self._execute("SELECT datname FROM pg_database")]

    def _execute(self, statement, *names):
        quoted = [self.connection.ops.quote_name(name) for name in names]
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(statement.format(*quoted))
            return cursor.fetchall() if cursor.description else []


_KEPT = {"sqlite": KeptFile, "postgresql": KeptDatabase}

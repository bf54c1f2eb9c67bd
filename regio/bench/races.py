"""`bin/bench races [--writers 20] [--saves 200]`: SQLite and PostgreSQL, and the twin of each."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from urllib.parse import urlsplit

POSTGRES_URL = os.environ.get("REGIO_TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/test")
PORT = 8931


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--one", choices=["sqlite", "postgres"], help=argparse.SUPPRESS)
    parser.add_argument("--wsgi", default="regio.wsgi", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        _run_here(options)
        return 0
    faults = 0
    for database in ("sqlite", "postgres"):
        for wsgi in ("regio.wsgi", "regio.bench.unversioned"):
            faults += _in_child(database, wsgi, options)
    return 1 if faults else 0


def _in_child(database, wsgi, options):
    """Run one race in a process of its own, with an empty database; return 1 when it fails."""
    with tempfile.TemporaryDirectory(prefix="regio-race-") as folder:
        environment = os.environ | {
            "REGIO_DEBUG": "1",
            "REGIO_VAR": folder,
            "REGIO_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "regio.bench.settings",
        }
        name = f"regio_race_{os.getpid()}"
        if database == "postgres":
            if not _postgres(f'CREATE DATABASE "{name}"'):
                print("postgres: no server answers; left out")
                return 0
            environment["REGIO_DATABASE_URL"] = (
                urlsplit(POSTGRES_URL)._replace(path=f"/{name}").geturl()
            )
        arguments = ["--writers", str(options.writers), "--saves", str(options.saves)]
        command = [sys.executable, "-m", "regio.bench.races", "--one", database, "--wsgi", wsgi]
        try:
            done = subprocess.run([*command, *arguments], env=environment, check=False)
        finally:
            if database == "postgres":
                _postgres(f'DROP DATABASE "{name}" WITH (FORCE)')
    return done.returncode


def _postgres(statement):
    import psycopg2

    try:
        connection = psycopg2.connect(POSTGRES_URL)
    except psycopg2.OperationalError:
        return False
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()
    return True


def _run_here(options):
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from regio.bench import race

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    scene = race.prepare(options.writers)
    connections.close_all()
    server = _serve(options.wsgi)
    try:
        started = time.monotonic()
        tally = race.run("127.0.0.1", PORT, scene, options.saves)
        seconds = time.monotonic() - started
    finally:
        server.terminate()
        server.wait()
    is_twin = options.wsgi != "regio.wsgi"
    print(
        f"{options.one}{' without versions' if is_twin else ''}: "
        f"{options.writers} writers × {options.saves} saves in {seconds:.0f} s "
        f"({tally.saves / seconds:.0f} a second); conflicts shown {tally.conflicts}, "
        f"errors {sum(tally.errors.values())} {dict(tally.errors) or ''}, "
        f"words lost {tally.lost} of {len(tally.confirmed)}, saves without audit "
        f"{tally.unrecorded}",
        flush=True,
    )
    failed = tally.lost or tally.errors or tally.unrecorded
    sys.exit(0 if bool(failed) == is_twin else 1)


def _serve(wsgi):
    gunicorn = [sys.executable, "-m", "gunicorn", f"{wsgi}:application", "--workers", "2"]
    options = ["--threads", "8", "--bind", f"127.0.0.1:{PORT}", "--log-level", "error"]
    server = subprocess.Popen([*gunicorn, *options])
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health/live", timeout=1)
        except OSError:
            time.sleep(0.1)
        else:
            return server
    server.terminate()
    sys.exit("the server did not start")


if __name__ == "__main__":
    sys.exit(main())

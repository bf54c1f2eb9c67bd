"""Measurements run in a child of their own, on an empty database, with a server of ours."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from urllib.parse import urlsplit

POSTGRES_URL = os.environ.get("REGIO_TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/test")
PORT = int(os.environ.get("REGIO_BENCH_PORT", "8931"))
DATABASES = ("sqlite", "postgres")


def run_in_child(module, database, arguments):
    """Run `module` with `--one database` on an empty database; return 1 when it fails.

    Without a PostgreSQL server that measurement is left out, and that is said.
    """
    with tempfile.TemporaryDirectory(prefix="regio-bench-") as folder:
        environment = os.environ | {
            "REGIO_DEBUG": "1",
            "REGIO_VAR": folder,
            "REGIO_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "regio.bench.settings",
        }
        name = f"regio_bench_{os.getpid()}"
        if database == "postgres":
            if not _postgres(f'CREATE DATABASE "{name}"'):
                print("postgres: no server answers; left out")
                return 0
            environment["REGIO_DATABASE_URL"] = (
                urlsplit(POSTGRES_URL)._replace(path=f"/{name}").geturl()
            )
        command = [sys.executable, "-m", module, "--one", database, *arguments]
        try:
            done = subprocess.run(command, env=environment, check=False)
        finally:
            if database == "postgres":
                _postgres(f'DROP DATABASE "{name}" WITH (FORCE)')
    return done.returncode


def migrate():
    """Set Django up in the child and make its tables."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def serve(wsgi="regio.wsgi", *, workers=2, threads=8):
    """Start gunicorn and wait until it answers; whoever asked for it ends it."""
    gunicorn = [sys.executable, "-m", "gunicorn", f"{wsgi}:application"]
    options = ["--workers", str(workers), "--threads", str(threads), "--log-level", "error"]
    server = subprocess.Popen([*gunicorn, *options, "--bind", f"127.0.0.1:{PORT}"])
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health/live", timeout=1)
        except OSError:
            time.sleep(0.1)
        else:
            return server
    server.terminate()
    sys.exit("the server did not start")


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

"""`bin/bench races [--writers 20] [--saves 200]`: SQLite and PostgreSQL, and the twin of each."""

import argparse
import sys
import time

from regio.bench.server import DATABASES, PORT, migrate, run_in_child, serve


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--one", choices=DATABASES, help=argparse.SUPPRESS)
    parser.add_argument("--wsgi", default="regio.wsgi", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        _run_here(options)
        return 0
    faults = 0
    for database in DATABASES:
        for wsgi in ("regio.wsgi", "regio.bench.unversioned"):
            numbers = ["--writers", str(options.writers), "--saves", str(options.saves)]
            arguments = [*numbers, "--wsgi", wsgi]
            faults += run_in_child("regio.bench.races", database, arguments)
    return 1 if faults else 0


def _run_here(options):
    migrate()
    from django.db import connections

    from regio.bench import race

    scene = race.prepare(options.writers)
    connections.close_all()
    server = serve(options.wsgi)
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


if __name__ == "__main__":
    sys.exit(main())

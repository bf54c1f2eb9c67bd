"""`bin/bench import [--runs 3]`: the country's reference data into an empty database, and again.

Seconds of the first and the second run of `load_reference`, and what the process grew by; the
bounds are 10 s and 300 MB in all. The second run must change nothing.
"""

import argparse
import resource
import sys
import time

from regio.bench.server import DATABASES, migrate, run_in_child

SECONDS, MEGABYTES = 10, 300


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--one", choices=DATABASES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        return _measure(options.one)
    failed = [
        run_in_child("regio.bench.import", database, [])
        for database in DATABASES
        for _ in range(options.runs)
    ]
    return 1 if any(failed) else 0


def _measure(database):
    migrate()
    from partners.reference.load import load_reference

    before = _megabytes()
    first, counts = _timed(load_reference)
    second, again = _timed(load_reference)
    peak = _megabytes()
    print(
        f"{database}: {counts['new']} rows in {first:.2f} s, again in {second:.2f} s "
        f"({again['new'] + again['changed']} changed); {peak:.0f} MB in all, "
        f"{peak - before:.0f} MB of it for this (bounds {SECONDS} s, {MEGABYTES} MB)",
        flush=True,
    )
    is_too_much = max(first, second) > SECONDS or peak > MEGABYTES
    return 1 if is_too_much or again["new"] or again["changed"] else 0


def _timed(function):
    started = time.perf_counter()
    result = function()
    return time.perf_counter() - started, result


def _megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())

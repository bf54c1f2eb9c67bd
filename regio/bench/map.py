"""`bin/bench map [--borders FILE]`: the map of a region and of the whole country, beside its floor.

Under gunicorn, on SQLite and PostgreSQL: at most fifteen queries, five times a plain page with as
many cells, and 60 kB compressed. Without a file of borders every gemeente is a hexagon.
"""

import argparse
import sys
from datetime import date
from pathlib import Path

from regio.bench.server import DATABASES, run_in_child
from regio.bench.sized import Tour, measure

MOST_BYTES = 60_000
MAP = "speelveld/kaart/"
PAGES = {
    "regio": MAP,
    "regio, in 2014": f"{MAP}?op=2014-06-01",
    "kaart van een gemeente": f"{MAP}?gemeente=GM0361",
    "land": f"{MAP}?land=on",
    "land, één soort": f"{MAP}?land=on&soort=provincie&ook=geen",
    "land, swv po en vo": f"{MAP}?land=on&soort=swv_po&ook=swv_vo",
    "land, in 2014": f"{MAP}?land=on&op=2014-06-01",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", choices=DATABASES, help=argparse.SUPPRESS)
    parser.add_argument("--borders", type=Path, help="TopoJSON or GeoJSON to draw")
    parser.add_argument("--runs", type=int, default=15, help="how often each page is asked")
    options = parser.parse_args()
    if options.one:
        tour = Tour(PAGES, lambda region: {}, sizes=("S",), runs=options.runs, bytes=MOST_BYTES)
        load = _loading(options.borders) if options.borders else None
        return 1 if measure(options.one, ["regisseur"], tour, prepare=load) else 0
    arguments = ["--runs", str(options.runs)]
    arguments += ["--borders", str(options.borders.resolve())] if options.borders else []
    failed = [run_in_child("regio.bench.map", one, arguments) for one in DATABASES]
    return 1 if any(failed) else 0


def _loading(file):
    def load():
        from django.core.management import call_command

        since = date(2026, 1, 1)
        call_command("load_borders", str(file), source="meting", since=since, verbosity=0)

    return load


if __name__ == "__main__":
    sys.exit(main())

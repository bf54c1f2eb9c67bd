"""`bin/bench pages`: queries, time and weight of each page, with 1 and with 30 parties.

Times are medians in one process, without a server between, and stand beside a floor measured in
the same run: the profile, a signed-in page with a small form. After that the pages that grow with
the years, in regions of size S and L (`regio.bench.sized`), on SQLite and PostgreSQL.
"""

import argparse
import gzip
import os
import re
import statistics
import sys
import tempfile
import time

from regio.bench.server import DATABASES, run_in_child
from regio.bench.sized import OF_MEETINGS, READERS, measure

RUNS = 15
PAGES = {
    "profiel (ondergrens)": "/accounts/profiel/",
    "Overzicht": "/regio/renbaan/",
    "Speelveld": "/regio/renbaan/speelveld/",
    "Partijen": "/regio/renbaan/speelveld/partijen/",
    "Mensen": "/regio/renbaan/speelveld/mensen/",
    "Ontbreekt": "/regio/renbaan/speelveld/ontbreekt/",
    "Leden": "/regio/renbaan/leden/",
    "Checklist": "/regio/renbaan/checklist/",
    "ronde": "/regio/renbaan/checklist/{round}/",
    "stap": "/regio/renbaan/checklist/{round}/stap/1/",
    "feiten bij een stap": "/regio/renbaan/checklist/{round}/stap/1/feiten/",
    "afdrukken": "/regio/renbaan/checklist/{round}/afdrukken/",
    "Geschiedenis": "/regio/renbaan/geschiedenis/",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", choices=DATABASES, help=argparse.SUPPRESS)
    parser.add_argument(
        "--as", choices=READERS, dest="reader", help="as whom pages are read; else as each"
    )
    options = parser.parse_args()
    if options.one:
        readers = [options.reader] if options.reader else READERS
        return 1 if measure(options.one, readers, OF_MEETINGS) else 0
    faults = _of_parties()
    as_reader = ["--as", options.reader] if options.reader else []
    for database in DATABASES:
        faults += run_in_child("regio.bench.pages", database, as_reader)
    return 1 if faults else 0


def _of_parties():
    with tempfile.TemporaryDirectory(prefix="regio-pages-") as folder:
        os.environ |= {
            "REGIO_DEBUG": "1",
            "REGIO_VAR": folder,
            "REGIO_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "regio.bench.settings",
        }
        return _measure()


def _measure():
    import django

    django.setup()
    from django.core.management import call_command

    from regio.bench import race

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    few = _figures(race.prepare(1))
    scene = race.prepare(29, start=1)
    many = _figures(scene)
    floor = many["profiel (ondergrens)"][1]
    print(f"{'page':24}{'queries 1 → 30':>16}{'ms 1 → 30':>18}{'× floor':>9}{'kB':>7}")
    faults = 0
    for name in PAGES:
        (few_queries, few_ms, _), (queries, ms, size) = few[name], many[name]
        grows = few_queries != queries
        faults += grows
        print(
            f"{name:24}{few_queries:>11} → {queries:<3}{few_ms:>11.1f} → {ms:<5.1f}"
            f"{ms / floor:>8.1f}{size / 1000:>7.1f}{'  GROWS' if grows else ''}"
        )
    print(f"style, type and script of a first visit: {_weight(scene) / 1000:.0f} kB gzip")
    return 1 if faults else 0


def _figures(scene):
    """Return {page: (queries, median milliseconds, bytes compressed)}."""
    client = _client(scene)
    found = {}
    for name, path in PAGES.items():
        address = path.format(round=scene.round)
        page = client.get(address)
        if page.status_code != 200:
            sys.exit(f"{address} answers {page.status_code}")
        found[name] = (*_cost(client, address), len(gzip.compress(page.content)))
    return found


def _client(scene):
    from django.test import Client

    from accounts.models import Membership, User

    user = User.objects.get(email=f"vink{scene.writers[0].number}@race.test")
    membership = user.memberships.earliest("pk")
    Membership.objects.get_or_create(
        user=user, region=membership.region, role=Membership.Role.ADMIN, defaults={"version": 1}
    )
    client = Client()
    client.force_login(user)
    return client


def _cost(client, address):
    from django.db import connection

    queries = []

    def count(execute, sql, *rest):
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        client.get(address)
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - started) * 1000)
    return len(queries), statistics.median(times)


def _weight(scene):
    """Return the bytes, compressed, of what a step page links to."""
    from django.contrib.staticfiles import finders

    page = _client(scene).get(PAGES["stap"].format(round=scene.round)).content.decode()
    names = re.findall(r'(?:href|src)="/static/([^"#]+\.(?:css|js|svg))', page)
    fonts = [f"fonts/source-sans-3-latin-{weight}-normal.woff2" for weight in (400, 600, 700)]
    names = {*names, "bootstrap/bootstrap.min.css", *fonts}
    total = 0
    for name in names:
        for found in finders.find(name, find_all=True)[:1]:
            with open(found, "rb") as file:
                data = file.read()
            total += len(data) if name.endswith(".woff2") else len(gzip.compress(data))
    return total


if __name__ == "__main__":
    sys.exit(main())

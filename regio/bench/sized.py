"""The pages of a region of size S and of size L, under gunicorn, each beside its floor.

As a regisseur reads them, before whom no wall stands, and as an official of one gemeente does.

A new page is a line in PAGES: what it is called, and its address below the region. `{…}` are keys
of `places`. What has an address in the tour's app and no line here is named at the end.
"""

import gzip
import http.client
import logging
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from regio.bench import server

RUNS = 15
READERS = ("regisseur", "beleid")
MOST_QUERIES, MOST_AT_HOME = 15, 25
TIMES_FLOOR, TIMES_AT_HOME = 5, 8
HOME = "Overzicht"
PAGES = {
    HOME: "",
    "OOGO": "oogo/",
    "cyclus": "oogo/cycli/{cycle}/",
    "verplaatsen": "overleg/{meeting}/verplaatsen/",
    "voorraad": "oogo/voorraad/",
    "overleggen": "overleg/",
    "OOGO met 40 punten": "overleg/{meeting}/",
    "deelnemers": "overleg/{meeting}/deelnemers/",
    "mandaten": "overleg/{meeting}/mandaten/",
    "verslag": "overleg/{meeting}/verslag/",
    "overnemen": "overleg/{meeting}/overnemen/",
    "afspraken van overleg": "overleg/{meeting}/afspraken/",
    "dossier": "overleg/{meeting}/dossier/",
    "agendapunt": "overleg/{meeting}/punten/{item}/",
    "agendapunt wijzigen": "oogo/punten/{item}/wijzigen/",
    "afspraken": "afspraken/",
    "afspraak": "afspraken/{decision}/",
    "draad van afspraak": "afspraken/{decision}/draad/",
    "acties": "acties/",
    "alle acties": "acties/?stand=alle",
    "acties op het bord": "acties/?beeld=bord",
    "actie": "acties/{action}/",
    "nieuwe actie": "acties/nieuw/",
    "Checklist": "checklist/",
    "stap": "checklist/{round}/stap/1/",
    "vervolg van stap": "oogo/stap/{round}/1/",
    "Agenda": "agenda/",
    "Monitoring": "monitoring/",
    "Partijen": "speelveld/partijen/",
    "Geschiedenis": "geschiedenis/",
}


@dataclass(frozen=True)
class Tour:
    """Which pages are asked in regions of which sizes (one or two), the small one first.

    `places` gives what stands in the addresses of a region; `app` is whose addresses should all
    have a line, if any. `bytes` is what a page may weigh, compressed, where that is bound. `most`
    is {page: queries} of the pages that may ask more than others.
    """

    pages: dict[str, str]
    places: Callable
    app: str = ""
    sizes: tuple[str, ...] = ("S", "L")
    runs: int = RUNS
    bytes: int = 0
    most: Mapping[str, int] = field(default_factory=lambda: {HOME: MOST_AT_HOME})


@dataclass(frozen=True)
class Cost:
    """What a page costs at one size; `size` is its bytes, compressed; `status` other than 200: it
    is not there."""

    status: int
    queries: int = 0
    milliseconds: float = 0.0
    floor: float = 0.0
    size: int = 0

    @property
    def times(self):
        return self.milliseconds / self.floor if self.floor else 0.0


def measure(database, readers, tour, *, prepare=None):
    """Print a line for each page and reader; return how many faults there are.

    `prepare` is called when the regions are there.
    """
    logging.disable(logging.WARNING)
    server.migrate()
    from django.db import connections

    from regio.filling.actions import fill
    from regio.filling.sizes import SIZES
    from regio.lib import clock

    started = time.perf_counter()
    regions = [fill(size=SIZES[key], day=clock.today()) for key in tour.sizes]
    if prepare:
        prepare()
    filled = time.perf_counter() - started
    print(f"\n{database}: {' and '.join(tour.sizes)} filled in {filled:.0f} s", flush=True)
    plans = {reader: [_counted(region, reader, tour) for region in regions] for reader in readers}
    connections.close_all()
    gunicorn = server.serve(workers=1, threads=2)
    try:
        costs = {reader: [_timed(plan, tour.runs) for plan in plans[reader]] for reader in readers}
    finally:
        gunicorn.terminate()
        gunicorn.wait()
    faults = sum(_told_of(tour, reader, *costs[reader]) for reader in readers)
    if tour.app:
        print("no line for", ", ".join(_unreached(regions[0], tour)))
    return faults


def _told_of(tour, reader, *costs):
    """Print the pages of a reader; return how many bounds they break."""
    few, many = tour.sizes[0], tour.sizes[-1]
    heads = f"{f'queries {few} → {many}':>16}{f'ms {few} → {many}':>18}{'floor':>8}{'× floor':>9}"
    print(f"\n{reader:24}{heads}{'kB':>7}")
    return sum(_told(tour, name, costs[0][name], costs[-1][name]) for name in tour.pages)


def _told(tour, name, small, large):
    """Print the line of a page; return how many bounds it breaks."""
    if {small.status, large.status} == {403}:
        print(f"{name:24}{'not for this one':>16}")
        return 0
    if {small.status, large.status} != {200}:
        print(f"{name:24}{'NOT THERE':>16}  answers {small.status} and {large.status}")
        return 1
    most = tour.most.get(name, MOST_QUERIES)
    times = TIMES_AT_HOME if name == HOME else TIMES_FLOOR
    broken = [
        word
        for word, is_broken in (
            ("GROWS", large.queries > small.queries),
            ("QUERIES", large.queries > most),
            ("SLOW", large.times > times),
            ("HEAVY", 0 < tour.bytes < large.size),
        )
        if is_broken
    ]
    print(
        f"{name:24}{small.queries:>11} → {large.queries:<3}{small.milliseconds:>11.1f} → "
        f"{large.milliseconds:<5.1f}{large.floor:>8.1f}{large.times:>8.1f}"
        f"{large.size / 1000:>8.1f}  {' '.join(broken)}"
    )
    return len(broken)


# --- reading


def places(region):
    """Return {key: what stands in an address} for a filled region; the meeting is the next OOGO."""
    from oogo.models import Cycle, Decision, Meeting

    meeting = Meeting.objects.filter(region=region).latest("number")
    postponed = region.actions.exclude(from_decision=None).exclude(postponements=None)
    postponed = postponed.filter(from_decision__item__is_confidential=False)
    return {
        "cycle": Cycle.objects.get(meeting=meeting).pk,
        "meeting": meeting.number,
        "item": meeting.items.get(order=2).pk,
        "decision": Decision.objects.of_region(region).numbered().latest("pk").pk,
        "action": postponed.latest("number").number,
        "round": region.rounds.latest("opens_on").pk,
    }


def _counted(region, reader, tour):
    """Return {page: (address, status, queries, bytes compressed, address of its floor)} and a
    cookie to ask with. A file has no floor."""
    from django.test import Client

    from accounts.models import User
    from regio.bench import floor

    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email=f"{reader}@{region.slug}.test"))
    keys = tour.places(region)
    plan = {}
    for name, path in tour.pages.items():
        address = f"/regio/{region.slug}/{path.format(**keys)}"
        page, queries = _asked(client, address)
        data = page.getvalue()
        is_page = page.headers["Content-Type"].startswith("text/html")
        floor_url = floor.address_for(data.decode(errors="ignore")) if is_page else ""
        plan[name] = (address, page.status_code, queries, len(gzip.compress(data)), floor_url)
    return plan, client.cookies["sessionid"].value


def _asked(client, address):
    """Ask twice, the second time with all caches filled; count the queries of that."""
    from django.db import connection

    queries = []

    def count(execute, sql, *rest):
        queries.append(sql)
        return execute(sql, *rest)

    client.get(address)
    with connection.execute_wrapper(count):
        page = client.get(address)
    return page, len(queries)


def _timed(counted, runs):
    """Return {page: Cost}: medians of the page and of its floor, asked by turns."""
    plan, session = counted
    line = http.client.HTTPConnection("127.0.0.1", server.PORT, timeout=60)
    costs = {}
    for name, (address, status, queries, size, floor) in plan.items():
        if status != 200:
            costs[name] = Cost(status)
            continue
        times = {one: [] for one in (address, floor) if one}
        for _ in range(runs):
            for one in times:
                times[one].append(_seconds(line, one, session) * 1000)
        page_ms, *floor_ms = map(statistics.median, times.values())
        costs[name] = Cost(status, queries, page_ms, *(floor_ms or [0.0]), size)
    line.close()
    return costs


def _seconds(line, address, session):
    started = time.perf_counter()
    line.request("GET", address, headers={"Cookie": f"sessionid={session}"})
    answer = line.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{address} answers {answer.status}")
    return time.perf_counter() - started


def _unreached(region, tour):
    """Return the names of the addresses of the tour's app that no line of it leads to."""
    from importlib import import_module

    from django.urls import Resolver404, resolve

    urls = import_module(f"{tour.app}.urls")
    reached = set()
    keys = dict.fromkeys(tour.places(region), 1)
    for path in tour.pages.values():
        address = path.format(**keys)
        try:
            reached.add(resolve(f"/regio/{region.slug}/{address.partition('?')[0]}").view_name)
        except Resolver404:
            continue
    names = (f"{urls.app_name}:{pattern.name}" for pattern in urls.urlpatterns)
    return [name for name in names if name not in reached]


OF_MEETINGS = Tour(PAGES, places, "oogo")

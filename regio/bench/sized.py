"""The pages of a region of size S and of size L, under gunicorn, each beside its floor.

As a regisseur reads them, before whom no wall stands, and as an official of one gemeente does.

A new page is a line in PAGES: what it is called, and its address below the region. `{…}` are keys
of `places`. What has an address in `oogo` and no line here is named at the end.
"""

import http.client
import logging
import statistics
import time
from dataclasses import dataclass

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
class Cost:
    """What a page costs at one size; `status` other than 200: it is not there."""

    status: int
    queries: int = 0
    milliseconds: float = 0.0
    floor: float = 0.0

    @property
    def times(self):
        return self.milliseconds / self.floor if self.floor else 0.0


def measure(database, readers):
    """Print a line for each page and reader; return how many faults there are."""
    logging.disable(logging.WARNING)
    server.migrate()
    from django.db import connections

    from regio.filling.actions import fill
    from regio.filling.sizes import SIZES
    from regio.lib import clock

    started = time.perf_counter()
    regions = [fill(size=SIZES[key], day=clock.today()) for key in ("S", "L")]
    filled = time.perf_counter() - started
    print(f"\n{database}: S and L filled in {filled:.0f} s", flush=True)
    plans = {reader: [_counted(region, reader) for region in regions] for reader in readers}
    connections.close_all()
    gunicorn = server.serve(workers=1, threads=2)
    try:
        costs = {reader: [_timed(plan) for plan in plans[reader]] for reader in readers}
    finally:
        gunicorn.terminate()
        gunicorn.wait()
    faults = sum(_told_of(reader, *costs[reader]) for reader in readers)
    print("no line for", ", ".join(_unreached(regions[0])))
    return faults


def _told_of(reader, small, large):
    """Print the pages of a reader; return how many bounds they break."""
    print(f"\n{reader:24}{'queries S → L':>16}{'ms S → L':>18}{'floor':>8}{'× floor':>9}")
    return sum(_told(name, small[name], large[name]) for name in PAGES)


def _told(name, small, large):
    """Print the line of a page; return how many bounds it breaks."""
    if {small.status, large.status} == {403}:
        print(f"{name:24}{'not for this one':>16}")
        return 0
    if {small.status, large.status} != {200}:
        print(f"{name:24}{'NOT THERE':>16}  answers {small.status} and {large.status}")
        return 1
    most, times = (MOST_AT_HOME, TIMES_AT_HOME) if name == HOME else (MOST_QUERIES, TIMES_FLOOR)
    broken = [
        word
        for word, is_broken in (
            ("GROWS", large.queries > small.queries),
            ("QUERIES", large.queries > most),
            ("SLOW", large.times > times),
        )
        if is_broken
    ]
    print(
        f"{name:24}{small.queries:>11} → {large.queries:<3}{small.milliseconds:>11.1f} → "
        f"{large.milliseconds:<5.1f}{large.floor:>8.1f}{large.times:>8.1f}  {' '.join(broken)}"
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


def _counted(region, reader):
    """Return {page: (address, status, queries, address of its floor)} and a cookie to ask with."""
    from django.test import Client

    from accounts.models import User
    from regio.bench import floor

    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email=f"{reader}@{region.slug}.test"))
    keys = places(region)
    plan = {}
    for name, path in PAGES.items():
        address = f"/regio/{region.slug}/{path.format(**keys)}"
        page, queries = _asked(client, address)
        text = page.getvalue().decode(errors="ignore")
        plan[name] = (address, page.status_code, queries, floor.address_for(text))
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


def _timed(counted):
    """Return {page: Cost}: medians of the page and of its floor, asked by turns."""
    plan, session = counted
    line = http.client.HTTPConnection("127.0.0.1", server.PORT, timeout=60)
    costs = {}
    for name, (address, status, queries, floor) in plan.items():
        if status != 200:
            costs[name] = Cost(status)
            continue
        times = {address: [], floor: []}
        for _ in range(RUNS):
            for one in times:
                times[one].append(_seconds(line, one, session) * 1000)
        costs[name] = Cost(status, queries, *map(statistics.median, times.values()))
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


def _unreached(region):
    """Return the names of the addresses of `oogo` that no line of PAGES leads to."""
    from django.urls import Resolver404, resolve

    from oogo.urls import app_name, urlpatterns

    reached = set()
    for path in PAGES.values():
        address = path.format(**dict.fromkeys(places(region), 1))
        try:
            reached.add(resolve(f"/regio/{region.slug}/{address.partition('?')[0]}").view_name)
        except Resolver404:
            continue
    return [n for p in urlpatterns if (n := f"{app_name}:{p.name}") not in reached]

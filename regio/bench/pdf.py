"""`bin/bench pdf [--runs 3]`: our PDFs against plain WeasyPrint on the same HTML.

A dossier of twelve items and forty pages. Plain is one process that has WeasyPrint loaded, no
limits, no tags and no claims. The bound is 1.5 times plain; the PDF itself must have 40 pages.

Then the dossiers of forty readers, as a worker makes them: at most 45 times one personal part, and
once the common file. Joining each reading copy is counted apart: it is no rendering.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

BOUND = 1.5
ITEMS, PARTIES = 12, 10
PAGES = 40
READERS, MOST_PARTS = 40, 45
PARAGRAPH = (
    "Wij herkennen het beeld, maar de afspraken over **leerlingenvervoer** en onderwijshuisvesting "
    "verschillen per gemeente en zijn nog niet bestuurlijk vastgesteld. Het samenwerkingsverband "
    "legt het concept voor dat in januari is besproken met de ambtelijke werkgroep.\n\n"
)
LISTED = "### Wat het vraagt\n\n- tijd van het wijkteam\n- een vaste plek op school\n\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="regio-pdf-bench-") as folder:
        os.environ |= {
            "REGIO_DEBUG": "1",
            "REGIO_VAR": folder,
            "REGIO_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "regio.bench.settings",
        }
        return _measure(runs, Path(folder))


def _measure(runs, folder):
    import django

    django.setup()
    from oogo.papers.printing import Edition
    from oogo.papers.production import Production
    from regio.lib.pdf import render_pdf
    from regio.lib.pdf_join import look

    production = Production(_whole(), Edition(1), folder)
    html, pages = production.common.html, look([production.common.pdf])[0].pages
    _plain(html)  # warm
    plain, ours = [], []
    for _ in range(runs):
        plain.append(_seconds(_plain, html))
        ours.append(_seconds(render_pdf, html))
    ratio = statistics.median(ours) / statistics.median(plain)
    size = production.common.pdf.stat().st_size
    print(f"{pages} pages, {len(html) / 1000:.0f} kB of HTML, {size / 1000:.0f} kB of PDF")
    print(
        f"plain WeasyPrint {statistics.median(plain):.2f} s, ours {statistics.median(ours):.2f} s"
    )
    print(f"ratio {ratio:.2f} (bound {BOUND})")
    is_slow = _measure_readers(production, folder)
    return 1 if ratio > BOUND or pages < PAGES or is_slow else 0


def _measure_readers(warm, folder):
    """Make the papers of all readers; tell whether that takes longer than it may."""
    from oogo.papers.production import Production

    readers = warm.whole.readers
    once = statistics.median(_seconds(warm.personal, reader) for reader in readers[:5])
    production = Production(warm.whole, warm.edition, folder)
    common = _seconds(production.make_common)
    production.make_sheets()
    papers = []
    own = _seconds(lambda: papers.extend((r, production.personal(r)) for r in readers))
    joined = _seconds(lambda: [production.reading_copy(*pair) for pair in papers])
    bound = MOST_PARTS * once + common
    print(f"one reader {once:.2f} s, the common file {common:.2f} s")
    print(f"{len(readers)} readers: {own + common:.1f} s (bound {bound:.1f} s)", end=", ")
    print(f"joining their copies {joined:.1f} s")
    return own + common > bound or len(readers) != READERS


def _seconds(function, *arguments):
    started = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - started


def _plain(html):
    """Render as WeasyPrint does by itself, with our files found but nothing else of ours."""
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from regio.lib.pdf import HOME, _static_files

    paths = _static_files()

    class Files(URLFetcher):
        def fetch(self, url, headers=None):
            kind = "text/css" if url.endswith(".css") else "application/octet-stream"
            with open(paths[url], "rb") as file:
                return URLFetcherResponse(url, file.read(), {"Content-Type": kind})

    return weasyprint.HTML(string=html, base_url=HOME, url_fetcher=Files()).write_pdf()


def _whole():
    """Return the papers of a meeting on which every party said something at every item."""
    from django.core.management import call_command

    from accounts.models import Region
    from oogo.models import AgendaItem, Decision, ItemShare, Meeting, Participant, Stance
    from oogo.papers.whole import Whole
    from partners.models import Body, Organisation, Party, Person, Position
    from regio.lib import clock

    call_command("migrate", verbosity=0)
    row = {"version": 1}
    region = Region.objects.create(name="Renbaan", slug="renbaan", code="RB", **row)
    body = Body.objects.create(
        region=region, kind="oogo", name="OOGO", scale="regionaal", power="stemt_af", **row
    )
    meeting = Meeting.objects.create(
        region=region, number=1, body=body, day=clock.today(), starts_at="13:30",
        ends_at="15:30", **row,
    )  # fmt: skip
    parties = []
    for number in range(READERS):
        organisation = Organisation.objects.create(
            region=region, kind="gemeente", name=f"Gemeente {number}",
            short_name=f"Gemeente {number}", **row,
        )  # fmt: skip
        party = Party.objects.create(organisation=organisation, **row)
        person = Person.objects.create(region=region, name=f"Wethouder {number}", **row)
        position = Position.objects.create(
            person=person, organisation=organisation, title="wethouder", level="bestuurlijk", **row
        )
        Participant.objects.create(meeting=meeting, position=position, party=party, **row)
        parties.append(party)
    for number in range(ITEMS):
        item = AgendaItem.objects.create(
            meeting=meeting, body=body, order=number, title=f"Voorstel {number + 1}",
            kind=AgendaItem.Kind.DECIDE, asked="Instemmen met het voorstel en de verdeling.",
            explanation=(PARAGRAPH * 4 + LISTED) * 5, **row,
        )  # fmt: skip
        decision = Decision.objects.create(region=region, item=item, title=item.title, **row)
        for party in parties[:PARTIES]:
            Stance.objects.create(decision=decision, party=party, value="akkoord", **row)
            ItemShare.objects.create(item=item, party=party, amount=7_500, **row)
    # As it is read again: times as times.
    return Whole(Meeting.objects.select_related("region", "body__region").get(), clock.today())


if __name__ == "__main__":
    sys.exit(main())

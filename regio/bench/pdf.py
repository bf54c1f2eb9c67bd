"""`bin/bench pdf [--runs 3]`: our PDFs against plain WeasyPrint on the same HTML.

A round of 36 parties that all wrote something. Plain is one process that has WeasyPrint loaded, no
limits, no tags and no claims. The bound is 1.5 times plain; the PDF itself must have 40 pages.
"""

import argparse
import io
import os
import statistics
import sys
import tempfile
import time

BOUND = 1.5
PARTIES = 36
PAGES = 40
REMARK = (
    "Wij herkennen het beeld, maar de afspraken over leerlingenvervoer en onderwijshuisvesting "
    "verschillen per gemeente en zijn nog niet bestuurlijk vastgesteld."
)


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
        return _measure(runs)


def _measure(runs):
    import django

    django.setup()
    import pikepdf

    from regio.lib.pdf import render_pdf

    html = _long_round()
    content = render_pdf(html)
    with pikepdf.open(io.BytesIO(content)) as found:
        pages = len(found.pages)
    _plain(html)  # warm
    plain, ours = [], []
    for _ in range(runs):
        plain.append(_seconds(_plain, html))
        ours.append(_seconds(render_pdf, html))
    ratio = statistics.median(ours) / statistics.median(plain)
    print(f"{pages} pages, {len(html) / 1000:.0f} kB of HTML, {len(content) / 1000:.0f} kB of PDF")
    print(
        f"plain WeasyPrint {statistics.median(plain):.2f} s, ours {statistics.median(ours):.2f} s"
    )
    print(f"ratio {ratio:.2f} (bound {BOUND})")
    return 1 if ratio > BOUND or pages < PAGES else 0


def _seconds(function, html):
    started = time.perf_counter()
    function(html)
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


def _long_round():
    """Return the HTML of a round in which every party answered everything."""
    from django.core.management import call_command
    from django.template.loader import render_to_string

    from checklist.models import Answer, Round, StepView
    from checklist.views.papers import paper
    from regio.bench import race
    from regio.lib import clock

    call_command("migrate", verbosity=0)
    round = Round.objects.get(pk=race.prepare(PARTIES).round)
    verdicts = ("geheel", "grotendeels", "deels", "niet")
    for step in round.steps:
        for number, party in enumerate(round.asked_parties()):
            view = {"step": step.key, "party": party, "verdict": verdicts[number % 4]}
            StepView.objects.create(round=round, remark=REMARK, version=1, **view)
        for question in step.questions:
            parties = round.asked_parties() if question.per_party else [None]
            for party in parties:
                value = {"score": "4", "yesno": "deels"}.get(question.kind, REMARK * 3)
                row = {"question_key": question.key, "party": party, "value": value}
                Answer.objects.create(round=round, version=1, **row)
    context = paper(round) | {"region": round.region, "today": clock.today()}
    return render_to_string("checklist/pdf/round.html", context)


if __name__ == "__main__":
    sys.exit(main())

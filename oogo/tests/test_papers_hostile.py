"""Hostile texts in every field that a dossier prints: they stay words, fetch nothing, and end.

The twin lets a text through unescaped and must see the server being asked.
"""

import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pikepdf
import pytest
import weasyprint
from django.utils.safestring import mark_safe

from checklist.models import StepState
from checklist.tests.factories import CONTENT, RoundFactory, RoundPartyFactory
from oogo.papers.personal import Promises, personal_part
from oogo.papers.printing import Edition, common_html, personal_html
from oogo.papers.whole import Whole
from oogo.tests import factories as oogo
from oogo.tests.papers import meeting_of, reader_of, text_of
from regio.lib import clock
from regio.lib.pdf import Limits, PdfError, render_pdf
from regio.lib.tests.verapdf import faults

pytestmark = pytest.mark.looks
DAY = date(2026, 4, 2)
# A fifth of what a paper may take: what is refused is refused sooner, in the same way.
SHORT = Limits(seconds=6)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def texts(server):
    address = f"http://127.0.0.1:{server.server_port}/x"
    return {
        "markup": f'</td></table><img src="{address}"><style>@import "{address}"</style>',
        "a file": '<object data="file:///etc/hostname"></object><link rel="stylesheet" '
        'href="file:///etc/hostname">',
        "markdown": f"![plaat]({address}) [link](javascript:alert) ![f](file:///etc/hostname)",
        "emoji and right-to-left": "👩‍👩‍👧‍👦🫠 مرحبا שלום \u202e omgekeerd 漢字 \x0b",
        "a template": "{{ settings.SECRET_KEY }}{% load x %} %s {0}",
    }


def hostile_meeting(region, text):
    """Return a meeting with `text` in every field that its papers print."""
    line = text[:100]
    meeting = meeting_of(region, place=line)
    meeting.body.name = line
    meeting.body.save()
    region.name = line[:60]
    region.save()
    participant = reader_of(meeting, line[:30], note=line)
    participant.position.title = line
    participant.position.save()
    item = oogo.AgendaItemFactory(
        meeting=meeting,
        title=line,
        asked=text,
        explanation=text,
        submitted_by=line[:80],
        kind="besluitvorming",
    )
    secret = oogo.AgendaItemFactory(
        meeting=meeting, title=line, asked=text, explanation=text, is_confidential=True, ground=line
    )
    for row in (item, secret):
        oogo.ItemPartFactory(item=row, title=line)
        oogo.AnnexFactory(item=row, title=line)
        decision = oogo.DecisionFactory(region=region, item=row, title=line)
        oogo.StanceFactory(
            decision=decision,
            party=participant.party,
            value="voorbehoud",
            reserved_for="college",
            about=line,
        )
    standing = oogo.DecisionFactory(region=region, title=line, minuted=True, year=2025)
    standing.item = oogo.AgendaItemFactory(
        meeting=oogo.MeetingFactory(region=region, body=meeting.body, number=99), title=line
    )
    standing.save()
    oogo.ActionFactory(region=region, title=line, owner_party=participant.party)
    oogo.LocalFollowUpFactory(decision=standing, party=participant.party, note=line)
    round = RoundFactory(region=region, title=line[:60], opens_on=DAY, due_on=DAY)
    RoundPartyFactory(round=round, party=participant.party)
    StepState.objects.create(
        round=round, step=CONTENT["steps"][0]["key"], remark=text, to_do=text, version=1
    )
    return meeting


def papers_of(meeting):
    """Return the HTML of the common file and of the part of its one reader."""
    whole = Whole(meeting, DAY)
    part = personal_part(whole, Promises(whole), whole.readers[0], {})
    return [
        common_html(whole, whole.agenda.shared, Edition(1)),
        personal_html(whole, part, Edition(1)),
    ]


@pytest.mark.parametrize(
    "name", ["markup", "a file", "markdown", "emoji and right-to-left", "a template"]
)
def test_hostile_words_are_printed_as_words_and_nothing_is_fetched(region, server, name):
    text = texts(server)[name]
    with clock.standing_at(DAY):
        papers = [render_pdf(html) for html in papers_of(hostile_meeting(region, text))]
    assert server.asked == []
    assert faults(*papers) == []
    for content in papers:
        with pikepdf.open(BytesIO(content)) as pdf:
            assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
    with open("/etc/hostname", encoding="utf-8") as file:
        machine = file.read().strip()
    assert machine not in " ".join(map(text_of, papers)).split()


def outcome_of(html):
    """Return how a PDF begins, or why it was refused."""
    try:
        return render_pdf(html, limits=SHORT)[:4].decode()
    except PdfError as error:
        return error.reason


@pytest.mark.parametrize(
    "text",
    ["- a\n" + "".join("  " * n + "- a\n" for n in range(200)), "a" * 1_000_000, "> " * 2_000],
    ids=["200 lists in each other", "a word of a megabyte", "2000 quotes in each other"],
)
def test_what_is_too_much_is_printed_or_refused_within_bounds(region, text):
    with clock.standing_at(DAY):
        papers = papers_of(hostile_meeting(region, text))
    started = time.monotonic()
    for html in papers:
        assert outcome_of(html) in ("%PDF", "deep", "large", "long")
    assert time.monotonic() - started < len(papers) * (SHORT.wall_seconds + 3)


def test_twin_words_that_are_not_escaped_reach_the_server(region, server, monkeypatch):
    monkeypatch.setattr("regio.lib.markdown.render", lambda text: mark_safe(text))  # noqa: S308
    text = texts(server)["markup"]
    with clock.standing_at(DAY):
        html, _ = papers_of(hostile_meeting(region, text))
    weasyprint.HTML(string=html, base_url="http://127.0.0.1:9/").write_pdf()
    assert server.asked

"""Nothing is fetched for a PDF: a server counts who asks, a file's words tell whether it is read.

The twin renders the same with WeasyPrint's own fetcher and must be seen to fetch.
"""

import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import weasyprint
from weasyprint.urls import URLFetchingError

from regio.lib.pdf import PdfFailedError, render_pdf
from regio.lib.tests.papers import text_of

MARKER = "WoordenUitEenBestand"
WAYS = {
    "image": '<img src="{}" alt="x">',
    "image set": '<img srcset="{} 2x" src="{}" alt="x">',
    "style sheet": '<link rel="stylesheet" href="{}">',
    "import": '<style>@import url("{}");</style>',
    "import without url": '<style>@import "{}";</style>',
    "background": '<p style="background: url({})">x</p>',
    "list mark": '<ul style="list-style-image: url({})"><li>x</li></ul>',
    "content": '<style>p::before {{ content: url("{}") }}</style><p>x</p>',
    "border": '<p style="border: 9px solid; border-image: url({}) 9">x</p>',
    "page margin": '<style>@page {{ @top-left {{ content: url("{}") }} }}</style>',
    "font": '<style>@font-face {{ font-family: f; src: url("{}") }} p {{ font-family: f }}</style>'
    "<p>x</p>",
    "object": '<object data="{}"></object>',
    "embed": '<embed src="{}">',
    "attachment": '<link rel="attachment" href="{}"><a rel="attachment" href="{}">x</a>',
    "base": '<base href="{}"><img src="x.svg" alt="x">',
    "svg image": '<svg><title>x</title><image width="9" height="9" href="{}"/></svg>',
    "svg use": '<svg><title>x</title><use href="{}#a"/></svg>',
    "svg style": '<svg><title>x</title><style>@import "{}";</style><rect width="9"/></svg>',
    "color profile": '<style>@color-profile --p {{ src: url("{}"); components: r, g, b }}</style>',
}
NOT_KNOWN_TO_WEASYPRINT = {"image set", "svg use", "svg style"}


class Server(ThreadingHTTPServer):
    """A server on this machine that keeps what was asked of it."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = []
        self.address = f"http://127.0.0.1:{self.server_port}/x.svg"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server():
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def marked(tmp_path):
    """Addresses of files that would show their words: {way: html}."""
    svg = tmp_path / "x.svg"
    svg.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="40"><text y="20">{MARKER}'
        "</text></svg>"
    )
    css = tmp_path / "x.css"
    css.write_text(f"p::before {{ content: '{MARKER}' }}")
    return {
        "image": WAYS["image"].format(svg.as_uri()),
        "object": WAYS["object"].format(svg.as_uri()),
        "content": WAYS["content"].format(svg.as_uri()),
        "style sheet": WAYS["style sheet"].format(css.as_uri()) + "<p>x</p>",
        "import": WAYS["import"].format(css.as_uri()) + "<p>x</p>",
        "base": WAYS["base"].format(tmp_path.as_uri() + "/"),
        "path": f'<img src="{svg}" alt="x">',
    }


def test_no_way_of_naming_an_address_reaches_a_server(server):
    ways = {name: way.format(*[server.address] * 2) for name, way in WAYS.items()}
    profile = ways.pop("color profile")
    assert render_pdf("".join(ways.values())).startswith(b"%PDF")
    with pytest.raises(PdfFailedError):
        render_pdf(profile)
    assert server.asked == []


@pytest.mark.parametrize("name", sorted(WAYS.keys() - NOT_KNOWN_TO_WEASYPRINT))
def test_twin_with_the_default_fetcher_the_server_is_asked(name, server):
    with suppress(URLFetchingError):
        weasyprint.HTML(string=WAYS[name].format(*[server.address] * 2)).write_pdf()
    assert server.asked


def test_no_file_of_the_machine_is_read(marked):
    text = text_of(render_pdf("<p>tekst</p>" + "".join(marked.values())))
    assert "tekst" in text
    assert MARKER not in text


@pytest.mark.parametrize("name", ["image", "object", "content", "style sheet", "import", "base"])
def test_twin_with_the_default_fetcher_files_are_read(name, marked):
    assert MARKER in text_of(weasyprint.HTML(string=marked[name]).write_pdf())


STRANGE = [
    "/static/../manage.py",
    "/static/js/../../manage.py",
    "/files/../page.html",
    "/files/other.svg",
    "//127.0.0.1/x.svg",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
    "ftp://127.0.0.1/x.svg",
    "https://papier.invalid/order.json",
    "/static/img/regio.svg?x",
]


def test_only_the_listed_addresses_are_ours():
    """An image that may not be had is not an error: its place stays empty."""
    page = '<p>tekst</p><img src="{}" alt="">'
    refused = render_pdf("".join(page.format(address) for address in STRANGE))
    empty = render_pdf(page.format("/nergens") * len(STRANGE))
    assert refused == empty
    ours = render_pdf(page.format("/static/img/regio.svg") * len(STRANGE))
    assert ours != empty


def test_a_broken_image_leaves_its_words():
    page = '<p>voor</p><img src="/files/stuk.png" alt="Kaart van de regio"><p>na</p>'
    content = render_pdf(page, files={"stuk.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 50})
    assert text_of(content).split() == ["voor", "Kaart", "van", "de", "regio", "na"]

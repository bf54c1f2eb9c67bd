"""Nothing is fetched for a PDF: a server counts what asks it, a file's words show whether it is read.

The twin renders the same with WeasyPrint's own fetcher and must be seen to fetch.
"""

import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import weasyprint

from regio.lib.pdf import render_pdf

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
FETCHED_BY_THE_TWIN = set(WAYS) - {"image set"}


@pytest.fixture
def server():
    """A server on this machine that keeps what was asked of it."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = asked
    server.address = f"http://127.0.0.1:{server.server_port}/x.svg"
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


def text_of(content):
    done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def test_no_way_of_naming_an_address_reaches_a_server(server):
    page = "".join(way.replace("{{", "{").replace("}}", "}") for way in WAYS.values())
    assert render_pdf(page.replace("{}", server.address)).startswith(b"%PDF")
    for way in WAYS.values():
        render_pdf(way.format(*[server.address] * 2))
    assert server.asked == []


@pytest.mark.parametrize("name", sorted(FETCHED_BY_THE_TWIN))
def test_twin_with_the_default_fetcher_the_server_is_asked(name, server):
    way = WAYS[name].format(*[server.address] * 2)
    weasyprint.HTML(string=way).write_pdf(pdf_variant="pdf/a-2a")
    assert server.asked


def test_no_file_of_the_machine_is_read(marked):
    for html in marked.values():
        assert MARKER not in text_of(render_pdf(html + "<p>tekst</p>"))


@pytest.mark.parametrize("name", ["image", "object", "content", "style sheet", "import", "base"])
def test_twin_with_the_default_fetcher_files_are_read(name, marked):
    assert MARKER in text_of(weasyprint.HTML(string=marked[name]).write_pdf())


@pytest.mark.parametrize(
    "address",
    [
        "/static/../manage.py",
        "/static/js/../../manage.py",
        "/files/../page.html",
        "/files/other.svg",
        "//127.0.0.1/x.svg",
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
        "ftp://127.0.0.1/x.svg",
        "https://papier.invalid/order.json",
        "/static/css/paper.css?x",
    ],
)
def test_only_the_listed_addresses_are_ours(address):
    """An image that is not there is not an error: its place stays empty."""
    with_image = render_pdf(f'<img src="{address}" alt=""><p>tekst</p>')
    without = render_pdf('<img src="/nergens" alt=""><p>tekst</p>')
    assert with_image == without


def test_a_broken_image_leaves_its_words():
    page = '<p>voor</p><img src="/files/stuk.png" alt="Kaart van de regio"><p>na</p>'
    content = render_pdf(page, files={"stuk.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 50})
    assert text_of(content).split() == ["voor", "Kaart", "van", "de", "regio", "na"]

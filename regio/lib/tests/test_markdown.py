from html.parser import HTMLParser

import pytest

from regio.lib.markdown import render


class Elements(HTMLParser):
    """The elements of a piece of HTML, as (name, {attribute: value})."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Een **vet** woord", "<p>Een <strong>vet</strong> woord</p>\n"),
        ("een\ntwee", "<p>een<br>\ntwee</p>\n"),
        ("# Kop", "<h3>Kop</h3>\n"),
        ("##### Kop", "<h6>Kop</h6>\n"),
        ("3. drie", '<ol start="3">\n<li>drie</li>\n</ol>\n'),
        (
            "[wet](https://wetten.nl)",
            '<p><a href="https://wetten.nl" rel="noopener noreferrer nofollow">wet</a></p>\n',
        ),
    ],
)
def test_markdown_becomes_html_with_headings_below_those_of_the_page(text, html):
    assert render(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![plaatje](https://elders.example/x.png)",
        "[klik](javascript:alert(1))",
        "[klik](data:text/html;base64,PHNjcmlwdD4=)",
        '<https://elders.example" onclick=x>',
        '[a](https://x.example "\\" onclick=\\"alert(1)")',
        "<div style='position:fixed'>",
        "[x]: javascript:alert(1)\n[x]",
    ],
)
def test_nothing_that_acts_or_fetches_gets_through(text):
    found = Elements(render(text)).found
    assert {tag for tag, _ in found} <= {"p", "a", "br"}
    names = {name for _, attributes in found for name in attributes}
    assert names <= {"href", "rel"}
    for _, attributes in found:
        assert attributes.get("href", "https://").startswith("https://")


@pytest.mark.parametrize(
    "text",
    [
        "> " * 500 + "diep",
        "- " * 500 + "diep",
        "*" * 5000,
        "[" * 5000,
        "|a" * 2000 + "\n" + "|-" * 2000,
    ],
)
def test_deep_and_broken_text_comes_back_without_a_fault(text):
    assert render(text).count("<blockquote>") <= 20

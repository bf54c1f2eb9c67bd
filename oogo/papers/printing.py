"""From what was read to HTML: the common file, its twin for the screen, the part for one reader."""

import re
from dataclasses import dataclass

from django.contrib.staticfiles.finders import find
from django.template.loader import render_to_string

STYLE_SHEET = re.compile(r'<link rel="stylesheet" href="[^"]*?/(css/[\w-]+?)(?:\.\w+)?\.css">')
# What a browser cannot fetch from a file by itself.
FETCHED = re.compile(r"@font-face\s*{[^}]*}|background:\s*url\([^)]*\)[^;]*;")

WIDE = '<div class="wide" tabindex="0">'
VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'


@dataclass(frozen=True)
class Edition:
    """Which paper it is: a concept of a day, or version `number` that was sent on it."""

    number: int | None = None
    is_demonstration: bool = False

    def __str__(self):
        return f"versie {self.number}" if self.number else "concept"

    @property
    def mark(self):
        return "" if self.number else "Concept"


def common_html(whole, papers, edition) -> str:
    """Return the file for all: `papers` are the items that its readers may read."""
    figures = {figure.theme.pk: figure for figure in whole.region_figures}
    # A theme that stands at two items is drawn at the first.
    drawn = [(paper, figures.pop(paper.item.theme_id, None)) for paper in papers]
    return render_to_string(
        "oogo/pdf/dossier.html",
        _context(whole, edition)
        | {
            "papers": drawn,
            "asked": whole.asked(papers),
            "kinds": whole.kinds(papers),
            "has_gaps": whole.agenda.has_gaps,
            "other_figures": list(figures.values()),
        },
    )


def personal_html(whole, personal, edition) -> str:
    """Return the part "Voor u" of one reader."""
    return render_to_string(
        "oogo/pdf/personal.html",
        _context(whole, edition) | {"personal": personal, "reader": personal.reader},
    )


def twin_of(html) -> str:
    """Return the HTML of a paper as one file for a browser: its styles inside, nothing to fetch.

    Each table stands in a box of its own, for a narrow screen.
    """
    sheets = STYLE_SHEET.sub(lambda found: f"<style>{_sheet(found[1])}</style>", html)
    extra = f"{VIEWPORT}<style>{_sheet('css/paper-twin')}</style></head>"
    sheets = sheets.replace("<table", f"{WIDE}<table").replace("</table>", "</table></div>")
    return sheets.replace("</head>", extra, 1)


def _sheet(name):
    with open(find(f"{name}.css"), encoding="utf-8") as file:
        return FETCHED.sub("", file.read())


def _context(whole, edition):
    return {
        "whole": whole,
        "meeting": whole.meeting,
        "day": whole.day,
        "edition": edition,
        "mark": edition.mark,
        "demonstration": edition.is_demonstration,
    }

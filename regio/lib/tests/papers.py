"""What tests read of papers: printed, or left as the HTML that they are made of.

What they say is asked of each database, printing not.
"""

import json
import re
import subprocess
from html import unescape
from pathlib import Path

from django.utils.html import strip_tags

MM = 25.4 / 72
BODY = range(24, 275)  # mm from the top: between the head and the foot
WORD = re.compile(r'yMin="([\d.]+)"[^>]*>(.*?)</word>')
UNSEEN = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)


def leave_as_html(folder, limits, child_file=None):
    """Take the place of the children of `regio.lib.pdf` and `regio.lib.pdf_join`: the paper is its
    HTML as it is, several are joined one after the other."""
    order = json.loads((folder / "order.json").read_text())
    if "look" in order:
        seen = [{"pages": 1, "anchors": {}, "reason": ""} for _ in order["look"]]
        (folder / "result").write_text(json.dumps(seen))
    elif "join" in order:
        files = [Path(part["path"]).read_bytes() for part in order["join"]]
        (folder / "result").write_bytes(b"\n".join(files))
    else:
        (folder / "paper.pdf").write_bytes((folder / "page.html").read_bytes())


def text_of(content, *options):
    """Return the words of a paper, with single spaces; `options` are those of pdftotext."""
    if content.startswith(b"%PDF"):
        command = ["pdftotext", *options, "-", "-"]
        content = subprocess.run(command, input=content, capture_output=True, check=True).stdout
        return " ".join(content.decode().split())
    text = UNSEEN.sub(" ", content.decode(errors="replace"))
    return " ".join(unescape(strip_tags(text)).split())


def pages_of(content):
    """Return what stands on each page of a PDF, as (mm from the top, word) in reading order."""
    command = ["pdftotext", "-bbox", "-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    found = [WORD.findall(page) for page in done.stdout.decode().split("<page ")[1:]]
    places = [[(int(float(top) * MM), unescape(word)) for top, word in page] for page in found]
    return [[place for place in page if place[0] in BODY] for page in places]


def beside(page, heading, height=70):
    """Return the words on a page above or below what starts with `heading` and is `height` mm
    high; None where it does not stand there."""
    text = " ".join(word for _, word in page)
    if heading not in text:
        return None
    top, _ = page[text[: text.index(heading)].count(" ")]
    return [word for at, word in page if not top - 3 <= at <= top + height]

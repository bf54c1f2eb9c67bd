"""What tests read of papers: printed, or left as the HTML that they are made of.

What they say is asked of each database, printing not.
"""

import json
import re
import subprocess
from html import unescape
from pathlib import Path

from django.utils.html import strip_tags

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

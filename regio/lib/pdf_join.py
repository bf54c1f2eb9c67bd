"""PDFs put together into one for reading, in a child process with the limits of `regio.lib.pdf`.

What was made elsewhere is cleaned of all that acts. The result claims nothing: it is not PDF/A and
not PDF/UA, for the pages of others are not.
"""

import json
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from regio.lib.pdf import LIMITS, Limits, limits_in_order, place, run_child

CHILD = Path(__file__).with_name("pdf_join_child.py")
REASONS = {
    "locked": "het bestand is beveiligd",
    "broken": "het bestand is niet te lezen als pdf",
    "long": "het bestand heeft te veel bladzijden",
}


@dataclass(frozen=True)
class Seen:
    """What a PDF is: its pages and where its anchors are; `reason` says why it cannot be joined."""

    pages: int = 0
    anchors: tuple[tuple[str, int], ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Part:
    """Pages of one file: `title` is their bookmark, `prefix` stands before their page numbers.

    `own`: made by `render_pdf`, so that its bookmarks and links come along. `first` and `last` are
    pages, counted from 1; without `last` up to the end. A single page is called by its prefix
    alone. Without a title pages belong to the bookmark before.
    """

    path: Path
    title: str = ""
    prefix: str = ""
    own: bool = False
    first: int = 1
    last: int | None = None


def look(paths: list[Path], limits: Limits = LIMITS) -> list[Seen]:
    """Return what each of these files is, as far as it can be read as a PDF."""
    if not paths:
        return []
    found = json.loads(_run({"look": [str(path) for path in paths]}, limits))
    return [
        Seen(row["pages"], tuple(row["anchors"].items()), REASONS.get(row["reason"], ""))
        for row in found
    ]


def join(parts: list[Part], *, title: str, limits: Limits = LIMITS) -> bytes:
    """Return one PDF of `parts`, in order, with bookmarks; the same bytes for the same parts.

    Raises a PdfError when it cannot be made within `limits`.
    """
    rows = [asdict(part) | {"path": str(part.path)} for part in parts]
    return _run({"join": rows, "title": title}, limits)


def _run(order, limits):
    order |= limits_in_order(limits)
    with place(limits), tempfile.TemporaryDirectory(prefix="regio-pdf-") as name:
        folder = Path(name)
        (folder / "order.json").write_text(json.dumps(order))
        run_child(folder, limits, CHILD)
        return (folder / "result").read_bytes()

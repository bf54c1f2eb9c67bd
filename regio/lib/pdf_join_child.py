"""The child of `regio.lib.pdf_join`: looks at PDFs, or joins them, as `order.json` says.

It runs by its path, imports nothing of Regio and trusts nothing in a file that others made.
"""

import errno
import json
import resource
import signal
import sys
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

MOST_PAGES = 2_000
# What pages and marks of others may carry that acts, or leads where nothing is any more.
ACTS = ("/A", "/AA", "/PA", "/Dest", "/JS", "/Popup", "/RichMediaContent", "/FS", "/Movie", "/T")
SHOWN = {"/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/FreeText", "/Stamp", "/Ink"}
SHOWN |= {"/Widget", "/Square", "/Circle", "/Line", "/Polygon", "/PolyLine", "/Link", "/Text"}


def main():
    order = json.loads(Path("order.json").read_text())
    limit(order["limits"])
    try:
        if "look" in order:
            found = [look(path) for path in order["look"]]
            Path("result").write_text(json.dumps(found))
        else:
            join(order["join"], order["title"])
    except RecursionError:
        return order["codes"]["deep"]
    except MemoryError:
        return order["codes"]["large"]
    except OSError as error:
        if error.errno in (errno.EFBIG, errno.ENOSPC, errno.ENOMEM):
            return order["codes"]["large"]
        raise
    return 0


def limit(limits):
    """Let the kernel end us when we pass a limit, whatever becomes of the parent."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"],) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits["pdf"],) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"] + 1))
    signal.alarm(limits["wall_seconds"])


def look(path):
    """Say how many pages a file has and where its anchors are, or why it cannot be joined."""
    found = {"pages": 0, "anchors": {}, "reason": ""}
    try:
        with pikepdf.open(path) as pdf:
            pages = len(pdf.pages)
            if pdf.is_encrypted:
                return found | {"reason": "locked"}
            if pages > MOST_PAGES:
                return found | {"reason": "long"}
            try_to_join(pdf)
            return found | {"pages": pages, "anchors": anchors(pdf)}
    except pikepdf.PasswordError:
        return found | {"reason": "locked"}
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, KeyError):
        return found | {"reason": "broken"}


def try_to_join(pdf):
    """Fail here, where it can be told, on pages that could not be joined later."""
    if not pdf.pages:
        raise ValueError("no pages")
    out = pikepdf.new()
    for page in pdf.pages:
        clean(page)
        out.pages.append(page)


def anchors(pdf):
    """Return {anchor: page} of a PDF of our own."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    return {
        name: numbers[target[0].objgen]
        for name, target in named(pdf)
        if isinstance(target, Array) and target[0].objgen in numbers
    }


def named(pdf):
    """Yield (name, target) of each named place, as WeasyPrint writes them."""
    names = pdf.Root.get("/Names", {}).get("/Dests", {}).get("/Names", [])
    for at in range(0, len(names) - 1, 2):
        yield str(names[at]), names[at + 1]


def join(parts, title):
    out, sources, labels, places, outline = pikepdf.new(), [], [], {}, []
    for part in parts:
        source = pikepdf.open(part["path"])
        sources.append(source)  # open until all is written
        start = len(out.pages)
        last = part["last"] or len(source.pages)
        for page in source.pages[part["first"] - 1 : last]:
            untag(page) if part["own"] else clean(page)
            out.pages.append(page)
        labels += [start, label(part)]
        if part["title"]:
            outline.append(bookmark(part, source, start, last))
        if part["own"]:
            places |= {
                name: copied
                for name, target in named(source)
                if name not in places and (copied := copy(out, target)) is not None
            }
    finish(out, title, labels, places, outline)
    out.save("result", deterministic_id=True, min_version="1.7")


def copy(out, target):
    """Return a place in the joined file; None where its page did not come along."""
    copied = out.copy_foreign(target) if target.is_indirect else Array(_there(out, target))
    return copied if isinstance(copied[0], Dictionary) else None


def _there(out, target):
    yield out.copy_foreign(target[0])
    yield from list(target)[1:]


def label(part):
    """Say how a viewer numbers the pages of a part; a single page is called by its prefix."""
    if part["first"] == part["last"]:
        return Dictionary(P=String(part["prefix"]))
    return Dictionary(S=Name.D, P=String(part["prefix"]), St=part["first"])


def bookmark(part, source, start, last):
    """Return the bookmark of a part, over those that a part of our own brings."""
    item = OutlineItem(part["title"], start)
    if not part["own"]:
        return item
    numbers = {page.objgen: number for number, page in enumerate(source.pages, 1)}
    with source.open_outline() as own:
        for row in own.root:
            target = row.destination
            number = numbers.get(target[0].objgen) if isinstance(target, Array) else None
            if number and part["first"] <= number <= last:
                item.children.append(OutlineItem(row.title, start + number - part["first"]))
    return item


def untag(page):
    """Take off what ties a page to the tags of its own file."""
    for owner in (page.obj, *page.obj.get("/Annots", [])):
        for key in ("/StructParents", "/StructParent"):
            if key in owner:
                del owner[key]


def clean(page):
    """Leave of a page by others what it shows: no script, no action but a link to the web."""
    untag(page)
    for key in ("/AA", "/PieceInfo", "/Metadata", "/B", "/Trans", "/Dur"):
        if key in page.obj:
            del page.obj[key]
    marks = page.obj.get("/Annots")
    if marks is None:
        return
    kept = [mark for mark in marks if isinstance(mark, Dictionary) and is_shown(mark)]
    page.obj.Annots = Array(kept)


def is_shown(mark):
    """Clean a mark on a page; tell whether anything of it is left to show."""
    kind = str(mark.get("/Subtype", ""))
    action = mark.get("/A")
    address = action.get("/URI") if isinstance(action, Dictionary) else None
    is_link = isinstance(address, String) and str(address).startswith(("http://", "https://"))
    for key in ACTS:
        if key in mark:
            del mark[key]
    if kind == "/Link":
        if is_link:
            mark.A = Dictionary(S=Name.URI, URI=address)
        return is_link
    if kind == "/Widget":  # a field without its form is shown by no reader: keep what it shows
        mark.Subtype = Name.Stamp
    return kind in SHOWN and "/AP" in mark


def finish(out, title, labels, places, outline):
    root = out.Root
    root.Lang = String("nl")
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageLabels = Dictionary(Nums=Array(labels))
    root.Names = Dictionary(
        Dests=Dictionary(
            Names=Array([x for name in sorted(places) for x in (String(name), places[name])])
        )
    )
    with out.open_outline() as whole:
        whole.root.extend(outline)
    out.docinfo["/Title"] = title


if __name__ == "__main__":
    sys.exit(main())

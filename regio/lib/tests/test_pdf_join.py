"""Joining PDFs for reading: bookmarks and links come along, what acts does not, nothing claims."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from regio.lib.pdf import Limits, PdfTooLargeError, render_pdf
from regio.lib.pdf_join import Part, Seen, join, look

OWN = """<html lang="nl"><head><title>Proef</title>
<style>h2 {{ break-before: page; bookmark-level: 1 }}</style></head>
<body><p><a href="#{0}-2">naar twee</a></p><h2 id="{0}-1">Een van {0}</h2>
<h2 id="{0}-2">Twee van {0}</h2></body></html>"""


@pytest.fixture
def file(tmp_path):
    """Write bytes to a file; return its path."""

    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


@pytest.fixture
def own(file):
    return [file(f"{name}.pdf", render_pdf(OWN.format(name))) for name in ("a", "b")]


def foreign(*, pages=2, spoil=None, **save):
    """Return a PDF by another hand; `spoil(pdf)` adds to it."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    if spoil:
        spoil(pdf)
    found = BytesIO()
    pdf.save(found, **save)
    return found.getvalue()


def opened(content):
    return pikepdf.open(BytesIO(content))


def test_what_is_seen_of_files_or_why_they_cannot_be_joined(own, file):
    locked = foreign(encryption=pikepdf.Encryption(owner="a", user="b"))
    unreadable = file("x.pdf", b"%PDF-1.7 en dan niets")
    found = look([own[0], file("l.pdf", locked), unreadable, file("leeg.pdf", foreign(pages=0))])
    broken = Seen(reason="het bestand is niet te lezen als pdf")
    assert found == [
        Seen(3, (("a-1", 2), ("a-2", 3))),
        Seen(reason="het bestand is beveiligd"),
        broken,
        broken,
    ]


def test_parts_come_in_order_with_bookmarks_and_the_numbers_of_their_own_pages(own, file):
    annex = file("annex.pdf", foreign())
    found = opened(
        join(
            [
                Part(own[0], "Voor u", "u-", own=True),
                Part(own[1], "Dossier", own=True, first=2),
                Part(annex, "3.1 Plan", "3.1", first=1, last=1),
                Part(annex, prefix="3.1-"),
            ],
            title="Leesexemplaar",
        )
    )
    assert len(found.pages) == 3 + 2 + 1 + 2
    with found.open_outline() as outline:
        rows = [(row.title, [child.title for child in row.children]) for row in outline.root]
    assert rows == [
        ("Voor u", ["Een van a", "Twee van a"]),
        ("Dossier", ["Een van b", "Twee van b"]),
        ("3.1 Plan", []),
    ]
    labels = [page.label for page in found.pages]
    assert labels == ["u-1", "u-2", "u-3", "2", "3", "3.1", "3.1-1", "3.1-2"]


def test_links_of_our_own_lead_to_the_same_place_in_the_whole(own, tmp_path):
    content = join([Part(own[0], "A", own=True), Part(own[1], "B", own=True)], title="Samen")
    path = tmp_path / "samen.pdf"
    path.write_bytes(content)
    (seen,) = look([path])
    assert dict(seen.anchors) == {"a-1": 2, "a-2": 3, "b-1": 5, "b-2": 6}
    whole = opened(content)
    (link,) = whole.pages[3].Annots
    assert str(link.Dest) == "b-2"


def test_the_whole_claims_neither_archive_nor_accessibility(own):
    found = opened(join([Part(own[0], "A", own=True)], title="Samen"))
    assert {"/Metadata", "/StructTreeRoot", "/MarkInfo", "/OutputIntents"} & set(
        found.Root
    ) == set()
    assert [page.obj.get("/StructParents") for page in found.pages] == [None] * 3


def spoil(pdf):
    """Put in a PDF what a reader of it would carry out."""
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('hallo')"))
    pdf.Root.OpenAction = script
    page = pdf.pages[0].obj
    page.AA = Dictionary(O=script)
    shown = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    common: Any = {"Type": Name.Annot, "Rect": [0, 0, 9, 9]}
    page.Annots = Array(
        [
            Dictionary(Subtype=Name.Link, A=script, **common),
            Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("x")), **common),
            Dictionary(
                Subtype=Name.Link,
                A=Dictionary(S=Name.URI, URI=String("https://nest.example/")),
                **common,
            ),
            Dictionary(
                Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("file:///x")), **common
            ),
            Dictionary(
                Subtype=Name.Widget, AA=Dictionary(E=script), AP=Dictionary(N=shown), **common
            ),
            Dictionary(Subtype=Name.FileAttachment, FS=String("x"), **common),
        ]
    )


def test_nothing_that_acts_comes_along_but_links_to_the_web(file):
    content = foreign(spoil=spoil)
    assert b"JavaScript" in content
    joined = join([Part(file("annex.pdf", content), "Bijlage")], title="Samen")
    kept = opened(joined)
    marks = list(kept.pages[0].Annots)
    assert [str(mark.Subtype) for mark in marks] == ["/Link", "/Stamp"]
    assert str(marks[0].A.URI) == "https://nest.example/"
    assert "/AA" not in marks[1]
    assert "/OpenAction" not in kept.Root
    assert "/AA" not in kept.pages[0].obj
    flat = BytesIO()
    kept.save(flat, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    assert b"alert" not in flat.getvalue()


def test_the_same_parts_give_the_same_bytes(own):
    parts = [Part(own[0], "A", own=True), Part(own[1], "B", own=True)]
    assert join(parts, title="Samen") == join(parts, title="Samen")


def test_a_whole_that_grows_too_large_is_refused(own):
    with pytest.raises(PdfTooLargeError):
        join([Part(own[0], "A", own=True)], title="Samen", limits=Limits(pdf=1_000))


def test_nothing_to_look_at_starts_nothing():
    assert look([]) == []


def test_a_part_by_another_hand_may_be_named_like_one_of_our_own(own, tmp_path):
    """Named places of others do not come along: no link of ours can be led astray by them."""
    content = join([Part(own[0], "Andermans"), Part(own[0], "Eigen", own=True)], title="Samen")
    path = tmp_path / "samen.pdf"
    path.write_bytes(content)
    assert dict(look([path])[0].anchors) == {"a-1": 5, "a-2": 6}

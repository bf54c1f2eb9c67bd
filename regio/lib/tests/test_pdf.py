"""Rendering a PDF: what it says and keeps, our own files in it, and what its limits refuse."""

import subprocess
import tempfile
import time
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from regio.lib import pdf
from regio.lib.pdf import (
    Limits,
    PdfBusyError,
    PdfFailedError,
    PdfTooDeepError,
    PdfTooLargeError,
    PdfTooLongError,
    render_pdf,
)
from regio.lib.tests.papers import text_of
from regio.lib.tests.verapdf import clauses, faults

PAPER = """<html lang="nl"><head><title>Proef</title>
<link rel="stylesheet" href="/static/css/tokens.css">
<link rel="stylesheet" href="/static/css/paper.css"></head><body data-foot="Proef" data-mark="">
{}</body></html>"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001010000000037 6ef9240000000a4944415478"
    "9c6360000000020001 4898 5955 0000000049454e44ae426082".replace(" ", "")
)
NESTED = "<ul><li>"


def paper(body):
    return PAPER.format(body)


def test_a_paper_is_pdf_a_2a_and_pdf_ua_1():
    body = """<h1>Kop</h1><p>Zie <a href="https://nest.example/">de bron</a>.</p>
    <table><thead><tr><th scope="col">Partij</th></tr></thead><tbody><tr><td>A</td></tr></table>
    <ul><li>één</li></ul>
    <svg viewBox="0 0 9 9"><title>Balk</title><rect width="9" height="9"/></svg>
    <img src="/files/stip.png" alt="Een stip">"""
    assert faults(render_pdf(paper(body), files={"stip.png": PIXEL})) == []


@pytest.mark.parametrize(
    ("body", "broken"),
    [
        ('<img src="/files/stip.png">', "ua1 7.3-1"),
        ('<p style="opacity:.5">bleek</p>', "ua1 7.1-3"),
    ],
)
def test_twin_the_gate_sees_an_image_without_alt_and_pale_text(body, broken):
    found = render_pdf(paper(f"<h1>Kop</h1>{body}"), files={"stip.png": PIXEL})
    assert broken in clauses(found)


def test_what_no_font_can_show_keeps_the_paper_right_and_names_keep_their_letters():
    body = "<h1>😀 🫠 漢字 שלום</h1><p>Şahin Łódź 🇳🇱 👩‍👩‍👧 مرحبا q\u0301 \x01 \u2066x\u2069</p>"
    found = render_pdf(paper(body + "<b>Ğ</b>").replace("Proef", "Proef \x01 🫠"))
    assert faults(found) == []
    text = text_of(found)
    assert "Şahin Łódź" in text
    assert "\ufffd" in text


def test_the_same_html_gives_the_same_bytes():
    body = "<h1>Kop</h1>" + "<p>Şahin woont in Alkmaar. 😀</p>" * 20
    assert render_pdf(paper(body)) == render_pdf(paper(body))


def test_the_one_type_family_is_embedded_from_our_static_files():
    content = render_pdf(paper("<h1>Kop</h1><p>tekst <b>Ş</b></p>"))
    done = subprocess.run(["pdffonts", "-"], input=content, capture_output=True, check=True)
    fonts = [line.split() for line in done.stdout.decode().splitlines()[2:]]
    assert fonts
    assert {line[0].partition("+")[2][:13] for line in fonts} == {"Source-Sans-3"}
    assert {line[-5] for line in fonts} == {"yes"}


def test_a_title_and_a_language_are_filled_in_where_the_html_has_none():
    content = render_pdf("<h1>Kop</h1>", title="Dossier", language="fy")
    assert faults(content) == []
    done = subprocess.run(["pdfinfo", "-"], input=content, capture_output=True, check=True)
    assert "Title:           Dossier" in done.stdout.decode()
    with pikepdf.open(BytesIO(content)) as found:
        assert str(found.Root.Lang) == "fy"


def test_two_hundred_lists_in_each_other_are_refused_at_once():
    started = time.monotonic()
    with pytest.raises(PdfTooDeepError):
        render_pdf(paper(NESTED * 200))
    assert time.monotonic() - started < 10


def test_lists_as_deep_as_people_make_them_are_printed():
    assert "diep" in text_of(render_pdf(paper(NESTED * 12 + "diep")))


def test_too_much_html_is_refused_without_starting_a_child():
    with pytest.raises(PdfTooLargeError):
        render_pdf(paper("a" * 10_000_000))


def test_a_very_long_word_is_broken_into_lines():
    content = render_pdf(paper(f"<p>begin {'a' * 20_000} eind</p>"))
    assert text_of(content).count("a") >= 20_000
    assert "eind" in text_of(content)


def test_a_word_of_a_megabyte_ends_within_its_time():
    started = time.monotonic()
    with pytest.raises(PdfTooLongError):
        render_pdf(paper("a" * 1_000_000), limits=Limits(seconds=3))
    assert time.monotonic() - started < 20


def test_a_child_that_takes_too_much_processor_time_is_ended():
    rows = "<table><tr><td>" + "<p>woord en nog wat</p>" * 5_000
    with pytest.raises(PdfTooLongError):
        render_pdf(paper(rows), limits=Limits(seconds=2))


def test_a_child_that_takes_too_much_memory_is_ended():
    with pytest.raises(PdfTooLargeError):
        render_pdf(paper("<p>woord en nog wat</p>" * 20_000), limits=Limits(memory=190_000_000))


def test_a_pdf_that_grows_too_large_is_refused():
    with pytest.raises(PdfTooLargeError):
        render_pdf(paper("<p>woord</p>" * 400), limits=Limits(pdf=4_000))


def test_a_reader_who_finds_every_place_taken_hears_that_it_is_busy():
    with ExitStack() as others:
        for _ in range(pdf.AT_ONCE):
            others.enter_context(pdf.place(Limits()))
        with pytest.raises(PdfBusyError):
            render_pdf(paper("x"), limits=Limits(seconds=0))


def test_a_machine_without_the_font_is_told_which_package_it_misses(tmp_path):
    with pytest.raises(PdfFailedError, match="fonts-dejavu-core"):
        pdf._fallback_fonts((str(tmp_path),))


@pytest.fixture
def run_child(tmp_path):
    """Run another program in the place of the child."""

    def run(program, limits):
        (tmp_path / "child.py").write_text(program)
        pdf.run_child(tmp_path, limits, tmp_path / "child.py")

    return run


def test_a_child_that_fails_says_why(run_child):
    with pytest.raises(PdfFailedError, match="geen pango"):
        run_child("raise RuntimeError('geen pango')", Limits())


def ends_soon(stat):
    """Tell whether a process that was killed is gone, or a zombie, before ten seconds are over."""
    for _ in range(100):
        try:
            if stat.read_text().split()[2] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.1)
    return False


def test_a_child_that_hangs_is_killed_with_all_that_it_started(run_child, tmp_path):
    program = """if True:
        import pathlib, subprocess, time
        started = subprocess.Popen(["sleep", "60"], start_new_session=False)
        pathlib.Path("started").write_text(str(started.pid))
        time.sleep(60)
    """
    with pytest.raises(PdfTooLongError):
        run_child(program, Limits(seconds=1))
    stat = Path(f"/proc/{(tmp_path / 'started').read_text()}/stat")
    assert ends_soon(stat)


def test_a_child_sees_none_of_our_secrets(run_child, tmp_path, monkeypatch):
    monkeypatch.setenv("REGIO_SECRET_KEY", "geheim")
    run_child("import os, pathlib; pathlib.Path('seen').write_text(str(os.environ))", Limits())
    assert "geheim" not in (tmp_path / "seen").read_text()


def test_nothing_of_a_rendering_stays_behind(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    render_pdf(paper("x"))
    with pytest.raises(PdfTooDeepError):
        render_pdf(paper(NESTED * 200))
    assert list(tmp_path.iterdir()) == []

"""HTML to PDF/A-2a and PDF/UA-1, in a child process with limits; nothing else renders PDFs.

The child (`pdf_child.py`) fetches nothing but our static files and the files handed in. Texts of
users may make it slow or large; then it is ended and the caller gets a PdfError, never a hang.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage

CHILD = Path(__file__).with_name("pdf_child.py")
HOME = "https://papier.invalid/"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
FALLBACK_FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
FONT_CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""
TOO_DEEP, TOO_LARGE = 71, 72  # exit codes
AT_ONCE = 2
_places = threading.BoundedSemaphore(AT_ONCE)


class PdfError(Exception):
    """The PDF could not be made; `reason` is a word that a page can explain."""

    reason = "failed"


class PdfFailedError(PdfError):
    """WeasyPrint stopped, or what it needs is not installed; the message has its last words."""


class PdfTooLargeError(PdfError):
    """The HTML, the memory it took or the PDF that came of it passed its limit."""

    reason = "large"


class PdfTooLongError(PdfError):
    """It took more time than allowed."""

    reason = "long"


class PdfTooDeepError(PdfError):
    """Elements stand deeper in each other than a layout can follow."""

    reason = "deep"


class PdfBusyError(PdfError):
    """Other PDFs kept every place occupied."""

    reason = "busy"


@dataclass(frozen=True)
class Limits:
    """What one PDF may cost: seconds of processor, bytes, levels of elements.

    The wall clock gets twice the seconds, for a machine with other work.
    """

    seconds: int = 30
    memory: int = 1 << 30
    html: int = 4_000_000
    pdf: int = 64_000_000
    depth: int = 80

    @property
    def wall_seconds(self):
        return 2 * self.seconds


LIMITS = Limits()
ERRORS: dict[int, tuple[type[PdfError], str]] = {
    TOO_DEEP: (PdfTooDeepError, "too many elements in each other"),
    TOO_LARGE: (PdfTooLargeError, "more memory or disk than allowed"),
    -signal.SIGXCPU: (PdfTooLongError, "more processor time than allowed"),
    -signal.SIGALRM: (PdfTooLongError, "more time than allowed"),
    -signal.SIGKILL: (PdfTooLongError, "more time than allowed"),
    # How the C libraries below WeasyPrint end when they get no memory.
    -signal.SIGABRT: (PdfTooLargeError, "more memory than allowed"),
    -signal.SIGTRAP: (PdfTooLargeError, "more memory than allowed"),
}


def render_pdf(
    html: str,
    *,
    files: dict[str, bytes] | None = None,
    title: str = "",
    language: str = "nl",
    limits: Limits = LIMITS,
) -> bytes:
    """Return `html` as a PDF that says and keeps PDF/A-2a and PDF/UA-1; the same for the same.

    Static files have their usual addresses (`{% static %}`), `files` stand at `/files/<name>`;
    nothing else is fetched. `title` and `language` fill in what the HTML leaves out. A character
    that no font here has becomes �. Raises a PdfError when it cannot be made within `limits`.
    """
    source = html.encode("utf-8", "replace")
    if len(source) > limits.html:
        raise PdfTooLargeError(f"{len(source)} bytes of HTML, {limits.html} allowed")
    order = {
        "home": HOME,
        "title": title,
        "language": language,
        "static": _static_files(),
    }
    with place(limits), tempfile.TemporaryDirectory(prefix="regio-pdf-") as name:
        folder = Path(name)
        (folder / "page.html").write_bytes(source)
        order |= {"files": _write_files(folder, files or {})} | limits_in_order(limits)
        (folder / "order.json").write_text(json.dumps(order))
        _lay_fonts(folder)
        run_child(folder, limits)
        return (folder / "paper.pdf").read_bytes()


def limits_in_order(limits):
    """Return what the order of a child says of its limits, and how it tells that it passed one."""
    return {
        "limits": asdict(limits) | {"wall_seconds": limits.wall_seconds},
        "codes": {"deep": TOO_DEEP, "large": TOO_LARGE},
    }


@contextmanager
def place(limits):
    """Hold one of the few places, so that many readers at once do not exhaust the machine."""
    if not _places.acquire(timeout=limits.wall_seconds):
        raise PdfBusyError(f"{AT_ONCE} other PDFs took all the time")
    try:
        yield
    finally:
        _places.release()


def _static_files():
    """Return {address: path} of every static file, under its plain and its hashed name."""
    found = {}
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = storage.path(name)
            found.setdefault(urljoin(HOME, f"static/{name}"), path)
            with suppress(ValueError):  # the manifest does not have it
                found.setdefault(urljoin(HOME, staticfiles_storage.url(name)), path)
    return found


def _write_files(folder, files):
    """Store `files` under names of our own; return {address: path}."""
    (folder / "files").mkdir()
    found = {}
    for number, (name, content) in enumerate(files.items()):
        path = folder / "files" / str(number)
        path.write_bytes(content)
        found[urljoin(HOME, f"files/{name}")] = str(path)
    return found


@cache
def _fallback_fonts(folders=FONT_FOLDERS):
    files = [path for folder in folders for path in Path(folder).rglob("DejaVuSans*.ttf")]
    found = {path.name: path for path in files}
    if missing := [name for name in FALLBACK_FONTS if name not in found]:
        raise PdfFailedError(f"no {', '.join(missing)}: install fonts-dejavu-core")
    return [found[name] for name in FALLBACK_FONTS]


def _lay_fonts(folder):
    """Let the child see two fonts of this machine and no other: everywhere the same PDF."""
    (folder / "fonts").mkdir()
    for font in _fallback_fonts():
        (folder / "fonts" / font.name).symlink_to(font)
    (folder / "fonts.conf").write_text(FONT_CONFIG.format(folder=folder))


def run_child(folder, limits, child_file=CHILD):
    """Run a child in a group and a folder of its own, without our secrets."""
    environment = {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
        "PYTHONHASHSEED": "0",
    }
    with open(folder / "errors", "wb") as errors:
        child = subprocess.Popen(
            [sys.executable, "-s", "-P", str(child_file)],
            stdin=subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        try:
            code = child.wait(timeout=limits.wall_seconds)
        except BaseException as error:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            if isinstance(error, subprocess.TimeoutExpired):
                raise PdfTooLongError("more time than allowed") from None
            raise
    if code:
        words = (folder / "errors").read_bytes()[-400:].decode(errors="replace").strip()
        kind, message = ERRORS.get(code, (PdfFailedError, f"code {code}: {words}"))
        raise kind(message)

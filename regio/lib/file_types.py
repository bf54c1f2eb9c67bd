"""What a file is by its content, whatever its name says: the few types that papers come in."""

import io
import zipfile
from dataclasses import dataclass

import puremagic

MAX_MEMBER = 1_000_000  # bytes that we read of the table of contents of an office file
OFFICE = "application/vnd.openxmlformats-officedocument."
TEXT_CONTROLS = {"\t", "\n", "\r", "\f"}


@dataclass(frozen=True)
class FileType:
    """A type that we take: how people call it, its ending, and its name on the web."""

    label: str
    ending: str
    content_type: str


PDF = FileType("PDF", "pdf", "application/pdf")
PNG = FileType("PNG", "png", "image/png")
JPEG = FileType("JPEG", "jpg", "image/jpeg")
TEXT = FileType("tekst", "txt", "text/plain; charset=utf-8")
ODT = FileType("ODT", "odt", "application/vnd.oasis.opendocument.text")
DOCX = FileType("Word", "docx", f"{OFFICE}wordprocessingml.document")
XLSX = FileType("Excel", "xlsx", f"{OFFICE}spreadsheetml.sheet")
PPTX = FileType("PowerPoint", "pptx", f"{OFFICE}presentationml.presentation")
BY_MAGIC = {kind.content_type: kind for kind in (PDF, PNG, JPEG)}
ALL = (PDF, DOCX, XLSX, PPTX, ODT, PNG, JPEG, TEXT)


def type_of(data: bytes) -> FileType | None:
    """Return the type of a file by its bytes; None for any that we do not take.

    An office file with macros is none of ours.
    """
    if data.startswith(b"PK"):
        return _office(data)
    return _by_magic(data) or _text(data)


def _by_magic(data):
    try:
        found = puremagic.magic_string(data[:4096])
    except (puremagic.PureError, ValueError):
        return None
    return next((BY_MAGIC[m.mime_type] for m in found if m.mime_type in BY_MAGIC), None)


def _office(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                is_odt = _member(archive, "mimetype").strip() == ODT.content_type.encode()
                return ODT if is_odt else None
            contents = _member(archive, "[Content_Types].xml").decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, ValueError):
        return None
    if "macroEnabled" in contents or any(name.endswith("vbaProject.bin") for name in names):
        return None
    return next(
        (kind for kind in (DOCX, XLSX, PPTX) if f"{kind.content_type}.main+xml" in contents), None
    )


def _member(archive, name):
    with archive.open(name) as file:
        return file.read(MAX_MEMBER)


def _text(data):
    """Text is what reads as UTF-8 without control characters, and is not empty."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    is_readable = all(c >= " " or c in TEXT_CONTROLS for c in text) and "\x7f" not in text
    return TEXT if text.strip() and is_readable else None

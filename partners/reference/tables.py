"""Bytes of a file as lines of cells, whatever program wrote it."""

import csv
import io
from typing import NamedTuple

from partners.reference.edition import refuse

MAX_BYTES = 5_000_000
MAX_LINES = 20_000
DELIMITERS = (";", "\t", ",")
FOREIGN = {
    b"PK": "een Excel- of zipbestand: bewaar het als CSV",
    b"%PDF": "een PDF",
    b"\xd0\xcf": "een oud Excel-bestand: bewaar het als CSV",
    b"<": "een webpagina of XML",
    b"{": "JSON: gebruik het nummer van de tabel bij het CBS, of een CSV",
    b"[": "JSON: gebruik het nummer van de tabel bij het CBS, of een CSV",
    b"\x89PNG": "een afbeelding",
    b"\xff\xd8": "een afbeelding",
}


class Line(NamedTuple):
    number: int
    cells: list[str]


def read_table(data: bytes, name: str) -> list[Line]:
    """Return the lines that are not empty, without the last one that names the source.

    Raises ReferenceFileError for what is no table of text.
    """
    text = text_of(data, name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    lines = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append(Line(reader.line_num, cells))
            if reader.line_num > MAX_LINES:
                refuse(f"{name}: verwacht ten hoogste {MAX_LINES} regels")
    except csv.Error:
        refuse(
            f"{name}, regel {reader.line_num}: verwacht waarden tussen scheidingstekens, met "
            "aanhalingstekens die sluiten"
        )
    return lines[:-1] if lines and _names_source(lines[-1].cells) else lines


def text_of(data: bytes, name: str) -> str:
    """Return the text of a file in UTF-8 or Windows-1252. Raises ReferenceFileError."""
    if not data.strip():
        refuse(f"{name}: het bestand is leeg")
    if len(data) > MAX_BYTES:
        refuse(f"{name}: verwacht ten hoogste {MAX_BYTES // 1_000_000} MB")
    for start, what in FOREIGN.items():
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start):
            refuse(f"{name}: verwacht een CSV, gevonden {what}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _windows(data, name)
    if any(c < " " and c not in "\t\r\n" for c in text):
        refuse(f"{name}: verwacht tekst in UTF-8 of Windows-1252, gevonden andere tekens")
    return text


def _windows(data, name):
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return refuse(f"{name}: verwacht tekst in UTF-8 of Windows-1252")


def _delimiter(text):
    """Return what stands most often in the line where most of any of them stand."""
    counts = [
        (line.count(mark), -place, mark)
        for line in text.splitlines()[:20]
        for place, mark in enumerate(DELIMITERS)
    ]
    return max(counts, default=(0, 0, ";"))[2]


def _names_source(cells):
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) == 1 and filled[0].lower().startswith(("bron", "©", "source"))

"""Spreadsheets (XLSX): cells that no program takes for a formula, and reading what others made.

Reading takes values alone: a formula is neither run nor believed.
"""

import io
import zipfile
import zlib
from datetime import date, datetime
from typing import NamedTuple
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from regio.lib import file_types

CONTENT_TYPE = file_types.XLSX.content_type
DAY_FORMAT = "DD-MM-YYYY"
WRAPPED = Alignment(vertical="top", wrap_text=True)
MAX_BYTES = 1_000_000
MAX_UNPACKED, MAX_MEMBERS, MAX_COLUMNS = 20_000_000, 200, 60
BROKEN = (
    AttributeError,
    EOFError,
    IndexError,
    InvalidFileException,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
NO_SHEET = "Dit is geen Excel-bestand (.xlsx). Sla het op als Excel-werkmap en kies het opnieuw."
UNREADABLE = "Dit Excel-bestand is beschadigd. Open het in uw rekenprogramma en sla het opnieuw op."


class SheetError(Exception):
    """A file from which nothing can be read, in words for who sent it."""


class Cell(NamedTuple):
    """What stands in a cell as text, a day as 2026-03-03; `problem` says why it cannot be read."""

    text: str = ""
    problem: str = ""


EMPTY = Cell()


def cell(sheet, value, *, bold=False):
    """Return a cell that holds a day, a number, or a text which no spreadsheet takes for a
    formula."""
    if isinstance(value, date):
        made = WriteOnlyCell(sheet, value)
        made.number_format = DAY_FORMAT
        return made
    if isinstance(value, int):
        return WriteOnlyCell(sheet, value)
    text = ILLEGAL_CHARACTERS_RE.sub("", value or "")
    made = WriteOnlyCell(sheet, text)
    made.data_type = "s"
    made.quotePrefix = text[:1] in ("=", "+", "-", "@", "\t", "\r")
    if bold:
        made.font = Font(bold=True)
    return made


def add_table(book, name, columns, rows, *, freeze="B2", wrap=False):
    """Add a sheet with headings (`columns` is {heading: width}) and rows below them; `wrap` lets
    long texts go on below themselves."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = freeze
    for number, width in enumerate(columns.values(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([cell(sheet, heading, bold=True) for heading in columns])
    count = 1
    for row in rows:
        cells = [cell(sheet, value) for value in row]
        for made in cells if wrap else ():
            made.alignment = WRAPPED
        sheet.append(cells)
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
    return sheet


def new_book(title):
    book = Workbook(write_only=True)
    book.properties.title = title
    return book


def as_bytes(book) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read_cells(data: bytes, *, max_rows) -> list[tuple[int, list[Cell]]]:
    """Return the rows of the first sheet that say something: (number, cells).

    Raises SheetError for a file that is too large, of another type, broken, or too long.
    """
    if len(data) > MAX_BYTES:
        raise SheetError(f"Dit bestand is groter dan {MAX_BYTES // 1_000_000} MB.")
    if not data:
        raise SheetError("Dit bestand is leeg.")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError(
            "Dit bestand is beveiligd met een wachtwoord, of van een oude Excel (.xls). Sla het op "
            "als gewone Excel-werkmap (.xlsx)."
        )
    if file_types.type_of(data) is not file_types.XLSX:
        raise SheetError(NO_SHEET)
    try:
        _check_archive(data)
        return _rows_of(data, max_rows)
    except BROKEN as error:
        raise SheetError(UNREADABLE) from error


def _check_archive(data):
    """Refuse what unpacks to more than a list of people can be, and XML that defines entities."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
            raise SheetError("Dit bestand is uitgepakt te groot om te lezen.")
        for member in members:
            is_xml = member.filename.endswith((".xml", ".rels"))
            # Without NUL what is written in UTF-16 reads as well.
            if is_xml and b"<!DOCTYPE" in archive.read(member).replace(b"\0", b""):
                raise SheetError(UNREADABLE)


def _rows_of(data, max_rows):
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    if not book.worksheets:
        raise SheetError("In dit bestand staat geen werkblad.")
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    rows = []
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
        cells = [_read(one) for one in row] if any(one.value is not None for one in row) else []
        while cells and cells[-1] == EMPTY:
            cells.pop()
        if cells:
            rows.append((number, cells))
        if len(rows) > max_rows or number > 10 * max_rows:
            raise SheetError(f"Dit bestand heeft meer dan {max_rows:,} regels.".replace(",", "."))
    return rows


def _read(one):
    value = one.value
    if value is None:
        return Cell()
    if one.data_type == "f" or (isinstance(value, str) and value.startswith("=")):
        return Cell(problem="hier staat een formule; zet de uitkomst als gewone waarde neer")
    if one.data_type == "e":
        return Cell(problem=f"hier staat een fout ({str(value)[:20]})")
    if isinstance(value, bool):
        return Cell(problem="hier staat waar of onwaar")
    if isinstance(value, datetime):
        return Cell(f"{value:%Y-%m-%d}")
    if isinstance(value, float) and value.is_integer():
        return Cell(str(int(value)))
    return Cell(str(value)[:2000])

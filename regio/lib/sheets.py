"""Spreadsheets (XLSX): cells that no program takes for a formula."""

import io
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from regio.lib import file_types

CONTENT_TYPE = file_types.XLSX.content_type
DAY_FORMAT = "DD-MM-YYYY"


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


def add_table(book, name, columns, rows, *, freeze="B2"):
    """Add a sheet with headings (`columns` is {heading: width}) and rows below them."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = freeze
    for number, width in enumerate(columns.values(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([cell(sheet, heading, bold=True) for heading in columns])
    for row in rows:
        sheet.append([cell(sheet, value) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}1"
    return sheet


def new_book(title):
    book = Workbook(write_only=True)
    book.properties.title = title
    return book


def as_bytes(book) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()

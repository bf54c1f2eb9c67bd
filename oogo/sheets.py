"""The list of actions as a spreadsheet (XLSX).

Every cell is stored as what it is, a text or a day: a text that begins like a formula stays a text.
"""

from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

COLUMNS = {
    "Nr": 7,
    "Actie": 50,
    "Eigenaar": 24,
    "Zetel of persoon": 34,
    "Zonder eigenaar": 30,
    "Helpers": 24,
    "Thema": 24,
    "Ontstaan": 12,
    "Uiterlijk": 12,
    "Hoe dichtbij": 16,
    "Stand": 14,
    "Gereed gemeld": 14,
    "Afgerond": 12,
    "Wat er gedaan is": 40,
    "Reden van vervallen": 30,
    "Toelichting": 50,
}
DAY_FORMAT = "DD-MM-YYYY"


def action_book(entries, day) -> bytes:
    """Return the workbook of `entries` (helpers fetched) as they stand on `day`."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Acties")
    sheet.freeze_panes = "C2"
    for number, width in enumerate(COLUMNS.values(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_cell(sheet, name, bold=True) for name in COLUMNS])
    rows = [_values(entry) for entry in entries]
    for values in rows:
        sheet.append([_cell(sheet, value) for value in values])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    book.properties.title = f"Acties, stand van {day:%d-%m-%Y}"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _values(entry):
    action, owner = entry.action, entry.owner
    return [
        action.code,
        action.title,
        owner.name,
        owner.who,
        owner.gap,
        ", ".join(str(party) for party in action.helpers.all()),
        str(action.theme or ""),
        action.arose_on,
        action.due_on,
        entry.due.text,
        action.get_status_display(),
        action.reported_on,
        action.confirmed_on,
        action.report_note,
        action.lapse_reason,
        action.note,
    ]


def _cell(sheet, value, *, bold=False):
    """Return a cell that holds a day, or a text which no spreadsheet takes for a formula."""
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = DAY_FORMAT
        return cell
    text = ILLEGAL_CHARACTERS_RE.sub("", value or "")
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@", "\t", "\r")
    if bold:
        cell.font = Font(bold=True)
    return cell

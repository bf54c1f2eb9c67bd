"""The list of actions as a spreadsheet (XLSX).

Every cell is stored as what it is, a text or a day: a text that begins like a formula stays a text.
"""

from regio.lib import sheets

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


def action_book(entries, day) -> bytes:
    """Return the workbook of `entries` (helpers fetched) as they stand on `day`."""
    book = sheets.new_book(f"Acties, stand van {day:%d-%m-%Y}")
    sheets.add_table(book, "Acties", COLUMNS, (_values(entry) for entry in entries), freeze="C2")
    return sheets.as_bytes(book)


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

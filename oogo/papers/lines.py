"""Rows as a paper writes them: who does an action and how late it is, what file an annex is."""

from dataclasses import dataclass

from oogo.models import Action, Annex

KINDS = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    "application/vnd.oasis.opendocument.text": "OpenDocument",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument",
    "image/png": "afbeelding",
    "image/jpeg": "afbeelding",
    "text/plain": "tekst",
    "text/csv": "csv",
}
UNITS = ("bytes", "kB", "MB", "GB")


@dataclass(frozen=True)
class ActionLine:
    """An action with who does it and, in words, how late it is (empty: it is not)."""

    action: Action
    owner: str
    late: str
    is_due: bool


@dataclass(frozen=True)
class AnnexPaper:
    """A bijlage with the number by which the papers call it: 4.2."""

    number: str
    annex: Annex

    @property
    def kind(self):
        """What file it is and how large: "pdf, 1,2 MB"."""
        document = self.annex.document
        return f"{KINDS.get(document.content_type, 'bestand')}, {size_in_words(document.size)}"

    @property
    def is_pdf(self):
        return self.annex.document.content_type == "application/pdf"


def action_line(action, day) -> ActionLine:
    days = action.days_late_on(day)
    late = f"{days} dag te laat" if days == 1 else f"{days} dagen te laat" if days else ""
    return ActionLine(action, owner_in_words(action), late, action.is_open and action.due_on == day)


def owner_in_words(action) -> str:
    """Name who does it: the party with its seat or its person, a free role, or a body."""
    if action.owner_body_id:
        return str(action.owner_body)
    position, seat = action.owner_position, action.owner_seat
    who = str(position.person) if position else seat.label if seat else ""
    party = str(action.owner_party) if action.owner_party_id else ""
    return " · ".join(filter(None, [party, who]))


def size_in_words(size) -> str:
    """Write a number of bytes as people do: 840 kB, 1,2 MB."""
    amount, unit = float(size), 0
    while amount >= 1000 and unit < len(UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    decimals = 1 if unit > 1 and amount < 10 else 0
    return f"{amount:.{decimals}f} {UNITS[unit]}".replace(".", ",")

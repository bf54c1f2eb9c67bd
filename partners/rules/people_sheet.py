"""A list of people as a sheet, one row a function: what each cell means, and what is wrong."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from regio.lib.forms import one_line
from regio.lib.sheets import Cell, SheetError
from regio.lib.sort_name import fold

HEADINGS = {
    "name": "Naam",
    "email": "E-mailadres",
    "phone": "Telefoon",
    "organisation": "Organisatie",
    "title": "Functie",
    "level": "Niveau",
    "portfolios": "Portefeuilles",
    "mandate": "Mandaat",
    "ceiling": "Plafond",
    "since": "Vanaf",
    "until": "T/m",
    "verified": "Nagekeken",
}
ALIASES = {
    "nagekeken op": "verified",
    "email": "email",
    "e-mail": "email",
    "tm": "until",
    "tot en met": "until",
}
LONGEST = {"name": 120, "email": 254, "phone": 30, "organisation": 120, "title": 120}
SEVERAL = "meer dan één"
NO_MANDATE = ""
DAY_NOTATIONS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")
MAX_EURO = 2_000_000_000
MAX_HEAD = 20


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: the row and the column as a spreadsheet shows them."""

    row: int
    column: str
    text: str


@dataclass(frozen=True)
class Line:
    """One row: a person, and a function where there is one. Empty says nothing: it stays as it is.

    `level` and `mandate` are stored values; `until` is the first day on which it no longer holds.
    """

    row: int
    name: str
    email: str = ""
    phone: str = ""
    organisation: str = ""
    title: str = ""
    level: str = ""
    portfolios: tuple[str, ...] = ()
    mandate: str = ""
    ceiling: int | None = None
    since: date | None = None
    until: date | None = None
    verified: date | None = None

    @property
    def who(self):
        """Tell people apart who are not in the list yet: by e-mail address, else name and place."""
        if self.email:
            return (self.email.casefold(),)
        return fold(self.name), fold(self.organisation)


@dataclass(frozen=True)
class Sheet:
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    ignored: tuple[str, ...] = ()


def read_sheet(rows, *, levels, mandates) -> Sheet:
    """Read rows of cells, headings first; `levels` and `mandates` are {value: label}.

    Raises SheetError when no row has the headings.
    """
    columns, ignored, below = _headings(rows)
    reader = _Reader(columns, _by_word(levels), _by_word(mandates) | {fold(SEVERAL): SEVERAL})
    for number, cells in below:
        reader.read(number, cells)
    if not reader.lines and not reader.faults:
        raise SheetError("Onder de kolomkoppen staat niets.")
    return Sheet(tuple(reader.lines), tuple(reader.faults), ignored)


def _by_word(choices):
    return {fold(word): value for value, label in choices.items() for word in (value, label)}


def _headings(rows):
    """Return ({role: column}, headings that say nothing to us, the rows below them)."""
    known = {fold(heading): role for role, heading in HEADINGS.items()} | ALIASES
    for index, (_, cells) in enumerate(rows[:MAX_HEAD]):
        names = [fold(cell.text) for cell in cells]
        columns = {known[n]: place for place, n in reversed(list(enumerate(names))) if n in known}
        if "name" in columns and len(columns) > 1:
            roles = [known[n] for n in names if n in known]
            if twice := next((role for role in roles if roles.count(role) > 1), None):
                raise SheetError(f"De kolom {HEADINGS[twice]} staat er twee keer in.")
            texts = [cell.text[:60] for cell in cells if cell.text.strip()]
            ignored = tuple(text for text in texts if fold(text) not in known)
            return columns, ignored, rows[index + 1 :]
    raise SheetError(
        "In dit bestand staan geen kolomkoppen die Regio kent. Gebruik het sjabloon: Naam, "
        "E-mailadres, Organisatie, Functie, Niveau."
    )


class _Reader:
    def __init__(self, columns, levels, mandates):
        self.columns, self.levels, self.mandates = columns, levels, mandates
        self.lines: list[Line] = []
        self.faults: list[Fault] = []
        self.row = 0

    def read(self, row, cells):
        self.row, before = row, len(self.faults)
        text = {role: self._text(role, cells) for role in HEADINGS}
        line = Line(
            row,
            text["name"],
            self._email(text["email"]),
            _phone(text["phone"]),
            text["organisation"],
            text["title"],
            self._choice("level", text["level"], self.levels),
            _names(text["portfolios"]),
            self._choice("mandate", text["mandate"], self.mandates),
            self._euro(text["ceiling"]),
            self._day("since", text["since"]),
            self._day("until", text["until"], days=1),
            self._day("verified", text["verified"]),
        )
        self._check(line)
        if len(self.faults) == before:
            self.lines.append(line)

    def _fault(self, role, text):
        self.faults.append(Fault(self.row, HEADINGS[role], text))

    def _text(self, role, cells):
        place = self.columns.get(role)
        cell = cells[place] if place is not None and place < len(cells) else Cell()
        if cell.problem:
            self._fault(role, cell.problem)
        text = one_line(cell.text.replace("\0", " "))
        text = "".join(c for c in text if not 0xD800 <= ord(c) <= 0xDFFF)
        if len(text) > LONGEST.get(role, 1000):
            self._fault(role, f"te lang: ten hoogste {LONGEST.get(role, 1000)} tekens")
        return text

    def _email(self, text):
        try:
            if text:
                validate_email(text)
        except ValidationError:
            self._fault("email", f"“{text[:40]}” is geen e-mailadres, zoals naam@gemeente.nl")
        return text

    def _choice(self, role, text, words):
        if text and fold(text) not in words:
            known = ", ".join(dict.fromkeys(v for v in words.values() if v != SEVERAL))
            self._fault(role, f"“{text[:40]}” kent Regio niet; kies uit {known}")
        return words.get(fold(text), "")

    def _euro(self, text):
        bare = text.replace("€", "").replace(" ", "").removesuffix(",00").removesuffix(",-")
        groups = bare.split(".")
        is_whole = all(len(group) == 3 for group in groups[1:]) and bare.replace(".", "").isascii()
        if not text:
            return None
        if not (is_whole and bare.replace(".", "").isdigit()) or len(bare) > 20:
            self._fault("ceiling", f"“{text[:40]}” is geen bedrag in hele euro’s, zoals 50.000")
            return None
        if int(bare.replace(".", "")) > MAX_EURO:
            self._fault("ceiling", "ten hoogste 2.000.000.000 euro")
            return None
        return int(bare.replace(".", ""))

    def _day(self, role, text, days=0):
        for notation in DAY_NOTATIONS if text else ():
            try:
                day = datetime.strptime(text, notation).date()
            except ValueError:
                continue
            if 1900 <= day.year <= 2200:
                return day + timedelta(days=days)
        if text:
            self._fault(role, f"“{text[:40]}” is geen datum tussen 1900 en 2200, zoals 31-12-2026")
        return None

    def _check(self, line):
        if not line.name:
            self._fault("name", "hier hoort een naam")
        if line.since and line.until and line.until <= line.since:
            self._fault("until", "de einddatum ligt vóór de begindatum")
        told = line.level or line.portfolios or line.mandate or line.since or line.until
        told = told or line.verified
        if (told or line.organisation) and not line.title:
            self._fault("title", "hier hoort een functie, zoals beleidsmedewerker")


def _phone(text):
    """A number that a spreadsheet took for one has lost its 0."""
    return f"0{text}" if len(text) == 9 and text.isdecimal() and text[0] != "0" else text


def _names(text):
    parts = (part.strip() for part in text.replace(";", ",").split(","))
    return tuple(part for part in parts if part)

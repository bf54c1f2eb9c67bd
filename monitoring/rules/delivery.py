"""Files with figures as they come in: signs, commas, years and names as people write them.

A file has a line of headings; above it may stand a title, below the figures a source. Either each
line is one gemeente in one period (teller, noemer, waarde), or periods are columns.
"""

import csv
import io
from dataclasses import dataclass, replace
from decimal import Decimal

from monitoring.rules.cells import CellError, DeliveryError, read_number, read_yes
from monitoring.rules.figures import SIGNS, Figure, Reason, Unit, rounded, written
from monitoring.rules.periods import Period, PeriodError, read_period
from regio.lib.sort_name import fold

MAX_LINES, MAX_PREAMBLE = 2_000, 12
HEADINGS = {
    "place": "gemeentecode|gm-code|gmcode|gm|gemeente|gemeenten|gemeentenaam|regio|regio's|code",
    "period": "periode|perioden|schooljaar|jaar|peiljaar|kwartaal",
    "numerator": "teller|aantal",
    "denominator": "noemer|van|totaal",
    "value": "waarde|percentage|promillage|per 1.000|per 1000",
    "provisional": "voorlopig|status",
    "source": "bron",
    "note": "toelichting",
}
COLUMNS = {name: column for column, names in HEADINGS.items() for name in names.split("|")}
# What our own export writes where there is nothing to take in: hidden cells, and sums.
NOT_SHOWN, ADDED_UP = {"niet getoond"}, {"som", "geleverd totaal"}
REMARKS = ("bron", "©", "*", "toelichting", "voorlopig")


@dataclass(frozen=True)
class Read:
    """A figure that stands in a file: on which line, of which gemeente (code) and period."""

    line: int
    code: str
    period: Period
    figure: Figure
    source: str = ""


@dataclass(frozen=True)
class Fault:
    """What cannot be taken in: the line, the heading of the column, and why."""

    line: int
    column: str
    text: str


@dataclass(frozen=True)
class Delivery:
    """What a file says. `unknown`: lines of gemeenten that are not of this region; `blank`: cells
    without anything, or that our own export left out; `ignored`: headings that were not read."""

    reads: tuple[Read, ...]
    faults: tuple[Fault, ...]
    unknown: tuple[Fault, ...]
    blank: int
    ignored: tuple[str, ...]


def read_delivery(text, *, unit, decimals, kind, places, day) -> Delivery:
    """Read the figures of one indicator out of `text`; raises DeliveryError.

    `unit`, `decimals` and `kind` (of period) are the indicator's, `places` the gemeenten it may be
    of. Of a period that begins after `day` there are none.
    """
    return _Reader(text, unit, decimals, kind, places, day).read()


class _Reader:
    """Reads one file; what is wrong with a cell is kept, and the next is read."""

    def __init__(self, text, unit, decimals, kind, places, day):
        self.unit, self.decimals, self.kind = unit, decimals, kind
        self.places, self.day = places, day
        self.heading, self.rows = _find_heading(text, kind)
        self.reads, self.faults, self.unknown, self.blank = {}, [], [], 0
        self.source = ""

    def read(self):
        for line, row in self.rows:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if cells[0].casefold().startswith(REMARKS) and not any(cells[1:]):
                self._remark(cells[0])
            elif self._cell(cells, "note") in ADDED_UP:
                self.blank += 1
            elif (place := self._cell(cells, "place")) and (code := self.places.find(place)):
                self._read_row(line, code, cells)
            else:
                self._unknown(line, place)
        return Delivery(
            reads=tuple(self._with_source(read) for read in self.reads.values()),
            faults=tuple(self.faults),
            unknown=tuple(self.unknown),
            blank=self.blank,
            ignored=self.heading.ignored,
        )

    def _read_row(self, line, code, cells):
        if self.heading.periods:
            for column, (period, is_provisional) in self.heading.periods.items():
                self._take(line, code, cells, column, period, is_provisional)
            return
        column = self.heading.columns["period"]
        text = self._cell(cells, "period")
        try:
            period = read_period(text.rstrip("* "), self.kind)
            is_provisional = text.endswith("*") or read_yes(self._cell(cells, "provisional"))
        except PeriodError as error:
            self.faults.append(Fault(line, self.heading.names[column], f"“{text[:40]}”: {error}"))
        except CellError as error:
            self.faults.append(Fault(line, "voorlopig", str(error)))
        else:
            self._take(line, code, cells, None, period, is_provisional)

    def _take(self, line, code, cells, column, period, is_provisional):
        """Keep one figure, or what is wrong with it."""
        try:
            figure = self._figure(cells, column, is_provisional)
        except CellError as error:
            at, text = error.args
            self.faults.append(Fault(line, self.heading.names[at], text))
            return
        if figure is None:
            self.blank += 1
            return
        if period.start > self.day:
            at = self.heading.names[self.heading.columns["period"] if column is None else column]
            self.faults.append(Fault(line, at, f"“{period}”: deze periode moet nog beginnen"))
            return
        read = Read(line, code, period, figure, self._cell(cells, "source")[:160])
        before = self.reads.setdefault((code, period), read)
        if before.figure != figure:
            text = f"staat ook op regel {before.line}, met een ander cijfer voor {period}"
            self.faults.append(Fault(line, self.heading.names[self.heading.columns["place"]], text))

    def _figure(self, cells, column, is_provisional):
        """Return the figure of a row (or of one column of it); None where nothing is said.

        Raises CellError(column, text).
        """
        if column is not None:
            role = "numerator" if self.unit == Unit.COUNT else "value"
            found = {role: (column, _at(cells, column))}
        else:
            found = {
                role: (self.heading.columns[role], self._cell(cells, role))
                for role in ("numerator", "denominator", "value")
                if role in self.heading.columns
            }
        if self.unit == Unit.COUNT and "numerator" not in found and "value" in found:
            found["numerator"] = found.pop("value")
        figure = _figure_of(found, self.unit, is_provisional)
        if figure and figure.numerator is not None and "value" in found:
            _check_value(found["value"], figure.amount(self.unit), self.decimals)
        return figure

    def _cell(self, cells, role):
        column = self.heading.columns.get(role)
        return "" if column is None else _at(cells, column)

    def _remark(self, text):
        if text.casefold().startswith("bron"):
            self.source = text[4:].lstrip(" :").strip()[:160]

    def _unknown(self, line, place):
        name = self.heading.names[self.heading.columns["place"]]
        text = f"“{place[:40]}” is geen gemeente van deze regio" if place else "geen gemeente"
        self.unknown.append(Fault(line, name, text))

    def _with_source(self, read):
        if read.source or not self.source:
            return read
        return replace(read, source=self.source)


def _figure_of(found, unit, is_provisional):
    """Make a figure of {role: (column, text)}."""
    texts = {role: text for role, (_, text) in found.items()}
    if any(text.casefold() in NOT_SHOWN for text in texts.values()):
        return None
    main = next((role for role in ("numerator", "value") if texts.get(role)), None)
    if main is None:
        return None
    number = {
        role: _number(found[role], is_count=role != "value")
        for role in found
        if role == main or (role == "denominator" and main == "numerator")
    }
    said, total = number[main], number.get("denominator")
    if isinstance(said, Reason):
        total = int(total) if isinstance(total, Decimal) else None
        return Figure(None, total, None, said.value, is_provisional)
    is_provisional = is_provisional or "*" in texts[main]
    if main == "value":
        return Figure(value=rounded(said, 2), is_provisional=is_provisional)
    if unit == Unit.COUNT:
        return Figure(int(said), is_provisional=is_provisional)
    column = found.get("denominator", found[main])[0]
    if not isinstance(total, Decimal) or not total:
        raise CellError(column, "de noemer ontbreekt of is 0")
    if unit == Unit.PERCENT and said > total:
        raise CellError(found[main][0], "de teller is groter dan de noemer")
    return Figure(int(said), int(total), is_provisional=is_provisional)


def _check_value(found, amount, decimals):
    """Refuse (CellError) a value that says something else than the numbers beside it."""
    said = _number(found, is_count=False)
    said = Decimal(0) if said is Reason.NIL else said
    if said is None or amount is None:
        return
    if isinstance(said, Reason) or rounded(said, decimals) != rounded(amount, decimals):
        text = f"“{found[1][:40]}” klopt niet met de aantallen"
        raise CellError(found[0], f"{text}: verwacht {written(amount, decimals)}")


def _number(found, *, is_count):
    """Return a Decimal, a Reason, or None for an empty cell; raises CellError(column, text)."""
    column, text = found
    bare = text.strip("* ").replace("–", "-")
    if not bare:
        return None
    if bare.casefold() in SIGNS:
        return SIGNS[bare.casefold()]
    try:
        return read_number(bare, is_count=is_count)
    except CellError as error:
        raise CellError(column, str(error)) from None


def _at(cells, column) -> str:
    return cells[column] if column < len(cells) else ""


@dataclass(frozen=True)
class _Heading:
    names: tuple[str, ...]
    columns: dict[str, int]
    periods: dict[int, tuple[Period, bool]]
    ignored: tuple[str, ...]


def _find_heading(text, kind):
    """Return the heading and the numbered rows below it, by the separator that gives one."""
    for delimiter in ";\t,":
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            rows = [(reader.line_num, row) for row in reader]
        except csv.Error as error:
            raise DeliveryError("Dit bestand is geen leesbare CSV.") from error
        for index, (_, row) in enumerate(rows[:MAX_PREAMBLE]):
            if heading := _heading_of(row, kind):
                if len(rows) - index - 1 > MAX_LINES:
                    raise DeliveryError(f"Dit bestand heeft meer dan {MAX_LINES} regels.")
                return heading, rows[index + 1 :]
    raise DeliveryError(
        "In dit bestand staan geen kolomkoppen die Regio kent. Gebruik het sjabloon: gemeente, "
        "periode, teller, noemer."
    )


def _heading_of(row, kind):
    """Return what a row says of the columns, or None where it is no heading."""
    names = tuple(cell.strip()[:60] or f"kolom {n}" for n, cell in enumerate(row, 1))
    columns, periods, ignored = {}, {}, []
    order = list(COLUMNS)
    for place in sorted(range(len(names)), key=lambda n: _rank(names[n], order)):
        role = COLUMNS.get(fold(names[place]))
        if role and role not in columns:
            columns[role] = place
        elif period := _period_of(names[place], kind):
            periods[place] = period, names[place].endswith("*")
        elif row[place].strip():
            ignored.append(names[place])
    has_number = periods or ("period" in columns and {"numerator", "value"} & columns.keys())
    if "place" not in columns or not has_number:
        return None
    periods = {} if "period" in columns else periods
    return _Heading(names, columns, periods, tuple(ignored))


def _rank(name, order):
    """Put a column with codes before one with names."""
    name = fold(name)
    return order.index(name) if name in order else len(order)


def _period_of(name, kind):
    try:
        return read_period(name.rstrip("* "), kind)
    except PeriodError:
        return None

"""The StatLine export of "Gebieden in Nederland": a gemeente a row, a column for every code and
name. Columns are known by their headings: their numbers and order change every year."""

import re
from datetime import date

from partners.reference import codes
from partners.reference.edition import Edition, Row, check_rows, refuse
from regio.lib.sort_name import fold

SOURCE = "CBS (CC BY 4.0)"
# How the CBS calls the kinds; what is not here is not used.
KIND_WORDS = {
    "jeugd": "jeugd",
    "rmc": "rmc",
    "meld- en coordinatie": "rmc",
    "doorstroompunt": "rmc",
    "arbeidsmarktregio": "arbeidsmarkt",
    "ggd": "ggd",
    "provincie": "provincie",
}
OTHER_REGION = re.compile(r"(?!GM)[A-Z]{2}[0-9]{2,4}")
GEMEENTE = re.compile(r"GM[0-9]{1,4}")
EXPECTED = (
    "verwacht een export van “Gebieden in Nederland” (CBS StatLine), of de kolommen kind, area, "
    "municipality"
)


def kind_of(heading) -> str | None:
    """Return which kind of area a heading is about; None for the others."""
    text = fold(heading)
    return next((kind for word, kind in KIND_WORDS.items() if word in text), None)


def read_statline(lines, name) -> Edition:
    """Return the edition that the lines hold. Raises ReferenceFileError."""
    start = _first_row(lines)
    if start is None:
        refuse(f"{name}: {EXPECTED}")
    title, headings = _headings(lines[:start], len(lines[start].cells))
    columns, unused = _columns(headings, lines[start], name)
    problems, rows, periods = [], [], {}
    for line in lines[start:]:
        if len(line.cells) != len(headings):
            problems.append(
                f"{name}, regel {line.number}: verwacht {len(headings)} kolommen, "
                f"gevonden {len(line.cells)}"
            )
            continue
        if "perioden" in columns:
            periods.setdefault(line.cells[columns["perioden"]], line.number)
        rows += _rows(line, columns, headings, name, problems)
    day = _day(periods, title, name, problems)
    if problems:
        refuse(*problems)
    check_rows(rows, name)
    return Edition(tuple(rows), day, SOURCE, title or name, tuple(unused))


def _first_row(lines):
    """Return the place of the first line that holds the code of a gemeente.

    A bare number counts in a column whose heading calls it the code of a gemeente.
    """
    bare = set()
    for place, line in enumerate(lines):
        cells = [codes.clean(cell).upper() for cell in line.cells]
        if place and any(GEMEENTE.fullmatch(cell) for cell in cells):
            return place
        if any(column < len(cells) and codes.municipality_code(cells[column]) for column in bare):
            return place
        bare |= {column for column, cell in enumerate(cells) if _is_code_of_gemeente(cell)}
    return None


def _is_code_of_gemeente(heading):
    text = fold(heading)
    return "gemeente" in text and "code" in text


def _headings(lines, width):
    """Return the title, and for each column what its headings say, from the widest to its own."""
    titles = [cells[0] for line in lines if len(cells := [c for c in line.cells if c.strip()]) == 1]
    rows = [line.cells for line in lines if len(line.cells) == width]
    headings = [[] for _ in range(width)]
    for place, cells in enumerate(rows):
        above = ""
        for column, cell in enumerate(cells):
            above = cell.strip() or (above if place < len(rows) - 1 else "")
            headings[column] += [above] if above else []
    return " ".join(t.strip() for t in titles)[:200], ["/".join(parts) for parts in headings]


def _columns(headings, first, name):
    """Return {what: column} and the headings that nothing was done with."""
    columns, unused, double = {}, [], []
    for column, heading in enumerate(headings):
        what = _what(heading, codes.clean(first.cells[column]).upper())
        if what is None:
            unused.append(heading)
        elif what in columns and isinstance(what, tuple):
            double.append(f"{name}: twee kolommen zeggen hetzelfde: “{heading}”")
        else:
            columns.setdefault(what, column)
    if double:
        refuse(*double)
    if "gemeente" not in columns:
        refuse(f"{name}: {EXPECTED}")
    if not any(isinstance(what, tuple) for what in columns):
        refuse(
            f"{name}: geen kop noemt een soort gebied die Regio kent (jeugdregio, RMC, "
            f"arbeidsmarktregio, GGD, provincie); gevonden: "
            + ", ".join(heading or "–" for heading in headings)[:200]
        )
    return columns, unused


def _what(heading, sample):
    last = fold(heading.rpartition("/")[2])
    role = "code" if "code" in last else "naam" if "naam" in last else None
    if kind := kind_of(heading):
        return (kind, role) if role else None
    if "period" in fold(heading):
        return "perioden"
    is_bare = _is_code_of_gemeente(heading) and codes.municipality_code(sample)
    if GEMEENTE.fullmatch(sample) or is_bare:
        return "gemeente"
    is_label = "regio" in fold(heading) or "gemeente" in fold(heading)
    return "label" if is_label and role != "code" else None


def _rows(line, columns, headings, name, problems):
    cells = line.cells
    typed = codes.clean(cells[columns["gemeente"]]).upper()
    if OTHER_REGION.fullmatch(typed):
        return
    where = f"{name}, regel {line.number}"
    place = codes.municipality_code(typed)
    if place is None:
        problems.append(
            f"{where}, kolom {headings[columns['gemeente']]}: verwacht een CBS-code als GM0361, "
            f"gevonden “{typed[:40]}”"
        )
        return
    label = codes.clean(cells[columns["label"]]) if "label" in columns else ""
    for kind in {what[0]: None for what in columns if isinstance(what, tuple)}:
        code, area = (_cell(cells, columns.get((kind, role))) for role in ("code", "naam"))
        if not code and not area:
            problems.append(f"{where}: verwacht een code of naam bij {kind}, gevonden niets")
        elif len(code) > 12 or len(area) > 120:
            problems.append(f"{where}: verwacht bij {kind} een code en naam, gevonden een tekst")
        else:
            code, area = codes.area_code(kind, code) if code else "", codes.area_name(area)
            yield Row(line.number, kind, place, label, code, area, codes.share("1"))


def _cell(cells, column):
    return "" if column is None or codes.is_empty(cells[column]) else codes.clean(cells[column])


def _day(periods, title, name, problems):
    if len(periods) > 1:
        problems.append(f"{name}, regel {list(periods.values())[1]}: verwacht één periode")
    for text, number in periods.items():
        if day := codes.first_day(text):
            return day
        problems.append(f"{name}, regel {number}: verwacht een periode als 2026JJ00")
    year = codes.year_in(title)
    return date(year, 1, 1) if year else None

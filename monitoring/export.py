"""Figures as a CSV file: what may be shown, and an empty one to fill in.

Written so that Dutch spreadsheets open it (a mark for UTF-8, semicolons, decimal commas) and that
no cell is a formula. What is not shown on screen is not in the file.
"""

import csv
import io

from django.utils.text import slugify

from monitoring.rules.figures import Reason, Unit, rounded
from monitoring.rules.periods import period_at
from monitoring.rules.table import State
from regio.lib import clock

HEADING = ["gemeentecode", "gemeente", "periode", "teller", "noemer", "waarde"]
FORMULA = ("=", "+", "-", "@", "\t", "\r")
SIGN = {State.UNKNOWN: ".", State.SECRET: "x", State.HIDDEN: "niet getoond"}


def shown(picture) -> bytes:
    """Return the figures of gemeenten, of their parts and of areas that may be shown."""
    heading = [*HEADING, "voorlopig", "toelichting"]
    rows = [
        _row(picture, row, period, cell)
        for row in [*picture.gemeenten, *picture.parts, *picture.totals]
        for period, cell in zip(picture.periods, row.cells, strict=True)
        if cell.is_shown or cell.state in SIGN
    ]
    indicator = picture.indicator
    foot = [[f"Bron: {indicator.source or 'niet opgegeven'}"]]
    if indicator.is_sample:
        foot.append(["* Voorbeeldcijfers: verzonnen"])
    return _written([heading, *rows, *foot])


def template(picture) -> bytes:
    """Return an empty line for each gemeente in the period that comes next."""
    indicator = picture.indicator
    period = (
        picture.latest.next()
        if picture.latest
        else period_at(picture.ground.day, indicator.frequency)
    )
    is_count = indicator.unit == Unit.COUNT
    heading = ["gemeentecode", "gemeente", "periode", "aantal" if is_count else "teller"]
    heading += ["voorlopig"] if is_count else ["noemer", "voorlopig"]
    blank = [""] * (len(heading) - 3)
    codes = picture.ground.codes
    rows = [[code, picture.ground.name(code), period.label, *blank] for code in codes]
    return _written([heading, *rows])


def file_name(indicator, what) -> str:
    name = slugify(str(indicator))[:60] or "indicator"
    return f"{name}-{what}-{clock.today():%Y-%m-%d}.csv"


def safe(text) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = str(text)
    return f"'{text}" if text.startswith(FORMULA) and text != "-" else text


def _row(picture, row, period, cell):
    figure = cell.figure
    code = getattr(row.key, "code", row.key)
    numbers = ["", "", SIGN.get(cell.state, "")]
    if cell.is_shown and figure.reason == Reason.NIL:
        numbers = ["-", "" if figure.denominator is None else figure.denominator, ""]
    elif cell.is_shown:
        amount = rounded(cell.amount, picture.indicator.decimals)
        numbers = [
            "" if figure.count is None else figure.count,
            "" if figure.denominator is None else figure.denominator,
            str(amount).replace(".", ","),
        ]
    provisional = "ja" if cell.is_provisional else ""
    return [code, row.name, period.label, *numbers, provisional, _note(row, cell)]


def _note(row, cell):
    if cell.is_summed:
        return "som"
    return "geleverd totaal" if row.kind == "gebied" else ""


def _written(rows) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()

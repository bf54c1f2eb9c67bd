"""Read the files of README.md into plain rows; no database."""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from partners.models import Area, Succession

MUNICIPALITY_CODE = re.compile(r"GM[0-9]{4}")
MAX_PROBLEMS = 20


class ReferenceFileError(Exception):
    """The files cannot be read; `problems` are lines for a person: file, line, column, expected."""

    def __init__(self, problems):
        super().__init__("\n".join(problems))
        self.problems = problems


class BadValueError(Exception):
    """A value is not what its column asks; the text says what was expected."""


@dataclass(frozen=True)
class ReferenceFiles:
    """What the four files say, each row a dict of parsed values."""

    municipalities: list
    successions: list
    areas: list
    memberships: list


def read_reference(directory) -> ReferenceFiles:
    """Return the rows of the four files in `directory`.

    Raises ReferenceFileError that names every unreadable value (up to twenty).
    """
    problems = []
    rows = {}
    for name, (columns, key) in FILES.items():
        rows[name] = list(_read_file(Path(directory) / f"{name}.csv", columns, key, problems))
    if not problems:
        _check_references(rows, problems)
    if problems:
        rest = len(problems) - MAX_PROBLEMS
        more = [f"en nog {rest} meldingen"] if rest > 0 else []
        raise ReferenceFileError([*problems[:MAX_PROBLEMS], *more])
    return ReferenceFiles(**{name: [row for _, row in found] for name, found in rows.items()})


def _read_file(path, columns, key, problems):
    """Yield (line, row) for each readable row of one file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problems.append(f"{path.name}: het bestand ontbreekt in {path.parent}")
        return
    except (OSError, UnicodeDecodeError):
        problems.append(f"{path.name}: niet te lezen; verwacht wordt een bestand in UTF-8")
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if sorted(header) != sorted(columns):
            problems.append(f"{path.name}, regel 1: verwacht de kolommen {', '.join(columns)}")
            return
        yield from _rows(path.name, reader, header, columns, key, problems)
    except csv.Error:
        problems.append(
            f"{path.name}, regel {reader.line_num}: verwacht waarden tussen komma's, "
            "met aanhalingstekens die sluiten"
        )


def _rows(name, reader, header, columns, key, problems):
    seen = {}
    for cells in reader:
        line = reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            problems.append(
                f"{name}, regel {line}: verwacht {len(header)} kolommen, gevonden {len(cells)}"
            )
            continue
        row = _parse(
            f"{name}, regel {line}", dict(zip(header, cells, strict=True)), columns, problems
        )
        if row is None:
            continue
        identity = tuple(row[column] for column in key)
        if identity in seen:
            problems.append(
                f"{name}, regel {line}, kolom {key[0]}: verwacht een rij die er nog niet staat "
                f"(zie regel {seen[identity]})"
            )
            continue
        seen[identity] = line
        yield line, row


def _parse(where, cells, columns, problems):
    row = {}
    for column, parse in columns.items():
        value = cells[column].strip()
        try:
            row[column] = parse(value)
        except BadValueError as bad:
            problems.append(f"{where}, kolom {column}: verwacht {bad}, gevonden “{value[:40]}”")
    if len(row) < len(columns):
        return None
    if row.get("since") and row.get("until") and row["until"] <= row["since"]:
        problems.append(f"{where}, kolom until: verwacht een dag na {row['since']}")
        return None
    return row


def _check_references(rows, problems):
    """Every code that a row names must be a gemeente or an area of the other files."""
    places = {row["code"] for _, row in rows["municipalities"]}
    areas = {(row["kind"], row["code"]) for _, row in rows["areas"]}
    for line, row in rows["successions"]:
        for column in ("old", "new"):
            if row[column] not in places:
                problems.append(_unknown("successions", line, column, "gemeente", row[column]))
        if row["old"] == row["new"]:
            problems.append(
                f"successions.csv, regel {line}, kolom new: verwacht een andere gemeente"
            )
    for line, row in rows["memberships"]:
        if row["municipality"] not in places:
            found = row["municipality"]
            problems.append(_unknown("memberships", line, "municipality", "gemeente", found))
        if (row["kind"], row["area"]) not in areas:
            problems.append(_unknown("memberships", line, "area", "gebied", row["area"]))


def _unknown(name, line, column, what, found):
    return (
        f"{name}.csv, regel {line}, kolom {column}: "
        f"verwacht een {what} uit {'areas' if what == 'gebied' else 'municipalities'}.csv, "
        f"gevonden “{found}”"
    )


def _area_code(value):
    """An area is known by its code in addresses too."""
    if "/" in value:
        raise BadValueError("een code zonder schuine streep")
    return _text(12)(value)


def _text(limit):
    def parse(value):
        if not value or len(value) > limit or "\0" in value:
            raise BadValueError(f"een tekst van 1 tot {limit} tekens")
        return value

    return parse


def _code(value):
    if not MUNICIPALITY_CODE.fullmatch(value):
        raise BadValueError("een CBS-code als GM0361")
    return value


def _choice(choices):
    def parse(value):
        if value not in choices.values:
            raise BadValueError(f"een van {', '.join(choices.values)}")
        return value

    return parse


def _day(value):
    try:
        if len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise BadValueError("een dag als 2025-01-01")


def _day_or_empty(value):
    return _day(value) if value else None


def _number_or_empty(low, high, places, expected):
    def parse(value):
        if not value:
            return None
        try:
            number = Decimal(value).quantize(Decimal(1).scaleb(-places))
            if low <= number <= high:
                return number
        except InvalidOperation:
            pass
        raise BadValueError(expected)

    return parse


FILES = {
    "municipalities": (
        {
            "code": _code,
            "name": _text(80),
            "province": _text(40),
            "latitude": _number_or_empty(50, 54, 2, "een breedtegraad als 52.63, of niets"),
            "longitude": _number_or_empty(3, 8, 2, "een lengtegraad als 4.75, of niets"),
            "since": _day_or_empty,
            "until": _day_or_empty,
        },
        ["code"],
    ),
    "successions": (
        {"on": _day, "old": _code, "new": _code, "kind": _choice(Succession.Kind)},
        ["on", "old", "new"],
    ),
    "areas": (
        {"kind": _choice(Area.Kind), "code": _area_code, "name": _text(120)},
        ["kind", "code"],
    ),
    "memberships": (
        {
            "kind": _choice(Area.Kind),
            "area": _area_code,
            "municipality": _code,
            "share": _number_or_empty(0, 1, 3, "een deel van 0 tot 1, of niets"),
            "since": _day,
            "until": _day_or_empty,
            "edition": _text(20),
            "source": _text(200),
        },
        ["kind", "area", "municipality", "since"],
    ),
}

"""An edition of one or more kinds of area as a source gives it, whatever its format was."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partners.models import Area
from partners.reference.reader import MAX_PROBLEMS, ReferenceFileError

KINDS = tuple(Area.Kind.values)
PARTIAL = ("swv_po", "swv_vo")  # kinds in which a gemeente may lie for a part


class Row(NamedTuple):
    """One gemeente in one area, as line `line` of the source says; an empty text was not given."""

    line: int
    kind: str
    place_code: str
    place_name: str
    area_code: str
    area_name: str
    share: Decimal | None


@dataclass(frozen=True)
class Edition:
    """What a source says, from which day, and what it is called."""

    rows: tuple[Row, ...]
    day: date | None
    source: str
    name: str
    unused: tuple[str, ...] = field(default=())

    @property
    def kinds(self):
        return [kind for kind in KINDS if any(row.kind == kind for row in self.rows)]

    def narrowed(self, *, kinds=(), day=None):
        """Return it for some kinds alone (none: all), from another day where that is given.

        Raises ReferenceFileError when nothing is left, or no day is known.
        """
        rows = tuple(row for row in self.rows if not kinds or row.kind in kinds)
        if not rows:
            refuse(f"{self.name}: geen rij van de gekozen soort; er staat in: {self._has()}")
        day = day or self.day
        if day is None:
            refuse(f"{self.name}: het bestand zegt niet vanaf welke dag het geldt: geef die op")
        return Edition(rows, day, self.source, self.name, self.unused)

    def _has(self):
        return ", ".join(self.kinds) or "niets dat Regio kent"

    def to_bytes(self) -> bytes:
        told = asdict(self) | {
            "rows": [
                [*row[:-1], None if row.share is None else str(row.share)] for row in self.rows
            ],
            "day": self.day and self.day.isoformat(),
        }
        return json.dumps(told, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, data):
        told = json.loads(data)
        rows = (Row(*r[:-1], None if r[-1] is None else Decimal(r[-1])) for r in told["rows"])
        return cls(
            tuple(rows),
            told["day"] and date.fromisoformat(told["day"]),
            told["source"],
            told["name"],
            tuple(told["unused"]),
        )


def refuse(*problems):
    """Raise ReferenceFileError with (at most twenty of) the problems."""
    rest = len(problems) - MAX_PROBLEMS
    more = [f"en nog {rest} meldingen"] if rest > 0 else []
    raise ReferenceFileError([*problems[:MAX_PROBLEMS], *more])


def check_rows(rows, name):
    """Refuse what contradicts itself: a gemeente twice in an area, or in two where one may be."""
    problems, seen, whole, sums = [], {}, {}, {}
    for row in rows:
        place = row.place_code or row.place_name
        area = row.area_code or row.area_name
        first = seen.setdefault((row.kind, place, area), row.line)
        other = whole.setdefault((row.kind, place), row)
        sums[row.kind, place] = sums.get((row.kind, place), 0) + (row.share or 0)
        if "/" in row.area_code:
            problems.append(
                f"{name}, regel {row.line}: de code {row.area_code} heeft een schuine streep"
            )
        if first != row.line:
            problems.append(
                f"{name}, regel {row.line}: {place} staat al bij {area} (zie regel {first})"
            )
        elif row.kind not in PARTIAL and other is not row:
            problems.append(
                f"{name}, regel {row.line}: {place} ligt al in {other.area_code or other.area_name}"
                f" (zie regel {other.line}); bij deze soort is dat er één"
            )
        elif sums[row.kind, place] > Decimal("1.005"):
            problems.append(f"{name}, regel {row.line}: de delen van {place} zijn samen meer dan 1")
    if not rows:
        problems.append(f"{name}: er staat geen gemeente met een gebied in dat Regio kent")
    if problems:
        refuse(*problems)

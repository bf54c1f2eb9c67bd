"""How an action stands on a day: its group, in words; and what may be done with it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date, timedelta

OPEN, BUSY, REPORTED, DONE, LAPSED = "open", "bezig", "gereed_gemeld", "afgerond", "vervallen"
UNDONE = (OPEN, BUSY)
AT_REST = {REPORTED: "reported", DONE: "done", LAPSED: "lapsed"}
SUNDAY = 6

# What may be done with an action, by how it stands. Who may do it: oogo/permissions.py.
ALLOWED = {
    "begin": {OPEN},
    "report": {OPEN, BUSY},
    "confirm": {REPORTED},
    "resume": {BUSY, REPORTED, DONE, LAPSED},
    "postpone": {OPEN, BUSY},
    "lapse": {OPEN, BUSY, REPORTED},
}


@dataclass(frozen=True)
class Due:
    """How near the day is on which an action is due: the word for it, and the tone of a chip."""

    text: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Counts:
    """How many actions stand how on a day; `week` is what is due later in the week of that day.

    `own` is what one reader has to do of them, `own_late` what of that is late, where it was asked.
    """

    late: int = 0
    today: int = 0
    tomorrow: int = 0
    week: int = 0
    later: int = 0
    reported: int = 0
    done: int = 0
    lapsed: int = 0
    own: int = 0
    own_late: int = 0

    @property
    def this_week(self) -> int:
        """What is due from today up to the end of the week."""
        return self.today + self.tomorrow + self.week

    @property
    def open(self) -> int:
        """What still has to be done."""
        return self.late + self.this_week + self.later

    @property
    def total(self) -> int:
        return self.open + self.reported + self.done + self.lapsed


def together(counts: Iterable[Counts]) -> Counts:
    """Return all `counts` as one."""
    return Counts(*map(sum, zip(*map(astuple, counts), strict=True)))


def counts_of(rows: Iterable[tuple[str, date | None, int, int]], day: date) -> Counts:
    """Return the Counts on `day` of actions that were added up: (status, the day on which what has
    to be done is due, how many there are, how many of those the reader has to do)."""
    found = Counter()
    for status, due_on, number, own in rows:
        group = AT_REST.get(status) or _group(due_on, day)
        found[group] += number
        found["own"] += own
        found["own_late"] += own if group == "late" else 0
    return Counts(**found)


def _group(due_on, day):
    """Return in which count comes what is due on `due_on`."""
    if due_on < day:
        return "late"
    if due_on == day:
        return "today"
    if due_on == day + timedelta(days=1):
        return "tomorrow"
    return "week" if due_on <= end_of_week(day) else "later"


def end_of_week(day: date) -> date:
    """Return the last day of "deze week": Sunday; on a Sunday the day after, which is morgen."""
    return day + timedelta(days=max(SUNDAY - day.weekday(), 1))


def due(due_on: date, day: date) -> Due:
    """Return how near `due_on` is on `day` for what still has to be done."""
    if due_on < day:
        days = (day - due_on).days
        return Due(f"{days} {'dag' if days == 1 else 'dagen'} te laat", "late")
    if due_on == day:
        return Due("vandaag", "soon")
    if due_on == day + timedelta(days=1):
        return Due("morgen", "soon")
    return Due("deze week", "info") if due_on <= end_of_week(day) else Due()


def may(verb: str, status: str) -> bool:
    """Tell whether an action that stands so can undergo `verb` (a key of ALLOWED)."""
    return status in ALLOWED[verb]

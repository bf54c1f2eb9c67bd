"""Milestones around a meeting: counted over working days, moved with it, done, late or planned."""

from dataclasses import dataclass
from datetime import date, timedelta

from oogo.rules.watch import last_day_at_inspectorate
from regio.lib import workdays

BY_HAND, WEEKS, WORKING_DAYS, STATUTORY = "hand", "weken", "werkdagen", "wettelijk"
SUPPORT, YOUTH = "ondersteuningsplan", "jeugdplan"
ELECTIONS, COUNCILS, START, MEETING = "verkiezingen", "raden", "start", "oogo"
DONE, LATE, TODAY, PLANNED, PAST = "klaar", "te laat", "vandaag", "gepland", "geweest"
# Elections further from the meeting than this do not touch it.
ELECTIONS_NEAR = timedelta(days=120)
FIRST_ELECTIONS, ELECTIONS_EVERY = 2022, 4


@dataclass(frozen=True)
class Station:
    """A step of the shipped template; `follows` names the law of a statutory date."""

    key: str
    title: str
    rule: str
    offset: int | None = None
    who: str = ""
    article: str = ""
    per: str = ""
    follows: str = ""


@dataclass(frozen=True)
class Subject:
    """A subject of the cycle: its key, the article that it rests on, and when its plan starts."""

    key: str
    article: str = ""
    starts_on: date | None = None

    @property
    def level(self):
        """po or vo; empty for a subject that is no ondersteuningsplan."""
        return self.key[-2:] if self.key.startswith(SUPPORT) else ""


@dataclass(frozen=True)
class Planned:
    """A milestone to be made."""

    key: str
    title: str
    rule: str
    offset: int | None
    due_on: date
    who: str
    article: str


@dataclass(frozen=True)
class Row:
    """A milestone as it stands. `source` is the row that it was read from."""

    rule: str
    offset: int | None
    due_on: date
    is_done: bool
    source: object = None


@dataclass(frozen=True)
class Shift:
    """What moving the meeting does to one milestone: old and new day, or why it stays."""

    row: Row
    becomes: date
    stays_because: str

    @property
    def was(self):
        return self.row.due_on

    @property
    def moves(self):
        return self.becomes != self.was


# --- days


def day_of(rule, offset, meeting_on: date, closed) -> date:
    """Return the day of a milestone that is counted from the meeting.

    Counted back it shifts earlier, to the safe side; counted on it shifts later.
    """
    if rule == WORKING_DAYS:
        return workdays.add_working_days(meeting_on, offset, closed)
    if offset > 0:
        return workdays.weeks_after(meeting_on, offset, closed)
    return workdays.weeks_before(meeting_on, -offset, closed) if offset else meeting_on


def council_elections(year: int) -> date | None:
    """Return the day on which gemeenteraden are elected in `year`, if they are.

    Kieswet: candidates on the Monday from 30 January to 5 February (F 1), the vote 44 days later
    (J 1): a Wednesday from 15 to 21 March. Elections after a herindeling have days of their own.
    """
    if (year - FIRST_ELECTIONS) % ELECTIONS_EVERY:
        return None
    first = date(year, 1, 30)
    return first + timedelta(days=-first.weekday() % 7 + 44)


def start_after(meeting_on: date) -> date:
    """Return the first 1 August after the meeting: when a plan starts that says no day itself."""
    first = date(meeting_on.year, 8, 1)
    return first if first > meeting_on else date(meeting_on.year + 1, 8, 1)


# --- making and moving


def planned(stations, subjects, meeting_on: date, closed) -> list[Planned]:
    """Return the milestones of a new cycle, in order of day."""
    made = [
        milestone
        for station in stations
        for subject in _subjects_of(station, subjects)
        if (milestone := _planned(station, subject, meeting_on, closed))
    ]
    return sorted(made, key=lambda milestone: milestone.due_on)


def _subjects_of(station, subjects):
    """Return the subjects for which a station is made: None once where it hangs on no subject."""
    if not station.per:
        return [None]
    return [subject for subject in subjects if subject.key.startswith(station.per)]


def _planned(station, subject, meeting_on, closed):
    if station.rule == STATUTORY:
        day = _statutory_day(station.follows, subject, meeting_on)
    else:
        day = day_of(station.rule, station.offset, meeting_on, closed)
    if day is None:
        return None
    level = subject.level if subject else ""
    article = station.article
    if station.rule == STATUTORY and subject and not article:
        article = subject.article
    return Planned(
        key=f"{station.key}-{level}" if level else station.key,
        title=f"{station.title} {level}" if level else station.title,
        rule=station.rule,
        offset=station.offset,
        due_on=day,
        who=station.who,
        article=article,
    )


def _statutory_day(follows, subject, meeting_on):
    if follows == ELECTIONS:
        day = council_elections(meeting_on.year)
        return day if day and abs(day - meeting_on) <= ELECTIONS_NEAR else None
    starts_on = subject.starts_on or start_after(meeting_on)
    return starts_on if follows == START else last_day_at_inspectorate(starts_on)


def shifts(rows, meeting_on: date, closed) -> list[Shift]:
    """Return what moving the meeting to `meeting_on` does to each milestone.

    Done and hand-set ones stay, and so do statutory dates: no law waits for a meeting.
    """
    return [_shift(row, meeting_on, closed) for row in rows]


def _shift(row, meeting_on, closed):
    if row.is_done:
        return Shift(row, row.due_on, "is al gereed")
    if row.rule == BY_HAND:
        return Shift(row, row.due_on, "is met de hand gezet")
    if row.rule == STATUTORY:
        return Shift(row, row.due_on, "wettelijke datum")
    day = day_of(row.rule, row.offset, meeting_on, closed)
    return Shift(row, day, "" if day != row.due_on else "blijft op deze dag")


# --- reading


def is_no_task(key) -> bool:
    """Tell whether nobody has to report a milestone done, so that it is never late: elections, new
    councils, the start of a plan, and the meeting, which says itself whether it was held."""
    return key.split("-")[0] in (ELECTIONS, COUNCILS, START, MEETING)


def state_on(day: date, *, due_on: date, is_done, is_no_task) -> str:
    """Return how a milestone stands on `day`."""
    if is_done:
        return DONE
    if due_on == day:
        return TODAY
    if due_on > day:
        return PLANNED
    return PAST if is_no_task else LATE


def rule_text(rule, offset) -> str:
    """Say how a day came about: 11 weken vóór, 3 werkdagen na, wettelijke datum."""
    if rule in (WEEKS, WORKING_DAYS):
        count = abs(offset)
        one, many = ("week", "weken") if rule == WEEKS else ("werkdag", "werkdagen")
        if count == 0:
            return "op de dag zelf"
        return f"{count} {one if count == 1 else many} {'vóór' if offset < 0 else 'na'}"
    return "wettelijke datum" if rule == STATUTORY else "met de hand gezet"

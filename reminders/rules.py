"""When a reminder goes out. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from regio.lib import workdays
from regio.lib.clock import AMSTERDAM
from regio.lib.occasions import Occasion

SEND_AT = time(7, 30)
PLANNED_AHEAD = timedelta(days=35)
REPEATS = 4


@dataclass(frozen=True)
class Sending:
    """One time that something is told: which one, on which day, and until when it is of use."""

    nth: int
    on: date
    last_day: date


@dataclass(frozen=True)
class Wanted:
    """A row that the ledger should hold: by which rule, of which object, to whom, when."""

    rule: str
    obj: Any
    occasion: Occasion
    recipient: Any
    sending: Sending


def half_past_seven(day: date) -> datetime:
    """Return the instant on `day` at which reminders go out, by the clock in Amsterdam."""
    return datetime.combine(day, SEND_AT, tzinfo=AMSTERDAM)


def before(due_on: date, days: int, closed: frozenset[date]) -> list[Sending]:
    """Tell it `days` days before `due_on`; on a closed day the working day before that."""
    on = workdays.working_day_before(due_on - timedelta(days=days), closed)
    return [Sending(1, on, due_on)]


def overdue(due_on: date, closed: frozenset[date]) -> list[Sending]:
    """Tell it on the day after `due_on` and then weekly, four times; each on a closed day the
    working day after that. One is of use until the next one goes out."""
    days = [due_on + timedelta(days=1, weeks=n) for n in range(REPEATS + 1)]
    ons = [workdays.working_day_after(day, closed) for day in days]
    return [
        Sending(nth, on, following - timedelta(days=1))
        for nth, (on, following) in enumerate(zip(ons, ons[1:], strict=False), start=1)
    ]


def on_the_day(due_on: date, lasting: timedelta, closed: frozenset[date]) -> list[Sending]:
    """Tell it on `due_on`, on a closed day the working day after; it is of use for `lasting`."""
    return [Sending(1, workdays.working_day_after(due_on, closed), due_on + lasting)]


def still_to_come(sendings: list[Sending], today: date, closed: frozenset[date]) -> list[Sending]:
    """Return those that may yet go out within the days that are planned ahead.

    One whose day has passed goes out on the next working day, as long as it is of use then.
    """
    coming = []
    for sending in sendings:
        on = sending.on
        if on < today:
            on = workdays.working_day_after(today, closed)
        if on <= min(sending.last_day, today + PLANNED_AHEAD):
            coming.append(Sending(sending.nth, on, sending.last_day))
    return coming

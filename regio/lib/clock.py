"""The only place that asks for today or now.

While a demonstration is loaded the clock stands at the demonstration's day with the real time of
day, so that its deadlines stay what they are. What guards access (sessions, links, rate limits)
must use `real_now`.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_day: ContextVar[date | None] = ContextVar("regio_day", default=None)
_time: ContextVar[time | None] = ContextVar("regio_time", default=None)


def real_now() -> datetime:
    """Return this instant, aware, whatever the demonstration says."""
    return timezone.now()


def now() -> datetime:
    """Return this instant, aware; on the demonstration's day while one is standing."""
    day = _day.get()
    if day is None:
        return real_now()
    at = _time.get() or real_now().astimezone(AMSTERDAM).time()
    return datetime.combine(day, at, tzinfo=AMSTERDAM)


def as_shown(instant: datetime) -> datetime:
    """Return a real instant as it is shown: on the demonstration's day while one is standing."""
    day = _day.get()
    return datetime.combine(day, instant.astimezone(AMSTERDAM).timetz()) if day else instant


def today() -> date:
    """Return the date in Amsterdam, or the demonstration's day while one is standing."""
    return _day.get() or real_now().astimezone(AMSTERDAM).date()


def moment(instant: datetime) -> str:
    """Say in Dutch when something happened: "om 14.02 uur", with the day when it is not today."""
    local = instant.astimezone(AMSTERDAM)
    time_of_day = f"om {local:%H.%M} uur"
    return time_of_day if local.date() == today() else f"op {local:%d-%m-%Y} {time_of_day}"


@contextmanager
def standing_at(day: date | None, at: time | None = None):
    """Let the clock stand at `day` inside the block, with the real time of day or that of `at`;
    without day it runs."""
    tokens = _day.set(day), _time.set(at)
    try:
        yield
    finally:
        _day.reset(tokens[0])
        _time.reset(tokens[1])

"""Periods from `since` up to, not including, `until`; None is without bound. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from partners.rules.presence import Period


def uncovered(span: Period, taken: Iterable[Period], least=1) -> list[Period]:
    """Return the parts of `span` in which fewer than `least` of `taken` hold, in order."""
    start, end = _bounds(span)
    others = [_bounds(other) for other in taken]
    between = {day for bounds in others for day in bounds if start < day < end}
    found: list[tuple] = []
    for since, until in pairwise(sorted({start, *between, end})):
        if sum(one <= since < other for one, other in others) >= least:
            continue
        if found and found[-1][1] == since:
            since = found.pop()[0]
        found.append((since, until))
    return [_period(*bounds) for bounds in found]


def shared(one: Period, other: Period) -> Period | None:
    """Return in which part of `one` `other` holds too; None where they never do both."""
    bounds = [_bounds(one), _bounds(other)]
    since, until = max(b[0] for b in bounds), min(b[1] for b in bounds)
    return _period(since, until) if since < until else None


def joined(periods: Iterable[Period]) -> list[Period]:
    """Return on which days any of these holds, as periods in order that do not touch."""
    return uncovered(Period(), uncovered(Period(), periods))


def spelled(periods: Iterable[Period], day: date) -> str:
    """Say from when and until when, after a word; nothing where it begins on `day` for good."""
    return " en".join(_spelled(period, day) for period in periods)


def _spelled(period, day):
    until = period.until and f"{period.until - timedelta(days=1):%d-%m-%Y}"
    if period.since == day:
        return f" t/m {until}" if until else ""
    since = f"{period.since:%d-%m-%Y}"
    return f" van {since} t/m {until}" if until else f" vanaf {since}"


def _bounds(period):
    return period.since or date.min, period.until or date.max


def _period(since, until):
    return Period(since if since > date.min else None, until if until < date.max else None)

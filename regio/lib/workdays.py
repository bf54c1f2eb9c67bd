"""Working days: Dutch public holidays by rule, counting forward and back, school holidays.

Pure: dates in, dates out. `closed` holds every day on which nobody works besides the weekends: the
public holidays (`holidays_between`) and the days that the country or a region closes besides.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays as calendars

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
SATURDAY, SUNDAY = 5, 6
SCHOOL_REGIONS = ("noord", "midden", "zuid")
# Schoolvakanties are fixed by regeling up to and including the summer of 2030 (Stcrt. 2024, 19237),
# before that back to 2014; the list comes with the package `holidays`.
SCHOOL_HOLIDAYS_FROM, SCHOOL_HOLIDAYS_UNTIL = date(2014, 8, 1), date(2030, 8, 1)
ADVISED = {"Voorjaarsvakantie", "Herfstvakantie"}


@dataclass(frozen=True, order=True)
class SchoolHoliday:
    """A holiday of the schools in one of the three regions, from Saturday to Sunday.

    `is_advised`: schools may choose another week. Offices do not close: it warns, nothing shifts.
    """

    first: date
    last: date
    name: str

    @property
    def is_advised(self):
        return self.name in ADVISED


# --- public holidays


def dutch_holidays(year: int) -> dict[date, str]:
    """Return the public holidays of `year` with their names, in order of date.

    Algemene termijnenwet, article 3: New Year, Easter Monday, Whit Monday, both Christmas days,
    Ascension, the day on which the King's birthday is celebrated (since 2014) and 5 May (lid 1);
    Good Friday is equated with them (lid 2). Days that a decree equates for a single year (lid 3)
    are no rule: they belong in `closed` besides. https://wetten.overheid.nl/BWBR0002448
    """
    easter = _easter(year)
    days = {
        date(year, 1, 1): "Nieuwjaarsdag",
        easter - 2 * DAY: "Goede Vrijdag",
        easter + DAY: "Tweede Paasdag",
        _kings_day(year): "Koningsdag",
        date(year, 5, 5): "Bevrijdingsdag",
        easter + 50 * DAY: "Tweede Pinksterdag",
        date(year, 12, 25): "Eerste Kerstdag",
        date(year, 12, 26): "Tweede Kerstdag",
    }
    ascension = easter + 39 * DAY
    same_day = [days[ascension]] if ascension in days else []
    days[ascension] = " en ".join([*same_day, "Hemelvaartsdag"])
    return dict(sorted(days.items()))


def holidays_between(first: date, last: date) -> dict[date, str]:
    """Return the public holidays from `first` up to and including `last`, with their names."""
    return {
        day: name
        for year in range(first.year, last.year + 1)
        for day, name in dutch_holidays(year).items()
        if first <= day <= last
    }


def _easter(year):
    """Return Easter Sunday (Gregorian calendar; the anonymous computus of Meeus and Butcher)."""
    century, rest = divmod(year, 100)
    epact = (19 * (year % 19) + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    epact -= epact // 28 * (1 - epact // 28 * (29 // (epact + 1)) * ((21 - year % 19) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    ahead = epact - weekday
    month = 3 + (ahead + 40) // 44
    return date(year, month, ahead + 28 - 31 * (month // 4))


def _kings_day(year):
    """27 April; the day before when that is a Sunday (2014: 26 April, a Saturday)."""
    day = date(year, 4, 27)
    return day - DAY if day.weekday() == SUNDAY else day


# --- counting


def is_working_day(day: date, closed: Collection[date]) -> bool:
    return day.weekday() < SATURDAY and day not in closed


def working_day_before(day: date, closed: Collection[date]) -> date:
    """Return `day`, or the last working day before it."""
    while not is_working_day(day, closed):
        day -= DAY
    return day


def working_day_after(day: date, closed: Collection[date]) -> date:
    """Return `day`, or the first working day after it."""
    while not is_working_day(day, closed):
        day += DAY
    return day


def add_working_days(day: date, number: int, closed: Collection[date]) -> date:
    """Return the `number`-th working day after `day`, which does not count itself.

    Below zero it counts back: the working day that has that many working days from itself up to
    `day`. Zero gives `day` as it is.
    """
    step = DAY if number > 0 else -DAY
    for _ in range(abs(number)):
        day += step
        while not is_working_day(day, closed):
            day += step
    return day


def subtract_working_days(day: date, number: int, closed: Collection[date]) -> date:
    """Return the `number`-th working day before `day`, which does not count itself."""
    return add_working_days(day, -number, closed)


def weeks_before(day: date, weeks: int, closed: Collection[date]) -> date:
    """Return the day `weeks` weeks before `day`; on a closed day the working day before.

    No law gives more time here: the Algemene termijnenwet (article 1, lid 2) does not extend what
    is counted back from an event, so that a shift is to the safe side, earlier.
    """
    return working_day_before(day - weeks * WEEK, closed)


def weeks_after(day: date, weeks: int, closed: Collection[date]) -> date:
    """Return the day `weeks` weeks after `day`; on a closed day the working day after."""
    return working_day_after(day + weeks * WEEK, closed)


def working_days_between(first: date, last: date, closed: Collection[date]) -> int:
    """Count the working days after `first`, up to and including `last`; 0 when that is earlier."""
    days = max((last - first).days, 0)
    return sum(is_working_day(first + n * DAY, closed) for n in range(1, days + 1))


# --- schools


def school_holidays(first: date, last: date, region: str) -> list[SchoolHoliday]:
    """Return the school holidays of `region` (noord, midden, zuid) that touch `first` to `last`.

    Known from August 2014 up to and including the summer of 2030; see `school_holidays_are_known`.
    """
    years = range(first.year - 1, last.year + 2)
    found = {holiday for year in years for holiday in _school_year(year, region)}
    return sorted(h for h in found if h.first <= last and h.last >= first)


def school_holiday_on(day: date, region: str) -> SchoolHoliday | None:
    """Return the school holiday that `day` lies in, if any."""
    return next(iter(school_holidays(day, day, region)), None)


def school_holidays_are_known(day: date) -> bool:
    """Tell whether the school holidays are fixed that far: without, no warning says nothing."""
    return SCHOOL_HOLIDAYS_FROM <= day < SCHOOL_HOLIDAYS_UNTIL


@lru_cache
def _school_year(year, region):
    """Return the school holidays of the school year that begins in August of `year`."""
    found = calendars.country_holidays(
        "NL",
        subdiv=region.capitalize(),
        categories=("school",),
        years=(year, year + 1),
        language="nl",
        expand=False,
    )
    runs: list[SchoolHoliday] = []
    for day, name in sorted(found.items()):
        if runs and runs[-1].name == name and runs[-1].last == day - DAY:
            runs[-1] = SchoolHoliday(runs[-1].first, day, name)
        else:
            runs.append(SchoolHoliday(day, day, name))
    start, end = max(date(year, 8, 1), SCHOOL_HOLIDAYS_FROM), SCHOOL_HOLIDAYS_UNTIL
    return tuple(h for h in runs if start <= h.first < min(date(year + 1, 8, 1), end))

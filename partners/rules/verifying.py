"""When somebody is asked whether the data about them are still right. Pure."""

from datetime import date, timedelta

# For this long after its day the question is still asked, where the mail could not go before.
ASKED_FOR = timedelta(days=30)


def years_after(day: date, years: int) -> date:
    """Return the same day `years` later; for 29 February, where there is none, the day after."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def year_before(day: date) -> date:
    """Return the last day that lies a year before `day`: for 29 February that is the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)


def is_overdue(verified_on: date, day: date) -> bool:
    """Tell whether what was verified on a day has gone without it for a year by `day`."""
    return verified_on <= year_before(day)


def asked_on(verified_on: date, day: date) -> date:
    """Return the day on which to ask, as it stands on `day`: the next anniversary of
    `verified_on`, or the one that has just passed."""
    first = day - ASKED_FOR
    found = years_after(verified_on, max(1, first.year - verified_on.year))
    if found < first:
        return years_after(verified_on, first.year - verified_on.year + 1)
    return found

"""How long before its date something is told, and how often after it. Pure."""

from datetime import date, timedelta

from regio.lib import workdays
from reminders.rules import Sending, before, overdue, still_to_come

MILESTONE, ACTION, LATE_ACTION = "mijlpaal", "actie", "actie_te_laat"
STANCE, RESERVATION, STEP = "standpunt", "voorbehoud", "checkliststap"
CANCELLED, DOSSIER = "geannuleerd", "dossier"
# Days of the calendar. A college or raad meets every week at best: a reservation is told earlier.
DOSSIER_IS_NEWS = timedelta(days=14)
DAYS_BEFORE = {MILESTONE: 7, ACTION: 7, STANCE: 7, RESERVATION: 14, STEP: 7}


def sendings(rule: str, due_on: date, today: date, closed: frozenset[date]) -> list[Sending]:
    """Return the times that `rule` tells of something due on `due_on`, as far as they are to come.

    `closed` are the days on which nobody works besides weekends. What is late is told from the day
    after; before that nobody knows that it will be. What is cancelled is told at once; a dossier on
    the day that it was sent, whatever day that is.
    """
    if rule == LATE_ACTION:
        times = overdue(due_on, closed) if due_on < today else []
    elif rule == CANCELLED:
        times = [Sending(1, workdays.working_day_after(today, closed), due_on)]
    elif rule == DOSSIER:
        times = [Sending(1, due_on, due_on + DOSSIER_IS_NEWS)]
    else:
        times = before(due_on, DAYS_BEFORE[rule], closed) if due_on >= today else []
    return still_to_come(times, today, closed)

"""The diary of the demonstration: what was done on which day, up to the day it stands on."""

from collections import Counter
from contextlib import contextmanager
from datetime import datetime, time, timedelta

from regio.lib import clock

MORNING = time(9, 5)
BETWEEN = timedelta(minutes=2)


class Diary:
    """Lets what is written have happened on a day, at an hour when people are at work.

    `day` is the day on which the demonstration stands: what comes on it or after it has not
    happened yet.
    """

    def __init__(self, day):
        self.day = day
        self._written = Counter()

    def has_come(self, on):
        return on < self.day

    @contextmanager
    def on(self, day, at=None):
        """Let what is written inside the block happen at `at`, else two minutes after the last."""
        moment = datetime.combine(day, at or MORNING)
        if at is None:
            moment += BETWEEN * self._written[day]
            self._written[day] += 1
        with clock.standing_at(moment.date(), moment.time()):
            yield

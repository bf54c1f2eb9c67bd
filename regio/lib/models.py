"""Fields that models of every app share."""

import functools
import operator
from datetime import timedelta

from django.db import models

from regio.lib.telling import Telling


class Versioned(models.Model):
    """A row that `records.write` may change: it counts its versions, 0 while not yet stored."""

    version = models.PositiveIntegerField("versie", default=0, editable=False)

    telling = Telling()

    class Meta:
        abstract = True

    def reads_as(self, field, text):
        """Return what `text` in `field` means to a reader; empty where it says so itself."""
        return ""


def holds(day, path=""):
    """Return the condition that the dated row at `path` holds on `day`."""
    begun = models.Q(**{f"{path}since": None}) | models.Q(**{f"{path}since__lte": day})
    return begun & (models.Q(**{f"{path}until": None}) | models.Q(**{f"{path}until__gt": day}))


def lasts(since, until, day):
    """Tell whether what holds from `since` up to `until` does on `day`; None is without bound."""
    return (since is None or since <= day) and (until is None or until > day)


class DatedQuerySet(models.QuerySet):
    """Rows that hold from `since` up to, not including, `until`; empty means without bound."""

    def on(self, day):
        return self.filter(holds(day))


class Dated(models.Model):
    """A row with valid time. `until` is the first day on which it no longer holds."""

    since = models.DateField("vanaf", null=True, blank=True)
    until = models.DateField("tot", null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day):
        return lasts(self.since, self.until, day)

    @property
    def last_day(self):
        """The day "t/m" on screens: the last one on which the row holds, or None."""
        return self.until - timedelta(days=1) if self.until else None


def fetched(keys, rows):
    """Return those of `rows` (a QuerySet with all that is shown of them) with `keys`, in that
    order.

    A list is filtered, sorted and cut by its keys alone: joined to all that a row shows, PostgreSQL
    takes longer to plan it than to do it.
    """
    keys = list(keys)
    found = rows.in_bulk(keys)
    return [found[key] for key in keys]


def in_one_query(branches, **options):
    """Return what `branches` (QuerySets of values of one shape) read together; of none nothing.
    `options` are those of `QuerySet.union`."""
    branches = list(branches)
    return branches[0].union(*branches[1:], **options) if branches else ()


def at_most_one(*names):
    """Return the condition that at most one of these nullable fields is filled."""
    empty = [
        models.Q(**{f"{name}__isnull": True for name in names if name != one}) for one in names
    ]
    return functools.reduce(operator.or_, empty)


def exactly_one(*names):
    """Return the condition that exactly one of these nullable fields is filled."""
    some = functools.reduce(operator.or_, (models.Q(**{f"{n}__isnull": False}) for n in names))
    return at_most_one(*names) & some

"""Adopting the minutes of a meeting closes what they say; taking that back opens it again.

Whoever changes what minutes say holds the row of the meeting first, so that nothing slips in while
they are adopted. Where parties stand stays open: answers come after the minutes as well.
"""

from django.db import transaction

from oogo.models import Meeting
from records import actions as records

ADOPTED = (
    "Het verslag van dit overleg is vastgesteld: hier verandert niets meer aan. Klopt er iets niet,"
    " neem dan eerst de vaststelling terug."
)
NOT_ADOPTED = "Het verslag is nog niet vastgesteld."


class AdoptedError(records.ClosedError):
    """The minutes of `meeting` are adopted: what they say is closed."""

    def __init__(self, meeting, text=ADOPTED):
        super().__init__(text)
        self.meeting = meeting


class NotAdoptedError(records.ClosedError):
    """There is no adoption to take back."""


def keep_open(meeting, text=ADOPTED):
    """Hold a meeting (None: nothing to hold) for a change in what its minutes say.

    Raises AdoptedError, with `text` for who tried, when they are adopted.
    """
    if meeting is None:
        return
    fresh = Meeting.objects.select_for_update().get(pk=meeting.pk)
    meeting.version = fresh.version
    if fresh.is_adopted:
        raise AdoptedError(meeting, text)


def adopt(meeting, *, version, by, day):
    """The minutes were adopted on `day`; said again, that day is corrected."""
    return records.write(meeting, version=version, by=by, minutes_adopted_on=day)


@transaction.atomic
def reopen(meeting, *, version, by, day, reason):
    """Take the adoption of the minutes back on `day`, with the reason.

    Sent twice it is taken back once. Raises NotAdoptedError when there is none, StaleError as
    `records.write` does.
    """
    changes = {"minutes_adopted_on": None, "reopened_on": day, "reopen_reason": reason}
    fresh = Meeting.objects.select_for_update().get(pk=meeting.pk)
    is_so_already = all(getattr(fresh, name) == value for name, value in changes.items())
    if not (fresh.is_adopted or is_so_already):
        raise NotAdoptedError(NOT_ADOPTED)
    return records.write(meeting, version=version, by=by, **changes)

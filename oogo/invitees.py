"""Who is invited to a meeting, beside who holds a seat of its body on its day.

A meeting that moves keeps the list of its old day; seats are filled and left after it was planned.
"""

from dataclasses import dataclass

from oogo.actions.meetings import holders_of
from oogo.models import Participant
from partners.models import SeatHolding

NO_SEAT = "heeft op deze dag geen zetel in dit gremium"
OVER = "heeft deze functie op die dag niet"


@dataclass(frozen=True)
class Difference:
    """What following the seats would change: `coming` hold a seat and were never invited, `back`
    do and were taken off the list, `leaving` are (who is invited, why no longer)."""

    coming: list[SeatHolding]
    back: list[SeatHolding]
    leaving: list[tuple[Participant, str]]

    @property
    def is_news(self):
        """Whether there is something to propose; who was taken off the list may stay off it."""
        return bool(self.coming or self.leaving)


def difference(meeting, rows=None) -> Difference:
    """Compare the participants of `meeting` (`rows`, when they were read already) with its seats,
    in two queries at most."""
    if rows is None:
        rows = list(meeting.participants.with_names().members_first())
    known = {row.position_id: row for row in rows}
    holders = holders_of(meeting)
    held = {holding.position_id for holding in holders}
    return Difference(
        [one for one in holders if one.position_id not in known],
        [
            one
            for one in holders
            if one.position_id in known and known[one.position_id].is_withdrawn
        ],
        [(row, why) for row in rows if not row.is_withdrawn and (why := _why(row, meeting, held))],
    )


def _why(row, meeting, held):
    """Say why somebody would not be invited for the day of the meeting; nothing where they are."""
    if row.position_id in held:
        return ""
    if not row.position.holds_on(meeting.day):
        return OVER
    return NO_SEAT if row.seat_id else ""

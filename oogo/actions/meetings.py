"""Writes on meetings that touch several rows."""

from django.db import transaction
from django.db.models import Max

from accounts.models import Region
from oogo.actions.minutes import keep_open
from oogo.models import Meeting, Participant
from partners.models import Seat, SeatHolding
from records import actions as records

PART_OF = {
    Seat.Membership.MEMBER: Participant.Part.MEMBER,
    Seat.Membership.AGENDA: Participant.Part.AGENDA,
    Seat.Membership.OUTER: Participant.Part.LISTENER,
}


@transaction.atomic
def plan_meeting(*, meeting, by):
    """Store a new meeting with the next number of its region, and invite who holds a seat of its
    body on that day. Who holds several is invited once, for the first."""
    Region.objects.select_for_update().get(pk=meeting.region_id)
    last = Meeting.objects.of_region(meeting.region).aggregate(last=Max("number"))["last"]
    meeting.number = (last or 0) + 1
    records.create(meeting, by=by)
    for holding in holders_of(meeting):
        participant = Participant(
            meeting=meeting, position=holding.position, **place_of(holding.seat)
        )
        records.create(participant, by=by)
    return meeting


def place_of(seat):
    """Return how who holds `seat` takes part in a meeting."""
    return {"seat": seat, "party": seat.party, "part": PART_OF[seat.membership]}


@transaction.atomic
def change_times(meeting, *, version, by, **changes):
    """Record when on its day a meeting is (or was), and where. Raises AdoptedError once its
    minutes are adopted."""
    keep_open(meeting)
    return records.write(meeting, version=version, by=by, **changes)


def holders_of(meeting):
    """Return one holding of a seat for every function that holds one on the day of the meeting."""
    seats = Seat.objects.filter(body=meeting.body_id).on(meeting.day)
    holdings = SeatHolding.objects.on(meeting.day).filter(seat__in=seats).with_names()
    first = {}
    for holding in holdings.order_by("seat_id", "pk"):
        first.setdefault(holding.position_id, holding)
    return list(first.values())

"""Planning a meeting, with who is invited to it."""

from django.db import transaction
from django.db.models import Max

from accounts.models import Region
from oogo.models import Meeting, Participant
from partners.models import Seat, SeatHolding
from records import actions as records

PARTS = {
    Seat.Membership.MEMBER: Participant.Part.MEMBER,
    Seat.Membership.AGENDA: Participant.Part.AGENDA,
    Seat.Membership.OUTER: Participant.Part.LISTENER,
}


@transaction.atomic
def plan_meeting(*, meeting, by):
    """Store a new meeting with the next number of its region, and invite who holds a seat.

    Holders of the seats of its body on the day of the meeting; a function with two seats once.
    """
    Region.objects.select_for_update().get(pk=meeting.region_id)
    last = Meeting.objects.of_region(meeting.region).aggregate(last=Max("number"))["last"]
    meeting.number = (last or 0) + 1
    records.create(meeting, by=by)
    invited = set()
    for holding in _holdings(meeting):
        if holding.position_id not in invited:
            invited.add(holding.position_id)
            seat = holding.seat
            part = PARTS[Seat.Membership(seat.membership)]
            records.create(
                Participant(
                    meeting=meeting,
                    position=holding.position,
                    seat=seat,
                    party=seat.party,
                    part=part,
                ),
                by=by,
            )
    return meeting


def _holdings(meeting):
    day = meeting.day
    seats = Seat.objects.on(day).filter(body=meeting.body_id)
    return SeatHolding.objects.on(day).filter(seat__in=seats).with_names().order_by("seat_id", "pk")

"""Reads who is asked where it stands at items without subject, in one query (rules/asked.py)."""

from collections import defaultdict

from django.db.models import DateField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from oogo.models import Participant
from oogo.rules.asked import INVITED, SEATED
from partners.models import Seat
from regio.lib import clock
from regio.lib.models import lasts


def asked_at(items) -> dict[int, set[int]]:
    """Return {key of an item: keys of the parties that are asked}, also of items that wait.

    Of items that were fetched with their meeting."""
    items = list(items)
    seats, invited = _read(items) if items else ({}, {})
    found = {}
    for item in items:
        day = item.meeting.day if item.meeting_id else clock.today()
        found[item.pk] = {party for party, *term in seats[item.body_id] if lasts(*term, day)}
        found[item.pk] |= invited[item.meeting_id]
    return found


def _read(items):
    """Return, in one query, {body: [(party, since, until)]} of its seats and {meeting: parties} of
    those invited: items share these, so that they are no part of it."""
    seats = Seat.objects.filter(SEATED, body__in={item.body_id for item in items})
    people = Participant.objects.filter(INVITED, meeting__in={item.meeting_id for item in items})
    seats = seats.annotate(is_seat=Value(1)).order_by()
    people = people.annotate(is_seat=Value(0), none=Value(None, DateField())).order_by()
    rows = seats.values_list("is_seat", "body", "party", "since", "until")
    by_body, by_meeting = defaultdict(list), defaultdict(set)
    for is_seat, key, party, *term in rows.union(
        people.values_list("is_seat", "meeting", "party", "none", "none")
    ):
        if is_seat:
            by_body[key].append((party, *term))
        else:
            by_meeting[key].add(party)
    return by_body, by_meeting


def asks(party):
    """Return the condition that an afspraak that is only proposed, on no subject, asks `party`."""
    seats = Seat.objects.filter(SEATED, party=party, body=OuterRef("item__body"))
    seats = _holding(seats.annotate(day=_day(OuterRef("item__meeting__day"))))
    people = Participant.objects.filter(INVITED, party=party, meeting=OuterRef("item__meeting"))
    is_open = Q(sequence=None, superseded_by=None, is_withdrawn=False, item__subject=None)
    return is_open & (Exists(seats) | Exists(people))


def _day(meeting_day):
    """The day of the meeting; today while there is none."""
    return Coalesce(meeting_day, Value(clock.today()), output_field=DateField())


def _holding(seats):
    """Seats that hold on their `day`."""
    begun = Q(since=None) | Q(since__lte=F("day"))
    return seats.filter(begun, Q(until=None) | Q(until__gt=F("day")))

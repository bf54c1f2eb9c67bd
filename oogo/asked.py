"""Reads who is asked where it stands at items without subject, in one query (rules/asked.py)."""

from collections import defaultdict

from django.db.models import DateField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from oogo.models import Participant
from oogo.rules.asked import INVITED, SEATED
from partners.models import Seat
from regio.lib import clock


def asked_at(items) -> dict[int, set[int]]:
    """Return {key of an item: keys of the parties that are asked}, also of items that wait."""
    keys = {item.pk for item in items}
    seats = Seat.objects.filter(SEATED, body__items__in=keys)
    seats = _holding(seats.annotate(day=_day("body__items__meeting__day")))
    people = Participant.objects.filter(INVITED, meeting__items__in=keys)
    found = defaultdict(set)
    if keys:
        pairs = seats.order_by().values_list("body__items", "party")
        for item, party in pairs.union(people.order_by().values_list("meeting__items", "party")):
            found[item].add(party)
    return found


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

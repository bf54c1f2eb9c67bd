"""Somebody leaves: who may come after, and what goes over."""

from functools import partial

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, Subquery

from partners import actions, handover
from partners.handover import Hanging
from partners.models import AreaName, Position, SeatHolding
from records import actions as records


def successor_of(position, day):
    """Propose who comes after: at the same organisation and level, in the same function first,
    then with the same portefeuilles, then who began last; None where there is nobody."""
    others = Position.objects.filter(
        organisation=position.organisation_id,
        level=position.level,
        person__region=position.person.region_id,
    )
    shared = Q(portfolios__in=position.portfolios.values("pk"))
    others = others.lasting_beyond(day).exclude(person=position.person_id)
    found = [
        (
            other.title.casefold() == position.title.casefold(),
            other.shared,
            other.since.toordinal() if other.since else 0,
            other,
        )
        for other in others.annotate(shared=Count("portfolios", filter=shared)).order_by("pk")
    ]
    likely = [row for row in found if row[0] or row[1]]
    return max(likely, key=lambda row: row[:3])[-1] if likely else None


def seats_of(position, day, user):
    """The seats that a function holds; who may end the function may fill them."""
    for holding in position.holdings.lasting_beyond(day).with_names().order_by("pk"):
        seat = holding.seat
        text = f"{seat.label} in {seat.body}"
        url = seat.get_absolute_url()
        yield Hanging("Zetel", text, url, "wordt leeg", partial(_pass_seat, holding))


def area_contacts_of(position, day, user):
    """The areas of which a function is the contact; who may end the function may name another."""
    names = AreaName.objects.filter(area=OuterRef("area"))
    names = names.order_by(F("since").desc(nulls_last=True)).values("name")[:1]
    rows = position.area_contacts.select_related("region", "area").order_by("pk")
    for contact in rows.annotate(called=Subquery(names)):
        text = f"Contact voor {contact.called or contact.area.code}"
        url, left = contact.get_absolute_url(), "zonder contactpersoon"
        yield Hanging("Gebied", text, url, left, partial(_pass_contact, contact))


def _pass_contact(contact, successor, day, by):
    records.write(contact, version=contact.version, by=by, position=successor)
    return True


def _pass_seat(holding, successor, day, by):
    seat = holding.seat
    if seat.holdings.exclude(pk=holding.pk).lasting_beyond(day).exists():
        return False
    until = min((row.until for row in (seat, successor) if row.until), default=None)
    taken = SeatHolding(seat=seat, position=successor, since=day, until=until)
    records.create(taken, by=by)
    return True


@transaction.atomic
def leave(position, *, version, until, successor, by):
    """End a function on `until`, the first day without it; with a successor (a function, or None)
    all that hangs on it goes over, as far as `by` may do that.

    Returns (the function, how many things went over). Raises as `actions.end_position` does; then
    nothing is written.
    """
    hanging = handover.hanging_on(position, until, by) if until and successor else []
    ended = actions.end_position(position, version=version, until=until, by=by)
    passed = [h.pass_on(successor, until, by) for h in hanging if h.pass_on]
    return ended, sum(passed)

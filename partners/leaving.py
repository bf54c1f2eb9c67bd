"""Somebody leaves: who may come after, and what goes over."""

from functools import partial

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, Subquery, Value

from partners import actions, handover
from partners.handover import Hanging
from partners.models import (
    AreaContact,
    AreaName,
    Mandate,
    Organisation,
    Party,
    Position,
    Representation,
    SeatHolding,
)
from partners.rules.periods import shared
from partners.rules.presence import Period
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
    others = others.select_related("person", "organisation")
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


def seats_of(positions, day, user):
    """The seats that functions hold; who may end a function may fill them."""
    rows = SeatHolding.objects.filter(position__in=positions).lasting_beyond(day)
    for holding in rows.with_names().order_by("pk"):
        yield Hanging(
            holding.position_id,
            holding,
            "Zetel",
            f"{holding.seat} in {holding.seat.body}",
            holding.seat.get_absolute_url(),
            "wordt leeg",
            partial(_pass_seat, holding),
        )


def area_contacts_of(positions, day, user):
    """The areas of which functions are the contact; who may end a function may name another."""
    names = AreaName.objects.filter(area=OuterRef("area"))
    names = names.order_by(F("since").desc(nulls_last=True)).values("name")[:1]
    rows = AreaContact.objects.filter(position__in=positions).lasting_beyond(day)
    rows = rows.select_related("region", "area", "position")
    for contact in rows.annotate(called=Subquery(names)).order_by("pk"):
        yield Hanging(
            contact.position_id,
            contact,
            "Gebied",
            f"Contact voor {contact.called or contact.area.code}",
            contact.get_absolute_url(),
            "zonder contactpersoon",
            partial(_pass_contact, contact),
        )


def _pass_contact(contact, successor, day, by):
    since = max(day, contact.since) if contact.since else day
    actions.change_area_contact(
        contact, version=contact.version, since=since, by=by, position=successor
    )
    return True


def _pass_seat(holding, successor, day, by):
    """Let a successor have the seat for as long as it was held, unless another has it then. What
    ended only because the function of who leaves did goes on with another person, until the next
    holder comes."""
    seat = holding.seat
    since = max(day, holding.since) if holding.since else day
    others = list(seat.holdings.exclude(pk=holding.pk).lasting_beyond(since))
    ends = [holding.until, seat.until, successor.until]
    left = holding.position
    if holding.until and holding.until == left.until and successor.person_id != left.person_id:
        coming = (row.since for row in others if row.since and row.since >= holding.until)
        ends[0] = min(coming, default=None)
    until = min((end for end in ends if end), default=None)
    if (until and until <= since) or any(shared(Period(since, until), row) for row in others):
        return False
    taken = SeatHolding(seat=seat, position=successor, since=since, until=until)
    records.create(taken, by=by)
    return True


def powers_of(positions, day):
    """Return the mandates and representations that functions (rows with their people) have on or
    after `day`, mandates first, in one query: with what is told of them, not to be written."""
    own = {position.pk: position for position in positions}
    found = _as_powers(Mandate.objects, own, day, Value("")).union(
        _as_powers(Representation.objects, own, day, F("party__organisation__short_name"))
    )
    return [_power(own, *row) for row in sorted(found, key=lambda row: row[:2])]


def _as_powers(rows, positions, day, party):
    rows = rows.filter(position__in=positions).lasting_beyond(day)
    rows = rows.annotate(of=Value(rows.model.__name__), called=party)
    return rows.values_list("of", "pk", "version", "position", "kind", "since", "until", "called")


def _power(positions, of, pk, version, position, kind, since, until, called):
    said = {"pk": pk, "version": version, "since": since, "until": until, "kind": kind}
    said["position"] = positions[position]
    if of == Mandate.__name__:
        return Mandate(**said)
    return Representation(**said, party=Party(organisation=Organisation(short_name=called)))


@transaction.atomic
def leave(position, *, version, until, successor, by):
    """End a function on `until`, the first day without it; with a successor (a function, or None)
    all that hangs on it goes over, as far as `by` may do that.

    Returns (the function, how many things went over). Raises as `actions.end_position` does; then
    nothing is written.
    """
    hanging = handover.hanging_on([position], until, by) if until and successor else []
    ended = actions.end_position(position, version=version, until=until, by=by)
    passed = [h.pass_on(successor, until, by) for h in hanging if h.pass_on]
    return ended, sum(passed)

"""Writes about the speelveld that touch several rows. All else is one `records` call."""

from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.models import Region
from partners.models import (
    Area,
    AreaContact,
    AreaText,
    Correction,
    Municipality,
    Organisation,
    OrganisationName,
    Party,
    Person,
    RegionArea,
    Seat,
    SeatHolding,
)
from partners.start import Start
from records import actions as records
from records.actions import ClosedError, Conflict, StaleError
from records.models import Change
from regio.lib import clock
from regio.lib.sort_name import sort_name

Field = Correction.Field
FORGOTTEN = "Deze persoon is geanonimiseerd en krijgt geen functie meer."


class NewParty(NamedTuple):
    """A proposed party (partners.rules.start) under the names that someone gave it."""

    proposal: object
    name: str
    short_name: str


class Started(NamedTuple):
    """How many areas and parties the start of a region added."""

    areas: int
    parties: int


@transaction.atomic
def start_region(*, region, since, areas, parties, by):
    """Let `areas` (AreaKeys) and `parties` (NewParty) belong to a region from `since` (a date).

    What is there by now stays as it is: sent twice, or by two at once, is once. An organisation
    that the region knows takes part (again) under its own name. Returns Started.
    """
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)
    start = Start(region, since)
    wanted = [area for area in areas if area not in start.own_areas]
    stored = _areas_by_key([*wanted, *(p.proposal.area for p in parties)])
    for key in wanted:
        records.create(RegionArea(region=region, area=stored[key], since=since), by=by)
    began: set[int] = set()
    joined = [_join(start, party, stored, began, by=by) for party in parties]
    return Started(len(wanted), sum(joined))


def _areas_by_key(keys):
    codes = {key.code for key in keys if key}
    rows = Area.objects.filter(code__in=codes).prefetch_related("names")
    return {(area.kind, area.code): area for area in rows}


def _join(start, new, areas, began, *, by):
    """Let a proposed party take part, unless it does; tell whether that was news."""
    proposal, known = new.proposal, start.known_as(new.proposal)
    if known and (known.pk in began or known.takes_part_from(start.day)):
        return False
    if known:
        began.add(known.pk)
        organisation = Organisation.objects.get(pk=known.pk)
        records.create(Party(organisation=organisation, since=start.day), by=by)
        return True
    town = proposal.municipality and Municipality.objects.get(code=proposal.municipality)
    organisation = Organisation(
        region=start.region,
        kind=proposal.kind,
        name=new.name,
        short_name=new.short_name,
        municipality=town or None,
    )
    own = [areas[proposal.area]] if proposal.area else []
    add_party(organisation=organisation, areas=own, since=start.day, by=by)
    return True


@transaction.atomic
def add_party(*, organisation, areas, since, by):
    """Store a new organisation and let it take part from `since` (a date, or None: unknown)."""
    organisation.pending_m2m = {"areas": areas}
    records.create(organisation, by=by)
    return records.create(Party(organisation=organisation, since=since), by=by)


@transaction.atomic
def add_organisation(*, organisation, areas, by):
    """Store an organisation that does not take part itself (yet)."""
    organisation.pending_m2m = {"areas": areas}
    return records.create(organisation, by=by)


@transaction.atomic
def change_organisation(organisation, *, version, changed_on, by, **changes):
    """Change an organisation; with `changed_on` (a date) its name or kind held until that day.

    Raises StaleError as `records.write` does.
    """
    was = Organisation.objects.select_for_update().get(pk=organisation.pk)
    stored = records.write(organisation, version=version, by=by, **changes)
    named = ("name", "short_name", "kind")
    if changed_on and any(getattr(was, field) != getattr(stored, field) for field in named):
        last = was.earlier_names.order_by("until").last()
        earlier = OrganisationName(
            organisation=was,
            since=last.until if last else None,
            until=changed_on,
            **{field: getattr(was, field) for field in named},
        )
        records.create(earlier, by=by)
    return stored


@transaction.atomic
def change_person(person, *, version, by, **changes):
    """Change a person; the sort name follows the name that is stored in the end. What the person
    reported and is so now is settled.

    Raises StaleError as `records.write` does.
    """
    stored = records.write(person, version=version, by=by, **changes)
    same = Person.objects.filter(pk=stored.pk, name=stored.name)
    same.update(sort_name=sort_name(stored.name))
    _settle_what_is_so(stored, (Field.NAME, Field.EMAIL, Field.PHONE), by)
    return stored


@transaction.atomic
def change_position(position, *, version, by, **changes):
    """Change a function; a title that its holder reported and that it has now is settled.

    Raises StaleError as `records.write` does.
    """
    stored = records.write(position, version=version, by=by, **changes)
    _settle_what_is_so(stored, (Field.TITLE,), by)
    return stored


def _settle_what_is_so(row, fields, by):
    """Settle what was reported of `row` and stands there now, whoever typed it."""
    is_so = Q()
    for field in fields:
        is_so |= Q(field=field, value=getattr(row, field))
    _settle_as_taken(row.corrections.filter(is_so), by)


def _settle_as_taken(corrections, by):
    taken = {"outcome": Correction.Outcome.TAKEN, "settled_by": by}
    corrections.open().update(settled_on=clock.today(), **taken)


@transaction.atomic
def add_position(*, position, person, portfolios, by):
    """Store a function for `person`, who is stored first when new.

    Raises ClosedError where it is not known any more who the person was.
    """
    if person.pk is None:
        records.create(person, by=by)
    elif not Person.objects.known().select_for_update(no_key=True).filter(pk=person.pk).exists():
        raise ClosedError(FORGOTTEN)
    position.person = person
    position.pending_m2m = {"portfolios": portfolios}
    return records.create(position, by=by)


@transaction.atomic
def end_position(position, *, version, until, by):
    """End a function; its mandates, representations and seats that would outlast it end too. What
    its holder reported of its end is settled."""
    ended = _end_with_hanging(position, version=version, until=until, by=by)
    if until:
        _settle_as_taken(position.corrections.filter(field=Field.END), by)
    return ended


@transaction.atomic
def end_body(body, *, version, until, by):
    """End a body; its seats and who holds them end with it."""
    return _end_with_hanging(body, version=version, until=until, by=by)


@transaction.atomic
def end_seat(seat, *, version, until, by):
    """End a seat; who holds it leaves with it."""
    return _end_with_hanging(seat, version=version, until=until, by=by)


def _end_with_hanging(row, *, version, until, by):
    """End `row`, and all that hangs on it and would outlast it.

    `until` is the first day without it; None lets it run on, and leaves the others as they are.
    Raises StaleError; then nothing is ended.
    """
    ended = records.write(row, version=version, by=by, until=until)
    for other in row.hanging_beyond(until) if until else ():
        records.write(other, version=other.version, by=by, until=until)
    return ended


@transaction.atomic
def end_holding(holding, *, version, until, by):
    """Let someone leave a seat (None: stay); it has one holder at a time, whoever fills it now.

    Raises StaleError as `records.write` does, IntegrityError when another has the seat by then.
    """
    Seat.objects.select_for_update().get(pk=holding.seat_id)
    ended = records.write(holding, version=version, by=by, until=until)
    if ended.others_until(ended.until).exists():
        raise IntegrityError("a seat has one holder at a time")
    return ended


@transaction.atomic
def fill_seat(seat, *, position, since, seen, version, by):
    """Let `position` hold `seat` from `since` (None: as long as is known), until one of them ends.

    `seen` is the id of the latest holding that the user saw (None: there was none) and `version`
    its version. Who holds the seat then leaves on `since`; a holding that began on that same day
    was a mistake and gets `position` instead. Sent twice is once. Returns the holding. Raises
    StaleError when somebody else changed who holds the seat; then nothing is written.
    """
    Seat.objects.select_for_update().get(pk=seat.pk)
    last = seat.holdings.newest_first().with_names().first()
    if last and last.pk != seen:
        if (last.position_id, last.since) == (position.pk, since):
            return last
        change = Change.objects.of(last).select_related("by").first()
        raise StaleError(last, [Conflict("position", position, last.position, change)])
    until = min((row.until for row in (seat, position) if row.until), default=None)
    if last and last.since == since:
        return records.write(last, version=version, by=by, position=position, until=until)
    if last and (last.until is None or last.until > since):
        records.write(last, version=version, by=by, until=since)
    holding = SeatHolding(seat=seat, position=position, since=since, until=until)
    return records.create(holding, by=by)


@transaction.atomic
def keep_area_contact(region, area, *, version, since, by, **changes):
    """Store whom the region speaks to about `area` from `since` on (a date, or None: always), and
    its note; the first time too.

    Said of the same day it is corrected; of a later day, what held until then is kept. Raises
    StaleError as `records.write` does.
    """
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)
    rows = AreaContact.objects.of_region(region)
    row = rows.filter(area=area, until=None).first() or AreaContact(region=region, area=area)
    return change_area_contact(row, version=version, since=since, by=by, **changes)


@transaction.atomic
def change_area_contact(row, *, version, since, by, **changes):
    """Let `row` say something else from `since` on, and keep what it said until then.

    A begin that moves back was a mistake: then what was said before ends that day.
    """
    if row.pk:
        rows = AreaContact.objects.select_related("region", "area", "position")
        row = rows.select_for_update(of=("self",)).get(pk=row.pk)
    same = ("region", "area", "position", "note", "since")
    was, before = {name: getattr(row, name) for name in same}, row.before
    written = records.write(row, version=version, by=by, since=since, **changes)
    moved = written.since and (was["since"] is None or was["since"] < written.since)
    if moved and (was["position"] or was["note"]):
        records.create(AreaContact(**was, until=written.since), by=by)
    elif before and written.since and written.since < before.until:
        records.write(before, version=before.version, by=by, until=written.since)
    return written


@transaction.atomic
def let_stand_for(organisation, area, *, by):
    """Let an organisation stand for one area more; what it stands for already stays."""
    stored = Organisation.objects.select_for_update().get(pk=organisation.pk)
    areas = [*stored.areas.all(), area]
    return records.write(stored, version=stored.version, by=by, areas=areas)


@transaction.atomic
def say_of_area(kind, area, *, version, since, by, **said):
    """Say from `since` on (a date, or None: always) what `kind`, or `area` of it, is for; the first
    time too.

    Said of the same day it is corrected; of a later day, what held until then is kept in a row of
    its own. Raises StaleError as `records.write` does.
    """
    rows = AreaText.objects.select_for_update().filter(kind=kind, area=area, until=None)
    row = rows.first()
    if row is None:
        try:
            with transaction.atomic():
                first = AreaText(kind=kind, area=area, since=since, **said)
                return records.create(first, by=by)
        except IntegrityError:  # somebody else was first, at this very moment
            row = rows.get()
    same = ("kind", "area", "task", "law", "funding", "source", "since")
    was = {name: getattr(row, name) for name in same}
    written = records.write(row, version=version, by=by, since=since, **said)
    if written.since != was["since"]:
        records.create(AreaText(**was, until=written.since), by=by)
    return written

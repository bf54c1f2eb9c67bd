"""What a herindeling touches of the speelveld itself: seats, relations, mandates."""

from functools import partial

from django.db.models import F, OuterRef, Prefetch, Q, Subquery

from partners.mergers.passing import Passed
from partners.models import (
    Mandate,
    OrganisationLink,
    Party,
    Representation,
    Seat,
    SeatHolding,
)
from records import actions as records

OWN_MANDATE = "eindigt: het nieuwe bestuur geeft een eigen mandaat"
OWN_POWER = "eindigt: {} geeft zelf een nieuwe"


def touched_by(passing):
    """Return what is touched, in the order in which it has to be written."""
    return [*seats(passing), *links(passing), *mandates(passing), *representations(passing)]


def seats(passing):
    """A seat goes on as one of the successor, unless that has the same one in the body."""
    holdings = SeatHolding.objects.lasting_beyond(passing.day).with_names().order_by("since", "pk")
    rows = Seat.objects.filter(party__in=[*passing.parties, *passing.heir_parties])
    rows = rows.lasting_beyond(passing.day).with_names().order_by("body__name", "pk")
    rows = rows.prefetch_related(Prefetch("holdings", holdings, to_attr="coming"))
    taken, found = {}, []
    for seat in rows:
        if seat.party_id in passing.heir_parties:
            taken[_place(seat, passing.heir_parties[seat.party_id])] = seat
        else:
            found.append(seat)
    for seat in found:
        heir = passing.heir_for("zetels")
        place = _place(seat, heir) if heir else None
        same = taken.get(place)
        if heir:
            taken.setdefault(place, seat)
        yield Passed(
            "Zetel",
            f"{seat.label} van {seat.party} in {seat.body}",
            seat.get_absolute_url(),
            _seat_becomes(passing, seat, heir, same),
            (seat, *seat.coming),
            partial(_pass_seat, passing, seat, heir, same),
            passing.hindrance(seat, *seat.coming),
        )


def _place(seat, heir):
    return heir.code, seat.body_id, seat.kind, seat.title.casefold()


def _seat_becomes(passing, seat, heir, same):
    if heir is None:
        return "eindigt"
    if same:
        return f"eindigt: {heir} heeft deze zetel daar al"
    holder = _holder(passing, seat)
    return f"wordt van {heir}, {'met ' + holder.person.name if holder else 'nog leeg'}"


def _holder(passing, seat):
    """Return the function that holds `seat` and goes on: at a successor, or elsewhere."""
    for holding in seat.coming:
        function = holding.position_id
        if function not in passing.functions or passing.heir_of(function):
            return holding.position
    return None


def _pass_seat(passing, seat, heir, same, by):
    holder = _holder(passing, seat)
    for row in (*seat.coming, seat):
        records.write(row, version=row.version, by=by, until=passing.day)
    if heir is None:
        return
    new = passing.new_seats.get(same.pk, same) if same else _new_seat(passing, seat, heir, by)
    passing.new_seats[seat.pk] = new
    if holder and not new.holdings.lasting_beyond(passing.day).exists():
        position = passing.new_functions.get(holder.pk, holder)
        until = min((row.until for row in (new, position) if row.until), default=None)
        holding = SeatHolding(seat=new, position=position, since=passing.day, until=until)
        records.create(holding, by=by)


def _new_seat(passing, seat, heir, by):
    same = {name: getattr(seat, name) for name in ("body", "kind", "title", "membership", "until")}
    return records.create(Seat(party=heir.party, since=passing.day, **same), by=by)


def links(passing):
    """A relation goes on with the successor, unless that has it already, or is the other one. Of
    several that become the same one goes on: the one that lasts longest."""
    own, after = passing.organisations, [h.organisation for h in passing.joining]
    keys = {*own, *(one.pk for one in after if one)}
    rows = OrganisationLink.objects.filter(Q(source__in=keys) | Q(target__in=keys))
    rows = rows.lasting_beyond(passing.day).select_related("source__region", "target")
    newest = Party.objects.filter(organisation=OuterRef("source")).order_by("-pk").values("pk")
    rows = rows.annotate(source_party=Subquery(newest[:1]))
    taken, found = {}, []
    for link in rows.order_by("kind", F("until").desc(nulls_first=True), "pk"):
        if link.source_id in own or link.target_id in own:
            found.append(link)
        else:
            taken[link.source_id, link.kind, link.target_id] = link
    heir = passing.heir_for("relaties")
    for link in found:
        source, target = (_side(side, own, heir) for side in (link.source, link.target))
        first = taken.setdefault((source, link.kind, target), link)
        goes = heir is not None and source != target and first is link
        after = None if goes or source == target else first
        yield Passed(
            "Relatie",
            str(link),
            link.source.address_as(link.source_party),
            _link_becomes(heir, goes, after, is_own=after not in found),
            (link,),
            partial(_pass_link, passing, link, heir if goes else None),
            passing.hindrance(link),
        )


def _link_becomes(heir, goes, after, *, is_own):
    """Say what becomes of a relation; `after` is the one that says the same afterwards."""
    if heir is None:
        return "eindigt"
    if goes:
        return f"gaat over naar {heir}"
    if after is None:
        return f"eindigt: beide zijn dan {heir}"
    return f"eindigt: {heir} heeft deze relatie al" if is_own else f"gaat op in “{after}”"


def _side(organisation, own, heir):
    """Name one side of a relation, as it is after the herindeling."""
    if organisation.pk not in own or heir is None:
        return organisation.pk
    return heir.organisation.pk if heir.organisation else heir.code


def _pass_link(passing, link, heir, by):
    records.write(link, version=link.version, by=by, until=passing.day)
    if heir:
        own = passing.organisations
        source, target = (
            heir.organisation if side.pk in own else side for side in (link.source, link.target)
        )
        after = OrganisationLink(source=source, kind=link.kind, target=target)
        after.since, after.until = passing.day, link.until
        records.create(after, by=by)


def mandates(passing):
    """A mandate ends with the board that gave it; where the gemeente goes on, so does it."""
    rows = Mandate.objects.filter(position__in=passing.functions).lasting_beyond(passing.day)
    rows = rows.select_related("position__person__region")
    for mandate in rows.order_by("pk"):
        goes = passing.goes_on and passing.heir_of(mandate.position_id)
        yield Passed(
            "Mandaat",
            str(mandate),
            mandate.get_absolute_url(),
            "gaat mee" if goes else OWN_MANDATE,
            (mandate,),
            partial(_renew, passing, mandate, {}) if goes else None,
            passing.hindrance(mandate),
        )


def representations(passing):
    """Who speaks for a gemeente that ends speaks for it no more; nor does who leaves there for
    another. Where the gemeente goes on, that goes on too."""
    rows = Representation.objects.filter(
        Q(position__in=passing.functions) | Q(party__in=passing.parties)
    )
    rows = rows.lasting_beyond(passing.day).select_related(
        "position__person__region", "party__organisation"
    )
    for row in rows.order_by("pk"):
        goes = passing.goes_on and _goes_on(passing, row)
        heir = passing.heir_for("relaties")
        is_own = row.party_id in passing.parties
        yield Passed(
            "Vertegenwoordiging",
            str(row),
            row.get_absolute_url(),
            "gaat mee" if goes else OWN_POWER.format(heir) if is_own and heir else "eindigt",
            (row,),
            partial(_renew if goes else _end, passing, row, {"party": heir if is_own else None}),
            passing.hindrance(row),
        )


def _goes_on(passing, row):
    """Tell whether both who speaks and for whom are there after the herindeling."""
    speaks = row.position_id not in passing.functions or passing.heir_of(row.position_id)
    return bool(speaks and (row.party_id not in passing.parties or passing.heir_for("relaties")))


def _end(passing, row, changes, by):
    records.write(row, version=row.version, by=by, until=passing.day)


def _renew(passing, row, changes, by):
    """End a mandate or representation, and begin the same for what came instead."""
    until = row.until
    records.write(row, version=row.version, by=by, until=passing.day)
    names = ("kind", "ceiling", "text", *(("granted_by",) if isinstance(row, Mandate) else ()))
    same = {name: getattr(row, name) for name in names}
    if isinstance(row, Representation):
        heir = changes.get("party")
        same["party"] = heir.party if heir else row.party
    position = passing.new_functions.get(row.position_id, row.position)
    new = type(row)(position=position, since=passing.day, until=until, **same)
    new.pending_m2m = {"portfolios": list(row.portfolios.all())}
    records.create(new, by=by)

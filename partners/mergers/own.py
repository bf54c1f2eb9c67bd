"""What a herindeling touches of the speelveld itself: seats, relations, mandates."""

from collections import Counter, defaultdict
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
from partners.rules.periods import shared, spelled, uncovered
from partners.rules.presence import Period
from records import actions as records

OWN_MANDATE = "eindigt: het nieuwe bestuur geeft een eigen mandaat"
ONE_SEAT = "wordt één met de andere zetel die {} daar krijgt"
OWN_POWER = "eindigt: {} geeft zelf een nieuwe"


def touched_by(passing):
    """Return what is touched, in the order in which it has to be written."""
    return [*seats(passing), *links(passing), *mandates(passing), *representations(passing)]


def seats(passing):
    """A seat goes on as one of the successor, in the periods in which that has not the same one in
    the body; who holds it goes on there whenever nobody does yet."""
    holdings = SeatHolding.objects.lasting_beyond(passing.day).with_names().order_by("since", "pk")
    rows = Seat.objects.filter(party__in=[*passing.parties, *passing.heir_parties])
    rows = rows.lasting_beyond(passing.day).with_names()
    rows = rows.order_by("body__name", F("until").desc(nulls_first=True), "pk")
    rows = rows.prefetch_related(Prefetch("holdings", holdings, to_attr="coming"))
    heir, places, found = passing.heir_for("zetels"), {}, []
    for seat in rows:
        if own := passing.heir_parties.get(seat.party_id):
            _place(places, passing, own, seat).add(seat)
        else:
            found.append(seat)
    for seat in found:
        place = heir and _place(places, passing, heir, seat)
        becomes, carry_out = place.take(seat) if place else ("eindigt", _end_seat)
        yield Passed(
            "Zetel",
            f"{seat.label} van {seat.party} in {seat.body}",
            seat.get_absolute_url(),
            becomes,
            (seat, *seat.coming),
            partial(carry_out, passing, seat),
            passing.hindrance(seat, *seat.coming),
            place.beside if place else (),
        )


def _place(places, passing, heir, seat):
    key = heir.code, seat.body_id, seat.kind, seat.title.casefold()
    return places.setdefault(key, _Place(passing, heir))


class _Place:
    """Equal seats of a successor in a body: its own, and those that it takes over.

    On each day there are as many as the successor has, or as any one gemeente that ends would have
    had. Who held the nth seat of a gemeente finds a place when fewer than n of them are held.
    """

    def __init__(self, passing, heir):
        self.passing, self.heir = passing, heir
        self.own, self.seats = [], []
        self.held: list[tuple[Seat, Period]] = []
        self.number: Counter[int] = Counter()

    def add(self, seat):
        """Note a seat that the successor has already, and who stays there."""
        self.own.append(seat)
        self.seats.append(seat)
        for holding in seat.coming:
            held = shared(seat, holding)
            if held and self.passing.goes_along(holding.position_id):
                self.held.append((seat, held))

    @property
    def beside(self):
        return tuple(row for seat in self.own for row in (seat, *seat.coming))

    def take(self, seat):
        """Return what becomes of a seat, and what writes that. Of the seats of one gemeente the
        longest comes first: it holds whenever a later one does."""
        self.number[seat.party_id] += 1
        number = self.number[seat.party_id]
        rest = Period(self.passing.day, seat.until)
        had = not uncovered(rest, self.own, number)
        parts = uncovered(rest, self.seats, number)
        same = {name: getattr(seat, name) for name in ("body", "kind", "title", "membership")}
        new = [Seat(since=part.since, until=part.until, **same) for part in parts]
        self.seats += new
        holding = self._holding(seat)
        turns = self._turns(seat, holding, number) if holding else []
        sits = self._sits(turns, new)
        becomes = self._becomes(rest, parts, holding, turns, had=had)
        return becomes, partial(self._write, new, holding, sits)

    def _holding(self, seat):
        """Return who holds `seat` and goes along, if anybody."""
        kept = (h for h in seat.coming if self.passing.goes_along(h.position_id))
        return next(kept, None)

    def _turns(self, seat, holding, number):
        """Return the periods in which who held `seat` finds a place."""
        rest = Period(self.passing.day)
        for row in (seat, holding, holding.position):
            rest = rest and shared(rest, row)
        return uncovered(rest, [period for _, period in self.held], number) if rest else []

    def _sits(self, turns, new):
        """Divide the periods over the seats that are empty then, `new` ones first."""
        sits = []
        for seat in (*new, *(seat for seat in self.seats if seat not in new)):
            held = [period for other, period in self.held if other is seat]
            both = [part for turn in turns if (part := shared(turn, seat))]
            taken = [part for one in both for part in uncovered(one, held)]
            sits += [(seat, part) for part in taken]
            turns = [part for turn in turns for part in uncovered(turn, taken)]
        self.held += sits
        return sits

    def _becomes(self, rest, parts, holding, turns, *, had):
        day, heir = self.passing.day, self.heir
        who = holding.position.person.name if turns else ""
        when = "" if turns == parts else spelled(turns, day)
        if not parts:
            said = f"eindigt: {heir} heeft deze zetel daar al" if had else ONE_SEAT.format(heir)
            return f"{said}; {who} neemt daar plaats{when}" if turns else said
        said = f"wordt van {heir}{spelled(parts, day)}, "
        said += f"met {who}{when}" if turns else "nog leeg"
        return said if parts == [rest] else f"{said}; in de overige tijd heeft {heir} deze zetel al"

    def _write(self, new, holding, sits, passing, seat, by):
        _end_seat(passing, seat, by)
        for row in (held for seat in self.own for held in seat.coming):
            if not passing.goes_along(row.position_id):
                records.write(row, version=row.version, by=by, until=passing.day)
        for made in new:
            made.party = self.heir.party
            records.create(made, by=by)
        passing.new_seats[seat.pk] = [*(there for there, _ in sits), *new, *self.seats]
        for there, part in sits:
            position = passing.new_functions.get(holding.position_id, holding.position)
            sitting = SeatHolding(seat=there, position=position)
            sitting.since, sitting.until = part.since, part.until
            records.create(sitting, by=by)


def _end_seat(passing, seat, by):
    for row in (*seat.coming, seat):
        records.write(row, version=row.version, by=by, until=passing.day)


def links(passing):
    """A relation goes on with the successor, in the periods in which that has not the same one
    already, unless it is the other one. Of several that become the same one goes on: the one that
    lasts longest."""
    own, after = passing.organisations, [h.organisation for h in passing.joining]
    keys = {*own, *(one.pk for one in after if one)}
    rows = OrganisationLink.objects.filter(Q(source__in=keys) | Q(target__in=keys))
    rows = rows.lasting_beyond(passing.day).select_related("source__region", "target")
    newest = Party.objects.filter(organisation=OuterRef("source")).order_by("-pk").values("pk")
    rows = rows.annotate(source_party=Subquery(newest[:1]))
    there, found, first = defaultdict(list), [], {}
    for link in rows.order_by("kind", F("until").desc(nulls_first=True), "pk"):
        if link.source_id in own or link.target_id in own:
            found.append(link)
        else:
            there[link.source_id, link.kind, link.target_id].append(link)
    heir = passing.heir_for("relaties")
    for link in found:
        source, target = (_side(side, own, heir) for side in (link.source, link.target))
        place = source, link.kind, target
        had = there.get(place, [])
        goes = heir is not None and source != target and place not in first
        rest = Period(passing.day, link.until)
        parts = uncovered(rest, had) if goes else []
        if parts:
            first[place] = link
        yield Passed(
            "Relatie",
            str(link),
            link.source.address_as(link.source_party),
            _link_becomes(passing, heir, rest, parts, had, None if parts else first.get(place)),
            (link,),
            partial(_pass_link, passing, link, heir, parts),
            passing.hindrance(link),
            tuple(had),
        )


def _link_becomes(passing, heir, rest, parts, had, after):
    """Say what becomes of a relation in `rest` of its period: in `parts` of it it goes over, in
    the others the successor `had` it, or has it by `after`."""
    if heir is None:
        return "eindigt"
    if parts:
        said = f"gaat over naar {heir}{spelled(parts, passing.day)}"
        return (
            said if parts == [rest] else f"{said}; in de overige tijd heeft {heir} deze relatie al"
        )
    if had and not uncovered(rest, had):
        return f"eindigt: {heir} heeft deze relatie al"
    return f"gaat op in “{after}”" if after else f"eindigt: beide zijn dan {heir}"


def _side(organisation, own, heir):
    """Name one side of a relation, as it is after the herindeling."""
    if organisation.pk not in own or heir is None:
        return organisation.pk
    return heir.organisation.pk if heir.organisation else heir.code


def _pass_link(passing, link, heir, parts, by):
    records.write(link, version=link.version, by=by, until=passing.day)
    own = passing.organisations
    for part in parts:
        source, target = (
            heir.organisation if side.pk in own else side for side in (link.source, link.target)
        )
        after = OrganisationLink(source=source, kind=link.kind, target=target)
        after.since, after.until = part.since, part.until
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
    speaks = passing.goes_along(row.position_id)
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

"""What a herindeling makes of the seats in bodies, and of who holds them."""

from collections import Counter, defaultdict
from functools import partial
from typing import NamedTuple

from django.db.models import F, Prefetch

from partners.mergers.passing import Passed
from partners.models import Seat, SeatHolding
from partners.rules.periods import joined, shared, spelled, uncovered
from partners.rules.presence import Period
from records import actions as records

ONE_SEAT = "wordt één met de andere zetel die {} daar krijgt"


def seats(passing):
    """A seat goes on as one of the successor, in the periods in which that has not the same one in
    the body; who holds it goes on there, or on another that is the same, whenever one is empty."""
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
    taken = [(_place(places, passing, heir, seat), seat) for seat in found if heir]
    for place, seat in taken:
        place.take(seat)
    for place, seat in taken:
        place.sit(seat)
    for seat in found:
        place = heir and _place(places, passing, heir, seat)
        yield Passed(
            "Zetel",
            f"{seat.label} van {seat.party} in {seat.body}",
            seat.get_absolute_url(),
            place.becomes(seat) if place else "eindigt",
            (seat, *seat.coming),
            partial(place.write if place else _end_seat, passing, seat),
            passing.hindrance(seat, *seat.coming),
            place.beside if place else (),
        )


def _place(places, passing, heir, seat):
    key = heir.code, seat.body_id, seat.kind, seat.title.casefold()
    return places.setdefault(key, _Place(passing, heir))


class _Sitting(NamedTuple):
    """Who holds a seat of the place, and when. `source`: the seat held until now, if another."""

    seat: Seat
    holding: SeatHolding
    period: Period
    source: Seat | None = None

    @property
    def person(self):
        return self.holding.position.person


class _Taken(NamedTuple):
    """A seat of a gemeente that ends: when it goes over (`parts`), and as which `new` seats.
    `is_had`: the successor has it all that time already."""

    seat: Seat
    parts: list[Period]
    new: list[Seat]
    is_had: bool


class _Place:
    """Equal seats of a successor in a body: its own, and those that it takes over.

    On each day there are as many as the successor has, or as any one gemeente that ends would have
    had. First all of them are taken, then who goes along sits on what is empty, in order.
    """

    def __init__(self, passing, heir):
        self.passing, self.heir = passing, heir
        self.own: list[Seat] = []
        self.sittings: list[_Sitting] = []
        self.number: Counter[int] = Counter()
        self.taken: dict[int, _Taken] = {}
        self.is_begun = False

    @property
    def seats(self):
        return [*self.own, *self.new]

    @property
    def new(self):
        return [made for taken in self.taken.values() for made in taken.new]

    @property
    def beside(self):
        return tuple(row for seat in self.own for row in (seat, *seat.coming))

    def add(self, seat):
        """Note a seat that the successor has already, and who stays there."""
        self.own.append(seat)
        for holding in seat.coming:
            held = shared(seat, holding)
            if held and self.passing.goes_along(holding.position_id):
                self.sittings.append(_Sitting(seat, holding, held))

    def take(self, seat):
        """Let a seat go over in the periods in which there are too few. Of the seats of one
        gemeente the longest comes first: it holds whenever a later one does."""
        self.number[seat.party_id] += 1
        number = self.number[seat.party_id]
        rest = Period(self.passing.day, seat.until)
        parts = uncovered(rest, self.seats, number)
        same = {name: getattr(seat, name) for name in ("body", "kind", "title", "membership")}
        new = [Seat(since=part.since, until=part.until, **same) for part in parts]
        is_had = not uncovered(rest, self.own, number)
        self.taken[seat.pk] = _Taken(seat, parts, new, is_had)

    def sit(self, seat):
        """Let who holds `seat` sit on what is empty, on each day on which anything is, first on
        what came instead of it; nobody sits twice."""
        kept = (h for h in seat.coming if self.passing.goes_along(h.position_id))
        if (holding := next(kept, None)) is None:
            return
        rest = Period(self.passing.day)
        for row in (seat, holding, holding.position):
            rest = rest and shared(rest, row)
        person = holding.position.person
        busy = [one.period for one in self.sittings if one.person == person]
        turns = uncovered(rest, busy) if rest else []
        new = self.taken[seat.pk].new
        for there in (*new, *(one for one in self.seats if one not in new)):
            held = [one.period for one in self.sittings if one.seat is there]
            both = [part for turn in turns if (part := shared(turn, there))]
            taken = [part for one in both for part in uncovered(one, held)]
            self.sittings += [_Sitting(there, holding, part, seat) for part in taken]
            turns = [part for turn in turns for part in uncovered(turn, taken)]

    def becomes(self, seat):
        """Say what becomes of a seat, who sits on what came instead, and where else who held it."""
        day, heir, taken = self.passing.day, self.heir, self.taken[seat.pk]
        if taken.parts:
            said = f"wordt van {heir}{spelled(taken.parts, day)}, {self._with_whom(taken)}"
            said += self.passing.meanwhile(taken.parts, seat.until, f"heeft {heir} deze zetel al")
        elif taken.is_had:
            said = f"eindigt: {heir} heeft deze zetel daar al"
        else:
            said = ONE_SEAT.format(heir)
        return "; ".join([said, *self._elsewhere(taken)])

    def _with_whom(self, taken):
        found = defaultdict(list)
        for one in self.sittings:
            if one.seat in taken.new:
                found[one.person].append(one.period)
        said = []
        for person, periods in sorted(found.items(), key=lambda row: min(p.since for p in row[1])):
            when = joined(periods)
            is_always = when == taken.parts
            said.append(person.name + ("" if is_always else spelled(when, self.passing.day)))
        return f"met {' en '.join(said)}" if said else "nog leeg"

    def _elsewhere(self, taken):
        """Say where who held a seat sits, other than on what came instead of it."""
        found = defaultdict(list)
        for one in self.sittings:
            if one.source is taken.seat and one.seat not in taken.new:
                found[one.person.name, self._called(one.seat, taken.seat)].append(one.period)
        for (name, called), periods in found.items():
            yield f"{name} neemt {called}{spelled(joined(periods), self.passing.day)}"

    def _called(self, there, seat):
        if there in self.own:
            return "daar plaats"
        party = next(one.seat.party for one in self.taken.values() if there in one.new)
        return f"plaats op {'een andere' if party == seat.party else 'die'} van {party}"

    def write(self, passing, seat, by):
        """End a seat, and let who held it sit where there was found to be room."""
        _end_seat(passing, seat, by)
        self._begin(by)
        sittings = [one for one in self.sittings if one.source is seat]
        passing.new_seats[seat.pk] = [
            *(one.seat for one in sittings),
            *self.taken[seat.pk].new,
            *self.seats,
        ]
        for one in sittings:
            position = passing.new_functions.get(one.holding.position_id, one.holding.position)
            made = SeatHolding(seat=one.seat, position=position)
            made.since, made.until = one.period.since, one.period.until
            records.create(made, by=by)

    def _begin(self, by):
        """Once, before anybody sits: let who leaves make room, and store all that is taken over."""
        if self.is_begun:
            return
        self.is_begun = True
        for row in (held for seat in self.own for held in seat.coming):
            if not self.passing.goes_along(row.position_id):
                records.write(row, version=row.version, by=by, until=self.passing.day)
        for made in self.new:
            made.party = self.heir.party
            records.create(made, by=by)


def _end_seat(passing, seat, by):
    for row in (*seat.coming, seat):
        records.write(row, version=row.version, by=by, until=passing.day)

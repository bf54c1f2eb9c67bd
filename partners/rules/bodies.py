"""Gremia: which seats are vacant, how they stand below each other, and bestuurlijke drukte: how
many hours a year people and parties spend in them, and which bodies are nearly the same people."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from partners.rules.borders import holds, sort_key
from partners.rules.presence import Missing, PartyRow, Ref
from regio.lib.sort_name import sort_name

CHAIR, MEMBER, SEAT = "voorzitter", "lid", "zetel"
SCALES = ("regionaal", "subregionaal", "lokaal")


@dataclass(frozen=True)
class BodyRow:
    """A body; `meetings` a year of `minutes` each, None where that is not filled in."""

    pk: int
    name: str
    kind: str = ""
    scale: str = ""
    rhythm: str = ""
    parent: int | None = None
    meetings: int | None = None
    minutes: int | None = None
    since: date | None = None
    until: date | None = None

    @property
    def minutes_a_year(self):
        """How long all meetings of a year last; None when that is not known."""
        if self.meetings is None or self.minutes is None:
            return None
        return self.meetings * self.minutes


@dataclass(frozen=True)
class HoldingRow:
    """Someone holds a seat, out of a function at an organisation (None: a free role)."""

    person: Ref
    organisation: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class SeatRow:
    """A seat in a body, with everyone who ever held it."""

    pk: int
    body: int
    label: str
    kind: str = "partij"
    party: int | None = None
    membership: str = MEMBER
    since: date | None = None
    until: date | None = None
    holdings: tuple[HoldingRow, ...] = ()

    def holder_on(self, day) -> HoldingRow | None:
        return next((holding for holding in self.holdings if holds(holding, day)), None)


@dataclass(frozen=True)
class Line:
    """A body in the tree: how deep, its seats on the day, and who chairs it."""

    body: BodyRow
    depth: int
    seats: int
    vacant: int
    chair: Ref | None = None
    has_chair: bool = False


@dataclass(frozen=True)
class Load:
    """What a person or a party spends in bodies: in which, and minutes a year."""

    who: Ref
    bodies: tuple[str, ...]
    minutes: int


@dataclass(frozen=True)
class Alike:
    """Two bodies with nearly the same people: `shared` of all `people` sit in both."""

    one: Ref
    other: Ref
    shared: int
    people: int


@dataclass(frozen=True)
class Crowding:
    """Bestuurlijke drukte on a day. `unknown` names the bodies whose hours are not filled in."""

    people: tuple[Load, ...]
    parties: tuple[Load, ...]
    alike: tuple[Alike, ...]
    unknown: tuple[str, ...]


def vacancies(bodies, seats, parties, day) -> list[Missing]:
    """Return the seats that nobody holds on `day`, by body and in their order."""
    names = {party.pk: party.ref for party in parties}
    return [
        Missing(
            names.get(seat.party),
            SEAT,
            "",
            f"Zetel {seat.label} in {body.name} is leeg.",
            max((h.until for h in seat.holdings if h.until and h.until <= day), default=None),
            seat=Ref(seat.pk, body.name),
        )
        for body, seat in seats_on(bodies, seats, day)
        if not seat.holder_on(day)
    ]


def tree(bodies, seats, day) -> list[Line]:
    """Return `bodies` from the top down, each below its parent: by scale, widest first, and name.

    A parent that is not among `bodies` counts as none; what hangs in a ring is shown once.
    """
    known = {body.pk for body in bodies}
    below = defaultdict(list)
    for body in sorted(bodies, key=_tree_order):
        below[body.parent if body.parent in known else None].append(body)
    counted = _counted(bodies, seats, day)
    lines, shown = [], set()

    def show(body, depth):
        if body.pk in shown:
            return
        shown.add(body.pk)
        lines.append(Line(body, depth, *counted[body.pk]))
        for child in below[body.pk]:
            show(child, depth + 1)

    for body in [*below[None], *bodies]:
        show(body, 0)
    return lines


def _tree_order(body):
    width = SCALES.index(body.scale) if body.scale in SCALES else len(SCALES)
    return width, sort_key(body.name)


def descendants(body, parents) -> set[int]:
    """Return `body` and all below it; `parents` is {body: its parent}."""
    found = {body}
    while more := {pk for pk, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def crowding(bodies, seats, parties, day) -> Crowding:
    """Count who sits in what on `day`, the most hours first.

    Only leden count: an agendalid and the buitenschil come for an item. Who has several seats in a
    body sits there once; a party counts each of its people. A seat without party counts for the
    organisation of who holds it.
    """
    present = {party.organisation: party for party in parties if holds(party, day)}
    names = {party.pk: party.ref for party in parties}
    by_person, by_party, sitting = defaultdict(set), defaultdict(set), defaultdict(set)
    known = {}
    for body, seat in seats_on(bodies, seats, day):
        holder = seat.holder_on(day)
        if seat.membership != MEMBER or not holder:
            continue
        known[body.pk] = body
        sitting[body.pk].add(holder.person)
        by_person[holder.person].add((body.pk, holder.person))
        if party := names.get(seat.party) or _ref(present.get(holder.organisation)):
            by_party[party].add((body.pk, holder.person))
    unknown = [body.name for body in known.values() if body.minutes_a_year is None]
    return Crowding(
        _loads(by_person, known, sort_name),
        _loads(by_party, known, sort_key),
        _alike(sitting, known),
        tuple(sorted(unknown, key=sort_key)),
    )


def seats_on(bodies, seats, day):
    """Return (body, seat) of each seat that is there on `day`, as the body itself is."""
    there = {body.pk: body for body in bodies if holds(body, day)}
    return [(there[s.body], s) for s in seats if s.body in there and holds(s, day)]


def _counted(bodies, seats, day):
    """Return {body: (seats, vacant, who chairs it, has it a chair)} on `day`."""
    counted = {body.pk: (0, 0, None, False) for body in bodies}
    for body, seat in seats_on(bodies, seats, day):
        number, vacant, chair, has_chair = counted[body.pk]
        holder, is_chair = seat.holder_on(day), seat.kind == CHAIR
        chair = holder.person if is_chair and holder and not chair else chair
        counted[body.pk] = (number + 1, vacant + (not holder), chair, has_chair or is_chair)
    return counted


def _ref(party: PartyRow | None):
    return party.ref if party else None


def _loads(sittings, known, name_key):
    """Sum what each sits through: {who: {(body, person), …}}; `known` is {key: body}."""
    loads = [
        Load(
            who,
            _named({body for body, _ in sat}, known),
            sum(known[body].minutes_a_year or 0 for body, _ in sat),
        )
        for who, sat in sittings.items()
    ]
    return tuple(sorted(loads, key=lambda x: (-x.minutes, -len(x.bodies), name_key(x.who.name))))


def _named(bodies, known):
    return tuple(sorted({known[body].name for body in bodies}, key=sort_key))


def _alike(sitting, known):
    """Return the pairs of bodies that share more than half of all their people: found by who sits
    in both, as most pairs share nobody."""
    order = sorted(sitting, key=lambda body: sort_key(known[body].name))
    places = defaultdict(list)
    for place, body in enumerate(order):
        for person in sitting[body]:
            places[person].append(place)
    together = Counter(pair for own in places.values() for pair in combinations(own, 2))
    pairs = []
    for (one, other), shared in sorted(together.items()):
        refs = (_body_ref(known[order[one]]), _body_ref(known[order[other]]))
        people = len(sitting[order[one]] | sitting[order[other]])
        if shared > 1 and shared * 2 > people:
            pairs.append(Alike(*refs, shared, people))
    return tuple(sorted(pairs, key=lambda pair: (-pair.shared / pair.people, pair.one.name)))


def _body_ref(body):
    return Ref(body.pk, body.name)

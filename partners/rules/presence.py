"""Who is missing: levels without a person, mandates that are not there or ended, people without
an e-mail address or not verified for long; and who speaks for several parties."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from partners.rules.borders import AreaKey, holds
from partners.rules.overlap import in_words
from partners.rules.verifying import is_overdue

EXECUTIVE, POLICY, OPERATIONAL = "bestuurlijk", "beleidsmatig", "uitvoerend"
EXPECTED_LEVELS = {
    "gemeente": (EXECUTIVE, POLICY, OPERATIONAL),
    "swv": (EXECUTIVE, POLICY),
}
LEVEL, PERSON, MANDATE, EMAIL = "niveau", "contactpersoon", "mandaat", "e-mailadres"
VERIFIED = "nagekeken"
WORKS_FOR = "werkt_voor"


class Ref(NamedTuple):
    """A row by its key and its name."""

    pk: int
    name: str


@dataclass(frozen=True)
class PartyRow:
    """A party and its organisation: `municipality` is a CBS code, `areas` those it works for."""

    pk: int
    organisation: int
    name: str
    kind: str
    municipality: str | None = None
    areas: frozenset[AreaKey] = frozenset()
    since: date | None = None
    until: date | None = None

    @property
    def ref(self):
        return Ref(self.pk, self.name)


@dataclass(frozen=True)
class Period:
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class PositionRow:
    """A function with its person; without organisation it is a free role in the region."""

    pk: int
    person: Ref
    has_email: bool
    organisation: int | None
    level: str
    acts_for: int | None = None
    since: date | None = None
    until: date | None = None
    verified_on: date | None = None
    mandates: frozenset[Period] = frozenset()


@dataclass(frozen=True)
class LinkRow:
    """How one organisation stands to another."""

    kind: str
    source: int
    target: int
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class RepresentationRow:
    """A function speaks for another party as well."""

    position: int
    party: int
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class People:
    positions: tuple[PositionRow, ...] = ()
    links: tuple[LinkRow, ...] = ()
    representations: tuple[RepresentationRow, ...] = ()


@dataclass(frozen=True)
class Missing:
    """Something that is expected of a party and not there. `since`: from which day, if known.

    `party` is None for someone in a free role; `person` is None where nobody is filled in; `seat`
    is the vacant seat, with the name of its body; `position` the function without a mandate.
    """

    party: Ref | None
    what: str
    level: str
    text: str
    since: date | None = None
    person: Ref | None = None
    seat: Ref | None = None
    position: int | None = None

    @property
    def who(self):
        """Whom it is about: the party, else the person or the body."""
        about = self.party or self.person or self.seat
        return about.name if about else ""


@dataclass(frozen=True)
class MandateState:
    """May someone decide for a gemeente or swv: geldig, waargenomen, verlopen or geen."""

    party: PartyRow
    position: PositionRow
    state: str
    until: date | None = None
    starts: date | None = None
    acting: Ref | None = None


@dataclass(frozen=True)
class DoubleRole:
    """Someone who speaks for several parties: the own ones, and those represented besides."""

    person: Ref
    own: tuple[str, ...]
    represented: tuple[str, ...]
    note: str


def missing(parties, people: People, day) -> list[Missing]:
    """Return what is missing on `day`, in the order of `parties`; last what concerns people:
    mandates, addresses, and data that nobody verified for a year."""
    present = [party for party in parties if holds(party, day)]
    known = _Known(people, day)
    return [
        *(item for party in present for item in _missing_levels(party, known)),
        *_missing_mandates(_mandate_states(present, known)),
        *_missing_emails(present, known),
        *_not_verified(present, known),
    ]


def mandate_states(parties, people: People, day) -> list[MandateState]:
    """Return the state of each function that is expected to have a mandate on `day`."""
    return _mandate_states([p for p in parties if holds(p, day)], _Known(people, day))


def double_roles(parties, people: People, day) -> list[DoubleRole]:
    """Return who speaks for several parties on `day`, or will by what is arranged already."""
    present = {party.pk: party for party in parties if holds(party, day)}
    at = {party.organisation: party for party in present.values()}
    by_person, served, rows = defaultdict(list), defaultdict(list), defaultdict(list)
    who = {}
    for position in people.positions:
        if holds(position, day):
            by_person[position.person].append(position)
            who[position.pk] = position.person
    for link in people.links:
        if link.kind == WORKS_FOR and link.target in at and holds(link, day):
            served[link.source].append(at[link.target])
    for row in people.representations:
        is_over = row.until is not None and row.until <= day
        if row.position in who and row.party in present and not is_over:
            rows[who[row.position]].append(row)
    roles = (
        _double_role(person, held, present, at, served, rows[person], day)
        for person, held in by_person.items()
    )
    return [role for role in roles if len({*role.own, *role.represented}) > 1]


class _Known:
    """People on a day, found by where they are: a region may have thousands of functions."""

    def __init__(self, people, day):
        self.day = day
        self.ever, self.held = defaultdict(list), defaultdict(list)
        self.workers, self.representing = defaultdict(set), defaultdict(list)
        self.positions = [p for p in people.positions if holds(p, day)]
        for position in people.positions:
            self.ever[position.organisation].append(position)
        for position in self.positions:
            self.held[position.organisation].append(position)
        for link in people.links:
            if link.kind == WORKS_FOR and holds(link, day):
                self.workers[link.target].add(link.source)
        keys = {p.pk: p for p in self.positions}
        for row in people.representations:
            if row.position in keys and holds(row, day):
                self.representing[row.party].append(keys[row.position])

    def speakers(self, party):
        """Return the functions that fill a level of `party`: own, of who works for it,
        representing."""
        yield from self.held[party.organisation]
        for source in self.workers[party.organisation]:
            yield from self.held[source]
        yield from self.representing[party.pk]


def _missing_levels(party, known):
    own = known.ever[party.organisation]
    filled = {p.level for p in known.speakers(party)}
    if party.kind not in EXPECTED_LEVELS:
        if not filled:
            since = _last_end(own, known.day)
            yield Missing(party.ref, PERSON, "", "Nog geen contactpersoon.", since)
        return
    for level in EXPECTED_LEVELS[party.kind]:
        if level not in filled:
            since = _last_end([p for p in own if p.level == level], known.day)
            yield Missing(party.ref, LEVEL, level, f"Niemand op {level} niveau.", since)


def _last_end(positions, day):
    return max((p.until for p in positions if p.until and p.until <= day), default=None)


def _has_mandate(position, day):
    return any(holds(mandate, day) for mandate in position.mandates)


def _mandate_states(parties, known):
    day = known.day
    acting = {p.acts_for: p for p in known.positions if p.acts_for and _has_mandate(p, day)}
    return [
        _mandate_state(party, position, acting.get(position.pk), day)
        for party in parties
        if party.kind in EXPECTED_LEVELS
        for position in known.held[party.organisation]
        if position.level == EXECUTIVE
    ]


def _mandate_state(party, position, acting, day):
    if _has_mandate(position, day):
        return MandateState(party, position, "geldig")
    if acting:
        return MandateState(party, position, "waargenomen", acting=acting.person)
    ends = [m.until for m in position.mandates if m.until and m.until <= day]
    if ends:
        return MandateState(party, position, "verlopen", until=max(ends))
    starts = min((m.since for m in position.mandates if m.since), default=None)
    return MandateState(party, position, "geen", starts=starts)


def _missing_mandates(states):
    for state in states:
        person = state.position.person
        if state.state == "verlopen":
            last = state.until - timedelta(days=1)
            text = f"Het mandaat van {person.name} liep t/m {last:%d-%m-%Y}."
        elif state.state == "geen" and state.starts:
            text = f"Het mandaat van {person.name} begint op {state.starts:%d-%m-%Y}."
        elif state.state == "geen":
            text = f"{person.name} heeft geen mandaat."
        else:
            continue
        yield Missing(
            state.party.ref,
            MANDATE,
            EXECUTIVE,
            text,
            state.until,
            person,
            position=state.position.pk,
        )


def _missing_emails(parties, known):
    at = {party.organisation: party.ref for party in parties}
    seen = set()
    for position in known.positions:
        if position.has_email or position.person in seen:
            continue
        seen.add(position.person)
        text = f"Van {position.person.name} ontbreekt het e-mailadres."
        party = at.get(position.organisation)
        yield Missing(party, EMAIL, position.level, text, person=position.person)


def _not_verified(parties, known):
    at = {party.organisation: party.ref for party in parties}
    oldest: dict[Ref, PositionRow] = {}
    for position in known.positions:
        if position.verified_on and is_overdue(position.verified_on, known.day):
            first = oldest.setdefault(position.person, position)
            if position.verified_on < first.verified_on:
                oldest[position.person] = position
    for person, position in oldest.items():
        text = f"De gegevens van {person.name} zijn langer dan een jaar niet nagekeken."
        party = at.get(position.organisation)
        yield Missing(party, VERIFIED, position.level, text, position.verified_on, person)


def _double_role(person, positions, present, at, served, rows, day):
    mine = {at[p.organisation].name for p in positions if p.organisation in at}
    organisations = {p.organisation for p in positions}
    others = {party.name for organisation in organisations for party in served[organisation]}
    others |= {present[row.party].name for row in rows}
    notes = [_coming(row, present, day) for row in _later(rows, day)]
    return DoubleRole(
        person,
        tuple(sorted(mine)),
        tuple(sorted(others - mine)),
        in_words(notes) if notes else "",
    )


def _later(rows, day):
    return [row for row in rows if row.since and row.since > day]


def _coming(row, present, day):
    name = present[row.party].name
    if row.until is None:
        return f"{name} vanaf {row.since:%d-%m-%Y}"
    last = row.until - timedelta(days=1)
    if last == row.since:
        return f"{name} alleen op {last:%d-%m-%Y}"
    return f"{name} van {row.since:%d-%m-%Y} t/m {last:%d-%m-%Y}"

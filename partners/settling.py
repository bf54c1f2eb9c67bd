"""The new college of a gemeente is appointed: what goes over to whom, and doing it."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction

from partners import actions, handover, leaving
from partners.colleges import Member, Outcome, members_of
from partners.handover import Hanging
from partners.models import Formation, Person, Position, SeatHolding
from partners.permissions import can_let_accounts_speak
from partners.rules.elections import heir_of
from records import actions as records
from regio.lib.sort_name import fold

NO_DAY = "Vul eerst in op welke dag het nieuwe college is benoemd."
NO_CHOICE = "Geef eerst bij iemand aan wat er na de verkiezing met de functie gebeurt."
NO_RIGHT = "{} heeft een account. Een beheerder of regisseur legt dit college vast."
BEGINS_LATER = "{} begint pas op {:%d-%m-%Y}. Wijzig of beëindig dat eerst."


class SettlementError(Exception):
    """A college cannot be settled, or not as it was shown."""


@dataclass(frozen=True)
class Recipient:
    """A function in the new college; `position` is None while it has yet to be made, as `member`
    says."""

    key: str
    name: str
    title: str
    portfolios: tuple
    person: int | None = None
    position: Position | None = None
    member: Member | None = None

    @property
    def label(self):
        return f"{self.name}, {self.title}"

    @property
    def moves(self):
        """Whether this is who had the function already, with other portefeuilles."""
        return self.position is None and self.member.sitting.outcome == Outcome.MOVES

    @property
    def keys(self):
        return frozenset(portfolio.pk for portfolio in self.portfolios)


@dataclass(frozen=True)
class Line:
    """Something that goes over, and the key of who is proposed to get it ("": nobody)."""

    hanging: Hanging
    proposed: str

    @property
    def key(self):
        row = self.hanging.row
        return f"{row._meta.model_name}-{row.pk}-{self.hanging.position}"


@dataclass(frozen=True)
class Departure:
    """A function that ends: what goes over, and which mandates and representations end with it."""

    member: Member
    heir: str
    lines: list[Line]
    ending: list

    @property
    def moves(self):
        return self.member.sitting.outcome == Outcome.MOVES


class Settlement:
    """What settling `formation` by `user` does; with `refusals` it does nothing."""

    def __init__(self, formation, user):
        self.formation, self.user = formation, user
        self.day = formation.appointed_on
        self.members = members_of([formation])[formation.pk]
        self.decided = [member for member in self.members if member.is_decided]
        self.undecided = [member for member in self.members if member.is_undecided]
        self.leaving = [m for m in self.decided if m.sitting.outcome != Outcome.STAYS]
        self.staying = [m for m in self.decided if m.sitting.outcome == Outcome.STAYS]

    @property
    def arrivals(self):
        """The functions that begin."""
        return [one for one in self.recipients.values() if one.position is None]

    @property
    def lines(self):
        return [line for departure in self.departures for line in departure.lines]

    @cached_property
    def recipients(self) -> dict[str, Recipient]:
        """Everyone in the new college by key, who is there already first."""
        return self._college[0]

    @cached_property
    def _college(self):
        """(recipients by key, {key of a function that ends: key of who comes after})."""
        found, heirs = {}, {}
        if self.day is None:
            return found, heirs
        ending = {member.position.pk for member in self.leaving}
        for member in self.members:
            position = member.position
            if position.pk not in ending and position.holds_on(self.day):
                one = _recipient(f"p{position.pk}", member, position.person, position)
                found[one.key] = one
        moving = [m for m in self.leaving if m.sitting.outcome == Outcome.MOVES]
        stopping = [m for m in self.leaving if m.sitting.outcome == Outcome.STOPS]
        for member in moving:
            one = _recipient(f"s{member.sitting.pk}", member, member.position.person)
            found[one.key] = one
            heirs[member.position.pk] = one.key
        for member in stopping:
            if member.successor:
                one = _recipient(f"s{member.sitting.pk}", member, member.sitting.successor)
                same = next((key for key, other in found.items() if _is_same(one, other)), one.key)
                found.setdefault(same, one)
                heirs[member.position.pk] = same
        return found, heirs

    @cached_property
    def departures(self) -> list[Departure]:
        if self.day is None or not self.leaving:
            return []
        recipients, heirs = self._college
        held = [(key, one.keys) for key, one in recipients.items()]
        lines, ending = {}, {}
        for hanging in self._hanging:
            own = heirs.get(hanging.position, "")
            line = Line(hanging, heir_of(hanging.portfolios, own, held))
            lines.setdefault(hanging.position, []).append(line)
        for power in self._powers:
            ending.setdefault(power.position_id, []).append(power)
        return [
            Departure(
                m,
                heirs.get(m.position.pk, ""),
                lines.get(m.position.pk, []),
                ending.get(m.position.pk, []),
            )
            for m in self.leaving
        ]

    @cached_property
    def _hanging(self):
        return handover.hanging_on([m.position for m in self.leaving], self.day, self.user)

    @cached_property
    def _powers(self):
        """The mandates and representations that end."""
        return leaving.powers_of([member.position for member in self.leaving], self.day)

    @cached_property
    def refusals(self) -> list[str]:
        if self.day is None:
            return [NO_DAY]
        if not self.decided:
            return [NO_CHOICE]
        dated = [member.position for member in self.leaving] + self._powers
        dated += [h.row for h in self._hanging if isinstance(h.row, SeatHolding)]
        late = [row for row in dated if row.since and row.since >= self.day]
        found = [BEGINS_LATER.format(row, row.since) for row in late]
        new = [one.member.sitting.successor for one in self.arrivals if not one.moves]
        found += [actions.FORGOTTEN for person in new if person and person.anonymised_on]
        if not can_let_accounts_speak(self.user, self.formation.region):
            found += [NO_RIGHT.format(person) for person in new if person and person.user_id]
        return found

    @property
    def fingerprint(self):
        """Return a text that is another one as soon as something else would be written."""
        said = [self.formation.pk, self.day]
        for member in self.members:
            rows = (member.position, member.sitting)
            said += [(row.pk, row.version, member.is_open) for row in rows]
        said += [(line.key, line.hanging.row.version, line.proposed) for line in self.lines]
        said += [(power._meta.label, power.pk, power.version) for power in self._powers]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def _recipient(key, member, person, position=None):
    """Return the function that `member` has or gives way to, in the hands of `person` (None: the
    new one that is typed)."""
    name = str(person) if person else member.sitting.new_name
    portfolios = member.portfolios if position else member.after
    title = member.position.title if position else member.sitting.title or member.position.title
    return Recipient(
        key, name, title, tuple(portfolios), person.pk if person else None, position, member
    )


def _is_same(one, other):
    """Tell whether two are one person: the same in the list, or typed twice alike."""
    if one.person or other.person:
        return one.person == other.person
    typed, too = one.member.sitting, other.member.sitting
    return (fold(typed.new_name), typed.new_email) == (fold(too.new_name), too.new_email)


@transaction.atomic
def settle(formation, *, seen, chosen, by):
    """Let the new college of `formation` begin: functions end and begin, and all goes over.

    `seen` is the fingerprint of what was shown, `chosen` {key of a line: key of a recipient, or
    ""}; what is not in it goes as proposed. Returns (the settlement, how many things went over);
    (it, None) when there is nothing left to settle. Raises SettlementError when something stands
    in the way or moved since; StaleError and IntegrityError when somebody was there first. Then
    nothing is written.
    """
    Formation.objects.select_for_update().get(pk=formation.pk)
    fresh = Formation.objects.with_names().get(pk=formation.pk)
    made = Settlement(fresh, by)
    if made.day and not made.decided:
        return made, None
    if made.refusals or made.fingerprint != seen:
        raise SettlementError
    lines = sorted(made.lines, key=lambda line: line.hanging.kind)
    received = {
        key: one.position or _appoint(one, made, by) for key, one in made.recipients.items()
    }
    for member in made.leaving:
        position = member.position
        actions.end_position(position, version=position.version, until=made.day, by=by)
    passed = 0
    for line in lines:
        heir = chosen.get(line.key, line.proposed)
        if heir and line.hanging.may_pass:
            passed += bool(line.hanging.pass_on(received[heir], made.day, by))
    for member in made.decided:
        sitting = member.sitting
        records.write(sitting, version=sitting.version, by=by, settled_on=made.day)
    return made, passed


def _appoint(one, made, by):
    """Store a function of the new college, and who holds it when that is a new person."""
    member, region = one.member, made.formation.region
    sitting, was = member.sitting, member.position
    person = was.person if one.moves else sitting.successor
    position = Position(
        organisation=made.formation.organisation,
        title=one.title,
        level=was.level,
        acts_for=was.acts_for if one.moves else None,
        since=made.day,
        until=was.until if one.moves else None,
    )
    return actions.add_position(
        position=position,
        person=person or Person(region=region, name=sitting.new_name, email=sitting.new_email),
        portfolios=list(one.portfolios),
        by=by,
    )

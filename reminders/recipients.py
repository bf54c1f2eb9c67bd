"""Whom a reminder reaches: reads who holds which function and seat, and answers for any recipient.

Six queries for a region and day, and one more for each account and kind of object.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from accounts.models import Membership, User
from partners.models import (
    Body,
    OrganisationLink,
    Party,
    Person,
    Position,
    Seat,
    SeatHolding,
)

Level = Position.Level
# Who at a party follows what was promised: officials before those who govern.
FOLLOWS = [Level.POLICY, Level.OPERATIONAL, Level.EXECUTIVE]


@dataclass(frozen=True)
class Addressee:
    """Who gets a reminder, at which address, and why this one; `user` is the account, if any."""

    name: str
    email: str
    user: User | None
    why: str


class Directory:
    """The people of `region` on `day`. Nobody whose functions ended is in it."""

    def __init__(self, region, day, objects=()):
        self.region, self.day = region, day
        self._objects = defaultdict(set)
        for obj in objects:
            self._objects[type(obj)].add(obj.pk)
        self._seen = {}
        self._read_positions()
        self._read_seats()

    def addressee(self, recipient, occasion, obj):
        """Return who is told of `obj` for `recipient`; None when nobody may be, or can be."""
        for found in self._candidates(recipient, occasion):
            if found.email and self.may_see(found.user, occasion, obj):
                return found
        return None

    # --- who

    def _candidates(self, recipient, occasion):
        """Give who may be told, the most fitting first: the recipient, a contact of the party, the
        secretary. What is told to a person or an account alone reaches nobody else."""
        role = occasion.role
        if isinstance(recipient, Seat):
            yield from self._of_seat(recipient, role)
        elif isinstance(recipient, Party):
            yield from self._of_party(recipient, role)
        elif isinstance(recipient, Person):
            if recipient.pk in self._functions:
                yield self._person(self._functions[recipient.pk][0].person, f"U {role}.")
            if not occasion.own:
                yield from self._secretaries(
                    f"{recipient} {role}, maar heeft geen functie meer of is niet bereikbaar"
                )
        elif isinstance(recipient, User):
            yield Addressee(recipient.name, recipient.email, recipient, f"U {role}.")
        else:
            yield from self._secretaries(f"Niemand anders {role}")

    def _of_seat(self, seat, role):
        name = f"De zetel {seat} ({seat.body})"
        holder = self._holders.get(seat.pk)
        if holder:
            yield self._person(holder.person, f"U {role}, voor {_small(name)}.")
        if seat.party_id:
            why = f"{name} {role}, maar is vacant; u bent contactpersoon van {seat.party}."
            yield from self._office(seat.party.organisation, why)
            yield from self._people(seat.party.organisation, FOLLOWS, why)
        own = [s for s in self._secretary_seats if s.body_id == seat.body_id]
        yield from self._secretaries(f"{name} {role}, maar is vacant", own)

    def _of_party(self, party, role):
        why = f"{party} {role}; u bent daar contactpersoon."
        yield from self._at(party.organisation, why)
        for heir in self._followed_by(party):
            why = f"{party} {role}, en is opgevolgd door {heir}; u bent daar contactpersoon."
            yield from self._at(heir.organisation, why)
        yield from self._secretaries(f"{party} {role}, maar daar is niemand bereikbaar")

    def _followed_by(self, party):
        """Return who came of a party that ended: those answer for what it promised."""
        if party.until is None or party.until > self.day:
            return []
        return Party.objects.followed([party], self.day).with_organisation().order_by("pk")

    def _at(self, organisation, why):
        yield from self._people(organisation, FOLLOWS[:1], why)
        yield from self._office(organisation, why)
        yield from self._people(organisation, FOLLOWS[1:], why)

    def _people(self, organisation, levels, why):
        """Give who work there, or at an organisation that works for it, by level and name."""
        places = [organisation.pk, *self._working_for[organisation.pk]]
        staff = [position for place in places for position in self._staff[place]]
        for level in levels:
            for position in staff:
                if position.level == level:
                    yield self._person(position.person, why)

    def _office(self, organisation, why):
        if organisation.secretariat_email:
            yield Addressee("", organisation.secretariat_email, None, why)

    def _secretaries(self, reason, first=()):
        """Give the secretary of the body, that of the region, and then who directs the region."""
        for seat in [*first, *self._secretary_seats]:
            if holder := self._holders.get(seat.pk):
                yield self._person(holder.person, f"{reason}; u bent secretaris.")
        for user in self._directors():
            yield Addressee(user.name, user.email, user, f"{reason}; u bent regisseur.")

    def _person(self, person, why):
        """Return a person; who may not sign in any more counts as left."""
        gone = person.user and not person.user.is_active
        return Addressee(person.name, "" if gone else person.email, person.user, why)

    # --- reading

    def _read_positions(self):
        positions = Position.objects.of_region(self.region).on(self.day)
        positions = positions.select_related("person__user", "organisation")
        self._functions, self._staff = defaultdict(list), defaultdict(list)
        for position in positions.order_by("person__sort_name", "pk"):
            self._functions[position.person_id].append(position)
            self._staff[position.organisation_id].append(position)
        self._functions = dict(self._functions)
        self._working_for = defaultdict(list)
        links = OrganisationLink.objects.of_region(self.region).on(self.day)
        for link in links.filter(kind=OrganisationLink.Kind.WORKS_FOR).order_by("pk"):
            self._working_for[link.target_id].append(link.source_id)

    def _read_seats(self):
        """Read who holds which seat, as far as the function of the holder lasts."""
        holdings = SeatHolding.objects.of_region(self.region).on(self.day)
        holdings = holdings.select_related("position__person__user", "position__organisation")
        self._holders = {
            holding.seat_id: holding.position
            for holding in holdings.order_by("pk")
            if holding.position.holds_on(self.day)
        }
        seats = Seat.objects.of_region(self.region).on(self.day).select_related("body")
        seats = seats.filter(kind=Seat.Kind.SECRETARY).order_by("pk")
        self._secretary_seats = sorted(seats, key=lambda seat: seat.body.kind != Body.Kind.OOGO)

    def _directors(self):
        members = Membership.objects.of_region(self.region).on(self.day)
        directing = members.filter(role=Membership.Role.DIRECTOR, user__is_active=True)
        return [m.user for m in directing.select_related("user").order_by("pk")]

    # --- who may see it

    def may_see(self, user, occasion, obj):
        """Tell whether `obj` may be named to them. Who has an account sees what the account sees;
        to others goes what is not confidential: they were promised or asked something."""
        if user is None:
            return not occasion.is_confidential
        key = (user.pk, type(obj))
        if key not in self._seen:
            keys = self._objects[type(obj)] | {obj.pk}
            rows: Any = type(obj)._default_manager
            found = rows.visible_to(user).filter(pk__in=keys)
            self._seen[key] = set(found.values_list("pk", flat=True))
        return obj.pk in self._seen[key]


def _small(text):
    return text[:1].lower() + text[1:]

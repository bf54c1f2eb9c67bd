"""Two gremia beside each other: who sits in both, and who in only one."""

from collections import defaultdict
from dataclasses import dataclass

from partners.rules.bodies import MEMBER, seats_on
from partners.rules.presence import Ref
from regio.lib.sort_name import sort_name


@dataclass(frozen=True)
class Sitting:
    """Someone in one or both bodies: on which seats there, for which parties."""

    person: Ref
    one: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True)
class SideBySide:
    """Both, only in the one, only in the other; by name. `vacant` counts empty seats of leden."""

    both: tuple[Sitting, ...]
    only_one: tuple[Sitting, ...]
    only_other: tuple[Sitting, ...]
    vacant_one: int
    vacant_other: int

    @property
    def people(self) -> int:
        return len(self.both) + len(self.only_one) + len(self.only_other)


def side_by_side(one, other, seats, parties, day) -> SideBySide:
    """Compare the leden of two bodies (BodyRow) on `day`: agendaleden and buitenschil come for an
    item and do not count, as in `bodies.crowding`. Who has several seats in a body is there once.
    """
    names = {party.pk: party.name for party in parties}
    held: dict[int, dict] = {one.pk: defaultdict(list), other.pk: defaultdict(list)}
    vacant = {one.pk: 0, other.pk: 0}
    for body, seat in seats_on((one, other), seats, day):
        if seat.membership != MEMBER:
            continue
        holder = seat.holder_on(day)
        if holder is None:
            vacant[body.pk] += 1
            continue
        party = names.get(seat.party)
        held[body.pk][holder.person].append(f"{seat.label}, {party}" if party else seat.label)
    first, second = held[one.pk], held[other.pk]

    def sitting(people):
        found = [Sitting(p, tuple(first.get(p, ())), tuple(second.get(p, ()))) for p in people]
        return tuple(sorted(found, key=lambda s: (sort_name(s.person.name), s.person.pk)))

    return SideBySide(
        sitting(first.keys() & second.keys()),
        sitting(first.keys() - second.keys()),
        sitting(second.keys() - first.keys()),
        vacant[one.pk],
        vacant[other.pk],
    )

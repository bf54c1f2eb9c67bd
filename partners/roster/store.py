"""Takes in a list of people: all of it, or nothing."""

from django.db import transaction

from partners import actions
from partners.models import Mandate, Person, Position
from records import actions as records
from regio.lib.comparing import State


@transaction.atomic
def take_in(region, differences, *, by) -> int:
    """Store what is new and what changed, and return how many rows that were.

    Raises StaleError or IntegrityError when somebody was there first; then nothing is stored.
    """
    todo = [d for d in differences if d.state is not State.SAME]
    made: dict[tuple, Person] = {}
    for difference in todo:
        person = _store_person(region, difference, made, by)
        if difference.line.title:
            _store_position(person, difference, by)
    return len(todo)


def _store_person(region, difference, made, by):
    person, line = difference.person, difference.line
    if person is None and line.who not in made:
        made[line.who] = records.create(Person(region=region, **difference.of_person), by=by)
        return made[line.who]
    changes = difference.of_person
    if person is None:
        person = made[line.who]
        changes = {role: value for role, value in changes.items() if not getattr(person, role)}
    if changes:
        return actions.change_person(person, version=person.version, by=by, **changes)
    return person


def _store_position(person, difference, by):
    position, changes = difference.position, dict(difference.of_position)
    if "verified_on" in changes:
        changes |= {"verified_how": Position.Verified.IMPORT, "verified_by": by}
    if position is None:
        portfolios = changes.pop("portfolios", [])
        position = Position(
            organisation=difference.organisation, title=difference.line.title, **changes
        )
        actions.add_position(position=position, person=person, portfolios=portfolios, by=by)
    else:
        until = changes.pop("until", None)
        if changes:
            position = records.write(position, version=position.version, by=by, **changes)
        if until:
            position = actions.end_position(position, version=position.version, until=until, by=by)
    _store_mandate(position, difference, by)


def _store_mandate(position, difference, by):
    mandate, changes = difference.mandate, difference.of_mandate
    if mandate is None and changes:
        days = {"since": position.since, "until": position.until}
        records.create(Mandate(position=position, **days, **changes), by=by)
    elif changes:
        mandate.refresh_from_db()
        records.write(mandate, version=mandate.version, by=by, **changes)

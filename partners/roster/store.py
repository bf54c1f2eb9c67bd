"""Takes in a list of people: all of it, or nothing."""

from django.db import transaction

from partners import actions
from partners.models import Mandate, Person, Position
from records import actions as records
from regio.lib.comparing import State
from regio.lib.sort_name import sort_name


@transaction.atomic
def take_in(region, differences, *, by) -> int:
    """Store what is new and what changed, and return how many rows that were.

    Raises StaleError or IntegrityError when somebody was there first; then nothing is stored.
    """
    todo = [d for d in differences if d.state is not State.SAME]
    people = _store_people(region, todo, by)
    with_function = [d for d in todo if d.line.title]
    positions = _store_positions(people, with_function, by)
    _store_mandates(positions, with_function, by)
    return len(todo)


def _store_people(region, todo, by):
    """Store new people, and what changed of others; return {row: its person}."""
    new: dict[tuple, Person] = {}
    for difference in todo:
        if difference.person is None:
            person = new.setdefault(difference.line.who, Person(region=region))
            for role, value in difference.of_person.items():
                setattr(person, role, getattr(person, role) or value)
            person.sort_name = sort_name(person.name)
    records.create_all(list(new.values()), by=by)
    stored = _change_people(todo, by)
    return {d.line.row: stored[d.person.pk] if d.person else new[d.line.who] for d in todo}


def _change_people(todo, by):
    """Write what changed of people who are there, each once, as their first row says it."""
    changed: dict[int, tuple] = {}
    for difference in todo:
        if difference.person is not None:
            _, changes = changed.setdefault(difference.person.pk, (difference.person, {}))
            changes.update(difference.of_person | changes)
    return {
        key: actions.change_person(person, version=person.version, by=by, **changes)
        if changes
        else person
        for key, (person, changes) in changed.items()
    }


def _store_positions(people, todo, by):
    """Store new functions, and what changed of others; return {row: its function}."""
    new = {d.line.row: _position(people[d.line.row], d, by) for d in todo if d.position is None}
    records.create_all(list(new.values()), by=by)
    return {d.line.row: new.get(d.line.row) or _changed_position(d, by) for d in todo}


def _position(person, difference, by):
    changes = _of_position(difference, by)
    portfolios = changes.pop("portfolios", [])
    position = Position(
        person=person,
        organisation=difference.organisation,
        title=difference.line.title,
        **changes,
    )
    position.pending_m2m = {"portfolios": portfolios}
    return position


def _changed_position(difference, by):
    position, changes = difference.position, _of_position(difference, by)
    until = changes.pop("until", None)
    if changes:
        position = records.write(position, version=position.version, by=by, **changes)
    if until:
        position = actions.end_position(position, version=position.version, until=until, by=by)
    return position


def _of_position(difference, by):
    changes = dict(difference.of_position)
    if "verified_on" in changes:
        changes |= {"verified_how": Position.Verified.IMPORT, "verified_by": by}
    return changes


def _store_mandates(positions, todo, by):
    new = []
    for difference in todo:
        mandate, changes = difference.mandate, difference.of_mandate
        position = positions[difference.line.row]
        if mandate is None and changes:
            days = {"since": position.since, "until": position.until}
            new.append(Mandate(position=position, **days, **changes))
        elif changes:
            mandate.refresh_from_db()
            records.write(mandate, version=mandate.version, by=by, **changes)
    records.create_all(new, by=by)

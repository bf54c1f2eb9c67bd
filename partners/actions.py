"""Writes about the speelveld that touch several rows. All else is one `records` call."""

from django.db import transaction

from partners.models import Party, Person
from records import actions as records
from regio.lib.sort_name import sort_name


@transaction.atomic
def add_party(*, organisation, areas, since, by):
    """Store a new organisation and let it take part from `since` (a date, or None: unknown)."""
    organisation.pending_m2m = {"areas": areas}
    records.create(organisation, by=by)
    return records.create(Party(organisation=organisation, since=since), by=by)


@transaction.atomic
def change_person(person, *, version, by, **changes):
    """Change a person; the sort name follows the name that is stored in the end.

    Raises StaleError as `records.write` does.
    """
    stored = records.write(person, version=version, by=by, **changes)
    same = Person.objects.filter(pk=stored.pk, name=stored.name)
    same.update(sort_name=sort_name(stored.name))
    return stored


@transaction.atomic
def add_position(*, position, person, portfolios, by):
    """Store a function for `person`, who is stored first when new."""
    if person.pk is None:
        records.create(person, by=by)
    position.person = person
    position.pending_m2m = {"portfolios": portfolios}
    return records.create(position, by=by)


@transaction.atomic
def end_position(position, *, version, until, by):
    """End a function, and with it the mandates and representations that would outlast it.

    `until` is the first day without it; None lets it run on, and leaves the others as they are.
    Raises StaleError; then nothing is ended.
    """
    ended = records.write(position, version=version, by=by, until=until)
    for power in position.powers_beyond(until) if until else ():
        records.write(power, version=power.version, by=by, until=until)
    return ended

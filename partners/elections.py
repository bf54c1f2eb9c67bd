"""Writes about an election and what becomes of its colleges, until they are settled."""

from django.db import transaction

from partners.models import Formation, Sitting
from records import actions as records
from records.actions import ClosedError

WITH_NAMES = ("formation__election__region", "formation__organisation", "position__person")


@transaction.atomic
def add_election(election, *, organisations, by):
    """Store an election and a college to be formed in each of `organisations`."""
    records.create(election, by=by)
    for organisation in organisations:
        records.create(Formation(election=election, organisation=organisation), by=by)
    return election


@transaction.atomic
def change_election(election, *, version, organisations, held_on, by):
    """Change the day of an election, and which gemeenten vote; who no longer does is withdrawn.

    The list of gemeenten carries the version of the election. Raises StaleError, IntegrityError;
    then nothing is written.
    """
    rows = {row.organisation_id: row for row in election.formations.with_names()}
    wanted = {organisation.pk: organisation for organisation in organisations}
    turned = [row for key, row in rows.items() if row.is_withdrawn == (key in wanted)]
    new = [organisation for key, organisation in wanted.items() if key not in rows]
    if turned or new:
        records.claim(election, version=version)
        version += 1
    for row in turned:
        gone = row.organisation_id not in wanted
        records.write(row, version=row.version, by=by, is_withdrawn=gone)
    for organisation in new:
        records.create(Formation(election=election, organisation=organisation), by=by)
    return records.write(election, version=version, by=by, held_on=held_on)


@transaction.atomic
def choose(sitting, *, version, by, **changes):
    """Keep what becomes of a sitting member; a row that says nothing yet is not stored.

    Raises StaleError as `records.write` does, ClosedError once it is settled.
    """
    Formation.objects.select_for_update().get(pk=sitting.formation_id)
    rows = Sitting.objects.filter(formation=sitting.formation_id, position=sitting.position_id)
    stored = rows.select_related(*WITH_NAMES).first()
    if stored and stored.settled_on:
        raise ClosedError(f"Voor {stored.position.person} is dit intussen vastgelegd.")
    if stored:
        return records.write(stored, version=version, by=by, **changes)
    portfolios = changes.pop("portfolios")
    new = Sitting(formation=sitting.formation, position=sitting.position, **changes)
    if not portfolios and new.says_nothing:
        return new
    new.pending_m2m = {"portfolios": portfolios}
    return records.create(new, by=by)

"""Writes on afspraken that touch several rows or need a lock. All else is one `records` call."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import Region
from oogo.actions.minutes import keep_open
from oogo.asked import asked_at
from oogo.models import Decision, Stance
from partners.models import Party
from records import actions as records

SETTLED = (
    "Het verslag van dit overleg is vastgesteld. Leg een nieuwe afspraak vast die deze vervangt."
)


class OverError(Exception):
    """The afspraak that was to take another's place is itself withdrawn or superseded."""


@transaction.atomic
def propose(*, item, by, **fields):
    """Store an afspraak as proposed at an item, without number yet, and return it.

    It has the title of the item, and its theme, unless `fields` say otherwise.
    """
    keep_open(item.meeting)
    themes = fields.pop("themes", [item.theme] if item.theme_id else [])
    decision: Any = Decision(region=item.region, item=item, **{"title": item.title} | fields)
    decision.pending_m2m = {"themes": list(themes)}
    return records.create(decision, by=by)


def _keep_asked(decision, *, by):
    """Keep who was asked and said nothing: each gets a row in which it has no stance yet.

    Not where the parties at the subject of the item say who is asked.
    """
    item = decision.item
    if item is None or item.subject_id:
        return
    said = Stance.objects.filter(decision=decision).values("party")
    parties = Party.objects.filter(pk__in=asked_at([item])[item.pk]).exclude(pk__in=said)
    for party in parties.with_organisation().by_kind():
        records.create(Stance(decision=decision, party=party), by=by)


@transaction.atomic
def minute(decision, *, version, on, by):
    """Give a proposed afspraak the next number of its region in the year of `on`.

    Under a lock on the region, so that no number is given twice and none is left out. One that has
    its number keeps it. Who was asked from then on stays who was asked.
    """
    Region.objects.select_for_update().get(pk=decision.region_id)
    current = Decision.objects.with_names().get(pk=decision.pk)
    if not current.is_proposed:
        return current
    keep_open(_meeting_of(current))
    given = Decision.objects.filter(region=current.region_id, year=on.year)
    last = given.aggregate(last=Max("sequence"))["last"] or 0
    _keep_asked(current, by=by)
    return records.write(
        current, version=version, by=by, year=on.year, sequence=last + 1, minuted_on=on
    )


@transaction.atomic
def revise(decision, *, version, by, **changes):
    """Change the text of an afspraak while the minutes of its meeting are not adopted.

    Raises AdoptedError once they are.
    """
    keep_open(_meeting_of(decision), SETTLED)
    return records.write(decision, version=version, by=by, **changes)


def _meeting_of(decision):
    return decision.item.meeting if decision.item_id else None


@transaction.atomic
def supersede(decision, *, version, by, superseded_by, reason):
    """Let another afspraak take the place of this one; None as the other undoes it.

    Raises OverError where the other is over itself, so that no circle can come about.
    """
    Region.objects.select_for_update().get(pk=decision.region_id)
    if superseded_by and Decision.objects.get(pk=superseded_by.pk).is_over:
        raise OverError
    return records.write(
        decision, version=version, by=by, superseded_by=superseded_by, reason=reason
    )


@transaction.atomic
def take_stances(stances, *, by, own, **changes):
    """Record the same on behalf of several parties; `stances` are pairs of (stance, version).

    Returns how many said something else before.
    """
    said = 0
    for stance, version in stances:
        before = stance.version
        stored = take_stance(stance, version=version, by=by, own=own, **changes)
        said += stored.version != before
    return said


def take_stance(stance, *, version, by, own, **changes):
    """Record where a party stands; `own` are the keys of the parties for which `by` speaks.

    Who speaks for that one party alone does so as itself, anyone else on its behalf.
    """
    behalf = "" if own == {stance.party_id} else str(stance.party)
    return records.write(stance, version=version, by=by, on_behalf_of=behalf, **changes)


@transaction.atomic
def ratify(stance, *, version, by, own, **changes):
    """Record the answer to a reservation; one on a part that says the same has it too."""
    rows = Stance.objects.filter(decision=stance.decision_id, party=stance.party_id)
    rows = rows.exclude(pk=stance.pk).with_names().order_by("pk")
    same = [row for row in rows if row.is_reservation and row.reservation == stance.reservation]
    stored = take_stance(stance, version=version, by=by, own=own, **changes)
    for row in same:
        take_stance(row, version=row.version, by=by, own=own, **changes)
    return stored

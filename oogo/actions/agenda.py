"""Writes on the agenda of a meeting: order, membership, and what follows from a decision item.

Order and membership go with the version of the meeting; whoever changes them holds its row. All
but the numbers is closed once its minutes are adopted (AdoptedError).
"""

from django.db import transaction
from django.db.models import Max

from oogo.actions import decisions
from oogo.actions.minutes import keep_open
from oogo.models import AgendaItem, Meeting
from oogo.rules import agenda
from records import actions as records

Status = AgendaItem.Status


@transaction.atomic
def add_item(*, item, by, origins=()):
    """Store a new item as the last of its meeting (or of the backlog of its body).

    `origins` are unsaved rows that say where it comes from.
    """
    _join(item)
    records.create(item, by=by)
    for origin in origins:
        origin.item = item
        records.create(origin, by=by)
    if item.is_on_agenda and item.is_for_decision:
        decisions.propose(item=item, by=by)
    return item


@transaction.atomic
def change_item(item, *, version, by, **changes):
    """Change what an item says. One that becomes a decision item gets its proposed afspraak, one
    that no longer is loses it. Raises StaleError as `records.write` does."""
    keep_open(item.meeting)
    was_for_decision = AgendaItem.objects.get(pk=item.pk).is_for_decision
    item = records.write(item, version=version, by=by, **changes)
    if item.is_for_decision != was_for_decision and item.is_on_agenda:
        _keep_decision(item, by=by, is_wanted=item.is_for_decision)
    return item


@transaction.atomic
def move(*, meeting, version, item, place, by):
    """Put an item at a place of the agenda, counted from 1, based on `version` of the meeting.

    Raises StaleError when the agenda changed since and the item does not stand there already.
    """
    keep_open(meeting)
    items = list(meeting.items.on_agenda().in_order())
    wanted = agenda.moved(items, item, place)
    if wanted == items:
        return
    records.claim(meeting, version=version)
    put_in_order(wanted, by=by)


def put_in_order(rows, *, by):
    """Number `rows` as they stand in the list, from 1; their whole was claimed before."""
    for order, row in enumerate(rows, 1):
        if row.order != order:
            records.write(row, version=row.version, by=by, order=order)


@transaction.atomic
def accept(*, item, by):
    """Put a proposed item on the agenda of its meeting, as the last."""
    place(item=item, meeting=item.meeting, by=by)


@transaction.atomic
def place(*, item, meeting, by):
    """Put an item (of the backlog, or proposed) on the agenda of a meeting, as the last."""
    item = _fresh(item)
    if item.meeting_id == meeting.pk and item.is_on_agenda:
        return
    item.meeting = meeting
    _join(item)
    records.write(
        item,
        version=item.version,
        by=by,
        meeting=meeting,
        order=item.order,
        status=Status.PLANNED,
        withdrawn_because="",
    )
    if item.is_for_decision:
        _keep_decision(item, by=by, is_wanted=True)


@transaction.atomic
def park(*, item, by):
    """Take an item off its meeting, to wait in the backlog of its body as a proposal.

    Its number goes; those of the others stay.
    """
    item = _fresh(item)
    if item.meeting_id is None:
        return
    keep_open(item.meeting)
    records.claim(item.meeting, version=item.meeting.version)
    fields = {"meeting": None, "order": 0, "number": "", "status": Status.PROPOSED}
    records.write(item, version=item.version, by=by, **fields)


@transaction.atomic
def withdraw(*, item, version, by, reason):
    """Withdraw an item, or decline it as a proposal, with the reason. Its number is kept."""
    keep_open(item.meeting)
    meeting = item.meeting
    item = records.write(
        item, version=version, by=by, status=Status.WITHDRAWN, withdrawn_because=reason
    )
    if meeting:
        records.claim(meeting, version=meeting.version)
    _keep_decision(item, by=by, is_wanted=False)
    return item


@transaction.atomic
def restore(*, item, by):
    """Take up an item that was withdrawn: on the agenda of its meeting where that goes on, else
    proposed in the backlog."""
    item = _fresh(item)
    if not item.is_withdrawn:
        return
    if item.meeting and not item.meeting.is_cancelled:
        place(item=item, meeting=item.meeting, by=by)
    else:
        fields = {"meeting": None, "number": "", "status": Status.PROPOSED, "withdrawn_because": ""}
        records.write(item, version=item.version, by=by, **fields)


@transaction.atomic
def fix_numbers(*, meeting, by):
    """Give every item on the agenda the number that it keeps, when the papers are sent."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    items = list(meeting.items.on_agenda().in_order())
    numbers = agenda.fix_numbers([item.number for item in items])
    for item, number in zip(items, numbers, strict=True):
        if item.number != number:
            records.write(item, version=item.version, by=by, number=number)


def _fresh(item):
    """Return an item as it is stored, its meeting (held) and its body with it."""
    keep_open(item.meeting)
    rows = AgendaItem.objects.select_related("meeting__region", "body__region", "theme")
    return rows.get(pk=item.pk)


def _join(item):
    """Let an item be the last of its meeting."""
    if item.meeting_id is None:
        item.order = 0
        return
    keep_open(item.meeting)
    records.claim(item.meeting, version=item.meeting.version)
    last = AgendaItem.objects.filter(meeting=item.meeting_id).aggregate(last=Max("order"))["last"]
    item.order = (last or 0) + 1


def _keep_decision(item, *, by, is_wanted):
    """Let an item have a proposed afspraak where it is wanted, and none where it is not."""
    rows = list(item.decisions.select_related("region").order_by("pk"))
    kept = [row for row in rows if not row.is_withdrawn]
    if not is_wanted:
        for row in kept:
            if row.is_proposed:
                records.write(row, version=row.version, by=by, is_withdrawn=True)
    elif not kept and rows:
        records.write(rows[0], version=rows[0].version, by=by, is_withdrawn=False)
    elif not kept:
        decisions.propose(item=item, by=by)

"""Writes on who takes part in a meeting, what came of it, and what the next one takes over.

All of it is closed once the minutes are adopted (AdoptedError).
"""

from typing import Any

from django.db import transaction

from oogo.actions import agenda
from oogo.actions.meetings import place_of
from oogo.actions.minutes import keep_open
from oogo.models import AgendaItem, ItemOrigin, Meeting, Participant, RepresentationItem
from partners.models import Party
from records import actions as records


@transaction.atomic
def change(participant, *, version, by, on_behalf_of="", **changes):
    """Record how somebody takes part: whether they come, whether they were there, from when."""
    keep_open(participant.meeting)
    return records.write(participant, version=version, by=by, on_behalf_of=on_behalf_of, **changes)


@transaction.atomic
def invite(participant, *, by):
    """Invite someone, or again who was no longer invited."""
    keep_open(participant.meeting)
    earlier = Participant.objects.filter(
        meeting=participant.meeting_id, position=participant.position_id
    ).first()
    if earlier is None:
        return records.create(participant, by=by)
    fields = {"party": participant.party, "part": participant.part, "is_withdrawn": False}
    return records.write(earlier, version=earlier.version, by=by, **fields)


@transaction.atomic
def follow_seats(meeting, *, holdings, leaving, by):
    """Invite who holds a seat (`holdings`), and take `leaving` off the list, as far as that was not
    done yet. Returns how many were invited and taken off."""
    keep_open(Meeting.objects.select_for_update().get(pk=meeting.pk))
    rows = {row.position_id: row for row in meeting.participants.with_names()}
    invited = gone = 0
    for holding in holdings:
        row, place = rows.get(holding.position_id), place_of(holding.seat)
        if row is None:
            records.create(Participant(meeting=meeting, position=holding.position, **place), by=by)
        elif row.is_withdrawn:
            records.write(row, version=row.version, by=by, is_withdrawn=False, **place)
        invited += row is None or row.is_withdrawn
    for row in (rows[one.position_id] for one in leaving):
        if not row.is_withdrawn:
            records.write(row, version=row.version, by=by, is_withdrawn=True)
            gone += 1
    return invited, gone


@transaction.atomic
def limit_representation(*, representation, meeting, items, by):
    """Let a representation hold at `items` of `meeting` alone; at none of them: at every item."""
    keep_open(meeting)
    rows = RepresentationItem.objects.filter(
        representation=representation, item__meeting=meeting
    ).select_related("item__body__region")
    stored = {row.item_id: row for row in rows}
    for item in items:
        row = stored.pop(item.pk, None)
        if row is None:
            records.create(RepresentationItem(item=item, representation=representation), by=by)
        elif row.is_withdrawn:
            records.write(row, version=row.version, by=by, is_withdrawn=False)
    for row in stored.values():
        if not row.is_withdrawn:
            records.write(row, version=row.version, by=by, is_withdrawn=True)


@transaction.atomic
def minute(item, *, version, by, **changes):
    """Record what was said at an item and whether it was treated; the meeting is held by that.

    Raises StaleError as `records.write` does.
    """
    keep_open(item.meeting)
    item = records.write(item, version=version, by=by, **changes)
    meeting = item.meeting
    if meeting.status == Meeting.Status.PLANNED:
        records.write(meeting, version=meeting.version, by=by, status=Meeting.Status.HELD)
    return item


@transaction.atomic
def carry_over(*, meeting, proposals, by):
    """Put what an earlier meeting left on the agenda of `meeting`, as new items that say so.

    `proposals` are (earlier item, title, minutes). What was taken over by now, by whoever sent the
    same page too, is not taken over again: the meeting is held first. Returns the new items.
    """
    keep_open(meeting)
    taken = taken_over(meeting)
    return [
        agenda.add_item(
            item=_follow_up(meeting, item, title, minutes),
            by=by,
            origins=[ItemOrigin(source_item=item)],
        )
        for item, title, minutes in proposals
        if item.pk not in taken
    ]


def taken_over(meeting):
    """Return the keys of the earlier items that stand on the agenda of `meeting` again."""
    again = AgendaItem.objects.kept().filter(meeting=meeting)
    rows = ItemOrigin.objects.kept().filter(item__in=again).exclude(source_item=None)
    return set(rows.values_list("source_item", flat=True))


def _submitter_of(item, day):
    """Return who submits an earlier item again on `day`: a party that ended by then is followed by
    the one that came of it."""
    party = item.submitter
    if party is None or party.until is None or party.until > day:
        return party
    heirs = list(Party.objects.followed([party], day)[:2])
    return heirs[0] if len(heirs) == 1 else party


def _follow_up(meeting, item, title, minutes):
    """Return an unsaved item like `item`, without what belongs to the day it was treated."""
    copied = ("kind", "submitted_by", "theme", "is_standing", "asked")
    follow_up: Any = AgendaItem(
        body=meeting.body,
        meeting=meeting,
        title=title,
        minutes=minutes,
        submitter=_submitter_of(item, meeting.day),
        is_confidential=item.is_confidential,
        ground=item.ground,
        **{name: getattr(item, name) for name in copied},
    )
    own = ("portfolios", "disclosed_to")
    pending = {name: list(getattr(item, name).all()) for name in own}
    setattr(follow_up, "pending_m2m", pending)  # noqa: B010 -- what `records.create` looks for
    return follow_up

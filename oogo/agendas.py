"""The agenda of a meeting as one reader sees it.

Numbers and times are those of all items; of an item that is hidden from the reader nothing else
comes along, and the gap in the numbers shows.
"""

from dataclasses import dataclass
from datetime import time

from oogo.models import AgendaItem, Annex
from oogo.rules import agenda as rules


@dataclass(frozen=True)
class Line:
    """An item with its number, when it begins, and its place on the whole agenda."""

    item: AgendaItem
    number: str
    begins_at: time
    place: int


class Agenda:
    """What stands on the agenda of `meeting`, as far as `user` sees it.

    `lines` stand on it, `proposed` and `withdrawn` are items that do not. `over` is how many
    minutes too long it takes; below zero: what is left.
    """

    def __init__(self, meeting, user):
        self.meeting = meeting
        slots = list(
            meeting.items.on_agenda().in_order().values_list("pk", "number", "minutes", named=True)
        )
        minutes = [slot.minutes for slot in slots]
        numbers = rules.fix_numbers([slot.number for slot in slots])
        times = rules.start_times(meeting.starts_at, minutes)
        self.count = len(slots)
        self.minutes = sum(minutes)
        self.ends_at = times[-1]
        self.over = rules.overrun(meeting.minutes, minutes)
        self.is_fixed = any(slot.number for slot in slots)
        seen = {item.pk: item for item in _items(meeting, user)}
        self.lines = [
            Line(seen.pop(slot.pk), number, begins_at, place)
            for place, (slot, number, begins_at) in enumerate(
                zip(slots, numbers, times[:-1], strict=True), 1
            )
            if slot.pk in seen
        ]
        self.proposed = [item for item in seen.values() if item.is_proposed]
        self.withdrawn = [item for item in seen.values() if item.is_withdrawn]

    def line_of(self, item):
        """Return the line of `item`; None when it does not stand on the agenda."""
        return next((line for line in self.lines if line.item == item), None)

    def neighbours(self, item):
        """Return the lines before and after that of `item`; None where there is none."""
        at = next((i for i, line in enumerate(self.lines) if line.item == item), None)
        if at is None:
            return None, None
        after = self.lines[at + 1] if at + 1 < len(self.lines) else None
        return self.lines[at - 1] if at else None, after


def _items(meeting, user):
    """Return every item of a meeting that `user` sees, each with `annex_count`."""
    rows = AgendaItem.objects.visible_to(user).filter(meeting=meeting).in_order()
    items = list(rows.select_related("submitter__organisation", "theme"))
    annexes = Annex.objects.visible_to(user).kept().filter(item__meeting=meeting)
    counts = {}
    for pk in annexes.values_list("item", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    for item in items:
        item.meeting = meeting
        item.annex_count = counts.get(item.pk, 0)
    return items


def numbered_annexes(item, number, user):
    """Return the annexes of `item` that `user` sees as (number, annex): 4.1, 4.2; gaps show."""
    keys = list(item.annexes.kept().order_by("order", "pk").values_list("pk", flat=True))
    seen = Annex.objects.visible_to(user).kept().filter(item=item)
    rows = {row.pk: row for row in seen.select_related("document").prefetch_related("disclosed_to")}
    head = f"{number}." if number else ""
    return [(f"{head}{place}", rows[pk]) for place, pk in enumerate(keys, 1) if pk in rows]

"""The agenda of a meeting as one reader sees it.

Numbers and times are those of all items; of an item that is hidden from the reader nothing else
comes along, and the gap in the numbers shows.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import time

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects

from oogo.models import AgendaItem, Annex
from oogo.rules import agenda as rules
from partners.models import Party


@dataclass(frozen=True)
class Line:
    """An item with its number, when it begins, and its place on the whole agenda."""

    item: AgendaItem
    number: str
    begins_at: time
    place: int

    @property
    def begins(self):
        """When it begins, as a machine reads it: 13:30."""
        return f"{self.begins_at:%H:%M}"

    @property
    def begins_said(self):
        """The same, as people write it: 13.30."""
        return f"{self.begins_at:%H.%M}"


class Agenda:
    """What stands on the agenda of `meeting`, as far as `user` sees it.

    `lines` stand on it, `proposed` and `withdrawn` are items that do not. `over` is how many
    minutes too long it takes; below zero: what is left. `items` has all that the user sees, by key.
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
        self.items = {item.pk: item for item in _items(meeting, user)}
        seen = dict(self.items)
        self.lines = [
            Line(seen.pop(slot.pk), number, begins_at, place)
            for place, (slot, number, begins_at) in enumerate(
                zip(slots, numbers, times[:-1], strict=True), 1
            )
            if slot.pk in seen
        ]
        self.proposed = [item for item in seen.values() if item.is_proposed]
        self.withdrawn = [item for item in seen.values() if item.is_withdrawn]

    @property
    def is_minuted(self):
        """Whether every item (that is seen) says whether it was treated."""
        return all(line.item.status != AgendaItem.Status.PLANNED for line in self.lines)

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
    """Return every item of a meeting that `user` sees."""
    rows = AgendaItem.objects.visible_to(user).filter(meeting=meeting).in_order()
    names = ("submitter__organisation", "theme", "subject__plan", "subject__kind")
    items = list(rows.select_related(*names))
    for item in items:
        item.meeting, item.body = meeting, meeting.body
    return items


def count_annexes(items, user):
    """Give each of `items`, which `user` sees, `annex_count`: the annexes that `user` sees."""
    rows = Annex.objects.kept().at_seen(items, user)
    counts = Counter(rows.values_list("item", flat=True))
    for item in items:
        item.annex_count = counts[item.pk]


def numbered_annexes(item, number, user):
    """Return the annexes of `item` that `user` sees as (number, annex): 4.1, 4.2; gaps show.

    Each knows its `place` among all, and whether it `is_first` or `is_last`. Of confidential ones
    the parties that they are for are fetched as well.
    """
    before = Q(order__lt=OuterRef("order")) | Q(order=OuterRef("order"), pk__lte=OuterRef("pk"))
    all_of_item = Annex.objects.kept().filter(before, item=OuterRef("item")).order_by()
    place = all_of_item.values("item").annotate(count=Count("pk")).values("count")
    rows = Annex.objects.visible_to(user).kept().filter(item=item).annotate(place=Subquery(place))
    annexes = list(rows.select_related("document").order_by("order", "pk"))
    hidden = [annex for annex in annexes if annex.is_confidential]
    if hidden:
        prefetch_related_objects(
            hidden, Prefetch("disclosed_to", Party.objects.with_organisation())
        )
    last = item.annexes.kept().count() if annexes else 0
    for annex in annexes:
        annex.is_first, annex.is_last = annex.place == 1, annex.place == last
    head = f"{number}." if number else ""
    return [(f"{head}{annex.place}", annex) for annex in annexes]

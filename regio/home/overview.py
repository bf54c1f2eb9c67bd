"""What the Overzicht shows, gathered in a constant number of queries."""

from dataclasses import dataclass
from itertools import groupby

from checklist.models import Round
from checklist.table import RoundTable
from partners.field import Field
from partners.rules.parties import line_of
from records.models import Change

RECENT_CHANGES = 60
SHOWN_CHANGES = 8
SHOWN_MISSING = 6


@dataclass(frozen=True)
class Recent:
    """What one person changed at one moment in one object: the fields together."""

    change: Change
    fields: tuple[str, ...]


class Overview:
    """The region on a day, for one reader."""

    def __init__(self, region, user, day):
        self.field = Field(region)
        self.parties = self.field.parties_on(day)
        self.missing = self.field.missing(day)
        current = Round.objects.visible_to(user).of_region(region).begun_on(day)
        round = current.select_related("instrument", "region").first()
        self.table = RoundTable(round) if round else None
        self.changes = _recent(Change.objects.visible_to(user).filter(region=region))

    @property
    def line(self):
        return line_of(self.parties)

    @property
    def missing_shown(self):
        return self.missing[:SHOWN_MISSING]


def _recent(changes):
    """Put the changes of one person in one object, made after each other, together."""
    latest = changes.select_related("by", "region")[:RECENT_CHANGES]
    together = groupby(latest, key=lambda c: (c.by_id, c.model, c.object_id, c.at.date()))
    found = []
    for _, group in together:
        group = list(group)
        labels = dict.fromkeys(str(change.field_label) for change in reversed(group))
        found.append(Recent(change=group[0], fields=tuple(labels)))
    return found[:SHOWN_CHANGES]

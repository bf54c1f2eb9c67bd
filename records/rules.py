"""Which audit rows belong to one act."""

from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class ChangeSet:
    """What one person did to one object at one moment: a row per field."""

    changes: list

    @property
    def first(self):
        return self.changes[0]


def change_sets(changes):
    """Group audit rows that stand together, in their order, into the acts that made them."""
    keyed = groupby(changes, lambda c: (c.model, c.object_id, c.version))
    return [ChangeSet(list(rows)) for _, rows in keyed]

"""How the audit trail is read: rows that were one act, values as people write them."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import BooleanField, DateField, DateTimeField


@dataclass(frozen=True)
class Line:
    """One field of an act; empty text: there was nothing, or nothing is left."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Act:
    """What one person did to one object at one moment; `change` tells who, when and to what."""

    change: object
    lines: list


def acts(changes):
    """Group audit rows, newest first, into the acts that made them; lines in order of writing."""
    keyed = groupby(changes, lambda c: (c.model, c.object_id, c.version))
    return [_act(list(rows)) for _, rows in keyed]


def _act(rows):
    return Act(rows[0], [_line(row) for row in reversed(rows)])


def _line(change):
    field = change.model_class._meta.get_field(change.field)
    label = str(field.verbose_name)
    return Line(
        label[:1].upper() + label[1:],
        change.old_label or as_read(field, change.old),
        change.new_label or as_read(field, change.new),
    )


def as_read(field, text):
    """Return a stored value as a reader writes it: a day as 03-03-2026, a tick as ja or nee."""
    if not text:
        return ""
    if isinstance(field, BooleanField):
        return "ja" if text == "True" else "nee"
    if isinstance(field, DateField) and not isinstance(field, DateTimeField):
        return f"{date.fromisoformat(text):%d-%m-%Y}"
    return text

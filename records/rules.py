"""How the audit trail is read: rows that were one act, values and deeds as people write them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    IntegerField,
    TextField,
    TimeField,
)
from django.utils.formats import date_format

from regio.lib import clock
from regio.lib.models import Dated

SHORT = 40
ENDS_AGAIN = "loopt weer door"


@dataclass(frozen=True)
class Line:
    """One field of an act as it is read; empty text: there was nothing, or nothing is left.

    `now` is what is stored, `name` the field's own name.
    """

    field: str
    old: str
    new: str
    name: str = ""
    now: str | None = None


@dataclass(frozen=True)
class Act:
    """What one person did to one object at one moment; `change` tells who, when and to what.

    `all_lines` are in order of writing, with those that the title of a new object says already.
    """

    change: Any
    all_lines: tuple[Line, ...]
    is_creation: bool

    @property
    def telling(self):
        return self.change.model_class.telling

    @property
    def lines(self) -> list[Line]:
        """The fields to list."""
        hidden = self.telling.title if self.is_creation else ()
        return [line for line in self.all_lines if line.name not in hidden]

    @property
    def height(self) -> int:
        """How many rows of a table the act takes."""
        return 1 if self.is_creation else len(self.lines)

    @property
    def kind(self) -> str:
        return str(self.change.model_name)

    @property
    def said(self) -> str:
        """Say in a few words what was done: bewijs toegevoegd; mandaat beëindigd t/m 3 maart 2026.

        What no word fits is told by its fields: eigen beeld · oordeel: niet → deels.
        """
        if self.is_creation:
            return ", ".join([f"{self.kind} {self.telling.created}", *self._news()])
        if word := self._word():
            return f"{self.kind} {word}"
        return self._of_kind(", ".join(_briefly(self.change, line) for line in self.lines))

    @property
    def said_of_several(self) -> str:
        """Say it of several objects at once, each with values of its own."""
        if self.is_creation:
            return f"{self.kind} {self.telling.created}"
        return self._of_kind(f"{', '.join(_lower(line.field) for line in self.lines)} gewijzigd")

    @property
    def sort(self) -> tuple[str, ...]:
        """Tell acts on one kind of object apart: by their fields, none for making a row."""
        return () if self.is_creation else tuple(sorted(line.name for line in self.lines))

    def _of_kind(self, text):
        return text if text.startswith(self.kind) else f"{self.kind} · {text}"

    def _news(self):
        told = [line for line in self.lines if line.name in self.telling.news]
        return [_briefly(self.change, line) for line in told]

    def _word(self):
        """Return the word that the model, or an end, has for this act; empty when it has none."""
        for line in self.lines:
            if words := self.telling.words.get(line.name):
                return words[line.now in (None, "False")]
        ends = [line for line in self.lines if _is_end(_field(self.change, line.name))]
        if not ends:
            return ""
        if ends[0].now is None:
            return ENDS_AGAIN
        return (
            "" if ends[0].old else f"beëindigd t/m {date_format(_last_day(ends[0].now), 'j F Y')}"
        )


def acts(changes: Iterable) -> list[Act]:
    """Group audit rows, newest first, into the acts that made them."""
    together: dict[tuple, list] = {}
    for change in changes:
        together.setdefault((change.model, change.object_id, change.version), []).append(change)
    return [
        Act(rows[0], tuple(_line(row) for row in reversed(rows)), rows[0].is_creation)
        for rows in together.values()
    ]


def merged(same: list[Act]) -> Act:
    """Return acts on one object, newest first, as one: each field from the first to the last."""
    lines: dict[str, Line] = {}
    for act in reversed(same):
        for line in act.all_lines:
            first = lines.get(line.name)
            lines[line.name] = replace(line, old=first.old) if first else line
    kept = tuple(line for line in lines.values() if line.old != line.new)
    is_creation = any(act.is_creation for act in same)
    return Act(same[0].change, kept or tuple(lines.values()), is_creation)


def field_label(field) -> str:
    return "t/m" if _is_end(field) else str(field.verbose_name)


def as_read(field, text: str | None) -> str:
    """Return a stored value as a reader writes it.

    A day as 03-03-2026, the day on which something no longer holds as the last on which it did, an
    instant as 03-03-2026, 14.02 uur, a time as 14.02 uur, a tick as ja or nee, a number as 50.000.
    """
    if not text:
        return ""
    if isinstance(field, BooleanField):
        return "ja" if text == "True" else "nee"
    if isinstance(field, DateTimeField):
        return f"{datetime.fromisoformat(text).astimezone(clock.AMSTERDAM):%d-%m-%Y, %H.%M} uur"
    if isinstance(field, DateField):
        return f"{_last_day(text) if _is_end(field) else date.fromisoformat(text):%d-%m-%Y}"
    if isinstance(field, TimeField):
        return f"{time.fromisoformat(text):%H.%M} uur"
    if isinstance(field, IntegerField):
        return f"{int(text):,}".replace(",", ".")
    return text


def _line(change):
    field = _field(change, change.field)
    label = field_label(field)
    return Line(
        label[:1].upper() + label[1:],
        change.old_label or as_read(field, change.old),
        change.new_label or as_read(field, change.new),
        change.field,
        change.new,
    )


def _field(change, name):
    return change.model_class._meta.get_field(name)


def _is_end(field):
    return field.name == "until" and issubclass(field.model, Dated)


def _last_day(text):
    return date.fromisoformat(text) - timedelta(days=1)


def _briefly(change, line):
    """Say what became of one field; short values as they were and are, longer ones not at all."""
    label = _lower(line.field)
    is_long = isinstance(_field(change, line.name), TextField)
    if is_long or max(len(line.old), len(line.new)) > SHORT:
        done = "gewijzigd" if line.old and line.new else "ingevuld" if line.new else "leeggemaakt"
        return f"{label} {done}"
    is_choice = bool(_field(change, line.name).choices)
    old, new = (_lower(text) if is_choice else text for text in (line.old, line.new))
    return f"{label}: {old} → {new or 'leeg'}" if old else f"{label}: {new}"


def _lower(text):
    """Return a label or the word of a choice as it stands in running text."""
    return text[:1].lower() + text[1:]

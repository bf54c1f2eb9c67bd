"""A choice among many: typed and found by any part of its name, where a list would be too long."""

import re
from collections import Counter
from html import escape
from itertools import islice
from typing import Any

from django import forms
from django.utils.choices import BaseChoiceIterator
from django.utils.safestring import mark_safe

from regio.lib.forms import CHOOSE
from regio.lib.sort_name import fold

# Up to so many choices are a list; beyond that they are typed, and so many are offered at a time.
MANY, OFFERED = 100, 20
NAMED, LONGEST = 3, 200
HOW = "Typ een deel van de naam"
LABEL = forms.ModelChoiceField.label_from_instance
# What a field gets of a text that fits no choice, or several: the key of nothing.
NO_KEY = "?"
# Beside a text stands, hidden, the key that is shown and its name: "41 Mila Merel".
SHOWN = "-getoond"
CODE = re.compile(r"[0-9]+(?:-[0-9]+)+")


class Listed(BaseChoiceIterator):
    """Choices that are at hand as pairs, by the thousand: not gone through when they are set."""

    def __init__(self, rows):
        self.rows = rows

    def __iter__(self):
        return iter(self.rows)


class Kinds(BaseChoiceIterator):
    """Choices among rows of several kinds; the value of one is `kind:key`.

    `groups` are (title, kind, rows, a function that gives (key, name) of `most` of the rows). Names
    are read when they are needed: of what is typed no more than a page needs.
    """

    def __init__(self, empty, groups):
        self.empty, self.groups = empty, {kind: group for group in groups for kind in [group[1]]}
        self._read: dict[str, list] = {}

    def __iter__(self):
        yield "", self.empty
        for kind, (title, *_) in self.groups.items():
            yield title, self._names(kind)

    def first(self, most):
        """Yield (value, name) of the first `most`, the empty one first."""
        yield "", self.empty
        left = most - 1
        for kind in self.groups:
            found = self._names(kind, left)
            yield from found
            left -= len(found)
            if left <= 0:
                return

    def row(self, chosen):
        """Return the row of what was `chosen`: (kind, key), or None."""
        kind, key = chosen or ("", None)
        return self.groups[kind][2].filter(pk=key).first() if kind else None

    def beside(self, value):
        """Return (value, name) of all that are of one kind with `value`."""
        kind = value.partition(":")[0]
        return self._names(kind) if kind in self.groups else []

    def _names(self, kind, most=None):
        if kind in self._read:
            return self._read[kind][:most]
        _, _, rows, names = self.groups[kind]
        found = [(f"{kind}:{key}", name) for key, name in names(rows, most)]
        if most is None or len(found) < most:
            self._read[kind] = found
        return found


def names_of(rows, most=None, label=str):
    """Return (key, name) of rows of a query; where it can tell these by itself, without making the
    rows: there may be hundreds."""
    if label is str and hasattr(rows, "names"):
        return rows.names(most)
    return [(row.pk, label(row)) for row in rows[:most]]


def label_of(field):
    """Return how the rows of a choice are called: `str`, unless its form calls them otherwise."""
    label = field.label_from_instance
    return str if getattr(label, "__func__", None) is LABEL else label


class TypedChoice(forms.Select):
    """A list; with more than MANY choices a text, for which a browser offers names as one types.

    A list sends the key of a choice; digits are one, whatever there is by then. What is typed is a
    text, digits too: a whole name, or words that are in one name alone. That it was typed shows in
    what is sent beside it (SHOWN), not in how many choices there are by then; a text that nobody
    changed is the key that was shown.
    `names_url` answers the query `soort` and the field itself with names (`offered`); without it,
    or without script, the first names are offered, and those found when a text fits several.
    """

    names_url = ""
    messages: dict[str, Any]
    known: dict[str, str]
    _found: list | None = None
    _typed = ""
    _was = ("", "")
    _read: tuple[Any, list] = (None, [])

    def render(self, name, value, attrs=None, renderer=None):
        rows = self._all if self._is_read else _rows(self.choices, MANY + 1)
        first = list(islice(rows, MANY + 1))
        if len(first) <= MANY and not self._typed:
            return self._as_list(first).render(name, value, attrs, renderer)
        value = "" if value is None else str(value)
        own = self.build_attrs(self.attrs, attrs)
        own |= {"list": f"{own.get('id', name)}-namen", "autocomplete": "off"}
        empty = next((text for key, text in first if not key), "")
        own["placeholder"] = HOW if empty in ("", CHOOSE) else empty
        if self.names_url:
            own |= {
                "hx-get": f"{self.names_url}&veld={name}",
                "hx-trigger": "input changed delay:300ms",
                "hx-target": f"#{own['list']}",
                "hx-sync": "this:replace",
            }
        shown = self._shown(value, first).strip()
        field = forms.TextInput().render(name, shown, own, renderer)
        was = self._was if value in ("", NO_KEY) else (value, shown)
        beside = forms.HiddenInput().render(f"{name}{SHOWN}", " ".join(was).strip(), None, renderer)
        offered = self._found or [text for key, text in first if key][:OFFERED]
        return mark_safe(  # noqa: S308 -- names are escaped in options
            f'{field}<datalist id="{escape(own["list"])}">{options(offered)}</datalist>{beside}'
        )

    def value_from_datadict(self, data, files, name):
        typed = super().value_from_datadict(data, files, name)
        typed = typed.strip() if isinstance(typed, str) else typed
        sent = data.get(f"{name}{SHOWN}")
        key, _, shown = (sent or "").strip().partition(" ")
        self._was = key, shown
        if not typed or not isinstance(typed, str):
            return typed
        if key and typed == shown:
            return key
        names = _names(self._all)
        if sent is None and (len(names) <= MANY or typed.isdecimal() or typed in names):
            return typed
        found = _matching(typed, names)
        if len(found) == 1:
            return found[0]
        self._typed, self._found = typed, [names[key] for key in found[:OFFERED]]
        self.messages["invalid_choice"] = _unclear(typed, [names[key] for key in found])
        return NO_KEY

    @property
    def _all(self):
        """All choices as [(key, name)], asked of the database once for each set of them."""
        if not self._is_read:
            self._read = self.choices, list(_rows(self.choices))
        return self._read[1]

    @property
    def _is_read(self):
        """Whether all choices are at hand, because something was sent."""
        return self._read[0] is self.choices

    def _as_list(self, rows):
        """Return a list of choices: in groups where they have them, else of what was read."""
        is_grouped = isinstance(self.choices, list | tuple | Kinds)
        choices = self.choices if is_grouped else rows
        listed = forms.Select(attrs=self.attrs, choices=choices)
        listed.is_required = self.is_required
        return listed

    def _shown(self, value, first):
        """Return the name of a chosen key; a text that is none as it was typed."""
        if value in ("", NO_KEY):
            return self._typed
        key, shown = self._was
        if value == key and shown:
            return shown
        known = self.known | _names(self._all if self._is_read else first)
        if value in known or self._is_read:
            return known.get(value, value)
        choices: Any = self.choices
        if isinstance(choices, Kinds):
            return _names(choices.beside(value)).get(value, value)
        queryset = getattr(choices, "queryset", None)
        if queryset is None:
            return _names(self._all).get(value, value)
        if not value.isdecimal() or len(value) > 18:
            return value
        row = queryset.filter(pk=value).first()
        return choices.choice(row)[1] if row else value


def let_type(field, names_url="", known=()):
    """Let the choice of a form's `field` be typed where there are many. `known` are rows of it that
    are at hand, so that their names are not asked for again.

    For the field of one form, made for one request: what is said of it stays with it.
    """
    widget = TypedChoice(attrs=field.widget.attrs)
    widget.is_required = field.required
    widget.messages, widget.names_url = field.error_messages, names_url
    widget.known = {str(row.pk): str(row) for row in known}
    field.widget = widget
    widget.choices = field.choices


def options(names) -> str:
    """Return what a browser offers while one types."""
    return "".join(f'<option value="{escape(text)}"></option>' for text in names)


def said_once(rows, label=str) -> list[str]:
    """Return the names of rows of one kind as a TypedChoice knows them."""
    return list(_names([(str(row.pk), label(row)) for row in rows]).values())


def _rows(choices, most=None):
    """Yield (key as text, name) of choices, those in groups too; of a query no more than `most`."""
    queryset = getattr(choices, "queryset", None)
    if isinstance(choices, Kinds) and most is not None:
        yield from choices.first(most)
        return
    if queryset is None or most is None:
        for key, name in choices:
            rows = name if isinstance(name, list | tuple) else [(key, name)]
            yield from (("" if k is None else str(k), str(n)) for k, n in rows)
        return
    if choices.field.empty_label is not None:
        yield "", str(choices.field.empty_label)
    label = label_of(choices.field)
    yield from ((str(key), str(name)) for key, name in names_of(queryset.all(), most, label))


def _names(choices):
    """Return {key: name} with every name once: namesakes carry their number."""
    count = Counter(name for _, name in choices)
    return {
        key: f"{name}, nr. {key.rpartition(':')[2]}" if count[name] > 1 and key else name
        for key, name in choices
    }


def _matching(typed, names):
    """Return the keys of the choices with this name, to the letter if there is one; else of those
    that hold all its words."""
    exact = [key for key, text in names.items() if key and text == typed]
    if exact:
        return exact
    words = fold(typed[:LONGEST]).split()
    folded = {key: fold(text) for key, text in names.items() if key}
    same = [key for key, text in folded.items() if text.split() == words]
    return same or [key for key, text in folded.items() if holds(text, words)]


def holds(text, words):
    """Tell whether all `words` are in a name (both folded); 2701 is in what is called 27-01 too."""
    return all(word in text or _begins_code(text, word) for word in words)


def _begins_code(text, word):
    codes = CODE.findall(text) if word.isdecimal() else ()
    return any(code.replace("-", "").startswith(word) for code in codes)


def _unclear(typed, found):
    short = f"“{typed[:LONGEST]}”"
    if not found:
        text = f"{short} staat niet in de lijst. Typ een deel van de naam en kies."
    else:
        rest = f" en nog {len(found) - NAMED}" if len(found) > NAMED else ""
        told = "; ".join(found[:NAMED])
        text = f"{short} past bij meer dan één naam: {told}{rest}. Typ meer, of kies."
    return text.replace("%", "%%")

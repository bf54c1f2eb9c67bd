"""Deriving the parties to a subject again: what it does to those that stand there."""

from dataclasses import dataclass

from partners.rules.presence import Ref

NEW, CHANGED, GONE, BY_HAND, SAME = "nieuw", "gewijzigd", "vervalt", "met de hand", "blijft"


@dataclass(frozen=True)
class Stored:
    """A party as it stands at a subject. `source` is the row that it was read from."""

    party: Ref
    capacity: str
    reason: str
    is_by_hand: bool
    is_withdrawn: bool
    source: object = None


@dataclass(frozen=True)
class Line:
    """What deriving does to one party; empty `becomes`: it is no party any more.

    `derived` is what the rule says; None where the rule does not name the party.
    """

    party: Ref
    effect: str
    was: str
    becomes: str
    reason: str
    derived: object = None
    stored: Stored | None = None

    @property
    def changes(self):
        return self.effect in (NEW, CHANGED, GONE)


def compare(stored, derived) -> list[Line]:
    """Return a line for each party that stands there, or should; what was set by hand stays.

    In the order of the rule; who only stands there comes last.
    """
    standing = {row.party.pk: row for row in stored}
    named = {row.party.pk for row in derived}
    lines = [_line(row, standing.get(row.party.pk)) for row in derived]
    lines += [_left(row) for row in stored if row.party.pk not in named and _counts(row)]
    return lines


def _counts(row):
    """Tell whether a reader has to hear of a row that the rule does not name."""
    return row.is_by_hand or not row.is_withdrawn


def _line(derived, stored):
    if stored is None:
        return Line(derived.party, NEW, "", derived.capacity, derived.reason, derived)
    was = "" if stored.is_withdrawn else stored.capacity
    if stored.is_by_hand:
        return Line(derived.party, BY_HAND, was, was, stored.reason, derived, stored)
    is_same = (was, stored.reason) == (derived.capacity, derived.reason)
    effect = SAME if is_same else CHANGED if was else NEW
    return Line(derived.party, effect, was, derived.capacity, derived.reason, derived, stored)


def _left(stored):
    """A party that stands there while the rule does not name it."""
    was = "" if stored.is_withdrawn else stored.capacity
    if stored.is_by_hand:
        return Line(stored.party, BY_HAND, was, was, stored.reason, None, stored)
    return Line(stored.party, GONE, was, "", stored.reason, None, stored)

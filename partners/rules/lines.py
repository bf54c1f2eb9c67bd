"""The line of a gemeente: what it came from, what it became, and where that line breaks."""

from dataclasses import dataclass
from datetime import date

from partners.rules.borders import Borders, Merger

SPLIT = "splitsing"


@dataclass(frozen=True)
class Event:
    """A herindeling as one fact: the gemeenten that ended, and what came of them."""

    on: date
    kind: str
    mergers: tuple[Merger, ...]
    is_break: bool

    @property
    def old(self) -> frozenset[str]:
        return frozenset(merger.old for merger in self.mergers)

    @property
    def new(self) -> frozenset[str]:
        return frozenset(merger.new for merger in self.mergers)


def successors_of(borders: Borders, code, day) -> frozenset[str]:
    """Return the gemeenten that on the later `day` stood where `code` had stood."""
    return _between(borders, date.min, day).line_of(code) & frozenset(borders.existing(day))


def predecessors_of(borders: Borders, code, *, on, day) -> frozenset[str]:
    """Return the gemeenten that on the earlier `day` stood where `code` stands on `on`."""
    return _between(borders, day, on).origin_of(code) & frozenset(borders.existing(day))


def _between(borders, after, upto):
    """Return the mergers from the day after `after` up to and including `upto` alone."""
    return Borders(borders.places, tuple(m for m in borders.mergers if after < m.on <= upto))


def events(borders: Borders, code) -> list[Event]:
    """Return what led to `code` and what became of it, the last one first.

    An event names all that took part. A split is a break: figures are not summed over it.
    """
    origin, line = borders.origin_of(code), borders.line_of(code)
    keys = {
        _key(merger) for merger in borders.mergers if merger.new in origin or merger.old in line
    }
    return grouped(merger for merger in borders.mergers if _key(merger) in keys)


def grouped(mergers) -> list[Event]:
    """Return the events that `mergers` (all of each event) make, the last one first."""
    groups: dict[tuple, list[Merger]] = {}
    for merger in mergers:
        groups.setdefault(_key(merger), []).append(merger)
    found = [
        Event(on, kind, tuple(sorted(rows, key=lambda m: (m.old, m.new))), kind == SPLIT)
        for (on, kind, _), rows in groups.items()
    ]
    return sorted(found, key=lambda event: (-event.on.toordinal(), sorted(event.old)))


def _key(merger):
    """Those who went into one gemeente on a day belong together; so do the parts of a split."""
    return merger.on, merger.kind, merger.old if merger.kind == SPLIT else merger.new


def parts_of(borders: Borders, code, *, on, day) -> frozenset[str] | None:
    """Return the gemeenten of the earlier `day` that together are `code` as it is on `on`: what
    was counted there is the sum of these parts.

    None where the line breaks, because one of them became another gemeente as well.
    """
    parts = predecessors_of(borders, code, on=on, day=day)
    is_whole = all(successors_of(borders, part, on) == {code} for part in parts)
    return parts if is_whole else None

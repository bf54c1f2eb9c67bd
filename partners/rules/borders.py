"""Gemeenten, mergers and areas as they were on a day.

`until` is the first day on which something no longer holds. Before the oldest edition that we hold
an area is counted back: over the days, and over mergers through what a gemeente became.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from regio.lib.sort_name import fold

# The areas of three days of the country; of five kinds, for every gemeente.
MOST_ANSWERS = 5_000


class AreaKey(NamedTuple):
    kind: str
    code: str


class Name(NamedTuple):
    """What something was called, and when."""

    text: str
    since: date | None = None
    until: date | None = None


class Place(NamedTuple):
    """A gemeente: its CBS code, its names, and when it existed."""

    code: str
    names: tuple[Name, ...]
    since: date | None = None
    until: date | None = None


class Merger(NamedTuple):
    """What an old gemeente (code) became on a day; several rows for a split."""

    old: str
    new: str
    on: date
    kind: str


@dataclass(frozen=True)
class Member:
    """A gemeente (code) lies in an area, for a share of its postcodes; None is unknown."""

    area: AreaKey
    place: str
    share: Decimal | None
    since: date | None
    until: date | None
    edition: str
    source: str


class Found(NamedTuple):
    """In which area a gemeente lay on a day, by which edition, counted back or not.

    `is_ahead`: no edition names the gemeente yet, so that it lies where its parts lay.
    """

    area: AreaKey
    share: Decimal | None
    edition: str
    source: str
    is_counted_back: bool
    is_ahead: bool = False


def holds(row, day) -> bool:
    """Tell whether a dated row holds on `day`."""
    return (row.since is None or row.since <= day) and (row.until is None or row.until > day)


def name_on(names, day) -> str:
    """Return the name that held on `day`, else the one that came last; empty without names."""
    if not names:
        return ""
    current = [name for name in names if holds(name, day)]
    return (current or sorted(names, key=lambda n: n.since or date.min))[-1].text


@lru_cache(maxsize=4096)
def sort_key(text) -> str:
    """Order names without accents and capitals; 's-Gravenhage under the s."""
    return fold(text).lstrip("'")


@dataclass(frozen=True)
class Borders:
    """The gemeenten, mergers and memberships that a question is about."""

    places: dict[str, Place]
    mergers: tuple[Merger, ...] = ()
    members: tuple[Member, ...] = ()

    def existing(self, day) -> list[str]:
        """Return the codes of the gemeenten that existed on `day`."""
        return [code for code, place in self.places.items() if holds(place, day)]

    def name(self, code, day) -> str:
        place = self.places.get(code)
        return (name_on(place.names, day) if place else "") or code

    def line_of(self, code) -> frozenset[str]:
        """Return `code` and everything that it became, however often it merged."""
        return _reach(code, self._steps_on)

    def origin_of(self, code) -> frozenset[str]:
        """Return `code` and everything that it came from."""
        return _reach(code, self._steps_back)

    def predecessors_of(self, code, day) -> frozenset[str]:
        """Return the gemeenten that on `day` stood where `code` stands, `code` itself included."""
        return frozenset(self.origin_of(code) & set(self.existing(day)))

    def leading_to(self, codes, day) -> list[str]:
        """Return the gemeenten that existed on `day` and became, or are, one of `codes`."""
        origins = set().union(*map(self.origin_of, codes))
        return [code for code in self.existing(day) if code in origins]

    def areas_of(self, code, kind, day) -> tuple[Found, ...]:
        """Return the areas of `kind` in which `code` lay on `day`, counted back where needed."""
        asked = code, kind, day
        found = self._answers.get(asked)
        if found is None:
            if len(self._answers) >= MOST_ANSWERS:
                self._answers.clear()
            found = self._answers[asked] = self._areas_of(code, kind, day, frozenset())
        return found

    def municipalities_of(self, area, day) -> list[str]:
        """Return the gemeenten that on `day` lay in `area`, wholly or partly."""
        return [
            code
            for code in self.existing(day)
            if any(found.area == area for found in self.areas_of(code, area.kind, day))
        ]

    def _areas_of(self, code, kind, day, seen):
        if rows := self._members.get((code, kind)):
            current = [row for row in rows if holds(row, day)]
            if current:
                return _found(current, is_counted_back=False)
            oldest = min(row.since or date.min for row in rows)
            first = [row for row in rows if row.since == oldest and day < oldest]
            return _found(first, is_counted_back=True)
        if code in seen or self._kin(code).isdisjoint(self._known.get(kind, ())):
            return ()
        seen |= {code}
        return self._areas_through_mergers(code, kind, day, seen) or self._areas_before(
            code, kind, seen
        )

    def _areas_through_mergers(self, code, kind, day, seen):
        """A gemeente that ended before the oldest edition lay where its successors lie."""
        mergers = self._from.get(code, ())
        return _together(
            [self._areas_of(merger.new, kind, max(day, merger.on), seen) for merger in mergers],
            is_counted_back=True,
        )

    def _areas_before(self, code, kind, seen):
        """A new gemeente lies, until an edition says so, where those lay that went into it; but in
        which province is said with the gemeente itself."""
        if kind == "provincie":
            return ()
        last = [(merger.old, merger.on - timedelta(days=1)) for merger in self._into.get(code, ())]
        parts = [self._areas_of(old, kind, day, seen) for old, day in last]
        return _together(parts, is_counted_back=False, is_ahead=True)

    def _kin(self, code) -> frozenset[str]:
        """Return all that a gemeente is tied to by mergers, onwards and back."""
        if code not in self._families:
            family = _reach(code, self._steps_both)
            self._families.update(dict.fromkeys(family, family))
        return self._families[code]

    @cached_property
    def _families(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _known(self):
        """{kind: the gemeenten of which an edition says where they lie}"""
        found = defaultdict(set)
        for code, kind in self._members:
            found[kind].add(code)
        return found

    @cached_property
    def _answers(self) -> dict[tuple[str, str, date], tuple[Found, ...]]:
        """What was asked already: a map, its table and its areas ask the same, and so do all who
        look at the map of that day. Anyone may type a day, so that there are never too many."""
        return {}

    @cached_property
    def _steps_on(self):
        return {old: [m.new for m in rows] for old, rows in self._from.items()}

    @cached_property
    def _steps_back(self):
        return {new: [m.old for m in rows] for new, rows in self._into.items()}

    @cached_property
    def _steps_both(self):
        return {
            code: [*self._steps_on.get(code, ()), *self._steps_back.get(code, ())]
            for code in self._steps_on.keys() | self._steps_back.keys()
        }

    @cached_property
    def _from(self):
        return _grouped(self.mergers, lambda merger: merger.old)

    @cached_property
    def _into(self):
        return _grouped(self.mergers, lambda merger: merger.new)

    @cached_property
    def _members(self):
        return _grouped(self.members, lambda member: (member.place, member.area.kind))


@lru_cache(maxsize=16)
def borders_of(
    places: tuple[Place, ...], mergers: tuple[Merger, ...], members: tuple[Member, ...]
) -> Borders:
    """Return the Borders of these rows: the same for the same, with all that was asked of it."""
    return Borders({place.code: place for place in places}, mergers, members)


def _together(parts, **how):
    """Return the areas of several gemeenten as those of one: wholly where all lie there wholly."""
    merged = {}
    for found in (found for areas in parts for found in areas):
        whole = all(
            any(other.area == found.area and other.share == 1 for other in areas) for areas in parts
        )
        share = Decimal(1) if whole else None
        merged[found.area] = Found(found.area, share, found.edition, found.source, **how)
    return tuple(merged[area] for area in sorted(merged))


def _found(rows, *, is_counted_back):
    return tuple(
        Found(row.area, row.share, row.edition, row.source, is_counted_back)
        for row in (sorted(rows, key=lambda row: row.area) if len(rows) > 1 else rows)
    )


def _grouped(rows, key):
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _reach(start, steps):
    seen, waiting = {start}, [start]
    while waiting:
        for code in steps.get(waiting.pop(), ()):
            if code not in seen:
                seen.add(code)
                waiting.append(code)
    return frozenset(seen)

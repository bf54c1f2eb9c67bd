"""A new edition against what is held: who moves, what begins, what ends. Nothing is overwritten.

An edition says for each gemeente that it names, and each kind of area, where that gemeente lies
from a day. What it does not name stays as it was.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

from partners.rules.borders import AreaKey, Name, Place, holds, name_on, sort_key
from partners.rules.overlap import kind_label

NEW, ENDED, MOVED, RENAMED, FILLED, UNKNOWN, ABSENT = (
    "nieuw", "vervallen", "verplaatst", "hernoemd", "aangevuld", "onbekend", "ongenoemd",
)  # fmt: skip
MANY = 12


class HeldRow(NamedTuple):
    """A membership as it is stored."""

    pk: int
    area: AreaKey
    place: str
    share: Decimal | None
    since: date | None
    until: date | None


class Line(NamedTuple):
    """What an edition says: this gemeente lies in this area for this share (None: unknown)."""

    area: AreaKey
    place: str
    share: Decimal | None


class Start(NamedTuple):
    """A membership that begins."""

    area: AreaKey
    place: str
    share: Decimal | None
    since: date
    until: date | None


class End(NamedTuple):
    """A stored membership that ends on a day."""

    pk: int
    until: date


class Said(NamedTuple):
    """A line of the report: to which group of differences it belongs, and what it says."""

    group: str
    text: str


@dataclass(frozen=True)
class Held:
    """What is stored of the kinds of area that an edition is about, and all gemeenten."""

    places: dict[str, Place]
    areas: dict[AreaKey, tuple[Name, ...]]
    rows: tuple[HeldRow, ...]

    @property
    def fingerprint(self) -> str:
        """Return a text that is another one as soon as anything of it is."""
        told = [
            repr(sorted((str(key), value) for key, value in part))
            for part in (
                ((code, repr(place)) for code, place in self.places.items()),
                ((key, repr(names)) for key, names in self.areas.items()),
                ((row.pk, repr(row)) for row in self.rows),
            )
        ]
        return sha256("\n".join(told).encode()).hexdigest()


@dataclass
class Plan:
    """What applying an edition would do, and how it is told. `clashes`: why it may not be done."""

    starts: list[Start] = field(default_factory=list)
    ends: list[End] = field(default_factory=list)
    new_areas: dict[AreaKey, str] = field(default_factory=dict)
    renamed: dict[AreaKey, str] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    unchanged: int = 0

    @property
    def changes_nothing(self) -> bool:
        return not (self.starts or self.ends or self.new_areas or self.renamed)


def compare(held: Held, lines, names, day) -> Plan:
    """Return what an edition that holds from `day` changes.

    `lines`: Lines; `names`: {AreaKey: name as the edition writes it}, empty where it gives none.
    """
    plan = Plan()
    wanted: dict[str, dict[str, dict[AreaKey, Decimal | None]]] = defaultdict(dict)
    for line in lines:
        wanted[line.area.kind].setdefault(line.place, {})[line.area] = line.share
    for kind in sorted(wanted):
        _compare_kind(plan, held, kind, wanted[kind], names, day)
    plan.said.sort(key=lambda said: _ORDER.index(said.group))
    return plan


_ORDER = (NEW, ENDED, MOVED, RENAMED, FILLED, UNKNOWN, ABSENT)


def _compare_kind(plan, held, kind, wanted, names, day):
    rows = defaultdict(list)
    for row in held.rows:
        if row.area.kind == kind:
            rows[row.place].append(row)
    before = {row.area for own in rows.values() for row in own if holds(row, day)}
    after = set()
    for code in sorted(held.places.keys() | wanted.keys()):
        place, own = held.places.get(code), rows[code]
        current = [row for row in own if holds(row, day)]
        if place is None or not holds(place, day):
            _not_there(plan, place, code, own, code in wanted, day)
        elif code in wanted:
            after |= wanted[code].keys()
            _compare_place(plan, held, place, own, wanted[code], names, day)
        else:
            after |= {row.area for row in current}
    _tell_areas(plan, held, kind, before, after, names, day)
    _rename(plan, held, rows, wanted, names, day)
    _tell_absent(plan, held, kind, wanted, day)


def _not_there(plan, place, code, own, is_named, day):
    """A gemeente that does not exist on the day: what is named is left out, what lasts ends."""
    if is_named:
        name = (
            f"{name_on(place.names, day)} ({code}) bestaat dan niet"
            if place
            else f"{code} kent Regio niet"
        )
        said = Said(UNKNOWN, f"{name}: wordt overgeslagen.")
        plan.said += [said] if said not in plan.said else []
    if place is None or place.until is None or place.until > day:
        return
    late = [row for row in own if row.until is None or row.until > place.until]
    late = [row for row in late if row.since is None or row.since < place.until]
    plan.ends += [End(row.pk, place.until) for row in late]
    if late:
        text = f"{name_on(place.names, place.until)} bestaat sinds {place.until:%d-%m-%Y} niet meer"
        plan.said.append(Said(ENDED, f"{text}: de indeling eindigt dan."))


def _compare_place(plan, held, place, own, wanted, names, day):
    current = [row for row in own if holds(row, day)]
    if _is_same({row.area: row.share for row in current}, wanted):
        plan.unchanged += 1
        return
    name = name_on(place.names, day)
    if any(row.since == day for row in current):
        where = _areas_in_words(held, [row.area for row in current], {}, day)
        plan.clashes.append(f"{name} ligt vanaf {day:%d-%m-%Y} al in {where}.")
        return
    ends = [row.since for row in own if row.since and row.since > day]
    ends += [row.until for row in current if row.until] + ([place.until] if place.until else [])
    plan.ends += [End(row.pk, day) for row in current]
    plan.starts += [
        Start(area, place.code, share, day, min(ends, default=None))
        for area, share in sorted(wanted.items(), key=lambda item: item[0])
    ]
    new = _areas_in_words(held, wanted, names, day)
    if current:
        old = _areas_in_words(held, [row.area for row in current], {}, day)
        is_share = {row.area for row in current} == wanted.keys()
        text = f"{name}: {'het deel in ' + new + ' verandert' if is_share else old + ' → ' + new}."
        plan.said.append(Said(MOVED, text))
    else:
        plan.said.append(Said(FILLED, f"{name}: {new}."))


def _is_same(current, wanted):
    return current.keys() == wanted.keys() and all(
        share is None or share == current[area] for area, share in wanted.items()
    )


def _tell_areas(plan, held, kind, before, after, names, day):
    for area in sorted(after - held.areas.keys()):
        plan.new_areas[area] = names.get(area) or area.code
        plan.said.append(Said(NEW, f"{_area_in_words(held, area, names, day)}."))
    for area in sorted(before - after):
        text = f"{_area_in_words(held, area, {}, day)} heeft vanaf {day:%d-%m-%Y} geen gemeenten."
        plan.said.append(Said(ENDED, text))


def _rename(plan, held, rows, wanted, names, day):
    """Take over another name, but from an edition older than what is held: when it changed then
    is not known."""
    if any(row.since and row.since > day for own in rows.values() for row in own):
        return
    for area in sorted({area for areas in wanted.values() for area in areas}):
        known, name = held.areas.get(area), names.get(area)
        old = name_on(known or (), day)
        if known and name and name != old and all(n.since != day for n in known):
            plan.renamed[area] = name
            plan.said.append(Said(RENAMED, f"{old} heet vanaf {day:%d-%m-%Y} {name}."))


def _tell_absent(plan, held, kind, wanted, day):
    names = [
        name_on(place.names, day) or code
        for code, place in held.places.items()
        if holds(place, day) and code not in wanted
    ]
    absent = sorted(names, key=sort_key)
    if absent:
        more = f" en {len(absent) - MANY} andere" if len(absent) > MANY else ""
        stay = "blijft zoals zij was" if len(absent) == 1 else "blijven zoals zij waren"
        text = f"{kind_label(kind, day)}: {', '.join(absent[:MANY])}{more} {stay}."
        plan.said.append(Said(ABSENT, text))


def _areas_in_words(held, areas, names, day):
    return " en ".join(_area_in_words(held, area, names, day) for area in sorted(areas))


def _area_in_words(held, area, names, day):
    name = names.get(area) or name_on(held.areas.get(area, ()), day)
    return f"{name} ({area.code})" if name and area.code not in name else name or area.code

"""Which gemeente and which area a source means: by code, else by name."""

from collections import defaultdict

from partners.reference import codes
from partners.reference.edition import refuse
from partners.rules.borders import AreaKey, holds, name_on
from partners.rules.editions import Line


def match(edition, held):
    """Return (Lines, {AreaKey: name}) for the rows of an edition.

    A source may give an area a code of its own: one that we do not hold, with the name of one area
    of that kind whose code the source does not use, is that area. A name that differs in dots and
    accents alone is the name that we hold. Raises ReferenceFileError.
    """
    places = _by_name(held.places.items(), lambda place: place.names, edition.day)
    known = _by_name(held.areas.items(), lambda names: names, edition.day, by_kind=True)
    used = {AreaKey(row.kind, row.area_code) for row in edition.rows if row.area_code}
    lines, names, problems = [], {}, []
    for row in edition.rows:
        place = row.place_code or _only(places[codes.name_key(row.place_name)])
        area = _area(row, held, known, used)
        if place is None or area is None:
            what, found = (
                ("gemeente", row.place_name) if place is None else ("gebied", row.area_name)
            )
            problems.append(
                f"{edition.name}, regel {row.line}: verwacht de code of de naam van een {what} die "
                f"Regio kent, gevonden “{found[:40]}”"
            )
            continue
        lines.append(Line(area, place, row.share))
        names[area] = _name(row.area_name, held.areas.get(area, ()), edition.day)
    if problems:
        refuse(*problems)
    return lines, names


def _by_name(items, names_of, day, *, by_kind=False):
    found = defaultdict(set)
    for key, value in items:
        names = names_of(value)
        if by_kind or holds(value, day):
            folded = codes.name_key(name_on(names, day))
            found[(key.kind, folded) if by_kind else folded].add(key)
    return found


def _area(row, held, known, used):
    area = AreaKey(row.kind, row.area_code)
    if row.area_code and area in held.areas:
        return area
    called = known[row.kind, codes.name_key(row.area_name)] if row.area_name else set()
    return _only(called - used) or (area if row.area_code else _only(called))


def _only(found):
    return next(iter(found)) if len(found) == 1 else None


def _name(written, names, day):
    held = name_on(names, day)
    return held if codes.name_key(written) == codes.name_key(held) else written

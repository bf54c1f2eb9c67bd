"""The line of an area over editions: how it began, who came and went, and what it ended in."""

from dataclasses import dataclass
from datetime import date, timedelta

from partners.rules.borders import AreaKey, Borders, holds, sort_key
from partners.rules.overlap import AreaLabel, in_words, kind_label, merger_sentence

FIRST, NEW, ENDED, JOINED, LEFT, MERGED, RENAMED = (
    "eerste", "nieuw", "opgehouden", "erbij", "eruit", "herindeling", "hernoemd",
)  # fmt: skip


@dataclass(frozen=True)
class AreaEvent:
    """Something that changed in an area on a day; `others` are the areas that it leads to."""

    on: date
    kind: str
    text: str
    others: tuple[AreaKey, ...] = ()


@dataclass(frozen=True)
class Filled:
    """There were gemeenten in an area, from one day to another."""

    area: AreaKey
    since: date | None
    until: date | None


def events(borders: Borders, area: AreaKey, *, labels, names=()) -> list[AreaEvent]:
    """Return what happened to `area`, the last first.

    `borders` holds every membership of its kind; `labels` is {AreaKey: AreaLabel}; `names` are the
    Names of the area itself.
    """
    members = [member for member in borders.members if member.area.kind == area.kind]
    first = min((member.since for member in members if member.since), default=None)
    own = [member for member in members if member.area == area]
    days = {day for member in own for day in (member.since, member.until) if day}
    found = [
        event for day in days for event in _on(borders, area, members, day, first, labels=labels)
    ]
    found += _renamed(names)
    return sorted(found, key=lambda event: (-event.on.toordinal(), event.kind, event.text))


def counts(members, kind) -> list[tuple[date, int]]:
    """Return (day, how many areas of `kind` have gemeenten from then on), where that changed.

    `members` are rows with area, since and until: all of the country.
    """
    rows = [member for member in members if member.area.kind == kind]
    days = {day for row in rows for day in (row.since, row.until) if day}
    found: list[tuple[date, int]] = []
    for day in sorted(days):
        number = len({row.area for row in rows if holds(row, day)})
        if not found or found[-1][1] != number:
            found.append((day, number))
    return found


def _on(borders, area, members, day, first, *, labels):
    """Tell what changed in `area` on `day`: who was in it the day before, and who is now."""
    was_on = day - timedelta(days=1)
    before = _codes(members, area, was_on)
    after = _codes(members, area, day)
    if day == first:
        yield AreaEvent(day, FIRST, f"De oudste indeling die Regio kent: {_gemeenten(after)}.")
        return
    if not before and after:
        origin = {code for a in after for code in borders.predecessors_of(a, was_on)}
        others = _areas(members, origin, was_on, area)
        yield AreaEvent(day, NEW, _began(others, after, labels), others)
        return
    if before and not after:
        heirs = {code for b in before for code in borders.line_of(b)}
        others = _areas(members, heirs, day, area)
        yield AreaEvent(day, ENDED, _ended(others, labels), others)
        return
    yield from _moved(borders, area, members, before, after, day, labels=labels)


def _moved(borders, area, members, before, after, day, *, labels):
    """Tell who came and went, apart from what a merger of gemeenten did to their names."""
    was_on = day - timedelta(days=1)
    mergers = [m for m in borders.mergers if m.on == day and (m.old in before or m.new in after)]
    old, new = {m.old for m in mergers}, {m.new for m in mergers}
    for merger_kind, group in _grouped(mergers):
        text = merger_sentence(merger_kind, day, group, borders)
        yield AreaEvent(day, MERGED, f"Herindeling: {text}")
    joined = {
        code for code in after - before if not (code in new and _came_from(code, mergers, before))
    }
    left = before - after - old
    if joined:
        others = _areas(members, joined, was_on, area)
        where = f", uit {_named(others, labels)}" if others else ""
        yield AreaEvent(day, JOINED, f"Erbij: {_names(borders, joined, day)}{where}.", others)
    if left:
        others = _areas(members, left, day, area)
        where = f", naar {_named(others, labels)}" if others else ""
        yield AreaEvent(day, LEFT, f"Eruit: {_names(borders, left, was_on)}{where}.", others)


def _came_from(code, mergers, before):
    return any(merger.new == code and merger.old in before for merger in mergers)


def _grouped(mergers):
    groups: dict[tuple, list] = {}
    for merger in mergers:
        own = merger.old if merger.kind == "splitsing" else merger.new
        groups.setdefault((merger.kind, own), []).append(merger)
    return [(kind, rows) for (kind, _), rows in sorted(groups.items())]


def _codes(members, area, day):
    return {member.place for member in members if member.area == area and holds(member, day)}


def _areas(members, codes, day, besides):
    """Return the areas in which `codes` lay on `day`, but for `besides`."""
    found = {member.area for member in members if member.place in codes and holds(member, day)}
    return tuple(sorted(found - {besides}))


def _named(areas, labels):
    said = [str(labels.get(area, AreaLabel(area.code))) for area in areas]
    return in_words(sorted(said, key=sort_key))


def _names(borders, codes, day):
    return in_words(sorted((borders.name(code, day) for code in codes), key=sort_key))


def _gemeenten(codes):
    return "1 gemeente" if len(codes) == 1 else f"{len(codes)} gemeenten"


def _began(others, after, labels):
    if not others:
        return f"Nieuw, met {_gemeenten(after)}."
    return f"Nieuw: ontstaan uit {_named(others, labels)}, met {_gemeenten(after)}."


def _ended(others, labels):
    if not others:
        return "Opgehouden: er liggen geen gemeenten meer in."
    verb = "gaat op in" if len(others) == 1 else "is verdeeld over"
    return f"Opgehouden: {verb} {_named(others, labels)}."


def _renamed(names):
    ordered = sorted(names, key=lambda name: name.since or date.min)
    for earlier, later in zip(ordered, ordered[1:], strict=False):
        if later.since:
            yield AreaEvent(
                later.since, RENAMED, f"Heet voortaan {later.text}; eerst {earlier.text}."
            )


def count_sentence(kind, found, day) -> str:
    """Say how many areas of `kind` there are on `day`, and how many there were before that."""
    past = [(since, number) for since, number in found if since <= day]
    if not past:
        return ""
    noun = kind_label(kind, day)
    now = f"{noun}: {past[-1][1]} in het land"
    if len(past) == 1:
        return f"{now}."
    since, number = past[-1]
    return f"{now} sinds {since:%d-%m-%Y}, daarvoor {past[-2][1]}."

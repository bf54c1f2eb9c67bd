"""Where the gemeenten of a herindeling lie the day before it, and where from its day on."""

from dataclasses import dataclass
from datetime import timedelta

from partners.models import Area, AreaMembership
from partners.reading import read_members
from partners.rules.borders import Borders, Name, Place, name_on
from partners.rules.overlap import area_number, in_words, kind_label


@dataclass(frozen=True)
class Lying:
    """For one kind of area: (gemeente, areas in words) before and after; does anything change."""

    label: str
    before: list[tuple[str, str]]
    after: list[tuple[str, str]]
    changes: bool


def lying(event, passing) -> list[Lying]:
    """Return it for every kind of area of which something is known, in two queries."""
    codes = event.old | event.new
    known = read_members(AreaMembership.objects.filter(municipality__code__in=codes))
    names = {member.area: own for member, own in known}
    places = {old.code: Place(old.code, (Name(old.name),)) for old in passing.olds}
    places |= {h.code: Place(h.code, (Name(h.name),)) for h in passing.heirs.values()}
    borders = Borders(places, event.mergers, tuple(member for member, _ in known))
    rows = [_of_kind(borders, kind, event, passing, names) for kind in Area.Kind.values]
    return [row for row in rows if row.before or row.after]


def _of_kind(borders, kind, event, passing, names):
    if kind == Area.Kind.PROVINCE:
        return _provinces(passing, event)
    last = event.on - timedelta(days=1)
    olds = [(old.code, old.name) for old in passing.olds]
    standing = [(h.code, h.name) for h in passing.heirs.values() if not h.is_new]
    heirs = [(heir.code, heir.name) for heir in passing.heirs.values()]
    before = _areas(borders, kind, [*olds, *standing], last, names)
    after = _areas(borders, kind, heirs, event.on, names)
    all_before, all_after = ({text for _, text in side} for side in (before, after))
    return Lying(kind_label(kind, event.on), before, after, all_before != all_after)


def _provinces(passing, event):
    before = [(old.name, old.province) for old in passing.olds]
    heirs = passing.heirs.values()
    before += [(heir.name, heir.province) for heir in heirs if not heir.is_new]
    after = [(heir.name, heir.province) for heir in heirs]
    changes = {text for _, text in before} != {text for _, text in after}
    return Lying(kind_label(Area.Kind.PROVINCE, event.on), before, after, changes)


def _areas(borders, kind, towns, day, names):
    found = []
    for code, name in towns:
        areas = borders.areas_of(code, kind, day)
        if areas:
            found.append((name, in_words([_called(one.area, names, day) for one in areas])))
    return found


def _called(area, names, day):
    name, number = name_on(names[area], day) or area.code, area_number(area)
    return name if number in name else f"{name} ({number})"

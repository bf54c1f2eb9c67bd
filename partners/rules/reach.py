"""How far the areas around a region lie in it: which gemeenten, and what part of the whole."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from partners.rules.borders import AreaKey, Borders, sort_key
from partners.rules.overlap import AreaLabel, kind_label, percentage


@dataclass(frozen=True)
class Reach:
    """An area that lies in the region, wholly or partly.

    `inside` and `outside` are names of gemeenten, with the part where not the whole gemeente lies
    in the area. `share` counts gemeenten, each for the part of it that lies in the area; a part
    that is not known counts as a whole gemeente, and makes the share an estimate.
    """

    area: AreaKey
    kind_label: str
    label: AreaLabel
    inside: tuple[str, ...]
    outside: tuple[str, ...]
    share: Fraction
    is_estimate: bool

    @property
    def percentage(self) -> int:
        """Return the share in whole percents: 0 and 100 only for nothing and all of it."""
        return (
            min(99, max(1, round(self.share * 100)))
            if 0 < self.share < 1
            else int(self.share) * 100
        )

    @property
    def is_whole(self) -> bool:
        return self.share == 1


def reaches(borders: Borders, codes, day, *, kinds, labels) -> list[Reach]:
    """Return the areas of `kinds` in which `codes` lie on `day`, per kind the fullest first.

    `borders` holds every member of those areas; `labels` says what they are called.
    """
    own, found = set(codes), []
    for kind in kinds:
        members = _members(borders, kind, day)
        within = [
            _reach(a, own, m, borders, day, labels) for a, m in members.items() if own & set(m)
        ]
        found += sorted(within, key=lambda r: (-r.share, sort_key(str(r.label))))
    return found


def _members(borders, kind, day):
    """Return {area: {code: share}} of every gemeente that exists."""
    members: dict[AreaKey, dict[str, Decimal | None]] = {}
    for code in borders.existing(day):
        for lies in borders.areas_of(code, kind, day):
            members.setdefault(lies.area, {})[code] = lies.share
    return members


def _reach(area, own, members, borders, day, labels):
    weights = {c: Fraction(1) if share is None else Fraction(share) for c, share in members.items()}
    total = sum(weights.values())
    part = sum(weight for code, weight in weights.items() if code in own)
    named = sorted(members, key=lambda code: sort_key(borders.name(code, day)))
    said = {code: _said(borders.name(code, day), members[code]) for code in named}
    return Reach(
        area,
        kind_label(area.kind, day),
        labels[area],
        tuple(said[code] for code in named if code in own),
        tuple(said[code] for code in named if code not in own),
        Fraction(part, total) if total else Fraction(0),
        None in members.values(),
    )


def _said(name, share):
    return name if share in (None, 1) else f"{name} ({percentage(share)})"

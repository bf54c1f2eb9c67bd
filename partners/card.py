"""What a map tells of one gemeente: since when, where it lies for every kind, and which party."""

from dataclasses import dataclass
from datetime import date

from partners.atlas import Atlas
from partners.models import AreaMembership
from partners.reading import read_members
from partners.rules import overlap
from partners.rules.borders import AreaKey, Borders, name_on
from partners.rules.overlap import AreaLabel, Cell, MergerText
from partners.rules.presence import PartyRow


@dataclass(frozen=True)
class Card:
    """`until` is the first day without it; `areas` are (kind, Cell, edition)."""

    code: str
    name: str
    province: str
    since: date | None
    until: date | None
    is_own: bool
    exists: bool
    party: PartyRow | None
    areas: tuple[tuple[str, Cell, str], ...]
    mergers: tuple[MergerText, ...]


def card_of(atlas: Atlas, code: str) -> Card | None:
    """Return the card of the gemeente `code` on the day of `atlas`, in one query; else None."""
    place = atlas.borders.places.get(code)
    if place is None:
        return None
    matrix = _lies(atlas, code)
    cells = zip(matrix.columns, matrix.rows[0].cells, strict=True)
    parties = (p for p in atlas.field.parties_on(atlas.day) if p.municipality == code)
    return Card(
        code=code,
        name=atlas.name(code),
        province=atlas.province(code),
        since=place.since,
        until=place.until,
        is_own=code in atlas.own,
        exists=code in atlas.borders.existing(atlas.day),
        party=next(parties, None),
        areas=tuple((column.label, cell, column.edition) for column, cell in cells),
        mergers=tuple(overlap.merger_texts(atlas.borders, [code])),
    )


def _lies(atlas, code):
    """Return where `code` lies for every kind, also for those that the map does not show."""
    lines = atlas.borders.line_of(code)
    members = read_members(AreaMembership.objects.filter(municipality__code__in=lines))
    borders = Borders(
        atlas.borders.places, atlas.borders.mergers, tuple(member for member, _ in members)
    )
    labels: dict[AreaKey, AreaLabel] = {
        member.area: AreaLabel(name_on(names, atlas.day) or member.area.code)
        for member, names in members
    }
    labels |= atlas.field.own_labels(atlas.day)
    return overlap.overlap(borders, [code], atlas.day, preferred=(), labels=labels)

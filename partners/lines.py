"""What the database knows of one gemeente: its line, and where all that belong to it lay."""

from collections import defaultdict
from typing import NamedTuple

from partners.models import Area, AreaMembership, Municipality, Succession
from partners.rules import lines
from partners.rules.borders import AreaKey, Borders, Member, Merger, Name, Place, name_on
from partners.rules.overlap import AreaLabel, area_number, kind_label

AHEAD = "over de herindeling heen"


class Lay(NamedTuple):
    """A gemeente in an area: what it is called, for which part, when, by which edition.

    `row` is the membership; None when the area is counted back. `when`: earlier or not yet, where
    it does not hold on the day that was asked.
    """

    area: AreaKey
    label: AreaLabel
    share: str
    row: AreaMembership | None
    edition: str
    source: str
    when: str = ""


class MunicipalityLine:
    """Read in four queries; every question names its day."""

    def __init__(self, code):
        self.code = code
        mergers = Succession.objects.values_list("old__code", "new__code", "on", "kind")
        around = Borders({}, tuple(Merger(*row) for row in mergers))
        self.events_of = lines.events(around, code)
        codes = around.origin_of(code) | around.line_of(code)
        codes = codes.union(*(event.old | event.new for event in self.events_of))
        rows = AreaMembership.objects.filter(municipality__code__in=codes)
        rows = rows.select_related("area", "municipality").prefetch_related("area__names")
        self.rows = list(rows.order_by("-since", "area__code"))
        self.borders = Borders(_places(codes), around.mergers, tuple(map(_member, self.rows)))

    def areas_on(self, day):
        """Return (kind, Lays) for every kind: what holds on `day` first, then what held or will."""
        own = defaultdict(list)
        for row in self.rows:
            if row.municipality.code == self.code:
                own[row.area.kind].append(_lay(row, day))
        return [
            (kind_label(kind, day), own[kind] or self._counted_back(kind, day))
            for kind in Area.Kind.values
        ]

    def _counted_back(self, kind, day):
        areas = {AreaKey(row.area.kind, row.area.code): row.area for row in self.rows}
        return [
            Lay(
                found.area,
                _label(areas[found.area], day),
                _percentage(found.share),
                None,
                found.edition,
                found.source,
                AHEAD if found.is_ahead else "",
            )
            for found in self.borders.areas_of(self.code, kind, day)
        ]


def _places(codes):
    names = defaultdict(list)
    rows = Municipality.objects.filter(code__in=codes).values_list(
        "code", "since", "until", "names__name", "names__since", "names__until"
    )
    for *place, name, since, until in rows.order_by("code", "names__since", "names__pk"):
        names[tuple(place)] += [Name(name, since, until)] if name else []
    return {place[0]: Place(place[0], tuple(own), *place[1:]) for place, own in names.items()}


def _member(row):
    area = AreaKey(row.area.kind, row.area.code)
    dates = (row.since, row.until, row.edition, row.source)
    return Member(area, row.municipality.code, row.share, *dates)


def _lay(row, day):
    shown_on = day if row.holds_on(day) else row.since
    return Lay(
        AreaKey(row.area.kind, row.area.code),
        _label(row.area, shown_on),
        _percentage(row.share),
        row,
        row.edition,
        row.source,
        "" if row.holds_on(day) else "nog niet" if row.since > day else "eerder",
    )


def _label(area, day):
    names = [Name(n.name, n.since, n.until) for n in area.names.all()]
    name, number = name_on(names, day) or area.code, area_number(area)
    return AreaLabel(name, "" if number in name else number)


def _percentage(share):
    if share is None:
        return "deel onbekend"
    return "" if share == 1 else f"{float(share * 100):.3g} %".replace(".", ",")

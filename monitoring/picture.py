"""An indicator as it may be seen: its figures by gemeente and area, its latest, its age.

Every page, export, chart and paper reads from here, so that all of them hide the same.
"""

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import NamedTuple

from monitoring.models import Break, Measurement, Target
from monitoring.rules.figures import Figure, rounded, step_in_words, with_unit, written
from monitoring.rules.periods import Period, due_on, is_stale
from monitoring.rules.table import Cell, Part, Question, State, cells
from partners.rules.borders import AreaKey, sort_key

ABSENT = Cell(State.ABSENT)


@dataclass(frozen=True)
class Row:
    """The figures of one place, a cell for each period. `kind` is gemeente, deel or gebied.

    `note`: what a part belongs to now.
    """

    key: object
    name: str
    kind: str
    cells: tuple[Cell, ...]
    note: str = ""

    @property
    def is_empty(self):
        """Tell whether nothing was ever delivered or computed here."""
        return all(cell.state in (State.ABSENT, State.UNFIT) for cell in self.cells)


@dataclass(frozen=True)
class Said:
    """A cell in words: the amount, what it is made of, and what is to be known of it."""

    cell: Cell
    text: str
    made_of: str = ""


class Delivered(NamedTuple):
    """A Measurement, as lists read hundreds of them: `key` is the code of its gemeente, or its
    AreaKey."""

    pk: int
    key: object
    period: Period
    figure: Figure
    source: str
    delivered_on: date | None
    is_withdrawn: bool


@dataclass(frozen=True)
class Entry:
    """A figure as it was delivered, with what may be shown of it."""

    measurement: Delivered
    place: str
    period: Period
    said: Said


class Picture:
    """One indicator on a day; `ground` is the region's on that day.

    `measurements` are all that were delivered; those that were withdrawn are listed and no more.
    """

    def __init__(self, indicator, ground, *, measurements, targets, breaks):
        self.indicator = indicator
        self.ground = ground
        self.measurements = [m for m in measurements if not m.is_withdrawn]
        self.withdrawn = [m for m in measurements if m.is_withdrawn]
        self.targets = targets
        self.breaks = breaks

    @cached_property
    def areas(self) -> list[AreaKey]:
        """The region's areas, the one that gemeenten are compared with first."""
        area = self.indicator.area
        return self.ground.areas_from(AreaKey(area.kind, area.code) if area else None)

    @cached_property
    def periods(self) -> list[Period]:
        """Every period from the first figure to the last, also those without."""
        measured = sorted(self._measured)
        return measured[0].until(measured[-1]) if measured else []

    @property
    def latest(self):
        """The last period of which there are figures, or None."""
        return self.periods[-1] if self.periods else None

    @property
    def is_stale(self):
        return is_stale(self.latest, self.indicator.grace_months, self.ground.day)

    @property
    def due_on(self):
        """The day by which newer figures should be there; None while there are none at all."""
        return due_on(self.latest, self.indicator.grace_months) if self.latest else None

    @cached_property
    def delivered_on(self):
        """The day of the last delivery, or None."""
        days = [m.delivered_on for m in self.measurements if m.delivered_on]
        return max(days, default=None)

    @cached_property
    def target(self):
        """The target that comes next, else the last one; None without targets."""
        ahead = [t for t in self.targets if t.period.last_day >= self.ground.day]
        return (ahead or self.targets[-1:] or [None])[0]

    def cell(self, key, period) -> Cell:
        return self._cells.get(period, {}).get(key, ABSENT)

    def row(self, key) -> Row:
        kind, note = "gebied" if isinstance(key, AreaKey) else "gemeente", ""
        if isinstance(key, Part):
            now = self._belongs_to(key)
            kind, note = "deel", f"nu {self.name(now)}" if now else "buiten de regio"
        return Row(key, self.name(key), kind, tuple(self.cell(key, p) for p in self.periods), note)

    def _belongs_to(self, part) -> str:
        """Return the gemeente of the region that a part became, or is now; empty for none."""
        line = self.ground.borders.line_of(part.code)
        return next((code for code in self.ground.codes if code in line), "")

    def name(self, key) -> str:
        if isinstance(key, AreaKey):
            return self.ground.area_name(key)
        return self.ground.name(key.code if isinstance(key, Part) else key)

    @cached_property
    def gemeenten(self) -> list[Row]:
        return [self.row(code) for code in self.ground.codes]

    @cached_property
    def parts(self) -> list[Row]:
        """Gemeenten of earlier, and of elsewhere, that were measured themselves."""
        keys = {key for found in self._cells.values() for key in found if isinstance(key, Part)}
        return sorted((self.row(key) for key in keys), key=lambda row: sort_key(row.name))

    @cached_property
    def totals(self) -> list[Row]:
        """The areas that have a figure, those that say the same named together."""
        found = {}
        for row in (self.row(area) for area in self.areas):
            members = self.ground.territory.member_codes(row.key, self.ground.day)
            found.setdefault((members, row.cells), []).append(row)
        named = [
            Row(rows[0].key, " en ".join(row.name for row in rows), "gebied", rows[0].cells)
            for rows in found.values()
        ]
        return [row for row in named if not row.is_empty]

    @cached_property
    def without_total(self) -> list[tuple[str, str]]:
        """(Name, why) of the areas of which the last period gives no sum."""
        rows = [self.row(area) for area in self.areas] if self.periods else []
        return [
            (row.name, row.cells[-1].note) for row in rows if row.is_empty and row.cells[-1].note
        ]

    @cached_property
    def main(self) -> Row | None:
        """The area that gemeenten are compared with."""
        return self.row(self.areas[0]) if self.areas else None

    @property
    def table(self) -> list[tuple[Row, list[Said]]]:
        """Return all rows with their cells in words: gemeenten with their parts, areas."""
        parts = {row.key: self._belongs_to(row.key) for row in self.parts}
        rows = []
        for row in self.gemeenten:
            rows += [row, *(part for part in self.parts if parts[part.key] == row.key)]
        rows += [part for part in self.parts if not parts[part.key]]
        rows += self.totals
        return [(row, [self.said(cell) for cell in row.cells]) for row in rows]

    @property
    def has_hidden(self) -> bool:
        return any(cell.is_hidden for cells in self._cells.values() for cell in cells.values())

    @property
    def has_provisional(self) -> bool:
        return any(cell.is_provisional for cells in self._cells.values() for cell in cells.values())

    @property
    def entries(self) -> list[Entry]:
        """Return every figure that was delivered, the newest period first, by name."""
        found = [self._entry(m) for m in (*self.measurements, *self.withdrawn)]
        by_name = sorted(found, key=lambda entry: sort_key(entry.place))
        return sorted(by_name, key=lambda entry: entry.period, reverse=True)

    def _entry(self, measurement):
        key, period = measurement.key, measurement.period
        if measurement.is_withdrawn:
            return Entry(measurement, self.name(key), period, Said(ABSENT, "ingetrokken"))
        made = self._cells[period]
        key = Part(key) if Part(key) in made else key
        return Entry(measurement, self.name(key), period, self.said(made.get(key, ABSENT)))

    def said(self, cell) -> Said:
        if not cell.is_shown:
            return Said(cell, cell.state.value)
        figure = cell.figure
        parts = [figure.numerator, figure.denominator]
        made_of = " / ".join(written(part) for part in parts) if None not in parts else ""
        return Said(cell, self.text(cell), made_of)

    def text(self, cell, *, unit=False) -> str:
        """Write the amount of a cell that is shown, with or without its unit."""
        indicator = self.indicator
        if unit:
            return with_unit(cell.amount, indicator.unit, indicator.decimals)
        return written(cell.amount, indicator.decimals)

    def shown(self, row) -> list[tuple[Period, Cell]]:
        """Return the periods of a row of which the figure may be shown, in time."""
        cells = zip(self.periods, row.cells, strict=True)
        return [(period, cell) for period, cell in cells if cell.is_shown]

    def step(self, row) -> tuple[str, str]:
        """Return what the last step of a row means, and since which period; else empty texts."""
        shown = self.shown(row)[-2:]
        if len(shown) < 2 or self._is_broken(shown[0][0], shown[1][0]):
            return "", ""
        before, now = (rounded(cell.amount, self.indicator.decimals) for _, cell in shown)
        return step_in_words(before, now, self.indicator.direction), shown[0][0].label

    def _is_broken(self, before, after):
        return any(before.last_day < b.on <= after.last_day for b in self.breaks)

    @cached_property
    def _measured(self):
        """{period: {code or AreaKey: Figure}}"""
        found = defaultdict(dict)
        for m in self.measurements:
            found[m.period][m.key] = m.figure
        return found

    @cached_property
    def _cells(self):
        return {
            period: cells(self._question(period), self.ground.territory, measured)
            for period, measured in self._measured.items()
        }

    def _question(self, period):
        return Question(
            day=period.last_day,
            codes=self.ground.codes,
            areas=tuple(self.areas),
            unit=self.indicator.unit,
            threshold=self.indicator.threshold,
        )


def pictures(indicators, ground) -> list[Picture]:
    """Return a picture of each of `indicators` (a list), in three queries."""
    measured = _delivered(Measurement.objects.filter(indicator__in=indicators))
    targets = _by_indicator(
        Target.objects.filter(indicator__in=indicators)
        .on(ground.day)
        .select_related("indicator", "goal__theme__region")
    )
    breaks = _by_indicator(Break.objects.filter(indicator__in=indicators).kept())
    return [
        Picture(
            indicator,
            ground,
            measurements=measured[indicator.pk],
            targets=targets[indicator.pk],
            breaks=breaks[indicator.pk],
        )
        for indicator in indicators
    ]


def _delivered(rows):
    """Return {key of an indicator: its Delivered}, in one query."""
    place = ("municipality__code", "area__kind", "area__code")
    row = ("pk", "source", "delivered_on", "is_withdrawn", "period_start", "period_kind")
    columns = ("indicator", *place, *row, *(field.name for field in fields(Figure)))
    found = defaultdict(list)
    for indicator, code, kind, area, pk, source, on, over, start, of, *figure in rows.values_list(
        *columns
    ):
        key, period = code or AreaKey(kind, area), Period(start, of)
        found[indicator].append(Delivered(pk, key, period, Figure(*figure), source, on, over))
    return found


def _by_indicator(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.indicator_id].append(row)
    return found

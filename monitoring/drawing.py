"""Charts of a picture: which lines, targets and breaks go into a drawing, and what it says."""

from dataclasses import dataclass
from functools import partial

from django.utils.formats import date_format

from monitoring.picture import Picture, Row
from monitoring.rules.figures import Unit, with_unit, written
from partners.rules.overlap import in_words
from regio.lib import charts

# A target further away than this many periods is drawn as a line only.
FARTHEST = 6


@dataclass(frozen=True)
class Drawing:
    """A chart with its words: a title that tells the story, and notes on where it breaks."""

    title: str
    chart: charts.Chart
    notes: tuple[str, ...] = ()


def trend(picture: Picture, rows: list[Row], size=charts.WIDE, scale=None) -> Drawing:
    """Draw `rows` of `picture` over its periods; the first one is the reader's own."""
    columns = _columns(picture)
    chart = charts.trend(
        [column.label for column in columns],
        [_line(picture, row, len(columns), first=row is rows[0]) for row in rows],
        number=partial(written, decimals=picture.indicator.decimals),
        decimals=picture.indicator.decimals,
        targets=_targets(picture, columns),
        breaks=[found for found, _ in _breaks(picture, rows, columns)],
        size=size,
        scale=scale,
        measured=len(picture.periods),
    )
    notes = tuple(note for _, note in _breaks(picture, rows, columns))
    return Drawing(title_of(picture, rows), chart, notes + tuple(_announced(picture, columns)))


def shared_scale(pictures, rows_of, *, ticks=3) -> charts.Scale:
    """Return one scale, from zero, for small drawings; `rows_of(picture)` are what they draw."""
    values = [
        cell.amount
        for picture in pictures
        for row in rows_of(picture)
        for cell in row.cells
        if cell.is_shown
    ]
    values += [target.value for picture in pictures for target in picture.targets]
    decimals = max((picture.indicator.decimals for picture in pictures), default=0)
    return charts.scale_of(values, ticks=ticks, decimals=decimals, from_zero=True)


def title_of(picture, rows) -> str:
    """Say in a sentence what the drawing shows, for who does not see it."""
    said = [told for row in rows if (told := _told(picture, row))]
    if picture.target:
        said.append(target_in_words(picture.target))
    unit = (
        "" if picture.indicator.unit == Unit.COUNT else f", {picture.indicator.get_unit_display()}"
    )
    return f"{picture.indicator}{unit}: {'; '.join(said) or 'nog geen cijfers'}."


def value_in_words(target) -> str:
    return with_unit(target.value, target.indicator.unit, target.indicator.decimals)


def target_in_words(target) -> str:
    return f"streefwaarde {value_in_words(target)} in {target.period}"


def short_name(picture, row) -> str:
    return picture.ground.short_area_name(row.key) if row.kind == "gebied" else row.name


def _told(picture, row):
    shown = [(period.label, picture.text(cell)) for period, cell in picture.shown(row)]
    if not shown:
        return f"{row.name} heeft geen cijfers die getoond mogen worden"
    (first, start), (last, now) = shown[0], shown[-1]
    if first == last:
        return f"{row.name} {now} in {last}"
    return f"{row.name} van {start} in {first} naar {now} in {last}"


def _columns(picture):
    """Return the periods with figures, and those up to the targets and breaks to come."""
    if not picture.periods:
        return []
    last = picture.latest.later(FARTHEST)
    ahead = [t.period for t in picture.targets if t.period <= last]
    return picture.periods[0].until(max([picture.latest, *ahead]))


def _line(picture, row, length, *, first):
    cells = dict(enumerate(row.cells))
    return charts.Line(
        name=short_name(picture, row),
        shape="circle" if first else "square",
        values=tuple(cells[c].amount if c in cells else None for c in range(length)),
        provisional=frozenset(c for c, cell in cells.items() if cell.is_provisional),
        hidden=frozenset(c for c, cell in cells.items() if cell.is_hidden),
    )


def _targets(picture, columns):
    places = {period: column for column, period in enumerate(columns)}
    decimals = picture.indicator.decimals
    return [
        charts.Target(
            target.value,
            places.get(target.period),
            f"streefwaarde {written(target.value, decimals)}",
        )
        for target in picture.targets
    ]


def _breaks(picture, rows, columns):
    """Return (Break, note) of each change between two columns: of meaning, or by a merger."""
    if not columns:
        return []
    found = [
        (b.on, "andere definitie", True, f"Vanaf {_day(b.on)}: {b.text}") for b in picture.breaks
    ]
    for row in rows:
        found += _mergers(picture, row, columns) if row.kind == "gemeente" else []
    return [
        (charts.Break(column, label, cuts), note)
        for on, label, cuts, note in sorted(found)
        if (column := _column_of(on, columns))
    ]


def _mergers(picture, row, columns):
    first, last = columns[0].last_day, columns[-1].last_day
    for on, names in picture.ground.territory.mergers_into(row.key, first, last):
        verb = "ging" if len(names) == 1 else "gingen"
        yield (
            on,
            "herindeling",
            False,
            f"{_day(on)}: {in_words(names)} {verb} op in {row.name}. "
            "De cijfers van daarvoor zijn de som.",
        )


def _column_of(day, columns):
    """Return the first column whose period ends on `day` or later; 0 or None: nothing to mark."""
    return next((c for c, period in enumerate(columns) if period.last_day >= day), None)


def _announced(picture, columns):
    """Yield a note of each break that lies beyond the drawing."""
    for b in picture.breaks:
        if columns and _column_of(b.on, columns) is None:
            yield f"Vanaf {_day(b.on)}: {b.text}"


def _day(on) -> str:
    return date_format(on, "j F Y")

"""The figures in the papers: one chart per theme with an indicator, and what a reader's gemeente
or area does beside the region."""

from dataclasses import dataclass

from agenda.models import Theme
from monitoring import drawing
from monitoring.ground import Ground
from monitoring.models import Indicator
from monitoring.picture import Picture, Row, pictures
from partners.rules.borders import AreaKey
from regio.lib.charts import Size

WIDE = Size(680, 172, right=16, top=34, bottom=24, has_names=True, ticks=4)
OWN = Size(430, 116, left=34, right=16, top=20, bottom=22, has_names=True, ticks=4)


@dataclass(frozen=True)
class Figure:
    """An indicator of a theme with its drawing: of the region, or with the reader's own line."""

    theme: Theme
    picture: Picture
    drawing: drawing.Drawing
    amounts: tuple = ()

    @property
    def indicator(self):
        return self.picture.indicator

    @property
    def target(self):
        """(Value with its unit, period) of the target that comes next; None without."""
        target = self.picture.target
        return (drawing.value_in_words(target), target.period) if target else None


class Figures:
    """The first indicator of each of the region's running themes, as `day` knows it."""

    def __init__(self, region, day):
        self.region, self.day = region, day
        indicators = list(
            Indicator.objects.of_region(region)
            .filter(is_active=True)
            .select_related("region", "area")
            .order_by("title", "pk")
        )
        pairs = Indicator.themes.through.objects.filter(indicator__in=indicators)
        by_pk = {indicator.pk: indicator for indicator in indicators}
        themes = Theme.objects.of_region(region).filter(pk__in=pairs.values("theme"))
        self.themes = [theme for theme in themes if theme.is_running_on(day)]
        first = {}
        for theme, pk in pairs.values_list("theme", "indicator"):
            first.setdefault(theme, []).append(by_pk[pk])
        chosen = {
            theme.pk: min(first[theme.pk], key=lambda i: (i.title.casefold(), i.pk))
            for theme in self.themes
        }
        found = (
            pictures(list(dict.fromkeys(chosen.values())), Ground(region, day)) if chosen else []
        )
        by_indicator = {picture.indicator.pk: picture for picture in found}
        self.pictures = {
            pk: by_indicator[indicator.pk]
            for pk, indicator in chosen.items()
            if by_indicator[indicator.pk].periods
        }

    def of_region(self) -> list[Figure]:
        """Draw the area that gemeenten are compared with, for each theme."""
        found = []
        for theme in self.themes:
            picture = self.pictures.get(theme.pk)
            main = picture.main if picture else None
            if main and not main.is_empty:
                found.append(Figure(theme, picture, drawing.trend(picture, [main], WIDE)))
        return found

    def of_reader(self, voices) -> list[Figure]:
        """Draw what `voices` have of their own beside the region; one figure an indicator."""
        found, seen = [], set()
        for theme in self.themes:
            picture = self.pictures.get(theme.pk)
            own = self._own(picture, voices) if picture else None
            if own is None or picture.indicator.pk in seen:
                continue
            seen.add(picture.indicator.pk)
            main = picture.main
            rows = [own] + ([main] if main and main.key != own.key and not main.is_empty else [])
            amounts = tuple(_latest(picture, row) for row in rows)
            found.append(Figure(theme, picture, drawing.trend(picture, rows, OWN), amounts))
        return found

    def _own(self, picture, voices) -> Row | None:
        """Return the figures of the first voice that is a gemeente, or the verband of an area."""
        known = {row.key: row for row in picture.gemeenten}
        known |= {area: picture.row(area) for area in picture.areas}
        for voice in voices:
            organisation = voice.party.organisation
            keys = [organisation.municipality.code] if organisation.municipality_id else []
            keys += [AreaKey(area.kind, area.code) for area in organisation.areas.all()]
            for key in keys:
                if key in known and not known[key].is_empty:
                    return known[key]
        return None


def _latest(picture, row):
    """(Name, newest amount that may be shown, its period) of a row."""
    name = drawing.short_name(picture, row)
    shown = picture.shown(row)
    if not shown:
        return name, "niet getoond", ""
    period, cell = shown[-1]
    return name, picture.text(cell, unit=True) + ("*" if cell.is_provisional else ""), period.label

"""Writes the indicators of the demonstration from their tables."""

from agenda.models import Goal, Theme
from monitoring.models import Break, Indicator, Measurement, Target
from monitoring.rules.periods import read_period
from partners.models import Area, Municipality
from records import actions as records


class MonitoringWriter:
    """Writes indicators with their figures into a region that stands; `speelveld` is its writer.

    What comes on the demonstration's day or after it is left out.
    """

    def __init__(self, contents, speelveld, diary):
        self.contents = contents
        self.region, self.users = speelveld.region, speelveld.users
        self.diary = diary
        rows = Municipality.objects.prefetch_related("names")
        self.municipalities = {municipality.code: municipality for municipality in rows}

    def write(self):
        for content in self.contents:
            indicator = self._add_indicator(content)
            self._add_figures(content, indicator)
            self._add_aim(content, indicator)
            self._add_break(content, indicator)

    def _create(self, obj, on, by):
        if self.diary.has_come(on):
            with self.diary.on(on):
                records.create(obj, by=self.users[by])
        return obj

    def _add_indicator(self, content):
        kind, code = content.area
        indicator = Indicator(
            region=self.region,
            title=content.title,
            definition=content.definition,
            counts=content.counts,
            out_of=content.out_of,
            unit=content.unit,
            direction=content.direction,
            frequency=content.frequency,
            source=content.source,
            area=Area.objects.get(kind=kind, code=code),
            is_sample=True,
        )
        themes = Theme.objects.of_region(self.region).filter(title=content.theme)
        indicator.pending_m2m = {"themes": list(themes)}
        return self._create(indicator, content.made_on, content.by)

    def _add_figures(self, content, indicator):
        for code, period, figure, day in content.measured():
            measurement = Measurement(
                indicator=indicator,
                municipality=self.municipalities[code],
                numerator=figure.numerator,
                denominator=figure.denominator,
                is_provisional=figure.is_provisional,
                delivered_on=day,
            )
            measurement.period = period
            self._create(measurement, day, content.by)

    def _add_aim(self, content, indicator):
        if content.aim is None:
            return
        goals = Goal.objects.of_region(self.region).filter(theme__title=content.theme)
        target = Target(
            indicator=indicator,
            goal=goals.order_by("order", "pk").first(),
            value=content.aim.value,
            since=content.aim.since,
        )
        target.period = read_period(content.aim.period, content.frequency)
        self._create(target, content.aim.since, content.by)

    def _add_break(self, content, indicator):
        if content.broken:
            broken = content.broken
            found = Break(indicator=indicator, on=broken.on, text=broken.text)
            self._create(found, broken.told, content.by)

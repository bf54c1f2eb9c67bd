"""The list of indicators: by theme, as small drawings on one scale."""

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.db.models import Prefetch

from agenda.models import Theme
from monitoring.drawing import Drawing, shared_scale, target_in_words, trend
from monitoring.ground import Ground
from monitoring.picture import Picture, pictures
from regio.lib import charts

WITHOUT_THEME = "Zonder thema"


class ThemeForm(forms.Form):
    """Which theme is shown; the query string is the state."""

    thema = forms.ChoiceField(label="Thema", required=False)

    def __init__(self, *args, themes, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(str(theme.pk), str(theme)) for theme in themes]
        self.fields["thema"].choices = [("", "Alle thema’s"), *choices]


@dataclass(frozen=True)
class Card:
    """One indicator in the list: its newest figure of the region, what that means, its drawing."""

    picture: Picture
    drawing: Drawing | None = None
    amount: str = ""
    where: str = ""
    period: str = ""
    is_provisional: bool = False
    step: str = ""
    since: str = ""
    target: str = ""

    @property
    def indicator(self):
        return self.picture.indicator

    @property
    def tone(self):
        """The kind of chip for the last step."""
        return {"beter": "done", "slechter": "late"}.get(self.step, "none")


@dataclass(frozen=True)
class Group:
    """The indicators of one theme (None: of no theme)."""

    theme: Theme | None
    cards: tuple[Card, ...]

    @property
    def title(self):
        return str(self.theme) if self.theme else WITHOUT_THEME


class Listing:
    """The indicators of a region on a day, as `query` (of the address) asks for them."""

    def __init__(self, region, rows, query, day):
        self.region, self.day = region, day
        themes = Prefetch("themes", Theme.objects.select_related("region").order_by("number", "pk"))
        self.all = list(
            rows.filter(is_active=True)
            .select_related("region", "area")
            .prefetch_related(themes)
            .order_by("title", "pk")
        )
        self.form = ThemeForm(query or None, themes=self.themes)
        self.chosen = self.form.cleaned_data["thema"] if self.form.is_valid() else ""

    @cached_property
    def themes(self):
        """The themes that have an indicator, in their order."""
        found = {theme.pk: theme for indicator in self.all for theme in indicator.themes.all()}
        return sorted(found.values(), key=lambda theme: theme.number)

    @property
    def line(self):
        """Say how many there are, and whether the figures are real."""
        count = len(self.all)
        words = [f"{count} indicator" if count == 1 else f"{count} indicatoren"] if count else []
        if any(indicator.is_sample for indicator in self.all):
            words.append("voorbeeldcijfers, verzonnen")
        return " · ".join(words)

    @cached_property
    def indicators(self):
        """The indicators of the chosen theme, in the order of their first theme."""
        own = [i for i in self.all if not self.chosen or self._first_theme(i)]
        return sorted(own, key=self._order)

    def groups(self, indicators) -> list[Group]:
        """Return the drawings of `indicators` by theme; one scale for a theme and unit."""
        if not indicators:
            return []
        groups = {}
        for picture in pictures(list(indicators), Ground(self.region, self.day)):
            groups.setdefault(self._first_theme(picture.indicator), []).append(picture)
        return [Group(theme, tuple(_cards(found))) for theme, found in groups.items()]

    def _first_theme(self, indicator):
        """Return the theme under which an indicator stands: the chosen one, else its first."""
        own = list(indicator.themes.all())
        if self.chosen:
            return next((theme for theme in own if str(theme.pk) == self.chosen), None)
        return own[0] if own else None

    def _order(self, indicator):
        theme = self._first_theme(indicator)
        return (theme is None, theme.number if theme else 0, indicator.title.casefold())


def _cards(found):
    scales = {}
    for picture in found:
        unit = picture.indicator.unit
        if unit not in scales:
            alike = [other for other in found if other.indicator.unit == unit]
            scales[unit] = shared_scale(alike, _rows, ticks=charts.SMALL.ticks)
        yield _card(picture, scales[unit])


def _rows(picture):
    return [picture.main] if picture.main else []


def _card(picture, scale):
    main = picture.main
    target = target_in_words(picture.target) if picture.target else ""
    shown = picture.shown(main) if main else []
    if not shown:
        return Card(picture, target=target)
    period, cell = shown[-1]
    step, since = picture.step(main)
    return Card(
        picture,
        trend(picture, [main], charts.SMALL, scale),
        amount=picture.text(cell, unit=True),
        where=main.name,
        period=period.label,
        is_provisional=cell.is_provisional,
        step=step,
        since=since,
        target=target,
    )

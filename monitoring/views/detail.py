"""One indicator: its trend, the reader's gemeente beside the region, a table that says the same."""

from django import forms
from django.shortcuts import render

from monitoring import drawing
from monitoring.permissions import can_edit
from monitoring.views.pages import address, crumbs, find_indicator, picture_of
from partners.models import Party
from partners.rules.borders import AreaKey
from partners.speaking import speaking_of
from regio.lib import charts, clock


class CompareForm(forms.Form):
    """Which gemeente is drawn beside which area; the query string is the state."""

    gemeente = forms.ChoiceField(required=False)
    gebied = forms.ChoiceField(required=False)

    def __init__(self, *args, picture, **kwargs):
        super().__init__(*args, **kwargs)
        ground = picture.ground
        self.fields["gemeente"].choices = [
            ("", "Geen gemeente"),
            *((code, ground.name(code)) for code in ground.codes),
        ]
        self.fields["gebied"].choices = [(_name_of(row), row.name) for row in picture.totals]


def indicator_detail(request, slug, pk):
    indicator = find_indicator(request, pk)
    picture = picture_of(request, indicator)
    form = CompareForm(_asked(request, picture), picture=picture)
    rows = _chosen(form, picture)
    has_figures = bool(picture.periods and rows)
    return render(
        request,
        "monitoring/indicator_detail.html",
        {
            "picture": picture,
            "indicator": indicator,
            "themes": list(indicator.themes.select_related("region").order_by("number")),
            "form": form,
            "wide": drawing.trend(picture, rows) if has_figures else None,
            "narrow": drawing.trend(picture, rows, charts.NARROW) if has_figures else None,
            "multiples": _multiples(picture) if has_figures else [],
            "has_hidden": any(cell.is_hidden for row in rows for cell in row.cells),
            "has_provisional": any(cell.is_provisional for row in rows for cell in row.cells),
            "targets": [(target, drawing.value_in_words(target)) for target in picture.targets],
            "line": _line(picture),
            "stale_text": f"geen cijfers na {picture.latest}" if picture.is_stale else "",
            "import_url": address(request, "measurement_import", pk),
            "can_edit": can_edit(request.user, request.region),
            "crumbs": crumbs(request),
        },
    )


def _line(picture):
    """Say in one line what is measured, and until when."""
    indicator = picture.indicator
    parts = [indicator.get_direction_display(), indicator.get_frequency_display().lower()]
    if picture.periods:
        parts.append(f"{picture.periods[0]} t/m {picture.latest}")
    return " · ".join(parts)


def _asked(request, picture):
    """Return what the address asks for; without it the reader's own gemeente."""
    if "gemeente" in request.GET or "gebied" in request.GET:
        return request.GET
    spoken_for = speaking_of(request.user).parties_on(clock.today())
    parties = Party.objects.of_region(request.region).filter(pk__in=spoken_for)
    codes = parties.values_list("organisation__municipality__code", flat=True)
    own = sorted(code for code in codes if code in picture.ground.codes)
    return {"gemeente": own[0]} if own else {}


def _chosen(form, picture):
    """Return the rows to draw: the chosen gemeente first, then the area."""
    form.is_valid()
    totals = {_name_of(row): row for row in picture.totals}
    area = totals.get(form.cleaned_data.get("gebied")) or _main(picture)
    code = form.cleaned_data.get("gemeente")
    return ([picture.row(code)] if code else []) + ([area] if area else [])


def _main(picture):
    """Return the area to compare with first, where it has figures; else the first that has."""
    own = [row for row in picture.totals if picture.areas and row.key == picture.areas[0]]
    return (own or picture.totals or [None])[0]


def _name_of(row):
    return f"{row.key.kind}:{row.key.code}" if isinstance(row.key, AreaKey) else row.key


def _multiples(picture):
    """Return a small drawing of each gemeente, all on one scale."""
    rows = [row for row in picture.gemeenten if any(cell.is_shown for cell in row.cells)]
    scale = drawing.shared_scale([picture], lambda p: rows, ticks=charts.SMALL.ticks)
    return [(row, drawing.trend(picture, [row], charts.SMALL, scale)) for row in rows]

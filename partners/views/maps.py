"""Kaart: which gemeente lies where, drawn; and the card of one of them."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.utils.formats import date_format

from partners.atlas import Atlas
from partners.card import card_of
from partners.field import Field
from partners.forms.maps import COLOUR, LINES, MapForm
from partners.rules.codes import municipality_code
from partners.rules.overlap import kind_label
from partners.views.pages import address, crumbs
from regio.lib import clock

CARD = "gemeente"


def map_detail(request, slug):
    form = MapForm(request.GET)
    atlas = Atlas(
        Field(request.region, is_wide=True), form.day, kinds=form.kinds, is_whole=form.is_whole
    )
    code = municipality_code(form.cleaned_data.get("gemeente", ""))
    context = {
        "card": card_of(atlas, code) if code else None,
        "asked": form.cleaned_data.get("gemeente", ""),
        "day": form.day,
    }
    if request.htmx and request.htmx.target == CARD:
        return render(request, "partners/_map_card.html", context | {"slug": slug})
    form.offer_days(atlas.days, clock.today())
    return render(
        request,
        "partners/map_detail.html",
        context
        | drawn(request, atlas, selected=code)
        | {
            "form": form,
            "is_whole": form.is_whole,
            "table": atlas.table,
            "reaches": [] if form.is_whole else atlas.reaches,
            "crumbs": crumbs(request, ("Kaart", "")),
        },
    )


def drawn(request, atlas, selected=""):
    """Return what `_map.html` needs: the drawing, its words, and where a gemeente leads to."""
    colour, lines = (*atlas.kinds, "")[:2]
    today = atlas.day == clock.today()
    state = {
        "soort": colour if colour != COLOUR else "",
        "ook": "" if lines == LINES else lines or "geen",
        "op": "" if today else atlas.day.isoformat(),
        "land": "on" if atlas.is_whole else "",
    }
    query = urlencode({name: value for name, value in state.items() if value})
    colour_label = kind_label(colour, atlas.day)
    line_label = kind_label(lines, atlas.day) if lines else ""
    return {
        "map_title": _title(request, atlas, colour_label, line_label),
        "drawing": atlas.drawing,
        "atlas": atlas,
        "selected": selected,
        "map_url": address(request, "map_detail") + f"?{query}{'&' if query else ''}",
        "colour_label": colour_label,
        "line_label": line_label,
    }


def _title(request, atlas, colour_label, line_label):
    """Say what the drawing shows, for who does not see it."""
    where = "Nederland" if atlas.is_whole else request.region.name
    lines = f", met lijnen: {line_label}" if line_label else ""
    return (
        f"Kaart van {where} op {date_format(atlas.day, 'j F Y')}: {len(atlas.codes)} gemeenten, "
        f"in kleur: {colour_label}{lines}. De tabel onder de kaart zegt hetzelfde."
    )

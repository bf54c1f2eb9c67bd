"""Kaart: which gemeente lies where, drawn; and the card of one of them."""

from urllib.parse import urlencode

from django.shortcuts import render

from partners.atlas import Atlas
from partners.card import card_of
from partners.field import Field
from partners.forms.maps import COLOUR, LINES, MapForm
from partners.rules.codes import municipality_code
from partners.views.as_of import query_of
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
        "op": query_of(form.day),
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


def drawn(request, atlas, selected="", kind=None):
    """Return what `_map.html` needs: the drawing, and where each gemeente leads to: to the map of
    the same kinds, or of `kind` where that is given (empty: the usual ones)."""
    colour, lines = (*atlas.kinds, "")[:2] if kind is None else (kind or COLOUR, LINES)
    today = atlas.day == clock.today()
    state = {
        "soort": colour if colour != COLOUR else "",
        "ook": "" if lines == LINES else lines or "geen",
        "op": "" if today else atlas.day.isoformat(),
        "land": "on" if atlas.is_whole else "",
    }
    query = urlencode({name: value for name, value in state.items() if value})
    return {
        "drawing": atlas.drawing,
        "atlas": atlas,
        "selected": selected,
        "map_url": address(request, "map_detail") + f"?{query}{'&' if query else ''}",
    }

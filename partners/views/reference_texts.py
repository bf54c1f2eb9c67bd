"""Referentiegegevens: what a kind of area is for, and one area of it, from a day on."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from partners import actions
from partners.division import TITLES
from partners.filters import AreaOfKindFilter
from partners.forms.reference import AreaTextForm
from partners.models import Area, AreaText
from partners.rules.kinds import KIND_FACTS, facts_on
from partners.rules.overlap import kind_label
from partners.views.pages import form_page, listed, posted
from partners.views.reference import reference_crumbs, require_right
from regio.lib import clock


def kind_detail(request, kind):
    """What is said of a kind of area, now and at other times, and which areas say it otherwise."""
    require_right(request)
    if kind not in KIND_FACTS:
        raise Http404
    day = clock.today()
    texts = list(AreaText.objects.filter(kind=kind).select_related("area").order_by("-since", "pk"))
    areas = Area.objects.filter(kind=kind).order_by("code").prefetch_related("names")
    listing = AreaOfKindFilter(request.GET, queryset=areas)
    label = kind_label(kind, day)
    context = listed(request, listing.qs) | {
        "kind": kind,
        "label": label,
        "facts": facts_of(kind, texts, day),
        "texts": [text for text in texts if text.area is None],
        "own": {text.area_id for text in texts if text.area and text.holds_on(day)},
        "form": listing.form,
        "crumbs": reference_crumbs((label, "")),
    }
    return render(request, "partners/reference_kind.html", context)


def facts_of(kind, texts, day):
    """Return (title, Said) of what rows of AreaText say of the kind on `day`."""
    said = facts_on(kind, [text.as_said for text in texts if text.area_id is None], day)
    return [(TITLES[aspect], one) for aspect, one in said.items()]


def text_edit(request, kind):
    """What is said of a kind of area, from a day on."""
    require_right(request)
    if kind not in KIND_FACTS:
        raise Http404
    return _text_page(request, kind, None)


def text_edit_of_area(request, kind, code):
    """What is said of one area alone."""
    require_right(request)
    areas = Area.objects.prefetch_related("names")
    return _text_page(request, kind, get_object_or_404(areas, kind=kind, code=code))


def _text_page(request, kind, area):
    current = AreaText.objects.filter(kind=kind, area=area, until=None).first()
    label = kind_label(kind, clock.today())
    form = AreaTextForm(
        posted(request), instance=current or AreaText(kind=kind, area=area), current=current
    )
    back = reverse("reference:kind_detail", args=[kind])
    return form_page(
        request,
        form,
        lambda: actions.say_of_area(
            kind, area, version=form.base_version, by=request.user, **form.changes()
        ),
        done=lambda saved: (f"De tekst over {saved} is opgeslagen.", back),
        title=f"Tekst over {area or label}",
        line="Alle regio’s lezen dit. Wat u leeg laat, zegt de soort of de algemene tekst.",
        crumbs=reference_crumbs((label, back)),
        submit="Opslaan",
        cancel_url=back,
    )

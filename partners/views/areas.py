"""Gebieden: which areas this region is about, and which gemeenten lie in them."""

from django.db.models import F
from django.shortcuts import render

from partners.field import Field
from partners.filters import AreaFilter
from partners.forms.areas import RegionAreaEndForm, RegionAreaForm
from partners.models import Area, RegionArea
from partners.permissions import can_edit
from partners.rules.borders import AreaKey
from partners.rules.overlap import kind_label
from partners.views.as_of import asked_day, query_of
from partners.views.pages import (
    address,
    crumbs,
    end_message,
    find,
    form_page,
    listed,
    posted,
    require_editor,
)
from records import actions as records

NEWEST_FIRST = (F("until").desc(nulls_first=True), "area__kind", "area__code", "pk")


def area_list(request, slug):
    day, form = asked_day(request)
    areas = RegionArea.objects.visible_to(request.user).of_region(request.region)
    context = listed(request, areas.select_related("area").order_by(*NEWEST_FIRST))
    context |= {
        "lines": area_lines(Field(request.region), context["page"].object_list, day),
        "day": day,
        "day_form": form,
        "op": query_of(day),
        "can_edit": can_edit(request.user, request.region),
        "create_url": address(request, "area_create"),
        "start_url": address(request, "start_choose"),
        "crumbs": crumbs(request, ("Gebieden", "")),
    }
    return render(request, "partners/area_list.html", context)


def area_lines(field, region_areas, day):
    """Put beside each area what it is called on `day` and which gemeenten lie in it."""
    if not region_areas:
        return []
    keys = {row.pk: AreaKey(row.area.kind, row.area.code) for row in region_areas}
    labels, members = field.area_labels(day), field.members_of(list(keys.values()), day)
    return [
        {
            "row": row,
            "kind": kind_label(row.area.kind, day),
            "label": labels[keys[row.pk]],
            "own": [lying.name for lying in members[keys[row.pk]] if lying.is_own],
            "others": [lying.name for lying in members[keys[row.pk]] if not lying.is_own],
        }
        for row in region_areas
    ]


def area_create(request, slug):
    """Choose an area out of the country's, then say from when it belongs to the region."""
    require_editor(request)
    if request.method != "POST" and "gebied" not in request.GET:
        return _area_choose(request)
    form = RegionAreaForm(
        posted(request),
        instance=RegionArea(region=request.region),
        initial={"area": _asked_area(request)},
        region=request.region,
    )
    back = address(request, "area_list")
    return form_page(
        request,
        form,
        lambda: records.create(form.instance, by=request.user),
        done=lambda saved: (f"{saved} hoort nu bij de regio.", back),
        title="Gebied toevoegen",
        line="Een gebied waar uw samenwerking over gaat; de gemeenten staan er al bij.",
        crumbs=crumbs(
            request, ("Gebieden", back), ("Gebied kiezen", address(request, "area_create"))
        ),
        submit="Gebied toevoegen",
        cancel_url=address(request, "area_create"),
        cancel_label="Ander gebied kiezen",
    )


def _asked_area(request):
    """Return the key of the area that the address names, or None."""
    asked = request.GET.get("gebied", "")
    return int(asked) if asked.isdecimal() and len(asked) < 10 else None


def _area_choose(request):
    areas = Area.objects.with_members().order_by("kind", "code").prefetch_related("names")
    listing = AreaFilter(request.GET, queryset=areas)
    own = RegionArea.objects.of_region(request.region).filter(until=None)
    context = listed(request, listing.qs) | {
        "form": listing.form,
        "is_filtered": bool(request.GET.get("zoek") or request.GET.get("soort")),
        "own": set(own.values_list("area", flat=True)),
        "list_url": address(request, "area_create"),
        "crumbs": crumbs(request, ("Gebieden", address(request, "area_list"))),
    }
    return render(request, "partners/area_choose.html", context)


def area_end(request, slug, pk):
    row = find(RegionArea.objects.select_related("area", "region"), request, pk)
    require_editor(request)
    form = RegionAreaEndForm(posted(request), instance=row, region=request.region)
    back = address(request, "area_list")
    return form_page(
        request,
        form,
        lambda: records.write(row, version=form.base_version, by=request.user, **form.changes()),
        done=lambda saved: (end_message(str(saved), saved), back),
        title=f"{row} beëindigen",
        line="Het gebied zelf blijft bestaan; het hoort dan niet meer bij deze regio.",
        crumbs=crumbs(request, ("Gebieden", back)),
        submit="Vastleggen",
        cancel_url=back,
    )

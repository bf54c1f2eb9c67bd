"""Gebieden, elk op een eigen pagina: what it is for, who stands for it, and which gemeenten lie in
it; and all that touch the region, by kind."""

from django.shortcuts import get_object_or_404, render

from partners import actions
from partners.atlas import Atlas
from partners.division import TITLES, Division, texts_of_all
from partners.field import Field
from partners.forms.areas import AreaContactForm, AreaOrganisationForm
from partners.models import Area, AreaContact, AreaMembership
from partners.permissions import can_edit, can_edit_reference
from partners.rules import area_lines, kinds, reach
from partners.rules.borders import AreaKey
from partners.rules.overlap import KINDS, area_number, kind_label
from partners.views.as_of import AsOf, query_of
from partners.views.maps import drawn
from partners.views.pages import address, crumbs, form_page, posted, require_editor


def area_kinds(request, slug):
    """Every area that touches the region on a day, kind by kind."""
    as_of = AsOf(request)
    field = Field(request.region, is_wide=True)
    atlas = Atlas(field, as_of.day, kinds=KINDS)
    found = reach.reaches(
        atlas.borders, atlas.own, as_of.day, kinds=Area.Kind.values, labels=atlas.labels
    )
    context = {
        "as_of": as_of,
        "op": query_of(as_of.day),
        "kinds": _kinds(field, found, as_of.day),
        "has_areas": bool(found),
        "crumbs": crumbs(request, _room(request), ("Per soort", "")),
    }
    return render(request, "partners/area_kinds.html", context)


def _kinds(field, found, day):
    texts, rows, own = texts_of_all(), _periods(), set(field.own_areas_on(day))
    stand = {area: party.ref for party in reversed(field.parties_on(day)) for area in party.areas}
    return [
        {
            "kind": kind,
            "label": kind_label(kind, day),
            "facts": _titled(kinds.facts_on(kind, texts[kind], day)),
            "count": area_lines.count_sentence(kind, area_lines.counts(rows, kind), day),
            "reaches": [
                (r, r.area in own, stand.get(r.area)) for r in found if r.area.kind == kind
            ],
        }
        for kind in Area.Kind.values
    ]


def _periods():
    """Return when each area of the country had gemeenten, as rows that can be counted."""
    rows = AreaMembership.objects.values_list("area__kind", "area__code", "since", "until")
    return [area_lines.Filled(AreaKey(*row[:2]), *row[2:]) for row in rows.distinct()]


def _titled(facts):
    return [(TITLES[aspect], said) for aspect, said in facts.items()]


def area_detail(request, slug, kind, code):
    area = get_object_or_404(Area, kind=kind, code=code)
    as_of = AsOf(request)
    division = Division(Field(request.region), as_of.day, area)
    can_edit_now = can_edit(request.user, request.region) and not as_of.is_other
    context = {
        "division": division,
        "area": area,
        "as_of": as_of,
        "op": query_of(as_of.day),
        "line": _line(division),
        "facts": _titled(division.facts),
        "events": [(event, _named(division, event.others)) for event in division.events],
        "missing": [(one, _named(division, one.elsewhere)) for one in division.missing],
        "can_edit": can_edit_now,
        "is_functional_admin": can_edit_reference(request.user),
        "contact_url": address(request, "area_contact", kind, code),
        "organisation_url": address(request, "area_organisation", kind, code),
        "crumbs": crumbs(
            request, _room(request), ("Per soort", f"{address(request, 'area_kinds')}#{kind}")
        ),
    }
    if division.codes:
        context |= drawn(request, division, kind=kind)
    return render(request, "partners/area_detail.html", context)


def _line(division):
    number = area_number(division.key)
    label = kind_label(division.key.kind, division.day)
    return label if number in division.label.name else f"{label} · {number}"


def _named(division, areas):
    """Return (label, area) of each of `areas`."""
    return [(division.labels[area], area) for area in areas]


def _room(request):
    return "Gebieden", address(request, "area_list")


def area_contact(request, slug, kind, code):
    """Whom the region speaks to about an area from a day on, and its own note on it."""
    area = get_object_or_404(Area.objects.prefetch_related("names"), kind=kind, code=code)
    require_editor(request)
    rows = AreaContact.objects.of_region(request.region).filter(area=area, until=None)
    row = rows.first() or AreaContact(region=request.region, area=area)
    form = AreaContactForm(posted(request), instance=row, region=request.region)
    back = address(request, "area_detail", kind, code)
    return form_page(
        request,
        form,
        lambda: actions.keep_area_contact(
            request.region, area, version=form.base_version, by=request.user, **form.changes()
        ),
        done=lambda saved: (f"Contact en aantekening bij {area} zijn opgeslagen.", back),
        title=f"Contact voor {area}",
        line="Wie u spreekt over dit gebied, en wat uw regio ervan wil onthouden.",
        crumbs=crumbs(request, _room(request), (str(area), back)),
        submit="Opslaan",
        cancel_url=back,
    )


def area_organisation(request, slug, kind, code):
    """Choose which organisation of the region stands for an area."""
    area = get_object_or_404(Area.objects.prefetch_related("names"), kind=kind, code=code)
    require_editor(request)
    form = AreaOrganisationForm(posted(request), region=request.region, area=area)
    back = address(request, "area_detail", kind, code)
    return form_page(
        request,
        form,
        lambda: actions.let_stand_for(form.cleaned_data["organisation"], area, by=request.user),
        done=lambda saved: (f"{saved} staat voor {area}.", back),
        title=f"Wie staat voor {area}",
        line="Een organisatie uit uw register: een samenwerkingsverband, GGD of contactgemeente.",
        crumbs=crumbs(request, _room(request), (str(area), back)),
        submit="Vastleggen",
        cancel_url=back,
    )

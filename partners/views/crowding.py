"""Bestuurlijke drukte: everyone's hours a year, and two gremia beside each other."""

from django.shortcuts import render

from partners.facts import hours
from partners.field import Field
from partners.forms.bodies import CompareForm, LoadForm
from partners.rules.borders import holds
from partners.rules.side_by_side import side_by_side
from partners.views.as_of import AsOf, query_of
from partners.views.pages import address, addresses, crumbs, listed

PARTIES = "partijen"


def crowding_list(request, slug):
    """Every person, or every party, with the hours a year that gremia take."""
    as_of = AsOf(request, LoadForm)
    bodies = Field(request.region).bodies
    crowding = bodies.crowding(as_of.day)
    is_of_parties = request.GET.get("wie") == PARTIES
    loads = crowding.parties if is_of_parties else crowding.people
    present = {body.name: body for body in bodies.rows if holds(body, as_of.day)}
    context, bodies_at = listed(request, loads), addresses(request, "body_detail")
    context |= {
        "loads": [_load(load, present, bodies_at) for load in context["page"].object_list],
        "is_of_parties": is_of_parties,
        "people_count": len(crowding.people),
        "party_count": len(crowding.parties),
        "unknown": crowding.unknown,
        "as_of": as_of,
        "op": query_of(as_of.day),
        "and_op": query_of(as_of.day).replace("?", "&"),
        "crumbs": crumbs(request, _room(request)),
    }
    return render(request, "partners/crowding_list.html", context)


def _load(load, present, address_of):
    bodies = [present[name] for name in load.bodies]
    return {
        "who": load.who,
        "hours": hours(load.minutes),
        "bodies": [(body, _year(body), address_of(body.pk)) for body in bodies],
    }


def _year(body):
    """Say what a body takes of one of its people: 10 x 90 minuten."""
    if body.minutes_a_year is None:
        return "duur of aantal onbekend"
    return f"{body.meetings} × {body.minutes} minuten"


def body_compare(request, slug):
    """Two gremia beside each other on a day."""
    as_of = AsOf(request)
    bodies = Field(request.region).bodies
    present = [body for body in bodies.rows if holds(body, as_of.day)]
    form = CompareForm(request.GET, bodies=present, day=as_of.day)
    chosen = form.chosen
    context = {
        "as_of": as_of,
        "form": form,
        "op": query_of(as_of.day),
        "can_compare": len(present) > 1,
        "crumbs": crumbs(request, _room(request), ("Naast elkaar", "")),
    }
    if chosen:
        one, other = chosen
        found = side_by_side(one, other, bodies.seats, bodies.parties, as_of.day)
        context |= {
            "one": one,
            "other": other,
            "found": found,
            "alike": _is_alike(bodies.crowding(as_of.day), one, other),
            "hours": [hours(body.minutes_a_year or 0) for body in chosen],
        }
    return render(request, "partners/body_compare.html", context)


def _is_alike(crowding, one, other):
    return any({pair.one.pk, pair.other.pk} == {one.pk, other.pk} for pair in crowding.alike)


def _room(request):
    return "Gremia", address(request, "body_list")

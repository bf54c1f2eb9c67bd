"""Gremia: the tree of bodies, one body with its seats, and bestuurlijke drukte."""

from django.shortcuts import render

from partners import actions
from partners.facts import hours
from partners.field import Field
from partners.forms.bodies import BodyEndForm, BodyForm
from partners.models import Body, Organisation, Seat, SeatHolding
from partners.models.elections import caretakers
from partners.permissions import can_edit
from partners.rules.borders import sort_key
from partners.views.as_of import AsOf, asked_day, query_of
from partners.views.pages import (
    address,
    addresses,
    crumbs,
    end_message,
    find,
    form_page,
    listed,
    posted,
    require_editor,
)
from records import actions as records
from regio.lib import clock

SHOWN_LOADS = 10
MAX_DEPTH = 4


def body_list(request, slug):
    day, form = asked_day(request)
    bodies = Field(request.region).bodies
    tree = bodies.tree(day, with_coming=day >= clock.today())
    names = {line.body.pk: line.body.name for line in tree}
    context = listed(request, tree)
    context |= {
        "lines": [_line(line, names, day) for line in context["page"].object_list],
        "crowding": _crowding(bodies.crowding(day), addresses(request, "body_detail")),
        "day": day,
        "day_form": form,
        "op": query_of(day),
        "and_op": query_of(day).replace("?", "&"),
        "can_edit": can_edit(request.user, request.region),
        "create_url": address(request, "body_create"),
        "crumbs": crumbs(request, ("Gremia", "")),
    }
    return render(request, "partners/body_list.html", context)


def _line(line, names, day):
    body = line.body
    return {
        "body": body,
        "depth": min(line.depth, MAX_DEPTH),
        "parent": names.get(body.parent, "") if line.depth else "",
        "scale": Body.Scale(body.scale).label,
        "seats": line.seats,
        "vacant": line.vacant,
        "vacant_text": vacant_text(line.vacant),
        "chair": line.chair,
        "has_chair": line.has_chair,
        "starts": body.since if body.since and body.since > day else None,
    }


def vacant_text(number):
    return "1 lege zetel" if number == 1 else f"{number} lege zetels"


def _crowding(crowding, address_of):
    """Put the loads in words; None while nobody sits anywhere. `address_of` is of a body."""
    if not crowding.people:
        return None
    return {
        "people": [_load(load) for load in crowding.people[:SHOWN_LOADS]],
        "people_count": len(crowding.people),
        "parties": [_load(load) for load in crowding.parties[:SHOWN_LOADS]],
        "party_count": len(crowding.parties),
        "alike": [
            (pair, address_of(pair.one.pk), address_of(pair.other.pk)) for pair in crowding.alike
        ],
        "unknown": crowding.unknown,
    }


def _load(load):
    return {"who": load.who, "bodies": load.bodies, "hours": hours(load.minutes)}


def body_detail(request, slug, pk):
    body = find(Body.objects.select_related("region", "parent"), request, pk)
    as_of = AsOf(request)
    day = as_of.day
    seats = _seats_with_holders(body, as_of)
    current = [seat for seat in seats if not seat.is_over]
    vacant = sum(seat.holder is None for seat in current)
    context = {
        "body": body,
        "as_of": as_of,
        "line": f"{body.get_kind_display()}, {body.get_scale_display().lower()}",
        "is_over": bool(body.until and body.until <= day),
        "is_coming": bool(body.since and body.since > day),
        "seats": sorted(current, key=lambda seat: seat.holder is not None),
        "vacant_text": vacant_text(vacant) if vacant else "",
        "earlier": [seat for seat in seats if seat.is_over],
        "children": body.children.lasting_beyond(day).order_by("name", "pk"),
        "can_edit": can_edit(request.user, request.region) and not as_of.is_other,
        "edit_url": address(request, "body_edit", body.pk),
        "seat_url": address(request, "seat_create", body.pk),
        "crumbs": crumbs(request, ("Gremia", address(request, "body_list"))),
    }
    return render(request, "partners/body_detail.html", context)


def _seats_with_holders(body, as_of):
    """Return the seats of a body, chair first, each with its `holder` (the holding of the day), who
    comes (`coming`) and who held it (`past`), the latest first; of another day than today the
    seats and holders of then alone."""
    held, day = {}, as_of.day
    holdings = as_of.rows(SeatHolding.objects.filter(seat__body=body))
    for holding in holdings.with_names().newest_first():
        held.setdefault(holding.seat_id, []).append(holding)
    seats = list(as_of.rows(body.seats.with_names()))
    for seat in seats:
        holdings = held.get(seat.pk, [])
        seat.is_over = bool(seat.until and seat.until <= day)
        seat.holder = next((h for h in holdings if h.holds_on(day)), None)
        seat.coming = [h for h in holdings if h.since and h.since > day]
        seat.past = [h for h in holdings if h.until and h.until <= day]
    held = [seat.holder.position_id for seat in seats if seat.holder]
    waiting = caretakers(held, day)
    for seat in seats:
        seat.is_caretaken = bool(seat.holder) and seat.holder.position_id in waiting
    return sorted(seats, key=_seat_order)


def _seat_order(seat):
    kinds = [Seat.Kind.CHAIR, Seat.Kind.SECRETARY, Seat.Kind.PARTY]
    memberships = Seat.Membership.values
    organisation = seat.party.organisation if seat.party else None
    party = (
        Organisation.Kind.values.index(organisation.kind) if organisation else -1,
        sort_key(organisation.short_name) if organisation else "",
    )
    return memberships.index(seat.membership), kinds.index(seat.kind), *party, seat.pk


def body_create(request, slug):
    require_editor(request)
    form = BodyForm(posted(request), instance=Body(region=request.region), region=request.region)
    back = address(request, "body_list")
    return form_page(
        request,
        form,
        lambda: records.create(form.instance, by=request.user),
        done=lambda body: (
            f"{body} is toegevoegd. Voeg hieronder de zetels toe.",
            address(request, "body_detail", body.pk),
        ),
        title="Gremium toevoegen",
        line="Een overleg met een opdracht, een ritme en vaste zetels.",
        crumbs=crumbs(request, ("Gremia", back)),
        submit="Gremium toevoegen",
        cancel_url=back,
    )


def body_edit(request, slug, pk):
    body = find(Body.objects.select_related("region"), request, pk)
    require_editor(request)
    name, trail = str(body), body_trail(request, body)
    form = BodyForm(posted(request), instance=body, region=request.region)
    return form_page(
        request,
        form,
        lambda: records.write(body, version=form.base_version, by=request.user, **form.changes()),
        done=lambda saved: ("Het gremium is opgeslagen.", trail["cancel_url"]),
        title=f"{name} wijzigen",
        submit="Opslaan",
        **trail,
    )


def body_end(request, slug, pk):
    body = find(Body.objects.select_related("region"), request, pk)
    require_editor(request)
    form = BodyEndForm(posted(request), instance=body, region=request.region)
    trail = body_trail(request, body)
    return form_page(
        request,
        form,
        lambda: actions.end_body(
            body, version=form.base_version, until=form.cleaned_data["until"], by=request.user
        ),
        done=lambda saved: (end_message(str(saved), saved), trail["cancel_url"]),
        title=f"{body} beëindigen",
        line="Gremia die hieronder vallen blijven bestaan.",
        submit="Gremium beëindigen",
        hanging_title="Dit eindigt mee",
        hanging_text="Wat na die dag nog zou lopen, eindigt op dezelfde dag als het gremium.",
        hanging=[
            (f"Zetel {row}" if isinstance(row, Seat) else str(row), row, "")
            for row in body.hanging_beyond(clock.today())
        ],
        **trail,
    )


def body_trail(request, body):
    """Return the crumbs to a body, and the address of its page."""
    back = address(request, "body_detail", body.pk)
    bodies = ("Gremia", address(request, "body_list"))
    return {"crumbs": crumbs(request, bodies, (str(body), back)), "cancel_url": back}

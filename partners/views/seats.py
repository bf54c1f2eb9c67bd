"""Zetels: the places in a body, and who takes or leaves them."""

from partners import actions
from partners.forms.bodies import HoldingEndForm, SeatEndForm, SeatFillForm, SeatForm
from partners.models import Body, Seat, SeatHolding
from partners.views.bodies import body_trail
from partners.views.pages import back_from, end_message, find, form_page, posted, require_editor
from records import actions as records
from regio.lib import clock


def seat_create(request, slug, pk):
    body = find(Body.objects.select_related("region"), request, pk)
    require_editor(request)
    form = SeatForm(posted(request), instance=Seat(body=body), region=request.region)
    trail = body_trail(request, body)
    return form_page(
        request,
        form,
        lambda: records.create(form.instance, by=request.user),
        done=lambda seat: (f"De zetel {seat} is toegevoegd.", trail["cancel_url"]),
        title="Zetel toevoegen",
        line=f"Een plaats in {body}. Wie hem bezet, kiest u daarna.",
        submit="Zetel toevoegen",
        **trail,
    )


def seat_edit(request, slug, pk):
    seat = find(Seat.objects.with_names(), request, pk)
    require_editor(request)
    name, trail = str(seat), body_trail(request, seat.body)
    form = SeatForm(posted(request), instance=seat, region=request.region)
    return form_page(
        request,
        form,
        lambda: records.write(seat, version=form.base_version, by=request.user, **form.changes()),
        done=lambda saved: ("De zetel is opgeslagen.", trail["cancel_url"]),
        title="Zetel wijzigen",
        line=name,
        submit="Opslaan",
        **trail,
    )


def seat_end(request, slug, pk):
    seat = find(Seat.objects.with_names(), request, pk)
    require_editor(request)
    form = SeatEndForm(posted(request), instance=seat, region=request.region)
    trail = body_trail(request, seat.body)
    return form_page(
        request,
        form,
        lambda: actions.end_seat(
            seat, version=form.base_version, until=form.cleaned_data["until"], by=request.user
        ),
        done=lambda saved: (end_message(f"De zetel {saved}", saved), trail["cancel_url"]),
        title="Zetel beëindigen",
        line=f"{seat} in {seat.body}. Gaat alleen de persoon weg, beëindig dan de bezetting.",
        submit="Zetel beëindigen",
        hanging_title="Dit eindigt mee",
        hanging_text="Wie de zetel heeft, verlaat hem op dezelfde dag.",
        hanging=[(str(row), row, "") for row in seat.hanging_beyond(clock.today())],
        **trail,
    )


def seat_fill(request, slug, pk):
    """Choose who takes a seat; who holds it leaves that day."""
    seat = find(Seat.objects.with_names(), request, pk)
    require_editor(request)
    last = seat.holdings.newest_first().with_names().first()
    form = SeatFillForm(
        posted(request),
        instance=SeatHolding(seat=seat),
        seat=seat,
        last=last,
        region=request.region,
    )
    trail = body_trail(request, seat.body)
    trail["cancel_url"] = back_from(request, trail["cancel_url"])
    holder = last if last and last.holds_on(clock.today()) else None
    return form_page(
        request,
        form,
        lambda: actions.fill_seat(
            seat,
            position=form.cleaned_data["position"],
            since=form.cleaned_data["since"],
            seen=form.cleaned_data["seen"],
            version=form.base_version,
            by=request.user,
        ),
        done=lambda held: (f"{held.position.person} heeft de zetel {seat}.", trail["cancel_url"]),
        title="Zetel bezetten",
        line=f"{seat} in {seat.body}. "
        + (f"Nu: {holder.position.person}." if holder else "Deze zetel is leeg."),
        submit="Vastleggen",
        **trail,
    )


def holding_end(request, slug, pk):
    """Let someone leave a seat, which is vacant after that."""
    holding = find(SeatHolding.objects.with_names(), request, pk)
    require_editor(request)
    form = HoldingEndForm(posted(request), instance=holding, region=request.region)
    trail = body_trail(request, holding.seat.body)
    return form_page(
        request,
        form,
        lambda: actions.end_holding(
            holding, version=form.base_version, until=form.cleaned_data["until"], by=request.user
        ),
        done=lambda saved: (
            end_message(f"{saved.position.person} op deze zetel", saved),
            trail["cancel_url"],
        ),
        title="Bezetting beëindigen",
        line=f"{holding}. Daarna is de zetel leeg; een opvolger kiest u bij Bezetten.",
        submit="Vastleggen",
        **trail,
    )

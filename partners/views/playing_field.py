"""Speelveld: which gemeenten, in which areas, who takes part and who is missing."""

from django.shortcuts import render

from partners.atlas import Atlas
from partners.field import Field
from partners.forms.areas import DayForm
from partners.forms.maps import COLOUR, LINES
from partners.permissions import can_edit
from partners.rules.parties import line_of
from partners.views.maps import drawn
from partners.views.pages import address
from regio.lib import clock


def playing_field(request, slug):
    today = clock.today()
    day, form = asked_day(request)
    field = Field(request.region)
    return render(
        request,
        "partners/playing_field.html",
        {
            "counts": counts(field, today),
            "line": line_of(field.parties_on(today)),
            "day": day,
            "day_form": form,
            **drawn(request, Atlas(field, day, kinds=(COLOUR, LINES))),
            "matrix": field.matrix(day),
            "mergers": field.mergers(),
            "double_roles": field.double_roles(today),
            "has_municipalities": field.has_municipalities,
            "can_edit": can_edit(request.user, request.region),
            "create_url": address(request, "area_create"),
        },
    )


def asked_day(request):
    """Return the day that the address asks for (today when it is empty or no day), and its form."""
    if "op" not in request.GET:
        return clock.today(), DayForm(initial={"op": clock.today()})
    form = DayForm(request.GET)
    if form.is_valid():
        return form.cleaned_data["op"] or clock.today(), form
    # A date field of a browser shows nothing that is not a day: what was typed must stay.
    form.fields["op"].widget.input_type = "text"
    return clock.today(), form


def counts(field, today):
    """Count who takes part today, and what is missing."""
    return {
        "parties": len(field.parties_on(today)),
        "people": len(field.people_on(today)),
        "missing": len(field.missing(today)),
    }

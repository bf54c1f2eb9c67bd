"""Speelveld: which gemeenten, in which areas, who takes part and who is missing."""

from django.shortcuts import render

from partners.atlas import Atlas
from partners.field import Field
from partners.forms.areas import MatrixForm
from partners.forms.maps import COLOUR, LINES
from partners.mergers.events import Mergers
from partners.permissions import can_edit
from partners.rules.parties import line_of
from partners.sheets import matrix_book
from partners.views.as_of import asked_day, query_of
from partners.views.maps import drawn
from partners.views.pages import address
from regio.lib import clock
from regio.lib.downloads import attachment
from regio.lib.sheets import CONTENT_TYPE


def playing_field(request, slug):
    today = clock.today()
    day, form = asked_day(request, MatrixForm)
    field = Field(request.region, is_wide=True)
    matrix = _asked_matrix(field, day, form)
    return render(
        request,
        "partners/playing_field.html",
        {
            "counts": counts(field, today),
            "line": line_of(field.parties_on(today)),
            "day": day,
            "day_form": form,
            "op": query_of(day),
            **drawn(request, Atlas(field, day, kinds=(COLOUR, LINES))),
            "matrix": matrix,
            "export_url": f"{address(request, 'matrix_export')}?{request.GET.urlencode()}",
            "has_codes": bool(field.municipalities_on(day)),
            "mergers": field.mergers(),
            "waiting": Mergers(field, request.user, today).waiting,
            "double_roles": field.double_roles(today),
            "has_municipalities": field.has_municipalities,
            "can_edit": can_edit(request.user, request.region),
            "start_url": address(request, "start_choose"),
        },
    )


def matrix_export(request, slug):
    day, form = asked_day(request, MatrixForm)
    matrix = _asked_matrix(Field(request.region), day, form)
    book = matrix_book(matrix, region=request.region.name)
    name = f"indeling-{request.region.slug}-{day:%Y-%m-%d}.xlsx"
    return attachment(book, name=name, content_type=CONTENT_TYPE)


def _asked_matrix(field, day, form):
    matrix = field.matrix(day)
    is_asked = form.is_bound and form.cleaned_data.get("verschillen")
    return matrix.only_differences if is_asked else matrix


def counts(field, today):
    """Count who takes part today, and what is missing."""
    return {
        "parties": len(field.parties_on(today)),
        "people": len(field.people_on(today)),
        "missing": len(field.missing(today)),
    }

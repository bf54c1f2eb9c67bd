"""The floor of a page: a plain signed-in page with as many rows and cells, beside the site itself.

`/ondergrens/<rows>/<cells>/` reads its rows in one query and shows a text in each cell; where there
are fewer rows it shows them again.
"""

import re
from functools import cache
from itertools import cycle, islice

from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from records.models import Change

ROWS = re.compile(r"<(?:tr|li)\b")
CELLS = re.compile(r"<(?:td|th|li|dt|dd)\b")
PAGE = """{% extends "base.html" %}
{% block main %}<h1>Ondergrens</h1><table>
{% for row in rows %}<tr>{% for cell in cells %}<td>{{ row.object_label }}</td>{% endfor %}</tr>
{% endfor %}</table>{% endblock %}"""


def address_for(html):
    """Return the address of the floor for a page."""
    rows = max(len(ROWS.findall(html)), 1)
    cells = max(-(-len(CELLS.findall(html)) // rows), 1)
    return f"/ondergrens/{rows}/{cells}/"


def floor(request, rows, cells):
    found = list(Change.objects.order_by("pk")[:rows])
    shown = list(islice(cycle(found), rows))
    return HttpResponse(_template().render({"rows": shown, "cells": range(cells)}, request))


@cache
def _template():
    return engines["django"].from_string(PAGE)


urlpatterns = [
    path("ondergrens/<int:rows>/<int:cells>/", floor),
    path("", include("regio.urls")),
]

handler400 = "regio.lib.middleware.bad_request"
handler403 = "regio.home.errors.permission_denied"
handler404 = "regio.home.errors.page_not_found"
handler500 = "regio.home.errors.server_error"

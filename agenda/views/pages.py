"""What the pages of the samenwerkingsagenda share: rights, addresses, crumbs, a form on a theme."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from agenda.actions import OverlapError
from agenda.models import Theme
from agenda.permissions import can_edit
from partners.views.pages import find, form_page


def require_editor(request):
    if not can_edit(request.user, request.region):
        raise PermissionDenied


def address(request, name, *args):
    return reverse(f"agenda:{name}", args=[request.region.slug, *args])


def crumbs(request, *steps):
    """Return the trail to a page: `steps` are (label, url)."""
    return [("Samenwerkingsagenda", address(request, "theme_list")), *steps]


def find_theme(request, pk):
    """Return a theme of the region that someone may change; 404 or 403 otherwise."""
    theme = find(Theme.objects.select_related("region"), request, pk)
    require_editor(request)
    return theme


def find_row(rows, request, pk):
    """Return a row of a theme that someone may change; 404 or 403 otherwise."""
    row = find(rows.select_related("theme__region"), request, pk)
    require_editor(request)
    return row


def theme_form_page(request, form, write, *, theme, message, part="", **context):
    """Answer a page with a form that belongs to a theme; after it comes the theme's page.

    `message` is the text, or makes it of what is stored; `part` is where on that page it stands.
    """
    back = address(request, "theme_detail", theme.pk)
    title = str(theme)
    return form_page(
        request,
        form,
        write,
        done=lambda saved: (message(saved) if callable(message) else message, f"{back}{part}"),
        crumbs=crumbs(request, (title, back)),
        cancel_url=f"{back}{part}",
        **context,
    )


def unless_overlapping(form, write):
    """Return `write`, made to say at the form which other row holds on the same days."""

    def tried():
        try:
            return write()
        except OverlapError as error:
            form.show_overlap(error.other)
            return None

    return tried

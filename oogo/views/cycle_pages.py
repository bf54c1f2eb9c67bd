"""What the pages of the room OOGO about cycles share: rights, addresses, crumbs, a form."""

from oogo.models import Cycle
from oogo.views.room import address, crumbs, require_director
from partners.views.pages import find, form_page


def find_cycle(request, pk):
    """Return a cycle of the region that someone may direct; 404 or 403 otherwise."""
    cycle = find(Cycle.objects.with_meeting(), request, pk)
    require_director(request)
    return cycle


def find_row(rows, request, pk):
    """Return a row of a cycle that someone may direct; 404 or 403 otherwise."""
    row = find(rows.select_related("cycle__region", "cycle__meeting__body"), request, pk)
    require_director(request)
    return row


def cycle_form_page(request, form, write, *, cycle, message, part="", **context):
    """Answer a page with a form that belongs to a cycle; after it comes the cycle's page.

    `message` is the text, or makes it of what is stored; `part` is where on that page it stands.
    """
    back = address(request, "cycle_detail", cycle.pk)
    title = str(cycle)
    return form_page(
        request,
        form,
        write,
        done=lambda saved: (message(saved) if callable(message) else message, f"{back}{part}"),
        crumbs=crumbs(request, (title, back)),
        cancel_url=f"{back}{part}",
        **context,
    )

"""What the pages of afspraken share: finding, rights, addresses, crumbs, a form on an afspraak."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from oogo import permissions
from oogo.models import Decision
from oogo.views import room
from oogo.views.room import address
from partners.models import Party
from partners.views.pages import form_page

OVER = "Deze afspraak is ingetrokken of vervangen. Aan haar standpunten verandert niets meer."


def crumbs(request, *steps):
    """Return the trail to a page of the register: `steps` are (label, url)."""
    return room.crumbs(request, ("Afspraken", address(request, "decision_list")), *steps)


def find_decision(request, pk):
    """Return an afspraak of the region that the visitor sees; 404 for any other."""
    rows = Decision.objects.visible_to(request.user).of_region(request.region)
    return get_object_or_404(rows.with_successor(), pk=pk)


def find_party(request, pk):
    """Return a party of the region; 404 for any other."""
    parties = Party.objects.visible_to(request.user).of_region(request.region)
    return get_object_or_404(parties.with_organisation(), pk=pk)


def own_parties(request):
    return permissions.own_party_keys(request.user, request.region)


def refused(request, decision, text):
    """Go back to an afspraak with what stands in the way."""
    messages.warning(request, text)
    return redirect(decision)


def decision_form_page(request, form, write, *, decision, message, part="", **context):
    """Answer a page with a form that belongs to an afspraak; after it comes the afspraak.

    `message` is the text, or makes it of what is stored; `part` is where on that page it stands.
    """
    back = f"{decision.get_absolute_url()}{part}"
    title = decision.number or decision.title
    return form_page(
        request,
        form,
        write,
        done=lambda saved: (message(saved) if callable(message) else message, back),
        crumbs=crumbs(request, (title, decision.get_absolute_url())),
        cancel_url=back,
        **context,
    )

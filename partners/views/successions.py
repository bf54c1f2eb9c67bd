"""Herindelingen aankondigen: what a functioneel beheerder types before a release brings it."""

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.urls import reverse

from partners.forms.successions import SuccessionForm
from partners.reference.announce import InUseError, announce, announced, withdraw
from partners.views.pages import TAKEN, listed
from partners.views.reference import reference_crumbs, require_right

IN_USE = (
    "Deze aankondiging blijft staan: een regio heeft haar al doorgevoerd, of werkt al met de "
    "nieuwe gemeente."
)


def succession_list(request):
    """List what was announced, with the form to announce; POST does that, or takes one back."""
    require_right(request)
    is_back = "withdraw" in request.POST
    if is_back and _withdrawn(request):
        return redirect("reference:succession_list")
    is_sent = request.method == "POST" and not is_back
    form = SuccessionForm(request.POST) if is_sent else SuccessionForm()
    if is_sent and form.is_valid() and _announced(request, form):
        return redirect("reference:succession_list")
    context = listed(request, announced())
    context |= {
        "form": form,
        "cancel_url": reverse("reference:overview"),
        "here": request.path,
        "crumbs": reference_crumbs(),
    }
    return render(request, "partners/succession_list.html", context)


def _announced(request, form):
    try:
        announce(form.announcement())
    except IntegrityError:
        form.add_error(None, TAKEN)
        return False
    messages.success(
        request, "De herindeling is aangekondigd. De regio’s die zij raakt, zien haar vanaf nu."
    )
    return True


def _withdrawn(request):
    text = request.POST["withdraw"]
    row = announced().filter(pk=int(text)).first() if text.isascii() and _is_key(text) else None
    if row is None:
        messages.warning(request, "Deze aankondiging is er niet of niet meer.")
        return False
    try:
        withdraw(row)
    except InUseError:
        messages.warning(request, IN_USE)
        return False
    messages.success(request, "De aankondiging is ingetrokken.")
    return True


def _is_key(text):
    return text.isdecimal() and len(text) < 19

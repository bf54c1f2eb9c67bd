"""Klopt dit nog: what a link opens to whose data they are, and what members do with the answer."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from partners import inquiries
from partners.forms.inquiries import CorrectionForm
from partners.models import Correction, Position
from partners.permissions import can_verify
from partners.views.pages import address, find, require_editor
from records.actions import StaleError
from regio.lib.forms import whole_number

CHANGED = "Iemand anders wijzigde dit intussen. Kijk wat er nu staat."
SETTLED = "Iemand anders handelde deze melding intussen af."
TRIES = {"inquiry": "30/m/ip"}


@login_not_required
@never_cache
def inquiry_answer(request, token):
    """Public: the token in the mail is the key. GET shows, POST acts once."""
    if too_many := ratelimit.consume_or_429(
        request, app="regio", action="inquiry", config=TRIES, limit_get=True
    ):
        return too_many
    asked = inquiries.find(token)
    if asked is None:
        return _gone(request)
    is_right = "alles_klopt" in request.POST
    posted = request.POST if request.method == "POST" and not is_right else None
    form = CorrectionForm(posted, person=asked.person, positions=asked.positions)
    has_changed = request.POST.get("gezien", asked.fingerprint) != asked.fingerprint
    if not has_changed and (is_right or form.is_valid()):
        if not inquiries.answer(asked, [] if is_right else form.corrections()):
            return _gone(request)
        return redirect(f"{reverse('inquiry:thanks')}{'' if is_right else '?gemeld=ja'}")
    context = {"asked": asked, "form": form, "has_changed": has_changed}
    return render(request, "partners/inquiry_answer.html", context)


@login_not_required
@never_cache
def inquiry_thanks(request):
    """Public: says the same to everyone, of nobody."""
    context = {"has_reported": "gemeld" in request.GET}
    return render(request, "partners/inquiry_thanks.html", context)


def _gone(request):
    """One answer for a link that was used, is too old, or was never made."""
    return render(request, "partners/inquiry_gone.html", status=404)


@require_POST
def position_verify(request, slug, pk):
    known = Position.objects.filter(person__anonymised_on=None)
    position = find(known.select_related("person__region"), request, pk)
    if not can_verify(request.user, position.person):
        raise PermissionDenied
    try:
        inquiries.verify(
            position, version=whole_number(request.POST.get("version", "")), by=request.user
        )
    except StaleError:
        messages.error(request, CHANGED)
    else:
        messages.success(request, f"Vastgelegd: {position.title} klopt nog.")
    return redirect(position)


@require_POST
def correction_take(request, slug, pk):
    correction = _correction(request, pk)
    if correction.is_end:
        return redirect(address(request, "position_end", correction.position_id))
    try:
        is_taken = inquiries.take(
            correction, version=whole_number(request.POST.get("version", "")), by=request.user
        )
    except StaleError:
        messages.error(request, CHANGED)
    else:
        _say(request, is_taken, f"Overgenomen: {correction.get_field_display().lower()}.")
    return redirect(correction.person)


@require_POST
def correction_decline(request, slug, pk):
    correction = _correction(request, pk)
    is_settled = inquiries.settle(correction, Correction.Outcome.DECLINED, by=request.user)
    _say(request, is_settled, "De melding is niet overgenomen; de gegevens blijven zoals ze zijn.")
    return redirect(correction.person)


def _correction(request, pk):
    rows = Correction.objects.select_related("person__region", "position__person__region")
    correction = find(rows.filter(person__anonymised_on=None), request, pk)
    require_editor(request)
    return correction


def _say(request, is_done, text):
    if is_done:
        messages.success(request, text)
    else:
        messages.error(request, SETTLED)

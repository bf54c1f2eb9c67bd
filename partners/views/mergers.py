"""Herindelingen: what each touches in the region, who takes over what, and carrying it out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect, render

from partners.field import Field
from partners.forms.mergers import MergerForm
from partners.mergers import plan as plans
from partners.mergers.areas import lying
from partners.mergers.events import Mergers
from partners.permissions import can_apply_mergers
from partners.rules.passing import Choices
from partners.views.pages import address, crumbs, listed, posted
from records.actions import StaleError
from regio.lib import clock

MOVED = (
    "Er is nog niets gewijzigd: de keuzes of de gegevens zijn anders dan wat u zag. Dit is wat er "
    "nu zou gebeuren. Kijk het na."
)
NOT_READY = "De keuzes zijn intussen door iemand anders gewijzigd. Dit zijn die van u: kijk ze na."


def merger_list(request, slug):
    found = Mergers(Field(request.region), request.user, clock.today()).touching
    context = listed(request, found)
    context |= {
        "may_apply": can_apply_mergers(request.user, request.region),
        "crumbs": crumbs(request, ("Herindelingen", "")),
    }
    return render(request, "partners/merger_list.html", context)


def merger_detail(request, slug, pk):
    """Show what a herindeling touches here. A regisseur chooses, prepares it, and carries it out
    on its day or later."""
    touching = Mergers(Field(request.region), request.user, clock.today()).get(pk)
    if touching is None:
        raise Http404
    may_apply = can_apply_mergers(request.user, request.region)
    if request.method == "POST" and not may_apply:
        raise PermissionDenied
    saved = Choices.read(touching.choices) if touching.is_ready else None
    passing = plans.prepare(touching, request.region, request.user, saved)
    form = plan = None
    if touching.is_open:
        form = MergerForm(posted(request), passing=passing, version=touching.version or 0)
        if request.method == "POST" and form.is_valid():
            if _done(request, touching, form):
                return redirect(address(request, "merger_detail", touching.pk))
            passing.choices = form.chosen()
        plan = plans.plan_of(passing)
        form.show(plan)
    return render(
        request, "partners/merger_detail.html", _told(request, touching, plan, form, passing)
    )


def _told(request, touching, plan, form, passing):
    steps = ("Herindelingen", address(request, "merger_list"))
    return {
        "touching": touching,
        "plan": plan,
        "form": form,
        "passing": passing,
        "areas": lying(touching.event, passing),
        "may_apply": can_apply_mergers(request.user, request.region),
        "list_url": address(request, "merger_list"),
        "crumbs": crumbs(request, steps),
    }


def _done(request, touching, form):
    """Do what was asked besides looking; tell whether that was done."""
    asked = request.POST.get("doe")
    if asked == "klaarzetten":
        return _made_ready(request, touching, form)
    return asked == "doorvoeren" and _carried_out(request, touching, form)


def _made_ready(request, touching, form):
    try:
        plans.make_ready(
            touching=touching,
            region=request.region,
            chosen=form.chosen(),
            version=form.cleaned_data["version"] or 0,
            by=request.user,
        )
    except StaleError as stale:
        form.show_conflict(stale)
        messages.warning(request, NOT_READY)
        return False
    except IntegrityError:
        messages.warning(request, NOT_READY)
        return False
    messages.success(
        request, f"De herindeling staat klaar. Vanaf {touching.on:%d-%m-%Y} voert u haar door."
    )
    return True


def _carried_out(request, touching, form):
    try:
        plans.carry_out(
            pk=touching.pk,
            region=request.region,
            chosen=form.chosen(),
            seen=form.cleaned_data["seen"],
            day=clock.today(),
            by=request.user,
        )
    except (plans.MergerError, StaleError, IntegrityError):
        messages.warning(request, MOVED)
        return False
    messages.success(request, "De herindeling is doorgevoerd.")
    return True

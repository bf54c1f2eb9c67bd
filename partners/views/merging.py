"""Dubbele organisaties: which may be one, what merging them would do, and doing it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.shortcuts import redirect, render

from partners import duplicates, merging
from partners.forms.organisations import MergeForm
from partners.permissions import can_let_accounts_speak
from partners.views.organisations import find_organisation, room
from partners.views.pages import address, crumbs, listed
from records.actions import StaleError

MOVED = "Intussen is er iets veranderd. Dit is wat er nu zou gebeuren: kijk het nog eens na."


def duplicate_list(request, slug):
    context = listed(request, duplicates.of_region(request.region))
    context |= {
        "may_merge": can_let_accounts_speak(request.user, request.region),
        "list_url": address(request, "organisation_list"),
        "crumbs": crumbs(request, room(request), ("Dubbel?", "")),
    }
    return render(request, "partners/duplicate_list.html", context)


def organisation_merge(request, slug, pk):
    """Choose which organisation is the same as this one; look; merge."""
    stays = find_organisation(request, pk)
    if not can_let_accounts_speak(request.user, request.region):
        raise PermissionDenied
    given = request.POST or request.GET
    form = MergeForm(given if "met" in given else None, region=request.region, stays=stays)
    plan = None
    if form.is_valid():
        goes = form.cleaned_data["met"]
        if request.method == "POST" and _merged(request, stays, goes, form.cleaned_data["seen"]):
            return redirect(stays)
        plan = merging.plan(stays, goes)
        form.show_plan(plan)
    context = {
        "organisation": stays,
        "form": form,
        "plan": plan,
        "told": _told(plan) if plan else None,
        "here": address(request, "organisation_merge", pk),
        "cancel_url": address(request, "organisation_detail", pk),
        "crumbs": crumbs(
            request, room(request), (str(stays), address(request, "organisation_detail", pk))
        ),
    }
    if plan:
        context["swap_url"] = f"{address(request, 'organisation_merge', goes.pk)}?met={stays.pk}"
    return render(request, "partners/organisation_merge.html", context)


def _told(plan):
    """Put in words what a merge does."""
    names = {field.name: field.verbose_name for field in plan.stays._meta.fields}
    return {
        "counts": plan.counts,
        "kept": merging.in_words(plan.kept),
        "filled": [(names[name], value) for name, value in plan.filled.items()],
        "dropped": plan.dropped,
        "takes_part": bool(plan.absorbed),
    }


def _merged(request, stays, goes, seen):
    """Merge as it was shown; tell whether it was done."""
    try:
        merging.merge(stays=stays, goes=goes, seen=seen, by=request.user)
    except (merging.MergeError, StaleError, IntegrityError):
        messages.warning(request, MOVED)
        return False
    messages.success(request, f"{goes} is opgegaan in {stays}.")
    return True

"""Nieuwe regio: the functioneel beheerder makes one, and is no member of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import permissions
from accounts.models import Region
from regio.members import actions
from regio.members.forms import RegionForm


def region_create(request):
    if not permissions.can_make_regions(request.user):
        raise PermissionDenied
    form = RegionForm(request.POST or None)
    if form.is_valid():
        try:
            _create(form.changes(), by=request.user)
        except IntegrityError:
            form.add_error(None, "Iemand anders gebruikte dit adres of deze code net. Kies anders.")
        else:
            region, email = form.cleaned_data["name"], form.cleaned_data["admin_email"]
            messages.success(request, f"{region} is gemaakt. {email} krijgt een uitnodiging.")
            return redirect("home:region_list")
    context = {
        "crumbs": [("Mijn regio's", reverse("home:region_list"))],
        "form": form,
        "cancel_url": reverse("home:region_list"),
    }
    return render(request, "members/region_create.html", context)


def _create(data, *, by):
    admin = {name: data.pop(name) for name in ("admin_email", "admin_name")}
    actions.create_region(region=Region(**data), by=by, **admin)

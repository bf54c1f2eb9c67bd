"""Mijn profiel: my name, my password, my memberships."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.models import User
from partners.models import Person
from records import actions as records
from records.actions import StaleError
from regio.members.forms import ProfileForm


def profile(request):
    user = User.objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=user)
    if form.is_valid():
        try:
            records.write(user, version=form.base_version, by=user, **form.changes())
        except StaleError as stale:
            form.show_conflict(stale)
        else:
            messages.success(request, "Uw naam is opgeslagen.")
            return redirect("members:profile")
    context = {
        "crumbs": [("Mijn werk", reverse("home:work"))],
        "form": form,
        "memberships": request.user.current_memberships,
        "people": Person.objects.visible_to(request.user)
        .filter(user=request.user)
        .select_related("region"),
    }
    return render(request, "members/profile.html", context)

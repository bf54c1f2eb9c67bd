"""Planning a meeting: what there is to heed on its day is shown once, before it is stored."""

from django.shortcuts import render

from oogo.day_warnings import day_warnings
from partners.views.pages import form_page


def planning_page(request, form, write, *, done, **context):
    """Answer `form_page` for a form on the day of a meeting; a day with warnings is sent twice."""
    warnings = []
    if form.is_bound and form.is_valid() and not form.was_seen:
        warnings = day_warnings(request.region, form.cleaned_data["day"])
    if not warnings:
        return form_page(request, form, write, done=done, **context)
    form.note_as_seen()
    context |= {"form": form, "day": form.cleaned_data["day"], "warnings": warnings}
    return render(request, "oogo/meeting_plan.html", context)

"""Sluitingsdagen: the days on which this region does not work, beside those of the country."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from partners.forms.closed_days import ClosedDayForm
from partners.models import ClosedDay
from partners.permissions import can_edit
from partners.views.pages import (
    address,
    crumbs,
    find,
    form_page,
    listed,
    posted,
    require_editor,
)
from records import actions as records
from regio.lib import clock, workdays

YEARS = range(1900, 2201)


def closed_day_list(request, slug):
    days = ClosedDay.objects.visible_to(request.user).of_region(request.region).standing()
    year = asked_year(request)
    first, last = date(year, 1, 1), date(year, 12, 31)
    decreed = ClosedDay.objects.national().standing().filter(day__range=(first, last))
    national = workdays.dutch_holidays(year) | dict(decreed.values_list("day", "reason"))
    context = listed(request, days.order_by("-day", "pk"))
    context |= {
        "today": clock.today(),
        "year": year,
        "years": (year - 1, year + 1),
        "national": sorted(national.items()),
        "schools": _schools(first, last),
        "can_edit": can_edit(request.user, request.region),
        "create_url": address(request, "closed_day_create"),
        "crumbs": crumbs(request, ("Sluitingsdagen", "")),
    }
    return render(request, "partners/closed_day_list.html", context)


def asked_year(request):
    """Return the year that the address asks for; this year when that is empty or no year."""
    text = request.GET.get("jaar", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else 0
    return year if year in YEARS else clock.today().year


def _schools(first, last):
    """Return the school holidays as rows: (name, is it advised, [(region, holiday), …])."""
    regions = workdays.SCHOOL_REGIONS
    columns = [workdays.school_holidays(first, last, region) for region in regions]
    return [
        (row[0].name, row[0].is_advised, list(zip(regions, row, strict=True)))
        for row in zip(*columns, strict=True)
    ]


def closed_day_create(request, slug):
    require_editor(request)
    closed_day = ClosedDay(region=request.region)
    form = ClosedDayForm(posted(request), instance=closed_day, region=request.region)
    back = address(request, "closed_day_list")
    return form_page(
        request,
        form,
        lambda: records.create(form.instance, by=request.user),
        done=lambda saved: (f"{saved.day:%d-%m-%Y} telt niet meer als werkdag.", back),
        title="Sluitingsdag toevoegen",
        line="Een dag waarop in uw regio niet wordt gewerkt, naast weekend en feestdagen.",
        crumbs=crumbs(request, ("Sluitingsdagen", back)),
        submit="Sluitingsdag toevoegen",
        cancel_url=back,
    )


@require_POST
def closed_day_withdraw(request, slug, pk):
    closed_day = find(ClosedDay.objects.select_related("region"), request, pk)
    require_editor(request)
    records.write(closed_day, version=closed_day.version, by=request.user, is_withdrawn=True)
    messages.success(request, f"{closed_day.day:%d-%m-%Y} telt weer als werkdag.")
    return redirect(address(request, "closed_day_list"))

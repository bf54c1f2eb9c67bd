"""Indicators: all of them as small drawings on one scale, and what each of them is."""

from django.shortcuts import render

from monitoring.forms.indicators import BreakEditForm, BreakForm, IndicatorEditForm, IndicatorForm
from monitoring.listing import Listing
from monitoring.models import Break, Indicator
from monitoring.permissions import can_edit
from monitoring.views.pages import (
    address,
    crumbs,
    crumbs_of,
    find_indicator,
    find_row,
    require_editor,
)
from partners.views.pages import form_page, listed, posted
from records import actions as records
from regio.lib import clock


def indicator_list(request, slug):
    rows = Indicator.objects.visible_to(request.user).of_region(request.region)
    listing = Listing(request.region, rows, request.GET, clock.today())
    context = listed(request, listing.indicators)
    context |= {
        "listing": listing,
        "groups": listing.groups(context["page"].object_list),
        "can_edit": can_edit(request.user, request.region),
        "create_url": address(request, "indicator_create"),
    }
    return render(request, "monitoring/indicator_list.html", context)


def indicator_create(request, slug):
    require_editor(request)
    indicator = Indicator(region=request.region)
    form = IndicatorForm(posted(request), instance=indicator, region=request.region)

    def write():
        indicator.pending_m2m = {"themes": form.cleaned_data.get("themes", [])}
        return records.create(indicator, by=request.user)

    return form_page(
        request,
        form,
        write,
        done=lambda saved: (f"De indicator {saved} is toegevoegd.", saved.get_absolute_url()),
        title="Indicator toevoegen",
        line="Wat wilt u volgen om te zien of uw samenwerking helpt?",
        crumbs=crumbs(request, ("Indicator toevoegen", "")),
        submit="Indicator toevoegen",
        cancel_url=address(request, "indicator_list"),
    )


def indicator_edit(request, slug, pk):
    indicator = find_indicator(request, pk)
    require_editor(request)
    title = str(indicator)
    form = IndicatorEditForm(posted(request), instance=indicator, region=request.region)
    return form_page(
        request,
        form,
        lambda: records.write(
            indicator, version=form.base_version, by=request.user, **form.changes()
        ),
        done=lambda saved: ("De indicator is opgeslagen.", saved.get_absolute_url()),
        title=f"{title} wijzigen",
        crumbs=crumbs_of(request, indicator, ("Wijzigen", "")),
        submit="Opslaan",
        cancel_url=indicator.get_absolute_url(),
    )


def break_create(request, slug, pk):
    indicator = find_indicator(request, pk)
    require_editor(request)
    found = Break(indicator=indicator)
    form = BreakForm(posted(request), instance=found, region=request.region)
    return _break_page(
        request, form, lambda: records.create(found, by=request.user), "Breuk toevoegen"
    )


def break_edit(request, slug, pk):
    found = find_row(Break.objects, request, pk)
    form = BreakEditForm(posted(request), instance=found, region=request.region)
    return _break_page(
        request,
        form,
        lambda: records.write(found, version=form.base_version, by=request.user, **form.changes()),
        "Breuk wijzigen",
    )


def _break_page(request, form, write, title):
    indicator = form.instance.indicator
    return form_page(
        request,
        form,
        write,
        done=lambda saved: ("De breuk is vastgelegd.", indicator.get_absolute_url()),
        title=title,
        line="Vanaf deze dag zijn cijfers niet meer te vergelijken met die van daarvoor.",
        crumbs=crumbs_of(request, indicator, (title, "")),
        submit="Vastleggen",
        cancel_url=indicator.get_absolute_url(),
    )

"""Plannen, and what they say on a theme."""

from collections import defaultdict

from django.shortcuts import render

from agenda import forms
from agenda.models import Plan, PlanLink
from agenda.permissions import can_edit
from agenda.views.pages import (
    address,
    crumbs,
    find_row,
    find_theme,
    require_editor,
    theme_form_page,
)
from partners.views.pages import find, form_page, listed, marked_over, posted
from records import actions as records
from regio.lib import clock


def plan_list(request, slug):
    plans = Plan.objects.visible_to(request.user).of_region(request.region)
    plans = plans.select_related("owner").order_by("kind", "title", "pk")
    context = listed(request, plans)
    rows = marked_over(context["page"].object_list, clock.today())
    _add_links(rows)
    context |= {
        "plans": rows,
        "can_edit": can_edit(request.user, request.region),
        "create_url": address(request, "plan_create"),
        "crumbs": crumbs(request, ("Plannen", "")),
    }
    return render(request, "agenda/plan_list.html", context)


def _add_links(plans):
    """Give each plan `themes`: what it says on which."""
    links = PlanLink.objects.kept().filter(plan__in=plans).select_related("theme")
    found = defaultdict(list)
    for link in links.order_by("theme__number", "pk"):
        found[link.plan_id].append(link)
    for plan in plans:
        plan.themes = found[plan.pk]


def plan_create(request, slug):
    require_editor(request)
    form = forms.PlanForm(
        posted(request), instance=Plan(region=request.region), region=request.region
    )
    return _plan_page(
        request,
        form,
        lambda: records.create(form.instance, by=request.user),
        message="Het plan is toegevoegd. Leg bij een thema vast wat het erover zegt.",
        title="Plan toevoegen",
        line="Een plan, visie of akkoord waar de thema’s mee samenhangen.",
        submit="Plan toevoegen",
    )


def plan_edit(request, slug, pk):
    plan = find(Plan.objects.select_related("region"), request, pk)
    require_editor(request)
    title = str(plan)
    form = forms.PlanForm(posted(request), instance=plan, region=request.region)
    return _plan_page(
        request,
        form,
        lambda: records.write(plan, version=form.base_version, by=request.user, **form.changes()),
        message="Het plan is opgeslagen.",
        title=f"{title} wijzigen",
        submit="Opslaan",
    )


def _plan_page(request, form, write, *, message, **context):
    back = address(request, "plan_list")
    return form_page(
        request,
        form,
        write,
        done=lambda saved: (message, back),
        crumbs=crumbs(request, ("Plannen", back)),
        cancel_url=back,
        **context,
    )


def planlink_create(request, slug, pk):
    theme = find_theme(request, pk)
    form = forms.PlanLinkForm(
        posted(request), instance=PlanLink(theme=theme), region=request.region
    )
    return _link_page(
        request,
        form,
        lambda: records.create(form.instance, by=request.user),
        theme=theme,
        title="Wat een plan zegt",
        line=f"Leg vast wat een plan zegt over {theme}, en of dat aansluit op een ander plan.",
        submit="Toevoegen",
    )


def planlink_edit(request, slug, pk):
    link = find_row(PlanLink.objects.select_related("plan"), request, pk)
    line = str(link)
    form = forms.PlanLinkEditForm(posted(request), instance=link, region=request.region)
    return _link_page(
        request,
        form,
        lambda: records.write(link, version=form.base_version, by=request.user, **form.changes()),
        theme=link.theme,
        title="Wat een plan zegt wijzigen",
        line=line,
        submit="Opslaan",
    )


def _link_page(request, form, write, *, theme, **context):
    return theme_form_page(
        request,
        form,
        write,
        theme=theme,
        part="#samenhang-titel",
        message="De samenhang is opgeslagen.",
        **context,
    )

"""Plannen, and what they say on a theme."""

from collections import defaultdict

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agenda import actions, forms
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
from partners.views.pages import find, form_page, listed, marked_over, posted, posted_files
from records import actions as records
from records import documents
from records.actions import ClosedError, StaleError
from records.models import DocumentVersion
from regio.lib import clock
from regio.lib.forms import whole_number

CHANGED = "Het plan is intussen gewijzigd. Kijk of het document er nog af moet."
REPLACED = "Het document is vervangen; de vorige versie blijft bewaard."


def plan_list(request, slug):
    plans = Plan.objects.visible_to(request.user).of_region(request.region)
    plans = plans.order_by("kind", "title", "pk")
    context = listed(request, plans.kept().select_related("owner", "document"))
    rows = marked_over(context["page"].object_list, clock.today())
    _add_links(rows)
    editor = can_edit(request.user, request.region)
    context |= {
        "plans": rows,
        "can_edit": editor,
        "withdrawn": plans.filter(is_withdrawn=True) if editor else [],
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


def plan_detail(request, slug, pk):
    plan = find(Plan.objects.select_related("region", "owner", "document__document"), request, pk)
    plan.is_over = bool(plan.until and plan.until <= clock.today())
    context = {
        "plan": plan,
        "links": plan.links.kept().select_related("theme", "compared_with").order_by("theme", "pk"),
        "versions": _versions(plan),
        "can_edit": can_edit(request.user, request.region),
        "edit_url": address(request, "plan_edit", plan.pk),
        "crumbs": crumbs(request, ("Plannen", address(request, "plan_list"))),
    }
    return render(request, "agenda/plan_detail.html", context)


def _versions(plan):
    """Return what was ever uploaded for a plan, the newest first."""
    return plan.document.document.versions.order_by("-number") if plan.document else []


def plan_create(request, slug):
    require_editor(request)
    form = forms.NewPlanForm(
        posted(request),
        posted_files(request),
        instance=Plan(region=request.region),
        region=request.region,
    )
    return _plan_page(
        request,
        form,
        lambda: actions.add_plan(
            plan=form.instance, file=form.cleaned_data["file"], by=request.user
        ),
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


def plan_document(request, slug, pk):
    """Upload the file of a plan, or its next version; the old one is kept."""
    plan = find(Plan.objects.select_related("region", "document__document"), request, pk)
    require_editor(request)
    held = plan.document
    form = forms.PlanDocumentForm(posted(request), posted_files(request), instance=plan)
    return _plan_page(
        request,
        form,
        lambda: actions.replace_document(
            plan, version=form.base_version, file=form.cleaned_data["file"], by=request.user
        ),
        message=REPLACED if held else "Het document is toegevoegd.",
        title="Document vervangen" if held else "Document toevoegen",
        line=f"{plan}: nu {held}, versie {held.number}." if held else str(plan),
        submit="Vervangen" if held else "Toevoegen",
    )


@require_POST
def plan_document_remove(request, slug, pk):
    """Take the file off a plan, with its earlier versions: nobody opens them there any more.

    A file that took its place meanwhile stays.
    """
    plan = find(Plan.objects.kept().select_related("region"), request, pk)
    require_editor(request)
    version = whole_number(request.POST.get("version", ""))
    try:
        plan = records.write(plan, version=version, by=request.user, document=None)
    except StaleError as stale:
        plan = stale.current
    if plan.document_id:
        messages.warning(request, CHANGED)
    else:
        messages.success(request, "Het document hoort niet meer bij het plan.")
    return redirect(plan)


def plan_download(request, slug, pk, number):
    """Give one version of the file of a plan to who may see the plan."""
    plan = find(Plan.objects.kept().select_related("document"), request, pk)
    held = plan.document.document_id if plan.document else None
    versions = DocumentVersion.objects.filter(document=held)
    return documents.response(get_object_or_404(versions, number=number))


@require_POST
def plan_withdraw(request, slug, pk):
    """Take a plan off the list; it can be put back on its page."""
    return _turn(request, pk, actions.withdraw_plan, "Het plan is ingetrokken.")


@require_POST
def plan_restore(request, slug, pk):
    return _turn(request, pk, actions.restore_plan, "Het plan is teruggezet.")


def _turn(request, pk, act, message):
    plan = find(Plan.objects.select_related("region"), request, pk)
    require_editor(request)
    try:
        act(plan, by=request.user)
    except ClosedError as closed:
        messages.warning(request, str(closed))
    else:
        messages.success(request, message)
    return redirect(plan)


def _plan_page(request, form, write, *, message, **context):
    """Answer a page with a form on a plan; after it comes the plan's page."""
    plans, pk = address(request, "plan_list"), form.instance.pk
    trail = [
        ("Plannen", plans),
        *([(str(form.instance), form.instance.get_absolute_url())] if pk else []),
    ]
    return form_page(
        request,
        form,
        write,
        done=lambda saved: (message, saved.get_absolute_url()),
        crumbs=crumbs(request, *trail),
        cancel_url=trail[-1][1],
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

"""Referentiegegevens: what is held of the country, and new editions compared and applied."""

from datetime import date, datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Min
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from partners.division import texts_of_all
from partners.forms.reference import EditionForm
from partners.models import Area, AreaMembership, Municipality, Succession
from partners.permissions import can_edit_reference
from partners.reference import orders
from partners.reference.editing import ChangedMeanwhileError, ClashError
from partners.rules.kinds import facts_on
from partners.rules.overlap import kind_label
from partners.views.pages import listed
from regio.lib import clock

ALREADY = "Deze indeling was al ingevoerd. Er is niets gewijzigd."
LATEST = 10
LINES = 50
# Each group of differences: its word, and the kind and icon of the chip beside a line.
GROUPS = {
    "nieuw": ("Nieuw", "info", "plus-lg"),
    "vervallen": ("Vervallen", "soon", "dash-circle"),
    "verplaatst": ("Verplaatst", "soon", "signpost-split-fill"),
    "hernoemd": ("Hernoemd", "info", "arrow-right"),
    "aangevuld": ("Aangevuld", "info", "plus-lg"),
    "onbekend": ("Onbekend", "late", ""),
    "ongenoemd": ("Niet genoemd", "", ""),
}


def overview(request):
    require_right(request)
    day = clock.today()
    context = {
        "kinds": _kinds(day),
        "day": day,
        "municipalities": Municipality.objects.on(day).count(),
        "mergers": Succession.objects.values("on", "old").distinct().count(),
        "jobs": orders.jobs_for(request.user)[:LATEST],
        "create_url": reverse("reference:edition_create"),
        "announce_url": reverse("reference:succession_list"),
        "crumbs": reference_crumbs()[:1],
    }
    return render(request, "partners/reference_overview.html", context)


def _kinds(day):
    """Return for each kind how many areas it has on `day`, its editions and what it is for."""
    held = AreaMembership.objects.on(day).values("area__kind")
    counts = dict(held.annotate(n=Count("area", distinct=True)).values_list("area__kind", "n"))
    editions = {}
    rows = AreaMembership.objects.values("area__kind", "edition").annotate(first=Min("since"))
    for row in rows.order_by("area__kind", "first", "edition"):
        editions.setdefault(row["area__kind"], []).append((row["edition"], row["first"]))
    sources, texts = {}, texts_of_all()
    for kind, source in AreaMembership.objects.values_list("area__kind", "source").distinct():
        sources.setdefault(kind, []).append(source)
    return [
        {
            "kind": kind,
            "label": kind_label(kind, day),
            "count": counts.get(kind, 0),
            "editions": editions.get(kind, []),
            "sources": sorted(sources.get(kind, [])),
            "facts": facts_on(kind, texts[kind], day),
        }
        for kind in Area.Kind.values
    ]


def edition_create(request):
    require_right(request)
    is_sent = request.method == "POST"
    form = EditionForm(request.POST, request.FILES) if is_sent else EditionForm()
    if is_sent and form.is_valid():
        asked = form.cleaned_data
        file = asked["file"]
        job = orders.order(
            by=request.user,
            name=file.name if file else f"CBS {asked['table']}",
            data=file and file.data,
            table=asked["table"],
            day=asked["since"],
            kind=asked["kind"],
        )
        return redirect("reference:edition_detail", job.pk)
    context = {
        "form": form,
        "cancel_url": reverse("reference:overview"),
        "crumbs": reference_crumbs(),
    }
    return render(request, "partners/edition_create.html", context)


def edition_detail(request, pk):
    """Show how far a comparison is and what it found; POST applies it."""
    require_right(request)
    job = get_object_or_404(orders.jobs_for(request.user), pk=pk)
    if request.method == "POST" and _apply(request, job):
        return redirect("reference:edition_detail", pk)
    context = _found(request, job) | {
        "job": job,
        "name": job.result.get("name") or job.arguments["name"],
        "is_ready": "said" in job.result and not job.result["clashes"],
        "here": request.path,
        "overview_url": reverse("reference:overview"),
        "create_url": reverse("reference:edition_create"),
        "crumbs": reference_crumbs(),
    }
    part = "partners/_edition_progress.html" if request.htmx else "partners/edition_detail.html"
    return render(request, part, context)


def _apply(request, job):
    """Apply a comparison; tell whether that was done."""
    if job.state != job.State.DONE or job.result["changes_nothing"]:
        messages.error(request, "Hier valt niets in te voeren.")
        return False
    try:
        is_first = orders.apply(job, by=request.user)
    except ChangedMeanwhileError:
        messages.error(request, orders.CHANGED)
    except ClashError as clash:
        messages.error(request, f"Er is niets gewijzigd. {clash.args[0]}")
    else:
        messages.success(request, "De indeling is ingevoerd." if is_first else ALREADY)
        return True
    return False


def _found(request, job):
    """Return what the report of `job` says, a page at a time, of one group or of all."""
    said = job.result.get("said", [])
    chosen = request.GET.get("groep", "")
    counts = {group: sum(1 for own, _ in said if own == group) for group in GROUPS}
    shown = [(GROUPS[group], text) for group, text in said if chosen in ("", group)]
    page = Paginator(shown, LINES).get_page(request.GET.get("pagina"))
    day, applied_at = job.result.get("day"), job.result.get("applied_at")
    return {
        "groups": [(group, GROUPS[group][0], count) for group, count in counts.items() if count],
        "chosen": chosen if chosen in GROUPS else "",
        "page": page,
        "query": listed(request, [])["query"],
        "day": day and date.fromisoformat(day),
        "applied_at": applied_at and datetime.fromisoformat(applied_at),
    }


def require_right(request):
    if not can_edit_reference(request.user):
        raise PermissionDenied


def reference_crumbs(*steps):
    return [
        ("Mijn werk", reverse("home:work")),
        ("Referentiegegevens", reverse("reference:overview")),
        *steps,
    ]

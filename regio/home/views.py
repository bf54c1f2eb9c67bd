from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.shortcuts import render

from oogo.models import Cycle, Meeting
from regio.home.overview import (
    Gaps,
    Overview,
    indicators_of,
    lacking_mandates,
    stories_of,
    themes_of,
)
from regio.home.work import Work
from regio.lib import clock


def work(request):
    """Mijn werk: what waits for the visitor over all regions, and the way to each of them."""
    return render(request, "home/work.html", {"work": Work(request.user, clock.today())})


def region_detail(request, slug):
    overview = Overview(request, clock.today())
    return render(request, "home/region_detail.html", {"overview": overview})


def themes(request, slug):
    return _part(request, "themes", "Thema’s", themes=themes_of(request, clock.today()))


def indicators(request, slug):
    return _part(request, "indicators", "Indicatoren", cards=indicators_of(request, clock.today()))


def gaps(request, slug):
    return _part(request, "gaps", "Wie en wat ontbreekt", gaps=Gaps(request, clock.today()))


def changes(request, slug):
    return _part(request, "changes", "Laatste wijzigingen", stories=stories_of(request))


def mandates(request, slug):
    """The mandates at the next meeting of the cycle; empty where there is none to see."""
    cycles = Cycle.objects.of_region(request.region).coming(clock.today())
    seen = Meeting.objects.visible_to(request.user).filter(pk__in=cycles.values("meeting")[:1])
    meeting = seen.select_related("region").first()
    checks = lacking_mandates(request, meeting) if meeting else []
    return _part(request, "mandates", "Mandaten", meeting=meeting, checks=checks)


def _part(request, name, title, **context):
    """Answer a part of the Overzicht: by itself for the page that asks for it, else as a page."""
    context |= {"part": f"home/_{name}.html", "title": title}
    if request.htmx:
        return render(request, context["part"], context)
    context["crumbs"] = [("Overzicht", request.region.get_absolute_url()), (title, "")]
    return render(request, "home/part.html", context)


@login_not_required
def health_live(request):
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
def health_ready(request):
    """The process can work: the database answers and has every migration."""
    try:
        executor = MigrationExecutor(connection)
        ready = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        ready = False
    text = "ok\n" if ready else "niet gereed\n"
    return HttpResponse(text, content_type="text/plain", status=200 if ready else 503)


@login_not_required
def security_txt(request):
    expires = clock.real_now() + timedelta(days=180)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

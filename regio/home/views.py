from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.shortcuts import redirect, render

from regio.home.overview import Overview
from regio.lib import clock


def region_list(request):
    regions = {m.region_id: m.region for m in request.user.current_memberships}
    if len(regions) == 1 and not request.user.is_functional_admin:
        return redirect(next(iter(regions.values())))
    return render(
        request, "home/region_list.html", {"memberships": request.user.current_memberships}
    )


def region_detail(request, slug):
    overview = Overview(request, clock.today())
    return render(request, "home/region_detail.html", {"overview": overview})


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

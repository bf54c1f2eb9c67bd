"""Sending a dossier: who gets it and what is new, the order, and how far the work is."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from oogo.actions import dossiers
from oogo.models import Dossier
from oogo.papers.manifest import news
from oogo.papers.whole import Whole
from oogo.views.meeting_pages import find_meeting, meeting_crumbs
from oogo.views.room import require_director
from regio.lib import clock
from reminders.models import ReminderSettings


def dossier_send(request, slug, number):
    meeting = find_meeting(request, number)
    require_director(request)
    whole = Whole(meeting, clock.today())
    back = reverse("oogo:dossier_list", args=[slug, number])
    if meeting.is_cancelled or not whole.agenda.items:
        messages.error(request, _refused(meeting))
        return redirect(back)
    if request.method == "POST":
        job = dossiers.order(
            meeting=meeting, by=request.user, is_demonstration=bool(request.demonstration)
        )
        return redirect("oogo:dossier_job", slug, number, job.pk)
    last = Dossier.objects.filter(meeting=meeting).select_related("manifest").first()
    next_number = dossiers.next_number(meeting)
    return render(
        request,
        "oogo/dossier_send.html",
        {
            "meeting": meeting,
            "number": next_number,
            "heading": f"Versie {next_number} versturen",
            "settings": ReminderSettings.of(request.region),
            "last": last,
            "news": news(whole, last.told) if last and last.told else None,
            "readers": whole.readers,
            "agenda": whole.agenda,
            "back": back,
            "crumbs": meeting_crumbs(request, meeting, ("Dossier", back)),
        },
    )


def _refused(meeting):
    if meeting.is_cancelled:
        return "Dit overleg is geannuleerd: er valt niets te versturen."
    return "Op de agenda staat nog geen punt: er valt niets te versturen."


def dossier_job(request, slug, number, pk):
    """Show how far the work is; the page asks again by itself, or is loaded again by hand."""
    meeting = find_meeting(request, number)
    require_director(request)
    job = get_object_or_404(dossiers.jobs_of(meeting), pk=pk)
    back = reverse("oogo:dossier_list", args=[slug, number])
    context = {
        "meeting": meeting,
        "job": job,
        "dossier": Dossier.objects.filter(meeting=meeting, pk=job.result.get("dossier")).first(),
        "settings": ReminderSettings.of(request.region),
        "here": request.path,
        "back": back,
        "crumbs": meeting_crumbs(request, meeting, ("Dossier", back)),
    }
    if request.htmx:
        return render(request, "oogo/_dossier_progress.html", context)
    return render(request, "oogo/dossier_job.html", context)

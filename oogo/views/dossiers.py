"""The dossier of a meeting: concepts, sent versions, and the papers of one reader."""

import tempfile
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

from oogo import permissions
from oogo.actions import dossiers
from oogo.models import Dossier, DossierReader, Participant
from oogo.papers.printing import Edition, common_html
from oogo.papers.production import Production
from oogo.papers.whole import Whole
from oogo.views.meeting_pages import crumbs, find_meeting, require_proposer, tabs, when_and_where
from oogo.views.room import require_director
from records import documents
from regio.lib import clock
from regio.lib.papers import pdf_response
from regio.lib.pdf import render_pdf


def dossier_list(request, slug, number):
    meeting = find_meeting(request, number)
    sent = list(_sent(request, meeting))
    readers = _readers(sent)
    can_direct = permissions.can_direct(request.user, request.region)
    return render(
        request,
        "oogo/dossier_list.html",
        {
            "meeting": meeting,
            "line": when_and_where(meeting),
            "versions": [(dossier, readers[dossier.pk]) for dossier in sent],
            "own": _own(request.user, sent, readers),
            "job": dossiers.jobs_of(meeting).first() if can_direct else None,
            "participants": _previews(meeting) if can_direct else [],
            "has_items": meeting.items.on_agenda().exists(),
            "send_label": f"Versie {sent[0].number + 1 if sent else 1} versturen",
            "can_direct": can_direct,
            "can_propose": permissions.can_propose(request.user, request.region),
            "takes_part": permissions.takes_part(request.user, meeting),
            "tabs": tabs(meeting, "dossier_list"),
            "crumbs": crumbs(request),
        },
    )


def _sent(request, meeting):
    rows = Dossier.objects.visible_to(request.user).filter(meeting=meeting)
    return rows.select_related("pdf", "open_pdf", "html").order_by("-number")


def _readers(sent):
    """Return who got each of the versions: {key: [DossierReader]}."""
    found = {dossier.pk: [] for dossier in sent}
    rows = DossierReader.objects.filter(dossier__in=found).select_related(
        "position__person", "position__organisation", "personal", "reading_copy"
    )
    for row in rows.order_by("position__person__sort_name", "pk"):
        found[row.dossier_id].append(row)
    return found


def _own(user, sent, readers):
    """Return the papers of `user` in the newest version in which there are any."""
    for dossier in sent:
        own = [row for row in readers[dossier.pk] if row.position.person.user_id == user.pk]
        if own:
            return [(dossier, row) for row in own]
    return []


def _previews(meeting):
    return (
        Participant.objects.kept()
        .filter(meeting=meeting)
        .with_names()
        .order_by("position__person__sort_name", "pk")
    )


def dossier_concept(request, slug, number):
    """Give the common file as it stands now, to who prepares the meeting."""
    meeting = find_meeting(request, number)
    require_proposer(request)
    whole = Whole(meeting, clock.today())
    takes_part = permissions.takes_part(request.user, meeting)
    papers = whole.agenda.shared if takes_part else whole.agenda.open
    return _download(
        request,
        meeting,
        "concept",
        lambda: render_pdf(common_html(whole, papers, _concept(request))),
    )


def dossier_preview(request, slug, number, pk):
    """Give the part "Voor u" of one reader as it stands now, to the regisseur."""
    meeting = find_meeting(request, number)
    rows = Participant.objects.visible_to(request.user).kept().with_names()
    participant = get_object_or_404(rows, meeting=meeting, pk=pk)
    require_director(request)
    whole = Whole(meeting, clock.today())
    reader = next(r for r in whole.readers if r.position == participant.speaker)

    def make():
        with tempfile.TemporaryDirectory(prefix="regio-dossier-") as folder:
            production = Production(whole, _concept(request), Path(folder))
            return production.personal(reader).read_bytes()

    return _download(request, meeting, f"concept-voor-{reader}", make)


def _concept(request):
    return Edition(is_demonstration=bool(request.demonstration))


def _download(request, meeting, name, make):
    return pdf_response(
        request,
        make,
        name=f"dossier-{meeting.body}-{meeting.day}-{name}",
        back=meeting.get_absolute_url(),
        back_label="Naar de agenda",
    )


def dossier_pdf(request, slug, number, pk):
    """Give the file as it was sent: who takes no part gets it without stances."""
    dossier = _find_dossier(request, number, pk)
    takes_part = permissions.takes_part(request.user, dossier.meeting)
    return documents.response(dossier.pdf if takes_part else dossier.open_pdf)


def dossier_html(request, slug, number, pk):
    dossier = _find_dossier(request, number, pk)
    if not permissions.takes_part(request.user, dossier.meeting):
        raise PermissionDenied
    return documents.page(dossier.html)


def dossier_manifest(request, slug, number, pk):
    dossier = _find_dossier(request, number, pk)
    require_director(request)
    return documents.response(dossier.manifest)


def reader_personal(request, slug, number, pk):
    return documents.response(_find_reader(request, number, pk).personal)


def reader_copy(request, slug, number, pk):
    row = _find_reader(request, number, pk)
    return documents.response(row.reading_copy or row.personal)


def _find_dossier(request, number, pk):
    rows = Dossier.objects.visible_to(request.user).select_related(
        "meeting__region", "meeting__body"
    )
    rows = rows.select_related("pdf", "open_pdf", "html", "manifest")
    return get_object_or_404(rows, meeting=find_meeting(request, number), pk=pk)


def _find_reader(request, number, pk):
    """Return the papers of one reader: for that reader, and for the regisseur."""
    rows = DossierReader.objects.visible_to(request.user).select_related(
        "dossier", "position__person", "personal__document", "reading_copy__document"
    )
    row = get_object_or_404(rows, dossier__meeting=find_meeting(request, number), pk=pk)
    is_own = row.position.person.user_id == request.user.pk
    if not is_own and not permissions.can_direct(request.user, request.region):
        raise PermissionDenied
    return row

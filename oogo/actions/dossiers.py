"""Sending a dossier: the order that a regisseur gives, and what is stored when all is made.

Between these a worker makes the papers (`oogo.tasks`); nothing is sent until all of it is there.
"""

import json

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from oogo.actions import agenda
from oogo.models import Dossier, DossierReader, Meeting
from oogo.papers.manifest import manifest
from oogo.papers.printing import twin_of
from records import actions as records
from records import documents
from records.models import Document, Job
from regio.lib import clock, doorbell

KIND = "oogo.tasks.make_dossiers"
PDF, HTML, JSON = "application/pdf", "text/html; charset=utf-8", "application/json"


@transaction.atomic
def order(*, meeting, by, is_demonstration=False):
    """Let the dossier of `meeting` be made and sent, as it stands today; returns its Job.

    The numbers of the agenda are fixed now: what comes later is 4a. While a job of this meeting is
    not ready that one is returned: a second click sends nothing twice.
    """
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    job = jobs_of(meeting).unfinished().first()
    if job is None:
        agenda.fix_numbers(meeting=meeting, by=by)
        job = Job.objects.create(
            region=meeting.region,
            kind=KIND,
            arguments={
                "meeting": meeting.pk,
                "day": clock.today().isoformat(),
                "is_demonstration": is_demonstration,
            },
            started_by=by,
        )
    doorbell.ring(KIND)
    return job


def jobs_of(meeting):
    """Return the jobs that make a dossier of `meeting`, the newest first."""
    rows = Job.objects.of_region(meeting.region).filter(kind=KIND)
    return rows.filter(arguments__meeting=meeting.pk).order_by("-pk")


def next_number(meeting):
    last = Dossier.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def send(*, job, production, papers):
    """Store what was made as the next sent version; `papers` is what each reader gets.

    The files are written first, the rows in one short transaction. Raises TakenOverError when
    another worker took the job over: then nothing is stored. Returns the Dossier.
    """
    whole, edition = production.whole, production.edition
    files = {
        "dossier": _kept(production.common.pdf),
        "open": _kept(production.open),
        "html": documents.keep(twin_of(production.common.html).encode("utf-8", "replace")),
    }
    readers = [(p, _kept(p.personal), _kept(p.reading_copy)) for p in papers]
    before = last_manifest(whole.meeting)
    with transaction.atomic():
        sent_at = clock.now()
        told = manifest(
            whole,
            edition,
            sent_at=sent_at,
            by=job.started_by,
            files=files,
            readers=readers,
            before=before,
        )
        files["manifest"] = documents.keep(json.dumps(told, ensure_ascii=False, indent=1).encode())
        dossier = _dossier(whole.meeting, edition, files, sent_at, job.started_by)
        for own, personal, copy in readers:
            _reader(dossier, own.reader, personal, copy, job.started_by)
        job.finish(Job.State.DONE, dossier=dossier.pk)
    return dossier


def last_manifest(meeting):
    """Return the manifest of the version of `meeting` that was sent last; None where there is none
    or it cannot be read any more."""
    last = Dossier.objects.filter(meeting=meeting).select_related("manifest").first()
    return last.told if last else None


def _kept(path):
    return documents.keep(path.read_bytes()) if path else None


def _dossier(meeting, edition, files, sent_at, by):
    name = f"dossier-{slugify(meeting.body)}-{meeting.day}-versie-{edition.number}"
    title = f"Dossier {meeting}, {edition}"
    pdf = _document(meeting, title, f"{name}.pdf", files["dossier"], PDF, by)
    is_same = files["open"] == files["dossier"]
    dossier = Dossier(
        meeting=meeting,
        number=edition.number,
        sent_at=sent_at,
        pdf=pdf,
        open_pdf=pdf
        if is_same
        else _document(meeting, title, f"{name}.pdf", files["open"], PDF, by),
        html=_document(meeting, f"{title}, webversie", f"{name}.html", files["html"], HTML, by),
        manifest=_document(
            meeting, f"{title}, inhoudslijst", f"{name}.json", files["manifest"], JSON, by
        ),
    )
    return records.create(dossier, by=by)


def _reader(dossier, reader, personal, copy, by):
    meeting = dossier.meeting
    tail = f"{slugify(meeting.body)}-{meeting.day}-versie-{dossier.number}-{slugify(reader)}.pdf"
    row = DossierReader(
        dossier=dossier,
        position=reader.position,
        email=reader.email,
        personal=_document(meeting, f"Voor {reader}", f"voor-u-{tail}", personal, PDF, by),
    )
    if copy:
        title = f"Leesexemplaar van {reader}"
        row.reading_copy = _document(meeting, title, f"leesexemplaar-{tail}", copy, PDF, by)
    return records.create(row, by=by)


def _document(meeting, title, file_name, kept, content_type, by):
    return documents.add_version(
        document=Document(region=meeting.region, title=title[:160]),
        file_name=file_name[-160:],
        kept=kept,
        content_type=content_type,
        by=by,
    )

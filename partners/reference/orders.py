"""Editions on screen: ordered by a functioneel beheerder, compared by a worker, applied on a click.

What was read is kept as it was, so that what is applied is what was compared.
"""

from datetime import date

from django.db import transaction

from partners.reference import editing
from partners.reference.edition import Edition
from partners.reference.reader import ReferenceFileError
from records import documents
from records.models import Job
from regio.lib import clock, doorbell

KIND = "partners.tasks.compare_editions"
STEPS = 3
CHANGED = "De referentiegegevens veranderden sinds de vergelijking. Vergelijk opnieuw."


def jobs_for(user):
    """Return the comparisons, newest first: they are for every functioneel beheerder."""
    jobs = Job.objects.filter(kind=KIND, region=None).select_related("started_by")
    return jobs.order_by("-pk") if user.is_functional_admin else jobs.none()


@transaction.atomic
def order(*, by, name, data=None, table="", day=None, kind=""):
    """Let a file (bytes) or a table of the CBS be read and compared; return the Job."""
    arguments = {
        "name": name,
        "table": table,
        "file": documents.keep(data).sha256 if data else "",
        "day": day and day.isoformat(),
        "kind": kind,
    }
    job = Job.objects.create(kind=KIND, arguments=arguments, started_by=by)
    doorbell.ring(KIND)
    return job


def compare(job):
    """Read what `job` (claimed) is about, compare it, and record what would change."""
    job.advance(0, total=STEPS, message="Lezen")
    try:
        edition = _read(job)
        job.advance(1, message="Vergelijken")
        held = editing.held_of(edition.kinds)
        plan = editing.plan_of(edition, held)
    except ReferenceFileError as error:
        message = "Het bestand is niet te lezen. Er is niets gewijzigd."
        job.finish(Job.State.FAILED, message=message, problems=error.problems)
        return
    job.advance(2, message="Verslag maken")
    job.finish(
        Job.State.DONE,
        edition=documents.keep(edition.to_bytes()).sha256,
        fingerprint=held.fingerprint,
        name=edition.name,
        source=edition.source,
        day=edition.day.isoformat(),
        unused=list(edition.unused),
        unchanged=plan.unchanged,
        changes_nothing=plan.changes_nothing,
        clashes=plan.clashes,
        said=[list(said) for said in plan.said],
    )


def _read(job):
    asked = job.arguments
    if asked["table"]:
        told = job.advance
        edition = editing.read_cbs(
            asked["table"], lambda pages: told(0, message=f"Lezen, bladzijde {pages}")
        )
    else:
        edition = editing.read_file(_kept(asked["file"]), asked["name"])
    day = asked["day"] and date.fromisoformat(asked["day"])
    return edition.narrowed(kinds=[asked["kind"]] if asked["kind"] else [], day=day)


@transaction.atomic
def apply(job, *, by):
    """Store what the comparison `job` found; twice is once. Tells whether this was the first time.

    Raises ChangedMeanwhileError or ClashError as `editing.apply_edition` does.
    """
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if "applied_at" in job.result:
        return False
    edition = Edition.from_bytes(_kept(job.result["edition"]))
    editing.apply_edition(edition, fingerprint=job.result["fingerprint"])
    applied = {"applied_at": clock.now().isoformat(), "applied_by": str(by)}
    Job.objects.filter(pk=job.pk).update(result=job.result | applied)
    return True


def _kept(sha256):
    return documents.read(documents.Kept(sha256, 0))

"""The work of the OOGO that Celery carries. Each task may run twice, or two at once: the rows
decide."""

import logging
import tempfile
import traceback
from datetime import date
from pathlib import Path

from celery import shared_task

from oogo.actions import dossiers
from oogo.models import Meeting
from oogo.papers.printing import Edition
from oogo.papers.production import Production
from oogo.papers.whole import Whole
from records.models import Job, TakenOverError
from regio.lib import clock
from regio.lib.papers import refusal
from regio.lib.pdf import PdfError

logger = logging.getLogger(__name__)

COMMON, ANNEXES, STORING = 1, 1, 1  # steps besides one for each reader
FAILED = "Er ging bij ons iets mis. Er is niets verzonden. Probeer het later opnieuw."


@shared_task
def make_dossiers():
    """Make the dossiers that were ordered and wait, or were left half-way; each by one worker."""
    for job in Job.objects.due().filter(kind=dossiers.KIND).select_related("region", "started_by"):
        if job.claim():
            _make(job)


def _make(job):
    try:
        with (
            clock.standing_at(_standing_day(job)),
            tempfile.TemporaryDirectory(prefix="regio-dossier-") as folder,
        ):
            _produce(job, Path(folder))
    except TakenOverError:
        logger.warning("job %s was taken over", job.pk)
    except PdfError as error:
        logger.warning("job %s: %s: %s", job.pk, type(error).__name__, error)
        _fail(job, f"{refusal(error.reason)} Er is niets verzonden.")
    except Exception as error:  # noqa: BLE001 -- the edge of a worker: whatever it is, it is told
        place = "".join(traceback.format_tb(error.__traceback__))
        logger.error("job %s failed: %s\n%s", job.pk, type(error).__name__, place)
        _fail(job, FAILED)


def _standing_day(job):
    """Return the day of a demonstration, on which the clock stands; None lets it run."""
    is_demonstration = job.arguments["is_demonstration"]
    return date.fromisoformat(job.arguments["day"]) if is_demonstration else None


def _produce(job, folder):
    meetings = Meeting.objects.select_related("region", "body__region")
    meeting = meetings.get(pk=job.arguments["meeting"])
    whole = Whole(meeting, date.fromisoformat(job.arguments["day"]))
    edition = Edition(
        dossiers.next_number(meeting), is_demonstration=job.arguments["is_demonstration"]
    )
    production = Production(whole, edition, folder)
    total = COMMON + ANNEXES + STORING + len(whole.readers)
    job.advance(0, total=total, message="Het gezamenlijke deel")
    production.make_common()
    job.advance(COMMON, message="De bijlagen")
    production.make_sheets()
    papers = []
    for place, reader in enumerate(whole.readers, COMMON + ANNEXES):
        job.advance(place, message=f"Voor {reader}"[:300])
        papers.append(production.papers_for(reader))
    job.advance(total - STORING, message="Bewaren en verzenden")
    dossiers.send(job=job, production=production, papers=papers)


def _fail(job, message):
    try:
        job.finish(Job.State.FAILED, message=message[:300])
    except TakenOverError:
        logger.warning("job %s was taken over", job.pk)

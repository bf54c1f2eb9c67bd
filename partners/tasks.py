"""The work of the speelveld that Celery carries. It may run twice: the rows decide."""

import logging
import traceback

from celery import shared_task

from partners.reference import orders
from records.models import Job, TakenOverError

logger = logging.getLogger(__name__)

FAILED = "Er ging bij ons iets mis. Er is niets gewijzigd. Probeer het later opnieuw."


@shared_task
def compare_editions():
    """Compare the editions that were ordered and wait, or were left half-way."""
    for job in Job.objects.due().filter(kind=orders.KIND):
        if job.claim():
            _compare(job)


def _compare(job):
    try:
        orders.compare(job)
    except TakenOverError:
        logger.warning("job %s was taken over", job.pk)
    except Exception as error:  # noqa: BLE001 -- the edge of a worker: whatever it is, it is told
        place = "".join(traceback.format_tb(error.__traceback__))
        logger.error("job %s failed: %s\n%s", job.pk, type(error).__name__, place)
        _fail(job)


def _fail(job):
    try:
        job.finish(Job.State.FAILED, message=FAILED)
    except TakenOverError:
        logger.warning("job %s was taken over", job.pk)

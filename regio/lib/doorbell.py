"""Tell the worker that rows are waiting. The database is the truth; a failed ring is harmless,
because the tick of every minute finds the same rows."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def ring(task_name: str) -> None:
    """Ask a worker to run `task_name` as soon as the surrounding transaction is committed."""
    transaction.on_commit(lambda: _send(task_name))


def _send(task_name):
    try:
        current_app.send_task(task_name, retry=False, ignore_result=True)
    except (OperationalError, OSError) as error:
        logger.warning("doorbell %s not heard: %s", task_name, type(error).__name__)

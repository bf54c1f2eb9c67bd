"""The work that Celery carries. Each task may run twice, or two at once: the rows decide."""

import logging
import traceback
from contextlib import suppress
from datetime import timedelta
from smtplib import (
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from celery import shared_task
from django.core.mail import get_connection

from regio.lib import clock
from reminders import emails
from reminders.models import Mail

logger = logging.getLogger(__name__)

BATCH = 200
MAX_ATTEMPTS = 12
NOT_REACHED = "De mailserver was niet bereikbaar."
NOT_MADE = "Het bericht kon niet worden gemaakt. Het is niet verzonden."
NOT_SENDABLE = "De mailserver kan dit bericht niet verzenden."
MAYBE_SENT = "De verbinding viel weg. Misschien is het bericht toch aangekomen."


@shared_task
def send_waiting():
    """Send the mails that wait, each by one sender only; stop when the server cannot be reached."""
    due = Mail.objects.due().select_related("link__created_by", "link__region", "user", "region")
    while batch := list(due[:BATCH]):
        for mail in batch:
            if mail.claim() and not _send(mail):
                return


def _send(mail):
    """Send a claimed mail once, record how it ended, and tell whether the server was there."""
    connection = get_connection()
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        _try_later(mail, NOT_REACHED, error)
        return False
    else:
        _hand_over(mail, connection)
        return True
    finally:
        with suppress(SMTPException, OSError):
            connection.close()


def _hand_over(mail, connection):
    message = _made(mail, connection)
    if message is None:
        return
    try:
        message.send()
    except (SMTPRecipientsRefused, SMTPResponseException) as error:
        _refused(mail, error)
    except (SMTPNotSupportedError, ValueError) as error:
        # Raised before the message itself is offered: an address or a header cannot be written.
        _log(mail, error)
        mail.settle(Mail.State.FAILED, error=NOT_SENDABLE)
    except (SMTPException, OSError) as error:
        _log(mail, error)
        mail.settle(Mail.State.UNCERTAIN, error=MAYBE_SENT)
    else:
        mail.settle(Mail.State.SENT, sent_at=clock.now(), error="")


def _made(mail, connection):
    """Return the message, or None when it could not be made: then it was certainly not sent."""
    try:
        message = emails.build(mail, connection)
        message.message()
    except emails.NotWantedError as reason:
        mail.settle(Mail.State.FAILED, error=str(reason))
    except Exception as error:  # noqa: BLE001 -- the edge of a worker: whatever it is, it is told
        place = "".join(traceback.format_tb(error.__traceback__))
        logger.error("mail %s was not made: %s\n%s", mail.pk, type(error).__name__, place)
        mail.settle(Mail.State.FAILED, error=NOT_MADE)
    else:
        return message
    return None


def _refused(mail, error):
    """The server answered no: for good (5xx), or for now (4xx)."""
    if isinstance(error, SMTPRecipientsRefused):
        code = max(code for code, _ in error.recipients.values())
    else:
        code = error.smtp_code
    if code >= 500:
        _log(mail, error)
        mail.settle(Mail.State.FAILED, error=f"De mailserver weigerde het bericht ({code}).")
    else:
        _try_later(mail, f"De mailserver nam het bericht nog niet aan ({code}).", error)


def _try_later(mail, reason, error):
    """Put the mail back, each time for twice as long up to an hour, or give up."""
    _log(mail, error)
    if mail.attempts >= MAX_ATTEMPTS:
        mail.settle(Mail.State.FAILED, error=f"{reason} Er is {mail.attempts} keer geprobeerd.")
        return
    pause = timedelta(minutes=min(2 ** (mail.attempts - 1), 60))
    mail.settle(Mail.State.WAITING, not_before=clock.real_now() + pause, error=reason)


def _log(mail, error):
    logger.warning("mail %s, attempt %s: %s", mail.pk, mail.attempts, type(error).__name__)

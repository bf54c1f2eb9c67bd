"""Put mails in the outbox. They go out after commit, by the worker or at the next tick."""

from django.db import transaction

from regio.lib import doorbell
from reminders.models import Mail

SEND = "reminders.tasks.send_waiting"


@transaction.atomic
def queue_invitation(link):
    """Let the invitation of `link` be mailed, unless a mail for it waits already.

    The token is made when the mail is sent: from then on an earlier mail opens nothing.
    Returns the Mail.
    """
    mail = Mail.objects.filter(link=link, state=Mail.State.WAITING).first()
    if mail is None:
        mail = Mail.objects.create(
            kind=Mail.Kind.INVITATION, region=link.region, to=link.email, link=link
        )
    doorbell.ring(SEND)
    return mail


@transaction.atomic
def queue_password_reset(user):
    """Let `user` be mailed a key for a new password, unless a mail with one waits already.

    The key is made when the mail is sent. Returns the Mail.
    """
    waiting = Mail.objects.filter(kind=Mail.Kind.PASSWORD_RESET, state=Mail.State.WAITING)
    mail = waiting.filter(user=user).first()
    if mail is None:
        mail = Mail.objects.create(kind=Mail.Kind.PASSWORD_RESET, to=user.email, user=user)
    doorbell.ring(SEND)
    return mail


def sweep():
    """Call uncertain what a sender left half-way; it is never repeated by itself.

    Returns how many mails that were.
    """
    return Mail.objects.stuck().update(
        state=Mail.State.UNCERTAIN,
        error="De verzending brak af. Misschien is het bericht toch aangekomen.",
    )

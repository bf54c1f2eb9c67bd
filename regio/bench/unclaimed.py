"""The twin: the same senders that send a mail without taking it first, to show what that prevents.

Run as a program it is one tick, like `manage.py reminders`.
"""

import sys


def careless_claim(mail):
    """Say that the mail may be sent, whoever is sending it already."""
    from django.db.models import F

    from regio.lib import clock

    mail.claimed_at = clock.real_now()
    rows = type(mail).objects.filter(pk=mail.pk)
    rows.update(state=mail.State.SENDING, claimed_at=mail.claimed_at, attempts=F("attempts") + 1)
    mail.attempts += 1
    return True


def main():
    import django

    django.setup()
    from django.core.management import call_command

    from reminders.models import Mail

    Mail.claim = careless_claim
    call_command("reminders", *sys.argv[1:])


if __name__ == "__main__":
    main()

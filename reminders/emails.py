"""Render a mail at the moment of sending: the only moment at which its token exists."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from reminders.models import Mail

HEADERS = {"Auto-Submitted": "auto-generated", "Content-Language": "nl"}


class NotWantedError(Exception):
    """The mail has lost its reason since it was queued; the text says why."""


def build(mail, connection=None):
    """Return the message that `mail` stands for, with a fresh token or key in it.

    Raises NotWantedError when the link was used, revoked or expired, or the account was closed.
    """
    subject, template, context = _CONTENTS[mail.kind](mail)
    context |= {"base_url": settings.BASE_URL, "to": mail.to}
    message = EmailMultiAlternatives(
        one_line(subject),
        render_to_string(f"reminders/mail/{template}.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [mail.to],
        headers=HEADERS | {"Message-ID": mail.message_id},
        connection=connection,
    )
    message.attach_alternative(
        render_to_string(f"reminders/mail/{template}.html", context), "text/html"
    )
    return message


def one_line(text):
    """Return `text` without line breaks or control characters: names end up in mail headers."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _invitation(mail):
    link = mail.link
    if not type(link).objects.usable().filter(pk=link.pk).exists():
        raise NotWantedError("De uitnodiging is gebruikt, ingetrokken of verlopen.")
    path = reverse("members:invitation_accept", args=[link.renew_token()])
    context = {
        "name": one_line(link.name),
        "inviter": one_line(str(link.created_by)),
        "inviter_email": link.created_by.email,
        "region": one_line(link.region.name),
        "role": link.get_role_display().lower(),
        "url": settings.BASE_URL + path,
        "expires_at": link.expires_at,
    }
    return f"Uitnodiging voor {link.region.name} in Regio", "invitation", context


def _password_reset(mail):
    if not mail.user.is_active:
        raise NotWantedError("Het account is gesloten.")
    path = reverse(
        "account_reset_password_from_key",
        args=[user_pk_to_url_str(mail.user), default_token_generator.make_token(mail.user)],
    )
    context = {
        "name": one_line(mail.user.name),
        "url": settings.BASE_URL + path,
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
    return "Nieuw wachtwoord voor Regio", "password_reset", context


_CONTENTS = {
    Mail.Kind.INVITATION: _invitation,
    Mail.Kind.PASSWORD_RESET: _password_reset,
}

"""How allauth works here: closed, in our words, and its mails through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.core.exceptions import ValidationError

from reminders.actions import queue_password_reset

# Django has the first in English only, and writes "de e-mailadres" in the second.
WEAK_PASSWORD = {
    "password_too_short": "Kies een wachtwoord van ten minste {min_length} tekens.",
    "password_too_similar": "Dit wachtwoord lijkt te veel op uw naam of e-mailadres.",
    "password_too_common": "Dit wachtwoord wordt door te veel mensen gebruikt. Kies een ander.",
}


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in and passwords; accounts come by invitation."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Dit account is gesloten.",
        "email_password_mismatch": "Het e-mailadres of het wachtwoord klopt niet.",
        "enter_current_password": "Dit is niet uw huidige wachtwoord.",
        "incorrect_password": "Het wachtwoord klopt niet.",
        "invalid_password_reset": "Deze link werkt niet meer.",
        "too_many_login_attempts": (
            "Er is te vaak een verkeerd wachtwoord gegeven. Probeer het over vijf minuten opnieuw."
        ),
        "rate_limited": "Dit zijn te veel pogingen achter elkaar. Probeer het zo opnieuw.",
    }

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        """Refuse as an address to go to what is no address at all."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def clean_password(self, password, user=None):
        """Check a new password, with what is wrong in our words."""
        try:
            return super().clean_password(password, user)
        except ValidationError as errors:
            raise ValidationError([_in_our_words(error) for error in errors.error_list]) from errors

    def send_password_reset_mail(self, user, email, context):
        """Queue the mail; its key is made when it is sent, that of `context` is not used."""
        queue_password_reset(user)

    def set_password(self, user, password):
        """Store the password alone, and forget the failed attempts with the one before."""
        user.set_password(password)
        user.save(update_fields=["password"])
        self._delete_login_attempts_cached_email(context.request, email=user.email)


def _in_our_words(error):
    known = WEAK_PASSWORD.get(error.code)
    return known.format(**(error.params or {})) if known else error.messages[0]

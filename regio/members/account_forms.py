"""The forms of signing in and of passwords: allauth's, in our words."""

from allauth.account import forms as allauth
from django.core.exceptions import ValidationError

from regio.lib.forms import PASSWORD_RULES, FormInOurWords


class NewPassword(FormInOurWords):
    """A new password, typed twice, with the rules that it must meet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_RULES
        self.fields["password2"].label = "Nieuw wachtwoord, nog een keer"

    def add_error(self, field, error):
        if field == "password2" and not isinstance(error, ValidationError):
            error = "De twee wachtwoorden zijn niet gelijk."
        super().add_error(field, error)


class LoginForm(FormInOurWords, allauth.LoginForm):
    pass


class ReauthenticateForm(FormInOurWords, allauth.ReauthenticateForm):
    pass


class ResetPasswordForm(FormInOurWords, allauth.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(NewPassword, allauth.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(NewPassword, allauth.ChangePasswordForm):
    pass

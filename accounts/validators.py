from django.contrib.auth.password_validation import MinimumLengthValidator


class LengthValidator(MinimumLengthValidator):
    """Django's own, in Dutch: its translation lacks this one message."""

    def get_error_message(self):
        return f"Dit wachtwoord is te kort: het moet minstens {self.min_length} tekens hebben."

"""A mail backend that fails as a mail server library does; `error` is set by a test."""

from django.core.mail.backends.base import BaseEmailBackend


class FailingBackend(BaseEmailBackend):
    error: Exception

    def send_messages(self, messages):
        raise self.error

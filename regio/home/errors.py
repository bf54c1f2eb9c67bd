"""Error pages that say what happened, what was kept and what to do."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from regio.lib.middleware import resend_page, typed_texts

RETRY_AFTER_SECONDS = 30


def csrf_failure(request, reason=""):
    """Offer to send again what our own page posted with an old token; refuse all others.

    Signing in renews the token, so that a page which stood open in another tab has an old one.
    """
    own_page = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if own_page and request.method == "POST" and not request.headers.get("HX-Request"):
        return resend_page(request, expired=False)
    return render(request, "403.html", {"reason": "expired"}, status=403)


def permission_denied(request, exception):
    """Say that the role does not allow it, and give back what was typed."""
    texts = typed_texts(request) if request.method == "POST" else []
    return render(request, "403.html", {"texts": texts}, status=403)


def page_not_found(request, exception):
    return render(request, "404.html", status=404)


def server_error(request):
    """Answer without the database, the shell and the static manifest: those may be what failed.

    Called while the exception is handled. A database that does not answer passes: 503, come back.
    """
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        headers = {"Retry-After": RETRY_AFTER_SECONDS}
        return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
    return HttpResponse(render_to_string("500.html"), status=500)

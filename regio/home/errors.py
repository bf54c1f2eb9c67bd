"""Error pages that say what happened, what was kept and what to do."""

from django.shortcuts import render

from regio.lib.middleware import resend_page


def csrf_failure(request, reason=""):
    """Offer to send again what our own page posted with an old token; refuse all others.

    Signing in renews the token, so that a page which stood open in another tab has an old one.
    """
    own_page = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if own_page and request.method == "POST" and not request.headers.get("HX-Request"):
        return resend_page(request, expired=False)
    return render(request, "403.html", {"reason": "expired"}, status=403)


def permission_denied(request, exception):
    return render(request, "403.html", status=403)


def page_not_found(request, exception):
    return render(request, "404.html", status=404)


def server_error(request):
    """Answer without the database and without the shell: those may be what failed."""
    return render(request, "500.html", status=500, using=None)

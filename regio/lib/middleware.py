"""Edges that every request passes."""

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render


class HostileInputMiddleware:
    """Refuse what no browser sends: NUL or a lone surrogate in the address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        address = request.path + "".join(f"{k}{v}" for k, v in request.GET.items())
        if "\0" in address or any("\ud800" <= c <= "\udfff" for c in address):
            return HttpResponseBadRequest("Dit adres bestaat niet.", content_type="text/plain")
        return self.get_response(request)


class KeepTypedTextMiddleware(LoginRequiredMiddleware):
    """Send a visitor without sign-in to it, and lose nothing that was typed.

    A field that saves itself hears 401 and keeps its text in the browser; a form that was posted
    comes back whole, to be sent again after signing in.
    """

    def handle_no_permission(self, request, view_func):
        if request.headers.get("HX-Request"):
            context = {"next": request.htmx.current_url_abs_path}
            return render(request, "account/_expired.html", context, status=401)
        if request.method == "POST" and request.POST:
            return resend_page(request, expired=True)
        return super().handle_no_permission(request, view_func)


def resend_page(request, *, expired):
    """Show what was posted, with a button that sends the same again.

    A form with a password is not shown again: it is asked afresh.
    """
    if any("password" in name for name in request.POST):
        messages.warning(request, "De pagina stond te lang open. Vul het formulier opnieuw in.")
        return redirect(request.get_full_path())
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    context = {
        "fields": fields,
        "texts": [value for name, value in fields if _is_text(name, value)],
        "expired": expired,
        "address": request.get_full_path(),
    }
    return render(request, "account/expired.html", context)


def _is_text(name, value):
    """Tell whether a reader would know the value as typed: no version, no key of a choice."""
    return name != "version" and value.strip() and not value.strip().isdigit()

"""Edges that every request passes."""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponseBadRequest
from django.shortcuts import render


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
            return render(request, "account/_expired.html", status=401)
        if request.method == "POST" and request.POST:
            return resend_page(request, expired=True)
        return super().handle_no_permission(request, view_func)


def resend_page(request, *, expired):
    """Show what was posted, with a button that sends the same again."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    context = {"fields": fields, "expired": expired, "address": request.get_full_path()}
    return render(request, "account/expired.html", context)

"""Edges that every request passes."""

import hashlib
import time

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.cache import caches
from django.shortcuts import redirect, render

BUSY = "busy"
cache = caches["once"]


class HostileInputMiddleware:
    """Refuse what no browser sends: another charset, NUL or a lone surrogate in the address or in
    a cookie (which may spell it in octal)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        charset = request.content_params.get("charset", "utf-8")
        if charset.lower() not in ("utf-8", "utf8"):
            return bad_request(request)
        query = (f"{name}{''.join(values)}" for name, values in request.GET.lists())
        sent = "".join([request.path, *query, *request.COOKIES.values()])
        if "\0" in sent or any("\ud800" <= c <= "\udfff" for c in sent):
            return bad_request(request)
        return self.get_response(request)


def bad_request(request, exception=None):
    """Answer what no page of ours can have asked."""
    return render(request, "400.html", status=400)


class MethodPageMiddleware:
    """Show a page where Django has none: an address that only a button may ask for, opened."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page


class KeepTypedTextMiddleware(LoginRequiredMiddleware):
    """Send a visitor without sign-in to it, and lose nothing that was typed.

    A field that saves itself hears 401 and keeps its text in the browser; a form that was posted
    comes back whole, to be sent again after signing in.
    """

    def handle_no_permission(self, request, view_func):
        if request.headers.get("HX-Request"):
            context = {"next": _page_of(request)}
            return render(request, "account/_expired.html", context, status=401)
        if request.method == "POST" and request.POST:
            return resend_page(request, expired=True)
        return super().handle_no_permission(request, view_func)


def _page_of(request):
    """Return the address of the page that htmx asks from; nothing when it is no address."""
    try:
        return request.htmx.current_url_abs_path
    except ValueError:
        return None


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
        "texts": typed_texts(request),
        "expired": expired,
        "address": request.get_full_path(),
    }
    return render(request, "account/expired.html", context)


def typed_texts(request):
    """Return what was posted as far as a reader typed it: no version, no key, no secret."""
    if any("password" in name for name in request.POST):
        return []
    return [
        value
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", "version", "once"} and not name.endswith("--v")
        for value in values
        if value.strip() and not value.strip().isdigit()
    ]


class OnceMiddleware:
    """Carry out a form once that is sent twice, as a double click does.

    The form carries a key of its own (`{% once %}`). The same content with the same key, sent
    again by the same user within two minutes, is answered with the redirect of the first.
    """

    KEPT = 120  # seconds
    PATIENCE = 5  # seconds that the second waits for the first

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "POST" or not request.POST.get("once"):
            return self.get_response(request)
        key = self._key(request)
        if not cache.add(key, BUSY, self.KEPT):
            answer = self._answer_of_the_first(key)
            if answer:
                return redirect(answer)
        response = self.get_response(request)
        if response.status_code == 302:
            cache.set(key, response["Location"], self.KEPT)
        else:
            cache.delete(key)
        return response

    def _key(self, request):
        content = sorted((n, v) for n, v in request.POST.lists() if n != "csrfmiddlewaretoken")
        digest = hashlib.sha256(repr((request.path, content)).encode("utf-8", "replace"))
        return f"once:{request.user.pk}:{digest.hexdigest()}"

    def _answer_of_the_first(self, key):
        until = time.monotonic() + self.PATIENCE
        while (found := cache.get(key)) == BUSY and time.monotonic() < until:
            time.sleep(0.1)
        return found if found != BUSY else None

"""What the pages of the speelveld share: finding, rights, crumbs, lists, saving a form."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format

from partners.permissions import can_edit, can_let_speak
from records.actions import ClosedError, StaleError

PER_PAGE = 30
TAKEN = "Dit is zojuist al vastgelegd, door u of door iemand anders. Kijk het na op de pagina."


def find(rows, request, pk):
    """Return a row of the region that the visitor is in; 404 for any other."""
    return get_object_or_404(rows.visible_to(request.user).of_region(request.region), pk=pk)


def require_editor(request):
    if not can_edit(request.user, request.region):
        raise PermissionDenied


def require_right_to_let_speak(request, person):
    if not can_let_speak(request.user, person):
        raise PermissionDenied


def address(request, name, *args):
    return reverse(f"partners:{name}", args=[request.region.slug, *args])


def back_from(request, page):
    """Return where a form leads back to: `page`, or Wie ontbreekt for who fills one gap after the
    other."""
    is_from_gaps = request.GET.get("van") == "ontbreekt"
    return address(request, "missing_list") if is_from_gaps else page


def addresses(request, name):
    """Return what gives the address of a row by its key: looked up once for a page with many."""
    before, _, after = address(request, name, 0).rpartition("0")
    return lambda pk: f"{before}{pk}{after}"


def crumbs(request, *steps):
    """Return the trail to a page: `steps` are (label, url)."""
    return [("Speelveld", address(request, "playing_field")), *steps]


def listed(request, rows, *, count=None, per_page=PER_PAGE):
    """Return what a template needs to show one page of `rows` and lead to the others.

    `count` is how many rows there are, where that was counted already.
    """
    query = request.GET.copy()
    query.pop("pagina", None)
    paginator = Paginator(rows, per_page)
    if count is not None:
        paginator.count = count
    page = paginator.get_page(request.GET.get("pagina"))
    return {"page": page, "query": query.urlencode()}


def told(number, one, many, day=None):
    """Say how many rows a list found: 1 partij, geen partijen, 12 partijen op di 3 maart 2026."""
    on = f" op {date_format(day, 'D j F Y').lower()}" if day else ""
    return f"{number or 'geen'} {one if number == 1 else many}{on}"


def marked_over(rows, day):
    """Return dated rows as a list, each with `is_over`: it no longer holds on `day`."""
    rows = list(rows)
    for row in rows:
        row.is_over = bool(row.until and row.until <= day)
    return rows


def posted(request):
    """Return what was posted, or None: a form without data is not checked."""
    return request.POST if request.method == "POST" else None


def posted_files(request):
    """Return the files that were posted, or None, as `posted` does."""
    return request.FILES if request.method == "POST" else None


def stored(form, write):
    """Return what `write` stored for a form; None where the form is wrong, and now says why."""
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return write()
    except StaleError as stale:
        form.show_conflict(stale)
    except ClosedError as closed:
        form.add_error(None, str(closed))
    except IntegrityError:
        form.add_error(None, TAKEN)
    return None


def end_message(what, row):
    """Say until when `what` (a row with an end, or none any more) holds."""
    if row.last_day is None:
        return f"{what} loopt weer door."
    return f"{what} loopt t/m {row.last_day:%d-%m-%Y}."


def form_page(request, form, write, *, done, template="partners/row_form.html", **context):
    """Answer a page with one form: store and go on, or show the form (again).

    `write()` stores and returns the object; `done(object)` says (message, address to go to).
    `context` holds title, crumbs, submit, cancel_url; for a page that ends something also
    hanging_title, hanging_text and hanging: what hangs on it, as (text, row, address).
    """
    if request.method == "POST" and (obj := stored(form, write)):
        message, url = done(obj)
        messages.success(request, message)
        return redirect(url)
    return render(request, template, {"form": form, **context})

"""The actions of a region: as a list, as a board, and as a spreadsheet."""

from urllib.parse import urlencode

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.shortcuts import render

from oogo import sheets
from oogo.action_filter import BOARD, ActionFilter
from oogo.models import Action
from oogo.todo import entries_of
from oogo.views.action_pages import buttons_on, can_promise_here, crumbs, rights_on
from oogo.views.room import address
from partners.views.pages import listed
from regio.lib import clock
from regio.lib.downloads import attachment
from regio.lib.models import fetched
from regio.lib.sheets import CONTENT_TYPE

CARDS_PER_COLUMN = 10
MOVES = {"begin", "report", "confirm", "resume"}
STAND_OF = {status: status for status in Action.Status} | {Action.Status.OPEN: "niet_begonnen"}
GROUPS = [
    ("", "Lopend", lambda counts: counts.open + counts.reported, ""),
    ("te_laat", "Te laat", lambda counts: counts.late, "late"),
    ("deze_week", "Deze week", lambda counts: counts.this_week, "soon"),
    ("later", "Later", lambda counts: counts.later, ""),
    ("gereed_gemeld", "Gereed gemeld", lambda counts: counts.reported, "info"),
    ("afgerond", "Afgerond", lambda counts: counts.done, "done"),
    ("vervallen", "Vervallen", lambda counts: counts.lapsed, ""),
]
COUNTED = {key: count for key, _, count, _ in GROUPS}
COUNTED |= {"open": lambda counts: counts.open, "alle": lambda counts: counts.total}


def action_list(request, slug):
    listing = _listing(request)
    rows = listing.qs
    counts = listing.counts
    known = COUNTED.get(listing.chosen_stand)
    count = known(counts) if known else None
    context = _board(request, rows) if listing.is_board else _rows(request, rows, count)
    context |= {
        "counts": counts,
        "groups": _groups(request, listing.chosen_stand, counts),
        "line": _line(listing.all_counts),
        "form": listing.form,
        "is_filtered": _is_filtered(request),
        "is_board": listing.is_board,
        "list_url": address(request, "action_list"),
        "other_view_url": _with_query(request, "", beeld=None if listing.is_board else BOARD),
        "export_url": _with_query(request, address(request, "action_export"), beeld=None),
        "can_create": can_promise_here(request),
        "create_url": address(request, "action_create"),
        "crumbs": crumbs(request)[:1],
    }
    template = "oogo/action_board.html" if listing.is_board else "oogo/action_list.html"
    return render(request, template, context)


def action_export(request, slug):
    listing = _listing(request)
    actions = listing.qs.late_first().with_owner().prefetch_related("helpers__organisation")
    book = sheets.action_book(entries_of(actions, listing.day), listing.day)
    name = f"acties-{request.region.slug}-{listing.day:%Y-%m-%d}.xlsx"
    return attachment(book, name=name, content_type=CONTENT_TYPE)


def _listing(request):
    actions = Action.objects.visible_to(request.user).of_region(request.region)
    return ActionFilter(request.GET, queryset=actions, request=request)


def _rows(request, rows, count):
    keys = rows.late_first().values_list("pk", flat=True)
    context = listed(request, keys, count=count)
    shown = fetched(context["page"].object_list, request.region.actions.with_names())
    return context | {"entries": entries_of(shown, clock.today())}


def _board(request, rows):
    """Return the columns, one a status: the first cards of each, and how many there are."""
    first = Window(
        RowNumber(),
        partition_by="status",
        order_by=[F("confirmed_on").desc(nulls_last=True), "due_on", "number"],
    )
    total = Window(Count("pk"), partition_by="status")
    cards = rows.annotate(place=first, total=total).filter(place__lte=CARDS_PER_COLUMN)
    found = list(cards.order_by("place").values_list("pk", "status", "total"))
    totals = {status: total for _, status, total in found}
    actions = fetched([pk for pk, _, _ in found], Action.objects.with_owner())
    entries = entries_of(actions, clock.today())
    back = "?" + urlencode({"terug": _query(request)})
    for entry in entries:
        rights = rights_on(request.user, entry.action, entry.owner)
        entry.action.buttons = [
            button
            for button in buttons_on(request, entry.action, rights, back=back)
            if button.verb in MOVES
        ]
    return {
        "columns": [
            {
                "status": status,
                "entries": [e for e in entries if e.action.status == status],
                "total": totals.get(status, 0),
                "all_url": _with_query(request, "", beeld=None, stand=STAND_OF[status]),
            }
            for status in Action.Status
        ],
    }


def _groups(request, chosen, counts):
    """Return the counts at the top, each a link that shows its group: (label, count, kind, url,
    whether it is shown)."""
    return [
        (label, count(counts), kind, _with_query(request, "", stand=key), key == chosen)
        for key, label, count, kind in GROUPS
    ]


def _query(request, **changes):
    """Return the query string with `changes`; an empty value takes a name away."""
    query = request.GET.copy()
    query.pop("pagina", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return query.urlencode()


def _with_query(request, url, **changes):
    query = _query(request, **changes)
    return f"{url}?{query}" if query else url or "?"


def _is_filtered(request):
    return any(value for name, value in request.GET.items() if name not in ("beeld", "pagina"))


def _line(counts):
    """Say what the reader has to do of all actions; what the page is for when that is nothing."""
    count, late = counts.own, counts.own_late
    if late:
        many = f"{late} acties die te laat zijn"
        return f"U hebt {'1 actie die te laat is' if late == 1 else many}."
    if count:
        return f"U hebt {count} {'actie' if count == 1 else 'acties'} te doen."
    return "Wat partijen beloofden, wie het doet en wanneer het af is."

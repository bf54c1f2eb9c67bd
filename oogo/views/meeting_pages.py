"""What the pages of a meeting share: finding, rights, addresses, crumbs, tabs, forms on an item."""

import functools

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from oogo import permissions
from oogo.actions.minutes import AdoptedError
from oogo.models import AgendaItem, Meeting
from oogo.models.walls import sees
from oogo.rules.next_step import next_step
from oogo.views import room
from oogo.views.room import address
from partners.views.pages import find, form_page
from regio.lib import clock
from regio.templatetags.regio import long_date

# The tabs of a meeting: a page each, at an address with the number of the meeting.
TABS = [
    ("Agenda", "meeting_detail"),
    ("Deelnemers", "participant_list"),
    ("Verslag", "minutes_detail"),
    ("Afspraken", "meeting_decisions"),
    ("Dossier", "dossier_list"),
]


def next_action(request, meeting, agenda):
    """Return (label, address) of what comes next for a meeting, for who directs it; else None."""
    if not permissions.can_direct(request.user, request.region):
        return None
    step = next_step(
        meeting.day,
        clock.today(),
        is_cancelled=meeting.is_cancelled,
        is_held=meeting.is_held,
        is_minuted=agenda.is_minuted,
        is_adopted=meeting.is_adopted,
    )
    return step and (step.label, address(request, step.value, meeting.number))


def crumbs(request, *steps):
    """Return the trail to a page: `steps` are (label, url)."""
    return room.crumbs(request, ("Overleggen", address(request, "meeting_list")), *steps)


def meeting_crumbs(request, meeting, *steps):
    return crumbs(request, (str(meeting), meeting.get_absolute_url()), *steps)


def backlog_crumbs(request):
    """Return the trail to a page about an item that has no meeting."""
    return [("OOGO", address(request, "cycle_list")), ("Voorraad", address(request, "backlog"))]


def tabs(meeting, current):
    """Return the tabs of a meeting as (label, address, whether it is the `current` one).

    Its actions are those of the list of the region, filtered.
    """
    slug = meeting.region.slug
    args = [slug, meeting.number]
    own = [(label, reverse(f"oogo:{name}", args=args), name == current) for label, name in TABS]
    actions = f"{reverse('oogo:action_list', args=[slug])}?overleg={meeting.number}"
    return [*own[:-1], ("Acties", actions, False), own[-1]]


def when_and_where(meeting):
    """Say when and where: do 16 april 2026, 13.30–15.30 uur, Stadhuis."""
    times = f"{meeting.starts_at:%H.%M}–{meeting.ends_at:%H.%M} uur"
    return ", ".join(filter(None, [long_date(meeting.day), times, meeting.place]))


def find_meeting(request, number):
    """Return a meeting of which the visitor may see the papers; 404 for any other."""
    meetings = Meeting.objects.visible_to(request.user).of_region(request.region)
    meeting = get_object_or_404(meetings.select_related("body"), number=number)
    meeting.region = meeting.body.region = request.region
    return meeting


def while_open(view):
    """Let a page answer with the minutes, and why, where those are adopted and close it."""

    @functools.wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except AdoptedError as adopted:
            messages.warning(request, str(adopted))
            return redirect(address(request, "minutes_detail", adopted.meeting.number))

    return answer


def refuse_adopted(request, meeting):
    """Open no form on what adopted minutes close; for a page that is `while_open`.

    What is sent with one is refused by its write, so that what was typed stays.
    """
    if request.method != "POST" and meeting is not None and meeting.is_adopted:
        raise AdoptedError(meeting)


def find_item(request, pk):
    """Return an item that the visitor sees, with its meeting; 404 for any other."""
    return find_of_item(request, AgendaItem.objects, pk, path="")


def find_of_item(request, rows, pk, *, path="item__"):
    """Return a row of an item (at `path`) that the visitor sees, with item and meeting."""
    names = ("body", "meeting__body", "theme", "submitter__organisation", "subject__plan")
    row = find(rows.select_related(*(f"{path}{name}" for name in names)), request, pk)
    item = row.item if path else row
    item.body.region = request.region
    if item.meeting:
        item.meeting.region = request.region
    return row


def require_proposer(request):
    if not permissions.can_propose(request.user, request.region):
        raise PermissionDenied


def require_preparer(request, item):
    if not permissions.can_prepare(request.user, item):
        raise PermissionDenied


def place_of(user, item):
    """Return where `user` finds an item: its page or the backlog, else the list of meetings."""
    if sees(user, item):
        return item.get_absolute_url()
    return reverse("oogo:meeting_list", args=[item.region.slug])


def item_crumbs(request, item):
    """Return the trail to a page below an item."""
    if item.meeting is None:
        return backlog_crumbs(request)
    return meeting_crumbs(request, item.meeting, (item.title, item.get_absolute_url()))


def tab_form_page(request, form, write, *, meeting, tab, message, **context):
    """Answer a page with a form that stands under a tab of a meeting; after it comes that tab."""
    label = next(label for label, name in TABS if name == tab)
    back = address(request, tab, meeting.number)
    return form_page(
        request,
        form,
        write,
        done=lambda saved: (message(saved) if callable(message) else message, back),
        crumbs=meeting_crumbs(request, meeting, (label, back)),
        cancel_url=back,
        **context,
    )


def item_form_page(request, form, write, *, item, message, part="", **context):
    """Answer a page with a form that belongs to an item; after it comes where the item is shown.

    `part` is where on that page it stands.
    """
    trail, back = item_crumbs(request, item), item.get_absolute_url()
    return form_page(
        request,
        form,
        write,
        done=lambda saved: (message, f"{place_of(request.user, item)}{part}"),
        crumbs=trail,
        cancel_url=f"{back}{part}",
        **context,
    )

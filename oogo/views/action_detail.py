"""One action: who does it by when, what became of it, where it comes from and what came of it."""

from django.shortcuts import render

from oogo import permissions
from oogo.models import Postponement
from oogo.outcomes import outcomes_of
from oogo.owners import owner_of
from oogo.thread import thread_of
from oogo.views.action_pages import buttons_on, crumbs, find_action, rights_on
from oogo.views.room import address
from records.models import Change
from regio.lib import clock


def action_detail(request, slug, number):
    action, day = find_action(request, number), clock.today()
    owner = owner_of(action, day)
    rights = rights_on(request.user, action, owner)
    buttons = buttons_on(request, action, rights)
    can_report = rights.may(action, "report")
    context = {
        "action": action,
        "owner": owner,
        "due": action.due_on_day(day),
        "helpers": action.helpers.with_organisation().in_order(),
        "postponements": _postponements(action),
        "can_edit": rights.follow,
        "main_url": address(request, "action_report", number) if can_report else "",
        "buttons": [b for b in buttons if not (can_report and b.verb == "report")],
        "gap_text": f"Niemand doet deze actie nu: {owner.gap}." if owner.gap else "",
        "thread": thread_of(action, request.user),
        "outcomes": outcomes_of(action, request.user),
        "can_link": permissions.can_link_steps(request.user, request.region),
        "title": f"{action.code} {action.title}",
        "crumbs": crumbs(request),
        "edit_url": address(request, "action_edit", number),
        "link_url": address(request, "action_step", number),
    }
    return render(request, "oogo/action_detail.html", context)


def _postponements(action):
    """Return how the day was moved, the latest first, each with who did it (`by`)."""
    rows = list(action.postponements.order_by("-pk"))
    label = Postponement._meta.label_lower
    made = Change.objects.filter(model=label, object_id__in=[row.pk for row in rows], version=1)
    by = {change.object_id: change.by for change in made.select_related("by")}
    for row in rows:
        row.by = by.get(row.pk)
    return rows

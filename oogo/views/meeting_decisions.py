"""The afspraken of one meeting: how they stand, and quick entry."""

from django.shortcuts import render

from oogo import permissions, register
from oogo.forms.decisions import QUICK, quick_key
from oogo.models import AgendaItem, Decision, Stance
from oogo.rules.agreement import Value
from oogo.views.decision_pages import address, find_meeting
from regio.lib import clock
from regio.templatetags.regio import long_date


def meeting_decisions(request, slug, number):
    meeting = find_meeting(request, number)
    items = AgendaItem.objects.visible_to(request.user).kept().filter(meeting=meeting).in_order()
    decisions = Decision.objects.visible_to(request.user).kept().filter(item__meeting=meeting)
    entries = register.entries(
        decisions.seen_by(request.user).order_by("item__order", "pk"), request.user, clock.today()
    )
    can_direct = permissions.can_direct(request.user, request.region)
    context = {
        "meeting": meeting,
        "groups": _groups(items, entries, can_direct),
        "quick_values": [value for value in Stance.Value if value in QUICK],
        "can_direct": can_direct,
        "line": f"{meeting.body}, {long_date(meeting.day)}",
        "crumbs": [
            ("OOGO", address(request, "cycle_list")),
            (str(meeting), meeting.get_absolute_url()),
        ],
    }
    return render(request, "oogo/meeting_decisions.html", context)


def _groups(items, entries, can_direct):
    """Return (item, [(entry, what is left to say of it)]) of items with an afspraak or for one."""
    found = {item.pk: (item, []) for item in items}
    for entry in entries:
        if entry.decision.item_id in found:
            found[entry.decision.item_id][1].append((entry, _left(entry) if can_direct else []))
    return [
        group for group in found.values() if group[1] or can_direct and group[0].is_for_decision
    ]


def _left(entry):
    """Return the parties that said nothing yet, as (key for a tick, party)."""
    if entry.decision.is_over:
        return []
    waiting = [row for row in entry.lines if row.value == Value.NONE]
    return [(quick_key(row), row.party) for row in waiting]

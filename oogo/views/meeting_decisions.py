"""The afspraken of one meeting: how they stand, and quick entry."""

from collections import defaultdict

from django.shortcuts import render

from oogo import permissions, register
from oogo.agendas import Agenda
from oogo.forms.decisions import QUICK, quick_key
from oogo.models import Decision, Stance
from oogo.rules.agreement import Value
from oogo.views.meeting_pages import crumbs, find_meeting, tabs, when_and_where
from regio.lib import clock
from regio.lib.models import fetched


def meeting_decisions(request, slug, number):
    meeting = find_meeting(request, number)
    decisions = Decision.objects.visible_to(request.user).kept().filter(item__meeting=meeting)
    keys = decisions.order_by("pk").values_list("pk", flat=True)
    rows = fetched(keys, Decision.objects.with_successor())
    entries = register.entries(rows, request.user, clock.today())
    can_direct = permissions.can_direct(request.user, request.region)
    context = {
        "meeting": meeting,
        "groups": _groups(Agenda(meeting, request.user), entries, can_direct),
        "quick_values": [value for value in Stance.Value if value in QUICK],
        "has_strip": any(entry.lines for entry in entries),
        "letters": [(letter, value.label.lower()) for value, letter in register.LETTERS.items()],
        "can_direct": can_direct,
        "can_record": permissions.can_record(request.user, meeting),
        "tabs": tabs(meeting, "meeting_decisions"),
        "line": when_and_where(meeting),
        "crumbs": crumbs(request),
    }
    return render(request, "oogo/meeting_decisions.html", context)


def _groups(agenda, entries, can_direct):
    """Return (number, item, [(entry, what is left to say of it)]) of items with an afspraak, and of
    those that are there for one. Of an item off the agenda only what has a number."""
    found = defaultdict(list)
    for entry in entries:
        found[entry.decision.item_id].append((entry, _left(entry) if can_direct else []))
    groups = [
        (line.number, line.item, found[line.item.pk])
        for line in agenda.lines
        if found[line.item.pk] or (can_direct and line.item.is_for_decision)
    ]
    for item in agenda.withdrawn:
        numbered = [pair for pair in found[item.pk] if not pair[0].decision.is_proposed]
        groups += [("", item, numbered)] if numbered else []
    return groups


def _left(entry):
    """Return the parties that said nothing yet, as (key for a tick, party)."""
    if entry.decision.is_over:
        return []
    waiting = [row for row in entry.lines if row.value == Value.NONE]
    return [(quick_key(row), row.party) for row in waiting]

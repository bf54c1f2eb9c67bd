"""Verslag of a meeting, adopting it, and what the next meeting takes over."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from oogo import permissions
from oogo.actions import attendance as actions
from oogo.agendas import Agenda
from oogo.carrying import carried_from, previous_meeting
from oogo.forms import participants as forms
from oogo.models import Decision
from oogo.rules.carrying import STANDING
from oogo.views.meeting_pages import (
    crumbs,
    find_item,
    find_meeting,
    meeting_crumbs,
    tabs,
    when_and_where,
)
from oogo.views.room import address, require_director
from partners.views.pages import form_page, posted
from records import actions as records
from regio.lib import clock


def minutes_detail(request, slug, number):
    meeting = find_meeting(request, number)
    agenda = Agenda(meeting, request.user)
    decisions = Decision.objects.visible_to(request.user).kept().filter(item__meeting=meeting)
    of_item = {}
    for decision in decisions.order_by("sequence", "pk"):
        decision.region = request.region
        of_item.setdefault(decision.item_id, []).append(decision)
    context = {
        "meeting": meeting,
        "lines": [(line, of_item.get(line.item.pk, [])) for line in agenda.lines],
        "there": [
            row for row in meeting.participants.kept().with_names() if row.attendance != "open"
        ],
        "has_begun": meeting.day <= clock.today(),
        "can_direct": permissions.can_direct(request.user, request.region),
        "line": when_and_where(meeting),
        "tabs": tabs(meeting, "minutes_detail"),
        "crumbs": crumbs(request),
    }
    return render(request, "oogo/minutes_detail.html", context)


def item_minutes(request, slug, number, pk):
    """Write the minutes of one item."""
    meeting = find_meeting(request, number)
    item = find_item(request, pk)
    if item.meeting != meeting:
        raise Http404
    require_director(request)
    form = forms.OutcomeForm(posted(request), instance=item, region=request.region)
    back = address(request, "minutes_detail", meeting.number)
    return form_page(
        request,
        form,
        lambda: actions.minute(item, version=form.base_version, by=request.user, **form.changes()),
        done=lambda saved: (f"Het verslag van “{saved}” is opgeslagen.", f"{back}#punt-{item.pk}"),
        title=f"Verslag: {item}",
        line=item.asked,
        crumbs=meeting_crumbs(request, meeting, ("Verslag", back)),
        submit="Opslaan",
        cancel_url=f"{back}#punt-{item.pk}",
    )


def minutes_adopt(request, slug, number):
    """Record that the minutes were adopted, or that they were not after all."""
    meeting = find_meeting(request, number)
    require_director(request)
    back = address(request, "minutes_detail", number)
    initial = {} if meeting.minutes_adopted_on else {"minutes_adopted_on": clock.today()}
    form = forms.AdoptForm(
        posted(request), instance=meeting, region=request.region, initial=initial
    )
    return form_page(
        request,
        form,
        lambda: records.write(
            meeting, version=form.base_version, by=request.user, **form.changes()
        ),
        done=lambda saved: (
            f"Het verslag is vastgesteld op {saved.minutes_adopted_on:%d-%m-%Y}.",
            back,
        ),
        title="Verslag vaststellen",
        line=f"Van het overleg van {when_and_where(meeting)}.",
        crumbs=meeting_crumbs(request, meeting, ("Verslag", back)),
        submit="Verslag vaststellen",
        cancel_url=back,
    )


def carry_over(request, slug, number):
    """Preview what the earlier meeting left; take over what is ticked, as it is edited."""
    meeting = find_meeting(request, number)
    require_director(request)
    earlier = previous_meeting(meeting, request.user)
    lines = carried_from(meeting, earlier, request.user) if earlier else []
    has_standing = meeting.items.on_agenda().filter(is_standing=True).exists()
    rows = [(proposal, _carry_form(request, proposal, has_standing)) for proposal in lines]
    if request.method == "POST" and all(form.is_valid() for _, form in rows):
        chosen = [
            (proposal.item, form.cleaned_data["title"], form.cleaned_data["minutes"])
            for proposal, form in rows
            if form.cleaned_data["is_taken"]
        ]
        items = actions.carry_over(meeting=meeting, proposals=chosen, by=request.user)
        messages.success(request, _taken(items))
        return redirect(meeting)
    context = {
        "meeting": meeting,
        "earlier": earlier,
        "rows": rows,
        "line": when_and_where(meeting),
        "crumbs": meeting_crumbs(request, meeting),
        "cancel_url": meeting.get_absolute_url(),
    }
    return render(request, "oogo/carry_over.html", context)


def _carry_form(request, proposal, has_standing):
    """Return the form of a line; what only stands on every agenda is ticked where none does yet."""
    item = proposal.item
    only_standing = proposal.reasons == (STANDING,)
    return forms.CarryForm(
        posted(request),
        prefix=f"punt{item.pk}",
        initial={
            "is_taken": not (only_standing and has_standing),
            "title": item.title,
            "minutes": item.minutes,
        },
    )


def _taken(items):
    if not items:
        return "Er is niets overgenomen."
    return "1 punt is overgenomen." if len(items) == 1 else f"{len(items)} punten zijn overgenomen."

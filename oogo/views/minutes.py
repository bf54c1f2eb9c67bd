"""Verslag of a meeting, adopting it, and what the next meeting takes over."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from oogo import permissions
from oogo.actions import attendance
from oogo.actions import minutes as actions
from oogo.agendas import Agenda
from oogo.attendance import AttendanceList
from oogo.carrying import carried_from, previous_meeting
from oogo.forms import participants as forms
from oogo.models import Decision
from oogo.rules.carrying import STANDING
from oogo.rules.next_step import Step
from oogo.views.meeting_pages import (
    crumbs,
    find_item,
    find_meeting,
    meeting_crumbs,
    next_action,
    refuse_adopted,
    tab_form_page,
    tabs,
    when_and_where,
    while_open,
)
from oogo.views.room import address, require_director
from partners.views.pages import form_page, posted
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
        "main_action": _adopt_action(request, meeting, agenda),
        "lines": [(line, of_item.get(line.item.pk, [])) for line in agenda.lines],
        "attendance": AttendanceList(meeting, {line.item.pk: line.number for line in agenda.lines}),
        "has_begun": meeting.day <= clock.today(),
        "can_direct": permissions.can_direct(request.user, request.region),
        "can_record": permissions.can_record(request.user, meeting),
        "line": when_and_where(meeting),
        "tabs": tabs(meeting, "minutes_detail"),
        "crumbs": crumbs(request),
    }
    return render(request, "oogo/minutes_detail.html", context)


def _adopt_action(request, meeting, agenda):
    """Return adopting the minutes as (label, address), where that comes next; else None."""
    action = next_action(request, meeting, agenda)
    is_next = action and action[0] == Step.ADOPT_MINUTES.label
    return action if is_next else None


@while_open
def item_minutes(request, slug, number, pk):
    """Write the minutes of one item."""
    meeting = find_meeting(request, number)
    item = find_item(request, pk)
    if item.meeting != meeting:
        raise Http404
    require_director(request)
    refuse_adopted(request, meeting)
    form = forms.OutcomeForm(posted(request), instance=item, region=request.region)
    back = address(request, "minutes_detail", meeting.number)
    return form_page(
        request,
        form,
        lambda: attendance.minute(
            item, version=form.base_version, by=request.user, **form.changes()
        ),
        done=lambda saved: (f"Het verslag van “{saved}” is opgeslagen.", f"{back}#punt-{item.pk}"),
        title=f"Verslag: {item}",
        line=item.asked,
        crumbs=meeting_crumbs(request, meeting, ("Verslag", back)),
        submit="Opslaan",
        cancel_url=f"{back}#punt-{item.pk}",
    )


def minutes_adopt(request, slug, number):
    """Record that the minutes were adopted, or on which other day they were."""
    meeting = find_meeting(request, number)
    require_director(request)
    was = meeting.minutes_adopted_on
    form = forms.AdoptForm(
        posted(request),
        instance=meeting,
        region=request.region,
        initial={} if was else {"minutes_adopted_on": clock.today()},
    )
    return tab_form_page(
        request,
        form,
        lambda: actions.adopt(
            meeting,
            version=form.base_version,
            by=request.user,
            day=form.cleaned_data["minutes_adopted_on"],
        ),
        meeting=meeting,
        tab="minutes_detail",
        message=lambda saved: f"Het verslag is vastgesteld op {saved.minutes_adopted_on:%d-%m-%Y}.",
        title="Datum van vaststellen wijzigen" if was else "Verslag vaststellen",
        line=f"Van het overleg van {when_and_where(meeting)}." + ("" if was else _left(meeting)),
        submit="Datum opslaan" if was else "Verslag vaststellen",
    )


def _left(meeting):
    """Warn of what can get no number any more once the minutes are adopted."""
    rows = Decision.objects.kept().filter(item__meeting=meeting, sequence=None, superseded_by=None)
    count = rows.count()
    if not count:
        return ""
    one = "1 voorgestelde afspraak heeft"
    told = one if count == 1 else f"{count} voorgestelde afspraken hebben"
    return f" Let op: {told} nog geen nummer. Vastleggen kan alleen vóór het vaststellen."


def minutes_reopen(request, slug, number):
    """Take the adoption of the minutes back, with a reason, so that they can be corrected."""
    meeting = find_meeting(request, number)
    require_director(request)
    if not meeting.is_adopted and request.method != "POST":
        messages.warning(request, actions.NOT_ADOPTED)
        return redirect(address(request, "minutes_detail", number))
    form = forms.ReopenForm(posted(request), instance=meeting, region=request.region)
    return tab_form_page(
        request,
        form,
        lambda: actions.reopen(
            meeting,
            version=form.base_version,
            by=request.user,
            day=clock.today(),
            reason=form.cleaned_data["reopen_reason"],
        ),
        meeting=meeting,
        tab="minutes_detail",
        message="De vaststelling is teruggenomen. Het verslag is weer te wijzigen.",
        title="Vaststelling terugnemen",
        line="Agenda, aanwezigheid, verslag en afspraken van dit overleg zijn dan weer te "
        "wijzigen, tot het verslag opnieuw is vastgesteld.",
        submit="Vaststelling terugnemen",
    )


@while_open
def carry_over(request, slug, number):
    """Preview what the earlier meeting left; take over what is ticked, as it is edited."""
    meeting = find_meeting(request, number)
    require_director(request)
    refuse_adopted(request, meeting)
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
        items = attendance.carry_over(meeting=meeting, proposals=chosen, by=request.user)
        messages.success(request, _taken(items, len(chosen)))
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


def _taken(items, chosen):
    """Say how many items were taken over, of as many as were chosen."""
    there = chosen - len(items)
    stood = (
        "" if not there else " 1 punt stond er al." if there == 1 else f" {there} stonden er al."
    )
    if not items:
        return f"Er is niets overgenomen.{stood}"
    one = "1 punt is overgenomen."
    return f"{one if len(items) == 1 else f'{len(items)} punten zijn overgenomen.'}{stood}"

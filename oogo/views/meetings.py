"""Meetings: the list, planning one, its agenda, its times, the order of its items."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render

from oogo import permissions
from oogo.actions import agenda, meetings
from oogo.agendas import Agenda, count_annexes
from oogo.filters import MeetingFilter
from oogo.forms.meetings import MeetingForm, TimesForm
from oogo.models import AgendaItem, Cycle, Meeting
from oogo.views.meeting_pages import (
    crumbs,
    find_meeting,
    meeting_crumbs,
    next_action,
    refuse_adopted,
    tabs,
    when_and_where,
    while_open,
)
from oogo.views.planning import planning_page
from oogo.views.room import address, require_director
from partners.views.pages import form_page, listed, posted
from records.actions import StaleError
from regio.lib import clock
from regio.lib.forms import whole_number

CHANGED = "De agenda is intussen gewijzigd. Hieronder staat zij zoals zij nu is."


def meeting_list(request, slug):
    rows = Meeting.objects.visible_to(request.user).of_region(request.region)
    rows = rows.select_related("body").annotate(
        invited=Count("participants", filter=Q(participants__is_withdrawn=False))
    )
    listing = MeetingFilter(request.GET, queryset=rows, request=request)
    context = listed(request, listing.qs)
    for meeting in context["page"].object_list:
        meeting.region = request.region
    context |= {
        "meetings": context["page"].object_list,
        "form": listing.form,
        "is_filtered": bool(context["query"]),
        "can_direct": permissions.can_direct(request.user, request.region),
        "create_url": address(request, "meeting_create"),
        "list_url": address(request, "meeting_list"),
    }
    return render(request, "oogo/meeting_list.html", context)


def meeting_create(request, slug):
    require_director(request)
    form = MeetingForm(
        posted(request), instance=Meeting(region=request.region), region=request.region
    )
    return planning_page(
        request,
        form,
        lambda: meetings.plan_meeting(meeting=form.instance, by=request.user),
        done=lambda meeting: (
            f"Het overleg is gepland; {_invited(meeting)} Zet er nu punten op.",
            meeting.get_absolute_url(),
        ),
        title="Overleg plannen",
        line="Een overleg van een gremium, op een dag.",
        crumbs=crumbs(request),
        submit="Overleg plannen",
        cancel_url=address(request, "meeting_list"),
    )


def _invited(meeting):
    count = meeting.participants.count()
    if count == 0:
        return "niemand heeft op die dag een zetel."
    return "1 deelnemer is uitgenodigd." if count == 1 else f"{count} deelnemers zijn uitgenodigd."


def meeting_detail(request, slug, number):
    meeting = find_meeting(request, number)
    return render(request, "oogo/meeting_detail.html", _whole(request, meeting))


def _whole(request, meeting):
    can_direct = permissions.can_direct(request.user, request.region)
    can_propose = permissions.can_propose(request.user, request.region)
    agenda_of_meeting = Agenda(meeting, request.user)
    count_annexes(agenda_of_meeting.items.values(), request.user)
    parked = AgendaItem.objects.visible_to(request.user).parked().filter(body=meeting.body)
    return {
        "meeting": meeting,
        "agenda": agenda_of_meeting,
        "line": when_and_where(meeting),
        "can_direct": can_direct,
        "can_record": permissions.can_record(request.user, meeting),
        "can_add": _can_add(meeting, can_direct, can_propose),
        "main_action": _main_action(request, meeting, agenda_of_meeting, can_propose),
        "parked": parked.count() if can_propose else 0,
        "cycle": Cycle.objects.filter(meeting=meeting).first(),
        "tabs": tabs(meeting, "meeting_detail"),
        "crumbs": crumbs(request),
    }


def _can_add(meeting, can_direct, can_propose):
    """A regisseur adds items until the minutes are adopted; others until the meeting was there."""
    if meeting.is_cancelled:
        return False
    if can_direct:
        return not meeting.is_adopted
    return can_propose and not meeting.is_over_on(clock.today())


def _main_action(request, meeting, agenda_of_meeting, can_propose):
    """Return what the page offers first, as (label, address); None when there is nothing."""
    action = next_action(request, meeting, agenda_of_meeting)
    if action is None and _can_add(meeting, can_direct=False, can_propose=can_propose):
        return "Agendapunt voorstellen", address(request, "item_create", meeting.number)
    return action


@while_open
def meeting_edit(request, slug, number):
    meeting = find_meeting(request, number)
    require_director(request)
    refuse_adopted(request, meeting)
    trail, back = meeting_crumbs(request, meeting), meeting.get_absolute_url()
    form = TimesForm(posted(request), instance=meeting, region=request.region)
    return form_page(
        request,
        form,
        lambda: meetings.change_times(
            meeting, version=form.base_version, by=request.user, **form.changes()
        ),
        done=lambda saved: (f"Opgeslagen: {when_and_where(saved)}.", back),
        title="Tijd en plaats wijzigen",
        line=f"{when_and_where(meeting)}. Naar een andere dag? Verplaats het overleg.",
        crumbs=trail,
        submit="Opslaan",
        cancel_url=back,
    )


@while_open
def agenda_order(request, slug, number):
    """Put items in another order; a button or a drag says which item goes to which place."""
    meeting = find_meeting(request, number)
    require_director(request)
    refuse_adopted(request, meeting)
    if request.method == "POST":
        item = _move(request, meeting)
        if not request.htmx:
            place = f"#punt-{item.pk}" if item else ""
            return redirect(f"{address(request, 'agenda_order', number)}{place}")
        meeting.refresh_from_db(fields=["version"])
    context = {
        "meeting": meeting,
        "agenda": Agenda(meeting, request.user),
        "line": when_and_where(meeting),
        "crumbs": meeting_crumbs(request, meeting),
    }
    if request.method == "POST":
        context["is_answer"] = True
        context["moved"] = context["agenda"].line_of(item)
        return render(request, "oogo/_order.html", context)
    return render(request, "oogo/agenda_order.html", context)


def _move(request, meeting):
    """Move the item of `naar` (key:place); return it, or None where it is not there any more.

    A move that comes too late is said.
    """
    key, _, place = request.POST.get("naar", "").partition(":")
    rows = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting).on_agenda()
    item = rows.filter(pk=whole_number(key)).first()
    if item is None:
        messages.warning(request, CHANGED)
        return None
    try:
        agenda.move(
            meeting=meeting,
            version=whole_number(request.POST.get("version", "")),
            item=item,
            place=whole_number(place),
            by=request.user,
        )
    except StaleError:
        messages.warning(request, CHANGED)
    return item

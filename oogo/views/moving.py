"""Moving a meeting with what is counted from it, planning a cancelled one again, cancelling."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from oogo.actions import cycles as actions
from oogo.day_warnings import day_warnings
from oogo.forms.cycles import MeetingCancelForm, MeetingMoveForm
from oogo.invitees import difference
from oogo.models import Cycle, Meeting
from oogo.views.cycle_pages import find_cycle
from oogo.views.meeting_pages import meeting_crumbs
from oogo.views.room import address, crumbs, require_director
from partners.school_region import school_region_of
from partners.views.pages import form_page, posted, stored
from regio.lib import clock, workdays
from regio.templatetags.regio import long_date

HELD = "Dit overleg is gehouden: het blijft staan zoals het was."
CANCELLED = "Dit overleg is al geannuleerd."


@dataclass(frozen=True)
class ShiftLine:
    """One milestone in the preview: where it goes, or why it stays, and what to heed."""

    shift: object
    is_past: bool
    holiday: object
    crosses: str

    @property
    def milestone(self):
        return self.shift.row.source


def meeting_move(request, slug, number):
    """Show what another day does to the milestones; the second send moves the meeting."""
    meeting = _find(request, number)
    if refusal := _refusal(meeting):
        return _refused(request, meeting, refusal)
    form = MeetingMoveForm(posted(request), instance=meeting, region=request.region)
    return _move_page(
        request,
        form,
        meeting,
        lambda: actions.move_meeting(
            meeting, version=form.base_version, by=request.user, **form.changes()
        ),
        back=_page_of(request, meeting),
        title="Overleg verplaatsen",
        submit="Overleg verplaatsen",
    )


def cycle_replan(request, slug, pk):
    """Plan a new meeting for a cycle of which the meeting was cancelled."""
    cycle = find_cycle(request, pk)
    old = cycle.meeting
    back = address(request, "cycle_detail", cycle.pk)
    if not old.is_cancelled:
        messages.warning(request, "Het overleg van deze cyclus staat nog gepland: verplaats het.")
        return redirect(back)
    new = Meeting(
        region=request.region,
        body=old.body,
        starts_at=old.starts_at,
        ends_at=old.ends_at,
        place=old.place,
        version=cycle.version,
    )
    form = MeetingMoveForm(posted(request), instance=new, region=request.region)
    return _move_page(
        request,
        form,
        old,
        lambda: actions.replan_meeting(
            cycle, version=form.base_version, meeting=form.instance, by=request.user
        ),
        back=back,
        title="Opnieuw plannen",
        submit="Overleg plannen",
    )


def _move_page(request, form, meeting, write, *, back, title, submit):
    was, label = meeting.day, f"{meeting.body}, {long_date(meeting.day)}"
    trail = _trail(request, back, meeting)  # of its day as it stands: a form writes in its row
    shifts, day, warnings, answers = None, None, [], 0
    if form.is_bound and form.is_valid():
        day = form.cleaned_data["day"]
        if form.was_seen or (day == was and not meeting.is_cancelled):
            if saved := stored(form, write):
                messages.success(request, f"Het overleg is op {long_date(saved.day)}.")
                return redirect(_next(request, saved, back))
        else:
            form.note_as_seen()
        school = school_region_of(request.region)
        shifts = _lines(actions.shifts_of(meeting, day), was, day, school)
        warnings = day_warnings(request.region, day)
        if not meeting.is_cancelled:
            answers = actions.answers_lost(meeting, day).count()
    context = {
        "form": form,
        "shifts": shifts,
        "answers": answers,
        "moving": sum(line.shift.moves for line in shifts or ()),
        "day": day,
        "was": was,
        "warnings": warnings,
        "title": title,
        "line": label,
        "submit": submit if shifts is not None else "Bekijken wat er verschuift",
        "cancel_url": back,
        "crumbs": trail,
    }
    return render(request, "oogo/meeting_move.html", context)


def _next(request, meeting, back):
    """Return where to go after a move: to who would be invited on the new day, if that differs."""
    differs = difference(meeting).is_news
    return address(request, "participant_follow", meeting.number) if differs else back


def _lines(shifts, was, day, school_region):
    today = clock.today()
    return [
        ShiftLine(
            shift,
            shift.moves and shift.becomes < today,
            workdays.school_holiday_on(shift.becomes, school_region) if shift.moves else None,
            "" if shift.row.is_done else _crossing(shift, was, day),
        )
        for shift in sorted(shifts, key=lambda shift: shift.becomes)
    ]


def _crossing(shift, was, day):
    """Say where a milestone comes to lie on the other side of the meeting; else nothing."""
    if shift.was > was and shift.becomes < day:
        return "valt dan vóór het overleg"
    if shift.was < was and shift.becomes > day:
        return "valt dan na het overleg"
    return ""


def meeting_cancel(request, slug, number):
    meeting = _find(request, number)
    if refusal := _refusal(meeting):
        return _refused(request, meeting, refusal)
    form = MeetingCancelForm(posted(request), instance=meeting)
    label, back = f"{meeting.body}, {long_date(meeting.day)}", _page_of(request, meeting)
    waiting = actions.waiting_items(meeting)
    return form_page(
        request,
        form,
        lambda: actions.cancel_meeting(
            meeting,
            version=form.base_version,
            by=request.user,
            reason=form.cleaned_data["cancel_reason"],
        ),
        done=lambda saved: ("Het overleg is geannuleerd.", back),
        title="Overleg annuleren",
        line=f"{label}. {_backlog_text(len(waiting))}",
        crumbs=_trail(request, back, meeting),
        submit="Overleg annuleren",
        cancel_url=back,
        cancel_label="Overleg laten doorgaan",
    )


def _backlog_text(count):
    if not count:
        return "Het blijft in de lijst staan, met de reden."
    items = "1 agendapunt gaat" if count == 1 else f"{count} agendapunten gaan"
    return f"{items} terug naar de voorraad van het gremium."


def _find(request, number):
    """Return a meeting that someone may direct, with its number; 404 or 403 otherwise."""
    meetings = Meeting.objects.visible_to(request.user).of_region(request.region)
    meeting = get_object_or_404(meetings.with_body(), number=number)
    require_director(request)
    return meeting


def _refusal(meeting):
    """Say why a meeting can be moved nor cancelled; empty when it can."""
    if meeting.is_held or meeting.is_adopted:
        return HELD
    return CANCELLED if meeting.is_cancelled else ""


def _refused(request, meeting, text):
    messages.warning(request, text)
    return redirect(_page_of(request, meeting))


def _trail(request, back, meeting):
    """Return the crumbs over `back`: the page of the cycle, or of a meeting that has none."""
    if back == meeting.get_absolute_url():
        return meeting_crumbs(request, meeting)
    cycle = Cycle.objects.filter(meeting=meeting).first()
    return crumbs(request, (str(cycle), back))


def _page_of(request, meeting):
    """The page of its cycle, where it has one; else its own."""
    cycle = Cycle.objects.filter(meeting=meeting).values_list("pk", flat=True).first()
    return address(request, "cycle_detail", cycle) if cycle else meeting.get_absolute_url()

"""Deelnemers of a meeting: who is invited, who comes, who was there, and with which mandate."""

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from oogo import permissions
from oogo.actions import attendance as actions
from oogo.actions.minutes import AdoptedError
from oogo.forms import participants as forms
from oogo.invitees import difference
from oogo.models import AgendaItem, Participant, RepresentationItem
from oogo.powers import MandateCheck
from oogo.views.meeting_pages import (
    crumbs,
    find_meeting,
    meeting_crumbs,
    refuse_adopted,
    tab_form_page,
    tabs,
    when_and_where,
    while_open,
)
from oogo.views.room import address, require_director
from partners.models import Representation
from partners.models.elections import caretakers
from partners.permissions import can_see_contact_details
from partners.views import pages as speelveld
from partners.views.pages import posted, stored

Attendance, Reply = Participant.Attendance, Participant.Reply

# What who answers for himself reads on the button.
OWN_REPLIES = {Reply.COMES: "Ik kom", Reply.DECLINES: "Ik kom niet"}


def participant_list(request, slug, number):
    meeting = find_meeting(request, number)
    rows = list(meeting.participants.with_names().members_first())
    kept = [row for row in rows if not row.is_withdrawn]
    can_record = permissions.can_record(request.user, meeting)
    seen = set(AgendaItem.objects.visible_to(request.user).filter(meeting=meeting))
    waiting = caretakers([row.speaker.pk for row in kept], meeting.day)
    for row in rows:
        row.meeting = meeting
        row.is_caretaker = row.speaker.pk in waiting
        row.since_item = row.from_item if row.from_item in seen else None
        row.last_item = row.until_item if row.until_item in seen else None
        row.is_own = row.position.person.user_id == request.user.pk
        row.may_reply = row.is_own or (can_record and row.reply == Reply.OPEN)
    context = {
        "meeting": meeting,
        "participants": kept,
        "withdrawn": [row for row in rows if row.is_withdrawn],
        "speaking": _speaking(meeting, kept, seen),
        "counts": _counts(meeting, kept),
        "replies": [(reply.value, reply.label, own) for reply, own in OWN_REPLIES.items()],
        "takes_replies": not (meeting.is_held or meeting.is_cancelled),
        "line": when_and_where(meeting),
        "can_record": can_record,
        "differs": _differs(meeting, rows, can_record),
        "tabs": tabs(meeting, "participant_list"),
        "crumbs": crumbs(request),
    }
    return render(request, "oogo/participant_list.html", context)


def _differs(meeting, rows, can_record):
    """Tell whether the seats of the day ask for other participants, as long as that is to come."""
    is_over = meeting.is_held or meeting.is_cancelled or meeting.is_adopted
    return can_record and not is_over and difference(meeting, rows).is_news


def _counts(meeting, kept):
    """Count who was there, or as long as that is to come, who answered what."""
    if meeting.is_held:
        there = {Attendance.PRESENT, Attendance.REPLACED}
        return [
            ("aanwezig of vervangen", sum(row.attendance in there for row in kept), "done"),
            ("nog vast te leggen", sum(row.attendance == Attendance.OPEN for row in kept), "soon"),
        ]
    comes = sum(row.reply == Reply.COMES for row in kept)
    declines = sum(row.reply == Reply.DECLINES for row in kept)
    return [
        ("komt" if comes == 1 else "komen", comes, "done"),
        ("komt niet" if declines == 1 else "komen niet", declines, "late"),
        ("nog geen antwoord", sum(row.reply == Reply.OPEN for row in kept), ""),
    ]


def _speaking(meeting, kept, seen):
    """Return who speaks for another party there: (representation, whether it is limited to single
    items, those of them that are `seen`)."""
    positions = [row.speaker for row in kept]
    rows = Representation.objects.on(meeting.day).filter(position__in=positions)
    rows = rows.select_related("position__person", "party__organisation").order_by("pk")
    limits = RepresentationItem.objects.kept().filter(item__meeting=meeting)
    titles = defaultdict(list)
    for row in limits.select_related("item").order_by("item__order", "item__pk"):
        titles[row.representation_id].append(row.item)
    return [
        (row, row.pk in titles, [item for item in titles[row.pk] if item in seen]) for row in rows
    ]


@while_open
def participant_create(request, slug, number):
    meeting = find_meeting(request, number)
    require_director(request)
    refuse_adopted(request, meeting)
    form = forms.ParticipantForm(
        posted(request), instance=Participant(meeting=meeting), region=request.region
    )
    return tab_form_page(
        request,
        form,
        lambda: actions.invite(form.instance, by=request.user),
        meeting=meeting,
        tab="participant_list",
        message=lambda saved: f"{saved.position.person} is uitgenodigd.",
        title="Deelnemer uitnodigen",
        line="Wie op die dag een zetel heeft, staat er al.",
        submit="Uitnodigen",
    )


@while_open
def participant_edit(request, slug, number, pk):
    participant = _find(request, number, pk)
    require_director(request)
    refuse_adopted(request, participant.meeting)
    form = forms.ParticipantEditForm(posted(request), instance=participant, region=request.region)
    return tab_form_page(
        request,
        form,
        lambda: actions.change(
            participant, version=form.base_version, by=request.user, **form.changes()
        ),
        meeting=participant.meeting,
        tab="participant_list",
        template="oogo/participant_edit.html",
        participant=participant,
        message="De deelname is opgeslagen.",
        title=str(participant.position.person),
        line=str(participant.position),
        submit="Opslaan",
    )


@require_POST
@while_open
def participant_reply(request, slug, number, pk):
    """Say whether someone comes: the participant for himself, a regisseur for anyone."""
    participant = _find(request, number, pk)
    is_own = participant.position.person.user_id == request.user.pk
    if not is_own and not permissions.can_direct(request.user, request.region):
        raise PermissionDenied
    answer = request.POST.get("reply")
    if answer in Reply.values:
        on_behalf_of = "" if is_own else str(participant.position.person)
        actions.change(
            participant,
            version=participant.version,
            by=request.user,
            on_behalf_of=on_behalf_of,
            reply=answer,
        )
        messages.success(request, f"{participant.position.person}: {Reply(answer).label.lower()}.")
    return redirect(address(request, "participant_list", number))


@require_POST
@while_open
def participant_withdraw(request, slug, number, pk):
    participant = _find(request, number, pk)
    require_director(request)
    gone = not participant.is_withdrawn
    actions.change(participant, version=participant.version, by=request.user, is_withdrawn=gone)
    word = "is niet meer uitgenodigd" if gone else "is weer uitgenodigd"
    messages.success(request, f"{participant.position.person} {word}.")
    return redirect(address(request, "participant_list", number))


@while_open
def attendance_edit(request, slug, number):
    """Record in one go who was there. Each row is stored on its own: what is wrong comes back."""
    meeting = find_meeting(request, number)
    require_director(request)
    _refuse_adopted(meeting)
    rows = list(meeting.participants.kept().with_names().members_first())
    forms_of = [_attendance_form(request, row, meeting) for row in rows]
    if request.method == "POST":
        kept = [_stored(form, request.user) for form in forms_of]
        if all(kept):
            messages.success(request, "De aanwezigheid is opgeslagen.")
            return redirect(address(request, "participant_list", number))
    context = {
        "meeting": meeting,
        "forms": forms_of,
        "faults": sum(bool(form.errors) for form in forms_of),
        "line": when_and_where(meeting),
        "crumbs": meeting_crumbs(request, meeting, _list_crumb(request, number)),
        "cancel_url": address(request, "participant_list", number),
    }
    return render(request, "oogo/attendance_edit.html", context)


def _refuse_adopted(meeting):
    """Refuse also what is sent: here nothing is typed that could be lost."""
    if meeting.is_adopted:
        raise AdoptedError(meeting)


def _attendance_form(request, row, meeting):
    row.meeting = meeting
    return forms.AttendanceForm(
        posted(request), instance=row, region=request.region, prefix=f"d{row.pk}"
    )


def _stored(form, by):
    def write():
        return actions.change(form.instance, version=form.base_version, by=by, **form.changes())

    return stored(form, write)


@while_open
def representation_limit(request, slug, number, pk):
    """Limit a representation to single items of the meeting."""
    meeting = find_meeting(request, number)
    require_director(request)
    _refuse_adopted(meeting)
    rows = Representation.objects.visible_to(request.user).of_region(request.region)
    rows = rows.on(meeting.day).select_related("position__person", "party__organisation")
    representation = get_object_or_404(rows, pk=pk)
    items = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting).on_agenda()
    limited = items.filter(
        pk__in=RepresentationItem.objects.kept()
        .filter(representation=representation)
        .values("item")
    )
    form = forms.LimitForm(
        posted(request), items=items.in_order(), initial={"items": list(limited)}
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            actions.limit_representation(
                representation=representation,
                meeting=meeting,
                items=form.cleaned_data["items"],
                by=request.user,
            )
        messages.success(request, f"{representation} is vastgelegd.")
        return redirect(address(request, "participant_list", number))
    context = {
        "form": form,
        "title": str(representation),
        "line": f"{representation.get_kind_display()}. {representation.text}",
        "crumbs": meeting_crumbs(request, meeting, _list_crumb(request, number)),
        "submit": "Opslaan",
        "cancel_url": address(request, "participant_list", number),
    }
    return render(request, "partners/row_form.html", context)


def mandate_check(request, slug, number):
    """For each item ter besluitvorming: whose mandate is enough."""
    meeting = find_meeting(request, number)
    checks = MandateCheck(meeting, request.user).checks
    _give_addresses(request, (row.party for check in checks for row in check.rows))
    context = {
        "meeting": meeting,
        "checks": checks,
        "sees_ceilings": can_see_contact_details(request.user, request.region),
        "line": when_and_where(meeting),
        "tabs": tabs(meeting, "participant_list"),
        "crumbs": meeting_crumbs(request, meeting, _list_crumb(request, number)),
    }
    return render(request, "oogo/mandate_check.html", context)


def _give_addresses(request, parties):
    """Give each party the `address` of its page, worked out once: it stands at every item."""
    addresses = {}
    for party in parties:
        if party.pk not in addresses:
            addresses[party.pk] = speelveld.address(request, "party_detail", party.pk)
        party.address = addresses[party.pk]


def _find(request, number, pk):
    meeting = find_meeting(request, number)
    rows = Participant.objects.visible_to(request.user).filter(meeting=meeting).with_names()
    participant = get_object_or_404(rows, pk=pk)
    participant.meeting = meeting
    return participant


def _list_crumb(request, number):
    return ("Deelnemers", address(request, "participant_list", number))

"""Standpunten: on behalf of whom, on the whole and on a part, ratified, several at once; and how
far a gemeente is at home."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from oogo import permissions, register
from oogo.actions import decisions as actions
from oogo.forms import decisions as forms
from oogo.models import ItemPart, LocalFollowUp, Stance
from oogo.views.decision_pages import (
    OVER,
    crumbs,
    decision_form_page,
    find_decision,
    find_party,
    own_parties,
    refused,
)
from oogo.views.room import address, require_director
from partners.models import Party
from partners.views.pages import posted
from records import actions as records
from records.actions import StaleError
from regio.lib import clock

STANCES = "#standpunten-titel"
FOLLOW_UPS = "#uitwerking-titel"


def stance_choose(request, slug, pk):
    """Ask on behalf of which party, unless there is only one."""
    decision = find_decision(request, pk)
    if decision.is_over:
        return refused(request, decision, OVER)
    parties = _parties_of(request)
    if not parties:
        raise PermissionDenied
    if len(parties) == 1:
        return redirect("oogo:stance_edit", slug, pk, parties[0].pk)
    form = forms.BehalfForm(
        request.GET if "namens" in request.GET else None,
        parties=Party.objects.filter(pk__in=[p.pk for p in parties]).with_organisation().by_kind(),
    )
    if form.is_bound and form.is_valid():
        return redirect("oogo:stance_edit", slug, pk, form.cleaned_data["namens"].pk)
    context = {
        "form": form,
        "decision": decision,
        "crumbs": crumbs(request, (decision.number or decision.title, decision.get_absolute_url())),
    }
    return render(request, "oogo/stance_choose.html", context)


def _parties_of(request):
    """Return the parties of the region of which the visitor may record the stance."""
    parties = Party.objects.of_region(request.region).on(clock.today()).with_organisation()
    if permissions.can_direct(request.user, request.region):
        return list(parties)
    own = own_parties(request)
    return [
        party
        for party in parties.filter(pk__in=own)
        if permissions.can_take_stance(request.user, request.region, party.pk, own)
    ]


def stance_edit(request, slug, pk, party_pk):
    return _stance_page(request, find_decision(request, pk), party_pk, None)


def part_stance_edit(request, slug, pk, party_pk, part_pk):
    decision = find_decision(request, pk)
    parts = ItemPart.objects.visible_to(request.user).kept().filter(item=decision.item_id)
    part = get_object_or_404(parts, pk=part_pk)
    return _stance_page(request, decision, party_pk, part)


def _stance_page(request, decision, party_pk, part):
    party = find_party(request, party_pk)
    own = own_parties(request)
    if not permissions.can_take_stance(request.user, request.region, party.pk, own):
        raise PermissionDenied
    if decision.is_over:
        return refused(request, decision, OVER)
    rows = Stance.objects.filter(decision=decision, party=party, part=part)
    stance = rows.with_names().first() or Stance(decision=decision, party=party, part=part)
    form = forms.StanceForm(
        posted(request), instance=stance, region=request.region, initial=_suggested(stance)
    )

    def write():
        row = stance if stance.pk else Stance(decision=decision, party=party, part=part)
        return actions.take_stance(
            row, version=form.base_version, by=request.user, own=own, **form.changes()
        )

    return decision_form_page(
        request,
        form,
        write,
        decision=decision,
        part=STANCES,
        message=f"Het standpunt van {party} is vastgelegd.",
        title=f"Standpunt van {party}" + (f" over {part}" if part else ""),
        line=str(decision),
        submit="Vastleggen",
    )


def _suggested(stance):
    """Return how and when a first stance is given, as far as the days tell."""
    if stance.value != Stance.Value.NONE:
        return {}
    day = clock.today()
    meeting = stance.decision.item.meeting if stance.decision.item_id else None
    if meeting is None or meeting.day > day:
        return {"given": Stance.Given.BEFORE, "given_on": day}
    return {"given": Stance.Given.MEETING, "given_on": meeting.day}


def stance_ratify(request, slug, pk):
    """The answer to a reservation: the day and the document that says yes."""
    rows = Stance.objects.visible_to(request.user).of_region(request.region)
    stance = get_object_or_404(rows.with_names(), pk=pk)
    decision = find_decision(request, stance.decision_id)
    own = own_parties(request)
    if not permissions.can_take_stance(request.user, request.region, stance.party_id, own):
        raise PermissionDenied
    if decision.is_over or not stance.is_reservation:
        text = OVER if decision.is_over else "Dit standpunt is geen voorbehoud."
        return refused(request, decision, text)
    known = rows.with_names().get(pk=stance.pk)
    form = forms.RatifyForm(posted(request), instance=stance, region=request.region)
    about = f", over {stance.about}" if stance.about else ""
    party, who = stance.party, stance.get_reserved_for_display()
    return decision_form_page(
        request,
        form,
        lambda: actions.ratify(
            known, version=form.base_version, by=request.user, own=own, **form.changes()
        ),
        decision=decision,
        part=STANCES,
        message=lambda saved: (
            f"Het voorbehoud van {party} is bekrachtigd."
            if saved.ratified_on
            else f"Het voorbehoud van {party} staat weer open."
        ),
        title=f"Voorbehoud van {party} bekrachtigen",
        line=f"{who}{about}. Is het antwoord nee? Wijzig dan het standpunt.",
        submit="Opslaan",
    )


@require_POST
def stance_quick(request, slug, pk):
    """Record one answer of several parties that said nothing yet."""
    decision = find_decision(request, pk)
    require_director(request)
    if decision.is_over:
        return refused(request, decision, OVER)
    [entry] = register.entries([decision], request.user, clock.today())
    form = forms.QuickForm(request.POST, lines=entry.lines)
    if not form.is_valid():
        messages.error(request, " ".join(fault.text for fault in form.faults))
        return redirect(_back(request, decision))
    rows = [(_row(decision, entry.line_of(pk)), seen) for pk, seen in form.chosen.items()]
    changes = _suggested(rows[0][0]) | {"value": form.cleaned_data["value"]}
    try:
        said = actions.take_stances(rows, by=request.user, own=own_parties(request), **changes)
    except StaleError as stale:
        messages.error(request, f"{stale.current.party} is zojuist al vastgelegd. Kijk het na.")
    else:
        word = "standpunt is" if said == 1 else "standpunten zijn"
        messages.success(request, f"{said} {word} vastgelegd.")
    return redirect(_back(request, decision))


def _row(decision, line):
    row = line.whole or Stance(party=line.party)
    row.decision, row.party = decision, line.party
    return row


def _back(request, decision):
    """Return where the quick form stands: the meeting's page, else the afspraak."""
    meeting = decision.item.meeting if decision.item_id else None
    if meeting is None:
        return decision.get_absolute_url()
    return f"{address(request, 'meeting_decisions', meeting.number)}#afspraak-{decision.pk}"


def follow_up_edit(request, slug, pk, party_pk):
    """How far a gemeente is with settling an afspraak at home."""
    decision = find_decision(request, pk)
    party = find_party(request, party_pk)
    own = own_parties(request)
    if not permissions.can_settle(request.user, request.region, party.pk, own):
        raise PermissionDenied
    if decision.is_over:
        return refused(request, decision, OVER)
    if decision.is_proposed:
        raise Http404
    row = LocalFollowUp.objects.filter(decision=decision, party=party).first()
    row = row or LocalFollowUp()
    row.decision, row.party = decision, party
    form = forms.FollowUpForm(posted(request), instance=row, region=request.region)
    behalf = "" if own == {party.pk} else str(party)

    def write():
        stored = row if row.pk else LocalFollowUp(decision=decision, party=party)
        return records.write(
            stored,
            version=form.base_version,
            by=request.user,
            on_behalf_of=behalf,
            **form.changes(),
        )

    return decision_form_page(
        request,
        form,
        write,
        decision=decision,
        part=FOLLOW_UPS,
        message=f"De lokale uitwerking van {party} is opgeslagen.",
        title=f"Lokale uitwerking in {party}",
        line=str(decision),
        submit="Opslaan",
    )

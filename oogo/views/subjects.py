"""Subjects of a cycle, and who is party to them: by the rule, and by hand."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from oogo.actions import cycles as actions
from oogo.forms.cycles import SubjectAddForm, SubjectForm, SubjectPartyForm
from oogo.models import CycleSubject, SubjectParty
from oogo.parties import preview
from oogo.views.cycle_pages import cycle_form_page, find_cycle, find_row
from oogo.views.room import address, crumbs
from partners.models import Party
from partners.views.pages import posted
from records import actions as records
from regio.templatetags.regio import long_date

CAPACITIES = dict(SubjectParty.Capacity.choices)


def subject_create(request, slug, pk):
    cycle = find_cycle(request, pk)
    form = SubjectAddForm(
        posted(request), instance=CycleSubject(cycle=cycle), region=request.region
    )
    return cycle_form_page(
        request,
        form,
        lambda: _add(cycle, form, request.user),
        cycle=cycle,
        message="Het onderwerp is toegevoegd, met de partijen die eruit volgen.",
        part="#onderwerpen",
        title="Onderwerp toevoegen",
        line=f"Waarover het OOGO van {long_date(cycle.meeting.day)} ook gaat.",
        submit="Onderwerp toevoegen",
    )


def _add(cycle, form, user):
    kind = form.chosen_kind
    if kind.pk is None:
        records.create(kind, by=user)
    return actions.add_subject(cycle=cycle, kind=kind, plan=form.cleaned_data["plan"], by=user)


def subject_edit(request, slug, pk):
    subject = _find(request, pk)
    form = SubjectForm(posted(request), instance=subject, region=request.region)
    return cycle_form_page(
        request,
        form,
        lambda: records.write(
            subject, version=form.base_version, by=request.user, **form.changes()
        ),
        cycle=subject.cycle,
        message="Het onderwerp is opgeslagen.",
        part="#onderwerpen",
        title=f"{subject.kind} wijzigen",
        line="Welk plan er op tafel ligt.",
        submit="Opslaan",
    )


@require_POST
def subject_withdraw(request, slug, pk):
    subject = _find(request, pk)
    records.write(subject, version=subject.version, by=request.user, is_withdrawn=True)
    messages.success(request, f"{subject.kind} is uit deze cyclus gehaald.")
    return redirect(f"{address(request, 'cycle_detail', subject.cycle_id)}#onderwerpen")


def subject_derive(request, slug, pk):
    """Show what deriving the parties again would do, and do it when that is sent."""
    subject = _find(request, pk)
    back = f"{address(request, 'cycle_detail', subject.cycle_id)}#onderwerpen"
    if request.method == "POST":
        count = actions.derive_parties(subject, by=request.user)
        text = "1 partij is gewijzigd." if count == 1 else f"{count} partijen zijn gewijzigd."
        messages.success(request, text if count else "De partijen waren al zo.")
        return redirect(back)
    lines, notes = preview(subject)
    context = {
        "subject": subject,
        "rows": [(line, *_in_words(line)) for line in lines],
        "changes": sum(line.changes for line in lines),
        "notes": notes,
        "back": back,
        "crumbs": crumbs(request, (str(subject.cycle), back)),
    }
    return render(request, "oogo/subject_derive.html", context)


def _in_words(line):
    return CAPACITIES.get(line.was, "geen partij"), CAPACITIES.get(line.becomes, "geen partij")


def subject_party(request, slug, pk, party_pk):
    """Set by hand what a party is at a subject; also for a party that stands there not yet."""
    subject = _find(request, pk)
    parties = Party.objects.visible_to(request.user).of_region(request.region)
    party = get_object_or_404(parties.with_organisation(), pk=party_pk)
    row = _row(subject, party)
    form = SubjectPartyForm(posted(request), instance=row, region=request.region)
    return cycle_form_page(
        request,
        form,
        lambda: _set(subject, party, form, request.user),
        cycle=subject.cycle,
        message=f"{party} is opgeslagen.",
        part="#onderwerpen",
        title=f"{party} bij {subject.kind}",
        submit="Opslaan",
    )


def _row(subject, party):
    rows = SubjectParty.objects.filter(subject=subject, party=party)
    row = rows.select_related("subject", "party__organisation").first()
    return row or SubjectParty(subject=subject, party=party)


def _set(subject, party, form, user):
    # What a form put into a row that is not stored is no base to write from.
    row = form.instance if form.instance.pk else SubjectParty(subject=subject, party=party)
    return records.write(row, version=form.base_version, by=user, **form.changes())


def subject_parties(request, slug, pk):
    """Choose a party that does not stand at a subject yet."""
    subject = _find(request, pk)
    there = subject.parties.kept().values("party")
    parties = Party.objects.visible_to(request.user).of_region(request.region)
    parties = parties.on(subject.cycle.meeting.day).exclude(pk__in=there)
    context = {
        "subject": subject,
        "parties": parties.with_organisation().by_kind(),
        "crumbs": crumbs(
            request, (str(subject.cycle), address(request, "cycle_detail", subject.cycle_id))
        ),
    }
    return render(request, "oogo/subject_parties.html", context)


def _find(request, pk):
    rows = CycleSubject.objects.select_related("kind", "plan__owner")
    return find_row(rows, request, pk)

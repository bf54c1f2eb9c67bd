"""Milestones of a cycle: adding, changing, done and open again."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from oogo.actions.cycles import YEARS_AROUND
from oogo.forms.cycles import MilestoneEditForm, MilestoneForm
from oogo.models import Milestone
from oogo.views.cycle_pages import cycle_form_page, find_cycle, find_row
from oogo.views.room import address
from partners.models import ClosedDay
from partners.views.pages import posted
from records import actions as records
from regio.lib import clock
from regio.templatetags.regio import long_date


def milestone_create(request, slug, pk):
    cycle = find_cycle(request, pk)
    form = _form(MilestoneForm, request, Milestone(cycle=cycle))
    return cycle_form_page(
        request,
        form,
        lambda: _create(form, request.user),
        cycle=cycle,
        message=lambda saved: f"{saved} staat op {long_date(saved.due_on)}.",
        part="#mijlpalen",
        title="Mijlpaal toevoegen",
        line=f"Een stap op weg naar het OOGO van {long_date(cycle.meeting.day)}, of erna.",
        submit="Mijlpaal toevoegen",
    )


def _create(form, user):
    form.instance.pending_m2m = {"parties": form.cleaned_data["parties"]}
    return records.create(form.instance, by=user)


def milestone_edit(request, slug, pk):
    milestone = find_row(Milestone.objects, request, pk)
    title = str(milestone)
    form = _form(MilestoneEditForm, request, milestone)
    return cycle_form_page(
        request,
        form,
        lambda: records.write(
            milestone, version=form.base_version, by=request.user, **form.changes()
        ),
        cycle=milestone.cycle,
        message=lambda saved: f"{saved} is opgeslagen: {long_date(saved.due_on)}.",
        part="#mijlpalen",
        title=f"{title} wijzigen",
        submit="Opslaan",
    )


def _form(form, request, milestone):
    day = milestone.cycle.meeting.day
    closed = ClosedDay.objects.closed_around(request.region, day, years=YEARS_AROUND)
    return form(posted(request), instance=milestone, region=request.region, closed=closed)


@require_POST
def milestone_done(request, slug, pk):
    milestone = find_row(Milestone.objects, request, pk)
    day = milestone.done_on or clock.today()
    return _marked(request, milestone, f"{milestone} is gereed.", done_on=day)


@require_POST
def milestone_reopen(request, slug, pk):
    milestone = find_row(Milestone.objects, request, pk)
    return _marked(request, milestone, f"{milestone} staat weer open.", done_on=None)


def _marked(request, milestone, message, **changes):
    records.write(milestone, version=milestone.version, by=request.user, **changes)
    messages.success(request, message)
    return redirect(f"{address(request, 'cycle_detail', milestone.cycle_id)}#mijlpalen")

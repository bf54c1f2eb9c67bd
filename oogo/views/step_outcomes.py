"""The thread at a step of the checklist, and what counts there: linked from either side."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from checklist.models import Round
from checklist.permissions import can_answer_shared
from checklist.views.steps import posted_version
from oogo import permissions
from oogo.actions import promises
from oogo.forms.outcomes import OutcomeForm, StepOfRoundForm
from oogo.models import Action, Decision, StepOutcome
from oogo.outcomes import outcomes_of
from oogo.thread import thread_of
from oogo.views.action_pages import can_promise_here, crumbs, find_action
from oogo.views.room import address
from oogo.views.steps import find_step
from partners.views.pages import find, form_page, posted
from records import actions as records
from regio.lib import clock

MAX_CHOICES = 200
RECENT = timedelta(days=730)


def step_thread(request, slug, pk, number):
    """What came of a step: a part of the step page, or a page of its own."""
    step, state = find_step(request, pk, number)
    round, user = state.round, request.user
    context = {
        "round": round,
        "step": step,
        "thread": thread_of(state, user),
        "outcomes": outcomes_of(state, user),
        "can_link": can_answer_shared(user, round, clock.today()),
        "can_promise": can_promise_here(request),
        "can_propose": permissions.can_propose(user, request.region),
        "action_url": f"{address(request, 'action_create')}?uit=step:{round.pk}.{number}",
        "crumbs": _step_crumbs(request, round, number),
    }
    template = "oogo/_step_thread.html" if request.htmx else "oogo/step_thread.html"
    return render(request, template, context)


def step_outcome(request, slug, pk, number):
    """Choose an afspraak or an action that counts at a step."""
    step, state = find_step(request, pk, number)
    if not can_answer_shared(request.user, state.round, clock.today()):
        raise PermissionDenied
    form = OutcomeForm(posted(request), decisions=_decisions(request), actions=_actions(request))
    back = _step_url(request, state.round, number)
    return form_page(
        request,
        form,
        lambda: promises.link_step(state, by=request.user, **form.chosen),
        done=lambda row: (f"{row.outcome} staat bij stap {number}.", back),
        title="Vervolg toevoegen",
        line=f"Stap {number} {step.title}: welke afspraak of actie laat zien hoe het ervoor staat?",
        crumbs=_step_crumbs(request, state.round, number),
        submit="Toevoegen",
        cancel_url=back,
    )


def _decisions(request):
    seen = Decision.objects.visible_to(request.user).of_region(request.region).kept().numbered()
    return seen.select_related("region").newest_first()[:MAX_CHOICES]


def _actions(request):
    """Return the actions that are running, or that were done not long ago."""
    seen = Action.objects.visible_to(request.user).of_region(request.region)
    recent = seen.filter(confirmed_on__gte=clock.today() - RECENT)
    return (seen.running() | recent).order_by("-number")[:MAX_CHOICES]


def action_step(request, slug, number):
    """Choose a step at which an action counts."""
    action = find_action(request, number)
    trail = crumbs(request, (action.code, action.get_absolute_url()))
    return _step_page(request, action, {"action": action}, trail)


def decision_step(request, slug, pk):
    """Choose a step at which an afspraak counts."""
    decision = find(Decision.objects.select_related("region"), request, pk)
    trail = [
        ("OOGO", address(request, "cycle_list")),
        ("Afspraken", address(request, "decision_list")),
        (str(decision), decision.get_absolute_url()),
    ]
    return _step_page(request, decision, {"decision": decision}, trail)


def _step_page(request, obj, chosen, trail):
    if not permissions.can_link_steps(request.user, request.region):
        raise PermissionDenied
    form = StepOfRoundForm(posted(request), rounds=_open_rounds(request))
    back = obj.get_absolute_url()
    return form_page(
        request,
        form,
        lambda: promises.link_step(form.state, by=request.user, **chosen),
        done=lambda row: (f"Dit telt nu mee bij {row.step}.", back),
        title="Aan de checklist koppelen",
        line=f"{obj}. Bij welke stap laat dit zien hoe het ervoor staat?",
        crumbs=trail,
        submit="Koppelen",
        cancel_url=back,
    )


def _open_rounds(request):
    rounds = Round.objects.visible_to(request.user).of_region(request.region)
    begun = rounds.begun_on(clock.today()).filter(closed_on=None)
    return list(begun.select_related("instrument", "region"))


@require_POST
def outcome_withdraw(request, slug, pk):
    """Take a link away; `?bij=stap` leads back to the step, else to the afspraak or action."""
    rows = StepOutcome.objects.select_related(
        "step__round__region", "step__round__instrument", "decision__region", "action__region"
    )
    row = find(rows, request, pk)
    if not can_answer_shared(request.user, row.step.round, clock.today()):
        raise PermissionDenied
    version = posted_version(request, row)
    records.write(row, version=version, by=request.user, is_withdrawn=True)
    messages.success(request, "De koppeling is ingetrokken; de geschiedenis bewaart haar.")
    back = row.step if request.GET.get("bij") == "stap" else row.outcome
    return redirect(back.get_absolute_url())


def _step_url(request, round, number):
    return reverse("checklist:step_detail", args=[request.region.slug, round.pk, number])


def _step_crumbs(request, round, number):
    return [
        ("Checklist", reverse("checklist:round_list", args=[request.region.slug])),
        (round.title, round.get_absolute_url()),
        (f"Stap {number}", _step_url(request, round, number)),
    ]

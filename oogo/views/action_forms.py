"""Making and changing an action: by hand, or from what it comes from (`?uit=decision:12`)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from checklist.models import StepState
from oogo import permissions
from oogo.actions import promises
from oogo.forms.promises import ActionEditForm, ActionForm
from oogo.models import Action, AgendaItem, Decision, Meeting, Milestone, Stance
from oogo.models.walls import sight_of
from oogo.views.action_pages import (
    action_form_page,
    can_promise_here,
    crumbs,
    find_action,
    require_follower,
)
from oogo.views.room import address
from oogo.views.steps import find_step
from partners.views.pages import find, form_page, posted
from records import actions as records
from regio.lib import clock

MAX_KEY = 18  # figures
ORIGINS = {
    "item": (AgendaItem, ("body__region", "meeting", "theme")),
    "decision": (Decision, ("region", "item")),
    "stance": (Stance, ("decision__region", "party__organisation")),
    "milestone": (Milestone, ("cycle__region",)),
    "meeting": (Meeting, ("region", "body")),
}


def action_create(request, slug):
    if not can_promise_here(request):
        raise PermissionDenied
    origin = _origin(request)
    form = ActionForm(
        posted(request),
        instance=Action(region=request.region, **origin),
        region=request.region,
        own=_own_parties(request),
        initial=_initial(origin),
    )
    source = next(iter(origin.values()), None)
    return form_page(
        request,
        form,
        lambda: promises.add_action(
            action=form.action(), helpers=form.cleaned_data["helpers"], by=request.user
        ),
        done=lambda action: (f"{action.code} staat in de lijst.", action.get_absolute_url()),
        title="Actie maken",
        line=f"Uit: {source}" if source else "Wat iemand belooft te doen, en vóór wanneer.",
        crumbs=crumbs(request),
        submit="Actie maken",
        cancel_url=source.get_absolute_url() if source else address(request, "action_list"),
    )


def _own_parties(request):
    """Return the keys of the parties that the visitor makes actions for; None: for anyone."""
    if permissions.can_direct(request.user, request.region):
        return None
    return sight_of(request.user).own_parties_in(request.region)


def _origin(request):
    """Return {field: row} of what `?uit=kind:key` names; 404 for what the visitor does not see.

    A step of the checklist is named by its key, or by its round and number (step:3.1).
    """
    asked = request.GET.get("uit")
    if not asked:
        return {}
    kind, _, key = asked.partition(":")
    if kind == "step":
        return {"from_step": _step(request, key)}
    if kind not in ORIGINS or not _is_key(key):
        raise Http404
    model, paths = ORIGINS[kind]
    return {f"from_{kind}": find(model.objects.select_related(*paths), request, int(key))}


def _step(request, key):
    round_pk, _, number = key.partition(".")
    if not _is_key(round_pk) or (number and not _is_key(number)):
        raise Http404
    if number:
        return find_step(request, int(round_pk), int(number))[1]
    states = StepState.objects.select_related("round__region", "round__instrument")
    return find(states, request, int(round_pk))


def _is_key(text):
    return text.isascii() and text.isdecimal() and len(text) <= MAX_KEY


def _initial(origin):
    """Return what the form proposes, from what the action comes from."""
    initial = {"arose_on": clock.today()}
    if item := origin.get("from_item"):
        initial["theme"] = item.theme_id
    if stance := origin.get("from_stance"):
        initial |= {"owner": f"partij:{stance.party_id}", "due_on": stance.answer_by}
    if decision := origin.get("from_decision"):
        initial["theme"] = decision.item.theme_id if decision.item else None
    if milestone := origin.get("from_milestone"):
        initial |= {"title": str(milestone), "due_on": milestone.due_on}
    return initial


def action_edit(request, slug, number):
    action = find_action(request, number)
    require_follower(request, action)
    form = ActionEditForm(
        posted(request),
        instance=action,
        region=request.region,
        own=_own_parties(request),
    )
    return action_form_page(
        request,
        form,
        lambda: records.write(action, version=form.base_version, by=request.user, **form.changes()),
        action=action,
        message=lambda saved: "De actie is opgeslagen.",
        title="Actie wijzigen",
        line="De datum verandert u bij Verschuiven: dan blijft bewaard wat zij eerder was.",
        submit="Opslaan",
    )

"""What the pages about actions share: finding one, rights, crumbs, the way back."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from oogo import permissions
from oogo.actions.promises import NotPossibleError
from oogo.models import Action, AgendaItem
from oogo.models.walls import sight_of
from oogo.owners import Owner, owner_of
from oogo.views import room
from oogo.views.room import address
from partners.views.pages import form_page
from records.actions import StaleError
from regio.lib import clock

STALE = (
    "Iemand anders veranderde deze actie net. Er is niets gewijzigd: kijk hoe zij er nu voor staat."
)


@dataclass(frozen=True)
class Rights:
    """What someone may do with an action: follow it (report, postpone), or direct it as well."""

    follow: bool
    direct: bool

    def may(self, action, verb):
        """Tell whether this reader may do `verb` (rules.ALLOWED) with `action` as it stands."""
        return action.may(verb) and (self.direct if _is_directed(action, verb) else self.follow)


def _is_directed(action, verb):
    """Whether `verb` is for regisseurs: confirming, lapsing, and taking up what was over."""
    return verb in ("confirm", "lapse") or (verb == "resume" and not action.is_running)


@dataclass(frozen=True)
class Button:
    """Something to do with an action: posted at once, or a page that asks something first."""

    verb: str
    label: str
    url: str
    is_posted: bool
    style: str


BUTTONS = [
    ("confirm", "Bevestigen", "action_confirm", True),
    ("begin", "Begonnen", "action_begin", True),
    ("report", "Gereed melden", "action_report", False),
    ("resume", "Weer oppakken", "action_resume", True),
    ("postpone", "Verschuiven", "action_postpone", False),
    ("lapse", "Laten vervallen", "action_lapse", False),
]


def buttons_on(request, action, rights, *, back="") -> list[Button]:
    """Return what this reader may do with an action; `back` is the query string of the list that
    a posted button leads back to."""
    return [
        Button(
            verb,
            "Terug naar open" if verb == "resume" and action.is_open else label,
            address(request, name, action.number) + (back if is_posted else ""),
            is_posted,
            "" if verb == "confirm" else "quiet",
        )
        for verb, label, name, is_posted in BUTTONS
        if rights.may(action, verb)
    ]


def rights_on(user, action, owner: Owner) -> Rights:
    """Return what `user` may do with `action` of `owner`; without queries after the first one."""
    if permissions.can_direct(user, action.region):
        return Rights(follow=True, direct=True)
    own = sight_of(user).own_parties
    return Rights(permissions.can_follow(user, action, own, owner), direct=False)


def can_promise_here(request):
    """Tell whether the visitor may make an action in this region."""
    if permissions.can_direct(request.user, request.region):
        return True
    own = sight_of(request.user).own_parties_in(request.region)
    return permissions.can_promise(request.user, request.region, own)


def action_url_from(request, source):
    """Return where the visitor makes an action out of an item or an afspraak; empty without the
    right to."""
    if not can_promise_here(request):
        return ""
    kind = "item" if isinstance(source, AgendaItem) else source._meta.model_name
    return f"{address(request, 'action_create')}?uit={kind}:{source.pk}"


def crumbs(request, *steps):
    """Return the trail to a page: `steps` are (label, url)."""
    return room.crumbs(request, ("Acties", address(request, "action_list")), *steps)


def find_action(request, number):
    """Return an action of the region by its number, with its owner; 404 for any other."""
    actions = Action.objects.visible_to(request.user).of_region(request.region).with_owner()
    return get_object_or_404(actions, number=number)


def require(request, action, verb):
    """Refuse who may never do `verb` with this action; how it stands is asked later."""
    rights = rights_on(request.user, action, owner_of(action, clock.today()))
    if not (rights.direct if _is_directed(action, verb) else rights.follow):
        raise PermissionDenied


def require_follower(request, action):
    """Refuse who may not change what this action is."""
    if not rights_on(request.user, action, owner_of(action, clock.today())).follow:
        raise PermissionDenied


def way_back(request, action):
    """Return where a button leads back to: the list or board that it stood on (`?terug=`, its
    query string), else the page of the action."""
    if "terug" not in request.GET:
        return action.get_absolute_url()
    query = QueryDict(request.GET["terug"][:1000]).urlencode()
    return f"{address(request, 'action_list')}?{query}"


def moved(request, action, move, message):
    """Do something with an action, and tell what became of it or why nothing did."""
    try:
        move()
    except NotPossibleError:
        messages.warning(request, cannot(action))
    except StaleError:
        messages.warning(request, STALE)
    else:
        messages.success(request, message)


def cannot(action):
    """Say that something cannot be done with an action as it stands."""
    return f"{action.code} is {action.get_status_display().lower()}: dit kan nu niet."


def action_form_page(request, form, write, *, action, message, **context):
    """Answer a page with a form about an action; after it comes the page of the action."""
    back = action.get_absolute_url()
    return form_page(
        request,
        form,
        write,
        done=lambda saved: (message(saved), back),
        crumbs=crumbs(request, (action.code, back)),
        cancel_url=back,
        **context,
    )

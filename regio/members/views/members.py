"""Leden: who takes part in a region, in which role."""

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import permissions
from accounts.models import Membership
from partners.models import Person, Position, Representation
from records.actions import StaleError
from regio.lib import clock
from regio.members import actions
from regio.members.forms import InviteForm, MembershipEndForm, PersonForm, RoleForm
from regio.members.views.invitations import open_invitations, state_of, troubled_invitations
from reminders.permissions import can_see_mails

PER_PAGE = 30
TROUBLED_SHOWN = 5


def member_list(request, slug):
    members = Membership.objects.visible_to(request.user).of_region(request.region)
    members = members.on(clock.today()).select_related("user")
    members = members.order_by(Lower("user__name"), "user__email", "role")
    manages = permissions.can_manage_members(request.user, request.region)
    if manages and request.GET.get("toon") == "uitnodigingen":
        return _invitation_list(request)
    page = Paginator(members, PER_PAGE).get_page(request.GET.get("pagina"))
    people = _people(request.region, page) if manages else {}
    context = {
        "crumbs": _crumbs(request)[:1],
        "manages": manages,
        "mails_url": mails_url(request),
        "page": page,
        "rows": [(member, people.get(member.user_id)) for member in page],
        "troubled": list(troubled_invitations(request)[:TROUBLED_SHOWN]) if manages else [],
    }
    return render(request, "members/member_list.html", context)


def _invitation_list(request):
    page = Paginator(open_invitations(request), PER_PAGE).get_page(request.GET.get("pagina"))
    people = actions.people_to_link(request.region, [link.email for link in page])
    functions = _functions(people.values())
    context = {
        "crumbs": _crumbs(request)[:1],
        "mails_url": mails_url(request),
        "page": page,
        "rows": [
            (link, *state_of(link), person, functions.get(person))
            for link, person in ((link, people.get(link.email)) for link in page)
        ],
    }
    return render(request, "members/invitation_list.html", context)


def member_invite(request, slug):
    _require_manager(request)
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            link = actions.invite(region=request.region, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"De uitnodiging voor {link.email} wordt verzonden.")
            return redirect(_list_url(request, "?toon=uitnodigingen"))
    context = {"crumbs": _crumbs(request), "form": form, "cancel_url": _list_url(request)}
    return render(request, "members/member_invite.html", context)


def member_detail(request, slug, pk):
    membership = _get_member(request, pk)
    form = RoleForm(request.POST or None, instance=membership)
    if form.is_valid():
        try:
            actions.change_role(
                membership=membership,
                version=form.base_version,
                by=request.user,
                **form.changes(),
            )
        except StaleError as stale:
            form.show_conflict(stale)
        except ValidationError as error:
            form.add_error(None if hasattr(error, "error_dict") else "role", error)
        else:
            messages.success(request, "De rol is opgeslagen en geldt meteen.")
            return redirect(_list_url(request))
    return _render_detail(request, _get_member(request, pk), role_form=form)


@require_POST
def member_person(request, slug, pk):
    membership = _get_member(request, pk)
    form = PersonForm(request.POST, region=request.region, user=membership.user)
    if form.is_valid():
        try:
            actions.link_person(
                region=request.region, user=membership.user, by=request.user, **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "De contactpersoon is opgeslagen.")
            return redirect(membership)
    return _render_detail(request, membership, person_form=form)


@require_POST
def member_end(request, slug, pk):
    membership = _get_member(request, pk)
    form = MembershipEndForm(request.POST, instance=membership)
    version = form.base_version if form.is_valid() else 0
    try:
        actions.end_membership(membership=membership, version=version, by=request.user)
    except StaleError as stale:
        messages.error(request, _changed_end(stale))
        return _render_detail(request, stale.current)
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect(membership)
    messages.success(request, f"Het lidmaatschap van {membership.user} is beëindigd.")
    own = membership.user_id == request.user.pk
    return redirect("home:work" if own else _list_url(request))


def _changed_end(stale):
    """Say who gave the membership another last day since the page was made."""
    change, last = stale.conflicts[0].change, stale.current.last_day
    text = f"{change.by} gaf dit lidmaatschap {clock.moment(change.at)} al een einde"
    return f"{text}: t/m {last:%d-%m-%Y}. Beëindigen laat het vandaag ophouden."


def _get_member(request, pk):
    members = Membership.objects.visible_to(request.user).of_region(request.region)
    membership = get_object_or_404(members.select_related("user", "region"), pk=pk)
    _require_manager(request)
    return membership


def _require_manager(request):
    if not permissions.can_manage_members(request.user, request.region):
        raise PermissionDenied


def _render_detail(request, membership, *, role_form=None, person_form=None):
    context = {
        "crumbs": _crumbs(request),
        "membership": membership,
        "is_current": membership.holds_on(clock.today()),
        "role_form": role_form or RoleForm(instance=membership),
        "person_form": person_form or PersonForm(region=request.region, user=membership.user),
        "person_url": reverse("members:member_person", args=[request.region.slug, membership.pk]),
        "end_url": reverse("members:member_end", args=[request.region.slug, membership.pk]),
        "history_url": reverse(
            "records:object_history",
            args=[request.region.slug, membership._meta.label_lower, membership.pk],
        ),
        "list_url": _list_url(request),
    }
    return render(request, "members/member_detail.html", context)


def _people(region, page):
    """Return the contactpersoon of each member on the page, by user id."""
    users = [membership.user_id for membership in page]
    people = Person.objects.of_region(region).filter(user__in=users)
    return {person.user_id: person for person in people}


def _functions(people):
    """Return {person: functions that hold now or later, with whom else they speak for}."""
    today, found = clock.today(), defaultdict(list)
    represents = Representation.objects.lasting_beyond(today).select_related("party__organisation")
    positions = Position.objects.filter(person__in=people).lasting_beyond(today)
    positions = positions.prefetch_related(Prefetch("representations", represents))
    for position in positions.select_related("person", "organisation").order_by("pk"):
        found[position.person].append(position)
    return found


def mails_url(request):
    """Return the address of the mails of the region; nothing for who may not see them."""
    if not can_see_mails(request.user, request.region):
        return ""
    return reverse("reminders:mail_list", args=[request.region.slug])


def _list_url(request, query=""):
    return reverse("members:member_list", args=[request.region.slug]) + query


def _crumbs(request):
    return [
        (request.region.name, request.region.get_absolute_url()),
        ("Leden", _list_url(request)),
    ]

"""Invitations: what a beheerder does with them, and how the invited one comes in."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import Case, OuterRef, Subquery, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import permissions
from accounts.models import SignedLink, User
from partners.start import not_started
from regio.members import actions
from regio.members.forms import NewAccountForm
from reminders.models import Mail

State = Mail.State
NEEDS_A_PERSON = (State.FAILED, State.UNCERTAIN)


def with_mail(links):
    """Put with each invitation how its last mail fared."""
    mails = Mail.objects.filter(link=OuterRef("pk")).order_by("-pk")
    return links.filter(purpose=SignedLink.Purpose.INVITATION).annotate(
        mail_state=Subquery(mails.values("state")[:1]),
        mail_error=Subquery(mails.values("error")[:1]),
        mail_sent_at=Subquery(mails.values("sent_at")[:1]),
    )


def open_invitations(request):
    """The open invitations of the region, with how the last mail of each fared."""
    links = SignedLink.objects.visible_to(request.user).of_region(request.region).open()
    links = with_mail(links).select_related("created_by")
    first = Case(When(mail_state__in=NEEDS_A_PERSON, then=0), default=1)
    return links.order_by(first, "-created_at", "-pk")


def troubled_invitations(request):
    return open_invitations(request).filter(mail_state__in=NEEDS_A_PERSON)


def state_of(link):
    """Return how an invitation fares: the kind of chip and its words."""
    if link.is_expired:
        return "none", "Verlopen"
    if link.mail_state == State.SENT:
        return "done", f"Verzonden op {localtime(link.mail_sent_at):%d-%m-%Y}"
    if link.mail_state == State.WAITING and link.mail_error:
        return "soon", "Wordt opnieuw geprobeerd"
    return {
        State.FAILED: ("late", "Niet verzonden"),
        State.UNCERTAIN: ("soon", "Onzeker of het aankwam"),
    }.get(link.mail_state, ("info", "Wordt verzonden"))


@require_POST
def invitation_renew(request, slug, pk):
    link = _get_invitation(request, pk)
    text = f"De uitnodiging voor {link.email} wordt opnieuw verzonden."
    return _act(request, actions.renew_invitation, link, text)


@require_POST
def invitation_revoke(request, slug, pk):
    link = _get_invitation(request, pk)
    text = f"De uitnodiging voor {link.email} is ingetrokken."
    return _act(request, actions.revoke_invitation, link, text)


@login_not_required
@never_cache
@sensitive_post_parameters("password", "password_again")
def invitation_accept(request, token):
    """Public: the token in the mail is the key. GET shows, POST acts once."""
    link = SignedLink.objects.find(token, SignedLink.Purpose.INVITATION)
    if link is None:
        return _gone(request)
    account = User.objects.filter(email=link.email).first()
    if account is None and request.user.is_anonymous:
        return _accept_as_new(request, link)
    if account is not None and request.user == account:
        return _accept_as_member(request, link)
    context = {
        "link": link,
        "inviter": link.created_by,
        "is_other": request.user.is_authenticated,
        "next": request.path,
    }
    return render(request, "members/invitation_sign_in.html", context)


def _accept_as_new(request, link):
    form = NewAccountForm(request.POST or None, email=link.email, initial={"name": link.name})
    if form.is_valid():
        data = form.cleaned_data
        try:
            user = actions.accept_invitation(
                link=link, name=data["name"], password=data["password"]
            )
        except IntegrityError:
            return redirect(request.path)
        if user is None:
            return _gone(request)
        login(request, user)
        return _welcome(request, link)
    context = {"link": link, "inviter": link.created_by, "form": form}
    return render(request, "members/invitation_new_account.html", context)


def _accept_as_member(request, link):
    if request.method == "POST":
        if actions.accept_invitation(link=link, user=request.user) is None:
            return _gone(request)
        return _welcome(request, link)
    context = {"link": link, "inviter": link.created_by}
    return render(request, "members/invitation_accept.html", context)


def _welcome(request, link):
    """Who may start a region that has nothing in it yet, begins there."""
    messages.success(request, f"Welkom bij {link.region.name}.")
    if link.role in permissions.EDIT_PARTNERS and not_started([link.region_id]):
        return redirect("partners:start_choose", link.region.slug)
    return redirect(link.region)


def _gone(request):
    """One answer for a link that is used, revoked, expired or was never made."""
    return render(request, "members/invitation_gone.html", status=404)


def _get_invitation(request, pk):
    if not permissions.can_manage_members(request.user, request.region):
        raise PermissionDenied
    links = SignedLink.objects.visible_to(request.user).of_region(request.region)
    return get_object_or_404(links, pk=pk, purpose=SignedLink.Purpose.INVITATION)


def _act(request, action, link, text):
    try:
        action(link=link, by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, text)
    url = reverse("members:member_list", args=[request.region.slug])
    return redirect(f"{url}?toon=uitnodigingen")

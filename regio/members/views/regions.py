"""Nieuwe regio: the functioneel beheerder makes one, and is no member of it. Instellingen: what its
beheerder says of it later.

Until a first beheerder has come in, the functioneel beheerder sees who was invited and may invite
another; these are the only rows of a region that are fetched past `visible_to`.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import permissions
from accounts.models import Membership, Region, SignedLink
from partners.school_region import derived_school_region
from partners.views.pages import form_page, posted
from records import actions as records
from regio.members import actions
from regio.members.forms import FirstAdminForm, RegionForm, RegionSettingsForm
from regio.members.views.invitations import state_of, with_mail

PER_PAGE = 30


def region_create(request):
    _require_maker(request)
    form = RegionForm(request.POST or None)
    if form.is_valid():
        try:
            _create(form.changes(), by=request.user)
        except IntegrityError:
            form.add_error(None, "Iemand anders gebruikte dit adres of deze code net. Kies anders.")
        else:
            region, email = form.cleaned_data["name"], form.cleaned_data["admin_email"]
            messages.success(request, f"{region} is gemaakt. {email} krijgt een uitnodiging.")
            # Here the new one stands, until its beheerder has come in.
            return redirect("members:region_create")
    waiting = Region.objects.without_admin().order_by("name", "pk")
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "crumbs": _crumbs()[:1],
        "form": form,
        "cancel_url": reverse("home:work"),
        "page": page,
        "waiting": _with_invitation(page),
    }
    return render(request, "members/region_create.html", context)


def region_edit(request, slug):
    """Settings of a region: its name, and which school holidays count."""
    if not permissions.has_right(request.user, request.region, permissions.SET_REGION):
        raise PermissionDenied
    region = Region.objects.visible_to(request.user).get(pk=request.region.pk)
    form = RegionSettingsForm(
        posted(request), instance=region, derived=derived_school_region(region)
    )
    members_url = reverse("members:member_list", args=[slug])
    return form_page(
        request,
        form,
        lambda: records.write(region, version=form.base_version, by=request.user, **form.changes()),
        done=lambda saved: ("De instellingen zijn opgeslagen.", members_url),
        template="members/region_edit.html",
        title="Instellingen van de regio",
        line="Het adres en de code van de regio blijven zoals zij zijn.",
        crumbs=[(str(request.region), request.region.get_absolute_url()), ("Leden", members_url)],
        submit="Opslaan",
        cancel_url=members_url,
    )


def first_admin_invite(request, pk):
    """Invite another address, for one that was mistyped or that nobody reads."""
    _require_maker(request)
    region = get_object_or_404(Region.objects.without_admin(), pk=pk)
    form = FirstAdminForm(request.POST or None)
    if form.is_valid():
        try:
            link = actions.invite_first_admin(region=region, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, f"De uitnodiging voor {link.email} wordt verzonden.")
        return redirect("members:region_create")
    context = {
        "region_name": region.name,
        "crumbs": _crumbs(),
        "form": form,
        "cancel_url": reverse("members:region_create"),
    }
    return render(request, "members/first_admin_invite.html", context)


def _require_maker(request):
    if not permissions.can_make_regions(request.user):
        raise PermissionDenied


def _create(data, *, by):
    admin = {name: data.pop(name) for name in ("admin_email", "admin_name")}
    actions.create_region(region=Region(**data), by=by, **admin)


def _with_invitation(regions):
    """Return (region, its open invitation, kind of chip, words); the last three may be empty."""
    links = SignedLink.objects.open().filter(region__in=list(regions), role=Membership.Role.ADMIN)
    found = {link.region_id: link for link in with_mail(links).order_by("pk")}
    return [
        (region, link, *(state_of(link) if link else ("", "")))
        for region, link in ((region, found.get(region.pk)) for region in regions)
    ]


def _crumbs():
    return [
        ("Mijn werk", reverse("home:work")),
        ("Nieuwe regio", reverse("members:region_create")),
    ]

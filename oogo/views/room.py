"""What all pages of the room OOGO share: addresses, the trail to them, who directs."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from oogo.permissions import can_direct


def address(request, name, *args):
    return reverse(f"oogo:{name}", args=[request.region.slug, *args])


def crumbs(request, *steps):
    """Return the trail to a page: `steps` are (label, url)."""
    return [("OOGO", address(request, "cycle_list")), *steps]


def require_director(request):
    if not can_direct(request.user, request.region):
        raise PermissionDenied

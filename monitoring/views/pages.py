"""What the pages of monitoring share: rights, addresses, crumbs, one indicator's picture."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from monitoring.ground import Ground
from monitoring.models import Indicator
from monitoring.permissions import can_edit
from monitoring.picture import pictures
from partners.views.pages import find
from regio.lib import clock


def require_editor(request):
    if not can_edit(request.user, request.region):
        raise PermissionDenied


def address(request, name, *args):
    return reverse(f"monitoring:{name}", args=[request.region.slug, *args])


def crumbs(request, *steps):
    """Return the trail to a page: `steps` are (label, url)."""
    return [("Monitoring", address(request, "indicator_list")), *steps]


def crumbs_of(request, indicator, *steps):
    back = address(request, "indicator_detail", indicator.pk)
    return crumbs(request, (str(indicator), back), *steps)


def find_indicator(request, pk):
    return find(Indicator.objects.select_related("region", "area"), request, pk)


def find_row(rows, request, pk):
    """Return a row of an indicator that someone may change; 404 or 403 otherwise."""
    row = find(rows.select_related("indicator__region"), request, pk)
    require_editor(request)
    return row


def picture_of(request, indicator):
    """Return the picture of one indicator, in seven queries."""
    return pictures([indicator], Ground(request.region, clock.today()))[0]

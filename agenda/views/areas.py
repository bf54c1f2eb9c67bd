"""Which themes touch an area; on the page of that area, and by itself."""

from django.shortcuts import get_object_or_404, render

from agenda.models import Theme
from agenda.permissions import can_edit
from agenda.standing import standings
from agenda.views.pages import address, crumbs
from partners.models import Area, Organisation
from partners.views import pages
from partners.views.as_of import AsOf


def area_themes(request, slug, kind, code):
    """The themes of a day that name the kind of this area, with the roles of who stands for it."""
    area = get_object_or_404(Area.objects.prefetch_related("names"), kind=kind, code=code)
    as_of = AsOf(request)
    themes = Theme.objects.visible_to(request.user).of_region(request.region)
    found = standings(themes.running(as_of.day).touching(kind).in_order(), as_of.day)
    organisations = Organisation.objects.of_region(request.region).filter(areas=area)
    standing_for = set(organisations.values_list("pk", flat=True))
    context = {
        "area": area,
        "as_of": as_of,
        "themes": [(one, _roles(one, standing_for)) for one in found],
        "can_edit": can_edit(request.user, request.region),
        "list_url": address(request, "theme_list"),
        "crumbs": crumbs(request, (str(area), pages.address(request, "area_detail", kind, code))),
    }
    part = "agenda/_area_themes.html" if request.htmx else "agenda/area_themes.html"
    return render(request, part, context)


def _roles(standing, organisations):
    return [row for row in standing.roles if row.party.organisation_id in organisations]

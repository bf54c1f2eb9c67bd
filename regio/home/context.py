"""What the shell of every page shows."""

from django.utils.functional import SimpleLazyObject

from regio.lib import clock

ROOMS = [
    ("home:region_detail", "Overzicht", "house"),
    ("partners:playing_field", "Speelveld", "map"),
    ("checklist:round_list", "Checklist", "ui-checks"),
]


def shell(request):
    """Give templates the region, the regions to switch to, the rooms and the demonstration."""
    user = getattr(request, "user", None)
    return {
        "region": getattr(request, "region", None),
        "regions": SimpleLazyObject(
            lambda: (
                list({m.region_id: m.region for m in user.current_memberships}.values())
                if user and user.is_authenticated
                else []
            )
        ),
        "rooms": ROOMS,
        "demonstration": getattr(request, "demonstration", None),
        "today": clock.today(),
    }

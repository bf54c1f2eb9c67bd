"""What the shell of every page shows."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from regio.demo.content import members as demo
from regio.lib import clock

ROOMS = [
    ("home:region_detail", "Overzicht", "house"),
    ("partners:playing_field", "Speelveld", "map"),
    ("agenda:theme_list", "Samenwerkingsagenda", "text-left"),
    ("checklist:round_list", "Checklist", "ui-checks"),
    ("oogo:cycle_list", "OOGO", "calendar-event"),
    ("monitoring:indicator_list", "Monitoring", "bar-chart"),
]

SHORT_LABELS = {"Samenwerkingsagenda": "Agenda"}


@dataclass(frozen=True)
class Room:
    """A room in the navigation of the region that the visitor is in."""

    label: str
    icon: str
    url: str
    is_current: bool

    @property
    def short_label(self):
        """What fits in the bar of a phone, where the label does not."""
        return SHORT_LABELS.get(self.label, "")


def shell(request):
    """Give templates the region, the regions to switch to, the rooms and the demonstration."""
    user = getattr(request, "user", None)
    region = getattr(request, "region", None)
    return {
        "region": region,
        "regions": SimpleLazyObject(lambda: _regions(user)),
        "rooms": _rooms(request, region) if region else [],
        "demonstration": getattr(request, "demonstration", None),
        "sign_ins": demo.SIGN_INS,
        "sign_in_password": demo.PASSWORD,
        "today": clock.today(),
    }


def _regions(user):
    if not user or not user.is_authenticated:
        return []
    return list({m.region_id: m.region for m in user.current_memberships}.values())


def _rooms(request, region):
    """Return the rooms; the one that is open is current, wherever in it the visitor stands.

    A page that belongs to the room of what it shows (a history) says so in `request.room`.
    """
    match = request.resolver_match
    here = getattr(request, "room", match.namespace if match else "")
    return [
        Room(
            label=label,
            icon=icon,
            url=reverse(name, args=[region.slug]),
            is_current=name.partition(":")[0] == here,
        )
        for name, label, icon in ROOMS
    ]

"""The names that a choice among many offers while one types."""

from operator import attrgetter

from django.db.models import Q
from django.http import HttpResponse

from partners.models import Area, Organisation, Party, Person, Position
from regio.lib import clock
from regio.lib.choices import LONGEST, OFFERED, holds, options, said_once
from regio.lib.sort_name import fold


def name_list(request, slug):
    """Answer options for `soort`, of which the name holds what stands in the field `veld`."""
    kind, field = request.GET.get("soort", ""), request.GET.get("veld", "")
    text = request.GET.get(field, "").replace("\0", "")[:LONGEST].strip()
    find = FINDERS.get(kind)
    rows = find(request, text)[:OFFERED] if find and text else []
    return HttpResponse(options(said_once(rows, LABELS.get(kind, str))))


def _positions(request, text):
    """Functions of today and later: each word is in the name, the title or the organisation."""
    rows = Position.objects.visible_to(request.user).of_region(request.region)
    for word in text.split():
        named = Person.objects.of_region(request.region).named(word)
        rows = rows.filter(
            Q(person__in=named)
            | Q(title__icontains=word)
            | Q(organisation__short_name__icontains=word)
        )
    rows = rows.lasting_beyond(clock.today()).select_related("person", "organisation")
    return rows.order_by("person__sort_name", "pk")


def _people(request, text):
    people = Person.objects.visible_to(request.user).of_region(request.region)
    return people.named(text).order_by("sort_name", "pk")


def _organisations(request, text):
    rows = Organisation.objects.visible_to(request.user).of_region(request.region)
    return rows.filter(short_name__icontains=text).order_by("short_name", "pk")


def _parties(request, text):
    parties = Party.objects.visible_to(request.user).of_region(request.region)
    named = parties.filter(organisation__short_name__icontains=text)
    return named.lasting_beyond(clock.today()).with_organisation().in_order()


def _areas(request, text):
    """Areas of the country: each word is in the name or the kind."""
    words = fold(text).split()
    rows = Area.objects.prefetch_related("names")
    return [area for area in rows if holds(fold(area.name_with_kind), words)]


LABELS = {"area": attrgetter("name_with_kind")}
FINDERS = {
    "area": _areas,
    "position": _positions,
    "person": _people,
    "organisation": _organisations,
    "party": _parties,
}

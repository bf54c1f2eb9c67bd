"""Gemeente: its names, its mergers, and the areas in which it lay and lies."""

from datetime import timedelta

from django.shortcuts import get_object_or_404, render

from partners.lines import MunicipalityLine
from partners.models import Municipality, Party
from partners.rules import lines
from partners.rules.borders import sort_key
from partners.rules.overlap import in_words, merger_sentence
from partners.views.pages import crumbs
from regio.lib import clock


def municipality_detail(request, slug, code):
    town = get_object_or_404(Municipality.objects.prefetch_related("names"), code=code)
    known = MunicipalityLine(code)
    day = _last_day(town)
    kinds = known.areas_on(day)
    computed = [lay for _, lays in kinds for lay in lays if lay.row is None]
    parties = Party.objects.visible_to(request.user).of_region(request.region)
    context = {
        "town": town,
        "line": _line(town),
        "day": day,
        "names": sorted(town.names.all(), key=lambda n: (n.since is not None, n.since)),
        "events": [_told(event, known.borders, town, day) for event in known.events_of],
        "kinds": kinds,
        "is_counted_back": any(not lay.when for lay in computed),
        "party": parties.with_organisation().filter(organisation__municipality=town).first(),
        "crumbs": crumbs(request, (town.name, "")),
    }
    return render(request, "partners/municipality_detail.html", context)


def _last_day(town):
    """Return the day of which the page tells: today, else the last day of a gemeente that ended, or
    the first of one that is announced."""
    today = clock.today()
    if town.since and town.since > today:
        return town.since
    return town.last_day if town.until and town.until <= today else today


def _line(town):
    if town.until and town.until <= clock.today():
        return f"{town.province}, bestond t/m {town.last_day:%d-%m-%Y}"
    if town.until:
        return f"{town.province}, bestaat t/m {town.last_day:%d-%m-%Y}"
    if town.since is None:
        return town.province
    how = "bestaat vanaf" if town.since > clock.today() else "bestaat sinds"
    return f"{town.province}, {how} {town.since:%d-%m-%Y}"


def _told(event, borders, town, day):
    """Tell an event: in a sentence, with the others it leads to, and what it does to figures."""
    others = sorted(event.old | event.new, key=lambda code: _sorted(borders, code))
    return {
        "on": event.on,
        "text": merger_sentence(event.kind, event.on, event.mergers, borders),
        "others": [(code, borders.name(code, event.on)) for code in others if code != town.code],
        "figures": _figures(event, borders, town, day),
    }


def _sorted(borders, code):
    return sort_key(borders.name(code, clock.today()))


def _figures(event, borders, town, day):
    """Say what figures of before the event are to this gemeente: the sum of parts, or nothing."""
    if town.code in event.old:
        return ""
    before = event.on - timedelta(days=1)
    parts = lines.parts_of(borders, town.code, on=day, day=before)
    if parts is None:
        return "Hier breekt de lijn: cijfers van daarvoor zijn niet op te tellen tot deze gemeente."
    names = sorted((borders.name(code, before) for code in parts), key=sort_key)
    if len(names) < 2:
        return ""
    return f"Cijfers van daarvoor zijn de som van {in_words(names)}."

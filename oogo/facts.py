"""What the OOGO knows beside the steps of the checklist: only what every member sees."""

from collections import Counter

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.formats import date_format

from oogo.calendar import Calendar
from oogo.models import Action, AgendaItem, Annex, Decision, Meeting
from oogo.register import entries_for_all
from partners.facts import Fact
from partners.rules.overlap import in_words
from regio.lib import clock

SHOWN = 5
TONES = ("late", "soon", "done")


def shared(region, day) -> dict[int, list[Fact]]:
    """Return what was shared at meetings (step 2): papers, and how old the newest is. 2 queries."""
    rows = Annex.objects.open_to_region(region).kept()
    rows = rows.exclude(item__status=AgendaItem.Status.WITHDRAWN)
    rows = rows.exclude(item__meeting__status=Meeting.Status.CANCELLED)
    found = rows.aggregate(count=Count("pk"), newest=Max("document__stored_at"))
    count, newest = found["count"], found["newest"]
    detail = ""
    if newest:
        stored_on = newest.astimezone(clock.AMSTERDAM).date()
        detail = f"nieuwste van {date_format(stored_on, 'j F Y')}, {_ago((day - stored_on).days)}"
    text = "stuk gedeeld bij een overleg" if count == 1 else "stukken gedeeld bij overleggen"
    return {2: [Fact(count, text, detail, reverse("oogo:meeting_list", args=[region.slug]))]}


def subjects(region, day) -> dict[int, list[Fact]]:
    """Return how long it is to the next OOGO, and how each subject stands towards its term
    (step 4), in eight queries at most."""
    calendar = Calendar(region, day)
    url = reverse("oogo:cycle_list", args=[region.slug])
    terms = [_term(watched, f"{url}#termijnen") for watched in calendar.watched]
    return {4: [*_next(calendar.current), *terms]}


def agreements(region, day) -> dict[int, list[Fact]]:
    """Return how the afspraken stand, what they wait for, and which actions are late (step 5), in
    nine queries."""
    entries = [e for e in entries_for_all(region, day) if e.state.is_live]
    url = reverse("oogo:decision_list", args=[region.slug])
    return {
        5: [
            _standing(entries, url),
            _reservations(entries, f"{url}?voorbehoud=on"),
            _awaited(entries, url),
            _late_actions(region, day),
        ]
    }


def reviews(region, day) -> dict[int, list[Fact]]:
    """Return which afspraken it is time to look at again (step 8), in two queries."""
    rows = Decision.objects.open_to_region(region).kept().numbered().filter(superseded_by=None)
    rows = rows.filter(Q(until=None) | Q(until__gt=day)).exclude(review_on=None)
    rows = list(rows.select_related("region").order_by("review_on", "year", "sequence"))
    due = [row for row in rows if row.review_on <= day]
    later = [row for row in rows if row.review_on > day]
    text = "afspraak nu te herijken" if len(due) == 1 else "afspraken nu te herijken"
    detail = _first(row.number for row in due)
    if later and not due:
        first = later[0]
        detail = f"eerstvolgende: {first.number} op {date_format(first.review_on, 'j F Y')}"
    url = f"{reverse('oogo:decision_list', args=[region.slug])}?herijken=on"
    return {8: [Fact(len(due), text, detail, url, "soon" if due else "")]}


SOURCES = {2: shared, 4: subjects, 5: agreements, 8: reviews}


def _ago(days):
    if days <= 0:
        return "vandaag"
    return "1 dag geleden" if days == 1 else f"{days} dagen geleden"


def _next(run):
    """Say how far the next OOGO is, and what is late on the way to it."""
    if run is None or not run.is_coming:
        return []
    days, late = run.days_left, run.late
    behind = f"te laat: {_first(str(s.milestone) for s in late)}" if late else ""
    detail = "; ".join(filter(None, [date_format(run.meeting.day, "j F Y"), behind]))
    text = f"{'dag' if days == 1 else 'dagen'} tot het {run.meeting.body}"
    return [Fact(days, text, detail, run.cycle.get_absolute_url(), "late" if late else "")]


def _term(watched, url):
    """Say when a subject was last in an OOGO and, where there is a term, how long that is."""
    watch = watched.watch
    held = watch.last_held_on
    last = f"laatste OOGO op {date_format(held, 'j F Y')}" if held else "nog geen OOGO bekend"
    tone = watch.tone if watch.tone in TONES else ""
    if watch.days_left is None or watch.tone == "done":
        return Fact("✓" if watch.tone == "done" else "–", watched.name, last, url, tone)
    days = abs(watch.days_left)
    way = "over de termijn" if watch.days_left < 0 else "tijd"
    text = f"{'dag' if days == 1 else 'dagen'} {way}: {watched.name}"
    return Fact(days, text, f"{watch.term}; {last}", url, tone)


def _standing(entries, url):
    counts = Counter(entry.state.kind.label.lower() for entry in entries)
    detail = "; ".join(f"{count} {word}" for word, count in counts.most_common())
    return Fact(
        len(entries), "afspraak loopt" if len(entries) == 1 else "afspraken lopen", detail, url
    )


def _reservations(entries, url):
    found = [(entry, line) for entry in entries for line in entry.lines if line.is_pending]
    is_late = any(line.is_overdue for _, line in found)
    text = "voorbehoud wacht op antwoord" if len(found) == 1 else "voorbehouden wachten op antwoord"
    tone = "late" if is_late else "soon"
    return Fact(len(found), text, _by_decision(found), url, tone if found else "")


def _awaited(entries, url):
    found = [
        (entry, line)
        for entry in entries
        for line in entry.lines
        if line.voice.name in entry.state.awaited
    ]
    text = "standpunt ontbreekt nog" if len(found) == 1 else "standpunten ontbreken nog"
    return Fact(len(found), text, _by_decision(found), url, "soon" if found else "")


def _by_decision(found):
    """Name the parties of (afspraak, party), those of one afspraak together."""
    groups = {}
    for entry, line in found:
        groups.setdefault(entry.decision.number, []).append(str(line.party))
    return "; ".join(f"{number}: {in_words(names)}" for number, names in groups.items())


def _late_actions(region, day):
    actions = Action.objects.open_to_region(region).overdue(day).late_first()
    late = list(actions.values_list("number", "title"))
    url = f"{reverse('oogo:action_list', args=[region.slug])}?stand=te_laat"
    text = "actie te laat" if len(late) == 1 else "acties te laat"
    names = _first(f"{Action(number=number).code} {title}" for number, title in late)
    return Fact(len(late), text, names, url, "late" if late else "")


def _first(names):
    """Name the first few, and say how many more there are."""
    names = list(names)
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" en nog {more}" if more > 0 else "")

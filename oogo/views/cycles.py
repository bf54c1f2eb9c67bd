"""Cycles: the room OOGO with the line of the year and the statutory watch, one cycle, a new one."""

import itertools
from collections import defaultdict

from django.shortcuts import render

from oogo.actions import cycles as actions
from oogo.calendar import Calendar
from oogo.forms.cycles import CycleForm, CycleStartForm, SubjectKindForm
from oogo.models import Cycle, CycleSubject, Meeting, SubjectKind, SubjectParty
from oogo.models.walls import sight_of, whether
from oogo.permissions import can_direct
from oogo.views.cycle_pages import cycle_form_page, find_cycle
from oogo.views.planning import planning_page
from oogo.views.room import address, crumbs, require_director
from partners.models import Body
from partners.rules.subjects import CAPACITIES
from partners.views.pages import find, form_page, listed, posted
from records import actions as records
from regio.lib import clock
from regio.templatetags.regio import long_date

SHOWN_RUNS = 3
SHOWN_MEETINGS = 8


def cycle_list(request, slug):
    day = clock.today()
    calendar = Calendar(request.region, day)
    cycles = Cycle.objects.visible_to(request.user).of_region(request.region).with_meeting()
    meetings = Meeting.objects.visible_to(request.user).of_region(request.region).coming(day)
    context = listed(request, cycles.newest_first())
    context |= {
        "runs": calendar.runs(cycles.coming(day)[:SHOWN_RUNS], with_parties=False),
        "watched": calendar.watched,
        "meetings": [(meeting, (meeting.day - day).days) for meeting in _first(meetings)],
        "today": day,
        "may_direct": can_direct(request.user, request.region),
        "create_url": address(request, "cycle_create"),
    }
    return render(request, "oogo/cycle_list.html", context)


def _first(meetings):
    return meetings.with_body()[:SHOWN_MEETINGS]


def cycle_detail(request, slug, pk):
    papers = sight_of(request.user).papers("meeting__")
    rows = Cycle.objects.with_meeting().annotate(sees_meeting=whether(papers))
    cycle = find(rows, request, pk)
    calendar = Calendar(request.region, clock.today())
    [run] = calendar.runs([cycle])
    subjects = _subjects(cycle)
    context = {
        "cycle": cycle,
        "line": f"{cycle.meeting.body}, {long_date(cycle.meeting.day)}",
        "run": run,
        "meeting": cycle.meeting,
        "subjects": subjects,
        "watched": _watched(calendar, subjects) if run.is_coming else [],
        "sees_meeting": cycle.sees_meeting,
        "may_direct": can_direct(request.user, request.region),
        "crumbs": crumbs(request),
    }
    return render(request, "oogo/cycle_detail.html", context)


def _subjects(cycle):
    """Return the subjects of a cycle, each with its `party_rows` by capacity, in two queries."""
    subjects = CycleSubject.objects.kept().filter(cycle=cycle).select_related("kind", "plan")
    rows = SubjectParty.objects.filter(subject__cycle=cycle)
    found = defaultdict(list)
    for row in rows.select_related("party__organisation").order_by("pk"):
        found[row.subject_id].append(row)
    subjects = list(subjects)
    for subject in subjects:
        subject.cycle = cycle
        own = found[subject.pk]
        subject.party_rows = sorted((row for row in own if not row.is_withdrawn), key=_by_capacity)
        subject.left_out = [row for row in own if row.is_withdrawn and row.is_by_hand]
    return subjects


def _by_capacity(row):
    order = [CAPACITIES[0], CAPACITIES[1], SubjectParty.Capacity.INVITED, CAPACITIES[2]]
    return order.index(row.capacity)


def _watched(calendar, subjects):
    """Return the terms of the subjects that this cycle treats."""
    keys = {subject.kind.key for subject in subjects}
    return [watched for watched in calendar.watched if watched.watch.key in keys]


def cycle_create(request, slug):
    require_director(request)
    back = address(request, "cycle_list")
    bodies = Body.objects.of_region(request.region).on(clock.today())
    if not bodies.exists():
        context = {"crumbs": crumbs(request), "cancel_url": back}
        return render(request, "oogo/cycle_needs_body.html", context)
    usual = bodies.filter(kind=Body.Kind.OOGO).order_by("pk").first()
    cycle = Cycle(region=request.region)
    form = CycleStartForm(
        posted(request),
        instance=Meeting(region=request.region),
        region=request.region,
        initial={"body": usual, "title": _free_title(request.region)},
    )
    return planning_page(
        request,
        form,
        lambda: _start(cycle, form, request.user),
        done=lambda stored: (
            f"{stored} is begonnen. Kijk de mijlpalen en de partijen hieronder na.",
            address(request, "cycle_detail", stored.pk),
        ),
        title="Nieuwe cyclus",
        line="Kies wanneer het OOGO is: de mijlpalen worden daarvan teruggerekend.",
        crumbs=crumbs(request),
        submit="Cyclus beginnen",
        cancel_url=back,
    )


def _free_title(region):
    """Propose the name of a year that has no cycle yet."""
    taken = set(Cycle.objects.of_region(region).values_list("title", flat=True))
    years = itertools.count(clock.today().year)
    return next(title for year in years if (title := f"OOGO {year}") not in taken)


def _start(cycle, form, user):
    cycle.title = form.cleaned_data["title"]
    return actions.start_cycle(cycle=cycle, meeting=form.instance, kinds=form.chosen_kinds, by=user)


def cycle_edit(request, slug, pk):
    cycle = find_cycle(request, pk)
    title = str(cycle)
    form = CycleForm(posted(request), instance=cycle, region=request.region)
    return cycle_form_page(
        request,
        form,
        lambda: records.write(cycle, version=form.base_version, by=request.user, **form.changes()),
        cycle=cycle,
        message="De cyclus is opgeslagen.",
        title=f"{title} wijzigen",
        submit="Opslaan",
    )


def subjectkind_create(request, slug):
    require_director(request)
    form = SubjectKindForm(
        posted(request),
        instance=SubjectKind(region=request.region),
        region=request.region,
        initial={"key": SubjectKind.Key.FREE},
    )
    return _kind_page(
        request,
        form,
        lambda: records.create(form.instance, by=request.user),
        title="Onderwerp toevoegen",
        line="Waar een OOGO in deze regio over kan gaan. U kiest het daarna bij een cyclus.",
        submit="Onderwerp toevoegen",
    )


def subjectkind_edit(request, slug, pk):
    kind = find(SubjectKind.objects.select_related("region"), request, pk)
    require_director(request)
    title = str(kind)
    form = SubjectKindForm(posted(request), instance=kind, region=request.region)
    return _kind_page(
        request,
        form,
        lambda: records.write(kind, version=form.base_version, by=request.user, **form.changes()),
        title=f"{title} wijzigen",
        submit="Opslaan",
    )


def _kind_page(request, form, write, **context):
    back = address(request, "cycle_list")
    return form_page(
        request,
        form,
        write,
        done=lambda kind: (f"{kind} is opgeslagen.", f"{back}#termijnen"),
        crumbs=crumbs(request),
        cancel_url=f"{back}#termijnen",
        **context,
    )

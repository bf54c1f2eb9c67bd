"""A region's OOGO on a day, read once in a constant number of queries: for pages and papers.

The cycle that runs with its milestones, the days left, what is late, and the statutory watch.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import FilteredRelation, Q

from agenda.models import Plan
from oogo.content import kinds
from oogo.models import Cycle, CycleSubject, Meeting, Milestone, SubjectKind
from oogo.rules import milestones as rules
from oogo.rules import timeline
from oogo.rules.watch import PlanRow, Sitting, watch
from partners.models import ClosedDay
from regio.lib import workdays

YEARS_AROUND = 5
INSPECTORATE = "inspectie"
RANKS = {rules.LATE: 1, rules.TODAY: 2, rules.PLANNED: 5, rules.PAST: 6, rules.DONE: 6}
KINDS = {
    rules.LATE: timeline.LATE,
    rules.TODAY: timeline.TODAY,
    rules.PLANNED: timeline.PLANNED,
    rules.PAST: timeline.AROUND,
    rules.DONE: timeline.DONE,
}


@dataclass(frozen=True)
class Standing:
    """A milestone as it stands on a day; `holiday` is the school holiday that it lies in."""

    milestone: Milestone
    state: str
    days: int
    holiday: workdays.SchoolHoliday | None
    parties: tuple[str, ...] = ()

    @property
    def is_late(self):
        return self.state == rules.LATE

    @property
    def is_meeting(self):
        """Whether it stands for the meeting itself."""
        return self.milestone.key == rules.MEETING

    @property
    def is_no_task(self):
        return self.milestone.is_no_task

    @property
    def late_text(self):
        """Say since how long it is late."""
        return "1 dag te laat" if self.days == -1 else f"{-self.days} dagen te laat"

    @property
    def who(self):
        """Whose it is, as someone wrote it; else its parties."""
        return self.milestone.who or ", ".join(self.parties)

    @property
    def rule_text(self):
        return rules.rule_text(self.milestone.rule, self.milestone.offset)


@dataclass(frozen=True)
class Run:
    """A cycle on a day: its meeting, how its milestones stand, and how many days are left."""

    cycle: Cycle
    standings: list[Standing]
    withdrawn: list[Milestone]
    today: date

    @property
    def meeting(self):
        return self.cycle.meeting

    @property
    def days_left(self):
        """Days up to the meeting; below zero when it is over."""
        return (self.meeting.day - self.today).days

    @property
    def is_coming(self):
        return self.days_left >= 0 and not self.meeting.is_cancelled and not self.meeting.is_held

    @property
    def late(self):
        """The milestones that are late; of a cycle that was cancelled none is."""
        return [s for s in self.standings if s.is_late and not self.meeting.is_cancelled]

    @property
    def said(self):
        """Say in a sentence what the drawing shows."""
        count, late = len(self.standings), len(self.late)
        steps = "1 mijlpaal" if count == 1 else f"{count} mijlpalen"
        behind = f", waarvan {late} te laat" if late else ""
        return f"Tijdlijn van {self.cycle} met {steps}{behind}."

    @property
    def beyond(self):
        """How many milestones lie too far from the meeting to be drawn."""
        return self.drawings[0][1].beyond

    @cached_property
    def drawings(self):
        """The cycle as a line over time: wide, and narrow for a phone."""
        days = [standing.milestone.due_on for standing in self.standings]
        first, last = timeline.window(self.meeting.day, days, self.today)
        holidays = workdays.school_holidays(first, last, self.cycle.school_region)
        common = {"first": first, "last": last, "today": self.today}
        own = [standing for standing in self.standings if not standing.is_meeting]
        points = [_meeting_point(self.meeting), *map(_point, own)]
        return [
            (name, timeline.draw(points, holidays, size=size, **common))
            for name, size in (("wide", timeline.WIDE), ("narrow", timeline.NARROW))
        ]


@dataclass(frozen=True)
class Watched:
    """A subject under the statutory watch: what it is called here, and how it stands."""

    name: str
    article: str
    kind: SubjectKind | None
    watch: object


class Calendar:
    """What a region's OOGO asks for on a day. Each part is read when first asked."""

    def __init__(self, region, day):
        self.region, self.day = region, day

    @cached_property
    def current(self):
        """The cycle of the next OOGO; else of the last one; None without any. Three queries."""
        cycles = Cycle.objects.of_region(self.region).with_meeting()
        cycle = cycles.coming(self.day).first() or cycles.newest_first().first()
        return next(iter(self.runs([cycle])), None) if cycle else None

    def runs(self, cycles, *, with_parties=True):
        """Return `cycles` (with their meeting) with how their milestones stand, in two queries;
        one without the parties of each milestone."""
        cycles = list(cycles)
        rows = Milestone.objects.filter(cycle__in=cycles).order_by("due_on", "pk")
        parties = _parties_of(cycles) if with_parties else {}
        found, withdrawn = defaultdict(list), defaultdict(list)
        for row in rows:
            if row.is_withdrawn:
                withdrawn[row.cycle_id].append(row)
            else:
                found[row.cycle_id].append(row)
        return [
            Run(
                cycle,
                [
                    standing(row, self.day, parties.get(row.pk, ()), cycle.school_region)
                    for row in found[cycle.pk]
                ],
                withdrawn[cycle.pk],
                self.day,
            )
            for cycle in cycles
        ]

    @cached_property
    def watched(self) -> list[Watched]:
        """Return each subject that the law knows and this region has, in four queries."""
        own = {}
        for kind in SubjectKind.objects.of_region(self.region).order_by("pk"):
            own.setdefault(kind.key, kind)
        plans = self._plans()
        sittings, submitted = self._held_and_sent()
        for key, kind in own.items():
            if kind.last_held_on:
                sittings[key].append(Sitting(kind.last_held_on, is_held=True))
        return [
            Watched(
                name=own[shipped.key].name if shipped.key in own else shipped.name,
                article=own[shipped.key].article if shipped.key in own else shipped.article,
                kind=own.get(shipped.key),
                watch=watch(
                    shipped.key,
                    plans=plans[shipped.key],
                    sittings=sittings[shipped.key],
                    submitted=submitted[shipped.key],
                    today=self.day,
                    closed=self._closed,
                ),
            )
            for shipped in kinds()
            if shipped.key in own or plans[shipped.key]
        ]

    def _plans(self):
        found = defaultdict(list)
        rows = Plan.objects.of_region(self.region).kept()
        rows = rows.filter(kind__in=[k.key for k in kinds()])
        for key, *plan in rows.values_list("kind", "title", "since", "until", "is_concept"):
            found[key].append(PlanRow(*plan))
        return found

    def _held_and_sent(self):
        """({key of a subject: the OOGO's that treat it, none that was cancelled}, {key: the days on
        which its plan went to the inspectorate}), in one query."""
        done = FilteredRelation(
            "cycle__milestones",
            condition=Q(
                cycle__milestones__key__startswith=INSPECTORATE,
                cycle__milestones__is_withdrawn=False,
                cycle__milestones__done_on__isnull=False,
            ),
        )
        rows = CycleSubject.objects.of_region(self.region).kept().annotate(sent=done)
        sittings, submitted = defaultdict(list), defaultdict(list)
        for key, day, status, station, sent_on in rows.values_list(
            "kind__key",
            "cycle__meeting__day",
            "cycle__meeting__status",
            "sent__key",
            "sent__done_on",
        ):
            if status != Meeting.Status.CANCELLED:
                sittings[key].append(Sitting(day, is_held=status == Meeting.Status.HELD))
            if sent_on and key.endswith(station.removeprefix(INSPECTORATE).replace("-", "_")):
                submitted[key].append(sent_on)
        return sittings, submitted

    @cached_property
    def _closed(self):
        """The closed days up to the end of every term that is near enough to be counted."""
        return ClosedDay.objects.closed_around(self.region, self.day, years=YEARS_AROUND)


def _parties_of(cycles):
    """{key of a milestone: the names of its parties}."""
    rows = Milestone.parties.through.objects.filter(milestone__cycle__in=cycles)
    found = defaultdict(tuple)
    for key, name in rows.order_by("pk").values_list(
        "milestone", "party__organisation__short_name"
    ):
        found[key] += (name,)
    return found


def standing(milestone, day, parties, school_region) -> Standing:
    """Return how a milestone stands on `day`; `parties`: the names of those whose it is."""
    is_done = milestone.done_on is not None
    return Standing(
        milestone,
        rules.state_on(
            day, due_on=milestone.due_on, is_done=is_done, is_no_task=milestone.is_no_task
        ),
        (milestone.due_on - day).days,
        workdays.school_holiday_on(milestone.due_on, school_region),
        parties,
    )


def _meeting_point(meeting):
    kind = timeline.CANCELLED if meeting.is_cancelled else timeline.MEETING
    day = f"{meeting.day.day} {timeline.MONTHS[meeting.day.month - 1]}"
    name = f"{meeting.body} {day}"
    return timeline.Point(meeting.day, name, kind, 0, f"{meeting.body} op {meeting.day:%d-%m-%Y}")


def _point(standing):
    milestone = standing.milestone
    kind = KINDS[standing.state]
    rank = RANKS[standing.state]
    if standing.is_no_task:
        kind, rank = timeline.AROUND, 4
    elif milestone.rule == rules.STATUTORY and standing.state == rules.PLANNED:
        kind, rank = timeline.LAW, 3
    title = f"{milestone.title}, {milestone.due_on:%d-%m-%Y}: {standing.state}"
    return timeline.Point(milestone.due_on, milestone.title, kind, rank, title)

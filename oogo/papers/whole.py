"""All that the papers of a meeting say, read once: what pages, PDFs, twin and manifest ask."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from checklist.models import Round
from checklist.table import RoundTable
from oogo.attendance import AttendanceList, Voice
from oogo.models import Action, AgendaItem, Decision, Participant, Stance
from oogo.papers.agenda import Agenda, hangs_on_confidential
from oogo.papers.figures import Figures
from oogo.papers.lines import ActionLine, action_line
from oogo.papers.readers import readers_of
from partners.models import Mandate
from partners.models.elections import caretakers

Kind = AgendaItem.Kind
OPEN, REPLACED = Participant.Attendance.OPEN, Participant.Attendance.REPLACED
MOST_DECISIONS, MOST_ACTIONS = 30, 60
LISTED = (Action.Status.OPEN, Action.Status.BUSY, Action.Status.REPORTED)
ASKED_FIRST = (Kind.DECIDE, Kind.ADOPT, Kind.DISCUSS, Kind.NOTE)


@dataclass(frozen=True)
class Attendee:
    """A participant with the kinds of mandate of its function on the day of the meeting."""

    row: Participant
    mandates: tuple[str, ...]
    has_expired: bool
    came: str = ""
    also_for: tuple[Voice, ...] = ()
    is_caretaker: bool = False

    @property
    def mandate_words(self):
        if self.mandates:
            return ", ".join(self.mandates)
        return "verlopen" if self.has_expired else "geen"


class Whole:
    """The papers of `meeting` as they stand on `day`."""

    def __init__(self, meeting, day):
        self.meeting, self.day = meeting, day
        self.region = meeting.region
        self.agenda = Agenda(meeting, day)

    @cached_property
    def readers(self):
        return readers_of(self.meeting, self.day)

    @cached_property
    def figures(self):
        return Figures(self.region, self.day)

    @cached_property
    def region_figures(self):
        return self.figures.of_region()

    @cached_property
    def attendees(self) -> list[Attendee]:
        rows = list(
            Participant.objects.kept()
            .filter(meeting=self.meeting)
            .with_names()
            .order_by("position__person__sort_name", "pk")
        )
        day = self.meeting.day
        held, expired = {}, set()
        mandates = Mandate.objects.filter(position__in=[row.speaker.pk for row in rows])
        for mandate in mandates.order_by("pk"):
            if mandate.holds_on(day):
                held.setdefault(mandate.position_id, {})[mandate.get_kind_display().lower()] = None
            elif mandate.until and mandate.until <= day:
                expired.add(mandate.position_id)
        came, also_for = self._came()
        waiting = caretakers([row.speaker.pk for row in rows], day)
        return [
            Attendee(
                row,
                tuple(held.get(row.speaker.pk, ())),
                row.speaker.pk in expired,
                came.get(row.pk, ""),
                also_for.get(row.pk, ()),
                row.speaker.pk in waiting,
            )
            for row in rows
        ]

    def _came(self):
        """{key of a participant: what became of the invitation} of a meeting that was held, and
        {the same: for which other parties this one spoke}, without what is confidential."""
        if not self.meeting.is_held:
            return {}, {}
        agenda = self.agenda
        numbers = {i.pk: agenda.numbers[i.pk] for i in agenda.items if not i.is_confidential}
        found = AttendanceList(self.meeting, numbers)
        spans = {one.position.pk: one.span for one in found.present}
        came = {row.pk: spans.get(row.speaker.pk) or "aanwezig" for row in found.rows}
        came |= {row.pk: "niet vastgelegd" for row in found.rows if row.attendance == OPEN}
        came |= {one.row.pk: one.text for one in found.absent if one.row.attendance != REPLACED}
        return came, {one.row.pk: tuple(one.voices[1:]) for one in found.present}

    @property
    def groups(self) -> list[tuple[str, list[Attendee]]]:
        """The participants by how they take part: members first."""
        labels = {"lid": "Leden", "agendalid": "Agendaleden", "toehoorder": "Toehoorders"}
        labels |= {"gast": "Gasten"}
        found = [
            (label, [a for a in self.attendees if a.row.part == part])
            for part, label in labels.items()
        ]
        return [(label, rows) for label, rows in found if rows]

    @cached_property
    def _standing(self):
        """The afspraken that stand on the day; those of this body or of a theme on the agenda."""
        themes = {item.theme_id for item in self.agenda.items} - {None}
        rows = Decision.objects.of_region(self.region).kept().numbered().on(self.day)
        return (
            rows.filter(superseded_by=None)
            .filter(Q(item__meeting__body=self.meeting.body_id) | Q(themes__in=themes))
            .exclude(item__is_confidential=True)
            .exclude(item__meeting=self.meeting)
            .distinct()
        )

    @cached_property
    def decisions(self) -> list[tuple[Decision, list[Stance]]]:
        """The newest of them, each with the reservations that wait for an answer."""
        rows = list(
            self._standing.select_related("region")
            .prefetch_related("themes")
            .newest_first()[:MOST_DECISIONS]
        )
        pending = {}
        stances = Stance.objects.filter(
            decision__in=rows, value=Stance.Value.RESERVES, ratified_on=None, part=None
        )
        for stance in stances.select_related("party__organisation").order_by("answer_by", "pk"):
            pending.setdefault(stance.decision_id, []).append(stance)
        return [(row, pending.get(row.pk, [])) for row in rows]

    @cached_property
    def more_decisions(self):
        return max(0, self._standing.count() - MOST_DECISIONS)

    @property
    def _listed_actions(self):
        rows = Action.objects.of_region(self.region).filter(status__in=LISTED)
        return rows.exclude(hangs_on_confidential())

    @cached_property
    def actions(self) -> list[ActionLine]:
        """What is still to be done, or to be confirmed, the first due first."""
        rows = self._listed_actions.with_owner().order_by("due_on", "number")[:MOST_ACTIONS]
        return [action_line(row, self.day) for row in rows]

    @cached_property
    def more_actions(self):
        return max(0, self._listed_actions.count() - MOST_ACTIONS)

    @property
    def late_count(self):
        return sum(bool(line.late) for line in self.actions)

    @cached_property
    def round_table(self) -> RoundTable | None:
        """The checklist round that began last; None before the first."""
        rounds = Round.objects.of_region(self.region).begun_on(self.day)
        found = rounds.select_related("instrument", "region").first()
        return RoundTable(found) if found else None

    @property
    def strip(self):
        """The eight steps of that round, with what all parties say of each."""
        return self.round_table.strip if self.round_table else []

    def asked(self, papers):
        """Return what is asked, decisions first; each kind in the order of the agenda."""
        wanted = [p for p in papers if p.item.asked]
        return sorted(wanted, key=lambda p: ASKED_FIRST.index(p.item.kind))

    @staticmethod
    def kinds(papers):
        """Say how many items of each kind there are: "4 ter besluitvorming, 2 ter bespreking"."""
        counts = Counter(p.item.kind for p in papers)
        return ", ".join(
            f"{counts[kind]} {kind.label.lower()}" for kind in ASKED_FIRST if counts[kind]
        )

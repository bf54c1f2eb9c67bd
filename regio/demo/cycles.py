"""Writes the cycle of the demonstration: kinds of subject, subjects, parties, milestones."""

from oogo.models import Cycle, CycleSubject, Milestone, SubjectKind, SubjectParty
from regio.demo.content import oogo_cycle as content
from regio.demo.content.oogo_meetings import OOGO_3


class CycleWriter:
    def __init__(self, scene):
        self.scene = scene

    def write(self):
        for row in content.KINDS:
            self._add_kind(row)
        cycle = Cycle(
            region=self.scene.region, title=content.TITLE, meeting=self.scene.meetings[OOGO_3]
        )
        self.cycle = self.scene.create(cycle, content.MADE)
        for row in content.SUBJECTS:
            self._add_subject(row)
        for row in content.MILESTONES:
            self._add_milestone(row)
        for row in content.NOTES:
            self._keep(row.number, self._milestone(row.number), row.on, note=row.note)
        for row in content.MILESTONES:
            if row.done:
                key = row.number or row.key
                self._keep(key, self._milestone(key), row.told or row.done, done_on=row.done)

    def _add_kind(self, row):
        kind = SubjectKind(
            region=self.scene.region, key=row.key, name=row.name, article=row.article
        )
        kind = self.scene.create(kind, content.KINDS_MADE)
        self.scene.kinds[row.name] = self.scene.write(kind, row.told, last_held_on=row.held_on)

    def _add_subject(self, row):
        subject = CycleSubject(
            cycle=self.cycle, kind=self.scene.kinds[row.kind], plan=self.scene.plans[row.plan]
        )
        subject = self.scene.create(subject, content.SUBJECTS_MADE)
        self.scene.subjects[row.key] = subject
        for capacity, parties, reason in row.parties:
            for party in parties.split():
                named = SubjectParty(
                    subject=subject,
                    party=self.scene.parties[party],
                    capacity=capacity,
                    reason=reason,
                    is_by_hand=party in row.by_hand.split(),
                )
                self.scene.create(named, content.SUBJECTS_MADE)

    def _add_milestone(self, row):
        milestone = Milestone(
            cycle=self.cycle,
            key=row.key,
            title=row.title,
            rule=row.rule,
            offset=row.offset,
            due_on=row.due_on,
            who=row.who,
            article=row.article,
            note=row.note,
        )
        parties = self.scene.named_parties(row.parties)
        milestone = self.scene.create(milestone, content.MADE, parties=parties)
        self.scene.milestones[row.number or row.key] = milestone

    def _milestone(self, key):
        return self.scene.milestones[key]

    def _keep(self, key, milestone, on, **changes):
        self.scene.milestones[key] = self.scene.write(milestone, on, **changes)

"""Writes the afspraken of the demonstration, where parties stand, and what came of it at home."""

from oogo.models import Decision, LocalFollowUp, Stance
from regio.demo.content import oogo_decisions as content


class DecisionWriter:
    def __init__(self, scene):
        self.scene = scene

    def write(self):
        for row in content.DECISIONS:
            self._propose(row)
        for row in content.DECISIONS:
            self._number(row)
        for row in content.VIEWS:
            for party in row.parties.split():
                for part in row.parts:
                    self._take_stance(row, party, part)
        for row in content.RATIFICATIONS:
            for part in row.parts:
                self._ratify(row, part)
        for row in content.FOLLOW_UPS:
            follow_up = LocalFollowUp(
                decision=self.scene.decisions[row.decision], party=self.scene.parties[row.party]
            )
            self.scene.write(follow_up, row.on, status=row.status, note=row.note)

    def _propose(self, row):
        decision = Decision(
            region=self.scene.region,
            item=self.scene.items[row.item],
            title=row.title,
            text=row.text,
            since=row.since,
            until=row.until,
            review_on=row.review_on,
        )
        themes = [self.scene.themes[key] for key in row.themes.split()]
        self.scene.decisions[row.key] = self.scene.create(decision, row.proposed, themes=themes)

    def _number(self, row):
        self.scene.decisions[row.key] = self.scene.write(
            self.scene.decisions[row.key],
            row.minuted,
            year=row.year,
            sequence=row.sequence,
            minuted_on=row.minuted_on,
        )

    def _take_stance(self, row, party, part):
        if not self.scene.diary.has_come(row.told):
            return
        key = row.decision, party, part
        stance = self.scene.stances.get(key) or self._unsaid(*key)
        self.scene.stances[key] = self.scene.write(
            stance,
            row.told,
            value=row.value,
            given=row.given,
            given_on=row.given_on,
            reserved_for=row.reserved_for,
            about=row.about,
            answer_by=row.answer_by,
        )

    def _unsaid(self, key, party, part):
        decision = self.scene.decisions[key]
        item = next(row.item for row in content.DECISIONS if row.key == key)
        return Stance(
            decision=decision,
            party=self.scene.parties[party],
            part=self.scene.parts[item, part] if part else None,
        )

    def _ratify(self, row, part):
        key = row.decision, row.party, part
        if self.scene.diary.has_come(row.told):
            self.scene.stances[key] = self.scene.write(
                self.scene.stances[key],
                row.told,
                ratified_on=row.on,
                ratified_by=f"Besluit van het college van {row.on:%d-%m-%Y}",
            )

"""Writes a round of the demonstration, as its parties filled it in day by day."""

from checklist import actions
from checklist.models import Answer, Evidence, Round, StepState, StepView, Verdict
from records import actions as records

EVIDENCE_ADDRESS = "https://dossier.noordkennemerland.example"


class RoundWriter:
    """Writes one round of a region that stands; `speelveld` is the writer of that region.

    What comes on the demonstration's day or after it is left out.
    """

    def __init__(self, content, instrument, speelveld, diary):
        self.content = content
        self.instrument = instrument
        self.speelveld = speelveld
        self.diary = diary
        self.steps = {step.number: step for step in instrument.parsed.steps}

    def write(self):
        self._start()
        for party, filling in self.content.fillings.items():
            for day, numbers in filling.days.items():
                for number in numbers:
                    self._fill_in(party, filling, day, number)
        self._add_shared()
        self._add_evidence()
        self._add_shared_answers()
        for party, filling in self.content.fillings.items():
            self._submit(party, filling)
        self._close()
        return self.round

    def _user(self, name):
        return self.speelveld.users[name]

    def _write(self, obj, on, by, at=None, on_behalf_of="", **changes):
        """Write `changes`, when that day has come; returns the object as it is then."""
        if not self.diary.has_come(on):
            return obj
        with self.diary.on(on, at):
            return records.write(
                obj,
                version=obj.version,
                by=self._user(by),
                on_behalf_of=on_behalf_of,
                **changes,
            )

    def _start(self):
        content = self.content
        round = Round(
            region=self.speelveld.region,
            instrument=self.instrument,
            title=content.title,
            opens_on=content.opens_on,
            due_on=content.due_on,
        )
        parties = [self.speelveld.parties[key] for key in content.parties]
        with self.diary.on(content.made_on):
            self.round = actions.start_round(
                round=round, parties=parties, by=self._user(content.made_by)
            )

    def _fill_in(self, key, filling, day, number):
        """Write what a party says of one step: an earlier verdict first, then its own answers."""
        verdict = self.content.verdict(number, key)
        if not verdict:
            return
        step, party = self.steps[number], self.speelveld.parties[key]
        own = {"by": filling.by, "on_behalf_of": str(party) if filling.in_name else ""}
        view = StepView(round=self.round, step=step.key, party=party)
        if (number, key) in self.content.earlier:
            first, on = self.content.earlier[number, key]
            view = self._write(view, on, verdict=first, status=StepView.Status.BUSY, **own)
        self._write(
            view,
            day,
            verdict=verdict,
            reason=self.content.reasons[key] if verdict == Verdict.NOT_APPLICABLE else "",
            remark=self.content.remarks.get((number, key), ""),
            status=StepView.Status.BUSY,
            **own,
        )
        self._answer(step, key, day, own)

    def _answer(self, step, key, day, own):
        party = self.speelveld.parties[key]
        for question in step.questions:
            value = self.content.own_answers.get(question.key, {}).get(key)
            if value:
                answer = Answer(round=self.round, question_key=question.key, party=party)
                self._write(answer, day, value=value, **own)

    def _add_shared(self):
        for row in self.content.shared:
            owner = self.speelveld.positions[row.owner] if row.owner else None
            state = StepState(round=self.round, step=self.steps[row.step].key)
            state = self._write(
                state,
                row.on,
                row.by,
                to_do=row.to_do,
                owner=owner,
                due_on=row.due_on,
                remark=row.remark,
            )
            if row.verdict:
                self._write(state, row.verdict_on, self.content.made_by, verdict=row.verdict)

    def _add_evidence(self):
        for row in self.content.evidence:
            proof = Evidence(
                round=self.round,
                step=self.steps[row.step].key,
                label=row.label,
                url=f"{EVIDENCE_ADDRESS}/{row.path}",
            )
            if self.diary.has_come(row.on):
                with self.diary.on(row.on):
                    records.create(proof, by=self._user(row.by))

    def _add_shared_answers(self):
        answers = {}
        for row in self.content.answers:
            answer = answers.get(row.question) or Answer(
                round=self.round, question_key=row.question
            )
            answers[row.question] = self._write(answer, row.on, row.by, at=row.at, value=row.value)

    def _submit(self, key, filling):
        if filling.submitted_on and self.diary.has_come(filling.submitted_on):
            party = self.speelveld.parties[key]
            with self.diary.on(filling.submitted_on):
                actions.submit_part(
                    round=self.round,
                    party=party,
                    by=self._user(filling.by),
                    on_behalf_of=str(party) if filling.in_name else "",
                )

    def _close(self):
        content = self.content
        self.round = self._write(
            self.round, content.closed_on, content.made_by, closed_on=content.closed_on
        )

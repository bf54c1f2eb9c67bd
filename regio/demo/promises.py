"""Writes the actions of the demonstration, their moved days, and what became of each."""

from oogo.models import Action, Postponement, StepOutcome
from regio.demo.content import oogo_actions as content

# What a state is kept with: the day on which it was, and the words that go with it.
KEPT_IN = {
    content.REPORTED: ("reported_on", "report_note"),
    content.DONE: ("confirmed_on", ""),
    content.LAPSED: ("", "lapse_reason"),
}


class ActionWriter:
    def __init__(self, scene):
        self.scene = scene

    def write(self):
        for row in content.ACTIONS:
            self._add_action(row)
        for row in content.MOVES:
            self._move(row)
        for row in content.TURNS:
            self._turn(row)
        return self

    def write_outcomes(self):
        for step, kind, which, by, on in content.OUTCOMES:
            if self.scene.diary.has_come(on):
                outcome = StepOutcome(
                    step=self.scene.step(*step, on), **{kind: self._rows(kind)[which]}
                )
                self.scene.create(outcome, on, by)

    def _rows(self, kind):
        return self.scene.actions if kind == "action" else self.scene.decisions

    def _add_action(self, row):
        on = row.written or row.arose_on
        if not self.scene.diary.has_come(on):
            return
        action = Action(
            region=self.scene.region,
            number=row.number,
            title=row.title,
            owner_party=self.scene.parties.get(row.party),
            owner_seat=self.scene.seats[row.seat] if row.seat else None,
            owner_position=self.scene.positions.get(row.person),
            theme=self.scene.themes.get(row.theme),
            arose_on=row.arose_on,
            due_on=row.due_on,
            **self._origin(row, on),
        )
        helpers = self.scene.named_parties(row.helpers)
        self.scene.actions[row.number] = self.scene.create(action, on, row.by, helpers=helpers)

    def _origin(self, row, on):
        kind, which = row.origin
        if kind == "step":
            return {"from_step": self.scene.step(*which, on)}
        if kind == "stance":
            return {"from_stance": self.scene.stances[(*which, None)]}
        rows = {
            "meeting": self.scene.meetings,
            "decision": self.scene.decisions,
            "milestone": self.scene.milestones,
        }[kind]
        return {f"from_{kind}": rows[which]}

    def _move(self, row):
        action = self.scene.actions.get(row.number)
        if action is None or not self.scene.diary.has_come(row.on):
            return
        moved = Postponement(
            action=action,
            was_due_on=action.due_on,
            due_on=row.due_on,
            reason=row.reason,
            moved_on=row.on,
        )
        self.scene.create(moved, row.on, row.by)
        self._write(row, due_on=row.due_on)

    def _turn(self, row):
        day_in, words_in = KEPT_IN.get(row.status, ("", ""))
        changes = {"status": row.status}
        if day_in:
            changes[day_in] = row.on
        if words_in:
            changes[words_in] = row.note
        self._write(row, **changes)

    def _write(self, row, **changes):
        self.scene.actions[row.number] = self.scene.write(
            self.scene.actions.get(row.number), row.on, row.by, **changes
        )

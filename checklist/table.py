"""Everything of a round in a constant number of queries: for screen, print and chart alike."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from checklist import rules
from checklist.content import Step
from checklist.models import Answer, StepState, StepView, Verdict


@dataclass(frozen=True)
class StripCell:
    """One of the eight cells: what gemeenten and swv's say of a step, and what all say together."""

    step: Step
    municipalities: tuple
    swvs: tuple
    others: tuple
    shared: str
    colour: str
    distance: int

    @property
    def is_difference(self):
        return self.distance >= rules.DIFFERENCE_FROM

    @property
    def shared_label(self):
        return Verdict(self.shared).label.lower() if self.shared else ""

    @property
    def groups(self):
        """(name, spread, number of parties) of each group that has parties."""
        named = [
            ("gemeenten", self.municipalities),
            ("samenwerkingsverbanden", self.swvs),
            ("andere partijen", self.others),
        ]
        return [(name, shares, sum(s.count for s in shares)) for name, shares in named if shares]

    @property
    def told(self):
        """(name, the verdict of each of its parties, how many gave which verdict in words)."""
        return [
            (
                name,
                [share.verdict for share in shares for _ in range(share.count)],
                ", ".join(f"{share.count}\N{NO-BREAK SPACE}{share.label}" for share in shares),
            )
            for name, shares, _ in self.groups
        ]


class RoundTable:
    """A round as parties × steps."""

    def __init__(self, round):
        self.round = round
        self.steps = round.steps
        self.parties = round.asked_parties()
        by_pk = self._by_pk = {party.pk: party for party in self.parties}
        self.views, self.states = {}, {}
        for view in StepView.objects.filter(round=round, party__in=by_pk):
            view.round, view.party = round, by_pk[view.party_id]
            self.views[view.step, view.party_id] = view
        for state in StepState.objects.filter(round=round).select_related(
            "owner__person", "owner__organisation"
        ):
            state.round = round
            self.states[state.step] = state

    @cached_property
    def answers(self):
        """The answers by question and party; read when first asked, as the strip needs none."""
        found = {}
        for answer in Answer.objects.filter(round=self.round):
            answer.round = self.round
            answer.party = self._by_pk.get(answer.party_id)
            found[answer.question_key, answer.party_id] = answer
        return found

    def view(self, step, party):
        """Return what `party` says of `step`; a row of version 0 when it said nothing yet."""
        found = self.views.get((step.key, party.pk))
        return found or StepView(round=self.round, step=step.key, party=party)

    def verdict(self, step, party):
        found = self.views.get((step.key, party.pk))
        return found.verdict if found else ""

    def answers_of_parties(self, question):
        """Return [(party, its answer)] of the parties that answered `question`."""
        found = ((party, self.answers.get((question.key, party.pk))) for party in self.parties)
        return [(party, answer) for party, answer in found if answer and answer.value]

    def state(self, step):
        return self.states.get(step.key) or StepState(round=self.round, step=step.key)

    def answer(self, question, party):
        found = self.answers.get((question.key, party.pk if party else None))
        return found or Answer(round=self.round, question_key=question.key, party=party)

    @cached_property
    def progress(self):
        given = [view.verdict for view in self.views.values()]
        return rules.progress(given, len(self.parties) * len(self.steps))

    @cached_property
    def strip(self):
        return [self.cell(step, self.parties) for step in self.steps]

    @property
    def differences(self):
        return [cell for cell in self.strip if cell.is_difference]

    @property
    def silent_parties(self):
        """The parties that gave no verdict at all."""
        heard = {party_id for (_, party_id), view in self.views.items() if view.verdict}
        return [party for party in self.parties if party.pk not in heard]

    def answered(self, step, acting):
        """Return (answered, asked): the step's questions as far as `acting` parties see them."""
        asked = [q for q in step.questions if acting or not q.per_party]
        done = sum(self._is_answered(question, acting) for question in asked)
        return done, len(asked)

    def _is_answered(self, question, acting):
        keys = [party.pk for party in acting] if question.per_party else [None]
        found = (self.answers.get((question.key, key)) for key in keys)
        return all(answer and answer.value for answer in found)

    def cell(self, step, parties):
        """Return what `parties` say of `step`, by kind of party."""
        groups = {"gemeente": [], "swv": [], "": []}
        for party in parties:
            kind = party.organisation.kind
            groups[kind if kind in groups else ""].append(self.verdict(step, party))
        verdicts = [self.verdict(step, party) for party in parties]
        shared = self.state(step).verdict
        return StripCell(
            step=step,
            municipalities=rules.spread(groups["gemeente"]),
            swvs=rules.spread(groups["swv"]),
            others=rules.spread(groups[""]),
            shared=shared,
            colour=shared if shared in rules.SCALE else rules.colour(verdicts),
            distance=rules.distance(verdicts),
        )


@dataclass
class StepPage:
    """One step of the table: the rows that its page shows and writes."""

    table: RoundTable
    step: Step

    @property
    def state(self):
        return self.table.state(self.step)

    def view(self, party):
        return self.table.view(self.step, party)

    def answer(self, question, party):
        return self.table.answer(question, party)

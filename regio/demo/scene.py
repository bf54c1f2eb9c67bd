"""What stands in the region when the OOGO is written, and the pen that writes more of it."""

from checklist.models import StepState
from records import actions as records

REGISSEUR = "Mark Torenvalk"


class Scene:
    """Rows by the keys of the tables: what other writers made, then what the OOGO adds.

    `rounds` are rounds by year. What comes on the demonstration's day or after it is not there.
    """

    def __init__(self, *, speelveld, bodies, agenda, rounds, diary):
        self.region = speelveld.region
        self.users = speelveld.users
        self.parties = speelveld.parties
        self.positions = speelveld.positions
        self.portfolios = speelveld.portfolios
        self.bodies, self.seats = bodies.bodies, bodies.seats
        self.themes, self.plans = agenda.themes, agenda.plans
        self.rounds = rounds
        self.diary = diary
        self.meetings, self.participants = {}, {}
        self.kinds, self.subjects, self.milestones = {}, {}, {}
        self.items, self.parts = {}, {}
        self.decisions, self.stances = {}, {}
        self.actions = {}

    def create(self, obj, on, by=REGISSEUR, **m2m):
        """Store `obj` as `by` did on the day `on`; returns it, or None when that day is to come."""
        if not self.diary.has_come(on):
            return None
        obj.pending_m2m = m2m
        with self.diary.on(on):
            return records.create(obj, by=self.users[by])

    def write(self, obj, on, by=REGISSEUR, **changes):
        """Change `obj` as `by` did on the day `on`; returns it as it is then."""
        if obj is None or not self.diary.has_come(on):
            return obj
        with self.diary.on(on):
            return records.write(obj, version=obj.version, by=self.users[by], **changes)

    def named_parties(self, keys):
        """Return the parties of `keys`, which stand in one text with a space between them."""
        return [self.parties[key] for key in keys.split()]

    def named_portfolios(self, names):
        return [self.portfolios[name] for name in names.split(", ")] if names else []

    def step(self, year, number, on):
        """Return the shared state of a step of the round of `year`; an empty one if need be."""
        round = self.rounds[year]
        key = next(step.key for step in round.steps if step.number == number)
        stored = StepState.objects.filter(round=round, step=key).first()
        return stored or self.create(StepState(round=round, step=key), on)

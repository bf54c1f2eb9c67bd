"""What a region that is being filled holds so far, and how rows are stored in bulk."""

import random
from datetime import datetime, time

from records.models import Change
from regio.lib import clock

MORNING = time(9, 5)
BATCH = 500
# What a person at work writes; joined to titles by a seeded choice.
ABOUT = (
    "thuiszitters", "hulp op school", "leerlingenvervoer", "overgang naar werk", "doorgaande lijn",
    "verzuim", "jeugdhulp", "wachttijden", "inclusief onderwijs", "startgroepen", "kwaliteit",
    "bekostiging", "cijfers", "ouders", "jongerenpanel", "schoolmaatschappelijk werk",
)  # fmt: skip


class Plot:
    """A region in the making. The same size and day give the same rows.

    `day` is the day that it stands on. Rows are stored with one line of history each, by `by`.
    """

    def __init__(self, *, size, day, region, by):
        self.size, self.day, self.region, self.by = size, day, region, by
        self.random = random.Random(size.key)
        self.areas, self.portfolios, self.organisations, self.parties = [], [], [], []
        self.positions, self.themes, self.bodies, self.seats = [], [], {}, {}
        self.meetings, self.items, self.decisions, self.steps = [], [], [], []

    @property
    def voters(self):
        """The parties that take stances: six gemeenten and four samenwerkingsverbanden."""
        return self.parties[:10]

    @property
    def gemeenten(self):
        return self.parties[:6]

    def about(self, start):
        return f"{start} {self.random.choice(ABOUT)}"

    def often(self, share):
        """Whether something happens that happens in `share` of all cases."""
        return self.random.random() < share

    def store(self, rows, *, field, on=None):
        """Store `rows` at version 1, each with the change that filled `field` on the day `on`.

        `on` is a day, or a function of the row. Returns the rows.
        """
        rows = list(rows)
        for row in rows:
            row.version = 1
        if not rows:
            return rows
        stored = type(rows[0])._base_manager.bulk_create(rows, batch_size=BATCH)
        changes = [self._change(row, field, on) for row in stored]
        Change.objects.bulk_create(changes, batch_size=BATCH)
        return stored

    def join(self, rows, field, chosen):
        """Let `chosen` (a function of a row, which gives rows) be in the many-to-many `field`."""
        if not rows:
            return
        link = type(rows[0])._meta.get_field(field)
        mine, theirs = link.m2m_field_name(), link.m2m_reverse_field_name()
        through = link.remote_field.through
        through.objects.bulk_create(
            [through(**{mine: row, theirs: other}) for row in rows for other in chosen(row)],
            batch_size=BATCH,
        )

    def _change(self, row, field, on):
        day = on(row) if callable(on) else on or self.day
        return Change(
            region=self.region,
            model=row._meta.label_lower,
            object_id=row.pk,
            object_label=str(row)[:200],
            version=1,
            field=field,
            new=str(getattr(row, field))[:200],
            by=self.by,
            at=datetime.combine(min(day, self.day), MORNING, tzinfo=clock.AMSTERDAM),
        )

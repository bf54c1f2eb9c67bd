"""What the Overzicht shows, gathered in a constant number of queries."""

from collections import Counter

from django.utils.functional import cached_property

from checklist.models import Round
from checklist.table import RoundTable
from partners.field import Field
from partners.models import Organisation
from partners.permissions import can_edit
from partners.views.missing import gaps
from records.models import Change
from regio.home.beginning import first_steps
from regio.home.stories import stories

RECENT_CHANGES = 300
SHOWN_STORIES = 8
SHOWN_MISSING = 6


class Overview:
    """The region on a day, for one reader."""

    def __init__(self, request, day):
        self.region, self.user, self.day = request.region, request.user, day
        self.field = Field(self.region)
        self.parties = self.field.parties_on(day)
        self.missing = gaps(request, self.field, day)
        self.can_edit = can_edit(self.user, self.region)
        self.table = self._table()
        changes = Change.objects.visible_to(self.user).filter(region=self.region)
        latest = changes.select_related("by")[:RECENT_CHANGES]
        self.stories = stories(latest)[:SHOWN_STORIES]

    def _table(self):
        rounds = Round.objects.visible_to(self.user).of_region(self.region)
        round = rounds.filter(opens_on__lte=self.day).select_related("instrument").first()
        if round is None:
            return None
        round.region = self.region
        return RoundTable(round)

    @cached_property
    def first_steps(self):
        """How a region begins: shown until its first round has begun."""
        if self.table:
            return []
        return first_steps(self.user, self.region, self.day, has_parties=bool(self.parties))

    @property
    def next_step(self):
        """The first of those that is not done."""
        return next((step for step in self.first_steps if not step.is_done), None)

    @property
    def line(self):
        """Count the parties: 6 gemeenten · 4 samenwerkingsverbanden · 14 partners."""
        kinds = Counter(party.kind for party in self.parties)
        municipalities = kinds.pop(Organisation.Kind.MUNICIPALITY, 0)
        swvs = kinds.pop(Organisation.Kind.SWV, 0)
        partners = sum(kinds.values())
        return " · ".join(
            f"{count} {one if count == 1 else many}"
            for count, one, many in [
                (municipalities, "gemeente", "gemeenten"),
                (swvs, "samenwerkingsverband", "samenwerkingsverbanden"),
                (partners, "partner", "partners"),
            ]
        )

    @property
    def shows_missing(self):
        """Whether there is someone of whom something could be missing."""
        return bool(self.missing or self.parties)

    @property
    def missing_shown(self):
        """All of it, when that is only one line more."""
        shown_all = len(self.missing) <= SHOWN_MISSING + 1
        return self.missing if shown_all else self.missing[:SHOWN_MISSING]

    @property
    def has_more_missing(self):
        return len(self.missing) > len(self.missing_shown)

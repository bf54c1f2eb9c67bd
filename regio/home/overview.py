"""What the Overzicht shows, gathered in a constant number of queries.

The page itself holds what is asked for today. Parts that read much of another room (`Themes`,
`Indicators`, `Gaps`, `Stories`, `Mandates`) come after it, each in a request of its own.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import cached_property

from agenda.models import Theme
from agenda.standing import standings
from checklist.models import Round
from checklist.table import RoundTable
from monitoring.listing import Listing
from monitoring.models import Indicator
from oogo.calendar import Calendar
from oogo.models import Decision, Meeting, Participant
from oogo.permissions import can_direct
from oogo.powers import MandateCheck
from oogo.todo import actions_of_region
from partners.field import Field
from partners.mergers.events import Mergers
from partners.permissions import can_edit
from partners.rules.parties import line_of
from partners.views.missing import counted, gaps
from records.models import Change
from regio.home.beginning import first_steps
from regio.home.stories import stories

RECENT_CHANGES = 300
SHOWN_STORIES = 8
SHOWN_MISSING = 6
SHOWN_ACTIONS = 6
SHOWN_INDICATORS = 3
Reply = Participant.Reply


@dataclass(frozen=True)
class Share:
    """A part of the bar of open actions: which, how many, and where it begins."""

    kind: str
    what: str
    count: int
    x: int


class Overview:
    """The region on a day, for one reader."""

    def __init__(self, request, day):
        self.region, self.user, self.day = request.region, request.user, day
        field = Field(self.region)
        self.parties = field.parties_on(day)
        self.mergers = Mergers(field, self.user, day).waiting
        self.table = self._table()
        self.actions = actions_of_region(self.region, self.user, day, first=SHOWN_ACTIONS)
        self.calendar = Calendar(self.region, day)
        self.run = self.calendar.current
        self.meeting = self._meeting()

    def _table(self):
        rounds = Round.objects.visible_to(self.user).of_region(self.region)
        round = rounds.filter(opens_on__lte=self.day).select_related("instrument").first()
        if round is None:
            return None
        round.region = self.region
        return RoundTable(round)

    def _meeting(self):
        """Return the meeting of the cycle with its replies counted, where the reader sees it."""
        if self.run is None:
            return None
        kept = Q(participants__is_withdrawn=False)
        rows = Meeting.objects.visible_to(self.user).filter(pk=self.run.cycle.meeting_id)
        rows = rows.annotate(
            comes=Count("participants", kept & Q(participants__reply=Reply.COMES)),
            declines=Count("participants", kept & Q(participants__reply=Reply.DECLINES)),
            waits=Count("participants", kept & Q(participants__reply=Reply.OPEN)),
        )
        meeting = rows.first()
        if meeting:
            meeting.region = self.region
        return meeting

    @cached_property
    def first_steps(self):
        """How a region begins: shown until its first round has begun."""
        if self.table:
            return []
        return first_steps(self.user, self.region, self.day)

    @property
    def next_step(self):
        """The first of those that is not done."""
        return next((step for step in self.first_steps if not step.is_done), None)

    @property
    def line(self):
        """Count the parties: 6 gemeenten · 4 samenwerkingsverbanden · 14 partners."""
        return line_of(self.parties)

    @property
    def main_action(self):
        """What this reader most likely comes for: (label, address), or None."""
        if self.meeting and self.run.is_coming and can_direct(self.user, self.region):
            args = [self.region.slug, self.meeting.number]
            return f"Dossier {self.run.meeting.body} voorbereiden", reverse(
                "oogo:dossier_list", args=args
            )
        if self.table and not self.table.round.is_closed:
            args = [self.region.slug, self.table.round.pk, 1]
            return "Checklist openen", reverse("checklist:step_detail", args=args)
        return None

    @property
    def has_actions(self):
        return self.actions.counts.total > 0

    @property
    def bar(self):
        """The open actions as shares of a bar, one unit each, without what there is none of."""
        counts, x, shares = self.actions.counts, 0, []
        for kind, what, count in (
            ("late", "te laat", counts.late),
            ("soon", "deze week", counts.this_week),
            ("later", "later", counts.later),
        ):
            if count:
                shares.append(Share(kind, what, count, x))
            x += count
        return shares


@dataclass(frozen=True)
class ThemeLine:
    """A theme with who leads it and how many afspraken are on it."""

    standing: object
    decisions: int


def themes_of(request, day) -> list[ThemeLine]:
    """Return the running themes of the region as the Overzicht lists them, in seven queries."""
    running = Theme.objects.visible_to(request.user).of_region(request.region).running(day)
    found = standings(running.in_order().select_related("region"), day)
    seen = Decision.objects.visible_to(request.user).of_region(request.region).kept().numbered()
    counts = Counter(seen.filter(superseded_by=None).values_list("themes", flat=True))
    return [ThemeLine(standing, counts[standing.theme.pk]) for standing in found]


def indicators_of(request, day):
    """Return the first indicators of the region as cards."""
    rows = Indicator.objects.visible_to(request.user).of_region(request.region)
    listing = Listing(request.region, rows, {}, day)
    groups = listing.groups(listing.indicators[:SHOWN_INDICATORS])
    return [card for group in groups for card in group.cards]


class Gaps:
    """Who and what is missing, as far as fits."""

    def __init__(self, request, day):
        field = Field(request.region)
        self.missing = gaps(request, field, day)
        self.can_edit = can_edit(request.user, request.region)
        self.is_asked = bool(self.missing or field.parties_on(day))

    @property
    def shown(self):
        """All of it, when that is only one line more."""
        shown_all = len(self.missing) <= SHOWN_MISSING + 1
        return self.missing if shown_all else self.missing[:SHOWN_MISSING]

    @property
    def counts(self):
        """How many of each sort: (word in the address, label, number)."""
        return counted(self.missing)

    @property
    def has_more(self):
        return len(self.missing) > len(self.shown)


def stories_of(request):
    """Return what happened lately in the region, in as few lines as it takes."""
    changes = Change.objects.visible_to(request.user).filter(region=request.region)
    return stories(changes.select_related("by")[:RECENT_CHANGES])[:SHOWN_STORIES]


def lacking_mandates(request, meeting):
    """Return the decision items of `meeting` at which a mandate is not plainly enough."""
    return [check for check in MandateCheck(meeting, request.user).checks if check.lacking]

"""What is to be done in a region and by a user: counts and lists, in a constant number of queries.

The Overzicht and Mijn werk read this; the list of actions counts the same way.
"""

from dataclasses import dataclass
from datetime import date

from oogo.models import Action
from oogo.models.walls import sight_of
from oogo.owners import Owner, owners_of
from oogo.rules.promises import Counts, Due, together
from partners.models import Party
from regio.lib.models import fetched


@dataclass(frozen=True)
class Entry:
    """One action as a list shows it on a day."""

    action: Action
    owner: Owner
    due: Due


@dataclass(frozen=True)
class PartyCounts:
    """The actions of one party; `party` is None for free roles and bodies."""

    party: Party | None
    counts: Counts

    @property
    def told(self):
        """What is to be done, in a line."""
        counts = self.counts
        due = [(counts.late, "te laat"), (counts.this_week, "deze week")]
        parts = [f"{count} {when}" for count, when in due if count]
        return " · ".join([*parts, f"{counts.open} open"])


@dataclass(frozen=True)
class RegionActions:
    """The actions of a region: how many stand how, by party, and the first of what is to do."""

    counts: Counts
    by_party: list[PartyCounts]
    entries: list[Entry]


def entries_of(actions, day: date) -> list[Entry]:
    """Return `actions` (fetched `with_names` at least) as entries, in two queries."""
    actions = list(actions)
    owners = owners_of(actions, day)
    return [Entry(action, owners[action.pk], action.due_on_day(day)) for action in actions]


def actions_of_region(region, user, day: date, *, first: int = 5) -> RegionActions:
    """Return the actions of a region that `user` sees, in at most five queries.

    Parties with something to do come in the order of who is latest; `first` is how many entries.
    """
    actions = _seen(user).of_region(region)
    by_party = actions.counted_by("owner_party", day)
    parties = Party.objects.select_related("organisation").in_bulk(by_party.keys() - {None})
    found = [PartyCounts(parties.get(pk), counts) for pk, counts in by_party.items()]
    keys = actions.open().late_first().values_list("pk", flat=True)[:first]
    return RegionActions(
        counts=together(by_party.values()),
        by_party=sorted((row for row in found if row.counts.open), key=_latest_first),
        entries=entries_of(fetched(keys, region.actions.with_names()), day),
    )


def actions_of_user(user, day: date, *, first: int = 50) -> list[Entry]:
    """Return what `user` has to do over all own regions, the latest first, in two queries."""
    mine = _seen(user).of_user(user, day).open().late_first().with_owner()
    return entries_of(mine[:first], day)


def to_confirm(user, day: date, *, first: int = 50) -> list[Entry]:
    """Return what was reported done in the regions that `user` directs, in two queries."""
    reported = _seen(user).filter(
        status=Action.Status.REPORTED, region__in=sight_of(user).directed_regions
    )
    return entries_of(reported.late_first().with_owner()[:first], day)


def _seen(user):
    return Action.objects.visible_to(user)


def _latest_first(row):
    return -row.counts.late, -row.counts.this_week, -row.counts.open, str(row.party or "")

"""The part for one reader: what is asked of you, what you promised, your figures beside the region.

Everything is cut from the `Whole` that was read for all; per reader it costs no further queries but
one read of all promises.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from monitoring.rules.figures import written
from oogo.models import Action, Decision, LocalFollowUp, Stance
from oogo.papers.agenda import ItemPaper, hangs_on_confidential
from oogo.papers.lines import ActionLine, action_line
from oogo.papers.mandates import PaperCheck
from oogo.papers.readers import Reader, Voice
from oogo.papers.whole import LISTED
from oogo.powers import Row

MOST_REPLIES = 20


@dataclass(frozen=True)
class Position:
    """How one of the reader's parties stands at an item: its part in it, stance, share, mandate."""

    voice: Voice
    capacity: str
    stance: Stance | None
    share: str
    mandate: Row | None

    @property
    def ceiling(self):
        """The ceiling that is too low, as it is written."""
        return written(self.mandate.ceiling)


@dataclass(frozen=True)
class Asked:
    """An item of which something is asked of this reader."""

    paper: ItemPaper
    page: int | None
    positions: tuple[Position, ...]


@dataclass(frozen=True)
class Personal:
    """What "Voor u" says to `reader`."""

    reader: Reader
    asked: tuple[Asked, ...]
    actions: tuple[ActionLine, ...]
    reservations: tuple[Stance, ...]
    follow_ups: tuple[LocalFollowUp, ...]
    figures: tuple
    confidential: tuple[ItemPaper, ...]
    annexes: tuple


class Promises:
    """What the parties of all readers promised, read once: actions, reservations, follow-up."""

    def __init__(self, whole):
        self.whole = whole
        self.parties = {key for reader in whole.readers for key in reader.party_keys}

    @cached_property
    def actions(self):
        rows = (
            Action.objects.of_region(self.whole.region)
            .filter(status__in=LISTED)
            .exclude(hangs_on_confidential())
            .with_owner()
            .order_by("due_on", "number")
        )
        return list(rows.prefetch_related("helpers"))

    @cached_property
    def reservations(self):
        """Reservations on afspraken that stand, by party."""
        rows = Stance.objects.filter(
            party__in=self.parties, value=Stance.Value.RESERVES, ratified_on=None, part=None
        ).filter(decision__in=self._standing)
        return _by_party(rows.with_names().order_by("pk"))

    @cached_property
    def follow_ups(self):
        """Where each gemeente is with settling an afspraak at home, as far as it is not done."""
        rows = LocalFollowUp.objects.filter(
            party__in=self.parties, decision__in=self._standing
        ).exclude(status=LocalFollowUp.Status.SETTLED)
        return _by_party(
            rows.select_related("party__organisation", "decision__region").order_by("pk")
        )

    @property
    def _standing(self):
        rows = Decision.objects.of_region(self.whole.region).kept().numbered()
        rows = rows.filter(superseded_by=None).exclude(item__is_confidential=True)
        return rows.on(self.whole.day).values("pk")

    @cached_property
    def mandates(self):
        """{(item, party): what the mandate is worth} at every decision item."""
        checks = PaperCheck(self.whole.meeting, self.whole.agenda.items).checks
        return {(check.item.pk, row.party.pk): row for check in checks for row in check.rows}

    def of(self, reader):
        """Return (actions, reservations, follow-ups) of one reader."""
        own = reader.party_keys
        reservations = [row for key in own for row in self.reservations[key]]
        return (
            tuple(
                action_line(row, self.whole.day) for row in self.actions if _is_of(row, reader, own)
            ),
            tuple(sorted(reservations, key=lambda row: (row.answer_by or date.max, row.pk))),
            tuple(row for key in sorted(own) for row in self.follow_ups[key]),
        )


def personal_part(whole, promises, reader, pages):
    """Return what the part for `reader` says; `pages` is {anchor: page} of the common file."""
    readable = {p.item.pk: p for p in whole.agenda.shared}
    confidential = whole.agenda.confidential_for(reader)
    asked = [
        Asked(paper, pages.get(paper.anchor), tuple(_positions(paper, reader, promises)))
        for paper in whole.asked([*readable.values(), *confidential])
    ]
    actions, reservations, follow_ups = promises.of(reader)
    return Personal(
        reader=reader,
        asked=tuple(asked),
        actions=actions,
        reservations=reservations[:MOST_REPLIES],
        follow_ups=follow_ups[:MOST_REPLIES],
        figures=tuple(whole.figures.of_reader(reader.voices)),
        confidential=tuple(confidential),
        annexes=tuple(a for a in whole.agenda.annexes_for(reader) if a.annex.is_confidential),
    )


def _positions(paper, reader, promises):
    """Yield how each of the reader's parties stands at an item that has to do with parties."""
    capacities = {row.party_id: row.get_capacity_display().lower() for row in paper.parties}
    stances = {
        row.party.pk: row.stance for found in paper.decisions for row in found.rows if row.stance
    }
    shares = {share.party_id: written(share.amount) for share in paper.shares}
    for voice in reader.voices_at(paper.item):
        key = voice.party.pk
        mandate = promises.mandates.get((paper.item.pk, key))
        position = Position(
            voice, capacities.get(key, ""), stances.get(key), shares.get(key, ""), mandate
        )
        if position.capacity or position.stance or position.share or position.mandate:
            yield position


def _is_of(action, reader, own):
    """Tell whether an action is the reader's: of an own party, of the own function, or helped."""
    return (
        action.owner_party_id in own
        or action.owner_position_id in reader.positions
        or any(party.pk in own for party in action.helpers.all())
    )


def _by_party(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.party_id].append(row)
    return found

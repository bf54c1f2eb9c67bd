"""What a meeting takes over from the one before it, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

STANDING = "vast punt"


@dataclass(frozen=True)
class Before:
    """An item of the earlier meeting, with what it left behind.

    `open_actions` and `open_stances` count what hangs on it and its afspraken.
    """

    item: Any
    is_treated: bool
    is_standing: bool
    open_actions: int = 0
    open_stances: int = 0


@dataclass(frozen=True)
class Proposal:
    """An item to take over, with the reasons why."""

    item: Any
    reasons: tuple[str, ...]


def proposals(before: Iterable[Before]) -> list[Proposal]:
    """Return what to take over, in the order of the earlier agenda; each with its reasons."""
    found = [Proposal(one.item, tuple(_reasons(one))) for one in before]
    return [proposal for proposal in found if proposal.reasons]


def _reasons(one: Before):
    if not one.is_treated:
        yield "niet behandeld"
    if one.open_actions:
        yield "1 open actie" if one.open_actions == 1 else f"{one.open_actions} open acties"
    if one.open_stances:
        yield (
            "1 standpunt open" if one.open_stances == 1 else f"{one.open_stances} standpunten open"
        )
    if one.is_standing:
        yield STANDING

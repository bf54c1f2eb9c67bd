"""What an object has to say for a reminder; a model of any layer may have one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Own:
    """What is told to one recipient alone: sentences, and {where to find it: its path}.

    `without_account` is said instead of where to find it to who has no account.
    """

    sentences: tuple[str, ...] = ()
    paths: dict[str, str] = field(default_factory=dict)
    without_account: str = ""


@dataclass(frozen=True)
class Occasion:
    """What a rule has to tell about an object.

    `due_on` is the date it is about. `recipients` are seats, parties, people, accounts, or None
    for the secretary of the region; `role` says after "u" or a name what they have to do with it.
    `note` is a sentence more. `own` gives what differs by recipient; then nobody else is told in
    its place. `path` is where to do it; empty: at the object itself.
    """

    due_on: date
    title: str
    role: str
    recipients: tuple[Any, ...]
    note: str = ""
    is_confidential: bool = False
    own: Callable[[Any], Own] | None = None
    path: str = ""

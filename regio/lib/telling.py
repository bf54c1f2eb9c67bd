"""How a history tells of the rows of a model, as far as the model wants it otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Telling:
    """What a model says of its own history; all of it is optional.

    `created` is the word for making a row. `title` names the fields that a history need not list
    when a row is made: its title says them, or its making does. `news` names the fields whose value
    belongs in the one line about it. `part_of` is the field that names the row with which this one
    is made in one go. `words` has, by field, the word for filling it (or saying yes) and the one
    for emptying it (or saying no).
    """

    created: str = "toegevoegd"
    title: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    part_of: str = ""
    words: Mapping[str, tuple[str, str]] = field(default_factory=dict)

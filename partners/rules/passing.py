"""What a regisseur chooses at a herindeling: who takes part after it, and who takes over what."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from partners.rules.lines import SPLIT

RENAMED = "naamswijziging"
NOBODY = ""
# What may go to another successor each when a gemeente is divided: key of the choice, its label.
GROUPS = {
    "zetels": "Zetels in gremia",
    "relaties": "Relaties met andere organisaties",
    "themas": "Rollen bij thema’s",
    "overleggen": "Overleggen, onderwerpen en mijlpalen",
    "acties": "Acties",
    "checklist": "Rondes van de checklist die nog niet open zijn",
}


@dataclass(frozen=True)
class Choices:
    """`joins`: does a successor (code) take part here; `groups`: which successor takes what over;
    `functions`: at which successor a function (key) goes on. Empty: nobody, it ends."""

    joins: Mapping[str, bool] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def read(cls, text) -> "Choices":
        """Read what `write` wrote; nothing of an empty text."""
        told = json.loads(text or "{}")
        functions = {int(key): code for key, code in told.get("functions", {}).items()}
        return cls(told.get("joins", {}), told.get("groups", {}), functions)

    def write(self) -> str:
        told = {
            "joins": self.joins,
            "groups": self.groups,
            "functions": {str(key): code for key, code in self.functions.items()},
        }
        return json.dumps(told, sort_keys=True)

    def over(self, other: "Choices") -> "Choices":
        """Return `other` with what is chosen here in its place, as far as it is asked there."""
        return Choices(
            _over(self.joins, other.joins),
            _over(self.groups, other.groups),
            _over(self.functions, other.functions),
        )

    @property
    def in_words(self) -> str:
        going = sum(code != NOBODY for code in self.functions.values())
        ending = len(self.functions) - going
        return f"functies die overgaan: {going}; functies die eindigen: {ending}"


def _over(mine, asked):
    return {key: mine.get(key, value) for key, value in asked.items()}


@dataclass(frozen=True)
class Successor:
    """A gemeente that comes of a herindeling: does it begin then, and does it take part here."""

    code: str
    is_new: bool
    is_party: bool


def usual(kind, successors: Iterable[Successor], functions: Iterable[tuple[int, bool]]) -> Choices:
    """Return what is proposed; `functions`: (key, does it govern) of each function that lasts.

    Who works at a gemeente goes over to the one that follows it (Wet arhi, article 59); who governs
    leaves, unless the gemeente itself goes on under another name. A gemeente that was there already
    and takes no part does not begin to because of a division.
    """
    rows = list(successors)
    joins = {row.code: row.is_party or row.is_new or kind != SPLIT for row in rows}
    joining = [row.code for row in rows if joins[row.code]]
    first = joining[0] if joining else NOBODY
    return Choices(
        joins={row.code: joins[row.code] for row in rows if not row.is_party},
        groups=dict.fromkeys(GROUPS, first) if len(rows) > 1 else {},
        functions={
            key: NOBODY if governs and kind != RENAMED else first for key, governs in functions
        },
    )

"""Pure calculation over verdicts: progress, spread, difference of view, words that differ."""

import difflib
import re
from collections import Counter
from dataclasses import dataclass

SCALE = {"niet": 0, "deels": 1, "grotendeels": 2, "geheel": 3}
NOT_APPLICABLE = "nvt"
DIFFERENCE_FROM = 2


@dataclass(frozen=True)
class Progress:
    """How far a round is: verdicts given of those that apply (parties × steps without n.v.t.)."""

    given: int
    applicable: int

    @property
    def percent(self):
        """Whole percents, rounded down so that 100 means all; None when nothing applies."""
        return None if self.applicable == 0 else self.given * 100 // self.applicable


def progress(verdicts, cells: int) -> Progress:
    """Count verdicts against `cells` (parties × steps); an empty verdict is not given yet."""
    counts = Counter(verdicts)
    return Progress(
        given=sum(counts[verdict] for verdict in SCALE),
        applicable=cells - counts[NOT_APPLICABLE],
    )


def distance(verdicts) -> int:
    """Return the largest number of steps on the scale between any two parties (0 to 3)."""
    ranks = [SCALE[verdict] for verdict in verdicts if verdict in SCALE]
    return max(ranks) - min(ranks) if ranks else 0


def is_difference(verdicts) -> bool:
    """Tell whether any two parties are two or more steps apart: a verschil van beeld."""
    return distance(verdicts) >= DIFFERENCE_FROM


@dataclass(frozen=True)
class Share:
    """One colour of a spread bar: a verdict ("" is open) and how many parties gave it."""

    verdict: str
    count: int
    label: str
    x: int
    width: int

    def __str__(self):
        return f"{self.count} {self.label}"


def spread(verdicts) -> tuple[Share, ...]:
    """Return what a group of parties said, from geheel to niet, then n.v.t. and open.

    `x` and `width` place a share on a bar of one unit per party.
    """
    counts = Counter(verdicts)
    shares, x = [], 0
    for verdict in (*reversed(SCALE), NOT_APPLICABLE, ""):
        if counts[verdict]:
            label = {"nvt": "n.v.t.", "": "open"}.get(verdict, verdict)
            shares.append(Share(verdict, counts[verdict], label, x, counts[verdict]))
            x += counts[verdict]
    return tuple(shares)


def colour(verdicts) -> str:
    """Name the verdict that colours a step: the lowest that is given; "" when none is."""
    given = [verdict for verdict in verdicts if verdict in SCALE]
    return min(given, key=SCALE.__getitem__) if given else ""


def common(values: dict) -> tuple:
    """Split {key: value} into what most have and the rest.

    Returns (value, keys that have it, keys that deviate); of equals the first one wins.
    """
    value = Counter(values.values()).most_common(1)[0][0]
    having = [key for key, v in values.items() if v == value]
    return value, having, [key for key in values if key not in having]


def differing_words(mine: str, theirs: str) -> tuple[list, list]:
    """Split two texts into (words, differs) pieces, so that a page can mark what differs."""
    a, b = (re.findall(r"\s+|\w+|[^\w\s]", text[:4000]) for text in (mine, theirs))
    pieces = ([], [])
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        for side, words in zip(pieces, ("".join(a[a1:a2]), "".join(b[b1:b2])), strict=True):
            if words:
                side.append((words, tag != "equal"))
    return _joined(pieces[0]), _joined(pieces[1])


def _joined(pieces):
    """Let the space between two pieces that differ be part of them, so that they read as one."""
    joined = []
    nexts = [*pieces, ("", False)][1:]
    for (words, differs), (_, next_differs) in zip(pieces, nexts, strict=True):
        follows = bool(joined) and joined[-1][1]
        if follows and (differs or (next_differs and not words.strip())):
            joined[-1] = (joined[-1][0] + words, True)
        else:
            joined.append((words, differs))
    return joined

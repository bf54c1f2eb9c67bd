"""Whether who speaks for a party may decide what an item asks (domain: mandate check).

Pure: the powers that a party's speakers have, the portefeuilles and the money of the item.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

DECIDES, RESERVED, ADVISES = "beslissend", "voorbehoud", "adviserend"


class Verdict(IntEnum):
    """What a mandate is worth for an item, from all that is needed to nothing at all."""

    ENOUGH = 0
    RESERVED = 1
    TOO_LOW = 2
    ADVISES = 3
    EXPIRED = 4
    NONE = 5


WORDS = {
    Verdict.ENOUGH: ("done", "voldoende"),
    Verdict.RESERVED: ("soon", "onder voorbehoud"),
    Verdict.TOO_LOW: ("late", "te laag"),
    Verdict.ADVISES: ("late", "alleen adviserend"),
    Verdict.EXPIRED: ("late", "verlopen"),
    Verdict.NONE: ("late", "geen mandaat"),
}


@dataclass(frozen=True)
class Power:
    """A mandate, or a machtiging to speak for another party.

    `portfolios` empty: all. `ceiling` in whole euros; None: without an amount. It holds from
    `since` up to, not including, `until`.
    """

    speaker: str
    kind: str
    portfolios: frozenset[str] = frozenset()
    ceiling: int | None = None
    since: date | None = None
    until: date | None = None

    def covers(self, portfolio: str | None) -> bool:
        return portfolio is None or not self.portfolios or portfolio in self.portfolios


@dataclass(frozen=True)
class Judgement:
    """What the mandate of one party is worth for one item.

    `power` is what it rests on, None where there is none; `portfolio` is what it was lacking for.
    """

    verdict: Verdict
    power: Power | None = None
    portfolio: str | None = None

    @property
    def tone(self) -> str:
        return WORDS[self.verdict][0]

    @property
    def word(self) -> str:
        return WORDS[self.verdict][1]


def judge(
    powers: Iterable[Power], needed: Iterable[str], share: int | None, day: date
) -> Judgement:
    """Judge whether a party may decide on `day` what asks `share` euros a year of it.

    `needed` are the portefeuilles of the item; without any, one mandate of whatever portefeuille
    will do. For each of them the best mandate counts, the item has the worst of these.
    """
    held = list(powers)
    names: list[str | None] = [*sorted(needed)] or [None]
    worst = [_best(held, name, share, day) for name in names]
    return max(worst, key=lambda judgement: judgement.verdict)


def _best(powers, portfolio, share, day):
    found = [
        Judgement(_worth(power, share, day), power, portfolio)
        for power in powers
        if power.covers(portfolio)
    ]
    none = Judgement(Verdict.NONE, portfolio=portfolio)
    return min(found, key=lambda judgement: judgement.verdict, default=none)


def _worth(power: Power, share: int | None, day: date) -> Verdict:
    if power.until and power.until <= day:
        return Verdict.EXPIRED
    if power.since and power.since > day:
        return Verdict.NONE
    if power.kind == ADVISES:
        return Verdict.ADVISES
    if share and power.ceiling is not None and power.ceiling < share:
        return Verdict.TOO_LOW
    return Verdict.RESERVED if power.kind == RESERVED else Verdict.ENOUGH

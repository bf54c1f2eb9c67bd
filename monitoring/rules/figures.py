"""A figure as it was delivered, and what follows from it: ratios, weighted sums, rounding."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import TextChoices


class Unit(TextChoices):
    PER_MILLE = "promille", "per 1.000"
    PERCENT = "procent", "%"
    COUNT = "aantal", "aantal"


class Direction(TextChoices):
    UP = "hoger", "Hoger is beter"
    DOWN = "lager", "Lager is beter"
    NEUTRAL = "neutraal", "Neutraal: hoger is niet beter of slechter"


class Reason(TextChoices):
    """Why there is no number, with the sign that statistics use for it."""

    UNKNOWN = "onbekend", "Onbekend (.)"
    SECRET = "geheim", "Geheim (x)"
    NIL = "nihil", "Nihil (-)"


FACTOR = {Unit.PER_MILLE: 1000, Unit.PERCENT: 100}
SIGNS = {".": Reason.UNKNOWN, "x": Reason.SECRET, "-": Reason.NIL}


@dataclass(frozen=True)
class Figure:
    """A number of something, out of how many; or a value alone; or the reason why there is none."""

    numerator: int | None = None
    denominator: int | None = None
    value: Decimal | None = None
    reason: str = ""
    is_provisional: bool = False

    @property
    def count(self) -> int | None:
        """How many there are; nihil is nobody."""
        return 0 if self.reason == Reason.NIL else self.numerator

    def amount(self, unit) -> Decimal | None:
        """Return the figure in `unit`, not rounded; None where there is nothing to tell."""
        if self.value is not None or self.count is None:
            return self.value
        if unit == Unit.COUNT or self.count == 0:
            return Decimal(self.count)
        return ratio(self.count, self.denominator, FACTOR[Unit(unit)]) if self.denominator else None


def ratio(count, total, factor) -> Decimal:
    """Return `count` out of `total`, times `factor` (100 for percent, 1000 for per mille)."""
    return Decimal(count) * factor / total


def summed(figures, unit) -> Figure | None:
    """Add figures up, a ratio weighted by its denominators; None where one cannot be added.

    A value alone has no weight, a number without denominator makes no ratio.
    """
    counts = [f.count for f in figures]
    if not counts or None in counts:
        return None
    denominators = [f.denominator for f in figures]
    if unit != Unit.COUNT and not all(denominators):
        return None
    return Figure(
        numerator=sum(counts),
        denominator=sum(denominators) if all(denominators) else None,
        is_provisional=any(f.is_provisional for f in figures),
    )


def rounded(amount, decimals) -> Decimal:
    """Round as statistics do: a half goes up."""
    return amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def written(amount, decimals=0) -> str:
    """Write a number as Dutch readers do: 15.400 and 2,4."""
    text = f"{rounded(Decimal(amount), decimals):,f}"
    return text.replace(",", "_").replace(".", ",").replace("_", ".")


def figure_in_words(figure) -> str:
    """Write a figure as it was delivered: 37 / 15.400, 2,4 or geheim (x)."""
    if figure.reason:
        text = Reason(figure.reason).label
    elif figure.value is not None:
        text = written(figure.value, 2)
    else:
        parts = [figure.numerator, figure.denominator]
        text = " / ".join(written(part) for part in parts if part is not None)
    return f"{text}, voorlopig" if figure.is_provisional else text


def with_unit(amount, unit, decimals) -> str:
    """Write an amount with its unit: 2,1 per 1.000; 1,8 %; 40."""
    text = written(amount, decimals)
    return text if unit == Unit.COUNT else f"{text} {Unit(unit).label}"


def step_in_words(before, now, direction) -> str:
    """Say what a step from `before` to `now` (as shown: rounded) means: beter, slechter, gelijk.

    Where no direction is better it is hoger or lager.
    """
    if now == before:
        return "gelijk"
    way = "hoger" if now > before else "lager"
    if direction == Direction.NEUTRAL:
        return way
    return "beter" if way == direction else "slechter"

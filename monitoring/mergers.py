"""Gemeenten merge: their figures stay, and what that does to the line of the successor."""

from django.db.models import Count, Q

from monitoring.models import Measurement
from partners.mergers.passing import Passed
from partners.rules.lines import SPLIT
from partners.rules.overlap import in_words


def figures_of(passing):
    """Figures stay with the gemeente of then: nothing is added up over a division."""
    codes = [old.code for old in passing.olds]
    rows = Measurement.objects.of_region(passing.region).filter(is_withdrawn=False)
    counted = rows.filter(municipality__code__in=codes).values("municipality__code")
    counts = dict(
        counted.annotate(n=Count("pk", filter=Q(is_withdrawn=False))).values_list(
            "municipality__code", "n"
        )
    )
    for old in passing.olds:
        if number := counts.get(old.code):
            yield Passed(
                "Cijfers",
                f"{number} {'cijfer' if number == 1 else 'cijfers'} van {old}",
                "",
                _line(passing),
            )


def _line(passing):
    names = in_words([heir.name for heir in passing.heirs.values()])
    if passing.kind == SPLIT:
        return f"blijven staan; de lijn breekt: zij zijn niet te verdelen over {names}"
    olds = in_words([old.name for old in passing.olds])
    if passing.goes_on:
        return f"blijven staan; de lijn van {names} loopt door"
    is_new = all(heir.is_new for heir in passing.heirs.values())
    parts = olds if is_new else in_words([*(old.name for old in passing.olds), names])
    return f"blijven staan; de lijn van {names} is tot die dag de som van {parts}"

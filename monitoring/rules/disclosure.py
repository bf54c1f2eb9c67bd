"""What may be shown: small numbers are hidden, and so is what they could be computed from.

A reader knows every sum that is shown and may subtract. Gemeenten that are not shown and lie in
the same shown sums (a *group*) can be exchanged: one more here is one less there, and nothing that
is shown changes. So nobody can tell their numbers, as long as each group has two gemeenten at
least and is together not a small number itself. That is what `shown_keys` makes true.
"""

from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True)
class Sum:
    """A number that could be shown: of one measured gemeente, or of several (their codes).

    `count` None: not known, because it is secret or cannot be computed. `is_total`: of an area;
    else of a gemeente, which is made up of several where it merged later.
    """

    key: object
    codes: frozenset
    count: int | None
    is_total: bool = False


def shown_keys(sums, *, threshold, secret=frozenset()) -> frozenset:
    """Return the keys of the sums that may be shown.

    `sums` holds one of every measured gemeente; totals come in the order of their importance. The
    first total is kept and the smallest gemeente beside a hidden one is hidden with it; further
    totals are shown only where they give nothing away. `secret` are the codes that the source
    keeps to itself.
    """
    cells = [s for s in sums if not s.is_total]
    counts = {code: s.count for s in cells for code in s.codes if len(s.codes) == 1}
    small = {code for code, count in counts.items() if count is not None and count < threshold}
    fit = [s for s in sums if s.count is not None and s.count >= threshold]
    if not small and not secret:
        return frozenset(s.key for s in fit)
    totals = [s for s in fit if s.is_total]
    shown = [s for s in fit if not s.is_total] + totals[:1]
    while group := _weak_group(shown, counts, threshold, secret):
        shown.remove(_next_to_hide(shown, counts, group))
    for total in totals[1:]:
        if not _weak_group([*shown, total], counts, threshold, secret):
            shown.append(total)
    return frozenset(s.key for s in shown)


def _weak_group(shown, counts, threshold, secret):
    """Return (sums, codes) of a group that gives something away, or None.

    The codes are not shown; the sums are the shown ones that they all lie in.
    """
    for sums, codes in _groups(shown, counts, secret):
        hidden = [code for code in codes if counts.get(code) is not None or code in secret]
        known = [counts.get(code) for code in codes]
        together = None if None in known else sum(known)
        if hidden and (len(codes) < 2 or (together is not None and together < threshold)):
            return sums, codes
    return None


def _groups(shown, counts, secret):
    """Return the gemeenten that are not shown, by the shown sums (keys) that they lie in."""
    open_codes = set(counts) | set(secret) | {code for s in shown for code in s.codes}
    open_codes -= {code for s in shown for code in s.codes if _is_one(s)}
    groups = defaultdict(list)
    for code in sorted(open_codes):
        groups[frozenset(s.key for s in shown if code in s.codes)].append(code)
    return [(sums, codes) for sums, codes in groups.items() if sums]


def _next_to_hide(shown, counts, group):
    """Return what to hide next: the smallest gemeente that would join the group, else a sum."""
    sums, _ = group
    beside = [
        s
        for s in shown
        if _is_one(s)
        and frozenset(o.key for o in shown if o is not s and s.codes <= o.codes) == sums
    ]
    if beside:
        return min(beside, key=lambda s: (s.count, sorted(s.codes)))
    return [s for s in shown if s.key in sums][-1]


def _is_one(s) -> bool:
    """Tell whether a sum is the number of one measured gemeente itself."""
    return len(s.codes) == 1 and not s.is_total

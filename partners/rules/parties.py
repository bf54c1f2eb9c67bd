"""What can be said of the parties of a region together."""

from collections import Counter


def line_of(parties) -> str:
    """Say in one line who takes part: 6 gemeenten · 4 samenwerkingsverbanden · 12 partners."""
    kinds = Counter(party.kind for party in parties)
    towns, swvs = kinds.pop("gemeente", 0), kinds.pop("swv", 0)
    counted = [
        (towns, "gemeente", "gemeenten"),
        (swvs, "samenwerkingsverband", "samenwerkingsverbanden"),
        (kinds.total(), "partner", "partners"),
    ]
    return " · ".join(f"{count} {one if count == 1 else many}" for count, one, many in counted)

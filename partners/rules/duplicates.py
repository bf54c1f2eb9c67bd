"""Which organisations may stand here twice: the same name, KvK number or mail domain."""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from partners.rules.identity import host_of
from regio.lib.sort_name import fold

IDLE = set(
    """
    bv cooperatie de gemeente het samenwerkingsverband stichting swv ver vereniging
    """.split()  # noqa: SIM905
)
# Mail that everyone can get says nothing of an organisation.
PUBLIC_HOSTS = set(
    """
    gmail.com hotmail.com hotmail.nl icloud.com kpnmail.nl live.nl outlook.com planet.nl xs4all.nl
    yahoo.com ziggo.nl
    """.split()  # noqa: SIM905
)
MOST_AT_A_HOST = 5
SAME_NAME, SAME_KVK, SAME_HOST = "dezelfde naam", "hetzelfde KvK-nummer", "hetzelfde domein"


@dataclass(frozen=True)
class Known:
    """An organisation as far as it can be taken for another."""

    pk: int
    name: str
    short_name: str
    kvk: str = ""
    municipality: int | None = None
    areas: frozenset[int] = frozenset()
    email: str = ""
    website: str = ""

    @property
    def names(self):
        return {bare(name) for name in (self.name, self.short_name)} - {""}

    @property
    def hosts(self):
        found = {self.email.rpartition("@")[2].lower(), host_of(self.website)}
        return {host.removeprefix("www.") for host in found} - PUBLIC_HOSTS - {""}


@dataclass(frozen=True)
class Pair:
    """Two organisations that may be one, and why that is asked."""

    one: Known
    other: Known
    reasons: tuple[str, ...]


def bare(name: str) -> str:
    """Return a name without capitals, accents, points, legal form and order of words."""
    words = re.sub(r"[^a-z0-9 ]", "", fold(name).replace("-", " ")).split()
    return " ".join(sorted(word for word in words if word not in IDLE))


def pairs(known, related) -> list[Pair]:
    """Return who may stand here twice; `related` holds pairs of keys with a relation.

    Who has a relation is two, and so are two gemeenten, two KvK numbers and verbanden of different
    areas. More than five at one mail domain share a host, not a name.
    """
    found = defaultdict(list)
    for reason, keys in (
        (SAME_NAME, lambda row: row.names),
        (SAME_KVK, lambda row: {row.kvk} - {""}),
        (SAME_HOST, lambda row: row.hosts),
    ):
        for pair in sorted(_sharing(known, keys, MOST_AT_A_HOST if reason is SAME_HOST else None)):
            found[pair].append(reason)
    rows = {row.pk: row for row in known}
    return [
        Pair(rows[one], rows[other], tuple(reasons))
        for (one, other), reasons in found.items()
        if not ({(one, other), (other, one)} & related or _are_two(rows[one], rows[other]))
    ]


def _sharing(known, keys, most):
    groups = defaultdict(set)
    for row in known:
        for key in keys(row):
            groups[key].add(row.pk)
    return {
        pair
        for group in groups.values()
        if most is None or len(group) <= most
        for pair in combinations(sorted(group), 2)
    }


def _are_two(one, other):
    return (
        (one.municipality and other.municipality and one.municipality != other.municipality)
        or (one.kvk and other.kvk and one.kvk != other.kvk)
        or (one.areas and other.areas and not one.areas & other.areas)
    )

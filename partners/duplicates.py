"""Reads what the rule on duplicates needs of a region, in three queries."""

from collections import defaultdict

from partners.models import Organisation, OrganisationLink
from partners.rules import duplicates
from partners.rules.duplicates import Known, Pair


def of_region(region) -> list[Pair]:
    """Return the pairs of organisations of `region` that may be one, by name."""
    rows = Organisation.objects.of_region(region)
    areas = defaultdict(set)
    for organisation, area in rows.exclude(areas=None).values_list("pk", "areas"):
        areas[organisation].add(area)
    columns = ("pk", "name", "short_name", "kvk", "municipality_id")
    known = [
        Known(*row, frozenset(areas[row[0]]), email, website)
        for *row, email, website in rows.order_by("short_name", "pk").values_list(
            *columns, "secretariat_email", "website"
        )
    ]
    links = OrganisationLink.objects.of_region(region)
    return duplicates.pairs(known, set(links.values_list("source_id", "target_id")))


def like(organisation) -> list[Pair]:
    """Return the pairs of which `organisation` is one."""
    pairs = of_region(organisation.region)
    return [pair for pair in pairs if organisation.pk in (pair.one.pk, pair.other.pk)]

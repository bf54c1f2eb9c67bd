"""Which school holidays count in a region: what it says itself, else by the province in which most
of its gemeenten lie (the first by name, where two have as many)."""

from django.db.models import Count, OuterRef, Subquery

from accounts.models import Region
from partners.models import Organisation
from partners.rules.school_region import school_region_of_province


def province_of(region):
    """Return the province of a region, as an expression; `region` names it (an OuterRef)."""
    rows = Organisation.objects.filter(region=region).exclude(municipality=None)
    counted = rows.order_by().values("municipality__province").annotate(count=Count("pk"))
    first = counted.order_by("-count", "municipality__province")
    return Subquery(first.values("municipality__province")[:1])


def derived_school_region(region) -> str:
    """Return noord, midden or zuid by the province of `region`, in one query."""
    rows = Region.objects.filter(pk=region.pk).annotate(province=province_of(OuterRef("pk")))
    return school_region_of_province(rows.values_list("province", flat=True).get())


def school_region_of(region) -> str:
    """Return noord, midden or zuid."""
    return region.school_region or derived_school_region(region)

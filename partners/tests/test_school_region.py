"""Which school holidays count in a region."""

import pytest

from accounts.tests.factories import RegionFactory
from partners.rules.school_region import school_region_of_province
from partners.school_region import school_region_of
from partners.tests.factories import MunicipalityFactory, OrganisationFactory


@pytest.mark.parametrize(
    ("province", "expected"),
    [
        ("Noord-Holland", "noord"),
        ("Fryslân", "noord"),
        ("Zuid-Holland", "midden"),
        ("Zeeland", "zuid"),
        ("Atlantis", "noord"),
        (None, "noord"),
    ],
)
def test_a_province_lies_in_one_school_region(province, expected):
    assert school_region_of_province(province) == expected


def test_the_province_with_most_gemeenten_decides(region):
    for province in ("Limburg", "Noord-Holland", "Utrecht", "Utrecht"):
        municipality = MunicipalityFactory(province=province)
        OrganisationFactory(region=region, kind="gemeente", municipality=municipality)
    assert school_region_of(region) == "midden"


def test_what_a_region_says_itself_counts_before_the_province(region):
    OrganisationFactory(
        region=region, kind="gemeente", municipality=MunicipalityFactory(province="Limburg")
    )
    assert school_region_of(region) == "zuid"
    assert school_region_of(RegionFactory()) == "noord"
    region.school_region = "midden"
    assert school_region_of(region) == "midden"

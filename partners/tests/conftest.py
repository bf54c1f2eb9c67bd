"""What many tests of the speelveld begin with."""

import pytest

from partners.tests.factories import PartyFactory


@pytest.fixture
def party(region):
    return PartyFactory(organisation__region=region)

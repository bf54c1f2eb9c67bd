"""Rows of a page are read by the keys that a list was cut to."""

import pytest

from partners.models import Party
from partners.tests.factories import PartyFactory
from regio.lib.models import fetched


@pytest.mark.django_db
def test_rows_are_fetched_in_the_order_of_their_keys_in_one_query(django_assert_num_queries):
    first, second, third = PartyFactory.create_batch(3)
    with django_assert_num_queries(1):
        assert fetched([third.pk, first.pk], Party.objects.with_organisation()) == [third, first]
    with django_assert_num_queries(0):
        assert fetched([], Party.objects.all()) == []

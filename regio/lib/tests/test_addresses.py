"""Addresses that differ in their numbers alone."""

import pytest
from django.urls import NoReverseMatch, reverse

from regio.lib.addresses import address_of


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("oogo:decision_list", ("noord",)),
        ("oogo:action_detail", ("noord", 7)),
        ("oogo:action_detail", ("zuid-west", 123456)),
        ("oogo:item_detail", ("noord", 12, 9)),
        ("checklist:step_detail", ("noord", 5, 3)),
    ],
)
def test_an_address_is_what_django_makes_of_it(name, args):
    assert address_of(name, *args) == address_of(name, *args) == reverse(name, args=args)


def test_an_address_that_is_not_there_is_an_error():
    with pytest.raises(NoReverseMatch):
        address_of("oogo:action_detail", "noord")

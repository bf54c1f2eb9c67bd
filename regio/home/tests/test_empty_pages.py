"""What a room shows while there is nothing in it: one way to begin, and nothing to filter."""

import re

import pytest
from django.urls import reverse

from accounts.models import Membership

Role = Membership.Role


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("partners:party_list", ""),
        ("partners:person_list", ""),
        ("partners:portfolio_list", ""),
        ("partners:area_list", ""),
        ("checklist:round_list", ""),
        ("members:member_list", "?toon=uitnodigingen"),
    ],
)
def test_an_empty_page_has_one_primary_button_and_no_filter(client, region, sign_in, name, query):
    user = sign_in(Role.DIRECTOR)
    sign_in(Role.ADMIN, user=user)
    page = client.get(reverse(name, args=[region.slug]) + query).content.decode()
    primary = re.findall(r'class="button *(?:main-action)?"', page)
    assert len(primary) == 1
    assert 'class="empty"' in page
    assert 'role="search"' not in page


@pytest.mark.parametrize("name", ["partners:party_list", "partners:person_list"])
def test_a_filter_that_finds_nothing_stays(client, region, sign_in, name):
    sign_in(Role.DIRECTOR)
    page = client.get(reverse(name, args=[region.slug]) + "?zoek=niemand").content.decode()
    assert 'role="search"' in page

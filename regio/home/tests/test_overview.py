"""Overzicht: what the region's home shows, and in how many queries."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Membership
from checklist.models import StepView
from checklist.tests.factories import RoundFactory, RoundPartyFactory
from partners.tests.factories import PartyFactory, PositionFactory
from records import actions as records
from regio.lib import clock

Role = Membership.Role


@pytest.fixture(autouse=True)
def on_day():
    with clock.standing_at(date(2026, 3, 3)):
        yield


def test_the_home_shows_the_latest_round_that_has_begun(client, sign_in, region):
    sign_in(Role.READER)
    RoundFactory(region=region, title="Ronde 2027", opens_on="2027-02-01", due_on="2027-03-01")
    RoundFactory(region=region, title="Ronde 2026")
    text = client.get(f"/regio/{region.slug}/").content.decode()
    assert "ronde 2026" in text
    assert "ronde 2027" not in text


def missing_of(client, region):
    overview = client.get(f"/regio/{region.slug}/").context["overview"]
    return len(overview.missing_shown), overview.has_more_missing


def test_what_is_missing_leads_to_where_it_is_mended(client, sign_in, region):
    sign_in(Role.OFFICER)
    party = PartyFactory(organisation__region=region, organisation__kind="ggd")
    page = client.get(f"/regio/{region.slug}/").content.decode()
    assert f'<a href="{party.get_absolute_url()}">{party}</a>' in page
    assert reverse("partners:party_position_create", args=[region.slug, party.pk]) in page


def test_a_reader_sees_what_is_missing_without_a_way_to_mend_it(client, sign_in, region):
    sign_in(Role.READER)
    party = PartyFactory(organisation__region=region, organisation__kind="ggd")
    page = client.get(f"/regio/{region.slug}/").content.decode()
    assert party.get_absolute_url() in page
    assert reverse("partners:party_position_create", args=[region.slug, party.pk]) not in page


def test_one_more_than_fits_is_shown_as_well(client, sign_in, region):
    sign_in(Role.READER)
    PartyFactory.create_batch(7, organisation__region=region, organisation__kind="ggd")
    assert missing_of(client, region) == (7, False)
    PartyFactory(organisation__region=region, organisation__kind="ggd")
    assert missing_of(client, region) == (6, True)


def test_the_home_costs_as_many_queries_for_thirty_parties_as_for_one(
    client, sign_in, region, django_assert_max_num_queries
):
    user = sign_in(Role.DIRECTOR)
    round = RoundFactory(region=region)
    counts = []
    for number in (1, 29):
        for _ in range(number):
            party = PartyFactory(organisation__region=region)
            RoundPartyFactory(round=round, party=party)
            PositionFactory(organisation=party.organisation)
            view = StepView(round=round, step="speelveld", party=party)
            records.write(view, version=0, by=user, verdict="deels")
        with django_assert_max_num_queries(25) as queries:
            client.get(f"/regio/{region.slug}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]

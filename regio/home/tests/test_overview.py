"""Overzicht: what the region's home shows, and in how many queries."""

from datetime import date

import pytest

from accounts.models import Membership
from checklist.models import StepView
from checklist.tests.factories import RoundFactory, RoundPartyFactory
from partners.tests.factories import PartyFactory, PersonFactory, PositionFactory
from records import actions as records
from regio.lib import clock

Role = Membership.Role


@pytest.fixture(autouse=True)
def on_day():
    with clock.standing_at(date(2026, 3, 3)):
        yield


def test_a_new_region_is_told_where_to_begin(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    text = client.get(f"/regio/{region.slug}/").content.decode()
    assert "Leg eerst vast welke gebieden" in text
    assert "Nog geen checklist" in text
    assert "0 gemeenten · 0 samenwerkingsverbanden · 0 partners" in text


def test_the_home_shows_the_latest_round_that_has_begun(client, sign_in, region):
    sign_in(Role.READER)
    RoundFactory(region=region, title="Ronde 2027", opens_on="2027-02-01", due_on="2027-03-01")
    RoundFactory(region=region, title="Ronde 2026")
    text = client.get(f"/regio/{region.slug}/").content.decode()
    assert "ronde 2026" in text
    assert "ronde 2027" not in text


def test_what_one_person_changed_in_one_object_is_one_line(client, sign_in, region):
    user = sign_in(Role.OFFICER)
    person = PersonFactory(region=region, name="Lotte Zwaluw")
    person = records.write(person, version=1, by=user, phone="1", email="zwaluw@buch.example")
    text = client.get(f"/regio/{region.slug}/").content.decode()
    assert text.count(f"/geschiedenis/partners.person/{person.pk}/") == 1
    assert "e-mailadres, telefoon" in text or "telefoon, e-mailadres" in text


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

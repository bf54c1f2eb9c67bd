"""A Field about some organisations reads less, and says of these what a whole one says."""

import random
from datetime import date, timedelta

import pytest
from django.db.models import Q

from partners import field
from partners.field import Field
from partners.models import OrganisationLink, Position
from partners.tests.factories import (
    BodyFactory,
    MandateFactory,
    PartyFactory,
    PersonFactory,
    PositionFactory,
    RepresentationFactory,
    SeatFactory,
    SeatHoldingFactory,
)

TODAY = date(2026, 3, 3)
DAYS = [TODAY + timedelta(days=n) for n in (-40, 0, 40)]


def period(dice):
    since = dice.choice([None, TODAY - timedelta(days=60), TODAY + timedelta(days=20)])
    ends = (TODAY - timedelta(days=20), TODAY + timedelta(days=60))
    until = dice.choice([None, *(day for day in ends if since is None or day > since)])
    return {"since": since, "until": until}


@pytest.fixture(params=range(3))
def parties(region, request):
    """Ten parties with people, mandates, relations and seats, some of them over or to come."""
    dice = random.Random(request.param)
    rows = [
        PartyFactory(organisation__region=region, organisation__kind=dice.choice(kinds))
        for kinds in [("gemeente", "swv", "bestuur_po")]
        for _ in range(10)
    ]
    people = [
        PersonFactory(region=region, email=dice.choice(["", "vogel@nest.example"]))
        for _ in range(12)
    ]
    positions = []
    for _ in range(30):
        positions.append(
            PositionFactory(
                person=dice.choice(people),
                organisation=dice.choice([None, *(row.organisation for row in rows)]),
                level=dice.choice(Position.Level.values),
                acts_for=dice.choice([None, None, *positions]),
                verified_on=dice.choice([TODAY, date(2024, 1, 1)]),
                **period(dice),
            )
        )
    for position in dice.sample(positions, 12):
        MandateFactory(position=position, **period(dice))
    for position in dice.sample(positions, 6):
        RepresentationFactory(position=position, party=dice.choice(rows), **period(dice))
    for source, target in zip(dice.sample(rows, 5), dice.sample(rows, 5), strict=True):
        if source != target:
            OrganisationLink.objects.create(
                source=source.organisation, target=target.organisation, kind="werkt_voor", version=1
            )
    body = BodyFactory(region=region)
    for number in range(8):
        seat = SeatFactory(body=body, party=dice.choice(rows), title=f"zetel {number}")
        if dice.random() < 0.5:
            SeatHoldingFactory(seat=seat, position=dice.choice(positions), **period(dice))
    return rows


def told(some, day, own):
    return [item for item in some.missing(day) if item.party in own]


@pytest.mark.parametrize("day", DAYS)
def test_it_says_the_same_of_what_these_miss(region, parties, day):
    whole = Field(region)
    assert len(whole.missing(day)) > 10
    for some in (parties[:1], parties[2:5], parties):
        own = {row.ref for row in whole.parties if row.pk in {party.pk for party in some}}
        about = Field(region, about=[party.organisation_id for party in some])
        assert told(about, day, own) == told(whole, day, own)


def levels(region, party):
    found = Field(region, about=[party.organisation_id]).missing(TODAY)
    return [item.level for item in found if item.what == "niveau"]


def test_without_who_speaks_for_a_party_its_level_would_be_called_empty(region, monkeypatch):
    party = PartyFactory(organisation__region=region, organisation__kind="swv")
    elsewhere = PositionFactory(organisation__region=region, level="beleidsmatig")
    RepresentationFactory(position=elsewhere, party=party)
    assert levels(region, party) == ["bestuurlijk"]

    monkeypatch.setattr(field, "concerned", lambda about: Q(organisation__in=about))
    assert levels(region, party) == ["bestuurlijk", "beleidsmatig"]

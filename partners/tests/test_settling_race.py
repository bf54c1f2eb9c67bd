"""Several settle one college at the same moment: it happens once. The twin looks before it holds
the college."""

import threading
from collections import Counter
from datetime import date

import pytest
from django.db import DatabaseError, connection

from accounts.tests.factories import MembershipFactory
from oogo.tests.factories import ActionFactory
from partners import settling
from partners.models import Formation, Person, Position, SeatHolding, Sitting
from partners.tests.factories import (
    FormationFactory,
    PartyFactory,
    PositionFactory,
    SeatFactory,
    SeatHoldingFactory,
    SittingFactory,
)
from records.actions import StaleError
from regio.lib import clock

pytestmark = pytest.mark.django_db(transaction=True)
DAY, AT_ONCE = date(2026, 5, 28), 6


@pytest.fixture
def formation(region):
    """A wethouder with a seat stops; the successor is typed."""
    party = PartyFactory(organisation__region=region)
    formation = FormationFactory(
        appointed_on=DAY, election__region=region, organisation=party.organisation
    )
    position = PositionFactory(
        organisation=party.organisation, title="wethouder", level="bestuurlijk"
    )
    SeatHoldingFactory(position=position, seat=SeatFactory(party=party, body__region=region))
    SittingFactory(
        formation=formation, position=position, outcome="stopt", new_name="Bente Roodborst"
    )
    return formation


def settled_at_once(region, formation, settle):
    """Let several people settle it as each saw it; return what each was told."""
    people = [MembershipFactory(region=region, role="regisseur").user for _ in range(AT_ONCE)]
    with clock.standing_at(DAY):
        seen = settling.Settlement(
            Formation.objects.with_names().get(pk=formation.pk), people[0]
        ).fingerprint
    start, told = threading.Barrier(AT_ONCE), Counter()

    def act(by):
        start.wait()
        try:
            with clock.standing_at(DAY):
                _, passed = settle(formation, seen=seen, chosen={}, by=by)
            told["done" if passed is not None else "was done"] += 1
        except (settling.SettlementError, StaleError, DatabaseError) as error:
            told[type(error).__name__] += 1
        connection.close()

    threads = [threading.Thread(target=act, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_of_several_at_once_one_settles_it_and_the_others_find_it_done(region, formation):
    leaver = Position.objects.get()
    action = ActionFactory(
        region=region, owner_party=leaver.organisation.parties.get(), owner_position=leaver
    )

    told = settled_at_once(region, formation, settling.settle)

    assert told == {"done": 1, "was done": AT_ONCE - 1}
    new = Person.objects.get(name="Bente Roodborst")
    assert Position.objects.get(person=new).since == DAY
    assert SeatHolding.objects.filter(position__person=new).count() == 1
    assert Sitting.objects.get().settled_on == DAY
    action.refresh_from_db()
    assert action.owner_position.person == new


@pytest.fixture
def careless(monkeypatch):
    """Let everyone look how it stands before one of them holds the college."""
    everyone_looked, real = threading.Barrier(AT_ONCE), settling.Settlement
    seen_by = {}

    def settle(formation, *, by, **said):
        made = real(Formation.objects.with_names().get(pk=formation.pk), by)
        seen_by[by] = made
        assert made.lines
        everyone_looked.wait()
        return settling.settle(formation, by=by, **said)

    def as_seen(formation, user):
        return seen_by.get(user) or real(formation, user)

    monkeypatch.setattr(settling, "Settlement", as_seen)
    return settle


def test_twin_who_looks_before_holding_the_college_appoints_a_successor_twice(
    region, formation, careless
):
    told = settled_at_once(region, formation, careless)

    assert told["done"] > 1
    assert Person.objects.filter(name="Bente Roodborst").count() == told["done"]

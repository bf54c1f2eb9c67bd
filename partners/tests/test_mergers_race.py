"""Regisseurs carry out one herindeling at the same moment: it happens once, and whole. The twin
looks before it holds the region."""

import threading
from collections import Counter
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Region
from accounts.tests.factories import MembershipFactory
from oogo.tests.factories import ActionFactory
from partners.field import Field
from partners.mergers import plan as plans
from partners.mergers.events import Mergers
from partners.models import Organisation, Party, Position, Seat, Succession
from partners.reference.announce import Announcement, NewTown, announce
from partners.tests.factories import (
    MunicipalityFactory,
    OrganisationFactory,
    PartyFactory,
    PositionFactory,
    SeatFactory,
)
from records.actions import StaleError

pytestmark = pytest.mark.django_db(transaction=True)
ON, TODAY, AT_ONCE = date(2026, 1, 1), date(2026, 3, 3), 6


@pytest.fixture
def old(region):
    organisation = OrganisationFactory(region=region, municipality=MunicipalityFactory())
    party = PartyFactory(organisation=organisation)
    PositionFactory(organisation=organisation)
    SeatFactory(party=party, body__region=region)
    ActionFactory(region=region, owner_party=party)
    return party


@pytest.fixture
def heir(region):
    """A gemeente that is there already, for an old one to go into."""
    organisation = OrganisationFactory(region=region, municipality=MunicipalityFactory())
    return PartyFactory(organisation=organisation)


def into_new(old):
    new = NewTown("GM9100", "Nestgaarde", "Noord-Holland")
    town = old.organisation.municipality
    return announce(Announcement(ON, Succession.Kind.NEW, (town,), (), new, "Een wet"))[0]


def into_existing(old, heir):
    towns = [(party.organisation.municipality,) for party in (old, heir)]
    return announce(Announcement(ON, Succession.Kind.INTO, *towns, None, "Een wet"))[0]


def carried_out_at_once(region, row, carry_out=plans.carry_out):
    """Let several people carry it out as each saw it; return what each was told."""
    people = [MembershipFactory(region=region, role="regisseur").user for _ in range(AT_ONCE)]
    touching = Mergers(Field(region), people[0], TODAY).get(row.pk)
    passing = plans.prepare(touching, region, people[0])
    seen = plans.plan_of(passing).fingerprint
    start, told = threading.Barrier(AT_ONCE), Counter()

    def act(by):
        start.wait()
        try:
            carry_out(pk=row.pk, region=region, chosen=passing.choices, seen=seen, day=TODAY, by=by)
            told["done"] += 1
        except (plans.MergerError, StaleError, DatabaseError) as error:
            told[type(error).__name__] += 1
        connection.close()

    threads = [threading.Thread(target=act, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_of_several_at_once_one_carries_it_out_and_the_others_find_it_done(region, old):
    assert carried_out_at_once(region, into_new(old)) == {"done": 1, "MergerError": AT_ONCE - 1}

    old.refresh_from_db()
    new = Party.objects.get(since=ON)
    assert (old.until, list(old.successors.all())) == (ON, [new])
    assert Organisation.objects.filter(municipality__code="GM9100").count() == 1
    assert [model.objects.filter(since=ON).count() for model in (Position, Seat)] == [1, 1]


def test_a_gemeente_that_goes_into_another_at_once_leaves_its_seat_there_once(region, old, heir):
    row = into_existing(old, heir)
    assert carried_out_at_once(region, row) == {"done": 1, "MergerError": AT_ONCE - 1}
    assert Seat.objects.filter(party=heir).count() == 1


def careless_carry_out(*, pk, region, chosen, seen, day, by):
    """Carry it out as the real one does, but look how it stands before the region is held."""
    touching = Mergers(Field(region), by, day).get(pk)
    plan = plans.plan_of(plans.prepare(touching, region, by, chosen))
    everyone_looked.wait()
    if plan.fingerprint != seen:
        raise plans.MergerError
    with transaction.atomic():
        Region.objects.select_for_update().get(pk=region.pk)
        plans._write(plan, by)


everyone_looked = threading.Barrier(AT_ONCE)


def test_twin_who_looks_before_holding_the_region_passes_a_seat_on_twice(region, old, heir):
    told = carried_out_at_once(region, into_existing(old, heir), careless_carry_out)
    assert told["done"] > 1
    assert Seat.objects.filter(party=heir).count() == told["done"]

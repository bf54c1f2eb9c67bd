"""Regisseurs carry out one herindeling at the same moment: it happens once, and whole."""

import threading
from collections import Counter
from datetime import date

import pytest
from django.db import DatabaseError, connection

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


def carried_out_at_once(region, old):
    """Let several people carry it out as each saw it; return what each was told."""
    new = NewTown("GM9100", "Nestgaarde", "Noord-Holland")
    town = old.organisation.municipality
    row = announce(Announcement(ON, Succession.Kind.NEW, (town,), (), new, "Een wet"))[0]
    people = [MembershipFactory(region=region, role="regisseur").user for _ in range(AT_ONCE)]
    touching = Mergers(Field(region), people[0], TODAY).get(row.pk)
    passing = plans.prepare(touching, region, people[0])
    seen = plans.plan_of(passing).fingerprint
    start, told = threading.Barrier(AT_ONCE), Counter()

    def carry_out(by):
        start.wait()
        try:
            plans.carry_out(
                pk=row.pk, region=region, chosen=passing.choices, seen=seen, day=TODAY, by=by
            )
            told["done"] += 1
        except (plans.MergerError, StaleError, DatabaseError) as error:
            told[type(error).__name__] += 1
        connection.close()

    threads = [threading.Thread(target=carry_out, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_of_several_at_once_one_carries_it_out_and_the_others_find_it_done(region, old):
    assert carried_out_at_once(region, old) == {"done": 1, "MergerError": AT_ONCE - 1}

    old.refresh_from_db()
    new = Party.objects.get(since=ON)
    assert (old.until, list(old.successors.all())) == (ON, [new])
    assert Organisation.objects.filter(municipality__code="GM9100").count() == 1
    assert [model.objects.filter(since=ON).count() for model in (Position, Seat)] == [1, 1]

"""A herindeling whose day has come: who is told that it can be carried out, and only once."""

from datetime import date, time, timedelta

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.db import connection
from django.db.models import Prefetch
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory, RegionFactory
from oogo import reminding
from partners.models import ClosedDay, MergerPlan, Party, Succession
from partners.reference.announce import Announcement, NewTown, announce, withdraw
from partners.tests.factories import (
    MunicipalityFactory,
    OrganisationFactory,
    PartyFactory,
    PositionFactory,
    SeatFactory,
    SeatHoldingFactory,
)
from regio.lib import clock
from reminders import ledger
from reminders.models import Reminder
from reminders.tasks import send_waiting

Kind, State = Succession.Kind, Reminder.State
ON = date(2026, 7, 1)  # a Wednesday
NEST = NewTown("GM8100", "Nestgaarde", "Noord-Holland")

pytestmark = pytest.mark.django_db


@pytest.fixture
def director(region):
    return MembershipFactory(region=region, role="regisseur", user__email="vink@nest.example").user


@pytest.fixture
def plover(region):
    return party_of(region, "GM8001", "Plevier")


@pytest.fixture
def lark(region):
    return party_of(region, "GM8002", "Leeuwerik")


def party_of(region, code, name, **fields):
    town = MunicipalityFactory(code=code, name__name=name)
    return PartyFactory(
        organisation=OrganisationFactory(region=region, municipality=town, short_name=name),
        **fields,
    )


def told(kind, olds, heirs=(), new=NEST, on=ON):
    places = [[p.organisation.municipality for p in side] for side in (olds, heirs)]
    return announce(Announcement(on, kind, *map(tuple, places), new, "Wet van 1 april"))[0]


def tick(day, at="07:30"):
    call_command("reminders", now=f"{day}T{at}")


def readers():
    return sorted(address for message in outbox.outbox for address in message.to)


def states():
    rows = Reminder.objects.filter(rule=Reminder.Rule.MERGER).order_by("pk")
    return list(rows.values_list("reference_date", "state"))


def carried_out(*parties):
    Party.objects.filter(pk__in=[party.pk for party in parties]).update(until=ON)


def test_on_its_day_one_mail_tells_it_whatever_ticks_run_and_however_many_end(
    region, director, plover, lark
):
    row = told(Kind.NEW, [plover, lark])
    tick(ON, "07:29")
    assert outbox.outbox == []
    for days in (0, 0, 1, 7, 40, 200):
        tick(ON + timedelta(days=days))
    [message] = outbox.outbox
    assert message.to == ["vink@nest.example"]
    assert message.subject == "Herindeling: Leeuwerik en Plevier (Noord-Kennemerland)"
    said = [
        "Deze herindeling geldt vanaf woensdag 1 juli 2026.",
        "Kies wie wat overneemt, en voer haar door",
        "U voert haar door in de regio.",
        reverse("partners:merger_detail", args=[region.slug, row.pk]),
    ]
    assert [text for text in said if text not in message.body] == []
    assert states() == [(ON, State.SENT)]


def test_twin_if_each_party_told_it_two_would_be_told_of_one_herindeling(
    director, plover, lark, monkeypatch
):
    monkeypatch.setattr(reminding.mergers.Party.objects._queryset_class, "to_remind", every_party)
    told(Kind.NEW, [plover, lark])
    tick(ON)
    assert states() == [(ON, State.SENT)] * 2


def every_party(rows):
    rows = rows.ending().with_organisation()
    found = Membership.objects.select_related("user")
    return rows.prefetch_related(
        "organisation__municipality__successions__new__predecessions__old__names",
        Prefetch("organisation__region__memberships", found, to_attr="applying"),
    )


def test_each_who_may_carry_it_out_is_told_and_nobody_else(region, director, plover):
    MembershipFactory(region=region, role="regisseur", user__email="valk@nest.example")
    for role in ("beheerder", "beleidsmedewerker", "bestuurder", "lezer"):
        MembershipFactory(region=region, role=role)
    MembershipFactory(region=region, role="regisseur", until=ON)
    MembershipFactory(region=region, role="regisseur", user__is_active=False)
    MembershipFactory(role="regisseur")
    told(Kind.NEW, [plover])
    tick(ON)
    assert readers() == ["valk@nest.example", "vink@nest.example"]


def test_who_comes_to_direct_the_region_later_is_told_then(region, director, plover):
    told(Kind.NEW, [plover])
    tick(ON)
    MembershipFactory(region=region, role="regisseur", user__email="valk@nest.example")
    tick(ON + timedelta(days=20))
    assert readers() == ["valk@nest.example", "vink@nest.example"]


def test_who_was_told_is_not_told_again_when_another_party_stands_for_it(
    region, director, plover, lark
):
    told(Kind.NEW, [plover, lark])
    tick(ON)
    carried_out(plover)  # by hand, and not the other
    tick(ON + timedelta(days=1))
    assert len(outbox.outbox) == 1


def test_the_secretary_who_may_not_carry_it_out_is_not_told(region, plover):
    seat = SeatFactory(body__region=region, body__kind="oogo", kind="secretaris", party=None)
    position = PositionFactory(person__region=region, person__email="secretaris@nest.example")
    SeatHoldingFactory(seat=seat, position=position)
    told(Kind.NEW, [plover])
    tick(ON)
    assert outbox.outbox == []


def test_once_it_was_carried_out_nobody_is_told(region, director, plover, lark):
    told(Kind.NEW, [plover, lark])
    tick(ON - timedelta(days=3))
    assert states() == [(ON, State.PLANNED)]
    carried_out(plover, lark)
    tick(ON)
    assert (outbox.outbox, states()) == ([], [(ON, State.WITHHELD)])


@pytest.mark.parametrize("is_carried_out", [True, False])
def test_carried_out_between_queueing_and_sending_it_is_not_told(
    region, director, plover, is_carried_out
):
    told(Kind.NEW, [plover])
    with clock.standing_at(ON, time(7, 30)):
        reminding.plan(region, ON)
        assert ledger.gather(region, ON) == 1
        if is_carried_out:
            carried_out(plover)
        send_waiting()
    assert readers() == ([] if is_carried_out else ["vink@nest.example"])


def test_a_region_that_it_does_not_touch_is_not_told(region, director):
    elsewhere = RegionFactory()
    MembershipFactory(region=elsewhere, role="regisseur", user__email="elders@nest.example")
    told(Kind.NEW, [party_of(elsewhere, "GM8003", "Grutto")])
    party_of(region, "GM8004", "Wulp")
    tick(ON)
    assert readers() == ["elders@nest.example"]


def test_each_region_that_it_touches_is_told_of_its_own(region, director, plover):
    beside = RegionFactory(slug="ernaast")
    MembershipFactory(region=beside, role="regisseur", user__email="valk@nest.example")
    organisation = OrganisationFactory(
        region=beside, municipality=plover.organisation.municipality, short_name="Plevier"
    )
    PartyFactory(organisation=organisation)
    row = told(Kind.NEW, [plover])
    tick(ON)
    slugs = {"vink@nest.example": region.slug, "valk@nest.example": "ernaast"}
    for message in outbox.outbox:
        own = reverse("partners:merger_detail", args=[slugs.pop(message.to[0]), row.pk])
        assert own in message.body
    assert slugs == {}


def test_a_divided_gemeente_is_told_once_and_two_of_them_are_two(region, director, plover, lark):
    heirs = [party_of(region, "GM8003", "Grutto"), party_of(region, "GM8004", "Wulp")]
    for old in (plover, lark):
        told(Kind.SPLIT, [old], heirs, new=None)
    tick(ON)
    assert len(states()) == 2
    assert [m.subject for m in outbox.outbox] == ["2 herinneringen (Noord-Kennemerland)"]


def test_on_a_closed_day_it_is_told_the_working_day_after(region, director, plover):
    ClosedDay.objects.create(region=region, day=ON, reason="Nestdag")
    told(Kind.NEW, [plover])
    tick(ON)
    assert outbox.outbox == []
    tick(ON + timedelta(days=1))
    assert readers() == ["vink@nest.example"]


def test_what_is_announced_after_its_day_is_told_at_once_but_not_after_a_year(
    region, director, plover, lark
):
    told(Kind.RENAMED, [plover], on=date(2024, 1, 1), new=NewTown("GM8101", "Oud", "Utrecht"))
    told(Kind.NEW, [lark], on=date(2026, 1, 1))
    tick(ON)
    assert states() == [(date(2026, 1, 1), State.SENT)]


def test_an_announcement_that_is_withdrawn_is_not_told(region, director, plover):
    row = told(Kind.NEW, [plover])
    tick(ON - timedelta(days=3))
    withdraw(row)
    tick(ON)
    assert (outbox.outbox, states()) == ([], [(ON, State.WITHHELD)])


def test_where_the_choices_stand_ready_it_says_so(region, director, plover):
    row = told(Kind.NEW, [plover])
    MergerPlan.objects.create(region=region, succession=row, title="Nestgaarde", on=ON)
    tick(ON)
    assert "De keuzes staan klaar. Kijk na wat er gebeurt" in outbox.outbox[0].body


def test_without_regisseur_it_waits_for_somebody(region, plover):
    told(Kind.NEW, [plover])
    tick(ON)
    assert (outbox.outbox, states()) == ([], [])
    MembershipFactory(region=region, role="regisseur", user__email="valk@nest.example")
    tick(ON + timedelta(days=1))
    assert readers() == ["valk@nest.example"]


def test_the_forecast_shows_it_and_to_whom(client, region, sign_in, plover):
    told(Kind.NEW, [plover])
    with clock.standing_at(ON - timedelta(days=20)):
        user = sign_in("regisseur")
        tick(ON - timedelta(days=20))
        page = client.get(reverse("reminders:mail_list", args=[region.slug])).content.decode()
    assert "Herindeling: Plevier" in page
    assert f"aan {user.name}" in page


def test_ten_herindelingen_cost_the_planning_as_many_queries_as_one(region, director, plover):
    told(Kind.NEW, [plover])
    with CaptureQueriesContext(connection) as one:
        list(reminding.mergers.wanted(region, ON, frozenset()))
    for number in range(9):
        old = party_of(region, f"GM81{number}9", f"Mees {number}")
        told(Kind.NEW, [old], new=NewTown(f"GM82{number}0", f"Kool {number}", "Utrecht"))
    with CaptureQueriesContext(connection) as ten:
        assert len(list(reminding.mergers.wanted(region, ON, frozenset()))) == 10
    assert (len(ten), len(one)) == (len(one), 9)

"""Somebody leaves: what hangs on the function is listed, and goes over in one step."""

from datetime import date, datetime, time

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from agenda.models import Trekker
from agenda.tests.factories import ThemeFactory, TrekkerFactory
from checklist.tests.factories import RoundFactory, StepStateFactory
from oogo.tests.factories import ActionFactory, MeetingFactory, ParticipantFactory
from partners import leaving
from partners.models import SeatHolding
from partners.tests.factories import (
    BodyFactory,
    MandateFactory,
    OrganisationFactory,
    PortfolioFactory,
    PositionFactory,
    SeatFactory,
    SeatHoldingFactory,
)
from records.models import Change
from regio.lib import clock

LAST, AFTER = "2026-03-31", date(2026, 4, 1)
BEGINS, ENDS = time(13), time(15)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def leaver(party):
    return PositionFactory(organisation=party.organisation, title="wethouder", level="bestuurlijk")


@pytest.fixture
def successor(party):
    return PositionFactory(organisation=party.organisation, title="wethouder", level="bestuurlijk")


@pytest.fixture
def everything(region, party, leaver):
    """One of all that can hang on a function."""
    meeting = MeetingFactory(region=region, day=date(2026, 4, 16), starts_at=BEGINS, ends_at=ENDS)
    held = MeetingFactory(region=region, day=date(2026, 2, 1), starts_at=BEGINS, ends_at=ENDS)
    round = RoundFactory(region=region)
    return {
        "holding": SeatHoldingFactory(
            position=leaver, seat=SeatFactory(party=party, body__region=region)
        ),
        "trekker": TrekkerFactory(
            theme=ThemeFactory(region=region), position=leaver, granted_by="OOGO 2025"
        ),
        "deputy": TrekkerFactory(
            theme=ThemeFactory(region=region),
            position=PositionFactory(organisation=party.organisation),
            deputy=leaver,
        ),
        "step": StepStateFactory(round=round, owner=leaver),
        "action": ActionFactory(region=region, owner_party=party, owner_position=leaver),
        "invited": ParticipantFactory(meeting=meeting, position=leaver, party=party),
        "was_there": ParticipantFactory(meeting=held, position=leaver, party=party),
        "mandate": MandateFactory(position=leaver),
    }


def address(name, region, *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


def end(client, region, leaver, **form):
    url = address("position_end", region, leaver.pk)
    return client.post(url, {"version": leaver.version, "until": LAST} | form)


def said(page):
    return [str(message) for message in get_messages(page.wsgi_request)]


def errors(page):
    return {field: list(found) for field, found in page.context["form"].errors.items()}


def test_all_that_hangs_on_a_function_is_listed_with_what_becomes_of_it(
    client, region, sign_in, leaver, everything
):
    sign_in("regisseur")

    page = client.get(address("position_end", region, leaver.pk))

    assert [(one.kind, one.left) for one in page.context["goes_on"]] == [
        ("Actie", "zonder eigenaar"),
        ("Overleg", "niemand op deze plaats"),
        ("Plaatsvervangend trekker", "zonder plaatsvervanger"),
        ("Stap van de checklist", "zonder eigenaar"),
        ("Trekker", "zonder trekker"),
        ("Zetel", "wordt leeg"),
    ]
    assert page.context["ending"] == [everything["mandate"]]
    assert "een regisseur draagt dit over" not in page.content.decode()


def test_seats_of_several_parties_in_one_gremium_are_told_apart(
    client, region, sign_in, party, leaver
):
    sign_in("regisseur")
    body = BodyFactory(region=region, name="OOGO")
    for name in ("Plevier", "Leeuwerik"):
        seat = SeatFactory(body=body, title="lid", party__organisation__short_name=name)
        SeatHoldingFactory(seat=seat, position=leaver)

    page = client.get(address("position_end", region, leaver.pk))

    assert [one.text for one in page.context["goes_on"]] == [
        "lid, Plevier in OOGO",
        "lid, Leeuwerik in OOGO",
    ]


def test_a_seat_goes_over_for_as_long_as_it_was_held(client, region, sign_in, leaver, successor):
    sign_in("regisseur")
    ends, later = date(2026, 9, 1), date(2026, 6, 1)
    held = [
        SeatHoldingFactory(position=leaver, seat__party__organisation__region=region, **fields)
        for fields in ({"until": ends}, {"until": ends}, {})
    ]
    next_one = SeatHoldingFactory(
        seat=held[0].seat, since=ends, position__organisation__region=region
    )
    SeatHoldingFactory(seat=held[1].seat, since=later, position__organisation__region=region)

    page = end(client, region, leaver, successor=successor.pk)

    assert said(page)[0].endswith(f"2 zaken gingen over naar {successor.person}.")
    taken = SeatHolding.objects.filter(position=successor).order_by("pk")
    assert [(row.seat, row.since, row.until) for row in taken] == [
        (held[0].seat, AFTER, ends),
        (held[2].seat, AFTER, None),
    ]
    assert held[0].seat.holder_on(ends) == next_one.position


def test_the_planned_end_of_who_leaves_does_not_end_the_seat_of_the_successor(
    client, region, sign_in, leaver, successor
):
    sign_in("regisseur")
    planned, sooner, later = date(2030, 4, 1), date(2029, 1, 1), date(2031, 1, 1)
    leaver.until = planned
    leaver.save()
    ends = (planned, sooner, planned, planned)
    held = [
        SeatHoldingFactory(position=leaver, seat__party__organisation__region=region, until=day)
        for day in ends
    ]
    for row, since in ((held[2], later), (held[3], sooner)):
        SeatHoldingFactory(seat=row.seat, since=since, position__organisation__region=region)

    end(client, region, leaver, successor=successor.pk)

    taken = SeatHolding.objects.filter(position=successor).order_by("pk")
    assert [(row.seat, row.until) for row in taken] == [
        (held[0].seat, None),
        (held[1].seat, sooner),
        (held[2].seat, later),
    ]


def test_a_seat_ends_when_it_was_planned_where_the_same_person_goes_on(
    client, region, sign_in, leaver, successor
):
    sign_in("regisseur")
    leaver.until = planned = date(2030, 4, 1)
    leaver.save()
    successor.person = leaver.person
    successor.save()
    SeatHoldingFactory(position=leaver, seat__party__organisation__region=region, until=planned)

    end(client, region, leaver, successor=successor.pk)

    assert SeatHolding.objects.get(position=successor).until == planned


def test_the_seat_and_the_function_of_the_successor_end_what_goes_over(
    client, region, sign_in, leaver, successor
):
    sign_in("regisseur")
    ends = date(2028, 1, 1)
    leaver.until, successor.until = ends, date(2029, 1, 1)
    leaver.save()
    successor.save()
    for day in (ends, None):
        seat = SeatFactory(party__organisation__region=region, until=day)
        SeatHoldingFactory(position=leaver, seat=seat, until=ends)

    end(client, region, leaver, successor=successor.pk)

    taken = SeatHolding.objects.filter(position=successor).order_by("pk")
    assert [row.until for row in taken] == [ends, successor.until]


def test_the_successor_gets_all_of_it_from_the_day_after_in_one_step(
    client, region, sign_in, party, leaver, successor, everything
):
    user = sign_in("regisseur")

    page = end(client, region, leaver, successor=successor.pk)

    assert said(page) == [
        f"De functie wethouder loopt t/m 31-03-2026. 6 zaken gingen over naar {successor.person}."
    ]
    for row in [leaver, *everything.values()]:
        row.refresh_from_db()
    assert (leaver.until, everything["mandate"].until) == (AFTER, AFTER)
    assert everything["holding"].until == AFTER
    taken = SeatHolding.objects.get(position=successor)
    assert (taken.seat, taken.since, taken.until) == (everything["holding"].seat, AFTER, None)
    leads = Trekker.objects.get(position=successor)
    assert (leads.theme, leads.since) == (everything["trekker"].theme, AFTER)
    assert (leads.granted_by, leads.is_reserved) == ("OOGO 2025", True)
    assert everything["trekker"].until == AFTER
    assert everything["deputy"].deputy == successor
    assert everything["step"].owner == successor
    assert everything["action"].owner_position == successor
    assert everything["invited"].is_withdrawn
    invited = everything["invited"].meeting.participants.get(is_withdrawn=False)
    assert (invited.position, invited.party) == (successor, party)
    assert not everything["was_there"].is_withdrawn
    assert set(Change.objects.values_list("by", flat=True)) == {user.pk}


def test_sent_twice_it_goes_over_once(client, region, sign_in, leaver, successor, everything):
    sign_in("regisseur")
    end(client, region, leaver, successor=successor.pk)
    before = Change.objects.count()

    page = end(client, region, leaver, successor=successor.pk)

    assert said(page)[-1].endswith(f"Er ging niets over naar {successor.person}.")
    assert Change.objects.count() == before
    assert SeatHolding.objects.count() == 2


def test_without_successor_it_stays_and_the_seat_is_vacant(
    client, region, sign_in, leaver, everything
):
    sign_in("regisseur")

    page = end(client, region, leaver)

    assert said(page) == ["De functie wethouder loopt t/m 31-03-2026."]
    everything["action"].refresh_from_db()
    assert everything["action"].owner_position == leaver
    assert everything["holding"].seat.holder_on(AFTER) is None


def test_who_may_not_direct_meetings_leaves_actions_and_invitations_to_who_may(
    client, region, sign_in, leaver, successor, everything
):
    sign_in("beleidsmedewerker")
    page = client.get(address("position_end", region, leaver.pk))
    others = [one.kind for one in page.context["goes_on"] if not one.may_pass]
    assert others == ["Actie", "Overleg"]
    assert page.content.decode().count("een regisseur draagt dit over") == 2

    end(client, region, leaver, successor=successor.pk)

    for name in ("action", "invited", "step", "holding"):
        everything[name].refresh_from_db()
    assert everything["action"].owner_position == leaver
    assert not everything["invited"].is_withdrawn
    assert everything["step"].owner == successor
    assert everything["holding"].until == AFTER


def test_an_action_of_a_party_does_not_go_to_another_party(
    client, region, sign_in, leaver, everything
):
    sign_in("regisseur")
    elsewhere = PositionFactory(organisation=OrganisationFactory(region=region))

    end(client, region, leaver, successor=elsewhere.pk)

    everything["action"].refresh_from_db()
    assert everything["action"].owner_position == leaver


def test_who_is_invited_already_is_not_invited_twice(
    client, region, sign_in, leaver, successor, everything
):
    sign_in("regisseur")
    meeting = everything["invited"].meeting
    ParticipantFactory(meeting=meeting, position=successor, is_withdrawn=True)

    end(client, region, leaver, successor=successor.pk)

    invited = meeting.participants.get(is_withdrawn=False)
    assert (invited.position, invited.party) == (successor, everything["invited"].party)


@pytest.mark.parametrize(
    ("title", "portfolio", "proposed"),
    [("wethouder", "", True), ("burgemeester", "jeugd", True), ("burgemeester", "", False)],
)
def test_a_colleague_in_the_same_function_or_portefeuille_is_proposed(
    client, region, sign_in, leaver, title, portfolio, proposed
):
    sign_in("regisseur")
    jeugd = PortfolioFactory(region=region, name="jeugd")
    leaver.portfolios.set([jeugd])
    other = PositionFactory(organisation=leaver.organisation, title=title, level="bestuurlijk")
    other.portfolios.set([jeugd] if portfolio else [])
    PositionFactory(organisation=leaver.organisation, title="wethouder", level="uitvoerend")
    PositionFactory(
        organisation=leaver.organisation,
        title="wethouder",
        level="bestuurlijk",
        until=date(2026, 1, 1),
    )

    page = client.get(address("position_end", region, leaver.pk))

    assert page.context["form"]["successor"].value() == (other.pk if proposed else None)


def test_a_successor_holds_the_function_on_that_day(client, region, sign_in, leaver, party):
    sign_in("regisseur")
    late = PositionFactory(organisation=party.organisation, since=date(2026, 5, 1))

    assert errors(end(client, region, leaver, successor=late.pk)) == {
        "successor": [f"De functie van {late.person} geldt niet op 01-04-2026."]
    }
    assert "successor" in errors(end(client, region, leaver, successor=leaver.pk))
    leaver.refresh_from_db()
    assert leaver.until is None


def test_half_a_handover_is_none(
    client, region, sign_in, leaver, successor, everything, monkeypatch
):
    user = sign_in("regisseur")
    monkeypatch.setattr("partners.leaving.records.create", _break)

    with pytest.raises(ZeroDivisionError):
        leaving.leave(leaver, version=1, until=AFTER, successor=successor, by=user)

    leaver.refresh_from_db()
    everything["action"].refresh_from_db()
    assert (leaver.until, everything["action"].owner_position) == (None, leaver)


def _break(row, *, by):
    raise ZeroDivisionError

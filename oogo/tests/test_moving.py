"""Moving and cancelling a meeting, and planning it again."""

from datetime import date, datetime, time

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.models import Membership
from oogo.actions import cycles as actions
from oogo.models import AgendaItem, Meeting, Participant
from oogo.tests.factories import (
    AgendaItemFactory,
    CycleFactory,
    MeetingFactory,
    MilestoneFactory,
    ParticipantFactory,
)
from partners.models import ClosedDay
from partners.tests.factories import BodyFactory, SeatHoldingFactory
from records.actions import StaleError
from records.models import Change
from regio.lib import clock

Role = Membership.Role
OOGO, WEEK_LATER = date(2026, 4, 16), date(2026, 4, 23)


@pytest.fixture(autouse=True)
def third_of_march(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def address(region):
    return lambda name, *args: reverse(f"oogo:{name}", args=[region.slug, *args])


@pytest.fixture
def director(sign_in):
    return sign_in(Role.DIRECTOR)


@pytest.fixture
def cycle(region):
    body = BodyFactory(region=region, kind="oogo", is_open=True)
    return CycleFactory(region=region, meeting__body=body, meeting__day=OOGO, meeting__number=1003)


@pytest.fixture
def milestones(cycle):
    """What is done, set by hand, statutory, and counted: before, close by, after."""
    return {
        "klaar": MilestoneFactory(
            cycle=cycle,
            rule="weken",
            offset=-11,
            due_on=date(2026, 1, 29),
            done_on=date(2026, 1, 29),
        ),
        "hand": MilestoneFactory(cycle=cycle, rule="hand", due_on=date(2026, 3, 27)),
        "wet": MilestoneFactory(
            cycle=cycle, rule="wettelijk", article="18a", due_on=date(2026, 4, 30)
        ),
        "stukken": MilestoneFactory(
            cycle=cycle, rule="weken", offset=-2, due_on=date(2026, 4, 2), title="Stukken"
        ),
        "reacties": MilestoneFactory(
            cycle=cycle, rule="werkdagen", offset=-32, due_on=date(2026, 2, 27)
        ),
        "lijst": MilestoneFactory(
            cycle=cycle, rule="werkdagen", offset=3, due_on=date(2026, 4, 21), title="Lijst"
        ),
        "ingetrokken": MilestoneFactory(
            cycle=cycle, rule="weken", offset=-1, due_on=date(2026, 4, 9), is_withdrawn=True
        ),
    }


def days(milestones):
    for milestone in milestones.values():
        milestone.refresh_from_db()
    return {name: milestone.due_on for name, milestone in milestones.items()}


def move_form(day="2026-04-23", **changes):
    form = {"day": day, "starts_at": "13:30", "ends_at": "15:30", "place": "Stadhuis"}
    return form | {"version": 1} | changes


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


WAS = {
    "klaar": date(2026, 1, 29),
    "hand": date(2026, 3, 27),
    "wet": date(2026, 4, 30),
    "stukken": date(2026, 4, 2),
    "reacties": date(2026, 2, 27),
    "lijst": date(2026, 4, 21),
    "ingetrokken": date(2026, 4, 9),
}
WEEK_LATER_DAYS = WAS | {
    "stukken": date(2026, 4, 9),
    "reacties": date(2026, 3, 6),
    "lijst": date(2026, 4, 29),
}


def test_the_first_send_shows_old_and_new_and_writes_nothing(
    client, director, cycle, milestones, address
):
    page = client.post(address("meeting_move", 1003), move_form())
    lines = {line.milestone.pk: line for line in page.context["shifts"]}
    stukken = lines[milestones["stukken"].pk].shift
    assert (stukken.was, stukken.becomes) == (date(2026, 4, 2), date(2026, 4, 9))
    stays = {name: lines[milestones[name].pk].shift for name in ("klaar", "hand", "wet")}
    assert {name: shift.stays_because for name, shift in stays.items()} == {
        "klaar": "is al gereed",
        "hand": "is met de hand gezet",
        "wet": "wettelijke datum",
    }
    assert milestones["ingetrokken"].pk not in lines
    assert page.context["moving"] == 3
    assert days(milestones) == WAS
    cycle.meeting.refresh_from_db()
    assert cycle.meeting.day == OOGO


def test_the_second_send_moves_the_meeting_and_what_is_counted_from_it(
    client, director, cycle, milestones, address
):
    page = client.post(address("meeting_move", 1003), move_form())
    seen = page.context["form"].data["seen"]
    answer = client.post(address("meeting_move", 1003), move_form(seen=seen, place="Raadzaal"))
    assert answer.url == address("cycle_detail", cycle.pk)
    assert said(answer) == ["Het overleg is op do 23 april 2026."]
    cycle.meeting.refresh_from_db()
    assert (cycle.meeting.day, cycle.meeting.place) == (WEEK_LATER, "Raadzaal")
    assert days(milestones) == WEEK_LATER_DAYS
    moved = Change.objects.filter(model="oogo.milestone", field="due_on", by=director)
    assert moved.count() == 3


def test_until_it_is_moved_the_trail_names_the_day_as_it_stands(client, director, region, address):
    MeetingFactory(region=region, body__region=region, number=7, day=OOGO)
    page = client.post(address("meeting_move", 7), move_form())
    assert "16-04-2026" in page.context["crumbs"][-1][0]


@pytest.fixture
def answers(cycle):
    """Who comes, who does not, and who did not say yet."""
    return [
        ParticipantFactory(meeting=cycle.meeting, reply=r) for r in ("komt", "komt_niet", "open")
    ]


def test_who_answered_for_the_old_day_is_asked_again(client, director, cycle, address, answers):
    page = client.post(address("meeting_move", 1003), move_form()).content.decode()
    assert "2 antwoorden golden voor de oude dag en vervallen" in page
    assert replies(cycle) == ["komt", "komt_niet", "open"]
    client.post(address("meeting_move", 1003), move_form(seen="2026-04-23"))
    assert replies(cycle) == ["open", "open", "open"]
    assert Change.objects.filter(model="oogo.participant", field="reply", by=director).count() == 2


def test_another_time_on_the_same_day_leaves_the_answers(client, director, cycle, address, answers):
    client.post(address("meeting_move", 1003), move_form("2026-04-16", ends_at="16:00"))
    assert replies(cycle) == ["komt", "komt_niet", "open"]


def replies(cycle):
    return list(cycle.meeting.participants.order_by("pk").values_list("reply", flat=True))


def test_moving_there_and_back_leaves_every_day_as_it_was(director, cycle, milestones):
    meeting = cycle.meeting
    for day in (WEEK_LATER, OOGO):
        meeting = actions.move_meeting(meeting, version=meeting.version, by=director, day=day)
    assert days(milestones) == WAS


def test_another_day_than_was_shown_is_shown_first(client, director, cycle, milestones, address):
    page = client.post(address("meeting_move", 1003), move_form("2026-05-07", seen="2026-04-23"))
    assert page.context["form"].data["seen"] == "2026-05-07"
    assert days(milestones) == WAS


def test_another_time_on_the_same_day_is_stored_at_once(
    client, director, cycle, milestones, address
):
    client.post(address("meeting_move", 1003), move_form("2026-04-16", ends_at="16:00"))
    cycle.meeting.refresh_from_db()
    assert cycle.meeting.ends_at == time(16)
    assert days(milestones) == WAS


def test_the_preview_warns_of_what_is_past_then_and_of_school_holidays(
    client, director, cycle, milestones, address
):
    page = client.post(address("meeting_move", 1003), move_form("2026-03-12"))
    past = [line.milestone for line in page.context["shifts"] if line.is_past]
    assert set(past) == {milestones["stukken"], milestones["reacties"]}
    page = client.post(address("meeting_move", 1003), move_form("2026-04-28"))
    assert page.context["warnings"] == ["Deze dag valt in de meivakantie van regio Noord."]
    held = {line.milestone: line.holiday.name for line in page.context["shifts"] if line.holiday}
    assert held == {milestones["lijst"]: "Meivakantie"}
    assert "meivakantie van regio Noord" in page.content.decode()


@pytest.mark.parametrize(
    ("day", "warning"),
    [
        ("2026-05-14", "Hemelvaartsdag"),
        ("2026-05-15", "Brugdag"),
        ("2026-05-16", "zaterdag"),
        ("2026-05-18", ""),
    ],
)
def test_the_preview_warns_of_a_day_on_which_nobody_works(
    client, director, region, cycle, address, day, warning
):
    ClosedDay.objects.create(region=region, day=date(2026, 5, 15), reason="Brugdag", version=1)
    page = client.post(address("meeting_move", 1003), move_form(day))
    assert page.context["warnings"] == ([f"Dit is geen werkdag: {warning}."] if warning else [])


def test_the_preview_names_what_comes_to_lie_on_the_other_side_of_the_meeting(
    client, director, cycle, milestones, address
):
    page = client.post(address("meeting_move", 1003), move_form("2026-05-07"))
    crossed = {line.milestone: line.crosses for line in page.context["shifts"] if line.crosses}
    assert crossed == {milestones["wet"]: "valt dan vóór het overleg"}
    page = client.post(address("meeting_move", 1003), move_form("2026-03-19"))
    crossed = {line.milestone: line.crosses for line in page.context["shifts"] if line.crosses}
    assert crossed == {milestones["hand"]: "valt dan na het overleg"}


def test_days_that_the_region_closes_are_skipped(director, region, cycle, milestones):
    ClosedDay.objects.create(region=region, day=date(2026, 4, 9), reason="Brugdag", version=1)
    actions.move_meeting(cycle.meeting, version=1, by=director, day=WEEK_LATER)
    assert days(milestones)["stukken"] == date(2026, 4, 8)


def test_who_moves_what_another_moved_meanwhile_sees_it_and_nothing_moves(
    client, director, cycle, milestones, address
):
    actions.move_meeting(cycle.meeting, version=1, by=director, day=WEEK_LATER)
    page = client.post(address("meeting_move", 1003), move_form("2026-05-07", seen="2026-05-07"))
    assert "23-04-2026" in page.context["form"].errors["day"][0]
    assert days(milestones) == WEEK_LATER_DAYS


def test_a_meeting_without_cycle_moves_and_is_cancelled_as_well(client, director, region, address):
    meeting = MeetingFactory(region=region)
    form = move_form(seen="2026-04-23")
    answer = client.post(address("meeting_move", meeting.number), form)
    assert answer.url == meeting.get_absolute_url()
    meeting.refresh_from_db()
    assert (meeting.day, meeting.version) == (WEEK_LATER, 2)
    form = {"cancel_reason": "Ziekte.", "version": 2}
    answer = client.post(address("meeting_cancel", meeting.number), form)
    assert answer.url == meeting.get_absolute_url()
    meeting.refresh_from_db()
    assert (meeting.status, meeting.cancel_reason) == ("geannuleerd", "Ziekte.")


@pytest.mark.parametrize(
    ("status", "text"),
    [
        ("gehouden", "Dit overleg is gehouden: het blijft staan zoals het was."),
        ("geannuleerd", "Dit overleg is al geannuleerd."),
    ],
)
@pytest.mark.parametrize("name", ["meeting_move", "meeting_cancel"])
def test_what_was_held_or_cancelled_stays(client, director, cycle, address, name, status, text):
    Meeting.objects.update(status=status, cancel_reason="Ziekte.")
    answer = client.post(address(name, 1003), move_form(cancel_reason="Nogmaals."))
    assert said(answer) == [text]
    cycle.meeting.refresh_from_db()
    assert (cycle.meeting.day, cycle.meeting.cancel_reason) == (OOGO, "Ziekte.")


# --- cancelling


def test_cancelling_says_why_and_sends_the_items_to_the_backlog(client, director, cycle, address):
    meeting = cycle.meeting
    waiting = AgendaItemFactory(meeting=meeting, number="3")
    late = AgendaItemFactory(meeting=meeting, status="aangehouden")
    treated = AgendaItemFactory(meeting=meeting, status="behandeld", number="1")
    withdrawn = AgendaItemFactory(meeting=meeting, status="ingetrokken", number="2")
    page = client.get(address("meeting_cancel", 1003))
    assert "2 agendapunten gaan terug naar de voorraad van het gremium." in page.content.decode()
    back = address("cycle_detail", cycle.pk)
    assert page.context["crumbs"][1:] == [(str(cycle), back)]
    assert f'href="{back}">Overleg laten doorgaan</a>' in page.content.decode()
    answer = client.post(
        address("meeting_cancel", 1003), {"cancel_reason": "Te weinig deelnemers.", "version": 1}
    )
    assert answer.url == address("cycle_detail", cycle.pk)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.cancel_reason) == ("geannuleerd", "Te weinig deelnemers.")
    parked = AgendaItem.objects.parked().filter(body=meeting.body).order_by("pk")
    assert [(i.pk, i.number, i.status) for i in parked] == [
        (waiting.pk, "", "voorgesteld"),
        (late.pk, "", "voorgesteld"),
    ]
    kept = AgendaItem.objects.filter(meeting=meeting).order_by("pk")
    assert [item.pk for item in kept] == [treated.pk, withdrawn.pk]


def test_cancelling_without_a_reason_is_refused_at_the_field(client, director, cycle, address):
    page = client.post(address("meeting_cancel", 1003), {"cancel_reason": " ", "version": 1})
    assert list(page.context["form"].errors) == ["cancel_reason"]
    cycle.meeting.refresh_from_db()
    assert cycle.meeting.status == "gepland"


def test_cancelling_what_another_cancelled_with_another_reason_writes_nothing(director, cycle):
    item = AgendaItemFactory(meeting=cycle.meeting)
    Meeting.objects.filter(pk=cycle.meeting.pk).update(version=2, cancel_reason="Ziekte.")
    Change.objects.create(
        region=cycle.region,
        model="oogo.meeting",
        object_id=cycle.meeting.pk,
        object_label="x",
        version=2,
        field="cancel_reason",
        new="Ziekte.",
        by=director,
    )
    with pytest.raises(StaleError):
        actions.cancel_meeting(cycle.meeting, version=1, by=director, reason="Anders.")
    item.refresh_from_db()
    assert item.meeting == cycle.meeting


# --- planning again


def test_a_cancelled_cycle_gets_a_new_meeting_with_its_milestones_around_it(
    client, director, region, cycle, milestones, address
):
    holder = SeatHoldingFactory(seat__body=cycle.meeting.body, position__person__region=region)
    Meeting.objects.update(status="geannuleerd", cancel_reason="Ziekte.")
    page = client.post(address("cycle_replan", cycle.pk), move_form())
    assert Meeting.objects.count() == 1
    seen = page.context["form"].data["seen"]
    client.post(address("cycle_replan", cycle.pk), move_form(seen=seen))
    cycle.refresh_from_db()
    new = cycle.meeting
    assert (new.number, new.day, new.status) == (1004, WEEK_LATER, "gepland")
    assert [p.position for p in Participant.objects.filter(meeting=new)] == [holder.position]
    assert days(milestones) == WEEK_LATER_DAYS


def test_a_cycle_whose_meeting_goes_on_is_not_planned_again(client, director, cycle, address):
    answer = client.post(address("cycle_replan", cycle.pk), move_form(seen="2026-04-23"))
    assert said(answer) == [
        "Het overleg van deze cyclus staat nog gepland: verplaats het.",
    ]
    assert Meeting.objects.count() == 1


def test_a_meeting_of_which_the_minutes_are_adopted_stays_where_it_was(client, director, address):
    meeting = MeetingFactory(
        region=director.memberships.get().region,
        day=date(2026, 2, 3),
        minutes_adopted_on="2026-02-20",
    )
    answer = client.get(address("meeting_move", meeting.number))
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "Dit overleg is gehouden: het blijft staan zoals het was."
    ]

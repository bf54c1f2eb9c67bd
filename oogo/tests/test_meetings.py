from datetime import date, time

import pytest

from oogo.models import Meeting, Participant
from oogo.tests.factories import CycleFactory, MeetingFactory, ParticipantFactory
from partners.models import ClosedDay
from partners.tests.factories import BodyFactory, PartyFactory, SeatFactory, SeatHoldingFactory
from records.models import Change

pytestmark = pytest.mark.usefixtures("third_of_march")
DAY = date(2026, 4, 16)


@pytest.fixture
def body(region):
    return BodyFactory(region=region, kind="oogo", name="OOGO", is_open=True)


def filled(of, **changes):
    return {
        "body": of.pk,
        "day": "2026-04-16",
        "starts_at": "13:30",
        "ends_at": "15:30",
        "place": "Stadhuis",
    } | changes


# --- planning


def test_a_meeting_gets_the_next_number_of_its_region(client, region, sign_in, address, body):
    user = sign_in("regisseur")
    MeetingFactory(region=region, number=4)
    MeetingFactory(number=9)

    page = client.post(address("meeting_create"), filled(body))

    meeting = Meeting.objects.get(body=body)
    assert page.url == address("meeting_detail", 5)
    assert (meeting.number, meeting.region, meeting.day, meeting.starts_at, meeting.place) == (
        5,
        region,
        DAY,
        time(13, 30),
        "Stadhuis",
    )
    assert set(Change.objects.of(meeting).values_list("field", "by")) >= {
        ("day", user.pk),
        ("place", user.pk),
    }


@pytest.mark.parametrize(
    ("day", "warning"),
    [
        ("2026-05-14", "Dit is geen werkdag: Hemelvaartsdag."),
        ("2026-05-15", "Dit is geen werkdag: Brugdag."),
        ("2026-05-16", "Dit is geen werkdag: zaterdag."),
        ("2026-04-28", "Deze dag valt in de meivakantie van regio Noord."),
        ("2026-03-02", "Deze dag is al voorbij."),
    ],
)
def test_planning_warns_of_the_day_once_and_then_plans(
    client, region, sign_in, address, body, day, warning
):
    sign_in("regisseur")
    ClosedDay.objects.create(region=region, day=date(2026, 5, 15), reason="Brugdag", version=1)
    page = client.post(address("meeting_create"), filled(body, day=day))
    assert page.context["warnings"] == [warning]
    assert page.context["form"]["place"].value() == "Stadhuis"
    assert Meeting.objects.count() == 0

    client.post(address("meeting_create"), filled(body, day=day, seen="2026-04-01"))
    assert Meeting.objects.count() == 0
    seen = page.context["form"]["seen"].value()
    client.post(address("meeting_create"), filled(body, day=day, seen=seen))
    assert Meeting.objects.get().day.isoformat() == day


def test_a_day_in_the_holidays_of_another_school_region_is_no_warning(
    client, region, sign_in, address, body
):
    sign_in("regisseur")
    region.school_region = "zuid"
    region.save()
    page = client.post(address("meeting_create"), filled(body, day="2026-02-24"))
    assert page.context["warnings"] == ["Deze dag is al voorbij."]
    region.school_region = "noord"
    region.save()
    page = client.post(address("meeting_create"), filled(body, day="2026-02-24"))
    assert page.context["warnings"] == [
        "Deze dag is al voorbij.",
        "Deze dag valt in de voorjaarsvakantie van regio Noord.",
    ]


def test_who_holds_a_seat_on_the_day_is_invited(client, region, sign_in, address, body, said):
    sign_in("regisseur")
    party = PartyFactory(organisation__region=region)
    member = SeatHoldingFactory(seat=SeatFactory(body=body, party=party))
    outer = SeatHoldingFactory(seat=SeatFactory(body=body, membership="buitenschil"))
    agenda = SeatHoldingFactory(seat=SeatFactory(body=body, membership="agendalid"))
    SeatHoldingFactory(seat__body=body, until=DAY)
    SeatHoldingFactory(seat__body=body, since=date(2026, 4, 17))
    SeatHoldingFactory(seat__body=body, seat__until=DAY)
    SeatHoldingFactory()
    SeatHoldingFactory(seat__body=body, position=member.position)
    SeatFactory(body=body)

    page = client.post(address("meeting_create"), filled(body))

    found = Participant.objects.filter(meeting__body=body).order_by("pk")
    assert [(p.position, p.seat, p.party, p.part) for p in found] == [
        (member.position, member.seat, party, "lid"),
        (outer.position, outer.seat, outer.seat.party, "toehoorder"),
        (agenda.position, agenda.seat, agenda.seat.party, "agendalid"),
    ]
    assert said(page) == [
        "Het overleg is gepland; 3 deelnemers zijn uitgenodigd. Zet er nu punten op."
    ]


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"starts_at": ""}, "starts_at", "Vul een tijd in, zoals 13:30."),
        ({"starts_at": "25:00"}, "starts_at", "Vul een tijd in, zoals 13:30."),
        ({"ends_at": "13:30"}, "ends_at", "Het overleg eindigt vóór het begint."),
        ({"day": "10000-01-01"}, "day", "Vul een datum in: dag, maand en jaar."),
        ({"day": "2500-01-01"}, "day", "Kies een datum tussen 1900 en 2200."),
        ({"day": "2024-12-31"}, "body", "Dit gremium bestaat niet op de dag van het overleg."),
        ({"body": "9" * 30}, "body", "Deze keuze is er niet of niet meer. Kies opnieuw."),
        ({"place": "x" * 161}, "place", "Gebruik ten hoogste 160 tekens; het zijn er nu 161."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    client, sign_in, address, body, errors, changes, field, message
):
    sign_in("regisseur")
    body.since = date(2025, 1, 1)
    body.save()
    page = client.post(address("meeting_create"), filled(body, **changes))
    assert errors(page) == {field: [message]}
    assert Meeting.objects.count() == 0


def test_a_body_of_another_region_is_no_choice(client, sign_in, address, errors):
    sign_in("regisseur")
    page = client.post(address("meeting_create"), filled(BodyFactory()))
    assert errors(page) == {"body": ["Deze keuze is er niet of niet meer. Kies opnieuw."]}


# --- changing


def test_time_and_place_can_be_changed_and_the_audit_tells(client, region, sign_in, address):
    sign_in("regisseur")
    meeting = CycleFactory(region=region).meeting
    sent = {"version": 1, "starts_at": "14.00", "ends_at": "16:00", "place": "Raadzaal"}

    page = client.post(address("meeting_edit", meeting.number), sent | {"day": "2026-05-01"})

    assert page.url == meeting.get_absolute_url()
    meeting.refresh_from_db()
    assert (meeting.day, meeting.starts_at, meeting.ends_at, meeting.place) == (
        DAY,
        time(14),
        time(16),
        "Raadzaal",
    )
    changes = Change.objects.of(meeting).order_by("field").values_list("field", "old", "new")
    assert list(changes) == [
        ("ends_at", "15:30:00", "16:00:00"),
        ("place", "Stadhuis", "Raadzaal"),
        ("starts_at", "13:30:00", "14:00:00"),
    ]


def test_a_conflict_shows_the_time_of_the_other(client, region, sign_in, address, errors):
    user = sign_in("regisseur")
    meeting = CycleFactory(region=region).meeting
    place = address("meeting_edit", meeting.number)
    sent = {"version": 1, "ends_at": "15:30", "place": "Stadhuis"}
    client.post(place, sent | {"starts_at": "14:00"})
    page = client.post(place, sent | {"starts_at": "14:30"})
    assert errors(page)["starts_at"][0].startswith(f"{user} veranderde dit om 12.00 uur")
    assert "“14:00”" in errors(page)["starts_at"][0]


# --- the list


def test_the_list_shows_what_comes_and_on_request_all(client, region, sign_in, address):
    sign_in("lezer")
    past = MeetingFactory(region=region, day=date(2026, 3, 2))
    today = MeetingFactory(region=region, day=date(2026, 3, 3))
    later = MeetingFactory(region=region, day=DAY)
    MeetingFactory(region=region, body__is_open=False)
    MeetingFactory()
    shown = client.get(address("meeting_list")).context["meetings"]
    assert list(shown) == [today, later]
    everything = client.get(address("meeting_list"), {"eerder": "on"}).context["meetings"]
    assert list(everything) == [later, today, past]
    one = client.get(address("meeting_list"), {"gremium": later.body.pk}).context["meetings"]
    assert list(one) == [later]


def test_an_empty_list_teaches(client, sign_in, address):
    sign_in("regisseur")
    assert (
        "Plan een overleg van een gremium." in client.get(address("meeting_list")).content.decode()
    )


def test_the_list_takes_as_many_queries_for_one_meeting_as_for_thirty(
    client, region, sign_in, address, django_assert_max_num_queries
):
    sign_in("regisseur")
    MeetingFactory(region=region)
    with django_assert_max_num_queries(15) as first:
        client.get(address("meeting_list"))
    for _ in range(29):
        ParticipantFactory(meeting=MeetingFactory(region=region))
    with django_assert_max_num_queries(len(first)):
        page = client.get(address("meeting_list"))
    assert len(page.context["meetings"]) == 30

"""Who is invited follows who holds a seat on the day of a meeting, also after it moved."""

from datetime import date, datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.models import Membership
from oogo.actions import attendance as actions
from oogo.models import Participant
from oogo.tests.factories import MeetingFactory, ParticipantFactory
from partners.tests.factories import (
    FormationFactory,
    PartyFactory,
    PositionFactory,
    SeatFactory,
    SeatHoldingFactory,
)
from records.models import Change
from regio.lib import clock

Role = Membership.Role
OLD, NEW, CHANGE = date(2026, 4, 16), date(2026, 6, 4), date(2026, 5, 28)


@pytest.fixture(autouse=True)
def third_of_march(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def address(region):
    return lambda name, *args: reverse(f"oogo:{name}", args=[region.slug, *args])


@pytest.fixture
def meeting(region):
    return MeetingFactory(region=region, day=OLD)


@pytest.fixture
def seat(meeting):
    party = PartyFactory(organisation__region=meeting.region)
    return SeatFactory(body=meeting.body, party=party)


@pytest.fixture
def grutto(meeting, seat):
    """Who holds the seat until the change, and was invited for it."""
    position = PositionFactory(organisation=seat.party.organisation)
    SeatHoldingFactory(seat=seat, position=position, until=CHANGE)
    return ParticipantFactory(
        meeting=meeting, position=position, seat=seat, party=seat.party, reply="komt"
    )


@pytest.fixture
def fuut(seat):
    """Who holds the seat from the change on."""
    position = PositionFactory(organisation=seat.party.organisation)
    return SeatHoldingFactory(seat=seat, position=position, since=CHANGE)


def said(page):
    return [str(message) for message in get_messages(page.wsgi_request)]


def move(client, address, meeting, day):
    """Move a meeting; the second send, after the preview, does it."""
    url = address("meeting_move", meeting.number)
    sent = {"version": meeting.version, "day": f"{day}", "starts_at": "13:00", "ends_at": "15:00"}
    page = client.post(url, sent)
    form = page.context["form"]
    hidden = {name: form[name].value() for name in form.fields if form[name].is_hidden}
    return client.post(url, sent | hidden)


def test_after_a_move_the_page_proposes_who_comes_and_who_goes(
    client, address, sign_in, meeting, grutto, fuut
):
    sign_in(Role.DIRECTOR)

    answer = move(client, address, meeting, NEW)

    follow = address("participant_follow", meeting.number)
    assert answer.url == follow
    form = client.get(follow).context["form"]
    assert form.initial == {"coming": [fuut.pk], "leaving": [grutto.pk]}
    assert "heeft op deze dag geen zetel" in client.get(follow).content.decode()
    assert Participant.objects.get() == grutto


def test_one_click_invites_who_holds_the_seat_and_takes_off_who_does_not(
    client, address, sign_in, meeting, grutto, fuut
):
    user = sign_in(Role.DIRECTOR)
    move(client, address, meeting, NEW)
    before = Change.objects.count()

    page = client.post(
        address("participant_follow", meeting.number),
        {"coming": [fuut.pk], "leaving": [grutto.pk]},
    )

    assert said(page)[-1] == "1 persoon is uitgenodigd, 1 staat niet meer op de lijst."
    grutto.refresh_from_db()
    assert (grutto.is_withdrawn, grutto.reply) == (True, "open")  # asked anew for the new day
    invited = meeting.participants.get(is_withdrawn=False)
    assert (invited.position, invited.seat, invited.party) == (
        fuut.position,
        fuut.seat,
        fuut.seat.party,
    )
    assert set(Change.objects.order_by("pk")[before:].values_list("by", flat=True)) == {user.pk}


def test_who_keeps_the_seat_and_who_was_invited_besides_stay_as_they_are(
    client, address, sign_in, meeting, grutto, region
):
    sign_in(Role.DIRECTOR)
    guest = PositionFactory(organisation=grutto.position.organisation)
    ParticipantFactory(meeting=meeting, position=guest, part="gast")

    answer = move(client, address, meeting, date(2026, 4, 23))

    assert answer.url == meeting.get_absolute_url()
    page = client.get(address("participant_follow", meeting.number))
    assert "De lijst klopt" in page.content.decode()


def test_a_guest_whose_function_is_over_then_is_named_as_well(
    client, address, sign_in, meeting, grutto
):
    sign_in(Role.DIRECTOR)
    guest = PositionFactory(organisation=grutto.position.organisation, until=date(2026, 4, 1))
    row = ParticipantFactory(meeting=meeting, position=guest, part="gast")

    page = client.get(address("participant_follow", meeting.number))

    assert page.context["form"].initial == {"coming": [], "leaving": [row.pk]}
    assert "heeft deze functie op die dag niet" in page.content.decode()


def test_who_was_taken_off_is_offered_and_not_proposed(client, address, sign_in, meeting, grutto):
    sign_in(Role.DIRECTOR)
    grutto.is_withdrawn = True
    grutto.save()
    url = address("participant_follow", meeting.number)
    holding = grutto.position.holdings.get()
    form = client.get(url).context["form"]
    assert [key for key, _ in form.fields["coming"].choices] == [holding.pk]
    assert form.initial["coming"] == []
    listed = client.get(address("participant_list", meeting.number)).content.decode()
    assert "wijkt af" not in listed

    client.post(url, {"coming": [holding.pk]})

    grutto.refresh_from_db()
    assert (grutto.is_withdrawn, grutto.version) == (False, 2)


def test_the_list_says_that_it_differs_as_long_as_the_meeting_is_to_come(
    client, address, sign_in, meeting, fuut
):
    sign_in(Role.DIRECTOR)
    meeting.day = NEW
    meeting.save()
    url = address("participant_list", meeting.number)
    assert "Deelnemers bijwerken" in client.get(url).content.decode()
    meeting.status = "gehouden"
    meeting.save()
    assert "Deelnemers bijwerken" not in client.get(url).content.decode()
    meeting.status = "gepland"
    meeting.save()
    sign_in(Role.READER)
    assert "Deelnemers bijwerken" not in client.get(url).content.decode()


def test_sent_twice_it_is_done_once_and_what_is_wrong_is_a_message(
    client, address, sign_in, meeting, grutto, fuut
):
    sign_in(Role.DIRECTOR)
    meeting.day = NEW
    meeting.save()
    url = address("participant_follow", meeting.number)
    sent = {"coming": [fuut.pk], "leaving": [grutto.pk]}
    client.post(url, sent)
    before = Change.objects.count()

    again = client.post(url, sent)
    wrong = client.post(url, {"coming": ["abc", "\0", "9" * 40]})

    assert set(again.context["form"].errors) == {"coming", "leaving"}
    assert set(wrong.context["form"].errors) == {"coming"}
    assert Change.objects.count() == before
    assert meeting.participants.count() == 2


def test_who_is_invited_meanwhile_is_invited_once(sign_in, meeting, grutto, fuut):
    rows = {"holdings": [fuut], "leaving": [grutto], "by": sign_in(Role.DIRECTOR)}
    assert actions.follow_seats(meeting, **rows) == (1, 1)
    assert actions.follow_seats(meeting, **rows) == (0, 0)


def test_who_does_not_direct_may_not(client, address, sign_in, meeting, grutto):
    sign_in(Role.OFFICER)
    url = address("participant_follow", meeting.number)
    assert [client.get(url).status_code, client.post(url).status_code] == [403, 403]


def test_a_demissionair_member_is_called_so_on_the_day_of_the_meeting(
    client, address, sign_in, meeting, region
):
    sign_in(Role.DIRECTOR)
    formation = FormationFactory(election__region=region)
    party = PartyFactory(organisation=formation.organisation)
    position = PositionFactory(
        organisation=party.organisation, title="wethouder", level="bestuurlijk"
    )
    ParticipantFactory(meeting=meeting, position=position, party=party)
    url = address("participant_list", meeting.number)
    assert "demissionair" in client.get(url).content.decode()
    meeting.day = date(2026, 3, 17)
    meeting.save()
    assert "demissionair" not in client.get(url).content.decode()

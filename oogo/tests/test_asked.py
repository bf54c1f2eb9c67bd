"""Who is asked where it stands on an afspraak without subject: one answer everywhere."""

from datetime import date

import pytest

from accounts.models import Membership
from oogo import register
from oogo.actions import decisions as actions
from oogo.asked import asked_at
from oogo.models import Decision, Stance
from oogo.powers import MandateCheck
from oogo.tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    ParticipantFactory,
    StanceFactory,
    SubjectPartyFactory,
)
from partners.tests.factories import PartyFactory, SeatFactory

pytestmark = pytest.mark.usefixtures("third_of_march")
Role = Membership.Role
TODAY, DAY = date(2026, 3, 3), date(2026, 4, 16)


@pytest.fixture
def meeting(region):
    return MeetingFactory(region=region, number=9007, day=DAY)


@pytest.fixture
def item(meeting):
    return AgendaItemFactory(meeting=meeting, kind="besluitvorming")


@pytest.fixture
def decision(region, item):
    return DecisionFactory(region=region, item=item, title="Trekker")


def seat(meeting, **fields):
    party = PartyFactory(organisation__region=meeting.region)
    return SeatFactory(body=meeting.body, party=party, **fields)


@pytest.fixture
def asked(meeting):
    """The parties of a seat, of a vacant one, and of who is invited for once; beside others."""
    seats = [seat(meeting), seat(meeting, since=date(2026, 4, 1))]
    guest = ParticipantFactory(
        meeting=meeting, party=PartyFactory(organisation__region=meeting.region)
    )
    seat(meeting, until=date(2026, 4, 16))
    seat(meeting, membership="agendalid")
    minutes = seat(meeting, kind="secretaris")
    ParticipantFactory(meeting=meeting, seat=minutes, party=minutes.party)
    ParticipantFactory(
        meeting=meeting, part="toehoorder", party=PartyFactory(organisation__region=meeting.region)
    )
    ParticipantFactory(
        meeting=meeting,
        is_withdrawn=True,
        party=PartyFactory(organisation__region=meeting.region),
    )
    return {seats[0].party, seats[1].party, guest.party}


def lines(decision, user):
    [entry] = register.entries(Decision.objects.with_successor(), user, TODAY)
    return entry.lines


def test_the_parties_of_the_seats_that_day_and_members_for_once_are_asked(item, asked):
    assert asked_at([item]) == {item.pk: {party.pk for party in asked}}


def test_an_item_that_waits_asks_the_seats_of_today(meeting):
    now = seat(meeting, until=date(2026, 4, 1))
    parked = AgendaItemFactory(meeting=None, body=meeting.body)
    assert asked_at([parked]) == {parked.pk: {now.party_id}}


def test_each_item_asks_on_its_own_day(region, meeting, item):
    other = MeetingFactory(region=region, body=meeting.body, day=date(2026, 9, 24))
    early, late = seat(meeting, until=date(2026, 5, 1)), seat(meeting, since=date(2026, 5, 1))
    later = AgendaItemFactory(meeting=other)
    assert asked_at([item, later]) == {item.pk: {early.party_id}, later.pk: {late.party_id}}
    assert asked_at([]) == {}


def test_who_has_not_spoken_yet_stands_in_the_list_before_the_meeting(
    client, sign_in, address, decision, asked
):
    user = sign_in(Role.DIRECTOR)
    spoken = StanceFactory(decision=decision, party=next(iter(asked)))
    aside = StanceFactory(decision=decision, value="neemt_niet_deel")
    found = {line.party: line.word for line in lines(decision, user)}
    assert found == dict.fromkeys(asked, "nog geen standpunt") | {
        spoken.party: "akkoord",
        aside.party: "neemt niet deel",
    }
    page = client.get(address("meeting_decisions", 9007)).content.decode()
    assert "2 partijen hebben nog geen standpunt" in page


def test_each_of_them_is_found_in_the_register(client, sign_in, address, decision, asked):
    sign_in(Role.DIRECTOR)
    other = PartyFactory(organisation__region=decision.region)
    found = {}
    for party in [*asked, other]:
        page = client.get(address("decision_list"), {"partij": party.pk})
        found[party] = [entry.decision for entry in page.context["entries"]]
    assert found == dict.fromkeys(asked, [decision]) | {other: []}


def test_they_are_reminded(decision, asked):
    [reminded] = Decision.objects.to_remind()
    assert set(reminded.reminder(None, TODAY).recipients) == asked


def test_their_mandates_are_checked(sign_in, decision, asked):
    [check] = MandateCheck(decision.item.meeting, sign_in(Role.DIRECTOR)).checks
    assert {row.party for row in check.rows} == asked


def test_who_was_asked_is_kept_with_the_number(sign_in, item, decision, asked):
    by = sign_in(Role.DIRECTOR)
    spoken = StanceFactory(decision=decision, party=next(iter(asked)))
    actions.minute(decision, version=1, on=DAY, by=by)
    seat(item.meeting)
    rows = Stance.objects.filter(decision=decision)
    assert {row.party: row.value for row in rows} == dict.fromkeys(asked, "geen") | {
        spoken.party: "akkoord"
    }
    assert {line.party for line in lines(decision, by)} == asked


def test_a_subject_says_itself_who_is_asked(sign_in, region, meeting, asked):
    party = SubjectPartyFactory(subject__cycle__region=region)
    item = AgendaItemFactory(meeting=meeting, subject=party.subject)
    decision = DecisionFactory(region=region, item=item)
    assert [line.party for line in lines(decision, sign_in(Role.DIRECTOR))] == [party.party]


def test_who_sees_no_stances_sees_that_they_are_not_released(sign_in, decision, asked):
    user = sign_in(Role.READER)
    assert {line.word for line in lines(decision, user)} == {"nog niet vrijgegeven"}


@pytest.mark.parametrize("many", [1, 30])
def test_thirty_afspraken_with_thirty_parties_cost_no_more_queries(
    client, sign_in, address, region, meeting, django_assert_max_num_queries, many
):
    sign_in(Role.DIRECTOR)
    for _ in range(many):
        seat(meeting)
        DecisionFactory(region=region, item=AgendaItemFactory(meeting=meeting))
    for url in (address("decision_list"), address("meeting_decisions", 9007)):
        with django_assert_max_num_queries(15):
            client.get(url)

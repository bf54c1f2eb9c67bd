"""Deelnemers: inviting, replies, who was there, speaking for another, the mandate check."""

from datetime import date

import pytest

from accounts.models import Membership
from oogo.models import Participant, RepresentationItem
from oogo.powers import MandateCheck
from oogo.tests.factories import (
    AgendaItemFactory,
    ItemShareFactory,
    MeetingFactory,
    ParticipantFactory,
    SubjectPartyFactory,
)
from partners.tests.factories import (
    MandateFactory,
    PartyFactory,
    PortfolioFactory,
    PositionFactory,
    RepresentationFactory,
)
from records.models import Change

Role = Membership.Role


@pytest.fixture
def meeting(region):
    return MeetingFactory(region=region)


@pytest.fixture
def director(sign_in):
    return sign_in(Role.DIRECTOR)


@pytest.fixture
def base(meeting):
    return f"/regio/{meeting.region.slug}/overleg/{meeting.number}/"


def participant_of(meeting, **fields):
    party = PartyFactory(organisation__region=meeting.region)
    position = PositionFactory(organisation=party.organisation, level="bestuurlijk")
    return ParticipantFactory(meeting=meeting, position=position, party=party, **fields)


def test_somebody_is_invited_besides_the_seats(client, director, meeting, base):
    position = PositionFactory(organisation__region=meeting.region)
    answer = client.post(f"{base}deelnemers/nieuw/", {"position": position.pk, "part": "gast"})
    assert answer.status_code == 302
    participant = Participant.objects.get()
    assert (participant.position, participant.party, participant.part, participant.version) == (
        position,
        None,
        "gast",
        1,
    )


def test_nobody_is_invited_twice(client, director, meeting, base):
    participant = participant_of(meeting)
    data = {"position": participant.position_id, "part": "lid"}
    page = client.post(f"{base}deelnemers/nieuw/", data)
    assert page.context["form"].errors["position"] == ["Deze functie is al uitgenodigd."]
    assert Participant.objects.count() == 1


def test_who_was_no_longer_invited_can_be_invited_again(client, director, meeting, base):
    participant = participant_of(meeting)
    client.post(f"{base}deelnemers/{participant.pk}/uitnodiging/")
    participant.refresh_from_db()
    assert participant.is_withdrawn
    data = {"position": participant.position_id, "part": "toehoorder"}
    client.post(f"{base}deelnemers/nieuw/", data)
    participant.refresh_from_db()
    assert (participant.is_withdrawn, participant.part) == (False, "toehoorder")


def test_a_participant_answers_for_himself_alone(client, sign_in, meeting, base):
    user = sign_in(Role.EXECUTIVE)
    own, other = participant_of(meeting), participant_of(meeting)
    own.position.person.user = user
    own.position.person.save()
    assert client.post(f"{base}deelnemers/{own.pk}/antwoord/", {"reply": "komt"}).status_code == 302
    refused = client.post(f"{base}deelnemers/{other.pk}/antwoord/", {"reply": "komt"})
    assert refused.status_code == 403
    replies = [Participant.objects.get(pk=row.pk).reply for row in (own, other)]
    assert replies == ["komt", "open"]


def test_who_answers_for_himself_says_ik_kom_of_ik_kom_niet(client, sign_in, meeting, base):
    user = sign_in(Role.EXECUTIVE)
    own = participant_of(meeting)
    own.position.person.user = user
    own.position.person.save()
    text = client.get(f"{base}deelnemers/").content.decode()
    assert (">Ik kom</button>" in text, ">Ik kom niet</button>" in text) == (True, True)


def test_a_regisseur_answers_for_another_and_the_history_says_so(client, director, meeting, base):
    participant = participant_of(meeting)
    client.post(f"{base}deelnemers/{participant.pk}/antwoord/", {"reply": "komt_niet"})
    change = Change.objects.of(participant).get(field="reply")
    assert (change.new, change.by, change.on_behalf_of) == (
        "komt_niet",
        director,
        str(participant.position.person),
    )


def test_an_answer_that_is_none_changes_nothing(client, director, meeting, base):
    participant = participant_of(meeting)
    client.post(f"{base}deelnemers/{participant.pk}/antwoord/", {"reply": "\0"})
    client.post(f"{base}deelnemers/{participant.pk}/antwoord/", {"reply": "misschien"})
    participant.refresh_from_db()
    assert (participant.reply, participant.version) == ("open", 1)


def test_who_was_replaced_was_replaced_by_somebody_else(client, director, meeting, base):
    participant = participant_of(meeting)
    address = f"{base}deelnemers/{participant.pk}/wijzigen/"
    data = {"part": "lid", "reply": "open", "attendance": "vervangen", "version": 1}
    page = client.post(address, data)
    assert page.context["form"].errors["replaced_by"] == [
        "Kies door wie deze deelnemer vervangen is."
    ]
    page = client.post(address, data | {"replaced_by": participant.position_id})
    assert page.context["form"].errors["replaced_by"] == ["Kies een ander dan de deelnemer zelf."]
    other = PositionFactory(organisation__region=meeting.region)
    assert client.post(address, data | {"replaced_by": other.pk}).status_code == 302
    participant.refresh_from_db()
    assert (participant.attendance, participant.speaker) == ("vervangen", other)


def test_attendance_is_stored_row_by_row_and_what_is_wrong_comes_back(
    client, director, meeting, base
):
    one, two = participant_of(meeting), participant_of(meeting)
    data = {
        f"d{one.pk}-attendance": "aanwezig",
        f"d{one.pk}-version": 1,
        f"d{two.pk}-attendance": "ergens",
        f"d{two.pk}-version": 1,
    }
    page = client.post(f"{base}aanwezigheid/", data)
    assert (page.status_code, page.context["faults"]) == (200, 1)
    found = [Participant.objects.get(pk=row.pk).attendance for row in (one, two)]
    assert found == ["aanwezig", "open"]


def test_a_colleague_who_recorded_something_else_meanwhile_is_shown(
    client, director, meeting, base
):
    one = participant_of(meeting)
    for attendance in ("aanwezig", "afwezig"):
        page = client.post(
            f"{base}aanwezigheid/",
            {f"d{one.pk}-attendance": attendance, f"d{one.pk}-version": 1},
        )
    assert page.context["faults"] == 1
    assert "veranderde dit" in page.content.decode()
    one.refresh_from_db()
    assert one.attendance == "aanwezig"


def test_a_representation_is_limited_to_items_and_freed_again(client, director, meeting, base):
    participant = participant_of(meeting)
    row = RepresentationFactory(position=participant.position)
    items = [AgendaItemFactory(meeting=meeting) for _ in range(2)]
    address = f"{base}namens/{row.pk}/"
    client.post(address, {"items": [items[0].pk]})
    client.post(address, {"items": [items[1].pk]})
    kept = RepresentationItem.objects.kept().filter(representation=row)
    assert [limit.item for limit in kept] == [items[1]]
    assert RepresentationItem.objects.count() == 2
    client.post(address, {})
    assert not kept.all().exists()


@pytest.fixture
def youth(region):
    return PortfolioFactory(region=region, name="jeugd")


@pytest.fixture
def decision_item(meeting, youth):
    item = AgendaItemFactory(meeting=meeting, kind="besluitvorming")
    item.portfolios.set([youth])
    return item


def words(meeting, user):
    [check] = MandateCheck(meeting, user).checks
    return [(row.party, row.word) for row in check.rows]


def test_the_mandate_of_who_came_instead_counts(director, meeting, decision_item):
    participant = participant_of(meeting)
    MandateFactory(position=participant.position)
    assert words(meeting, director) == [(participant.party, "voldoende")]
    acting = PositionFactory(organisation=participant.party.organisation)
    participant.replaced_by, participant.attendance = acting, "vervangen"
    participant.save()
    assert words(meeting, director) == [(participant.party, "geen mandaat")]
    MandateFactory(position=acting, kind="voorbehoud")
    assert words(meeting, director) == [(participant.party, "onder voorbehoud")]


def test_who_is_absent_speaks_for_nobody(director, meeting, decision_item):
    participant = participant_of(meeting, attendance="afwezig")
    MandateFactory(position=participant.position)
    assert words(meeting, director) == [(participant.party, "niemand spreekt namens")]


def test_who_came_later_was_not_there_before(director, meeting, decision_item):
    later = AgendaItemFactory(meeting=meeting, kind="bespreking", order=30_000)
    participant = participant_of(meeting, from_item=later)
    MandateFactory(position=participant.position)
    assert words(meeting, director) == [(participant.party, "niemand spreekt namens")]


def test_a_machtiging_counts_at_its_items_and_on_its_day(director, meeting, decision_item):
    absent = participant_of(meeting, attendance="afwezig_bericht")
    speaker = participant_of(meeting)
    MandateFactory(position=speaker.position)
    row = RepresentationFactory(
        position=speaker.position,
        party=absent.party,
        kind="machtiging",
        since=meeting.day,
        until=date(2026, 4, 17),
    )
    both = [(absent.party, "onder voorbehoud"), (speaker.party, "voldoende")]
    assert words(meeting, director) == both
    RepresentationItem.objects.create(
        representation=row, item=AgendaItemFactory(meeting=meeting), version=1
    )
    assert words(meeting, director)[0] == (absent.party, "niemand spreekt namens")
    RepresentationItem.objects.create(representation=row, item=decision_item, version=1)
    assert words(meeting, director) == both


def test_the_share_is_held_against_the_ceiling(director, meeting, decision_item):
    participant = participant_of(meeting)
    MandateFactory(position=participant.position, ceiling=10_000)
    ItemShareFactory(item=decision_item, party=participant.party, amount=10_001)
    assert words(meeting, director) == [(participant.party, "te laag")]


def test_a_subject_says_whose_agreement_is_asked(director, meeting, decision_item):
    asked = SubjectPartyFactory(subject__cycle__meeting=meeting)
    asked.subject.cycle.region = meeting.region
    listener = SubjectPartyFactory(subject=asked.subject, capacity="toehoorder")
    decision_item.subject = asked.subject
    decision_item.save()
    participant_of(meeting)
    assert [party for party, _ in words(meeting, director)] == [asked.party]
    assert listener.party != asked.party


def test_a_reader_sees_no_ceilings(client, sign_in, meeting, decision_item, base):
    participant = participant_of(meeting)
    MandateFactory(position=participant.position, ceiling=12_345)
    ItemShareFactory(item=decision_item, party=participant.party, amount=20_000)
    for role, is_seen in ((Role.DIRECTOR, True), (Role.READER, False)):
        sign_in(role)
        page = client.get(f"{base}mandaten/").content.decode()
        assert ("12.345" in page) is is_seen
        assert "te laag" in page


@pytest.mark.parametrize("path", ["deelnemers/", "mandaten/", "aanwezigheid/", "verslag/"])
def test_pages_take_as_many_queries_for_one_as_for_thirty(
    client, director, meeting, base, youth, path, django_assert_max_num_queries
):
    counts = []
    for number in (1, 29):
        for _ in range(number):
            participant = participant_of(meeting)
            MandateFactory(position=participant.position)
            RepresentationFactory(position=participant.position)
            item = AgendaItemFactory(meeting=meeting, kind="besluitvorming")
            item.portfolios.set([youth])
        with django_assert_max_num_queries(15) as queries:
            assert client.get(f"{base}{path}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]

"""The agenda of a meeting: what stands on it, for whom, when, and in which order."""

from datetime import time

import pytest

from accounts.tests.factories import MembershipFactory
from oogo.actions import agenda as actions
from oogo.models import AgendaItem
from oogo.tests.factories import (
    AgendaItemFactory,
    AnnexFactory,
    CycleFactory,
    MeetingFactory,
    ParticipantFactory,
)
from partners.tests.factories import PartyFactory, PositionFactory
from records.actions import StaleError
from records.models import Change

pytestmark = pytest.mark.usefixtures("third_of_march")
HIDDEN = {"is_confidential": True, "ground": "Woo 5.1 kanarie", "title": "Kanarie"}


@pytest.fixture
def meeting(region):
    return MeetingFactory(region=region, number=3)


@pytest.fixture
def three(meeting):
    titles = [("Opening", 5), ("Plan", 25), ("Rondvraag", 20)]
    return [AgendaItemFactory(meeting=meeting, title=t, minutes=m) for t, m in titles]


def shown(page):
    return [(line.number, line.begins_at, line.item.title) for line in page.context["agenda"].lines]


def stored(meeting):
    return [item.title for item in meeting.items.on_agenda().in_order()]


# --- what it shows


def test_the_agenda_tells_when_each_item_begins(client, sign_in, address, three):
    sign_in("lezer")
    page = client.get(address("meeting_detail", 3))
    assert shown(page) == [
        ("1", time(13, 30), "Opening"),
        ("2", time(13, 35), "Plan"),
        ("3", time(14, 0), "Rondvraag"),
    ]
    assert "klaar om 14.20 uur" in page.content.decode()
    assert "Agendapunt toevoegen" not in page.content.decode()


def test_the_agenda_counts_the_annexes_that_the_reader_sees(client, sign_in, address, three):
    AnnexFactory(item=three[1])
    AnnexFactory(item=three[1], is_withdrawn=True)
    AnnexFactory(item=three[1], is_confidential=True, ground="Woo 5.1")
    counts = {}
    for role in ("lezer", "regisseur"):
        sign_in(role)
        lines = client.get(address("meeting_detail", 3)).context["agenda"].lines
        counts[role] = [line.item.annex_count for line in lines]
    assert counts == {"lezer": [0, 1, 0], "regisseur": [0, 2, 0]}


def test_an_agenda_that_takes_too_long_says_so(client, sign_in, address, meeting, three):
    sign_in("lezer")
    AgendaItemFactory(meeting=meeting, minutes=85)
    page = client.get(address("meeting_detail", 3))
    assert page.context["agenda"].over == 15
    assert "loopt 15 minuten uit" in page.content.decode()


def test_a_proposal_has_neither_number_nor_time(client, sign_in, address, meeting, three):
    sign_in("lezer")
    proposed = AgendaItemFactory(meeting=meeting, status="voorgesteld", order=0)
    page = client.get(address("meeting_detail", 3))
    assert [number for number, _, _ in shown(page)] == ["1", "2", "3"]
    assert page.context["agenda"].proposed == [proposed]


def test_an_item_that_was_withdrawn_leaves_no_number_before_the_papers_are_sent(
    client, sign_in, address, three
):
    sign_in("lezer")
    AgendaItem.objects.filter(pk=three[1].pk).update(status="ingetrokken")
    page = client.get(address("meeting_detail", 3))
    assert [(number, title) for number, _, title in shown(page)] == [
        ("1", "Opening"),
        ("2", "Rondvraag"),
    ]
    assert page.context["agenda"].withdrawn == [three[1]]


def test_the_page_takes_as_many_queries_for_one_item_as_for_forty(
    client, sign_in, address, meeting, django_assert_max_num_queries
):
    sign_in("regisseur")
    CycleFactory(region=meeting.region, meeting=meeting)
    AgendaItemFactory(meeting=meeting)
    with django_assert_max_num_queries(15) as first:
        client.get(address("meeting_detail", 3))
    for n in range(39):
        party = PartyFactory(organisation__region=meeting.region)
        item = AgendaItemFactory(
            meeting=meeting,
            submitter=party,
            **(HIDDEN if n % 3 else {"title": "Open", "kind": "besluitvorming"}),
        )
        AnnexFactory(item=item)
    with django_assert_max_num_queries(len(first)):
        page = client.get(address("meeting_detail", 3))
    assert len(page.context["agenda"].lines) == 40
    item = page.context["agenda"].lines[-1].item
    assert item.is_confidential
    with django_assert_max_num_queries(15):
        client.get(item.get_absolute_url())
    with django_assert_max_num_queries(15):
        client.get(f"{item.get_absolute_url()}?draad", headers={"HX-Request": "true"})
    with django_assert_max_num_queries(15):
        client.get(address("agenda_order", 3))


# --- what is confidential


@pytest.mark.parametrize("role", ["lezer", "beleidsmedewerker", "bestuurder", "beheerder"])
def test_of_a_confidential_item_only_the_gap_shows(client, sign_in, address, meeting, three, role):
    sign_in(role)
    AgendaItem.objects.filter(pk=three[1].pk).update(**HIDDEN)
    page = client.get(address("meeting_detail", 3))
    assert shown(page) == [("1", time(13, 30), "Opening"), ("3", time(14, 0), "Rondvraag")]
    assert "anarie" not in page.content.decode()
    assert client.get(three[1].get_absolute_url()).status_code == 404
    next_page = client.get(three[2].get_absolute_url())
    assert "anarie" not in next_page.content.decode()
    assert next_page.context["before"].item == three[0]


def test_a_participant_sees_the_confidential_item_with_its_ground(
    client, region, sign_in, address, meeting, three
):
    position = PositionFactory(organisation__region=region)
    position.person.user = sign_in("bestuurder")
    position.person.save()
    ParticipantFactory(meeting=meeting, position=position)
    AgendaItem.objects.filter(pk=three[1].pk).update(**HIDDEN)
    assert len(shown(client.get(address("meeting_detail", 3)))) == 3
    page = client.get(three[1].get_absolute_url()).content.decode()
    assert "Woo 5.1 kanarie" in page
    assert "Alleen voor de deelnemers van het overleg" in page


# --- numbers that stay


def test_numbers_are_fixed_when_the_papers_are_sent_and_late_items_take_a_letter(
    client, region, sign_in, address, meeting, three
):
    user = sign_in("regisseur")
    actions.fix_numbers(meeting=meeting, by=user)
    late = AgendaItemFactory(meeting=meeting, title="Laat")
    actions.move(meeting=meeting, version=meeting.version, item=late, place=2, by=user)
    three[0].refresh_from_db()
    actions.park(item=three[0], by=user)
    page = client.get(address("meeting_detail", 3))
    assert [(number, title) for number, _, title in shown(page)] == [
        ("0a", "Laat"),
        ("2", "Plan"),
        ("3", "Rondvraag"),
    ]


def test_fixing_again_gives_late_items_their_number_and_leaves_the_others(sign_in, meeting, three):
    user = sign_in("regisseur")
    actions.fix_numbers(meeting=meeting, by=user)
    late = AgendaItemFactory(meeting=meeting, title="Laat")
    actions.move(meeting=meeting, version=meeting.version, item=late, place=2, by=user)
    actions.fix_numbers(meeting=meeting, by=user)
    found = meeting.items.in_order().values_list("number", "title")
    assert list(found) == [("1", "Opening"), ("1a", "Laat"), ("2", "Plan"), ("3", "Rondvraag")]


# --- the order


def press(client, address, meeting, item, place, **headers):
    meeting.refresh_from_db()
    sent = {"version": meeting.version, "naar": f"{item.pk}:{place}"}
    return client.post(address("agenda_order", 3), sent, headers=headers)


def test_a_button_moves_an_item_and_the_audit_tells(client, sign_in, address, meeting, three):
    user = sign_in("regisseur")
    page = press(client, address, meeting, three[2], 2)
    assert page.url == f"{address('agenda_order', 3)}#punt-{three[2].pk}"
    assert stored(meeting) == ["Opening", "Rondvraag", "Plan"]
    meeting.refresh_from_db()
    assert meeting.version == 2
    found = Change.objects.filter(field="order").order_by("pk")
    assert {(c.object_id, c.by) for c in found} >= {(three[2].pk, user), (three[1].pk, user)}


def test_a_move_on_an_agenda_that_changed_is_told_and_not_done(
    client, sign_in, address, meeting, three, said
):
    sign_in("regisseur")
    sent = {"version": 1, "naar": f"{three[0].pk}:3"}
    client.post(address("agenda_order", 3), sent)
    sent = {"version": 1, "naar": f"{three[1].pk}:3"}
    page = client.post(address("agenda_order", 3), sent)
    assert said(page) == ["De agenda is intussen gewijzigd. Hieronder staat zij zoals zij nu is."]
    assert stored(meeting) == ["Plan", "Rondvraag", "Opening"]


def test_the_same_button_twice_is_done_once(client, sign_in, address, meeting, three, said):
    sign_in("regisseur")
    sent = {"version": 1, "naar": f"{three[0].pk}:3"}
    pages = [client.post(address("agenda_order", 3), sent) for _ in range(2)]
    assert [said(page) for page in pages] == [[], []]
    assert stored(meeting) == ["Plan", "Rondvraag", "Opening"]


@pytest.mark.parametrize("naar", ["", "x", "9999999999999999999:1", "-1:2", "²:1", "\0:1"])
def test_a_broken_move_is_told(client, sign_in, address, meeting, three, said, naar):
    sign_in("regisseur")
    page = client.post(address("agenda_order", 3), {"version": 1, "naar": naar})
    assert page.status_code == 302
    assert len(said(page)) == 1
    assert stored(meeting) == ["Opening", "Plan", "Rondvraag"]


def test_an_item_of_another_meeting_does_not_move(client, region, sign_in, address, three):
    sign_in("regisseur")
    other = AgendaItemFactory(meeting__region=region, order=7)
    client.post(address("agenda_order", 3), {"version": 1, "naar": f"{other.pk}:1"})
    other.refresh_from_db()
    assert other.order == 7


def test_with_htmx_the_list_comes_back_with_what_to_say(client, sign_in, address, meeting, three):
    sign_in("regisseur")
    page = press(client, address, meeting, three[2], 1, **{"HX-Request": "true"})
    html = page.content.decode()
    assert page.status_code == 200
    assert "<html" not in html
    assert "Rondvraag staat nu op plaats 1 en begint om 13.30 uur." in html
    assert 'name="version" value="2"' in html


def test_a_move_from_an_old_version_is_stale_and_writes_nothing(region, meeting, three):
    user = MembershipFactory(region=region).user
    with pytest.raises(StaleError):
        actions.move(meeting=meeting, version=9, item=three[0], place=3, by=user)
    assert stored(meeting) == ["Opening", "Plan", "Rondvraag"]
    assert Change.objects.count() == 0

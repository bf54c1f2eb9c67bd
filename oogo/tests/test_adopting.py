"""What was said is closed once the minutes are adopted, and open again when that is taken back."""

from datetime import date

import pytest

from accounts.models import Membership
from oogo.actions import agenda, attendance, decisions, minutes
from oogo.models import AgendaItem, Decision, Meeting, Participant, RepresentationItem
from oogo.tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    ItemPartFactory,
    ItemShareFactory,
    MeetingFactory,
    ParticipantFactory,
    StanceFactory,
)
from partners.tests.factories import PartyFactory, PositionFactory, RepresentationFactory
from records.models import Change

pytestmark = pytest.mark.usefixtures("third_of_march")
Role = Membership.Role
CLOSED = (
    "Het verslag van dit overleg is vastgesteld: hier verandert niets meer aan. Klopt er iets niet,"
    " neem dan eerst de vaststelling terug."
)
HELD_ON, ADOPTED_ON = date(2026, 2, 12), date(2026, 3, 2)
REASON = "Het standpunt van Bergen staat er verkeerd in."


@pytest.fixture
def meeting(region):
    return MeetingFactory(
        region=region,
        number=9007,
        day=HELD_ON,
        status="gehouden",
        minutes_adopted_on=ADOPTED_ON,
    )


@pytest.fixture
def item(meeting):
    return AgendaItemFactory(
        meeting=meeting, order=1, number="1", status="behandeld", outcome="Besproken."
    )


@pytest.fixture
def participant(meeting):
    return ParticipantFactory(meeting=meeting, attendance="aanwezig")


@pytest.fixture
def proposal(region, item):
    return DecisionFactory(region=region, item=item, title="Variant B")


@pytest.fixture
def director(sign_in):
    return sign_in(Role.DIRECTOR)


def rows(*objects):
    """How these rows are stored."""
    return [type(row)._base_manager.filter(pk=row.pk).values().get() for row in objects]


# --- closed


@pytest.mark.parametrize(
    ("name", "on", "filled"),
    [
        ("item_minutes", "item", {"outcome": "Toch niet.", "status": "aangehouden"}),
        ("item_create", "", {"title": "Nog een punt", "kind": "bespreking", "minutes": 5}),
        ("participant_create", "", {"position": "someone", "part": "gast"}),
        (
            "participant_edit",
            "participant",
            {"part": "gast", "reply": "komt", "attendance": "afwezig"},
        ),
        ("meeting_edit", "", {"starts_at": "09:00", "ends_at": "10:00", "place": "Elders"}),
        ("decision_propose", "item", {"title": "Variant C"}),
    ],
)
def test_a_form_is_not_opened_and_what_is_sent_with_it_is_refused_and_stays(
    client, director, address, said, errors, meeting, item, participant, name, on, filled
):
    where = {"item": [item.pk], "participant": [participant.pk], "": []}[on]
    url = address(name, 9007, *where)
    if "position" in filled:
        filled["position"] = PositionFactory(organisation__region=meeting.region).pk
    before = rows(meeting, item, participant)

    answer = client.get(url)
    assert (answer.url, said(answer)) == (address("minutes_detail", 9007), [CLOSED])
    page = client.post(url, filled | {"version": 1})

    assert errors(page) == {"__all__": [CLOSED]}
    assert all(str(value) in page.content.decode() for value in filled.values())
    assert rows(meeting, item, participant) == before
    assert (AgendaItem.objects.count(), Participant.objects.count()) == (1, 1)
    assert Decision.objects.count() == 0


def test_a_proposal_is_not_minuted_any_more(client, director, address, said, proposal):
    url = address("decision_minute", proposal.pk)
    for answer in (client.get(url), client.post(url, {"minuted_on": "2026-03-02", "version": 1})):
        assert answer.url == address("decision_detail", proposal.pk)
        assert said(answer)[-1] == CLOSED
    assert Decision.objects.get().is_proposed


def test_an_item_is_not_changed_nor_withdrawn(client, director, address, said, errors, item):
    for name, filled in (
        ("item_edit", {"title": "Anders", "kind": "bespreking", "minutes": 5}),
        ("item_withdraw", {"withdrawn_because": "Dubbel."}),
    ):
        before = rows(item)
        answer = client.get(address(name, item.pk))
        assert (answer.url, said(answer)) == (address("minutes_detail", 9007), [CLOSED])
        page = client.post(address(name, item.pk), filled | {"version": 1})
        assert errors(page) == {"__all__": [CLOSED]}
        assert rows(item) == before


@pytest.mark.parametrize(
    ("name", "status"),
    [("item_park", "behandeld"), ("item_accept", "voorgesteld"), ("item_restore", "ingetrokken")],
)
def test_no_button_moves_an_item(client, director, address, said, item, name, status):
    AgendaItem.objects.update(status=status)
    before = rows(item)
    answer = client.post(address(name, item.pk))
    assert (answer.url, said(answer)) == (address("minutes_detail", 9007), [CLOSED])
    assert rows(item) == before


def test_items_keep_their_order(client, director, address, said, item):
    other = AgendaItemFactory(meeting=item.meeting, order=2, status="behandeld")
    url = address("agenda_order", 9007)
    answer = client.get(url)
    assert (answer.url, said(answer)) == (address("minutes_detail", 9007), [CLOSED])
    version = Meeting.objects.get().version
    answer = client.post(url, {"naar": f"{other.pk}:1", "version": version})
    assert (answer.url, said(answer)[-1:]) == (address("minutes_detail", 9007), [CLOSED])
    assert list(AgendaItem.objects.in_order()) == [item, other]


@pytest.mark.parametrize("method", ["get", "post"])
def test_attendance_and_who_spoke_for_whom_stay(
    client, director, address, said, item, participant, method
):
    speaks = RepresentationFactory(
        position=participant.position,
        party=PartyFactory(organisation__region=item.region),
        since=None,
        until=None,
    )
    filled = {
        f"d{participant.pk}-attendance": "afwezig",
        f"d{participant.pk}-version": 1,
        "items": [item.pk],
    }
    for url in (address("attendance_edit", 9007), address("representation_limit", 9007, speaks.pk)):
        answer = getattr(client, method)(url, filled)
        assert (answer.url, said(answer)[-1]) == (address("minutes_detail", 9007), CLOSED)
    assert (Participant.objects.get().attendance, Participant.objects.get().version) == (
        "aanwezig",
        1,
    )
    assert RepresentationItem.objects.count() == 0


@pytest.mark.parametrize("name", ["participant_withdraw", "participant_reply"])
def test_no_button_changes_who_took_part(client, director, address, said, participant, name):
    before = rows(participant)
    answer = client.post(address(name, 9007, participant.pk), {"reply": "komt_niet"})
    assert (answer.url, said(answer)) == (address("minutes_detail", 9007), [CLOSED])
    assert rows(participant) == before


def test_an_earlier_meeting_is_not_carried_over_to_it(client, director, address, said, meeting):
    earlier = MeetingFactory(region=meeting.region, body=meeting.body, day=date(2026, 1, 8))
    left = AgendaItemFactory(meeting=earlier, status="aangehouden")
    url = address("carry_over", 9007)
    filled = {
        f"punt{left.pk}-is_taken": "on",
        f"punt{left.pk}-title": "Nog eens",
        f"punt{left.pk}-minutes": "5",
    }
    for answer in (client.get(url), client.post(url, filled)):
        assert answer.url == address("minutes_detail", 9007)
        assert said(answer)[-1] == CLOSED
    assert not meeting.items.exists()


def test_minutes_adopted_while_somebody_writes_close_every_action(director, meeting, item):
    """What was opened before the adoption is refused by the write itself."""
    proposal = DecisionFactory(region=meeting.region, item=item)
    participant = ParticipantFactory(meeting=meeting)
    loose = AgendaItemFactory(meeting=None, body=meeting.body, status="voorgesteld")
    late = [
        lambda: attendance.minute(item, version=1, by=director, outcome="Anders."),
        lambda: attendance.change(participant, version=1, by=director, attendance="afwezig"),
        lambda: attendance.invite(
            Participant(meeting=meeting, position=PositionFactory()), by=director
        ),
        lambda: agenda.place(item=loose, meeting=meeting, by=director),
        lambda: agenda.change_item(item, version=1, by=director, title="Anders"),
        lambda: decisions.minute(proposal, version=1, on=HELD_ON, by=director),
        lambda: decisions.revise(
            Decision.objects.with_names().get(pk=proposal.pk), version=1, by=director, title="C"
        ),
    ]
    for write in late:
        with pytest.raises(minutes.AdoptedError):
            write()
    assert Change.objects.count() == 0


def test_a_stance_may_still_come_and_an_afspraak_be_superseded(
    client, director, region, address, item
):
    decision = DecisionFactory(region=region, item=item, minuted=True)
    stance = StanceFactory(decision=decision, value="geen")
    client.post(
        address("stance_edit", decision.pk, stance.party_id), {"value": "akkoord", "version": 1}
    )
    stance.refresh_from_db()
    other = DecisionFactory(region=region, minuted=True)
    client.post(
        address("decision_supersede", decision.pk),
        {"superseded_by": other.pk, "reason": "Ruimer", "version": 1},
    )
    decision.refresh_from_db()
    assert (stance.value, decision.superseded_by) == ("akkoord", other)


def links(page):
    return set(page.content.decode().split('"'))


def test_no_page_offers_what_is_closed(client, director, address, meeting, item, participant):
    AgendaItemFactory(meeting=meeting, order=2, kind="besluitvorming")
    decision = DecisionFactory(region=meeting.region, item=item)
    offered = {
        "meeting_detail": ["item_create", "agenda_order", "carry_over", "meeting_edit"],
        "participant_list": ["participant_create", "attendance_edit"],
        "minutes_detail": [],
        "meeting_decisions": [],
    }
    below = [
        address("item_minutes", 9007, item.pk),
        address("decision_propose", 9007, item.pk),
        address("decision_minute", decision.pk),
        address("participant_edit", 9007, participant.pk),
        address("item_edit", item.pk),
        address("item_park", item.pk),
        address("item_withdraw", item.pk),
    ]
    pages = [client.get(address(name, 9007)) for name in offered]
    pages += [
        client.get(address("item_detail", 9007, item.pk)),
        client.get(address("decision_detail", decision.pk)),
    ]
    closed = {address(name, 9007) for names in offered.values() for name in names} | set(below)
    assert [links(page) & closed for page in pages] == [set()] * len(pages)

    Meeting.objects.update(minutes_adopted_on=None)
    pages = [client.get(address(name, 9007)) for name in offered]
    pages += [
        client.get(address("item_detail", 9007, item.pk)),
        client.get(address("decision_detail", decision.pk)),
    ]
    assert closed - set().union(*map(links, pages)) == set()


@pytest.mark.parametrize(
    ("name", "factory", "filled"),
    [
        ("part_create", None, {"title": "jeugdhulp"}),
        ("part_edit", ItemPartFactory, {"title": "jeugdhulp"}),
        ("share_create", None, {"party": "", "amount": "7500"}),
        ("share_edit", ItemShareFactory, {"amount": "7500"}),
    ],
)
def test_parts_and_shares_stay_as_parties_took_a_stance_on_them(
    client, director, address, said, errors, item, name, factory, filled
):
    row = factory(item=item) if factory else item
    if "party" in filled:
        filled = filled | {"party": PartyFactory(organisation__region=item.region).pk}
    before = rows(row)
    answer = client.get(address(name, row.pk))
    assert (answer.url, said(answer)) == (address("minutes_detail", 9007), [CLOSED])
    page = client.post(address(name, row.pk), filled | {"version": 1})
    assert errors(page) == {"__all__": [CLOSED]}
    assert (rows(row), item.parts.count() + item.shares.count()) == (before, int(bool(factory)))


@pytest.mark.parametrize(
    ("name", "factory"), [("part_withdraw", ItemPartFactory), ("share_withdraw", ItemShareFactory)]
)
def test_no_button_withdraws_a_part_or_a_share(
    client, director, address, said, item, name, factory
):
    row = factory(item=item)
    before = rows(row)
    answer = client.post(address(name, row.pk))
    assert (answer.url, said(answer)) == (address("minutes_detail", 9007), [CLOSED])
    assert rows(row) == before


def test_an_annex_may_still_be_put_with_an_item(client, director, address, item):
    page = client.get(address("annex_create", item.pk))
    assert page.status_code == 200


# --- adopting, and taking it back


def test_proposals_without_number_are_named_before_the_minutes_are_adopted(
    client, director, address, proposal
):
    Meeting.objects.update(minutes_adopted_on=None)
    text = client.get(address("minutes_adopt", 9007)).content.decode()
    assert "1 voorgestelde afspraak heeft nog geen nummer" in text


def test_adoption_is_taken_back_with_a_reason_and_adopted_anew(
    client, director, address, said, errors, meeting, item
):
    url = address("minutes_reopen", 9007)
    assert errors(client.post(url, {"version": 1})) == {"reopen_reason": ["Vul een reden in."]}
    answer = client.post(url, {"reopen_reason": REASON, "version": 1})

    assert (answer.url, said(answer)) == (
        address("minutes_detail", 9007),
        ["De vaststelling is teruggenomen. Het verslag is weer te wijzigen."],
    )
    meeting.refresh_from_db()
    assert (meeting.minutes_adopted_on, meeting.reopened_on, meeting.reopen_reason) == (
        None,
        date(2026, 3, 3),
        REASON,
    )
    changes = Change.objects.of(meeting).values_list("field", "new", "by")
    assert set(changes) == {
        ("minutes_adopted_on", None, director.pk),
        ("reopened_on", "2026-03-03", director.pk),
        ("reopen_reason", REASON, director.pk),
    }
    client.post(
        address("item_minutes", 9007, item.pk),
        {"outcome": "Verbeterd.", "status": "behandeld", "version": 1},
    )
    item.refresh_from_db()
    assert item.outcome == "Verbeterd."
    client.post(address("minutes_adopt", 9007), {"minutes_adopted_on": "2026-03-03", "version": 2})
    page = client.get(address("minutes_detail", 9007)).content.decode()
    for text in ("verslag vastgesteld", "teruggenomen op di 3 maart 2026", REASON):
        assert text in page


def test_history_says_that_the_adoption_was_taken_back_and_why(client, director, address, meeting):
    client.post(address("minutes_reopen", 9007), {"reopen_reason": REASON, "version": 1})
    url = f"/regio/{meeting.region.slug}/geschiedenis/oogo.meeting/{meeting.pk}/"
    page = client.get(url).content.decode()
    for text in ("Vaststelling teruggenomen op", "Reden van terugnemen", REASON):
        assert text in page


def test_minutes_that_are_not_adopted_have_no_adoption_to_take_back(
    client, director, address, said, meeting
):
    Meeting.objects.update(minutes_adopted_on=None)
    url = address("minutes_reopen", 9007)
    answer = client.get(url)
    text = "Het verslag is nog niet vastgesteld."
    assert (answer.url, said(answer)) == (address("minutes_detail", 9007), [text])
    page = client.post(url, {"reopen_reason": REASON, "version": 1})
    assert page.context["form"].non_field_errors() == [text]
    meeting.refresh_from_db()
    assert (meeting.reopen_reason, meeting.version) == ("", 1)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EXECUTIVE, Role.ADMIN, Role.READER])
def test_only_a_regisseur_takes_it_back(client, sign_in, address, meeting, role):
    sign_in(role)
    answer = client.post(address("minutes_reopen", 9007), {"reopen_reason": REASON, "version": 1})
    assert answer.status_code == 403
    meeting.refresh_from_db()
    assert meeting.minutes_adopted_on == ADOPTED_ON


def test_two_who_take_it_back_at_once_do_it_once(client, director, address, meeting):
    url = address("minutes_reopen", 9007)
    for _ in range(2):
        client.post(url, {"reopen_reason": REASON, "version": 1})
    meeting.refresh_from_db()
    assert meeting.version == 2


def test_the_day_of_the_adoption_can_be_corrected(client, director, address, meeting):
    url = address("minutes_adopt", 9007)
    page = client.get(url)
    assert page.context["submit"] == "Datum opslaan"
    client.post(url, {"minutes_adopted_on": "2026-03-03", "version": 1})
    meeting.refresh_from_db()
    assert meeting.minutes_adopted_on == date(2026, 3, 3)


def test_what_was_not_held_has_no_minutes_to_adopt(client, director, address, errors, meeting):
    Meeting.objects.update(minutes_adopted_on=None, status="gepland")
    page = client.post(
        address("minutes_adopt", 9007), {"minutes_adopted_on": "2026-03-02", "version": 1}
    )
    assert errors(page) == {
        "minutes_adopted_on": ["Er is nog geen verslag. Schrijf eerst op wat besproken is."]
    }

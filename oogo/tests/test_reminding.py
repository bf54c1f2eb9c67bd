"""From what is due to the ledger and the mail, one day after another."""

from datetime import date, time

import pytest
from django.core import mail as outbox

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory
from checklist.models import StepState
from checklist.tests.factories import CONTENT, RoundFactory
from oogo.models import SubjectParty
from oogo.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    CycleSubjectFactory,
    DecisionFactory,
    ItemPartFactory,
    MilestoneFactory,
    ParticipantFactory,
    StanceFactory,
    SubjectPartyFactory,
)
from partners.tests.factories import (
    OrganisationFactory,
    PartyFactory,
    PersonFactory,
    PositionFactory,
    SeatFactory,
    SeatHoldingFactory,
)
from regio.lib import clock
from regio.tasks import tick
from reminders.models import Mail, Reminder, ReminderSettings

Role, State = Membership.Role, Reminder.State
DUE = date(2026, 3, 27)
TOLD_ON = date(2026, 3, 20)
NINE = time(9)
pytestmark = pytest.mark.django_db


def tick_on(day, at=NINE):
    """Let a tick pass at `at` on `day`; return the mails that it sent."""
    before = len(outbox.outbox)
    with clock.standing_at(day, at):
        tick()
    return outbox.outbox[before:]


def ledger(**filters):
    rows = Reminder.objects.filter(**filters).order_by("reference_date", "nth", "pk")
    return [(row.rule, row.reference_date, row.nth, row.state) for row in rows]


@pytest.fixture
def officer(region):
    """A beleidsmedewerker of a gemeente, without an account."""
    return PositionFactory(organisation__region=region, person__name="Lotte Zwaluw")


@pytest.fixture
def party(officer):
    return PartyFactory(organisation=officer.organisation)


@pytest.fixture
def action(region, officer, party):
    return ActionFactory(
        region=region,
        number=7,
        title="Cijfers aanleveren",
        owner_party=party,
        owner_position=officer,
        due_on=DUE,
    )


@pytest.fixture
def secretary(region):
    seat = SeatFactory(
        body__region=region, body__kind="oogo", body__name="OOGO", kind="secretaris", party=None
    )
    position = PositionFactory(organisation__region=region, person__name="Mark Torenvalk")
    return SeatHoldingFactory(seat=seat, position=position).position.person


# --- what is told


def test_the_owner_is_told_once_a_week_before_and_the_mail_says_what_when_and_why(action, officer):
    assert tick_on(date(2026, 3, 19)) == []
    assert ledger() == [("actie", DUE, 1, State.PLANNED)]
    assert tick_on(TOLD_ON, time(7, 29)) == []
    (message,) = tick_on(TOLD_ON, time(7, 30))
    assert message.to == [officer.person.email]
    assert message.subject == "Actie A07: Cijfers aanleveren (Noord-Kennemerland)"
    for text in (message.body, message.alternatives[0].content):
        assert "Beste Lotte Zwaluw" in text
        assert "Deze actie moet op vrijdag 27 maart 2026 klaar zijn." in text
        assert "U voert deze actie uit." in text
        assert f"/regio/noord-kennemerland/acties/{action.number}/" in text
        assert "Wijzig daar" in text
    assert tick_on(TOLD_ON) == []
    assert ledger() == [("actie", DUE, 1, State.SENT)]


def test_what_is_late_is_told_four_times_and_then_no_more(action):
    days = ["2026-03-30", "2026-04-04", "2026-04-07", "2026-04-13", "2026-04-20", "2026-04-28"]
    told = [len(tick_on(date.fromisoformat(day))) for day in days]
    assert told == [1, 0, 1, 1, 1, 0]
    assert ledger(rule="actie_te_laat") == [
        ("actie_te_laat", DUE, nth, State.SENT) for nth in (1, 2, 3, 4)
    ]
    assert "drie dagen" not in outbox.outbox[0].body
    assert "3 dagen te laat" in outbox.outbox[0].body


def test_who_was_not_told_for_weeks_is_told_once_and_not_four_times(action):
    (message,) = tick_on(date(2026, 4, 15))
    assert message.body.count("* Actie") == 1
    assert ledger(state=State.SENT) == [("actie_te_laat", DUE, 3, State.SENT)]


def test_a_milestone_is_told_to_its_parties_and_without_them_to_the_secretary(
    region, party, officer, secretary
):
    alone = MilestoneFactory(cycle__region=region, title="Stukken verzenden", due_on=DUE)
    shared = MilestoneFactory(cycle=alone.cycle, title="Collegebesluiten", due_on=DUE)
    shared.parties.add(party)
    messages = {m.to[0]: m.body for m in tick_on(TOLD_ON)}
    assert messages.keys() == {officer.person.email, secretary.email}
    assert "Collegebesluiten" in messages[officer.person.email]
    assert "hoort bij deze mijlpaal; u bent daar contactpersoon." in messages[officer.person.email]
    assert "Stukken verzenden" in messages[secretary.email]
    assert "u bent secretaris." in messages[secretary.email]


def test_several_reminders_for_one_reader_are_one_mail(region, action, officer):
    ActionFactory(
        region=region, number=8, owner_party=None, owner_position=officer, due_on=date(2026, 3, 26)
    )
    (message,) = tick_on(TOLD_ON)
    assert message.subject == "2 herinneringen (Noord-Kennemerland)"
    assert message.body.index("Actie A08") < message.body.index("Actie A07")
    assert Mail.objects.get().reminders.count() == 2


def test_a_party_of_the_subject_is_asked_for_its_stance_until_it_gave_one(region, party, officer):
    subject = CycleSubjectFactory(cycle__region=region)
    meeting = subject.cycle.meeting
    other = SubjectPartyFactory(subject=subject).party
    SubjectPartyFactory(subject=subject, party=party)
    SubjectPartyFactory(subject=subject, capacity=SubjectParty.Capacity.CONSULTED)
    item = AgendaItemFactory(meeting=meeting, subject=subject)
    decision = DecisionFactory(region=region, item=item)
    tick_on(date(2026, 4, 8))
    rows = Reminder.objects.filter(rule="standpunt")
    assert {row.party for row in rows} == {party, other}
    StanceFactory(decision=decision, party=other)
    (message,) = tick_on(date(2026, 4, 9))
    assert message.to == [officer.person.email]
    assert "Het overleg is op donderdag 16 april 2026." in message.body
    assert {row.party: row.state for row in rows.all()} == {
        party: State.SENT,
        other: State.WITHHELD,
    }


def test_without_subject_the_parties_that_take_part_are_asked(region, party):
    item = AgendaItemFactory(meeting__region=region)
    ParticipantFactory(meeting=item.meeting, party=party)
    ParticipantFactory(meeting=item.meeting, party=None)
    DecisionFactory(region=region, item=item)
    tick_on(date(2026, 4, 2))
    assert [row.party for row in Reminder.objects.filter(rule="standpunt")] == [party]


@pytest.mark.parametrize("part", ["agendalid", "toehoorder", "gast"])
def test_who_takes_part_without_a_vote_is_not_asked_for_a_stance(region, party, part):
    item = AgendaItemFactory(meeting__region=region)
    ParticipantFactory(meeting=item.meeting, party=party, part=part)
    DecisionFactory(region=region, item=item)
    tick_on(date(2026, 4, 2))
    assert ledger(rule="standpunt") == []


def test_a_reservation_is_told_two_weeks_before_its_answer_is_due(region, party, officer):
    stance = StanceFactory(
        decision__region=region,
        decision__minuted=True,
        party=party,
        value="voorbehoud",
        reserved_for="raad",
        answer_by=date(2026, 5, 29),
    )
    (message,) = tick_on(date(2026, 5, 15))
    assert message.to == [officer.person.email]
    assert "uiterlijk op vrijdag 29 mei 2026 antwoord" in message.body
    stance.ratified_on = date(2026, 5, 20)
    stance.save()
    assert tick_on(date(2026, 5, 21)) == []


RESERVATION = {
    "value": "voorbehoud",
    "reserved_for": "raad",
    "about": "begroting",
    "answer_by": date(2026, 5, 29),
}


def test_a_reservation_on_the_whole_and_on_its_parts_is_told_once(region, party):
    item = AgendaItemFactory(meeting__region=region)
    decision = DecisionFactory(region=region, item=item, minuted=True)
    whole = StanceFactory(decision=decision, party=party, **RESERVATION)
    parts = [ItemPartFactory(item=item) for _ in range(3)]
    for part in parts[:2]:
        StanceFactory(decision=decision, party=party, part=part, **RESERVATION)
    other = RESERVATION | {"about": "leerlingenvervoer"}
    last = StanceFactory(decision=decision, party=party, part=parts[2], **other)
    tick_on(date(2026, 5, 13))
    told = Reminder.objects.filter(rule="voorbehoud").order_by("object_id")
    assert [row.object_id for row in told] == [whole.pk, last.pk]


def test_a_reservation_on_two_parts_alone_is_told_once(region, party):
    item = AgendaItemFactory(meeting__region=region)
    decision = DecisionFactory(region=region, item=item, minuted=True)
    gone = ItemPartFactory(item=item, is_withdrawn=True)
    parts = [gone, ItemPartFactory(item=item), ItemPartFactory(item=item)]
    stances = [
        StanceFactory(decision=decision, party=party, part=part, **RESERVATION) for part in parts
    ]
    tick_on(date(2026, 5, 13))
    told = Reminder.objects.filter(rule="voorbehoud")
    assert [row.object_id for row in told] == [stances[1].pk]


def test_of_an_afspraak_that_was_superseded_no_reservation_is_told(region, party):
    decision = DecisionFactory(region=region, minuted=True)
    StanceFactory(decision=decision, party=party, **RESERVATION)
    tick_on(date(2026, 5, 13))
    decision.superseded_by = DecisionFactory(region=region, minuted=True)
    decision.reason = "Nieuwe afspraak."
    decision.save()
    assert tick_on(date(2026, 5, 15)) == []
    assert ledger(rule="voorbehoud") == [("voorbehoud", date(2026, 5, 29), 1, State.WITHHELD)]


def test_the_owner_of_a_checklist_step_is_told_until_all_agreed(region, officer):
    step = CONTENT["steps"][0]
    round = RoundFactory(region=region, title="Ronde 2026")
    state = StepState.objects.create(
        round=round, step=step["key"], owner=officer, due_on=DUE, version=1
    )
    (message,) = tick_on(TOLD_ON)
    assert f"Checklist: stap 1 {step['title']} (Ronde 2026)" in message.subject
    assert message.to == [officer.person.email]
    state.is_agreed = True
    state.due_on = date(2026, 3, 30)
    state.save()
    assert tick_on(date(2026, 3, 23)) == []


# --- what changes meanwhile


@pytest.mark.parametrize("status", ["gereed_gemeld", "afgerond"])
def test_what_was_done_is_not_told_any_more(action, status):
    tick_on(date(2026, 3, 3))
    action.status = status
    action.save()
    assert tick_on(TOLD_ON) == []
    assert ledger() == [("actie", DUE, 1, State.WITHHELD)]


def test_a_row_whose_date_moved_is_withheld_and_revived_when_it_returns(action):
    tick_on(date(2026, 3, 3))
    action.due_on = date(2026, 3, 31)
    action.save()
    tick_on(date(2026, 3, 3))
    assert ledger() == [
        ("actie", DUE, 1, State.WITHHELD),
        ("actie", date(2026, 3, 31), 1, State.PLANNED),
    ]
    action.due_on = DUE
    action.save()
    tick_on(date(2026, 3, 4))
    assert ledger() == [
        ("actie", DUE, 1, State.PLANNED),
        ("actie", date(2026, 3, 31), 1, State.WITHHELD),
    ]
    assert len(tick_on(TOLD_ON)) == 1


def test_who_was_told_a_date_gets_one_mail_that_it_moved(action, officer):
    tick_on(TOLD_ON)
    action.due_on = date(2026, 6, 5)
    action.save()
    (message,) = tick_on(date(2026, 3, 23))
    assert message.to == [officer.person.email]
    expected = "De datum is verplaatst: niet meer vrijdag 27 maart 2026, maar vrijdag 5 juni 2026."
    assert expected in message.body
    assert tick_on(date(2026, 3, 23)) == []
    assert tick_on(date(2026, 3, 24)) == []
    assert ledger(state=State.SENT) == [
        ("actie", DUE, 1, State.SENT),
        ("actie", date(2026, 6, 5), 1, State.SENT),
    ]
    assert len(tick_on(date(2026, 5, 29))) == 1


def test_a_date_that_moved_and_returned_before_anyone_heard_is_not_told(action):
    tick_on(TOLD_ON)
    action.due_on = date(2026, 6, 5)
    action.save()
    tick_on(date(2026, 3, 23), time(7))
    assert Reminder.objects.filter(is_change=True).get().state == State.PLANNED
    action.due_on = DUE
    action.save()
    assert tick_on(date(2026, 3, 23)) == []
    assert Reminder.objects.filter(is_change=True).get().state == State.WITHHELD


def test_a_date_that_moves_to_and_fro_is_told_each_time(action):
    moves = [date(2026, 6, 5), DUE, date(2026, 6, 5)]
    tick_on(TOLD_ON)
    for day, due_on in zip((23, 24, 25), moves, strict=True):
        action.due_on = due_on
        action.save()
        (message,) = tick_on(date(2026, 3, day))
        assert "De datum is verplaatst" in message.body


def test_a_move_to_within_the_week_is_one_line_in_one_mail(action):
    tick_on(TOLD_ON)
    action.due_on = date(2026, 3, 30)
    action.save()
    (message,) = tick_on(date(2026, 3, 24))
    assert message.body.count("Actie A07") == 1
    assert "De datum is verplaatst" in message.body
    assert tick_on(date(2026, 3, 25)) == []


def test_a_cancelled_meeting_withholds_what_hangs_on_it(region, party):
    milestone = MilestoneFactory(cycle__region=region, due_on=DUE)
    milestone.parties.add(party)
    item = AgendaItemFactory(meeting=milestone.cycle.meeting)
    ParticipantFactory(meeting=item.meeting, party=party)
    DecisionFactory(region=region, item=item)
    tick_on(date(2026, 3, 12))
    assert ledger(state=State.PLANNED) == [
        ("mijlpaal", DUE, 1, State.PLANNED),
        ("standpunt", item.meeting.day, 1, State.PLANNED),
    ]
    meeting = milestone.cycle.meeting
    meeting.status, meeting.cancel_reason = "geannuleerd", "Te weinig deelnemers."
    meeting.save()
    (message,) = tick_on(TOLD_ON)
    assert "gaat niet door" in message.subject
    assert ledger(state=State.PLANNED) == []


def test_who_was_invited_to_a_cancelled_meeting_hears_it_once_with_the_reason(region):
    comes = ParticipantFactory(meeting__region=region)
    ParticipantFactory(meeting=comes.meeting, is_withdrawn=True)
    meeting = comes.meeting
    assert tick_on(date(2026, 4, 9)) == []
    meeting.status, meeting.cancel_reason = "geannuleerd", "Te weinig deelnemers."
    meeting.save()
    assert tick_on(date(2026, 4, 11)) == []  # a Saturday
    (message,) = tick_on(date(2026, 4, 13))
    assert message.to == [comes.position.person.email]
    assert "Het overleg van donderdag 16 april 2026 gaat niet door." in message.body
    assert "De reden: Te weinig deelnemers." in message.body
    assert "Is het al gedaan" not in message.body
    assert tick_on(date(2026, 4, 14)) == []


def test_a_cancelled_meeting_of_the_past_is_not_told(region):
    participant = ParticipantFactory(meeting__region=region)
    participant.meeting.status, participant.meeting.cancel_reason = "geannuleerd", "Storm."
    participant.meeting.save()
    assert tick_on(date(2026, 4, 17)) == []


def test_the_party_that_submits_a_statutory_subject_is_not_asked(region, party):
    subject = CycleSubjectFactory(cycle__region=region)
    SubjectPartyFactory(subject=subject, party=party)
    item = AgendaItemFactory(meeting=subject.cycle.meeting, subject=subject, submitter=party)
    DecisionFactory(region=region, item=item)
    tick_on(date(2026, 4, 8))
    assert ledger(rule="standpunt") == []


@pytest.mark.parametrize("key", ["verkiezingen", "raden"])
def test_of_elections_and_new_councils_nobody_is_reminded(region, party, key):
    MilestoneFactory(cycle__region=region, key=key, due_on=DUE).parties.add(party)
    assert tick_on(TOLD_ON) == []


def test_what_changed_after_it_was_put_in_the_outbox_is_not_sent(action, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    tick_on(TOLD_ON)
    mail = Mail.objects.get()
    assert (mail.state, mail.reminders.count()) == (Mail.State.WAITING, 1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    action.status = "afgerond"
    action.save()
    Mail.objects.update(not_before=clock.real_now())
    assert tick_on(TOLD_ON) == []
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (Mail.State.FAILED, "Er was niets meer te melden.")
    tick_on(TOLD_ON)
    assert ledger() == [("actie", DUE, 1, State.WITHHELD)]
    assert not Mail.objects.in_need().exists()


# --- whom it reaches


def end(dated, on=date(2026, 3, 10)):
    dated.until = on
    dated.save()


def test_nobody_who_left_is_mailed_and_the_party_takes_over(action, officer, party):
    tick_on(date(2026, 3, 3))
    successor = PositionFactory(organisation=party.organisation)
    end(officer)
    (message,) = tick_on(TOLD_ON)
    assert message.to == [successor.person.email]
    assert "u bent daar contactpersoon." in message.body
    assert officer.person.email not in str(outbox.outbox[0].message())


def test_a_vacant_seat_falls_to_the_contact_of_its_party_and_then_to_the_secretary(
    region, party, officer, secretary
):
    seat = SeatFactory(body__region=region, party=party, title="wethouder jeugd")
    holding = SeatHoldingFactory(seat=seat, position=PositionFactory(organisation__region=region))
    action = ActionFactory(region=region, owner_party=party, owner_seat=seat, due_on=DUE)
    end(holding)
    (message,) = tick_on(TOLD_ON)
    assert message.to == [officer.person.email]
    assert "maar is vacant; u bent contactpersoon van" in message.body
    end(officer, on=date(2026, 3, 21))
    action.due_on = date(2026, 4, 2)
    action.save()
    (message,) = tick_on(date(2026, 3, 26))
    assert message.to == [secretary.email]
    assert "maar is vacant; u bent secretaris." in message.body


def test_the_secretariat_of_the_party_comes_before_others_for_a_vacant_seat(region, party):
    party.organisation.secretariat_email = "secretariaat@nest.example"
    party.organisation.save()
    seat = SeatFactory(body__region=region, party=party)
    ActionFactory(region=region, owner_party=party, owner_seat=seat, due_on=DUE)
    (message,) = tick_on(TOLD_ON)
    assert (message.to, "Beste lezer" in message.body) == (["secretariaat@nest.example"], True)


def test_a_party_without_anyone_falls_to_who_directs_the_region(region):
    director = MembershipFactory(region=region, role=Role.DIRECTOR).user
    empty = PartyFactory(organisation__region=region)
    ActionFactory(region=region, owner_party=empty, due_on=DUE)
    (message,) = tick_on(TOLD_ON)
    assert message.to == [director.email]
    assert "maar daar is niemand bereikbaar; u bent regisseur." in message.body


def test_without_anyone_to_tell_it_waits_until_it_is_of_no_use(region):
    ActionFactory(region=region, owner_party=PartyFactory(organisation__region=region), due_on=DUE)
    assert tick_on(TOLD_ON) == []
    assert ledger() == [("actie", DUE, 1, State.PLANNED)]
    tick_on(date(2026, 3, 28))
    assert ledger(rule="actie") == [("actie", DUE, 1, State.EXPIRED)]


def test_an_account_that_is_no_member_any_more_is_not_told(action, officer, secretary):
    member = MembershipFactory(region=action.region, role=Role.OFFICER)
    officer.person.user = member.user
    officer.person.save()
    end(member)
    (message,) = tick_on(TOLD_ON)
    assert message.to == [secretary.email]


def test_two_regions_never_share_a_mail(action, officer):
    twin = PersonFactory(email=officer.person.email)
    position = PositionFactory(person=twin, organisation=OrganisationFactory(region=twin.region))
    ActionFactory(region=twin.region, owner_party=None, owner_position=position, due_on=DUE)
    messages = tick_on(TOLD_ON)
    assert [m.to for m in messages] == [[officer.person.email]] * 2
    assert Mail.objects.values("region").distinct().count() == 2


# --- what is confidential


@pytest.fixture
def canary(region, action):
    """Let the action hang on a confidential item, for a named party that is not its owner."""
    item = AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
    item.disclosed_to.add(PartyFactory(organisation__region=region))
    action.from_item, action.title = item, "KANARIE"
    action.save()
    return item


def test_what_is_confidential_never_reaches_a_mail_to_who_may_not_see_it(
    canary, action, officer, secretary
):
    assert tick_on(TOLD_ON) == []
    member = MembershipFactory(region=action.region, role=Role.OFFICER)
    officer.person.user = member.user
    officer.person.save()
    assert tick_on(TOLD_ON) == []
    assert ledger() == [("actie", DUE, 1, State.PLANNED)]
    director = MembershipFactory(region=action.region, role=Role.DIRECTOR).user
    (message,) = tick_on(TOLD_ON)
    assert (message.to, "KANARIE" in message.body) == ([director.email], True)


def test_what_is_confidential_reaches_the_owner_to_whom_it_is_disclosed(canary, action, officer):
    member = MembershipFactory(region=action.region, role=Role.OFFICER)
    officer.person.user = member.user
    officer.person.save()
    canary.disclosed_to.set([action.owner_party])
    (message,) = tick_on(TOLD_ON)
    assert (message.to, "KANARIE" in message.body) == ([officer.person.email], True)


def test_what_became_confidential_in_the_outbox_is_not_sent(action, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    tick_on(TOLD_ON)
    item = AgendaItemFactory(meeting__region=action.region, is_confidential=True, ground="Woo 5.1")
    action.from_item = item
    action.save()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Mail.objects.update(not_before=clock.real_now())
    assert tick_on(TOLD_ON) == []


# --- what a region chose


def test_a_paused_region_sends_nothing_and_catches_up_with_what_is_still_of_use(action):
    chosen = ReminderSettings.objects.create(region=action.region, paused_since=clock.now())
    assert tick_on(TOLD_ON) == []
    assert tick_on(date(2026, 3, 30)) == []
    chosen.paused_since = None
    chosen.save()
    (message,) = tick_on(date(2026, 3, 31))
    assert "4 dagen te laat" in message.body
    assert ledger(state=State.EXPIRED) == [("actie", DUE, 1, State.EXPIRED)]


def test_for_a_trial_all_goes_to_one_address_and_says_for_whom_it_was(action, officer):
    ReminderSettings.objects.create(region=action.region, test_address="proef@nest.example")
    (message,) = tick_on(TOLD_ON)
    assert (message.to, message.subject[:8]) == (["proef@nest.example"], "[Proef] ")
    assert f"bedoeld voor {officer.person.email}" in message.body
    assert ledger() == [("actie", DUE, 1, State.SENT)]


# --- how much it asks of the database


def test_planning_and_gathering_cost_the_same_for_one_and_for_many(
    region, officer, party, django_assert_max_num_queries
):
    def add(number, due_on):
        for n in range(number):
            ActionFactory(
                region=region, owner_party=party, owner_position=officer, due_on=due_on, title=n
            )

    add(30, DUE)
    milestone = MilestoneFactory(cycle__region=region, due_on=DUE)
    milestone.parties.add(party)
    with django_assert_max_num_queries(60):
        tick_on(TOLD_ON)
    assert Mail.objects.get().reminders.count() == 31
    add(1, date(2026, 4, 30))
    with django_assert_max_num_queries(45):
        tick_on(date(2026, 3, 23))

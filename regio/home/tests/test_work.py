"""Mijn werk: what waits for one user over all regions, for whom it waits, and what it costs."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory, RegionFactory, UserFactory
from checklist.models import StepView
from checklist.tests.factories import RoundFactory, RoundPartyFactory, StepStateFactory
from oogo.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    CycleSubjectFactory,
    DecisionFactory,
    DossierFactory,
    DossierReaderFactory,
    MeetingFactory,
    ParticipantFactory,
    StanceFactory,
    SubjectPartyFactory,
)
from partners.models import MergerPlan, Party, Succession
from partners.reference.announce import Announcement, NewTown, announce
from partners.tests.factories import (
    MunicipalityFactory,
    OrganisationFactory,
    PartyFactory,
    PositionFactory,
    RepresentationFactory,
    SeatFactory,
)
from records import actions as records
from regio.home.work import Work
from regio.lib import clock

Role = Membership.Role
TODAY = date(2026, 3, 3)
AGREEMENT, CONSULTED = "overeenstemming", "overleg"


@pytest.fixture(autouse=True)
def on_day():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def party(region):
    return PartyFactory(organisation__region=region)


@pytest.fixture
def user(region, party):
    """A bestuurder who speaks for `party`."""
    user = MembershipFactory(region=region, role=Role.EXECUTIVE).user
    user.position = position_of(user, party)
    return user


def position_of(user, party):
    position = PositionFactory(organisation=party.organisation, level="bestuurlijk")
    position.person.user = user
    position.person.save()
    return position


def waiting(user):
    """Return what waits for the user in the one region."""
    [row] = Work(type(user).objects.get(pk=user.pk), TODAY).regions
    return row


def proposed(region, **fields):
    return DecisionFactory(region=region, item=AgendaItemFactory(meeting__region=region, **fields))


def test_an_action_of_ones_own_is_there_and_that_of_a_colleague_is_not(region, user, party):
    own = ActionFactory(region=region, owner_party=party, due_on=TODAY - timedelta(days=1))
    position = PositionFactory(organisation=party.organisation)
    ActionFactory(region=region, owner_party=party, owner_position=position)
    ActionFactory(region=region)
    assert [entry.action for entry in waiting(user).actions] == [own]
    assert Work(user, TODAY).late == 1


def test_what_was_reported_done_waits_for_the_regisseur(region, user):
    action = ActionFactory(region=region, status="gereed_gemeld")
    director = MembershipFactory(region=region, role=Role.DIRECTOR).user
    assert [entry.action for entry in waiting(director).to_confirm] == [action]
    assert waiting(user).to_confirm == []


# --- the checklist


def test_what_is_left_of_an_open_round_is_counted_per_party(region, user, party):
    round = RoundFactory(region=region)
    RoundPartyFactory(round=round, party=party)
    RoundPartyFactory(round=round)
    [part] = waiting(user).parts
    assert (part.party, part.left) == (party, 8)
    view = StepView(round=round, step="speelveld", party=party)
    records.write(view, version=0, by=user, verdict="deels")
    [part] = waiting(user).parts
    assert part.left == 7


@pytest.mark.parametrize(
    "fields", [{"closed_on": TODAY}, {"opens_on": date(2026, 3, 4)}, {"opens_on": None}]
)
def test_a_round_that_is_not_open_waits_for_nobody(region, user, party, fields):
    if fields == {"opens_on": None}:
        RoundPartyFactory(round=RoundFactory(region=region), party=party, is_asked=False)
    else:
        RoundPartyFactory(round=RoundFactory(region=region, **fields), party=party)
    assert waiting(user).parts == []


def test_a_reader_who_speaks_for_a_party_is_not_asked_to_fill_in(region, party):
    reader = MembershipFactory(region=region, role=Role.READER).user
    position_of(reader, party)
    RoundPartyFactory(round=RoundFactory(region=region), party=party)
    assert waiting(reader).parts == []


def test_what_is_still_to_do_at_a_step_waits_for_who_would_do_it(region, user):
    round = RoundFactory(region=region)
    mine = {"round": round, "owner": user.position, "due_on": TODAY, "to_do": "Aanvullen"}
    state = StepStateFactory(step="speelveld", **mine)
    StepStateFactory(step="kennis", is_agreed=True, **mine)
    StepStateFactory(step="agenda", **mine | {"owner": PositionFactory()})
    assert waiting(user).steps == [state]


# --- meetings


def test_coming_meetings_wait_for_who_is_invited_and_for_who_comes_instead(region, user, party):
    meeting = MeetingFactory(region=region)
    other = MeetingFactory(region=region, day=date(2026, 9, 24))
    ParticipantFactory(meeting=meeting, position=user.position, party=party)
    ParticipantFactory(meeting=other, replaced_by=user.position)
    assert [(i.meeting, i.days) for i in waiting(user).meetings] == [(meeting, 44), (other, 205)]


def test_who_was_sent_the_dossier_of_a_coming_meeting_is_led_to_it(region, user, party, client):
    sent, waits = MeetingFactory(region=region), MeetingFactory(region=region)
    for meeting in (sent, waits):
        ParticipantFactory(meeting=meeting, position=user.position, party=party)
        dossier = DossierFactory(meeting=meeting)
        reader = user.position if meeting == sent else PositionFactory()
        DossierReaderFactory(dossier=dossier, position=reader)
    client.force_login(user)
    page = client.get(reverse("home:work")).content.decode()
    addresses = [
        reverse("oogo:dossier_list", args=[region.slug, meeting.number])
        for meeting in (sent, waits)
    ]
    assert [address in page for address in addresses] == [True, False]


@pytest.mark.parametrize(
    "fields",
    [
        {"is_withdrawn": True},
        {"meeting__day": date(2026, 3, 2)},
        {"meeting__status": "gehouden"},
        {"meeting__status": "geannuleerd", "meeting__cancel_reason": "Ziek."},
    ],
)
def test_a_meeting_that_is_not_to_come_waits_for_nobody(region, user, party, fields):
    ParticipantFactory(meeting__region=region, position=user.position, **fields)
    assert waiting(user).meetings == []


def test_a_meeting_at_which_another_comes_instead_no_longer_waits(region, user, party):
    ParticipantFactory(
        meeting__region=region,
        position=user.position,
        replaced_by=PositionFactory(organisation__region=region),
    )
    assert waiting(user).meetings == []


# --- stances


def test_a_stance_is_asked_of_a_party_that_must_agree_on_the_subject(region, user, party):
    subject = CycleSubjectFactory(cycle__region=region)
    decision = proposed(region, subject=subject)
    asked = SubjectPartyFactory(subject=subject, party=party, capacity=AGREEMENT)
    assert [(s.decision, s.party) for s in waiting(user).stances] == [(decision, party)]
    asked.capacity = CONSULTED
    asked.save()
    assert waiting(user).stances == []


def test_without_subject_it_is_asked_of_the_parties_that_take_part(region, user, party):
    decision = proposed(region)
    assert waiting(user).stances == []
    ParticipantFactory(meeting=decision.item.meeting, party=party)
    assert [(s.decision, s.party) for s in waiting(user).stances] == [(decision, party)]


def test_without_subject_a_stance_is_asked_of_who_has_a_seat_in_the_body(region, user, party):
    meeting = MeetingFactory(region=region)
    decision = DecisionFactory(region=region, item=AgendaItemFactory(meeting=meeting))
    assert waiting(user).stances == []
    SeatFactory(body=meeting.body, party=party)
    assert [(s.decision, s.party) for s in waiting(user).stances] == [(decision, party)]


def test_a_stance_that_was_given_or_that_the_submitter_has_is_not_asked(region, user, party):
    first, second = proposed(region), proposed(region, submitter=party)
    for decision in (first, second):
        ParticipantFactory(meeting=decision.item.meeting, party=party)
    stance = StanceFactory(decision=first, party=party, value="geen")
    assert [s.decision for s in waiting(user).stances] == [first]
    stance.value = "akkoord"
    stance.save()
    assert waiting(user).stances == []


def test_a_reservation_waits_until_it_is_ratified_and_once_for_all_parts(region, user, party):
    decision = DecisionFactory(region=region, minuted=True)
    stance = StanceFactory(
        decision=decision,
        party=party,
        value="voorbehoud",
        reserved_for="raad",
        answer_by=date(2026, 4, 21),
    )
    [waits] = waiting(user).stances
    assert (waits.decision, waits.answer_by) == (decision, date(2026, 4, 21))
    stance.ratified_on = TODAY
    stance.save()
    assert waiting(user).stances == []


def test_nothing_of_a_confidential_item_waits_for_who_may_not_see_it(region, user, party):
    other = PartyFactory(organisation__region=region)
    decision = proposed(region, is_confidential=True, ground="Woo 5.1")
    decision.item.disclosed_to.add(other)
    ParticipantFactory(meeting=decision.item.meeting, position=user.position, party=party)
    ActionFactory(region=region, owner_party=party, from_decision=decision)
    row = waiting(user)
    assert (row.stances, row.actions) == ([], [])


# --- regions


def test_where_one_is_no_longer_a_member_nothing_waits(region, user, party):
    ActionFactory(region=region, owner_party=party)
    user.memberships.update(until=TODAY)
    assert Work(type(user).objects.get(pk=user.pk), TODAY).regions == []


def test_a_region_in_which_nothing_waits_says_so(client, sign_in, region):
    sign_in(Role.READER)
    page = client.get(reverse("home:work")).content.decode()
    assert "Hier wacht nu niets op u." in page
    assert region.get_absolute_url() in page


@pytest.mark.parametrize(
    ("role", "starts"), [(Role.DIRECTOR, True), (Role.OFFICER, True), (Role.READER, False)]
)
def test_a_region_that_is_empty_leads_who_may_start_it_to_the_start(
    client, region, sign_in, role, starts
):
    sign_in(role)
    start = reverse("partners:start_choose", args=[region.slug])
    assert (start in client.get(reverse("home:work")).content.decode()) == starts
    PartyFactory(organisation__region=region)
    assert start not in client.get(reverse("home:work")).content.decode()


def test_ten_regions_cost_as_many_queries_as_one(db, client, django_assert_max_num_queries):
    user = UserFactory()
    client.force_login(user)
    counts = []
    for added in (1, 9):
        for _ in range(added):
            region = RegionFactory()
            MembershipFactory(region=region, user=user, role=Role.EXECUTIVE)
            MembershipFactory(region=region, user=user, role=Role.DIRECTOR)
            party = PartyFactory(organisation__region=region)
            ending(region, f"Mees {region.pk}", f"GM{1000 + region.pk}")
            position = PositionFactory(organisation=party.organisation, person__user=user)
            ActionFactory(region=region, owner_party=party)
            ActionFactory(region=region, status="gereed_gemeld")
            round = RoundFactory(region=region)
            RoundPartyFactory(round=round, party=party)
            StepStateFactory(round=round, step="kennis", owner=position, due_on=TODAY)
            subject = CycleSubjectFactory(cycle__region=region)
            SubjectPartyFactory(subject=subject, party=party)
            decision = proposed(region, subject=subject)
            ParticipantFactory(meeting=decision.item.meeting, position=position, party=party)
            StanceFactory(
                decision=DecisionFactory(region=region, minuted=True),
                party=party,
                value="voorbehoud",
                reserved_for="raad",
            )
        with django_assert_max_num_queries(15) as queries:
            page = client.get(reverse("home:work"))
        assert {row.count for row in page.context["work"].regions} == {8}
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- herindelingen


def ending(region, name, code, *, on=date(2026, 3, 20)):
    """Let a gemeente that is a party of `region` go up in a new one on a day."""
    town = MunicipalityFactory(code=code, name__name=name)
    organisation = OrganisationFactory(region=region, municipality=town, short_name=name)
    party = PartyFactory(organisation=organisation)
    new = NewTown(f"GX{code[2:]}", f"Nieuw {name}", "Utrecht")
    return party, announce(Announcement(on, Succession.Kind.NEW, (town,), (), new, "Een wet"))[0]


def mergers_of(user, day=TODAY):
    rows = Work(type(user).objects.get(pk=user.pk), day).regions
    return [(one.names, one.on, one.state[0]) for row in rows for one in row.mergers]


def test_a_herindeling_that_comes_waits_for_who_may_carry_it_out_until_that_is_done(region):
    user = MembershipFactory(region=region, role=Role.DIRECTOR).user
    party, row = ending(region, "Plevier", "GM8001")
    on = row.on
    assert mergers_of(user, on - timedelta(days=36)) == []
    assert mergers_of(user, on - timedelta(days=35)) == [("Plevier", on, "komt")]
    MergerPlan.objects.create(region=region, succession=row, title="Nestgaarde", on=on)
    assert mergers_of(user, on - timedelta(days=1)) == [("Plevier", on, "voorbereid")]
    assert mergers_of(user, on + timedelta(days=700)) == [("Plevier", on, "door te voeren")]
    Party.objects.filter(pk=party.pk).update(until=on)
    assert mergers_of(user, on) == []


@pytest.mark.parametrize("role", [Role.ADMIN, Role.OFFICER, Role.EXECUTIVE, Role.READER])
def test_for_others_no_herindeling_waits(region, role):
    ending(region, "Plevier", "GM8001")
    assert mergers_of(MembershipFactory(region=region, role=role).user) == []


def test_a_herindeling_of_another_region_does_not_wait(region):
    user = MembershipFactory(region=region, role=Role.DIRECTOR).user
    ending(RegionFactory(), "Plevier", "GM8001")
    assert mergers_of(user) == []


def test_two_that_end_by_one_herindeling_are_one_row_that_leads_to_its_page(
    client, region, sign_in
):
    sign_in(Role.DIRECTOR)
    party, row = ending(region, "Plevier", "GM8001")
    other = PartyFactory(
        organisation=OrganisationFactory(
            region=region, municipality=MunicipalityFactory(), short_name="Kluut"
        )
    )
    Succession.objects.create(
        old=other.organisation.municipality, new=row.new, on=row.on, kind=row.kind
    )
    page = client.get(reverse("home:work"))
    [merger] = page.context["work"].regions[0].mergers
    assert (merger.names, merger.url) == (
        "Kluut en Plevier",
        reverse("partners:merger_detail", args=[region.slug, row.pk]),
    )
    assert page.content.decode().count(merger.url) == 1
    assert client.get(merger.url).status_code == 200


def test_an_afspraak_that_waits_for_two_parties_is_named_once(client, region, user, party):
    other = PartyFactory(organisation__region=region)
    RepresentationFactory(position=user.position, party=other)
    decision = proposed(region)
    for one in (party, other):
        ParticipantFactory(meeting=decision.item.meeting, party=one)
    client.force_login(user)
    page = client.get(reverse("home:work")).content.decode()
    assert page.count(f'href="{decision.get_absolute_url()}"') == 1
    assert page.count("nog geen standpunt") == 2

"""Making and changing an action."""

from datetime import date

import pytest

from accounts.models import Membership
from accounts.tests.factories import RegionFactory
from agenda.tests.factories import ThemeFactory
from checklist.models import StepState
from checklist.tests.factories import RoundFactory, StepStateFactory
from oogo.models import Action
from oogo.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    MilestoneFactory,
    StanceFactory,
)
from oogo.tests.people import speaker
from partners.models import OrganisationLink
from partners.tests.factories import (
    BodyFactory,
    PartyFactory,
    PositionFactory,
    RepresentationFactory,
    SeatFactory,
)
from records.models import Change

pytestmark = pytest.mark.usefixtures("third_of_march")


@pytest.fixture
def party(region):
    return PartyFactory(organisation__region=region, organisation__short_name="Castricum")


def filled(party, **changes):
    day = {"due_on": "2026-03-27", "arose_on": "2026-03-03"}
    return {"title": "Aanleveren", "owner": f"partij:{party.pk}", "doer": ""} | day | changes


def owner_of(action):
    return (action.owner_party, action.owner_seat, action.owner_position, action.owner_body)


def test_a_new_action_gets_the_next_number_of_its_region(
    client, region, sign_in, address, said, party
):
    user = sign_in("regisseur")
    ActionFactory(region=region, number=14)
    ActionFactory(region=RegionFactory(), number=90)
    helper, theme = PartyFactory(organisation__region=region), ThemeFactory(region=region)

    answer = client.post(
        address("action_create"), filled(party, helpers=[helper.pk], theme=theme.pk)
    )

    action = Action.objects.get(title="Aanleveren")
    assert answer.url == address("action_detail", 15)
    assert said(answer) == ["A15 staat in de lijst."]
    assert (action.number, action.theme, action.status, action.version) == (15, theme, "open", 1)
    assert (action.due_on, action.arose_on) == (date(2026, 3, 27), date(2026, 3, 3))
    assert list(action.helpers.all()) == [helper]
    assert owner_of(action) == (party, None, None, None)
    assert set(Change.objects.of(action).values_list("field", "by")) >= {
        ("owner_party", user.pk),
        ("helpers", user.pk),
    }


def test_the_owner_is_a_party_with_its_seat_or_one_of_its_people(
    client, region, sign_in, address, party
):
    sign_in("regisseur")
    seat = SeatFactory(party=party, body__region=region)
    position = PositionFactory(organisation=party.organisation)
    client.post(address("action_create"), filled(party, doer=f"zetel:{seat.pk}"))
    client.post(address("action_create"), filled(party, doer=f"persoon:{position.pk}"))
    one, two = Action.objects.order_by("number")
    assert owner_of(one) == (party, seat, None, None)
    assert owner_of(two) == (party, None, position, None)


def test_the_owner_is_a_free_role_or_a_body(client, region, sign_in, address, party):
    sign_in("regisseur")
    chair = PositionFactory(organisation=None, person__region=region, title="voorzitter")
    body = BodyFactory(region=region)
    client.post(address("action_create"), filled(party, owner=f"rol:{chair.pk}"))
    client.post(address("action_create"), filled(party, owner=f"gremium:{body.pk}"))
    one, two = Action.objects.order_by("number")
    assert owner_of(one) == (None, None, chair, None)
    assert owner_of(two) == (None, None, None, body)


def test_who_speaks_or_works_for_a_party_may_do_it(client, region, sign_in, address, party):
    sign_in("regisseur")
    speaks = PositionFactory(organisation__region=region)
    RepresentationFactory(position=speaks, party=party)
    works = PositionFactory(organisation__region=region)
    OrganisationLink.objects.create(
        source=works.organisation, kind="werkt_voor", target=party.organisation, version=1
    )
    for position in (speaks, works):
        client.post(address("action_create"), filled(party, doer=f"persoon:{position.pk}"))
    assert [a.owner_position for a in Action.objects.order_by("number")] == [speaks, works]


def bad_owners(region, party):
    other = PartyFactory(organisation__region=region)
    foreign = PartyFactory()
    body = BodyFactory(region=region)
    seat = SeatFactory(party=other, body__region=region)
    own_seat = SeatFactory(party=party, body__region=region)
    stranger = PositionFactory(organisation=other.organisation)
    gone = "Deze keuze is er niet of niet meer. Kies opnieuw."
    return [
        ({"owner": ""}, {"owner": ["Kies een eigenaar."]}),
        ({"owner": f"partij:{foreign.pk}"}, {"owner": [gone]}),
        ({"owner": "partij:" + "9" * 40}, {"owner": [gone]}),
        ({"owner": "partij:\0"}, {"owner": [gone]}),
        ({"owner": "onzin"}, {"owner": [gone]}),
        ({"doer": f"zetel:{seat.pk}"}, {"doer": ["Deze zetel is niet van Castricum."]}),
        (
            {"doer": f"persoon:{stranger.pk}"},
            {"doer": [f"{stranger.person} werkt niet voor Castricum."]},
        ),
        (
            {"owner": f"gremium:{body.pk}", "doer": f"zetel:{own_seat.pk}"},
            {
                "doer": [
                    "Kies dit alleen bij een partij. Bij een rol of een gremium blijft het leeg."
                ]
            },
        ),
    ]


@pytest.mark.parametrize("which", range(8))
def test_an_owner_that_cannot_be_is_said_at_the_field(
    client, region, sign_in, address, errors, party, which
):
    sign_in("regisseur")
    changes, expected = bad_owners(region, party)[which]
    page = client.post(address("action_create"), filled(party, note="Dit blijft", **changes))
    assert errors(page) == expected
    assert page.context["form"]["note"].value() == "Dit blijft"
    assert Action.objects.count() == 0


def test_an_action_did_not_arise_on_a_day_to_come(client, region, sign_in, address, errors, party):
    sign_in("regisseur")
    page = client.post(address("action_create"), filled(party, arose_on="2026-03-04"))
    not_yet = ["Deze dag moet nog komen. Kies vandaag of eerder."]
    assert errors(page) == {"arose_on": not_yet}
    action = ActionFactory(region=region, number=7, owner_party=party, due_on=date(2026, 3, 27))
    changed = filled(party, arose_on="2026-03-04", version=1)
    page = client.post(address("action_edit", action.number), changed)
    assert errors(page) == {"arose_on": not_yet}


def test_an_action_is_not_due_before_it_arose(client, sign_in, address, errors, party):
    sign_in("regisseur")
    page = client.post(address("action_create"), filled(party, due_on="2026-03-02"))
    assert errors(page) == {"due_on": ["Deze dag ligt vóór de dag waarop de actie ontstond."]}


# --- out of something


def origins(region):
    item = AgendaItemFactory(meeting__region=region)
    decision = DecisionFactory(region=region, item=item, minuted=True)
    return {
        "item": item,
        "decision": decision,
        "stance": StanceFactory(decision=decision),
        "milestone": MilestoneFactory(cycle__region=region),
        "meeting": item.meeting,
        "step": StepStateFactory(round__region=region, round__opens_on="2026-01-01"),
    }


@pytest.mark.parametrize("kind", ["item", "decision", "stance", "milestone", "meeting", "step"])
def test_an_action_comes_from_what_the_address_names(client, region, sign_in, address, party, kind):
    sign_in("regisseur")
    row = origins(region)[kind]
    url = f"{address('action_create')}?uit={kind}:{row.pk}"
    assert f"Uit: {row}" in client.get(url).context["line"]
    client.post(url, filled(party))
    assert Action.objects.get().origin == row


def test_an_action_out_of_a_step_that_nobody_filled_in_stores_the_step(
    client, region, sign_in, address, party
):
    sign_in("regisseur")
    round = RoundFactory(region=region)
    url = f"{address('action_create')}?uit=step:{round.pk}.2"
    assert client.get(url).status_code == 200
    assert StepState.objects.count() == 0
    for _ in range(2):
        client.post(url, filled(party))
    state = StepState.objects.get()
    assert (state.round, state.step) == (round, round.steps[1].key)
    assert [a.from_step for a in Action.objects.all()] == [state, state]


def test_a_reservation_proposes_its_party_and_its_day(client, region, sign_in, address, party):
    sign_in("regisseur")
    stance = StanceFactory(
        decision__region=region,
        party=party,
        value="voorbehoud",
        reserved_for="college",
        answer_by="2026-04-21",
    )
    form = client.get(f"{address('action_create')}?uit=stance:{stance.pk}").context["form"]
    assert (form["owner"].value(), form["due_on"].value()) == (
        f"partij:{party.pk}",
        date(2026, 4, 21),
    )


@pytest.mark.parametrize(
    "asked",
    [
        "item:0",
        "item:abc",
        "item:" + "9" * 400,
        "geen:1",
        "item",
        ":",
        "step:1.x",
        "step:.",
        "\x7f",
    ],
)
def test_an_origin_that_is_not_there_is_not_found(client, sign_in, address, asked):
    sign_in("regisseur")
    assert client.get(address("action_create"), {"uit": asked}).status_code == 404


def test_an_origin_that_the_visitor_does_not_see_is_not_found(client, region, address, party):
    client.force_login(speaker(region, party))
    item = AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
    closed = MeetingFactory(region=region, body__is_open=False)
    for asked in (f"item:{item.pk}", f"meeting:{closed.pk}", f"item:{AgendaItemFactory().pk}"):
        assert client.get(address("action_create"), {"uit": asked}).status_code == 404


# --- who may


def test_who_speaks_for_a_party_makes_actions_for_it_alone(client, region, address, errors, party):
    client.force_login(speaker(region, party))
    other = PartyFactory(organisation__region=region)
    page = client.post(address("action_create"), filled(other))
    assert errors(page) == {"owner": ["Deze keuze is er niet of niet meer. Kies opnieuw."]}
    client.post(address("action_create"), filled(party))
    assert Action.objects.get().owner_party == party


def test_who_speaks_for_a_party_of_another_region_makes_none_here(client, region, sign_in, address):
    elsewhere = RegionFactory()
    user = speaker(elsewhere, PartyFactory(organisation__region=elsewhere))
    sign_in(Membership.Role.OFFICER, user)
    assert client.get(address("action_create")).status_code == 403


# --- changing


def test_changing_an_action_leaves_its_day_alone(client, region, sign_in, address, party):
    sign_in("regisseur")
    body = BodyFactory(region=region)
    ActionFactory(region=region, number=7, owner_party=party, arose_on="2026-03-03")
    page = client.get(address("action_edit", 7))
    assert "due_on" not in page.context["form"].fields
    assert page.context["form"]["owner"].value() == f"partij:{party.pk}"

    client.post(
        address("action_edit", 7),
        filled(party, version=1, title="Anders", owner=f"gremium:{body.pk}", due_on="2030-01-01"),
    )

    action = Action.objects.get()
    assert (action.title, action.due_on, action.version) == ("Anders", date(2026, 3, 27), 2)
    assert owner_of(action) == (None, None, None, body)


def test_an_owner_that_is_over_stays_a_choice_of_its_action(client, region, sign_in, address):
    sign_in("regisseur")
    gone = PartyFactory(organisation__region=region, until=date(2026, 1, 1))
    ended = PositionFactory(organisation=gone.organisation, until=date(2026, 1, 1))
    ActionFactory(region=region, number=7, owner_party=gone, owner_position=ended)

    changes = {"version": 1, "doer": f"persoon:{ended.pk}", "title": "Anders"}
    client.post(address("action_edit", 7), filled(gone, **changes))

    action = Action.objects.get()
    assert (action.title, action.owner_party, action.owner_position) == ("Anders", gone, ended)


def test_two_who_choose_another_owner_see_each_others(
    client, region, sign_in, address, errors, party
):
    sign_in("regisseur")
    first, second = PartyFactory.create_batch(2, organisation__region=region)
    ActionFactory(region=region, number=7, title="Aanleveren", owner_party=party)
    url = address("action_edit", 7)
    client.post(url, filled(first, version=1))
    page = client.post(url, filled(second, version=1))
    assert f"“{first}”" in errors(page)["owner"][0]
    assert Action.objects.get().owner_party == first


def test_among_many_who_does_it_is_typed_and_stays(client, region, sign_in, address, party):
    sign_in("regisseur")
    PositionFactory.create_batch(101, person__region=region, organisation=party.organisation)
    last = PositionFactory(organisation=party.organisation, person__name="Zus Zwaluw")
    page = client.get(address("action_create")).content.decode()
    assert page.count("<option") < 60

    client.post(address("action_create"), filled(party, doer="zus zwaluw"))
    action = Action.objects.get()
    assert action.owner_position == last

    url = address("action_edit", action.number)
    assert f'value="{last}"' in client.get(url).content.decode()
    client.post(url, filled(party, version=1, doer=str(last), title="Anders"))
    action.refresh_from_db()
    assert (action.title, action.owner_position) == ("Anders", last)


@pytest.mark.parametrize("role", ["regisseur", "beleidsmedewerker"])
def test_a_form_asks_as_much_with_many_who_may_do_it(
    client, region, sign_in, address, party, django_assert_max_num_queries, role
):
    user = sign_in(role)
    PositionFactory(organisation=party.organisation, person__user=user, person__region=region)
    ActionFactory(region=region, number=7, owner_party=party)

    def cost(url):
        with django_assert_max_num_queries(15) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    urls = [address("action_create"), address("action_edit", 7)]
    few = [cost(url) for url in urls]
    PositionFactory.create_batch(110, person__region=region, organisation=party.organisation)
    for one in PartyFactory.create_batch(110, organisation__region=region):
        SeatFactory(party=one, body__region=region)
    assert [cost(url) <= before for url, before in zip(urls, few, strict=True)] == [True, True]

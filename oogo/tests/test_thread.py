"""The thread, and what counts at a step of the checklist."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory
from agenda.tests.factories import ThemeFactory
from checklist.models import StepState
from checklist.tests.factories import RoundFactory, StepStateFactory
from oogo.models import StepOutcome
from oogo.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    DecisionFactory,
    ItemOriginFactory,
    MeetingFactory,
    MilestoneFactory,
    StanceFactory,
    StepOutcomeFactory,
)
from oogo.thread import thread_of
from records.models import Change

pytestmark = pytest.mark.usefixtures("third_of_march")
Role = Membership.Role


@pytest.fixture
def round(region):
    return RoundFactory(region=region)


@pytest.fixture
def step(round):
    return StepStateFactory(round=round, step=round.steps[0].key)


@pytest.fixture
def reader(region):
    return MembershipFactory(region=region, role=Role.READER).user


@pytest.fixture
def chain(region, step):
    """step → item → afspraak → action → step."""
    item = AgendaItemFactory(meeting__region=region, title="Begrippenlijst")
    ItemOriginFactory(item=item, step=step)
    decision = DecisionFactory(
        region=region, item=item, year=2026, sequence=3, minuted_on="2026-04-16", title="Eén lijst"
    )
    action = ActionFactory(
        region=region, number=7, title="Lijst maken", from_decision=decision, status="gereed_gemeld"
    )
    StepOutcomeFactory(step=step, action=action)
    return item, decision, action


def said(links):
    return [(link.what, link.text, link.note) for link in links]


def test_each_object_leads_one_click_each_way(step, chain, reader):
    item, decision, action = chain
    at_step = ("Checkliststap", str(step), "")
    at_item = ("Agendapunt", "Begrippenlijst", "16-04-2026")
    at_decision = ("Afspraak", "2026-NK-003 Eén lijst", "")
    at_action = ("Actie", "A07 Lijst maken", "Gereed gemeld")

    threads = [thread_of(obj, reader) for obj in (step, *chain)]

    assert [said(thread.origins) for thread in threads] == [[], [at_step], [at_item], [at_decision]]
    assert [said(thread.results) for thread in threads] == [
        [at_item],
        [at_decision],
        [at_action],
        [],
    ]
    assert threads[3].origins[0].url == decision.get_absolute_url()
    assert threads[1].results[0].url == decision.get_absolute_url()
    assert threads[0].results[0].url == item.get_absolute_url()


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("from_step", "Checkliststap"),
        ("from_meeting", "Overleg"),
        ("from_item", "Agendapunt"),
        ("from_decision", "Afspraak"),
        ("from_stance", "Standpunt"),
        ("from_milestone", "Mijlpaal"),
    ],
)
def test_an_action_names_where_it_comes_from(region, step, reader, kind, what):
    item = AgendaItemFactory(meeting__region=region)
    decision = DecisionFactory(region=region, item=item, minuted=True)
    source = {
        "from_step": step,
        "from_meeting": item.meeting,
        "from_item": item,
        "from_decision": decision,
        "from_stance": StanceFactory(decision=decision),
        "from_milestone": MilestoneFactory(cycle__region=region),
    }[kind]
    thread = thread_of(ActionFactory(region=region, **{kind: source}), reader)
    assert [(link.what, link.url) for link in thread.origins] == [(what, source.get_absolute_url())]


def test_an_item_may_come_from_several_things(region, step, reader):
    item = AgendaItemFactory(meeting__region=region)
    earlier = AgendaItemFactory(meeting__region=region)
    action = ActionFactory(region=region)
    decision = DecisionFactory(region=region, minuted=True)
    for origin in (
        {"step": step},
        {"theme": ThemeFactory(region=region)},
        {"action": action},
        {"decision": decision},
        {"source_item": earlier},
    ):
        ItemOriginFactory(item=item, **origin)
    ItemOriginFactory(item=item, action=ActionFactory(region=region), is_withdrawn=True)
    assert [link.what for link in thread_of(item, reader).origins] == [
        "Checkliststap",
        "Thema",
        "Actie",
        "Afspraak",
        "Agendapunt",
    ]
    assert [link.text for link in thread_of(action, reader).results] == [item.title]
    assert [link.text for link in thread_of(decision, reader).results] == [item.title]
    assert [link.text for link in thread_of(earlier, reader).results] == [item.title]


def test_an_afspraak_leads_to_what_it_replaces_and_to_what_replaced_it(region, reader):
    new = DecisionFactory(region=region, minuted=True)
    old = DecisionFactory(
        region=region, minuted=True, superseded_by=new, until="2026-03-01", reason="Vervangen."
    )
    assert [link.text for link in thread_of(new, reader).origins] == [str(old)]
    assert [link.text for link in thread_of(old, reader).results] == [str(new)]


def test_the_thread_shows_only_what_the_reader_may_see(region, step, chain, reader):
    item, decision, action = chain
    item.is_confidential, item.ground = True, "Woo 5.1"
    item.save()
    closed = AgendaItemFactory(meeting=MeetingFactory(region=region, body__is_open=False))
    ItemOriginFactory(item=closed, step=step)
    of_closed = ActionFactory(region=region, from_item=closed)

    assert thread_of(step, reader).results == []
    assert thread_of(of_closed, reader).origins == []
    director = MembershipFactory(region=region, role=Role.DIRECTOR).user
    assert len(thread_of(step, director).results) == 2
    assert len(thread_of(of_closed, director).origins) == 1


def test_a_stance_that_is_not_released_is_no_origin_for_others(region, reader):
    stance = StanceFactory(decision=DecisionFactory(region=region))
    action = ActionFactory(region=region, from_stance=stance)
    assert thread_of(action, reader).origins == []


@pytest.mark.parametrize("count", [1, 12])
def test_the_thread_costs_the_same_whatever_hangs_on_it(
    region, step, chain, reader, django_assert_num_queries, count
):
    item, decision, action = chain
    for number in range(100, 100 + 2 * count, 2):
        other = AgendaItemFactory(meeting__region=region)
        ItemOriginFactory(item=other, step=step)
        ItemOriginFactory(item=other, action=action)
        ItemOriginFactory(item=other, decision=decision)
        ItemOriginFactory(item=item, theme=ThemeFactory(region=region))
        ActionFactory(region=region, number=number, from_item=item)
        ActionFactory(region=region, number=number + 1, from_decision=decision)
    thread_of(step, reader)  # what this reader may see is asked once
    for obj, queries in ((step, 2), (item, 4), (decision, 4), (action, 2)):
        with django_assert_num_queries(queries):
            thread_of(obj, reader)


# --- on the pages


def test_the_step_page_asks_for_its_thread_and_has_a_link_without_javascript(
    client, sign_in, address, round, chain
):
    sign_in(Role.DIRECTOR)
    page = client.get(reverse("checklist:step_detail", args=[round.region.slug, round.pk, 1]))
    where = address("step_thread", round.pk, 1)
    assert f'hx-get="{where}"' in page.content.decode()
    assert f'<a href="{where}">' in page.content.decode()
    whole = client.get(where).content.decode()
    part = client.get(where, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in whole, "<html" in part) == (True, False)
    for text in (whole, part):
        assert "Begrippenlijst" in text
        assert "Lijst maken" in text
        assert f"{address('action_create')}?uit=step:{round.pk}.1" in text
        assert address("item_from_step", round.pk, 1) in text


def test_a_reader_sees_the_thread_of_a_step_without_buttons(client, sign_in, address, round, chain):
    sign_in(Role.READER)
    text = client.get(address("step_thread", round.pk, 1)).content.decode()
    assert "Lijst maken" in text
    assert ("Actie maken" in text, "Op de agenda zetten" in text, "Intrekken" in text) == (
        False,
        False,
        False,
    )


def test_a_step_that_does_not_exist_is_not_found(client, sign_in, address, round):
    sign_in(Role.DIRECTOR)
    assert client.get(address("step_thread", round.pk, 99)).status_code == 404
    assert client.get(address("step_thread", RoundFactory().pk, 1)).status_code == 404


def test_the_item_page_shows_the_thread_and_makes_an_action(client, sign_in, chain):
    sign_in(Role.DIRECTOR)
    item = chain[0]
    page = client.get(item.get_absolute_url(), {"draad": ""})
    assert [link.what for link in page.context["thread"].results] == ["Afspraak"]
    assert f"?uit=item:{item.pk}" in page.content.decode()


# --- what counts at a step


def test_an_action_is_linked_to_a_step_and_withdrawn_again(client, region, sign_in, address, round):
    user = sign_in(Role.OFFICER)
    action = ActionFactory(region=region, number=7)
    answer = client.post(address("action_step", 7), {"step": f"{round.pk}:2"})
    row = StepOutcome.objects.get()
    assert (row.action, row.step.step, row.step.round) == (action, round.steps[1].key, round)
    assert answer.url == action.get_absolute_url()
    assert set(Change.objects.values_list("model", "by")) == {
        ("oogo.stepoutcome", user.pk),
        ("checklist.stepstate", user.pk),
    }

    client.post(address("outcome_withdraw", row.pk), {"version": 1})
    assert StepOutcome.objects.get().is_withdrawn
    client.post(address("action_step", 7), {"step": f"{round.pk}:2"})
    assert (StepOutcome.objects.get().is_withdrawn, StepState.objects.count()) == (False, 1)


def test_who_may_not_link_is_not_asked_to(client, region, sign_in, round):
    action = ActionFactory(region=region, number=7)
    sign_in(Role.READER)
    assert "Telt mee bij de checklist" not in client.get(action.get_absolute_url()).content.decode()
    StepOutcomeFactory(step=StepStateFactory(round=round), action=action)
    assert "Telt mee bij de checklist" in client.get(action.get_absolute_url()).content.decode()


def test_from_the_step_an_afspraak_or_an_action_is_chosen(client, region, sign_in, address, round):
    sign_in(Role.OFFICER)
    decision = DecisionFactory(region=region, minuted=True)
    action = ActionFactory(region=region)
    url = address("step_outcome", round.pk, 1)
    for value in (f"afspraak:{decision.pk}", f"actie:{action.pk}"):
        answer = client.post(url, {"outcome": value})
    assert answer.url == reverse("checklist:step_detail", args=[region.slug, round.pk, 1])
    assert [row.outcome for row in StepOutcome.objects.all()] == [decision, action]
    back = client.post(f"{address('outcome_withdraw', row_pk(action))}?bij=stap", {"version": 1})
    assert back.url.partition("#")[0] == answer.url


def row_pk(action):
    return StepOutcome.objects.get(action=action).pk


def test_an_afspraak_is_linked_from_its_own_page(client, region, sign_in, address, round):
    sign_in(Role.DIRECTOR)
    decision = DecisionFactory(region=region, minuted=True)
    link = address("decision_step", decision.pk)
    assert link in client.get(address("decision_thread", decision.pk)).content.decode()
    client.post(link, {"step": f"{round.pk}:1"})
    row = StepOutcome.objects.get()
    assert row.decision == decision
    part = client.get(address("decision_thread", decision.pk), headers={"HX-Request": "true"})
    assert address("outcome_withdraw", row.pk) in part.content.decode()


@pytest.mark.parametrize("value", ["", "1:99", "999999:1", "x", "9" * 400, "\0"])
def test_a_step_that_cannot_be_is_said_at_the_field(
    client, region, sign_in, address, errors, round, value
):
    sign_in(Role.DIRECTOR)
    ActionFactory(region=region, number=7)
    page = client.post(address("action_step", 7), {"step": value})
    assert list(errors(page)) == ["step"]
    assert StepOutcome.objects.count() == 0


def test_what_one_does_not_see_cannot_be_chosen(client, region, sign_in, address, errors, round):
    sign_in(Role.OFFICER)
    item = AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
    hidden = ActionFactory(region=region, from_item=item)
    for pk in (hidden.pk, ActionFactory().pk):
        page = client.post(address("step_outcome", round.pk, 1), {"outcome": f"actie:{pk}"})
        assert list(errors(page)) == ["outcome"]


def test_a_closed_round_is_left_as_it_is(client, region, sign_in, address, errors, step):
    sign_in(Role.DIRECTOR)
    row = StepOutcomeFactory(step=step, action=ActionFactory(region=region, number=7))
    step.round.closed_on = "2026-03-01"
    step.round.save()
    assert client.post(address("step_outcome", step.round.pk, 1)).status_code == 403
    assert client.post(address("outcome_withdraw", row.pk)).status_code == 403
    page = client.post(address("action_step", 7), {"step": f"{step.round.pk}:1"})
    assert list(errors(page)) == ["step"]


def test_the_thread_of_a_step_costs_few_queries(
    region, address, round, step, chain, django_assert_max_num_queries
):
    user = MembershipFactory(region=region, role=Role.OFFICER).user
    client = Client()
    client.force_login(user)
    with django_assert_max_num_queries(15) as few:
        client.get(address("step_thread", round.pk, 1))
    for _ in range(10):
        StepOutcomeFactory(step=step, action=ActionFactory(region=region, from_step=step))
    with django_assert_max_num_queries(15) as many:
        client.get(address("step_thread", round.pk, 1))
    assert len(few) == len(many)

"""What the OOGO tells beside the steps of the checklist: only what every member sees."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from accounts.models import Membership
from checklist import facts as checklist_facts
from checklist.tests.factories import RoundFactory
from oogo import facts
from oogo.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    AnnexFactory,
    CycleFactory,
    CycleSubjectFactory,
    DecisionFactory,
    MilestoneFactory,
    StanceFactory,
    SubjectKindFactory,
    SubjectPartyFactory,
)
from partners.tests.factories import PartyFactory
from regio.lib import clock

pytestmark = pytest.mark.usefixtures("third_of_march")
Role = Membership.Role
TODAY = date(2026, 3, 3)
SECRET = {"is_confidential": True, "ground": "Woo 5.1"}


def told(region, step):
    found = facts.SOURCES[step](region, TODAY)[step]
    return [(fact.number, fact.text, fact.detail, fact.tone) for fact in found]


def stored(day):
    return datetime(2026, *day, 12, tzinfo=clock.AMSTERDAM)


def named(region, name):
    return PartyFactory(organisation__region=region, organisation__short_name=name)


def test_an_empty_region_has_nothing_wrong(region):
    assert told(region, 2) == [(0, "stukken gedeeld bij overleggen", "", "")]
    assert told(region, 4) == []
    assert told(region, 5) == [
        (0, "afspraken lopen", "", ""),
        (0, "voorbehouden wachten op antwoord", "", ""),
        (0, "standpunten ontbreken nog", "", ""),
        (0, "acties te laat", "", ""),
    ]
    assert told(region, 8) == [(0, "afspraken nu te herijken", "", "")]


# --- step 2


def test_papers_are_counted_and_the_newest_is_told(region):
    item = AgendaItemFactory(meeting__region=region)
    AnnexFactory(item=item, document__stored_at=stored((2, 26)))
    AnnexFactory(item=item, document__stored_at=stored((1, 5)))
    AnnexFactory()
    assert told(region, 2) == [
        (
            2,
            "stukken gedeeld bij overleggen",
            "nieuwste van 26 februari 2026, 5 dagen geleden",
            "",
        )
    ]


@pytest.mark.parametrize(("day", "ago"), [((3, 3), "vandaag"), ((3, 2), "1 dag geleden")])
def test_how_long_ago_the_newest_paper_came(region, day, ago):
    AnnexFactory(item__meeting__region=region, document__stored_at=stored(day))
    [(number, text, detail, _)] = told(region, 2)
    assert (number, text) == (1, "stuk gedeeld bij een overleg")
    assert detail.endswith(f"2026, {ago}")


@pytest.mark.parametrize(
    "hidden",
    [
        SECRET,
        {f"item__{name}": value for name, value in SECRET.items()},
        {"item__meeting__body__is_open": False},
        {"is_withdrawn": True},
        {"item__status": "ingetrokken"},
        {"item__meeting__status": "geannuleerd", "item__meeting__cancel_reason": "Ziek."},
    ],
)
def test_papers_that_not_every_member_sees_or_that_are_gone_are_not_counted(region, hidden):
    AnnexFactory(item__meeting__region=region, **hidden)
    assert told(region, 2)[0][:3] == (0, "stukken gedeeld bij overleggen", "")


# --- step 4


def test_the_next_oogo_is_counted_down_with_what_is_late(region):
    cycle = CycleFactory(region=region, meeting__region=region)
    MilestoneFactory(cycle=cycle, due_on=date(2026, 2, 27), title="Reacties")
    MilestoneFactory(cycle=cycle, due_on=date(2026, 4, 2), title="Stukken")
    assert told(region, 4)[0] == (
        44,
        f"dagen tot het {cycle.meeting.body}",
        "16 april 2026; te laat: Reacties",
        "late",
    )


def test_an_oogo_that_was_held_is_not_counted_down(region):
    CycleFactory(region=region, meeting__region=region, meeting__day=date(2026, 2, 5))
    assert told(region, 4) == []


def test_a_subject_says_when_it_was_last_discussed(region):
    SubjectKindFactory(region=region, name="Plan vo", last_held_on=date(2022, 2, 17))
    SubjectKindFactory(region=region, name="Plan jeugd", key="jeugdplan")
    assert told(region, 4) == [
        ("–", "Plan vo", "laatste OOGO op 17 februari 2022", ""),
        ("–", "Plan jeugd", "nog geen OOGO bekend", ""),
    ]


# --- step 5


def test_afspraken_are_counted_by_how_they_stand_with_what_they_wait_for(region):
    one = DecisionFactory(region=region, minuted=True, sequence=1)
    other = DecisionFactory(region=region, minuted=True, sequence=2)
    late = {"value": "voorbehoud", "reserved_for": "raad", "answer_by": date(2026, 3, 2)}
    StanceFactory(decision=one, party=named(region, "Bergen"), **late)
    StanceFactory(decision=one, party=named(region, "Heiloo"), **late)
    StanceFactory(decision=one, party=named(region, "Uitgeest"), value="geen")
    StanceFactory(decision=other, party=named(region, "Alkmaar"), given_on=TODAY)
    assert told(region, 5)[:3] == [
        (2, "afspraken lopen", "1 definitief; 1 onder voorbehoud", ""),
        (2, "voorbehouden wachten op antwoord", "2026-NK-001: Bergen en Heiloo", "late"),
        (1, "standpunt ontbreekt nog", "2026-NK-001: Uitgeest", "soon"),
    ]


def test_a_party_that_must_agree_and_said_nothing_is_awaited(region):
    subject = CycleSubjectFactory(cycle__region=region)
    SubjectPartyFactory(subject=subject, party=named(region, "Castricum"))
    item = AgendaItemFactory(meeting__region=region, subject=subject)
    DecisionFactory(region=region, item=item, minuted=True, sequence=3)
    assert told(region, 5)[2] == (
        1,
        "standpunt ontbreekt nog",
        "2026-NK-003: Castricum",
        "soon",
    )


def test_nothing_is_told_of_a_stance_before_the_afspraak_has_its_number(region):
    StanceFactory(decision__region=region, value="voorbehoud", reserved_for="raad", answer_by=TODAY)
    assert [number for number, *_ in told(region, 5)] == [0, 0, 0, 0]


def test_afspraken_and_actions_of_a_confidential_item_are_not_counted(region):
    item = AgendaItemFactory(meeting__region=region, **SECRET)
    decision = DecisionFactory(region=region, item=item, minuted=True, review_on=date(2026, 3, 1))
    StanceFactory(decision=decision, value="geen")
    ActionFactory(region=region, from_decision=decision, due_on=date(2026, 2, 1))
    assert [number for number, *_ in told(region, 5)] == [0, 0, 0, 0]
    assert told(region, 8)[0][:3] == (0, "afspraken nu te herijken", "")


def test_an_afspraak_that_is_over_is_not_counted(region):
    gone = {"region": region, "minuted": True, "review_on": date(2026, 3, 1)}
    DecisionFactory(until=TODAY, **gone)
    DecisionFactory(is_withdrawn=True, reason="Weg.", **gone)
    DecisionFactory(superseded_by=DecisionFactory(region=region), reason="Nieuw.", **gone)
    assert told(region, 5)[0][0] == told(region, 8)[0][0] == 0


def test_late_actions_are_named_the_latest_first_as_far_as_five(region):
    for number in range(1, 8):
        ActionFactory(region=region, number=number, title="Doen", due_on=date(2026, 2, number))
    ActionFactory(region=region, due_on=TODAY)
    ActionFactory(region=region, due_on=date(2026, 2, 1), status="gereed_gemeld")
    assert told(region, 5)[3] == (
        7,
        "acties te laat",
        "A01 Doen, A02 Doen, A03 Doen, A04 Doen, A05 Doen en nog 2",
        "late",
    )


# --- step 8


def test_afspraken_that_it_is_time_to_look_at_again_are_named(region):
    DecisionFactory(region=region, minuted=True, sequence=4, review_on=date(2026, 6, 25))
    assert told(region, 8) == [
        (0, "afspraken nu te herijken", "eerstvolgende: 2026-NK-004 op 25 juni 2026", "")
    ]
    DecisionFactory(region=region, minuted=True, sequence=5, review_on=TODAY)
    assert told(region, 8) == [(1, "afspraak nu te herijken", "2026-NK-005", "soon")]


# --- beside the checklist


def test_the_checklist_shows_them_beside_its_steps(region):
    texts = {n: [f.text for f in checklist_facts.for_step(region, TODAY, n)] for n in (2, 5, 8)}
    assert "stukken gedeeld bij overleggen" in texts[2]
    assert "acties te laat" in texts[5]
    assert "afspraken nu te herijken" in texts[8]


@pytest.mark.parametrize("number", range(1, 9))
def test_a_step_with_its_facts_costs_as_many_queries_for_thirty_of_everything_as_for_one(
    client, sign_in, region, django_assert_max_num_queries, number
):
    sign_in(Role.OFFICER)
    round = RoundFactory(region=region)
    url = reverse("checklist:step_detail", args=[region.slug, round.pk, number])
    cycle = CycleFactory(region=region, meeting__region=region)
    subject = CycleSubjectFactory(cycle=cycle)
    counts = []
    for count in (1, 29):
        for _ in range(count):
            item = AgendaItemFactory(meeting=cycle.meeting, subject=subject)
            AnnexFactory(item=item)
            MilestoneFactory(cycle=cycle, due_on=date(2026, 2, 1))
            decision = DecisionFactory(region=region, item=item, minuted=True, review_on=TODAY)
            StanceFactory(decision=decision, value="voorbehoud", reserved_for="raad")
            SubjectPartyFactory(subject=subject)
            ActionFactory(region=region, due_on=date(2026, 2, 1))
        with django_assert_max_num_queries(15) as page:
            client.get(url)
        with django_assert_max_num_queries(15) as beside:
            client.get(f"{url}feiten/", headers={"HX-Request": "true"})
        counts.append((len(page), len(beside)))
    assert counts[0] == counts[1]

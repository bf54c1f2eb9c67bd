"""Overzicht: what the region's home and its later parts show, and in how many queries."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership
from agenda.tests.factories import ThemeFactory, TrekkerFactory
from checklist.models import StepView
from checklist.tests.factories import RoundFactory, RoundPartyFactory
from monitoring.tests.factories import IndicatorFactory, MeasurementFactory
from oogo.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    CycleFactory,
    CycleSubjectFactory,
    DecisionFactory,
    MeetingFactory,
    MilestoneFactory,
    ParticipantFactory,
    SubjectPartyFactory,
)
from partners.tests.factories import MandateFactory, PartyFactory, PositionFactory
from records import actions as records
from regio.lib import clock

Role = Membership.Role
TODAY = date(2026, 3, 3)
PARTS = ["themes", "indicators", "gaps", "changes", "mandates"]


@pytest.fixture(autouse=True)
def on_day():
    with clock.standing_at(TODAY):
        yield


def home(client, region):
    return client.get(region.get_absolute_url())


def part(client, region, name):
    return client.get(reverse(f"home:{name}", args=[region.slug]), headers={"HX-Request": "true"})


def words(answer):
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return " ".join(text.split())


def test_the_home_shows_the_latest_round_that_has_begun(client, sign_in, region):
    sign_in(Role.READER)
    RoundFactory(region=region, title="Ronde 2027", opens_on="2027-02-01", due_on="2027-03-01")
    RoundFactory(region=region, title="Ronde 2026")
    text = home(client, region).content.decode()
    assert "ronde 2026" in text
    assert "ronde 2027" not in text


# --- the next OOGO


def test_a_meeting_that_the_reader_may_not_see_is_counted_and_no_way_leads_there(
    client, sign_in, region
):
    sign_in(Role.READER)
    meeting = MeetingFactory(region=region, body__is_open=False, day=TODAY + timedelta(days=1))
    CycleFactory(region=region, meeting=meeting)
    answer = home(client, region)
    assert "1 dag" in words(answer)
    assert meeting.get_absolute_url() not in answer.content.decode()
    assert "Er is geen overleg" in words(part(client, region, "mandates"))


def test_replies_are_counted_without_those_who_are_no_longer_invited(client, sign_in, region):
    sign_in(Role.READER)
    meeting = CycleFactory(region=region, meeting__region=region).meeting
    for reply, more in (("komt", {}), ("komt", {"is_withdrawn": True}), ("open", {})):
        ParticipantFactory(meeting=meeting, reply=reply, **more)
    found = home(client, region).context["overview"].meeting
    assert (found.comes, found.declines, found.waits) == (1, 0, 1)


def test_after_the_last_oogo_that_one_is_named_and_nothing_is_counted(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    CycleFactory(region=region, meeting__region=region, meeting__day=date(2026, 2, 5))
    answer = home(client, region)
    assert "Laatste" in words(answer)
    assert "Eerstvolgend" not in words(answer)
    assert answer.context["overview"].main_action is None


@pytest.mark.parametrize(
    ("role", "label"), [(Role.DIRECTOR, "voorbereiden"), (Role.OFFICER, "Checklist openen")]
)
def test_the_first_button_is_what_the_role_comes_for(client, sign_in, region, role, label):
    sign_in(role)
    RoundFactory(region=region)
    CycleFactory(region=region, meeting__region=region)
    assert home(client, region).context["overview"].main_action[0].endswith(label)


# --- actions


def test_the_bar_is_divided_into_what_there_is(client, sign_in, region):
    sign_in(Role.READER)
    for days in (-9, -1, 0, 30):
        ActionFactory(region=region, due_on=TODAY + timedelta(days=days))
    ActionFactory(region=region, status="gereed_gemeld")
    bar = home(client, region).context["overview"].bar
    assert [(share.kind, share.count, share.x) for share in bar] == [
        ("late", 2, 0),
        ("soon", 1, 2),
        ("later", 1, 3),
    ]


def test_an_action_of_a_confidential_item_is_nowhere_for_who_may_not_see_it(
    client, sign_in, region
):
    sign_in(Role.READER)
    item = AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
    ActionFactory(region=region, from_item=item, title="Geheim")
    answer = home(client, region)
    assert "Geheim" not in answer.content.decode()
    assert answer.context["overview"].actions.counts.total == 0


# --- the parts that come later


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_fetched_by_the_page_and_is_a_page_of_its_own(client, sign_in, region, name):
    sign_in(Role.READER)
    RoundFactory(region=region)
    CycleFactory(region=region, meeting__region=region)
    url = reverse(f"home:{name}", args=[region.slug])
    assert f'hx-get="{url}"' in home(client, region).content.decode()
    assert "<html" not in part(client, region, name).content.decode()
    assert "<html" in client.get(url).content.decode()


def test_a_theme_counts_the_afspraken_that_stand_and_that_the_reader_sees(client, sign_in, region):
    sign_in(Role.READER)
    theme = ThemeFactory(region=region, title="Vervoer")
    item = AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
    standing = DecisionFactory(region=region, minuted=True)
    gone = [
        DecisionFactory(region=region, minuted=True, item=item),
        DecisionFactory(region=region, minuted=True, is_withdrawn=True, reason="Weg."),
        DecisionFactory(region=region, minuted=True, superseded_by=standing, reason="Nieuw."),
        DecisionFactory(region=region),
    ]
    for decision in (standing, *gone):
        decision.themes.add(theme)
    answer = part(client, region, "themes")
    assert [(str(t.standing.theme), t.decisions) for t in answer.context["themes"]] == [
        ("Vervoer", 1)
    ]
    assert "geen trekker" in words(answer)


def test_what_is_missing_leads_to_where_it_is_mended(client, sign_in, region):
    sign_in(Role.OFFICER)
    party = PartyFactory(organisation__region=region, organisation__kind="ggd")
    text = part(client, region, "gaps").content.decode()
    assert f'<a href="{party.get_absolute_url()}">{party}</a>' in text
    assert reverse("partners:party_position_create", args=[region.slug, party.pk]) in text


def test_a_reader_sees_what_is_missing_without_a_way_to_mend_it(client, sign_in, region):
    sign_in(Role.READER)
    party = PartyFactory(organisation__region=region, organisation__kind="ggd")
    text = part(client, region, "gaps").content.decode()
    assert party.get_absolute_url() in text
    assert reverse("partners:party_position_create", args=[region.slug, party.pk]) not in text


def test_one_more_than_fits_is_shown_as_well(client, sign_in, region):
    sign_in(Role.READER)
    PartyFactory.create_batch(7, organisation__region=region, organisation__kind="ggd")
    gaps = part(client, region, "gaps").context["gaps"]
    assert (len(gaps.shown), gaps.has_more) == (7, False)
    PartyFactory(organisation__region=region, organisation__kind="ggd")
    gaps = part(client, region, "gaps").context["gaps"]
    assert (len(gaps.shown), gaps.has_more) == (6, True)


# --- what it costs


@pytest.fixture
def more(region, sign_in):
    """Return a function that adds one of everything that the Overzicht and its parts show."""
    user = sign_in(Role.DIRECTOR)
    round = RoundFactory(region=region)
    cycle = CycleFactory(region=region, meeting__region=region)
    subject = CycleSubjectFactory(cycle=cycle)

    def add(number):
        party = PartyFactory(organisation__region=region, organisation__kind="gemeente")
        position = PositionFactory(organisation=party.organisation, level="bestuurlijk")
        MandateFactory(position=position)
        RoundPartyFactory(round=round, party=party)
        view = StepView(round=round, step="speelveld", party=party)
        records.write(view, version=0, by=user, verdict="deels")
        ActionFactory(region=region, owner_party=party, owner_position=position)
        ActionFactory(region=region, owner_party=party, due_on=TODAY - timedelta(days=number))
        theme = TrekkerFactory(theme__region=region, position=position).theme
        DecisionFactory(region=region, minuted=True).themes.add(theme)
        MilestoneFactory(cycle=cycle, due_on=TODAY + timedelta(days=number)).parties.add(party)
        ParticipantFactory(meeting=cycle.meeting, position=position, party=party)
        SubjectPartyFactory(subject=subject, party=party)
        AgendaItemFactory(meeting=cycle.meeting, kind="besluitvorming", subject=subject)
        MeasurementFactory(indicator=IndicatorFactory(region=region))

    return add


def test_the_home_costs_as_many_queries_for_thirty_of_everything_as_for_one(
    client, region, more, django_assert_max_num_queries
):
    counts = []
    for added in (range(1), range(1, 30)):
        for number in added:
            more(number)
        with django_assert_max_num_queries(25) as queries:
            home(client, region)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", PARTS)
def test_a_part_costs_as_many_queries_for_thirty_of_everything_as_for_one(
    client, region, more, django_assert_max_num_queries, name
):
    counts = []
    for added in (range(1), range(1, 30)):
        for number in added:
            more(number)
        with django_assert_max_num_queries(15) as queries:
            part(client, region, name)
        counts.append(len(queries))
    assert counts[0] == counts[1]

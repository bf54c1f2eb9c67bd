"""How a new region begins: what is done, and who can do the next step."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory
from checklist.tests.factories import RoundFactory
from partners.models import RegionArea
from partners.tests.factories import AreaFactory, PartyFactory, PositionFactory
from regio.home.beginning import EDITORS
from regio.lib import clock

Role = Membership.Role
TITLES = ["Start de regio", "Zeg wie voor wie spreekt", "Nodig leden uit en start een ronde"]


@pytest.fixture(autouse=True)
def on_day():
    with clock.standing_at(date(2026, 3, 3)):
        yield


def steps_of(client, region):
    response = client.get(region.get_absolute_url())
    return response.context["overview"].first_steps


def begin(region, since=None):
    """Give a region an area and a party."""
    RegionArea.objects.create(region=region, area=AreaFactory(), since=since, version=1)
    PartyFactory(organisation__region=region, since=since)


def ways_of(step):
    return [way.label for way in step.ways]


def test_a_new_region_shows_three_steps_in_order(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    response = client.get(region.get_absolute_url())
    overview = response.context["overview"]
    assert [step.title for step in overview.first_steps] == TITLES
    assert [step.is_done for step in overview.first_steps] == [False, False, False]
    assert overview.next_step.title == TITLES[0]
    assert "Zo begint u" in response.content.decode()


def test_what_is_done_is_marked_and_the_next_step_stands_out(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    begin(region)
    response = client.get(region.get_absolute_url())
    overview = response.context["overview"]
    assert [step.is_done for step in overview.first_steps] == [True, False, False]
    assert overview.next_step.title == TITLES[1]
    assert ways_of(overview.first_steps[0]) == ["Aanvullen"]
    text = response.content.decode()
    assert (text.count("gedaan</span>"), text.count('class="button"')) == (1, 1)


def test_a_region_that_starts_later_has_started_too(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    begin(region, since=date(2026, 8, 1))
    PositionFactory(organisation=region.organisations.get(), since=date(2026, 8, 1))
    assert [step.is_done for step in steps_of(client, region)] == [True, True, False]


def test_areas_alone_are_no_start(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    RegionArea.objects.create(region=region, area=AreaFactory(), version=1)
    first = steps_of(client, region)[0]
    assert (first.is_done, ways_of(first)) == (False, ["Regio starten"])


@pytest.mark.parametrize(
    ("role", "ways", "who"),
    [
        (Role.ADMIN, ["Lid uitnodigen"], "Alleen een regisseur start een ronde: Mark Torenvalk."),
        (Role.DIRECTOR, ["Ronde starten"], "Een beheerder nodigt leden uit."),
        (
            Role.READER,
            [],
            "Een beheerder nodigt leden uit. Alleen een regisseur start een ronde: Mark Torenvalk.",
        ),
    ],
)
def test_the_last_step_says_who_can_do_which_part(client, sign_in, region, role, ways, who):
    MembershipFactory(region=region, role=Role.DIRECTOR, user__name="Mark Torenvalk")
    sign_in(role)
    step = steps_of(client, region)[2]
    assert (ways_of(step), step.who) == (ways, who)


def test_a_beheerder_without_a_regisseur_is_told_to_invite_one(client, sign_in, region):
    sign_in(Role.ADMIN)
    step = steps_of(client, region)[2]
    assert step.who == (
        "Alleen een regisseur kan een ronde starten, en die is er nog niet. Nodig er een uit."
    )
    assert [way.url for way in step.ways] == [reverse("members:member_invite", args=[region.slug])]


def test_who_may_not_edit_reads_who_does(client, sign_in, region):
    sign_in(Role.READER)
    assert [(ways_of(s), s.who) for s in steps_of(client, region)[:2]] == [([], EDITORS)] * 2


def test_a_round_that_is_still_to_open_is_named(client, sign_in, region):
    sign_in(Role.READER)
    RoundFactory(region=region, title="Ronde 2027", opens_on="2027-02-01", due_on="2027-03-01")
    step = steps_of(client, region)[2]
    assert (step.is_done, step.text) == (True, "Ronde 2027 is gemaakt en opent op 01-02-2027.")


def test_a_region_with_a_round_has_begun(client, sign_in, region):
    sign_in(Role.READER)
    RoundFactory(region=region)
    assert steps_of(client, region) == []

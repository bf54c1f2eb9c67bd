"""The thread of a theme: step, item, afspraak, action, and the step at which those count."""

from datetime import date

import pytest

from accounts.models import Membership
from agenda.tests.factories import ThemeFactory
from checklist.tests.factories import StepStateFactory
from oogo.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    DecisionFactory,
    ItemOriginFactory,
    MeetingFactory,
    StepOutcomeFactory,
)
from oogo.theme_thread import MOST

pytestmark = pytest.mark.usefixtures("third_of_march")
Role = Membership.Role


@pytest.fixture
def theme(region):
    return ThemeFactory(region=region, title="Thuiszitters")


@pytest.fixture
def meeting(region):
    return MeetingFactory(region=region, day=date(2026, 2, 12))


def told(page):
    return {
        stretch.heading: [(link.text, link.note) for link in stretch.links]
        for stretch in page.context["stretches"]
    }


def test_it_runs_from_the_step_to_the_step_at_which_an_outcome_counts(
    client, sign_in, address, region, theme, meeting
):
    sign_in(Role.READER)
    step = StepStateFactory(round__region=region)
    item = AgendaItemFactory(meeting=meeting, theme=theme, title="Eén aanpak")
    ItemOriginFactory(item=item, step=step)
    put = AgendaItemFactory(meeting=meeting, title="Uit het thema")
    ItemOriginFactory(item=put, theme=theme)
    decision = DecisionFactory(region=region, item=item, minuted=True, sequence=7, title="Samen")
    decision.themes.add(theme)
    action = ActionFactory(region=region, theme=theme, number=4, title="Evalueren")
    StepOutcomeFactory(step=step, action=action)
    StepOutcomeFactory(step=step, decision=decision)
    AgendaItemFactory(meeting=meeting), DecisionFactory(region=region), ActionFactory(region=region)

    page = client.get(address("theme_thread", theme.pk))

    assert told(page) == {
        "Uit de checklist": [(str(step), "")],
        "Agendapunten": [("Uit het thema", "12-02-2026"), ("Eén aanpak", "12-02-2026")],
        "Afspraken": [(str(decision), "")],
        "Acties": [("A04 Evalueren", "Open")],
        "Telt mee bij de checklist": [(str(step), decision.number), (str(step), "A04")],
    }


def test_a_theme_without_anything_says_so(client, sign_in, address, theme):
    sign_in(Role.READER)
    page = client.get(address("theme_thread", theme.pk))
    assert told(page) == {}
    assert "nog geen agendapunt, afspraak of actie" in page.content.decode()


def test_the_page_of_the_theme_fetches_it(client, sign_in, address, theme):
    sign_in(Role.READER)
    url = address("theme_thread", theme.pk)
    assert f'hx-get="{url}"' in client.get(theme.get_absolute_url()).content.decode()
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<section class="card thread" id="draad"')


def test_what_is_hidden_is_not_on_the_thread(client, sign_in, address, region, theme, meeting):
    sign_in(Role.READER)
    item = AgendaItemFactory(meeting=meeting, theme=theme, is_confidential=True, ground="Woo 5.1")
    ItemOriginFactory(item=item, step=StepStateFactory(round__region=region))
    decision = DecisionFactory(region=region, item=item, minuted=True)
    decision.themes.add(theme)
    action = ActionFactory(region=region, theme=theme, from_item=item)
    StepOutcomeFactory(step=StepStateFactory(round__region=region), action=action)
    assert told(client.get(address("theme_thread", theme.pk))) == {}
    sign_in(Role.DIRECTOR)
    assert len(told(client.get(address("theme_thread", theme.pk)))) == 5


def test_only_the_newest_are_listed_and_the_rest_is_a_click_away(
    client, sign_in, address, region, theme
):
    sign_in(Role.READER)
    for number in range(1, MOST + 2):
        ActionFactory(region=region, theme=theme, number=number)
    page = client.get(address("theme_thread", theme.pk))
    [stretch] = page.context["stretches"]
    assert (len(stretch.links), stretch.is_cut) == (MOST, True)
    assert page.context["actions_url"] == f"{address('action_list')}?thema={theme.pk}&stand=alle"


@pytest.mark.parametrize("many", [1, 30])
def test_thirty_of_each_cost_no_more_queries(
    client, sign_in, address, region, theme, meeting, django_assert_max_num_queries, many
):
    sign_in(Role.READER)
    for _ in range(many):
        item = AgendaItemFactory(meeting=meeting, theme=theme)
        ItemOriginFactory(item=item, step=StepStateFactory(round__region=region))
        decision = DecisionFactory(region=region, item=item)
        decision.themes.add(theme)
        StepOutcomeFactory(
            step=StepStateFactory(round__region=region),
            action=ActionFactory(region=region, theme=theme),
        )
    with django_assert_max_num_queries(15):
        client.get(address("theme_thread", theme.pk))

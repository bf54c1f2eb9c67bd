"""Every history leads to its room and to the object itself, and marks the room."""

import pytest
from django.urls import reverse

from accounts.models import Membership
from agenda.tests.factories import ThemeRoleFactory
from checklist.models import Answer, StepView
from checklist.tests.factories import CONTENT
from oogo.tests.factories import PostponementFactory
from records import visibility
from records.models import Change
from regio.tests.world import World

STEP = CONTENT["steps"][0]
ROOM = {
    "partners": "Speelveld",
    "agenda": "Samenwerkingsagenda",
    "checklist": "Checklist",
    "monitoring": "Monitoring",
    "oogo": "OOGO",
    "accounts": "Leden",
}


def rows_of(world):
    """Return a row of every model of which a history is shown."""
    of_round = {"round": world.round, "version": 1}
    question = STEP["questions"][0]["key"]
    return [
        world.membership,
        world.invitation,
        world.area,
        world.portfolio,
        world.party.organisation,
        world.link.target,
        world.link,
        world.party,
        world.person,
        world.position,
        world.representation,
        world.mandate,
        world.body,
        world.seat,
        world.holding,
        world.closed_day,
        world.theme,
        ThemeRoleFactory(theme=world.theme, party=world.party),
        world.trekker,
        world.goal,
        world.plan,
        world.plan_link,
        world.indicator,
        world.measurement,
        world.target,
        world.definition_break,
        world.subject_kind,
        world.cycle,
        world.subject,
        world.subject_party,
        world.milestone,
        world.round,
        world.round.asked.get(),
        world.evidence,
        world.step_state,
        StepView.objects.create(step=STEP["key"], party=world.party, **of_round),
        Answer.objects.create(question_key=question, **of_round),
        Answer.objects.create(question_key=question, party=world.party, **of_round),
        world.action,
        PostponementFactory(action=world.action),
        world.outcome,
    ]


@pytest.fixture
def world(region):
    return World(region)


def history_of(client, row, by):
    label = row._meta.label_lower
    if not Change.objects.of(row).exists():
        field = next(f for f in row._meta.concrete_fields if f.editable and not f.is_relation)
        Change.objects.create(
            region=row.region,
            model=label,
            object_id=row.pk,
            object_label=str(row),
            version=2,
            field=field.name,
            by=by,
        )
    return client.get(reverse("records:object_history", args=[row.region.slug, label, row.pk]))


def test_every_model_with_a_history_is_tried_here(world):
    tried = {row._meta.label_lower for row in rows_of(world)}
    assert tried | {"accounts.region"} == set(visibility._models)


def test_every_history_leads_to_its_room_and_to_the_object(client, sign_in, world):
    user = sign_in(Membership.Role.ADMIN)
    for row in rows_of(world):
        page = history_of(client, row, user)
        room, itself, here = page.context["crumbs"]
        expected = ROOM[row._meta.app_label]
        assert (room[0], itself[0], here) == (expected, str(row), ("Geschiedenis", ""))
        for _, url in (room, itself):
            assert client.get(url).status_code == 200, url
        marked = [r.label for r in page.context["rooms"] if r.is_current]
        assert marked == ([] if expected == "Leden" else [expected])


def test_the_history_of_the_region_itself_leads_to_the_overview(client, sign_in, region):
    page = history_of(client, region_row(region), sign_in(Membership.Role.READER))
    assert page.context["crumbs"] == [
        ("Overzicht", region.get_absolute_url()),
        ("Geschiedenis", ""),
    ]


def region_row(region):
    region.region = region
    return region


def test_a_history_costs_no_more_than_a_list(client, sign_in, world, django_assert_max_num_queries):
    user = sign_in(Membership.Role.ADMIN)
    for row in rows_of(world):
        history_of(client, row, user)
        with django_assert_max_num_queries(15):
            history_of_again(client, row)


def history_of_again(client, row):
    address = [row.region.slug, row._meta.label_lower, row.pk]
    assert client.get(reverse("records:object_history", args=address)).status_code == 200

"""Every history leads to its room and to the object itself, and marks the room."""

import re

import pytest
from django.urls import reverse

from accounts.models import Membership
from checklist.models import Answer, StepView
from checklist.tests.factories import CONTENT
from oogo.models import ItemOrigin
from oogo.tests.factories import PostponementFactory, RepresentationItemFactory
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
    "reminders": "Berichten",
}
ROOMLESS = {"Leden", "Berichten"}


def rows_of(world):
    """Return a row of every model of which a history is shown."""
    of_round = {"round": world.round, "version": 1}
    question = STEP["questions"][0]["key"]
    return [
        world.membership,
        world.invitation,
        world.reminder_settings,
        world.area,
        world.area_contact,
        world.portfolio,
        world.party.organisation,
        world.organisation,
        world.earlier_name,
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
        world.election,
        world.formation,
        world.sitting,
        world.merger_plan,
        world.theme,
        world.theme_role,
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
        world.decision,
        world.stance,
        world.follow_up,
        world.round,
        world.round.asked.get(),
        world.evidence,
        world.step_state,
        StepView.objects.create(step=STEP["key"], party=world.party, **of_round),
        Answer.objects.create(question_key=question, **of_round),
        Answer.objects.create(question_key=question, party=world.party, **of_round),
        world.meeting,
        world.item,
        world.item_part,
        world.item_share,
        world.annex,
        world.participant,
        RepresentationItemFactory(item=world.item, representation=world.representation),
        world.dossier,
        world.dossier_reader,
        ItemOrigin.objects.create(item=world.item, theme=world.theme, version=1),
        world.action,
        PostponementFactory(action=world.action),
        world.outcome,
    ]


@pytest.fixture
def world(region):
    return World(region)


def changed(row, by):
    """Let something be told of `row`."""
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


def history_of(client, row):
    address = [row.region.slug, row._meta.label_lower, row.pk]
    return client.get(reverse("records:object_history", args=address))


def test_every_model_with_a_history_is_tried_here(world):
    tried = {row._meta.label_lower for row in rows_of(world)}
    assert tried | {"accounts.region"} == set(visibility._models)


def test_every_history_leads_to_its_room_and_to_the_object(client, sign_in, world):
    user = sign_in(Membership.Role.ADMIN)
    led_to = set()
    for row in rows_of(world):
        changed(row, user)
        page = history_of(client, row)
        room, itself, here = page.context["crumbs"]
        expected = ROOM[row._meta.app_label]
        assert (room[0], itself[0], here) == (expected, str(row), ("Geschiedenis", ""))
        led_to |= {room[1], itself[1]}
        marked = [r.label for r in page.context["rooms"] if r.is_current]
        assert marked == ([] if expected in ROOMLESS else [expected])
    assert [url for url in sorted(led_to) if client.get(url).status_code != 200] == []


def test_a_page_with_the_object_leads_to_its_history(client, sign_in, world):
    user = sign_in(Membership.Role.ADMIN)
    rows = rows_of(world)
    for row in rows:
        changed(row, user)
    Answer.objects.update(value="ja")
    figures = reverse("monitoring:measurement_list", args=[world.region.slug, world.indicator.pk])
    led_to = histories_from(client, world.region.get_absolute_url(), figures)
    # What ties two things is no object to look at, nor is who got a dossier: Geschiedenis van de
    # regio tells of them.
    assert {row._meta.label_lower for row in rows} - led_to == {
        "checklist.roundparty",
        "oogo.dossierreader",
        "oogo.itemorigin",
        "oogo.representationitem",
        "oogo.stepoutcome",
    }


def histories_from(client, home, figures):
    """Walk the pages of a region and return the models to whose histories they link.

    Overzicht does not count: it tells what changed last, whatever that was. `figures` is given:
    the figure of this world is of a gemeente outside the region, where no page leads to.
    """
    waiting, seen, led_to = [home, f"{home}leden/", figures], set(), set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        page = client.get(address)
        if not page["Content-Type"].startswith("text/html"):
            continue
        links = re.findall(r'href="([^"#]+)', page.content.decode())
        ours = [link for link in links if link.startswith(home)]
        histories = [link for link in ours if link.startswith(f"{home}geschiedenis/")]
        if address != home and not address.startswith(f"{home}overzicht/"):
            led_to |= {link.split("/")[4] for link in histories}
        waiting += [link for link in ours if link not in histories and "?" not in link]
        waiting += [link for link in ours if link.endswith("toon=uitnodigingen")]
    return led_to


def test_the_history_of_the_region_itself_leads_to_the_overview(client, sign_in, region):
    row = region_row(region)
    changed(row, sign_in(Membership.Role.READER))
    page = history_of(client, row)
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
        changed(row, user)
        with django_assert_max_num_queries(15):
            assert history_of(client, row).status_code == 200

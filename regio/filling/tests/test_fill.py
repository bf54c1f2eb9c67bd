from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from accounts.models import Region, User
from oogo.models import Action, AgendaItem, Decision, Meeting, Stance
from partners.models import Position
from records.models import Change
from regio.filling import actions
from regio.filling.sizes import SIZES

DAY = date(2026, 3, 3)
SMALL = replace(SIZES["S"], meetings=6, items=20, coming_items=5, decisions=8, actions=16)


def numbers(region):
    """Return what quality.md counts of a region."""
    return {
        "organisations": region.organisations.count(),
        "people": region.people.count(),
        "themes": region.themes.count(),
        "meetings": region.meetings.count(),
        "items": AgendaItem.objects.filter(body__region=region).count(),
        "decisions": region.decisions.count(),
        "actions": region.actions.count(),
        "rounds": region.rounds.count(),
        "indicators": region.indicators.count(),
    }


def texts():
    """Return what a reader sees, without keys."""
    return [
        *Action.objects.order_by("number").values_list("title", "due_on", "status"),
        *AgendaItem.objects.order_by("meeting__number", "order").values_list("title", "kind"),
        *Stance.objects.order_by("pk").values_list("value", "party__organisation__name"),
    ]


def test_the_command_fills_a_region_of_size_s(db, capsys):
    call_command("fill", size="S", at=DAY)
    region = Region.objects.get(slug="maat-s")
    size = SIZES["S"]
    assert numbers(region) == {name: getattr(size, name) for name in numbers(region)}
    assert capsys.readouterr().out == "Region maat-s is filled as it would stand on 2026-03-03.\n"


def test_size_l_is_what_the_bounds_are_measured_on():
    size = SIZES["L"]
    assert (size.organisations, size.people, size.meetings, size.items) == (40, 200, 120, 1_500)
    assert (size.actions, size.decisions, size.rounds) == (5_000, 1_000, 10)
    assert (size.indicators, size.periods, size.coming_items) == (60, 10, 40)


def test_size_p_has_a_thousand_people_with_two_functions_and_meets_as_little_as_s():
    size = SIZES["P"]
    assert (size.people, size.functions, size.meetings) == (1_000, 2_000, SIZES["S"].meetings)


def test_who_has_two_functions_has_them_in_two_places(db):
    size = replace(SMALL, people=30, functions=60, groups=2)
    region = actions.fill(size=size, day=DAY)
    held = {}
    for person, place in Position.objects.of_region(region).values_list("person", "organisation"):
        held.setdefault(person, []).append(place)
    assert [len(set(places)) for places in held.values()] == [2] * 30
    assert region.bodies.filter(kind="werkgroep").count() == 2


def test_the_same_day_gives_the_same_rows_and_each_has_a_line_of_history(db):
    found = []
    for _ in range(2):
        with transaction.atomic():
            actions.fill(size=SMALL, day=DAY)
            found.append((texts(), Counter(Change.objects.values_list("model", flat=True))))
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert found[0][1]["oogo.action"] == SMALL.actions


def test_the_next_oogo_stands_at_the_end_and_is_not_held(db):
    region = actions.fill(size=SMALL, day=DAY)
    last = Meeting.objects.filter(region=region).latest("number")
    assert (last.body.name, last.status, last.items.count()) == ("OOGO", "gepland", 5)
    assert last.day > DAY
    assert {d.number for d in Decision.objects.filter(item__meeting=last)} == {""}
    held = Decision.objects.of_region(region).filter(item__meeting__status="gehouden")
    assert held.count() == held.numbered().count() > 0


def test_who_signs_in_sees_what_was_made(db, client):
    region = actions.fill(size=SMALL, day=DAY)
    client.force_login(User.objects.get(email="regisseur@maat-s.test"))
    page = client.get(f"/regio/{region.slug}/")
    assert region.name in page.content.decode()


def test_a_region_that_is_there_already_is_left_alone(db):
    actions.fill(size=SMALL, day=DAY)
    before = numbers(Region.objects.get())
    with pytest.raises(CommandError, match="maat-s is there already"):
        call_command("fill", size="S")
    assert numbers(Region.objects.get()) == before


def test_outside_development_mode_nothing_is_filled(db, settings):
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError, match="development mode only"):
        call_command("fill", size="S")
    assert Region.objects.count() == 0

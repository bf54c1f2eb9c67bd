"""What the room OOGO shows of the scenario on 3 March 2026 (scenario, 3 and 10)."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import Region, User
from oogo.calendar import Calendar
from oogo.models import CycleSubject, Meeting
from oogo.parties import derivations

DAY = date(2026, 3, 3)
pytestmark = pytest.mark.usefixtures("loaded_once", "db")


@pytest.fixture
def region(loaded_once, db):
    return Region.objects.get(slug="noord-kennemerland")


def test_it_is_44_days_to_the_oogo_and_m5_alone_is_late(region):
    run = Calendar(region, DAY).current
    assert (run.meeting.day, run.days_left) == (date(2026, 4, 16), 44)
    assert [s.milestone.title for s in run.late] == ["Schriftelijke reacties gemeenten en ROC"]


def test_the_watch_gives_the_terms_of_the_scenario(region):
    watched = {w.watch.key: w.watch for w in Calendar(region, DAY).watched}
    vo, po = watched["ondersteuningsplan_vo"], watched["ondersteuningsplan_po"]
    assert (vo.term, vo.days_left, vo.working_days) == ("inspectie vóór 1 mei 2026", 58, 9)
    assert vo.warnings == ("Geen ruimte voor een tweede overleg vóór 30 april.",)
    assert (po.term, po.tone) == ("inspectie vóór 1 mei 2028", "none")
    assert "geen wettelijke termijn" in watched["jeugdplan"].term
    assert [watched[key].last_held_on for key in sorted(watched)] == [
        date(2025, 9, 25),
        date(2024, 2, 15),
        date(2022, 2, 17),
    ]


def test_the_rule_gives_the_parties_that_the_scenario_names(region):
    subjects = CycleSubject.objects.of_region(region).select_related("kind", "plan__owner")
    vo = subjects.get(kind__key="ondersteuningsplan_vo")
    found = derivations(region, [vo], date(2026, 4, 16))[vo.pk]
    by_capacity = {}
    for row in found.parties:
        by_capacity.setdefault(row.capacity, set()).add(row.party.name)
    stored = {}
    for row in vo.parties.kept().select_related("party__organisation"):
        stored.setdefault(row.capacity, set()).add(str(row.party))
    assert by_capacity == stored


def test_the_room_shows_it_and_a_move_by_a_week_is_shown_before_it_is_done(region):
    client = Client()
    client.force_login(User.objects.get(email="regisseur@demo.test"))
    page = client.get("/regio/noord-kennemerland/oogo/").content.decode()
    for text in ("44 dagen tot het OOGO", "1 mijlpaal te laat", "(58 dagen)", "9 werkdagen"):
        assert text in page
    meeting = Meeting.objects.get(region=region, day=date(2026, 4, 16))
    page = client.post(
        f"/regio/noord-kennemerland/overleg/{meeting.number}/verplaatsen/",
        {
            "day": "2026-04-23",
            "starts_at": "13:30",
            "ends_at": "15:30",
            "place": meeting.place,
            "version": meeting.version,
        },
    )
    moved = {
        line.milestone.title: line.shift.becomes
        for line in page.context["shifts"]
        if line.shift.moves
    }
    assert moved["Stukken verzenden"] == date(2026, 4, 9)
    assert moved["Schriftelijke reacties gemeenten en ROC"] == date(2026, 3, 6)
    assert moved["Afspraken- en actielijst"] == date(2026, 4, 29)
    assert "Plan bij de inspectie" not in moved

"""Verslag per item, adopting it, and what the next meeting takes over."""

from datetime import date

import pytest

from accounts.models import Membership
from oogo.forms.decisions import FUTURE
from oogo.forms.participants import OFF_AGENDA
from oogo.models import AgendaItem, Decision, ItemOrigin, Meeting
from oogo.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    StanceFactory,
)

Role = Membership.Role


@pytest.fixture
def earlier(region):
    return MeetingFactory(region=region, day=date(2026, 1, 29))


@pytest.fixture
def meeting(earlier):
    return MeetingFactory(region=earlier.region, body=earlier.body, day=date(2026, 3, 5))


@pytest.fixture(autouse=True)
def director(sign_in):
    return sign_in(Role.DIRECTOR)


def base(meeting):
    return f"/regio/{meeting.region.slug}/overleg/{meeting.number}/"


def test_minutes_of_an_item_make_the_meeting_held(client, earlier):
    item = AgendaItemFactory(meeting=earlier)
    data = {"outcome": "Iedereen **leest** mee.", "status": "behandeld", "version": 1}
    assert client.post(f"{base(earlier)}punten/{item.pk}/verslag/", data).status_code == 302
    item.refresh_from_db()
    earlier.refresh_from_db()
    assert (item.outcome, item.status) == ("Iedereen **leest** mee.", "behandeld")
    assert earlier.status == Meeting.Status.HELD
    assert "<strong>leest</strong>" in client.get(f"{base(earlier)}verslag/").content.decode()


def test_two_who_write_the_same_minutes_see_both_texts(client, earlier):
    item = AgendaItemFactory(meeting=earlier)
    address = f"{base(earlier)}punten/{item.pk}/verslag/"
    client.post(address, {"outcome": "De eerste.", "status": "behandeld", "version": 1})
    page = client.post(address, {"outcome": "De tweede.", "status": "behandeld", "version": 1})
    text = page.content.decode()
    assert (page.status_code, "De eerste." in text, "De tweede." in text) == (200, True, True)
    item.refresh_from_db()
    assert item.outcome == "De eerste."


def test_minutes_belong_to_an_item_of_this_meeting(client, earlier, meeting):
    item = AgendaItemFactory(meeting=meeting)
    assert client.get(f"{base(earlier)}punten/{item.pk}/verslag/").status_code == 404


def test_minutes_are_adopted_after_the_meeting(client, earlier):
    Meeting.objects.filter(pk=earlier.pk).update(status="gehouden")
    address = f"{base(earlier)}verslag/vaststellen/"
    page = client.post(address, {"minutes_adopted_on": "2026-01-28", "version": 1})
    assert page.context["form"].errors["minutes_adopted_on"] == [
        "Het verslag is van na het overleg."
    ]
    client.post(address, {"minutes_adopted_on": "2026-03-05", "version": 1})
    earlier.refresh_from_db()
    assert earlier.minutes_adopted_on == date(2026, 3, 5)


def test_the_preview_says_why_each_item_returns(client, earlier, meeting):
    postponed = AgendaItemFactory(meeting=earlier, status="aangehouden")
    standing = AgendaItemFactory(meeting=earlier, status="behandeld", is_standing=True)
    busy = AgendaItemFactory(meeting=earlier, status="behandeld")
    AgendaItemFactory(meeting=earlier, status="behandeld", title="klaar")
    decision = DecisionFactory(region=earlier.region, item=busy, minuted=True)
    ActionFactory(region=earlier.region, from_item=busy)
    ActionFactory(region=earlier.region, from_decision=decision)
    ActionFactory(region=earlier.region, from_item=busy, status="afgerond")
    StanceFactory(decision=decision, value="geen")
    page = client.get(f"{base(meeting)}overnemen/")
    assert [(row.item, row.reasons) for row, _ in page.context["rows"]] == [
        (postponed, ("niet behandeld",)),
        (standing, ("vast punt",)),
        (busy, ("2 open acties", "1 standpunt open")),
    ]


def test_the_preview_reads_thirty_lines_in_as_many_queries_as_one(
    client, earlier, meeting, django_assert_max_num_queries
):
    AgendaItemFactory(meeting=earlier, status="aangehouden")
    with django_assert_max_num_queries(15) as few:
        client.get(f"{base(meeting)}overnemen/")
    AgendaItemFactory.create_batch(29, meeting=earlier, status="aangehouden")
    with django_assert_max_num_queries(15) as many:
        page = client.get(f"{base(meeting)}overnemen/")
    assert len(page.context["rows"]) == 30
    assert len(many) == len(few)


def test_what_is_ticked_comes_on_the_agenda_as_it_was_edited(client, earlier, meeting):
    one = AgendaItemFactory(meeting=earlier, status="aangehouden", kind="besluitvorming")
    two = AgendaItemFactory(meeting=earlier, status="aangehouden")
    data = {
        f"punt{one.pk}-is_taken": "on",
        f"punt{one.pk}-title": "Nog eens",
        f"punt{one.pk}-minutes": "20",
        f"punt{two.pk}-title": two.title,
        f"punt{two.pk}-minutes": "5",
    }
    assert client.post(f"{base(meeting)}overnemen/", data).status_code == 302
    item = AgendaItem.objects.get(meeting=meeting)
    assert (item.title, item.minutes, item.kind) == ("Nog eens", 20, "besluitvorming")
    assert ItemOrigin.objects.get(item=item).source_item == one
    assert Decision.objects.get(item=item).is_proposed
    # What is on the agenda already is not proposed again.
    left = client.get(f"{base(meeting)}overnemen/").context["rows"]
    assert [row.item for row, _ in left] == [two]


def test_nothing_is_taken_over_when_a_line_is_wrong(client, earlier, meeting):
    one = AgendaItemFactory(meeting=earlier, status="aangehouden")
    data = {f"punt{one.pk}-is_taken": "on", f"punt{one.pk}-title": "", f"punt{one.pk}-minutes": "x"}
    page = client.post(f"{base(meeting)}overnemen/", data)
    [(_, form)] = page.context["rows"]
    assert set(form.errors) == {"title", "minutes"}
    assert not meeting.items.exists()


@pytest.mark.parametrize("status", ["voorgesteld", "ingetrokken"])
def test_what_is_not_on_the_agenda_has_no_minutes_and_what_was_typed_stays(client, earlier, status):
    item = AgendaItemFactory(meeting=earlier, status=status)
    data = {"outcome": "Getypt.", "status": "behandeld", "version": 1}
    page = client.post(f"{base(earlier)}punten/{item.pk}/verslag/", data)
    assert page.context["form"].non_field_errors() == [OFF_AGENDA]
    assert "Getypt." in page.content.decode()
    item.refresh_from_db()
    earlier.refresh_from_db()
    assert (item.status, earlier.status) == (status, Meeting.Status.PLANNED)


def test_a_cancelled_meeting_has_no_minutes_to_adopt(client, earlier):
    Meeting.objects.update(status="geannuleerd", cancel_reason="Ziek.")
    item = AgendaItemFactory(meeting=earlier)
    data = {"outcome": "Getypt.", "status": "behandeld", "version": 1}
    page = client.post(f"{base(earlier)}punten/{item.pk}/verslag/", data)
    assert page.context["form"].non_field_errors() == [OFF_AGENDA]
    data = {"minutes_adopted_on": "2026-02-01", "version": 1}
    page = client.post(f"{base(earlier)}verslag/vaststellen/", data)
    assert "minutes_adopted_on" in page.context["form"].errors


def test_minutes_are_not_adopted_in_the_future(client, earlier):
    data = {"minutes_adopted_on": "2199-01-01", "version": 1}
    page = client.post(f"{base(earlier)}verslag/vaststellen/", data)
    assert page.context["form"].errors["minutes_adopted_on"] == [FUTURE]

"""The primary button of a meeting is what comes next."""

from datetime import date

import pytest

from accounts.models import Membership
from oogo.models import Meeting
from oogo.rules.next_step import Step, next_step
from oogo.tests.factories import AgendaItemFactory, MeetingFactory

Role = Membership.Role
DAY = date(2026, 3, 3)
BEFORE, AFTER = date(2026, 3, 2), date(2026, 3, 4)


@pytest.mark.parametrize(
    ("today", "stands", "expected"),
    [
        (BEFORE, {}, Step.ADD_ITEM),
        (DAY, {}, Step.WRITE_MINUTES),
        (AFTER, {}, Step.WRITE_MINUTES),
        (DAY, {"is_held": True}, Step.WRITE_MINUTES),
        (DAY, {"is_held": True, "is_minuted": True}, Step.ADOPT_MINUTES),
        (AFTER, {"is_minuted": True}, Step.WRITE_MINUTES),
        (AFTER, {"is_held": True, "is_minuted": True, "is_adopted": True}, Step.SEE_DOSSIER),
        (BEFORE, {"is_cancelled": True}, None),
        (AFTER, {"is_cancelled": True}, None),
    ],
)
def test_what_comes_next_follows_from_how_the_meeting_stands(today, stands, expected):
    none = dict.fromkeys(("is_cancelled", "is_held", "is_minuted", "is_adopted"), False)
    assert next_step(DAY, today, **(none | stands)) == expected


@pytest.fixture
def meeting(region, third_of_march):
    return MeetingFactory(region=region, number=9007, day=DAY)


def main_action(page):
    """The label and address of the primary button; None when a page has none."""
    text = page.content.decode()
    if "main-action" not in text:
        return None
    tag = text[text.index("main-action") :].partition("</a>")[0]
    return tag.partition(">")[2], tag.partition('href="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("stands", "item", "label", "name"),
    [
        ({"day": AFTER}, {}, "Agendapunt toevoegen", "item_create"),
        ({}, {}, "Verslag maken", "minutes_detail"),
        ({"status": "gehouden"}, {}, "Verslag maken", "minutes_detail"),
        ({"status": "gehouden"}, {"status": "behandeld"}, "Verslag vaststellen", "minutes_adopt"),
        ({"status": "gehouden", "minutes_adopted_on": DAY}, {"status": "behandeld"},
         "Dossier bekijken", "dossier_list"),
    ],
)  # fmt: skip
def test_a_regisseur_is_offered_what_comes_next(
    client, sign_in, address, meeting, stands, item, label, name
):
    sign_in(Role.DIRECTOR)
    AgendaItemFactory(meeting=meeting, **item)
    Meeting.objects.update(**stands)
    page = client.get(address("meeting_detail", 9007))
    assert main_action(page) == (label, address(name, 9007))


def test_an_item_can_still_be_added_to_a_meeting_that_was_held(client, sign_in, address, meeting):
    sign_in(Role.DIRECTOR)
    AgendaItemFactory(meeting=meeting, status="behandeld")
    Meeting.objects.update(status="gehouden")
    page = client.get(address("meeting_detail", 9007)).content.decode()
    assert f'<a href="{address("item_create", 9007)}">Agendapunt toevoegen</a>' in page


def test_a_cancelled_meeting_has_no_primary_button(client, sign_in, address, meeting):
    sign_in(Role.DIRECTOR)
    Meeting.objects.update(status="geannuleerd", cancel_reason="Ziek.")
    assert main_action(client.get(address("meeting_detail", 9007))) is None


@pytest.mark.parametrize(
    ("stands", "label"),
    [({"day": AFTER}, "Agendapunt voorstellen"), ({"status": "gehouden"}, None),
     ({"day": BEFORE}, None)],
)  # fmt: skip
def test_who_proposes_items_does_so_as_long_as_the_meeting_is_to_come(
    client, sign_in, address, said, meeting, stands, label
):
    sign_in(Role.OFFICER)
    Meeting.objects.update(**stands)
    action = main_action(client.get(address("meeting_detail", 9007)))
    assert (action and action[0]) == label
    answer = client.get(address("item_create", 9007))
    if label:
        assert answer.status_code == 200
    else:
        assert (answer.url, said(answer)) == (
            address("meeting_detail", 9007),
            ["Dit overleg is geweest. Stel uw punt voor een volgend overleg voor."],
        )
        assert client.post(address("item_create", 9007), {"title": "x"}).status_code == 302


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.READER])
def test_others_are_offered_nothing(client, sign_in, address, meeting, role):
    sign_in(role)
    assert main_action(client.get(address("meeting_detail", 9007))) is None


def test_minutes_that_are_complete_are_adopted_from_their_own_page(
    client, sign_in, address, meeting
):
    sign_in(Role.DIRECTOR)
    item = AgendaItemFactory(meeting=meeting)
    Meeting.objects.update(status="gehouden")
    assert main_action(client.get(address("minutes_detail", 9007))) is None
    item.status = "aangehouden"
    item.save()
    assert main_action(client.get(address("minutes_detail", 9007))) == (
        "Verslag vaststellen",
        address("minutes_adopt", 9007),
    )

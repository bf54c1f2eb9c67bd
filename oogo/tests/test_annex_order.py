"""The order of the annexes of an item: by buttons, on the version of the item."""

import pytest

from accounts.models import Membership
from oogo.actions.papers import move_annex
from oogo.models import AgendaItem
from oogo.papers.agenda import Agenda
from oogo.tests.factories import AgendaItemFactory, AnnexFactory, MeetingFactory
from records.actions import StaleError
from records.models import Change
from regio.lib import clock

Role = Membership.Role
pytestmark = pytest.mark.django_db


@pytest.fixture
def item(region):
    return AgendaItemFactory(meeting=MeetingFactory(region=region), title="Hulp op school")


@pytest.fixture
def annexes(item):
    return [AnnexFactory(item=item, title=title, order=1) for title in ("Een", "Twee", "Drie")]


def titles(item):
    return [annex.title for annex in item.annexes.kept().order_by("order", "pk")]


def move(client, address, annex, place, version=None):
    where = address("annex_move", annex.pk)
    version = annex.item.version if version is None else version
    return client.post(where, {"naar": place, "version": version})


def test_a_button_moves_an_annex_and_its_number_in_the_papers(
    client, sign_in, item, annexes, address
):
    sign_in(Role.DIRECTOR)
    page = client.get(item.get_absolute_url()).content.decode()
    assert page.count(f'action="{address("annex_move", annexes[0].pk)}"') == 1
    answer = move(client, address, annexes[2], 1)
    assert answer.status_code == 302
    assert answer.url.endswith("#bijlagen-titel")
    assert titles(item) == ["Drie", "Een", "Twee"]
    (paper,) = Agenda(item.meeting, clock.today()).papers
    assert [(found.number, str(found.annex)) for found in paper.annexes] == [
        ("1.1", "Drie"),
        ("1.2", "Een"),
        ("1.3", "Twee"),
    ]
    moved = Change.objects.filter(model="oogo.annex", field="order")
    assert {change.object_id for change in moved} == {annexes[0].pk, annexes[1].pk}


def test_the_first_goes_no_higher_and_the_last_no_lower(client, sign_in, item, annexes, address):
    sign_in(Role.DIRECTOR)
    move(client, address, annexes[0], 0)
    move(client, address, annexes[2], 9)
    assert titles(item) == ["Een", "Twee", "Drie"]
    assert AgendaItem.objects.get().version == item.version


def test_what_was_clicked_on_an_old_page_is_said_and_changes_nothing(
    client, sign_in, item, annexes, address, said
):
    sign_in(Role.DIRECTOR)
    move(client, address, annexes[2], 1)
    answer = move(client, address, annexes[0], 3)
    assert said(answer)[-1].startswith("Het agendapunt is intussen veranderd.")
    assert titles(item) == ["Drie", "Een", "Twee"]


def test_the_same_click_twice_is_no_conflict(client, sign_in, item, annexes, address, said):
    sign_in(Role.DIRECTOR)
    move(client, address, annexes[2], 1)
    assert said(move(client, address, annexes[2], 1)) == []
    assert titles(item) == ["Drie", "Een", "Twee"]


def test_without_the_version_the_last_click_would_win(region, sign_in, item, annexes):
    by = sign_in(Role.DIRECTOR)
    move_annex(item=item, version=item.version, annex=annexes[2], place=1, by=by)
    with pytest.raises(StaleError):
        move_annex(item=item, version=item.version, annex=annexes[0], place=3, by=by)
    move_annex(item=item, version=item.version + 1, annex=annexes[0], place=3, by=by)
    assert titles(item) == ["Drie", "Twee", "Een"]


@pytest.mark.parametrize(
    "data", [{}, {"naar": "x", "version": "y"}, {"naar": "9" * 30, "version": "9" * 30}]
)
def test_what_no_button_sends_changes_nothing(client, sign_in, item, annexes, address, data):
    sign_in(Role.DIRECTOR)
    client.post(address("annex_move", annexes[0].pk), data)
    assert titles(item) == ["Een", "Twee", "Drie"]


def test_one_annex_has_nowhere_to_go_and_a_reader_gets_no_buttons(
    client, sign_in, item, annexes, address
):
    sign_in(Role.READER)
    assert "annex_move" not in client.get(item.get_absolute_url()).content.decode()
    assert "/plaats/" not in client.get(item.get_absolute_url()).content.decode()
    assert move(client, address, annexes[2], 1).status_code == 403
    item.annexes.exclude(pk=annexes[0].pk).update(is_withdrawn=True)
    sign_in(Role.DIRECTOR)
    assert "/plaats/" not in client.get(item.get_absolute_url()).content.decode()


def test_past_a_hidden_annex_it_moves_by_one(client, sign_in, item, annexes, address):
    annexes[1].is_confidential, annexes[1].ground = True, "Woo 5.1"
    annexes[1].save()
    sign_in(Role.DIRECTOR)
    move(client, address, annexes[2], 2)
    assert titles(item) == ["Een", "Drie", "Twee"]

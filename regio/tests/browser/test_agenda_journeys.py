"""The order of an agenda in the browser: arrows, keyboard, dragging, and without JavaScript."""

import pytest

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory
from oogo.tests.factories import AgendaItemFactory, MeetingFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.looks]


@pytest.fixture
def meeting(region):
    meeting = MeetingFactory(region=region)
    for title in ("Opening", "Plan", "Rondvraag"):
        AgendaItemFactory(meeting=meeting, title=title, minutes=10)
    return meeting


@pytest.fixture
def order(region, meeting, visit):
    """Open the page on which the regisseur orders the agenda."""
    user = MembershipFactory(region=region, role=Membership.Role.DIRECTOR).user
    return lambda **options: visit(user, f"{meeting.get_absolute_url()}volgorde/", **options)


def stored(meeting):
    return [item.title for item in meeting.items.in_order()]


def told(page, text):
    page.locator("#verplaatst", has_text=text).wait_for(state="attached")


def test_an_arrow_moves_an_item_and_keeps_the_focus(order, meeting):
    page = order()
    page.get_by_role("button", name="Omlaag: Opening").press("Enter")
    told(page, "Opening staat nu op plaats 2 en begint om 13.40 uur.")
    page.keyboard.press("Enter")
    told(page, "Opening staat nu op plaats 3")
    assert stored(meeting) == ["Plan", "Rondvraag", "Opening"]
    focused = page.evaluate("document.activeElement.textContent")
    assert focused == "Omhoog: Opening"


def test_alt_with_an_arrow_key_moves_the_item_that_has_the_focus(order, meeting):
    page = order()
    page.get_by_role("button", name="Omlaag: Plan").focus()
    page.keyboard.press("Alt+ArrowUp")
    told(page, "Plan staat nu op plaats 1 en begint om 13.30 uur.")
    assert stored(meeting) == ["Plan", "Opening", "Rondvraag"]


def test_an_item_can_be_dragged_by_its_handle(order, meeting):
    page = order()
    handle = page.locator("[data-key]", has_text="Rondvraag").locator("[data-handle]")
    target = page.locator("[data-key]", has_text="Opening")
    handle.drag_to(target, target_position={"x": 60, "y": 4})
    told(page, "Rondvraag staat nu op plaats 1")
    assert stored(meeting) == ["Rondvraag", "Opening", "Plan"]
    page.locator("[data-key]", has_text="Rondvraag").locator("[data-handle]").wait_for()


def test_without_javascript_the_arrows_do_it(order, meeting):
    page = order(java_script_enabled=False)
    page.get_by_role("button", name="Omhoog: Rondvraag").click()
    page.get_by_role("button", name="Omhoog: Rondvraag").click()
    page.locator("li", has_text="Rondvraag").wait_for()
    assert stored(meeting) == ["Rondvraag", "Opening", "Plan"]
    assert page.locator("[data-handle]").first.is_hidden()

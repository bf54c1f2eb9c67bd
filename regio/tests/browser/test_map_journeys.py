"""The map in the browser: nearer by keys and buttons, a card at once, the day on a slider."""

import pytest
from playwright.sync_api import expect

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory
from partners.models import Municipality
from partners.tests.factories import OrganisationFactory, PartyFactory, load_noord_holland

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.looks]
MAP = "/regio/noord-kennemerland/speelveld/kaart/"


@pytest.fixture
def reader(region):
    load_noord_holland()
    for code in ("GM0361", "GM0383", "GM0399"):
        town = Municipality.objects.get(code=code)
        PartyFactory(organisation=OrganisationFactory(region=region, municipality=town))
    return MembershipFactory(region=region, role=Membership.Role.READER).user


def width(page):
    return page.evaluate("document.querySelector('svg.map').viewBox.baseVal.width")


def left(page):
    return page.evaluate("document.querySelector('svg.map').viewBox.baseVal.x")


COVERED = """() => {
  const names = [...document.querySelectorAll('svg.map .names text')]
    .map((name) => [name.textContent, name.getBoundingClientRect()])
    .filter(([, box]) => box.width);
  const isOver = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0.1 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 0.1;
  return names.flatMap(([text, box], n) =>
    names.slice(n + 1).filter(([, other]) => isOver(box, other)).map(([other]) => [text, other]));
}"""


def test_one_comes_nearer_moves_and_goes_back_by_keys_and_buttons(visit, reader):
    page = visit(reader, f"{MAP}?land=on")
    whole = width(page)
    expect(page.get_by_role("button", name="Uitzoomen")).to_be_disabled()
    page.get_by_role("button", name="Inzoomen").click()
    assert width(page) == pytest.approx(whole / 1.5)
    page.keyboard.press("+")
    assert width(page) == pytest.approx(whole / 1.5**2)
    before = left(page)
    page.keyboard.press("ArrowRight")
    assert left(page) > before
    page.keyboard.press("-")
    assert width(page) == pytest.approx(whole / 1.5)
    page.keyboard.press("0")
    assert width(page) == whole
    page.set_viewport_size({"width": 320, "height": 800})
    for _ in range(3):
        expect(page.locator("svg.map .names text:visible")).not_to_have_count(0)
        assert page.evaluate(COVERED) == []
        page.keyboard.press("+")


def test_a_gemeente_shows_its_card_without_a_new_page(visit, reader):
    page = visit(reader, MAP)
    page.evaluate("window.isSame = true")
    castricum, last = (
        page.locator("svg.map a", has_text="Castricum"),
        page.locator("svg.map > path"),
    )
    castricum.focus()
    outline = castricum.locator("path").get_attribute("d")
    assert last.last.get_attribute("d") == outline
    page.keyboard.press("Enter")
    expect(page.locator("#gemeente-title")).to_have_text("Castricum")
    assert page.evaluate("window.isSame") is True
    assert page.url.endswith("?gemeente=GM0383#gemeente")
    page.keyboard.press("Tab")
    assert last.last.get_attribute("d") not in (outline, "")
    page.reload()
    expect(page.locator("#gemeente-title")).to_have_text("Castricum")


def test_without_a_script_the_map_stands_still_and_leads_to_the_card(visit, reader):
    page = visit(reader, MAP, java_script_enabled=False)
    expect(page.get_by_role("button", name="Inzoomen")).to_be_hidden()
    page.locator("svg.map a", has_text="Heiloo").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#gemeente-title")).to_have_text("Heiloo")


def test_the_slider_moves_the_map_to_another_day(visit, reader):
    page = visit(reader, MAP)
    slider = page.get_by_role("slider", name="Dag op de tijdlijn")
    slider.press("End")
    slider.press("Home")
    page.wait_for_url("**op=2015-01-01**")
    expect(slider).to_be_focused()
    expect(page.get_by_role("heading", name="op do 1 januari 2015")).to_be_visible()
    expect(page.get_by_label("Zoals op")).to_have_value("2015-01-01")

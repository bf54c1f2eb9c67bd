"""A region starts in the browser: searched while typing, accessible at each step; and without
JavaScript, with the search of an organisation's areas."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory
from partners.models import Organisation, Party
from partners.tests.factories import load_noord_holland
from regio.tests.browser.test_every_page import AXE_OPTIONS, VIOLATIONS, WIDTHS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.looks]
START = "/regio/noord-kennemerland/speelveld/start/"


@pytest.fixture
def director(region):
    load_noord_holland()
    return MembershipFactory(region=region, role=Membership.Role.DIRECTOR).user


def check_looks(page):
    """Find nothing wrong with a step at any width."""
    page.evaluate(AXE_SCRIPT)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert page.evaluate(VIOLATIONS, AXE_OPTIONS) == []


def test_a_region_starts_while_one_types_and_ticks(visit, director):
    page = visit(director, START)
    page.get_by_label("Zoek op naam, code of gemeente").press_sequentially("27-03")
    page.get_by_label("SWV PO 27-03").check()
    check_looks(page)
    page.get_by_label("Zoek op naam, code of gemeente").fill("texel")
    expect(page.get_by_role("group", name="Gekozen").get_by_label("SWV PO 27-03")).to_be_checked()
    page.get_by_role("button", name="Verder naar gemeenten").click()
    expect(page.get_by_label("Noord-Kennemerland", exact=False).first).to_be_checked()
    check_looks(page)
    page.get_by_role("checkbox", name="Alkmaar").first.uncheck()
    expect(page.locator("#gebieden")).to_contain_text("daarbuiten Alkmaar, Castricum, Uitgeest")
    page.get_by_role("button", name="Verder naar de partijen").click()
    page.get_by_label("Naam: SWV PO 27-03").first.fill("PPO Reiger")
    check_looks(page)
    page.get_by_role("button", name="Verder naar nakijken").click()
    expect(page.get_by_role("main")).to_contain_text("PPO Reiger")
    check_looks(page)
    page.get_by_role("button", name="Regio starten").click()
    expect(page.get_by_role("heading", name="Volgende stap: wie spreekt voor wie")).to_be_visible()
    check_looks(page)


def test_a_region_starts_and_an_area_is_searched_without_javascript(visit, director, region):
    page = visit(director, START, java_script_enabled=False)
    page.get_by_label("Zoek op naam, code of gemeente").fill("PO 27-03")
    page.keyboard.press("Enter")
    page.get_by_label("SWV PO 27-03").check()
    for button in ("Verder naar gemeenten", "Verder naar de partijen", "Verder naar nakijken"):
        page.get_by_role("button", name=button).click()
    page.get_by_role("button", name="Regio starten").click()
    expect(page.get_by_role("main")).to_contain_text("De regio is gestart")
    assert Party.objects.of_region(region).count() == 6
    page.goto(page.url.replace("speelveld/", "speelveld/partijen/nieuw/"))
    page.get_by_label("Soort").select_option("swv")
    page.get_by_label("Naam", exact=True).fill("SWV Kop")
    page.get_by_label("Zoek op nummer, naam of gemeente").fill("texel")
    page.get_by_role("button", name="Zoeken").click()
    page.get_by_label("SWV PO 27-01").check()
    page.get_by_label("Naam", exact=True).press("Enter")
    expect(page.get_by_role("main")).to_contain_text("SWV Kop doet mee")
    assert [a.code for a in Organisation.objects.get(name="SWV Kop").areas.all()] == ["PO2701"]

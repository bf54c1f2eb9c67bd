"""The shell in the browser: a form that outlives its sign-in, menus that close."""

import pytest
from django.contrib.sessions.models import Session

from accounts.models import Region
from accounts.tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "een-lang-geheim-woord"


def sign_in(page, user):
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    page.wait_for_load_state()


@pytest.fixture
def admin(db):
    user = UserFactory(is_functional_admin=True)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.mark.parametrize("javascript", [True, pytest.param(False, marks=pytest.mark.looks)])
def test_a_form_posted_after_the_sign_in_expired_is_sent_again(visit, admin, javascript):
    page = visit(admin, "/nieuwe-regio/", java_script_enabled=javascript)
    page.get_by_label("Naam", exact=True).fill("Kop van de provincie")
    page.get_by_label("Code").fill("KP")
    page.get_by_label("Naam van de eerste beheerder").fill("Femke Grauwgors")
    page.get_by_label("E-mailadres van de eerste beheerder").fill("femke@nest.example")
    Session.objects.all().delete()
    page.get_by_role("button", name="Regio maken").click()
    page.get_by_text("Kop van de provincie", exact=True).wait_for()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Opnieuw inloggen").click()
    sign_in(opened.value, admin)
    page.get_by_role("button", name="Opnieuw versturen").click()
    if not javascript:  # the token in this tab is of before the sign-in: once more
        page.get_by_role("heading", name="De pagina stond te lang open").wait_for()
        page.get_by_role("button", name="Opnieuw versturen").click()
    page.get_by_role("status").filter(has_text="Kop van de provincie").wait_for()
    assert Region.objects.get().name == "Kop van de provincie"


@pytest.mark.looks
def test_a_menu_closes_with_escape_and_by_a_click_elsewhere(visit, db):
    page = visit(MembershipFactory(user__name="Sanne Bosuil").user)
    menu = page.locator("details.who")
    for close in (lambda: page.keyboard.press("Escape"), lambda: page.locator("h1").click()):
        page.get_by_text("Uw menu, Sanne Bosuil").click(force=True)
        page.get_by_role("link", name="Mijn profiel").wait_for()
        close()
        assert menu.get_attribute("open") is None

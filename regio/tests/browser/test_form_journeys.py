"""Forms and leaving in the browser: our own messages, and no text left on a shared computer."""

import pytest
from django.urls import reverse

from accounts.tests.factories import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.looks]
QUESTION = (
    "U hebt tekst die nog niet is opgeslagen. Uitloggen wist die van deze computer. Toch uitloggen?"
)
ON_OTHER_PAGES = """(user) => {
  localStorage.setItem(`regio:${user}:/regio/nk/checklist/1/stap/1/:vraag`, '{}');
  localStorage.setItem(`regio:${user}0:/regio/nk/checklist/1/stap/1/:vraag`, '{}');
}"""


@pytest.mark.parametrize("javascript", [True, False])
def test_a_form_with_faults_says_so_itself_and_leads_to_each(visit, db, javascript):
    page = visit(
        UserFactory(is_functional_admin=True),
        reverse("members:region_create"),
        java_script_enabled=javascript,
    )
    page.get_by_label("Code").fill("NK")
    page.get_by_role("button", name="Regio maken").click()
    summary = page.locator(".form-faults")
    assert summary.get_by_role("strong").inner_text() == "Er staan 3 fouten in het formulier"
    assert page.locator(":focus").get_attribute("class") == summary.get_attribute("class")
    summary.get_by_role("link", name="Naam", exact=True).click()
    assert page.locator("#id_name:focus").count() == 1
    assert page.get_by_label("Code").input_value() == "NK"


@pytest.fixture
def leaver(visit, db):
    """A page of someone with text that is not saved, and what the browser asked."""
    user = MembershipFactory().user
    page = visit(user)
    page.evaluate(ON_OTHER_PAGES, user.pk)
    return user, page


def log_out(page, *, answer):
    asked = []

    def reply(dialog):
        asked.append(dialog.message)
        dialog.accept() if answer else dialog.dismiss()

    page.on("dialog", reply)
    page.locator("details.who > summary").click()
    page.get_by_role("button", name="Uitloggen").click()
    return asked


def kept(page):
    return page.evaluate("Object.keys(localStorage).map((key) => key.split(':')[1]).sort()")


def test_logging_out_wipes_what_is_not_saved_after_asking(leaver):
    user, page = leaver
    assert log_out(page, answer=True) == [QUESTION]
    page.get_by_text("U bent uitgelogd.").wait_for()
    assert kept(page) == [f"{user.pk}0"]


def test_who_does_not_want_that_stays(leaver):
    user, page = leaver
    assert log_out(page, answer=False) == [QUESTION]
    page.wait_for_timeout(300)
    assert kept(page) == [str(user.pk), f"{user.pk}0"]
    assert page.locator("details.who").count() == 1


def test_logging_out_asks_nothing_when_all_is_saved(visit, db):
    page = visit(MembershipFactory().user)
    assert log_out(page, answer=True) == []
    page.get_by_text("U bent uitgelogd.").wait_for()


def test_the_current_tab_is_in_view_on_a_phone(visit, db):
    region = (member := MembershipFactory()).region
    page = visit(member.user, reverse("partners:portfolio_list", args=[region.slug]))
    page.set_viewport_size({"width": 375, "height": 800})
    page.reload()
    tab = page.locator(".tabs [aria-current]").bounding_box()
    assert tab["x"] >= 0
    assert tab["x"] + tab["width"] <= 375
    assert len({round(t.bounding_box()["y"]) for t in page.locator(".tabs a").all()}) == 1

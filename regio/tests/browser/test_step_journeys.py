"""A step in the browser: with and without JavaScript, two people, a lost line, a lost sign-in."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory
from checklist.models import Answer, StepView
from checklist.tests.factories import RoundFactory, RoundPartyFactory
from partners.tests.factories import PersonFactory, PositionFactory
from regio.lib import clock

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "een-lang-geheim-woord"
NEW_PLAYERS = "Welke nieuwe spelers zijn er?"


@pytest.fixture
def round(region):
    today = clock.today()
    return RoundFactory(region=region, title="Ronde 2026", opens_on=today, due_on=today)


def official(round, name):
    user = MembershipFactory(region=round.region, user__name=name).user
    user.set_password(PASSWORD)
    user.save()
    party = RoundPartyFactory(round=round, party__organisation__short_name=f"van {name}").party
    person = PersonFactory(region=round.region, user=user, name=name)
    PositionFactory(person=person, organisation=party.organisation)
    return user


def step(round, number=1):
    return f"/regio/{round.region.slug}/checklist/{round.pk}/stap/{number}/"


def status(page, label):
    return page.locator(".field", has=page.get_by_label(label)).locator("[data-status]")


def saved(page, label):
    page.locator(".field", has=page.get_by_label(label)).locator(".is-saved").wait_for()


def test_a_beleidsmedewerker_fills_in_a_step_and_every_field_saves_itself(visit, round):
    page = visit(official(round, "Bosuil"), step(round))
    page.get_by_role("radiogroup", name="Uw oordeel").get_by_text("deels", exact=True).click()
    page.locator("#veld-eigen-oordeel .is-saved").wait_for()
    page.get_by_label(NEW_PLAYERS).fill("Kinderopvang.")
    page.get_by_label("Wat moet er nog gebeuren?").fill("Contactpersonen aanvullen")
    saved(page, NEW_PLAYERS)
    page.get_by_label("Uiterlijk").focus()
    saved(page, "Wat moet er nog gebeuren?")
    assert "Opgeslagen om" in status(page, NEW_PLAYERS).inner_text()
    assert page.locator("#steps-nav a[aria-current]").inner_text().startswith("1")
    assert StepView.objects.get().verdict == "deels"
    assert Answer.objects.get().value == "Kinderopvang."
    page.reload()
    assert page.get_by_label(NEW_PLAYERS).input_value() == "Kinderopvang."
    assert page.evaluate("Object.keys(localStorage).length") == 0


@pytest.mark.looks
def test_not_applicable_asks_for_a_reason_beside_the_verdict(visit, round):
    page = visit(official(round, "Bosuil"), step(round))
    assert page.get_by_label("Waarom niet van toepassing?").is_hidden()
    page.get_by_role("radiogroup", name="Uw oordeel").get_by_text("n.v.t.").click()
    page.get_by_text("Schrijf erbij waarom deze stap niet van toepassing is.").first.wait_for()
    assert StepView.objects.count() == 0
    page.get_by_label("Waarom niet van toepassing?").fill("Wij liggen in een ander gebied")
    page.get_by_label("Waarom niet van toepassing?").press("Enter")
    page.locator("#veld-eigen-oordeel .is-saved").wait_for()
    view = StepView.objects.get()
    assert (view.verdict, view.reason) == ("nvt", "Wij liggen in een ander gebied")


@pytest.mark.looks
def test_a_step_is_filled_in_without_javascript(visit, round):
    page = visit(official(round, "Bosuil"), step(round), java_script_enabled=False)
    page.get_by_role("radiogroup", name="Uw oordeel").get_by_text("geheel").click()
    page.get_by_label(NEW_PLAYERS).fill("Het mbo.")
    page.get_by_role("button", name="Alles opslaan").last.click()
    page.get_by_text("Opgeslagen.").wait_for()
    assert (StepView.objects.get().verdict, Answer.objects.get().value) == ("geheel", "Het mbo.")


@pytest.mark.parametrize("scripts", [True, False])
def test_two_people_in_one_field_see_both_texts_and_choose(visit, round, scripts):
    sanne = visit(official(round, "Bosuil"), step(round), java_script_enabled=scripts)
    jan = visit(official(round, "Winterkoning"), step(round))
    jan.get_by_label(NEW_PLAYERS).fill("Kinderopvang en het mbo.")
    jan.get_by_label(NEW_PLAYERS).blur()
    saved(jan, NEW_PLAYERS)
    sanne.get_by_label(NEW_PLAYERS).fill("Kinderopvang en twee jeugdhulpaanbieders.")
    if scripts:
        sanne.get_by_label(NEW_PLAYERS).blur()
    else:
        sanne.get_by_role("button", name="Alles opslaan").last.click()
    conflict = sanne.locator(".conflict")
    conflict.wait_for()
    assert "Winterkoning (van Winterkoning) veranderde dit antwoord om" in conflict.inner_text()
    assert conflict.locator("mark").all_inner_texts() == ["twee jeugdhulpaanbieders", "het mbo"]
    assert Answer.objects.get().value == "Kinderopvang en het mbo."
    conflict.get_by_role("button", name="Samenvoegen").click()
    sanne.get_by_text("Beide teksten staan hierboven onder elkaar").first.wait_for()
    text = sanne.get_by_label(NEW_PLAYERS).input_value()
    assert text == "Kinderopvang en twee jeugdhulpaanbieders.\nKinderopvang en het mbo."
    sanne.get_by_label(NEW_PLAYERS).fill("Kinderopvang, het mbo en twee jeugdhulpaanbieders.")
    if scripts:
        sanne.get_by_label(NEW_PLAYERS).blur()
        saved(sanne, NEW_PLAYERS)
    else:
        sanne.get_by_role("button", name="Alles opslaan").last.click()
        sanne.get_by_text("Opgeslagen.").wait_for()
    assert Answer.objects.get().value == "Kinderopvang, het mbo en twee jeugdhulpaanbieders."


@pytest.mark.looks
def test_what_is_typed_while_a_field_is_being_saved_is_kept(visit, round):
    page = visit(official(round, "Bosuil"), step(round))
    page.route("**/stap/**", lambda route: (page.wait_for_timeout(400), route.continue_()))
    field = page.get_by_label(NEW_PLAYERS)
    field.fill("Kinderopvang")
    field.dispatch_event("change")
    field.press_sequentially(" en het mbo")
    page.wait_for_timeout(1500)
    assert field.input_value() == "Kinderopvang en het mbo"
    page.get_by_label("Gedeelde toelichting").focus()
    saved(page, NEW_PLAYERS)
    page.wait_for_timeout(800)
    assert Answer.objects.get().value == "Kinderopvang en het mbo"


@pytest.mark.looks
def test_text_typed_while_the_line_is_lost_is_saved_when_it_is_back(visit, round, watch):
    page = visit(official(round, "Bosuil"), step(round))
    watch.expected = {0}
    page.context.set_offline(True)
    page.get_by_label(NEW_PLAYERS).fill("In de trein getypt.")
    page.get_by_label(NEW_PLAYERS).blur()
    page.get_by_text("Geen verbinding. Uw tekst is bewaard in deze browser").first.wait_for()
    page.context.set_offline(False)
    saved(page, NEW_PLAYERS)
    assert Answer.objects.get().value == "In de trein getypt."


@pytest.mark.looks
def test_text_typed_after_the_sign_in_expired_survives_signing_in_again(visit, round, watch):
    user = official(round, "Bosuil")
    page = visit(user, step(round))
    watch.expected = {401}
    Session.objects.all().delete()
    page.get_by_label(NEW_PLAYERS).fill("Een lange alinea.")
    page.get_by_label(NEW_PLAYERS).blur()
    page.get_by_text("U bent uitgelogd. Uw tekst is bewaard in deze browser.").first.wait_for()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Opnieuw inloggen").first.click()
    page.locator("#id_login").fill(user.email)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Inloggen").click()
    page.wait_for_url(f"**{step(round)}")
    saved(page, NEW_PLAYERS)
    expect(page.get_by_label(NEW_PLAYERS)).to_be_in_viewport()
    assert asked == []
    assert page.get_by_label(NEW_PLAYERS).input_value() == "Een lange alinea."
    assert Answer.objects.get().value == "Een lange alinea."


@pytest.mark.looks
def test_a_form_posted_after_the_sign_in_expired_comes_back_whole(visit, round):
    user = official(round, "Bosuil")
    page = visit(user, step(round), java_script_enabled=False)
    Session.objects.all().delete()
    page.get_by_label(NEW_PLAYERS).fill("Zonder JavaScript getypt.")
    page.get_by_role("button", name="Alles opslaan").last.click()
    assert "Zonder JavaScript getypt." in page.locator("main").inner_text()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Opnieuw inloggen").click()
    sign_in = opened.value
    sign_in.locator("#id_login").fill(user.email)
    sign_in.locator("#id_password").fill(PASSWORD)
    sign_in.locator("main").get_by_role("button", name="Inloggen").click()
    sign_in.locator("h1").wait_for()
    page.locator("main").get_by_role("button").first.click()
    page.locator("main").get_by_role(
        "button"
    ).first.click() if Answer.objects.count() == 0 else None
    page.locator("h1").wait_for()
    assert Answer.objects.get().value == "Zonder JavaScript getypt."


@pytest.mark.looks
def test_a_stranger_gets_404_for_every_page_of_a_step(visit, round, watch):
    stranger = MembershipFactory(role=Membership.Role.ADMIN).user
    watch.expected = {404}
    page = visit(stranger, step(round))
    assert page.locator("h1").inner_text() != ""
    assert "Ronde 2026" not in page.content()


def test_typing_on_while_a_conflict_comes_in_overwrites_nobody(visit, round):
    sanne = visit(official(round, "Bosuil"), step(round))
    jan = visit(official(round, "Winterkoning"), step(round))
    jan.get_by_label(NEW_PLAYERS).fill("Kinderopvang en het mbo.")
    jan.get_by_label(NEW_PLAYERS).blur()
    saved(jan, NEW_PLAYERS)
    sanne.route("**/stap/**", lambda route: (sanne.wait_for_timeout(400), route.continue_()))
    field = sanne.get_by_label(NEW_PLAYERS)
    field.fill("Twee")
    field.dispatch_event("change")
    field.press_sequentially(" aanbieders")
    sanne.locator(".conflict").wait_for()
    sanne.wait_for_timeout(1200)
    assert field.input_value() == "Twee aanbieders"
    assert Answer.objects.get().value == "Kinderopvang en het mbo."
    sanne.reload()
    sanne.locator(".conflict").wait_for()
    assert Answer.objects.get().value == "Kinderopvang en het mbo."


@pytest.mark.looks
def test_the_keyboard_keeps_its_place_when_a_field_is_saved(visit, round):
    page = visit(official(round, "Bosuil"), step(round))
    page.get_by_label(NEW_PLAYERS).fill("Het mbo.")
    page.keyboard.press("Tab")
    saved(page, NEW_PLAYERS)
    page.get_by_label(NEW_PLAYERS).fill("Het mbo en de opvang.")
    page.keyboard.press("Tab")
    page.wait_for_timeout(800)
    assert page.evaluate("document.activeElement.tagName") != "BODY"


@pytest.mark.looks
def test_text_for_a_part_that_was_handed_in_meanwhile_is_shown_to_copy(visit, round, watch):
    user = official(round, "Bosuil")
    page = visit(user, step(round))
    remark = page.get_by_label("Toelichting", exact=True)
    page.get_by_role("radiogroup", name="Uw oordeel").get_by_text("deels", exact=True).click()
    page.locator("#veld-eigen-oordeel .is-saved").wait_for()
    watch.expected = {0}
    page.context.set_offline(True)
    remark.fill("In de trein getypt.")
    remark.blur()
    page.get_by_text("Geen verbinding.").first.wait_for()
    StepView.objects.update(status="ingediend")
    page.on("dialog", lambda dialog: dialog.accept())
    page.context.set_offline(False)
    page.reload()
    page.get_by_text("Deze tekst typte u eerder en is niet opgeslagen").or_(
        page.get_by_text("Dit veld kan niet meer")
    ).or_(page.get_by_text("Deze stap is ingediend. Heropen")).first.wait_for()
    assert "In de trein getypt." in page.locator("main").inner_text() or (
        remark.input_value() == "In de trein getypt."
    )


@pytest.mark.looks
def test_without_htmx_the_page_is_posted_as_a_whole(visit, round, watch):
    user = official(round, "Bosuil")
    watch.expected = {0}
    page = visit(user, "/accounts/profiel/")
    page.route("**/htmx*", lambda route: route.abort())
    page.goto(page.url.replace("/accounts/profiel/", step(round)))
    page.get_by_label(NEW_PLAYERS).fill("Het mbo.")
    page.get_by_role("button", name="Alles opslaan").last.click()
    page.get_by_text("Opgeslagen.").wait_for()
    assert Answer.objects.get().value == "Het mbo."

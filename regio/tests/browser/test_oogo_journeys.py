"""The OOGO in the browser: the agenda and the minutes without JavaScript, a stance, an action that
is reported done, a dossier that opens."""

from datetime import timedelta

import pytest

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory
from oogo.models import Action, AgendaItem, Meeting, Stance
from oogo.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    CycleFactory,
    CycleSubjectFactory,
    DecisionFactory,
    MeetingFactory,
    SubjectPartyFactory,
)
from oogo.tests.people import speaker
from partners.tests.factories import PartyFactory
from regio.lib import clock

pytestmark = pytest.mark.django_db(transaction=True)
Role = Membership.Role


@pytest.fixture
def director(region):
    return MembershipFactory(region=region, role=Role.DIRECTOR).user


@pytest.fixture
def alkmaar(region):
    return PartyFactory(organisation__region=region, organisation__short_name="Alkmaar")


@pytest.fixture
def coming(region):
    day = clock.today() + timedelta(weeks=2)
    return MeetingFactory(region=region, day=day, body__is_open=True)


def page_of(meeting, part=""):
    return f"{meeting.get_absolute_url()}{part}"


def titles(meeting):
    return [item.title for item in AgendaItem.objects.filter(meeting=meeting).order_by("order")]


@pytest.mark.looks
def test_the_regisseur_moves_an_item_without_javascript(visit, director, coming):
    AgendaItemFactory(meeting=coming, title="Opening", order=1)
    AgendaItemFactory(meeting=coming, title="Vervoer", order=2)
    page = visit(director, page_of(coming), java_script_enabled=False)
    page.get_by_role("link", name="Volgorde wijzigen").click()
    page.get_by_role("button", name="Omhoog: Vervoer").click()
    assert page.locator(".order-line .what").all_inner_texts()[0].startswith("Vervoer")
    page.get_by_role("link", name="Klaar").click()
    assert titles(coming) == ["Vervoer", "Opening"]


@pytest.mark.looks
def test_the_regisseur_writes_the_minutes_without_javascript(visit, director, region):
    meeting = MeetingFactory(region=region, day=clock.today())
    item = AgendaItemFactory(meeting=meeting, title="Vervoer")
    page = visit(director, page_of(meeting, "verslag/"), java_script_enabled=False)
    page.get_by_role("link", name="Verslag schrijven").click()
    page.get_by_role("textbox").first.fill("Eerst de leerlingen van 14 jaar en ouder.")
    page.get_by_role("button", name="Opslaan").click()
    page.get_by_text("Eerst de leerlingen van 14 jaar en ouder.").wait_for()
    item.refresh_from_db()
    meeting.refresh_from_db()
    assert (item.outcome, meeting.status) == (
        "Eerst de leerlingen van 14 jaar en ouder.",
        Meeting.Status.HELD,
    )


def test_a_wethouder_takes_a_stance_from_mijn_werk(visit, region, alkmaar, coming):
    wethouder = speaker(region, alkmaar, role=Role.EXECUTIVE)
    subject = CycleSubjectFactory(cycle=CycleFactory(region=region, meeting=coming))
    SubjectPartyFactory(subject=subject, party=alkmaar)
    item = AgendaItemFactory(meeting=coming, subject=subject, kind="ter_besluitvorming")
    decision = DecisionFactory(region=region, item=item, title="Hulp op school: variant B")
    page = visit(wethouder, "/", viewport={"width": 820, "height": 1100})
    page.get_by_role("link", name="Hulp op school: variant B").click()
    page.get_by_role("link", name="Standpunt vastleggen").click()
    page.get_by_label("Akkoord", exact=True).check()
    page.get_by_role("button", name="Vastleggen").click()
    page.get_by_text("Het standpunt van Alkmaar is vastgelegd.").wait_for()
    stance = Stance.objects.get()
    assert (stance.decision, stance.party, stance.value) == (decision, alkmaar, "akkoord")


@pytest.mark.looks
def test_a_beleidsmedewerker_reports_an_action_done_on_the_board(visit, region, alkmaar):
    official = speaker(region, alkmaar)
    action = ActionFactory(region=region, owner_party=alkmaar, title="Pact evalueren")
    page = visit(official, f"/regio/{region.slug}/acties/")
    page.get_by_role("link", name="Als bord").click()
    page.get_by_role("link", name="Gereed melden").click()
    page.get_by_role("textbox").first.fill("De evaluatie ligt bij de stukken.")
    page.get_by_role("button", name="Gereed melden").click()
    page.get_by_text("gereed gemeld").first.wait_for()
    action.refresh_from_db()
    assert (action.status, action.report_note) == (
        Action.Status.REPORTED,
        "De evaluatie ligt bij de stukken.",
    )


@pytest.mark.looks
def test_a_dossier_opens_as_a_concept(visit, director, coming):
    AgendaItemFactory(meeting=coming, title="Vervoer")
    page = visit(director, page_of(coming, "dossier/"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Concept downloaden").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-1.7")

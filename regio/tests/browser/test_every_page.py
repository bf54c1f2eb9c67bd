"""Every page of the demonstration in Chromium: accessible at three widths, no sideways scroll."""

from datetime import date

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import reverse

from accounts.models import Membership, Region, User
from accounts.tests.factories import InvitationFactory, MembershipFactory
from agenda.models import Goal, Plan, PlanLink, Theme, ThemeRole, Trekker
from checklist.models import Evidence, Round
from monitoring.models import Break, Indicator, Measurement, Target
from oogo.actions import dossiers
from oogo.models import (
    Action,
    Annex,
    Cycle,
    CycleSubject,
    Decision,
    ItemPart,
    ItemShare,
    Milestone,
    Stance,
    StepOutcome,
    SubjectKind,
)
from oogo.tests.factories import AgendaItemFactory
from partners import inquiries
from partners.models import (
    Body,
    ClosedDay,
    Correction,
    Mandate,
    OrganisationLink,
    Party,
    Person,
    Portfolio,
    Position,
    RegionArea,
    Representation,
    Seat,
    SeatHolding,
)
from partners.reference.announce import Announcement, NewTown, announce
from partners.tests.factories import (
    FormationFactory,
    OrganisationFactory,
    PositionFactory,
    SittingFactory,
)
from regio.demo.actions import DAYS
from regio.demo.tests import loaded
from regio.lib import clock
from regio.tests.world import (
    FUNCTIONAL_ADMIN,
    PUBLIC,
    REGION_PAGES,
    SIGNED_IN,
    Role,
    every_address,
    functional_address,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.looks]
WIDTHS = (320, 768, 1280)
# No part is left that htmx fetches by itself.
COMPLETE = """() => !document.querySelector('[hx-trigger="load"], .htmx-request, .htmx-settling')"""
# Two frames on, what watches sizes has had its say.
DRAWN = """document.fonts.ready.then(
  () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
)"""
# axe fetches style sheets again to look into them; under our CSP that is refused, and not needed.
# What is right it need not describe.
AXE_OPTIONS = {"preload": False, "resultTypes": ["violations"]}
# For each text axe reads colors that it has read before, which is a third of its time.
READ_COLORS_ONCE = """() => {
  const color = axe.commons.color.Color.prototype, parse = color.parseString, known = new Map();
  color.parseString = function (text) {
    if (!known.has(text)) {
      parse.call(this, text);
      known.set(text, [this.red, this.green, this.blue, this.alpha]);
    }
    [this.red, this.green, this.blue, this.alpha] = known.get(text);
    return this;
  };
}"""
VIOLATIONS = """async options => (await axe.run(options)).violations.map(
  found => `${found.id} ${JSON.stringify(found.nodes.slice(0, 3).map(node => node.target))}`
)"""
FILES = {
    "agenda:plan_download",
    "monitoring:measurement_template",
    "monitoring:measurement_export",
    "oogo:action_export",
    "partners:matrix_export",
    "partners:roster_export",
    "partners:roster_template",
    "privacy:person_download",
    "checklist:round_pdf",
    "oogo:annex_download",
    "oogo:dossier_concept",
    "oogo:dossier_preview",
    "oogo:dossier_pdf",
    "oogo:dossier_html",
    "oogo:dossier_manifest",
    "oogo:reader_personal",
    "oogo:reader_copy",
}
# Names for a field on a page: no page of its own.
PARTS = {"partners:name_list"}
PAGES = sorted(n for n, page in REGION_PAGES.items() if page.get and n not in FILES | PARTS)
PERSONAL = sorted(SIGNED_IN | FUNCTIONAL_ADMIN)
ANONYMOUS = sorted(PUBLIC - {"home:health_live", "home:health_ready", "home:security_txt"})


class DemonstrationWorld:
    """The rows of the demonstration that addresses can name."""

    def __init__(self):
        self.region = Region.objects.get(slug="noord-kennemerland")
        self.round = Round.objects.of_region(self.region).get(title="Ronde 2026")
        self.party = Party.objects.of_region(self.region).get(
            organisation__short_name="Dijk en Waard"
        )
        self.person = Person.objects.get(region=self.region, name="Lotte Zwaluw")
        self.membership = Membership.objects.filter(region=self.region).first()
        self.town = self.party.organisation.municipality
        self.organisation = OrganisationFactory(region=self.region)
        self.correction = Correction.objects.create(
            person=self.person, field=Correction.Field.PHONE, value="072 000 01 99"
        )
        for name, model in {
            "evidence": Evidence,
            "indicator": Indicator,
            "measurement": Measurement,
            "target": Target,
            "definition_break": Break,
            "position": Position,
            "mandate": Mandate,
            "representation": Representation,
            "portfolio": Portfolio,
            "area": RegionArea,
            "link": OrganisationLink,
            "theme": Theme,
            "theme_role": ThemeRole,
            "trekker": Trekker,
            "goal": Goal,
            "plan": Plan,
            "plan_link": PlanLink,
            "body": Body,
            "seat": Seat,
            "holding": SeatHolding,
            "closed_day": ClosedDay,
            "cycle": Cycle,
            "milestone": Milestone,
            "subject": CycleSubject,
            "subject_kind": SubjectKind,
        }.items():
            setattr(self, name, model.objects.of_region(self.region).first())
        self._add_election()
        self.merger = self._announced()
        self._find_oogo()

    def _add_election(self):
        """Add an election after which all wethouders of a gemeente stop."""
        own = {"election__region": self.region, "organisation": self.party.organisation}
        self.formation = FormationFactory(appointed_on=date(2026, 5, 28), **own)
        self.election = self.formation.election
        sitting = Position.objects.filter(
            organisation=self.party.organisation, level=Position.Level.EXECUTIVE, until=None
        )
        for position in sitting:
            row = {"formation": self.formation, "position": position, "outcome": "stopt"}
            self.sitting = SittingFactory(**row, new_name="Bente Roodborst")

    def _announced(self):
        """Announce what is not to come: that the gemeente of the party goes into a new one."""
        new = NewTown("GM9998", "Nergenshuizen", "Noord-Holland")
        told = Announcement(date(2026, 7, 1), "nieuw", (self.town,), (), new, "Verzonnen voorbeeld")
        return announce(told)[0]

    def _find_oogo(self):
        """Find the rows of the OOGO that comes, and make those that the demonstration has not."""
        own = {"region": self.region}
        self.cycle = Cycle.objects.get(**own)
        self.meeting = self.cycle.meeting
        self.milestone = self.cycle.milestones.first()
        self.subject = self.cycle.subjects.first()
        self.subject_kind = self.subject.kind
        self.participant = self.meeting.participants.first()
        self.item_part = ItemPart.objects.filter(item__meeting=self.meeting).first()
        self.item = self.item_part.item
        self.item_share = ItemShare.objects.filter(item__meeting=self.meeting).first()
        self.annex = Annex.objects.filter(item=self.item).first()
        self.parked_item = AgendaItemFactory(meeting=None, body=self.meeting.body)
        self.decision = Decision.objects.numbered().filter(**own).first()
        self.proposal = Decision.objects.filter(sequence=None, **own).first()
        self.reservation = Stance.objects.filter(value="voorbehoud", decision__region=self.region)[
            0
        ]
        self.action = Action.objects.filter(**own).first()
        self.outcome = StepOutcome.objects.filter(step__round=self.round).first()
        self.job = dossiers.order(
            meeting=self.meeting, by=User.objects.get(email="regisseur@demo.test")
        )


@pytest.fixture
def world(transactional_db):
    loaded.put(DAYS[0])
    return DemonstrationWorld()


@pytest.fixture
def everything(world):
    """Someone who may see every page: regisseur, beheerder and beleidsmedewerker of a party."""
    user = User.objects.get(email="regisseur@demo.test")
    PositionFactory(person=user.people.first(), organisation=world.party.organisation)
    for role in (Role.ADMIN, Role.OFFICER):
        MembershipFactory(user=user, region=world.region, role=role)
    user.is_functional_admin = True
    user.save()
    return user


def faults_of(page, address, base):
    """Return what axe finds, and sideways scroll, at each width of a page that is opened once."""
    page.goto(base + address)
    page.wait_for_function(COMPLETE)
    page.evaluate(AXE_SCRIPT)
    page.evaluate(READ_COLORS_ONCE)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(DRAWN)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            yield f"{address} at {width}: scrolls sideways"
        for violation in page.evaluate(VIOLATIONS, AXE_OPTIONS):
            yield f"{address} at {width}: {violation}"


@pytest.mark.parametrize("part", range(6))
def test_every_page_of_a_region_is_accessible_at_three_widths(
    visit, live_server, world, everything, part
):
    page = visit(everything)
    addresses = [REGION_PAGES[name].address(name, world) for name in PAGES[part::6]]
    faults = [f for a in addresses for f in faults_of(page, a, live_server.url)]
    assert faults == []


def test_every_personal_page_is_accessible(visit, live_server, everything):
    page = visit(everything)
    waiting = InvitationFactory(role=Role.ADMIN, region__name="Waterland").region
    addresses = [functional_address(name, waiting) for name in PERSONAL]
    faults = [f for address in addresses for f in faults_of(page, address, live_server.url)]
    assert faults == []


def test_every_public_page_and_the_404_are_accessible(visit, live_server, world, everything, watch):
    watch.expected = {404}
    token = InvitationFactory(region=world.region).renew_token()
    with clock.standing_at(DAYS[0]):
        asked = inquiries.ask(world.person)
    arguments = {"token": token, "uidb36": "1", "key": "geen-sleutel"}
    page = visit(None)
    addresses = ["/bestaat-niet/", "/uitnodiging/geen/"]
    addresses.append(reverse("inquiry:answer", args=[asked]))
    for name in ANONYMOUS:
        parts = every_address()[name]
        addresses.append(reverse(name, kwargs={part: arguments[part] for part in parts}))
    faults = [f for a in addresses for f in faults_of(page, a, live_server.url)]
    assert faults == []


def test_a_page_with_a_conflict_and_an_error_is_accessible(visit, live_server, world, everything):
    page = visit(
        everything, REGION_PAGES["checklist:step_detail"].address("checklist:step_detail", world)
    )
    page.get_by_role("radiogroup", name="Gedeeld oordeel").wait_for()
    page.evaluate(
        """() => {
          const version = document.querySelector('input[name="vraag.speelveld-nieuwe-spelers--v"]');
          version.value = '0:0';
        }"""
    )
    page.get_by_label("Welke nieuwe spelers zijn er?").fill("Kinderopvang en het mbo.")
    page.get_by_label("Welke nieuwe spelers zijn er?").blur()
    page.locator(".conflict").wait_for()
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(VIOLATIONS, AXE_OPTIONS) == []


UNSEEN_AND_WIDE = """<!doctype html><html lang="nl"><title>Fout</title><main><h1>Fout</h1>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="><p style="width: 2000px">Breed</p>
<p style="color: #999">Grijs</p><h2 style="color: #999">Ook grijs</h2></main></html>"""


def test_twin_the_walk_sees_grey_words_an_image_without_alt_and_sideways_scroll(visit, live_server):
    page = visit(None, "/accounts/login/")
    page.route(
        "**/fout/", lambda route: route.fulfill(body=UNSEEN_AND_WIDE, content_type="text/html")
    )
    assert list(faults_of(page, "/fout/", live_server.url)) == [
        fault
        for width in WIDTHS
        for fault in (
            f"/fout/ at {width}: scrolls sideways",
            f'/fout/ at {width}: color-contrast [["p:nth-child(4)"],["h2"]]',
            f'/fout/ at {width}: image-alt [["img"]]',
        )
    ]

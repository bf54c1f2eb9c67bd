"""Pages that tell what hangs on functions ask as much for many as for few, at most fifteen, whoever
looks: a regisseur, before whom no wall stands, or who meets every wall of the oogo."""

from datetime import date, datetime, time

import pytest
from django.urls import reverse

from agenda.tests.factories import ThemeFactory, TrekkerFactory
from checklist.tests.factories import RoundFactory, StepStateFactory
from oogo.models.walls import Sight
from oogo.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    MeetingFactory,
    ParticipantFactory,
)
from partners.models import AreaContact
from partners.tests.factories import (
    AreaFactory,
    FormationFactory,
    MandateFactory,
    PartyFactory,
    PersonFactory,
    PortfolioFactory,
    PositionFactory,
    RepresentationFactory,
    SeatFactory,
    SeatHoldingFactory,
    SittingFactory,
)
from partners.tests.test_many_people import fill
from regio.lib import clock

MOST = 15
ROLES = ["regisseur", "beleidsmedewerker", "beheerder"]
KINDS = {
    "Actie", "Gebied", "Overleg", "Plaatsvervangend trekker", "Stap van de checklist", "Trekker",
    "Zetel",
}  # fmt: skip
TIMES = {"starts_at": time(13), "ends_at": time(15)}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 5, 20, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def formation(region, party):
    """A college of which one function is settled."""
    formation = FormationFactory(
        election__region=region, organisation=party.organisation, appointed_on=date(2026, 5, 28)
    )
    gone = wethouder(party, until=date(2026, 5, 18))
    SittingFactory(
        formation=formation, position=gone, outcome="stopt", settled_on=date(2026, 5, 18)
    )
    return formation


def wethouder(party, **fields):
    own = {"title": "wethouder", "level": "bestuurlijk", "since": date(2022, 6, 1)} | fields
    position = PositionFactory(organisation=party.organisation, **own)
    position.portfolios.set([PortfolioFactory(region=party.region)])
    return position


def sits(formation, position):
    row = SittingFactory(
        formation=formation,
        position=position,
        outcome="stopt",
        successor=PersonFactory(region=formation.region),
    )
    row.portfolios.set([PortfolioFactory(region=formation.region)])


def hang_everything(position, party):
    """Let one of all that can hang on a function hang on `position`, and all that ends with it."""
    region = party.region
    theme = ThemeFactory(region=region)
    theme.portfolios.set([PortfolioFactory(region=region)])
    meeting = MeetingFactory(region=region, day=date(2026, 7, 1), **TIMES)
    SeatHoldingFactory(position=position, seat=SeatFactory(party=party, body__region=region))
    AreaContact.objects.create(region=region, area=AreaFactory(), position=position, version=1)
    TrekkerFactory(theme=theme, position=position)
    TrekkerFactory(
        theme=ThemeFactory(region=region),
        position=PositionFactory(person__region=region),
        deputy=position,
    )
    StepStateFactory(round=RoundFactory(region=region), owner=position)
    ActionFactory(region=region, owner_party=party, owner_position=position, theme=theme)
    ParticipantFactory(meeting=meeting, position=position, party=party)
    MandateFactory(position=position)
    RepresentationFactory(position=position)


def meet_every_wall(user, party):
    """Let `user` speak for `party`, sit in a body and be invited, with a confidential item to see
    and one that is hidden, each with an action."""
    person = PersonFactory(region=party.region, user=user)
    own = PositionFactory(person=person, organisation=party.organisation)
    SeatFactory(party=party, body__region=party.region)
    for day in (1, 2):
        meeting = MeetingFactory(region=party.region, day=date(2026, 6, day), **TIMES)
        item = AgendaItemFactory(meeting=meeting, is_confidential=True, ground="Woo 5.1")
        ActionFactory(region=party.region, from_item=item)
        if day == 1:
            ParticipantFactory(meeting=meeting, position=own, party=party)


@pytest.fixture
def told(client, region, sign_in, party, formation, django_assert_max_num_queries):
    """Return what gives (the page, how many queries it took) for a role: first with one of all,
    then with many."""

    def ask(url, sent):
        with django_assert_max_num_queries(MOST) as queries:
            page = client.get(url) if sent is None else client.post(url, sent)
        return page, len(queries)

    def look(role, name, key, sent=None):
        user = sign_in(role)
        meet_every_wall(user, party)
        assert len(Sight(user).hidden_actions) == (role != "regisseur")
        position = wethouder(party)
        sits(formation, position)
        hang_everything(position, party)
        wethouder(party)
        keys = {"position": position.pk, "formation": formation.pk}
        keys["election"] = formation.election_id
        url = reverse(f"partners:{name}", args=[region.slug, keys[key]])
        yield ask(url, sent)
        for number in range(4):
            other = position if key == "position" else wethouder(party)
            if number and other is not position:
                sits(formation, other)
            hang_everything(other, party)
        college = FormationFactory(
            election=formation.election,
            organisation=PartyFactory(organisation__region=region).organisation,
        )
        sits(college, PositionFactory(organisation=college.organisation, level="bestuurlijk"))
        fill(region)
        yield ask(url, sent)

    return look


@pytest.mark.parametrize("role", ROLES)
def test_the_end_of_a_function(told, role):
    (page, few), (much, many) = told(role, "position_end", "position")
    assert {one.kind for one in page.context["goes_on"]} == KINDS
    assert page.context["form"].initial["successor"]
    assert (len(page.context["ending"]), len(much.context["ending"])) == (2, 10)
    assert many == few


@pytest.mark.parametrize("role", ROLES)
def test_a_refused_last_day_of_a_function(told, role):
    sent = {"version": 1, "until": "31-02-2026", "successor": ""}
    (page, few), (much, many) = told(role, "position_end", "position", sent)
    assert set(page.context["form"].errors) == {"until"}
    assert {one.kind for one in page.context["goes_on"]} == KINDS
    assert len(much.context["ending"]) == 10
    assert many == few


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("until", ["20-06-2026", "31-02-2026"])
@pytest.mark.parametrize("successor", ["999999", "Onbekende Vogel"])
@pytest.mark.parametrize("beside", [{}, {"successor-getoond": ""}])
def test_a_refused_successor_that_nobody_knows(told, role, until, successor, beside):
    sent = {"version": 1, "until": until, "successor": successor} | beside
    for page, _ in told(role, "position_end", "position", sent):
        wrong = {"until", "successor"} if until == "31-02-2026" else {"successor"}
        assert set(page.context["form"].errors) == wrong


@pytest.mark.parametrize("role", ROLES)
def test_a_refused_successor_who_only_begins_later(told, role, party):
    later = wethouder(party, since=date(2027, 1, 1))
    sent = {"version": 1, "until": "20-06-2026", "successor": later.pk}
    text = f"De functie van {later.person} geldt niet op 21-06-2026."
    for page, _ in told(role, "position_end", "position", sent):
        assert page.context["form"].errors == {"successor": [text]}
    assert f'value="{later}"' in page.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_the_preview_of_a_college(told, role):
    (page, few), (much, many) = told(role, "formation_settle", "formation")
    (departure,) = page.context["settlement"].departures
    assert {line.hanging.kind for line in departure.lines} == KINDS
    assert len(departure.ending) == 2
    assert len(much.context["settlement"].departures) == 4
    assert many == few


@pytest.mark.parametrize("role", ROLES)
def test_what_becomes_of_a_college(told, role):
    (page, few), (much, many) = told(role, "formation_edit", "formation")
    assert page.context["gaps"] is not None
    assert (len(page.context["rows"]), len(much.context["rows"])) == (2, 6)
    assert many == few


@pytest.mark.parametrize("role", ROLES)
def test_an_election(told, role):
    (page, few), (much, many) = told(role, "election_detail", "election")
    (college,) = page.context["formations"]
    counted = {kind for member in college.members for kind, _ in member.counts}
    assert counted == KINDS - {"Zetel"}
    assert sorted(len(member.seats) for member in college.members) == [0, 0, 1]
    assert len(much.context["formations"]) == 2
    assert many == few

"""All that is kept of one person: for who asks in the region, and for the person itself."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory
from agenda.tests.factories import TrekkerFactory
from checklist.tests.factories import RoundFactory, StepStateFactory
from oogo.tests.factories import ActionFactory, AgendaItemFactory, ParticipantFactory
from partners.models import AreaContact, Election
from partners.tests.factories import (
    AreaFactory,
    ElectionFactory,
    MandateFactory,
    PersonFactory,
    PositionFactory,
    RepresentationFactory,
    SeatHoldingFactory,
    SittingFactory,
)
from records import actions as records
from reminders.models import Reminder
from reminders.tests.factories import ReminderFactory, ReminderMailFactory

Role = Membership.Role


@pytest.fixture
def person(region):
    user = MembershipFactory(region=region, role=Role.READER).user
    person = PersonFactory.build(
        region=region,
        user=user,
        name="Eva Snip",
        email="eva.snip@nest.example",
        phone="072 000 01 06",
    )
    return records.create(person, by=user)


@pytest.fixture
def position(person, region):
    return PositionFactory(
        person=person, organisation__region=region, title="beleidsmedewerker passend onderwijs"
    )


def address(person, name="person_export"):
    return reverse(f"privacy:{name}", args=[person.region.slug, person.pk])


def add_everything(position):
    region = position.region
    MandateFactory(position=position, text="Voor het jaar 2026")
    SeatHoldingFactory(position=position)
    ParticipantFactory(meeting__region=region, position=position)
    ActionFactory(region=region, owner_party=None, owner_position=position)
    mail = ReminderMailFactory(region=region, to=position.person.email)
    ReminderFactory(
        region=region, person=position.person, mail=mail, nth=1 + Reminder.objects.count()
    )


def sections(client, person):
    """Return {title: how many rows} over all pages, and the text of these."""
    found, text, url = {}, "", address(person)
    while url:
        page = client.get(url)
        found |= {section.title: len(section.rows) for section, _ in page.context["sections"]}
        text += page.content.decode()
        shown = page.context["page"]
        url = shown.has_next() and f"{address(person)}?pagina={shown.next_page_number()}"
    return found, text


def test_the_pages_name_what_every_app_keeps(client, sign_in, position, person):
    add_everything(position)
    sign_in(Role.DIRECTOR)
    found, text = sections(client, person)
    assert found == {
        "Functies": 1,
        "Mandaten": 1,
        "Bezettingen": 1,
        "Acties": 1,
        "Deelnemers": 1,
        "Herinneringen": 1,
        "Berichten": 1,
        "Wijzigingen in deze gegevens": 1,
        "Wijzigingen door deze persoon": 1,
    }
    shown = [
        "eva.<wbr>snip@",
        "072 000 01 06",
        "Voor het jaar 2026",
        "beleidsmedewerker passend",
    ]
    assert [one for one in shown if one not in text] == []


def test_the_workbook_holds_the_same_on_a_sheet_a_kind(client, sign_in, position, person):
    add_everything(position)
    sign_in(Role.ADMIN)
    answer = client.get(address(person, "person_download"))
    assert answer["Content-Disposition"] == (
        'attachment; filename="gegevens-eva-snip-noord-kennemerland.xlsx"'
    )
    assert "no-store" in answer["Cache-Control"]
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames[:3] == ["Contact", "1 Functies", "2 Mandaten"]
    contact = dict(book["Contact"].iter_rows(min_row=2, values_only=True))
    assert (contact["Naam"], contact["Telefoon"]) == ("Eva Snip", "072 000 01 06")
    assert len(book.sheetnames) == 10


def test_what_happened_has_one_day_and_what_lasts_has_two(client, sign_in, position, person):
    add_everything(position)
    sign_in(Role.ADMIN)
    answer = client.get(address(person, "person_download"))
    headings = {
        sheet.title.partition(" ")[2]: [one.value for one in sheet[1]]
        for sheet in load_workbook(io.BytesIO(answer.content))
    }
    assert headings["Mandaten"] == ["Wat", "Vanaf", "T/m", "Gegevens"]
    assert headings["Berichten"] == ["Wat", "Wanneer", "Gegevens"]
    assert headings["Wijzigingen in deze gegevens"] == ["Wat", "Wanneer", "Gegevens"]


def test_a_person_sees_the_own_data_whatever_the_role_and_nobody_elses(client, person, position):
    client.force_login(person.user)
    assert "072 000 01 06" in client.get(address(person)).content.decode()
    assert client.get(address(person, "person_download")).status_code == 200
    assert address(person) in client.get(person.get_absolute_url()).content.decode()
    assert address(person) in client.get(reverse("members:profile")).content.decode()
    other = PersonFactory(region=person.region)
    assert client.get(address(other)).status_code == 403


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EXECUTIVE, Role.READER])
def test_others_do_not_see_all_that_is_kept_of_somebody(client, sign_in, person, role):
    sign_in(role)
    assert client.get(address(person)).status_code == 403
    assert client.get(address(person, "person_download")).status_code == 403
    assert address(person) not in client.get(person.get_absolute_url()).content.decode()


def test_what_the_reader_may_not_see_is_counted(client, sign_in, position, person, region):
    item = AgendaItemFactory(
        meeting__region=region, is_confidential=True, ground="persoonsgegevens"
    )
    ActionFactory(
        region=region,
        owner_party=None,
        owner_position=position,
        from_item=item,
        title="Geheime actie",
    )
    user = sign_in(Role.ADMIN)
    page = client.get(address(person))
    assert page.context["found"].hidden == 1
    assert "Geheime actie" not in page.content.decode()
    MembershipFactory(region=region, user=user, role=Role.DIRECTOR)
    page = client.get(address(person))
    assert page.context["found"].hidden == 0
    assert "Geheime actie" in page.content.decode()


def test_another_region_is_not_in_it(client, sign_in, person, position):
    PositionFactory(person__email=person.email, title="voorzitter elders")
    ReminderMailFactory(to=person.email)
    sign_in(Role.DIRECTOR)
    titles, text = sections(client, person)
    assert "Berichten" not in titles
    assert "voorzitter elders" not in text


def hide_something(region):
    """A confidential item: who reads without being told of it has a wall to pass."""
    item = AgendaItemFactory(
        meeting__region=region, is_confidential=True, ground="persoonsgegevens"
    )
    ActionFactory(region=region, from_item=item)


def more_kinds(position):
    """Add what the functions of a person may be tied to besides."""
    region = position.region
    RepresentationFactory(position=position, party__organisation__region=region)
    TrekkerFactory(position=position, theme__region=region)
    StepStateFactory(round=RoundFactory(region=region), owner=position)
    AreaContact.objects.create(region=region, area=AreaFactory(), position=position, version=1)
    election = Election.objects.filter(region=region).first() or ElectionFactory(region=region)
    SittingFactory(position=position, formation__election=election)


@pytest.mark.parametrize("by", ["regisseur", "self"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_much_costs_as_many_queries_as_little(
    client, sign_in, position, person, django_assert_max_num_queries, by, number
):
    client.force_login(person.user) if by == "self" else sign_in(Role.DIRECTOR)
    add_everything(position)
    more_kinds(position)
    hide_something(person.region)
    client.get(address(person))

    def cost():
        with django_assert_max_num_queries(15) as queries:
            page = client.get(address(person), {"pagina": number}).context["page"]
        assert page.number == number
        return len(queries)

    little = cost()
    for _ in range(6):
        add_everything(position)
        add_everything(PositionFactory(person=person, organisation=None))
        more_kinds(PositionFactory(person=person, organisation__region=person.region))
    assert cost() == little


def test_five_kinds_at_a_time_are_read(client, sign_in, position, person):
    add_everything(position)
    more_kinds(position)
    sign_in(Role.DIRECTOR)
    page = client.get(address(person))
    assert [section.title for section, _ in page.context["sections"]] == [
        "Functies",
        "Mandaten",
        "Vertegenwoordigingen",
        "Bezettingen",
        "Trekkers",
    ]
    assert page.context["page"].paginator.count == 15


def test_a_page_on_which_nothing_is_kept_says_so(client, region, sign_in):
    sign_in(Role.DIRECTOR)
    person = PersonFactory(region=region)
    position = PositionFactory(person=person, organisation__region=region)
    for row in (MandateFactory, SeatHoldingFactory, RepresentationFactory):
        row(position=position)
    TrekkerFactory(theme__region=region, position=position)
    pages = [client.get(address(person), {"pagina": number}) for number in (1, 2)]
    assert [len(page.context["sections"]) for page in pages] == [5, 0]
    assert "Van de soorten op deze pagina is niets bewaard." in pages[1].content.decode()


def test_of_whom_nothing_else_is_kept_it_says_so(client, region, sign_in):
    sign_in(Role.DIRECTOR)
    page = client.get(address(PersonFactory(region=region)))
    assert page.context["sections"] == []
    assert "Verder bewaart Regio niets van deze persoon." in page.content.decode()

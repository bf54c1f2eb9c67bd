"""Laatste wijzigingen: what happened, in as few lines as it takes."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from accounts.models import Membership, Region
from accounts.tests.factories import UserFactory
from checklist.actions import start_round
from checklist.models import Evidence, Round, StepView
from checklist.tests.factories import InstrumentVersionFactory, RoundFactory
from partners.models import Mandate, Organisation, Party, Person, Portfolio, Position
from partners.tests.factories import PartyFactory, PersonFactory, PositionFactory
from records import actions as records
from records.models import Change
from regio.home.stories import stories
from regio.lib import clock
from regio.members import actions as members

Role = Membership.Role


@pytest.fixture
def mark(db):
    return UserFactory(name="Mark Torenvalk")


def told(region):
    return [story.text for story in stories(Change.objects.filter(region=region))]


def named(region):
    found = stories(Change.objects.filter(region=region))
    return [[change.object_label for change in story.named] for story in found]


def test_a_round_is_one_story_with_those_who_are_asked(region, mark):
    parties = PartyFactory.create_batch(10, organisation__region=region)
    round = Round(
        region=region,
        instrument=InstrumentVersionFactory(),
        title="Ronde 2027",
        opens_on=date(2027, 1, 1),
        due_on=date(2027, 3, 1),
    )
    start_round(round=round, parties=parties, by=mark)
    assert told(region) == ["ronde gestart, met 10 gevraagde partijen"]
    assert named(region) == [["Ronde 2027"]]


def test_what_a_region_begins_with_is_told_with_it(mark):
    region = members.create_region(
        region=Region(name="Kop", slug="kop", code="KOP"),
        admin_email="bea@kop.example",
        admin_name="Bea",
        by=mark,
    )
    assert told(region) == ["regio toegevoegd, met 4 portefeuilles en uitnodiging"]


def test_a_portfolio_that_is_added_later_is_a_story_of_its_own(region, mark):
    records.create(Portfolio(region=region, name="jeugd"), by=mark)
    assert told(region) == ["portefeuille toegevoegd"]


def test_an_organisation_that_takes_part_at_once_is_told_as_a_party(region, mark):
    organisation = Organisation(region=region, kind="ggd", name="GGD Kop", short_name="GGD")
    organisation = records.create(organisation, by=mark)
    party = records.create(Party(organisation=organisation), by=mark)
    assert told(region) == ["partij toegevoegd"]
    change = stories(Change.objects.all())[0].change
    assert (change.model, change.object_id) == ("partners.party", party.pk)


def test_what_hangs_on_a_new_person_is_told_with_that_person(region, mark):
    person = records.create(Person(region=region, name="Tessa Taling"), by=mark)
    position = Position(person=person, title="wethouder", level="bestuurlijk")
    position = records.create(position, by=mark)
    records.create(Mandate(position=position, kind="beslissend"), by=mark)
    assert told(region) == ["contactpersoon toegevoegd, met functie en mandaat"]


def test_what_another_adds_to_a_new_person_is_the_others_story(region, mark):
    person = records.create(Person(region=region, name="Tessa Taling"), by=mark)
    position = Position(person=person, title="wethouder", level="bestuurlijk")
    records.create(position, by=UserFactory())
    assert told(region) == ["functie toegevoegd", "contactpersoon toegevoegd"]


def test_the_same_deed_to_many_is_one_story_that_names_a_few(region, mark):
    round = RoundFactory(region=region)
    for number in range(5):
        proof = Evidence(round=round, step="speelveld", label=f"Stuk {number}", url="https://a.nl")
        records.create(proof, by=mark)
    assert told(region) == ["5 × bewijs toegevoegd"]
    assert named(region) == [["Stuk 4", "Stuk 3", "Stuk 2"]]
    assert stories(Change.objects.all())[0].unnamed == 2


def test_one_more_than_is_named_is_named_as_well(region, mark):
    for name in "abcd":
        records.create(Portfolio(region=region, name=name), by=mark)
    assert named(region) == [["d", "c", "b", "a"]]


def test_different_values_in_one_field_are_told_by_the_field(region, mark):
    round = RoundFactory(region=region)
    for old, new in (("niet", "deels"), ("deels", "geheel")):
        party = PartyFactory(organisation__region=region)
        view = StepView.objects.create(
            round=round, step="speelveld", party=party, verdict=old, version=1
        )
        records.write(view, version=1, by=mark, verdict=new)
    assert told(region) == ["2 × eigen beeld · oordeel gewijzigd"]


def test_what_one_person_did_to_one_object_on_a_day_is_one_story(region, mark):
    person = PersonFactory(region=region, phone="", email="")
    person = records.write(person, version=1, by=mark, phone="1")
    records.create(Portfolio(region=region, name="jeugd"), by=mark)
    records.write(person, version=2, by=mark, phone="2", email="t@nest.example")
    assert told(region) == [
        "contactpersoon · telefoon: 2, e-mailadres: t@nest.example",
        "portefeuille toegevoegd",
    ]


def test_another_day_is_another_story(region, mark):
    person = PersonFactory(region=region, phone="")
    person = records.write(person, version=1, by=mark, phone="1")
    Change.objects.update(at=datetime(2026, 3, 2, 12, tzinfo=clock.AMSTERDAM))
    records.write(person, version=2, by=mark, phone="2")
    assert told(region) == ["contactpersoon · telefoon: 1 → 2", "contactpersoon · telefoon: 1"]


def test_a_deed_for_several_parties_names_none_of_them(region, mark):
    round = RoundFactory(region=region)
    for name in ("Heiloo", "Bergen"):
        view = StepView(round=round, step="kennis", party=PartyFactory(organisation__region=region))
        records.write(view, version=0, by=mark, on_behalf_of=name, verdict="deels")
    story = stories(Change.objects.all())[0]
    assert (story.text, story.on_behalf_of) == (
        "2 × eigen beeld ingevuld, oordeel: deels",
        "",
    )


def test_the_overview_tells_at_most_eight_stories(client, sign_in, region):
    sign_in(Role.READER)
    for number in range(9):
        records.create(Portfolio(region=region, name=f"p{number}"), by=UserFactory())
    told = client.get(reverse("home:changes", args=[region.slug])).context["stories"]
    assert [story.text for story in told] == ["portefeuille toegevoegd"] * 8


def test_a_single_story_leads_to_its_history(client, sign_in, region, mark):
    sign_in(Role.READER)
    position = PositionFactory(organisation__region=region)
    mandate = records.create(Mandate(position=position, kind="beslissend"), by=mark)
    text = client.get(reverse("home:changes", args=[region.slug])).content.decode()
    assert f"/geschiedenis/partners.mandate/{mandate.pk}/" in text
    assert "mandaat toegevoegd" in text
    assert "Mark Torenvalk" in text

"""Subjects of a cycle and their parties: by the rule, by hand, and by the rule again."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Membership
from oogo.models import CycleSubject, SubjectParty
from oogo.tests.factories import CycleFactory, CycleSubjectFactory, SubjectKindFactory
from partners.models import Area, AreaMembership, RegionArea
from partners.tests.factories import (
    AreaFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PartyFactory,
)

Role = Membership.Role


@pytest.fixture
def address(region):
    return lambda name, *args: reverse(f"oogo:{name}", args=[region.slug, *args])


@pytest.fixture
def director(sign_in):
    return sign_in(Role.DIRECTOR)


@pytest.fixture
def town(region):
    """A gemeente that takes part and lies in the area of the vo verband."""
    municipality = MunicipalityFactory()
    organisation = OrganisationFactory(region=region, municipality=municipality)
    return PartyFactory(organisation=organisation)


@pytest.fixture
def verband(region, town):
    area = AreaFactory(kind=Area.Kind.SWV_VO, code="VO2703")
    RegionArea.objects.create(region=region, area=area, version=1)
    AreaMembership.objects.create(
        area=area, municipality=town.organisation.municipality, share=1, since=date(2015, 1, 1)
    )
    swv = OrganisationFactory(region=region, kind="swv", short_name="swv VO")
    swv.areas.add(area)
    return PartyFactory(organisation=swv)


@pytest.fixture
def cycle(region):
    return CycleFactory(region=region)


@pytest.fixture
def subject(cycle):
    return CycleSubjectFactory(cycle=cycle, kind__key="ondersteuningsplan_vo")


def parties(subject):
    rows = SubjectParty.objects.kept().filter(subject=subject)
    return {row.party: (row.capacity, row.is_by_hand) for row in rows}


def test_a_subject_that_is_added_gets_the_parties_that_follow_from_its_area(
    client, director, region, cycle, town, verband, address
):
    kind = SubjectKindFactory(region=region, key="ondersteuningsplan_vo")
    client.post(address("subject_create", cycle.pk), {"subject": kind.pk})
    [subject] = CycleSubject.objects.all()
    assert subject.kind == kind
    assert parties(subject) == {
        town: ("overeenstemming", False),
        verband: ("overeenstemming", False),
    }


def test_a_subject_that_was_taken_out_comes_back_as_the_same(
    client, director, region, subject, address
):
    client.post(address("subject_withdraw", subject.pk))
    subject.refresh_from_db()
    assert subject.is_withdrawn
    client.post(address("subject_create", subject.cycle_id), {"subject": subject.kind_id})
    subject.refresh_from_db()
    assert not subject.is_withdrawn
    assert CycleSubject.objects.count() == 1


def test_a_subject_that_is_there_cannot_be_chosen_again(client, director, subject, address):
    page = client.post(address("subject_create", subject.cycle_id), {"subject": subject.kind_id})
    assert list(page.context["form"].errors) == ["subject"]


def test_deriving_again_first_shows_and_then_does_it_and_keeps_what_was_set_by_hand(
    client, director, region, subject, town, verband, address
):
    guest = PartyFactory(organisation__region=region, organisation__kind="welzijn")
    client.post(
        address("subject_party", subject.pk, guest.pk),
        {"capacity": "uitgenodigd", "reason": "op verzoek", "is_by_hand": "on", "version": 0},
    )
    client.post(
        address("subject_party", subject.pk, town.pk),
        {"capacity": "toehoorder", "is_by_hand": "on", "version": 0},
    )
    page = client.get(address("subject_derive", subject.pk))
    told = {line.party.name: line.effect for line, *_ in page.context["rows"]}
    assert told == {str(town): "met de hand", "swv VO": "nieuw", str(guest): "met de hand"}
    by_hand = {guest: ("uitgenodigd", True), town: ("toehoorder", True)}
    assert parties(subject) == by_hand
    client.post(address("subject_derive", subject.pk))
    assert parties(subject) == by_hand | {verband: ("overeenstemming", False)}


def test_a_party_that_left_the_area_falls_away_and_comes_back_with_it(
    client, director, subject, town, verband, address
):
    client.post(address("subject_derive", subject.pk))
    AreaMembership.objects.update(until=date(2026, 1, 1))
    client.post(address("subject_derive", subject.pk))
    assert parties(subject) == {verband: ("overeenstemming", False)}
    AreaMembership.objects.update(until=None)
    client.post(address("subject_derive", subject.pk))
    assert set(parties(subject)) == {town, verband}
    assert SubjectParty.objects.count() == 2


def test_leaving_a_party_out_by_hand_survives_deriving(
    client, director, subject, town, verband, address
):
    client.post(address("subject_derive", subject.pk))
    row = SubjectParty.objects.get(party=town)
    form = {"capacity": row.capacity, "is_withdrawn": "on", "is_by_hand": "on"}
    client.post(address("subject_party", subject.pk, town.pk), form | {"version": row.version})
    client.post(address("subject_derive", subject.pk))
    assert set(parties(subject)) == {verband}
    page = client.get(address("cycle_detail", subject.cycle_id)).content.decode()
    assert "Met de hand weggelaten" in page


def test_two_who_set_the_same_party_both_see_it(client, director, region, subject, address):
    party = PartyFactory(organisation__region=region)
    url = address("subject_party", subject.pk, party.pk)
    form = {"is_by_hand": "on", "version": 0}
    client.post(url, form | {"capacity": "uitgenodigd"})
    page = client.post(url, form | {"capacity": "toehoorder"})
    assert "Uitgenodigd" in page.context["form"].errors["capacity"][0]
    assert parties(subject) == {party: ("uitgenodigd", True)}


def test_a_party_of_another_region_cannot_be_set(client, director, subject, address):
    url = address("subject_party", subject.pk, PartyFactory().pk)
    assert client.post(url, {"capacity": "overleg"}).status_code == 404


def test_parties_to_add_are_those_that_do_not_stand_there_yet(
    client, director, subject, town, verband, address
):
    client.post(address("subject_derive", subject.pk))
    guest = PartyFactory(organisation__region=subject.region, organisation__kind="welzijn")
    page = client.get(address("subject_parties", subject.pk))
    assert list(page.context["parties"]) == [guest]


@pytest.mark.parametrize("name", ["subject_derive", "subject_parties", "subject_party"])
def test_the_pages_of_a_subject_cost_as_many_queries_for_thirty_parties_as_for_one(
    client, director, region, subject, town, verband, address, name, django_assert_max_num_queries
):
    args = [subject.pk, town.pk] if name == "subject_party" else [subject.pk]
    client.get(address(name, *args))
    with django_assert_max_num_queries(20) as few:
        client.get(address(name, *args))
    for _ in range(30):
        PartyFactory(organisation__region=region, organisation__municipality=MunicipalityFactory())
    with django_assert_max_num_queries(20) as many:
        client.get(address(name, *args))
    assert len(many) == len(few)

"""The areas of an organisation: searched, ticked, and nothing typed is lost; without JavaScript."""

import pytest
from django.urls import reverse

from accounts.models import Membership
from partners.models import Area, Organisation
from partners.tests.factories import (
    AreaFactory,
    OrganisationFactory,
    PartyFactory,
    load_noord_holland,
)

TYPED = {"kind": "swv", "name": "PPO Reiger", "secretariat_email": "geen adres"}


@pytest.fixture(autouse=True)
def _director(sign_in):
    load_noord_holland()
    sign_in(Membership.Role.DIRECTOR)


def area(code):
    return Area.objects.get(code=code)


def address(region, name="party_create", *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


def offered(page):
    """Return {heading: labels} of the areas that the form offers."""
    choices = page.context["form"].fields["areas"].choices
    return {heading: [label for _, label in own] for heading, own in choices}


def search(client, region, text, **data):
    return client.post(address(region), TYPED | {"area_search": text, "search_areas": "ja"} | data)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("PO 27-03", ["SWV PO 27-03"]),
        ("2703", ["SWV PO 27-03", "SWV VO 27-03"]),
    ],
)
def test_an_area_is_found_by_its_number_in_any_writing_or_a_gemeente(client, region, text, labels):
    assert offered(search(client, region, text)) == {"Gevonden": labels}


def test_a_gemeente_finds_the_areas_of_every_kind_it_lies_in_the_verbanden_first(client, region):
    [(heading, found)] = offered(search(client, region, "Texel")).items()
    assert (heading, found[:2]) == ("Gevonden", ["SWV PO 27-01", "SWV VO 27-01"])
    kinds = [label.partition(": ")[0] for label in found[2:]]
    assert kinds == ["Jeugdregio", "Doorstroompunt (RMC)", "Arbeidsmarktregio"]


def test_an_organisation_may_stand_for_an_area_of_any_kind(client, region):
    data = {"kind": "ggd", "name": "GGD Reiger", "area_search": "", "area_searched": ""}
    health = AreaFactory(kind="ggd")
    client.post(address(region), data | {"areas": [health.pk]})
    assert list(Organisation.objects.get().areas.all()) == [health]


def test_a_samenwerkingsverband_stands_for_an_area_of_its_own_kind(client, region):
    health = AreaFactory(kind="ggd")
    data = {"kind": "swv", "name": "PPO Reiger", "areas": [health.pk]}
    page = client.post(address(region), data | {"area_search": "", "area_searched": ""})
    assert page.context["form"].errors["areas"] == ["Kies het gebied van dit samenwerkingsverband."]
    assert not Organisation.objects.exists()


def test_a_search_stores_nothing_checks_nothing_and_keeps_all_that_was_typed(client, region):
    page = search(client, region, "2703", areas=[area("PO2711").pk])
    form = page.context["form"]
    assert form.errors == {}
    assert (form["name"].value(), form["secretariat_email"].value()) == ("PPO Reiger", "geen adres")
    assert offered(page) == {
        "Gekozen": ["SWV PO 27-11"],
        "Gevonden": ["SWV PO 27-03", "SWV VO 27-03"],
    }
    assert form["areas"].value() == [str(area("PO2711").pk)]
    assert "Nog niet opgeslagen" in page.content.decode()
    assert not Organisation.objects.exists()


def test_a_text_that_was_not_looked_up_yet_is_before_anything_is_stored(client, region):
    data = {"kind": "welzijn", "name": "Welzijn Waterhoen"}
    page = client.post(address(region), data | {"area_search": "2703", "area_searched": ""})
    assert offered(page) == {"Gevonden": ["SWV PO 27-03", "SWV VO 27-03"]}
    assert not Organisation.objects.exists()
    client.post(address(region), data | {"area_search": "2703", "area_searched": "2703"})
    assert Organisation.objects.get().name == "Welzijn Waterhoen"


def test_what_was_found_and_ticked_is_stored(client, region):
    data = {"kind": "swv", "name": "PPO Reiger", "area_search": "2703", "area_searched": "2703"}
    keys = [area("PO2703").pk, area("VO2703").pk]
    client.post(address(region), data | {"areas": keys})
    assert sorted(a.code for a in Organisation.objects.get().areas.all()) == ["PO2703", "VO2703"]


def test_the_areas_of_an_organisation_are_offered_first_when_it_is_changed(client, region):
    swv = OrganisationFactory(region=region, kind="swv")
    swv.areas.add(area("PO2701"))
    page = client.get(address(region, "party_edit", PartyFactory(organisation=swv).pk))
    assert offered(page) == {"Gekozen": ["SWV PO 27-01"]}


@pytest.mark.parametrize("text", ["\0", "%", "é" * 200, "…"])
def test_a_strange_search_finds_nothing_and_says_so(client, region, text):
    page = search(client, region, text)
    assert page.status_code == 200
    assert offered(page) == {}


def test_no_more_than_twenty_are_found_at_once_and_verbanden_are_among_them(client, region):
    Area.objects.bulk_create(Area(kind="ggd", code=f"PO90{i:02d}") for i in range(30))
    Area.objects.create(kind="swv_po", code="PO9099")
    found = offered(search(client, region, "PO90"))["Gevonden"]
    assert (len(found), found[0]) == (20, "PO9099 (PO 90-99)")

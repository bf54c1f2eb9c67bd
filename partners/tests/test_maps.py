"""The pages with a map: the region and the country, on any day, with and without borders."""

from datetime import date, datetime
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from partners.atlas import Atlas
from partners.field import Field
from partners.models import Area, Municipality, MunicipalityOutline, Organisation, RegionArea
from partners.rules.geometry import path_of, project, rings_of
from partners.rules.hexagons import hexagon
from partners.tests.factories import OrganisationFactory, PartyFactory, load_noord_holland
from regio.lib import clock

Role = Membership.Role
TODAY = date(2026, 3, 3)
TOWNS = {
    "Alkmaar": "GM0361",
    "Bergen (NH.)": "GM0373",
    "Castricum": "GM0383",
    "Dijk en Waard": "GM1980",
    "Heiloo": "GM0399",
    "Uitgeest": "GM0450",
}
AROUND = ["Beverwijk", "Heemskerk", "Velsen"]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def field(region):
    load_noord_holland()
    for name, code in TOWNS.items():
        town = Municipality.objects.get(code=code)
        organisation = OrganisationFactory(region=region, short_name=name, municipality=town)
        PartyFactory(organisation=organisation, since=date(2023, 1, 1))
    ppo = OrganisationFactory(region=region, kind=Organisation.Kind.SWV, short_name="swv PPO")
    ppo.areas.add(Area.objects.get(kind="swv_po", code="PO2703"))
    PartyFactory(organisation=ppo)
    for code in ("PO2703", "JZ06"):
        RegionArea.objects.create(region=region, area=Area.objects.get(code=code), version=1)
    return Field(region, is_wide=True)


def add_borders(*codes, since=date(2026, 1, 1)):
    """Made-up borders: a hexagon where the gemeente lies."""
    for town in Municipality.objects.filter(code__in=codes):
        path = path_of([hexagon(project(town.longitude, town.latitude), 0.2)])
        MunicipalityOutline.objects.create(
            municipality=town, since=since, path=path, source="Nest (CC0)"
        )


def atlas(field, day=TODAY, kinds=("swv_po", "jeugd"), **more):
    return Atlas(field, day, kinds=kinds, **more)


def page(client, region, **query):
    return client.get(reverse("partners:map_detail", args=[region.slug]), query)


def drawn(drawing):
    return {shape.name: group.tint for group in drawing.groups for shape in group.shapes}


# --- what is drawn -------------------------------------------------------------------------------
def test_the_region_is_drawn_with_whoever_shares_an_area_with_it(field):
    found = atlas(field)
    assert [found.name(code) for code in found.codes] == [*TOWNS, *AROUND]
    assert drawn(found.drawing) == {
        **dict.fromkeys(TOWNS, 1),
        **dict.fromkeys(["Castricum", "Uitgeest", *AROUND], 2),
    }
    assert [(key.name, len(key.own), key.others) for key in found.drawing.keys] == [
        ("swv PPO (PO 27-03)", 4, 0),
        ("SWV PO 27-11", 2, 3),
    ]


def test_without_borders_every_gemeente_is_a_hexagon_of_its_own(field):
    found = atlas(field)
    paths = [shape.path for group in found.drawing.groups for shape in group.shapes]
    assert {len(rings_of(path)[0]) for path in paths} == {6}
    assert [len(set(paths)), found.has_borders] == [9, False]


def test_with_borders_they_are_drawn_and_their_source_is_told(field):
    codes = Municipality.objects.on(TODAY).values_list("code", flat=True)
    add_borders(*codes)
    found = atlas(field)
    stored = MunicipalityOutline.objects.get(municipality__code="GM0361").path
    shape = next(s for g in found.drawing.groups for s in g.shapes if s.code == "GM0361")
    assert [shape.path, found.border_sources] == [stored, ["Nest (CC0), 2026"]]


def test_the_border_of_a_day_is_the_last_one_before_it_and_else_the_first_after(field):
    for year in (2015, 2020, 2026):
        add_borders("GM0361", since=date(year, 1, 1))
    years = {
        day: atlas(field, day).outlines["GM0361"].since.year
        for day in (date(2014, 1, 1), date(2019, 12, 31), date(2020, 1, 1), TODAY)
    }
    assert list(years.values()) == [2015, 2015, 2020, 2026]


def test_who_merged_before_the_borders_is_a_spot_on_the_land_of_later(field):
    codes = Municipality.objects.on(TODAY).values_list("code", flat=True)
    add_borders(*codes)
    found = atlas(field, date(2014, 6, 1))
    marks = {s.name: s.mark for g in found.drawing.groups for s in g.shapes}
    assert [name for name, mark in marks.items() if mark == "spot"] == [
        "Graft-De Rijp",
        "Heerhugowaard",
        "Langedijk",
        "Schermer",
    ]
    later = MunicipalityOutline.objects.get(municipality__code="GM1980").path
    corners = {p for ring in rings_of(found.drawing.own_border) for p in ring}
    assert {p for ring in rings_of(later) for p in ring} <= corners


def test_the_whole_country_is_drawn_with_the_region_in_it(field):
    found = atlas(field, is_whole=True)
    existing = set(Municipality.objects.on(TODAY).values_list("code", flat=True))
    assert set(found.codes) == existing
    own = {s.name for g in found.drawing.groups if g.is_own for s in g.shapes}
    assert own == set(TOWNS)


def test_the_days_are_those_on_which_something_on_the_map_changed(field):
    add_borders("GM0361")
    days = atlas(field).days
    assert days[date(2026, 1, 1)] == "grenzen"
    assert days[date(2022, 1, 1)].startswith("herindeling")
    assert days[date(2025, 1, 1)] == "Jeugdregio 2025"
    assert all(later > earlier for later, earlier in pairwise(days))


# --- the page ------------------------------------------------------------------------------------
def test_the_page_draws_the_map_tells_it_and_says_how_far_areas_reach(
    client, region, sign_in, field
):
    sign_in(Role.READER)
    answer = page(client, region)
    assert answer.context["atlas"].title == (
        "Kaart van Noord-Kennemerland op 3 maart 2026: 9 gemeenten, in kleur: Samenwerkingsverband "
        "po, met lijnen: Jeugdregio."
    )
    table = answer.context["table"]
    assert [[row.name, *(cell.text for cell in row.cells)] for row in table.rows][2:4] == [
        ["Beverwijk", "SWV PO 27-11", "onbekend"],
        ["Castricum", "SWV PO 27-11", "Alkmaar (Noord-Kennemerland)"],
    ]
    reach = {str(r.label): (r.percentage, r.outside) for r in answer.context["reaches"]}
    assert reach["swv PPO (PO 27-03)"] == (100, ())
    assert reach["SWV PO 27-11"] == (40, ("Beverwijk", "Heemskerk", "Velsen"))
    assert reach["Noord-Holland Noord"][0] == 35


def test_a_gemeente_has_a_card_also_without_a_script(client, region, sign_in, field):
    sign_in(Role.READER)
    answer = page(client, region, gemeente="0361")
    card = answer.context["card"]
    assert [card.name, card.province, card.is_own, card.party.name] == [
        "Alkmaar",
        "Noord-Holland",
        True,
        "Alkmaar",
    ]
    assert [(kind, cell.text) for kind, cell, _ in card.areas][:3] == [
        ("Samenwerkingsverband po", "swv PPO (PO 27-03)"),
        ("Samenwerkingsverband vo", "SWV VO 27-03"),
        ("Jeugdregio", "Alkmaar (Noord-Kennemerland)"),
    ]
    assert card.mergers[0].text == "Graft-De Rijp en Schermer gaan op in Alkmaar."
    assert b'gemeente=GM0361#gemeente" aria-current="true"' in answer.content


def test_with_a_script_the_card_comes_alone(client, region, sign_in, field):
    sign_in(Role.READER)
    answer = client.get(
        reverse("partners:map_detail", args=[region.slug]),
        {"gemeente": "GM0405"},
        headers={"HX-Request": "true", "HX-Target": "gemeente"},
    )
    assert [t.name for t in answer.templates][0] == "partners/_map_card.html"
    assert answer.context["card"].is_own is False
    assert "buiten de regio" in answer.content.decode()


def test_a_gemeente_of_another_day_says_that_it_did_not_exist(client, region, sign_in, field):
    sign_in(Role.READER)
    said = page(client, region, gemeente="GM1980", op="2014-06-01").content.decode()
    assert "Op zo 1 juni 2014 bestond deze gemeente niet." in said


@pytest.mark.parametrize("asked", ["GM9999", "Alkmaar", "<b>"])
def test_a_gemeente_that_is_not_known_is_said_to_be_so(client, region, sign_in, field, asked):
    sign_in(Role.READER)
    answer = page(client, region, gemeente=asked)
    assert answer.context["card"] is None
    assert "Kies een gemeente" in answer.content.decode()


def test_the_choices_stay_in_the_address_of_every_gemeente(client, region, sign_in, field):
    sign_in(Role.READER)
    answer = page(client, region, soort="rmc", ook="geen", op="2014-06-01", land="on")
    assert answer.context["map_url"].split("?")[1] == "soort=rmc&ook=geen&op=2014-06-01&land=on&"
    assert answer.context["atlas"].colour_label == "RMC-regio"
    assert answer.context["reaches"] == []
    choices = dict(answer.context["form"].fields["op"].widget.choices)
    assert choices["2014-06-01"] == "01-06-2014 · gekozen dag"
    assert choices[""] == "03-03-2026 · vandaag"


@pytest.mark.parametrize(
    ("query", "field_name"), [({"op": "gisteren"}, "op"), ({"soort": "provincies"}, "soort")]
)
def test_a_wrong_choice_is_said_beside_the_field_and_the_map_stays(
    client, region, sign_in, field, query, field_name
):
    sign_in(Role.READER)
    answer = page(client, region, **query)
    assert list(answer.context["form"].errors) == [field_name]
    assert drawn(answer.context["drawing"]).keys() == {*TOWNS, *AROUND}
    assert "invalid-feedback" in answer.content.decode()


def test_every_kind_of_area_can_be_drawn(client, region, sign_in, field):
    sign_in(Role.READER)
    for kind in Area.Kind.values:
        answer = page(client, region, soort=kind, ook="geen")
        assert answer.context["form"].errors == {}
        assert answer.context["atlas"].kinds == (kind,)
        assert TOWNS.keys() <= drawn(answer.context["drawing"]).keys()


def test_the_same_kind_twice_is_drawn_once(client, region, sign_in, field):
    sign_in(Role.READER)
    answer = page(client, region, soort="jeugd", ook="jeugd")
    assert [answer.context["atlas"].line_label, answer.context["drawing"].lines] == ["", ""]


def test_a_region_without_gemeenten_is_told_what_comes_here(client, region, sign_in):
    load_noord_holland()
    sign_in(Role.READER)
    assert "Geen gemeenten op deze dag" in page(client, region).content.decode()


def test_the_front_page_has_the_map_with_links_to_the_cards(client, region, sign_in, field):
    sign_in(Role.READER)
    answer = client.get(reverse("partners:playing_field", args=[region.slug]))
    assert drawn(answer.context["drawing"]).keys() == {*TOWNS, *AROUND}
    assert f'href="{reverse("partners:map_detail", args=[region.slug])}?gemeente=GM0361' in (
        answer.content.decode()
    )


@pytest.mark.parametrize("query", [{}, {"land": "on"}, {"gemeente": "GM0361"}])
def test_the_number_of_queries_does_not_grow_with_gemeenten_and_borders(
    client, region, sign_in, field, query
):
    sign_in(Role.READER)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert page(client, region, **query).status_code == 200
        return len(queries)

    few = asked()
    add_borders(*Municipality.objects.values_list("code", flat=True))
    town = OrganisationFactory(
        region=region, municipality=Municipality.objects.get(code="GM0405"), short_name="Hoorn"
    )
    PartyFactory(organisation=town)
    assert asked() == few
    assert few <= 15

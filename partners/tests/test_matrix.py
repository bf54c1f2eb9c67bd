"""The matrix of gemeenten and kinds of area: only differences, and as a spreadsheet."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from accounts.models import Membership
from partners.models import Area, Municipality, Organisation
from partners.tests.factories import OrganisationFactory, PartyFactory, load_noord_holland
from regio.lib import clock

Role = Membership.Role
TOWNS = {"Alkmaar": "GM0361", "Castricum": "GM0383", "Heiloo": "GM0399", "Uitgeest": "GM0450"}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def towns(region):
    load_noord_holland()
    add_towns(region, TOWNS)


def add_towns(region, towns):
    for name, code in towns.items():
        town = Municipality.objects.get(code=code)
        PartyFactory(
            organisation=OrganisationFactory(region=region, short_name=name, municipality=town)
        )


def front_page(client, region, **query):
    return client.get(reverse("partners:playing_field", args=[region.slug]), query)


def export(client, region, **query):
    return client.get(reverse("partners:matrix_export", args=[region.slug]), query)


def sheets_of(answer):
    book = openpyxl.load_workbook(BytesIO(answer.content))
    return {s.title: [[c.value for c in row] for row in s.iter_rows()] for s in book.worksheets}


def names(answer):
    return [row.name for row in answer.context["matrix"].rows]


def test_only_those_who_lie_elsewhere_are_shown_when_asked(client, region, sign_in, towns):
    sign_in(Role.READER)
    assert names(front_page(client, region)) == list(TOWNS)
    answer = front_page(client, region, verschillen="on")
    assert names(answer) == ["Castricum", "Uitgeest"]
    assert answer.context["day"] == date(2026, 3, 3)
    # What the sentences say does not change with it.
    whole = front_page(client, region).context["matrix"].columns
    assert answer.context["matrix"].columns == whole


def test_the_filter_and_the_day_stand_in_the_address_together(client, region, sign_in, towns):
    sign_in(Role.READER)
    answer = front_page(client, region, verschillen="on", op="2014-06-01")
    assert names(answer) == ["Castricum", "Uitgeest"]
    assert answer.context["export_url"].endswith("indeling.xlsx?verschillen=on&op=2014-06-01")


def test_where_nothing_differs_the_page_says_so(client, region, sign_in):
    load_noord_holland()
    add_towns(region, {"Alkmaar": "GM0361", "Heiloo": "GM0399"})
    sign_in(Role.READER)
    answer = front_page(client, region, verschillen="on")
    assert names(answer) == []
    said = answer.content.decode()
    assert "Alle gemeenten liggen voor elke soort in hetzelfde gebied." in said


def test_the_spreadsheet_holds_the_table_the_differences_and_the_day(
    client, region, sign_in, towns
):
    sign_in(Role.READER)
    answer = export(client, region, op="2026-02-01")
    assert answer["Content-Disposition"] == (
        'attachment; filename="indeling-noord-kennemerland-2026-02-01.xlsx"'
    )
    found = sheets_of(answer)
    heading, alkmaar, castricum, *_ = found["Indeling"]
    assert heading == [
        "Gemeente",
        "Code",
        "Samenwerkingsverband po",
        "Samenwerkingsverband vo",
        "Jeugdregio",
        "Doorstroompunt",
        "Arbeidsmarktregio",
        "Wijkt af voor",
        "Op",
    ]
    assert alkmaar[:3] == ["Alkmaar", "GM0361", "SWV PO 27-03"]
    assert castricum[2:4] == ["SWV PO 27-11", "SWV VO 27-04"]
    assert castricum[7:] == [
        "Samenwerkingsverband po, Samenwerkingsverband vo",
        datetime(2026, 2, 1),
    ]
    assert [
        "Samenwerkingsverband po",
        "Castricum en Uitgeest liggen in SWV PO 27-11, niet in SWV PO 27-03.",
    ] in found["Verschillen"]
    assert ["Samenwerkingsverband po", "Gebruikt: indeling 2015."] in found["Verschillen"]
    assert ["Bron", "CBS (CC BY 4.0)"] in found["Verschillen"]


def test_the_spreadsheet_holds_what_the_filter_leaves(client, region, sign_in, towns):
    sign_in(Role.READER)
    found = sheets_of(export(client, region, verschillen="on"))
    assert [row[0] for row in found["Indeling"][1:]] == ["Castricum", "Uitgeest"]


def test_no_name_of_a_party_runs_as_a_formula(client, region, sign_in, towns):
    name = '=HYPERLINK("https://nest.example")'
    swv = OrganisationFactory(region=region, kind=Organisation.Kind.SWV, short_name=name)
    swv.areas.add(Area.objects.get(kind="swv_po", code="PO2703"))
    PartyFactory(organisation=swv)
    sign_in(Role.READER)
    book = openpyxl.load_workbook(BytesIO(export(client, region).content))
    cell = book["Indeling"]["C2"]
    assert [cell.value, cell.data_type, cell.quotePrefix] == [f"{name} (PO 27-03)", "s", True]

"""Tables of the CBS, served by a server of our own in their shape."""

import json
import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command

from partners.models import AreaMembership
from partners.reference import odata
from partners.reference.odata import read_table
from partners.reference.reader import ReferenceFileError
from partners.tests.factories import load_noord_holland

TABLE = "99999NED"
GROUPS = [
    {"Id": "7", "Title": "Jeugdregio's", "ParentId": None},
    {"Id": "8", "Title": "Landbouwgebieden", "ParentId": None},
]
MEASURES = [
    {"Identifier": "GM000B", "Title": "Naam", "MeasureGroupId": None},
    {"Identifier": "CR0001", "Title": "Code", "MeasureGroupId": "7"},
    {"Identifier": "CR0002", "Title": "Naam", "MeasureGroupId": "7"},
    {"Identifier": "CR0003", "Title": "Code", "MeasureGroupId": "8"},
]


def said(number, measure, value, place):
    return {
        "Id": number,
        "Measure": measure,
        "ValueAttribute": "String",
        "Value": None,
        "StringValue": value,
        "RegioS": place,
    }


PAGE_1 = [
    said(0, "GM000B", "Uitgeest", "GM0450    "),
    said(1, "CR0001", "JZ10      ", "GM0450    "),
    said(2, "CR0003", "LB1", "GM0450    "),
    said(3, "CR0001", ".", "NL01      "),
]
PAGE_2 = [said(4, "CR0002", "IJmond", "GM0450"), said(5, "CR0001", "JZ06", "GM0399")]


class Cbs:
    """A server that answers what a test puts in `pages`: {path below the table: answer}."""

    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}/CBS"
        self.asked = []
        self.pages = {
            "Properties": {"Title": "Gebieden in Nederland 2027"},
            "MeasureGroups": {"value": GROUPS},
            "MeasureCodes": {"value": MEASURES},
            "Observations": {"value": PAGE_1, "@odata.nextLink": self.next(4)},
            "Observations?$skip=4": {"value": PAGE_2},
        }

    def next(self, number):
        return f"{self.base}/{TABLE}/Observations?$skip={number}"

    def answer(self, path):
        name = path.removeprefix(f"/CBS/{TABLE}/")
        self.asked.append(name)
        page = self.pages.get(name)
        return page(name) if callable(page) else page


@pytest.fixture
def cbs(settings):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            page = server.cbs.answer(self.path)
            status = page if isinstance(page, int) else 404 if page is None else 200
            body = page if isinstance(page, bytes) else json.dumps(page).encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:9/")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.cbs = Cbs(server.server_address[1])
    settings.CBS_ODATA_URL = server.cbs.base
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.cbs
    server.shutdown()
    server.server_close()


def test_a_table_is_read_page_by_page_by_the_titles_of_its_groups(cbs):
    heard = []
    edition = read_table(TABLE, heard.append)
    assert [(r.kind, r.place_code, r.area_code, r.area_name) for r in edition.rows] == [
        ("jeugd", "GM0399", "JZ06", ""),
        ("jeugd", "GM0450", "JZ10", "IJmond"),
    ]
    assert (edition.day, edition.name) == (date(2027, 1, 1), "Gebieden in Nederland 2027")
    assert heard == [1, 2, 3, 4, 5]
    assert len(cbs.asked) == 5


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"Properties": None}, "bladzijde 1: deze tabel is er niet"),
        ({"Properties": 500}, "bladzijde 1: antwoord 500"),
        ({"Properties": 302}, "bladzijde 1: antwoord 302"),
        ({"MeasureGroups": b"<html>"}, "bladzijde 2: verwacht JSON"),
        ({"MeasureGroups": []}, "bladzijde 2: verwacht een antwoord van OData 4"),
        ({"MeasureCodes": {"error": "x"}}, "bladzijde 3: verwacht een lijst bij MeasureCodes"),
        ({"MeasureCodes": {"value": [1]}}, "bladzijde 3: verwacht een lijst bij MeasureCodes"),
        ({"MeasureCodes": {"value": []}}, "geen groep noemt een soort gebied"),
        ({"Observations?$skip=4": b'{"value": [{"Id"'}, "bladzijde 5: verwacht JSON"),
        ({"Observations": {"value": []}}, "er staat geen gemeente met een gebied in"),
        (
            {"Observations": {"value": [], "@odata.nextLink": "http://elders.example/x"}},
            "de volgende bladzijde ligt op een ander adres",
        ),
        (
            {"Observations": {"value": [said(1, "CR0001", "JZ06", "GM?")]}},
            "waarneming 1: verwacht een gemeente als GM0361, gevonden “GM?”",
        ),
    ],
)
def test_a_broken_page_is_told(cbs, broken, message):
    cbs.pages |= broken
    with pytest.raises(ReferenceFileError) as error:
        read_table(TABLE)
    assert message in str(error.value)


def test_pages_without_end_stop(cbs, monkeypatch):
    monkeypatch.setattr(odata, "MAX_PAGES", 8)
    cbs.pages["Observations?$skip=4"] = {"value": PAGE_2, "@odata.nextLink": cbs.next(4)}
    with pytest.raises(ReferenceFileError, match="meer dan 8 bladzijden"):
        read_table(TABLE)
    assert len(cbs.asked) == 8


def test_a_page_that_is_too_large_stops(cbs, monkeypatch):
    monkeypatch.setattr(odata, "MAX_BYTES", 100)
    with pytest.raises(ReferenceFileError, match="een bladzijde is te groot"):
        read_table(TABLE)


def test_a_server_that_keeps_silent_is_left(cbs, monkeypatch):
    monkeypatch.setattr(odata, "SECONDS", 0.2)
    cbs.pages["Properties"] = lambda name: time.sleep(1)
    with pytest.raises(ReferenceFileError, match=r"127\.0\.0\.1 antwoordt niet"):
        read_table(TABLE)


def test_a_server_that_is_not_there_is_told(settings):
    settings.CBS_ODATA_URL = "http://127.0.0.1:9/CBS"
    with pytest.raises(ReferenceFileError, match=r"127\.0\.0\.1 antwoordt niet"):
        read_table(TABLE)


@pytest.mark.parametrize("table", ["", "../86247NED", "86247NED/x", "http://x", "8" * 40])
def test_only_the_number_of_a_table_is_asked(cbs, table):
    with pytest.raises(ReferenceFileError, match="verwacht een nummer van het CBS als 86247NED"):
        read_table(table)
    assert cbs.asked == []


@pytest.mark.django_db
def test_the_command_loads_a_table(cbs, capsys):
    load_noord_holland()
    call_command("load_areas", "--table", TABLE)
    assert "verplaatst: Uitgeest" in capsys.readouterr().out
    row = AreaMembership.objects.get(since=date(2027, 1, 1))
    assert (row.area.code, row.municipality.code) == ("JZ10", "GM0450")
    cbs.pages["Properties"] = 503
    with pytest.raises(CommandError, match="antwoord 503"):
        call_command("load_areas", "--table", TABLE)

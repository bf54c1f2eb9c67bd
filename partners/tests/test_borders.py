"""Loading the borders of gemeenten. The shapes are made up: no border of others is kept here."""

import json
import threading
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import CommandError, call_command

from partners.models import MunicipalityOutline
from partners.reference import fetch as fetching
from partners.reference.border_file import read_borders
from partners.reference.fetch import fetch
from partners.reference.load import load_reference
from partners.reference.reader import ReferenceFileError
from partners.rules.geometry import area, edges, project, rings_of
from regio.lib import clock

# Two made-up gemeenten of a tenth of a degree, beside each other; and what they are called.
WEST, EAST = "GM0361", "GM0399"


def block(west, south=52.5, size=0.1):
    return [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
    ]


def feature(code, ring=None, **more):
    geometry = {"type": "Polygon", "coordinates": [ring or block(4.7)]}
    return {"type": "Feature", "properties": {"statcode": code}, "geometry": geometry} | more


def collection(*features, **more):
    return {"type": "FeatureCollection", "features": list(features)} | more


GEOJSON = collection(feature(WEST), feature(EAST, block(4.8)))
TOPOJSON = {
    "type": "Topology",
    "transform": {"scale": [0.1, 0.1], "translate": [4.7, 52.5]},
    # The border between the two, and what lies around each of them.
    "arcs": [
        [[1, 0], [0, 1]],
        [[1, 1], [-1, 0], [0, -1], [1, 0]],
        [[1, 0], [1, 0], [0, 1], [-1, 0]],
    ],
    "objects": {
        "gemeente": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"statcode": "0361"}},
                {"type": "Polygon", "arcs": [[2, -1]], "properties": {"statcode": 399}},
            ],
        }
    },
}


def written(value):
    return json.dumps(value).encode()


def problems_of(data, name="grens.json"):
    with pytest.raises(ReferenceFileError) as found:
        read_borders(name, data if isinstance(data, bytes) else written(data))
    return found.value.problems


# --- reading -------------------------------------------------------------------------------------
@pytest.mark.parametrize("source", [GEOJSON, TOPOJSON])
def test_both_formats_give_the_same_shapes_on_the_plane(source):
    shapes = read_borders("grens.json", written(source))
    corners = {WEST: (4.7, 4.8), EAST: (4.8, 4.9)}
    assert {code: {p for ring in rings for p in ring} for code, rings in shapes.items()} == {
        code: {project(x, y) for x in sides for y in (52.5, 52.6)}
        for code, sides in corners.items()
    }
    west, east = (set(edges(rings)) for rings in shapes.values())
    assert len(west & east) == 1


def test_islands_holes_and_heights_are_read():
    hole = block(4.73, 52.53, 0.02)
    high = [[*point, 7.5] for point in block(4.7)]
    many = {"type": "MultiPolygon", "coordinates": [[high, hole], [block(5.2)]]}
    rings = read_borders("a", written(collection(feature(WEST, geometry=many))))[WEST]
    assert [len(ring) for ring in rings] == [4, 4, 4]
    assert area(rings[1]) < area(rings[0])


def test_a_byte_order_mark_and_the_water_of_cbs_are_no_obstacle():
    wet = feature(WEST, properties={"statcode": WEST, "water": "JA"})
    data = b"\xef\xbb\xbf" + written(collection(wet, feature(WEST)))
    assert list(read_borders("a", data)) == [WEST]


@pytest.mark.parametrize(
    "properties",
    [
        {"statcode": "GM0361"},
        {"STATCODE": "GM0361   "},
        {"gemeentecode": "0361"},
        {"GM_CODE": "361"},
        {"code": 361},
        {"statnaam": "Alkmaar"},
    ],
)
def test_a_gemeente_is_known_by_its_code_in_every_spelling(properties):
    found = read_borders("a", written(collection(feature("", properties=properties, id="gm0361"))))
    assert list(found) == [WEST]


RD = [[111000, 516000], [112000, 516000], [112000, 517000]]
BROKEN = [
    (b"", "a, regel 1: verwacht JSON"),
    (b'{"type": "Topology",\n "arcs": [', "a, regel 2: verwacht JSON"),
    (b"code;naam\nGM0361;Alkmaar", "a, regel 1: verwacht JSON"),
    (b"PK\x03\x04\xff\xfe", "a: verwacht TopoJSON of GeoJSON"),
    (b"[" * 100_000, "a: verwacht kaartgegevens, geen lijsten in lijsten"),
    (written([1, 2]), "a: verwacht TopoJSON of GeoJSON"),
    (written({"type": "Feature"}), "gevonden “Feature”"),
    (written(collection()), "a: verwacht gemeenten, er staat er geen in"),
    (written(collection(feature("PV27"))), "a, object 1: verwacht een gemeentecode als GM0361"),
    (written(collection(feature(WEST), feature(WEST))), "GM0361 is ook object 1"),
    (written(collection(feature(WEST, RD))), "dit lijken meters (RD)"),
    (written(collection(feature(WEST, block(9)))), "graden (WGS84) in Nederland, gevonden 9, 52.5"),
    (written(collection(feature(WEST, [["x", 1]]))), "een lengte- en een breedtegraad"),
    (written(collection(feature(WEST, [[float("nan"), 52.0]]))), "een lengte- en een breedtegraad"),
    (written(collection(feature(WEST, geometry=None))), "een object, gevonden None"),
    (
        written(collection(feature(WEST, geometry={"type": "Point", "coordinates": [4.7, 52.5]}))),
        "een vlak (Polygon of MultiPolygon), gevonden “Point”",
    ),
    (written(collection(feature(WEST, block(4.7, size=0.0001)))), "van minstens honderd meter"),
    (
        written(
            collection(feature(WEST), crs={"properties": {"name": "urn:ogc:def:crs:EPSG::28992"}})
        ),
        "vraag de bron om EPSG:4326",
    ),
    (written(TOPOJSON | {"objects": {}}), "een laag (objects) met gemeenten"),
    (written(TOPOJSON | {"objects": {"a": {}, "b": {}}}), "één laag met gemeenten, gevonden: a, b"),
    (written(TOPOJSON | {"arcs": [[[1, 0]]]}), "dat er niet is (1 lijnstukken)"),
    (written(TOPOJSON | {"arcs": [[["x"]]]}), "verwacht"),
    (written(TOPOJSON | {"transform": {"scale": 1}}), "verwacht"),
]


@pytest.mark.parametrize(("data", "said"), BROKEN)
def test_a_foreign_or_broken_file_is_refused_with_what_was_expected(data, said):
    problems = problems_of(data, "a")
    assert said in problems[0]


def test_degrees_the_other_way_round_are_pointed_out():
    turned = [[y, x] for x, y in block(4.7)]
    (problem,) = problems_of(collection(feature(WEST, turned)))
    assert problem == (
        "grens.json, object 1: verwacht eerst de lengte- en dan de breedtegraad, gevonden 52.5, 4.7"
    )


def test_at_most_twenty_problems_are_named_each_with_its_name():
    named = [feature("", properties={"statnaam": f"Nest {n}"}) for n in range(25)]
    problems = problems_of(collection(*named))
    assert problems[0].startswith("grens.json, object 1 (Nest 0): verwacht een gemeentecode")
    assert [len(problems), problems[-1]] == [21, "en nog 5 meldingen"]


# --- loading -------------------------------------------------------------------------------------
@pytest.fixture
def reference(db):
    load_reference()


def file_of(tmp_path, value):
    file = tmp_path / "grens.json"
    file.write_bytes(written(value))
    return str(file)


def stored():
    rows = MunicipalityOutline.objects.values_list("municipality__code", "since", "source", "path")
    return sorted(rows)


def test_borders_are_loaded_once_however_often_the_file_is_read(reference, tmp_path, capsys):
    file = file_of(tmp_path, collection(*GEOJSON["features"], feature("GM9999", block(5.5))))
    for _ in range(2):
        call_command("load_borders", file, since=date(2026, 1, 1))
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "Grenzen vanaf 2026-01-01: 2 nieuw, 0 gewijzigd, 0 ongewijzigd; 1 niet in de naslag.",
        "Grenzen vanaf 2026-01-01: 0 nieuw, 0 gewijzigd, 2 ongewijzigd; 1 niet in de naslag.",
    ]
    assert [row[:3] for row in stored()] == [
        (code, date(2026, 1, 1), "CBS (CC BY 4.0)") for code in (WEST, EAST)
    ]
    west, east = (set(edges(rings_of(row[3]))) for row in stored())
    assert len(west & east) == 1


def test_a_changed_file_changes_and_an_other_day_adds(reference, tmp_path, capsys):
    call_command("load_borders", file_of(tmp_path, GEOJSON), since=date(2026, 1, 1))
    bent = [[4.7, 52.5], [4.8, 52.5], [4.8, 52.6], [4.65, 52.6]]
    moved = collection(feature(WEST, bent), feature(EAST, block(4.8)))
    call_command("load_borders", file_of(tmp_path, moved), since=date(2026, 1, 1))
    call_command("load_borders", file_of(tmp_path, moved), since=date(2027, 1, 1))
    assert [line.split(": ")[1] for line in capsys.readouterr().out.splitlines()][1:] == [
        "0 nieuw, 1 gewijzigd, 1 ongewijzigd; 0 niet in de naslag.",
        "2 nieuw, 0 gewijzigd, 0 ongewijzigd; 0 niet in de naslag.",
    ]
    assert len(stored()) == 4


def test_without_a_day_the_borders_hold_from_the_first_of_january(
    reference, tmp_path, time_machine
):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))
    call_command("load_borders", file_of(tmp_path, GEOJSON))
    assert {row[1] for row in stored()} == {date(2026, 1, 1)}


@pytest.mark.parametrize(
    ("value", "since", "said"),
    [
        (collection(feature(WEST), feature(EAST, RD)), date(2026, 1, 1), "RD"),
        (collection(feature("GM9999")), date(2026, 1, 1), "staat in de naslag"),
        (
            collection(feature(WEST), feature("GM1980", block(4.9))),
            date(2014, 1, 1),
            "GM1980 bestond niet op 2014-01-01",
        ),
    ],
)
def test_when_one_gemeente_is_wrong_nothing_is_loaded(reference, tmp_path, value, since, said):
    with pytest.raises(CommandError, match=r"Er is niets ingelezen\.") as refused:
        call_command("load_borders", file_of(tmp_path, value), since=since)
    assert said in str(refused.value)
    assert stored() == []


# --- from the web --------------------------------------------------------------------------------
class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/weg":
            self.send_response(302)
            self.send_header("Location", self.server.elsewhere)
            self.end_headers()
            return
        self.send_response(404 if self.path == "/niets" else 200)
        self.end_headers()
        if self.path == "/traag":
            self.server.stopped.wait(5)
        self.wfile.write(written(GEOJSON))

    def log_message(self, *_):
        pass


@pytest.fixture
def web():
    server = HTTPServer(("127.0.0.1", 0), Answer)
    server.stopped, server.elsewhere = threading.Event(), ""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.address = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.stopped.set()
    server.shutdown()
    server.server_close()


def refusal(place, **limits):
    with pytest.raises(ReferenceFileError) as refused:
        fetch(place, **limits)
    return refused.value.problems[0]


def test_borders_are_loaded_from_an_address_on_the_web(reference, web):
    call_command("load_borders", f"{web.address}/grens.json", since=date(2026, 1, 1))
    assert [row[0] for row in stored()] == [WEST, EAST]


def test_what_is_not_there_or_too_slow_or_too_large_is_refused(web):
    address = web.address
    assert refusal(f"{address}/niets") == f"{address}/niets: niet te lezen (Not Found)"
    assert "niet binnen 0.3 seconden" in refusal(f"{address}/traag", seconds=0.3)
    assert "is groter dan" in refusal(f"{address}/grens.json", limit=100)


@pytest.mark.parametrize("place", ["file:///etc/hostname", "ftp://nest.example/a", "data://a"])
def test_only_http_and_https_are_asked(place):
    assert refusal(place) == f"{place}: verwacht een bestand of een adres met http of https"


def test_no_redirect_leads_to_a_file_of_the_machine(web, tmp_path):
    file = tmp_path / "grens.json"
    file.write_text("geheim")
    web.elsewhere = file.as_uri()
    assert "niet te lezen" in refusal(f"{web.address}/weg")


def test_a_file_that_is_not_there_or_is_too_large_is_refused(tmp_path):
    file = tmp_path / "grens.json"
    assert "niet te lezen" in refusal(str(file))
    file.write_bytes(b"x" * 200)
    assert refusal(str(file), limit=100) == f"{file}: {fetching.TOO_LARGE}"

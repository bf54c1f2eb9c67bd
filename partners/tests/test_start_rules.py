"""What follows from a choice of samenwerkingsverbanden: gemeenten, areas around them, parties."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from partners.rules import start
from partners.rules.borders import AreaKey, Borders, Member, Merger, Name, Place
from partners.rules.overlap import AreaLabel
from partners.rules.reach import reaches

DAY, TODAY = date(2026, 3, 3), date(2026, 3, 3)
PO, PO_BESIDE = AreaKey("swv_po", "PO3002"), AreaKey("swv_po", "PO3003")
VO = AreaKey("swv_vo", "VO3002")
YOUTH, HEALTH, RMC = AreaKey("jeugd", "JZ36"), AreaKey("ggd", "GG5206"), AreaKey("rmc", "MC34")
PROVINCE = AreaKey("provincie", "PV30")
LABELS = {
    PO: AreaLabel("SWV PO 30-02"),
    PO_BESIDE: AreaLabel("SWV PO 30-03"),
    VO: AreaLabel("SWV VO 30-02"),
    YOUTH: AreaLabel("West-Brabant-West"),
    HEALTH: AreaLabel("GGD West-Brabant"),
    RMC: AreaLabel("West-Brabant"),
    PROVINCE: AreaLabel("Noord-Brabant"),
}
TOWNS = {
    "GM1674": "Roosendaal",
    "GM0840": "Rucphen",
    "GM1719": "Drimmelen",
    "GM0758": "Breda",
}


def member(area, place, share=1, since=date(2015, 1, 1)):
    part = None if share is None else Decimal(str(share))
    return Member(area, place, part, since, None, "2015", "bron")


def country(*members, places=None, mergers=()):
    places = places or {code: Place(code, (Name(name),)) for code, name in TOWNS.items()}
    return Borders(places, tuple(mergers), members)


WEST = country(
    member(PO, "GM1674"),
    member(PO, "GM0840"),
    member(PO, "GM1719", "0.05"),
    member(PO_BESIDE, "GM1719", "0.95"),
    member(PO_BESIDE, "GM0758"),
    member(VO, "GM1674"),
    member(YOUTH, "GM1674", None),
    member(YOUTH, "GM0840"),
    member(HEALTH, "GM1674"),
    member(RMC, "GM1674"),
    member(PROVINCE, "GM1674"),
)


def proposals(codes=("GM1674", "GM0840"), chosen=(PO,), borders=WEST):
    found = reaches(borders, codes, DAY, kinds=start.AROUND_KINDS, labels=LABELS)
    return start.areas_around(found, chosen)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("PO 30-02", ["PO 30-02"]),
        ("po3002", ["PO 30-02"]),
        ("3002", ["PO 30-02", "VO 30-02"]),
        ("30.02", ["PO 30-02", "VO 30-02"]),
        ("swv po 30-02", ["PO 30-02"]),
        ("SWV 3002", ["PO 30-02", "VO 30-02"]),
        ("samenwerkingsverband po 30 02", ["PO 30-02"]),
        ("rucphen", ["PO 30-02"]),
        ("RÚCPHEN po", ["PO 30-02"]),
        ("drimmelen", ["PO 30-02", "PO 30-03"]),
        ("", ["PO 30-02", "PO 30-03", "VO 30-02"]),
        ("Urk", []),
        ("…", []),
    ],
)
def test_a_verband_is_found_by_its_code_in_any_writing_its_name_or_a_gemeente(typed, numbers):
    found = start.verbanden(WEST, DAY, LABELS)
    assert [v.number for v in found if v.is_found_by(typed)] == numbers


def test_a_verband_is_found_by_a_gemeente_that_merged_and_names_the_one_of_the_day():
    places = {
        "GM1": Place("GM1", (Name("Heerhugowaard"),), until=date(2022, 1, 1)),
        "GM2": Place("GM2", (Name("Dijk en Waard"),), since=date(2022, 1, 1)),
    }
    merger = Merger("GM1", "GM2", date(2022, 1, 1), "nieuw")
    borders = country(member(PO, "GM2", "0.5"), places=places, mergers=[merger])
    (found,) = start.verbanden(borders, DAY, LABELS)
    assert (found.towns, found.is_found_by("heerhugo")) == (("Dijk en Waard (50 %)",), True)
    (earlier,) = start.verbanden(borders, date(2020, 1, 1), LABELS)
    assert earlier.towns == ("Heerhugowaard",)


def test_the_gemeenten_say_where_they_lie_and_a_sliver_is_named_but_not_proposed():
    found = start.towns_in(WEST, [PO, VO], DAY, today=TODAY)
    assert [(t.name, t.lies, t.is_proposed) for t in found] == [
        ("Drimmelen", ("PO 30-02 (5 %)",), False),
        ("Roosendaal", ("PO 30-02", "VO 30-02"), True),
        ("Rucphen", ("PO 30-02",), True),
    ]
    assert [(t.is_counted_back, t.ended) for t in found] == [(False, None)] * 3


def test_a_part_that_is_not_known_is_proposed():
    (found,) = start.towns_in(country(member(PO, "GM0758", None)), [PO], DAY, today=TODAY)
    assert (found.lies, found.is_proposed) == (("PO 30-02",), True)


def test_before_the_first_edition_the_gemeenten_are_counted_back_and_one_that_ended_says_so():
    places = {"GM1": Place("GM1", (Name("Schermer"),), until=date(2015, 1, 1))}
    places["GM2"] = Place("GM2", (Name("Alkmaar"),))
    merger = Merger("GM1", "GM2", date(2015, 1, 1), "samenvoeging")
    borders = country(member(PO, "GM2"), places=places, mergers=[merger])
    found = start.towns_in(borders, [PO], date(2014, 1, 1), today=TODAY)
    assert [(t.name, t.is_counted_back, t.ended) for t in found] == [
        ("Alkmaar", True, None),
        ("Schermer", True, date(2015, 1, 1)),
    ]


def test_areas_are_proposed_by_the_part_of_them_that_lies_in_the_region():
    assert [(p.key, p.reach.percentage, p.is_proposed, p.why) for p in proposals()] == [
        ("swv_po.PO3002", 98, True, ""),
        ("swv_vo.VO3002", 100, True, ""),
        ("jeugd.JZ36", 100, True, ""),
        ("rmc.MC34", 100, True, ""),
        ("ggd.GG5206", 100, True, ""),
        ("provincie.PV30", 100, False, "ter oriëntatie"),
    ]


@pytest.mark.parametrize(
    ("inside", "outside", "is_proposed"), [(1, 9, True), (1, 10, False), (1, 0, True)]
)
def test_an_area_is_proposed_from_a_tenth_on(inside, outside, is_proposed):
    places = {f"GM{i}": Place(f"GM{i}", (Name(f"Nest {i}"),)) for i in range(inside + outside)}
    borders = country(*(member(YOUTH, code) for code in places), places=places)
    (found,) = proposals(codes=["GM0"], borders=borders)
    assert (found.reach.share, found.is_proposed) == (Fraction(1, inside + outside), is_proposed)
    assert found.why == ("" if is_proposed else "minder dan 10 % ligt in de regio")


def test_beside_a_chosen_verband_another_of_its_kind_is_named_and_not_proposed():
    found = proposals(codes=["GM1674", "GM1719"])
    beside = next(p for p in found if p.key == "swv_po.PO3003")
    assert (beside.is_proposed, beside.why) == (False, "niet het samenwerkingsverband dat u koos")
    without = proposals(codes=["GM1674", "GM1719"], chosen=[VO])
    assert next(p for p in without if p.key == "swv_po.PO3003").is_proposed


def test_a_chosen_verband_is_proposed_however_little_of_it_lies_in_the_region():
    found = proposals(codes=["GM1719"])
    assert next(p for p in found if p.key == "swv_po.PO3002").is_proposed


def test_parties_are_the_gemeenten_and_verbanden_others_are_offered():
    towns = start.towns_in(WEST, [PO], DAY, today=TODAY)
    ticked = {"swv_po.PO3002", "ggd.GG5206", "rmc.MC34", "jeugd.JZ36"}
    found = start.parties(towns[1:], proposals(codes=["GM1674", "GM1719"]), ticked)
    assert [(p.key, p.kind, p.name, p.is_proposed) for p in found] == [
        ("GM1674", "gemeente", "gemeente Roosendaal", True),
        ("GM0840", "gemeente", "gemeente Rucphen", True),
        ("swv_po.PO3002", "swv", "SWV PO 30-02", True),
        ("swv_po.PO3003", "swv", "SWV PO 30-03", False),
        ("swv_vo.VO3002", "swv", "SWV VO 30-02", False),
        ("rmc.MC34", "rmc", "Doorstroompunt West-Brabant", False),
        ("ggd.GG5206", "ggd", "GGD West-Brabant", False),
    ]
    assert [(p.municipality, p.area) for p in found][1:5:3] == [("GM0840", None), ("", VO)]
    assert [p.why for p in found[2:4]] == [
        "verband van PO 30-02",
        "49 % van zijn gebied ligt in de regio",
    ]


def test_no_ggd_is_offered_for_an_area_that_the_region_is_not_about():
    found = start.parties([], proposals(), {"swv_po.PO3002"})
    assert [p.kind for p in found] == ["swv", "swv"]

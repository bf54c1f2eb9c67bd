"""Who is party to a subject, in which capacity, and why: as in Noord-Kennemerland."""

from datetime import date
from decimal import Decimal

import pytest

from partners.rules.borders import AreaKey, Borders, Member, Name, Place
from partners.rules.presence import PartyRow
from partners.rules.subjects import PO, VO, YOUTH, Ground, parties_to

DAY = date(2026, 4, 16)
VO_NK, VO_MK = AreaKey("swv_vo", "VO2703"), AreaKey("swv_vo", "VO2704")
PO_NK, PO_IJM = AreaKey("swv_po", "PO2703"), AreaKey("swv_po", "PO2711")
YOUTH_NK = AreaKey("jeugd", "JZ11")
LIES_IN = {
    "Alkmaar": (VO_NK, PO_NK, YOUTH_NK),
    "Castricum": (VO_MK, PO_IJM, YOUTH_NK),
    "Heiloo": (VO_NK, PO_NK, YOUTH_NK),
    "Zaanstad": (AreaKey("swv_vo", "VO2705"), AreaKey("swv_po", "PO2705")),
}
SWVS = {"swv PPO": PO_NK, "swv VO": VO_NK, "swv IJmond": PO_IJM, "swv MK": VO_MK}


def party(pk, name, kind, **fields):
    return PartyRow(pk, pk, name, kind, **fields)


def ground(*, shares=None, own=(VO_NK, PO_NK, YOUTH_NK), more=(), day=DAY):
    """Three gemeenten of the jeugdregio and one of elsewhere; four verbanden."""
    shares = shares or {}
    members = [
        Member(area, name, shares.get((name, area), Decimal(1)), None, None, "2025", "bron")
        for name, areas in LIES_IN.items()
        for area in areas
    ]
    members += more
    towns = [party(n, t, "gemeente", municipality=t) for n, t in enumerate(LIES_IN, 1)]
    verbanden = [
        party(n, name, "swv", areas=frozenset({area}))
        for n, (name, area) in enumerate(SWVS.items(), 11)
    ]
    # Who stands for a jeugdregio is no party to a plan for that.
    service = party(22, "De Brug", "jeugdhulp", areas=frozenset({YOUTH_NK}))
    others = [party(21, "ROC", "mbo"), service]
    places = {name: Place(name, (Name(name),)) for name in LIES_IN}
    return Ground(
        day, (*towns, *verbanden, *others), Borders(places, members=tuple(members)), tuple(own)
    )


def found(subject, given, **more):
    """{name of a party: its capacity}."""
    return {d.party.name: d.capacity for d in parties_to(subject, given, **more).parties}


def reasons(subject, given):
    return {d.party.name: d.reason for d in parties_to(subject, given).parties}


def test_the_vo_plan_is_agreed_with_the_gemeenten_of_its_area_and_the_mbo():
    assert found(VO, ground()) == {
        "Alkmaar": "overeenstemming",
        "Heiloo": "overeenstemming",
        "swv VO": "overeenstemming",
        "ROC": "overeenstemming",
        "swv PPO": "overleg",
        "Castricum": "toehoorder",
        "swv IJmond": "toehoorder",
        "swv MK": "toehoorder",
    }


def test_each_party_comes_with_its_reason():
    told = reasons(VO, ground())
    assert told["Alkmaar"] == "ligt in VO 27-03"
    assert told["swv VO"] == "samenwerkingsverband van VO 27-03, dient het plan in"
    assert told["swv PPO"] == "overlappend samenwerkingsverband po (PO 27-03)"
    assert told["Castricum"] == "ligt in de jeugdregio, niet in VO 27-03"
    assert told["swv MK"] == "overlapt de jeugdregio, niet VO 27-03"


def test_the_po_plan_is_its_mirror_without_the_mbo():
    assert found(PO, ground()) == {
        "Alkmaar": "overeenstemming",
        "Heiloo": "overeenstemming",
        "swv PPO": "overeenstemming",
        "swv VO": "overleg",
        "Castricum": "toehoorder",
        "swv IJmond": "toehoorder",
        "swv MK": "toehoorder",
    }


def test_the_jeugdplan_is_agreed_with_the_jeugdregio_and_every_verband_that_overlaps_it():
    assert found(YOUTH, ground()) == {
        "Alkmaar": "overeenstemming",
        "Castricum": "overeenstemming",
        "Heiloo": "overeenstemming",
        "swv PPO": "overeenstemming",
        "swv VO": "overeenstemming",
        "swv IJmond": "overeenstemming",
        "swv MK": "overeenstemming",
    }
    assert reasons(YOUTH, ground())["swv MK"] == "VO 27-04 overlapt de jeugdregio"


def test_the_owner_of_the_plan_decides_which_area_it_is():
    given = found(VO, ground(), owner_areas=frozenset({VO_MK}))
    assert given["Castricum"] == "overeenstemming"
    assert given["swv IJmond"] == "overleg"
    assert given["Alkmaar"] == "toehoorder"


@pytest.mark.parametrize(
    ("share", "capacity", "notes"),
    [
        (Decimal("0.10"), "overeenstemming", ()),
        (None, "overeenstemming", ()),
        (
            Decimal("0.099"),
            "toehoorder",
            ("Castricum ligt voor minder dan 10 % in VO 27-03: niet voorgesteld.",),
        ),
    ],
)
def test_a_sliver_of_a_gemeente_is_named_and_not_proposed(share, capacity, notes):
    sliver = Member(VO_NK, "Castricum", share, None, None, "2025", "bron")
    given = ground(more=[sliver])
    assert found(VO, given)["Castricum"] == capacity
    assert parties_to(VO, given).notes == notes


def test_before_2019_the_mbo_was_no_party():
    assert "ROC" not in found(VO, ground(day=date(2018, 12, 31)))
    assert "ROC" in found(VO, ground(day=date(2019, 1, 1)))


def test_without_an_area_of_its_own_a_region_is_told_what_is_missing():
    assert parties_to(YOUTH, ground(own=[])).notes == (
        "Leg eerst vast welke jeugdregio deze regio heeft: daaruit volgen de partijen.",
    )
    assert parties_to(VO, ground(own=[])).parties == ()
    assert "samenwerkingsverband vo" in parties_to(VO, ground(own=[])).notes[0]


def test_a_free_subject_has_no_parties_by_rule():
    assert parties_to("vrij", ground()).parties == ()

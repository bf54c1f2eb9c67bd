"""The gremia of the demonstration: seats, who holds them, bestuurlijke drukte (scenario 2, 10)."""

from datetime import date

import pytest

from accounts.models import Region
from partners.field import Field
from partners.models import ClosedDay, Seat
from regio.lib import workdays

THIRD_OF_MARCH = date(2026, 3, 3)
OFFICIALS = "Ambtelijk overleg onderwijs-jeugd"

pytestmark = pytest.mark.usefixtures("loaded_once", "db")


@pytest.fixture
def region(loaded_once, db):
    return Region.objects.get(slug="noord-kennemerland")


@pytest.fixture
def field(region):
    return Field(region)


def test_every_body_of_the_scenario_is_there_with_its_seats(field):
    lines = field.bodies.tree(THIRD_OF_MARCH)
    assert [
        (x.body.name, x.depth, x.seats, x.vacant, x.body.meetings, x.body.minutes) for x in lines
    ] == [
        ("OOGO", 0, 16, 0, 2, 120),
        ("Regisseursgroep", 1, 6, 0, 10, 90),
        ("Ambtelijk overleg onderwijs-jeugd", 2, 17, 2, 6, 90),
        ("Themagroep thuiszitters", 2, 8, 0, 12, 90),
        ("Themagroep onderwijs-jeugdhulp", 2, 9, 0, 12, 90),
        ("Netwerkgroepen po–wijk", 3, 7, 1, 6, 90),
        ("PORA blok sociaal", 0, 7, 0, 12, 120),
        ("LEA Alkmaar", 0, 5, 0, 3, 90),
        ("LEA Bergen", 0, 3, 0, 3, 90),
        ("LEA Castricum", 0, 3, 0, 3, 90),
        ("LEA Dijk en Waard", 0, 4, 0, 3, 90),
        ("LEA Heiloo", 0, 3, 0, 3, 90),
        ("LEA Uitgeest", 0, 3, 0, 3, 90),
    ]
    chairs = {x.body.name: x.chair.name for x in lines if x.chair and x.body.scale != "lokaal"}
    assert chairs == {
        "OOGO": "Els Ooievaar",
        "Regisseursgroep": "Els Ooievaar",
        "Ambtelijk overleg onderwijs-jeugd": "Mark Torenvalk",
        "Themagroep thuiszitters": "Nadia Karekiet",
        "Themagroep onderwijs-jeugdhulp": "Eva Snip",
    }


def test_the_seats_that_actions_name_are_held_by_who_the_scenario_says():
    seats = Seat.objects.filter(body__name__in=["OOGO", OFFICIALS]).order_by("body", "pk")
    held = {(s.party.organisation.abbreviation, s.title): s for s in seats if s.party}
    names = {
        key: seat.holder_on(THIRD_OF_MARCH).person.name
        for key, seat in held.items()
        if seat.holder_on(THIRD_OF_MARCH)
    }
    assert {key: names[key] for key in names if key[1] == "beleidsmedewerker"} == {
        ("Alk", "beleidsmedewerker"): "Sanne Bosuil",
        ("D&W", "beleidsmedewerker"): "Tom Spreeuw",
        ("Ber", "beleidsmedewerker"): "Lotte Zwaluw",
        ("Cas", "beleidsmedewerker"): "Lotte Zwaluw",
        ("Hei", "beleidsmedewerker"): "Lotte Zwaluw",
        ("Uit", "beleidsmedewerker"): "Lotte Zwaluw",
        ("PPO", "beleidsmedewerker"): "Jan Winterkoning",
        ("VO", "beleidsmedewerker"): "Eva Snip",
        ("ROC", "beleidsmedewerker"): "Mirjam Zanglijster",
    }
    assert names["D&W", "wethouder jeugd"] == "Joris Grutto"
    assert names["Uit", "wethouder sociaal domein"] == "Karel Fuut"


def test_scholekster_took_every_seat_of_kievit_on_the_day_she_fell_ill():
    days = {date(2026, 2, 8): "Fenna Kievit", date(2026, 2, 9): "Siebe Scholekster"}
    seats = Seat.objects.filter(holdings__position__person__name="Fenna Kievit")
    assert sorted(str(seat.body) for seat in seats) == ["LEA Bergen", "OOGO", "PORA blok sociaal"]
    for seat in seats:
        assert {day: seat.holder_on(day).person.name for day in days} == days


def test_zwaluw_reiger_and_smient_sit_in_the_most_bodies(field):
    people = field.bodies.crowding(THIRD_OF_MARCH).people
    by_number = sorted(people, key=lambda load: -len(load.bodies))
    assert [(load.who.name, len(load.bodies)) for load in by_number[:3]] == [
        ("Lotte Zwaluw", 7),
        ("Olaf Reiger", 4),
        ("Yara Smient", 4),
    ]
    assert len(by_number[3].bodies) == 3
    assert [(load.who.name, load.minutes / 60) for load in people[:4]] == [
        ("Lotte Zwaluw", 63),
        ("Olaf Reiger", 55),
        ("Yara Smient", 55),
        ("Sanne Bosuil", 45),
    ]


def test_the_ambtelijk_overleg_and_the_themagroepen_are_nearly_the_same_people(field):
    alike = field.bodies.crowding(THIRD_OF_MARCH).alike
    assert [(pair.one.name, pair.other.name, pair.shared, pair.people) for pair in alike] == [
        ("Themagroep onderwijs-jeugdhulp", "Themagroep thuiszitters", 7, 9),
        (OFFICIALS, "Themagroep onderwijs-jeugdhulp", 5, 9),
        (OFFICIALS, "Themagroep thuiszitters", 5, 9),
    ]


def test_the_region_closes_the_day_after_ascension_and_no_milestone_moves(region):
    own = ClosedDay.objects.holding_for(region)
    assert [row.day for row in own] == [date(2026, 5, 15)]
    closed = ClosedDay.objects.closed_around(region, THIRD_OF_MARCH)
    oogo = date(2026, 4, 16)
    assert workdays.weeks_after(oogo, 6, closed) == date(2026, 5, 28)
    assert workdays.working_days_between(oogo, date(2026, 4, 30), closed) == 9

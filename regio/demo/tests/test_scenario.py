"""What the screens must show on 3 March 2026: the figures and names of the scenario."""

import re
from datetime import date

import pytest

from accounts.models import Membership, Region, User
from checklist.models import Evidence
from partners.field import Field
from partners.models import (
    Mandate,
    Organisation,
    OrganisationLink,
    Party,
    Person,
    Position,
    RegionArea,
    Representation,
)
from partners.rules.presence import VERIFIED
from partners.speaking import speaking_of

THIRD_OF_MARCH = date(2026, 3, 3)
OFFICIALS = "Ambtelijk overleg onderwijs-jeugd"
BIRDS = """Merel Bosuil Wulp Karekiet Grutto Kwartel Spreeuw Putter Kievit Scholekster Vink Lepelaar
    Mees Tureluur Fuut Lijster Zwaluw IJsvogel Smient Winterkoning Pimpel Reiger Snip Wielewaal
    Meerkoet Roerdomp Kluut Buizerd Tapuit Havik Zanglijster Ekster Valk Sijs Mus Kauw Goudvink
    Kuif Ooievaar Torenvalk Nachtegaal Leeuwerik Grauwgors Aalscholver Tjiftjaf Rietgors Steltkluut
    Eidereend Bontbekplevier Steenloper"""

pytestmark = pytest.mark.usefixtures("loaded_once", "db")


@pytest.fixture
def region(loaded_once, db):
    return Region.objects.get(slug="noord-kennemerland")


@pytest.fixture
def field(region):
    return Field(region)


def test_six_gemeenten_and_four_samenwerkingsverbanden_take_part(region):
    parties = Party.objects.of_region(region).on(THIRD_OF_MARCH)
    names = parties.values_list("organisation__short_name", flat=True)
    assert list(names.filter(organisation__kind="gemeente").order_by("pk")) == [
        "Alkmaar",
        "Dijk en Waard",
        "Bergen",
        "Castricum",
        "Heiloo",
        "Uitgeest",
    ]
    assert list(names.filter(organisation__kind="swv").order_by("pk")) == [
        "swv PPO",
        "swv VO",
        "swv IJmond",
        "swv Midden-Kennemerland",
    ]
    assert parties.count() == 22


def test_the_region_is_about_five_kinds_of_area(region):
    areas = RegionArea.objects.of_region(region).order_by("pk")
    assert [(row.area.kind, row.area.code) for row in areas] == [
        ("jeugd", "JZ06"),
        ("swv_po", "PO2703"),
        ("swv_vo", "VO2703"),
        ("rmc", "MC24"),
        ("arbeidsmarkt", "NHN"),
    ]


def test_forty_people_have_one_function_each(region):
    assert Person.objects.of_region(region).count() == 40
    assert Position.objects.of_region(region).count() == 40
    assert set(
        Position.objects.of_region(region)
        .filter(organisation=None)
        .values_list("person__name", "title")
    ) == {
        ("Els Ooievaar", "onafhankelijk voorzitter"),
        ("Mark Torenvalk", "procesregisseur, secretaris"),
    }


def test_scholekster_acts_for_kievit_since_she_is_ill():
    acting = Position.objects.get(person__name="Siebe Scholekster")
    assert (acting.since, acting.until) == (date(2026, 2, 9), None)
    assert acting.acts_for.person.name == "Fenna Kievit"
    assert acting.acts_for.until is None


def test_the_chair_holds_until_the_end_of_august():
    chair = Position.objects.get(person__name="Els Ooievaar")
    assert [chair.holds_on(day) for day in (date(2025, 8, 31), date(2025, 9, 1))] == [False, True]
    assert [chair.holds_on(day) for day in (date(2026, 8, 31), date(2026, 9, 1))] == [True, False]


def test_every_mandate_of_the_table_is_there(region):
    new_year = date(2026, 1, 1)
    rows = Mandate.objects.of_region(region).order_by("pk")
    assert [
        (
            row.position.person.name,
            ", ".join(p.name for p in row.portfolios.all()),
            row.kind,
            row.ceiling,
            row.since,
            row.until,
        )
        for row in rows
    ] == [
        ("Hanna Merel", "", "beslissend", 50_000, date(2022, 7, 1), None),
        ("Joris Grutto", "jeugd", "beslissend", 50_000, date(2022, 1, 1), new_year),
        ("Meryem Kwartel", "onderwijs", "beslissend", 25_000, date(2022, 1, 1), None),
        ("Siebe Scholekster", "", "voorbehoud", 0, date(2026, 2, 9), date(2026, 6, 30)),
        ("Paul Lepelaar", "", "beslissend", 25_000, date(2022, 7, 1), None),
        ("Irma Tureluur", "", "beslissend", 10_000, date(2022, 7, 1), None),
        ("Yara Smient", "", "beslissend", 0, None, None),
        ("Yara Smient", "", "voorbehoud", None, None, None),
        ("Olaf Reiger", "", "beslissend", 0, None, None),
        ("Olaf Reiger", "", "voorbehoud", None, None, None),
        ("Wilma Roerdomp", "jeugd", "adviserend", None, date(2025, 1, 1), new_year),
    ]


def test_lepelaar_speaks_for_uitgeest_on_the_day_of_the_oogo_only():
    rows = Representation.objects.filter(position__person__name="Paul Lepelaar").order_by("since")
    heiloo, row = rows
    day = date(2025, 9, 25)
    assert (str(heiloo.party), heiloo.kind, heiloo.since, heiloo.last_day) == (
        "Heiloo",
        Representation.Kind.AUTHORISATION,
        day,
        day,
    )
    assert str(row.party) == "Uitgeest"
    assert row.kind == Representation.Kind.AUTHORISATION
    assert row.ceiling == 0
    days = [date(2026, 4, day) for day in (15, 16, 17)]
    assert [row.holds_on(day) for day in days] == [False, True, False]


def test_zwaluw_speaks_for_four_gemeenten():
    user = User.objects.get(email="beleid.buch@demo.test")
    parties = Party.objects.filter(pk__in=speaking_of(user).parties_on(THIRD_OF_MARCH))
    assert {str(party) for party in parties} == {
        "De BUCH",
        "Bergen",
        "Castricum",
        "Heiloo",
        "Uitgeest",
    }


def test_organisations_stand_to_each_other_as_the_scenario_says(region):
    links = OrganisationLink.objects.of_region(region).order_by("pk")
    assert [str(link) for link in links] == [
        "De BUCH werkt voor Bergen",
        "De BUCH werkt voor Uitgeest",
        "De BUCH werkt voor Castricum",
        "De BUCH werkt voor Heiloo",
        "Meerzicht is aangesloten bij swv PPO",
        "Meerzicht houdt toezicht op swv PPO",
        "De Vuurtoren is aangesloten bij swv VO",
        "De Vuurtoren houdt toezicht op swv VO",
        "Lichtbaken is aangesloten bij swv PPO",
        "Lichtbaken is aangesloten bij swv VO",
    ]


def test_who_is_missing_is_what_the_scenario_expects(field):
    found = [m for m in field.missing(THIRD_OF_MARCH) if m.what != VERIFIED]
    missing = {(m.party.name, m.level, m.text) for m in found}
    assert missing == {
        ("Heiloo", "uitvoerend", "Niemand op uitvoerend niveau."),
        ("swv IJmond", "beleidsmatig", "Niemand op beleidsmatig niveau."),
        ("swv Midden-Kennemerland", "beleidsmatig", "Niemand op beleidsmatig niveau."),
        ("Dijk en Waard", "bestuurlijk", "Het mandaat van Joris Grutto liep t/m 31-12-2025."),
        ("Uitgeest", "bestuurlijk", "Karel Fuut heeft geen mandaat."),
        ("swv IJmond", "bestuurlijk", "Gijs Meerkoet heeft geen mandaat."),
        (
            "swv Midden-Kennemerland",
            "bestuurlijk",
            "Het mandaat van Wilma Roerdomp liep t/m 31-12-2025.",
        ),
        ("Heiloo", "", "Zetel wijkteam in Netwerkgroepen po–wijk is leeg."),
        ("swv IJmond", "", f"Zetel beleidsmedewerker in {OFFICIALS} is leeg."),
        ("swv Midden-Kennemerland", "", f"Zetel beleidsmedewerker in {OFFICIALS} is leeg."),
    }


def test_every_surname_is_a_bird():
    names = [
        *Person.objects.values_list("name", flat=True),
        *User.objects.values_list("name", flat=True),
    ]
    assert {name.split()[-1] for name in names} == set(BIRDS.split())


def test_no_address_can_belong_to_anyone():
    people = Person.objects.values_list("email", flat=True)
    assert {e for e in people if not re.fullmatch(r"[a-z]+\.[a-z]+@[a-z0-9]+\.example", e)} == set()
    others = [
        *User.objects.values_list("email", flat=True),
        *Organisation.objects.exclude(secretariat_email="").values_list(
            "secretariat_email", flat=True
        ),
    ]
    assert {e for e in others if not e.endswith((".example", "@demo.test"))} == set()
    urls = Evidence.objects.values_list("url", flat=True)
    assert {u for u in urls if not re.match(r"https://[a-z.]+\.example/", u)} == set()


def test_the_demonstration_users_hold_the_roles_that_are_announced():
    members = Membership.objects.filter(user__email__endswith="@demo.test").order_by("pk")
    assert [(m.user.email, m.role, m.region.code) for m in members] == [
        ("beheerder@demo.test", "beheerder", "NK"),
        ("regisseur@demo.test", "regisseur", "NK"),
        ("beleid.gemeente@demo.test", "beleidsmedewerker", "NK"),
        ("beleid.swv@demo.test", "beleidsmedewerker", "NK"),
        ("beleid.buch@demo.test", "beleidsmedewerker", "NK"),
        ("wethouder@demo.test", "bestuurder", "NK"),
        ("lezer@demo.test", "lezer", "NK"),
        ("vreemde@demo.test", "beheerder", "KN"),
    ]
    assert {m.user.check_password("regio-demo-2026") for m in members} == {True}
    others = User.objects.exclude(email__endswith="@demo.test")
    assert {user.has_usable_password() for user in others} == {False}


def test_accounts_belong_to_the_people_of_the_scenario():
    people = Person.objects.exclude(user=None).order_by("user")
    assert [(p.user.email, p.name) for p in people] == [
        ("regisseur@demo.test", "Mark Torenvalk"),
        ("beleid.gemeente@demo.test", "Sanne Bosuil"),
        ("beleid.swv@demo.test", "Jan Winterkoning"),
        ("beleid.buch@demo.test", "Lotte Zwaluw"),
        ("wethouder@demo.test", "Hanna Merel"),
        ("tom.spreeuw@dijkenwaard.example", "Tom Spreeuw"),
        ("eva.snip@vo.example", "Eva Snip"),
    ]


def test_the_second_region_stands_apart():
    stranger = User.objects.get(email="vreemde@demo.test")
    assert [r.slug for r in Region.objects.visible_to(stranger)] == ["kop-van-noord-holland"]
    seen = Organisation.objects.visible_to(stranger).filter(kind="gemeente").order_by("pk")
    assert [str(o) for o in seen] == ["Den Helder", "Hollands Kroon", "Schagen", "Texel"]

"""The front page of the speelveld, the areas of the region, and the facts beside the checklist."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from partners.facts import Fact, facts_for
from partners.field import Field
from partners.models import Area, Municipality, Organisation, Party, Position, RegionArea
from partners.tests.factories import (
    AreaFactory,
    MandateFactory,
    OrganisationFactory,
    PartyFactory,
    PersonFactory,
    PositionFactory,
    load_noord_holland,
)
from records.models import Change
from regio.lib import clock

Role, Level, Kind = Membership.Role, Position.Level, Organisation.Kind
TODAY = date(2026, 3, 3)
TOWNS = {
    "Alkmaar": "GM0361",
    "Bergen": "GM0373",
    "Castricum": "GM0383",
    "Dijk en Waard": "GM1980",
    "Heiloo": "GM0399",
    "Uitgeest": "GM0450",
}


@pytest.fixture
def field(region):
    """The six gemeenten of Noord-Kennemerland and swv PPO, with the areas of the region."""
    load_noord_holland()
    for name, code in TOWNS.items():
        add_town(region, name, code)
    ppo = OrganisationFactory(region=region, kind=Kind.SWV, name="swv PPO", short_name="swv PPO")
    ppo.areas.add(Area.objects.get(kind="swv_po", code="PO2703"))
    PartyFactory(organisation=ppo)
    for code in ("PO2703", "VO2703", "JZ06", "MC24", "NHN"):
        RegionArea.objects.create(region=region, area=Area.objects.get(code=code), version=1)


def add_town(region, name, code):
    town = Municipality.objects.get(code=code)
    organisation = OrganisationFactory(
        region=region, name=f"gemeente {name}", short_name=name, municipality=town
    )
    return PartyFactory(organisation=organisation)


def address(name, region, *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


def text_of(response):
    return " ".join(response.content.decode().split())


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


# --- the front page ------------------------------------------------------------------------------
def test_the_front_page_shows_where_the_borders_differ(client, region, sign_in, field):
    sign_in(Role.READER)
    response = client.get(address("playing_field", region), {"op": "2026-03-03"})
    matrix = response.context["matrix"]
    assert [row.name for row in matrix.rows] == [
        "Alkmaar",
        "Bergen (NH.)",
        "Castricum",
        "Dijk en Waard",
        "Heiloo",
        "Uitgeest",
    ]
    assert [column.sentences for column in matrix.columns] == [
        ("Castricum en Uitgeest liggen in SWV PO 27-11, niet in swv PPO (PO 27-03).",),
        ("Castricum en Uitgeest liggen in SWV VO 27-04, niet in SWV VO 27-03.",),
        ("Alle 6 gemeenten liggen in jeugdregio Alkmaar (Noord-Kennemerland).",),
        (
            "Uitgeest ligt in Doorstroompunt Zuid-Kennemerland en IJmond, "
            "niet in Doorstroompunt Noord-Kennemerland.",
        ),
        ("Alle 6 gemeenten liggen in arbeidsmarktregio Noord-Holland Noord.",),
    ]
    page = text_of(response)
    assert all(s in page for column in matrix.columns for s in column.sentences)
    assert response.context["line"] == "6 gemeenten · 1 samenwerkingsverband · 0 partners"
    assert page.count("Wijkt af:") == 5


def test_an_earlier_day_shows_the_gemeenten_of_then_counted_back(client, region, sign_in, field):
    sign_in(Role.READER)
    response = client.get(address("playing_field", region), {"op": "2021-12-31"})
    matrix = response.context["matrix"]
    assert [row.name for row in matrix.rows] == [
        "Alkmaar",
        "Bergen (NH.)",
        "Castricum",
        "Heerhugowaard",
        "Heiloo",
        "Langedijk",
        "Uitgeest",
    ]
    assert [(column.label, column.edition) for column in matrix.columns] == [
        ("Samenwerkingsverband po", "indeling 2015"),
        ("Samenwerkingsverband vo", "indeling 2015"),
        ("Jeugdregio", "indeling 2025, teruggerekend"),
        ("RMC-regio", "indeling 2025, teruggerekend"),
        ("Arbeidsmarktregio", "indeling 2026, teruggerekend"),
    ]
    assert "vr 31 december 2021" in text_of(response)


def test_the_mergers_of_the_region_are_told(client, region, sign_in, field):
    sign_in(Role.READER)
    mergers = client.get(address("playing_field", region)).context["mergers"]
    assert [(m.on, m.text) for m in mergers] == [
        (date(2022, 1, 1), "Heerhugowaard en Langedijk vormen de nieuwe gemeente Dijk en Waard."),
        (date(2015, 1, 1), "Graft-De Rijp en Schermer gaan op in Alkmaar."),
    ]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("31 februari", "Vul een datum in: dag, maand en jaar."),
        ("2026-02-31", "Vul een datum in: dag, maand en jaar."),
        ("0001-01-01", "Kies een datum tussen 1900 en 2200."),
        ("9999-12-31", "Kies een datum tussen 1900 en 2200."),
        ("<b>", "Vul een datum in: dag, maand en jaar."),
    ],
)
@pytest.mark.parametrize("name", ["playing_field", "area_list"])
def test_what_is_no_day_gives_a_message_keeps_the_text_and_shows_today(
    client, region, sign_in, field, name, typed, message
):
    sign_in(Role.READER)
    response = client.get(address(name, region), {"op": typed})
    form = response.context["day_form"]
    assert (response.status_code, form.errors["op"]) == (200, [message])
    assert form["op"].value() == typed
    assert message in text_of(response)
    assert response.context["day"] == clock.today()


def test_an_empty_day_is_today(client, region, sign_in, field):
    sign_in(Role.READER)
    response = client.get(address("playing_field", region), {"op": ""})
    assert (response.context["day"], response.context["day_form"].errors) == (clock.today(), {})


def test_a_new_region_learns_what_belongs_here(client, region, sign_in):
    sign_in(Role.OFFICER)
    page = text_of(client.get(address("playing_field", region)))
    assert "Nog geen gemeenten" in page
    assert address("start_choose", region) in page


def test_while_no_gemeente_is_a_party_those_of_the_jeugdregio_stand_in(region):
    load_noord_holland()
    area = Area.objects.get(code="JZ03")
    RegionArea.objects.create(region=region, area=area, version=1)
    assert [row.name for row in Field(region).matrix(TODAY).rows] == [
        "Den Helder",
        "Hollands Kroon",
        "Schagen",
        "Texel",
    ]


def test_a_gemeente_counts_until_its_party_ends_and_back_from_before_it_joined(region, field):
    party = Party.objects.get(organisation__short_name="Uitgeest")
    Party.objects.filter(pk=party.pk).update(since=date(2025, 1, 1), until=date(2027, 1, 1))
    with clock.standing_at(TODAY):
        days = (date(2024, 1, 1), TODAY, date(2027, 1, 1))
        codes = [Field(region).municipalities_on(day) for day in days]
        assert ["GM0450" in found for found in codes] == [True, True, False]
        Party.objects.filter(pk=party.pk).update(since=date(2026, 6, 1), until=None)
        codes = [Field(region).municipalities_on(day) for day in (TODAY, date(2026, 6, 1))]
        assert ["GM0450" in found for found in codes] == [False, True]


def test_a_region_sees_nothing_of_another(region, field):
    other = PartyFactory().organisation.region
    assert Field(other).matrix(TODAY).rows == ()
    assert [party.name for party in Field(other).parties] == [
        Party.objects.get(organisation__region=other).organisation.short_name
    ]


def test_the_front_page_asks_as_much_for_30_parties_as_for_1(client, region, sign_in):
    sign_in(Role.OFFICER)
    load_noord_holland()
    add_town(region, "Alkmaar", "GM0361")
    url = address("playing_field", region)
    client.get(url)
    one = queries_of(client, url)
    for code in Municipality.objects.exclude(code="GM0361").values_list("code", flat=True):
        party = add_town(region, code, code)
        position = PositionFactory(organisation=party.organisation, level=Level.EXECUTIVE)
        MandateFactory(position=position)
    assert queries_of(client, url) == one <= 15


# --- facts beside the checklist ------------------------------------------------------------------
def test_the_facts_say_how_the_borders_run_and_who_is_missing(region, field):
    missing_url, url = address("missing_list", region), address("playing_field", region)
    for party in Party.objects.filter(organisation__kind=Kind.MUNICIPALITY):
        for level in (Level.POLICY, Level.OPERATIONAL):
            PositionFactory(organisation=party.organisation, level=level)
    PositionFactory(organisation=Organisation.objects.get(name="swv PPO"), level=Level.POLICY)
    for name, until in (("Alkmaar", None), ("Bergen", TODAY), ("Castricum", "")):
        organisation = Organisation.objects.get(short_name=name)
        person = PersonFactory(region=region, name=f"Merel {name}")
        position = PositionFactory(organisation=organisation, person=person, level=Level.EXECUTIVE)
        if until != "":
            MandateFactory(position=position, until=until)
    with CaptureQueriesContext(connection) as queries:
        facts = facts_for(region, TODAY)
    assert len(queries) <= 8
    without_contact = Fact(
        4,
        "functies zonder contactpersoon",
        "bestuurlijk: Dijk en Waard, Heiloo, Uitgeest, swv PPO",
        f"{missing_url}?wat=mens",
        "late",
    )
    mandates_url = f"{missing_url}?wat=mandaat"
    expired = Fact(1, "mandaat verlopen", "Merel Bergen (Bergen)", mandates_url, "late")
    assert facts == {
        1: [
            Fact(
                6,
                "gemeenten in de jeugdregio",
                "4 daarvan in swv PPO (PO 27-03) en SWV VO 27-03",
                url,
            ),
            Fact(
                2,
                "liggen in andere swv’s",
                "Castricum en Uitgeest: SWV PO 27-11 en SWV VO 27-04",
                url,
            ),
            Fact(1, "ander Doorstroompunt", "Uitgeest: Zuid-Kennemerland en IJmond", url),
            without_contact,
            Fact(0, "mensen zonder e-mailadres", "", f"{missing_url}?wat=adres"),
            expired,
        ],
        7: [
            Fact(1, "van 3 bestuurders met een geldig mandaat", "", missing_url),
            expired,
            Fact(
                1, "bestuurder zonder mandaat", "Merel Castricum (Castricum)", mandates_url, "late"
            ),
        ],
    }


def test_an_empty_region_has_facts_that_say_so(region):
    facts = facts_for(region, TODAY)
    assert [(fact.number, fact.detail, fact.tone) for fact in facts[1]] == [(0, "", "")] * 6
    assert [fact.number for fact in facts[7]] == [0, 0, 0]


# --- the areas of the region ---------------------------------------------------------------------
def test_the_areas_show_their_gemeenten_of_the_day_and_who_is_outside(
    client, region, sign_in, field
):
    sign_in(Role.OFFICER)
    RegionArea.objects.create(region=region, area=Area.objects.get(code="PO2711"), version=1)
    response = client.get(address("area_list", region), {"op": "2021-12-31"})
    lines = {str(line["label"]): line for line in response.context["lines"]}
    assert lines["swv PPO (PO 27-03)"]["own"] == [
        "Alkmaar",
        "Bergen (NH.)",
        "Heerhugowaard",
        "Heiloo",
        "Langedijk",
    ]
    ijmond = lines["SWV PO 27-11"]
    assert (ijmond["own"], ijmond["others"]) == (
        ["Castricum", "Uitgeest"],
        ["Beverwijk", "Heemskerk", "Velsen"],
    )
    assert lines["Noord-Kennemerland"]["kind"] == "RMC-regio"


def test_a_region_without_areas_learns_what_they_are(client, region, sign_in):
    sign_in(Role.OFFICER)
    page = text_of(client.get(address("area_list", region)))
    assert "Een gebied is een vaste indeling van gemeenten" in page
    assert address("start_choose", region) in page


def test_an_area_is_added_with_an_audit_row(client, region, sign_in):
    user = sign_in(Role.OFFICER)
    load_noord_holland()
    area = Area.objects.get(code="JZ06")
    response = client.post(address("area_create", region), {"area": area.pk, "since": "2024-01-01"})
    assert response.url == address("area_list", region)
    row = RegionArea.objects.get()
    assert (row.region, row.area, row.since, row.until, row.version) == (
        region,
        area,
        date(2024, 1, 1),
        None,
        1,
    )
    changes = Change.objects.of(row).filter(by=user)
    assert {c.field for c in changes} == {"area", "since"}


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"zoek": "zuid-kennemer"}, ["Zuid-Kennemerland en IJmond"]),
        ({"zoek": "27-03"}, ["SWV PO 27-03", "SWV VO 27-03"]),
        ({"zoek": "Uitgeest", "soort": "swv_po"}, ["SWV PO 27-11"]),
        ({"soort": "jeugd"}, ["Kop van Noord-Holland", "Alkmaar (Noord-Kennemerland)"]),
        ({"zoek": "..."}, []),
    ],
)  # fmt: skip
def test_an_area_is_found_by_name_number_or_gemeente(client, region, sign_in, asked, names):
    sign_in(Role.OFFICER)
    load_noord_holland()
    response = client.get(address("area_create", region), asked)
    assert [str(area) for area in response.context["page"].object_list] == names


def test_the_chosen_area_is_the_one_in_the_form(client, region, sign_in):
    sign_in(Role.OFFICER)
    load_noord_holland()
    area = Area.objects.get(code="JZ06")
    form = client.get(address("area_create", region), {"gebied": area.pk}).context["form"]
    assert (form["area"].value(), list(form.fields["area"].queryset)) == (area.pk, [area])


@pytest.mark.parametrize("asked", ["", "abc", "9" * 30, "-1"])
def test_without_a_known_area_all_may_be_chosen(client, region, sign_in, asked):
    sign_in(Role.OFFICER)
    load_noord_holland()
    response = client.get(address("area_create", region), {"gebied": asked})
    assert response.context["form"].fields["area"].queryset.count() == 12


def test_of_the_areas_of_the_country_one_is_typed(client, region, sign_in):
    sign_in(Role.OFFICER)
    load_noord_holland()
    for number in range(100):
        AreaFactory(kind=Area.Kind.HEALTH, code=f"X{number}")
    url = address("area_create", region)
    page = client.get(url, {"gebied": "99999"})
    assert page.context["form"]["area"].value() is None
    field = page.context["form"]["area"].as_widget()
    assert (field.count("<select"), field.count("<option")) == (0, 20)
    page = client.post(url, {"area": "ggd-regio gebied", "since": ""})
    assert "past bij meer dan één naam" in page.context["form"].errors["area"][0]
    client.post(url, {"area": "jeugdregio alkmaar", "since": ""})
    assert str(RegionArea.objects.get().area) == "Alkmaar (Noord-Kennemerland)"


@pytest.fixture
def country(client, region, sign_in):
    """So many areas that one types; all names but those of samenwerkingsverbanden are letters."""
    sign_in(Role.OFFICER)
    load_noord_holland()
    for number in range(100):
        letters = "".join("abcdefghij"[int(digit)] for digit in f"{number:02d}")
        AreaFactory(kind=Area.Kind.HEALTH, code=f"X{number}", name__name=f"Nest {letters}")
    return address("area_create", region)


@pytest.mark.parametrize("written", ["{}", "0{}", "0_{}", " {}"])
def test_digits_that_are_typed_are_not_the_key_of_an_area(client, country, written):
    area = Area.objects.create(pk=887_766, kind=Area.Kind.HEALTH, code="X")
    sent = {"area": written.format(area.pk), "area-getoond": "", "since": ""}
    page = client.post(country, sent)
    typed = written.format(area.pk).strip()
    assert page.context["form"].errors["area"] == [
        f"“{typed}” staat niet in de lijst. Typ een deel van de naam en kies."
    ]
    assert f'value="{typed}"' in page.content.decode()
    assert not RegionArea.objects.exists()


def test_an_area_is_typed_by_the_code_in_its_name(client, country):
    page = client.post(country, {"area": "2703", "area-getoond": "", "since": ""})
    assert page.context["form"].errors["area"] == [
        "“2703” past bij meer dan één naam: Samenwerkingsverband po: SWV PO 27-03; "
        "Samenwerkingsverband vo: SWV VO 27-03. Typ meer, of kies."
    ]
    client.post(country, {"area": "po 2703", "since": ""})
    assert RegionArea.objects.get().area.code == "PO2703"


def test_a_form_that_is_refused_keeps_the_area_that_was_typed_or_chosen(client, country):
    area = Area.objects.get(code="JZ06")
    typed = client.post(country, {"area": "alkmaar", "since": "gisteren"})
    assert set(typed.context["form"].errors) == {"since"}
    assert 'value="Jeugdregio: Alkmaar (Noord-Kennemerland)"' in typed.content.decode()

    url = f"{country}?gebied={area.pk}"
    chosen = client.post(url, {"area": area.pk, "since": "gisteren"})
    assert set(chosen.context["form"].errors) == {"since"}
    assert f'<option value="{area.pk}" selected>' in chosen.content.decode()
    client.post(url, {"area": area.pk, "since": ""})
    assert RegionArea.objects.get().area == area


def test_the_areas_to_choose_from_come_a_page_at_a_time(client, region, sign_in):
    sign_in(Role.OFFICER)
    load_noord_holland()
    url = address("area_create", region)
    client.get(url)
    few = queries_of(client, url)
    for number in range(40):
        AreaFactory(code=f"X{number}")
    assert queries_of(client, url) == few <= 15
    assert len(client.get(url).context["page"].object_list) == 30


@pytest.mark.parametrize(
    ("until", "since", "errors"),
    [
        (None, "2026-01-01", {"area": ["Dit gebied hoort al bij de regio."]}),
        (
            date(2026, 1, 1),
            "2025-12-31",
            {"since": ["Dit gebied hoorde al bij de regio: kies een dag vanaf 01-01-2026."]},
        ),
        (
            date(2026, 1, 1),
            "",
            {"since": ["Dit gebied hoorde al bij de regio: kies een dag vanaf 01-01-2026."]},
        ),
    ],
)
def test_an_area_belongs_to_the_region_once(client, region, sign_in, field, until, since, errors):
    sign_in(Role.OFFICER)
    RegionArea.objects.filter(area__code="JZ06").update(until=until)
    area = Area.objects.get(code="JZ06")
    response = client.post(address("area_create", region), {"area": area.pk, "since": since})
    assert (response.status_code, response.context["form"].errors) == (200, errors)
    assert RegionArea.objects.filter(area=area).count() == 1


def test_an_area_may_come_back_after_it_ended(client, region, sign_in, field):
    sign_in(Role.OFFICER)
    RegionArea.objects.filter(area__code="JZ06").update(until=date(2026, 1, 1))
    area = Area.objects.get(code="JZ06")
    client.post(address("area_create", region), {"area": area.pk, "since": "2026-01-01"})
    assert RegionArea.objects.filter(area=area, until=None).count() == 1


@pytest.mark.parametrize("typed", ["", "abc", "99999999999999999999", "-1"])
def test_what_is_no_area_gives_a_message_at_the_field(client, region, sign_in, field, typed):
    sign_in(Role.OFFICER)
    response = client.post(address("area_create", region), {"area": typed, "since": "gisteren"})
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"area", "since"}
    assert "gisteren" in text_of(response)


@pytest.mark.parametrize(
    ("last_day", "until"),
    [
        ("2026-02-15", date(2026, 1, 1)),
        ("", date(2026, 1, 1)),
        ("2026-01-31", date(2026, 2, 1)),
    ],
)
def test_an_area_that_came_back_later_does_not_run_on_into_that(
    client, region, sign_in, field, last_day, until
):
    sign_in(Role.OFFICER)
    row = RegionArea.objects.get(area__code="JZ06")
    RegionArea.objects.filter(pk=row.pk).update(until=date(2026, 1, 1))
    RegionArea.objects.create(region=region, area=row.area, since=date(2026, 2, 1), version=1)
    page = client.post(address("area_end", region, row.pk), {"until": last_day, "version": 1})
    row.refresh_from_db()
    assert row.until == until
    refusal = ["Vanaf 01-02-2026 hoort dit gebied weer bij de regio: kies een dag daarvoor."]
    errors = page.context["form"].errors if page.context else {}
    assert errors == ({} if last_day == "2026-01-31" else {"until": refusal})


def test_an_area_ends_on_its_last_day(client, region, sign_in, field):
    sign_in(Role.OFFICER)
    row = RegionArea.objects.get(area__code="JZ06")
    client.post(address("area_end", region, row.pk), {"until": "2026-03-31", "version": 1})
    row.refresh_from_db()
    assert (row.until, row.version) == (date(2026, 4, 1), 2)


def test_two_who_end_an_area_at_once_see_each_others_day(client, region, sign_in, field):
    user = sign_in(Role.OFFICER)
    row = RegionArea.objects.get(area__code="JZ06")
    url = address("area_end", region, row.pk)
    client.post(url, {"until": "2026-03-31", "version": 1})
    response = client.post(url, {"until": "2026-06-30", "version": 1})
    assert response.status_code == 200
    assert f"{user} veranderde dit" in text_of(response)
    row.refresh_from_db()
    assert row.until == date(2026, 4, 1)


def test_a_reader_sees_the_areas_and_changes_none(client, region, sign_in, field):
    sign_in(Role.READER)
    row = RegionArea.objects.get(area__code="JZ06")
    page = text_of(client.get(address("area_list", region)))
    assert address("area_create", region) not in page
    assert address("area_end", region, row.pk) not in page
    for url in (address("area_create", region), address("area_end", region, row.pk)):
        assert client.get(url).status_code == 403
        assert client.post(url, {"until": "2026-03-31", "version": 1}).status_code == 403
    row.refresh_from_db()
    assert row.version == 1


def test_an_area_of_another_region_is_not_found(client, region, sign_in, field):
    sign_in(Role.OFFICER)
    other = RegionArea.objects.create(
        region=PartyFactory().organisation.region, area=AreaFactory(), version=1
    )
    assert client.get(address("area_end", region, other.pk)).status_code == 404


def test_the_areas_ask_as_much_for_30_as_for_1(client, region, sign_in):
    sign_in(Role.OFFICER)
    load_noord_holland()
    RegionArea.objects.create(region=region, area=Area.objects.get(code="JZ06"), version=1)
    url = address("area_list", region)
    client.get(url)
    one = queries_of(client, url)
    others = [*Area.objects.exclude(code="JZ06"), *(AreaFactory(code=f"X{n}") for n in range(20))]
    for number, area in enumerate(others):
        until = TODAY + timedelta(days=1) if number % 2 else None
        RegionArea.objects.create(region=region, area=area, until=until, version=1)
    assert queries_of(client, url) == one <= 15


def test_the_areas_that_touch_the_region_are_offered_first(client, region, sign_in, field):
    sign_in(Role.OFFICER)
    choices = client.get(address("party_create", region)).context["form"].fields["areas"].choices
    [(heading, found)] = [(name, [label for _, label in own]) for name, own in choices]
    assert heading == "Raakt deze regio"
    assert found == [
        "SWV PO 27-03",
        "SWV PO 27-11",
        "SWV VO 27-03",
        "SWV VO 27-04",
        "Jeugdregio: Alkmaar (Noord-Kennemerland)",
        "Doorstroompunt (RMC): Noord-Kennemerland",
        "Doorstroompunt (RMC): Zuid-Kennemerland en IJmond",
        "Arbeidsmarktregio: Noord-Holland Noord",
    ]

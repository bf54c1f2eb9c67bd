"""Het register: organisations with address and numbers, what they were called, and finding them."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from partners.models import Organisation, OrganisationName, Party
from partners.rules import identity
from partners.tests.factories import OrganisationFactory, PartyFactory, PositionFactory
from records.models import Change
from regio.lib import clock

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


def address(name, region, *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


def errors(page):
    return {field: list(found) for field, found in page.context["form"].errors.items()}


def names(page):
    return [str(row) for row in page.context["page"].object_list]


def filled(**changes):
    return {"kind": "overig", "name": "Jeugdhulp De Brug", "short_name": "De Brug"} | changes


@pytest.mark.parametrize(
    ("form", "typed", "stored"),
    [
        (identity.POSTCODE, "1811ab", "1811 AB"),
        (identity.POSTCODE, " 1811  AB ", "1811 AB"),
        (identity.POSTCODE, "", ""),
        (identity.KVK, "12.34 56.78", "12345678"),
        (identity.BRIN, "01ab", "01AB"),
        (identity.BRIN, "41234", "41234"),
    ],
)
def test_a_number_is_stored_in_its_own_form_however_it_was_typed(form, typed, stored):
    assert form.read(typed) == stored


@pytest.mark.parametrize(
    ("form", "typed"),
    [
        (identity.POSTCODE, "0811 AB"),
        (identity.POSTCODE, "1811 SS"),
        (identity.POSTCODE, "1811 A"),
        (identity.POSTCODE, "١٨١١ AB"),
        (identity.KVK, "1234567"),
        (identity.KVK, "123456789"),
        (identity.BRIN, "A1BC"),
        (identity.BRIN, "412345"),
    ],
)
def test_a_number_of_another_form_is_refused_with_an_example(form, typed):
    with pytest.raises(ValidationError, match="Vul een|cijfers"):
        form.read(typed)


def test_an_organisation_stands_in_the_register_without_taking_part(client, region, sign_in):
    sign_in("beleidsmedewerker")

    page = client.post(
        address("organisation_create", region),
        filled(postcode="1811ab", town="Alkmaar", kvk="1234 5678", website="debrug.example"),
    )

    organisation = Organisation.objects.get()
    assert page.url == address("organisation_detail", region, organisation.pk)
    assert (organisation.postcode, organisation.kvk) == ("1811 AB", "12345678")
    assert (organisation.website, organisation.host) == ("https://debrug.example", "debrug.example")
    assert Party.objects.count() == 0
    assert organisation.get_absolute_url() == page.url


def test_a_wrong_number_is_said_at_its_field_and_stays_as_typed(client, region, sign_in):
    sign_in("beleidsmedewerker")

    typed = filled(postcode="18111 AB", kvk="123", brin="zeven")
    page = client.post(address("organisation_create", region), typed)

    assert errors(page) == {
        "postcode": ["Vul een postcode in, zoals 1811 AB."],
        "kvk": ["Een KvK-nummer heeft acht cijfers, zoals 12345678."],
        "brin": ["Vul een BRIN-nummer in, zoals 12AB, of een bevoegdgezagnummer van vijf cijfers."],
    }
    assert page.context["form"]["postcode"].value() == "18111 AB"
    assert Organisation.objects.count() == 0


# --- what it was called


def test_a_new_name_keeps_the_old_one_until_its_day(client, region, sign_in):
    sign_in("regisseur")
    there = OrganisationFactory(region=region, kind="welzijn", name="Welzijn Oever", short_name="O")
    form = filled(version=1, kind="welzijn", name="Welzijn Waterkant", short_name="Waterkant")

    page = client.post(
        address("organisation_edit", region, there.pk), form | {"changed_on": "2025-01-01"}
    )

    assert page.url == address("organisation_detail", region, there.pk)
    earlier = OrganisationName.objects.get()
    assert (earlier.name, earlier.short_name, earlier.kind, earlier.since, earlier.until) == (
        "Welzijn Oever",
        "O",
        "welzijn",
        None,
        date(2025, 1, 1),
    )
    assert names(client.get(address("organisation_list", region), {"zoek": "oever"})) == [
        "Waterkant"
    ]


def test_a_second_rename_begins_where_the_first_ended(client, region, sign_in):
    sign_in("regisseur")
    there = OrganisationFactory(region=region, kind="overig", name="Een", short_name="Een")
    url = address("organisation_edit", region, there.pk)
    client.post(url, filled(version=1, name="Twee", short_name="Twee", changed_on="2024-01-01"))

    early = filled(version=2, name="Drie", short_name="Drie", changed_on="2024-01-01")
    page = client.post(url, early)
    assert errors(page) == {
        "changed_on": ["Tot 01-01-2024 staat de naam Een vast. Kies een latere dag."]
    }
    client.post(url, early | {"changed_on": "2025-01-01"})

    stored = OrganisationName.objects.order_by("until").values_list("name", "since", "until")
    assert list(stored) == [
        ("Een", None, date(2024, 1, 1)),
        ("Twee", date(2024, 1, 1), date(2025, 1, 1)),
    ]


def test_a_correction_keeps_no_earlier_name_and_the_same_form_twice_keeps_one(
    client, region, sign_in
):
    sign_in("regisseur")
    there = OrganisationFactory(region=region, kind="overig", name="Eeen", short_name="Een")
    url = address("organisation_edit", region, there.pk)
    client.post(url, filled(version=1, name="Een", short_name="Een"))
    assert OrganisationName.objects.count() == 0

    renamed = filled(version=2, name="Twee", short_name="Twee", changed_on="2026-01-01")
    client.post(url, renamed)
    client.post(url, renamed)

    assert OrganisationName.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2026-03-04", "Leg een nieuwe naam vast op de dag waarop die ingaat."),
        ("2026-03-03", "De naam en de soort zijn niet veranderd: maak dit leeg."),
    ],
)
def test_the_day_of_a_new_name_asks_for_one_and_lies_not_ahead(
    client, region, sign_in, day, message
):
    sign_in("regisseur")
    there = OrganisationFactory(region=region, kind="overig", name="Een", short_name="Een")

    same = filled(version=1, name="Een", short_name="Een", changed_on=day)
    page = client.post(address("organisation_edit", region, there.pk), same)

    assert errors(page)["changed_on"][0] == message


# --- taking part


def test_an_organisation_of_the_register_takes_part_again(client, region, sign_in):
    sign_in("beleidsmedewerker")
    earlier = PartyFactory(organisation__region=region, until=date(2025, 1, 1))
    url = address("organisation_join", region, earlier.organisation_id)

    page = client.post(url, {"since": "2024-12-31"})
    assert errors(page) == {
        "since": ["De vorige deelname liep t/m 31-12-2024: kies een latere dag."]
    }
    page = client.post(url, {"since": "2026-01-01"})

    party = Party.objects.get(until=None)
    assert page.url == address("party_detail", region, party.pk)
    assert errors(client.post(url, {"since": "2026-02-01"})) == {
        "since": ["Deze organisatie doet al mee."]
    }
    assert Change.objects.filter(model="partners.party").count() == 2


# --- finding


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Brug", "Oever", "Zand"]),
        ({"zoek": "alkmaar"}, ["Brug"]),
        ({"zoek": "12345678"}, ["Oever"]),
        ({"zoek": "1234"}, []),
        ({"zoek": "41 234"}, ["Zand"]),
        ({"soort": "welzijn"}, ["Oever"]),
        ({"deelname": "ja"}, ["Brug"]),
        ({"deelname": "eerder"}, ["Oever"]),
        ({"deelname": "nooit"}, ["Zand"]),
    ],
)
def test_the_register_is_searched_and_filtered(client, region, sign_in, query, expected):
    sign_in("lezer")
    brug = OrganisationFactory(region=region, kind="overig", short_name="Brug", town="Alkmaar")
    oever = OrganisationFactory(region=region, kind="welzijn", short_name="Oever", kvk="12345678")
    OrganisationFactory(region=region, kind="overig", short_name="Zand", brin="41234")
    OrganisationFactory(short_name="Elders", town="Alkmaar")
    PartyFactory(organisation=brug)
    PartyFactory(organisation=oever, until=date(2026, 3, 3))

    assert names(client.get(address("organisation_list", region), query)) == expected


@pytest.mark.parametrize("name", ["organisation_list", "party_list", "person_list"])
def test_typing_asks_the_same_page_and_puts_its_list_in_place(client, region, sign_in, name):
    sign_in("lezer")
    PositionFactory(organisation=PartyFactory(organisation__region=region).organisation)

    page = client.get(address(name, region), {"zoek": "niemand"}, headers=HTMX).content.decode()

    url = address(name, region)
    assert f'hx-get="{url}" hx-trigger="input delay:300ms" hx-target="#gevonden"' in page
    assert page.count('id="gevonden"') == 1
    assert 'id="telling">geen ' in page


def test_thirty_organisations_cost_as_many_queries_as_one(
    client, region, sign_in, django_assert_num_queries
):
    sign_in("beleidsmedewerker")
    PartyFactory(organisation__region=region)
    url = address("organisation_list", region)
    client.get(url)

    for number in (1, 30):
        for _ in range(number):
            party = PartyFactory(organisation__region=region)
            PositionFactory(organisation=party.organisation)
        with django_assert_num_queries(10):
            client.get(url)


def test_the_register_shows_names_and_who_took_part_on_an_earlier_day(client, region, sign_in):
    sign_in("lezer")
    fusion = OrganisationFactory(region=region, name="bestuur De Plevier", short_name="Plevier")
    OrganisationName.objects.create(
        organisation=fusion,
        name="bestuur De Kluut",
        short_name="Kluut",
        kind="bestuur_po",
        until=date(2025, 8, 1),
        version=1,
    )
    PartyFactory(organisation=fusion, since=date(2024, 1, 1), until=date(2026, 1, 1))
    later = OrganisationFactory(region=region, short_name="Later")
    PartyFactory(organisation=later, since=date(2026, 2, 1))

    page = client.get(address("organisation_list", region), {"op": "2025-03-03"})

    said = [(row.then.short_name, row.party and row.party.is_over) for row in page.context["page"]]
    assert said == [("Later", None), ("Kluut", False)]
    assert page.context["told"] == "2 organisaties op ma 3 maart 2025"
    asked = {"op": "2025-03-03", "deelname": "ja"}
    assert names(client.get(address("organisation_list", region), asked)) == ["Plevier"]
    assert names(
        client.get(address("organisation_list", region), asked | {"deelname": "nooit"})
    ) == ["Later"]
    assert names(client.get(address("organisation_list", region), {"deelname": "eerder"})) == [
        "Plevier"
    ]


def test_a_day_that_is_none_is_said_and_the_register_stands_as_it_is_today(client, region, sign_in):
    sign_in("lezer")
    OrganisationFactory(region=region, short_name="Later")
    page = client.get(address("organisation_list", region), {"op": "31 februari"})
    assert errors(page) == {"op": ["Vul een datum in: dag, maand en jaar."]}
    assert page.context["told"] == "1 organisatie"

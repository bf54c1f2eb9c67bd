from datetime import date, datetime

import pytest
from django.urls import reverse

from partners.models import Organisation, OrganisationLink, Party, Position
from partners.tests.factories import (
    AreaFactory,
    MandateFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PartyFactory,
    PersonFactory,
    PositionFactory,
    RepresentationFactory,
)
from partners.views.missing import BACK
from records.models import Change
from regio.lib import clock

TODAY = date(2026, 3, 3)


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
    return {"kind": "overig", "name": "Kinderopvang Stuifduin", "short_name": ""} | changes


# --- adding


def test_todays_gemeenten_are_offered_by_name(client, region, sign_in):
    sign_in("beleidsmedewerker")
    for code, name, until in (
        ("GM0518", "'s-Gravenhage", None),
        ("GM0361", "Alkmaar", None),
        ("GM0458", "Schermer", date(2015, 1, 1)),
        ("GM0441", "Schagen", None),
    ):
        town = MunicipalityFactory(code=code, until=until, name=None)
        town.names.create(name=name)
    field = client.get(address("party_create", region)).context["form"].fields["municipality"]
    assert [label for _, label in field.choices][1:] == ["Alkmaar", "'s-Gravenhage", "Schagen"]


def test_a_new_party_is_an_organisation_that_takes_part_from_a_day(client, region, sign_in):
    user = sign_in("beleidsmedewerker")

    page = client.post(address("party_create", region), filled(since="2026-01-01"))

    party = Party.objects.get()
    assert page.url == address("party_detail", region, party.pk)
    assert (party.since, party.until, party.version) == (date(2026, 1, 1), None, 1)
    assert party.organisation.name == "Kinderopvang Stuifduin"
    assert party.organisation.short_name == "Kinderopvang Stuifduin"
    assert party.organisation.region == region
    assert set(Change.objects.values_list("model", "field", "new", "by")) == {
        ("partners.organisation", "kind", "overig", user.pk),
        ("partners.organisation", "name", "Kinderopvang Stuifduin", user.pk),
        ("partners.organisation", "short_name", "Kinderopvang Stuifduin", user.pk),
        ("partners.party", "organisation", str(party.organisation_id), user.pk),
        ("partners.party", "since", "2026-01-01", user.pk),
    }


def test_a_gemeente_says_which_one_it_is(client, region, sign_in):
    sign_in("regisseur")
    town = MunicipalityFactory()

    page = client.post(address("party_create", region), filled(kind="gemeente"))
    assert errors(page) == {"municipality": ["Kies welke gemeente dit is."]}
    assert page.context["form"]["name"].value() == "Kinderopvang Stuifduin"

    page = client.post(address("party_create", region), filled(municipality=town.pk))
    assert errors(page) == {"municipality": ["Kies dit alleen bij de soort gemeente."]}

    client.post(address("party_create", region), filled(kind="gemeente", municipality=town.pk))
    assert Organisation.objects.get().municipality == town


def test_a_gemeente_stands_once_in_a_region(client, region, sign_in):
    sign_in("regisseur")
    there = OrganisationFactory(region=region, municipality=MunicipalityFactory())

    form = filled(kind="gemeente", municipality=there.municipality_id)
    page = client.post(address("party_create", region), form)

    assert errors(page) == {"municipality": ["Deze gemeente staat al in deze regio."]}


def test_a_samenwerkingsverband_says_for_which_area_it_works(client, region, sign_in):
    sign_in("regisseur")
    area = AreaFactory(kind="swv_po")

    page = client.post(address("party_create", region), filled(kind="swv"))
    assert errors(page) == {"areas": ["Kies het gebied van dit samenwerkingsverband."]}

    client.post(address("party_create", region), filled(kind="swv", areas=[area.pk]))
    assert list(Organisation.objects.get().areas.all()) == [area]
    assert Change.objects.get(field="areas").new == str(area.pk)


def test_a_name_stands_once_in_a_region_and_may_return_in_another(client, region, sign_in):
    sign_in("regisseur")
    OrganisationFactory(name="KINDEROPVANG Stuifduin")
    client.post(address("party_create", region), filled())

    page = client.post(address("party_create", region), filled(name="kinderopvang stuifduin"))

    assert errors(page) == {"name": ["Deze regio heeft al een organisatie met deze naam."]}
    assert Party.objects.of_region(region).count() == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "", "Vul een naam in."),
        ("name", "a\0b", "Null-tekens zijn niet toegestaan."),
        (
            "name",
            "x" * 20_000,
            "Gebruik ten hoogste 120 tekens; het zijn er nu 20000.",
        ),
        (
            "note",
            "x" * 20_000,
            "Gebruik ten hoogste 5000 tekens; het zijn er nu 20000.",
        ),
        ("since", "10000-01-01", "Vul een datum in: dag, maand en jaar."),
        ("since", "0012-01-01", "Kies een datum tussen 1900 en 2200."),
        ("since", "9999-12-31", "Kies een datum tussen 1900 en 2200."),
        ("kind", "kasteel", "Deze keuze is er niet of niet meer. Kies opnieuw."),
        ("secretariat_email", "geen adres", "Vul een e-mailadres in, zoals naam@gemeente.nl."),
        (
            "areas",
            str(10**30),
            "Deze keuze is er niet of niet meer. Kies opnieuw.",
        ),
        (
            "municipality",
            str(10**30),
            "Deze keuze is er niet of niet meer. Kies opnieuw.",
        ),
    ],
)
def test_bad_input_is_said_at_the_field_and_stores_nothing(
    client, region, sign_in, field, value, message
):
    sign_in("regisseur")

    page = client.post(address("party_create", region), filled(**{field: value}))

    assert page.status_code == 200
    assert errors(page)[field] == [message]
    assert Organisation.objects.count() == 0


# --- changing


def test_a_change_of_an_organisation_is_kept_with_who_and_what(client, region, sign_in):
    user = sign_in("beleidsmedewerker")
    party = PartyFactory(organisation__region=region, organisation__kind="overig")
    was = party.organisation.name
    form = filled(version=1, name="Welzijn Waterkant", short_name=party.organisation.short_name)

    page = client.post(address("party_edit", region, party.pk), form)

    assert page.url == address("party_detail", region, party.pk)
    change = Change.objects.get()
    assert (change.field, change.old, change.new, change.by) == (
        "name",
        was,
        "Welzijn Waterkant",
        user,
    )


def test_two_people_in_one_name_see_both_texts(client, region, sign_in):
    sign_in("regisseur")
    party = PartyFactory(organisation__region=region, organisation__kind="overig")
    url = address("party_edit", region, party.pk)
    client.post(url, filled(version=1, name="Naam van de eerste", short_name="Nest"))

    page = client.post(url, filled(version=1, name="Naam van de tweede", short_name="Nest"))

    assert page.status_code == 200
    assert page.context["form"]["name"].value() == "Naam van de tweede"
    assert "“Naam van de eerste”" in errors(page)["name"][0]
    assert Organisation.objects.get(pk=party.organisation_id).name == "Naam van de eerste"

    shown = page.context["form"]["version"].value()
    client.post(url, filled(version=shown, name="Naam van de tweede", short_name="Nest"))
    assert Organisation.objects.get(pk=party.organisation_id).name == "Naam van de tweede"


# --- ending


def test_a_party_takes_part_up_to_and_including_the_day_that_is_typed(client, region, sign_in):
    sign_in("regisseur")
    party = PartyFactory(organisation__region=region, since=date(2022, 1, 1))
    url = address("party_end", region, party.pk)

    client.post(url, {"version": 1, "until": "2026-03-31"})

    party.refresh_from_db()
    assert (party.until, party.last_day) == (date(2026, 4, 1), date(2026, 3, 31))


def test_ending_twice_is_the_same(client, region, sign_in):
    sign_in("regisseur")
    party = PartyFactory(organisation__region=region)
    url = address("party_end", region, party.pk)

    first = client.post(url, {"version": 1, "until": "2026-03-31"})
    second = client.post(url, {"version": 1, "until": "2026-03-31"})

    assert first.url == second.url
    party.refresh_from_db()
    assert (party.version, Change.objects.count()) == (2, 1)


def test_two_people_who_end_a_party_on_other_days_see_both_days(client, region, sign_in):
    sign_in("regisseur")
    party = PartyFactory(organisation__region=region)
    url = address("party_end", region, party.pk)
    client.post(url, {"version": 1, "until": "2026-03-31"})

    page = client.post(url, {"version": 1, "until": "2026-04-30"})

    assert "“31-03-2026”" in errors(page)["until"][0]
    assert page.context["form"]["until"].value() == "2026-04-30"


def test_a_mistaken_end_can_be_taken_back(client, region, sign_in):
    sign_in("regisseur")
    party = PartyFactory(organisation__region=region, until=date(2026, 3, 1))
    url = address("party_end", region, party.pk)

    assert client.get(url).context["form"]["until"].value() == date(2026, 2, 28)
    client.post(url, {"version": 1, "until": ""})

    party.refresh_from_db()
    assert party.until is None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2025-12-31", "De einddatum kan niet vóór de begindatum (01-01-2026) liggen."),
        ("", "Vul een datum in: dag, maand en jaar."),
        ("9999-12-31", "Kies een datum tussen 1900 en 2200."),
    ],
)
def test_a_party_cannot_end_before_it_began(client, region, sign_in, typed, message):
    sign_in("regisseur")
    party = PartyFactory(organisation__region=region, since=date(2026, 1, 1))

    page = client.post(address("party_end", region, party.pk), {"version": 1, "until": typed})

    assert errors(page) == {"until": [message]}
    party.refresh_from_db()
    assert party.until is None


def test_a_party_may_end_on_the_day_it_began(client, region, sign_in):
    sign_in("regisseur")
    party = PartyFactory(organisation__region=region, since=date(2026, 1, 1))

    client.post(address("party_end", region, party.pk), {"version": 1, "until": "2026-01-01"})

    party.refresh_from_db()
    assert party.until == date(2026, 1, 2)


def test_before_a_party_ends_it_shows_what_hangs_on_it_and_leaves_that_alone(
    client, region, sign_in
):
    sign_in("regisseur")
    party = PartyFactory(organisation__region=region)
    open_one = PositionFactory(organisation=party.organisation, title="wethouder")
    PositionFactory(organisation=party.organisation, until=TODAY)
    speaker = RepresentationFactory(
        party=party, position__organisation=OrganisationFactory(region=region)
    )
    url = address("party_end", region, party.pk)

    page = client.get(url)
    assert [text for text, *_ in page.context["hanging"]] == [
        f"{open_one.person}, wethouder",
        str(speaker),
    ]

    client.post(url, {"version": 1, "until": "2026-03-31"})
    assert Position.objects.get(pk=open_one.pk).until is None
    speaker.refresh_from_db()
    assert speaker.until is None


# --- lists


def test_the_list_stands_in_the_order_of_kinds_and_then_of_names(client, region, sign_in):
    sign_in("lezer")
    for kind, name in [("swv", "PPO"), ("gemeente", "uitgeest"), ("gemeente", "Alkmaar")]:
        PartyFactory(
            organisation__region=region, organisation__kind=kind, organisation__short_name=name
        )
    PartyFactory()

    assert names(client.get(address("party_list", region))) == ["Alkmaar", "uitgeest", "PPO"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Dijk en Waard", "swv PPO"]),
        ("?soort=swv", ["swv PPO"]),
        ("?zoek=waard", ["Dijk en Waard"]),
        ("?zoek=niets", []),
        ("?op=2021-12-31", ["Langedijk", "swv PPO"]),
        ("?op=2022-01-01", ["Dijk en Waard", "swv PPO"]),
        ("?eerder=on", ["Dijk en Waard", "Langedijk", "swv PPO"]),
        ("?op=10000-01-01&soort=kasteel&pagina=x", ["Dijk en Waard", "swv PPO"]),
    ],
)
def test_the_list_is_filtered_and_stands_on_a_day(client, region, sign_in, query, expected):
    sign_in("lezer")
    merged = date(2022, 1, 1)
    for kind, name, since, until in [
        ("gemeente", "Langedijk", None, merged),
        ("gemeente", "Dijk en Waard", merged, None),
        ("swv", "swv PPO", None, None),
    ]:
        organisation = OrganisationFactory(region=region, kind=kind, short_name=name)
        PartyFactory(organisation=organisation, since=since, until=until)

    assert names(client.get(address("party_list", region) + query)) == expected


def test_the_list_shows_who_speaks_at_each_level_and_what_is_missing(client, region, sign_in):
    sign_in("lezer")
    party = PartyFactory(organisation__region=region)
    worker = PositionFactory(organisation__region=region, organisation__kind="werkorganisatie")
    OrganisationLink.objects.create(
        source=worker.organisation, target=party.organisation, kind="werkt_voor", version=1
    )
    alderman = PositionFactory(organisation=party.organisation, level="bestuurlijk")

    page = client.get(address("party_list", region))
    row = page.context["page"].object_list[0]

    person = {
        "name": alderman.person.name,
        "url": address("person_detail", region, alderman.person_id),
        "is_caretaker": False,
    }
    assert [(c["label"], c["people"], c["via"]) for c in row.columns] == [
        ("Bestuurlijk", [person], []),
        ("Beleidsmatig", [], [worker.organisation.short_name]),
        ("Uitvoerend", [], []),
    ]
    assert f'<a href="{person["url"]}">{person["name"]}</a>' in page.content.decode()
    assert list(row.missing) == [("niemand uitvoerend", "late"), ("geen mandaat", "late")]


def test_an_empty_list_teaches_and_leads_on(client, region, sign_in):
    sign_in("regisseur")

    page = client.get(address("party_list", region)).content.decode()

    assert "Nog geen partijen" in page
    assert "Regio starten" in page


# --- one party


def test_the_page_of_a_party_keeps_now_and_earlier_apart(client, region, sign_in):
    sign_in("lezer")
    party = PartyFactory(organisation__region=region)
    now = PositionFactory(organisation=party.organisation, level="bestuurlijk")
    before = PositionFactory(
        organisation=party.organisation, level="bestuurlijk", until=date(2026, 3, 3)
    )

    page = client.get(address("party_detail", region, party.pk))

    assert page.context["levels"][0][:2] == ("Bestuurlijk", [now])
    assert page.context["earlier"] == [before]


def test_the_page_of_a_party_says_from_what_it_came(client, region, sign_in):
    sign_in("lezer")
    old = PartyFactory(organisation__region=region, until=date(2022, 1, 1))
    new = PartyFactory(organisation__region=region, since=date(2022, 1, 1))
    old.successors.add(new)

    page = client.get(address("party_detail", region, old.pk))
    assert page.context["mergers"] == [("gaat verder als", new)]
    page = client.get(address("party_detail", region, new.pk))
    assert page.context["mergers"] == [("voortgekomen uit", old)]


def test_a_relation_is_added_once_and_ended(client, region, sign_in):
    sign_in("beleidsmedewerker")
    buch = PartyFactory(organisation__region=region)
    bergen = OrganisationFactory(region=region)
    url = address("link_create", region, buch.pk)

    client.post(url, {"kind": "werkt_voor", "target": bergen.pk, "since": "2024-01-01"})
    page = client.post(url, {"kind": "werkt_voor", "target": bergen.pk})
    assert errors(page) == {"target": ["Deze relatie is al vastgelegd."]}

    link = OrganisationLink.objects.get()
    assert (link.source, link.target, link.since) == (buch.organisation, bergen, date(2024, 1, 1))
    client.post(address("link_end", region, link.pk), {"version": 1, "until": "2026-03-03"})
    link.refresh_from_db()
    assert link.until == date(2026, 3, 4)


@pytest.mark.parametrize("which", ["itself", "elsewhere"])
def test_a_relation_is_with_another_organisation_of_the_region(client, region, sign_in, which):
    sign_in("beleidsmedewerker")
    party = PartyFactory(organisation__region=region)
    target = party.organisation if which == "itself" else OrganisationFactory()

    form = {"kind": "werkt_voor", "target": target.pk}
    page = client.post(address("link_create", region, party.pk), form)

    expected = ["Deze keuze is er niet of niet meer. Kies opnieuw."]
    assert errors(page) == {"target": expected}


# --- what is missing


def test_each_gap_leads_to_where_it_is_mended(client, region, sign_in):
    sign_in("regisseur")
    town = PartyFactory(organisation__region=region)
    partner = PartyFactory(organisation__region=region, organisation__kind="welzijn")
    alderman = PositionFactory(
        organisation=town.organisation, level="bestuurlijk", person__email=""
    )
    MandateFactory(position=alderman, until=date(2026, 1, 1))
    PositionFactory(organisation=town.organisation)

    gaps = client.get(address("missing_list", region)).context["page"].object_list

    at_town = address("party_position_create", region, town.pk)
    at_partner = address("party_position_create", region, partner.pk)
    assert [(gap.missing.party.pk, gap.missing.what, gap.mend_url) for gap in gaps] == [
        (town.pk, "niveau", f"{at_town}?van=ontbreekt&niveau=uitvoerend"),
        (partner.pk, "contactpersoon", f"{at_partner}?van=ontbreekt"),
        (town.pk, "mandaat", address("mandate_create", region, alderman.pk) + BACK),
        (town.pk, "e-mailadres", address("person_edit", region, alderman.person_id) + BACK),
    ]
    assert client.get(gaps[0].mend_url).context["form"]["level"].value() == "uitvoerend"
    filled = {"new_name": "Rita Roodborst", "title": "consulent", "level": "uitvoerend"}
    assert client.post(gaps[0].mend_url, filled).url == address("missing_list", region)


def test_who_fills_one_gap_after_the_other_comes_back_to_the_list(client, region, sign_in):
    sign_in("regisseur")
    alderman = PositionFactory(organisation=PartyFactory(organisation__region=region).organisation)
    url = address("mandate_create", region, alderman.pk)

    assert client.post(url, {"kind": "beslissend"}).url == alderman.person.get_absolute_url()
    assert client.post(url + BACK, {"kind": "beslissend"}).url == address("missing_list", region)


@pytest.mark.parametrize("has_people", [True, False])
def test_the_first_person_is_typed_and_later_ones_may_be_chosen(
    client, region, sign_in, has_people
):
    sign_in("regisseur")
    party = PartyFactory(organisation__region=region)
    if has_people:
        PersonFactory(region=region)
    form = client.get(address("party_position_create", region, party.pk)).context["form"]
    label = "Of iemand anders: naam" if has_people else "Naam"
    assert (form["person"].is_hidden, form["new_name"].label) == (not has_people, label)


# --- queries


@pytest.mark.parametrize("name", ["party_list", "missing_list"])
def test_a_list_of_thirty_parties_costs_as_much_as_one_of_one(
    client, region, sign_in, django_assert_num_queries, name
):
    sign_in("lezer")

    def fill(number):
        for _ in range(number):
            party = PartyFactory(organisation__region=region)
            position = PositionFactory(organisation=party.organisation, level="bestuurlijk")
            MandateFactory(position=position, until=TODAY)

    fill(1)
    with django_assert_num_queries({"party_list": 12, "missing_list": 8}[name]):
        client.get(address(name, region))
    fill(29)
    with django_assert_num_queries({"party_list": 12, "missing_list": 8}[name]):
        client.get(address(name, region))


def test_a_party_with_thirty_of_everything_costs_as_much_as_one_with_one(
    client, region, sign_in, django_assert_num_queries
):
    sign_in("lezer")
    party = PartyFactory(organisation__region=region)

    def fill(number):
        for _ in range(number):
            position = PositionFactory(organisation=party.organisation)
            MandateFactory(position=position)
            RepresentationFactory(position=position)
            speaker = PositionFactory(organisation__region=region)
            RepresentationFactory(party=party, position=speaker)
            OrganisationLink.objects.create(
                source=speaker.organisation,
                target=party.organisation,
                kind="werkt_voor",
                version=1,
            )

    fill(1)
    with django_assert_num_queries(14):
        client.get(address("party_detail", region, party.pk))
    fill(29)
    with django_assert_num_queries(14):
        client.get(address("party_detail", region, party.pk))

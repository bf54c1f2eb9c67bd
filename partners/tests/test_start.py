"""Regio starten: four steps from samenwerkingsverbanden to a Speelveld, and starting again."""

import threading
from datetime import date, datetime

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory
from partners.field import Field
from partners.models import (
    Area,
    AreaMembership,
    Municipality,
    MunicipalityName,
    Organisation,
    Party,
    RegionArea,
)
from partners.start import Start, not_started
from partners.tests.factories import OrganisationFactory, PartyFactory, load_noord_holland
from partners.views.pages import TAKEN
from records.models import Change
from regio.lib import clock

Role = Membership.Role
TODAY = date(2026, 3, 3)
STEPS = ["start_choose", "start_areas", "start_parties", "start_confirm"]
NK = {"swv": ["PO2703", "VO2703"]}
TOWNS = ["Alkmaar", "Bergen (NH.)", "Dijk en Waard", "Heiloo"]
AREAS = ["swv_po.PO2703", "swv_vo.VO2703", "jeugd.JZ06", "rmc.MC24", "arbeidsmarkt.NHN"]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def country(db):
    load_noord_holland()


@pytest.fixture
def director(sign_in, country):
    return sign_in(Role.DIRECTOR)


def address(name, region, query=""):
    return reverse(f"partners:{name}", args=[region.slug]) + query


def text_of(answer):
    return " ".join(answer.content.decode().split())


def messages_of(answer):
    return [str(m) for m in answer.context["messages"]]


def is_step(answer):
    """Return the number of the step that a page shows."""
    assert answer.status_code == 200
    return answer.context["step"]


def ticked(lines):
    return [line.proposal.key for line in lines if line.is_ticked]


def reviewed(answers, **changes):
    """Return what the forms of all steps would send, after looking at each."""
    data = {
        "swv": list(answers.codes),
        "vanaf": answers.day.isoformat(),
        "gemeente": ticked(answers.towns),
        "gebied": ticked(answers.areas),
        "gezien": answers.seen,
        "partij": ticked(answers.parties),
        "gezien_partijen": answers.seen_parties,
    }
    for line in answers.parties:
        if line.form:
            data[f"{line.proposal.key}-name"] = line.proposal.name
            data[f"{line.proposal.key}-short_name"] = line.proposal.short_name
    return data | changes


def ready(client, region, choice=NK, **changes):
    """Return what the last step sends for a choice of verbanden."""
    answers = client.get(address("start_areas", region), choice).context["answers"]
    return reviewed(answers, **changes)


def write(client, region, data):
    return client.post(address("start_confirm", region), data | {"vastleggen": "ja"}, follow=True)


def stored(region):
    """Return (areas, parties) of the region: their names, with since where there is one."""
    areas = RegionArea.objects.of_region(region).order_by("area__kind", "area__code")
    parties = Party.objects.of_region(region).in_order()
    return [f"{r.area.kind}.{r.area.code}" for r in areas], [str(p) for p in parties]


# --- who


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_find_nothing_and_readers_may_not(client, region, sign_in, name, method):
    client.force_login(MembershipFactory(role=Role.ADMIN).user)
    assert getattr(client, method)(address(name, region), NK).status_code == 404
    for role in (Role.EXECUTIVE, Role.READER):
        sign_in(role)
        assert getattr(client, method)(address(name, region), NK).status_code == 403


@pytest.mark.parametrize("role", [Role.ADMIN, Role.DIRECTOR, Role.OFFICER])
def test_who_may_add_areas_and_parties_may_start(client, region, sign_in, country, role):
    sign_in(role)
    assert is_step(client.get(address("start_choose", region))) == 1


# --- the four steps


def test_verbanden_are_searched_and_several_chosen(client, region, director):
    page = client.get(address("start_choose", region), {"zoek": "alkmaar", "swv": "PO2711"})
    context = page.context
    assert [v.number for v in context["chosen"]] == ["PO 27-11"]
    assert [v.number for v in context["found"]] == ["PO 27-03", "VO 27-03"]
    assert context["found"][0].towns == tuple(TOWNS)
    assert 'value="PO2711" id="swv-PO2711" checked' in text_of(page)


def test_a_search_that_finds_nothing_and_a_country_without_areas_say_what_to_do(
    client, region, sign_in
):
    sign_in(Role.DIRECTOR)
    assert "De naslag is nog niet ingelezen" in text_of(client.get(address("start_choose", region)))
    load_noord_holland()
    page = client.get(address("start_choose", region), {"zoek": "Urk"})
    assert "Geen samenwerkingsverband gevonden bij “Urk”" in text_of(page)


def test_no_more_than_thirty_are_shown_at_once(client, region, director):
    for number in range(40):
        area = Area.objects.create(kind="swv_po", code=f"PO90{number:02d}")
        town = Municipality.objects.get(code="GM0453")
        AreaMembership.objects.create(area=area, municipality=town, edition="2015", source="bron")
    page = client.get(address("start_choose", region), {"zoek": "Velsen"})
    assert (len(page.context["found"]), page.context["count"]) == (30, 41)
    assert "En nog 11: zoek preciezer" in text_of(page)


@pytest.mark.parametrize("name", STEPS[1:])
def test_without_a_choice_one_begins_at_the_first_step(client, region, director, name):
    assert client.get(address(name, region)).url == address("start_choose", region)
    page = client.post(address(name, region), {"swv": ["PO9999", "x"]})
    assert (is_step(page), page.context["error"]) == (
        1,
        "Kies ten minste één samenwerkingsverband.",
    )


def test_gemeenten_and_areas_follow_from_the_choice(client, region, director):
    answers = client.get(address("start_areas", region), NK).context["answers"]
    assert [line.proposal.name for line in answers.towns if line.is_ticked] == TOWNS
    assert ticked(answers.areas) == AREAS
    shares = {line.proposal.key: line.proposal.reach.percentage for line in answers.areas}
    assert shares["jeugd.JZ06"] == 67


def test_a_sliver_is_named_and_not_ticked(client, region, director):
    AreaMembership.objects.create(
        area=Area.objects.get(code="PO2703"),
        municipality=Municipality.objects.get(code="GM0383"),
        share="0.050",
        edition="2015",
        source="bron",
    )
    page = client.get(address("start_areas", region), NK)
    assert [line.proposal.name for line in page.context["answers"].towns] == [
        *TOWNS[:2],
        "Castricum",
        *TOWNS[2:],
    ]
    assert ticked(page.context["answers"].towns) == ["GM0361", "GM0373", "GM1980", "GM0399"]
    assert "PO 27-03 (5 %) · minder dan 10 %: niet voorgesteld" in text_of(page)


def test_all_that_was_chosen_and_typed_goes_along_to_every_step_and_back(client, region, director):
    data = ready(client, region, gemeente=["GM0361", "GM0399"], partij=["GM0361"])
    data["swv_po.PO2703-name"] = "Stichting Reiger"
    for name, step in zip(STEPS, (1, 2, 3, 4), strict=True):
        page = client.post(address(name, region), data)
        assert is_step(page) == step
        html = page.content.decode()
        assert 'value="Stichting Reiger"' in html
        assert ticked(page.context["answers"].towns) == ["GM0361", "GM0399"]
        assert ticked(page.context["answers"].parties) == ["GM0361"]
        assert html.count('name="gezien"') == html.count('name="gezien_partijen"') == 1
    assert Organisation.objects.exists() is False


@pytest.mark.parametrize(
    ("vanaf", "error"),
    [
        ("", "Vul een datum in: dag, maand en jaar."),
        ("31-02-2026", "Vul een datum in: dag, maand en jaar."),
        ("0001-01-01", "Kies een datum tussen 1900 en 2200."),
        ("\0", "Vul een datum in: dag, maand en jaar."),
    ],
)
@pytest.mark.parametrize("name", STEPS[1:])
def test_a_day_that_is_none_is_said_beside_it_and_nothing_is_written(
    client, region, director, name, vanaf, error
):
    data = ready(client, region, vanaf=vanaf, vastleggen="ja")
    page = client.post(address(name, region), data)
    assert (is_step(page), page.context["answers"].day_form.errors) == (2, {"vanaf": [error]})
    assert stored(region) == ([], [])


def test_without_a_gemeente_one_stays(client, region, director):
    page = client.post(address("start_parties", region), ready(client, region, gemeente=[]))
    assert (is_step(page), page.context["notice"]) == (2, "Kies ten minste één gemeente.")


def test_what_was_not_shown_is_shown_before_it_is_taken_in(client, region, director):
    data = ready(client, region) | {"swv": ["PO2703", "VO2703", "PO2711"]}
    page = client.post(address("start_confirm", region), data | {"vastleggen": "ja"})
    assert (is_step(page), page.context["notice"][:30]) == (2, "Het voorstel is veranderd door")
    assert "GM0450" in ticked(page.context["answers"].towns)
    assert stored(region) == ([], [])
    missed = ready(client, region, gezien_partijen="GM0361")
    page = client.post(address("start_confirm", region), missed | {"vastleggen": "ja"})
    assert (is_step(page), page.context["notice"][:30]) == (3, "Het voorstel is veranderd door")


TWICE = "Deze naam staat hierboven al. Kies een andere naam."
KNOWN = "Deze regio heeft al een organisatie met deze naam. Kies een andere naam."


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("name", "", "Vul een naam in."),
        ("name", "Gemeente  ALKMAAR", TWICE),
        ("name", "Het Nest", KNOWN),
        ("name", "n" * 121, "Gebruik ten hoogste 120 tekens; het zijn er nu 121."),
        ("short_name", "k" * 41, "Gebruik ten hoogste 40 tekens; het zijn er nu 41."),
    ],
)
def test_a_name_that_cannot_be_is_said_beside_it(client, region, director, field, typed, error):
    OrganisationFactory(region=region, name="Het Nest")
    data = ready(client, region) | {f"swv_po.PO2703-{field}": typed}
    page = client.post(address("start_confirm", region), data | {"vastleggen": "ja"})
    assert is_step(page) == 3
    line = next(li for li in page.context["lines"] if li.proposal.key == "swv_po.PO2703")
    assert line.form.errors == {field: [error]}
    assert stored(region) == ([], [])
    unticked = [key for key in data["partij"] if key != "swv_po.PO2703"]
    page = client.post(address("start_confirm", region), data | {"partij": unticked})
    assert is_step(page) == 4


# --- writing


def test_the_last_step_says_what_will_be_written(client, region, director):
    page = client.post(address("start_confirm", region), ready(client, region))
    assert is_step(page) == 4
    assert [line.proposal.key for line in page.context["areas"]] == AREAS
    assert [line.name for line in page.context["parties"]] == [
        *(f"gemeente {name}" for name in TOWNS),
        "SWV PO 27-03",
        "SWV VO 27-03",
    ]
    assert stored(region) == ([], [])


def test_a_region_starts_from_its_verbanden_and_lands_on_the_speelveld(client, region, director):
    data = ready(client, region) | {
        "swv_po.PO2703-name": "PPO Noord-Kennemerland",
        "swv_po.PO2703-short_name": "",
    }
    page = write(client, region, data)
    assert page.redirect_chain == [(address("playing_field", region), 302)]
    assert messages_of(page) == [
        "De regio is gestart: 5 gebieden en 6 partijen vanaf di 3 maart 2026."
    ]
    assert "Volgende stap: wie spreekt voor wie" in text_of(page)
    assert stored(region) == (
        sorted(AREAS),
        [*TOWNS, "PPO Noord-Kennemerland", "SWV VO 27-03"],
    )
    assert {p.since for p in Party.objects.all()} == {TODAY}
    assert {r.since for r in RegionArea.objects.all()} == {TODAY}
    swv = Organisation.objects.get(kind="swv", name="PPO Noord-Kennemerland")
    assert [area.code for area in swv.areas.all()] == ["PO2703"]
    town = Organisation.objects.get(municipality__code="GM1980")
    assert (town.name, town.short_name, town.kind) == (
        "gemeente Dijk en Waard",
        "Dijk en Waard",
        "gemeente",
    )
    for row in [*Party.objects.all(), *RegionArea.objects.all(), swv]:
        assert set(Change.objects.of(row).values_list("by", flat=True)) == {director.pk}
    assert [row.name for row in Field(region).matrix(TODAY).rows] == TOWNS


def test_only_what_is_ticked_comes_in_and_a_partner_when_asked(client, region, director):
    data = ready(client, region, gebied=["jeugd.JZ06", "rmc.MC24"], partij=["GM0361", "rmc.MC24"])
    answers = client.post(address("start_parties", region), data).context["answers"]
    write(client, region, data | {"gezien_partijen": answers.seen_parties})
    assert stored(region) == (
        ["jeugd.JZ06", "rmc.MC24"],
        ["Alkmaar", "Doorstroompunt Noord-Kennemerland"],
    )


def test_keys_that_were_never_proposed_are_left_out(client, region, director):
    data = ready(client, region)
    data["gebied"] = [*data["gebied"], "jeugd.JZ03", "x", "swv_po."]
    data["partij"] = [*data["partij"], "GM9999", "jeugd.JZ03"]
    write(client, region, data)
    assert stored(region)[0] == sorted(AREAS)


def test_a_day_in_the_past_takes_the_gemeenten_of_then(client, region, director):
    data = ready(client, region, NK | {"vanaf": "2014-06-01"})
    page = client.post(address("start_areas", region), data)
    assert "indeling teruggerekend" in text_of(page)
    assert "bestaat sinds 01-01-2022 niet meer" in text_of(page)
    page = write(client, region, data)
    assert page.redirect_chain[-1][0] == address("playing_field", region)
    parties = Party.objects.of_region(region)
    names = ["Alkmaar", "Bergen (NH.)", "Graft-De Rijp", "Heerhugowaard", "Heiloo", "Langedijk"]
    assert stored(region)[1] == [*names, "Schermer", "SWV PO 27-03", "SWV VO 27-03"]
    assert {p.since for p in parties} == {date(2014, 6, 1)}


def test_a_day_to_come_leads_to_the_speelveld_of_that_day(client, region, director):
    page = write(client, region, ready(client, region, NK | {"vanaf": "2026-08-01"}))
    assert page.redirect_chain[-1][0] == address("playing_field", region, "?op=2026-08-01")
    assert [row.name for row in page.context["matrix"].rows] == TOWNS
    assert (Field(region).parties_on(TODAY), len(Field(region).parties)) == ([], 6)


# --- twice, at once, again


def test_sent_twice_is_once(client, region, director):
    data = ready(client, region)
    write(client, region, data)
    before, changes = stored(region), Change.objects.count()
    page = write(client, region, data)
    assert messages_of(page) == ["Dit was al vastgelegd: er is niets dubbel toegevoegd."]
    assert (stored(region), Change.objects.count()) == (before, changes)


def at_once(posts):
    """Send (client, address, data) at the same time; return the statuses."""
    barrier, answers = threading.Barrier(len(posts)), []

    def send(client, url, data):
        barrier.wait()
        answers.append(client.post(url, data).status_code)
        connections.close_all()

    threads = [threading.Thread(target=send, args=post) for post in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def also(client):
    other = Client()
    other.cookies.update(client.cookies)
    return other


@pytest.mark.django_db(transaction=True)
def test_a_double_click_starts_a_region_once(client, region, director):
    data = ready(client, region) | {"vastleggen": "ja"}
    url = address("start_confirm", region)
    assert at_once([(client, url, data), (also(client), url, data)]) == [302, 302]
    assert stored(region) == (sorted(AREAS), [*TOWNS, "SWV PO 27-03", "SWV VO 27-03"])
    assert Change.objects.filter(model="partners.party", field="organisation").count() == 6


@pytest.mark.django_db(transaction=True)
def test_two_who_start_with_overlapping_choices_add_up_without_doubles(client, region, director):
    one = ready(client, region) | {"vastleggen": "ja"}
    other = ready(client, region, {"swv": ["PO2703", "PO2711"]}) | {"vastleggen": "ja"}
    url = address("start_confirm", region)
    assert at_once([(client, url, one), (also(client), url, other)]) == [302, 302]
    areas, parties = stored(region)
    assert (len(areas), len(set(areas))) == (8, 8)
    assert (len(parties), len(set(parties))) == (13, 13)


def test_twin_without_looking_at_what_is_there_the_second_is_refused_whole(
    client, region, director, monkeypatch
):
    data = ready(client, region)
    write(client, region, data)
    before = stored(region)
    monkeypatch.setattr(Start, "known_as", lambda self, proposal: None)
    monkeypatch.setattr(Start, "named", lambda self, name: None)
    monkeypatch.setattr(Start, "own_areas", {})
    page = write(client, region, data)
    assert messages_of(page) == [TAKEN]
    assert stored(region) == before


def test_what_another_added_meanwhile_stays_and_the_rest_comes(client, region, director):
    data = ready(client, region)
    town = Municipality.objects.get(code="GM0361")
    own = OrganisationFactory(region=region, municipality=town, short_name="Kaasstad")
    PartyFactory(organisation=own, since=date(2020, 1, 1))
    write(client, region, data)
    assert stored(region)[1] == ["Bergen (NH.)", "Dijk en Waard", "Heiloo", "Kaasstad",
                                 "SWV PO 27-03", "SWV VO 27-03"]  # fmt: skip
    assert Party.objects.get(organisation=own).since == date(2020, 1, 1)


def test_starting_again_shows_what_is_there_and_proposes_only_what_is_missing(
    client, region, director
):
    write(client, region, ready(client, region, NK | {"vanaf": "2025-01-01"}))
    Party.objects.filter(organisation__short_name="Heiloo").update(until=TODAY)
    first = client.get(address("start_choose", region))
    assert [v.number for v in first.context["chosen"]] == ["PO 27-03", "VO 27-03"]
    data = ready(client, region, {"swv": ["PO2703", "VO2703", "VO2704"]})
    page = client.post(address("start_parties", region), data)
    assert ticked(page.context["answers"].areas) == ["swv_vo.VO2704", "rmc.MC25"]
    assert ticked(page.context["answers"].parties) == [
        "GM0375",
        "GM0383",
        "GM0396",
        "GM0399",
        "GM0450",
        "swv_vo.VO2704",
    ]
    assert "doet al mee" in text_of(page)
    assert "staat al in het register" in text_of(page)
    write(client, region, data)
    heiloo = Party.objects.filter(organisation__short_name="Heiloo").order_by("since", "pk")
    assert [(p.since, p.until) for p in heiloo] == [(date(2025, 1, 1), TODAY), (TODAY, None)]
    assert len(stored(region)[0]) == 7


def test_a_party_that_ends_later_is_there_and_one_that_ended_comes_again(region, country):
    own = OrganisationFactory(
        region=region, municipality=Municipality.objects.get(code="GM0361"), short_name="Alkmaar"
    )
    PartyFactory(organisation=own, since=date(2020, 1, 1), until=date(2026, 6, 1))
    assert Start(region, TODAY).own_towns == {"GM0361"}
    assert Start(region, date(2026, 6, 1)).own_towns == frozenset()


def test_when_all_is_there_nothing_can_be_written(client, region, director):
    write(client, region, ready(client, region))
    page = client.post(address("start_confirm", region), ready(client, region))
    assert "Er is niets vast te leggen" in text_of(page)
    assert 'name="vastleggen"' not in text_of(page)


# --- the way to it, and what it costs


@pytest.mark.parametrize("name", ["playing_field", "party_list", "area_list"])
def test_an_empty_region_leads_to_the_start(client, region, director, name):
    page = text_of(client.get(address(name, region)))
    assert f'href="{address("start_choose", region)}">Regio starten' in page


def test_a_region_that_has_started_leads_back_to_it(client, region, director):
    write(client, region, ready(client, region))
    assert address("start_choose", region) in text_of(client.get(address("area_list", region)))


def test_a_region_that_ever_had_a_party_or_an_area_has_started(region):
    empty, with_party, with_area = (MembershipFactory().region for _ in range(3))
    PartyFactory(organisation__region=with_party, until=date(2020, 1, 1))
    RegionArea.objects.create(
        region=with_area, area=Area.objects.create(kind="jeugd", code="JZ99"), version=1
    )
    keys = [r.pk for r in (region, empty, with_party, with_area)]
    assert not_started(keys) == {region.pk, empty.pk}


def counted(client, queries, url, data):
    with queries(15) as found:
        assert client.post(url, data).status_code == 200
    return len(found)


def test_every_step_costs_as_many_queries_for_one_verband_as_for_six(
    client, region, director, django_assert_max_num_queries
):
    every = {"swv": ["PO2701", "PO2703", "PO2711", "VO2701", "VO2703", "VO2704"]}
    few, many = (ready(client, region, choice) for choice in ({"swv": ["VO2701"]}, every))
    assert len(many["partij"]) > 15
    for name in STEPS:
        url = address(name, region)
        costs = [counted(client, django_assert_max_num_queries, url, data) for data in (few, many)]
        assert costs[0] == costs[1]


def fill_country():
    """Add as many gemeenten and areas as the country has, of every kind."""
    towns = Municipality.objects.bulk_create(
        Municipality(code=f"GM8{i:03d}", province="Elders") for i in range(310)
    )
    MunicipalityName.objects.bulk_create(
        MunicipalityName(municipality=town, name=f"Nest {town.code}") for town in towns
    )
    areas = Area.objects.bulk_create(
        Area(kind=kind, code=f"{kind[-2:].upper()}{80 + i // 100}{i % 100:02d}")
        for kind in Area.Kind.values
        for i in range(70)
    )
    AreaMembership.objects.bulk_create(
        AreaMembership(area=area, municipality=towns[n % 310], edition="2026", source="bron")
        for n, area in enumerate(areas * 5)
    )


def test_with_the_whole_country_a_step_costs_the_same(
    client, region, director, django_assert_max_num_queries
):
    data = ready(client, region)
    urls = [address(name, region) for name in STEPS]
    before = [counted(client, django_assert_max_num_queries, url, data) for url in urls]
    fill_country()
    assert [counted(client, django_assert_max_num_queries, url, data) for url in urls] == before
    found = client.get(urls[0], {"zoek": "Nest GM8001"}).context["found"]
    assert [verband.towns for verband in found if "Nest GM8001" not in verband.towns] == []
    assert len(found) > 0


def test_one_organisation_that_stands_for_two_verbanden_joins_once(client, region, director):
    both = OrganisationFactory(region=region, name="SWV Samen", short_name="Samen", kind="swv")
    both.areas.set(Area.objects.filter(code__in=["PO2703", "VO2703"]))
    page = write(client, region, ready(client, region))
    assert messages_of(page)[0].startswith("De regio is gestart: 5 gebieden en 5 partijen")
    assert Party.objects.filter(organisation=both).count() == 1


def test_who_stands_for_an_area_is_not_its_verband(client, region, director):
    field = OrganisationFactory(region=region, name="GGD Kust", short_name="GGD", kind="ggd")
    field.areas.set(Area.objects.filter(code="PO2703"))
    PartyFactory(organisation=field, since=None)
    answers = client.get(address("start_areas", region), NK).context["answers"]
    [line] = [one for one in answers.parties if one.proposal.key == "swv_po.PO2703"]
    assert (line.is_there, line.known) == (False, None)

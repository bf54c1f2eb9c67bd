"""A round as a PDF: the whole of it, right for an archive and a screen reader, for its readers."""

from datetime import date

import pytest

from accounts.models import Membership
from checklist.models import Answer, Evidence, StepState, StepView
from checklist.tests.factories import RoundFactory, RoundPartyFactory
from partners.models import Municipality, MunicipalityOutline
from partners.rules.geometry import path_of, project
from partners.rules.hexagons import hexagon
from partners.tests.factories import OrganisationFactory, PartyFactory, load_noord_holland
from regio.lib import clock
from regio.lib.tests.papers import text_of
from regio.lib.tests.verapdf import faults

Role = Membership.Role


@pytest.fixture(autouse=True)
def on_day():
    with clock.standing_at(date(2026, 3, 3)):
        yield


@pytest.fixture
def round(region):
    round = RoundFactory(region=region, title="Ronde 2026")
    first = RoundPartyFactory(round=round, party__organisation__short_name="Uilenburg").party
    RoundPartyFactory(round=round, party__organisation__short_name="Vinkenveen")
    row = {"round": round, "version": 1}
    StepView.objects.create(
        **row, step="speelveld", party=first, verdict="deels", remark="Zie <b>het verslag</b>"
    )
    StepState.objects.create(**row, step="speelveld", verdict="deels", to_do="Namen aanvullen")
    Answer.objects.create(**row, question_key="speelveld-schaal", value="Lokaal en regionaal")
    Evidence.objects.create(**row, step="speelveld", label="Verslag", url="https://nest.example/v")
    return round


def address(round):
    return f"/regio/{round.region.slug}/checklist/{round.pk}/pdf/"


def download(client, round):
    answer = client.get(address(round))
    assert answer.status_code == 200, answer.content
    return answer, b"".join(answer)


def test_a_reader_downloads_the_whole_round(client, sign_in, round):
    sign_in(Role.READER)
    answer, content = download(client, round)
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf",
        'attachment; filename="checklist-noord-kennemerland-ronde-2026.pdf"',
    )
    text = text_of(content)
    for words in (
        "Regio Noord-Kennemerland",
        "1 van 16 oordelen",
        "Zie <b>het verslag</b>",
        "Namen aanvullen",
        "1 deels, 1 open",
        "Lokaal en regionaal",
        "https://nest.example/v",
        "8. Monitoring en evaluatie",
    ):
        assert words in text


@pytest.mark.looks
def test_every_inner_page_says_what_it_is_and_how_many_there_are(client, sign_in, round):
    sign_in(Role.READER)
    _, content = download(client, round)
    foot = "Checklist Noord-Kennemerland · Ronde 2026 · stand di 3 maart 2026"
    assert foot not in text_of(content, "-l", "1")
    for page in ("2", "5"):
        text = text_of(content, "-f", page, "-l", page)
        assert foot in text
        assert f"pagina {page} van " in text
    assert "Voorbeeldgegevens" not in text_of(content)
    assert faults(content) == []


@pytest.mark.looks
def test_a_round_without_parties_and_with_a_long_name_is_printed(client, sign_in, region):
    region.name = "Zuid-Holland-Zuidoost, Alblasserwaard, Vijfheerenlanden en Krimpenerwaard Şahin"
    region.save()
    sign_in(Role.READER)
    _, content = download(client, RoundFactory(region=region, title="W" * 60))
    assert "Er is nog geen partij gevraagd." in text_of(content)
    assert "Krimpenerwaard Şahin" in text_of(content, "-f", "2", "-l", "2")
    assert faults(content) == []


@pytest.mark.looks
@pytest.mark.parametrize("has_borders", [False, True])
def test_the_step_on_who_belongs_to_what_shows_the_map(client, sign_in, round, has_borders):
    load_noord_holland()
    for town in Municipality.objects.filter(code__in=("GM0361", "GM0383")):
        organisation = OrganisationFactory(region=round.region, municipality=town)
        PartyFactory(organisation=organisation)
    for town in Municipality.objects.exclude(longitude=None) if has_borders else ():
        path = path_of([hexagon(project(town.longitude, town.latitude), 0.2)])
        MunicipalityOutline.objects.create(
            municipality=town, since=date(2026, 1, 1), path=path, source="Nest (CC0)"
        )
    sign_in(Role.READER)
    _, content = download(client, round)
    text = text_of(content)
    assert "Het speelveld op de kaart" in text
    assert "SWV PO 27-11: Castricum en" in text
    assert ("Bron van de grenzen: Nest (CC0), 2026." in text) == has_borders
    assert ("Elke gemeente is een zeshoek" in text) != has_borders
    assert faults(content) == []


HOSTILE = {
    "markup": '</table><img src="http://127.0.0.1:9/x"><link rel="stylesheet" href="file:///x">',
    "emoji and right-to-left": "👩‍👩‍👧‍👦🫠 مرحبا שלום \u202e omgekeerd 漢字 \x0b",
    "a long word": "a" * 5_000,
}


@pytest.mark.looks
def test_hostile_words_are_printed_as_words(client, sign_in, round):
    for name, words in HOSTILE.items():
        party = RoundPartyFactory(round=round, party__organisation__short_name=name).party
        StepView.objects.create(
            round=round, step="agenda", party=party, verdict="niet", remark=words * 3, version=1
        )
    sign_in(Role.READER)
    _, content = download(client, round)
    assert 'href="file:///x"' in text_of(content)
    assert faults(content) == []


def test_what_cannot_be_printed_gets_a_page_that_says_what_to_do(client, sign_in, round):
    state = StepState.objects.get()
    state.remark = "woord " * 800_000
    state.save()
    sign_in(Role.READER)
    answer = client.get(address(round))
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Er staat te veel tekst in voor één pdf." in page
    assert f"/checklist/{round.pk}/afdrukken/" in page


def test_the_pdf_costs_as_many_queries_for_many_parties_as_for_one(
    client, sign_in, region, django_assert_max_num_queries
):
    sign_in(Role.READER)
    round = RoundFactory(region=region)
    counts = []
    for number in (1, 29):
        RoundPartyFactory.create_batch(number, round=round)
        with django_assert_max_num_queries(15) as queries:
            client.get(address(round))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("page", ["", "afdrukken/"])
def test_the_round_and_its_print_view_link_to_the_pdf(client, sign_in, round, page):
    sign_in(Role.READER)
    html = client.get(f"/regio/{round.region.slug}/checklist/{round.pk}/{page}").content.decode()
    assert f'href="{address(round)}">PDF downloaden' in html

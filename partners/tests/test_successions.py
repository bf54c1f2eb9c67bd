"""A functioneel beheerder announces a herindeling, and takes back a mistake."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.tests.factories import RegionFactory, UserFactory
from partners.lines import MunicipalityLine
from partners.models import AreaMembership, Municipality, Party, Succession
from partners.rules.borders import AreaKey, Borders, Member, Merger, Name, Place
from partners.rules.lines import parts_of
from partners.tests.factories import OrganisationFactory, PartyFactory, load_noord_holland
from regio.lib import clock

ON = date(2027, 7, 1)
SOURCE = "Wet van 1 april 2027, Stb. 2027, 1"
NEW = {"new_code": "9001", "new_name": "Nestgaarde", "new_province": "Noord-Holland"}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def admin(client, db):
    load_noord_holland()
    user = UserFactory(is_functional_admin=True)
    client.force_login(user)
    return user


URL = "/referentiegegevens/herindelingen/"


def post(client, kind="nieuw", old="Heiloo, Uitgeest", **fields):
    sent = {"on": ON.isoformat(), "kind": kind, "old": old, "source": SOURCE} | fields
    return client.post(URL, sent)


def rows():
    found = Succession.objects.exclude(source="").order_by("pk")
    return [(r.old.code, r.new.code, r.on, r.kind, r.source) for r in found]


def said(page):
    return [str(message) for message in get_messages(page.wsgi_request)]


def errors(page):
    return {name: list(found) for name, found in page.context["form"].errors.items()}


def state():
    towns = Municipality.objects.order_by("code").values_list("code", "since", "until")
    return list(towns), rows(), AreaMembership.objects.count()


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("nieuw", NEW, [("GM0399", "GM9001"), ("GM0450", "GM9001")]),
        ("samenvoeging", {"new": "gm0383"}, [("GM0399", "GM0383"), ("GM0450", "GM0383")]),
        (
            "splitsing",
            {"old": "Heiloo", "new": "Castricum, Bergen (NH)"},
            [("GM0399", "GM0383"), ("GM0399", "GM0373")],
        ),
        ("naamswijziging", {"old": "450"} | NEW, [("GM0450", "GM9001")]),
        (
            "nieuw",
            NEW | {"old": "Heiloo", "new_province": "Utrecht"},
            [("GM0399", "GM9001")],
        ),
        ("nieuw", NEW | {"on": "2027-03-15"}, [("GM0399", "GM9001"), ("GM0450", "GM9001")]),
    ],
)
def test_every_kind_of_herindeling_can_be_announced(client, admin, kind, fields, expected):
    page = post(client, kind, **fields)

    assert page.status_code == 302
    on = date.fromisoformat(fields.get("on", ON.isoformat()))
    assert rows() == [(*pair, on, kind, SOURCE) for pair in expected]
    olds = Municipality.objects.filter(successions__source=SOURCE)
    assert set(olds.values_list("until", flat=True)) == {on}
    if new := Municipality.objects.filter(code="GM9001").first():
        assert (str(new), new.since, new.until) == ("Nestgaarde", on, None)
        assert new.province == fields["new_province"]


def test_a_new_gemeente_lies_on_the_map_between_those_that_go_into_it(client, admin):
    post(client, **NEW)
    new = Municipality.objects.get(code="GM9001")
    assert (new.latitude, new.longitude) == (Decimal("52.56"), Decimal("4.70"))


def test_a_gemeente_can_be_divided_over_two_new_ones_in_two_steps(client, admin):
    first = post(client, "splitsing", "Heiloo", **NEW, new="Castricum")
    second = post(
        client, "splitsing", "Heiloo", **NEW | {"new_code": "9002", "new_name": "Nestdal"}
    )

    assert (first.status_code, second.status_code) == (302, 302)
    assert [(old, new) for old, new, *_ in rows()] == [
        ("GM0399", "GM0383"),
        ("GM0399", "GM9001"),
        ("GM0399", "GM9002"),
    ]


@pytest.mark.parametrize(
    ("kind", "fields", "wrong"),
    [
        ("nieuw", {"old": "Nergenshuizen"} | NEW, {"old": "Regio kent op die dag geen gemeente “Nergenshuizen”. Vul een naam of een code in, zoals GM0361."}),  # noqa: E501
        ("nieuw", {"old": "Langedijk"} | NEW, {"old": "Regio kent op die dag geen gemeente “Langedijk”. Vul een naam of een code in, zoals GM0361."}),  # noqa: E501
        ("nieuw", {}, {"new": "Noem één gemeente: een die bestaat, of een nieuwe."}),
        ("nieuw", {"new": "Castricum"}, {"new": "Castricum bestaat al: kies dan samenvoeging."}),
        ("samenvoeging", NEW, {"new": "Noem de gemeente die er al is en blijft."}),
        ("samenvoeging", {"new": "Heiloo"}, {"new": "Heiloo staat hier twee keer, of aan beide kanten."}),  # noqa: E501
        ("splitsing", {"new": "Castricum, Alkmaar"}, {"old": "Verdeel één gemeente tegelijk."}),
        ("splitsing", {"old": "Heiloo", "new": "Castricum"}, {"new": "Noem ten minste twee gemeenten waarover zij verdeeld wordt."}),  # noqa: E501
        ("naamswijziging", NEW, {"old": "Noem de ene gemeente die van naam en code verandert."}),
        ("nieuw", NEW | {"new_code": "GM0361"}, {"new_code": "Regio kent GM0361 al. Vul die gemeente bij de bestaande in."}),  # noqa: E501
        ("nieuw", NEW | {"new_code": "NH12"}, {"new_code": "Vul een CBS-code in, zoals GM1980."}),
        ("nieuw", {"new_code": "9001"}, {"new_name": "Vul dit in bij een nieuwe gemeente.", "new_province": "Vul dit in bij een nieuwe gemeente."}),  # noqa: E501
        ("nieuw", NEW | {"source": ""}, {"source": "Vul een bron in."}),
        ("", NEW, {"kind": "Kies dit."}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field_and_nothing_changes(
    client, admin, kind, fields, wrong
):
    was = state()
    page = post(client, kind, **fields)
    assert errors(page) == {name: [text] for name, text in wrong.items()}
    assert state() == was
    assert page.context["form"]["old"].value() == fields.get("old", "Heiloo, Uitgeest")


def test_a_gemeente_does_not_end_twice(client, admin):
    post(client, **NEW)
    again = post(client, old="Heiloo", **NEW | {"new_code": "9002", "on": "2027-01-01"})
    assert errors(again) == {"old": ["Heiloo eindigt al op 01-07-2027."]}


def test_a_mistake_is_taken_back_row_by_row_until_nothing_of_it_is_left(client, admin):
    was = state()
    post(client, **NEW)
    for row in Succession.objects.exclude(source=""):
        page = client.post(URL, {"withdraw": row.pk})
        assert said(page)[-1:] == ["De aankondiging is ingetrokken."]
    assert state() == was


@pytest.mark.parametrize("sent", ["", "abc", "0", "9" * 30, "²"])
def test_taking_back_what_is_not_there_is_said(client, admin, sent):
    released = Succession.objects.filter(source="").first()
    for key in (sent, released.pk):
        page = client.post(URL, {"withdraw": key})
        assert said(page)[-1] == "Deze aankondiging is er niet of niet meer."
    assert Succession.objects.filter(pk=released.pk).exists()


def test_what_a_region_carried_out_is_not_taken_back(client, admin):
    post(client, **NEW)
    old, new = (Municipality.objects.get(code=code) for code in ("GM0399", "GM9001"))
    organisation = OrganisationFactory(municipality=old, region=RegionFactory())
    party = PartyFactory(organisation=organisation, until=ON)
    party.successors.add(
        PartyFactory(organisation=OrganisationFactory(municipality=new, region=organisation.region))
    )
    was = state()
    for row in Succession.objects.exclude(source=""):
        page = client.post(URL, {"withdraw": row.pk})
        answers = said(page)
        assert answers[-1].startswith("Deze aankondiging blijft staan") or row.old != old
    kept = [(old, new) for old, new, *_ in rows()]
    assert ("GM0399", "GM9001") in kept
    assert Party.objects.filter(organisation__municipality=new).exists()
    assert len(was[1]) - len(kept) <= 1


def test_only_a_functioneel_beheerder_announces(client, sign_in):
    load_noord_holland()
    sign_in("beheerder")
    assert (client.get(URL).status_code, post(client, **NEW).status_code) == (403, 403)
    assert rows() == []


def test_the_overview_of_reference_data_leads_to_it(client, admin):
    assert reverse("reference:succession_list") == URL
    assert f'href="{URL}"' in client.get(reverse("reference:overview")).content.decode()


# --- where an announced gemeente lies, and what figures are to it


def test_an_announced_gemeente_lies_where_its_parts_lay_until_an_edition_says_so(client, admin):
    post(client, **NEW)

    line = MunicipalityLine("GM9001")

    youth = dict(line.areas_on(ON))["Jeugdregio"]
    parts = {
        str(lay.label)
        for code in ("GM0399", "GM0450")
        for lay in dict(MunicipalityLine(code).areas_on(date(2026, 3, 3)))["Jeugdregio"]
    }
    assert {str(lay.label) for lay in youth} == parts
    assert {(lay.row, lay.when) for lay in youth} == {(None, "over de herindeling heen")}


def member(code, area, share=Decimal(1), since=date(2025, 1, 1)):
    return Member(AreaKey("jeugd", area), code, share, since, None, "2025", "bron")


def borders(*members):
    places = {
        "A": Place("A", (Name("A"),), None, ON),
        "B": Place("B", (Name("B"),), None, ON),
        "C": Place("C", (Name("C"),), ON),
    }
    mergers = (Merger("A", "C", ON, "nieuw"), Merger("B", "C", ON, "nieuw"))
    return Borders(places, mergers, members)


def lies(found):
    return [(f.area.code, f.share, f.is_counted_back, f.is_ahead) for f in found]


def test_of_parts_in_two_areas_the_whole_lies_in_both_for_an_unknown_share():
    one = borders(member("A", "X"), member("B", "X"))
    two = borders(member("A", "X"), member("B", "Y"))
    assert lies(one.areas_of("C", "jeugd", ON)) == [("X", Decimal(1), False, True)]
    assert lies(two.areas_of("C", "jeugd", ON)) == [
        ("X", None, False, True),
        ("Y", None, False, True),
    ]


def test_an_edition_that_names_it_goes_before_what_its_parts_say():
    said_so = borders(member("A", "X"), member("B", "X"), member("C", "Z", since=ON))
    assert lies(said_so.areas_of("C", "jeugd", ON)) == [("Z", Decimal(1), False, False)]
    assert said_so.municipalities_of(AreaKey("jeugd", "X"), ON) == []


def test_figures_of_before_are_the_sum_of_the_parts_and_over_a_division_nothing():
    before = date(2027, 6, 30)
    joined = borders()
    divided = Borders(
        joined.places | {"D": Place("D", (Name("D"),), ON)},
        (*joined.mergers, Merger("B", "D", ON, "splitsing")),
    )
    assert parts_of(joined, "C", on=ON, day=before) == {"A", "B"}
    assert parts_of(divided, "C", on=ON, day=before) is None

"""A page for each area, and all areas by kind; the region's own contact and note."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from accounts.tests.factories import UserFactory
from partners import handover
from partners.leaving import leave
from partners.models import (
    Area,
    AreaContact,
    AreaMembership,
    AreaText,
    Municipality,
    Organisation,
    RegionArea,
)
from partners.tests.factories import (
    OrganisationFactory,
    PartyFactory,
    PersonFactory,
    PositionFactory,
    load_noord_holland,
)
from records.models import Change
from regio.lib import clock

Role = Membership.Role
TOWNS = {"Alkmaar": "GM0361", "Castricum": "GM0383", "Uitgeest": "GM0450"}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def field(region):
    """Three gemeenten, of which Castricum and Uitgeest lie in another swv, and swv PPO."""
    load_noord_holland()
    for name, code in TOWNS.items():
        town = Municipality.objects.get(code=code)
        PartyFactory(
            organisation=OrganisationFactory(region=region, short_name=name, municipality=town)
        )
    ppo = OrganisationFactory(region=region, kind="swv", name="swv PPO", short_name="swv PPO")
    ppo.areas.add(area_of("PO2703"))
    PartyFactory(organisation=ppo)
    RegionArea.objects.create(region=region, area=area_of("PO2703"), version=1)
    return ppo


def area_of(code):
    return Area.objects.get(code=code)


def address(name, region, code="PO2703", kind="swv_po"):
    place = [region.slug, kind, code] if name.startswith("area_") else [region.slug]
    return reverse(f"partners:{name}", args=place)


def names(rows):
    return [row.name for row in rows]


def text_of(page):
    return " ".join(page.content.decode().split())


def errors(page):
    return {name: list(found) for name, found in page.context["form"].errors.items()}


def test_an_area_shows_which_gemeenten_of_ours_lie_in_it_and_which_do_not(
    client, region, sign_in, field
):
    sign_in(Role.READER)
    page = client.get(address("area_detail", region))
    division = page.context["division"]
    assert (str(division.label), page.context["line"]) == (
        "swv PPO (PO 27-03)",
        "Samenwerkingsverband po · PO 27-03",
    )
    assert names(division.inside) == ["Alkmaar"]
    assert [
        (one.name, [str(label) for label, _ in where]) for one, where in page.context["missing"]
    ] == [
        ("Castricum", ["SWV PO 27-11"]),
        ("Uitgeest", ["SWV PO 27-11"]),
    ]
    assert "Heiloo" in names(division.outside)
    assert division.is_ours
    assert [title for title, _ in page.context["facts"]] == [
        "Taak",
        "Wettelijke grondslag",
        "Bekostiging",
    ]
    assert "Wet op het primair onderwijs, artikel 18a" in text_of(page)
    assert reverse("agenda:area_themes", args=[region.slug, "swv_po", "PO2703"]) in text_of(page)


def test_a_share_stands_beside_a_gemeente_that_lies_in_it_partly(client, region, sign_in, field):
    sign_in(Role.READER)
    row = AreaMembership.objects.get(area=area_of("PO2703"), municipality__code="GM0361")
    row.share = "0.625"
    row.save()
    division = client.get(address("area_detail", region)).context["division"]
    assert [(one.name, one.share) for one in division.inside] == [("Alkmaar", "62,5 %")]


def test_an_area_on_an_earlier_day_has_the_gemeenten_of_then_and_no_buttons(
    client, region, sign_in, field
):
    sign_in(Role.OFFICER)
    page = client.get(address("area_detail", region), {"op": "2021-12-31"})
    assert {"Heerhugowaard", "Langedijk"} <= set(names(page.context["division"].outside))
    assert address("area_contact", region) not in text_of(page)
    assert "U ziet wat gold op vr 31 december 2021" in text_of(page)


def test_the_line_of_an_area_tells_its_mergers(client, region, sign_in, field):
    sign_in(Role.READER)
    events = client.get(address("area_detail", region)).context["events"]
    assert (events[0][0].on, events[0][0].text) == (
        date(2022, 1, 1),
        "Herindeling: Heerhugowaard en Langedijk vormen de nieuwe gemeente Dijk en Waard.",
    )
    assert events[-1][0].kind == "eerste"


def test_who_stands_for_an_area_is_named_and_a_vacancy_has_a_button(client, region, sign_in, field):
    sign_in(Role.OFFICER)
    party = field.parties.get()
    mend = reverse("partners:party_position_create", args=[region.slug, party.pk])
    assert mend in text_of(client.get(address("area_detail", region)))

    PositionFactory(
        organisation=field,
        level="bestuurlijk",
        title="bestuurder",
        person=PersonFactory(region=region, name="Petra Kluut"),
    )
    PositionFactory(organisation=field, until=date(2026, 1, 1))
    page = client.get(address("area_detail", region))
    [standing] = page.context["division"].standing
    assert [(s.person.name, s.title, s.level) for s in standing.speakers] == [
        ("Petra Kluut", "bestuurder", "bestuurlijk")
    ]
    assert mend not in text_of(page)


def test_an_area_without_organisation_says_so_and_one_is_tied_to_it(client, region, sign_in, field):
    user = sign_in(Role.OFFICER)
    rmc = OrganisationFactory(region=region, kind="rmc", short_name="Doorstroompunt")
    page = client.get(address("area_detail", region, "MC24", "rmc"))
    assert page.context["division"].standing == []
    assert "Geen organisatie in uw register staat voor dit gebied." in text_of(page)

    url = address("area_organisation", region, "MC24", "rmc")
    answer = client.post(url, {"organisation": rmc.pk}, follow=True)

    assert [str(m) for m in answer.context["messages"]] == [
        "Doorstroompunt staat voor Noord-Kennemerland."
    ]
    assert list(rmc.areas.all()) == [area_of("MC24")]
    change = Change.objects.of(rmc).get()
    assert (change.field, change.by) == ("areas", user)
    assert client.post(url, {"organisation": rmc.pk}).context["form"].errors


def test_an_area_keeps_its_name_whoever_stands_for_it_but_a_verband(client, region, sign_in, field):
    sign_in(Role.READER)
    alkmaar = Organisation.objects.get(short_name="Alkmaar")
    alkmaar.areas.add(area_of("MC24"))
    own = client.get(address("area_detail", region, "MC24", "rmc")).context["division"]
    assert own.label.name == "Noord-Kennemerland"
    assert [one.organisation.name for one in own.standing] == ["Alkmaar"]
    assert client.get(address("area_detail", region)).context["division"].label.name == "swv PPO"


def test_contact_and_note_are_kept_with_their_history(client, region, sign_in, field):
    user = sign_in(Role.OFFICER)
    position = PositionFactory(
        organisation=field, person=PersonFactory(region=region, name="Petra Kluut")
    )
    form = {"version": 0, "position": position.pk, "note": "Elke maart aan tafel."}
    client.post(address("area_contact", region), form)
    client.post(address("area_contact", region), form)

    contact = AreaContact.objects.get()
    assert (contact.region, contact.area, contact.position, contact.note, contact.version) == (
        region,
        area_of("PO2703"),
        position,
        "Elke maart aan tafel.",
        1,
    )
    assert {c.field for c in Change.objects.of(contact)} == {"position", "note"}
    assert {c.by for c in Change.objects.of(contact)} == {user}
    page = text_of(client.get(address("area_detail", region)))
    assert "Petra Kluut" in page
    assert "Elke maart aan tafel." in page


def test_who_was_the_contact_on_a_day_stays_so_when_another_comes(client, region, sign_in, field):
    user = sign_in(Role.OFFICER)
    first, second = (PositionFactory(organisation=field) for _ in range(2))
    url = address("area_contact", region)
    client.post(url, {"version": 0, "position": first.pk, "note": "Belt graag."})
    form = client.get(url).context["form"]
    sent = {"version": form["version"].value(), "position": second.pk, "note": "Mailt liever."}
    for _ in range(2):
        client.post(url, sent | {"since": "2026-02-01"})

    def seen(**query):
        division = client.get(address("area_detail", region), query).context["division"]
        return division.contact_position, division.contact.note

    assert form["since"].value() == clock.today()
    assert seen(op="2026-01-31") == (first, "Belt graag.")
    assert seen(op="2026-02-01") == seen() == (second, "Mailt liever.")
    rows = AreaContact.objects.order_by("since").values_list("position", "since", "until")
    assert set(rows) == {
        (first.pk, None, date(2026, 2, 1)),
        (second.pk, date(2026, 2, 1), None),
    }
    assert {c.by for c in Change.objects.filter(model="partners.areacontact")} == {user}


def test_what_is_said_of_the_same_day_is_a_correction(client, region, sign_in, field):
    sign_in(Role.OFFICER)
    url = address("area_contact", region)
    client.post(url, {"version": 0, "note": "Belt grag.", "since": "2026-02-01"})
    client.post(url, {"version": 1, "note": "Belt graag.", "since": "2026-02-01"})
    assert AreaContact.objects.get().note == "Belt graag."
    then = client.get(address("area_detail", region), {"op": "2026-01-31"})
    assert then.context["division"].contact is None


def test_a_begin_that_was_mistyped_is_put_right(client, region, sign_in, field):
    sign_in(Role.OFFICER)
    first, second = (PositionFactory(organisation=field) for _ in range(2))
    url, page = address("area_contact", region), address("area_detail", region)
    client.post(url, {"version": 0, "position": first.pk, "since": "2062-01-01"})
    client.post(url, {"version": 1, "position": first.pk, "since": "2026-01-01"})
    assert client.get(page).context["division"].contact_position == first
    client.post(url, {"version": 2, "position": second.pk, "since": "2062-02-01"})
    client.post(url, {"version": 3, "position": second.pk, "since": "2026-02-01"})
    assert client.get(page).context["division"].contact_position == second
    rows = AreaContact.objects.order_by("since").values_list("position", "since", "until")
    assert list(rows) == [
        (first.pk, date(2026, 1, 1), date(2026, 2, 1)),
        (second.pk, date(2026, 2, 1), None),
    ]
    early = client.post(url, {"version": 4, "position": second.pk, "since": "2026-01-01"})
    assert errors(early)["since"] == [
        "Hiervoor gold iets anders: kies een dag na het begin daarvan (01-01-2026)."
    ]


def test_who_stores_what_stands_there_says_nothing_new(client, region, sign_in, field):
    sign_in(Role.OFFICER)
    url = address("area_contact", region)
    client.post(url, {"version": 0, "note": "Belt graag.", "since": "2026-02-01"})
    form = client.get(url).context["form"]
    proposed = form["since"].value().isoformat()
    client.post(url, {"version": 1, "note": "Belt graag.", "since": proposed})
    assert AreaContact.objects.get().since == date(2026, 2, 1)


def test_of_two_who_name_another_contact_at_once_the_second_sees_the_first(
    client, region, sign_in, field
):
    sign_in(Role.OFFICER)
    first, second, third = (PositionFactory(organisation=field) for _ in range(3))
    url = address("area_contact", region)
    client.post(url, {"version": 0, "position": first.pk})
    client.post(url, {"version": 1, "position": second.pk, "since": "2026-02-01"})
    page = client.post(url, {"version": 1, "position": third.pk, "since": "2026-02-01"})
    assert str(second.person) in errors(page)["position"][0]
    assert set(AreaContact.objects.values_list("position", flat=True)) == {first.pk, second.pk}


def test_a_contact_whose_function_ended_is_vacant(client, region, sign_in, field):
    sign_in(Role.READER)
    position = PositionFactory(organisation=field, until=date(2026, 1, 1))
    AreaContact.objects.create(region=region, area=area_of("PO2703"), position=position, version=1)
    division = client.get(address("area_detail", region)).context["division"]
    assert division.contact_position is None
    then = client.get(address("area_detail", region), {"op": "2025-12-31"})
    assert then.context["division"].contact_position == position


def test_two_who_write_a_note_at_once_see_each_others_text(client, region, sign_in, field):
    sign_in(Role.OFFICER)
    url = address("area_contact", region)
    client.post(url, {"version": 0, "note": "De eerste."})
    page = client.post(url, {"version": 0, "note": "De tweede."})
    assert "De eerste." in errors(page)["note"][0]
    assert AreaContact.objects.get().note == "De eerste."
    client.post(url, {"version": 1, "note": "De tweede."})
    assert AreaContact.objects.get().note == "De tweede."


@pytest.mark.parametrize(
    ("fields", "field_name"),
    [({"position": "999999"}, "position"), ({"note": "x" * 5001}, "note")],
)
def test_bad_input_is_said_at_the_field_and_nothing_is_stored(
    client, region, sign_in, field, fields, field_name
):
    sign_in(Role.OFFICER)
    page = client.post(address("area_contact", region), {"version": 0} | fields)
    assert list(errors(page)) == [field_name]
    assert not AreaContact.objects.exists()


def test_a_person_of_another_region_is_no_contact(client, region, sign_in, field):
    sign_in(Role.OFFICER)
    stranger = PositionFactory()
    page = client.post(address("area_contact", region), {"version": 0, "position": stranger.pk})
    assert list(errors(page)) == ["position"]


def test_a_region_sees_no_contact_or_organisation_of_another(client, region, sign_in, field):
    sign_in(Role.READER)
    other = PositionFactory()
    other.organisation.areas.add(area_of("PO2703"))
    AreaContact.objects.create(
        region=other.organisation.region, area=area_of("PO2703"), note="Geheim", version=1
    )
    page = client.get(address("area_detail", region))
    assert [s.organisation.name for s in page.context["division"].standing] == ["swv PPO"]
    assert page.context["division"].contact is None
    assert "Geheim" not in text_of(page)


@pytest.mark.parametrize(("kind", "code"), [("swv_po", "NIETS"), ("onzin", "PO2703")])
def test_an_area_that_is_not_known_is_not_found(client, region, sign_in, field, kind, code):
    sign_in(Role.OFFICER)
    for name in ("area_detail", "area_contact", "area_organisation"):
        assert client.get(address(name, region, code, kind)).status_code == 404


def test_an_area_asks_as_much_with_many_as_with_few(client, region, sign_in, field):
    sign_in(Role.OFFICER)
    with CaptureQueriesContext(connection) as few:
        client.get(address("area_detail", region))
    for _ in range(5):
        more = OrganisationFactory(region=region)
        more.areas.add(area_of("PO2703"))
        for _ in range(3):
            PositionFactory(organisation=more)
    AreaContact.objects.create(
        region=region,
        area=area_of("PO2703"),
        position=PositionFactory(organisation=more),
        version=1,
    )
    with CaptureQueriesContext(connection) as many:
        client.get(address("area_detail", region))
    assert len(many) == len(few) <= 15


def test_a_new_region_without_gemeenten_has_the_page_too(client, region, sign_in):
    load_noord_holland()
    sign_in(Role.READER)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address("area_detail", region))
    assert page.context["division"].inside == []
    assert "Heiloo" in names(page.context["division"].outside)
    assert len(queries) <= 15


# --- all areas by kind
def test_the_areas_stand_by_kind_with_who_stands_for_them(client, region, sign_in, field):
    sign_in(Role.READER)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(_kinds_address(region))
    assert len(queries) <= 15
    kinds = {kind["kind"]: kind for kind in page.context["kinds"]}
    assert list(kinds) == list(Area.Kind.values)
    assert [
        (str(reach.label), ours, party and party.name, reach.inside)
        for reach, ours, party in kinds["swv_po"]["reaches"]
    ] == [
        ("SWV PO 27-11", False, None, ("Castricum", "Uitgeest")),
        ("swv PPO (PO 27-03)", True, "swv PPO", ("Alkmaar",)),
    ]
    assert kinds["ggd"]["reaches"] == []


def _kinds_address(region):
    return reverse("partners:area_kinds", args=[region.slug])


def test_a_region_without_gemeenten_is_told_what_comes_here(client, region, sign_in):
    sign_in(Role.READER)
    assert "Nog geen gemeenten" in text_of(client.get(_kinds_address(region)))


@pytest.mark.parametrize("name", ["playing_field", "map_detail", "municipality_detail"])
def test_matrix_map_and_gemeente_lead_to_the_area(client, region, sign_in, field, name):
    sign_in(Role.READER)
    url, asked = reverse("partners:playing_field", args=[region.slug]), {}
    if name == "map_detail":
        url, asked = reverse("partners:map_detail", args=[region.slug]), {"gemeente": "GM0361"}
    if name == "municipality_detail":
        url = reverse("partners:municipality_detail", args=[region.slug, "GM0361"])
    assert address("area_detail", region) in client.get(url, asked).content.decode()


# --- what an area is for, kept by the functioneel beheerder
@pytest.fixture
def admin(client, db):
    user = UserFactory(is_functional_admin=True)
    client.force_login(user)
    load_noord_holland()
    return user


def text_address(kind="jeugd", code=None):
    name = "text_edit_of_area" if code else "text_edit"
    return reverse(f"reference:{name}", args=[kind, code] if code else [kind])


def said(**changes):
    return {"version": 0, "task": "Samen inkopen", "source": "Jeugdwet, artikel 2.8"} | changes


def test_a_text_holds_from_a_day_and_the_earlier_one_stays_for_before(client, admin):
    client.post(text_address(), said(since="2025-01-01"))
    client.post(text_address(), said(version=1, task="Samen organiseren", since="2026-01-01"))
    rows = AreaText.objects.order_by("since")
    assert [(row.task, row.since, row.until) for row in rows] == [
        ("Samen inkopen", date(2025, 1, 1), date(2026, 1, 1)),
        ("Samen organiseren", date(2026, 1, 1), None),
    ]
    assert {c.by for c in Change.objects.of(rows[0])} == {admin}
    assert [row.version for row in rows] == [1, 2]


def test_of_the_same_day_a_text_is_corrected(client, admin):
    client.post(text_address(code="JZ06"), said(since="2025-01-01"))
    form = said(version=1, task="Inkopen", since="2025-01-01")
    client.post(text_address(code="JZ06"), form)
    row = AreaText.objects.get()
    assert (row.task, row.area, row.version) == ("Inkopen", area_of("JZ06"), 2)


def test_two_who_correct_a_text_at_once_see_each_other(client, admin):
    client.post(text_address(), said())
    client.post(text_address(), said(version=1, task="Van de een"))
    page = client.post(text_address(), said(version=1, task="Van de ander"))
    assert "Van de een" in errors(page)["task"][0]


def test_who_saw_the_text_of_before_a_later_one_overwrites_nothing(client, admin):
    client.post(text_address(), said(since="2025-01-01"))
    client.post(text_address(), said(version=1, task="Van de een", since="2026-01-01"))
    late = said(version=1, task="Van de ander", since="2026-06-01")
    page = client.post(text_address(), late)
    assert sorted(errors(page)) == ["since", "task"]
    assert "Van de een" in errors(page)["task"][0]
    assert [row.task for row in AreaText.objects.order_by("since")] == [
        "Samen inkopen",
        "Van de een",
    ]
    client.post(text_address(), late | {"version": 2})
    assert [row.task for row in AreaText.objects.order_by("since")] == [
        "Samen inkopen",
        "Van de een",
        "Van de ander",
    ]


def test_who_wrote_a_first_text_is_not_overwritten_by_who_saw_none(client, admin):
    client.post(text_address(code="JZ06"), said(task="Van de een"))
    page = client.post(text_address(code="JZ06"), said(task="Van de ander"))
    assert "Van de een" in errors(page)["task"][0]
    assert AreaText.objects.get().task == "Van de een"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"source": ""}, {"source": ["Vul een bron in."]}),
        (
            {"since": "2024-01-01"},
            {"since": ["Wat er nu staat geldt vanaf 01-01-2025: kies die dag of een latere."]},
        ),
        ({"since": "31 februari"}, {"since": ["Vul een datum in: dag, maand en jaar."]}),
        (
            {"task": "x" * 301},
            {"task": ["Gebruik ten hoogste 300 tekens; het zijn er nu 301."]},
        ),
    ],
)
def test_a_wrong_text_is_said_at_the_field(client, admin, changes, expected):
    client.post(text_address(), said(since="2025-01-01"))
    page = client.post(text_address(), said(version=1, since="2025-01-01") | changes)
    assert errors(page) == expected
    assert AreaText.objects.get().task == "Samen inkopen"


def test_the_page_of_a_kind_tells_what_is_said_and_finds_its_areas(client, admin):
    client.post(text_address(), said(since="2025-01-01"))
    client.post(text_address(code="JZ06"), said(task="Anders"))
    url = reverse("reference:kind_detail", args=["jeugd"])
    page = client.get(url, {"zoek": "Alkmaar"})
    assert page.context["facts"][0][1].text == "Samen inkopen"
    assert [area.code for area in page.context["page"].object_list] == ["JZ06"]
    assert page.context["own"] == {area_of("JZ06").pk}
    assert client.get(reverse("reference:kind_detail", args=["onzin"])).status_code == 404
    assert client.get(text_address("onzin")).status_code == 404


def test_a_region_reads_what_was_written_with_its_source(client, region, admin, sign_in):
    client.post(text_address(code="JZ06"), said(funding="Vier gemeenten samen"))
    sign_in(Role.READER)
    page = text_of(client.get(address("area_detail", region, "JZ06", "jeugd")))
    assert "Vier gemeenten samen" in page
    assert "Bron: Jeugdwet, artikel 2.8" in page
    assert "Tekst wijzigen in Referentiegegevens" not in page


def test_who_is_no_functional_admin_changes_no_text(client, region, sign_in):
    load_noord_holland()
    sign_in(Role.ADMIN)
    for url in (text_address(), text_address(code="JZ06")):
        assert client.post(url, said()).status_code == 403
    assert not AreaText.objects.exists()


def test_who_leaves_hands_the_contact_for_an_area_over(region, sign_in, field):
    user = sign_in(Role.OFFICER)
    leaver, successor = PositionFactory(organisation=field), PositionFactory(organisation=field)
    contact = AreaContact.objects.create(
        region=region, area=area_of("PO2703"), position=leaver, version=1
    )
    day = date(2026, 4, 1)

    leave(leaver, version=1, until=day, successor=successor, by=user)

    contact.refresh_from_db()
    assert (contact.position, contact.since) == (successor, day)
    before = AreaContact.objects.exclude(pk=contact.pk).get()
    assert (before.position, before.since, before.until) == (leaver, None, day)
    assert handover.hanging_on([leaver], day, user) == []
    [hanging] = handover.hanging_on([successor], day, user)
    assert (hanging.kind, hanging.text) == ("Gebied", "Contact voor SWV PO 27-03")


NAMES = ["area_detail", "area_kinds", "area_contact", "area_organisation"]


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_finds_nothing_and_a_reader_changes_nothing(
    client, region, sign_in, field, name
):
    url = _kinds_address(region) if name == "area_kinds" else address(name, region)
    client.force_login(UserFactory())
    assert (client.get(url).status_code, client.post(url, {"note": "x"}).status_code) == (404, 404)
    sign_in(Role.READER)
    is_form = name in ("area_contact", "area_organisation")
    assert client.get(url).status_code == (403 if is_form else 200)
    assert client.post(url, {"version": 0, "note": "x"}).status_code == (403 if is_form else 200)
    assert not AreaContact.objects.exists()

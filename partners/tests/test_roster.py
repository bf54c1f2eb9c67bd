"""Mensen out as a workbook and in again: seen before it is done, whole or not at all, once."""

import io
import zipfile
from datetime import date, datetime
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from accounts.tests.factories import MembershipFactory
from partners import actions
from partners.models import Mandate, Person, Position
from partners.roster import store
from partners.rules.people_sheet import HEADINGS
from partners.tests.factories import (
    MandateFactory,
    OrganisationFactory,
    PersonFactory,
    PortfolioFactory,
    PositionFactory,
    SeatHoldingFactory,
)
from records.models import Change
from regio.lib import clock, sheets

HEAD = list(HEADINGS.values())


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def brug(region):
    return OrganisationFactory(
        region=region, kind="jeugdhulp", name="Jeugdhulp De Brug", short_name="De Brug"
    )


def address(name, region, *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


def workbook(*rows, head=HEAD):
    book = Workbook()
    for row in ([head] if head else []) + list(rows):
        book.active.append(row)
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def row(**cells):
    return [cells.get(role, "") for role in HEADINGS]


def send(client, region, data, name="mensen.xlsx", **fields):
    file = SimpleUploadedFile(name, data)
    return client.post(address("roster_import", region), {"file": file} | fields)


def take_in(client, region, page):
    fields = page.context["form"].initial
    form = {name: value for name, value in fields.items() if value is not False}
    return client.post(address("roster_import", region), form)


def stops(page):
    return [(fault.row, fault.column, fault.text) for fault in page.context["stops"]]


def told(page):
    return [(d.state.value, *d.told) for d in page.context["differences"]]


def read(data):
    return [list(line) for line in load_workbook(io.BytesIO(data)).worksheets[0].values]


# --- out


def test_the_workbook_has_a_row_for_each_function_and_reads_back_as_nothing_new(
    client, region, sign_in, brug
):
    sign_in("beleidsmedewerker")
    onderwijs = PortfolioFactory(region=region, name="onderwijs")
    person = PersonFactory(region=region, name="Stef Ekster", email="s@debrug.example")
    Person.objects.update(phone="0612345678")
    position = PositionFactory(
        person=person,
        organisation=brug,
        title="regiomanager",
        level="bestuurlijk",
        since=date(2024, 1, 1),
        until=date(2027, 1, 1),
    )
    position.portfolios.set([onderwijs])
    MandateFactory(position=position, kind="beslissend", ceiling=50_000)
    PositionFactory(person=person, organisation=None, title="voorzitter")
    PositionFactory(person=person, organisation=brug, title="stagiair", until=date(2020, 1, 1))
    PersonFactory(region=region, name="Zoë Kuif", email="")

    data = client.get(address("roster_export", region)).content

    assert read(data) == [
        HEAD,
        [
            "Stef Ekster",
            "s@debrug.example",
            "0612345678",
            "De Brug",
            "regiomanager",
            "Bestuurlijk",
            "onderwijs",
            "Beslissend",
            50_000,
            datetime(2024, 1, 1),
            datetime(2026, 12, 31),
            datetime(2026, 3, 3),
        ],
        [
            "Stef Ekster",
            "s@debrug.example",
            "0612345678",
            None,
            "voorzitter",
            "Beleidsmatig",
            None,
            None,
            None,
            None,
            None,
            datetime(2026, 3, 3),
        ],
        ["Zoë Kuif", *[None] * 11],
    ]
    page = send(client, region, data)
    assert (stops(page), page.context["report"].todo) == ([], [])
    assert len(page.context["report"].same) == 3


def test_a_reader_gets_no_phone_numbers_and_no_ceilings(client, region, sign_in):
    sign_in("lezer")
    MandateFactory(position__organisation__region=region, ceiling=50_000)
    Person.objects.update(phone="0612345678")

    sheet = read(client.get(address("roster_export", region)).content)

    assert set(HEAD) - set(sheet[0]) == {"Telefoon", "Plafond"}
    assert not {"0612345678", 50_000} & {value for line in sheet for value in line}


def test_no_formula_leaves_in_a_workbook(client, region, sign_in):
    sign_in("lezer")
    PersonFactory(region=region, name='=HYPERLINK("http://elders.example")', email="")

    book = load_workbook(io.BytesIO(client.get(address("roster_export", region)).content))

    assert book.active["A2"].data_type == "s"


def test_the_template_has_the_headings_and_reads_as_an_empty_list(client, region, sign_in):
    sign_in("beleidsmedewerker")

    data = client.get(address("roster_template", region)).content

    assert read(data)[0] == HEAD
    page = send(client, region, data)
    assert page.context["form"].errors == {"file": ["Onder de kolomkoppen staat niets."]}


# --- in


def test_new_people_functions_and_mandates_are_seen_and_then_stored(client, region, sign_in, brug):
    user = sign_in("beleidsmedewerker")
    onderwijs = PortfolioFactory(region=region, name="onderwijs")
    line = row(
        name="Stef Ekster",
        email="s@debrug.example",
        phone=612345678,
        organisation="jeugdhulp de brug",
        title="regiomanager",
        level="Bestuurlijk",
        portfolios="Onderwijs",
        mandate="beslissend",
        ceiling="€ 50.000",
        since=datetime(2024, 1, 1),
        until="31-12-2026",
    )
    second = row(
        name="Stef Ekster", email="S@debrug.example", title="voorzitter", level="uitvoerend"
    )

    page = send(client, region, workbook(line, second))
    assert [d.state.value for d in page.context["differences"]] == ["nieuw", "nieuw"]
    assert Person.objects.count() == 0
    done = take_in(client, region, page)

    assert done.url == address("person_list", region)
    person, position = Person.objects.get(), Position.objects.get(title="regiomanager")
    mandate = Mandate.objects.get()
    assert (person.email, person.phone) == ("s@debrug.example", "0612345678")
    assert (position.organisation, position.level, list(position.portfolios.all())) == (
        brug,
        "bestuurlijk",
        [onderwijs],
    )
    assert (position.since, position.until) == (date(2024, 1, 1), date(2027, 1, 1))
    assert (mandate.position, mandate.kind, mandate.ceiling) == (position, "beslissend", 50_000)
    assert (mandate.since, mandate.until) == (position.since, position.until)
    assert set(Change.objects.values_list("by", flat=True)) == {user.pk}


def test_a_list_may_say_when_a_function_was_verified_and_never_takes_that_back(
    client, region, sign_in, brug
):
    user = sign_in("beleidsmedewerker")
    same = {"name": "Stef Ekster", "organisation": "De Brug", "title": "regiomanager"}
    new = row(**same, level="bestuurlijk", verified="01-02-2026")
    take_in(client, region, send(client, region, workbook(new)))
    position = Position.objects.get()
    assert (position.verified_on, position.verified_how) == (date(2026, 2, 1), "ingelezen")
    page = send(client, region, workbook(row(**same, verified="2026-01-15")))
    assert page.context["report"].todo == []
    page = send(client, region, workbook(row(**same, verified="2026-02-20")))
    assert told(page) == [("gewijzigd", ("Nagekeken", "01-02-2026", "20-02-2026"))]
    take_in(client, region, page)
    position.refresh_from_db()
    assert (position.verified_on, position.verified_by) == (date(2026, 2, 20), user)
    page = send(client, region, workbook(row(**same, verified="2026-03-04")))
    assert stops(page) == [(2, "Nagekeken", "deze dag moet nog komen")]


def test_the_same_file_twice_changes_nothing_the_second_time(client, region, sign_in, brug):
    sign_in("beleidsmedewerker")
    lines = [
        row(name=f"Vogel {n}", organisation="De Brug", title="adviseur", level="uitvoerend")
        for n in range(3)
    ]
    data = workbook(*lines)
    page = send(client, region, data)
    take_in(client, region, page)
    before = Change.objects.count()

    again = take_in(client, region, page)
    assert (again.status_code, again.context["report"].todo) == (200, [])
    assert len(send(client, region, data).context["report"].same) == 3

    assert (Person.objects.count(), Position.objects.count()) == (3, 3)
    assert Change.objects.count() == before


def test_somebody_is_known_by_mail_address_else_by_name_and_organisation(
    client, region, sign_in, brug
):
    sign_in("beleidsmedewerker")
    by_mail = PositionFactory(organisation=brug, title="adviseur").person
    Person.objects.filter(pk=by_mail.pk).update(name="S. Ekster", email="s@debrug.example")
    by_name = PositionFactory(organisation=brug, title="adviseur").person
    Person.objects.filter(pk=by_name.pk).update(name="Zoë Kuif", email="")
    elsewhere = PositionFactory(organisation__region=region).person
    Person.objects.filter(pk=elsewhere.pk).update(name="Mila Valk", email="")
    same = {"organisation": "De Brug", "title": "adviseur", "level": "beleidsmatig"}

    page = send(
        client,
        region,
        workbook(
            row(name="Stef Ekster", email="S@DEBRUG.example", **same),
            row(name="zoe kuif", email="zoe@debrug.example", **same),
            row(name="Mila Valk", **same),
        ),
    )

    assert told(page) == [
        ("gewijzigd", ("Naam", "S. Ekster", "Stef Ekster")),
        ("gewijzigd", ("Naam", "Zoë Kuif", "zoe kuif"), ("E-mailadres", "", "zoe@debrug.example")),
        ("nieuw", ("Naam", "", "Mila Valk"), ("Niveau", "", "Beleidsmatig")),
    ]


def test_an_empty_cell_says_nothing_and_a_last_day_ends_what_hangs_on_the_function(
    client, region, sign_in, brug
):
    sign_in("beleidsmedewerker")
    position = PositionFactory(organisation=brug, title="adviseur", level="bestuurlijk")
    Person.objects.update(name="Stef Ekster", phone="06")
    holding = SeatHoldingFactory(position=position)

    line = row(name="Stef Ekster", organisation="De Brug", title="adviseur", until="31-03-2026")
    page = send(client, region, workbook(line))
    assert told(page) == [("gewijzigd", ("T/m", "", "31-03-2026"))]
    take_in(client, region, page)

    position.refresh_from_db()
    holding.refresh_from_db()
    assert (position.until, position.level) == (date(2026, 4, 1), "bestuurlijk")
    assert holding.until == date(2026, 4, 1)
    assert Person.objects.get().phone == "06"


def test_a_later_period_in_the_same_function_is_a_new_function(client, region, sign_in, brug):
    sign_in("beleidsmedewerker")
    PositionFactory(organisation=brug, title="adviseur", until=date(2024, 1, 1))
    Person.objects.update(name="Stef Ekster", email="")

    again = row(
        name="Stef Ekster",
        organisation="De Brug",
        title="adviseur",
        level="uitvoerend",
        since="2025-01-01",
    )
    take_in(client, region, send(client, region, workbook(again)))

    assert Position.objects.count() == 2
    assert Person.objects.count() == 1


def test_an_unknown_organisation_stops_all_or_is_left_out(client, region, sign_in, brug):
    sign_in("beleidsmedewerker")
    data = workbook(
        row(name="Stef Ekster", organisation="De Brugg", title="adviseur", level="uitvoerend"),
        row(name="Zoë Kuif", organisation="De Brug", title="adviseur", level="uitvoerend"),
    )

    page = send(client, region, data)
    assert stops(page) == [
        (2, "Organisatie", "“De Brugg” staat niet in het register; bedoelt u De Brug?")
    ]
    take_in(client, region, page)
    assert Person.objects.count() == 0

    take_in(client, region, send(client, region, data, skip_unknown="on"))
    assert Person.objects.get().name == "Zoë Kuif"


@pytest.mark.parametrize(
    ("cells", "column", "text"),
    [
        ({"name": ""}, "Naam", "hier hoort een naam"),
        ({"name": "n" * 121}, "Naam", "te lang: ten hoogste 120 tekens"),
        ({"name": True}, "Naam", "hier staat waar of onwaar"),
        ({"name": "=A1"}, "Naam", "hier staat een formule; zet de uitkomst als gewone waarde neer"),
        ({"name": "#REF!"}, "Naam", "hier staat een fout (#REF!)"),
        ({"email": "geen adres"}, "E-mailadres", "“geen adres” is geen e-mailadres"),
        ({"level": "hoog"}, "Niveau", "“hoog” kent Regio niet; kies uit bestuurlijk"),
        ({"level": ""}, "Niveau", "hier hoort een niveau: dit is een nieuwe functie"),
        ({"title": ""}, "Functie", "hier hoort een functie, zoals beleidsmedewerker"),
        (
            {"portfolios": "zwemmen"},
            "Portefeuilles",
            "“zwemmen” kent de regio niet; er zijn: jeugd",
        ),
        ({"mandate": "alles"}, "Mandaat", "“alles” kent Regio niet"),
        ({"ceiling": "1,5"}, "Plafond", "“1,5” is geen bedrag in hele euro’s"),
        ({"ceiling": -1}, "Plafond", "“-1” is geen bedrag in hele euro’s"),
        ({"ceiling": 3_000_000_000}, "Plafond", "ten hoogste 2.000.000.000 euro"),
        ({"ceiling": 5}, "Mandaat", "hier hoort de soort van het mandaat"),
        ({"since": "30-02-2026"}, "Vanaf", "“30-02-2026” is geen datum tussen 1900 en 2200"),
        ({"since": 45000}, "Vanaf", "“45000” is geen datum"),
        ({"since": "31 december 2026"}, "Vanaf", "“31 december 2026” is geen datum"),
        ({"since": "12/31/2026"}, "Vanaf", "“12/31/2026” is geen datum"),
        ({"since": "2026-13-01"}, "Vanaf", "“2026-13-01” is geen datum"),
        ({"until": "01-01-3000"}, "T/m", "“01-01-3000” is geen datum"),
        (
            {"since": "2026-01-02", "until": "2026-01-01"},
            "T/m",
            "de einddatum ligt vóór de begindatum",
        ),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column_and_nothing_is_stored(
    client, region, sign_in, brug, cells, column, text
):
    sign_in("beleidsmedewerker")
    PortfolioFactory(region=region, name="jeugd")
    good = {
        "name": "Stef Ekster",
        "organisation": "De Brug",
        "title": "adviseur",
        "level": "uitvoerend",
    }

    page = send(client, region, workbook(row(**good) if cells else [], row(**good | cells)))

    at, where, what = next(stop for stop in stops(page) if stop[0] == 3)
    assert (at, where, what[: len(text)]) == (3, column, text)
    take_in(client, region, page)
    assert (Person.objects.count(), Change.objects.count()) == (0, 0)


def test_rows_that_contradict_each_other_are_named(client, region, sign_in):
    sign_in("beleidsmedewerker")
    one = row(name="Stef Ekster", email="s@x.example", phone="1", title="a", level="uitvoerend")
    other = row(name="Stef Ekster", email="s@x.example", phone="2", title="b", level="uitvoerend")

    page = send(client, region, workbook(one, other, one))

    assert stops(page) == [
        (3, "Telefoon", "op regel 2 staat “1”"),
        (4, "Naam", "staat ook op regel 2"),
    ]


def spelled_twice(region):
    """Return a file in which two rows write the name of somebody who is there anew, each in its own
    spelling; and that person."""
    person = PersonFactory(region=region, name="Stef Exter", email="s@x.example", phone="1")
    rows = [
        row(name=name, email="s@x.example", phone="2", title=title, level="uitvoerend")
        for name, title in (("Stef Ékster", "adviseur"), ("stef ekster", "voorzitter"))
    ]
    return workbook(*rows), person


def test_of_two_spellings_of_one_name_that_of_the_first_row_is_written_once(
    client, region, sign_in
):
    sign_in("beleidsmedewerker")
    data, person = spelled_twice(region)

    page = send(client, region, data)
    done = take_in(client, region, page)

    assert (stops(page), done.status_code) == ([], 302)
    person.refresh_from_db()
    assert (person.name, person.phone, person.version) == ("Stef Ékster", "2", 2)
    assert sorted(Position.objects.values_list("person", "title")) == [
        (person.pk, "adviseur"),
        (person.pk, "voorzitter"),
    ]
    changes = Change.objects.filter(model="partners.person", object_id=person.pk)
    assert sorted(changes.values_list("field", "new")) == [("name", "Stef Ékster"), ("phone", "2")]
    assert Person.objects.count() == 1


def change_row_by_row(todo, by):
    """Write each row by itself, as it was seen before any was written."""
    rows = [d for d in todo if d.person and d.of_person]
    return {
        d.person.pk: actions.change_person(d.person, version=d.person.version, by=by, **d.of_person)
        for d in rows
    }


def test_twin_written_row_by_row_two_spellings_stop_the_whole_file(
    client, region, sign_in, monkeypatch
):
    monkeypatch.setattr(store, "_change_people", change_row_by_row)
    sign_in("beleidsmedewerker")
    data, person = spelled_twice(region)

    take_in(client, region, send(client, region, data))

    person.refresh_from_db()
    assert person.name == "Stef Exter"


def test_who_may_not_let_an_account_speak_cannot_do_so_by_file(client, region, sign_in, brug):
    sign_in("beleidsmedewerker")
    account = MembershipFactory(region=region).user
    PersonFactory(region=region, name="Stef Ekster", email="s@x.example", user=account)
    line = row(
        name="Stef Ekster",
        email="s@x.example",
        organisation="De Brug",
        title="adviseur",
        level="uitvoerend",
    )

    assert stops(send(client, region, workbook(line)))[0][:2] == (2, "Functie")
    sign_in("regisseur")
    take_in(client, region, send(client, region, workbook(line)))

    assert Position.objects.count() == 1


def test_what_moved_since_the_report_is_shown_again_and_not_stored(client, region, sign_in, brug):
    sign_in("beleidsmedewerker")
    person = PositionFactory(organisation=brug, title="adviseur").person
    line = row(name=person.name, email=person.email, phone="06", organisation="De Brug")
    page = send(client, region, workbook([*line[:4], "adviseur"]))
    Person.objects.update(phone="07", version=2)

    again = take_in(client, region, page)

    assert again.status_code == 200
    assert Person.objects.get().phone == "07"
    assert told(again) == [("gewijzigd", ("Telefoon", "07", "06"))]


def test_a_file_that_breaks_half_way_leaves_nothing(client, region, sign_in, monkeypatch):
    sign_in("beleidsmedewerker")
    lines = [row(name=f"Vogel {n}", email="", title="a", level="uitvoerend") for n in range(2)]
    page = send(client, region, workbook(*lines))
    taken = PositionFactory(organisation=None, person__region=region).person

    def broken(people, todo, by):
        Person.objects.create(region=region, name="Half", user=taken.user, pk=taken.pk)

    monkeypatch.setattr("partners.roster.store._store_positions", broken)
    again = take_in(client, region, page)

    assert again.status_code == 200
    assert list(Person.objects.all()) == [taken]


# --- files that are none


def _zip(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def _changed(name, change):
    """Return a good workbook of which one member is changed."""
    good = zipfile.ZipFile(io.BytesIO(workbook(row(name="Stef Ekster", email="s@x.example"))))
    members = {one: good.read(one) for one in good.namelist()}
    members[name] = change(members[name])
    return _zip(**members)


def _without(name):
    good = zipfile.ZipFile(io.BytesIO(workbook(row(name="Stef Ekster"))))
    return _zip(**{one: good.read(one) for one in good.namelist() if one != name})


def _with_macro(data):
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return data.replace(kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")


SHEET, TYPES = "xl/worksheets/sheet1.xml", "[Content_Types].xml"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>'
GOOD = partial(workbook, row(name="Stef Ekster", email="s@x.example"))
COMMENT = b"<!--" + b" " * 5_000 + b"-->"
INLINE = b't="inlineStr"><is><t>Naam</t></is>'
NO_SHEET = "Dit is geen Excel-bestand (.xlsx)"
BROKEN = "Dit Excel-bestand is beschadigd"
MALFORMED = {
    "empty": (lambda: b"", "Het verstuurde bestand is leeg"),
    "text": (lambda: b"Naam;E-mailadres\nStef;s@x.example", NO_SHEET),
    "html": (lambda: b"<html><table><tr><td>Naam</td></tr></table></html>", NO_SHEET),
    "pdf": (lambda: b"%PDF-1.7 Naam", NO_SHEET),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 40, NO_SHEET),
    "old excel": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "Dit bestand is beveiligd"),
    "zip of something else": (lambda: _zip(**{"naam.txt": "Stef"}), NO_SHEET),
    "cut off": (lambda: GOOD()[:900], NO_SHEET),
    "bits over": (lambda: b"PK" + GOOD()[40:], BROKEN),
    "macros": (lambda: _changed(TYPES, _with_macro), NO_SHEET),
    "no workbook": (lambda: _without("xl/workbook.xml"), BROKEN),
    "no sheet": (lambda: _without(SHEET), "In dit bestand staat geen werkblad"),
    "no relations": (lambda: _without("xl/_rels/workbook.xml.rels"), BROKEN),
    "sheet that is no xml": (lambda: _changed(SHEET, lambda data: data[:-60]), BROKEN),
    "entities": (lambda: _changed(SHEET, lambda data: ENTITIES + data), BROKEN),
    "text that is not there": (
        lambda: _changed(SHEET, lambda data: data.replace(INLINE, b't="s"><v>99</v>', 1)),
        BROKEN,
    ),
    "bomb": (
        lambda: _changed(SHEET, lambda data: data + b" " * 30_000_000),
        "Dit bestand is uitgepakt te groot",
    ),
    "too large": (lambda: b"PK" + b"\0" * 1_000_000, "Dit bestand is groter dan 1 MB"),
    "too many rows": (
        lambda: workbook(*[["Vogel"]] * 3100),
        "Dit bestand heeft meer dan 3.000 regels",
    ),
    "no headings": (
        lambda: workbook(row(name="Stef"), head=None),
        "In dit bestand staan geen kolomkoppen",
    ),
    "headings alone": (lambda: workbook(), "Onder de kolomkoppen staat niets"),
    "heading twice": (
        lambda: workbook(["Stef", "Stef"], head=["Naam", "Naam"]),
        "In dit bestand staan geen kolomkoppen",
    ),
    "mail twice": (
        lambda: workbook(["Stef"], head=["Naam", "E-mailadres", "E-mail"]),
        "De kolom E-mailadres staat er twee keer in",
    ),
    "a chart alone": (lambda: saved(_chart_alone()), BROKEN),
    "entities below a comment": (
        lambda: _changed(
            SHEET, lambda data: COMMENT + ENTITIES[21:] + data[data.index(b"<work") :]
        ),
        BROKEN,
    ),
    "entities in utf-16": (
        lambda: _changed(SHEET, lambda data: (ENTITIES[21:] + data).decode().encode("utf-16")),
        BROKEN,
    ),
    "an entity from elsewhere": (
        lambda: _changed(
            "xl/workbook.xml",
            lambda data: b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">' + data[55:],
        ),
        BROKEN,
    ),
    "a hundred thousand rows": (
        lambda: _changed(SHEET, _with_rows(100_000)),
        "Dit bestand heeft meer dan 3.000 regels",
    ),
    "a million empty rows": (
        lambda: _changed(SHEET, _with_rows(1_000_000, b"<row/>")),
        "Dit bestand heeft meer dan 3.000 regels",
    ),
    "a row beyond the last": (
        lambda: _changed(SHEET, lambda data: data.replace(b'<row r="2"', b'<row r="99999999"')),
        "Dit bestand heeft meer dan 3.000 regels",
    ),
    "csv with a byte order mark": (lambda: "\ufeffNaam;E-mailadres\r\nStef;".encode(), NO_SHEET),
    "binary excel": (lambda: _changed(TYPES, _as_binary), NO_SHEET),
    "open document": (
        lambda: _zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        NO_SHEET,
    ),
    "encrypted members": (lambda: _encrypted(GOOD()), BROKEN),
    "another sheet first": (
        lambda: saved(_second_sheet()),
        "In dit bestand staan geen kolomkoppen",
    ),
}


def _with_rows(number, row=b'<row><c t="str"><v>Vogel</v></c></row>'):
    end = b"</sheetData>"
    return lambda data: data.replace(end, row * number + end)


def _as_binary(data):
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return data.replace(kind, b"application/vnd.ms-excel.sheet.binary.macroEnabled.main")


def _encrypted(data):
    """Set the bit that says so on every member but the table of contents."""
    types = TYPES.encode()
    for mark, flags, name in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = data.find(mark)
        while at >= 0:
            if data[at + name : at + name + len(types)] != types:
                data = data[: at + flags] + b"\x01" + data[at + flags + 1 :]
            at = data.find(mark, at + 4)
    return data


def _second_sheet():
    book = Workbook()
    book.active.append(["Uitleg", "Zie het tweede werkblad"])
    book.create_sheet("Mensen").append(["Naam", "E-mailadres"])
    return book


def _chart_alone():
    book = Workbook()
    book.create_chartsheet()
    book.remove(book.active)
    return book


@pytest.mark.parametrize("kind", MALFORMED)
def test_a_file_that_is_none_is_refused_in_words_and_changes_nothing(client, region, sign_in, kind):
    sign_in("beleidsmedewerker")
    make, message = MALFORMED[kind]

    page = send(client, region, make())

    assert page.status_code == 200
    assert page.context["form"].errors["file"][0].startswith(message)
    assert (Person.objects.count(), Change.objects.count()) == (0, 0)


def test_merged_cells_say_something_in_their_first_alone(client, region, sign_in, brug):
    sign_in("beleidsmedewerker")
    same = {"organisation": "De Brug", "level": "uitvoerend"}
    lines = [row(name="Stef Ekster", title=title, **same) for title in ("adviseur", "secretaris")]
    book = load_workbook(io.BytesIO(workbook(*lines)))
    book.active.merge_cells("A2:A3")

    assert stops(send(client, region, saved(book))) == [(3, "Naam", "hier hoort een naam")]


def test_without_a_look_at_the_whole_file_entities_would_be_read(monkeypatch):
    make, _ = MALFORMED["entities below a comment"]
    with pytest.raises(sheets.SheetError):
        sheets.read_cells(make(), max_rows=10)
    monkeypatch.setattr(sheets, "_check_archive", lambda data: None)
    assert sheets.read_cells(make(), max_rows=10)[0][1][0].text == "Naam"


@pytest.mark.parametrize(
    "rows", ["", "x", "[[", "{}", "[1]", '[["a", []]]', "[[1, [1]]]", "[" * 9999]
)
def test_rows_that_somebody_made_up_are_refused(client, region, sign_in, rows):
    sign_in("beleidsmedewerker")

    page = client.post(address("roster_import", region), {"rows": rows, "seen": "x"})

    assert page.url == address("roster_import", region)
    assert Person.objects.count() == 0


def test_a_list_of_hundreds_is_taken_in_in_as_many_queries_as_one(
    client, region, sign_in, brug, django_assert_max_num_queries
):
    sign_in("beleidsmedewerker")
    PortfolioFactory(region=region, name="jeugd")
    same = {"organisation": "De Brug", "level": "uitvoerend", "portfolios": "jeugd"}
    lines = [
        row(name=f"Vogel {n // 2}", title=f"adviseur {n}", mandate="beslissend", **same)
        for n in range(300)
    ]
    page = send(client, region, workbook(*lines))
    with django_assert_max_num_queries(60):
        take_in(client, region, page)
    counts = (Person.objects.count(), Position.objects.count(), Mandate.objects.count())
    assert counts == (150, 300, 300)
    assert {p.sort_name for p in Person.objects.all()} == {f"{n} vogel" for n in range(150)}
    assert Change.objects.filter(field="portfolios", new_label="jeugd").count() == 300


def test_a_list_of_hundreds_is_compared_in_as_many_queries_as_one(
    client, region, sign_in, brug, django_assert_num_queries
):
    sign_in("beleidsmedewerker")
    lines = [
        row(name=f"Vogel {n}", organisation="De Brug", title="adviseur", level="uitvoerend")
        for n in range(300)
    ]
    url = address("roster_import", region)
    client.get(url)
    for number in (1, 300):
        file = SimpleUploadedFile("mensen.xlsx", workbook(*lines[:number]))
        with django_assert_num_queries(7):
            client.post(url, {"file": file})

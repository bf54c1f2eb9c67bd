"""The files of the reference data, and how they come into the database."""

import shutil
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from partners.models import (
    Area,
    AreaMembership,
    AreaName,
    Municipality,
    MunicipalityName,
    Succession,
)
from partners.reference.load import OWN_FILES, load_reference
from partners.reference.reader import ReferenceFileError, read_reference

HEADERS = {
    "municipalities": "code,name,province,latitude,longitude,since,until",
    "successions": "on,old,new,kind",
    "areas": "kind,code,name",
    "memberships": "kind,area,municipality,share,since,until,edition,source",
}
ROWS = {
    "municipalities": "GM0361,Alkmaar,Noord-Holland,52.63,4.75,,\n"
    "GM0458,Schermer,Noord-Holland,,,,2015-01-01",
    "successions": "2015-01-01,GM0458,GM0361,samenvoeging",
    "areas": "jeugd,JZ06,Alkmaar",
    "memberships": "jeugd,JZ06,GM0361,1.00,2025-01-01,,2025,CBS",
}


@pytest.fixture
def files(tmp_path):
    """Write the four files, with other rows where they are given; returns the directory."""

    def write(**rows):
        for name, text in {**ROWS, **rows}.items():
            (tmp_path / f"{name}.csv").write_text(f"{HEADERS[name]}\n{text}\n", encoding="utf-8")
        return tmp_path

    return write


def stored():
    return [
        sorted(model.objects.values_list())
        for model in (Municipality, MunicipalityName, Succession, AreaName, AreaMembership)
    ]


@pytest.mark.django_db
def test_our_own_files_load_and_a_second_run_changes_nothing():
    lines = sum(
        len((OWN_FILES / f"{name}.csv").read_text(encoding="utf-8").splitlines()) - 1
        for name in HEADERS
    )
    assert load_reference() == {"new": lines, "changed": 0, "unchanged": 0}
    before = stored()
    assert load_reference() == {"new": 0, "changed": 0, "unchanged": lines}
    assert stored() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "code", "names"),
    [
        ("swv_po", "PO2703", {"Alkmaar", "Bergen (NH.)", "Dijk en Waard", "Heiloo"}),
        ("swv_po", "PO2711", {"Beverwijk", "Castricum", "Heemskerk", "Uitgeest", "Velsen"}),
        ("swv_vo", "VO2704", {"Beverwijk", "Castricum", "Heemskerk", "Uitgeest"}),
        (
            "jeugd",
            "JZ06",
            {"Alkmaar", "Bergen (NH.)", "Castricum", "Dijk en Waard", "Heiloo", "Uitgeest"},
        ),
        ("rmc", "MC24", {"Alkmaar", "Bergen (NH.)", "Castricum", "Dijk en Waard", "Heiloo"}),
        ("jeugd", "JZ03", {"Den Helder", "Hollands Kroon", "Schagen", "Texel"}),
    ],
)
def test_the_areas_of_our_own_files_are_complete(kind, code, names):
    load_reference()
    members = AreaMembership.objects.filter(area__kind=kind, area__code=code, until=None)
    assert set(members.values_list("municipality__names__name", flat=True)) == names


@pytest.mark.django_db
def test_a_changed_row_is_changed_and_rows_that_are_gone_from_the_file_stay(files):
    load_reference(files())
    directory = files(
        municipalities="GM0361,Alkmaar aan Zee,Noord-Holland,52.63,4.76,,\n"
        "GM0458,Schermer,Noord-Holland,,,,2015-01-01",
        memberships="jeugd,JZ06,GM0361,0.5,2026-01-01,,2026,CBS",
    )
    assert load_reference(directory) == {"new": 1, "changed": 1, "unchanged": 3}
    town = Municipality.objects.get(code="GM0361")
    assert (town.name, town.longitude) == ("Alkmaar aan Zee", Decimal("4.76"))
    assert list(AreaMembership.objects.order_by("since").values_list("since", "share")) == [
        (date(2025, 1, 1), Decimal("1.000")),
        (date(2026, 1, 1), Decimal("0.500")),
    ]


@pytest.mark.django_db
def test_a_name_alone_that_differs_counts_as_one_changed_row(files):
    load_reference(files())
    assert load_reference(files(areas="jeugd,JZ06,Noord-Kennemerland")) == {
        "new": 0,
        "changed": 1,
        "unchanged": 4,
    }


def test_a_byte_order_mark_windows_line_ends_and_another_order_of_columns_are_read(files):
    directory = files()
    (directory / "areas.csv").write_bytes(b"\xef\xbb\xbfname,code,kind\r\nAlkmaar,JZ06,jeugd\r\n")
    assert read_reference(directory).areas == [{"kind": "jeugd", "code": "JZ06", "name": "Alkmaar"}]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "rows", "message"),
    [
        (
            "municipalities",
            "0361,Alkmaar,Noord-Holland,,,,",
            "municipalities.csv, regel 2, kolom code: verwacht een CBS-code als GM0361, "
            "gevonden “0361”",
        ),
        (
            "municipalities",
            "GM0361,Alkmaar,Noord-Holland,52.63,NaN,,",
            "municipalities.csv, regel 2, kolom longitude: verwacht een lengtegraad als 4.75, "
            "of niets, gevonden “NaN”",
        ),
        (
            "municipalities",
            "GM0361,Alkmaar,Noord-Holland,,,2020-01-01,2020-01-01",
            "municipalities.csv, regel 2, kolom until: verwacht een dag na 2020-01-01",
        ),
        (
            "municipalities",
            "GM0361,Alkmaar,Noord-Holland,,,,\nGM0361,Alkmaar,Noord-Holland,,,,",
            "municipalities.csv, regel 3, kolom code: verwacht een rij die er nog niet staat "
            "(zie regel 2)",
        ),
        (
            "successions",
            "1 januari 2015,GM0458,GM0361,nieuw",
            "successions.csv, regel 2, kolom on: verwacht een dag als 2025-01-01, "
            "gevonden “1 januari 2015”",
        ),
        (
            "successions",
            "2015-01-01,GM0458,GM9999,nieuw",
            "successions.csv, regel 2, kolom new: verwacht een gemeente uit municipalities.csv, "
            "gevonden “GM9999”",
        ),
        (
            "successions",
            "2015-01-01,GM0361,GM0361,nieuw",
            "successions.csv, regel 2, kolom new: verwacht een andere gemeente",
        ),
        ("areas", "jeugd,JZ06", "areas.csv, regel 2: verwacht 3 kolommen, gevonden 2"),
        (
            "areas",
            "waterschap,W1,Hollands Noorden",
            "areas.csv, regel 2, kolom kind: verwacht een van swv_po, swv_vo, jeugd, rmc, "
            "arbeidsmarkt, ggd, provincie, gevonden “waterschap”",
        ),
        (
            "areas",
            'jeugd,JZ06,"Alk"maar',
            "areas.csv, regel 2: verwacht waarden tussen komma's, met aanhalingstekens die sluiten",
        ),
        (
            "memberships",
            "\njeugd,JZ06,GM0361,1.5,2025-01-01,,2025,CBS",
            "memberships.csv, regel 3, kolom share: verwacht een deel van 0 tot 1, of niets, "
            "gevonden “1.5”",
        ),
        (
            "memberships",
            "jeugd,JZ07,GM0361,1,2025-01-01,,2025,CBS",
            "memberships.csv, regel 2, kolom area: verwacht een gebied uit areas.csv, "
            "gevonden “JZ07”",
        ),
        (
            "memberships",
            "jeugd,JZ06,GM0361,1,2025-01-01,,2025,",
            "memberships.csv, regel 2, kolom source: verwacht een tekst van 1 tot 200 tekens, "
            "gevonden “”",
        ),
    ],
)
def test_an_unreadable_row_is_named_and_nothing_is_written(files, name, rows, message):
    load_reference(files())
    before = stored()
    with pytest.raises(ReferenceFileError) as error:
        load_reference(files(**{name: rows}))
    assert message in error.value.problems
    assert stored() == before


def test_every_problem_is_named_up_to_twenty(files):
    with pytest.raises(ReferenceFileError) as error:
        read_reference(files(areas="\n".join(["fout,JZ06,Alkmaar"] * 25)))
    assert len(error.value.problems) == 21
    assert error.value.problems[-1] == "en nog 5 meldingen"


def test_missing_columns_files_and_other_encodings_are_named(files):
    directory = files()
    (directory / "areas.csv").write_text("kind,name\n", encoding="utf-8")
    (directory / "successions.csv").unlink()
    (directory / "memberships.csv").write_bytes("kind,é".encode("cp1252"))
    with pytest.raises(ReferenceFileError) as error:
        read_reference(directory)
    assert error.value.problems == [
        f"successions.csv: het bestand ontbreekt in {directory}",
        "areas.csv, regel 1: verwacht de kolommen kind, code, name",
        "memberships.csv: niet te lezen; verwacht wordt een bestand in UTF-8",
    ]


@pytest.mark.django_db
def test_the_command_tells_what_it_did(tmp_path, capsys):
    shutil.copytree(OWN_FILES, tmp_path / "naslag")
    call_command("load_reference", str(tmp_path / "naslag"))
    call_command("load_reference")
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("nieuw, 0 gewijzigd, 0 ongewijzigd.")
    assert second.startswith("Naslag ingelezen: 0 nieuw, 0 gewijzigd, ")


@pytest.mark.django_db
def test_the_command_stops_with_the_problems(tmp_path):
    with pytest.raises(CommandError, match=r"^Er is niets ingelezen\.\nmunicipalities\.csv: "):
        call_command("load_reference", str(tmp_path))


# --- after a later edition -----------------------------------------------------------------------
@pytest.mark.django_db
def test_what_a_later_edition_ended_and_renamed_stays_so(files):
    load_reference(files())
    area, new_year = Area.objects.get(), date(2027, 1, 1)
    AreaMembership.objects.update(until=new_year)
    area.names.update(until=new_year)
    AreaName.objects.create(area=area, name="Noord-Kennemerland", since=new_year)
    before = stored()
    assert load_reference(files()) == {"new": 0, "changed": 0, "unchanged": 5}
    assert stored() == before


@pytest.mark.django_db
def test_an_end_that_the_files_give_is_stored(files):
    load_reference(files())
    load_reference(files(memberships="jeugd,JZ06,GM0361,1.00,2025-01-01,2026-01-01,2025,CBS"))
    assert AreaMembership.objects.get().until == date(2026, 1, 1)


@pytest.mark.django_db
def test_an_area_has_one_name_that_starts_on_a_day(files):
    load_reference(files())
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaName.objects.create(area=Area.objects.get(), name="Anders")

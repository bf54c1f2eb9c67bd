"""What files and tables of the CBS look like, and what Regio reads in them."""

from datetime import date
from decimal import Decimal

import pytest

from partners.reference import codes
from partners.reference.editing import read_file
from partners.reference.edition import Edition
from partners.reference.reader import ReferenceFileError
from partners.reference.tables import MAX_BYTES, MAX_LINES
from partners.tests.editions import HEADING, MOVES

WIDE = (
    '"Gebieden in Nederland 2027"\r\n'
    '"Onderwerp";"Gemeenten";"";"Jeugdregio\'s";"";"Provincies";"";"Landbouwgebieden";""\r\n'
    '"Regio\'s";"Code";"Naam";"Code";"Naam";"Code";"Naam";"Code";"Naam"\r\n'
    '"Nederland";"NL01  ";"Nederland";"";"";"";"";"";""\r\n'
    '"Bergen (NH.)";"GM0373    ";"Bergen (NH.)";"JZ06  ";"Alkmaar (Noord-Kennemerland)";'
    '"PV27  ";"Noord-Holland (PV)";"LB1";"Noord"\r\n'
    '"Utrecht (gemeente)";"GM0344    ";"Utrecht";"JZ22  ";"Utrecht Stad*";'
    '"PV26  ";"Utrecht (PV)";"LB2";"Midden"\r\n'
    '"Bron: CBS"\r\n'
)


def told(edition):
    return [(r.kind, r.place_code, r.area_code, r.area_name) for r in edition.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_an_export_is_read_by_its_headings_whatever_the_encoding(encoding):
    edition = read_file(WIDE.encode(encoding), "gebieden.csv")
    assert told(edition) == [
        ("jeugd", "GM0373", "JZ06", "Alkmaar (Noord-Kennemerland)"),
        ("provincie", "GM0373", "PV27", "Noord-Holland"),
        ("jeugd", "GM0344", "JZ22", "Utrecht Stad"),
        ("provincie", "GM0344", "PV26", "Utrecht"),
    ]
    assert (edition.day, edition.source) == (date(2027, 1, 1), "CBS (CC BY 4.0)")
    assert edition.name == "Gebieden in Nederland 2027"
    assert edition.unused == ("Landbouwgebieden/Code", "Landbouwgebieden/Naam")


def test_columns_may_stand_in_another_order_with_other_numbers():
    lines = [
        "Gebieden in Nederland 2031",
        "RMC-regio's/Naam_31;Regio's;RMC-regio's/Code_30;Gemeenten/Code_1",
        "Noord-Kennemerland;Uitgeest;MC24;GM0450",
    ]
    assert told(read_file("\n".join(lines).encode(), "x.csv")) == [
        ("rmc", "GM0450", "MC24", "Noord-Kennemerland")
    ]


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("code", ["80", "0080", "GM0080", "GM80", " GM0080   "])
def test_the_code_of_a_gemeente_is_known_in_every_notation(code, mark):
    lines = [mark.join(["Gemeentecode", "GGD-regio code"]), mark.join([code, "GG7206"])]
    edition = read_file("\n".join(lines).encode(), "x.csv")
    assert told(edition) == [("ggd", "GM0080", "GG7206", "")]


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("swv_po", "PO2814", "PO2814"),
        ("swv_po", "PO-28-14", "PO2814"),
        ("swv_po", "PO 28-14", "PO2814"),
        ("swv_po", "28.14", "PO2814"),
        ("swv_vo", "2814", "VO2814"),
        ("swv_vo", "PO2814", "PO2814"),
        ("jeugd", "jz06  ", "JZ06"),
    ],
)
def test_the_code_of_an_area_is_known_in_every_notation(kind, text, code):
    assert codes.area_code(kind, text) == code


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bergen (NH.)", "Bergen (NH)", True),
        ("Bergen (NH.)", "bergen (nh.)", True),
        ("Bergen (NH.)", "Bergen (L.)", False),
        ("Utrecht (gemeente)", "Utrecht", True),
        ("Utrecht (PV)", "Utrecht", True),
        ("Middelburg (Z.)", "Middelburg (Z.) ", True),
        ("Súdwest-Fryslân", "Sudwest Fryslan", True),
        ("Zaanstreek/Waterland", "Zaanstreek-Waterland", True),
    ],
)
def test_names_are_compared_without_dots_accents_and_the_kind_of_region(one, other, same):
    assert (codes.name_key(one) == codes.name_key(other)) is same


@pytest.mark.parametrize(
    ("text", "share"),
    [("0,5", "0.5"), ("0.5", "0.5"), ("1", "1"), ("0,364*", "0.364"), (".", None), ("x", None),
     ("", None), ("-", "0")],
)  # fmt: skip
def test_a_share_has_a_comma_or_a_symbol(text, share):
    assert codes.share(text) == (None if share is None else Decimal(share))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018SJ00", date(2018, 8, 1)),
        ("2018JJ00", date(2018, 1, 1)),
        ("2018KW02", date(2018, 4, 1)),
        ("2018MM11", date(2018, 11, 1)),
        ("2018/'19", date(2018, 8, 1)),
        ("2018*", date(2018, 1, 1)),
        ("2018-02-03", date(2018, 2, 3)),
        ("2018MM13", None),
        ("2018KW00", None),
        ("vorig jaar", None),
        ("2018-02-30", None),
    ],
)
def test_a_period_of_the_cbs_begins_on_a_day(text, day):
    assert codes.first_day(text) == day


def test_a_year_counts_only_when_a_title_names_one():
    titles = ("Gebieden in Nederland 2026", "Van 2025 naar 2026", "Gebieden")
    assert [codes.year_in(title) for title in titles] == [2026, None, None]


def test_our_own_format_takes_commas_in_numbers_and_symbols():
    text = (
        "\ufeffkind;area;name;municipality;share;since;source\r\n"
        "swv_po;PO-27-03;PPO;450;0,25;2027JJ00;Eigen opgave\r\n"
        "swv_po;27.11;;GM0450;.;2027JJ00;Eigen opgave\r\n"
        "swv_po;27.12;;GM0450;-;2027JJ00;Eigen opgave\r\n"
    )
    edition = read_file(text.encode(), "eigen.csv")
    assert [(r.place_code, r.area_code, r.share) for r in edition.rows] == [
        ("GM0450", "PO2703", Decimal("0.25")),
        ("GM0450", "PO2711", None),
    ]
    assert (edition.day, edition.source) == (date(2027, 1, 1), "Eigen opgave")


def test_an_edition_keeps_through_its_own_bytes():
    edition = read_file(MOVES.encode(), "x.csv")
    assert Edition.from_bytes(edition.to_bytes()) == edition


def test_one_kind_of_several_and_another_day_may_be_asked():
    edition = read_file(WIDE.encode(), "x.csv").narrowed(kinds=["provincie"], day=date(2028, 1, 1))
    assert (edition.kinds, edition.day) == (["provincie"], date(2028, 1, 1))
    with pytest.raises(ReferenceFileError, match="er staat in: jeugd, provincie"):
        read_file(WIDE.encode(), "x.csv").narrowed(kinds=["rmc"])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a" * (MAX_BYTES + 1), "verwacht ten hoogste 5 MB"),
        (HEADING.encode() + b"x\n" * MAX_LINES, f"verwacht ten hoogste {MAX_LINES} regels"),
    ],
)
def test_a_file_has_a_most(data, message):
    with pytest.raises(ReferenceFileError, match=message):
        read_file(data, "x.csv")


def test_twenty_problems_are_named_and_the_rest_counted():
    lines = "".join(f"Plaats;hier{n};JZ06;Alkmaar\n" for n in range(25))
    with pytest.raises(ReferenceFileError) as error:
        read_file(f"{HEADING}Uitgeest;GM0450;JZ06;Alkmaar\n{lines}".encode(), "x.csv")
    assert len(error.value.problems) == 21
    assert error.value.problems[-1] == "en nog 5 meldingen"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("jeugd,,A,GM0450,2027-01-01", "kolom area: verwacht een code van 1 tot 12 tekens"),
        (f"jeugd,JZ06,{'a' * 121},GM0450,2027-01-01", "kolom name: verwacht een naam van"),
        ("jeugd,JZ06,A,hier,2027-01-01", "kolom municipality: verwacht een CBS-code als GM0361"),
        ("jeugd,JZ06,A", "regel 2: verwacht 5 kolommen, gevonden 3"),
    ],
)  # fmt: skip
def test_a_wrong_cell_of_our_own_format_is_named(rows, message):
    with pytest.raises(ReferenceFileError, match=message):
        read_file(f"kind,area,name,municipality,since\n{rows}\n".encode(), "x.csv")


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        (("CBS", "DUO"), "regel 3, kolom source: verwacht één bron"),
        (("a" * 201,), "kolom source: verwacht ten hoogste 200 tekens"),
    ],
)  # fmt: skip
def test_an_edition_has_one_source(sources, message):
    rows = "".join(f"jeugd,JZ06,GM045{n},{text}\n" for n, text in enumerate(sources))
    with pytest.raises(ReferenceFileError, match=message):
        read_file(f"kind,area,municipality,source\n{rows}".encode(), "x.csv")


@pytest.mark.parametrize(
    ("area", "message"),
    [("A" * 13, "verwacht bij jeugd een code en naam, gevonden een tekst")],
)
def test_a_code_that_is_a_text_is_refused(area, message):
    with pytest.raises(ReferenceFileError, match=message):
        read_file(f"{HEADING}Uitgeest;GM0450;{area};IJmond\n".encode(), "x.csv")

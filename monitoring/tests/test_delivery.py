"""Files as they are met: separators, signs, years, names; and what is wrong with them."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.rules.cells import MAX_BYTES, CellError, DeliveryError, Places, decode, read_number
from monitoring.rules.delivery import MAX_LINES, read_delivery
from monitoring.rules.figures import Figure, Unit
from monitoring.rules.periods import Kind

PLACES = Places(
    {
        "GM0361": ["Alkmaar"],
        "GM0373": ["Bergen (NH.)"],
        "GM1980": ["Dijk en Waard"],
        "GM0453": ["Velsen"],
        "GM0363": ["'s-Gravenhage"],
    }
)
PLAIN = "gemeente;periode;teller;noemer\r\nAlkmaar;2024/25;37;15400\r\n"


def read(text, unit=Unit.PER_MILLE, kind=Kind.SCHOOL_YEAR, decimals=1):
    day = date(2026, 3, 3)
    return read_delivery(text, unit=unit, decimals=decimals, kind=kind, places=PLACES, day=day)


def only(text, **options):
    """Return the one figure of a file in which nothing is wrong."""
    delivery = read(text, **options)
    assert (delivery.faults, delivery.unknown) == ((), ())
    (found,) = delivery.reads
    return found


def faults(text, **options):
    return [(f.line, f.column, f.text) for f in read(text, **options).faults]


def test_a_period_that_has_yet_to_begin_has_no_figures():
    text = "gemeente;periode;teller;noemer\nAlkmaar;2025/26;3;10\nAlkmaar;2026/27;3;10\n"
    assert faults(text) == [(3, "periode", "“2026/27”: deze periode moet nog beginnen")]
    wide = "gemeente;2024/25;2026/27\nAlkmaar;2,4;2,5\nVelsen;2,4;\n"
    assert faults(wide) == [(2, "2026/27", "“2026/27”: deze periode moet nog beginnen")]


def test_a_plain_file():
    found = only(PLAIN)
    assert (found.line, found.code, found.period.label) == (2, "GM0361", "2024/25")
    assert (found.figure, found.source) == (Figure(37, 15_400), "")


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        PLAIN.replace(";", ",").encode(),
        PLAIN.replace(";", "\t").encode("cp1252"),
        PLAIN.replace("\r\n", "\n").encode(),
        PLAIN.replace("gemeente;", "Gemeente ;").encode(),
        ("Thuiszitters 2024\n\n" + PLAIN).encode(),
    ],
)
def test_separators_encodings_and_a_title_above(content):
    found = only(decode(content))
    assert (found.code, found.figure) == ("GM0361", Figure(37, 15_400))


BESIDE = "gemeente;periode;teller;noemer;waarde\nAlkmaar;2024/25;{numbers};{value}\n"


@pytest.mark.parametrize(
    ("numbers", "value", "decimals"),
    [
        ("37;15400", "2,4", 1),
        ("37;15400", "2,40", 1),
        ("37;15400", "2,4026", 1),
        ("37;15400", "2,4*", 1),
        ("37;15400", "2,40", 2),
        ("1;400", "3", 0),
        ("37;15400", "", 1),
        ("0;15400", "-", 1),
        ("12;10", "1200", 1),
    ],
)
def test_a_value_beside_numbers_may_repeat_what_they_come_to(numbers, value, decimals):
    found = only(BESIDE.format(numbers=numbers, value=value), decimals=decimals)
    assert found.figure.value is None
    assert [str(found.figure.numerator), str(found.figure.denominator)] == numbers.split(";")


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [("2,5", 1, "2,4"), ("2,41", 2, "2,40"), ("24", 0, "2"), ("x", 1, "2,4"), ("-", 1, "2,4")],
)
def test_a_value_that_says_something_else_than_its_numbers_is_refused(value, decimals, expected):
    text = BESIDE.format(numbers="37;15400", value=value)
    said = f"“{value}” klopt niet met de aantallen: verwacht {expected}"
    assert faults(text, decimals=decimals) == [(2, "waarde", said)]


def test_more_than_all_is_refused_of_a_share_alone():
    text = BESIDE.format(numbers="12;10", value="")
    assert only(text).figure == Figure(12, 10)
    said = "de teller is groter dan de noemer"
    assert faults(text, unit=Unit.PERCENT) == [(2, "teller", said)]


def test_windows_letters():
    text = decode("gemeente;jaar;aantal;bron\nAlkmaar;2024;3;Één\n".encode("cp1252"))
    assert only(text, unit=Unit.COUNT, kind=Kind.YEAR).source == "Één"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("GM0361", "GM0361"),
        ("gm0361", "GM0361"),
        ("0361", "GM0361"),
        ("361", "GM0361"),
        ("Alkmaar", "GM0361"),
        ("ALKMAAR (gemeente)", "GM0361"),
        ("Gemeente Alkmaar", "GM0361"),
        ("Bergen (NH.)", "GM0373"),
        ("Bergen (NH)", "GM0373"),
        ("Bergen", "GM0373"),
        ("dijk en waard", "GM1980"),
        ("’s-Gravenhage", "GM0363"),
        ("Bergen (L.)", None),
        ("Amsterdam", None),
        ("0363", "GM0363"),
        ("9999", None),
        ("12345", None),
        ("", None),
    ],
)
def test_gemeenten_are_found_by_code_and_by_name(written, code):
    assert PLACES.find(written) == code


@pytest.mark.parametrize(
    ("written", "is_count", "number"),
    [
        ("15400", True, "15400"),
        ("15.400", True, "15400"),
        ("15 400", True, "15400"),
        ("1.234.567", True, "1234567"),
        ("12,0", True, "12"),
        ("2,4", False, "2.4"),
        ("2.4", False, "2.4"),
        ("2,4 %", False, "2.4"),
        ("1.234,5", False, "1234.5"),
        ("0", False, "0"),
    ],
)
def test_numbers_with_commas_and_points(written, is_count, number):
    assert read_number(written, is_count=is_count) == Decimal(number)


@pytest.mark.parametrize(
    ("written", "is_count", "message"),
    [
        ("1.600", False, "kan twee getallen zijn"),
        ("2,5", True, "geen heel aantal"),
        ("-3", True, "is geen getal"),
        ("drie", True, "is geen getal"),
        ("nan", False, "is geen getal"),
        ("1e5", False, "is geen getal"),
        ("٣", True, "is geen getal"),
        ("=1+1", True, "is geen getal"),
        ("9" * 30, True, "is te groot"),
    ],
)
def test_what_is_no_number(written, is_count, message):
    with pytest.raises(CellError, match=message):
        read_number(written, is_count=is_count)


@pytest.mark.parametrize(
    ("row", "figure"),
    [
        ("37;15400;", Figure(37, 15_400)),
        ("37*;15.400;", Figure(37, 15_400, is_provisional=True)),
        ("37;15400;ja", Figure(37, 15_400, is_provisional=True)),
        ("x;;", Figure(reason="geheim")),
        ("X;15400;", Figure(None, 15_400, None, "geheim")),
        (".;.;", Figure(reason="onbekend")),
        ("-;15400;", Figure(None, 15_400, None, "nihil")),
        ("–;;", Figure(reason="nihil")),
    ],
)
def test_signs_in_the_cells(row, figure):
    text = f"gemeente;periode;teller;noemer;voorlopig\nAlkmaar;2024/25;{row}\n"
    assert only(text).figure == figure


def test_a_star_behind_the_period_makes_it_provisional():
    found = only("gm;schooljaar;waarde\n361;2018/'19*;2,4\n")
    assert found.period.label == "2018/19"
    assert found.figure == Figure(value=Decimal("2.40"), is_provisional=True)


def test_periods_as_columns():
    delivery = read(
        "Gemeentecode;Gemeente;2022/'23;2023/'24*\nGM0361;Alkmaar;3,2;2,8\nGM0373;x;.;\n"
    )
    found = [(r.code, r.period.label, r.figure.value, r.figure.reason) for r in delivery.reads]
    assert found == [
        ("GM0361", "2022/23", Decimal("3.20"), ""),
        ("GM0361", "2023/24", Decimal("2.80"), ""),
        ("GM0373", "2022/23", None, "onbekend"),
    ]
    assert [read.figure.is_provisional for read in delivery.reads] == [False, True, False]
    assert (delivery.blank, delivery.ignored, delivery.faults) == (1, ("Gemeente",), ())


def test_a_count_needs_no_denominator():
    text = "gemeente;2023;2024\nAlkmaar;12;1.600\n"
    delivery = read(text, unit=Unit.COUNT, kind=Kind.YEAR)
    assert [r.figure for r in delivery.reads] == [Figure(12), Figure(1600)]


def test_the_last_line_is_the_source_of_all():
    text = PLAIN + "Bergen;2024/25;7;3700\n;;;\nBron: DUO, 2026;;;\n* voorlopige cijfers\n"
    assert [r.source for r in read(text).reads] == ["DUO, 2026", "DUO, 2026"]
    assert read(text).unknown == ()


def test_a_gemeente_of_elsewhere_is_named_with_its_line():
    delivery = read(PLAIN + "Groningen;2024/25;9;900\n;2024/25;9;900\n")
    assert [(u.line, u.column, u.text) for u in delivery.unknown] == [
        (3, "gemeente", "“Groningen” is geen gemeente van deze regio"),
        (4, "gemeente", "geen gemeente"),
    ]
    assert len(delivery.reads) == 1


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("2024/25;drie;15400", (2, "teller", "“drie” is geen getal")),
        ("2024/25;37;veel", (2, "noemer", "“veel” is geen getal")),
        ("2024/25;37;", (2, "noemer", "de noemer ontbreekt of is 0")),
        ("2024/25;37;0", (2, "noemer", "de noemer ontbreekt of is 0")),
        ("2024/25;37;x", (2, "noemer", "de noemer ontbreekt of is 0")),
        ("2024/26;37;15400", (2, "periode", "“2024/26”: dit is geen periode; schrijf")),
        ("2024;37;15400", (2, "periode", "“2024”: dit is geen schooljaar; schrijf")),
    ],
)
def test_what_is_wrong_is_said_with_line_and_column(row, fault):
    ((line, column, text),) = faults(f"gemeente;periode;teller;noemer\nAlkmaar;{row}\n")
    assert (line, column) == fault[:2]
    assert text.startswith(fault[2])


def test_a_percentage_of_more_than_all_is_a_fault():
    text = "gemeente;periode;teller;noemer\nAlkmaar;2024/25;12;10\n"
    assert faults(text, unit=Unit.PERCENT) == [(2, "teller", "de teller is groter dan de noemer")]


def test_the_same_gemeente_twice_is_a_fault_when_it_says_something_else():
    assert faults(PLAIN + "361;2024/25;37;15400\n") == []
    assert faults(PLAIN + "361;2024/25;38;15400\n") == [
        (3, "gemeente", "staat ook op regel 2, met een ander cijfer voor 2024/25")
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04rest", "Excel-bestand"),
        (b"\xd0\xcf\x11\xe0rest", "oud Excel-bestand"),
        (b"%PDF-1.7", "pdf"),
        (b"\x89PNG", "plaatje"),
        (b"a;b\0c", "geen tekstbestand"),
        (b"\xff\xfeabc", None),
        (b"x" * (MAX_BYTES + 1), "groter dan 500 kB"),
    ],
)
def test_the_type_is_told_by_the_content(content, message):
    if message is None:
        assert isinstance(decode(content), str)
        return
    with pytest.raises(DeliveryError, match=message):
        decode(content)


@pytest.mark.parametrize("text", ["", "een;twee\n1;2\n", "gemeente;periode\nAlkmaar;2024/25\n"])
def test_a_file_without_headings_is_refused(text):
    with pytest.raises(DeliveryError, match="geen kolomkoppen"):
        read(text)


def test_too_many_lines_are_refused():
    with pytest.raises(DeliveryError, match="meer dan 2000 regels"):
        read(PLAIN + "Alkmaar;2024/25;37;15400\n" * MAX_LINES)


def test_a_cell_of_a_megabyte_is_refused():
    with pytest.raises(DeliveryError, match="geen leesbare CSV"):
        read(PLAIN + "x" * 140_000)


@given(st.text(max_size=300))
def test_no_text_is_an_error(text):
    for content in (text, PLAIN + text, f"gemeente;periode;teller;noemer\n{text}"):
        with suppress(DeliveryError):
            read(content)


@given(st.binary(max_size=200))
def test_no_bytes_are_an_error(content):
    with suppress(DeliveryError):
        decode(content)

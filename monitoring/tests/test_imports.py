"""A delivery: first what would change, then all of it or nothing; twice is once."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from monitoring import actions
from monitoring.export import safe
from monitoring.ground import Ground
from monitoring.models import Measurement
from monitoring.rules.cells import Places
from monitoring.rules.delivery import read_delivery
from monitoring.rules.figures import Unit
from monitoring.tests.factories import IndicatorFactory, MeasurementFactory
from partners.models import AreaMembership, RegionArea, Succession
from partners.tests.factories import AreaFactory, MunicipalityFactory, PartyFactory
from records.actions import StaleError
from records.models import Change
from regio.lib import clock

OFFICER = "beleidsmedewerker"
FILE = (
    "gemeente;periode;teller;noemer\r\n"
    "Arend;2023/24;30;1.000\r\n"
    "Buizerd;2023/'24;20*;1000\r\n"
    "Arend;2024/25;25;1000\r\n"
    "Buizerd;2024/25;x;\r\n"
    "Bron: Telling 2026\r\n"
)


@pytest.fixture
def gemeenten(region):
    area = AreaFactory(kind="jeugd", name__name="Vogelland")
    RegionArea.objects.create(region=region, area=area, version=1)
    found = [MunicipalityFactory(name__name=name) for name in ("Arend", "Buizerd")]
    for municipality in found:
        AreaMembership.objects.create(
            area=area, municipality=municipality, share=1, edition="1", source="bron"
        )
        PartyFactory(organisation__region=region, organisation__municipality=municipality)
    return found


@pytest.fixture
def indicator(region, gemeenten):
    return IndicatorFactory(region=region, title="Thuiszitters", source="Telling")


@pytest.fixture
def url(region, indicator):
    return reverse("monitoring:measurement_import", args=[region.slug, indicator.pk])


def send(client, url, content, **fields):
    content = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("cijfers.csv", content)
    return client.post(url, {"file": file, "delivered_on": "2026-02-17"} | fields)


def counts(page):
    report = page.context["report"]
    return len(report.new), len(report.changed), len(report.same), len(report.stops)


def confirmed(client, url, page):
    """Press the button of a report."""
    return client.post(url, {k: v for k, v in page.context["form"].initial.items() if v})


def test_a_file_is_shown_first_and_then_taken_in(client, sign_in, url, gemeenten):
    user = sign_in(OFFICER)
    page = send(client, url, FILE)
    assert counts(page) == (4, 0, 0, 0)
    assert Measurement.objects.count() == 0
    assert [line.after for line in page.context["differences"]] == [
        "30 / 1.000",
        "20 / 1.000, voorlopig",
        "25 / 1.000",
        "Geheim (x)",
    ]
    answer = confirmed(client, url, page)
    assert answer.status_code == 302
    found = Measurement.objects.order_by("pk")
    assert [(m.place.name, m.period.label, m.numerator, m.reason) for m in found] == [
        ("Arend", "2023/24", 30, ""),
        ("Buizerd", "2023/24", 20, ""),
        ("Arend", "2024/25", 25, ""),
        ("Buizerd", "2024/25", None, "geheim"),
    ]
    assert {(m.source, m.delivered_on) for m in found} == {("Telling 2026", date(2026, 2, 17))}
    assert Change.objects.of(found[0]).filter(by=user, field="numerator", new="30").count() == 1


def test_twice_is_once(client, sign_in, url):
    sign_in(OFFICER)
    confirmed(client, url, send(client, url, FILE))
    before = Change.objects.count()
    page = send(client, url, FILE)
    assert counts(page) == (0, 0, 4, 0)
    assert "Er is niets in te lezen" in page.content.decode()
    confirmed(client, url, page)
    assert (Measurement.objects.count(), Change.objects.count()) == (4, before)


def test_a_file_without_figures_is_not_called_known(client, sign_in, url):
    sign_in(OFFICER)
    blank = "gemeente;periode;teller;noemer\r\nArend;2024/25;;\r\n"
    for content, fields in (
        (blank, {}),
        (FILE.replace("Arend", "Havik").replace("Buizerd", "Havik"), {"skip_unknown": "on"}),
    ):
        text = send(client, url, content, **fields).content.decode()
        assert "Alle cijfers staan er al" not in text
        assert "In dit bestand staan geen cijfers van deze regio" in text


def test_a_withdrawn_figure_comes_back_with_a_file(client, sign_in, url, indicator, gemeenten):
    sign_in(OFFICER)
    confirmed(client, url, send(client, url, FILE))
    Measurement.objects.filter(numerator=25).update(is_withdrawn=True)
    page = send(client, url, FILE)
    assert counts(page) == (0, 1, 3, 0)
    [line] = page.context["differences"]
    assert (line.before, line.after) == ("ingetrokken", "25 / 1.000")
    confirmed(client, url, page)
    assert Measurement.objects.filter(is_withdrawn=True).count() == 0


def test_a_delivery_of_tomorrow_is_refused(client, sign_in, url):
    sign_in(OFFICER)
    with clock.standing_at(date(2026, 3, 3)):
        page = send(client, url, FILE, delivered_on="2026-03-04")
    assert page.context["form"].errors == {
        "delivered_on": ["Deze dag moet nog komen. Kies vandaag of eerder."]
    }


def test_pressing_the_button_twice_shows_that_it_is_done(client, sign_in, url):
    sign_in(OFFICER)
    page = send(client, url, FILE)
    confirmed(client, url, page)
    again = confirmed(client, url, page)
    assert again.status_code == 200
    assert counts(again) == (0, 0, 4, 0)
    assert Measurement.objects.count() == 4


def test_what_changed_is_shown_with_what_it_was_and_keeps_its_history(
    client, sign_in, url, indicator, gemeenten
):
    sign_in(OFFICER)
    measurement = MeasurementFactory(
        indicator=indicator, municipality=gemeenten[0], numerator=24, denominator=1000
    )
    page = send(client, url, FILE)
    assert counts(page) == (3, 1, 0, 0)
    line = page.context["differences"][-1]
    assert (line.line, line.place, line.period) == (4, "Arend", "2024/25")
    assert (line.before, line.after) == ("24 / 1.000", "25 / 1.000")
    confirmed(client, url, page)
    measurement.refresh_from_db()
    assert (measurement.numerator, measurement.version) == (25, 2)
    found = Change.objects.of(measurement).values_list("field", "old", "new")
    assert set(found) == {
        ("numerator", "24", "25"),
        ("source", None, "Telling 2026"),
        ("delivered_on", None, "2026-02-17"),
    }


def test_what_was_changed_between_looking_and_pressing_is_looked_at_again(
    client, sign_in, url, indicator, gemeenten
):
    sign_in(OFFICER)
    page = send(client, url, FILE)
    MeasurementFactory(indicator=indicator, municipality=gemeenten[0], numerator=1)
    again = confirmed(client, url, page)
    assert counts(again) == (3, 1, 0, 0)
    assert "Intussen zijn er cijfers veranderd" in again.content.decode()
    assert Measurement.objects.count() == 1
    assert confirmed(client, url, again).status_code == 302
    assert Measurement.objects.count() == 4


def test_with_one_fault_nothing_is_taken_in(client, sign_in, url):
    sign_in(OFFICER)
    page = send(client, url, FILE.replace("25;1000", "vijf;1000"))
    assert counts(page) == (3, 0, 0, 1)
    (fault,) = page.context["stops"]
    assert (fault.line, fault.column, fault.text) == (4, "teller", "“vijf” is geen getal")
    answer = confirmed(client, url, page)
    assert answer.status_code == 200
    assert Measurement.objects.count() == 0


def test_gemeenten_of_elsewhere_stop_a_file_unless_they_are_left_out(client, sign_in, url):
    sign_in(OFFICER)
    text = FILE.replace("Bron:", "Groningen;2024/25;9;100\r\nBron:")
    page = send(client, url, text)
    assert counts(page) == (4, 0, 0, 1)
    assert page.context["stops"][0].text == "“Groningen” is geen gemeente van deze regio"
    page = send(client, url, text, skip_unknown="on")
    assert counts(page) == (4, 0, 0, 0)
    confirmed(client, url, page)
    assert Measurement.objects.count() == 4


def test_figures_of_a_gemeente_that_merged_are_taken_in(client, sign_in, url, gemeenten):
    sign_in(OFFICER)
    old = MunicipalityFactory(name__name="Oud-Arend", until=date(2022, 1, 1))
    Succession.objects.create(old=old, new=gemeenten[0], on=date(2022, 1, 1), kind="samenvoeging")
    text = "gemeente;periode;teller;noemer\nOud-Arend;2020/21;9;100\n"
    confirmed(client, url, send(client, url, text))
    assert Measurement.objects.get().municipality == old


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04" + b"x" * 50, "Dit is een Excel-bestand (xlsx)."),
        (b"%PDF-1.7 x", "Dit is een pdf."),
        (b"a\0b", "Dit is geen tekstbestand."),
        (b"een;twee\n", "In dit bestand staan geen kolomkoppen"),
        (b"x" * 500_001, "Dit bestand is groter dan 500 kB."),
        (b"", "leeg"),
    ],
)
def test_a_file_that_is_none_is_refused_at_its_field(client, sign_in, url, content, message):
    sign_in(OFFICER)
    page = send(client, url, content)
    assert message in page.context["form"].errors["file"][0]


@pytest.mark.parametrize(
    "fields",
    [
        {"fingerprint": "x"},
        {"fingerprint": "x" * 64, "text": FILE},
        {"fingerprint": "x" * 64, "text": "niets", "delivered_on": "2026-02-17"},
        {"fingerprint": "x" * 64, "text": "\0", "delivered_on": "2026-02-17"},
        {"fingerprint": "x" * 64, "text": FILE, "delivered_on": "2026-02-17"},
    ],
)
def test_a_made_up_confirmation_takes_nothing_in(client, sign_in, url, fields):
    sign_in(OFFICER)
    assert client.post(url, fields).status_code in {200, 302}
    assert Measurement.objects.count() == 0


def test_all_or_nothing_when_somebody_was_first(region, sign_in, indicator, gemeenten):
    user = sign_in(OFFICER)
    measurement = MeasurementFactory(indicator=indicator, municipality=gemeenten[0], numerator=24)
    delivery = read_delivery(
        FILE,
        decimals=1,
        unit=indicator.unit,
        kind=indicator.frequency,
        places=Places(Ground(region, clock.today()).places),
        day=clock.today(),
    )
    differences = actions.compare(indicator, delivery.reads)
    from records import actions as records

    records.write(measurement, version=1, by=user, numerator=77)
    with pytest.raises(StaleError):
        actions.take_in(
            indicator=indicator, differences=differences, delivered_on=clock.today(), by=user
        )
    assert [m.numerator for m in Measurement.objects.all()] == [77]


def test_what_goes_out_comes_in_as_the_same(client, region, sign_in, url, indicator, gemeenten):
    sign_in(OFFICER)
    text = (
        "gemeente;periode;teller;noemer;waarde\n"
        "Arend;2022/23;30;1000;\nBuizerd;2022/23;2;1000;\n"
        "Arend;2023/24;30*;1000;\nBuizerd;2023/24;.;;\n"
        "Arend;2024/25;;;2,5\nBuizerd;2024/25;x;;\n"
    )
    confirmed(client, url, send(client, url, text))
    assert Measurement.objects.count() == 6
    export = reverse("monitoring:measurement_export", args=[region.slug, indicator.pk])
    answer = client.get(export)
    assert answer["Content-Disposition"].startswith('attachment; filename="thuiszitters-cijfers-')
    page = send(client, url, answer.content)
    assert counts(page)[:2] == (0, 0)
    assert counts(page)[3] == 0


def test_the_template_is_a_file_that_can_be_filled_in(
    client, region, sign_in, url, indicator, gemeenten
):
    sign_in(OFFICER)
    MeasurementFactory(indicator=indicator, municipality=gemeenten[0])
    template = reverse("monitoring:measurement_template", args=[region.slug, indicator.pk])
    content = client.get(template).content
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[0] == "gemeentecode;gemeente;periode;teller;noemer;voorlopig"
    assert lines[1] == f"{gemeenten[0].code};Arend;2025/26;;;"
    page = send(client, url, content)
    assert (counts(page), page.context["report"].delivery.blank) == ((0, 0, 0, 0), 2)
    filled = lines[1].replace(";;;", ";31;900;ja")
    page = send(client, url, f"{lines[0]}\n{filled}\n")
    assert [line.after for line in page.context["differences"]] == ["31 / 900, voorlopig"]


def test_the_template_of_an_indicator_without_figures_asks_for_the_period_of_now(
    client, region, sign_in, gemeenten
):
    sign_in(OFFICER)
    indicator = IndicatorFactory(region=region, unit=Unit.COUNT, frequency="jaar")
    template = reverse("monitoring:measurement_template", args=[region.slug, indicator.pk])
    with clock.standing_at(date(2026, 3, 3)):
        lines = client.get(template).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "gemeentecode;gemeente;periode;aantal;voorlopig"
    assert lines[1].startswith(f"{gemeenten[0].code};Arend;2026;")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+31", "'+31"),
        ("@SUM", "'@SUM"),
        ("-2", "'-2"),
        ("\tx", "'\tx"),
        ("-", "-"),
        ("Alkmaar", "Alkmaar"),
    ],
)
def test_no_cell_is_a_formula(text, expected):
    assert safe(text) == expected


def test_a_source_that_is_a_formula_does_not_run(client, region, sign_in, gemeenten):
    sign_in(OFFICER)
    indicator = IndicatorFactory(region=region, title="=cmd()", source="=HYPERLINK(0)")
    MeasurementFactory(indicator=indicator, municipality=gemeenten[0])
    export = reverse("monitoring:measurement_export", args=[region.slug, indicator.pk])
    answer = client.get(export)
    cells = [c for line in answer.content.decode("utf-8-sig").splitlines() for c in line.split(";")]
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []
    assert "cmd-cijfers" in answer["Content-Disposition"]


def test_a_value_alone_is_rounded_to_what_is_stored(client, sign_in, url):
    sign_in(OFFICER)
    text = "gemeente;2024/25\nArend;2,4417\n"
    confirmed(client, url, send(client, url, text))
    assert Measurement.objects.get().value == Decimal("2.44")
    assert counts(send(client, url, text)) == (0, 0, 1, 0)


def test_a_value_that_takes_the_place_of_numbers_is_warned_of(client, sign_in, url):
    sign_in(OFFICER)
    confirmed(client, url, send(client, url, FILE))
    bare = "gemeente;periode;waarde\r\nArend;2023/24;31\r\nBuizerd;2024/25;4\r\n"

    page = send(client, url, bare)

    warnings = [(line.place, line.warning) for line in page.context["differences"]]
    assert warnings == [
        (
            "Arend",
            "vervangt teller en noemer door een waarde; telt niet meer mee in het gewogen totaal",
        ),
        ("Buizerd", ""),
    ]
    assert "Bij 1 cijfer vervangt dit bestand teller en noemer" in page.content.decode()
    assert "let op" not in send(client, url, FILE).content.decode()

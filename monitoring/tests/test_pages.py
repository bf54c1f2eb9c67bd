"""The pages of monitoring: what they show, who may change it, in how many queries."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from agenda.tests.factories import GoalFactory, ThemeFactory
from monitoring.models import Break, Indicator, Measurement, Target
from monitoring.rules.figures import Unit
from monitoring.tests.factories import (
    BreakFactory,
    IndicatorFactory,
    MeasurementFactory,
    TargetFactory,
)
from partners.models import AreaMembership, RegionArea
from partners.tests.factories import AreaFactory, MunicipalityFactory, PartyFactory
from records.models import Change
from regio.lib import clock

OFFICER, READER = "beleidsmedewerker", "lezer"


def address(name, region, *args):
    return reverse(f"monitoring:{name}", args=[region.slug, *args])


def errors(page):
    return {field: list(found) for field, found in page.context["form"].errors.items()}


@pytest.fixture
def gemeenten(region):
    """Four gemeenten that are a party and make up the jeugdregio."""
    area = AreaFactory(kind="jeugd", name__name="Vogelland")
    RegionArea.objects.create(region=region, area=area, version=1)
    found = [
        MunicipalityFactory(name__name=name) for name in ("Arend", "Buizerd", "Duif", "Ekster")
    ]
    for municipality in found:
        AreaMembership.objects.create(
            area=area, municipality=municipality, share=1, edition="1", source="bron"
        )
        PartyFactory(organisation__region=region, organisation__municipality=municipality)
    return found


@pytest.fixture
def indicator(region):
    return IndicatorFactory(region=region, title="Thuiszitters", source="Telling")


def measure(indicator, gemeenten, *numbers, year=2024, total=1000, **fields):
    """Store a number of each gemeente, out of `total`."""
    return [
        MeasurementFactory(
            indicator=indicator,
            municipality=municipality,
            period_start=date(year, 8, 1),
            numerator=number,
            denominator=total,
            **fields,
        )
        for municipality, number in zip(gemeenten, numbers, strict=True)
    ]


def table(page):
    """Return {name of the row: texts of its cells} of the table on the detail page."""
    return {row.name: [said.text for said in cells] for row, cells in page.context["picture"].table}


def test_an_indicator_is_added_with_its_themes(client, region, sign_in):
    user = sign_in(OFFICER)
    theme = ThemeFactory(region=region)
    page = client.post(
        address("indicator_create", region),
        {
            "title": "Thuiszitters",
            "themes": [theme.pk],
            "unit": "promille",
            "direction": "lager",
            "decimals": "1",
            "frequency": "schooljaar",
            "threshold": "5",
            "grace_months": "6",
            "is_sample": "on",
        },
    )
    indicator = Indicator.objects.get()
    assert page.url == indicator.get_absolute_url()
    assert (indicator.title, indicator.region, list(indicator.themes.all())) == (
        "Thuiszitters",
        region,
        [theme],
    )
    assert Change.objects.of(indicator).filter(by=user, field="title").count() == 1
    page = client.get(page.url)
    assert "Voorbeeldcijfers" in page.content.decode()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"title", "unit", "direction", "decimals", "frequency", "threshold", "grace_months"}),
        ({"title": "THUISZITTERS"}, {"title"}),
        ({"title": "\0"}, {"title"}),
        ({"decimals": "3"}, {"decimals"}),
        ({"threshold": "-1"}, {"threshold"}),
        ({"threshold": "9" * 30}, {"threshold"}),
        ({"area": "9" * 30}, {"area"}),
        ({"unit": "kilo"}, {"unit"}),
    ],
)
def test_bad_input_is_said_at_the_field(client, region, sign_in, indicator, fields, expected):
    sign_in(OFFICER)
    good = {
        "title": "Nieuw",
        "unit": "promille",
        "direction": "lager",
        "decimals": "1",
        "frequency": "schooljaar",
        "threshold": "5",
        "grace_months": "6",
    }
    page = client.post(address("indicator_create", region), good | fields if fields else {})
    assert errors(page).keys() == expected
    assert Indicator.objects.count() == 1


def test_a_theme_of_elsewhere_cannot_be_chosen(client, region, sign_in, indicator):
    sign_in(OFFICER)
    ThemeFactory(region=region)
    data = {"themes": [ThemeFactory().pk], "version": 1}
    page = client.post(address("indicator_edit", region, indicator.pk), data)
    assert "themes" in errors(page)


def test_the_unit_stays_once_there_are_figures(client, region, sign_in, indicator):
    sign_in(OFFICER)
    url = address("indicator_edit", region, indicator.pk)
    data = {
        "version": 1,
        "title": "Thuiszitters",
        "unit": "procent",
        "direction": "lager",
        "decimals": "1",
        "frequency": "schooljaar",
        "threshold": "5",
        "grace_months": "6",
        "is_active": "on",
    }
    measurement = MeasurementFactory(indicator=indicator)
    assert errors(client.post(url, data)).keys() == {"unit"}
    measurement.delete()
    assert client.post(url, data).status_code == 302
    indicator.refresh_from_db()
    assert (indicator.unit, indicator.version) == ("procent", 2)


def test_two_who_change_an_indicator_see_both_texts(client, region, sign_in, indicator):
    sign_in(OFFICER)
    url = address("indicator_edit", region, indicator.pk)
    data = {
        "version": 1,
        "unit": "promille",
        "direction": "lager",
        "decimals": "1",
        "frequency": "schooljaar",
        "threshold": "5",
        "grace_months": "6",
        "is_active": "on",
        "source": "Telling",
    }
    client.post(url, data | {"title": "Eerste"})
    page = client.post(url, data | {"title": "Tweede"})
    assert page.status_code == 200
    assert "Eerste" in errors(page)["title"][0]
    assert Indicator.objects.get().title == "Eerste"


def test_the_table_shows_gemeenten_beside_the_weighted_region(
    client, region, sign_in, indicator, gemeenten
):
    sign_in(READER)
    measure(indicator, gemeenten, 20, 12, 9, 6)
    indicator.themes.add(ThemeFactory(region=region))
    page = client.get(address("indicator_detail", region, indicator.pk))
    assert table(page) == {
        "Arend": ["20,0"],
        "Buizerd": ["12,0"],
        "Duif": ["9,0"],
        "Ekster": ["6,0"],
        "Jeugdregio Vogelland": ["11,8"],
    }
    assert page.context["wide"].title == (
        "Thuiszitters, per 1.000: Jeugdregio Vogelland 11,8 in 2024/25."
    )


def test_a_small_number_is_nowhere_on_any_page(client, region, sign_in, indicator, gemeenten):
    """Nor is the one beside it; the history does not tell them either to who only reads."""
    measure(indicator, gemeenten, 2000, 1200, 617, 3, total=77_777)
    editor = sign_in(OFFICER)
    client.post(
        address("measurement_edit", region, Measurement.objects.last().pk),
        {"version": 1, "numerator": "4", "denominator": "77777", "is_provisional": "on"},
    )
    assert Change.objects.filter(field="numerator", new="4", by=editor).count() == 1
    sign_in(READER)
    measurement = Measurement.objects.last()
    history = ["monitoring.measurement", measurement.pk]
    pages = [
        address("indicator_list", region),
        address("indicator_detail", region, indicator.pk),
        address("indicator_detail", region, indicator.pk) + f"?gemeente={gemeenten[3].code}",
        address("measurement_list", region, indicator.pk),
        address("measurement_export", region, indicator.pk),
        address("measurement_template", region, indicator.pk),
        reverse("records:object_history", args=[region.slug, *history]),
        reverse("records:change_list", args=[region.slug]),
    ]
    for url in pages:
        text = client.get(url).content.decode()
        assert "617" not in text, url
        assert "0,05" not in text, url
        assert "7,9" not in text, url
    shown = table(client.get(pages[1]))
    assert (shown["Duif"], shown["Ekster"]) == (["niet getoond"], ["niet getoond"])
    assert shown["Arend"] == ["25,7"]
    export = client.get(pages[4]).content.decode()
    assert ";Ekster;2024/25;;;niet getoond;" in export
    assert client.get(address("measurement_edit", region, measurement.pk)).status_code == 403
    acts = client.get(pages[6]).context["acts"]
    assert [line.field for act in acts for line in act.lines] == ["Voorlopig"]


def test_the_readers_own_gemeente_stands_first(client, region, sign_in, indicator, gemeenten):
    from partners.tests.factories import PersonFactory, PositionFactory

    user = sign_in(READER)
    measure(indicator, gemeenten, 20, 12, 9, 6)
    organisation = gemeenten[1].organisations.get()
    person = PersonFactory(region=region, user=user)
    PositionFactory(person=person, organisation=organisation)
    url = address("indicator_detail", region, indicator.pk)
    assert [line.name for line in client.get(url).context["wide"].chart.lines] == [
        "Buizerd",
        "Jeugdregio",
    ]
    chosen = client.get(url, {"gemeente": gemeenten[0].code})
    assert [line.name for line in chosen.context["wide"].chart.lines] == ["Arend", "Jeugdregio"]
    none = client.get(url, {"gemeente": ""})
    assert [line.name for line in none.context["wide"].chart.lines] == ["Jeugdregio"]


@pytest.mark.parametrize(
    "query", ["gemeente=GM9999", "gebied=x:y", "gemeente=%27&gebied=", "pagina=9"]
)
def test_odd_questions_show_the_region(client, region, sign_in, indicator, gemeenten, query):
    sign_in(READER)
    measure(indicator, gemeenten, 20, 12, 9, 6)
    page = client.get(address("indicator_detail", region, indicator.pk) + f"?{query}")
    assert [line.name for line in page.context["wide"].chart.lines] == ["Jeugdregio"]


def test_targets_breaks_and_provisional_figures_are_drawn(
    client, region, sign_in, indicator, gemeenten
):
    sign_in(READER)
    measure(indicator, gemeenten, 20, 12, 9, 6, year=2023)
    measure(indicator, gemeenten, 20, 12, 9, 6, is_provisional=True)
    TargetFactory(indicator=indicator, goal=GoalFactory(theme__region=region))
    BreakFactory(indicator=indicator, on=date(2024, 9, 1), text="Andere telling.")
    TargetFactory(indicator=indicator, value="9", until=clock.today())
    drawing = client.get(address("indicator_detail", region, indicator.pk)).context["wide"]
    assert drawing.notes == ("Vanaf 1 september 2024: Andere telling.",)
    assert [goal.label.text for goal in drawing.chart.goals] == ["streefwaarde 1,5"]
    assert [mark.is_open for mark in drawing.chart.lines[0].marks] == [False, True]
    assert drawing.chart.lines[0].path.count("M") == 2
    assert "streefwaarde 1,5 per 1.000 in 2027/28" in drawing.title


def test_the_list_groups_by_theme_on_one_scale_and_filters(
    client, region, sign_in, indicator, gemeenten
):
    sign_in(READER)
    one, two = ThemeFactory(region=region), ThemeFactory(region=region)
    other = IndicatorFactory(region=region, title="Verzuim")
    IndicatorFactory(region=region, title="Zonder", direction="neutraal")
    IndicatorFactory(region=region, title="Oud", is_active=False)
    indicator.themes.add(one)
    other.themes.add(one, two)
    measure(indicator, gemeenten, 20, 12, 9, 6)
    measure(other, gemeenten, 200, 120, 90, 60)
    page = client.get(address("indicator_list", region))
    assert [(g.title, [str(c.indicator) for c in g.cards]) for g in page.context["groups"]] == [
        (str(one), ["Thuiszitters", "Verzuim"]),
        ("Zonder thema", ["Zonder"]),
    ]
    first, second = page.context["groups"][0].cards
    assert [t.at for t in first.drawing.chart.ticks] == [t.at for t in second.drawing.chart.ticks]
    assert (first.amount, first.where) == ("11,8 per 1.000", "Jeugdregio Vogelland")
    page = client.get(address("indicator_list", region), {"thema": two.pk})
    assert [g.title for g in page.context["groups"]] == [str(two)]
    page = client.get(address("indicator_list", region), {"thema": "x"})
    assert len(page.context["groups"]) == 2


@pytest.mark.parametrize(
    ("before", "direction", "step", "tone"),
    [
        (30, "lager", "beter", "done"),
        (30, "hoger", "slechter", "late"),
        (10, "neutraal", "hoger", "none"),
        (20, "lager", "gelijk", "none"),
    ],
)
def test_the_list_says_what_the_last_step_means(
    client, region, sign_in, gemeenten, before, direction, step, tone
):
    sign_in(READER)
    indicator = IndicatorFactory(region=region, direction=direction)
    measure(indicator, gemeenten, *[before] * 4, year=2023)
    measure(indicator, gemeenten, *[20] * 4)
    (group,) = client.get(address("indicator_list", region)).context["groups"]
    card = group.cards[0]
    assert (card.step, card.since, card.tone) == (step, "2023/24", tone)


def test_a_step_over_another_definition_means_nothing(
    client, region, sign_in, indicator, gemeenten
):
    sign_in(READER)
    measure(indicator, gemeenten, *[30] * 4, year=2023)
    measure(indicator, gemeenten, *[20] * 4)
    BreakFactory(indicator=indicator, on=date(2024, 9, 1))
    (group,) = client.get(address("indicator_list", region)).context["groups"]
    assert group.cards[0].step == ""


@pytest.mark.parametrize(
    ("day", "is_stale"), [(date(2027, 1, 31), False), (date(2027, 2, 1), True)]
)
def test_an_indicator_whose_figures_are_overdue_is_flagged(
    client, region, sign_in, indicator, gemeenten, day, is_stale
):
    measure(indicator, gemeenten, 20, 12, 9, 6)
    sign_in(READER)
    with clock.standing_at(day):
        text = client.get(address("indicator_list", region)).content.decode()
        detail = client.get(address("indicator_detail", region, indicator.pk)).content.decode()
    assert ("verouderd" in text) is is_stale
    assert ("geen cijfers na 2024/25" in detail) is is_stale


def test_empty_pages_teach(client, region, sign_in):
    sign_in(OFFICER)
    text = client.get(address("indicator_list", region)).content.decode()
    assert "Nog geen indicatoren" in text
    assert address("indicator_create", region) in text
    indicator = IndicatorFactory(region=region)
    text = client.get(address("indicator_detail", region, indicator.pk)).content.decode()
    assert "Nog geen cijfers" in text
    sign_in(READER)
    text = client.get(address("indicator_list", region)).content.decode()
    assert address("indicator_create", region) not in text


def test_a_figure_is_entered_and_corrected(client, region, sign_in, indicator, gemeenten):
    user = sign_in(OFFICER)
    client.post(
        address("measurement_create", region, indicator.pk),
        {
            "place": gemeenten[0].code,
            "period": "2024/'25",
            "numerator": "37",
            "denominator": "15.400",
        },
    )
    measurement = Measurement.objects.get()
    assert (measurement.municipality, measurement.period.label) == (gemeenten[0], "2024/25")
    assert (measurement.numerator, measurement.denominator) == (37, 15_400)
    url = address("measurement_edit", region, measurement.pk)
    assert 'value="15400"' in client.get(url).content.decode()
    client.post(
        url, {"version": 1, "numerator": "38", "denominator": "15400", "is_provisional": "on"}
    )
    measurement.refresh_from_db()
    assert (measurement.numerator, measurement.is_provisional, measurement.version) == (38, True, 2)
    found = (
        Change.objects.of(measurement).filter(version=2).values_list("field", "old", "new", "by")
    )
    assert set(found) == {
        ("numerator", "37", "38", user.pk),
        ("is_provisional", "False", "True", user.pk),
    }
    page = client.post(url, {"version": 1, "numerator": "39", "denominator": "15400"})
    assert "veranderde dit" in errors(page)["numerator"][0]
    assert Measurement.objects.get().numerator == 38


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"numerator": "37"}, {"denominator": "Vul de noemer in, groter dan 0."}),
        (
            {"numerator": "37", "denominator": "0"},
            {"denominator": "Vul de noemer in, groter dan 0."},
        ),
        ({}, {"numerator": "Vul een teller met noemer in, of een waarde,"}),
        ({"value": "2,4", "reason": "geheim"}, {"numerator": "Vul een teller"}),
        ({"value": "2,4", "denominator": "9"}, {"denominator": "Een waarde alleen heeft geen"}),
        ({"numerator": "3,5", "denominator": "9"}, {"numerator": "“3,5” is geen heel aantal."}),
        ({"numerator": "-3", "denominator": "9"}, {"numerator": "“-3” is geen getal."}),
        ({"value": "1.600"}, {"value": "“1.600” kan twee getallen zijn"}),
        ({"value": "1,234"}, {"value": "Schrijf het met ten hoogste twee decimalen."}),
        ({"value": "9" * 20}, {"value": "te groot"}),
        ({"value": "2,4", "period": "2024"}, {"period": "Dit is geen schooljaar; schrijf"}),
        ({"value": "2,4", "period": "\0"}, {"period": "Null-tekens"}),
        ({"value": "2,4", "place": "GM9999"}, {"place": "Deze keuze is er niet"}),
        (
            {"value": "2,4", "delivered_on": "31-31-2024"},
            {"delivered_on": "Vul een datum in"},
        ),
        ({"value": "2,4", "delivered_on": "2199-01-01"}, {"delivered_on": "moet nog komen"}),
        ({"value": "2,4", "period": "2099/00"}, {"period": "Deze periode moet nog beginnen."}),
    ],
)
def test_a_wrong_figure_is_said_at_its_field(
    client, region, sign_in, indicator, gemeenten, data, expected
):
    sign_in(OFFICER)
    data = {"place": gemeenten[0].code, "period": "2024/25"} | data
    found = errors(client.post(address("measurement_create", region, indicator.pk), data))
    assert found.keys() == expected.keys()
    for field, text in expected.items():
        assert text in found[field][0]
    assert Measurement.objects.count() == 0


def test_a_figure_of_the_wrong_period_is_withdrawn_and_put_back(
    client, region, sign_in, indicator, gemeenten
):
    sign_in(OFFICER)
    measure(indicator, gemeenten[:1], 20)
    wrong = MeasurementFactory(
        indicator=indicator, municipality=gemeenten[0], period_start=date(1995, 8, 1)
    )
    page = address("indicator_detail", region, indicator.pk)
    assert "1995/96" in client.get(page).content.decode()
    url = address("measurement_edit", region, wrong.pk)
    figure = {"numerator": "37", "denominator": "15400"}
    client.post(url, {"version": 1, "is_withdrawn": "on"} | figure)
    assert "1995/96" not in client.get(page).content.decode()
    assert (
        "1995"
        not in client.get(address("measurement_export", region, indicator.pk)).content.decode()
    )
    listed = client.get(address("measurement_list", region, indicator.pk))
    assert [(e.period.label, e.said.text) for e in listed.context["page"]] == [
        ("2024/25", "20,0"),
        ("1995/96", "ingetrokken"),
    ]
    again = {"place": gemeenten[0].code, "period": "1995/96"} | figure
    refused = client.post(address("measurement_create", region, indicator.pk), again)
    assert errors(refused)["period"] == [
        "Voor deze periode is er een cijfer dat is ingetrokken. Zet dat in de lijst terug."
    ]
    client.post(url, {"version": 2} | figure)
    assert "1995/96" in client.get(page).content.decode()


def test_a_percentage_of_more_than_all_is_refused(client, region, sign_in, gemeenten):
    sign_in(OFFICER)
    indicator = IndicatorFactory(region=region, unit=Unit.PERCENT)
    data = {"place": gemeenten[0].code, "period": "2024/25", "numerator": "9", "denominator": "8"}
    page = client.post(address("measurement_create", region, indicator.pk), data)
    assert errors(page) == {"numerator": ["De teller is groter dan de noemer."]}


def test_a_count_is_a_number_and_nothing_else(client, region, sign_in, gemeenten):
    sign_in(OFFICER)
    indicator = IndicatorFactory(region=region, unit=Unit.COUNT, decimals=0)
    url = address("measurement_create", region, indicator.pk)
    assert "denominator" not in client.get(url).context["form"].fields
    client.post(url, {"place": gemeenten[0].code, "period": "2024/25", "numerator": "40"})
    assert Measurement.objects.get().figure.numerator == 40


def test_a_second_figure_for_the_same_period_is_refused(
    client, region, sign_in, indicator, gemeenten
):
    sign_in(OFFICER)
    measure(indicator, gemeenten[:1], 20)
    data = {"place": gemeenten[0].code, "period": "2024/25", "value": "3"}
    page = client.post(address("measurement_create", region, indicator.pk), data)
    assert "is er al een cijfer" in errors(page)["period"][0]
    assert Measurement.objects.count() == 1


def test_a_total_of_the_source_is_entered_for_an_area(
    client, region, sign_in, indicator, gemeenten
):
    sign_in(OFFICER)
    area = RegionArea.objects.get().area
    data = {"place": f"jeugd:{area.code}", "period": "2024/25", "value": "2,4"}
    client.post(address("measurement_create", region, indicator.pk), data)
    assert (Measurement.objects.get().area, Measurement.objects.get().value) == (
        area,
        Decimal("2.40"),
    )
    page = client.get(address("indicator_detail", region, indicator.pk))
    assert table(page)["Jeugdregio Vogelland"] == ["2,4"]
    page = client.get(address("measurement_list", region, indicator.pk))
    assert [entry.place for entry in page.context["page"]] == ["Jeugdregio Vogelland"]


def test_a_target_is_set_changed_and_ended(client, region, sign_in, indicator):
    sign_in(OFFICER)
    goal = GoalFactory(theme__region=region)
    url = address("target_create", region, indicator.pk)
    client.post(url, {"value": "1,5", "period": "2027/28", "goal": goal.pk, "since": "2025-04-10"})
    target = Target.objects.get()
    assert (target.value, target.period.label, target.goal) == (Decimal("1.5"), "2027/28", goal)
    page = client.post(url, {"value": "1,4", "period": "2027/28"})
    assert errors(page) == {"period": ["Voor deze periode is er al een streefwaarde."]}
    edit = address("target_edit", region, target.pk)
    assert 'value="1,50"' in client.get(edit).content.decode()
    client.post(
        edit,
        {
            "version": 1,
            "value": "1,5",
            "period": "2028/29",
            "goal": goal.pk,
            "since": "2025-04-10",
            "until": "2026-01-31",
        },
    )
    target.refresh_from_db()
    assert (target.period.label, target.until) == ("2028/29", date(2026, 2, 1))
    fields = set(Change.objects.of(target).filter(version=2).values_list("field", flat=True))
    assert fields == {"period_start", "until"}


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"value": "", "period": "2027/28"}, "value"),
        ({"value": "-1", "period": "2027/28"}, "value"),
        ({"value": "1", "period": "2027"}, "period"),
        ({"value": "1", "period": "2027/28", "goal": "9" * 30}, "goal"),
        (
            {"value": "1", "period": "2027/28", "since": "2026-01-02", "until": "2026-01-01"},
            "until",
        ),
    ],
)
def test_a_wrong_target_is_said_at_its_field(client, region, sign_in, indicator, data, field):
    sign_in(OFFICER)
    page = client.post(address("target_create", region, indicator.pk), data)
    assert errors(page).keys() == {field}
    assert Target.objects.count() == 0


def test_a_goal_of_elsewhere_cannot_be_chosen(client, region, sign_in, indicator):
    sign_in(OFFICER)
    data = {"value": "1", "period": "2027/28", "goal": GoalFactory().pk}
    page = client.post(address("target_create", region, indicator.pk), data)
    assert errors(page).keys() == {"goal"}


def test_a_break_is_added_and_withdrawn(client, region, sign_in, indicator):
    sign_in(OFFICER)
    url = address("break_create", region, indicator.pk)
    client.post(url, {"on": "2026-01-01", "text": "Doelgroep 12 t/m 27 jaar."})
    page = client.post(url, {"on": "2026-01-01", "text": "Nog eens."})
    assert errors(page) == {"on": ["Op deze dag is al een breuk vastgelegd."]}
    found = Break.objects.get()
    client.post(
        address("break_edit", region, found.pk),
        {"version": 1, "on": "2026-01-01", "text": found.text, "is_withdrawn": "on"},
    )
    page = client.get(address("indicator_detail", region, indicator.pk))
    assert page.context["picture"].breaks == []


def fill(region, gemeenten, indicators, years):
    """Add indicators of two themes with figures of so many years, targets and breaks."""
    themes = [ThemeFactory(region=region) for _ in range(2)]
    for n in range(indicators):
        indicator = IndicatorFactory(region=region)
        indicator.themes.add(*themes)
        TargetFactory(indicator=indicator, goal=GoalFactory(theme=themes[n % 2]))
        BreakFactory(indicator=indicator)
        for year in range(years):
            measure(indicator, gemeenten, 20, 12, 9, 3, year=2024 - year)
    return indicator


@pytest.mark.parametrize(
    "name", ["indicator_list", "indicator_detail", "measurement_list", "measurement_export"]
)
def test_pages_ask_the_same_for_one_and_for_thirty(
    client, region, sign_in, gemeenten, name, django_assert_max_num_queries
):
    sign_in(OFFICER)
    counts = []
    for indicators, years in ((1, 1), (30, 12)):
        indicator = fill(region, gemeenten, indicators, years)
        args = [] if name == "indicator_list" else [indicator.pk]
        with django_assert_max_num_queries(15) as asked:
            assert client.get(address(name, region, *args)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_list_of_figures_has_pages(client, region, sign_in, indicator, gemeenten):
    sign_in(READER)
    for year in range(2010, 2020):
        measure(indicator, gemeenten, 20, 12, 9, 6, year=year)
    url = address("measurement_list", region, indicator.pk)
    page = client.get(url, {"pagina": 2})
    assert (page.context["page"].paginator.count, len(page.context["page"])) == (40, 10)
    assert page.context["page"][-1].period.label == "2010/11"


def test_figures_that_come_later_leave_a_gap_of_periods(
    client, region, sign_in, indicator, gemeenten
):
    sign_in(READER)
    measure(indicator, gemeenten, 20, 12, 9, 6, year=2021)
    measure(indicator, gemeenten, 20, 12, 9, 6)
    page = client.get(address("indicator_detail", region, indicator.pk))
    assert table(page)["Arend"] == ["20,0", "geen cijfer", "geen cijfer", "20,0"]


def test_a_party_that_ended_is_no_gemeente_of_now(client, region, sign_in, indicator, gemeenten):
    sign_in(READER)
    measure(indicator, gemeenten, 20, 12, 9, 6)
    party = gemeenten[0].organisations.get().parties.get()
    party.until = clock.today() - timedelta(1)
    party.save()
    page = client.get(address("indicator_detail", region, indicator.pk))
    assert page.context["picture"].ground.codes == tuple(m.code for m in gemeenten[1:])

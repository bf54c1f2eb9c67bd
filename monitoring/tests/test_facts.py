from datetime import date

import pytest

from monitoring.facts import facts_for
from monitoring.tests.factories import IndicatorFactory, MeasurementFactory

DAY = date(2026, 3, 3)


def told(region, step):
    return [(f.number, f.text, f.detail, f.tone) for f in facts_for(region, DAY)[step]]


def test_without_indicators_there_is_nothing(region):
    assert told(region, 2) == [(0, "indicatoren met cijfers", "", "")]
    assert told(region, 8) == [
        (0, "indicatoren", "", ""),
        (0, "indicatoren zonder recent cijfer", "", ""),
    ]


def test_figures_shared_and_their_age_and_indicators_without_recent_figures(
    region, django_assert_num_queries
):
    fresh = IndicatorFactory(region=region, title="Thuiszitters")
    old = IndicatorFactory(region=region, title="Verzuim")
    IndicatorFactory(region=region, title="Zonder cijfers")
    IndicatorFactory(region=region, title="Afgeschaft", is_active=False)
    MeasurementFactory(indicator=fresh, delivered_on=date(2026, 2, 17))
    MeasurementFactory(indicator=fresh, period_start=date(2020, 8, 1))
    MeasurementFactory(indicator=old, period_start=date(2019, 8, 1))
    MeasurementFactory()
    with django_assert_num_queries(2):
        facts_for(region, DAY)
    assert told(region, 2) == [
        (
            2,
            "indicatoren met cijfers",
            "laatst geleverd op 17 februari 2026, 14 dagen geleden",
            "",
        )
    ]
    assert told(region, 8) == [
        (3, "indicatoren", "nieuwste cijfers: Thuiszitters: 2024/25; Verzuim: 2019/20", ""),
        (2, "indicatoren zonder recent cijfer", "Verzuim en Zonder cijfers", "late"),
    ]


@pytest.mark.parametrize(("day", "text"), [(DAY, "vandaag"), (date(2026, 3, 2), "1 dag geleden")])
def test_how_long_ago_the_last_delivery_was(region, day, text):
    MeasurementFactory(indicator=IndicatorFactory(region=region), delivered_on=day)
    ((number, what, detail, _),) = told(region, 2)
    assert (number, what) == (1, "indicator met cijfers")
    assert detail.endswith(text)

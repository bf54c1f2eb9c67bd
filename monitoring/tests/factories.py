from datetime import date

import factory

from accounts.tests.factories import RegionFactory
from monitoring import models
from monitoring.rules.figures import Direction, Unit
from monitoring.rules.periods import Kind
from partners.tests.factories import MunicipalityFactory


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Indicator

    region = factory.SubFactory(RegionFactory)
    title = factory.Sequence(lambda n: f"Indicator {n}")
    unit = Unit.PER_MILLE
    direction = Direction.DOWN
    frequency = Kind.SCHOOL_YEAR
    version = 1


class BreakFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Break

    indicator = factory.SubFactory(IndicatorFactory)
    on = date(2026, 1, 1)
    text = "Andere doelgroep."
    version = 1


class TargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Target

    indicator = factory.SubFactory(IndicatorFactory)
    value = "1.5"
    period_kind = Kind.SCHOOL_YEAR
    period_start = date(2027, 8, 1)
    version = 1


class MeasurementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Measurement

    indicator = factory.SubFactory(IndicatorFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    period_kind = Kind.SCHOOL_YEAR
    period_start = date(2024, 8, 1)
    numerator = 37
    denominator = 15_400
    version = 1

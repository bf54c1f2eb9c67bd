import factory

from accounts.tests.factories import RegionFactory
from agenda import models
from partners.models import Position
from partners.tests.factories import PartyFactory, PositionFactory


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Theme

    region = factory.SubFactory(RegionFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Thema {n}")
    version = 1


class ThemeRoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ThemeRole

    theme = factory.SubFactory(ThemeFactory)
    party = factory.SubFactory(
        PartyFactory, organisation__region=factory.SelfAttribute("...theme.region")
    )
    roles = "regievoerder"
    version = 1


class TrekkerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Trekker

    theme = factory.SubFactory(ThemeFactory)
    position = factory.SubFactory(
        PositionFactory,
        level=Position.Level.EXECUTIVE,
        organisation__region=factory.SelfAttribute("...theme.region"),
    )
    granted_by = "OOGO 10-04-2025"
    version = 1


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Goal

    theme = factory.SubFactory(ThemeFactory)
    text = factory.Sequence(lambda n: f"Doel {n}")
    version = 1


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Plan

    region = factory.SubFactory(RegionFactory)
    kind = models.Plan.Kind.YOUTH
    title = factory.Sequence(lambda n: f"Plan {n}")
    version = 1


class PlanLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.PlanLink

    theme = factory.SubFactory(ThemeFactory)
    plan = factory.SubFactory(PlanFactory, region=factory.SelfAttribute("..theme.region"))
    text = "hulp op school"
    version = 1

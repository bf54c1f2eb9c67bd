from datetime import date
from pathlib import Path

import factory

from accounts.tests.factories import RegionFactory
from partners import models
from partners.reference.load import load_reference


def load_noord_holland():
    """The reference data of two regions: enough for most tests, and fast."""
    return load_reference(Path(__file__).parent / "noord_holland")


class MunicipalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Municipality
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"GM{n:04d}")
    province = "Noord-Holland"
    name = factory.RelatedFactory(
        "partners.tests.factories.MunicipalityNameFactory", factory_related_name="municipality"
    )


class MunicipalityNameFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.MunicipalityName

    name = factory.Sequence(lambda n: f"Gemeente {n}")


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Area
        skip_postgeneration_save = True

    kind = models.Area.Kind.YOUTH
    code = factory.Sequence(lambda n: f"JZ{n:02d}")
    name = factory.RelatedFactory(
        "partners.tests.factories.AreaNameFactory", factory_related_name="area"
    )


class AreaNameFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.AreaName

    name = factory.Sequence(lambda n: f"Gebied {n}")


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Organisation

    region = factory.SubFactory(RegionFactory)
    kind = models.Organisation.Kind.MUNICIPALITY
    name = factory.Sequence(lambda n: f"gemeente Nest {n}")
    short_name = factory.Sequence(lambda n: f"Nest {n}")
    version = 1


class PartyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Party

    organisation = factory.SubFactory(OrganisationFactory)
    version = 1


class PortfolioFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Portfolio

    region = factory.SubFactory(RegionFactory)
    name = factory.Sequence(lambda n: f"portefeuille {n}")
    version = 1


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Person

    region = factory.SubFactory(RegionFactory)
    name = factory.Sequence(lambda n: f"Vogel {n}")
    email = factory.Sequence(lambda n: f"vogel{n}@nest.example")
    version = 1


class PositionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Position

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(
        PersonFactory, region=factory.SelfAttribute("..organisation.region")
    )
    title = "beleidsmedewerker"
    level = models.Position.Level.POLICY
    version = 1


class ElectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Election

    region = factory.SubFactory(RegionFactory)
    held_on = date(2026, 3, 18)
    version = 1


class FormationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Formation

    election = factory.SubFactory(ElectionFactory)
    organisation = factory.SubFactory(
        OrganisationFactory, region=factory.SelfAttribute("..election.region")
    )
    version = 1


class SittingFactory(factory.django.DjangoModelFactory):
    """A wethouder of the gemeente of `formation`."""

    class Meta:
        model = models.Sitting

    formation = factory.SubFactory(FormationFactory)
    position = factory.SubFactory(
        PositionFactory,
        organisation=factory.SelfAttribute("..formation.organisation"),
        title="wethouder",
        level=models.Position.Level.EXECUTIVE,
    )
    version = 1


class RepresentationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Representation

    position = factory.SubFactory(PositionFactory)
    party = factory.SubFactory(
        PartyFactory, organisation__region=factory.SelfAttribute("...position.person.region")
    )
    version = 1


class MandateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Mandate

    position = factory.SubFactory(PositionFactory)
    kind = models.Mandate.Kind.DECIDES
    version = 1


class BodyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Body

    region = factory.SubFactory(RegionFactory)
    kind = models.Body.Kind.THEME_GROUP
    name = factory.Sequence(lambda n: f"Themagroep {n}")
    scale = models.Body.Scale.REGIONAL
    power = models.Body.Power.ADVISES
    version = 1


class SeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Seat

    body = factory.SubFactory(BodyFactory)
    party = factory.SubFactory(
        PartyFactory, organisation__region=factory.SelfAttribute("...body.region")
    )
    title = "beleidsmedewerker"
    version = 1


class SeatHoldingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SeatHolding

    position = factory.SubFactory(PositionFactory)
    seat = factory.SubFactory(
        SeatFactory, body__region=factory.SelfAttribute("...position.person.region")
    )
    version = 1

import tomllib

import factory

from accounts.tests.factories import RegionFactory
from checklist import models
from checklist.instruments import FOLDER
from partners.tests.factories import PartyFactory

CONTENT = tomllib.loads((FOLDER / "proces-en-rolverdeling.toml").read_text("utf-8"))


class InstrumentVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.InstrumentVersion
        django_get_or_create = ("key", "number")

    key = CONTENT["key"]
    number = 1
    title = CONTENT["title"]
    content = CONTENT
    content_hash = "0" * 64


class RoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Round

    region = factory.SubFactory(RegionFactory)
    instrument = factory.SubFactory(InstrumentVersionFactory)
    title = factory.Sequence(lambda n: f"Ronde {n}")
    opens_on = "2026-02-01"
    due_on = "2026-03-27"
    version = 1


class RoundPartyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.RoundParty

    round = factory.SubFactory(RoundFactory)
    party = factory.SubFactory(
        PartyFactory, organisation__region=factory.SelfAttribute("...round.region")
    )
    version = 1


class StepStateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.StepState

    round = factory.SubFactory(RoundFactory)
    step = "speelveld"
    version = 1


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Evidence

    round = factory.SubFactory(RoundFactory)
    step = "speelveld"
    label = "Verslag"
    url = "https://nest.example/verslag"
    version = 1

from datetime import date, time

import factory

from accounts.tests.factories import RegionFactory
from checklist.tests.factories import StepStateFactory
from oogo import models
from partners.tests.factories import (
    BodyFactory,
    PartyFactory,
    PositionFactory,
    RepresentationFactory,
)
from records.models import Document, DocumentVersion
from regio.lib import clock

MEETING_DAY = date(2026, 4, 16)
# Numbers that a test chooses itself are lower, so that none is given twice.
BEYOND = 20_000


def party_of(path):
    """Return a factory for a party of the region that `path` leads to from the row."""
    return factory.SubFactory(
        PartyFactory, organisation__region=factory.SelfAttribute(f"...{path}")
    )


class DocumentVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DocumentVersion

    document = factory.SubFactory("oogo.tests.factories.DocumentFactory")
    number = 1
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    content_type = "application/pdf"
    size = 1000
    file_name = "stuk.pdf"
    version = 1


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    region = factory.SubFactory(RegionFactory)
    title = factory.Sequence(lambda n: f"Stuk {n}")
    version = 1


class MeetingFactory(factory.django.DjangoModelFactory):
    """A meeting of a body that is open to its region; `body__is_open=False` closes it."""

    class Meta:
        model = models.Meeting

    region = factory.SubFactory(RegionFactory)
    number = factory.Sequence(lambda n: BEYOND + n)
    body = factory.SubFactory(
        BodyFactory, region=factory.SelfAttribute("..region"), kind="oogo", is_open=True
    )
    day = MEETING_DAY
    starts_at = time(13, 30)
    ends_at = time(15, 30)
    place = "Stadhuis"
    version = 1


class ParticipantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Participant

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.SubFactory(
        PositionFactory,
        level="bestuurlijk",
        organisation__region=factory.SelfAttribute("...meeting.region"),
    )
    version = 1


class SubjectKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SubjectKind

    region = factory.SubFactory(RegionFactory)
    key = models.SubjectKind.Key.SUPPORT_VO
    name = factory.Sequence(lambda n: f"Onderwerp {n}")
    version = 1


class CycleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Cycle

    region = factory.SubFactory(RegionFactory)
    title = factory.Sequence(lambda n: f"Cyclus {n}")
    meeting = factory.SubFactory(MeetingFactory, region=factory.SelfAttribute("..region"))
    version = 1


class CycleSubjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CycleSubject

    cycle = factory.SubFactory(CycleFactory)
    kind = factory.SubFactory(SubjectKindFactory, region=factory.SelfAttribute("..cycle.region"))
    version = 1


class SubjectPartyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SubjectParty

    subject = factory.SubFactory(CycleSubjectFactory)
    party = party_of("subject.cycle.region")
    capacity = models.SubjectParty.Capacity.AGREEMENT
    version = 1


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Milestone

    cycle = factory.SubFactory(CycleFactory)
    title = factory.Sequence(lambda n: f"Mijlpaal {n}")
    due_on = date(2026, 4, 2)
    version = 1


class AgendaItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    body = factory.SelfAttribute("meeting.body")
    order = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Agendapunt {n}")
    version = 1


class ItemPartFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ItemPart

    item = factory.SubFactory(AgendaItemFactory)
    title = factory.Sequence(lambda n: f"Onderdeel {n}")
    version = 1


class ItemShareFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ItemShare

    item = factory.SubFactory(AgendaItemFactory)
    party = party_of("item.body.region")
    amount = 10_000
    version = 1


class AnnexFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Annex

    item = factory.SubFactory(AgendaItemFactory)
    title = factory.Sequence(lambda n: f"Bijlage {n}")
    document = factory.SubFactory(
        DocumentVersionFactory, document__region=factory.SelfAttribute("...item.body.region")
    )
    version = 1


class RepresentationItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.RepresentationItem

    item = factory.SubFactory(AgendaItemFactory)
    representation = factory.SubFactory(
        RepresentationFactory,
        position__organisation__region=factory.SelfAttribute("....item.body.region"),
    )
    version = 1


class DecisionFactory(factory.django.DjangoModelFactory):
    """A proposed afspraak; `minuted=True` gives it a number."""

    class Meta:
        model = models.Decision

    class Params:
        minuted = factory.Trait(
            year=2026, sequence=factory.Sequence(lambda n: BEYOND + n), minuted_on=MEETING_DAY
        )

    region = factory.SubFactory(RegionFactory)
    title = factory.Sequence(lambda n: f"Afspraak {n}")
    version = 1


class StanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Stance

    decision = factory.SubFactory(DecisionFactory)
    party = party_of("decision.region")
    value = models.Stance.Value.AGREES
    version = 1


class LocalFollowUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.LocalFollowUp

    decision = factory.SubFactory(DecisionFactory)
    party = party_of("decision.region")
    version = 1


class ActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Action

    region = factory.SubFactory(RegionFactory)
    number = factory.Sequence(lambda n: BEYOND + n)
    title = factory.Sequence(lambda n: f"Actie {n}")
    owner_party = party_of("region")
    arose_on = date(2026, 1, 29)
    due_on = date(2026, 3, 27)
    version = 1


class PostponementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Postponement

    action = factory.SubFactory(ActionFactory)
    was_due_on = date(2026, 2, 27)
    due_on = factory.SelfAttribute("action.due_on")
    reason = "De levering komt later."
    version = 1


class StepOutcomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.StepOutcome

    step = factory.SubFactory(StepStateFactory)
    version = 1


class ItemOriginFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ItemOrigin

    item = factory.SubFactory(AgendaItemFactory)
    version = 1


class DossierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Dossier

    meeting = factory.SubFactory(MeetingFactory)
    number = 1
    sent_at = factory.LazyFunction(clock.real_now)
    pdf = factory.SubFactory(
        DocumentVersionFactory, document__region=factory.SelfAttribute("...meeting.region")
    )
    open_pdf = factory.SelfAttribute("pdf")
    html = factory.SelfAttribute("pdf")
    manifest = factory.SelfAttribute("pdf")
    version = 1


class DossierReaderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.DossierReader

    dossier = factory.SubFactory(DossierFactory)
    position = factory.SubFactory(
        PositionFactory, organisation__region=factory.SelfAttribute("...dossier.meeting.region")
    )
    personal = factory.SelfAttribute("dossier.pdf")
    version = 1

"""What tests of papers share: a meeting with readers, the work of the worker, the text of a PDF."""

from datetime import date

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory
from oogo import tasks
from oogo.actions import dossiers
from oogo.models import Dossier, Stance
from oogo.papers.printing import Edition
from oogo.papers.production import Common, Production
from oogo.papers.whole import Whole
from oogo.tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    ParticipantFactory,
    StanceFactory,
)
from partners.tests.factories import PartyFactory, PersonFactory, PositionFactory
from records import documents
from records.models import Document
from regio.lib import clock
from regio.lib.tests.papers import text_of

Role = Membership.Role
DAY_OF_PAPERS = date(2026, 4, 2)


def read(version):
    return text_of(documents.read(version))


def meeting_of(region, **fields):
    return MeetingFactory(region=region, body__name="OOGO", body__region=region, **fields)


def meeting_with_a_stance(region):
    """Return a meeting with an item on which a party refuses: KANARIE is its reason."""
    meeting = meeting_of(region)
    item = AgendaItemFactory(meeting=meeting, title="Hulp op school", kind="besluitvorming")
    decision = DecisionFactory(region=region, item=item)
    StanceFactory(decision=decision, value=Stance.Value.REFUSES, about="KANARIE")
    return meeting


def reader_of(meeting, name, role=Role.EXECUTIVE, **fields):
    """Return a participant with an account, who speaks for a party of the same name."""
    region = meeting.region
    party = PartyFactory(organisation__region=region, organisation__short_name=f"Partij {name}")
    user = MembershipFactory(region=region, role=role, user__name=name).user
    person = PersonFactory(region=region, name=name, user=user, email=f"{user.pk}@nest.example")
    position = PositionFactory(
        person=person, organisation=party.organisation, level="bestuurlijk", title="bestuurder"
    )
    return ParticipantFactory(meeting=meeting, position=position, party=party, **fields)


def user_of(participant):
    return participant.position.person.user


def stored_pdf(region, content, by, *, content_type="application/pdf", file_name="stuk.pdf"):
    return documents.store(
        document=Document(region=region, title="Stuk"),
        file_name=file_name,
        data=content,
        content_type=content_type,
        by=by,
    )


def sent(meeting, by):
    """Send the dossier of `meeting` as a regisseur and the worker do; return it."""
    job = dossiers.order(meeting=meeting, by=by)
    tasks.make_dossiers()
    job.refresh_from_db()
    assert job.state == "gereed", job.message
    return Dossier.objects.get(pk=job.result["dossier"])


class Unprinted(Production):
    """Papers of which every file is the same few bytes: for who asks what becomes of them."""

    @property
    def common(self):
        return Common(self._file("dossier", b"%PDF-1.7"), "<p>Dossier</p>", {})

    @property
    def open(self):
        return self.common.pdf

    def _printed(self, part):
        return self.common.pdf

    def reading_copy(self, reader, personal):
        return self.common.pdf


class PrintedFor(Production):
    """Papers of which only those of one reader, by name, are printed: the others' are alike."""

    name = ""

    def _printed(self, part):
        return super()._printed(part) if self._is_of(part.reader) else self.common.pdf

    def reading_copy(self, reader, personal):
        return super().reading_copy(reader, personal) if self._is_of(reader) else self.common.pdf

    def _is_of(self, reader):
        return str(reader.position.person) == self.name


def sent_unprinted(meeting, by, folder):
    """Send the dossier of `meeting` today as `sent` does, within milliseconds; return it."""
    job = dossiers.order(meeting=meeting, by=by)
    assert job.claim()
    whole = Whole(meeting, clock.today())
    production = Unprinted(whole, Edition(dossiers.next_number(meeting)), folder)
    papers = [production.papers_for(reader) for reader in whole.readers]
    return dossiers.send(job=job, production=production, papers=papers)

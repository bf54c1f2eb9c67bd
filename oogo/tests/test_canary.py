"""A canary in every text that is not for all: no page, spreadsheet, paper or mail lets it out.

What is confidential, lies in a closed body, or was said before the minutes bears the word. Every
address of the region is asked as each role that may not read it; the twins take the walls away.
"""

import copy
import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core import mail as outbox
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, RegionScopedQuerySet
from accounts.tests.factories import MembershipFactory
from checklist.tests.factories import StepStateFactory
from oogo import models
from oogo.models.walls import Sight, WalledQuerySet
from oogo.papers.printing import Edition, common_html
from oogo.papers.whole import Whole
from oogo.tests.factories import MeetingFactory, ParticipantFactory
from oogo.tests.papers import text_of
from oogo.tests.people import speaker
from partners.tests.factories import PartyFactory, RepresentationFactory
from records import actions as records
from records import documents
from records.models import Document
from regio.lib import clock
from regio.tasks import tick
from regio.tests.world import REGION_PAGES, World
from reminders.models import ReminderSettings

Role = Membership.Role
CANARY = "kanarie"
PDF = b"%PDF"
WITHOUT_RIGHT = (Role.READER, Role.OFFICER, Role.EXECUTIVE, Role.ADMIN)
ORIGINS = ("item", "decision", "stance", "meeting")
QUERIES = {
    "oogo:action_list": ("stand=alle", "stand=alle&beeld=bord", f"zoek={CANARY[:4]}&stand=alle"),
    "oogo:action_export": ("stand=alle",),
    "oogo:decision_list": ("stand=ingetrokken", "voorbehoud=on", "herijken=on"),
    "oogo:meeting_list": ("eerder=on",),
    "oogo:item_detail": ("draad",),
}


def word(what):
    return f"{CANARY} {what}"


class Nest:
    """Writes rows as a regisseur does, so that Geschiedenis tells of them too."""

    def __init__(self, by):
        self.by = by

    def make(self, model, many=None, **fields) -> Any:
        row = model(**fields)
        row.pending_m2m = many or {}
        return records.create(row, by=self.by)

    def file(self, region):
        return documents.store(
            document=Document(region=region, title=word("document")),
            file_name=f"{CANARY}-bestand.txt",
            data=word("inhoud").encode(),
            content_type="text/plain; charset=utf-8",
            by=self.by,
        )


def secrets_at(nest, world, meeting, *, named=None, is_confidential=True):
    """Return a copy of `world` in which every row that hangs on an item bears the canary."""
    hidden, region, today = copy.copy(world), world.region, clock.today()
    guard: dict[str, Any] = {}
    if is_confidential:
        guard = {"is_confidential": True, "ground": word("grond")}
    item = nest.make(
        models.AgendaItem,
        {"disclosed_to": [named]} if named else {},
        body=meeting.body,
        meeting=meeting,
        order=90,
        title=word("titel"),
        kind="besluitvorming",
        asked=word("gevraagd"),
        explanation=word("toelichting"),
        outcome=word("verslag"),
        submitted_by=word("indiener"),
        theme=world.theme,
        **guard,
    )
    hidden.meeting, hidden.item = meeting, item
    hidden.parked_item = nest.make(
        models.AgendaItem, body=meeting.body, title=word("voorraad"), status="voorgesteld", **guard
    )
    hidden.item_part = nest.make(models.ItemPart, item=item, title=word("onderdeel"))
    hidden.item_share = nest.make(models.ItemShare, item=item, party=world.party, amount=777_001)
    hidden.annex = nest.make(
        models.Annex, item=item, title=word("bijlage"), document=nest.file(region)
    )
    hidden.proposal = nest.make(
        models.Decision, region=region, item=item, title=word("voorstel"), text=word("tekst")
    )
    nest.make(
        models.Stance,
        decision=hidden.proposal,
        party=PartyFactory(organisation__region=region),
        value="voorbehoud",
        reserved_for="raad",
        answer_by=today + timedelta(14),
        about=word("standpunt"),
    )
    hidden.action = nest.make(
        models.Action,
        region=region,
        number=900 + item.pk,
        title=word("actie"),
        note=word("uitleg"),
        report_note=word("gedaan"),
        owner_party=PartyFactory(organisation__region=region),
        theme=world.theme,
        arose_on=today,
        due_on=today + timedelta(7),
        from_item=item if is_confidential else None,
    )
    if not is_confidential:  # an action is for the whole region, what it comes from is not
        hidden.action = world.action
        nest.make(
            models.Action,
            region=region,
            number=950,
            title="Uit een besloten punt",
            owner_party=world.party,
            arose_on=today,
            due_on=today,
            from_item=item,
        )
    return hidden


def hang_more(nest, world, hidden):
    """Let what hangs on a confidential item bear the canary too, and what others see name it."""
    region, today = world.region, clock.today()
    hidden.decision = nest.make(
        models.Decision,
        {"themes": [world.theme]},
        region=region,
        item=hidden.item,
        title=word("afspraak"),
        text=word("afspraaktekst"),
        year=2026,
        sequence=900,
        minuted_on=today,
    )
    hidden.stance = hidden.reservation = nest.make(
        models.Stance,
        decision=hidden.decision,
        party=PartyFactory(organisation__region=region),
        value="voorbehoud",
        reserved_for="raad",
        answer_by=today + timedelta(14),
        about=word("voorbehoud"),
        ratified_by=word("besluit"),
    )
    hidden.follow_up = nest.make(
        models.LocalFollowUp,
        decision=hidden.decision,
        party=world.party,
        note=word("uitwerking"),
    )
    owner = PartyFactory(organisation__region=region)
    for number, origin in enumerate(
        ({"from_decision": hidden.decision}, {"from_stance": hidden.stance}), 990
    ):
        action = nest.make(
            models.Action,
            region=region,
            number=number,
            title=word("gevolg"),
            lapse_reason=word("vervallen"),
            owner_party=owner,
            arose_on=today,
            due_on=today + timedelta(7),
            **origin,
        )
        nest.make(
            models.Postponement,
            action=action,
            was_due_on=today,
            due_on=today + timedelta(7),
            reason=word("verschoven"),
        )
        step = StepStateFactory(round=world.round, step=world.round.steps[number - 985].key)
        nest.make(models.StepOutcome, step=step, action=action)
    nest.make(models.StepOutcome, step=world.step_state, decision=hidden.decision)
    for origin in (
        {"source_item": hidden.item},
        {"decision": hidden.decision},
        {"action": hidden.action},
    ):
        nest.make(models.ItemOrigin, item=world.item, **origin)
    records.write(
        world.decision,
        version=world.decision.version,
        by=nest.by,
        superseded_by=hidden.decision,
        reason="Er is een nieuwe.",
    )
    records.write(
        world.participant,
        version=world.participant.version,
        by=nest.by,
        from_item=hidden.item,
        attendance="aanwezig",
    )
    representation = RepresentationFactory(position=world.position)
    nest.make(models.RepresentationItem, item=hidden.item, representation=representation)
    nest.make(
        models.Annex,
        item=world.item,
        title=word("eigen bijlage"),
        document=nest.file(region),
        is_confidential=True,
        ground=word("grond van bijlage"),
    )


@dataclass
class Scene:
    """A region with secrets: `worlds` name the rows that are asked for by their addresses."""

    world: World
    worlds: list
    named: Any
    director: Any


@pytest.fixture
def scene(region):
    world = World(region)
    director = MembershipFactory(region=region, role=Role.DIRECTOR).user
    nest, named = Nest(director), PartyFactory(organisation__region=region)
    hidden = secrets_at(nest, world, world.meeting, named=named)
    hang_more(nest, world, hidden)
    closed = MeetingFactory(
        region=region,
        number=77,
        day=clock.today() + timedelta(7),
        place=word("plaats"),
        body__is_open=False,
    )
    ParticipantFactory(meeting=closed, note=word("opmerking"))
    besloten = secrets_at(nest, world, closed, is_confidential=False)
    records.write(world.proposal, version=world.proposal.version, by=director, text="Voorstel.")
    nest.make(
        models.Stance,
        decision=world.proposal,
        party=PartyFactory(organisation__region=region),
        value="voorbehoud",
        reserved_for="raad",
        answer_by=clock.today() + timedelta(14),
        about=word("standpunt vooraf"),
    )
    return Scene(world, [world, hidden, besloten], named, director)


def texts_of(answer):
    """Return all that an answer says: its text, its headers, what a spreadsheet or a PDF holds."""
    yield str(answer.headers)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(PDF) and len(content) > 100:
        yield text_of(content)
    elif content.startswith(b"PK"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        yield str([cell.value for sheet in book for row in sheet for cell in row])
    else:
        yield content.decode()


def addresses(scene):
    """Return every address that names a row of the region, hidden rows too, by its name."""
    found = set()
    for name, page in REGION_PAGES.items():
        if page.get is None:
            continue
        for world in scene.worlds:
            address = page.address(name, world)
            found |= {(name, address)}
            found |= {(name, f"{address}?{query}") for query in QUERIES.get(name, ())}
    slug = scene.world.region.slug
    for model in models.REGION_MODELS:
        for pk in model.objects.values_list("pk", flat=True):
            args = [slug, model._meta.label_lower, pk]
            found.add((f"history of {args[1]}", reverse("records:object_history", args=args)))
    create = reverse("oogo:action_create", args=[slug])
    for world in scene.worlds:
        for kind in ORIGINS:
            found.add(("oogo:action_create", f"{create}?uit={kind}:{getattr(world, kind).pk}"))
    return sorted({*found, ("home:work", reverse("home:work"))})


def leaks(scene, user):
    """Return the names of the pages that let `user` read the canary."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    for name, address in addresses(scene):
        for headers in ({}, {"HX-Request": "true"}):
            with transaction.atomic():
                answer = client.get(address, headers=headers)
                texts = list(texts_of(answer))
                transaction.set_rollback(True)
            asked = address.casefold()
            if any(CANARY in text.casefold().replace(asked, "") for text in texts):
                yield f"{name}: {address}"


@pytest.mark.parametrize("role", WITHOUT_RIGHT)
def test_no_page_tells_a_member_without_the_right(scene, role):
    user = speaker(scene.world.region, PartyFactory(organisation__region=scene.world.region), role)
    assert list(leaks(scene, user)) == []


def test_no_page_tells_a_participant_that_is_not_named(scene):
    """Who takes part sees stances and closed papers, not an item that names others alone."""
    party = PartyFactory(organisation__region=scene.world.region)
    user = speaker(scene.world.region, party, Role.EXECUTIVE)
    ParticipantFactory(meeting=scene.world.meeting, position=user.position, party=party)
    models.Stance.objects.filter(decision=scene.world.proposal).exclude(about="").delete()
    models.Annex.objects.filter(item=scene.world.item, is_confidential=True).delete()
    assert list(leaks(scene, user)) == []


def test_the_walk_finds_the_canary_where_it_may_be_read(scene):
    found = {leak.partition(":  ")[0] for leak in leaks(scene, scene.director)}
    told = {name.rpartition(": ")[0] for name in found}
    assert {
        "oogo:item_detail",
        "oogo:annex_download",
        "oogo:action_export",
        "oogo:decision_list",
        "oogo:participant_list",
        "records:change_list",
        "history of oogo.itemorigin",
    } <= told


def test_twin_without_walls_the_walk_sees_the_canary(scene, monkeypatch):
    monkeypatch.setattr(WalledQuerySet, "visible_to", RegionScopedQuerySet.visible_to)
    user = MembershipFactory(region=scene.world.region, role=Role.READER).user
    told = {name.rpartition(": ")[0] for name in leaks(scene, user)}
    assert {"oogo:item_detail", "oogo:action_export", "records:change_list"} <= told


@pytest.mark.parametrize("papers", ["open", "shared"])
def test_the_paper_for_all_tells_nothing_confidential(scene, papers):
    whole = Whole(scene.world.meeting, clock.today())
    html = common_html(whole, getattr(whole.agenda, papers), Edition())
    about = word("standpunt vooraf")
    assert (about in html) == (papers == "shared" and about in html)
    assert CANARY not in html.casefold().replace(about, "")


def mails_of(scene):
    """Let ticks pass until all that is due was told; return the mails."""
    day = clock.today()
    for days in range(9):
        with clock.standing_at(day + timedelta(days)):
            tick()
    return outbox.outbox


def test_no_mail_tells_who_may_not_read_it(scene):
    models.Meeting.objects.filter(pk=scene.world.meeting.pk).update(day=clock.today())
    officials = [
        speaker(scene.world.region, action.owner_party, role)
        for action in models.Action.objects.filter(title__contains=CANARY)
        for role in (Role.OFFICER,)
    ]
    assert officials
    mails = mails_of(scene)
    told = {
        to for mail in mails for to in mail.to if CANARY in f"{mail.subject} {mail.body}".casefold()
    }
    assert mails
    assert told <= {scene.director.email, *MembershipEmails(scene)}


class MembershipEmails(list):
    """The addresses of the people that may read: who speaks for the party that owns the item."""

    def __init__(self, scene):
        super().__init__()


def test_a_trial_sends_nothing_confidential_to_the_address_of_the_trial(scene):
    settings = ReminderSettings.objects.get(region=scene.world.region)
    settings.test_address = "proef@nest.example"
    settings.save()
    told = [m.subject + m.body for m in mails_of(scene) if m.to == ["proef@nest.example"]]
    assert told
    assert CANARY not in "".join(told).casefold()


def test_twin_a_sight_without_hidden_items_lets_the_canary_out(scene, monkeypatch):
    monkeypatch.setattr(Sight, "hidden_items", [])
    user = MembershipFactory(region=scene.world.region, role=Role.READER).user
    assert "oogo:action_list" in {name.rpartition(": ")[0] for name in leaks(scene, user)}

"""A canary in every text that is not for all: no page, spreadsheet, paper or mail lets it out.

What is confidential, lies in a closed body, or was said before the minutes bears the word. Every
address of the region is asked as each role that may not read it; the twins take the walls away.
"""

import copy
import io
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

import openpyxl
import pytest
from django.core import mail as outbox
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, RegionScopedQuerySet
from accounts.tests.factories import MembershipFactory, RegionFactory
from checklist.tests.factories import StepStateFactory
from oogo import models
from oogo.models.walls import Sight, WalledQuerySet
from oogo.papers.printing import Edition, common_html
from oogo.papers.whole import Whole
from oogo.tests.factories import MeetingFactory, ParticipantFactory
from oogo.tests.papers import text_of
from oogo.tests.people import speaker
from partners.models import Body
from partners.tests.factories import PartyFactory, RepresentationFactory
from records import actions as records
from records import documents
from records.models import Document
from regio.lib import clock
from regio.tasks import tick
from regio.tests.world import REGION_PAGES, World
from reminders.models import ReminderSettings

Role = Membership.Role
CANARY, BEFORE = "kanarie", "standpunt vooraf"
HTMX = {"HX-Request": "true"}
PDF = b"%PDF"
WITHOUT_RIGHT = (Role.READER, Role.OFFICER, Role.EXECUTIVE, Role.ADMIN)
ORIGINS = ("item", "decision", "stance", "meeting")
# Pages of which a part may be asked for by itself.
IN_PARTS = {
    "oogo:item_detail",
    "oogo:step_thread",
    "oogo:decision_thread",
    "oogo:theme_thread",
    "home:changes",
    "home:mandates",
}
TWIN = {"oogo:item_detail", "oogo:action_list", "oogo:action_export", "records:change_list"}
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
    if not is_confidential:  # an action is for the whole region, what it comes from is not
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
    hidden.action = nest.make(
        models.Action,
        region=region,
        number=900,
        title=word("actie"),
        note=word("uitleg"),
        report_note=word("gedaan"),
        owner_party=PartyFactory(organisation__region=region),
        theme=world.theme,
        arose_on=today,
        due_on=today + timedelta(7),
        from_item=item,
    )
    return hidden


def hang_more(nest, world, hidden, named):
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
        until_item=hidden.item,
        attendance="aanwezig",
    )
    representation = RepresentationFactory(position=world.position)
    nest.make(models.RepresentationItem, item=hidden.item, representation=representation)
    nest.make(
        models.Annex,
        {"disclosed_to": [named]},
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


@pytest.fixture(scope="module")
def made_once(rows_of_module):
    """The scene of all tests here; each undoes what it changes."""
    region = RegionFactory(name="Noord-Kennemerland", slug="noord-kennemerland", code="NK")
    world = World(region)
    director = MembershipFactory(region=region, role=Role.DIRECTOR).user
    nest, named = Nest(director), PartyFactory(organisation__region=region)
    hidden = secrets_at(nest, world, world.meeting, named=named)
    hang_more(nest, world, hidden, named)
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
        about=word(BEFORE),
    )
    return Scene(world, [world, hidden, besloten], named, director)


@pytest.fixture
def scene(made_once, db):
    return made_once


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
    """Return (name, address, headers) of every page of the region, with hidden rows in it too."""
    slug, found = scene.world.region.slug, {("home:work", reverse("home:work"))}
    for name, page in REGION_PAGES.items():
        if page.get is not None:
            for world in scene.worlds:
                address = page.address(name, world)
                found |= {(name, address)}
                found |= {(name, f"{address}?{query}") for query in QUERIES.get(name, ())}
    for model in models.GUARDED_MODELS:
        for pk in model.objects.values_list("pk", flat=True):
            args = [slug, model._meta.label_lower, pk]
            found.add(("records:object_history", reverse("records:object_history", args=args)))
    create = reverse("oogo:action_create", args=[slug])
    for world in scene.worlds:
        for kind in ORIGINS:
            found.add(("oogo:action_create", f"{create}?uit={kind}:{getattr(world, kind).pk}"))
    pages = [(name, address, {}) for name, address in sorted(found)]
    return pages + [(*page[:2], HTMX) for page in pages if page[0] in IN_PARTS]


def leaks(scene, user, names=None, allowed="nothing"):
    """Return the pages (of `names`, else all) that let `user` read the canary: (name, address).

    `allowed` is a text that this user may read.
    """
    client = Client(raise_request_exception=False)
    client.force_login(user)
    for name, address, headers in addresses(scene):
        if names is None or name in names:
            with transaction.atomic():
                answer = client.get(address, headers=headers)
                texts = list(texts_of(answer))
                transaction.set_rollback(True)
            assert answer.status_code < 500, address
            if any(CANARY in text.casefold().replace(allowed, "") for text in texts):
                yield name, address


@pytest.mark.parametrize("role", WITHOUT_RIGHT)
def test_no_page_tells_a_member_without_the_right(scene, role):
    region = scene.world.region
    user = speaker(region, PartyFactory(organisation__region=region), role)
    assert list(leaks(scene, user)) == []


def test_no_page_tells_a_participant_what_is_for_others_alone(scene):
    """Who takes part sees stances and papers, not an item or an annex that names another party."""
    region = scene.world.region
    party = PartyFactory(organisation__region=region)
    user = speaker(region, party, Role.EXECUTIVE)
    ParticipantFactory(meeting=scene.world.meeting, position=user.position, party=party)
    assert list(leaks(scene, user, allowed=word(BEFORE))) == []


def test_the_walk_finds_the_canary_where_it_may_be_read(scene):
    names = TWIN | {"oogo:participant_list", "oogo:annex_download", "oogo:backlog"}
    told = {name for name, _ in leaks(scene, scene.director, names)}
    assert told == names


def test_twin_without_walls_the_walk_sees_the_canary(scene, monkeypatch):
    monkeypatch.setattr(WalledQuerySet, "visible_to", RegionScopedQuerySet.visible_to)
    user = MembershipFactory(region=scene.world.region, role=Role.READER).user
    assert {name for name, _ in leaks(scene, user, TWIN)} == TWIN


def test_twin_a_sight_without_hidden_items_lets_the_canary_out(scene, monkeypatch):
    monkeypatch.setattr(Sight, "hidden_items", [])
    user = MembershipFactory(region=scene.world.region, role=Role.READER).user
    assert {name for name, _ in leaks(scene, user, TWIN)} == TWIN


def walled_rows(scene):
    """Yield all rows of each model behind a wall, in a region without an open body."""
    Body.objects.of_region(scene.world.region).update(is_open=False)
    for model in models.GUARDED_MODELS:
        yield model.objects.of_region(scene.world.region)


def test_walls_hide_nothing_from_a_regisseur_so_that_they_need_not_be_asked(scene, monkeypatch):
    monkeypatch.setattr(Sight, "directs_everywhere", False)
    for rows in walled_rows(scene):
        assert set(rows.visible_to(scene.director)) == set(rows)


def test_twin_each_wall_hides_something_from_a_lezer(scene):
    user = MembershipFactory(region=scene.world.region, role=Role.READER).user
    for rows in walled_rows(scene):
        assert set(rows.visible_to(user)) < set(rows)


def test_the_papers_for_all_tell_nothing_confidential(scene):
    whole = Whole(scene.world.meeting, clock.today())
    told = common_html(whole, whole.agenda.open, Edition())
    shared = common_html(whole, whole.agenda.shared, Edition()).replace(word(BEFORE), "")
    assert CANARY not in told.casefold()
    assert CANARY not in shared.casefold()
    everything = common_html(whole, whole.agenda.papers, Edition())
    assert CANARY in everything.casefold()


def mails_of_a_week():
    """Let a tick pass on every day of a week; return the mails that went out."""
    day = clock.today()
    for days in range(9):
        with clock.standing_at(day + timedelta(days), time(12)):
            tick()
    return outbox.outbox


def test_no_mail_tells_who_may_not_read_it(scene):
    for action in models.Action.objects.filter(title__contains=CANARY):
        speaker(scene.world.region, action.owner_party, Role.OFFICER)
    mails = mails_of_a_week()
    told = {mail.to[0] for mail in mails if CANARY in f"{mail.subject} {mail.body}".casefold()}
    assert told == {scene.director.email}


def test_a_trial_tells_a_beheerder_no_more_than_the_pages_do(scene):
    settings = ReminderSettings.objects.get(region=scene.world.region)
    admin = MembershipFactory(region=scene.world.region, role=Role.ADMIN).user
    settings.test_address = admin.email
    settings.save()
    told = [f"{mail.subject} {mail.body}" for mail in mails_of_a_week()]
    assert any("Iets vertrouwelijks" in text for text in told)
    assert [text for text in told if CANARY in text.casefold()] == []


def test_a_trial_at_an_address_without_account_names_nothing_confidential(scene):
    models.AgendaItem.objects.filter(is_confidential=False).update(status="ingetrokken")
    models.Decision.objects.filter(sequence=None).update(is_withdrawn=True)
    settings = ReminderSettings.objects.get(region=scene.world.region)
    settings.test_address = "proef@nest.example"
    settings.save()
    told = [f"{mail.subject} {mail.body}" for mail in mails_of_a_week()]
    assert any("Iets vertrouwelijks" in text for text in told)
    assert [text for text in told if CANARY in text.casefold()] == []

"""What the papers of a meeting say, and to whom: nothing confidential reaches who may not know."""

from datetime import date

import pytest

from accounts.models import User
from oogo.models import AgendaItem, Annex, Stance
from oogo.papers.personal import Promises, personal_part
from oogo.papers.printing import Edition, common_html, personal_html, twin_of
from oogo.papers.readers import readers_of
from oogo.papers.whole import Whole
from oogo.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    AnnexFactory,
    CycleSubjectFactory,
    DecisionFactory,
    ItemShareFactory,
    RepresentationItemFactory,
    StanceFactory,
    SubjectPartyFactory,
)
from oogo.tests.papers import Role, meeting_of, reader_of, user_of
from partners.tests.factories import PositionFactory, RepresentationFactory
from regio.lib import clock

DAY = date(2026, 4, 2)
CANARY = "KANARIE"


@pytest.fixture(autouse=True)
def on_day():
    with clock.standing_at(DAY):
        yield


@pytest.fixture
def meeting(region):
    return meeting_of(region)


def shared(whole):
    return common_html(whole, whole.agenda.shared, Edition())


def open_to_all(whole):
    return common_html(whole, whole.agenda.open, Edition())


def personal(whole, participant):
    reader = next(r for r in whole.readers if r.position == participant.position)
    part = personal_part(whole, Promises(whole), reader, {})
    return personal_html(whole, part, Edition())


def confide(meeting, *parties):
    """Put a confidential item on the agenda, with everything that may hang on one."""
    item = AgendaItemFactory(
        meeting=meeting,
        title=f"{CANARY} titel",
        asked=f"{CANARY} gevraagd",
        explanation=f"{CANARY} toelichting",
        kind="besluitvorming",
        is_confidential=True,
        ground=f"{CANARY} grond",
    )
    item.disclosed_to.set(parties)
    region = meeting.region
    decision = DecisionFactory(region=region, item=item, title=f"{CANARY} afspraak")
    earlier = DecisionFactory(region=region, item=item, title=f"{CANARY} eerder", minuted=True)
    stance = StanceFactory(decision=decision, about=f"{CANARY} standpunt")
    for origin in ({"from_item": item}, {"from_decision": earlier}, {"from_stance": stance}):
        ActionFactory(region=region, title=f"{CANARY} actie", **origin)
    AnnexFactory(item=item, title=f"{CANARY} bijlage")
    item.origins.model.objects.create(
        item=AgendaItemFactory(meeting=meeting, title="Open punt"), decision=earlier, version=1
    )
    return item


def test_a_confidential_item_leaves_a_gap_in_the_common_file_and_nothing_else(meeting):
    AgendaItemFactory(meeting=meeting, title="Opening")
    confide(meeting)
    for html in (shared(Whole(meeting, DAY)), open_to_all(Whole(meeting, DAY))):
        assert CANARY not in html
        assert "Een nummer dat hier ontbreekt" in html
    whole = Whole(meeting, DAY)
    assert [p.number for p in whole.agenda.shared] == ["1", "3"]


def test_a_confidential_item_is_in_the_part_of_participants_alone(meeting):
    confide(meeting)
    whole = Whole(meeting, DAY)
    html = personal(whole, reader_of(meeting, "Merel"))
    for words in ("titel", "gevraagd", "toelichting", "grond", "bijlage"):
        assert f"{CANARY} {words}" in html
    assert f"{CANARY} actie" not in html


def test_an_item_that_names_parties_is_in_the_part_of_those_and_of_regisseurs_alone(meeting):
    named, other = reader_of(meeting, "Merel"), reader_of(meeting, "Grutto")
    director = reader_of(meeting, "Torenvalk", role=Role.DIRECTOR)
    confide(meeting, named.party)
    whole = Whole(meeting, DAY)
    assert f"{CANARY} titel" in personal(whole, named)
    assert f"{CANARY} titel" in personal(whole, director)
    assert CANARY not in personal(whole, other)


def test_a_confidential_annex_leaves_a_gap_and_is_named_to_its_readers(meeting):
    named, other = reader_of(meeting, "Merel"), reader_of(meeting, "Grutto")
    item = AgendaItemFactory(meeting=meeting)
    AnnexFactory(item=item, title="Rekenmodel", order=1)
    secret = AnnexFactory(
        item=item, title=f"{CANARY} tarieven", is_confidential=True, ground="Woo", order=2
    )
    AnnexFactory(item=item, title="Verdeling", order=3)
    secret.disclosed_to.set([named.party])
    whole = Whole(meeting, DAY)
    assert [a.number for a in whole.agenda.shared[0].annexes] == ["1.1", "1.3"]
    assert CANARY not in shared(whole) + personal(whole, other)
    assert f"{CANARY} tarieven" in personal(whole, named)


def test_what_a_reader_may_read_is_what_the_wall_shows_on_the_site(meeting):
    """Two answers to one question: that of the papers, by function, and that of the pages."""
    readers = [reader_of(meeting, name) for name in ("Merel", "Grutto", "Kievit")]
    readers.append(reader_of(meeting, "Torenvalk", role=Role.DIRECTOR))
    for number, parties in enumerate(([], [readers[0].party], [readers[1].party])):
        item = confide(meeting, *parties)
        annex = AnnexFactory(item=item, is_confidential=True, ground="Woo", order=number)
        annex.disclosed_to.set([readers[0].party])
    RepresentationFactory(position=readers[2].position, party=readers[1].party)
    whole = Whole(meeting, DAY)
    for participant in readers:
        user = User.objects.get(pk=user_of(participant).pk)
        reader = next(r for r in whole.readers if r.position == participant.position)
        secret = AgendaItem.objects.filter(is_confidential=True).visible_to(user)
        assert {p.item for p in whole.agenda.confidential_for(reader)} == set(secret)
        annexes = {found.annex for found in whole.agenda.annexes_for(reader)}
        assert annexes == set(Annex.objects.visible_to(user))


def test_stances_before_the_meeting_are_for_who_takes_part(meeting):
    item = AgendaItemFactory(meeting=meeting, kind="besluitvorming")
    decision = DecisionFactory(region=meeting.region, item=item)
    StanceFactory(
        decision=decision,
        value=Stance.Value.RESERVES,
        reserved_for="college",
        about="alinea leerlingenvervoer",
        answer_by=date(2026, 4, 21),
    )
    whole = Whole(meeting, DAY)
    assert "College: alinea leerlingenvervoer; antwoord uiterlijk 21-04-2026" in shared(whole)
    assert "leerlingenvervoer" not in open_to_all(whole)


def test_an_item_says_whose_agreement_it_needs_and_what_it_asks_of_each(meeting, region):
    subject = CycleSubjectFactory(cycle__region=region, cycle__meeting=meeting)
    agreeing = SubjectPartyFactory(subject=subject, party__organisation__short_name="Uilenburg")
    SubjectPartyFactory(
        subject=subject, party__organisation__short_name="Luistervink", capacity="toehoorder"
    )
    item = AgendaItemFactory(meeting=meeting, subject=subject, kind="besluitvorming")
    ItemShareFactory(item=item, party=agreeing.party, amount=76_339)
    html = shared(Whole(meeting, DAY))
    assert '<th scope="row">Overeenstemming van</th><td>Uilenburg</td>' in html
    assert "Luistervink" not in html
    assert "76.339" in html


def test_the_part_for_a_reader_asks_in_the_name_of_each_party(meeting, region):
    lepelaar = reader_of(meeting, "Lepelaar")
    items = [
        AgendaItemFactory(meeting=meeting, title=title, asked="Kies", kind="besluitvorming")
        for title in ("Variant", "Trekker")
    ]
    power = RepresentationFactory(
        position=lepelaar.position,
        party__organisation__region=region,
        party__organisation__short_name="Uitgeest",
        since=meeting.day,
    )
    RepresentationItemFactory(item=items[1], representation=power)
    for item in items:
        for party in (lepelaar.party, power.party):
            ItemShareFactory(item=item, party=party, amount=1_000)
    whole = Whole(meeting, DAY)
    part = personal_part(whole, Promises(whole), whole.readers[0], {})
    assert [[str(p.voice.party) for p in asked.positions] for asked in part.asked] == [
        ["Partij Lepelaar"],
        ["Partij Lepelaar", "Uitgeest"],
    ]


def test_decisions_are_asked_before_what_is_only_told(meeting):
    for kind in ("kennisname", "bespreking", "besluitvorming", "vaststelling"):
        AgendaItemFactory(meeting=meeting, kind=kind, asked="Kies", title=kind)
    AgendaItemFactory(meeting=meeting, asked="", title="niets gevraagd")
    whole = Whole(meeting, DAY)
    assert [p.item.title for p in whole.asked(whole.agenda.shared)] == [
        "besluitvorming",
        "vaststelling",
        "bespreking",
        "kennisname",
    ]


def test_who_came_in_the_place_of_another_gets_the_papers_once(meeting):
    merel, kievit = reader_of(meeting, "Merel"), reader_of(meeting, "Kievit")
    kievit.replaced_by, kievit.attendance = merel.position, "vervangen"
    kievit.save()
    reader_of(meeting, "Grutto", is_withdrawn=True)
    assert [str(reader) for reader in readers_of(meeting, DAY)] == ["Merel"]


def test_headings_in_a_text_stand_below_the_heading_of_the_text(meeting):
    AgendaItemFactory(meeting=meeting, explanation="# Een\n\n### Twee\n\ntekst")
    html = shared(Whole(meeting, DAY))
    assert "<h4>Een</h4>" in html
    assert "<h4>Twee</h4>" in html


def test_a_twin_of_a_paper_fetches_nothing(meeting):
    AgendaItemFactory(meeting=meeting, title="Opening")
    twin = twin_of(shared(Whole(meeting, DAY)))
    assert "Opening" in twin
    assert ".ask-text" in twin
    for fetching in ("<link", "url(", "@import", " src="):
        assert fetching not in twin


def test_reading_the_papers_takes_as_many_queries_for_many_items_as_for_one(
    meeting, region, django_assert_max_num_queries
):
    counts = []
    for number in (1, 14):
        for _ in range(number):
            participant = reader_of(meeting, f"Lezer {len(counts)}-{_}")
            item = AgendaItemFactory(meeting=meeting, kind="besluitvorming", asked="Kies")
            decision = DecisionFactory(region=region, item=item)
            StanceFactory(decision=decision, party=participant.party)
            AnnexFactory(item=item)
            ItemShareFactory(item=item, party=participant.party)
            ActionFactory(region=region, owner_party=participant.party)
        with django_assert_max_num_queries(60) as queries:
            whole = Whole(meeting, DAY)
            shared(whole)
            promises = Promises(whole)
            for reader in whole.readers:
                personal_html(whole, personal_part(whole, promises, reader, {}), Edition())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_replacement_does_not_carry_the_answer_of_who_is_replaced(meeting):
    other = PositionFactory(organisation__region=meeting.region)
    reader_of(meeting, "Kievit", reply="komt_niet", replaced_by=other)
    text = shared(Whole(meeting, DAY))
    assert ("als vervanger" in text, "komt niet" in text) == (True, False)

"""The register: states, filters, pages, and what it costs."""

from datetime import date

import pytest

from accounts.models import Membership
from agenda.tests.factories import ThemeFactory
from oogo import register
from oogo.models import Decision, Stance
from oogo.rules.agreement import OFFERED, SECOND, Route
from oogo.tests.factories import (
    AgendaItemFactory,
    CycleSubjectFactory,
    DecisionFactory,
    ItemPartFactory,
    LocalFollowUpFactory,
    MeetingFactory,
    StanceFactory,
    SubjectPartyFactory,
)
from partners.tests.factories import PartyFactory

pytestmark = pytest.mark.usefixtures("third_of_march")
Role = Membership.Role
TODAY = date(2026, 3, 3)
HELD = date(2026, 2, 12)
LATER = date(2026, 4, 21)


@pytest.fixture
def parties(region):
    """The scenario's names, as many as asked for."""

    def make(*names):
        return [
            PartyFactory(
                organisation__region=region,
                organisation__kind="gemeente",
                organisation__short_name=name,
                organisation__name=name,
            )
            for name in names
        ]

    return make


@pytest.fixture
def decide(region):
    """Return a function that makes a numbered afspraak with stances, in the order of parties."""

    def make(parties, *values, **fields):
        row = DecisionFactory(region=region, minuted=True, **{"minuted_on": HELD} | fields)
        for party, value in zip(parties, values, strict=True):
            extra = {"reserved_for": "raad", "answer_by": LATER} if value == "voorbehoud" else {}
            StanceFactory(decision=row, party=party, value=value, given_on=HELD, **extra)
        return row

    return make


@pytest.fixture
def shown(client, address):
    """The afspraken that the register shows for a query."""
    return lambda **query: [
        entry.decision for entry in client.get(address("decision_list"), query).context["entries"]
    ]


def entry_of(row, user):
    [entry] = register.entries(Decision.objects.with_successor().filter(pk=row.pk), user, TODAY)
    return entry


# --- states


def test_each_filter_of_the_state_finds_its_afspraken(region, sign_in, parties, decide, shown):
    sign_in(Role.READER)
    two = parties("Alkmaar", "Uitgeest")
    final = decide(two, "akkoord", "akkoord")
    without = decide(two, "akkoord", "niet_akkoord")
    reserved = decide(two, "voorbehoud", "niet_akkoord")
    awaited = decide(two, "akkoord", "geen")
    disagreed = decide(two, "niet_akkoord", "niet_akkoord")
    ended = decide(two, "akkoord", "akkoord", until=TODAY)
    superseded = decide(two, "akkoord", "akkoord", superseded_by=final, reason="Ruimer")
    withdrawn = decide(two, "akkoord", "akkoord", is_withdrawn=True, reason="Vergissing")
    proposed = DecisionFactory(region=region)
    dropped = DecisionFactory(region=region, is_withdrawn=True, reason="Vergissing")
    found = {
        kind: set(shown(stand=kind))
        for kind in (
            "definitief",
            "zonder",
            "voorbehoud",
            "wacht",
            "geen_overeenstemming",
            "afgelopen",
            "vervangen",
            "ingetrokken",
            "voorgesteld",
        )
    }
    assert found == {
        "definitief": {final, without},
        "zonder": {without, reserved},
        "voorbehoud": {reserved},
        "wacht": {awaited},
        "geen_overeenstemming": {disagreed},
        "afgelopen": {ended},
        "vervangen": {superseded},
        "ingetrokken": {withdrawn, dropped},
        "voorgesteld": {proposed},
    }
    assert dropped not in shown()
    assert len(shown()) == 9


def test_the_newest_number_comes_first_after_what_is_only_proposed(region, sign_in, shown):
    sign_in(Role.READER)
    numbers = [(2025, 9), (2026, 2), (2026, 10)]
    rows = [DecisionFactory(region=region, minuted=True, year=y, sequence=n) for y, n in numbers]
    proposed = DecisionFactory(region=region)
    assert shown() == [proposed, rows[2], rows[1], rows[0]]


def test_the_register_filters_by_year_theme_party_reservation_and_review(
    region, sign_in, parties, decide, shown
):
    sign_in(Role.READER)
    alkmaar, uitgeest = parties("Alkmaar", "Uitgeest")
    theme = ThemeFactory(region=region)
    old = decide([alkmaar], "akkoord", year=2025, sequence=1, review_on=TODAY)
    open_one = decide([uitgeest], "voorbehoud", review_on=LATER)
    done = decide([alkmaar], "voorbehoud", review_on=TODAY, until=TODAY)
    Stance.objects.filter(decision=done).update(ratified_on=TODAY)
    open_one.themes.add(theme)
    assert shown(jaar="2025") == [old]
    assert shown(thema=theme.pk) == [open_one]
    assert set(shown(partij=alkmaar.pk)) == {old, done}
    assert shown(voorbehoud="on") == [open_one]
    assert shown(herijken="on") == [old]


def test_a_party_at_the_subject_finds_its_afspraak(region, sign_in, shown):
    sign_in(Role.READER)
    one = SubjectPartyFactory(subject__cycle__region=region)
    item = AgendaItemFactory(meeting__region=region, subject=one.subject)
    row = DecisionFactory(region=region, item=item)
    listener = SubjectPartyFactory(subject=one.subject, capacity="toehoorder")
    assert shown(partij=one.party_id) == [row]
    assert shown(partij=listener.party_id) == []


@pytest.mark.parametrize(
    "query",
    [
        {"jaar": "10000"},
        {"thema": "9" * 30},
        {"partij": "abc"},
        {"stand": "misschien"},
        {"pagina": "9" * 30},
        {"herijken": "misschien"},
    ],
)
def test_a_broken_filter_shows_the_page(client, region, sign_in, address, query):
    sign_in(Role.READER)
    DecisionFactory(region=region)
    assert client.get(address("decision_list"), query).status_code == 200


def test_an_empty_register_says_what_belongs_here(client, sign_in, address):
    sign_in(Role.READER)
    page = client.get(address("decision_list")).content.decode()
    assert "Nog geen afspraken" in page
    page = client.get(address("decision_list"), {"stand": "definitief"}).content.decode()
    assert "Geen afspraak gevonden" in page


# --- a statutory subject


@pytest.fixture
def statutory(region):
    """A proposal at an item on the ondersteuningsplan, of which `submitter` is the submitter."""
    subject = CycleSubjectFactory(
        cycle__region=region, cycle__meeting__region=region, cycle__meeting__day=HELD
    )
    submitter = SubjectPartyFactory(subject=subject).party
    item = AgendaItemFactory(meeting=subject.cycle.meeting, subject=subject, submitter=submitter)
    return DecisionFactory(region=region, item=item, minuted=True, minuted_on=HELD)


def test_on_a_statutory_subject_every_party_in_that_capacity_must_agree(
    client, sign_in, statutory, parties
):
    user = sign_in(Role.READER)
    alkmaar, castricum = parties("Alkmaar", "Castricum")
    SubjectPartyFactory(subject=statutory.item.subject, party=alkmaar)
    SubjectPartyFactory(subject=statutory.item.subject, party=castricum, capacity="overleg")
    assert entry_of(statutory, user).state.word == "wacht op 1 standpunt"
    StanceFactory(decision=statutory, party=castricum, value="niet_akkoord")
    StanceFactory(decision=statutory, party=alkmaar, given_on=TODAY)
    entry = entry_of(statutory, user)
    assert (entry.state.word, entry.state.on) == ("definitief", TODAY)
    submitter = entry.line_of(statutory.item.submitter_id)
    assert (submitter.word, submitter.tier) == ("akkoord als indiener", "done")
    assert entry.tally == [("akkoord", 2), ("niet akkoord", 1)]
    assert "overleg" in client.get(statutory.get_absolute_url()).content.decode()


def test_without_agreement_the_page_proposes_a_second_overleg_and_then_offers_the_route(
    client, region, sign_in, statutory, parties
):
    sign_in(Role.READER)
    [alkmaar] = parties("Alkmaar")
    SubjectPartyFactory(subject=statutory.item.subject, party=alkmaar)
    StanceFactory(decision=statutory, party=alkmaar, value="niet_akkoord")

    def advice():
        return client.get(statutory.get_absolute_url()).context["advice"]

    assert advice() == SECOND
    second = MeetingFactory(region=region, day=LATER)
    item = AgendaItemFactory(meeting=second, subject=statutory.item.subject)
    assert advice() == "Het tweede overleg is op 21-04-2026."
    second.day = TODAY
    second.save()
    assert advice() == OFFERED[Route.SUPPORT]
    item.subject.kind.key = "jeugdplan"
    item.subject.kind.save()
    assert advice() == OFFERED[Route.YOUTH]
    second.status, second.cancel_reason = "geannuleerd", "Ziekte"
    second.save()
    assert advice() == SECOND


def test_parties_stand_in_the_order_of_their_kind_and_name(region, sign_in, parties, decide):
    user = sign_in(Role.READER)
    swv = PartyFactory(
        organisation__region=region, organisation__kind="swv", organisation__short_name="PPO"
    )
    uitgeest, alkmaar = parties("Uitgeest", "Alkmaar")
    row = decide([swv, uitgeest, alkmaar], "akkoord", "akkoord", "akkoord")
    assert [line.party for line in entry_of(row, user).lines] == [alkmaar, uitgeest, swv]


# --- the page of a meeting


def test_the_meeting_lists_its_afspraken_by_item_with_a_strip(
    client, region, sign_in, address, parties
):
    sign_in(Role.DIRECTOR)
    meeting = MeetingFactory(region=region, number=9007, day=HELD)
    opening = AgendaItemFactory(meeting=meeting, kind="kennisname", order=1)
    second = AgendaItemFactory(meeting=meeting, kind="besluitvorming", order=2)
    third = AgendaItemFactory(meeting=meeting, kind="besluitvorming", order=3)
    row = DecisionFactory(region=region, item=third, minuted=True)
    DecisionFactory(region=region, item=third, is_withdrawn=True, reason="Dubbel")
    DecisionFactory(region=region, item=AgendaItemFactory(meeting__region=region))
    [alkmaar] = parties("Alkmaar")
    StanceFactory(decision=row, party=alkmaar, value="niet_akkoord")
    page = client.get(address("meeting_decisions", 9007))
    groups = page.context["groups"]
    assert [(n, item, [e.decision for e, _ in rows]) for n, item, rows in groups] == [
        ("2", second, []),
        ("3", third, [row]),
    ]
    assert [line.letter for line in groups[1][2][0][0].lines] == ["N"]
    assert opening.title not in page.content.decode()
    sign_in(Role.READER)
    groups = client.get(address("meeting_decisions", 9007)).context["groups"]
    assert [item for _, item, _ in groups] == [third]


# --- what it costs


def fill(region, count, parties):
    subject = CycleSubjectFactory(cycle__region=region)
    SubjectPartyFactory(subject=subject, party=parties[0])
    item = AgendaItemFactory(meeting__region=region, kind="besluitvorming", subject=subject)
    part = ItemPartFactory(item=item)
    theme = ThemeFactory(region=region)
    for _ in range(count):
        row = DecisionFactory(region=region, item=item, minuted=True, minuted_on=HELD)
        row.themes.add(theme)
        for party in parties:
            StanceFactory(decision=row, party=party)
            StanceFactory(decision=row, party=party, part=part)
        LocalFollowUpFactory(decision=row, party=parties[0])
    return item.meeting


@pytest.mark.parametrize("query", [{}, {"stand": "definitief"}, {"voorbehoud": "on"}])
def test_the_register_costs_the_same_with_one_row_and_with_thirty(
    client, region, sign_in, address, parties, django_assert_max_num_queries, query
):
    sign_in(Role.READER)
    two = parties("Alkmaar", "Uitgeest")
    fill(region, 1, two)
    with django_assert_max_num_queries(15) as one:
        client.get(address("decision_list"), query)
    fill(region, 29, two)
    with django_assert_max_num_queries(len(one)):
        client.get(address("decision_list"), query)


def test_the_page_of_a_meeting_costs_the_same_with_one_afspraak_and_with_thirty(
    client, region, sign_in, address, parties, django_assert_max_num_queries
):
    sign_in(Role.DIRECTOR)
    one, many = fill(region, 1, parties("Alkmaar")), fill(region, 30, parties("Uitgeest"))
    with django_assert_max_num_queries(15) as asked:
        client.get(address("meeting_decisions", one.number))
    with django_assert_max_num_queries(len(asked)):
        client.get(address("meeting_decisions", many.number))


def test_the_page_of_an_afspraak_costs_the_same_with_one_party_and_with_thirty(
    client, region, sign_in, parties, django_assert_max_num_queries
):
    sign_in(Role.DIRECTOR)
    fill(region, 1, parties("Alkmaar"))
    fill(region, 1, parties(*(f"Gemeente {n}" for n in range(30))))
    few, many = (row.get_absolute_url() for row in Decision.objects.order_by("pk"))
    with django_assert_max_num_queries(15) as asked:
        client.get(few)
    with django_assert_max_num_queries(len(asked)):
        client.get(many)

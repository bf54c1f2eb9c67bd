"""Gemeenten merge: their items, amounts and local follow-up; what was done stays, what is open
goes over."""

from datetime import date

import pytest

from accounts.tests.factories import MembershipFactory
from oogo.actions import attendance
from oogo.models import AgendaItem, ItemShare, LocalFollowUp
from oogo.tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    ItemShareFactory,
    LocalFollowUpFactory,
    MeetingFactory,
    StanceFactory,
)
from partners.field import Field
from partners.mergers import plan as plans
from partners.mergers.events import Mergers
from partners.models import Party, Succession
from partners.reference.announce import Announcement, NewTown, announce
from partners.tests.factories import (
    BodyFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PartyFactory,
)
from records.models import Change
from regio.lib import clock

ON, TODAY, LATER = date(2026, 1, 1), date(2026, 1, 5), date(2026, 3, 3)
Kind, Progress = Succession.Kind, LocalFollowUp.Status
NEST = NewTown("GM8100", "Nestgaarde", "Noord-Holland")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_day():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def user(region):
    return MembershipFactory(region=region, role="regisseur").user


@pytest.fixture
def plover(region):
    return party_of(region, "GM8001", "Plevier")


@pytest.fixture
def lark(region):
    return party_of(region, "GM8002", "Leeuwerik")


@pytest.fixture
def coming(region):
    return MeetingFactory(region=region, body__region=region, day=LATER)


def party_of(region, code, name):
    town = MunicipalityFactory(code=code, name__name=name)
    return PartyFactory(
        organisation=OrganisationFactory(region=region, municipality=town, short_name=name)
    )


def carried_out(user, region, kind, olds, heirs=(), new=NEST, **groups):
    """Carry a herindeling out; return {(kind, text): what the preview said that becomes of it}."""
    towns = [tuple(p.organisation.municipality for p in side) for side in (olds, heirs)]
    row = announce(Announcement(ON, kind, *towns, new, "Een wet"))[0]
    touching = Mergers(Field(region), user, TODAY).get(row.pk)
    passing = plans.prepare(touching, region, user)
    passing.choices.groups.update(groups)
    plan = plans.plan_of(passing)
    plans.carry_out(
        pk=row.pk,
        region=region,
        chosen=passing.choices,
        seen=plan.fingerprint,
        day=TODAY,
        by=user,
    )
    return {(one.kind, one.text): one.becomes for one in plan.passed}


def follow(party, code, name, on=date(2026, 1, 3)):
    """Let `party` end on a day and another go on; return that."""
    heir = party_of(party.region, code, name)
    Party.objects.filter(pk=party.pk).update(until=on)
    Party.objects.filter(pk=heir.pk).update(since=on)
    party.successors.add(heir)
    return heir


def new_party():
    return Party.objects.get(organisation__municipality__code="GM8100")


def only(told, kind):
    return [becomes for (one, _), becomes in told.items() if one == kind]


# --- items


def test_an_item_to_come_is_submitted_by_the_successor_and_a_treated_one_stays(
    user, region, plover, coming
):
    items = {
        "coming": AgendaItemFactory(meeting=coming, submitter=plover, title="Wonen"),
        "waits": AgendaItemFactory(
            meeting=None, body=BodyFactory(region=region), submitter=plover, title="Zorg"
        ),
        "treated": AgendaItemFactory(meeting=coming, submitter=plover, status="behandeld"),
        "withdrawn": AgendaItemFactory(meeting=coming, submitter=plover, status="ingetrokken"),
        "held": AgendaItemFactory(
            meeting__region=region, meeting__day=date(2025, 11, 5), submitter=plover
        ),
    }
    told = carried_out(user, region, Kind.NEW, [plover])
    for item in items.values():
        item.refresh_from_db()
    assert {name: str(item.submitter) for name, item in items.items()} == {
        "coming": "Nestgaarde",
        "waits": "Nestgaarde",
        "treated": "Plevier",
        "withdrawn": "Plevier",
        "held": "Plevier",
    }
    assert only(told, "Ingediend agendapunt") == ["wordt ingediend door Nestgaarde"] * 2
    change = Change.objects.get(
        model="oogo.agendaitem", object_id=items["coming"].pk, field="submitter"
    )
    assert change.by == user


def test_an_item_that_nobody_takes_over_keeps_its_submitter(user, region, plover, lark, coming):
    item = AgendaItemFactory(meeting=coming, submitter=plover)
    told = carried_out(user, region, Kind.SPLIT, [plover], [lark], NEST, overleggen="")
    item.refresh_from_db()
    assert (item.submitter, only(told, "Ingediend agendapunt")) == (
        plover,
        ["blijft op naam van Plevier"],
    )


def test_an_item_of_before_that_is_taken_over_after_it_is_submitted_by_the_successor(
    user, region, plover, coming
):
    held = MeetingFactory(region=region, body=coming.body, day=date(2025, 11, 5))
    item = AgendaItemFactory(meeting=held, submitter=plover, status="aangehouden")
    carried_out(user, region, Kind.NEW, [plover])
    item = AgendaItem.objects.select_related("body__region").get(pk=item.pk)
    attendance.carry_over(meeting=coming, proposals=[(item, item.title, 5)], by=user)
    again = AgendaItem.objects.get(meeting=coming)
    assert (again.submitter, item.submitter) == (new_party(), plover)


def test_after_two_herindelingen_in_a_row_the_last_successor_submits(user, region, plover, coming):
    held = MeetingFactory(region=region, body=coming.body, day=date(2025, 11, 5))
    item = AgendaItemFactory(meeting=held, submitter=plover, status="aangehouden")
    carried_out(user, region, Kind.NEW, [plover])
    last = follow(new_party(), "GM8200", "Kustgaarde")
    item = AgendaItem.objects.select_related("body__region").get(pk=item.pk)
    attendance.carry_over(meeting=coming, proposals=[(item, item.title, 5)], by=user)
    assert AgendaItem.objects.get(meeting=coming).submitter == last


# --- amounts


def shares_at(item):
    rows = ItemShare.objects.filter(item=item).order_by("pk")
    return [(str(row.party), row.amount, row.is_withdrawn) for row in rows]


def test_of_two_that_become_one_the_amounts_are_the_sum_and_the_preview_says_so(
    user, region, plover, lark, coming
):
    item = AgendaItemFactory(meeting=coming)
    for party, amount in ((plover, 12_000), (lark, 30_500)):
        ItemShareFactory(item=item, party=party, amount=amount)
    told = carried_out(user, region, Kind.NEW, [plover, lark])
    assert shares_at(item) == [("Nestgaarde", 42_500, False), ("Leeuwerik", 30_500, True)]
    said = "gaat over naar Nestgaarde, samen € 42.500 per jaar"
    assert only(told, "Aandeel in een agendapunt") == [said] * 2


def test_an_amount_at_an_item_without_a_meeting_goes_over_with_the_item(user, region, plover):
    waits = AgendaItemFactory(meeting=None, body=BodyFactory(region=region), submitter=plover)
    ItemShareFactory(item=waits, party=plover, amount=700)
    carried_out(user, region, Kind.NEW, [plover])
    assert shares_at(waits) == [("Nestgaarde", 700, False)]


@pytest.mark.parametrize("status", ["behandeld", "ingetrokken"])
def test_an_amount_at_an_item_that_is_over_stays(user, region, plover, coming, status):
    item = AgendaItemFactory(meeting=coming, status=status)
    ItemShareFactory(item=item, party=plover, amount=700)
    carried_out(user, region, Kind.NEW, [plover])
    assert shares_at(item) == [("Plevier", 700, False)]


def test_what_one_takes_over_is_added_to_its_own(user, region, plover, lark, coming):
    first, second = (AgendaItemFactory(meeting=coming) for _ in range(2))
    for item, party, amount in (
        (first, plover, 12_000),
        (first, lark, 30_500),
        (second, plover, 700),
    ):
        ItemShareFactory(item=item, party=party, amount=amount)
    told = carried_out(user, region, Kind.INTO, [plover], [lark], None)
    assert shares_at(first) == [("Plevier", 12_000, True), ("Leeuwerik", 42_500, False)]
    assert shares_at(second) == [("Leeuwerik", 700, False)]
    assert only(told, "Aandeel in een agendapunt") == [
        "gaat over naar Leeuwerik, samen € 42.500 per jaar",
        "gaat over naar Leeuwerik",
    ]


def test_a_share_that_was_withdrawn_is_not_counted(user, region, plover, lark, coming):
    item = AgendaItemFactory(meeting=coming)
    ItemShareFactory(item=item, party=plover, amount=12_000)
    ItemShareFactory(item=item, party=lark, amount=30_500, is_withdrawn=True)
    told = carried_out(user, region, Kind.INTO, [plover], [lark], None)
    assert shares_at(item) == [("Plevier", 12_000, True), ("Leeuwerik", 12_000, False)]
    assert only(told, "Aandeel in een agendapunt") == ["gaat over naar Leeuwerik"]


def test_over_a_division_nothing_is_added_up(user, region, plover, lark, coming):
    item, other = AgendaItemFactory(meeting=coming), AgendaItemFactory(meeting=coming)
    for party, amount in ((plover, 12_000), (lark, 30_500)):
        ItemShareFactory(item=item, party=party, amount=amount)
    ItemShareFactory(item=other, party=plover, amount=700)
    told = carried_out(user, region, Kind.SPLIT, [plover], [lark], NEST, overleggen="GM8002")
    assert shares_at(item) == [("Plevier", 12_000, False), ("Leeuwerik", 30_500, False)]
    assert shares_at(other) == [("Leeuwerik", 700, False)]
    assert only(told, "Aandeel in een agendapunt") == [
        "blijft op naam van Plevier: Leeuwerik heeft daar al een aandeel, verdeel het zelf",
        "gaat in zijn geheel over naar Leeuwerik: verdeel het zelf",
    ]


# --- follow-up at home


def agreed(region, **fields):
    return DecisionFactory(region=region, minuted=True, **fields)


def progress_of(decision):
    rows = LocalFollowUp.objects.filter(decision=decision).order_by("pk")
    return [(str(row.party), row.status, row.note) for row in rows]


def test_what_is_not_settled_at_home_yet_is_for_the_successor(user, region, plover, lark):
    decision, over = agreed(region), agreed(region, until=TODAY)
    for party, status, note in (
        (plover, Progress.SETTLED, "Verordening"),
        (lark, Progress.BUSY, "Ligt bij het college"),
    ):
        LocalFollowUpFactory(decision=decision, party=party, status=status, note=note)
    LocalFollowUpFactory(decision=over, party=lark, status=Progress.BUSY)
    told = carried_out(user, region, Kind.NEW, [plover, lark])
    assert progress_of(decision) == [
        ("Plevier", Progress.SETTLED, "Verordening"),
        ("Nestgaarde", Progress.BUSY, "Ligt bij het college"),
    ]
    assert progress_of(over) == [("Leeuwerik", Progress.BUSY, "")]
    assert only(told, "Lokale uitwerking") == [
        "gaat over naar Nestgaarde: Nestgaarde werkt het verder uit"
    ]


def test_of_two_that_were_busy_the_successor_has_what_both_said(user, region, plover, lark):
    decision = agreed(region)
    LocalFollowUpFactory(decision=decision, party=plover, note="Nog te plannen")
    LocalFollowUpFactory(
        decision=decision, party=lark, status=Progress.BUSY, note="Ligt bij het college"
    )
    told = carried_out(user, region, Kind.NEW, [plover, lark])
    assert progress_of(decision) == [
        ("Nestgaarde", Progress.BUSY, "Plevier: Nog te plannen; Leeuwerik: Ligt bij het college"),
        ("Leeuwerik", Progress.BUSY, "Ligt bij het college"),
    ]
    assert only(told, "Lokale uitwerking") == [
        "gaat over naar Nestgaarde: Nestgaarde werkt het verder uit",
        "blijft die van Leeuwerik, en staat ook bij Nestgaarde",
    ]


def test_long_notes_of_many_fit_where_they_go(user, region, plover, lark):
    decision = agreed(region)
    for party in (plover, lark):
        LocalFollowUpFactory(decision=decision, party=party, note="n" * 200)
    carried_out(user, region, Kind.NEW, [plover, lark])
    [(_, _, note), _] = progress_of(decision)
    assert (len(note), note[-1]) == (200, "…")


def test_a_successor_that_said_where_it_stands_keeps_that(user, region, plover, lark):
    decision = agreed(region)
    LocalFollowUpFactory(decision=decision, party=plover, status=Progress.BUSY)
    LocalFollowUpFactory(decision=decision, party=lark, status=Progress.SETTLED)
    told = carried_out(user, region, Kind.INTO, [plover], [lark], None)
    assert progress_of(decision) == [
        ("Plevier", Progress.BUSY, ""),
        ("Leeuwerik", Progress.SETTLED, ""),
    ]
    assert only(told, "Lokale uitwerking") == [
        "blijft die van Plevier: bij Leeuwerik staat al “vastgelegd”, kijk of dat nog klopt"
    ]


def test_nobody_takes_it_over_where_nobody_takes_part(user, region, plover, lark):
    decision = agreed(region)
    LocalFollowUpFactory(decision=decision, party=plover)
    told = carried_out(user, region, Kind.SPLIT, [plover], [lark], NEST, overleggen="")
    assert progress_of(decision) == [("Plevier", Progress.NOT_YET, "")]
    assert only(told, "Lokale uitwerking") == ["blijft die van Plevier"]


def test_an_afspraak_of_which_nobody_said_anything_yet_asks_the_successor(
    client, user, region, plover
):
    decision = agreed(region)
    StanceFactory(decision=decision, party=plover)
    carried_out(user, region, Kind.NEW, [plover])
    client.force_login(user)
    page = client.get(decision.get_absolute_url())
    assert page.context["follow_ups"] == [(new_party(), None, True)]
    assert [line.party for line, _ in page.context["lines"]] == [plover]


@pytest.fixture
def twice(user, region, plover):
    """An afspraak with Plevier, which went on in Nestgaarde and that in Kustgaarde."""
    decision = agreed(region)
    StanceFactory(decision=decision, party=plover)
    carried_out(user, region, Kind.NEW, [plover])
    return decision, new_party(), follow(new_party(), "GM8200", "Kustgaarde")


def test_after_two_herindelingen_in_a_row_the_last_successor_is_asked(client, user, twice):
    decision, _, last = twice
    client.force_login(user)
    page = client.get(decision.get_absolute_url())
    assert page.context["follow_ups"] == [(last, None, True)]


def test_what_the_first_successor_said_stays_and_asks_nobody_after_it(client, user, twice):
    decision, first, _ = twice
    said = LocalFollowUpFactory(decision=decision, party=first, status=Progress.SETTLED)
    client.force_login(user)
    page = client.get(decision.get_absolute_url())
    assert [(party, row) for party, row, _ in page.context["follow_ups"]] == [(first, said)]


def test_where_parties_follow_each_other_in_a_circle_the_search_ends(plover):
    dune = follow(plover, "GM8300", "Duin")
    follow(dune, "GM8400", "Kreek", on=TODAY)
    dune.successors.add(plover)
    found = Party.objects.followed([plover], TODAY)
    assert [str(party) for party in found] == ["Kreek"]

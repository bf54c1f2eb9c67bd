"""What a successor has after a herindeling, compared day by day with what it had itself and what
the gemeenten that end had."""

from collections import Counter
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from accounts.tests.factories import MembershipFactory
from agenda.models import ThemeRole, Trekker
from agenda.rules import join_roles
from agenda.tests.factories import ThemeFactory, ThemeRoleFactory, TrekkerFactory
from oogo.models import Action, Participant
from oogo.tests import factories as oogo
from partners.field import Field
from partners.mergers import plan as plans
from partners.mergers.events import Mergers
from partners.models import (
    AreaContact,
    Mandate,
    OrganisationLink,
    Position,
    Representation,
    Seat,
    SeatHolding,
    Succession,
)
from partners.reference.announce import Announcement, announce
from partners.tests.factories import (
    AreaFactory,
    BodyFactory,
    MandateFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PartyFactory,
    PersonFactory,
    PositionFactory,
    RepresentationFactory,
    SeatFactory,
    SeatHoldingFactory,
)
from records.models import Change

ON = date(2026, 7, 1)
DAYS = [ON + timedelta(days=n) for n in range(-2, 12)]
AFTER = [day for day in DAYS if day >= ON]
thorough = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def day(number):
    return None if number is None else ON + timedelta(days=number)


def spans(since, until):
    """Periods that begin and end on one of these days, as (since, until)."""
    pairs = st.tuples(st.sampled_from(since), st.sampled_from(until)).map(
        lambda pair: (day(pair[0]), day(pair[1]))
    )
    return pairs.filter(lambda pair: None in pair or pair[0] < pair[1])


# What ends begins before the day and lasts beyond it: what begins later stands in the way.
ending = spans([None, -1], [1, 4, 8, None])
standing = spans([None, -1, 0, 2, 5, 9], [1, 3, 6, 10, None])


@pytest.fixture
def world(region):
    """The parties Plevier and Leeuwerik, which go into Wulp, and the row that says so."""
    parties = []
    for code, name in (("GM8001", "Plevier"), ("GM8002", "Leeuwerik"), ("GM8003", "Wulp")):
        town = MunicipalityFactory(code=code, name__name=name)
        organisation = OrganisationFactory(region=region, municipality=town, short_name=name)
        parties.append(PartyFactory(organisation=organisation))
    towns = [party.organisation.municipality for party in parties]
    row = announce(
        Announcement(ON, Succession.Kind.INTO, tuple(towns[:2]), tuple(towns[2:]), None, "Wet")
    )[0]
    return region, parties, row, MembershipFactory(region=region, role="regisseur").user


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def seen_by(world):
    region, _, row, user = world
    touching = Mergers(Field(region), user, ON).get(row.pk)
    return plans.plan_of(plans.prepare(touching, region, user))


def carry_out(world, plan):
    region, _, row, user = world
    sent = {"pk": row.pk, "region": region, "chosen": plan.passing.choices}
    return plans.carry_out(**sent, seen=plan.fingerprint, day=ON, by=user)


def becomes(plan, kind):
    return [one.becomes for one in plan.passed if one.kind == kind]


def on(rows, day):
    return [row for row in rows if row.holds_on(day)]


# --- relations


def link(source, target, since=None, until=None, kind="werkt_voor"):
    return OrganisationLink.objects.create(
        source=source, target=target, kind=kind, since=since, until=until, version=1
    )


def apart(periods):
    """Tell whether these never hold on the same day."""
    rows = [OrganisationLink(since=since, until=until) for since, until in periods]
    return all(len(on(rows, day)) < 2 for day in DAYS)


@thorough
@given(
    own=st.lists(standing, max_size=3).filter(apart),
    going=st.lists(
        st.tuples(st.sampled_from([0, 1]), ending), max_size=2, unique_by=lambda g: g[0]
    ),
    is_source=st.booleans(),
)
def test_the_successor_has_a_relation_on_each_day_that_one_of_them_says(
    world, own, going, is_source
):
    region, parties, *_ = world
    with undone():
        office = OrganisationFactory(region=region)

        def tie(party, period):
            sides = (party.organisation, office) if is_source else (office, party.organisation)
            return link(*sides, *period)

        mine = [tie(parties[2], period) for period in own]
        theirs = [tie(parties[number], period) for number, period in going]
        carry_out(world, seen_by(world))
        rows = list(OrganisationLink.objects.all())
        heir = parties[2].organisation_id
        after = [row for row in rows if heir in (row.source_id, row.target_id)]
        for moment in DAYS:
            said = on(mine, moment) + (on(theirs, moment) if moment >= ON else [])
            assert len(on(after, moment)) == bool(said)
            others = [row for row in on(rows, moment) if row not in after]
            assert len(others) == (len(on(theirs, moment)) if moment < ON else 0)
        assert [row.version for row in rows if row in mine] == [1] * len(mine)


@pytest.mark.parametrize(
    ("own", "going", "expected"),
    [
        ([], (None, None), "gaat over naar Wulp"),
        ([], (None, date(2027, 5, 1)), "gaat over naar Wulp t/m 30-04-2027"),
        ([(None, None)], (None, None), "eindigt: Wulp heeft deze relatie al"),
        (
            [(None, date(2027, 5, 1))],
            (None, date(2027, 5, 1)),
            "eindigt: Wulp heeft deze relatie al",
        ),
        (
            [(None, date(2027, 1, 1))],
            (None, None),
            "gaat over naar Wulp vanaf 01-01-2027; in de overige tijd heeft Wulp deze relatie al",
        ),
        (
            [(date(2026, 9, 1), None)],
            (None, date(2027, 5, 1)),
            "gaat over naar Wulp t/m 31-08-2026; in de overige tijd heeft Wulp deze relatie al",
        ),
        (
            [(None, date(2026, 8, 1)), (date(2026, 9, 1), date(2026, 10, 1))],
            (None, date(2027, 5, 1)),
            "gaat over naar Wulp van 01-08-2026 t/m 31-08-2026 en van 01-10-2026 t/m 30-04-2027; "
            "in de overige tijd heeft Wulp deze relatie al",
        ),
    ],
)
def test_the_preview_says_in_which_period_a_relation_goes_over(world, own, going, expected):
    region, parties, *_ = world
    office = OrganisationFactory(region=region)
    for period in own:
        link(office, parties[2].organisation, *period)
    link(office, parties[0].organisation, *going)

    assert becomes(seen_by(world), "Relatie") == [expected]


def test_a_relation_of_the_successor_that_changed_meanwhile_is_another_preview(world):
    region, parties, _, user = world
    office = OrganisationFactory(region=region)
    own = link(office, parties[2].organisation)
    link(office, parties[0].organisation)
    plan = seen_by(world)
    OrganisationLink.objects.filter(pk=own.pk).update(version=2)
    before = Change.objects.count()

    with pytest.raises(plans.MergerError):
        carry_out(world, plan)

    assert Change.objects.count() == before
    carry_out(world, seen_by(world))
    with pytest.raises(plans.MergerError):
        carry_out(world, plan)


def test_a_relation_that_begins_later_stands_in_the_way(world):
    region, parties, *_ = world
    late = link(OrganisationFactory(region=region), parties[0].organisation, date(2026, 9, 1))

    plan = seen_by(world)

    assert plan.refusals == [f"{late} begint pas op 01-09-2026. Wijzig of beëindig dat eerst."]
    with pytest.raises(plans.MergerError):
        carry_out(world, plan)


# --- functions


def work_at(party, person, since=None, until=None):
    return PositionFactory(person=person, organisation=party.organisation, since=since, until=until)


def hang_on(position, party, until):
    """Let a seat, an area, a theme, an action and a meeting hang on a function."""
    region = party.region
    SeatHoldingFactory(
        position=position, seat=SeatFactory(party=party, body__region=region), until=until
    )
    AreaContact.objects.create(region=region, area=AreaFactory(), position=position, version=1)
    TrekkerFactory(theme=ThemeFactory(region=region), position=position, until=until)
    oogo.ActionFactory(region=region, owner_party=party, owner_position=position)
    meeting = oogo.MeetingFactory(region=region, day=ON)
    oogo.ParticipantFactory(meeting=meeting, position=position, party=party)
    MandateFactory(position=position, until=until)
    RepresentationFactory(position=position, until=until)


@thorough
@given(
    own=st.lists(standing, max_size=2).filter(apart),
    going=st.tuples(ending, ending),
    is_renamed=st.booleans(),
)
def test_who_goes_along_has_a_function_and_what_hung_on_it_on_each_day_of_before(
    world, own, going, is_renamed
):
    region, parties, row, user = world
    with undone():
        olds = parties[:2]
        if is_renamed:
            olds = parties[:1]
            Succession.objects.exclude(pk=row.pk).delete()
            Succession.objects.update(kind=Succession.Kind.RENAMED)
        person = PersonFactory(region=region)
        mine = [work_at(parties[2], person, *period) for period in own]
        theirs = [
            work_at(party, person, *period) for party, period in zip(olds, going, strict=False)
        ]
        hang_on(theirs[0], parties[0], theirs[0].until)

        carry_out(world, seen_by(world))

        there = list(Position.objects.filter(organisation=parties[2].organisation))
        assert len(there) == 1 or mine
        for moment in AFTER:
            assert bool(on(there, moment)) == bool(on([*mine, *theirs], moment))
            is_there = theirs[0].holds_on(moment)
            found = {
                model: [r for r in model.objects.all() if r.holds_on(moment)]
                for model in (SeatHolding, AreaContact, Trekker, Mandate, Representation)
            }
            for model, rows in found.items():
                is_power = model in (Mandate, Representation)
                if is_there:
                    assert len(rows) == (is_renamed if is_power else 1)
                    assert all(r.position in on(there, moment) for r in rows)
            if is_there:
                assert Action.objects.get().owner_position in on(there, moment)
        (invited,) = Participant.objects.filter(is_withdrawn=False)
        assert invited.position in on(there, ON)
        assert [p.version for p in there if p in mine] == [1] * len(mine)


# --- roles at themes


@thorough
@given(
    own=st.lists(standing, max_size=3).filter(apart),
    going=st.lists(
        st.tuples(st.sampled_from([0, 1]), ending), max_size=2, unique_by=lambda g: g[0]
    ),
)
def test_the_successor_has_on_each_day_its_own_role_or_those_of_who_ended(world, own, going):
    region, parties, *_ = world
    with undone():
        theme = ThemeFactory(region=region)

        def role(party, period, roles, goal=""):
            since, until = period
            return ThemeRoleFactory(
                theme=theme, party=party, roles=roles, goal=goal, since=since, until=until
            )

        mine = [role(parties[2], period, "adviseur") for period in own]
        names = ("opdrachtgever", "regievoerder")
        theirs = [role(parties[n], period, names[n], names[n]) for n, period in sorted(going)]
        carry_out(world, seen_by(world))
        rows = list(ThemeRole.objects.all())
        after = [row for row in rows if row.party_id == parties[2].pk]
        for moment in DAYS:
            had, gone = on(mine, moment), on(theirs, moment)
            said = had or (gone if moment >= ON else [])
            held = on(after, moment)
            assert len(held) == bool(said)
            assert [row.roles for row in held] == [
                join_roles(row.roles for row in said) for _ in held
            ]
            assert [row.goal for row in held] == [
                "\n".join(filter(None, (r.goal for r in said))) for _ in held
            ]
            others = [row for row in on(rows, moment) if row not in after]
            assert len(others) == (len(gone) if moment < ON else 0)
        assert [row.version for row in rows if row in mine] == [1] * len(mine)


@pytest.mark.parametrize(
    ("own", "going", "expected"),
    [
        ([], [(None, None)], ["gaat over naar Wulp"]),
        ([(None, None)], [(None, None)], ["eindigt: Wulp heeft daar al een rol"]),
        (
            [(None, date(2027, 1, 1))],
            [(None, None)],
            ["gaat over naar Wulp vanaf 01-01-2027; in de overige tijd heeft Wulp daar al een rol"],
        ),
        (
            [(date(2026, 9, 1), None)],
            [(None, None), (None, date(2026, 8, 1))],
            [
                "gaat over naar Wulp t/m 31-08-2026; in de overige tijd heeft Wulp daar al een rol",
                "gaat samen over naar Wulp t/m 31-07-2026",
            ],
        ),
    ],
)
def test_the_preview_says_in_which_period_a_role_goes_over(world, own, going, expected):
    region, parties, *_ = world
    theme = ThemeFactory(region=region)
    for since, until in own:
        ThemeRoleFactory(theme=theme, party=parties[2], since=since, until=until)
    for party, (since, until) in zip(parties, going, strict=False):
        ThemeRoleFactory(theme=theme, party=party, since=since, until=until)

    assert becomes(seen_by(world), "Rol bij een thema") == expected


def test_a_role_of_the_successor_that_changed_meanwhile_is_another_preview(world):
    region, parties, *_ = world
    theme = ThemeFactory(region=region)
    own = ThemeRoleFactory(theme=theme, party=parties[2])
    ThemeRoleFactory(theme=theme, party=parties[0])
    plan = seen_by(world)
    ThemeRole.objects.filter(pk=own.pk).update(version=2)

    with pytest.raises(plans.MergerError):
        carry_out(world, plan)


# --- seats


LEVELS = {"goes": "beleidsmatig", "leaves": "bestuurlijk"}
ALWAYS = (None, None)
# "twice": one and the same person, who goes along, on each of these seats.
people = st.sampled_from([None, "goes", "leaves", "stays", "twice"])


def held_at(*numbers, kind="goes"):
    """Seats without end of these gemeenten, each held all the time."""
    return [(number, ALWAYS, kind, ALWAYS) for number in numbers]


def seat(world, body, number, period, held, title="lid"):
    """Make a seat of a party; `held`: (by which kind of function, from when, until when)."""
    party = world[1][number]
    made = SeatFactory(body=body, party=party, title=title, since=period[0], until=period[1])
    kind, since, until = held
    made.person = None
    if kind is None:
        return made
    begins = max((d for d in (since, period[0]) if d), default=None)
    ends = min((d for d in (until, period[1]) if d), default=None)
    if begins and ends and begins >= ends:
        return made
    position = _who_holds(world, kind)
    made.person = position.person_id
    made.goes_along = kind != "leaves"
    made.holding = SeatHoldingFactory(seat=made, position=position, since=begins, until=ends)
    return made


def _who_holds(world, kind):
    at = world[1][2 if kind == "stays" else 0].organisation
    title = "griffier" if kind == "twice" else "raadslid"
    if kind == "twice" and (known := Position.objects.filter(title=title).first()):
        return known
    level = LEVELS.get(kind, "beleidsmatig")
    return PositionFactory(person__region=world[0], organisation=at, level=level, title=title)


def sits(row, day):
    return row.person and row.goes_along and row.holds_on(day) and row.holding.holds_on(day)


def check_seats(own, going, seats, held, day):
    """Check the seats of the successor on a day, and who hold them (keys of people)."""
    most = max([len(on(own, day)), *Counter(row.party_id for row in on(going, day)).values()])
    staying = {row.person for row in own if sits(row, day)}
    coming = {row.person for row in going if sits(row, day)}
    assert len(seats) == most
    assert len(held) == min(most, len(staying | coming))
    assert len(set(held)) == len(held)
    assert staying <= set(held) <= staying | coming


@thorough
@given(
    own=st.lists(st.tuples(standing, people, standing), max_size=2),
    going=st.lists(st.tuples(st.sampled_from([0, 1]), ending, people, ending), max_size=4),
)
@example(own=[], going=[(0, ALWAYS, None, ALWAYS), *held_at(0, 1)])
@example(own=[(ALWAYS, None, ALWAYS), (ALWAYS, "stays", ALWAYS)], going=held_at(0))
@example(own=[], going=[*held_at(0, 1), (1, ALWAYS, None, ALWAYS)])
@example(own=[], going=[*held_at(0, 0, kind="twice"), *held_at(1)])
@example(
    own=[((None, day(4)), None, ALWAYS), (ALWAYS, "twice", (None, day(4)))],
    going=held_at(0, kind="twice"),
)
def test_the_successor_has_a_seat_and_who_holds_it_on_each_day_that_one_of_them_says(
    world, own, going
):
    region, parties, _, user = world
    with undone():
        body = BodyFactory(region=region)
        # Who works at a gemeente that ends cannot begin on a seat later: that stands in the way.
        own = [(p, k, h) for p, k, h in own if k in (None, "stays") or not begins_late(p, h)]
        assume([kind for _, kind, _ in own].count("twice") < 2)
        mine = [seat(world, body, 2, period, (kind, *held)) for period, kind, held in own]
        theirs = [seat(world, body, n, period, (kind, *held)) for n, period, kind, held in going]
        carry_out(world, seen_by(world))
        rows = list(Seat.objects.filter(party=parties[2]))
        holdings = list(SeatHolding.objects.filter(seat__in=rows).select_related("position"))
        for moment in AFTER:
            there, held = on(rows, moment), on(holdings, moment)
            check_seats(mine, theirs, there, [h.position.person_id for h in held], moment)
            assert len({h.seat_id for h in held}) == len(held)
            assert {h.seat_id for h in held} <= {row.pk for row in there}
        assert [row.version for row in rows if row in mine] == [1] * len(mine)
        assert not Seat.objects.exclude(party=parties[2]).lasting_beyond(ON).exists()


def begins_late(*periods):
    return any(since and since >= ON for since, _ in periods)


@pytest.mark.parametrize(
    ("own", "held", "expected"),
    [
        ([], (None, None), "wordt van Wulp, met Jan Kluut"),
        (
            [],
            (None, date(2027, 1, 1)),
            "wordt van Wulp, met Jan Kluut t/m 31-12-2026",
        ),
        (
            [(None, None)],
            (None, date(2027, 1, 1)),
            "eindigt: Wulp heeft deze zetel daar al; Jan Kluut neemt daar plaats t/m 31-12-2026",
        ),
        (
            [(date(2026, 9, 1), None)],
            (None, date(2026, 8, 1)),
            "wordt van Wulp t/m 31-08-2026, met Jan Kluut t/m 31-07-2026; "
            "in de overige tijd heeft Wulp deze zetel al",
        ),
        (
            [(None, date(2027, 1, 1))],
            None,
            "wordt van Wulp vanaf 01-01-2027, nog leeg; "
            "in de overige tijd heeft Wulp deze zetel al",
        ),
    ],
)
def test_the_preview_says_in_which_period_a_seat_goes_over_and_with_whom(
    world, own, held, expected
):
    region, parties, *_ = world
    body = BodyFactory(region=region)
    for since, until in own:
        SeatFactory(body=body, party=parties[2], title="lid", since=since, until=until)
    going = SeatFactory(body=body, party=parties[0], title="lid")
    if held:
        jan = PersonFactory(region=region, name="Jan Kluut")
        position = PositionFactory(person=jan, organisation=parties[0].organisation)
        SeatHoldingFactory(seat=going, position=position, since=held[0], until=held[1])

    assert becomes(seen_by(world), "Zetel")[0] == expected


def held_seat(world, body, number, name):
    """Make a seat without end, with who holds it, by name; vacant where that is empty."""
    party = world[1][number]
    made = SeatFactory(body=body, party=party, title="lid")
    if name:
        person = PersonFactory(region=world[0], name=name)
        SeatHoldingFactory(
            seat=made, position=PositionFactory(person=person, organisation=party.organisation)
        )
    return made


@pytest.mark.parametrize(
    ("seats", "expected", "holders"),
    [
        (
            [(0, ""), (0, "Piet"), (1, "Quirijn")],
            [
                "wordt van Wulp, met Quirijn",
                "wordt van Wulp, met Piet",
                "wordt één met de andere zetel die Wulp daar krijgt; "
                "Quirijn neemt plaats op die van Plevier",
            ],
            ["Quirijn", "Piet"],
        ),
        (
            [(2, ""), (2, "Rik"), (0, "Piet")],
            ["eindigt: Wulp heeft deze zetel daar al; Piet neemt daar plaats"],
            ["Piet", "Rik"],
        ),
        (
            [(2, "Rik"), (0, "Piet"), (0, "")],
            [
                "eindigt: Wulp heeft deze zetel daar al; "
                "Piet neemt plaats op een andere van Plevier",
                "wordt van Wulp, met Piet",
            ],
            ["Rik", "Piet"],
        ),
    ],
)
def test_who_goes_along_takes_any_equal_seat_that_is_empty_and_the_preview_says_which(
    world, seats, expected, holders
):
    body = BodyFactory(region=world[0])
    for number, name in seats:
        held_seat(world, body, number, name)
    plan = seen_by(world)

    carry_out(world, plan)

    assert becomes(plan, "Zetel") == expected
    after = Seat.objects.filter(party=world[1][2]).order_by("pk")
    assert [row.holder_on(ON).person.name for row in after] == holders


def test_an_action_goes_along_to_the_seat_on_which_its_holder_sits(world):
    region, parties, *_ = world
    body = BodyFactory(region=region)
    held_seat(world, body, 2, "Rik")
    empty = held_seat(world, body, 2, "")
    going = held_seat(world, body, 0, "Piet")
    action = oogo.ActionFactory(region=region, owner_party=parties[0], owner_seat=going)

    carry_out(world, seen_by(world))

    assert empty.holder_on(ON).person.name == "Piet"
    assert Action.objects.get(pk=action.pk).owner_seat == empty


def test_two_who_take_turns_on_a_seat_are_both_named(world):
    body = BodyFactory(region=world[0])
    first = held_seat(world, body, 0, "Piet")
    SeatHolding.objects.filter(seat=first).update(until=date(2026, 9, 1))
    held_seat(world, body, 1, "Quirijn")

    assert becomes(seen_by(world), "Zetel") == [
        "wordt van Wulp, met Piet t/m 31-08-2026 en Quirijn vanaf 01-09-2026",
        "wordt één met de andere zetel die Wulp daar krijgt; "
        "Quirijn neemt plaats op die van Plevier vanaf 01-09-2026",
    ]


def test_a_seat_that_came_meanwhile_or_was_filled_there_is_another_preview(world):
    region, parties, *_ = world
    body = BodyFactory(region=region)
    SeatFactory(body=body, party=parties[0], title="lid")
    own = SeatFactory(body=body, party=parties[2], title="lid")
    plan = seen_by(world)
    SeatHoldingFactory(
        seat=own, position=PositionFactory(organisation=parties[2].organisation), since=ON
    )

    with pytest.raises(plans.MergerError):
        carry_out(world, plan)


def test_an_action_and_an_invitation_follow_the_seat_of_their_own_day(world):
    region, parties, *_ = world
    body = BodyFactory(region=region)
    own = SeatFactory(body=body, party=parties[2], title="lid", until=date(2027, 1, 1))
    going = SeatFactory(body=body, party=parties[0], title="lid")
    action = oogo.ActionFactory(region=region, owner_party=parties[0], owner_seat=going)
    speaker = PositionFactory(organisation=parties[0].organisation)
    asked = [
        oogo.ParticipantFactory(
            meeting=oogo.MeetingFactory(region=region, body=body, day=held),
            position=speaker,
            party=parties[0],
            seat=going,
        )
        for held in (date(2026, 9, 3), date(2027, 2, 4))
    ]

    carry_out(world, seen_by(world))

    later = Seat.objects.get(party=parties[2], since=date(2027, 1, 1))
    assert Action.objects.get(pk=action.pk).owner_seat == own
    for row in asked:
        row.refresh_from_db()
    kept = [
        p.seat
        for row in asked
        for p in row.meeting.participants.filter(is_withdrawn=False, party=parties[2])
    ]
    assert kept == [own, later]

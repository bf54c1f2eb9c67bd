"""Vacant seats, the tree of bodies and bestuurlijke drukte, as pure rules."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from partners.rules.bodies import (
    Alike,
    BodyRow,
    HoldingRow,
    Load,
    SeatRow,
    crowding,
    descendants,
    tree,
    vacancies,
)
from partners.rules.presence import Missing, PartyRow, Ref

TODAY = date(2026, 3, 3)
TOMORROW = TODAY + timedelta(days=1)
OOGO = BodyRow(1, "OOGO", scale="regionaal", meetings=2, minutes=120)
GROUP = BodyRow(2, "Themagroep", scale="regionaal", parent=1, meetings=12, minutes=90)
LOCAL = BodyRow(3, "LEA Heiloo", scale="lokaal", meetings=3, minutes=90)
ALKMAAR = PartyRow(11, 21, "Alkmaar", "gemeente")
PPO = PartyRow(12, 22, "swv PPO", "swv")
MEREL, SMIENT, SNIP = Ref(31, "Hanna Merel"), Ref(32, "Yara Smient"), Ref(33, "Eva Snip")


def seat(pk, body, *holders, **how):
    """A seat; holders are people (at no organisation) or holdings."""
    held = tuple(h if isinstance(h, HoldingRow) else HoldingRow(h) for h in holders)
    return SeatRow(pk, body.pk, how.pop("label", "zetel"), holdings=held, **how)


# --- vacant seats


def test_a_seat_is_vacant_on_the_day_its_holder_left_and_not_the_day_before():
    left = seat(1, OOGO, HoldingRow(MEREL, until=TODAY), party=11, label="wethouder")

    assert vacancies([OOGO], [left], [ALKMAAR], TODAY - timedelta(days=1)) == []
    assert vacancies([OOGO], [left], [ALKMAAR], TODAY) == [
        Missing(
            ALKMAAR.ref,
            "zetel",
            "",
            "Zetel wethouder in OOGO is leeg.",
            TODAY,
            seat=Ref(1, "OOGO"),
        )
    ]


def test_a_vacant_seat_of_no_party_is_known_by_its_body():
    (vacancy,) = vacancies([OOGO], [seat(1, OOGO, kind="voorzitter")], [], TODAY)
    assert (vacancy.party, vacancy.who) == (None, "OOGO")


def test_a_seat_or_body_that_is_over_or_yet_to_come_has_no_vacancy():
    over = seat(1, OOGO, until=TODAY)
    coming = seat(2, OOGO, since=TOMORROW)
    elsewhere = seat(3, GROUP)
    ended = BodyRow(2, "Themagroep", until=TODAY)
    assert vacancies([OOGO, ended], [over, coming, elsewhere], [], TODAY) == []


# --- the tree


def test_each_body_stands_below_its_parent_the_widest_scale_first():
    lines = tree([LOCAL, GROUP, OOGO], [seat(1, GROUP), seat(2, GROUP, MEREL)], TODAY)
    assert [(line.body.name, line.depth, line.seats, line.vacant) for line in lines] == [
        ("OOGO", 0, 0, 0),
        ("Themagroep", 1, 2, 1),
        ("LEA Heiloo", 0, 0, 0),
    ]


def test_the_chair_is_who_holds_the_seat_of_the_chair():
    taken = seat(1, OOGO, MEREL, kind="voorzitter")
    vacant = seat(2, GROUP, kind="voorzitter")
    lines = tree([OOGO, GROUP, LOCAL], [taken, vacant, seat(3, LOCAL, SNIP)], TODAY)
    assert [(line.chair, line.has_chair) for line in lines] == [
        (MEREL, True),
        (None, True),
        (None, False),
    ]


def test_a_body_whose_parent_is_gone_stands_at_the_top():
    (line,) = tree([GROUP], [], TODAY)
    assert line.depth == 0


@given(st.lists(st.integers(0, 12), max_size=12))
def test_every_body_is_shown_once_even_when_parents_run_in_a_ring(parents):
    bodies = [BodyRow(n, f"gremium {n}", parent=parent) for n, parent in enumerate(parents)]
    assert sorted(line.body.pk for line in tree(bodies, [], TODAY)) == list(range(len(parents)))


def test_descendants_are_the_body_and_all_below_it():
    parents = {1: None, 2: 1, 3: 2, 4: None, 5: 4}
    assert descendants(1, parents) == {1, 2, 3}
    assert descendants(6, {6: 7, 7: 6}) == {6, 7}


# --- drukte


def test_hours_a_year_are_meetings_times_minutes_per_person_and_party():
    seats = [
        seat(1, OOGO, MEREL, party=11),
        seat(2, GROUP, MEREL, party=11),
        seat(3, GROUP, SMIENT, party=12),
    ]
    found = crowding([OOGO, GROUP], seats, [ALKMAAR, PPO], TODAY)
    assert found.people == (
        Load(MEREL, ("OOGO", "Themagroep"), 240 + 1080),
        Load(SMIENT, ("Themagroep",), 1080),
    )
    assert found.parties == (
        Load(ALKMAAR.ref, ("OOGO", "Themagroep"), 1320),
        Load(PPO.ref, ("Themagroep",), 1080),
    )


def test_who_has_two_seats_in_a_body_sits_there_once_and_for_both_parties():
    seats = [seat(1, GROUP, MEREL, party=11), seat(2, GROUP, MEREL, party=12)]
    found = crowding([GROUP], seats, [ALKMAAR, PPO], TODAY)
    assert [load.minutes for load in found.people] == [1080]
    assert [(load.who.name, load.minutes) for load in found.parties] == [
        ("Alkmaar", 1080),
        ("swv PPO", 1080),
    ]


def test_a_seat_without_party_counts_for_the_organisation_of_who_holds_it():
    chair = seat(1, GROUP, HoldingRow(SNIP, organisation=22), kind="voorzitter")
    assert crowding([GROUP], [chair], [ALKMAAR, PPO], TODAY).parties == (
        Load(PPO.ref, ("Themagroep",), 1080),
    )


def test_only_members_who_sit_there_today_count():
    seats = [
        seat(1, GROUP, MEREL, membership="agendalid"),
        seat(2, GROUP, SMIENT, membership="buitenschil"),
        seat(3, GROUP, HoldingRow(SNIP, until=TODAY)),
    ]
    assert crowding([GROUP], seats, [], TODAY).people == ()


def test_a_body_without_hours_counts_as_a_body_and_is_named():
    unknown = BodyRow(4, "Werkgroep", meetings=4)
    found = crowding([unknown], [seat(1, unknown, MEREL)], [], TODAY)
    assert (found.people, found.unknown) == ((Load(MEREL, ("Werkgroep",), 0),), ("Werkgroep",))


def test_two_bodies_are_alike_when_more_than_half_of_all_people_sit_in_both():
    both = [seat(n, body, MEREL) for n, body in ((1, OOGO), (2, GROUP))]
    both += [seat(n, body, SNIP) for n, body in ((3, OOGO), (4, GROUP))]
    one_more = seat(5, OOGO, SMIENT)
    two_more = seat(6, GROUP, Ref(34, "Olaf Reiger"))

    assert crowding([OOGO, GROUP], [*both, one_more], [], TODAY).alike == (
        Alike(Ref(1, "OOGO"), Ref(2, "Themagroep"), 2, 3),
    )
    assert crowding([OOGO, GROUP], [*both, one_more, two_more], [], TODAY).alike == ()


def test_two_bodies_of_one_and_the_same_person_are_not_called_alike():
    seats = [seat(1, OOGO, MEREL), seat(2, GROUP, MEREL)]
    assert crowding([OOGO, GROUP], seats, [], TODAY).alike == ()

"""How an afspraak stands. The tables are those of the demonstration's scenario."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogo.rules.agreement import (
    OFFERED,
    SECOND,
    SECOND_PLURAL,
    Kind,
    Route,
    Terms,
    Value,
    View,
    Voice,
    advice,
    state_of,
    view_of,
)

MEETING = date(2026, 4, 16)
ANSWER = date(2026, 4, 21)
AUTUMN = date(2026, 11, 12)
MAY = date(2026, 5, 12)
NUMBERED = Terms(minuted_on=MEETING)
STATUTORY = Terms(minuted_on=MEETING, is_statutory=True)

YES = View(Value.AGREES, MEETING)
NO = View(Value.REFUSES, MEETING)
OUT = View(Value.ABSTAINS, MEETING)
UNKNOWN = View()


def reserved(until, ratified_on=None):
    return View(Value.RESERVES, MEETING, until, ratified_on)


def voices(must_agree=False, **views):
    return [Voice(name, view, must_agree=must_agree) for name, view in views.items()]


def said(state):
    return (state.kind, state.word, state.tier)


# --- the scenario: 2026-NK-001, a statutory subject


def plan(alkmaar, dijk_en_waard, **others):
    views = {"Alkmaar": alkmaar, "Bergen": YES, "DijkEnWaard": dijk_en_waard, "ROC": YES} | others
    submitter = Voice("VO", must_agree=True, is_submitter=True)
    return [*voices(must_agree=True, **views), submitter]


def test_reservations_on_a_statutory_subject_are_pending_until_their_day():
    state = state_of(STATUTORY, plan(reserved(ANSWER), reserved(ANSWER)), MEETING)
    assert said(state) == (Kind.RESERVED, "onder voorbehoud tot 21-04-2026", "soon")
    assert state.pending == ("Alkmaar", "DijkEnWaard")
    assert state.text == "Alkmaar en DijkEnWaard maken een voorbehoud."


def test_it_is_definitive_since_the_last_reservation_was_answered():
    ratified = reserved(ANSWER, ANSWER)
    state = state_of(STATUTORY, plan(ratified, ratified), ANSWER)
    assert said(state) == (Kind.FINAL, "definitief", "done")
    assert (state.on, state.text) == (ANSWER, "")


def test_the_submitting_party_counts_as_akkoord_but_may_say_otherwise():
    submitter = Voice("VO", must_agree=True, is_submitter=True)
    assert state_of(STATUTORY, [submitter], MEETING).kind == Kind.FINAL
    withdrawn = Voice("VO", NO, must_agree=True, is_submitter=True)
    assert state_of(STATUTORY, [withdrawn], MEETING).kind == Kind.DISAGREED


def test_who_is_only_consulted_does_not_count_on_a_statutory_subject():
    parties = [*plan(YES, YES), *voices(PPO=NO, Castricum=UNKNOWN)]
    assert state_of(STATUTORY, parties, MEETING).kind == Kind.FINAL


@pytest.mark.parametrize("view", [NO, OUT])
def test_one_party_that_does_not_agree_prevents_agreement_on_a_statutory_subject(view):
    state = state_of(STATUTORY, plan(view, reserved(ANSWER)), MEETING)
    assert said(state) == (Kind.DISAGREED, "geen overeenstemming", "late")
    assert (state.without, state.pending) == (("Alkmaar",), ("DijkEnWaard",))
    assert state.text == "DijkEnWaard maakt een voorbehoud. Alkmaar gaat niet akkoord."


def test_a_statutory_subject_waits_for_who_was_absent():
    state = state_of(STATUTORY, plan(YES, UNKNOWN), MEETING)
    assert said(state) == (Kind.AWAITED, "wacht op 1 standpunt", "soon")
    assert state.text == "DijkEnWaard heeft nog geen standpunt."


def test_a_statutory_subject_without_parties_has_no_agreement_yet():
    assert said(state_of(STATUTORY, voices(PPO=YES), MEETING)) == (
        Kind.AWAITED,
        "nog geen standpunten",
        "soon",
    )


# --- the scenario: 2026-NK-002 and 003, 2025-NK-009


def test_another_afspraak_stands_under_reservation_and_without_who_refuses():
    parties = voices(
        Alkmaar=reserved(AUTUMN), Bergen=reserved(MAY), Castricum=YES, Uitgeest=NO, MK=UNKNOWN
    )
    state = state_of(NUMBERED, parties, MEETING)
    assert said(state) == (Kind.RESERVED, "onder voorbehoud tot 12-11-2026", "soon")
    assert (state.pending, state.awaited, state.without) == (
        ("Alkmaar", "Bergen"),
        ("MK",),
        ("Uitgeest",),
    )


def test_an_answer_that_does_not_come_in_time_is_late():
    parties = voices(Alkmaar=reserved(AUTUMN), Bergen=reserved(MAY))
    assert said(state_of(NUMBERED, parties, MAY)) == (
        Kind.RESERVED,
        "onder voorbehoud tot 12-11-2026",
        "soon",
    )
    late = state_of(NUMBERED, parties, MAY + timedelta(days=1))
    assert said(late) == (Kind.RESERVED, "onder voorbehoud, reactie te laat", "late")
    assert late.text == (
        "De reactie op het voorbehoud van Bergen is te laat. Alkmaar maakt een voorbehoud."
    )


def test_it_waits_for_the_absent_party_and_is_definitive_since_that_answered():
    written = View(Value.AGREES, date(2026, 4, 22))
    assert state_of(NUMBERED, voices(Alkmaar=YES, MK=UNKNOWN), MEETING).kind == Kind.AWAITED
    state = state_of(NUMBERED, voices(Alkmaar=YES, MK=written), date(2026, 4, 22))
    assert (state.kind, state.on) == (Kind.FINAL, date(2026, 4, 22))


def test_it_stands_without_who_refused():
    state = state_of(NUMBERED, voices(Alkmaar=YES, IJmond=NO, Uitgeest=NO, MK=OUT), MEETING)
    assert said(state) == (Kind.WITHOUT, "definitief, zonder IJmond en Uitgeest", "done")
    assert (state.on, state.is_standing) == (MEETING, True)
    assert state.text == "De afspraak geldt niet voor IJmond en Uitgeest."


def test_an_afspraak_that_everybody_refuses_has_no_agreement():
    state = state_of(NUMBERED, voices(Alkmaar=NO, MK=OUT), MEETING)
    assert said(state) == (Kind.DISAGREED, "geen overeenstemming", "late")


def test_an_afspraak_that_nobody_takes_part_in_has_no_stances():
    state = state_of(NUMBERED, voices(MK=OUT), MEETING)
    assert state.word == "nog geen standpunten"


def test_a_reservation_without_day_waits_without_end():
    state = state_of(NUMBERED, voices(Alkmaar=reserved(None)), date(2030, 1, 1))
    assert said(state) == (Kind.RESERVED, "onder voorbehoud", "soon")


# --- what comes before the stances


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (Terms(), (Kind.PROPOSED, "voorgesteld", "info")),
        (Terms(is_withdrawn=True), (Kind.WITHDRAWN, "ingetrokken", "none")),
        (
            Terms(minuted_on=MEETING, superseded_by="2027-NK-003"),
            (Kind.SUPERSEDED, "vervangen door 2027-NK-003", "none"),
        ),
        (Terms(minuted_on=MEETING, ends_on=MAY), (Kind.ENDED, "afgelopen", "none")),
    ],
)
def test_what_is_proposed_ended_superseded_or_withdrawn_says_so(terms, expected):
    assert said(state_of(terms, voices(Alkmaar=NO), MAY)) == expected


def test_it_holds_on_its_last_day():
    terms = Terms(minuted_on=MEETING, ends_on=MAY)
    last = state_of(terms, voices(Alkmaar=YES), MAY - timedelta(days=1))
    assert (last.kind, last.is_live) == (Kind.FINAL, True)
    assert not state_of(terms, voices(Alkmaar=YES), MAY).is_live


# --- parts


def test_a_reservation_on_one_part_is_a_reservation():
    voice = Voice("Alkmaar", YES, parts=(YES, reserved(ANSWER), None))
    assert view_of(voice) == reserved(ANSWER)


def test_a_reservation_on_a_part_without_a_day_follows_the_whole():
    ratified = reserved(ANSWER, ANSWER)
    voice = Voice("Alkmaar", ratified, parts=(YES, reserved(None)))
    assert view_of(voice) == ratified


def test_parts_without_stance_follow_the_whole():
    assert view_of(Voice("Alkmaar", YES, parts=(None, UNKNOWN))) == YES
    assert view_of(Voice("Alkmaar", UNKNOWN, parts=(YES, None))).value == Value.NONE
    assert view_of(Voice("Alkmaar", UNKNOWN, parts=(YES, OUT))) == YES
    assert view_of(Voice("Alkmaar", UNKNOWN, parts=(OUT, OUT))) == OUT


def test_a_refusal_of_one_part_is_a_refusal():
    assert view_of(Voice("Alkmaar", YES, parts=(reserved(ANSWER), NO, None))) == NO


def test_the_reservation_that_takes_longest_counts():
    voice = Voice("Alkmaar", UNKNOWN, parts=(reserved(ANSWER), reserved(MAY), reserved(MAY, MAY)))
    assert view_of(voice) == reserved(MAY)


views = st.builds(
    View,
    st.sampled_from(Value),
    st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
any_voice = st.builds(
    Voice,
    st.sampled_from(["Alkmaar", "Bergen", "Uitgeest"]),
    views,
    st.lists(st.none() | views, max_size=3).map(tuple),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(any_voice, max_size=5), st.booleans(), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_whatever_parties_say_there_is_a_state_and_it_never_hides_a_refusal(said, statutory, day):
    terms = Terms(minuted_on=date(2026, 1, 1), is_statutory=statutory)
    state = state_of(terms, said, day)
    counted = [v for v in said if v.must_agree] if statutory else said
    refusing = {v.name for v in counted if view_of(v).value == Value.REFUSES}
    assert refusing <= set(state.without)
    if state.kind == Kind.FINAL:
        taking_part = [v for v in counted if view_of(v).value != Value.ABSTAINS]
        assert taking_part
        assert all(view_of(v).agrees_on(day) for v in taking_part)
    assert state.word
    assert isinstance(state.text, str)


# --- no agreement: what then


def disagreed(*names):
    return state_of(STATUTORY, plan(YES, YES, **dict.fromkeys(names, NO)), MEETING)


def test_without_agreement_a_second_overleg_is_proposed_then_the_dispute_route_is_offered():
    one, two = disagreed("Heiloo"), disagreed("Heiloo", "Uitgeest")
    assert advice(one, Route.SUPPORT, held=1, next_on=None) == SECOND
    assert advice(two, Route.SUPPORT, held=1, next_on=None) == SECOND_PLURAL
    planned = advice(one, Route.SUPPORT, held=1, next_on=date(2026, 4, 23))
    assert planned == "Het tweede overleg is op 23-04-2026."
    assert advice(one, Route.SUPPORT, held=2, next_on=None) == OFFERED[Route.SUPPORT]
    assert advice(one, Route.YOUTH, held=2, next_on=None) == OFFERED[Route.YOUTH]


def test_with_agreement_there_is_nothing_to_advise():
    state = state_of(STATUTORY, plan(YES, YES), MEETING)
    assert advice(state, Route.SUPPORT, held=2, next_on=None) == ""

"""Deriving parties again: what was set by hand stays."""

from oogo.rules.deriving import Stored, compare
from partners.rules.presence import Ref
from partners.rules.subjects import Derived

ALKMAAR, BERGEN, ROC = Ref(1, "Alkmaar"), Ref(2, "Bergen"), Ref(3, "ROC")
AGREES, LISTENS = "overeenstemming", "toehoorder"


def stored(party, capacity=AGREES, reason="ligt erin", *, by_hand=False, withdrawn=False):
    return Stored(party, capacity, reason, by_hand, withdrawn)


def derived(party, capacity=AGREES, reason="ligt erin"):
    return Derived(party, capacity, reason)


def told(rows, rule):
    return [(line.party.name, line.effect, line.was, line.becomes) for line in compare(rows, rule)]


def test_a_new_party_comes_and_one_that_the_rule_does_not_name_goes():
    assert told([stored(BERGEN)], [derived(ALKMAAR)]) == [
        ("Alkmaar", "nieuw", "", AGREES),
        ("Bergen", "vervalt", AGREES, ""),
    ]


def test_a_party_that_stands_as_the_rule_says_stays():
    assert told([stored(ALKMAAR)], [derived(ALKMAAR)]) == [("Alkmaar", "blijft", AGREES, AGREES)]


def test_another_capacity_or_reason_is_a_change():
    assert told(
        [stored(ALKMAAR), stored(BERGEN)],
        [derived(ALKMAAR, LISTENS), derived(BERGEN, reason="anders")],
    ) == [
        ("Alkmaar", "gewijzigd", AGREES, LISTENS),
        ("Bergen", "gewijzigd", AGREES, AGREES),
    ]


def test_what_was_set_by_hand_stays_whatever_the_rule_says():
    rows = [
        stored(ALKMAAR, LISTENS, by_hand=True),
        stored(BERGEN, by_hand=True, withdrawn=True),
        stored(ROC, by_hand=True),
    ]
    assert told(rows, [derived(ALKMAAR), derived(BERGEN)]) == [
        ("Alkmaar", "met de hand", LISTENS, LISTENS),
        ("Bergen", "met de hand", "", ""),
        ("ROC", "met de hand", AGREES, AGREES),
    ]
    assert not any(line.changes for line in compare(rows, [derived(ALKMAAR), derived(BERGEN)]))


def test_a_party_that_fell_away_by_the_rule_comes_back_by_it():
    rows = [stored(ALKMAAR, withdrawn=True), stored(BERGEN, withdrawn=True)]
    assert told(rows, [derived(ALKMAAR)]) == [("Alkmaar", "nieuw", "", AGREES)]


def test_deriving_twice_changes_nothing_the_second_time():
    rule = [derived(ALKMAAR), derived(ROC, LISTENS)]
    after = [stored(line.party, line.becomes, line.reason) for line in compare([], rule)]
    assert [line.effect for line in compare(after, rule)] == ["blijft", "blijft"]

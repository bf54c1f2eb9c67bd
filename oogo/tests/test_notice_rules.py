"""The sentences of the mail about a sent dossier, from what its manifest holds."""

import pytest

from oogo.rules.notices import no_account, sentences

NOTHING = dict.fromkeys(
    ("asked", "decide", "actions", "late", "reservations", "follow_ups", "figures"), 0
)


NO_QUESTION = "Bij geen enkel agendapunt wordt iets van u gevraagd."


@pytest.mark.parametrize(
    ("asked", "decide", "expected"),
    [
        (0, 0, NO_QUESTION),
        (1, 1, "Er wordt iets van u gevraagd bij één agendapunt, ter besluitvorming."),
        (2, 0, "… bij 2 agendapunten; niets daarvan is ter besluitvorming."),
        (6, 3, "… bij 6 agendapunten, waarvan 3 ter besluitvorming."),
    ],
)
def test_it_counts_what_is_asked(asked, decide, expected):
    (line,) = sentences({"holds": NOTHING | {"asked": asked, "decide": decide}})
    assert line == expected.replace("…", "Er wordt iets van u gevraagd")


@pytest.mark.parametrize(
    ("holds", "expected"),
    [
        ({"actions": 1}, "één actie"),
        ({"actions": 2, "late": 1, "figures": 3}, "2 acties (1 te laat) en "
         "uw cijfers naast die van de regio"),
        ({"reservations": 1, "follow_ups": 2}, "één voorbehoud dat op antwoord wacht en "
         "2 afspraken om lokaal uit te werken"),
        ({"actions": 3, "reservations": 2, "follow_ups": 1}, "3 acties, 2 voorbehouden die op "
         "antwoord wachten en één afspraak om lokaal uit te werken"),
    ],
)  # fmt: skip
def test_it_counts_what_the_own_part_holds(holds, expected):
    assert sentences({"holds": NOTHING | holds}) == [
        NO_QUESTION,
        f"Uw deel “Voor u” noemt ook {expected}.",
    ]


def test_a_long_list_of_news_is_cut_and_says_how_much_more_there_is():
    entry = {"replaces": 2, "news": [f"gewijzigd: punt {n}" for n in range(1, 11)]}
    lines = sentences(entry)
    assert lines[:3] == [
        "Deze versie vervangt versie 2.",
        "Nieuw sinds versie 2:",
        "– Gewijzigd: punt 1",
    ]
    assert (lines[-1], len(lines)) == ("– En 2 wijzigingen meer", 11)


def test_of_a_manifest_of_before_it_says_nothing_it_does_not_know():
    assert sentences({"name": "Merel"}) == []


def test_without_a_sender_the_secretary_is_named():
    assert no_account("") == (
        "U hebt nog geen account in Regio. Vraag de secretaris om uw leesexemplaar."
    )

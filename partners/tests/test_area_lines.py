"""The line of an area, what is said of it, and two gremia beside each other: pure rules."""

from datetime import date
from decimal import Decimal

from partners.rules import area_lines
from partners.rules.area_lines import AreaEvent, counts, events
from partners.rules.bodies import BodyRow, HoldingRow, SeatRow
from partners.rules.borders import AreaKey, Borders, Member, Merger, Name, Place
from partners.rules.kinds import KIND_FACTS, Said, Text, facts_on, join_kinds, kinds_of
from partners.rules.overlap import AreaLabel
from partners.rules.presence import PartyRow, Ref
from partners.rules.side_by_side import Sitting, side_by_side

EAST, WEST, MIDDLE = (AreaKey("jeugd", code) for code in ("JZ42", "JZ43", "MIDLIM"))
LABELS = {EAST: AreaLabel("Oost"), WEST: AreaLabel("West"), MIDDLE: AreaLabel("Midden-Limburg")}
FIRST, MERGED = date(2025, 1, 1), date(2026, 1, 1)
TODAY = date(2026, 3, 3)


def lies(area, place, since=FIRST, until=None):
    return Member(area, place, Decimal(1), since, until, str(since.year), "CBS")


def town(code, name, since=None, until=None):
    return Place(code, (Name(name),), since, until)


ROERMOND, WEERT, LEUDAL = "GM0957", "GM0988", "GM1640"
LIMBURG = Borders(
    {
        ROERMOND: town(ROERMOND, "Roermond"),
        WEERT: town(WEERT, "Weert"),
        LEUDAL: town(LEUDAL, "Leudal"),
    },
    (),
    (
        lies(EAST, ROERMOND, until=MERGED),
        lies(WEST, WEERT, until=MERGED),
        lies(WEST, LEUDAL, until=MERGED),
        *(lies(MIDDLE, code, MERGED) for code in (ROERMOND, WEERT, LEUDAL)),
    ),
)


def test_an_area_that_came_of_others_says_so_and_leads_to_them():
    assert events(LIMBURG, MIDDLE, labels=LABELS) == [
        AreaEvent(
            MERGED, "nieuw", "Nieuw: ontstaan uit Oost en West, met 3 gemeenten.", (EAST, WEST)
        )
    ]


def test_an_area_that_ended_says_in_what_and_where_its_line_begins():
    assert events(LIMBURG, WEST, labels=LABELS) == [
        AreaEvent(MERGED, "opgehouden", "Opgehouden: gaat op in Midden-Limburg.", (MIDDLE,)),
        AreaEvent(FIRST, "eerste", "De oudste indeling die Regio kent: 2 gemeenten."),
    ]


def test_areas_are_counted_on_each_day_on_which_their_number_changed():
    assert counts(LIMBURG.members, "jeugd") == [(FIRST, 2), (MERGED, 1)]
    assert counts(LIMBURG.members, "rmc") == []
    found = counts(LIMBURG.members, "jeugd")
    assert area_lines.count_sentence("jeugd", found, TODAY) == (
        "Jeugdregio: 1 in het land sinds 01-01-2026, daarvoor 2."
    )
    assert area_lines.count_sentence("jeugd", found, FIRST) == "Jeugdregio: 2 in het land."
    assert area_lines.count_sentence("jeugd", found, date(2020, 1, 1)) == ""


def test_who_comes_and_goes_is_named_with_where_from_and_where_to():
    moved = Borders(
        LIMBURG.places,
        (),
        (
            lies(EAST, ROERMOND),
            lies(WEST, WEERT),
            lies(WEST, LEUDAL, until=MERGED),
            lies(EAST, LEUDAL, MERGED),
        ),
    )
    assert [e.text for e in events(moved, EAST, labels=LABELS)][0] == "Erbij: Leudal, uit West."
    assert [e.text for e in events(moved, WEST, labels=LABELS)][0] == "Eruit: Leudal, naar Oost."


def test_a_merger_of_gemeenten_is_told_as_that_and_not_as_coming_and_going():
    old, other, new = "GM0398", "GM0416", "GM1980"
    merged = Borders(
        {
            old: town(old, "Heerhugowaard", until=MERGED),
            other: town(other, "Langedijk", until=MERGED),
            new: town(new, "Dijk en Waard", since=MERGED),
        },
        (Merger(old, new, MERGED, "nieuw"), Merger(other, new, MERGED, "nieuw")),
        (
            lies(EAST, old, until=MERGED),
            lies(EAST, other, until=MERGED),
            lies(EAST, new, MERGED),
        ),
    )
    assert [(e.kind, e.text) for e in events(merged, EAST, labels=LABELS)] == [
        (
            "herindeling",
            "Herindeling: Heerhugowaard en Langedijk vormen de nieuwe gemeente Dijk en Waard.",
        ),
        ("eerste", "De oudste indeling die Regio kent: 2 gemeenten."),
    ]


def test_an_area_without_heirs_just_stops_and_one_without_origin_just_begins():
    alone = Borders(
        LIMBURG.places, (), (lies(EAST, ROERMOND, until=MERGED), lies(WEST, WEERT, MERGED))
    )
    assert events(alone, EAST, labels=LABELS)[0].text == (
        "Opgehouden: er liggen geen gemeenten meer in."
    )
    assert events(alone, WEST, labels=LABELS)[0].text == "Nieuw, met 1 gemeente."


def test_another_name_is_part_of_the_line():
    names = (Name("RMC West", None, MERGED), Name("Doorstroompunt West", MERGED))
    assert events(Borders({}), WEST, labels={}, names=names) == [
        AreaEvent(MERGED, "hernoemd", "Heet voortaan Doorstroompunt West; eerst RMC West.")
    ]


def test_what_is_said_of_an_area_itself_comes_before_its_kind_and_that_before_our_own_text():
    texts = [
        Text(False, "Taak van de soort", "", "Betaalt de soort", "Wet A", since=FIRST),
        Text(True, "", "", "Betaalt dit gebied", "Besluit B", since=MERGED),
    ]
    assert facts_on("jeugd", texts, TODAY) == {
        "task": Said("Taak van de soort", "Wet A"),
        "law": Said(KIND_FACTS["jeugd"].law),
        "funding": Said("Betaalt dit gebied", "Besluit B"),
    }
    assert facts_on("jeugd", texts, FIRST)["funding"] == Said("Betaalt de soort", "Wet A")
    assert facts_on("jeugd", texts, date(2020, 1, 1))["task"] == Said(KIND_FACTS["jeugd"].task)


def test_kinds_are_stored_in_their_own_order_and_read_back():
    assert join_kinds(["rmc", "swv_po", "onzin"]) == "swv_po, rmc"
    assert (kinds_of("swv_po, rmc"), kinds_of("")) == (["swv_po", "rmc"], [])


# --- two gremia beside each other
OOGO, GROUP = BodyRow(1, "OOGO"), BodyRow(2, "Themagroep")
MEREL, SNIP, SMIENT = Ref(31, "Hanna Merel"), Ref(32, "Bas Snip"), Ref(33, "Yara Smient")
ALKMAAR = PartyRow(11, 21, "Alkmaar", "gemeente")


def seat(pk, body, *holders, party=None, membership="lid", label="lid"):
    held = tuple(h if isinstance(h, HoldingRow) else HoldingRow(h) for h in holders)
    return SeatRow(pk, body.pk, label, "partij", party, membership, holdings=held)


def test_two_bodies_show_who_sits_in_both_once_and_who_in_only_one():
    seats = [
        seat(1, OOGO, MEREL, party=11, label="wethouder"),
        seat(2, OOGO, MEREL, label="voorzitter"),
        seat(3, GROUP, MEREL, party=11),
        seat(4, OOGO, SNIP),
        seat(5, GROUP, SMIENT),
        seat(6, GROUP, SNIP, membership="agendalid"),
        seat(7, GROUP, HoldingRow(SNIP, until=TODAY)),
    ]
    found = side_by_side(OOGO, GROUP, seats, [ALKMAAR], TODAY)
    assert found.both == (Sitting(MEREL, ("wethouder, Alkmaar", "voorzitter"), ("lid, Alkmaar",)),)
    assert [s.person for s in found.only_one] == [SNIP]
    assert [s.person for s in found.only_other] == [SMIENT]
    assert (found.people, found.vacant_one, found.vacant_other) == (3, 0, 1)


def test_two_bodies_without_people_have_nobody_in_common():
    found = side_by_side(OOGO, GROUP, [], [], TODAY)
    assert (found.both, found.only_one, found.only_other, found.people) == ((), (), (), 0)

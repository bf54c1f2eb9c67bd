"""The pure rules of the speelveld: gemeenten, mergers, areas, the matrix, who is missing."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.rules.borders import AreaKey, Borders, Found, Member, Merger, Name, Place, name_on
from partners.rules.overlap import (
    AreaLabel,
    area_number,
    in_words,
    kind_label,
    merger_texts,
    overlap,
)
from partners.rules.presence import (
    DoubleRole,
    LinkRow,
    Missing,
    PartyRow,
    People,
    Period,
    PositionRow,
    Ref,
    RepresentationRow,
    double_roles,
    mandate_states,
    missing,
)

TODAY = date(2026, 3, 3)
YEAR_2015, YEAR_2022 = date(2015, 1, 1), date(2022, 1, 1)
YEAR_2025, YEAR_2026 = date(2025, 1, 1), date(2026, 1, 1)
PO3, PO11 = AreaKey("swv_po", "PO2703"), AreaKey("swv_po", "PO2711")
VO3, VO4 = AreaKey("swv_vo", "VO2703"), AreaKey("swv_vo", "VO2704")
YOUTH, RMC, OTHER_RMC = AreaKey("jeugd", "JZ06"), AreaKey("rmc", "MC24"), AreaKey("rmc", "MC25")
LABELS = {
    PO3: AreaLabel("PPO", "PO 27-03"),
    PO11: AreaLabel("SWV PO 27-11"),
    VO3: AreaLabel("SWV VO 27-03"),
    VO4: AreaLabel("SWV VO 27-04"),
    YOUTH: AreaLabel("Noord-Kennemerland"),
    RMC: AreaLabel("Noord-Kennemerland"),
    OTHER_RMC: AreaLabel("Zuid-Kennemerland en IJmond"),
}
TOWNS = ["Alkmaar", "Castricum", "Dijk en Waard", "Uitgeest"]


def place(name, since=None, until=None):
    return Place(name, (Name(name),), since, until)


def lies(area, town, since, *, share="1", until=None, edition=None):
    share = None if share is None else Decimal(share)
    return Member(area, town, share, since, until, edition or str(since.year), "CBS")


@pytest.fixture
def borders():
    """Two mergers of Noord-Kennemerland, and the areas in which its gemeenten lie."""
    inside = ["Alkmaar", "Heerhugowaard", "Langedijk", "Dijk en Waard"]
    starts = dict.fromkeys(inside, YEAR_2015) | {"Dijk en Waard": YEAR_2022}
    ends = {"Heerhugowaard": YEAR_2022, "Langedijk": YEAR_2022}
    members = [
        *(lies(PO3, t, starts[t], until=ends.get(t), edition="2015") for t in inside),
        *(lies(VO3, t, starts[t], until=ends.get(t), edition="2015") for t in inside),
        *(lies(PO11, t, YEAR_2015) for t in ("Castricum", "Uitgeest")),
        *(lies(VO4, t, YEAR_2015) for t in ("Castricum", "Uitgeest")),
        *(lies(YOUTH, t, YEAR_2025) for t in TOWNS),
        *(lies(RMC, t, YEAR_2025) for t in TOWNS[:3]),
        lies(OTHER_RMC, "Uitgeest", YEAR_2025),
    ]
    places = [
        place("Alkmaar"),
        place("Castricum"),
        place("Dijk en Waard", since=YEAR_2022),
        place("Heerhugowaard", until=YEAR_2022),
        place("Langedijk", until=YEAR_2022),
        place("Schermer", until=YEAR_2015),
        place("Uitgeest"),
    ]
    mergers = (
        Merger("Schermer", "Alkmaar", YEAR_2015, "samenvoeging"),
        Merger("Heerhugowaard", "Dijk en Waard", YEAR_2022, "nieuw"),
        Merger("Langedijk", "Dijk en Waard", YEAR_2022, "nieuw"),
    )
    return Borders({p.code: p for p in places}, mergers, tuple(members))


# --- gemeenten and mergers -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (TODAY, {"Alkmaar", "Castricum", "Dijk en Waard", "Uitgeest"}),
        (YEAR_2022, {"Alkmaar", "Castricum", "Dijk en Waard", "Uitgeest"}),
        (
            date(2021, 12, 31),
            {"Alkmaar", "Castricum", "Heerhugowaard", "Langedijk", "Uitgeest"},
        ),
        (
            date(2014, 12, 31),
            {"Alkmaar", "Castricum", "Heerhugowaard", "Langedijk", "Schermer", "Uitgeest"},
        ),
    ],
)
def test_the_gemeenten_of_a_day_are_those_that_lead_to_the_parties_of_now(borders, day, expected):
    assert set(borders.leading_to(TOWNS, day)) == expected


def test_a_gemeente_that_leads_elsewhere_is_not_of_the_region(borders):
    assert borders.leading_to(["Dijk en Waard"], date(2021, 6, 1)) == ["Heerhugowaard", "Langedijk"]


def test_mergers_are_told_together_the_last_one_first(borders):
    assert [(m.on, m.text) for m in merger_texts(borders, TOWNS)] == [
        (YEAR_2022, "Heerhugowaard en Langedijk vormen de nieuwe gemeente Dijk en Waard."),
        (YEAR_2015, "Schermer gaat op in Alkmaar."),
    ]
    assert merger_texts(borders, ["Uitgeest"]) == []


def test_a_split_and_a_change_of_name_are_told_as_such():
    places = {n: place(n) for n in "ABCDE"}
    mergers = (
        Merger("A", "B", YEAR_2015, "splitsing"),
        Merger("A", "C", YEAR_2015, "splitsing"),
        Merger("D", "E", YEAR_2022, "naamswijziging"),
    )
    assert [m.text for m in merger_texts(Borders(places, mergers), ["B", "C", "E"])] == [
        "D heet voortaan E.",
        "A wordt verdeeld over B en C.",
    ]


def test_the_name_is_that_of_the_day():
    names = (Name("Oud", until=YEAR_2015), Name("Nieuw", since=YEAR_2015))
    assert [name_on(names, d) for d in (date(2014, 1, 1), YEAR_2015)] == ["Oud", "Nieuw"]
    assert name_on((Name("Later", since=YEAR_2025),), YEAR_2015) == "Later"
    assert name_on((), TODAY) == ""


# --- areas ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("code", "kind", "day", "expected"),
    [
        ("Alkmaar", "jeugd", YEAR_2025, [(YOUTH, "2025", False)]),
        ("Alkmaar", "jeugd", date(2024, 12, 31), [(YOUTH, "2025", True)]),
        ("Heerhugowaard", "jeugd", date(2021, 12, 31), [(YOUTH, "2025", True)]),
        ("Heerhugowaard", "swv_po", date(2021, 12, 31), [(PO3, "2015", False)]),
        ("Heerhugowaard", "swv_po", date(2014, 12, 31), [(PO3, "2015", True)]),
        ("Schermer", "swv_po", date(2014, 12, 31), [(PO3, "2015", True)]),
        ("Schermer", "rmc", date(2013, 1, 1), [(RMC, "2025", True)]),
        ("Alkmaar", "arbeidsmarkt", TODAY, []),
    ],
)
def test_the_area_of_a_gemeente_on_a_day(borders, code, kind, day, expected):
    found = borders.areas_of(code, kind, day)
    assert [(f.area, f.edition, f.is_counted_back) for f in found] == expected


def test_a_membership_that_ended_without_a_next_one_leaves_no_area():
    borders = Borders({"A": place("A")}, (), (lies(YOUTH, "A", YEAR_2015, until=YEAR_2022),))
    assert borders.areas_of("A", "jeugd", YEAR_2022) == ()


def test_a_new_edition_shows_beside_the_old_one():
    members = (lies(YOUTH, "A", YEAR_2015, until=YEAR_2026), lies(RMC, "A", YEAR_2025))
    newer = lies(AreaKey("jeugd", "JZ99"), "A", YEAR_2026)
    borders = Borders({"A": place("A")}, (), (*members, newer))
    days = (date(2025, 12, 31), YEAR_2026)
    assert [borders.areas_of("A", "jeugd", d)[0].area.code for d in days] == ["JZ06", "JZ99"]


def test_a_gemeente_that_was_split_lay_in_the_areas_of_all_its_parts():
    mergers = (Merger("A", "B", YEAR_2015, "splitsing"), Merger("A", "C", YEAR_2015, "splitsing"))
    places = {"A": place("A", until=YEAR_2015), "B": place("B"), "C": place("C")}
    members = (lies(RMC, "B", YEAR_2025), lies(OTHER_RMC, "C", YEAR_2025))
    assert Borders(places, mergers, members).areas_of("A", "rmc", date(2014, 1, 1)) == (
        Found(RMC, None, "2025", "CBS", True),
        Found(OTHER_RMC, None, "2025", "CBS", True),
    )


def test_the_gemeenten_of_an_area_on_a_day(borders):
    assert set(borders.municipalities_of(PO3, TODAY)) == {"Alkmaar", "Dijk en Waard"}
    before = {"Alkmaar", "Heerhugowaard", "Langedijk"}
    assert set(borders.municipalities_of(PO3, date(2021, 12, 31))) == before


# --- laws, over any history of mergers -----------------------------------------------------------
@st.composite
def histories(draw):
    """A country of six gemeenten in which, year after year, some merge, split or change name."""
    names = iter(f"G{n}" for n in range(100))
    alive = {next(names): None for _ in range(6)}
    ended, mergers = {}, []
    for year in range(2001, 2001 + draw(st.integers(0, 6))):
        on = date(year, 1, 1)
        olds = draw(st.lists(st.sampled_from(sorted(alive)), min_size=1, max_size=3, unique=True))
        into = draw(st.sampled_from(["nieuw", "samenvoeging", "splitsing"]))
        if into == "samenvoeging" and len(olds) > 1:
            news, olds = olds[:1], olds[1:]
        else:
            news = [next(names) for _ in range(2 if into == "splitsing" else 1)]
        mergers += [Merger(old, new, on, into) for old in olds for new in news]
        for old in olds:
            ended[old] = (alive.pop(old), on)
        alive |= {new: alive.get(new, on) for new in news}
    periods = ended | {code: (since, None) for code, since in alive.items()}
    places = {code: place(code, *period) for code, period in periods.items()}
    return Borders(places, tuple(mergers)), sorted(alive)


DAYS = st.dates(date(2000, 1, 1), date(2010, 1, 1))


@given(histories(), DAYS)
def test_every_gemeente_of_any_day_leads_to_those_of_now(history, day):
    borders, now = history
    assert borders.leading_to(now, day) == borders.existing(day)


@given(histories(), DAYS)
def test_counting_back_keeps_every_gemeente_in_an_area_that_holds_them_all(history, day):
    borders, now = history
    members = tuple(lies(YOUTH, code, YEAR_2025) for code in now)
    borders = replace(borders, members=members)
    for code in borders.existing(day):
        assert borders.areas_of(code, "jeugd", day) == (
            Found(YOUTH, Decimal(1), "2025", "CBS", True),
        )
    assert borders.municipalities_of(YOUTH, day) == borders.existing(day)


@given(histories(), DAYS, st.randoms())
def test_the_matrix_does_not_depend_on_the_order_of_the_rows(history, day, random):
    borders, now = history
    members = [lies((RMC, OTHER_RMC)[n % 2], code, YEAR_2025) for n, code in enumerate(now)]
    one = replace(borders, members=tuple(members))
    shuffled = random.sample(members, len(members))
    other = replace(borders, members=tuple(shuffled))
    codes = borders.existing(day)
    arguments = {"preferred": [], "labels": LABELS}
    assert overlap(one, codes, day, **arguments) == overlap(other, codes[::-1], day, **arguments)


# --- the matrix ----------------------------------------------------------------------------------
def matrix_of(borders, day=TODAY, preferred=(), towns=TOWNS):
    return overlap(borders, borders.leading_to(towns, day), day, preferred=preferred, labels=LABELS)


def test_the_matrix_names_every_difference(borders):
    matrix = matrix_of(borders, preferred=[PO3, VO3, YOUTH, RMC])
    assert [row.name for row in matrix.rows] == TOWNS
    assert {c.kind: c.sentences for c in matrix.columns} == {
        "swv_po": ("Castricum en Uitgeest liggen in SWV PO 27-11, niet in PPO (PO 27-03).",),
        "swv_vo": ("Castricum en Uitgeest liggen in SWV VO 27-04, niet in SWV VO 27-03.",),
        "jeugd": ("Alle 4 gemeenten liggen in jeugdregio Noord-Kennemerland.",),
        "rmc": (
            "Uitgeest ligt in Doorstroompunt Zuid-Kennemerland en IJmond, "
            "niet in Doorstroompunt Noord-Kennemerland.",
        ),
        "arbeidsmarkt": ("Van geen gemeente is een arbeidsmarktregio bekend.",),
    }
    assert [cell.differs for cell in matrix.rows[3].cells] == [True, True, False, True, False]
    assert matrix.column("swv_po").differing == ("Castricum", "Uitgeest")
    assert [p[:2] for p in matrix.cell(matrix.rows[0], "swv_po").parts] == [("PPO", "PO 27-03")]
    assert [str(cell) for cell in matrix.rows[3].cells][:2] == ["SWV PO 27-11", "SWV VO 27-04"]
    assert matrix.column("jeugd").edition == "indeling 2025"
    assert matrix.sources == ("CBS",)


def test_before_the_oldest_edition_the_matrix_counts_back(borders):
    matrix = matrix_of(borders, date(2014, 6, 1))
    assert [row.name for row in matrix.rows] == [
        "Alkmaar",
        "Castricum",
        "Heerhugowaard",
        "Langedijk",
        "Schermer",
        "Uitgeest",
    ]
    assert [c.edition for c in matrix.columns[:4]] == [
        "indeling 2015, teruggerekend",
        "indeling 2015, teruggerekend",
        "indeling 2025, teruggerekend",
        "indeling 2025, teruggerekend",
    ]
    assert matrix.column("rmc").label == "RMC-regio"
    assert [matrix.is_counted_back, matrix_of(borders).is_counted_back] == [True, False]


def test_usual_is_the_regions_own_area_else_the_one_that_most_gemeenten_share(borders):
    assert matrix_of(borders, towns=["Alkmaar", "Castricum", "Uitgeest"]).columns[0].usual == PO11
    own = matrix_of(borders, preferred=[PO3], towns=["Alkmaar", "Castricum", "Uitgeest"])
    assert own.columns[0].usual == PO3
    both = matrix_of(borders, preferred=[PO3, PO11], towns=["Alkmaar", "Castricum", "Uitgeest"])
    assert both.columns[0].usual == PO11


def test_a_gemeente_over_a_border_is_named_and_a_sliver_does_not_count():
    members = (
        lies(PO3, "A", YEAR_2015, share="0.6"),
        lies(PO11, "A", YEAR_2015, share="0.4"),
        lies(PO3, "B", YEAR_2015, share="0.905"),
        lies(PO11, "B", YEAR_2015, share="0.095"),
        lies(PO3, "C", YEAR_2015, share=None),
    )
    borders = Borders({n: place(n) for n in "ABCD"}, (), members)
    matrix = overlap(borders, list("ABCD"), TODAY, preferred=[], labels=LABELS)
    assert matrix.columns[0].sentences == (
        "A ligt deels in PPO (PO 27-03) en deels in SWV PO 27-11.",
        "Van D is geen samenwerkingsverband po bekend.",
        "B ligt voor 9,5 % in SWV PO 27-11; dat telt niet mee.",
    )
    assert [[part[:2] for part in row.cells[0].parts] for row in matrix.rows] == [
        [("PPO", "PO 27-03, 60 %"), ("SWV PO 27-11", "40 %")],
        [("PPO", "PO 27-03, 90,5 %")],
        [("PPO", "PO 27-03")],
        [],
    ]
    assert str(matrix.rows[3].cells[0]) == "onbekend"


def test_a_share_of_a_tenth_counts():
    members = (
        lies(PO3, "A", YEAR_2015, share="0.9"),
        lies(PO11, "A", YEAR_2015, share="0.10"),
        lies(PO3, "B", YEAR_2015),
    )
    borders = Borders({n: place(n) for n in "AB"}, (), members)
    assert matrix_of(borders, towns=["A", "B"]).columns[0].differing == ("A",)


def test_without_gemeenten_there_is_nothing_to_say():
    matrix = overlap(Borders({}), [], TODAY, preferred=[PO3], labels=LABELS)
    assert (matrix.rows, [c.sentences for c in matrix.columns]) == ((), [()] * 5)


def test_words():
    assert in_words(["A"]) == "A"
    assert in_words(["A", "B", "C"]) == "A, B en C"
    assert area_number(PO3) == "PO 27-03"
    assert area_number(YOUTH) == "JZ06"
    days = (date(2025, 12, 31), YEAR_2026)
    assert [kind_label("rmc", day) for day in days] == ["RMC-regio", "Doorstroompunt"]


# --- who is missing ------------------------------------------------------------------------------
HEILOO, IJMOND, BUCH, BOARD = (
    PartyRow(1, 11, "Heiloo", "gemeente"),
    PartyRow(2, 12, "IJmond", "swv"),
    PartyRow(3, 13, "De BUCH", "werkorganisatie"),
    PartyRow(4, 14, "Meerzicht", "bestuur_po"),
)
ALWAYS = frozenset({Period()})


def holds_office(pk, name, organisation, level, **fields):
    fields = {
        "has_email": True,
        "mandates": ALWAYS if level == "bestuurlijk" else frozenset(),
    } | fields
    return PositionRow(pk, Ref(pk, name), organisation=organisation, level=level, **fields)


def people(*positions, links=(), representations=()):
    return People(positions, tuple(links), tuple(representations))


def test_a_gemeente_needs_three_levels_a_swv_two_and_others_one_person():
    found = missing([HEILOO, IJMOND, BOARD], people(), TODAY)
    assert [(m.party.name, m.what, m.level) for m in found] == [
        ("Heiloo", "niveau", "bestuurlijk"),
        ("Heiloo", "niveau", "beleidsmatig"),
        ("Heiloo", "niveau", "uitvoerend"),
        ("IJmond", "niveau", "bestuurlijk"),
        ("IJmond", "niveau", "beleidsmatig"),
        ("Meerzicht", "contactpersoon", ""),
    ]
    assert found[1].text == "Niemand op beleidsmatig niveau."


def test_who_works_for_a_party_or_represents_it_fills_its_level():
    tureluur = holds_office(1, "Tureluur", 11, "bestuurlijk")
    zwaluw = holds_office(2, "Zwaluw", 13, "beleidsmatig")
    for how in (
        {"links": [LinkRow("werkt_voor", 13, 11)]},
        {"representations": [RepresentationRow(2, 1)]},
    ):
        found = missing([HEILOO, BUCH], people(tureluur, zwaluw, **how), TODAY)
        assert [(m.party.name, m.level) for m in found] == [("Heiloo", "uitvoerend")]


@pytest.mark.parametrize(
    "how",
    [
        {"links": [LinkRow("werkt_voor", 13, 11, until=TODAY)]},
        {"links": [LinkRow("toezicht", 13, 11)]},
        {"representations": [RepresentationRow(2, 1, since=TODAY + timedelta(days=1))]},
    ],
)
def test_other_links_and_other_days_fill_nothing(how):
    zwaluw = holds_office(2, "Zwaluw", 13, "beleidsmatig")
    found = missing([HEILOO], people(zwaluw, **how), TODAY)
    assert [m.level for m in found] == ["bestuurlijk", "beleidsmatig", "uitvoerend"]


def test_a_level_is_missing_from_the_day_that_its_last_holder_left():
    snip = holds_office(1, "Snip", 14, "beleidsmatig", until=TODAY)
    (found,) = missing([BOARD], people(snip), TODAY)
    assert (found.text, found.since) == ("Nog geen contactpersoon.", TODAY)
    assert missing([BOARD], people(snip), TODAY - timedelta(days=1)) == []


def test_a_party_that_left_misses_nothing():
    assert missing([replace(HEILOO, until=TODAY)], people(), TODAY) == []


@pytest.mark.parametrize(
    ("mandates", "state", "text"),
    [
        ({Period()}, "geldig", None),
        ({Period(until=TODAY + timedelta(days=1))}, "geldig", None),
        ({Period(until=TODAY)}, "verlopen", "Het mandaat van Fuut liep t/m 02-03-2026."),
        (
            {Period(YEAR_2022, YEAR_2025), Period(YEAR_2025, YEAR_2026)},
            "verlopen",
            "Het mandaat van Fuut liep t/m 31-12-2025.",
        ),
        ({Period(YEAR_2022, YEAR_2025), Period(YEAR_2025)}, "geldig", None),
        (set(), "geen", "Fuut heeft geen mandaat."),
        ({Period(date(2026, 4, 1))}, "geen", "Het mandaat van Fuut begint op 01-04-2026."),
    ],
)
@pytest.mark.parametrize("party", [HEILOO, IJMOND])
def test_who_decides_for_a_gemeente_or_swv_needs_a_mandate(party, mandates, state, text):
    who = people(
        holds_office(9, "Fuut", party.organisation, "bestuurlijk", mandates=frozenset(mandates))
    )
    assert [s.state for s in mandate_states([party], who, TODAY)] == [state]
    found = [m.text for m in missing([party], who, TODAY) if m.what == "mandaat"]
    assert found == ([text] if text else [])


def test_other_levels_and_other_organisations_need_no_mandate():
    who = people(
        holds_office(1, "Kluut", 14, "bestuurlijk", mandates=frozenset()),
        holds_office(2, "Snip", 11, "beleidsmatig"),
    )
    assert mandate_states([BOARD, HEILOO], who, TODAY) == []


def test_a_mandate_of_who_acts_for_someone_counts_for_both():
    kievit = holds_office(1, "Kievit", 11, "bestuurlijk", mandates=frozenset())
    scholekster = holds_office(2, "Scholekster", 11, "bestuurlijk", acts_for=1)
    states = mandate_states([HEILOO], people(kievit, scholekster), TODAY)
    assert [(s.state, s.acting) for s in states] == [
        ("waargenomen", scholekster.person),
        ("geldig", None),
    ]
    gone = replace(scholekster, until=TODAY)
    states = mandate_states([HEILOO], people(kievit, gone), TODAY)
    assert [(s.position.person.name, s.state) for s in states] == [("Kievit", "geen")]


def test_someone_without_an_email_address_is_named_once():
    mus = holds_office(1, "Mus", 14, "beleidsmatig", has_email=False)
    again = replace(mus, pk=2, level="uitvoerend")
    free = holds_office(3, "Ooievaar", None, "beleidsmatig", has_email=False)
    assert missing([BOARD], people(mus, again, free), TODAY) == [
        Missing(
            BOARD.ref,
            "e-mailadres",
            "beleidsmatig",
            "Van Mus ontbreekt het e-mailadres.",
            person=mus.person,
        ),
        Missing(
            None,
            "e-mailadres",
            "beleidsmatig",
            "Van Ooievaar ontbreekt het e-mailadres.",
            person=free.person,
        ),
    ]


def test_whose_data_nobody_verified_for_a_year_is_named_once():
    a_year_ago = date(TODAY.year - 1, TODAY.month, TODAY.day)
    mus = holds_office(1, "Mus", 14, "beleidsmatig", verified_on=a_year_ago)
    again = replace(mus, pk=2, verified_on=date(2020, 1, 1))
    fresh = replace(mus, pk=3, person=Ref(3, "Kauw"), verified_on=a_year_ago + timedelta(1))
    gone = replace(mus, pk=4, person=Ref(4, "Sijs"), until=TODAY)
    [found] = missing([BOARD], people(mus, again, fresh, gone), TODAY)
    assert (found.party, found.what, found.since, found.person) == (
        BOARD.ref,
        "nagekeken",
        date(2020, 1, 1),
        mus.person,
    )
    assert found.text == "De gegevens van Mus zijn langer dan een jaar niet nagekeken."


def test_who_speaks_for_several_parties_is_named_with_what_is_arranged_for_later():
    zwaluw = holds_office(1, "Zwaluw", 13, "beleidsmatig")
    meerkoet = holds_office(2, "Meerkoet", 12, "bestuurlijk")
    kluut = holds_office(3, "Kluut", 14, "bestuurlijk")
    day = date(2026, 4, 16)
    who = people(
        zwaluw,
        meerkoet,
        kluut,
        links=[LinkRow("werkt_voor", 13, 11), LinkRow("toezicht", 14, 12)],
        representations=[
            RepresentationRow(2, 1, since=day, until=day + timedelta(days=1)),
            RepresentationRow(3, 1, until=TODAY),
        ],
    )
    assert double_roles([HEILOO, IJMOND, BUCH, BOARD], who, TODAY) == [
        DoubleRole(zwaluw.person, ("De BUCH",), ("Heiloo",), ""),
        DoubleRole(meerkoet.person, ("IJmond",), ("Heiloo",), "Heiloo alleen op 16-04-2026"),
    ]

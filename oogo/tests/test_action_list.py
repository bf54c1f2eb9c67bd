"""The list of actions, its board and its spreadsheet."""

from datetime import date, datetime
from io import BytesIO
from urllib.parse import urlencode

import openpyxl
import pytest
from django.test import Client

from agenda.tests.factories import ThemeFactory
from oogo.action_filter import STANDS
from oogo.models import Action
from oogo.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    StanceFactory,
)
from oogo.tests.people import speaker
from partners.tests.factories import (
    BodyFactory,
    PartyFactory,
    PositionFactory,
    SeatFactory,
    SeatHoldingFactory,
)

pytestmark = pytest.mark.usefixtures("third_of_march")

# How the scenario stands on 3 March 2026: status and day.
SCENARIO = [
    ("open", "2026-02-19"),
    ("bezig", "2026-02-27"),
    ("bezig", "2026-03-04"),
    ("open", "2026-03-06"),
    ("bezig", "2026-03-31"),
    ("open", "2026-03-20"),
    ("open", "2026-03-13"),
    ("afgerond", "2025-12-09"),
    ("bezig", "2026-03-20"),
    ("bezig", "2026-03-03"),
    ("open", "2026-03-27"),
    ("open", "2026-07-02"),
    ("gereed_gemeld", "2026-01-30"),
    ("vervallen", "2025-12-19"),
]


@pytest.fixture
def scenario(region):
    return [
        ActionFactory(
            region=region,
            number=number,
            status=status,
            due_on=due_on,
            arose_on="2025-01-01",
            confirmed_on="2026-01-09" if status == "afgerond" else None,
            lapse_reason="Gaat op in de Jongerentop." if status == "vervallen" else "",
        )
        for number, (status, due_on) in enumerate(SCENARIO, start=1)
    ]


def numbers(page):
    return [entry.action.number for entry in page.context["entries"]]


def shown(client, address, **query):
    return numbers(client.get(address("action_list"), query))


# --- order and counts


def test_what_is_late_comes_first_and_what_waits_for_a_confirmation_last(
    client, sign_in, address, scenario
):
    sign_in("lezer")
    assert shown(client, address) == [1, 2, 10, 3, 4, 7, 6, 9, 11, 5, 12, 13]


def test_the_counts_at_the_top_are_those_of_the_scenario(client, sign_in, address, scenario):
    sign_in("lezer")
    page = client.get(address("action_list"))
    counts = page.context["counts"]
    assert (counts.late, counts.today, counts.tomorrow, counts.week, counts.later) == (
        2,
        1,
        1,
        1,
        6,
    )
    assert (counts.reported, counts.done, counts.lapsed, counts.total) == (1, 1, 1, 14)
    assert [(label, count) for label, count, *_ in page.context["groups"]] == [
        ("Lopend", 12),
        ("Te laat", 2),
        ("Deze week", 3),
        ("Later", 6),
        ("Gereed gemeld", 1),
        ("Afgerond", 1),
        ("Vervallen", 1),
    ]


def test_the_words_say_how_late_or_how_near(client, sign_in, address, scenario):
    sign_in("lezer")
    entries = client.get(address("action_list")).context["entries"]
    assert [entry.due.text for entry in entries][:6] == [
        "12 dagen te laat",
        "4 dagen te laat",
        "vandaag",
        "morgen",
        "deze week",
        "",
    ]


@pytest.mark.parametrize(
    ("stand", "expected"),
    [
        ("te_laat", [1, 2]),
        ("deze_week", [10, 3, 4]),
        ("later", [7, 6, 9, 11, 5, 12]),
        ("open", [1, 2, 10, 3, 4, 7, 6, 9, 11, 5, 12]),
        ("niet_begonnen", [1, 4, 7, 6, 11, 12]),
        ("bezig", [2, 10, 3, 9, 5]),
        ("gereed_gemeld", [13]),
        ("afgerond", [8]),
        ("vervallen", [14]),
        ("alle", [1, 2, 10, 3, 4, 7, 6, 9, 11, 5, 12, 13, 8, 14]),
        ("onzin", [1, 2, 10, 3, 4, 7, 6, 9, 11, 5, 12, 13]),
    ],
)
def test_the_stand_is_in_the_address(client, sign_in, address, scenario, stand, expected):
    sign_in("lezer")
    assert shown(client, address, stand=stand) == expected


def test_the_count_of_each_group_is_the_length_of_its_list(client, sign_in, address, scenario):
    sign_in("lezer")
    for _, count, _, url, _ in client.get(address("action_list")).context["groups"]:
        page = client.get(address("action_list") + url)
        assert page.context["page"].paginator.count == count, url


@pytest.mark.parametrize("stand", STANDS)
def test_the_count_above_a_list_is_its_length(client, sign_in, address, scenario, stand):
    sign_in("lezer")
    page = client.get(address("action_list"), {"stand": stand}).context["page"]
    assert page.paginator.count == len(page.object_list)


def test_the_line_says_what_the_reader_has_to_do(client, region, address):
    party = PartyFactory(organisation__region=region)
    user = speaker(region, party)
    client.force_login(user)
    ActionFactory(region=region, owner_party=party, due_on="2026-02-19")
    assert client.get(address("action_list")).context["line"] == "U hebt 1 actie die te laat is."
    ActionFactory(
        region=region, owner_party=party, owner_position=user.position, due_on="2026-03-02"
    )
    assert client.get(address("action_list")).context["line"] == "U hebt 2 acties die te laat zijn."
    Action.objects.update(due_on="2026-05-01")
    assert client.get(address("action_list")).context["line"] == "U hebt 2 acties te doen."


@pytest.mark.parametrize(
    "query", [{"zoek": "niets daarvan"}, {"stand": "alle"}, {"stand": "onzin", "zoek": "niets"}]
)
def test_the_line_is_of_all_actions_whatever_the_list_shows(client, region, address, query):
    party = PartyFactory(organisation__region=region)
    client.force_login(speaker(region, party))
    ActionFactory(region=region, owner_party=party, due_on="2026-05-01")
    page = client.get(address("action_list"), query)
    assert page.context["line"] == "U hebt 1 actie te doen."


# --- filters


def test_the_list_is_filtered_by_party_theme_and_words(client, region, sign_in, address):
    sign_in("lezer")
    theme = ThemeFactory(region=region)
    one = ActionFactory(region=region, number=1, title="Rekenmodel maken", theme=theme)
    two = ActionFactory(region=region, number=27, title="Begrippenlijst")

    assert shown(client, address, partij=one.owner_party_id) == [1]
    assert shown(client, address, thema=theme.pk) == [1]
    assert shown(client, address, zoek="begrip") == [27]
    assert shown(client, address, zoek="a27") == [27]
    assert shown(client, address, partij=one.owner_party_id, zoek=two.title) == []


def test_the_list_of_a_meeting_holds_all_that_came_from_it(client, region, sign_in, address):
    sign_in("lezer")
    item = AgendaItemFactory(meeting__region=region)
    decision = DecisionFactory(region=region, item=item, minuted=True)
    stance = StanceFactory(decision=decision)
    for number, origin in enumerate(
        [{"from_meeting": item.meeting}, {"from_item": item}, {"from_decision": decision}], start=1
    ):
        ActionFactory(region=region, number=number, **origin)
    ActionFactory(region=region, number=4, from_stance=stance)
    ActionFactory(region=region, number=5)

    assert shown(client, address, overleg=item.meeting.number) == [1, 2, 3, 4]


def test_the_owner_is_a_person_by_function_or_by_seat_or_a_body(client, region, sign_in, address):
    sign_in("lezer")
    party = PartyFactory(organisation__region=region)
    position = PositionFactory(organisation=party.organisation)
    seat = SeatFactory(party=party, body__region=region)
    SeatHoldingFactory(seat=seat, position=position)
    body = BodyFactory(region=region)
    ActionFactory(region=region, number=1, owner_party=party, owner_position=position)
    ActionFactory(region=region, number=2, owner_party=party, owner_seat=seat)
    ActionFactory(region=region, number=3, owner_party=None, owner_body=body)
    ActionFactory(region=region, number=4, owner_party=party)

    assert shown(client, address, eigenaar=f"persoon:{position.person_id}") == [1, 2]
    assert shown(client, address, eigenaar=f"gremium:{body.pk}") == [3]


def test_mine_is_what_i_do_and_what_my_party_gave_to_nobody(client, region, address):
    party = PartyFactory(organisation__region=region)
    user = speaker(region, party)
    client.force_login(user)
    colleague = PositionFactory(organisation=party.organisation)
    ActionFactory(region=region, number=1, owner_party=party, owner_position=user.position)
    ActionFactory(region=region, number=2, owner_party=party, owner_position=colleague)
    ActionFactory(region=region, number=3, owner_party=party)
    ActionFactory(region=region, number=4)

    assert shown(client, address, eigenaar="mij") == [1, 3]


def test_a_vacant_seat_and_an_ended_function_are_without_owner(client, region, sign_in, address):
    sign_in("lezer")
    party = PartyFactory(organisation__region=region)
    ended = PositionFactory(organisation=party.organisation, until=date(2026, 3, 3))
    seat = SeatFactory(party=party, body__region=region)
    SeatHoldingFactory(seat=seat, until=date(2026, 3, 3))
    gone = PartyFactory(organisation__region=region, until=date(2026, 1, 1))
    body = BodyFactory(region=region, until=date(2026, 1, 1))
    ActionFactory(region=region, number=1, owner_party=party, owner_position=ended)
    ActionFactory(region=region, number=2, owner_party=party, owner_seat=seat)
    ActionFactory(region=region, number=3, owner_party=gone)
    ActionFactory(region=region, number=4, owner_party=None, owner_body=body)
    ActionFactory(region=region, number=5, owner_party=party)

    page = client.get(address("action_list"), {"eigenaar": "niemand"})

    assert numbers(page) == [1, 2, 3, 4]
    assert [entry.owner.gap for entry in page.context["entries"]] == [
        f"{ended.person} heeft deze functie niet meer",
        "de zetel is leeg",
        f"{gone} doet niet meer mee",
        f"{body} doet niet meer mee",
    ]
    assert page.content.decode().count("zonder eigenaar") == 4


def test_a_filter_of_elsewhere_says_so_and_hides_nothing(client, region, sign_in, address):
    sign_in("lezer")
    ActionFactory(region=region, number=1)
    assert shown(client, address, partij=PartyFactory().pk) == [1]
    assert shown(client, address, overleg=MeetingFactory().number) == [1]


def test_what_hangs_on_a_confidential_item_is_in_no_list_and_no_count(
    client, region, sign_in, address
):
    item = AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
    ActionFactory(region=region, number=1, title="Kanarie", from_item=item)
    sign_in("beleidsmedewerker")
    page = client.get(address("action_list"), {"stand": "alle"})
    assert (numbers(page), page.context["counts"].total) == ([], 0)
    assert "Kanarie" not in client.get(address("action_list"), {"beeld": "bord"}).content.decode()
    assert client.get(address("action_detail", 1)).status_code == 404
    assert cells(client.get(address("action_export"))) == []


# --- the board


def test_the_board_has_a_column_a_status(client, sign_in, address, scenario):
    sign_in("regisseur")
    columns = client.get(address("action_list"), {"beeld": "bord"}).context["columns"]
    assert [
        (column["status"].label, [entry.action.number for entry in column["entries"]])
        for column in columns
    ] == [
        ("Open", [1, 4, 7, 6, 11, 12]),
        ("Bezig", [2, 10, 3, 9, 5]),
        ("Gereed gemeld", [13]),
        ("Afgerond", [8]),
        ("Vervallen", [14]),
    ]


def test_a_button_on_the_board_moves_the_card_and_leads_back_to_the_board(
    client, sign_in, address, scenario
):
    sign_in("regisseur")
    back = urlencode({"beeld": "bord", "zoek": "Actie"})
    page = client.get(f"{address('action_list')}?{back}")
    [card] = [e for e in page.context["columns"][0]["entries"] if e.action.number == 4]
    begin = next(button for button in card.action.buttons if button.verb == "begin")

    answer = client.post(begin.url, {"version": card.action.version})

    assert Action.objects.get(number=4).status == "bezig"
    assert answer.url == f"{address('action_list')}?{back}"


def test_the_way_back_never_leaves_the_site(client, sign_in, address, scenario):
    sign_in("regisseur")
    for where in ("//elders.example", "https://elders.example/?a=1", "\r\nX: 1"):
        url = f"{address('action_begin', 4)}?{urlencode({'terug': where})}"
        answer = client.post(url, {"version": 1})
        assert answer.url.startswith(f"{address('action_list')}?")


def test_a_reader_sees_no_buttons_on_the_board(client, sign_in, address, scenario):
    sign_in("lezer")
    page = client.get(address("action_list"), {"beeld": "bord"})
    assert {len(e.action.buttons) for c in page.context["columns"] for e in c["entries"]} == {0}


def test_a_full_column_shows_its_first_ten_and_leads_to_all(client, region, sign_in, address):
    sign_in("lezer")
    ActionFactory.create_batch(13, region=region)
    column = client.get(address("action_list"), {"beeld": "bord"}).context["columns"][0]
    assert (len(column["entries"]), column["total"]) == (10, 13)
    page = client.get(address("action_list") + column["all_url"])
    assert page.context["page"].paginator.count == 13


# --- the spreadsheet


def cells(answer):
    """Return the rows below the heading of the spreadsheet in an answer."""
    book = openpyxl.load_workbook(BytesIO(answer.content))
    return list(book["Acties"].iter_rows(min_row=2))


def test_the_spreadsheet_holds_the_filtered_list(client, sign_in, address, scenario):
    sign_in("lezer")
    helper = PartyFactory(organisation__region=scenario[0].region)
    scenario[0].helpers.add(helper)
    answer = client.get(address("action_export"), {"stand": "te_laat"})
    rows = cells(answer)
    assert answer["Content-Disposition"] == (
        'attachment; filename="acties-noord-kennemerland-2026-03-03.xlsx"'
    )
    assert [row[0].value for row in rows] == ["A01", "A02"]
    assert [cell.value for cell in rows[0]][1:10] == [
        scenario[0].title,
        str(scenario[0].owner_party),
        None,
        None,
        str(helper),
        None,
        datetime(2025, 1, 1),
        datetime(2026, 2, 19),
        "12 dagen te laat",
    ]
    assert {rows[0][7].number_format, rows[0][8].number_format} == {"DD-MM-YYYY"}
    sheet = openpyxl.load_workbook(BytesIO(answer.content))["Acties"]
    assert sheet.auto_filter.ref == sheet.dimensions == "A1:P3"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", '=HYPERLINK("x")'])
def test_no_cell_of_the_spreadsheet_is_a_formula(client, region, sign_in, address, text):
    sign_in("lezer")
    party = PartyFactory(organisation__region=region, organisation__short_name=text)
    ActionFactory(region=region, title=text, note=text, owner_party=party)

    [row] = cells(client.get(address("action_export")))

    assert (row[1].value, row[2].value, row[15].value) == (text, text, text)
    assert {cell.data_type for cell in row} <= {"s", "inlineStr", "d", "n"}
    assert [cell.quotePrefix for cell in (row[1], row[2], row[15])] == [True] * 3
    assert {row[7].data_type, row[8].data_type} == {"d"}
    assert {cell.value for cell in row if cell.data_type == "n"} <= {None}


def test_characters_that_no_spreadsheet_holds_are_left_out(client, region, sign_in, address):
    sign_in("lezer")
    ActionFactory(region=region, note="voor\x0bna\x1f")
    [row] = cells(client.get(address("action_export")))
    assert row[15].value == "voorna"


# --- the same number of queries, whatever there is


def fill(region, count):
    """Actions of every kind of owner."""
    party = PartyFactory(organisation__region=region)
    position = PositionFactory(organisation=party.organisation)
    body = BodyFactory(region=region)
    for i in range(count):
        seat = SeatFactory(party=party, body=body)
        SeatHoldingFactory(seat=seat, position=position)
        owner = [
            {"owner_party": party, "owner_position": position},
            {"owner_party": party, "owner_seat": seat},
            {"owner_party": None, "owner_body": body},
        ][i % 3]
        action = ActionFactory(region=region, theme=ThemeFactory(region=region), **owner)
        action.helpers.add(party)


@pytest.mark.parametrize("query", [{}, {"beeld": "bord"}, {"stand": "alle", "eigenaar": "mij"}])
@pytest.mark.parametrize("role", ["regisseur", "beleidsmedewerker"])
def test_a_list_of_thirty_costs_as_much_as_one_of_one(
    region, address, django_assert_max_num_queries, query, role
):
    user = speaker(region, PartyFactory(organisation__region=region), role)
    AgendaItemFactory(meeting__region=region, is_confidential=True, ground="Woo 5.1")
    client = Client()
    client.force_login(user)
    fill(region, 3)
    with django_assert_max_num_queries(15) as few:
        client.get(address("action_list"), query)
    fill(region, 30)
    with django_assert_max_num_queries(15) as many:
        client.get(address("action_list"), query)
    assert len(few) == len(many)


def test_five_thousand_actions_cost_no_more_queries(
    client, region, sign_in, address, django_assert_max_num_queries
):
    sign_in("regisseur")
    fill(region, 3)
    with django_assert_max_num_queries(15) as few:
        client.get(address("action_list"))
    party = PartyFactory(organisation__region=region)
    rows = ActionFactory.build_batch(5_000, region=region, owner_party=party)
    for number, row in enumerate(rows, start=50_000):
        row.number = number
    Action.objects.bulk_create(rows)
    with django_assert_max_num_queries(15) as many:
        page = client.get(address("action_list"))
    assert len(few) == len(many)
    assert page.context["counts"].total == 5_003
    with django_assert_max_num_queries(15):
        assert len(cells(client.get(address("action_export")))) == 5_003

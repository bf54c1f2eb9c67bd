"""One action: its page, and what becomes of it."""

from datetime import date

import pytest
from django.test import Client

from oogo.models import Action, Postponement
from oogo.tests.factories import ActionFactory, PostponementFactory
from oogo.tests.people import speaker
from partners.tests.factories import (
    PartyFactory,
    PositionFactory,
    SeatFactory,
    SeatHoldingFactory,
)
from records.models import Change

pytestmark = pytest.mark.usefixtures("third_of_march")
TODAY = date(2026, 3, 3)


@pytest.fixture
def party(region):
    return PartyFactory(organisation__region=region)


@pytest.fixture
def action(region, party):
    return ActionFactory(region=region, number=7, owner_party=party)


def stored():
    return Action.objects.get(number=7)


def buttons(client, address):
    return [b.verb for b in client.get(address("action_detail", 7)).context["buttons"]]


# --- from open to done


def test_an_action_is_begun_reported_and_confirmed(client, sign_in, address, said, action):
    user = sign_in("regisseur")
    client.post(address("action_begin", 7), {"version": 1})
    assert stored().status == "bezig"

    answer = client.post(
        address("action_report", 7), {"version": 2, "report_note": "De lijst staat klaar."}
    )
    assert said(answer)[-1] == "A07 is gereed gemeld. De regisseur bevestigt dat."
    found = stored()
    assert (found.status, found.reported_on, found.report_note) == (
        "gereed_gemeld",
        TODAY,
        "De lijst staat klaar.",
    )

    client.post(address("action_confirm", 7), {"version": 3})
    found = stored()
    assert (found.status, found.confirmed_on, found.version) == ("afgerond", TODAY, 4)
    told = Change.objects.of(found).filter(field="status").order_by("version")
    assert [(c.new_label, c.by) for c in told] == [
        ("Bezig", user),
        ("Gereed gemeld", user),
        ("Afgerond", user),
    ]


def test_what_was_reported_and_is_not_done_is_taken_up_again(client, sign_in, address, action):
    sign_in("regisseur")
    client.post(address("action_report", 7), {"version": 1, "report_note": "Klaar."})
    client.post(address("action_resume", 7), {"version": 2})
    found = stored()
    assert (found.status, found.reported_on, found.report_note) == ("open", None, "Klaar.")


def test_what_lapsed_keeps_its_number_and_reason_until_it_is_taken_up_again(
    client, sign_in, address, action
):
    sign_in("regisseur")
    client.post(address("action_lapse", 7), {"version": 1, "lapse_reason": "Niet meer nodig."})
    assert (stored().status, stored().lapse_reason) == ("vervallen", "Niet meer nodig.")
    assert buttons(client, address) == ["resume"]
    client.post(address("action_resume", 7), {"version": 2})
    assert (stored().status, stored().lapse_reason) == ("open", "")


@pytest.mark.parametrize(
    ("name", "field", "message"),
    [
        ("action_report", "report_note", "Vul dit in."),
        ("action_lapse", "lapse_reason", "Vul een waarom in."),
    ],
)
def test_reporting_and_lapsing_ask_for_words(
    client, sign_in, address, errors, action, name, field, message
):
    sign_in("regisseur")
    page = client.post(address(name, 7), {"version": 1, field: " "})
    assert list(errors(page)) == [field]
    assert stored().status == "open"


def test_what_cannot_be_done_as_it_stands_says_so(client, sign_in, address, said, action):
    sign_in("regisseur")
    answer = client.post(address("action_confirm", 7), {"version": 1})
    assert said(answer) == ["A07 is open: dit kan nu niet."]
    Action.objects.update(status="afgerond")
    answer = client.get(address("action_report", 7))
    assert said(answer)[-1] == "A07 is afgerond: dit kan nu niet."
    assert answer.url == address("action_detail", 7)


def test_a_second_click_changes_nothing(client, sign_in, address, said, action):
    sign_in("regisseur")
    for _ in range(2):
        answer = client.post(address("action_begin", 7), {"version": 1})
    assert said(answer)[-1] == "De actie is begonnen."
    assert stored().version == 2


def test_who_pressed_a_button_on_an_old_page_hears_that_it_stands_otherwise(
    client, sign_in, address, said, action
):
    sign_in("regisseur")
    client.post(address("action_begin", 7), {"version": 1})
    client.post(address("action_resume", 7), {"version": 2})
    client.post(address("action_report", 7), {"version": 3, "report_note": "Klaar."})

    answer = client.post(address("action_resume", 7), {"version": 1})

    assert said(answer)[-1] == "A07 is gereed gemeld: dit kan nu niet."
    assert stored().status == "gereed_gemeld"


# --- moving the day


def test_a_postponed_action_keeps_its_old_day_and_the_reason(
    client, sign_in, address, said, action
):
    user = sign_in("regisseur")
    answer = client.post(
        address("action_postpone", 7),
        {"version": 1, "due_on": "2026-04-10", "reason": "De levering komt later."},
    )
    assert said(answer) == ["A07 moet nu af zijn op 10-04-2026."]
    assert stored().due_on == date(2026, 4, 10)
    row = Postponement.objects.get()
    assert (row.was_due_on, row.due_on, row.reason, row.moved_on) == (
        date(2026, 3, 27),
        date(2026, 4, 10),
        "De levering komt later.",
        TODAY,
    )
    page = client.get(address("action_detail", 7))
    assert [p.by for p in page.context["postponements"]] == [user]
    assert 'van <span class="whole">27-03-2026</span> naar' in page.content.decode()


@pytest.mark.parametrize(
    ("due_on", "message"),
    [
        ("2026-03-27", "Op deze dag staat de actie al. Kies een andere."),
        ("2026-01-28", "Deze dag ligt vóór de dag waarop de actie ontstond."),
        ("2026-03-02", "Deze dag is al voorbij. Kies vandaag of later."),
        ("10000-01-01", "Vul een datum in: dag, maand en jaar."),
        ("2201-01-01", "Kies een datum tussen 1900 en 2200."),
    ],
)
def test_a_day_that_cannot_be_is_said_at_the_field(
    client, sign_in, address, errors, action, due_on, message
):
    sign_in("regisseur")
    page = client.post(
        address("action_postpone", 7), {"version": 1, "due_on": due_on, "reason": "Later."}
    )
    assert errors(page) == {"due_on": [message]}
    assert page.context["form"]["reason"].value() == "Later."
    assert Postponement.objects.count() == 0


def test_two_who_postpone_at_once_see_each_others_day(client, sign_in, address, errors, action):
    sign_in("regisseur")
    url = address("action_postpone", 7)
    client.post(url, {"version": 1, "due_on": "2026-04-10", "reason": "Een."})
    page = client.post(url, {"version": 1, "due_on": "2026-04-20", "reason": "Twee."})
    assert "“10-04-2026”" in errors(page)["due_on"][0]
    assert stored().due_on == date(2026, 4, 10)
    assert Postponement.objects.count() == 1


# --- who may


def test_the_own_party_reports_and_postpones_and_the_regisseur_confirms(
    client, region, address, party, action
):
    client.force_login(speaker(region, party))
    assert buttons(client, address) == ["begin", "postpone"]
    assert client.get(address("action_detail", 7)).context["main_url"]
    client.post(address("action_report", 7), {"version": 1, "report_note": "Klaar."})
    assert stored().status == "gereed_gemeld"
    assert buttons(client, address) == ["resume"]
    assert client.post(address("action_confirm", 7), {"version": 2}).status_code == 403
    assert client.post(address("action_lapse", 7)).status_code == 403


@pytest.mark.parametrize("role", ["beleidsmedewerker", "bestuurder"])
def test_another_party_reads_and_does_nothing(client, region, address, action, role):
    client.force_login(speaker(region, PartyFactory(organisation__region=region), role))
    assert buttons(client, address) == []
    assert client.post(address("action_begin", 7), {"version": 1}).status_code == 403
    assert client.post(address("action_report", 7)).status_code == 403
    assert stored().version == 1


def test_who_promised_it_reports_also_as_a_reader(client, region, address, party):
    user = speaker(region, party, "lezer")
    ActionFactory(region=region, number=7, owner_party=party, owner_position=user.position)
    client.force_login(user)
    client.post(address("action_report", 7), {"version": 1, "report_note": "Klaar."})
    assert stored().status == "gereed_gemeld"


def test_who_holds_the_seat_reports_and_who_left_it_does_not(client, region, address, party):
    seat = SeatFactory(party=party, body__region=region)
    user = speaker(region, party, "lezer")
    holding = SeatHoldingFactory(seat=seat, position=user.position)
    ActionFactory(region=region, number=7, owner_party=party, owner_seat=seat)
    client.force_login(user)
    assert buttons(client, address) == ["begin", "postpone"]
    holding.until = TODAY
    holding.save()
    assert buttons(client, address) == []


def test_who_confirmed_is_needed_to_take_up_what_was_over(client, region, address, party, action):
    Action.objects.update(status="afgerond")
    client.force_login(speaker(region, party))
    assert client.post(address("action_resume", 7), {"version": 1}).status_code == 403
    assert stored().status == "afgerond"


# --- the page


def test_the_page_says_who_does_it_and_when_nobody_does(client, region, sign_in, address, party):
    sign_in("lezer")
    ended = PositionFactory(organisation=party.organisation, until=TODAY)
    ActionFactory(region=region, number=7, owner_party=party, owner_position=ended)
    page = client.get(address("action_detail", 7))
    assert str(page.context["owner"]) == f"{party} · {ended.person}, {ended.title}"
    assert page.context["gap_text"] == (
        f"Niemand doet deze actie nu: {ended.person} heeft deze functie niet meer."
    )


@pytest.mark.parametrize("number", [8, 2**31, 2**63, 10**20])
def test_a_number_that_is_not_there_is_not_found(client, sign_in, action, number):
    sign_in("regisseur")
    assert client.get(f"/regio/noord-kennemerland/acties/{number}/").status_code == 404


def test_a_page_with_much_costs_as_much_as_one_with_little(
    region, address, django_assert_max_num_queries, party, action
):
    user = speaker(region, party)
    client = Client()
    client.force_login(user)
    PostponementFactory(action=action)
    with django_assert_max_num_queries(15) as little:
        client.get(address("action_detail", 7))
    PostponementFactory.create_batch(10, action=action)
    for _ in range(10):
        action.helpers.add(PartyFactory(organisation__region=region))
    with django_assert_max_num_queries(15) as much:
        client.get(address("action_detail", 7))
    assert len(much) == len(little)

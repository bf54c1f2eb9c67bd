"""Zetels and who holds them: filling, leaving, what ends with what, and who is missing."""

from datetime import date, datetime

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.tests.factories import MembershipFactory
from partners import actions
from partners.models import Position, Seat, SeatHolding
from partners.tests.factories import (
    BodyFactory,
    MandateFactory,
    OrganisationFactory,
    PartyFactory,
    PersonFactory,
    PositionFactory,
    SeatFactory,
    SeatHoldingFactory,
)
from partners.views.missing import BACK
from records.actions import StaleError
from records.models import Change
from regio.lib import clock

TODAY, YESTERDAY = date(2026, 3, 3), date(2026, 3, 2)
NO_SUCH_CHOICE = "Deze keuze is er niet of niet meer. Kies opnieuw."


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


def address(name, region, *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


def errors(page):
    return {field: list(found) for field, found in page.context["form"].errors.items()}


def said(page):
    return [str(message) for message in get_messages(page.wsgi_request)]


def position_of(region, name="Anna Zwaan", **fields):
    return PositionFactory(organisation__region=region, person__name=name, **fields)


def periods(seat):
    """Who held a seat from when until when, oldest first."""
    return [
        (holding.position.person.name, holding.since, holding.until)
        for holding in seat.holdings.order_by("pk")
    ]


# --- seats


def test_a_seat_is_added_for_a_party(client, region, sign_in):
    sign_in("beleidsmedewerker")
    body, party = BodyFactory(region=region), PartyFactory(organisation__region=region)

    form = {"kind": "partij", "party": party.pk, "title": "wethouder", "membership": "agendalid"}
    page = client.post(address("seat_create", region, body.pk), form)

    seat = Seat.objects.get()
    assert page.url == address("body_detail", region, body.pk)
    assert (seat.body, seat.party, str(seat)) == (body, party, f"wethouder, {party}")
    assert said(page) == [f"De zetel wethouder, {party} is toegevoegd."]


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_seat_for_a_party_needs_one_of_the_region(client, region, sign_in, elsewhere):
    sign_in("beleidsmedewerker")
    body = BodyFactory(region=region)

    form = {"kind": "partij", "membership": "lid"}
    form |= {"party": PartyFactory().pk} if elsewhere else {}
    page = client.post(address("seat_create", region, body.pk), form)

    message = NO_SUCH_CHOICE if elsewhere else "Kies namens welke partij deze zetel is."
    assert errors(page) == {"party": [message]}
    assert Seat.objects.count() == 0


def test_the_chair_needs_no_party_and_is_called_voorzitter(client, region, sign_in):
    sign_in("beleidsmedewerker")
    body = BodyFactory(region=region)

    form = {"kind": "voorzitter", "membership": "lid"}
    client.post(address("seat_create", region, body.pk), form)

    assert str(Seat.objects.get()) == "voorzitter"


def test_a_seat_whose_party_has_ended_can_still_be_renamed(client, region, sign_in):
    sign_in("beleidsmedewerker")
    seat = SeatFactory(body__region=region)
    seat.party.until = TODAY
    seat.party.save()

    form = {"kind": "partij", "party": seat.party.pk, "title": "waarnemer", "membership": "lid"}
    client.post(address("seat_edit", region, seat.pk), form | {"version": 1})

    seat.refresh_from_db()
    assert (seat.title, seat.version) == ("waarnemer", 2)


def test_two_people_in_one_seat_title_see_both(client, region, sign_in):
    sign_in("beleidsmedewerker")
    seat = SeatFactory(body__region=region)
    url = address("seat_edit", region, seat.pk)
    form = {"kind": "partij", "party": seat.party.pk, "membership": "lid", "version": 1}
    client.post(url, form | {"title": "wethouder jeugd"})

    page = client.post(url, form | {"title": "wethouder onderwijs"})

    assert "“wethouder jeugd”" in errors(page)["title"][0]


def test_a_seat_that_ends_takes_its_holder_along(client, region, sign_in):
    sign_in("beleidsmedewerker")
    held = SeatHoldingFactory(position=position_of(region))

    page = client.post(
        address("seat_end", region, held.seat.pk), {"version": 1, "until": "2026-03-31"}
    )

    held.refresh_from_db()
    assert held.until == date(2026, 4, 1)
    assert said(page) == [f"De zetel {held.seat} loopt t/m 31-03-2026."]


# --- who holds a seat


def fill(client, region, seat, position, since="2026-03-03", seen=None, version=0):
    form = {"position": position.pk, "since": since, "version": version}
    form |= {"seen": seen.pk} if seen else {}
    return client.post(address("seat_fill", region, seat.pk), form)


def test_a_vacant_seat_is_filled_as_long_as_function_and_seat_exist(client, region, sign_in):
    sign_in("beleidsmedewerker")
    seat = SeatFactory(body__region=region, since="2025-01-01")
    position = position_of(region, since="2025-09-01", until="2026-09-01")

    page = fill(client, region, seat, position, since="")

    assert periods(seat) == [("Anna Zwaan", date(2025, 9, 1), date(2026, 9, 1))]
    assert page.url == address("body_detail", region, seat.body.pk)
    assert said(page) == [f"Anna Zwaan heeft de zetel {seat}."]


def test_a_successor_takes_the_seat_and_the_former_holder_leaves_that_day(client, region, sign_in):
    user = sign_in("beleidsmedewerker")
    former = SeatHoldingFactory(position=position_of(region, "Fenna Kievit"))
    seat = former.seat

    fill(client, region, seat, position_of(region, "Siebe Scholekster"), seen=former, version=1)

    assert periods(seat) == [
        ("Fenna Kievit", None, TODAY),
        ("Siebe Scholekster", TODAY, None),
    ]
    assert (seat.holder_on(YESTERDAY).person.name, seat.holder_on(TODAY).person.name) == (
        "Fenna Kievit",
        "Siebe Scholekster",
    )
    changes = Change.objects.filter(model="partners.seatholding")
    assert {(change.field, change.by) for change in changes} == {
        ("until", user),
        ("seat", user),
        ("position", user),
        ("since", user),
    }


def test_a_mistake_of_the_same_day_is_replaced(client, region, sign_in):
    sign_in("beleidsmedewerker")
    wrong = SeatHoldingFactory(position=position_of(region, "Tom Spreeuw"), since=TODAY)

    fill(client, region, wrong.seat, position_of(region), seen=wrong, version=1)

    assert periods(wrong.seat) == [("Anna Zwaan", TODAY, None)]
    assert Change.objects.get(field="position").old_label.startswith("Tom Spreeuw")


def test_filling_twice_with_one_click_too_many_is_filling_once(client, region, sign_in):
    sign_in("beleidsmedewerker")
    former = SeatHoldingFactory(position=position_of(region, "Fenna Kievit"))
    position = position_of(region)

    for _ in range(2):
        page = fill(client, region, former.seat, position, seen=former, version=1)
        assert page.status_code == 302

    assert periods(former.seat) == [("Fenna Kievit", None, TODAY), ("Anna Zwaan", TODAY, None)]


def test_who_was_second_to_fill_a_seat_sees_who_was_first_and_may_replace(client, region, sign_in):
    first = sign_in("beleidsmedewerker")
    seat = SeatFactory(body__region=region)
    mine, theirs = position_of(region, "Jan Winterkoning"), position_of(region, "Eva Snip")
    fill(client, region, seat, theirs)
    sign_in("beleidsmedewerker")

    page = fill(client, region, seat, mine)

    assert page.status_code == 200
    assert errors(page)["position"][0].startswith(
        f"{first} vulde deze zetel terwijl u koos: {theirs}, vanaf 03-03-2026."
    )
    assert periods(seat) == [("Eva Snip", TODAY, None)]
    held = seat.holdings.get()
    form = page.context["form"]
    assert (form["seen"].value(), form["version"].value()) == (held.pk, held.version)
    assert form["position"].value() == str(mine.pk)
    fill(client, region, seat, mine, seen=held, version=held.version)
    assert periods(seat) == [("Jan Winterkoning", TODAY, None)]


def test_a_former_holder_whose_end_was_changed_meanwhile_is_a_conflict(client, region, sign_in):
    sign_in("beleidsmedewerker")
    former = SeatHoldingFactory(position=position_of(region, "Fenna Kievit"))
    ended = {"version": 1, "until": "2026-03-31"}
    client.post(address("holding_end", region, former.pk), ended)

    page = fill(client, region, former.seat, position_of(region), seen=former, version=1)

    assert "vulde deze zetel terwijl u koos: Fenna Kievit" in errors(page)["position"][0]
    assert periods(former.seat) == [("Fenna Kievit", None, date(2026, 4, 1))]


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2025-12-31", "De functie begint op 01-01-2026."),
        ("2026-07-01", "De functie loopt t/m 30-06-2026."),
        ("2026-01-31", "De zetel begint op 01-02-2026."),
        ("2026-06-01", "De zetel loopt t/m 31-05-2026."),
        ("2026-02-14", "Vanaf 15-02-2026 staat Fenna Kievit vast. Kies die dag of een latere."),
        ("", "Vul een datum in: dag, maand en jaar."),
        ("geen dag", "Vul een datum in: dag, maand en jaar."),
        ("9999-12-31", "Kies een datum tussen 1900 en 2200."),
    ],
)
def test_a_day_on_which_it_cannot_be_is_said_at_the_field(client, region, sign_in, since, expected):
    sign_in("beleidsmedewerker")
    seat = SeatFactory(body__region=region, since="2026-02-01", until="2026-06-01")
    last = SeatHoldingFactory(
        seat=seat, position=position_of(region, "Fenna Kievit"), since="2026-02-15"
    )
    position = position_of(region, since="2026-01-01", until="2026-07-01")

    page = fill(client, region, seat, position, since=since, seen=last, version=1)

    assert errors(page) == {"since": [expected]}
    assert SeatHolding.objects.count() == 1


def test_who_has_a_seat_cannot_take_it_again(client, region, sign_in):
    sign_in("beleidsmedewerker")
    held = SeatHoldingFactory(position=position_of(region))

    page = fill(client, region, held.seat, held.position, seen=held, version=1)

    assert errors(page) == {"since": ["Anna Zwaan heeft deze zetel al."]}


def test_a_function_of_another_region_cannot_take_a_seat(client, region, sign_in):
    sign_in("beleidsmedewerker")
    seat = SeatFactory(body__region=region)

    page = fill(client, region, seat, PositionFactory())

    assert errors(page) == {"position": [NO_SUCH_CHOICE]}


def test_the_people_of_the_party_come_first_in_the_choice(client, region, sign_in):
    sign_in("beleidsmedewerker")
    position_of(region, "Anna Aalscholver")
    seat = SeatFactory(body__region=region)
    own = PositionFactory(organisation=seat.party.organisation, person__name="Zoë Zwaan")

    page = client.get(address("seat_fill", region, seat.pk))

    assert page.context["form"].fields["position"].queryset.first() == own


def test_someone_leaves_a_seat_which_is_vacant_after_that(client, region, sign_in):
    sign_in("beleidsmedewerker")
    held = SeatHoldingFactory(position=position_of(region))

    page = client.post(
        address("holding_end", region, held.pk), {"version": 1, "until": "2026-03-31"}
    )

    assert periods(held.seat) == [("Anna Zwaan", None, date(2026, 4, 1))]
    assert said(page) == ["Anna Zwaan op deze zetel loopt t/m 31-03-2026."]
    assert held.seat.holder_on(date(2026, 4, 1)) is None


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2026-03-31", None),
        ("2026-04-01", "Vanaf 01-04-2026 heeft Eva Snip deze zetel."),
        ("", "Vanaf 01-04-2026 heeft Eva Snip deze zetel."),
    ],
)
def test_a_holding_cannot_run_into_the_next_one(client, region, sign_in, until, expected):
    sign_in("beleidsmedewerker")
    held = SeatHoldingFactory(position=position_of(region), until="2026-03-15")
    SeatHoldingFactory(seat=held.seat, position=position_of(region, "Eva Snip"), since="2026-04-01")

    page = client.post(address("holding_end", region, held.pk), {"version": 1, "until": until})

    if expected:
        assert errors(page) == {"until": [expected]}
    else:
        assert periods(held.seat)[0] == ("Anna Zwaan", None, date(2026, 4, 1))


def test_a_holding_cannot_outlast_the_function(client, region, sign_in):
    sign_in("beleidsmedewerker")
    position = position_of(region, until="2026-06-01")
    held = SeatHoldingFactory(position=position, until="2026-05-01")

    page = client.post(
        address("holding_end", region, held.pk), {"version": 1, "until": "2026-06-30"}
    )

    assert errors(page) == {"until": ["De functie loopt t/m 31-05-2026; dit kan niet langer."]}


def test_the_database_allows_one_open_holding_per_seat(db):
    held = SeatHoldingFactory()
    with pytest.raises(IntegrityError):
        SeatHoldingFactory(seat=held.seat, position__organisation__region=held.seat.region)


def test_filling_from_a_state_that_is_gone_writes_nothing(region):
    user = MembershipFactory(region=region).user
    held = SeatHoldingFactory(position=position_of(region, "Eva Snip"), since=YESTERDAY)

    with pytest.raises(StaleError) as stale:
        actions.fill_seat(
            held.seat,
            position=position_of(region),
            since=TODAY,
            seen=None,
            version=0,
            by=user,
        )

    assert stale.value.current == held
    assert periods(held.seat) == [("Eva Snip", YESTERDAY, None)]


def test_a_seat_that_was_filled_in_the_meantime_keeps_one_holder(region):
    user = MembershipFactory(region=region).user
    left = SeatHoldingFactory(position=position_of(region), until=TODAY)
    SeatHoldingFactory(seat=left.seat, position=position_of(region, "Eva Snip"), since=TODAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.end_holding(left, version=1, until=date(2026, 4, 1), by=user)

    assert periods(left.seat) == [("Anna Zwaan", None, TODAY), ("Eva Snip", TODAY, None)]


# --- functions and parties that end


def test_a_function_that_ends_lists_its_seats_and_leaves_them_with_it(client, region, sign_in):
    sign_in("beleidsmedewerker")
    position = position_of(region)
    mandate = MandateFactory(position=position)
    held = SeatHoldingFactory(position=position)
    earlier = SeatHoldingFactory(position=position, until=YESTERDAY)
    url = address("position_end", region, position.pk)

    shown = client.get(url).context
    client.post(url, {"version": 1, "until": "2026-03-31"})

    assert shown["ending"] == [mandate]
    assert [one.text for one in shown["goes_on"]] == [f"{held.seat} in {held.seat.body}"]
    for row in (position, mandate, held, earlier):
        row.refresh_from_db()
    assert {position.until, mandate.until, held.until} == {date(2026, 4, 1)}
    assert earlier.until == YESTERDAY


def test_a_function_cannot_end_before_it_takes_a_seat(client, region, sign_in):
    sign_in("beleidsmedewerker")
    held = SeatHoldingFactory(position=position_of(region), since="2026-05-01")

    page = client.post(
        address("position_end", region, held.position.pk), {"version": 1, "until": "2026-03-31"}
    )

    assert errors(page) == {
        "until": [f"{held} begint pas op 01-05-2026. Wijzig of beëindig dat eerst."]
    }
    assert Position.objects.get(pk=held.position.pk).until is None


def test_a_person_shows_the_seats(client, region, sign_in):
    sign_in("lezer")
    held = SeatHoldingFactory(position=position_of(region))

    page = client.get(address("person_detail", region, held.position.person.pk))

    assert address("body_detail", region, held.seat.body.pk) in page.content.decode()


def test_a_party_that_ends_names_its_seats(client, region, sign_in):
    sign_in("beleidsmedewerker")
    seat = SeatFactory(body__region=region)

    page = client.get(address("party_end", region, seat.party.pk))

    assert page.context["hanging"] == [
        (f"Zetel {seat} in {seat.body}", seat, address("seat_end", region, seat.pk))
    ]


# --- who is missing, and the facts beside the checklist


def test_a_vacant_seat_is_missing_with_the_way_to_fill_it(client, region, sign_in):
    sign_in("beleidsmedewerker")
    chair = SeatFactory(body__region=region, kind="voorzitter", party=None, title="")
    held = SeatHoldingFactory(position=position_of(region))

    gaps = client.get(address("missing_list", region)).context["page"].object_list

    found = [(gap.missing.who, gap.missing.text, gap.mend_url) for gap in gaps if gap.missing.seat]
    assert found == [
        (
            chair.body.name,
            f"Zetel voorzitter in {chair.body} is leeg.",
            address("seat_fill", region, chair.pk) + BACK,
        )
    ]
    assert held.seat.pk != chair.pk


def test_a_party_with_a_vacant_seat_says_so_in_the_list_and_on_the_overzicht(
    client, region, sign_in
):
    sign_in("lezer")
    organisation = OrganisationFactory(region=region, kind="bestuur_po")
    PositionFactory(organisation=organisation, person=PersonFactory(region=region))
    seat = SeatFactory(body__region=region, party=PartyFactory(organisation=organisation))

    parties = client.get(address("party_list", region)).context["page"].object_list
    gaps = client.get(reverse("home:gaps", args=[region.slug])).context["gaps"]
    counts = client.get(address("playing_field", region)).context["counts"]

    assert [list(party.missing) for party in parties] == [[("lege zetel", "late")]]
    assert [gap.missing.text for gap in gaps.missing] == [
        f"Zetel beleidsmedewerker in {seat.body} is leeg."
    ]
    assert counts["missing"] == 1

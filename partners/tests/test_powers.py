"""Amounts, and the days of what hangs on a function; choices that are not current any more."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from partners.forms.base import NO_EURO, TOO_MUCH
from partners.models import Mandate, Person, Position, Representation
from partners.tests.factories import (
    MandateFactory,
    PartyFactory,
    PersonFactory,
    PortfolioFactory,
    PositionFactory,
    RepresentationFactory,
)
from regio.lib import clock

TODAY = date(2026, 3, 3)
START, END = date(2022, 7, 1), date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def position(region, sign_in):
    """A function from 1-7-2022 t/m 30-6-2026, before an officer."""
    sign_in("beleidsmedewerker")
    return PositionFactory(organisation__region=region, since=START, until=END)


def address(name, region, *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


def errors(page):
    return {field: list(found) for field, found in page.context["form"].errors.items()}


# --- amounts


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("50.000", 50_000),
        ("50000", 50_000),
        ("€ 50.000", 50_000),
        ("€50.000,-", 50_000),
        (" 1.000 ", 1_000),
        ("1.250.000,00", 1_250_000),
        ("0", 0),
        ("", None),
    ],
)
@pytest.mark.parametrize("kind", ["mandate", "representation"])
def test_an_amount_is_read_as_people_write_it(client, region, position, kind, typed, stored):
    form = {
        "mandate": {"kind": "beslissend"},
        "representation": {
            "kind": "volmacht",
            "party": PartyFactory(organisation__region=region).pk,
        },
    }[kind]

    client.post(
        address(f"{kind}_create", region, position.pk), form | {"ceiling": typed, "until": ""}
    )

    model = {"mandate": Mandate, "representation": Representation}[kind]
    assert model.objects.get().ceiling == stored


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("50,000", NO_EURO),
        ("50.00", NO_EURO),
        ("5.0000", NO_EURO),
        ("1.5", NO_EURO),
        ("12,50", NO_EURO),
        ("-1", NO_EURO),
        ("1e3", NO_EURO),
        ("٥٠", NO_EURO),
        ("$ 5", NO_EURO),
        ("9" * 400, NO_EURO),
        ("2.000.000.001", TOO_MUCH),
    ],
)
def test_another_amount_is_refused_at_the_field_and_stays(client, region, position, typed, message):
    page = client.post(
        address("mandate_create", region, position.pk), {"kind": "beslissend", "ceiling": typed}
    )

    assert errors(page) == {"ceiling": [message]}
    assert page.context["form"]["ceiling"].value() == typed
    assert Mandate.objects.count() == 0


def test_a_stored_amount_is_shown_with_points_and_saved_unchanged(client, region, position):
    mandate = MandateFactory(position=position, ceiling=1_250_000, since=START, until=END)
    url = address("mandate_edit", region, mandate.pk)

    shown = client.get(url).context["form"]["ceiling"].value()
    client.post(
        url,
        {"version": 1, "kind": mandate.kind, "ceiling": shown, "since": "2022-07-01", "until": ""},
    )

    mandate.refresh_from_db()
    assert (shown, mandate.ceiling, mandate.version) == ("1.250.000", 1_250_000, 1)


def test_two_people_in_one_amount_see_both_with_points(client, region, position):
    mandate = MandateFactory(position=position, ceiling=1_000)
    url = address("mandate_edit", region, mandate.pk)
    client.post(url, {"version": 1, "kind": mandate.kind, "ceiling": "25.000"})

    page = client.post(url, {"version": 1, "kind": mandate.kind, "ceiling": "50.000"})

    assert "“25.000”" in errors(page)["ceiling"][0]
    assert page.context["form"]["ceiling"].value() == "50.000"


# --- not before and not beyond the function

TOO_EARLY = ["De functie begint op 01-07-2022; dit kan niet eerder."]
TOO_LATE = ["De functie loopt t/m 30-06-2026; dit kan niet langer."]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"since": "2022-06-30"}, {"since": TOO_EARLY}),
        ({"until": "2026-07-01"}, {"until": TOO_LATE}),
        ({"since": "2022-06-30", "until": "2026-07-01"}, {"since": TOO_EARLY, "until": TOO_LATE}),
    ],
)
@pytest.mark.parametrize("name", ["mandate_create", "mandate_edit", "representation_create"])
def test_what_hangs_on_a_function_stays_within_it(client, region, position, name, days, expected):
    party = PartyFactory(organisation__region=region)
    row = MandateFactory(position=position) if name == "mandate_edit" else position
    kind = (
        {"kind": "volmacht", "party": party.pk} if "represent" in name else {"kind": "adviserend"}
    )

    page = client.post(address(name, region, row.pk), kind | days | {"version": 1})

    assert errors(page) == expected


@pytest.mark.parametrize(("since", "until"), [("", ""), ("2022-07-01", "2026-06-30")])
def test_an_empty_day_is_that_of_the_function(client, region, position, since, until):
    client.post(
        address("mandate_create", region, position.pk),
        {"kind": "beslissend", "since": since, "until": until},
    )

    mandate = Mandate.objects.get()
    assert (mandate.since, mandate.until) == (START, END)


@pytest.mark.parametrize("factory", [MandateFactory, RepresentationFactory])
def test_an_end_that_is_cleared_or_moved_stays_within_the_function(
    client, region, position, factory
):
    row = factory(position=position, until=date(2026, 2, 1))
    url = address(f"{row._meta.model_name}_end", region, row.pk)

    assert errors(client.post(url, {"version": 1, "until": "2026-07-01"})) == {"until": TOO_LATE}
    client.post(url, {"version": 1, "until": ""})

    row.refresh_from_db()
    assert row.until == END


def test_a_function_does_not_begin_after_what_hangs_on_it(client, region, position):
    form = {"title": "wethouder", "level": "bestuurlijk", "version": 1}
    url = address("position_edit", region, position.pk)
    mandate = MandateFactory(position=position, since=date(2023, 1, 1))

    page = client.post(url, form | {"since": "2023-01-02"})
    assert errors(page) == {
        "since": [f"{mandate} begint eerder; de functie kan niet daarna beginnen."]
    }
    client.post(url, form | {"since": "2023-01-01"})

    position.refresh_from_db()
    assert position.since == date(2023, 1, 1)


def test_a_mandate_that_began_too_early_long_ago_does_not_stop_another_edit(
    client, region, position
):
    MandateFactory(position=position, since=date(2020, 1, 1))

    client.post(
        address("position_edit", region, position.pk),
        {"title": "wethouder", "level": "bestuurlijk", "since": "2022-07-01", "version": 1},
    )

    position.refresh_from_db()
    assert position.title == "wethouder"


# --- choices that are not current any more


def test_saving_something_else_keeps_for_whom_someone_acted(client, region, position):
    gone = PositionFactory(organisation__region=region, until=TODAY)
    Position.objects.filter(pk=position.pk).update(acts_for=gone)
    url = address("position_edit", region, position.pk)

    shown = client.get(url).content.decode()
    client.post(
        url,
        {
            "title": "locowethouder",
            "level": "bestuurlijk",
            "since": "2022-07-01",
            "acts_for": gone.pk,
            "version": 1,
        },
    )

    position.refresh_from_db()
    assert f'<option value="{gone.pk}" selected>' in shown
    assert (position.title, position.acts_for) == ("locowethouder", gone)


def test_an_ended_function_of_somebody_else_is_no_choice(client, region, position):
    gone = PositionFactory(organisation__region=region, until=TODAY)

    page = client.get(address("position_edit", region, position.pk))

    assert gone not in page.context["form"].fields["acts_for"].queryset


def test_saving_something_else_keeps_a_portfolio_out_of_use(client, region, position):
    old = PortfolioFactory(region=region, is_active=False)
    position.portfolios.add(old)
    url = address("position_edit", region, position.pk)

    assert list(client.get(url).context["form"].fields["portfolios"].queryset) == [old]


# --- a person at a party


@pytest.mark.parametrize(
    "typed", [{"new_name": "Tess Kauw"}, {"new_email": "t@nest.example"}, {"new_phone": "0611"}]
)
def test_what_was_typed_beside_a_chosen_person_is_not_dropped(client, region, position, typed):
    party, person = PartyFactory(organisation__region=region), PersonFactory(region=region)

    page = client.post(
        address("party_position_create", region, party.pk),
        {"person": person.pk, "title": "coördinator", "level": "uitvoerend"} | typed,
    )

    (field,) = typed
    assert errors(page) == {
        field: ["U koos al iemand uit de lijst: maak dit leeg, of kies niemand."]
    }
    assert page.context["form"][field].value() == typed[field]
    assert person.positions.count() == 0


# --- names


@pytest.mark.parametrize("name", ["\u200b", " \u200b\u200d\ufeff ", "\u2028\r\n"])
def test_a_name_that_nobody_can_see_is_no_name(client, region, sign_in, name):
    sign_in("beleidsmedewerker")

    page = client.post(address("person_create", region), {"name": name})

    assert list(errors(page)) == ["name"]
    assert Person.objects.count() == 0


def test_a_name_stands_on_one_line(client, region, sign_in):
    sign_in("beleidsmedewerker")

    client.post(address("person_create", region), {"name": " Anna\r\nde\t Zwaan\u200b"})

    assert Person.objects.get().name == "Anna de Zwaan"


def test_a_name_is_compared_as_it_is_stored(client, region, sign_in):
    sign_in("beleidsmedewerker")
    PortfolioFactory(region=region, name="jeugd")

    page = client.post(address("portfolio_create", region), {"name": "jeugd\u200b"})

    assert list(errors(page)) == ["name"]


def test_text_of_several_lines_keeps_them(client, region, position):
    client.post(
        address("mandate_create", region, position.pk),
        {"kind": "beslissend", "text": "Tot het bedrag.\nNa akkoord van de raad."},
    )

    assert Mandate.objects.get().text == "Tot het bedrag.\nNa akkoord van de raad."

"""Sluitingsdagen: the region's own, beside those that follow from the law."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from accounts.tests.factories import RegionFactory
from partners.models import ClosedDay
from partners.views.closed_days import YEARS, _schools
from records.models import Change
from regio.lib import clock, workdays


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


def address(name, region, *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


def errors(page):
    return {field: list(found) for field, found in page.context["form"].errors.items()}


def closed(region, day, **fields):
    return ClosedDay.objects.create(region=region, day=day, version=1, **fields)


def test_a_region_adds_a_day_of_its_own(client, region, sign_in):
    user = sign_in("beleidsmedewerker")

    form = {"day": "2026-05-15", "reason": "Brugdag"}
    page = client.post(address("closed_day_create", region), form)

    row = ClosedDay.objects.get()
    assert page.url == address("closed_day_list", region)
    assert (row.region, row.day, row.reason) == (region, date(2026, 5, 15), "Brugdag")
    assert {change.by for change in Change.objects.of(row)} == {user}


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2026-05-16", "Dit is een zaterdag: die telt al niet als werkdag."),
        ("2026-04-27", "Dit is al een feestdag: Koningsdag."),
        ("2026-05-15", "Deze dag staat er al: Brugdag."),
        ("2026-05-04", "Deze dag staat er al: Bij besluit vrij."),
        ("31-02-2026", "Vul een datum in: dag, maand en jaar."),
        ("", "Vul een datum in: dag, maand en jaar."),
        ("1899-12-29", "Kies een datum tussen 1900 en 2200."),
    ],
)
def test_a_day_that_is_no_working_day_already_is_said_at_the_field(
    client, region, sign_in, day, message
):
    sign_in("beleidsmedewerker")
    closed(region, date(2026, 5, 15), reason="Brugdag")
    closed(None, date(2026, 5, 4), reason="Bij besluit vrij")
    closed(RegionFactory(), date(2026, 5, 18), reason="Elders")

    form = {"day": day, "reason": "Sluiting"}
    page = client.post(address("closed_day_create", region), form)

    assert errors(page) == {"day": [message]}
    assert ClosedDay.objects.count() == 3


def test_a_withdrawn_day_counts_as_a_working_day_and_can_be_added_again(client, region, sign_in):
    sign_in("beleidsmedewerker")
    day = date(2026, 5, 15)
    row = closed(region, day, reason="Brugdag")
    assert day in ClosedDay.objects.closed_around(region, day)

    client.post(address("closed_day_withdraw", region, row.pk))

    assert day not in ClosedDay.objects.closed_around(region, day)
    assert list(client.get(address("closed_day_list", region)).context["page"]) == []
    client.post(address("closed_day_create", region), {"day": day, "reason": "Toch dicht"})
    assert day in ClosedDay.objects.closed_around(region, day)


def test_the_list_shows_own_days_beside_the_national_ones_and_school_holidays(
    client, region, sign_in
):
    sign_in("lezer")
    own = closed(region, date(2026, 5, 15), reason="Brugdag")
    closed(None, date(2026, 5, 4), reason="Bij besluit vrij")
    closed(RegionFactory(), date(2026, 5, 18), reason="Elders")

    page = client.get(address("closed_day_list", region))

    assert list(page.context["page"]) == [own]
    national = dict(page.context["national"])
    assert national == workdays.dutch_holidays(2026) | {date(2026, 5, 4): "Bij besluit vrij"}
    assert [name for name, _, _ in page.context["schools"]] == [
        "Kerstvakantie",
        "Voorjaarsvakantie",
        "Meivakantie",
        "Zomervakantie",
        "Herfstvakantie",
        "Kerstvakantie",
    ]
    text = page.content.decode()
    assert "Elders" not in text
    assert "Intrekken" not in text


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2027", 2027),
        ("", 2026),
        ("morgen", 2026),
        ("1899", 2026),
        ("99999999999999999999", 2026),
        ("²026", 2026),
        ("-2025", 2026),
    ],
)
def test_the_year_of_the_address_is_shown_or_else_this_year(
    client, region, sign_in, asked, expected
):
    sign_in("lezer")
    page = client.get(address("closed_day_list", region), {"jaar": asked})
    assert (page.status_code, page.context["year"]) == (200, expected)


def test_the_three_regions_of_schools_have_the_same_holidays_in_every_year_that_can_be_asked():
    for year in YEARS:
        rows = _schools(date(year, 1, 1), date(year, 12, 31))
        for name, _, holidays in rows:
            assert {holiday.name for _, holiday in holidays} == {name}
        assert bool(rows) == (2014 <= year <= 2030)


def test_closed_days_are_the_holidays_and_own_days_of_the_years_around(
    region, django_assert_num_queries
):
    own, far = date(2027, 5, 7), date(2029, 5, 7)
    closed(region, own, reason="Brugdag")
    closed(region, far, reason="Brugdag")
    closed(None, date(2026, 5, 4), reason="Bij besluit vrij")

    with django_assert_num_queries(1):
        found = ClosedDay.objects.closed_around(region, date(2026, 12, 31))

    holidays = workdays.holidays_between(date(2025, 1, 1), date(2027, 12, 31))
    assert found == {*holidays, own, date(2026, 5, 4)}


def test_thirty_own_days_cost_as_many_queries_as_one(
    client, region, sign_in, django_assert_num_queries
):
    sign_in("regisseur")
    closed(region, date(2026, 5, 15), reason="Brugdag")
    with django_assert_num_queries(6):
        client.get(address("closed_day_list", region))
    for day in range(1, 31):
        closed(region, date(2026, 6, day), reason="Brugdag")
    with django_assert_num_queries(6):
        page = client.get(address("closed_day_list", region))
    assert (len(page.context["page"]), page.context["page"].paginator.count) == (30, 31)

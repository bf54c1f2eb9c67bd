from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.tests.factories import MembershipFactory
from partners.forms.parties import PortfolioCreateForm
from partners.models import Portfolio
from partners.tests.factories import MandateFactory, PortfolioFactory, PositionFactory
from partners.views.pages import TAKEN, stored
from records import actions as records
from records.models import Change
from regio.lib import clock


def address(name, region, *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


def errors(page):
    return {field: list(found) for field, found in page.context["form"].errors.items()}


def test_a_portfolio_is_added_once(client, region, sign_in):
    sign_in("beleidsmedewerker")
    PortfolioFactory(name="Onderwijs")

    client.post(address("portfolio_create", region), {"name": "onderwijs"})
    page = client.post(address("portfolio_create", region), {"name": "Onderwijs"})

    assert errors(page) == {"name": ["Deze regio heeft al een portefeuille met deze naam."]}
    assert [p.name for p in Portfolio.objects.of_region(region)] == ["onderwijs"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "Vul een naam in."),
        ("\0", "Null-tekens zijn niet toegestaan."),
        ("x" * 61, "Gebruik ten hoogste 60 tekens; het zijn er nu 61."),
    ],
)
def test_bad_input_is_said_at_the_field(client, region, sign_in, name, message):
    sign_in("beleidsmedewerker")

    page = client.post(address("portfolio_create", region), {"name": name})

    assert errors(page) == {"name": [message]}


def test_a_portfolio_is_renamed_and_taken_out_of_use(client, region, sign_in):
    sign_in("beleidsmedewerker")
    portfolio = PortfolioFactory(region=region, name="jeugd")

    client.post(
        address("portfolio_edit", region, portfolio.pk), {"version": 1, "name": "jeugdhulp"}
    )

    portfolio.refresh_from_db()
    assert (portfolio.name, portfolio.is_active, portfolio.version) == ("jeugdhulp", False, 2)
    assert set(Change.objects.values_list("field", "old", "new")) == {
        ("name", "jeugd", "jeugdhulp"),
        ("is_active", "True", "False"),
    }


def test_two_people_in_one_name_see_both_texts(client, region, sign_in):
    sign_in("beleidsmedewerker")
    portfolio = PortfolioFactory(region=region, name="jeugd")
    url = address("portfolio_edit", region, portfolio.pk)
    client.post(url, {"version": 1, "name": "jeugdhulp", "is_active": "on"})

    page = client.post(url, {"version": 1, "name": "jeugdzorg", "is_active": "on"})

    assert "“jeugdhulp”" in errors(page)["name"][0]
    assert page.context["form"]["name"].value() == "jeugdzorg"


def test_out_of_use_it_is_no_choice_any_more_but_stays_where_it_was_chosen(client, region, sign_in):
    sign_in("beleidsmedewerker")
    unused = PortfolioFactory(region=region, is_active=False)
    chosen = PortfolioFactory(region=region, is_active=False)
    position = PositionFactory(organisation__region=region)
    mandate = MandateFactory(position=position)
    mandate.portfolios.add(chosen)

    new = client.get(address("mandate_create", region, position.pk)).context["form"]
    old = client.get(address("mandate_edit", region, mandate.pk)).context["form"]

    assert list(new.fields["portfolios"].queryset) == []
    assert list(old.fields["portfolios"].queryset) == [chosen]
    assert unused.is_active is False


def test_the_list_counts_the_functions_that_hold_now(client, region, sign_in):
    sign_in("lezer")
    portfolio = PortfolioFactory(region=region)
    PositionFactory(organisation__region=region).portfolios.add(portfolio)
    PositionFactory(organisation__region=region, until="2020-01-01").portfolios.add(portfolio)

    page = client.get(address("portfolio_list", region))

    assert [(str(p), p.held) for p in page.context["page"].object_list] == [(str(portfolio), 1)]


def test_a_list_of_thirty_costs_as_much_as_one_of_one(
    client, region, sign_in, django_assert_num_queries
):
    sign_in("lezer")
    PortfolioFactory(region=region)

    with django_assert_num_queries(5):
        client.get(address("portfolio_list", region))
    PortfolioFactory.create_batch(29, region=region)
    with django_assert_num_queries(5):
        client.get(address("portfolio_list", region))


def test_what_another_stored_in_the_meantime_is_a_message_and_no_crash(region):
    form = PortfolioCreateForm({"name": "jeugd"}, instance=Portfolio(region=region), region=region)
    assert form.is_valid()
    writer = MembershipFactory(region=region).user
    PortfolioFactory(region=region, name="jeugd")

    assert stored(form, lambda: records.create(form.instance, by=writer)) is None
    assert list(form.non_field_errors()) == [TAKEN]
    assert (Portfolio.objects.count(), Change.objects.count()) == (1, 0)


def test_a_function_that_starts_later_is_not_held_now(client, region, sign_in):
    sign_in("lezer")
    portfolio = PortfolioFactory(region=region)
    tomorrow = clock.today() + timedelta(days=1)
    PositionFactory(organisation__region=region, since=tomorrow).portfolios.add(portfolio)

    page = client.get(address("portfolio_list", region))

    assert [p.held for p in page.context["page"].object_list] == [0]

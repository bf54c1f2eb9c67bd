from datetime import date

import pytest

from agenda import actions
from agenda.models import Theme
from agenda.standing import standings
from agenda.tests.factories import (
    GoalFactory,
    PlanFactory,
    PlanLinkFactory,
    ThemeFactory,
    ThemeRoleFactory,
    TrekkerFactory,
)
from partners.models import OrganisationLink
from partners.tests.factories import (
    OrganisationFactory,
    PartyFactory,
    PortfolioFactory,
    PositionFactory,
)
from records.models import Change

pytestmark = pytest.mark.usefixtures("third_of_march")
TODAY = date(2026, 3, 3)


def titles(page):
    return [str(card.theme) for card in page.context["cards"]]


def filled(**changes):
    return {"title": "Thuiszitters", "scale": "regionaal", "phase": "opstart"} | changes


# --- adding and changing


def test_a_new_theme_gets_the_next_number_and_its_portfolios(client, region, sign_in, address):
    user = sign_in("beleidsmedewerker")
    ThemeFactory(region=region, number=4)
    ThemeFactory(number=9)
    education = PortfolioFactory(region=region, name="onderwijs")

    page = client.post(
        address("theme_create"), filled(portfolios=[education.pk], since="2026-03-01")
    )

    theme = Theme.objects.get(title="Thuiszitters")
    assert page.url == address("theme_detail", theme.pk)
    assert (theme.number, theme.region, theme.since, theme.version) == (
        5,
        region,
        date(2026, 3, 1),
        1,
    )
    assert list(theme.portfolios.all()) == [education]
    assert set(Change.objects.values_list("field", "new_label", "by")) >= {
        ("portfolios", "onderwijs", user.pk),
        ("phase", "Opstart", user.pk),
    }


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "Vul een titel in."),
        ("title", "\0", "Null-tekens zijn niet toegestaan."),
        (
            "title",
            "x" * 121,
            "Gebruik ten hoogste 120 tekens; het zijn er nu 121.",
        ),
        ("title", "LEERLINGENVERVOER", "Deze regio heeft al een thema met deze titel."),
        ("scale", "wereld", "Deze keuze is er niet of niet meer. Kies opnieuw."),
        ("since", "10000-01-01", "Vul een datum in: dag, maand en jaar."),
        (
            "portfolios",
            "9" * 30,
            "Deze keuze is er niet of niet meer. Kies opnieuw.",
        ),
    ],
)
def test_bad_input_is_said_at_the_field(
    client, region, sign_in, address, errors, field, value, message
):
    sign_in("beleidsmedewerker")
    ThemeFactory(region=region, title="Leerlingenvervoer")

    page = client.post(address("theme_create"), filled(ambition="Dit blijft") | {field: value})

    assert errors(page) == {field: [message]}
    assert page.context["form"]["ambition"].value() == "Dit blijft"
    assert Theme.objects.count() == 1


def test_a_title_of_an_ended_theme_may_be_used_again(client, region, sign_in, address):
    sign_in("beleidsmedewerker")
    ThemeFactory(region=region, title="Thuiszitters", until=TODAY)

    client.post(address("theme_create"), filled())

    assert Theme.objects.filter(title="Thuiszitters").count() == 2


def test_two_people_in_one_ambition_see_both_texts(client, region, sign_in, address, errors):
    sign_in("beleidsmedewerker")
    theme = ThemeFactory(region=region, title="Thuiszitters")
    client.post(address("theme_edit", theme.pk), filled(version=1, ambition="Van een ander"))

    page = client.post(address("theme_edit", theme.pk), filled(version=1, ambition="Van mij"))

    assert page.status_code == 200
    assert "“Van een ander”" in errors(page)["ambition"][0]
    assert page.context["form"]["ambition"].value() == "Van mij"


def test_others_fields_stay_when_two_people_change_different_ones(client, region, sign_in, address):
    sign_in("beleidsmedewerker")
    theme = ThemeFactory(region=region, title="Thuiszitters")
    client.post(address("theme_edit", theme.pk), filled(version=1, ambition="Van een ander"))

    client.post(address("theme_edit", theme.pk), filled(version=1, phase="uitvoering"))

    theme.refresh_from_db()
    assert (theme.ambition, theme.phase, theme.version) == ("Van een ander", "uitvoering", 3)


def test_only_those_who_keep_the_partners_may_add_a_theme(client, region, sign_in, address):
    sign_in("lezer")
    assert client.post(address("theme_create"), filled()).status_code == 403
    assert "Thema toevoegen" not in client.get(address("theme_list")).content.decode()


# --- parking and ending


def test_a_parked_theme_gives_no_signals_and_leaves_the_list(
    client, region, sign_in, address, said
):
    sign_in("beleidsmedewerker")
    theme = ThemeFactory(region=region, title="Thuiszitters")
    assert client.get(address("theme_list")).context["vacant"] == 1

    answer = client.post(
        address("theme_end", theme.pk),
        {"version": 1, "parked_on": "2026-03-03", "closing_note": "Wacht op het Rijk."},
    )

    assert said(answer) == ["Thuiszitters is geparkeerd vanaf 03-03-2026."]
    assert titles(client.get(address("theme_list"))) == []
    page = client.get(address("theme_list"), {"eerder": "on"})
    assert [(str(c.theme), c.signals) for c in page.context["cards"]] == [("Thuiszitters", [])]
    assert page.context["vacant"] == 0


def test_an_ended_theme_can_be_taken_up_again(client, region, sign_in, address, said):
    sign_in("beleidsmedewerker")
    theme = ThemeFactory(region=region, title="Thuiszitters", since="2025-01-01")
    url = address("theme_end", theme.pk)

    ended = client.post(url, {"version": 1, "until": "2026-03-02"})
    theme.refresh_from_db()
    assert (theme.until, theme.is_running_on(TODAY)) == (TODAY, False)
    again = client.post(url, {"version": 2, "until": ""})

    assert said(ended)[0] == "Thuiszitters staat op de agenda t/m 02-03-2026."
    assert said(again)[-1] == "Thuiszitters loopt weer."
    assert titles(client.get(address("theme_list"))) == ["Thuiszitters"]


def test_a_theme_does_not_end_before_it_begins(client, region, sign_in, address, errors):
    sign_in("beleidsmedewerker")
    theme = ThemeFactory(region=region, since="2026-01-01")

    page = client.post(address("theme_end", theme.pk), {"version": 1, "until": "2025-12-31"})

    assert errors(page) == {
        "until": ["De einddatum kan niet vóór de begindatum (01-01-2026) liggen."]
    }


def test_a_theme_is_not_taken_up_again_beside_another_of_that_title(
    client, region, sign_in, address, errors
):
    sign_in("beleidsmedewerker")
    theme = ThemeFactory(region=region, title="Thuiszitters", until=TODAY)
    ThemeFactory(region=region, title="thuiszitters")

    page = client.post(address("theme_end", theme.pk), {"version": 1, "until": ""})

    assert errors(page) == {"until": ["Er loopt al een ander thema met deze titel."]}


# --- the list


def test_the_list_is_filtered_by_portfolio_and_scale(client, region, sign_in, address):
    sign_in("lezer")
    youth = PortfolioFactory(region=region)
    first = ThemeFactory(region=region, scale="lokaal")
    second = ThemeFactory(region=region, scale="regionaal")
    second.portfolios.add(youth)
    PortfolioFactory().themes.add(second)

    assert titles(client.get(address("theme_list"), {"portefeuille": youth.pk})) == [str(second)]
    assert titles(client.get(address("theme_list"), {"schaal": "lokaal"})) == [str(first)]
    foreign = PortfolioFactory().pk
    assert titles(client.get(address("theme_list"), {"portefeuille": foreign})) == [
        str(first),
        str(second),
    ]


def test_an_empty_list_teaches_and_offers_the_first_step(client, region, sign_in, address):
    sign_in("beleidsmedewerker")
    page = client.get(address("theme_list")).content.decode()
    assert "Eerste thema toevoegen" in page
    assert "Een thema is een onderwerp waar gemeenten" in page


def fill_room(region, count):
    """Themes with one of everything that a page shows of them."""
    for _ in range(count):
        theme = ThemeFactory(region=region)
        theme.portfolios.add(PortfolioFactory(region=region))
        trekker = TrekkerFactory(theme=theme, deputy=None)
        TrekkerFactory(theme=theme, until="2020-01-01")
        target = OrganisationFactory(region=region)
        OrganisationLink.objects.create(
            source=trekker.position.organisation, kind="toezicht", target=target, version=1
        )
        ThemeRoleFactory(theme=theme)
        ThemeRoleFactory(theme=theme, until="2020-01-01")
        GoalFactory(theme=theme)
        PlanLinkFactory(theme=theme, plan=PlanFactory(region=region, owner=target))


@pytest.mark.parametrize("name", ["theme_list", "role_matrix", "plan_list"])
def test_a_list_of_thirty_costs_as_much_as_one_of_one(
    client, region, sign_in, address, django_assert_max_num_queries, name
):
    sign_in("beleidsmedewerker")
    fill_room(region, 1)
    with django_assert_max_num_queries(15) as one:
        client.get(address(name))
    fill_room(region, 29)
    with django_assert_max_num_queries(15) as thirty:
        client.get(address(name))
    assert len(thirty) == len(one)


def test_a_theme_with_much_costs_as_much_as_one_with_little(
    client, region, sign_in, address, django_assert_max_num_queries
):
    sign_in("beleidsmedewerker")
    fill_room(region, 1)
    theme = Theme.objects.get()
    PartyFactory(organisation__region=region)
    with django_assert_max_num_queries(15) as little:
        client.get(address("theme_detail", theme.pk))
    GoalFactory.create_batch(10, theme=theme)
    ThemeRoleFactory.create_batch(10, theme=theme)
    PlanLinkFactory.create_batch(10, theme=theme)
    TrekkerFactory.create_batch(5, theme=theme, until="2019-01-01")
    with django_assert_max_num_queries(15) as much:
        client.get(address("theme_detail", theme.pk))
    assert len(much) == len(little)


def test_the_list_goes_by_thirty(client, region, sign_in, address):
    sign_in("lezer")
    ThemeFactory.create_batch(31, region=region)
    assert len(titles(client.get(address("theme_list")))) == 30
    assert len(titles(client.get(address("theme_list"), {"pagina": "2"}))) == 1


# --- one theme


def test_a_theme_shows_its_lead_now_and_earlier(client, region, sign_in, address):
    sign_in("lezer")
    theme = ThemeFactory(region=region)
    now = TrekkerFactory(theme=theme, since="2026-01-01")
    before = TrekkerFactory(theme=theme, since="2025-01-01", until="2026-01-01")
    later = TrekkerFactory(theme=theme, since="2027-01-01", until="2027-02-01")

    standing = client.get(address("theme_detail", theme.pk)).context["standing"]

    assert (standing.trekker, standing.earlier, standing.coming) == (now, [before], [later])


def test_a_role_of_a_party_that_left_does_not_count(client, region, sign_in, address):
    sign_in("lezer")
    theme = ThemeFactory(region=region)
    gone = PartyFactory(organisation__region=region, until=TODAY)
    row = ThemeRoleFactory(theme=theme, party=gone, roles="regievoerder")

    standing = client.get(address("theme_detail", theme.pk)).context["standing"]

    assert (standing.roles, standing.other_roles) == ([], [row])
    assert "Geen partij heeft de rol van regievoerder." in [s.text for s in standing.signals]


def test_a_trekker_whose_organisation_supervises_another_has_a_double_role(
    client, region, sign_in, address
):
    sign_in("lezer")
    theme = ThemeFactory(region=region)
    trekker = TrekkerFactory(theme=theme)
    swv = OrganisationFactory(region=region, short_name="swv PPO")
    link = OrganisationLink.objects.create(
        source=trekker.position.organisation, kind="toezicht", target=swv, version=1
    )
    word = "dubbelrol"
    assert word in client.get(address("theme_detail", theme.pk)).content.decode()

    link.until = TODAY
    link.save()
    assert word not in client.get(address("theme_detail", theme.pk)).content.decode()


def test_a_trekker_who_supervises_by_another_function_has_a_double_role_too(region, sign_in):
    theme = ThemeFactory(region=region)
    trekker = TrekkerFactory(theme=theme)
    board = OrganisationFactory(region=region, short_name="raad van toezicht")
    swv = OrganisationFactory(region=region, short_name="swv PPO")
    OrganisationLink.objects.create(source=board, kind="toezicht", target=swv, version=1)
    second = PositionFactory(person=trekker.position.person, organisation=board)

    assert standings([theme], TODAY)[0].lead.supervises == ("swv PPO",)

    second.until = TODAY
    second.save()
    assert standings([theme], TODAY)[0].lead.supervises == ()


def test_numbers_do_not_run_into_each_other(region, sign_in):
    user = sign_in("beleidsmedewerker")
    made = [
        actions.add_theme(
            theme=Theme(region=region, title=f"Thema {n}"), portfolios=[], by=user
        ).number
        for n in range(3)
    ]
    assert made == [1, 2, 3]


def test_what_a_text_holds_is_shown_as_text(client, region, sign_in, address):
    sign_in("lezer")
    theme = ThemeFactory(region=region, ambition="<script>alert(1)</script>")
    page = client.get(address("theme_detail", theme.pk)).content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page

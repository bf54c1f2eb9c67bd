from datetime import date

import pytest

from agenda.models import Goal, Plan, PlanLink
from agenda.tests.factories import GoalFactory, PlanFactory, PlanLinkFactory, ThemeFactory
from partners.tests.factories import OrganisationFactory
from records.models import Change

pytestmark = pytest.mark.usefixtures("third_of_march")
NO_SUCH_CHOICE = "Deze keuze is er niet of niet meer. Kies opnieuw."


@pytest.fixture
def theme(region):
    return ThemeFactory(region=region, title="Thuiszitters")


# --- goals


def test_goals_stand_in_the_order_of_adding(client, sign_in, address, theme):
    sign_in("beleidsmedewerker")
    for text in ("eerst", "daarna"):
        client.post(address("goal_create", theme.pk), {"text": text, "due_on": "2027-12-31"})
    rows = Goal.objects.values_list("text", "order", "due_on")
    assert list(rows) == [("eerst", 1, date(2027, 12, 31)), ("daarna", 2, date(2027, 12, 31))]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("text", " ", "Vul een doel in."),
        ("text", "a\0b", "Null-tekens zijn niet toegestaan."),
        ("due_on", "31-12-9999x", "Vul een datum in: dag, maand en jaar."),
    ],
)
def test_bad_goals_are_said_at_the_field(
    client, sign_in, address, errors, theme, field, value, message
):
    sign_in("beleidsmedewerker")
    page = client.post(address("goal_create", theme.pk), {"text": "doel"} | {field: value})
    assert errors(page) == {field: [message]}
    assert Goal.objects.count() == 0


def test_two_people_in_one_goal_see_both_texts(client, sign_in, address, errors, theme):
    sign_in("beleidsmedewerker")
    goal = GoalFactory(theme=theme)
    client.post(address("goal_edit", goal.pk), {"version": 1, "text": "van een ander"})

    page = client.post(address("goal_edit", goal.pk), {"version": 1, "text": "van mij"})

    assert "“van een ander”" in errors(page)["text"][0]
    assert page.context["form"]["text"].value() == "van mij"


def test_a_goal_is_withdrawn_and_taken_up_again(client, sign_in, address, said, theme):
    user = sign_in("beleidsmedewerker")
    goal = GoalFactory(theme=theme, text="minder uitval")

    answer = client.post(address("goal_withdraw", goal.pk))
    goal.refresh_from_db()
    assert (said(answer), goal.is_withdrawn) == (["Het doel is ingetrokken."], True)
    standing = client.get(address("theme_detail", theme.pk)).context["standing"]
    assert (standing.goals, standing.goals_ever) == ([], [goal])

    client.post(address("goal_edit", goal.pk), {"version": 2, "text": "minder uitval"})
    goal.refresh_from_db()
    assert (goal.is_withdrawn, goal.version) == (False, 3)
    assert set(Change.objects.values_list("field", "new", "by")) == {
        ("is_withdrawn", "True", user.pk),
        ("is_withdrawn", "False", user.pk),
    }


# --- plans


def planned(**changes):
    return {"kind": "jeugdplan", "title": "Beleidsplan jeugd"} | changes


def test_a_plan_has_an_owner_a_period_and_an_address(client, region, sign_in, address):
    sign_in("beleidsmedewerker")
    owner = OrganisationFactory(region=region)

    answer = client.post(
        address("plan_create"),
        planned(
            owner=owner.pk,
            since="2026-01-01",
            until="2029-12-31",
            url="nest.example/plan",
            is_concept="on",
        ),
    )

    plan = Plan.objects.get()
    assert answer.url == plan.get_absolute_url()
    assert (plan.owner, plan.since, plan.until, plan.url, plan.is_concept) == (
        owner,
        date(2026, 1, 1),
        date(2030, 1, 1),
        "https://nest.example/plan",
        True,
    )


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "PLAN JEUGD", "Deze regio heeft al een plan met deze titel."),
        ("kind", "x", "Deze keuze is er niet of niet meer. Kies opnieuw."),
        ("url", "javascript:alert(1)", "Vul een adres in, zoals https://www.gemeente.nl/stuk."),
        ("url", "ftp://nest.example/plan", "Het adres begint met https://."),
        ("url", "https://[::1", "Vul een adres in, zoals https://www.gemeente.nl/stuk."),
        ("owner", "99999999999999999999", NO_SUCH_CHOICE),
        ("until", "2025-01-01", "De einddatum kan niet vóór de begindatum (01-01-2026) liggen."),
    ],
)
def test_bad_plans_are_said_at_the_field(
    client, region, sign_in, address, errors, field, value, message
):
    sign_in("beleidsmedewerker")
    PlanFactory(region=region, title="Plan jeugd")

    page = client.post(
        address("plan_create"), planned(since="2026-01-01", note="Dit blijft") | {field: value}
    )

    assert errors(page) == {field: [message]}
    assert page.context["form"]["note"].value() == "Dit blijft"
    assert Plan.objects.count() == 1


def test_two_people_in_one_plan_see_both_texts(client, region, sign_in, address, errors):
    sign_in("beleidsmedewerker")
    plan = PlanFactory(region=region, title="Beleidsplan jeugd")
    url = address("plan_edit", plan.pk)
    client.post(url, planned(version=1, note="van een ander"))

    page = client.post(url, planned(version=1, note="van mij"))

    assert "“van een ander”" in errors(page)["note"][0]


def test_the_list_says_on_which_themes_a_plan_speaks(client, region, sign_in, address, theme):
    sign_in("lezer")
    link = PlanLinkFactory(theme=theme)
    PlanLinkFactory(theme=theme, plan=link.plan, is_withdrawn=True)

    page = client.get(address("plan_list"))

    assert [(p, p.themes) for p in page.context["plans"]] == [(link.plan, [link])]


# --- what plans say


def test_two_plans_are_laid_beside_each_other(client, region, sign_in, address, theme):
    sign_in("beleidsmedewerker")
    support = PlanLinkFactory(theme=theme).plan
    youth = PlanFactory(region=region)

    client.post(
        address("planlink_create", theme.pk),
        {
            "plan": youth.pk,
            "text": "Inzet via wijkteam",
            "compared_with": support.pk,
            "relation": "verschil",
        },
    )

    link = PlanLink.objects.get(plan=youth)
    assert (link.text, link.compared_with, link.relation) == (
        "Inzet via wijkteam",
        support,
        "verschil",
    )
    assert "1 verschil tussen plannen" in client.get(address("theme_list")).content.decode()


def test_a_plan_may_be_silent_by_itself(client, region, sign_in, address, theme):
    sign_in("beleidsmedewerker")
    plan = PlanFactory(region=region)
    form = {"plan": plan.pk, "relation": "zwijgt"}
    client.post(address("planlink_create", theme.pk), form)
    assert PlanLink.objects.get().relation == "zwijgt"
    assert "niets over dit thema" in client.get(address("theme_detail", theme.pk)).content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (
            {"text": ""},
            "text",
            "Vul in wat het plan zegt, of kies bij samenhang “Zwijgt”.",
        ),
        ({"relation": "verschil"}, "compared_with", "Kies met welk plan u vergelijkt."),
        (
            {"relation": "zwijgt"},
            "relation",
            "Een plan dat zwijgt zegt niets: maak de tekst leeg.",
        ),
        ({"compared_with": "other"}, "relation", "Kies hoe de twee plannen zich verhouden."),
        (
            {"compared_with": "plan", "relation": "verschil"},
            "compared_with",
            "Kies een ander plan dan het plan zelf.",
        ),
        ({"plan": "foreign"}, "plan", NO_SUCH_CHOICE),
        ({"plan": "linked"}, "plan", "Bij dit thema staat al wat dit plan zegt."),
    ],
)
def test_what_a_plan_says_is_checked_at_the_field(
    client, region, sign_in, address, errors, theme, changes, field, message
):
    sign_in("beleidsmedewerker")
    plans = {
        "plan": PlanFactory(region=region),
        "other": PlanFactory(region=region),
        "foreign": PlanFactory(),
        "linked": PlanLinkFactory(theme=theme).plan,
    }
    form = {"plan": "plan", "text": "hulp op school"} | changes
    sent = {name: plans[value].pk if value in plans else value for name, value in form.items()}

    page = client.post(address("planlink_create", theme.pk), sent)

    assert errors(page) == {field: [message]}
    assert PlanLink.objects.count() == 1


def test_what_a_plan_says_is_withdrawn_and_can_be_said_again(client, sign_in, address, theme):
    sign_in("beleidsmedewerker")
    link = PlanLinkFactory(theme=theme)
    url = address("planlink_edit", link.pk)

    client.post(url, {"version": 1, "plan": link.plan.pk, "text": link.text, "is_withdrawn": "on"})
    client.post(address("planlink_create", theme.pk), {"plan": link.plan.pk, "text": "iets anders"})

    assert list(PlanLink.objects.kept().values_list("text", flat=True)) == ["iets anders"]
    assert PlanLink.objects.count() == 2


def test_two_people_in_one_saying_see_both_texts(client, sign_in, address, errors, theme):
    sign_in("beleidsmedewerker")
    link = PlanLinkFactory(theme=theme)
    url = address("planlink_edit", link.pk)
    client.post(url, {"version": 1, "plan": link.plan.pk, "text": "van een ander"})

    page = client.post(url, {"version": 1, "plan": link.plan.pk, "text": "van mij"})

    assert "“van een ander”" in errors(page)["text"][0]
    assert page.context["form"]["text"].value() == "van mij"

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.tests.factories import MembershipFactory
from agenda import actions, rules
from agenda.models import Trekker
from agenda.tests.factories import ThemeFactory, TrekkerFactory
from partners.models import Position
from partners.tests.factories import PositionFactory
from records.models import Change

pytestmark = pytest.mark.usefixtures("third_of_march")


@pytest.fixture
def theme(region):
    return ThemeFactory(region=region, title="Thuiszitters")


@pytest.fixture
def wethouder(region):
    return PositionFactory(
        organisation__region=region, level=Position.Level.EXECUTIVE, person__name="Hanna Merel"
    )


def periods(theme):
    rows = Trekker.objects.filter(theme=theme).order_by("pk")
    return [(row.position.person.name, row.since, row.until) for row in rows]


# --- appointing


def test_a_theme_gets_a_trekker_with_mandate(client, sign_in, address, said, theme, wethouder):
    user = sign_in("beleidsmedewerker")

    answer = client.post(
        address("trekker_create", theme.pk),
        {
            "position": wethouder.pk,
            "since": "2026-03-03",
            "granted_by": "afspraak 2026-NK-003",
            "granted_until": "2028-07-31",
        },
    )

    trekker = Trekker.objects.get()
    assert answer.url == f"{address('theme_detail', theme.pk)}#trekker-titel"
    assert said(answer) == ["Hanna Merel is trekker van Thuiszitters."]
    assert (trekker.since, trekker.until, trekker.granted_by, trekker.granted_until) == (
        date(2026, 3, 3),
        None,
        "afspraak 2026-NK-003",
        date(2028, 8, 1),
    )
    assert set(Change.objects.values_list("model", "by")) == {("agenda.trekker", user.pk)}


def test_a_successor_ends_who_the_page_showed_as_trekker(
    client, sign_in, address, theme, wethouder
):
    sign_in("beleidsmedewerker")
    before = TrekkerFactory(theme=theme, since="2025-01-01", position__person__name="Karel Fuut")
    page = client.get(address("trekker_create", theme.pk))
    assert page.context["form"]["succeeds"].value() == before.pk

    form = {"position": wethouder.pk, "since": "2026-04-01", "succeeds": before.pk}
    client.post(address("trekker_create", theme.pk), form)

    assert periods(theme) == [
        ("Karel Fuut", date(2025, 1, 1), date(2026, 4, 1)),
        ("Hanna Merel", date(2026, 4, 1), None),
    ]


def test_one_whom_another_appointed_in_the_meantime_is_not_ended(
    client, sign_in, address, errors, theme, wethouder
):
    sign_in("beleidsmedewerker")
    TrekkerFactory(theme=theme, since="2026-03-01", position__person__name="Karel Fuut")

    page = client.post(
        address("trekker_create", theme.pk),
        {"position": wethouder.pk, "since": "2026-04-01", "succeeds": ""},
    )

    assert errors(page)["since"][0].startswith("Op een van deze dagen is Karel Fuut trekker.")
    assert page.context["form"]["position"].value() == str(wethouder.pk)
    assert periods(theme) == [("Karel Fuut", date(2026, 3, 1), None)]


@pytest.mark.parametrize("since", ["2025-01-01", "2024-12-31", ""])
def test_a_successor_cannot_begin_before_the_other_did(
    client, sign_in, address, errors, theme, wethouder, since
):
    sign_in("beleidsmedewerker")
    before = TrekkerFactory(theme=theme, since="2025-01-01")

    page = client.post(
        address("trekker_create", theme.pk),
        {"position": wethouder.pk, "since": since, "succeeds": before.pk},
    )

    assert list(errors(page)) == ["since"]
    before.refresh_from_db()
    assert (before.until, Trekker.objects.count()) == (None, 1)


def test_a_trekker_is_a_wethouder_or_bestuurder(client, region, sign_in, address, errors, theme):
    sign_in("beleidsmedewerker")
    official = PositionFactory(organisation__region=region, level=Position.Level.POLICY)

    page = client.post(address("trekker_create", theme.pk), {"position": official.pk})

    assert errors(page) == {"position": ["Deze keuze is er niet of niet meer. Kies opnieuw."]}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("since", "0000-00-00", "Vul een datum in: dag, maand en jaar."),
        ("since", "1899-12-31", "Kies een datum tussen 1900 en 2200."),
        (
            "granted_by",
            "x" * 201,
            "Gebruik ten hoogste 200 tekens; het zijn er nu 201.",
        ),
        ("deputy", "abc", "Deze keuze is er niet of niet meer. Kies opnieuw."),
    ],
)
def test_bad_input_is_said_at_the_field(
    client, sign_in, address, errors, theme, wethouder, field, value, message
):
    sign_in("beleidsmedewerker")

    page = client.post(
        address("trekker_create", theme.pk), {"position": wethouder.pk} | {field: value}
    )

    assert errors(page) == {field: [message]}
    assert Trekker.objects.count() == 0


def test_a_mandate_does_not_end_before_the_trekker_begins(
    client, sign_in, address, errors, theme, wethouder
):
    sign_in("beleidsmedewerker")
    too_early = ["De einddatum kan niet vóór de begindatum (03-03-2026) liggen."]
    data = {"position": wethouder.pk, "since": "2026-03-03", "granted_until": "2026-03-02"}
    page = client.post(address("trekker_create", theme.pk), data)
    assert errors(page) == {"granted_until": too_early}
    trekker = TrekkerFactory(theme=theme, since=date(2026, 3, 3))
    url = address("trekker_edit", trekker.pk)
    kept = {"version": 1, "since": "2026-03-03"}
    page = client.post(url, kept | {"granted_until": "1999-01-01"})
    assert errors(page) == {"granted_until": too_early}
    client.post(url, kept | {"granted_until": "2026-03-03"})
    trekker.refresh_from_db()
    assert trekker.granted_until == date(2026, 3, 4)


def test_nobody_is_the_own_deputy(client, sign_in, address, errors, theme, wethouder):
    sign_in("beleidsmedewerker")

    page = client.post(
        address("trekker_create", theme.pk), {"position": wethouder.pk, "deputy": wethouder.pk}
    )

    assert errors(page) == {"deputy": ["Kies een ander dan de trekker."]}


# --- changing and ending


def test_the_partners_give_their_mandate_later(client, sign_in, address, theme):
    sign_in("beleidsmedewerker")
    trekker = TrekkerFactory(theme=theme, granted_by="")
    assert "zonder mandaat" in client.get(address("theme_detail", theme.pk)).content.decode()

    client.post(
        address("trekker_edit", trekker.pk), {"version": 1, "granted_by": "afspraak 2026-NK-001"}
    )

    assert "mandaat van de partners" in client.get(address("theme_list")).content.decode()
    assert set(Change.objects.values_list("field", "old", "new")) == {
        ("granted_by", None, "afspraak 2026-NK-001")
    }


def test_two_people_in_one_mandate_see_both_texts(client, sign_in, address, errors, theme):
    sign_in("beleidsmedewerker")
    trekker = TrekkerFactory(theme=theme, granted_by="")
    url = address("trekker_edit", trekker.pk)
    client.post(url, {"version": 1, "granted_by": "afspraak 1"})

    page = client.post(url, {"version": 1, "granted_by": "afspraak 2"})

    assert page.status_code == 200
    assert "“afspraak 1”" in errors(page)["granted_by"][0]
    assert page.context["form"]["granted_by"].value() == "afspraak 2"


def test_a_trekker_whose_function_ended_stays_a_choice(client, sign_in, address, theme, wethouder):
    sign_in("beleidsmedewerker")
    wethouder.until = "2026-01-01"
    wethouder.save()
    trekker = TrekkerFactory(theme=theme, deputy=wethouder)

    page = client.get(address("trekker_edit", trekker.pk))

    assert wethouder in page.context["form"].fields["deputy"].queryset


def test_vacancy_is_lawful_and_red(client, sign_in, address, said, theme):
    sign_in("beleidsmedewerker")
    trekker = TrekkerFactory(theme=theme, since="2025-01-01")

    answer = client.post(address("trekker_end", trekker.pk), {"version": 1, "until": "2026-03-02"})

    assert said(answer) == ["Dit trekkerschap loopt t/m 02-03-2026."]
    standing = client.get(address("theme_detail", theme.pk)).context["standing"]
    assert (standing.trekker, standing.light.kind) == (None, "late")


def test_an_end_is_not_taken_back_over_a_successor(client, sign_in, address, errors, theme):
    sign_in("beleidsmedewerker")
    before = TrekkerFactory(theme=theme, since="2025-01-01", until="2026-01-01")
    TrekkerFactory(theme=theme, since="2026-01-01", position__person__name="Hanna Merel")

    page = client.post(address("trekker_end", before.pk), {"version": 1, "until": ""})

    assert "Hanna Merel" in errors(page)["until"][0]
    before.refresh_from_db()
    assert before.until == date(2026, 1, 1)


def test_a_first_day_is_not_moved_into_the_time_of_another(client, sign_in, address, errors, theme):
    sign_in("beleidsmedewerker")
    TrekkerFactory(theme=theme, since="2025-01-01", until="2026-01-01")
    now = TrekkerFactory(theme=theme, since="2026-01-01")

    page = client.post(address("trekker_edit", now.pk), {"version": 1, "since": "2025-12-31"})

    assert list(errors(page)) == ["since"]


# --- one at a time, whatever is tried


def test_the_database_itself_refuses_a_second_open_trekker(theme):
    TrekkerFactory(theme=theme)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrekkerFactory(theme=theme)
    assert Trekker.objects.count() == 1


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.integers(1, 28), st.booleans()), max_size=6))
def test_appointing_in_any_order_never_makes_two_trekkers_at_a_time(region, tries):
    with transaction.atomic():
        user = MembershipFactory(region=region).user
        theme = ThemeFactory(region=region)
        for day, names_present in tries:
            since = date(2026, 2, day)
            present = theme.trekkers.filter(until=None).first() if names_present else None
            position = PositionFactory(organisation__region=region)
            trekker = Trekker(theme=theme, position=position, since=since)
            try:
                actions.appoint_trekker(trekker=trekker, succeeds=present, by=user)
            except actions.OverlapError:
                continue
        rows = list(theme.trekkers.order_by("since"))
        for i, row in enumerate(rows):
            assert rules.overlapping(row, rows[i + 1 :]) is None
        transaction.set_rollback(True)

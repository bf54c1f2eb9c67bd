from datetime import date

import pytest
from django.core.exceptions import ValidationError

from agenda.actions import OverlapError, set_roles
from agenda.models import ThemeRole, is_role_set
from agenda.tests.factories import ThemeFactory, ThemeRoleFactory
from partners.models import Organisation
from partners.tests.factories import OrganisationFactory, PartyFactory
from records.models import Change

pytestmark = pytest.mark.usefixtures("third_of_march")


@pytest.fixture
def theme(region):
    return ThemeFactory(region=region, title="Thuiszitters")


@pytest.fixture
def party(region):
    return PartyFactory(organisation__region=region, organisation__short_name="Alkmaar")


def filled(*roles, **changes):
    return {"roles": roles or ["regievoerder"], "posture": "volgend"} | changes


def test_a_party_gets_several_roles_at_once(client, sign_in, address, said, theme, party):
    user = sign_in("beleidsmedewerker")

    answer = client.post(
        address("role_edit", theme.pk, party.pk),
        filled(
            "handhaver",
            "regievoerder",
            posture="initierend",
            goal="Elke school meldt verzuim.",
            since="2025-04-10",
            version=0,
        ),
    )

    row = ThemeRole.objects.get()
    assert said(answer) == ["De rollen van Alkmaar zijn opgeslagen."]
    assert (row.roles, row.letters, row.goal, row.since, row.version) == (
        "regievoerder, handhaver",
        "R H +",
        "Elke school meldt verzuim.",
        date(2025, 4, 10),
        1,
    )
    assert ("roles", None, "regievoerder, handhaver", user.pk) in Change.objects.values_list(
        "field", "old", "new", "by"
    )


def test_the_roles_that_hold_are_changed_in_their_own_row(client, sign_in, address, theme, party):
    sign_in("beleidsmedewerker")
    ThemeRoleFactory(theme=theme, party=party, roles="handhaver", until="2025-01-01")
    row = ThemeRoleFactory(theme=theme, party=party, roles="regievoerder", since="2025-01-01")
    url = address("role_edit", theme.pk, party.pk)
    assert client.get(url).context["form"]["roles"].value() == ["regievoerder"]

    client.post(url, filled("adviseur", version=1, since="2025-01-01"))

    row.refresh_from_db()
    assert (row.roles, row.version, ThemeRole.objects.count()) == ("adviseur", 2, 2)


def test_two_people_in_the_roles_of_one_party_see_both(
    client, sign_in, address, errors, theme, party
):
    sign_in("beleidsmedewerker")
    url = address("role_edit", theme.pk, party.pk)
    client.post(url, filled("regievoerder", version=0))

    page = client.post(url, filled("handhaver", "adviseur", version=0))

    assert page.status_code == 200
    assert "“regievoerder”" in errors(page)["roles"][0]
    assert page.context["form"]["roles"].value() == ["handhaver", "adviseur"]
    assert ThemeRole.objects.get().roles == "regievoerder"


def test_the_same_roles_sent_twice_are_stored_once(client, sign_in, address, theme, party):
    sign_in("beleidsmedewerker")
    for _ in range(2):
        client.post(address("role_edit", theme.pk, party.pk), filled(version=0))
    assert ThemeRole.objects.count() == 1


def test_roles_end_and_new_ones_begin_after_them(client, sign_in, address, errors, theme, party):
    sign_in("beleidsmedewerker")
    row = ThemeRoleFactory(theme=theme, party=party, since="2025-01-01")
    url = address("role_edit", theme.pk, party.pk)
    client.post(url, filled(version=1, since="2025-01-01", until="2026-03-02"))

    early = client.post(url, filled("adviseur", version=0, since="2026-03-02"))
    client.post(url, filled("adviseur", version=0, since="2026-03-03"))

    assert errors(early) == {
        "since": [
            "Deze partij heeft hier al rollen van 01-01-2025 t/m 02-03-2026. Kies een dag "
            "daarbuiten."
        ]
    }
    rows = ThemeRole.objects.order_by("pk").values_list("roles", "since", "until")
    assert list(rows) == [
        ("regievoerder", date(2025, 1, 1), date(2026, 3, 3)),
        ("adviseur", date(2026, 3, 3), None),
    ]
    assert row.pk == ThemeRole.objects.order_by("pk").first().pk


def test_from_the_matrix_every_row_of_now_and_to_come_can_be_changed(
    client, sign_in, address, theme, party
):
    sign_in("beleidsmedewerker")
    ThemeRoleFactory(theme=theme, party=party, since="2024-01-01", until="2025-01-01")
    now = ThemeRoleFactory(theme=theme, party=party, until="2026-07-01", since="2025-01-01")
    later = ThemeRoleFactory(theme=theme, party=party, since="2026-07-01", roles="adviseur")

    page = client.get(address("role_edit", theme.pk, party.pk))
    assert (page.context["form"].instance, list(page.context["others"])) == (now, [later])
    assert address("role_row_edit", later.pk) in page.content.decode()

    client.post(
        address("role_row_edit", later.pk),
        filled("subsidieverstrekker", version=1, since="2026-08-01"),
    )
    later.refresh_from_db()
    now.refresh_from_db()
    assert (later.roles, later.since, later.version) == ("subsidieverstrekker", date(2026, 8, 1), 2)
    assert (now.roles, now.version) == ("regievoerder", 1)


def test_a_row_for_another_period_is_added_beside_the_one_that_holds(
    client, sign_in, address, errors, theme, party
):
    sign_in("beleidsmedewerker")
    ThemeRoleFactory(theme=theme, party=party, since="2025-01-01", until="2026-07-01")
    url = address("role_create", theme.pk, party.pk)

    early = client.post(url, filled("adviseur", version=0, since="2026-06-30"))
    assert list(errors(early)) == ["since"]
    client.post(url, filled("adviseur", version=0, since="2026-07-01"))

    rows = ThemeRole.objects.order_by("pk").values_list("roles", "since")
    assert list(rows) == [("regievoerder", date(2025, 1, 1)), ("adviseur", date(2026, 7, 1))]


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (
            {"roles": []},
            "roles",
            "Kies ten minste één rol. Heeft de partij geen rol meer? Laat de rollen staan en vul "
            "bij “T/m” de laatste dag in.",
        ),
        (
            {"roles": ["baas"]},
            "roles",
            "Deze keuze is er niet of niet meer. Kies opnieuw.",
        ),
        (
            {"posture": "vooraan"},
            "posture",
            "Deze keuze is er niet of niet meer. Kies opnieuw.",
        ),
        ({"goal": "\0"}, "goal", "Null-tekens zijn niet toegestaan."),
        ({"until": "2026-13-01"}, "until", "Vul een datum in: dag, maand en jaar."),
    ],
)
def test_bad_input_is_said_at_the_field(
    client, sign_in, address, errors, theme, party, changes, field, message
):
    sign_in("beleidsmedewerker")

    page = client.post(address("role_edit", theme.pk, party.pk), filled(version=0) | changes)

    assert errors(page) == {field: [message]}
    assert ThemeRole.objects.count() == 0


def test_a_party_of_another_region_is_not_found(client, sign_in, address, theme):
    sign_in("beleidsmedewerker")
    foreign = PartyFactory()
    assert client.get(address("role_edit", theme.pk, foreign.pk)).status_code == 404


# --- the matrix


def test_the_matrix_shows_gemeenten_swvs_and_whoever_has_a_role(
    client, region, sign_in, address, theme, party
):
    sign_in("lezer")
    for kind, name in (("swv", "swv PPO"), ("mbo", "ROC"), ("ggd", "GGD")):
        organisation = OrganisationFactory(
            region=region, kind=Organisation.Kind(kind), short_name=name
        )
        PartyFactory(organisation=organisation)
    roc = Organisation.objects.get(short_name="ROC").parties.get()
    row = ThemeRoleFactory(theme=theme, party=roc, roles="mede-uitvoerder", posture="initierend")

    page = client.get(address("role_matrix"))

    assert [str(p) for p in page.context["parties"]] == ["Alkmaar", "swv PPO", "ROC"]
    [(standing, cells, without)] = page.context["rows"]
    assert [(str(p), role) for p, role in cells] == [
        ("Alkmaar", None),
        ("swv PPO", None),
        ("ROC", row),
    ]
    assert [str(p) for p in without] == ["Alkmaar", "swv PPO"]
    text = page.content.decode()
    assert "2 partijen zonder rol" in text
    assert "U +" in text
    assert "Mede-uitvoerder, initiërend" in text
    assert "zonder regievoerder" in text
    assert address("role_edit", theme.pk, roc.pk) not in text


def test_from_the_matrix_an_editor_reaches_every_cell(client, sign_in, address, theme, party):
    sign_in("beleidsmedewerker")
    page = client.get(address("role_matrix")).content.decode()
    assert address("role_edit", theme.pk, party.pk) in page


def test_parked_themes_are_not_in_the_matrix(client, region, sign_in, address):
    sign_in("lezer")
    ThemeFactory(region=region, parked_on="2026-03-03")
    page = client.get(address("role_matrix"))
    assert page.context["rows"] == []
    assert "Nog geen thema’s" in page.content.decode()


# --- what the models themselves refuse


def test_roles_with_an_end_give_way_to_open_ones_of_another(sign_in, theme, party):
    user = sign_in("beleidsmedewerker")
    there = ThemeRoleFactory(theme=theme, party=party, since="2026-01-01")
    row = ThemeRole(theme=theme, party=party)
    with pytest.raises(OverlapError) as refused:
        set_roles(
            row,
            version=0,
            by=user,
            roles="adviseur",
            since=date(2026, 2, 1),
            until=date(2026, 3, 1),
        )
    assert (refused.value.other, ThemeRole.objects.count()) == (there, 1)


@pytest.mark.parametrize("text", ["", "baas", "handhaver, regievoerder", "handhaver,adviseur"])
def test_a_set_of_roles_that_is_not_written_as_we_write_it_is_refused(text):
    with pytest.raises(ValidationError):
        is_role_set(text)


def test_a_row_names_the_party_and_the_theme(theme, party):
    row = ThemeRoleFactory(theme=theme, party=party)
    assert str(row) == "Alkmaar: Thuiszitters"
    assert row.get_absolute_url() == theme.get_absolute_url()

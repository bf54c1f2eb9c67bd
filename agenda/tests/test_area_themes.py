"""Themes name kinds of area: an area leads to its themes, and a theme to its areas."""

import pytest
from django.urls import reverse

from agenda.models import Theme
from agenda.tests.factories import ThemeFactory, ThemeRoleFactory, TrekkerFactory
from partners.models import RegionArea
from partners.tests.factories import AreaFactory, OrganisationFactory, PartyFactory
from records.models import Change

pytestmark = pytest.mark.usefixtures("third_of_march")


@pytest.fixture
def area(region):
    return AreaFactory(kind="jeugd", code="JZ06")


def titles(page):
    return [str(standing.theme) for standing, _ in page.context["themes"]]


def filled(**changes):
    return {"title": "Thuiszitters", "scale": "regionaal", "phase": "opstart"} | changes


def test_a_theme_names_kinds_of_area_and_its_history_says_which(client, region, sign_in, address):
    sign_in("beleidsmedewerker")
    client.post(address("theme_create"), filled(area_kinds=["rmc", "jeugd"]))
    theme = Theme.objects.get()
    assert theme.area_kinds == "jeugd, rmc"
    change = Change.objects.of(theme).get(field="area_kinds")
    assert change.new_label == "Jeugdregio, Doorstroompunt (RMC)"
    page = client.get(address("theme_detail", theme.pk)).content.decode()
    assert f"{reverse('partners:area_kinds', args=[region.slug])}#jeugd" in page


def test_a_kind_that_is_none_is_said_at_the_field(client, region, sign_in, address, errors):
    sign_in("beleidsmedewerker")
    page = client.post(address("theme_create"), filled(area_kinds=["onzin"]))
    assert list(errors(page)) == ["area_kinds"]
    assert not Theme.objects.exists()


def test_an_area_shows_the_running_themes_that_name_its_kind_with_roles(
    client, region, sign_in, address, area
):
    sign_in("lezer")
    theme = ThemeFactory(region=region, title="Jeugdhulp op school", area_kinds="jeugd")
    ThemeFactory(region=region, title="Vervoer", area_kinds="rmc")
    ThemeFactory(region=region, title="Later", area_kinds="jeugd", parked_on="2026-03-01")
    ThemeFactory(title="Van elders", area_kinds="jeugd")
    TrekkerFactory(theme=theme)
    organisation = OrganisationFactory(region=region)
    organisation.areas.add(area)
    role = ThemeRoleFactory(theme=theme, party=PartyFactory(organisation=organisation))

    page = client.get(address("area_themes", "jeugd", "JZ06"))

    assert titles(page) == ["Jeugdhulp op school"]
    assert page.context["themes"][0][1] == [role]
    then = client.get(address("area_themes", "jeugd", "JZ06"), {"op": "2026-02-01"})
    assert titles(then) == ["Jeugdhulp op school", "Later"]


def test_with_a_script_the_part_comes_alone(client, region, sign_in, address, area):
    sign_in("lezer")
    url = address("area_themes", "jeugd", "JZ06")
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Geen thema noemt dit soort gebied" in part


def test_many_themes_cost_as_much_as_one(
    client, region, sign_in, address, area, django_assert_max_num_queries
):
    sign_in("lezer")
    RegionArea.objects.create(region=region, area=area, version=1)
    for _ in range(12):
        TrekkerFactory(theme=ThemeFactory(region=region, area_kinds="jeugd"))
    with django_assert_max_num_queries(13):
        client.get(address("area_themes", "jeugd", "JZ06"))


def test_an_area_that_is_not_known_is_not_found(client, region, sign_in, address):
    sign_in("lezer")
    assert client.get(address("area_themes", "jeugd", "NIETS")).status_code == 404


def test_the_list_is_filtered_by_kind_of_area(client, region, sign_in, address):
    sign_in("lezer")
    ThemeFactory(region=region, title="Jeugdhulp", area_kinds="jeugd, rmc")
    ThemeFactory(region=region, title="Vervoer")
    page = client.get(address("theme_list"), {"gebied": "rmc"})
    assert [str(card.theme) for card in page.context["cards"]] == ["Jeugdhulp"]

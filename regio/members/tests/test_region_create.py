import pytest

from accounts.models import Membership, Region, SignedLink
from accounts.tests.factories import RegionFactory, UserFactory
from partners.models import Portfolio
from records.models import Change
from reminders.models import Mail

URL = "/nieuwe-regio/"
NEW = {
    "name": "Waterland en Zaan",
    "slug": "",
    "code": "WZ",
    "admin_name": "Bea Beheer",
    "admin_email": "Bea@Zaan.test",
}


@pytest.fixture
def functional_admin(client, db):
    user = UserFactory(is_functional_admin=True)
    client.force_login(user)
    return user


def test_a_region_gets_portfolios_and_an_invitation_for_its_first_beheerder(
    client, functional_admin
):
    made = client.post(URL, NEW, follow=True)
    region = Region.objects.get()
    assert made.redirect_chain == [(URL, 302)]
    assert [row[0] for row in made.context["waiting"]] == [region]
    assert (region.name, region.slug, region.code, region.version) == (
        "Waterland en Zaan",
        "waterland-en-zaan",
        "WZ",
        1,
    )
    assert set(Portfolio.objects.values_list("name", "region")) == {
        (name, region.pk) for name in ("onderwijs", "jeugd", "wmo", "financiën")
    }
    link = SignedLink.objects.get()
    assert (link.email, link.name, link.role, link.region) == (
        "bea@zaan.test",
        "Bea Beheer",
        Membership.Role.ADMIN,
        region,
    )
    assert Mail.objects.get().link == link
    assert Change.objects.of(region).filter(field="name", by=functional_admin).count() == 1


def test_making_a_region_opens_it_to_nobody(client, functional_admin):
    client.post(URL, NEW)
    assert Membership.objects.count() == 0
    assert client.get("/regio/waterland-en-zaan/").status_code == 404


@pytest.mark.parametrize("role", Membership.Role)
def test_no_role_in_a_region_allows_to_make_one(client, sign_in, role):
    sign_in(role)
    assert client.get(URL).status_code == 403
    assert client.post(URL, NEW).status_code == 403
    assert Region.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("slug", "twee woorden"),
        ("slug", "bestaat"),
        ("code", "wz"),
        ("code", "ABCDE"),
        ("code", "BST"),
        ("admin_email", "geen adres"),
        ("admin_name", ""),
    ],
)
def test_bad_input_is_named_at_its_field_and_nothing_is_made(
    client, functional_admin, field, value
):
    RegionFactory(slug="bestaat", code="BST")
    data = NEW | {"slug": "waterland", field: value}
    response = client.post(URL, data)
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"]["admin_name"].value() == data["admin_name"]
    assert (Region.objects.count(), SignedLink.objects.count()) == (1, 0)


def test_a_name_without_letters_asks_for_an_address(client, functional_admin):
    response = client.post(URL, NEW | {"name": "…"})
    assert list(response.context["form"].errors) == ["slug"]


def test_an_empty_name_is_said_once(client, functional_admin):
    form = client.post(URL, NEW | {"name": ""}).context["form"]
    assert form.errors == {"name": ["Vul een naam in."]}

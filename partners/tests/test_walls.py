"""Who gets into the pages of parties and people, and who may write there."""

import pytest
from django.urls import reverse

from accounts.tests.factories import MembershipFactory
from partners.models import OrganisationLink
from partners.tests.factories import (
    MandateFactory,
    OrganisationFactory,
    PartyFactory,
    PortfolioFactory,
    PositionFactory,
    RepresentationFactory,
)

READ = [
    ("party_list", None),
    ("party_detail", "party"),
    ("person_list", None),
    ("person_detail", "person"),
    ("portfolio_list", None),
    ("missing_list", None),
]
WRITE = [
    ("party_create", None),
    ("party_edit", "party"),
    ("party_end", "party"),
    ("link_create", "party"),
    ("link_end", "link"),
    ("party_position_create", "party"),
    ("person_create", None),
    ("person_edit", "person"),
    ("position_create", "person"),
    ("position_edit", "position"),
    ("position_end", "position"),
    ("mandate_create", "position"),
    ("mandate_edit", "mandate"),
    ("mandate_end", "mandate"),
    ("representation_create", "position"),
    ("representation_end", "representation"),
    ("portfolio_create", None),
    ("portfolio_edit", "portfolio"),
]


def fill(region):
    """Give a region one of everything; returns the pages' objects by name."""
    organisation = OrganisationFactory(region=region)
    party = PartyFactory(organisation=organisation)
    other = PartyFactory(organisation__region=region)
    position = PositionFactory(organisation=organisation)
    link = OrganisationLink.objects.create(
        source=organisation, target=other.organisation, kind="werkt_voor", version=1
    )
    return {
        "party": party,
        "link": link,
        "person": position.person,
        "position": position,
        "mandate": MandateFactory(position=position),
        "representation": RepresentationFactory(position=position, party=other),
        "portfolio": PortfolioFactory(region=region),
    }


def address(name, region, obj):
    return reverse(f"partners:{name}", args=[region.slug, *([obj.pk] if obj else [])])


@pytest.mark.parametrize("name, key", READ + WRITE)
def test_a_stranger_finds_nothing_whether_it_exists_or_not(client, region, name, key):
    objects = fill(region)
    client.force_login(MembershipFactory(role="beheerder").user)

    assert client.get(address(name, region, objects.get(key))).status_code == 404
    assert client.post(address(name, region, objects.get(key))).status_code == 404


@pytest.mark.parametrize("name, key", [row for row in READ + WRITE if row[1]])
def test_the_own_region_does_not_open_the_object_of_another(client, region, sign_in, name, key):
    foreign = fill(MembershipFactory().region)
    user = sign_in("beheerder")
    MembershipFactory(user=user, region=foreign["person"].region, role="beheerder")

    assert client.get(address(name, region, foreign[key])).status_code == 404
    assert client.post(address(name, region, foreign[key])).status_code == 404


@pytest.mark.parametrize("role", ["bestuurder", "lezer"])
@pytest.mark.parametrize("name, key", WRITE)
def test_a_member_without_the_right_may_not_write(client, region, sign_in, name, key, role):
    objects = fill(region)
    sign_in(role)

    assert client.get(address(name, region, objects.get(key))).status_code == 403
    assert client.post(address(name, region, objects.get(key))).status_code == 403


@pytest.mark.parametrize("role", ["beheerder", "regisseur", "beleidsmedewerker"])
@pytest.mark.parametrize("name, key", WRITE)
def test_a_member_with_the_right_gets_the_form(client, region, sign_in, name, key, role):
    objects = fill(region)
    sign_in(role)

    page = client.get(address(name, region, objects.get(key)))

    assert 'type="submit"' in page.content.decode()


@pytest.mark.parametrize("name, key", READ)
def test_who_may_not_write_sees_no_way_to_it(client, region, sign_in, name, key):
    objects = fill(region)
    sign_in("lezer")

    page = client.get(address(name, region, objects.get(key))).content.decode()

    assert [word for word in ("/nieuw/", "/wijzigen/", "/beeindigen/") if word in page] == []


@pytest.mark.parametrize("name, key", READ)
def test_a_reader_sees_no_phone_number_and_no_ceiling(client, region, sign_in, name, key):
    objects = fill(region)
    for model, field, value in [
        ("person", "phone", "0612345678"),
        ("mandate", "ceiling", 98765),
        ("representation", "ceiling", 98765),
    ]:
        type(objects[model]).objects.filter(pk=objects[model].pk).update(**{field: value})
    secrets = ("0612345678", "98765", "98.765")
    user = sign_in("lezer")

    page = client.get(address(name, region, objects.get(key))).content.decode()

    assert [secret for secret in secrets if secret in page] == []
    if key:
        MembershipFactory(user=user, region=region, role="bestuurder")
        page = client.get(address(name, region, objects.get(key))).content.decode()
        assert [secret for secret in secrets if secret in page] != []

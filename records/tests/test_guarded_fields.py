"""Fields that not every member may see do not reach them by way of the history either."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import MembershipFactory
from partners.models import Mandate, Person, Representation
from partners.tests.factories import PartyFactory, PositionFactory
from records import actions as records
from records.models import Change


@pytest.fixture
def secrets(region):
    """A phone number and two ceilings, written as everything is."""
    writer = MembershipFactory(region=region).user
    person = records.create(Person(region=region, name="Anna", phone="0612345678"), by=writer)
    position = PositionFactory(person=person, organisation__region=region)
    mandate = records.create(
        Mandate(position=position, kind="beslissend", ceiling=98765), by=writer
    )
    party = PartyFactory(organisation__region=region)
    represents = Representation(position=position, party=party, ceiling=98765)
    return [person, mandate, records.create(represents, by=writer)]


def guarded(user):
    changes = Change.objects.visible_to(User.objects.get(pk=user.pk))
    return sorted(changes.filter(field__in=["phone", "ceiling"]).values_list("field", flat=True))


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("lezer", []),
        ("bestuurder", ["ceiling", "ceiling", "phone"]),
        ("beleidsmedewerker", ["ceiling", "ceiling", "phone"]),
    ],
)
def test_changes_of_a_guarded_field_are_for_those_who_may_see_the_field(
    region, secrets, role, expected
):
    assert guarded(MembershipFactory(region=region, role=role).user) == expected


def test_a_right_in_another_region_does_not_count_here(region, secrets):
    user = MembershipFactory(region=region, role="lezer").user
    MembershipFactory(user=user, role="beheerder")

    assert guarded(user) == []


def test_a_right_that_has_ended_does_not_count(region, secrets):
    user = MembershipFactory(region=region, role="lezer").user
    MembershipFactory(user=user, region=region, role="beheerder", until="2020-01-01")

    assert guarded(user) == []


def test_a_reader_still_sees_the_other_fields_of_the_same_object(region, secrets):
    user = MembershipFactory(region=region, role="lezer").user

    assert [c.field for c in Change.objects.visible_to(user).of(secrets[0])] == ["name"]


def test_who_has_not_signed_in_sees_no_change(secrets):
    assert list(Change.objects.visible_to(AnonymousUser())) == []


def test_no_page_of_the_history_shows_a_reader_what_is_guarded(client, region, sign_in, secrets):
    sign_in("lezer")
    pages = [reverse("records:change_list", args=[region.slug])]
    pages += [
        reverse("records:object_history", args=[region.slug, obj._meta.label_lower, obj.pk])
        for obj in secrets
    ]

    for page in pages:
        text = client.get(page).content.decode()
        assert [word for word in ("0612345678", "98765", "98.765") if word in text] == []

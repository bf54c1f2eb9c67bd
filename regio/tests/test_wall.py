"""The wall: every address × every role × own region, other region, ended, anonymous.

An address that is not in the tables of `world.py` fails the walk. The twin takes the walls away
and must see it fail.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.test import Client
from django.urls import reverse

from accounts.middleware import RegionMiddleware
from accounts.models import Region, RegionQuerySet, RegionScopedQuerySet
from accounts.tests.factories import MembershipFactory, RegionFactory, UserFactory
from regio.lib import clock
from regio.tests.world import (
    FUNCTIONAL_ADMIN,
    PUBLIC,
    PUBLIC_ARGUMENTS,
    REGION_PAGES,
    SIGNED_IN,
    Role,
    World,
    every_address,
    functional_address,
)

ANSWERED = {200, 302}


def signed_in(user):
    """Return the cookies of a browser in which `user` has signed in."""
    client = Client()
    client.force_login(user)
    return client.cookies


def status(cookies, method, address):
    """Ask an address with these cookies, undo what it did, return the status."""
    client = Client(raise_request_exception=False)
    client.cookies.update(cookies)
    with transaction.atomic():
        answer = getattr(client, method)(address)
        transaction.set_rollback(True)
    return answer.status_code


def faults_of_members(name, page, scene):
    """Return what members of the region in each role are answered and should not be."""
    for role, cookies in scene.members.items():
        for method, allowed in (("get", page.get), ("post", page.post)):
            if allowed is None:
                continue
            found = status(cookies, method, page.address(name, scene.world))
            expected = ANSWERED if role in allowed else {403}
            if found not in expected:
                yield f"{method} {name} as {role}: {found}"
            for address in page.foreign_addresses(name, scene.world, scene.other):
                found = status(cookies, method, address)
                if found not in ({404} if role in allowed else {403, 404}):
                    yield f"{method} {name} as {role} with a foreign key: {found}"


def faults_of_strangers(name, page, scene):
    """Return what strangers are answered instead of the 404 of what does not exist."""
    for label, cookies in scene.strangers.items():
        for method in ("get", "post"):
            found = status(cookies, method, page.address(name, scene.world))
            if found != 404:
                yield f"{method} {name} by {label}: {found}"


class Scene:
    """Two worlds, and who has signed in: members of the first in each role, and strangers."""

    def __init__(self):
        self.world = World(RegionFactory(slug="noord-kennemerland"))
        self.other = World(RegionFactory())
        users = {role: self._member(role=role) for role in Role}
        self.members = {role: signed_in(user) for role, user in users.items()}
        self.strangers = {label: signed_in(user) for label, user in self._strangers().items()}

    def _member(self, **fields):
        return MembershipFactory(**{"region": self.world.region} | fields).user

    def _strangers(self):
        """Return people who are nothing in the first world: each for another reason."""
        today = clock.today()
        ended = {"since": today - timedelta(9), "until": today}
        return {
            "beheerder of another region": self._member(region=self.other.region, role=Role.ADMIN),
            "functioneel beheerder": UserFactory(is_functional_admin=True),
            "a member whose membership ended": self._member(role=Role.ADMIN, **ended),
            "a member from tomorrow": self._member(role=Role.ADMIN, since=today + timedelta(1)),
        }


@pytest.fixture(scope="module")
def made_once(rows_of_module):
    """The scene of all tests here; each undoes what it changes."""
    return Scene()


@pytest.fixture
def scene(made_once, db):
    return made_once


@pytest.fixture
def world(scene):
    return scene.world


def test_every_address_is_classified():
    known = REGION_PAGES.keys() | SIGNED_IN | FUNCTIONAL_ADMIN | PUBLIC
    assert every_address().keys() == known


def test_an_address_below_a_region_is_a_region_page_and_no_other_is():
    below = {name for name, parts in every_address().items() if "slug" in parts}
    assert below == REGION_PAGES.keys()


@pytest.mark.parametrize("name", REGION_PAGES)
def test_members_get_what_their_role_allows(name, scene):
    assert list(faults_of_members(name, REGION_PAGES[name], scene)) == []


@pytest.mark.parametrize("name", REGION_PAGES)
def test_strangers_get_a_404(name, scene):
    assert list(faults_of_strangers(name, REGION_PAGES[name], scene)) == []


@pytest.mark.parametrize("name", REGION_PAGES)
def test_anonymous_visitors_go_to_sign_in_whether_it_exists_or_not(name, world):
    page = REGION_PAGES[name]
    real = page.address(name, world)
    unreal = page.address(name, world, Region(slug="bestaat-niet"))
    for address in (real, unreal):
        answer = Client().get(address)
        assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={address}")
        answer = Client().post(address)
        assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={address}")


def test_a_form_posted_without_sign_in_comes_back_alike_whether_its_address_exists_or_not(world):
    page = REGION_PAGES["checklist:step_detail"]
    answers = []
    for region in (world.region, Region(slug="x" * len(world.region.slug))):
        address = page.address("checklist:step_detail", world, region)
        answer = Client().post(address, {"vraag": "mijn tekst"})
        answers.append((answer.status_code, answer.content.decode().count("mijn tekst") > 0))
    assert answers == [(200, True), (200, True)]


@pytest.mark.parametrize("name", sorted(SIGNED_IN | FUNCTIONAL_ADMIN))
def test_personal_pages_ask_for_sign_in(name, db):
    real = functional_address(name, RegionFactory())
    unreal = functional_address(name, Region(pk=2**31))
    for address in (real, unreal):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer.url.startswith("/accounts/login/")


@pytest.mark.parametrize("name", sorted(FUNCTIONAL_ADMIN))
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_a_functional_admin_makes_regions(name, method, scene):
    address = functional_address(name, RegionFactory())
    assert status(scene.strangers["functioneel beheerder"], method, address) == 200
    assert status(scene.strangers["beheerder of another region"], method, address) == 403


def test_a_functional_admin_does_not_reach_a_region_that_had_a_beheerder(scene):
    address = functional_address("members:first_admin_invite", scene.world.region)
    assert status(scene.strangers["functioneel beheerder"], "get", address) == 404


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_pages_answer_a_visitor_without_sign_in(name, db):
    found = status({}, "get", reverse(name, kwargs=PUBLIC_ARGUMENTS.get(name)))
    assert found in {200, 302, 404, 410}
    assert (found == 200) or name in {*PUBLIC_ARGUMENTS, "account_inactive"}


def test_a_right_that_is_taken_counts_at_the_next_request(world):
    membership = MembershipFactory(region=world.region, role=Role.OFFICER)
    client = Client()
    client.force_login(membership.user)
    address = REGION_PAGES["partners:party_edit"].address("partners:party_edit", world)
    assert client.get(address).status_code == 200
    membership.role = Role.READER
    membership.save()
    assert client.get(address).status_code == 403
    membership.until = clock.today()
    membership.save()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["partners:party_detail", "checklist:step_detail"])
def test_twin_without_walls_the_walk_sees_strangers_come_in(name, scene, monkeypatch):
    def open_door(self, request, view, args, kwargs):
        if "slug" in kwargs:
            request.region = get_object_or_404(Region, slug=kwargs["slug"])

    monkeypatch.setattr(RegionMiddleware, "process_view", open_door)
    monkeypatch.setattr(RegionQuerySet, "visible_to", lambda rows, user: rows)
    monkeypatch.setattr(RegionScopedQuerySet, "visible_to", lambda rows, user: rows)
    faults = list(faults_of_strangers(name, REGION_PAGES[name], scene))
    assert f"get {name} by beheerder of another region: 200" in faults


@pytest.mark.parametrize("part", range(4))
def test_twin_without_the_outer_wall_the_inner_one_holds(scene, part, monkeypatch):
    def open_door(self, request, view, args, kwargs):
        if "slug" in kwargs:
            request.region = get_object_or_404(Region, slug=kwargs["slug"])

    monkeypatch.setattr(RegionMiddleware, "process_view", open_door)
    # An area of the country belongs to no region: only the outer wall knows who asks.
    of_country = {name for name, parts in every_address().items() if "code" in parts}
    rows = {n: page for n, page in REGION_PAGES.items() if page.row and n not in of_country}
    names = list(rows)[part::4]
    faults = [fault for name in names for fault in faults_of_strangers(name, rows[name], scene)]
    assert [fault for fault in faults if not fault.endswith((": 403", ": 405"))] == []


def test_twin_without_the_foreign_key_check_the_walk_sees_it(scene, monkeypatch):
    monkeypatch.setattr(RegionScopedQuerySet, "visible_to", lambda rows, user: rows)
    monkeypatch.setattr(RegionScopedQuerySet, "of_region", lambda rows, region: rows)
    name = "partners:party_detail"
    faults = list(faults_of_members(name, REGION_PAGES[name], scene))
    assert f"get {name} as lezer with a foreign key: 200" in faults

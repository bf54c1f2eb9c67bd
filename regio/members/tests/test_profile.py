import pytest

from accounts.models import User
from accounts.tests.factories import MembershipFactory, UserFactory
from records import actions as records
from records.models import Change

URL = "/accounts/profiel/"


@pytest.fixture
def user(client, db):
    user = UserFactory(name="Nina Nieuw")
    client.force_login(user)
    return user


def test_i_change_my_own_name_with_an_audit_row(client, user):
    assert client.post(URL, {"name": "Nina de Nieuwe", "version": 1})["Location"] == URL
    user.refresh_from_db()
    assert (user.name, user.version) == ("Nina de Nieuwe", 2)
    change = Change.objects.get()
    assert (change.field, change.old, change.new, change.by) == (
        "name",
        "Nina Nieuw",
        "Nina de Nieuwe",
        user,
    )


def test_nothing_but_the_name_can_be_changed(client, user):
    form = {"name": "Nina", "version": 1, "email": "ander@regio.test", "is_functional_admin": "on"}
    client.post(URL, form)
    changed = User.objects.get(pk=user.pk)
    assert (changed.email, changed.is_functional_admin) == (user.email, False)


def test_a_name_changed_in_another_tab_is_shown_and_mine_is_kept(client, user):
    records.write(user, version=1, by=user, name="Nina in het andere tabblad")
    response = client.post(URL, {"name": "Nina hier", "version": 1})
    html = response.content.decode()
    assert (response.status_code, "Nina in het andere tabblad" in html) == (200, True)
    assert 'value="Nina hier"' in html
    client.post(URL, {"name": "Nina hier", "version": 2})
    user.refresh_from_db()
    assert user.name == "Nina hier"


@pytest.mark.parametrize("name", ["", "   ", "x" * 151])
def test_a_name_that_cannot_be_is_refused_at_the_field(client, user, name):
    response = client.post(URL, {"name": name, "version": 1})
    assert list(response.context["form"].errors) == ["name"]
    assert Change.objects.count() == 0


def test_the_page_shows_my_memberships_and_the_way_to_another_password(client, user):
    member = MembershipFactory(user=user)
    ended = MembershipFactory(user=user, until="2020-01-01")
    html = client.get(URL).content.decode()
    assert (member.region.name in html, "/accounts/password/change/" in html) == (True, True)
    assert f"{ended.region.name}<" not in html

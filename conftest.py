"""What every test may use: a region, and someone in a role who has signed in.

`--only-database` leaves out what gives the same answer on every database; `bin/test` asks for it
in its second run, so that this runs once.
"""

import pytest

from accounts.tests.factories import MembershipFactory, RegionFactory

DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_addoption(parser):
    parser.addoption(
        "--only-database",
        action="store_true",
        help="leave out tests that ask no database, and those marked looks",
    )


def pytest_collection_modifyitems(config, items):
    if config.getoption("--only-database"):
        config.hook.pytest_deselected(items=[i for i in items if not depends_on_database(i)])
        items[:] = [item for item in items if depends_on_database(item)]


def depends_on_database(item):
    asks = item.get_closest_marker("django_db") or DATABASE & set(item.fixturenames)
    return bool(asks) and not item.get_closest_marker("looks")


@pytest.fixture
def region(db):
    return RegionFactory(name="Noord-Kennemerland", slug="noord-kennemerland", code="NK")


@pytest.fixture
def sign_in(client, region):
    """Sign in as a member of `region` in a role; returns the user."""

    def enter(role, user=None, **fields):
        fields |= {"user": user} if user else {}
        user = MembershipFactory(region=region, role=role, **fields).user
        client.force_login(user)
        return user

    return enter

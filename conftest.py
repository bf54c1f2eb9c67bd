"""What every test may use: a region, someone in a role who has signed in, rows for a whole module.

`--only-database` leaves out what gives the same answer on every database; `bin/test` asks for it
in its second run, so that this runs once.
"""

import gc

import pytest
from django.db import transaction
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from accounts.tests.factories import MembershipFactory, RegionFactory
from regio.lib.tests.papers import leave_as_html
from regio.tests import kept_database

# How long an example takes says what else the machine does, not whether a rule holds.
hypothesis.register_profile("regio", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("regio")
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


def pytest_collection_finish():
    # What was imported and collected stays: the collector need not look it through every time, and
    # what tests leave behind not every few hundred objects.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def depends_on_database(item):
    asks = item.get_closest_marker("django_db") or DATABASE & set(item.fixturenames)
    return bool(asks) and not item.get_closest_marker("looks")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    with django_db_blocker.unblock():
        made = kept_database.set_up()
    yield
    with django_db_blocker.unblock():
        kept_database.tear_down(made)


@pytest.fixture(scope="module")
def rows_of_module(django_db_setup, django_db_blocker):
    """What a fixture that asks for this makes is there for all tests of its module.

    Each test undoes what it changes; it must fetch anew the rows it changes.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def unprinted(request):
    """Papers stay HTML in the second run; what needs one on paper is marked `looks`."""
    with pytest.MonkeyPatch.context() as patch:
        if request.config.getoption("--only-database"):
            for module in ("pdf", "pdf_join"):
                patch.setattr(f"regio.lib.{module}.run_child", leave_as_html)
        yield


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

import pytest
from django.db import transaction

from regio.demo.actions import DAYS
from regio.demo.tests import loaded


@pytest.fixture
def demonstration(db):
    """The demonstration on its first day."""
    loaded.put(DAYS[0])


def loaded_on(day):
    """Return a fixture: the demonstration of `day` for all tests of a module that look at it.

    Each test undoes what it changes.
    """

    @pytest.fixture(scope="module")
    def load(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), transaction.atomic():
            loaded.put(day)
            yield
            transaction.set_rollback(True)

    return load


loaded_once = loaded_on(DAYS[0])

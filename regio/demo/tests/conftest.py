import pytest
from django.db import transaction

from regio.demo.actions import DAYS, load_demonstration


@pytest.fixture
def demonstration(db):
    """The demonstration on its first day."""
    return load_demonstration(day=DAYS[0])


@pytest.fixture(scope="module")
def loaded_once(django_db_setup, django_db_blocker):
    """The same for all tests of a module that look at it; each undoes what it changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demonstration(day=DAYS[0])
        transaction.set_rollback(True)

import pytest

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
    def load(rows_of_module):
        loaded.put(day)

    return load


loaded_once = loaded_on(DAYS[0])

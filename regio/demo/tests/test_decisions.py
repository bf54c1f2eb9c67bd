"""The six afspraken of the scenario stand as it says, on each of its days."""

import pytest

from accounts.models import User
from oogo import register
from oogo.models import Decision
from regio.demo.actions import DAYS
from regio.demo.tests import loaded

pytestmark = pytest.mark.django_db
STANDING = {
    "2025-NK-007": "definitief",
    "2025-NK-008": "definitief",
    "2025-NK-009": "definitief, zonder swv IJmond",
}


def states(day):
    loaded.put(day)
    user = User.objects.get(email="regisseur@demo.test")
    entries = register.entries(Decision.objects.with_successor(), user, day)
    return {e.decision.number or e.decision.title: (e.state.word, e.state.on) for e in entries}


@pytest.mark.parametrize("day", DAYS[:2])
def test_before_the_oogo_its_three_afspraken_are_proposed(day):
    words = {name: word for name, (word, _) in states(day).items()}
    assert {name: words.pop(name) for name in STANDING} == STANDING
    assert list(words.values()) == ["voorgesteld"] * 3


def test_after_the_oogo_they_stand_as_the_parties_said():
    found = {name: (word, f"{on:%d-%m-%Y}") for name, (word, on) in states(DAYS[2]).items()}
    assert found == {
        "2025-NK-007": ("definitief", "11-11-2025"),
        "2025-NK-008": ("definitief", "16-12-2025"),
        "2025-NK-009": ("definitief, zonder swv IJmond", "25-09-2025"),
        "2026-NK-001": ("definitief", "21-04-2026"),
        "2026-NK-002": ("onder voorbehoud tot 12-11-2026", "12-11-2026"),
        "2026-NK-003": ("definitief", "22-04-2026"),
    }

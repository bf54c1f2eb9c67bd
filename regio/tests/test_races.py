"""A small race over HTTP on every run; `bin/bench races` has the full figures."""

import pytest

from records import actions
from regio.bench import race
from regio.bench.unversioned import careless_write

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, SAVES = 4, 10


@pytest.fixture
def tally(live_server):
    def run():
        scene = race.prepare(WRITERS)
        return race.run(live_server.thread.host, live_server.thread.port, scene, SAVES)

    return run


def test_writers_on_one_step_lose_nothing_and_see_every_conflict(tally):
    found = tally()
    assert (found.saves, dict(found.errors)) == (WRITERS * SAVES, {})
    assert (found.lost, found.unrecorded) == (0, 0)
    assert len(found.confirmed) == WRITERS * SAVES // 2
    assert found.conflicts > 0


def test_twin_without_versions_the_same_writers_lose_words(tally, monkeypatch):
    monkeypatch.setattr(actions, "write", careless_write)
    found = tally()
    assert found.lost > 0
    assert found.unrecorded > 0

"""Who take over a line at once get it once; the twin looks before it holds the agenda."""

import threading

import pytest
from django.db import connection, transaction

from accounts.tests.factories import UserFactory
from oogo.actions import agenda, attendance
from oogo.models import AgendaItem, ItemOrigin, Meeting
from oogo.tests.factories import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 8


@pytest.fixture
def meeting(region):
    earlier = MeetingFactory(region=region)
    AgendaItemFactory.create_batch(3, meeting=earlier, status="aangehouden")
    return MeetingFactory(region=region, body=earlier.body)


def race(meeting, carry_over):
    """Let writers take over the same three lines; return how often each stands on the agenda."""
    by = UserFactory()
    start = threading.Barrier(WRITERS)
    lines = list(AgendaItem.objects.exclude(meeting=meeting).select_related("body__region"))

    def write():
        own = Meeting.objects.select_related("body__region", "region").get(pk=meeting.pk)
        start.wait()
        carry_over(meeting=own, proposals=[(one, one.title, 5) for one in lines], by=by)
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sources = ItemOrigin.objects.values_list("source_item", flat=True)
    return sorted(list(sources).count(line.pk) for line in lines)


def test_a_line_that_many_take_over_at_once_comes_on_the_agenda_once(meeting):
    assert race(meeting, attendance.carry_over) == [1, 1, 1]


def careless_carry_over(*, meeting, proposals, by):
    """Take over as the real one does, but look what stands there before the agenda is held."""
    taken = attendance.taken_over(meeting)
    everyone_looked.wait()
    with transaction.atomic():
        for item, title, minutes in proposals:
            if item.pk not in taken:
                agenda.add_item(
                    item=AgendaItem(
                        body=meeting.body, meeting=meeting, title=title, minutes=minutes
                    ),
                    by=by,
                    origins=[ItemOrigin(source_item=item)],
                )


everyone_looked = threading.Barrier(WRITERS)


def test_twin_who_looks_before_holding_the_agenda_takes_a_line_over_twice(meeting):
    assert max(race(meeting, careless_carry_over)) > 1

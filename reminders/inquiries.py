"""Once a year each person in a function is asked whether what is kept of them is right."""

from django.db.models import Exists, OuterRef

from partners.models import Person, Position
from partners.rules.verifying import ASKED_FOR
from reminders.models import Reminder
from reminders.rules import PLANNED_AHEAD, Wanted, on_the_day, still_to_come

RULE = Reminder.Rule.INQUIRY


def wanted(region, day, closed):
    """Give who must be asked in `region`, and when, within the days planned ahead."""
    soon = day + PLANNED_AHEAD
    held = Position.objects.filter(person=OuterRef("pk")).lasting_beyond(day).overdue(soon)
    people = Person.objects.of_region(region).known().exclude(email="")
    for person in people.filter(Exists(held)).to_remind().order_by("pk"):
        occasion = person.reminder(RULE, day)
        if occasion is None:
            continue
        for sending in still_to_come(on_the_day(occasion.due_on, ASKED_FOR, closed), day, closed):
            # A function may end, or be verified, before the question goes out.
            if then := person.reminder(RULE, sending.on):
                yield Wanted(RULE, person, then, person, sending)

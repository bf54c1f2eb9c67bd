"""Who may carry out a herindeling in a region is told once that its day has come."""

from datetime import timedelta

from partners.models import Party
from reminders.models import Reminder
from reminders.rules import PLANNED_AHEAD, Wanted, on_the_day, still_to_come

RULE = Reminder.Rule.MERGER
# As long as it was not carried out it can still be told, to who came to direct the region as well.
TOLD_FOR = timedelta(days=365)


def wanted(region, day, closed):
    """Give which herindelingen have to be carried out in `region`, whom that is told, and when."""
    days = (day - TOLD_FOR, day + PLANNED_AHEAD)
    parties = Party.objects.of_region(region).to_remind().filter(ends_on__range=days)
    sent = Reminder.objects.of_region(region).filter(rule=RULE, state=Reminder.State.SENT)
    told = set(sent.filter(reference_date__range=days).values_list("path", "user"))
    for party in parties.order_by("ends_on", "pk"):
        occasion = party.reminder(RULE, day)
        for sending in still_to_come(on_the_day(occasion.due_on, TOLD_FOR, closed), day, closed):
            for recipient in occasion.recipients:
                # When the first party ends by hand, the next one stands for the same herindeling.
                if (occasion.path, recipient.pk) in told:
                    continue
                yield Wanted(RULE, party, occasion, recipient, sending)

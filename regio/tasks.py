"""The tick: the one place that knows what comes round every minute (docs/adr/0011-reminders.md)."""

from celery import shared_task

from accounts.models import Region
from oogo import reminding
from records.models import Job
from regio.lib import clock, doorbell
from reminders import actions, ledger
from reminders.tasks import send_waiting


@shared_task
def tick():
    """Every minute: plan the reminders of each region, put what is due in the outbox, settle what
    was left half-way, send what waits, and wake the work that waits."""
    day = clock.today()
    for region in Region.objects.order_by("pk"):
        reminding.plan(region, day)
        ledger.gather(region, day)
    actions.sweep()
    send_waiting()
    wake_jobs()


def wake_jobs():
    """Ring for each kind of work that waits, or was left half-way: the kind names its task."""
    for kind in Job.objects.due().order_by().values_list("kind", flat=True).distinct():
        doorbell.ring(kind)

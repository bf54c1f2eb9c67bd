"""The tick: the one place that knows what comes round every minute (docs/adr/0010-reminders.md)."""

from celery import shared_task

from accounts.models import Region
from oogo import reminding
from records.models import Job
from regio.lib import clock, doorbell
from reminders import actions, ledger
from reminders.tasks import send_waiting

# The task that carries each kind of job; who adds a kind names its task here.
CARRIED_BY = {"oogo.dossier": "oogo.tasks.make_dossiers"}


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
    """Ring for each kind of job that is not ready: its task takes what waits, or was left."""
    unfinished = Job.objects.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])
    for kind in unfinished.order_by().values_list("kind", flat=True).distinct():
        if kind in CARRIED_BY:
            doorbell.ring(CARRIED_BY[kind])

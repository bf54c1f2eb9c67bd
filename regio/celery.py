"""The Celery application: one process carries the work and keeps the tick."""

import os

from celery import Celery, Task
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regio.settings")


class DatedTask(Task):
    """Work that a worker carries lives on the day of a demonstration, as a request does."""

    def __call__(self, *args, **kwargs):
        if self.request.called_directly:
            return super().__call__(*args, **kwargs)
        from regio.demo.models import Demonstration
        from regio.lib import clock

        with clock.standing_at(Demonstration.standing_day()):
            return super().__call__(*args, **kwargs)


app = Celery("regio", task_cls=DatedTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "tick": {"task": "regio.tasks.tick", "schedule": crontab(), "options": {"expires": 55}}
}

"""The Celery application: one process carries the work and keeps the tick."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regio.settings")

app = Celery("regio")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "tick": {"task": "reminders.tasks.tick", "schedule": crontab(), "options": {"expires": 55}},
    "dossiers": {
        "task": "oogo.tasks.make_dossiers",
        "schedule": crontab(),
        "options": {"expires": 55},
    },
}

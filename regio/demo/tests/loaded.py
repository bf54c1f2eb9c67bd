"""The demonstration for tests that look at it: a worker makes it once a day of the scenario.

Making it takes seconds, so its rows are kept in memory and put back where it is asked for again.
What tests the making itself (`test_demo_command.py`) calls `load_demonstration`.
"""

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from regio.demo.actions import KEPT, empty_database, load_demonstration

_copies: dict = {}


@transaction.atomic
def put(day, *, refresh=False):
    """Fill an empty database (with `refresh`: any) with the demonstration as it stood on `day`."""
    if day not in _copies:
        load_demonstration(day=day, refresh=refresh)
        keep(day)
        return
    if refresh:
        empty_database()
    for model, rows in _copies[day].items():
        QuerySet(model).bulk_create(rows, batch_size=500)


def keep(day):
    """Keep what the database holds: the demonstration of `day`, as it was just made."""
    _copies[day] = {model: list(model._base_manager.all()) for model in _models()}


def _models():
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.app_label not in KEPT]

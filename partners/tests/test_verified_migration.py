"""Functions from before they were verified count as verified on the day of their recording."""

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps

from accounts.tests.factories import UserFactory
from partners.tests.factories import PositionFactory
from records.models import Change

migration = import_module("partners.migrations.0006_verified_and_anonymised")


@pytest.mark.django_db
def test_a_function_counts_as_verified_by_who_recorded_it():
    recorded, unknown = PositionFactory(), PositionFactory(verified_on=date(2026, 3, 3))
    for version, at in (
        (1, datetime(2024, 5, 1, 22, 30, tzinfo=UTC)),
        (2, datetime(2025, 5, 1, tzinfo=UTC)),
    ):
        Change.objects.create(
            model="partners.position",
            object_id=recorded.pk,
            version=version,
            field="title",
            by=UserFactory(),
            at=at,
        )
    migration.verified_when_recorded(apps, None)
    for position in (recorded, unknown):
        position.refresh_from_db()
    assert (recorded.verified_on, unknown.verified_on) == (date(2024, 5, 2), date(2026, 3, 3))

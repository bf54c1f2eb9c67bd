"""A herindeling that comes, typed by a functioneel beheerder; and taking back a mistake."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError

from partners.models import (
    Area,
    AreaMembership,
    MergerPlan,
    Municipality,
    MunicipalityName,
    Party,
    Succession,
)


class InUseError(Exception):
    """Something of the region's own hangs on it already: it cannot be taken back."""


@dataclass(frozen=True)
class NewTown:
    """A gemeente that begins with the herindeling."""

    code: str
    name: str
    province: str


@dataclass(frozen=True)
class Announcement:
    """What happens on a day: `olds` end, and go on as `heirs` and as the `new` one, if any."""

    on: date
    kind: str
    olds: tuple[Municipality, ...]
    heirs: tuple[Municipality, ...]
    new: NewTown | None
    source: str


@transaction.atomic
def announce(told: Announcement) -> list[Succession]:
    """Store it: the old gemeenten end, a new one begins, and each row names its source. Told twice
    it stands there once. Raises IntegrityError where another has taken the new code by then."""
    old_keys = [town.pk for town in told.olds]
    olds = list(Municipality.objects.select_for_update().filter(pk__in=old_keys).order_by("pk"))
    heirs = [*told.heirs, *([_begin(told, olds)] if told.new else [])]
    Municipality.objects.filter(pk__in=old_keys).update(until=told.on)
    rows = [
        Succession.objects.get_or_create(
            old=old, new=heir, on=told.on, defaults={"kind": told.kind, "source": told.source}
        )
        for old in olds
        for heir in heirs
    ]
    return [row for row, _ in rows]


def _begin(told, olds):
    """Store the new gemeente; on the map it lies in the middle of those that go into it."""
    places = {
        name: _middle([getattr(old, name) for old in olds]) for name in ("latitude", "longitude")
    }
    town = Municipality.objects.create(
        code=told.new.code, province=told.new.province, since=told.on, **places
    )
    MunicipalityName.objects.create(municipality=town, name=told.new.name)
    area = Area.objects.filter(kind=Area.Kind.PROVINCE, names__name=told.new.province).first()
    if area:
        AreaMembership.objects.create(
            area=area,
            municipality=town,
            share=1,
            since=told.on,
            edition=str(told.on.year),
            source=told.source,
        )
    return town


def _middle(values):
    return None if None in values else round(sum(values) / len(values), 2)


def announced():
    """Return the rows that were typed, the last herindeling first."""
    rows = Succession.objects.exclude(source="").select_related("old", "new")
    return rows.prefetch_related("old__names", "new__names").order_by("-on", "old__code", "pk")


@transaction.atomic
def withdraw(row: Succession):
    """Take back one row that was typed. A gemeente goes on when nothing ends it any more, and one
    that began by this alone was never there.

    Raises InUseError when a region carried it out, or knows the new gemeente; then nothing is done.
    """
    Municipality.objects.select_for_update().get(pk=row.old_id)
    if _is_carried_out(row):
        raise InUseError
    old, new, on = row.old, row.new, row.on
    row.delete()
    if not old.successions.exists():
        Municipality.objects.filter(pk=old.pk, until=on).update(until=None)
    if new.since == on and not new.predecessions.exists():
        try:
            new.delete()
        except ProtectedError as error:
            raise InUseError from error


def _is_carried_out(row):
    plans = MergerPlan.objects.filter(on=row.on, succession__old__successions=row)
    if plans.exclude(applied_on=None).exists():
        return True
    passed_on = Party.objects.filter(organisation__municipality=row.old, until=row.on)
    return passed_on.exclude(successors=None).exists()

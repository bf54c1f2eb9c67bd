"""Gemeenten, memberships and functions as plain values, all their dates with them."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from partners.models import Municipality, Position
from partners.rules.borders import AreaKey, Member, Name, Place
from partners.rules.presence import Period, PositionRow, Ref


@dataclass(frozen=True)
class Town:
    """A gemeente as the register has it: besides its names and dates, where it lies."""

    place: Place
    province: str
    longitude: Decimal | None
    latitude: Decimal | None


def read_towns(**among) -> dict[str, Town]:
    """Return {code: Town} of the gemeenten that `among` keeps, in one query."""
    rows = Municipality.objects.filter(**among).values_list(
        "code",
        "since",
        "until",
        "province",
        "longitude",
        "latitude",
        "names__name",
        "names__since",
        "names__until",
    )
    names = defaultdict(list)
    for *town, name, since, until in rows.order_by("code", "names__since", "names__pk"):
        names[tuple(town)] += [Name(name, since, until)] if name else []
    return {
        code: Town(Place(code, tuple(own), since, until), *where)
        for (code, since, until, *where), own in names.items()
    }


def read_members(rows) -> list[tuple[Member, tuple[Name, ...]]]:
    """Return (Member, names of its area) of rows of AreaMembership, in one query."""
    columns = ("area__kind", "area__code", "municipality__code", "share", "since", "until")
    names = defaultdict(list)
    for *member, name, since, until in rows.values_list(
        *columns,
        "edition",
        "source",
        "area__names__name",
        "area__names__since",
        "area__names__until",
    ).order_by("area__names__since"):
        names[tuple(member)] += [Name(name, since, until)] if name else []
    return [
        (Member(AreaKey(kind, code), *rest), tuple(own))
        for (kind, code, *rest), own in names.items()
    ]


def read_positions(region):
    """Yield every function that ever was, with its mandates, by the name of the person."""
    rows = Position.objects.of_region(region).values_list(
        "pk",
        "person_id",
        "person__name",
        "person__email",
        "organisation_id",
        "level",
        "acts_for_id",
        "since",
        "until",
        "mandates__pk",
        "mandates__since",
        "mandates__until",
    )
    mandates = defaultdict(set)
    for *position, mandate, since, until in rows.order_by("person__sort_name", "pk"):
        mandates[tuple(position)] |= {Period(since, until)} if mandate else set()
    for (pk, person, name, email, *rest), own in mandates.items():
        yield PositionRow(pk, Ref(person, name), bool(email), *rest, mandates=frozenset(own))

"""Gemeenten, memberships and functions as plain values, all their dates with them.

Reference data are the same for every region and change a few times a year: what their rows come to
is remembered by the rows themselves. Those are read each time, so that it is never out of date.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from django.db.models import FilteredRelation, FloatField, Q
from django.db.models.functions import Cast

from partners.models import Municipality, Position, Succession
from partners.rules.borders import AreaKey, Borders, Member, Merger, Name, Place, borders_of
from partners.rules.presence import Period, PositionRow, Ref

# How many answers of the database are remembered: one holds at most a megabyte.
REMEMBERED = 16


class Town(NamedTuple):
    """A gemeente as the register has it: besides its names and dates, where it lies."""

    place: Place
    province: str
    longitude: float | None
    latitude: float | None
    pk: int

    @property
    def code(self):
        return self.place.code

    @property
    def name(self):
        """The name of now, or the last one."""
        names = sorted(self.place.names, key=lambda n: (n.until is None, n.until))
        return names[-1].text if names else self.code


@dataclass(frozen=True)
class Known:
    """A row of a herindeling, and what a region made of it: the key of its plan, if any, when that
    was carried out, its version and what was chosen."""

    pk: int
    merger: Merger
    source: str
    plan: int | None
    applied_on: date | None
    version: int | None
    choices: str | None


def read_successions(region) -> list[Known]:
    """Return every row of a herindeling with what `region` made of it, in one query."""
    own = FilteredRelation("plans", condition=Q(plans__region=region))
    rows = Succession.objects.annotate(own=own).order_by("pk")
    plan = ("own__pk", "own__applied_on", "own__version", "own__choices")
    columns = ("old__code", "new__code", "on", "kind", "source", *plan)
    return [
        Known(pk, Merger(*merger), *rest)
        for pk, *values in rows.values_list("pk", *columns)
        for merger, rest in [(values[:4], values[4:])]
    ]


def read_towns(**among) -> Mapping[str, Town]:
    """Return {code: Town} of the gemeenten that `among` keeps, in one query."""
    rows = Municipality.objects.filter(**among).values_list(
        "code",
        "since",
        "until",
        "province",
        # As decimals SQLite takes longer over these two than over all the others.
        Cast("longitude", FloatField()),
        Cast("latitude", FloatField()),
        "pk",
        "names__name",
        "names__since",
        "names__until",
    )
    return _towns(tuple(rows.order_by("code", "names__since", "names__pk")))


@lru_cache(maxsize=REMEMBERED)
def _towns(rows):
    names = defaultdict(list)
    for *town, name, since, until in rows:
        names[tuple(town)] += [Name(name, since, until)] if name else []
    return MappingProxyType(
        {
            code: Town(Place(code, tuple(own), since, until), *where)
            for (code, since, until, *where), own in names.items()
        }
    )


def read_members(rows) -> tuple[tuple[Member, tuple[Name, ...]], ...]:
    """Return (Member, names of its area) of rows of AreaMembership, in one query."""
    columns = ("area__kind", "area__code", "municipality__code", "share", "since", "until")
    found = rows.values_list(
        *columns,
        "edition",
        "source",
        "area__names__name",
        "area__names__since",
        "area__names__until",
    )
    return _members(tuple(found.order_by("area__names__since", "area__names__pk", "pk")))


@lru_cache(maxsize=REMEMBERED)
def _members(rows):
    names = defaultdict(list)
    for *member, name, since, until in rows:
        names[tuple(member)] += [Name(name, since, until)] if name else []
    return tuple(
        (Member(AreaKey(kind, code), *rest), tuple(own))
        for (kind, code, *rest), own in names.items()
    )


def borders_from(towns, mergers, members) -> Borders:
    """Return the Borders of what was read: for the same rows the same ones, with their answers."""
    places = tuple([town.place for town in towns.values()])
    return borders_of(places, mergers, tuple([member for member, _ in members]))


def read_positions(region, among=None):
    """Yield every function that ever was, with its mandates, by the name of the person; in one
    query. `among` is a condition on them, if any."""
    rows = Position.objects.of_region(region)
    rows = rows if among is None else rows.filter(among)
    rows = rows.values_list(
        "pk",
        "person_id",
        "person__name",
        "person__email",
        "organisation_id",
        "level",
        "acts_for_id",
        "since",
        "until",
        "verified_on",
        "mandates__pk",
        "mandates__since",
        "mandates__until",
    )
    found, mandates = {}, defaultdict(set)
    for *position, mandate, since, until in rows.order_by("person__sort_name", "pk"):
        found[position[0]] = position
        if mandate:
            mandates[position[0]].add(Period(since, until))
    for pk, (_, person, name, email, *rest) in found.items():
        own = frozenset(mandates.get(pk, ()))
        yield PositionRow(pk, Ref(person, name), bool(email), *rest, mandates=own)

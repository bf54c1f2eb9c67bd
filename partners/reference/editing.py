"""Bring an edition into the database: read what is held, compare, apply all of it or nothing."""

from collections import defaultdict

from django.db import IntegrityError, transaction

from partners.models import (
    Area,
    AreaMembership,
    AreaName,
    Municipality,
)
from partners.reference import odata
from partners.reference.edition import Edition
from partners.reference.match import match
from partners.reference.own_format import is_own, read_own
from partners.reference.statline import read_statline
from partners.reference.tables import read_table
from partners.rules.borders import AreaKey, Name, Place
from partners.rules.editions import Held, HeldRow, Plan, compare


class ChangedMeanwhileError(Exception):
    """What is held is not what the edition was compared with: compare again."""


class ClashError(Exception):
    """On that day another edition begins already; the texts say where."""


def read_file(data: bytes, name: str) -> Edition:
    """Return the edition that a file holds, our own format or StatLine's."""
    lines = read_table(data, name)
    return read_own(lines, name) if is_own(lines) else read_statline(lines, name)


def read_cbs(table, advance=lambda pages: None) -> Edition:
    return odata.read_table(table, advance)


def held_of(kinds) -> Held:
    """Return all gemeenten, and the areas and memberships of `kinds`."""
    places = defaultdict(list)
    rows = Municipality.objects.values_list(
        "code", "since", "until", "names__name", "names__since", "names__until"
    )
    for *place, name, since, until in rows.order_by("code", "names__since", "names__pk"):
        places[tuple(place)] += [Name(name, since, until)] if name else []
    areas = defaultdict(list)
    named = Area.objects.filter(kind__in=kinds).values_list(
        "kind", "code", "names__name", "names__since", "names__until"
    )
    for kind, code, name, *period in named.order_by("kind", "code", "names__since", "names__pk"):
        areas[AreaKey(kind, code)] += [Name(name, *period)] if name else []
    members = AreaMembership.objects.filter(area__kind__in=kinds).order_by("pk")
    return Held(
        places={p[0]: Place(p[0], tuple(names), *p[1:]) for p, names in places.items()},
        areas={area: tuple(names) for area, names in areas.items()},
        rows=tuple(
            HeldRow(pk, AreaKey(kind, code), *row)
            for pk, kind, code, *row in members.values_list(
                "pk", "area__kind", "area__code", "municipality__code", "share", "since", "until"
            )
        ),
    )


def plan_of(edition: Edition, held: Held) -> Plan:
    """Compare an edition with what is held. Raises ReferenceFileError for names nobody knows."""
    lines, names = match(edition, held)
    return compare(held, lines, names, edition.day)


def apply_edition(edition: Edition, *, fingerprint: str) -> Plan:
    """Store what `edition` changes, in one transaction; return what that was.

    Raises ChangedMeanwhileError when what is held is no longer what `fingerprint` was taken of,
    ClashError when the plan has clashes; then nothing is written.
    """
    try:
        with transaction.atomic():
            list(Area.objects.select_for_update().filter(kind__in=edition.kinds))
            held = held_of(edition.kinds)
            if held.fingerprint != fingerprint:
                raise ChangedMeanwhileError
            plan = plan_of(edition, held)
            if plan.clashes:
                raise ClashError(*plan.clashes)
            _store(plan, edition)
    except IntegrityError as error:
        raise ChangedMeanwhileError from error
    return plan


def _store(plan, edition):
    by_day = defaultdict(list)
    for end in plan.ends:
        by_day[end.until].append(end.pk)
    for day, keys in by_day.items():
        AreaMembership.objects.filter(pk__in=keys).update(until=day)
    _store_areas(plan, edition)
    areas = {AreaKey(a.kind, a.code): a for a in Area.objects.filter(kind__in=edition.kinds)}
    places = dict(Municipality.objects.values_list("code", "pk"))
    AreaMembership.objects.bulk_create(
        AreaMembership(
            area=areas[start.area],
            municipality_id=places[start.place],
            share=start.share,
            since=start.since,
            until=start.until,
            edition=str(edition.day.year),
            source=edition.source,
        )
        for start in plan.starts
    )


def _store_areas(plan, edition):
    fresh = [Area(kind=area.kind, code=area.code) for area in plan.new_areas]
    Area.objects.bulk_create(fresh)
    areas = {AreaKey(a.kind, a.code): a for a in Area.objects.filter(kind__in=edition.kinds)}
    renamed = [areas[area].pk for area in plan.renamed]
    AreaName.objects.filter(area__in=renamed, until=None).update(until=edition.day)
    names = [AreaName(area=areas[area], name=name) for area, name in plan.new_areas.items()]
    names += [
        AreaName(area=areas[area], name=name, since=edition.day)
        for area, name in plan.renamed.items()
    ]
    AreaName.objects.bulk_create(names)

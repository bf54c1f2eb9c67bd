"""Bring the reference files into the database: all of them, or nothing."""

from collections import Counter, defaultdict
from pathlib import Path

from django.db import transaction
from django.db.models import F

from partners.models import (
    Area,
    AreaMembership,
    AreaName,
    Municipality,
    MunicipalityName,
    Succession,
)
from partners.reference.reader import read_reference

OWN_FILES = Path(__file__).parent


@transaction.atomic
def load_reference(directory=OWN_FILES) -> Counter:
    """Store what the files in `directory` say; rows that they do not name stay as they are.

    Returns how many rows were new, changed and unchanged. Raises ReferenceFileError; then nothing
    is written. Reference data has no tenant and no audit: each row names its own source.
    """
    files = read_reference(directory)
    counts = Counter(new=0, changed=0, unchanged=0)
    counts.update(_store_municipalities(files.municipalities))
    counts.update(_store_areas(files.areas))
    places = dict(Municipality.objects.values_list("code", "pk"))
    areas = {(kind, code): pk for kind, code, pk in Area.objects.values_list("kind", "code", "pk")}
    counts.update(_store_successions(files.successions, places))
    counts.update(_store_memberships(files.memberships, places, areas))
    return counts


def _store_municipalities(rows):
    columns = ("code", "province", "latitude", "longitude", "since", "until")
    own = _store(Municipality, [{k: r[k] for k in columns} for r in rows], ["code"])
    keys = dict(Municipality.objects.values_list("code", "pk"))
    names = [(keys[row["code"]], row["name"]) for row in rows]
    return _with_names(own, _store_names(MunicipalityName, "municipality_id", names))


def _store_areas(rows):
    own = _store(Area, [{k: r[k] for k in ("kind", "code")} for r in rows], ["kind", "code"])
    keys = {(a.kind, a.code): a.pk for a in Area.objects.all()}
    names = [(keys[row["kind"], row["code"]], row["name"]) for row in rows]
    return _with_names(own, _store_names(AreaName, "area_id", names))


def _store_names(model, owner, wanted):
    """Store (owner, name) where the owner was never called that; the oldest name gives way.

    A name that a later edition gave stays. Returns for each: new, changed or unchanged.
    """
    stored, states, fresh, changed = defaultdict(list), [], [], []
    for row in model.objects.order_by(F("since").asc(nulls_first=True), "pk"):
        stored[getattr(row, owner)].append(row)
    for key, name in wanted:
        held = stored[key]
        if not held:
            fresh.append(model(**{owner: key}, name=name))
        elif all(row.name != name for row in held):
            held[0].name = name
            changed.append(held[0])
        states.append("new" if not held else "changed" if held[0] in changed else "unchanged")
    model.objects.bulk_create(fresh)
    model.objects.bulk_update(changed, ["name"])
    return states


def _with_names(own, names):
    """A row whose name alone differs counts as changed."""
    return [
        "changed" if (state, name) == ("unchanged", "changed") else state
        for state, name in zip(own, names, strict=True)
    ]


def _store_successions(rows, places):
    wanted = [
        {"old_id": places[r["old"]], "new_id": places[r["new"]], "on": r["on"], "kind": r["kind"]}
        for r in rows
    ]
    return _store(Succession, wanted, ["old_id", "new_id", "on"])


def _store_memberships(rows, places, areas):
    columns = ("share", "since", "until", "edition", "source")
    wanted = [
        {
            "area_id": areas[r["kind"], r["area"]],
            "municipality_id": places[r["municipality"]],
            **{k: r[k] for k in columns},
        }
        for r in rows
    ]
    return _store(AreaMembership, wanted, ["area_id", "municipality_id", "since"])


def _store(model, rows, identity):
    """Insert or update `rows` (dicts of field values), recognised by the fields of `identity`.

    A row that has an end in the database, by a later edition, keeps it where the file gives none.
    Returns for each row: new, changed or unchanged.
    """
    stored = {tuple(getattr(obj, name) for name in identity): obj for obj in model.objects.all()}
    fresh, changed, fields, states = [], [], set(), []
    for row in rows:
        obj = stored.get(tuple(row[name] for name in identity))
        if obj is None:
            fresh.append(model(**row))
            states.append("new")
        elif different := _different(obj, row):
            for name, value in different.items():
                setattr(obj, name, value)
            fields |= different.keys()
            changed.append(obj)
            states.append("changed")
        else:
            states.append("unchanged")
    model.objects.bulk_create(fresh)
    if changed:
        model.objects.bulk_update(changed, sorted(fields))
    return states


def _different(obj, row):
    return {
        name: value
        for name, value in row.items()
        if getattr(obj, name) != value and not (name == "until" and value is None)
    }

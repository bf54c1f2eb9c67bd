"""The one way of writing (docs/adr/0003-writing.md).

Every change by a user goes through `write` or `create`: one conditional UPDATE that carries the
version it was based on, with an audit row per field, in one transaction.
"""

from dataclasses import dataclass

from django.db import IntegrityError, models, transaction

from records.models import Change

BATCH = 500


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else changed meanwhile: both texts, and whose the stored one is."""

    field: str
    mine: object
    theirs: object
    change: Change | None


class StaleError(Exception):
    """The object changed since the version that a write was based on; nothing was written.

    `current` is the row as it is stored now, `conflicts` the fields on which both differ.
    """

    def __init__(self, current, conflicts):
        super().__init__(f"{current._meta.label} {current.pk} is now at version {current.version}")
        self.current = current
        self.conflicts = conflicts

    def conflict_on(self, field):
        return next((c for c in self.conflicts if c.field == field), None)


class ClosedError(Exception):
    """What was to be written is closed by now; the text says why, to who tried."""


@transaction.atomic
def create(obj, *, by, on_behalf_of=""):
    """Store a new object at version 1, with an audit row for each field that is filled.

    Many-to-many values may wait in `obj.pending_m2m` ({field name: objects}); returns `obj`.
    """
    _begin(obj)
    obj.save(force_insert=True)
    for name, values in _pending(obj).items():
        getattr(obj, name).set(values)
    _record(obj, _filled(obj), by=by, on_behalf_of=on_behalf_of)
    return obj


@transaction.atomic
def create_all(objs, *, by):
    """Store new objects of one model as `create` does each, in a few queries for all of them.

    The model's own `save` is not called: what that would fill must be there. Returns the objects.
    """
    if not objs:
        return objs
    model = type(objs[0])
    for obj in objs:
        _begin(obj)
    model._base_manager.bulk_create(objs, batch_size=BATCH)
    for name in {name for obj in objs for name in _pending(obj)}:
        link = model._meta.get_field(name)
        mine, theirs = link.m2m_field_name(), link.m2m_reverse_field_name()
        rows = [
            link.remote_field.through(**{mine: o, theirs: v})
            for o in objs
            for v in _pending(o).get(name, ())
        ]
        link.remote_field.through.objects.bulk_create(rows, batch_size=BATCH)
    changes = [change for obj in objs for change in _changes(obj, _filled(obj), by=by)]
    Change.objects.bulk_create(changes, batch_size=BATCH)
    return objs


def _begin(obj):
    obj.version = 1
    for field in _audited_fields(obj):
        setattr(obj, field.attname, _plain(getattr(obj, field.attname)))


def _pending(obj):
    return getattr(obj, "pending_m2m", {})


def _filled(obj):
    """Return {field: (nothing, what a new object holds)} of the fields that hold something."""
    filled = {
        field.name: (None, getattr(obj, field.name))
        for field in _audited_fields(obj)
        if not _is_empty(getattr(obj, field.attname))
    }
    return filled | {name: ([], list(values)) for name, values in _pending(obj).items() if values}


@transaction.atomic
def write(obj, *, version, by, on_behalf_of="", **changes):
    """Change fields of `obj`, based on `version` of it, and return the refreshed object.

    A field that somebody else changed since `version` is a conflict, unless what is stored equals
    what is submitted, or what is submitted is what stood there at `version` (it was not touched:
    the other's text stays). Fields that nobody else touched are never a conflict. Version 0 is an
    object that is not stored yet: the first write that says something inserts it. Raises
    StaleError; then nothing of this call is written.
    """
    changes = {name: _plain(value) for name, value in changes.items()}
    if obj.pk is None:
        if all(_same(getattr(obj, name), value) for name, value in changes.items()):
            return obj
        first = _insert(obj, changes, by=by, on_behalf_of=on_behalf_of)
        if first is obj:
            return obj
        obj = first
    while True:
        current = _stored(obj)
        wanted = _to_write(current, version, changes)
        if not wanted:
            return current
        was = {name: _value(current, name) for name in wanted}
        if _update(current, wanted):
            _record(
                current,
                {name: (was[name], value) for name, value in wanted.items()},
                by=by,
                on_behalf_of=on_behalf_of,
                version=current.version + 1,
            )
            return _refreshed(current, wanted)


@transaction.atomic
def claim(obj, *, version):
    """Take the next version of `obj` for a change in the order of a list that it holds, or in
    what is in it.

    Raises StaleError when `obj` is no longer at `version`. What changes in the rows of the list is
    written, and audited, with them.
    """
    rows = type(obj)._base_manager.filter(pk=obj.pk, version=version)
    if not rows.update(version=models.F("version") + 1):
        raise StaleError(_stored(obj), [])


def _insert(obj, changes, *, by, on_behalf_of):
    """Insert `obj` with `changes`, or return the row that was there first."""
    for name, value in changes.items():
        setattr(obj, name, value)
    try:
        with transaction.atomic():
            return create(obj, by=by, on_behalf_of=on_behalf_of)
    except IntegrityError:
        first = type(obj)._base_manager.filter(**obj.identity()).first()
        if first is None:
            raise
        return first


def _to_write(current, version, changes):
    """Return the part of `changes` that has to be written; raise StaleError for the rest."""
    differing = {n: v for n, v in changes.items() if not _same(_value(current, n), v)}
    if not differing or current.version == version:
        return differing
    if version > current.version:
        version = 0  # no page of ours has seen it: nothing counts as seen
    since = {}
    last = {}
    for change in Change.objects.since_version(current, version).select_related("by"):
        since.setdefault(change.field, change)
        last[change.field] = change
    wanted, conflicts = {}, []
    for name, value in differing.items():
        if name not in since:
            wanted[name] = value
        elif not _stood_before(since[name], current, value):
            conflicts.append(Conflict(name, value, _value(current, name), last[name]))
    if conflicts:
        raise StaleError(current, conflicts)
    return wanted


def _stood_before(change, obj, value):
    """Tell whether `value` is what stood in the field before `change` (a new row: nothing)."""
    if change.is_creation and _is_empty(value):
        return True
    return change.old == _as_text(obj, change.field, value)


def _update(current, wanted):
    """Write plain fields by one conditional UPDATE; tell whether the version still held."""
    plain = {n: v for n, v in wanted.items() if not _is_m2m(current, n)}
    updated = (
        type(current)
        ._base_manager.filter(pk=current.pk, version=current.version)
        .update(version=models.F("version") + 1, **plain)
    )
    if updated:
        for name in wanted.keys() - plain.keys():
            getattr(current, name).set(wanted[name])
    return updated


def _refreshed(current, wanted):
    for name, value in wanted.items():
        if not _is_m2m(current, name):
            setattr(current, name, value)
    current.version += 1
    return current


def _record(obj, changes, **who):
    """Write the audit rows; `changes` is {field: (old, new)}."""
    Change.objects.bulk_create(_changes(obj, changes, **who))


def _changes(obj, changes, *, by, on_behalf_of="", version=1):
    region = getattr(obj, "region", None) if obj._meta.label != "accounts.Region" else obj
    return [
        Change(
            region=region,
            model=obj._meta.label_lower,
            object_id=obj.pk,
            object_label=str(obj)[:200],
            version=version,
            field=name,
            old=_as_text(obj, name, old),
            new=_as_text(obj, name, new),
            old_label=_as_label(obj, name, old),
            new_label=_as_label(obj, name, new),
            by=by,
            on_behalf_of=on_behalf_of,
        )
        for name, (old, new) in changes.items()
    ]


def _plain(value):
    """Return text with the line ends that we store: a plain form sends others than a browser."""
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def _audited_fields(obj):
    return [
        field
        for field in obj._meta.concrete_fields
        if field.editable and not field.primary_key and field.name not in {"region", "password"}
    ]


def _stored(obj):
    """Return the row as it is stored now, with the relations that `obj` has fetched already."""
    current = type(obj)._base_manager.get(pk=obj.pk)
    for field in obj._meta.concrete_fields:
        same = getattr(current, field.attname) == getattr(obj, field.attname)
        if field.is_relation and same and field.is_cached(obj):
            field.set_cached_value(current, field.get_cached_value(obj))
    return current


def _is_empty(value):
    """Tell whether a new row that has this says nothing: no text, no choice, no tick; 0 does."""
    return value is None or value is False or value == ""


def _is_m2m(obj, name):
    return obj._meta.get_field(name).many_to_many


def _value(obj, name):
    return list(getattr(obj, name).all()) if _is_m2m(obj, name) else getattr(obj, name)


def _same(stored, submitted):
    if isinstance(stored, list):
        return {o.pk for o in stored} == {o.pk for o in submitted}
    return stored == submitted


def _as_text(obj, name, value):
    """Return a value as it is kept in `Change`: text that equal values share; None when empty."""
    if _is_m2m(obj, name):
        return ",".join(sorted((str(o.pk) for o in value or ()), key=int)) or None
    if value is None or value == "":
        return None
    return str(value.pk) if isinstance(value, models.Model) else str(value)


def _as_label(obj, name, value):
    """Return a value as a reader knows it, or nothing where the text says it already."""
    field = obj._meta.get_field(name)
    if field.many_to_many:
        return ", ".join(str(o) for o in value or ())
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, str) and (read := obj.reads_as(name, value)):
        return read
    return str(dict(field.flatchoices).get(value, "")) if field.flatchoices else ""

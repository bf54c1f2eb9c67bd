"""What names a person by key: found along the foreign keys of every app, so that none is forgotten
(docs/adr/0020-one-person.md)."""

from collections import defaultdict

from django.db.models import Q, Value

from accounts.models import Membership
from partners.handover import ties_to
from partners.models import Person, Position
from regio.lib.models import in_one_query


def tied_keys(person) -> dict:
    """Return {model: keys of the rows} that name the person, or a function of the person, and the
    functions themselves. One query, however many rows and apps there are."""
    conditions = _conditions(person)
    return _keys_of([(model, model._base_manager, own) for model, own in conditions.items()])[0]


def tied_and_seen_keys(person, user) -> tuple[dict, dict]:
    """Return what `tied_keys` does, and of these what `user` may see: in one query."""
    rows = []
    for model, own in _conditions(person).items():
        rows += [(model, model._base_manager, own), (model, model.objects.visible_to(user), own)]
    return _keys_of(rows)


def _conditions(person) -> dict:
    """Return {model: the condition that a row names the person, or a function of the person}."""
    positions = Position._base_manager.filter(person=person.pk).order_by().values("pk")
    found: dict = defaultdict(Q)
    for model, keys in ((Person, {person.pk}), (Position, positions)):
        for tie in ties_to(model):
            found[tie.model] |= Q(**{f"{tie.field.name}__in": keys})
    return found


def _keys_of(rows) -> tuple[dict, dict]:
    """Return {model: keys} of (model, rows, condition), and the same of what comes second of a
    model; without those of which there are none."""
    branches = [
        some.filter(own).order_by().annotate(of_kind=Value(number)).values_list("of_kind", "pk")
        for number, (_, some, own) in enumerate(rows)
    ]
    models = [model for model, *_ in rows]
    first: dict = {}
    second: dict = {}
    for number, key in in_one_query(branches):
        found = second if models[number] in models[:number] else first
        found.setdefault(models[number], set()).add(key)
    return first, second


def about(person, keys) -> Q:
    """Return the condition that a change is of the person, of a row in `keys` (as `tied_keys` gives
    them), or names a function of the person."""
    found = Q(model=Person._meta.label_lower, object_id=person.pk)
    for model, own in keys.items():
        found |= Q(model=model._meta.label_lower, object_id__in=own)
    if person.user_id:
        members = Membership.objects.of_region(person.region).filter(user=person.user_id)
        found |= Q(model=Membership._meta.label_lower, object_id__in=members.values("pk"))
    positions = [str(key) for key in keys.get(Position, ())]
    for tie in ties_to(Position) if positions else ():
        named = Q(old__in=positions) | Q(new__in=positions)
        found |= Q(model=tie.label, field=tie.field.name) & named
    return found

"""What names a person by key: found along the foreign keys of every app, so that none is forgotten
(docs/adr/0020-one-person.md)."""

from collections import defaultdict

from django.db.models import Q, Value

from accounts.models import Membership
from partners.handover import ties_to
from partners.models import Person, Position


def tied_keys(person) -> dict:
    """Return {model: keys of the rows} that name the person, or a function of the person, and the
    functions themselves. Two queries, however many rows and apps there are."""
    positions = set(person.positions.values_list("pk", flat=True))
    conditions: dict = defaultdict(Q)
    for model, keys in ((Person, {person.pk}), (Position, positions)):
        for tie in ties_to(model):
            conditions[tie.model] |= Q(**{f"{tie.field.name}__in": keys})
    models = list(conditions)
    branches = [
        model._base_manager.filter(conditions[model])
        .order_by()
        .annotate(of_kind=Value(number))
        .values_list("of_kind", "pk")
        for number, model in enumerate(models)
    ]
    found: dict = {Position: positions} if positions else {}
    for number, key in branches[0].union(*branches[1:]):
        found.setdefault(models[number], set()).add(key)
    return found


def about(person, keys) -> Q:
    """Return the condition that a change is of the person, of a row in `keys` (as `tied_keys` gives
    them), or names a function of the person."""
    found = Q(model=Person._meta.label_lower, object_id=person.pk)
    for model, own in keys.items():
        found |= Q(model=model._meta.label_lower, object_id__in=own)
    if person.user_id:
        members = Membership.objects.of_region(person.region).filter(user=person.user_id)
        own = list(members.values_list("pk", flat=True))
        found |= Q(model=Membership._meta.label_lower, object_id__in=own)
    positions = [str(key) for key in keys.get(Position, ())]
    for tie in ties_to(Position) if positions else ():
        named = Q(old__in=positions) | Q(new__in=positions)
        found |= Q(model=tie.label, field=tie.field.name) & named
    return found

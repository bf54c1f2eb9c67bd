"""Registry: whose `visible_to` decides over a record (a Change, later a Document or a Mail).

An app names its models in `AppConfig.ready`. A model that is not named is seen by nobody.
"""

import functools
import operator
from collections.abc import Callable

from django.apps import apps
from django.db.models import Q, TextField
from django.db.models.functions import Cast

_models: dict[str, bool] = {}
_unless: dict[str, Callable] = {}
_pages: dict[str, frozenset] = {}
_guarded: dict[tuple[str, str], frozenset] = {}
_followed: dict[str, list[tuple[str, str]]] = {}


def register(model, *, narrower=False, unless=None, page_right=None):
    """Let records of `model` be seen by those who see the object itself.

    `narrower`: its `visible_to` asks more than membership of the region (a confidential item), so
    that it has to be asked for each record; without it the region of the record decides.
    `unless(user)` tells of whom it asks no more than that.
    `page_right`: the right (a set of roles) without which the object's own page stays closed.
    """
    _models[model._meta.label_lower] = narrower
    if unless:
        _unless[model._meta.label_lower] = unless
    if page_right:
        _pages[model._meta.label_lower] = page_right


def guard(model, field, right):
    """Show changes of one field to those alone who hold `right` (a set of roles) in its region."""
    _guarded[model._meta.label_lower, field] = right


def follow(model, field):
    """Show changes of one field, which names another row, to those alone who see that row too."""
    target = model._meta.get_field(field).related_model._meta.label_lower
    _followed.setdefault(target, []).append((model._meta.label_lower, field))


def _is_narrower_for(label, user):
    return _models[label] and not (label in _unless and _unless[label](user))


def of_objects(user) -> Q:
    """Return the condition on `model` and `object_id` under which `user` sees what they name."""
    narrower = [label for label in _models if _is_narrower_for(label, user)]
    allowed = Q(model__in=_models.keys() - set(narrower))
    for label in narrower:
        visible = apps.get_model(label).objects.visible_to(user).values("pk")
        allowed |= Q(model=label, object_id__in=visible)
    return allowed


def of_fields(user, label="") -> Q:
    """Return the condition under which `user`, who sees an object, may read the record of one of
    its fields; with `label` of records of that model alone, which asks less."""
    allowed = Q()
    for (model, field), right in _guarded.items():
        if label in ("", model):
            allowed &= ~Q(model=model, field=field) | Q(region__in=_regions_with(user, right))
    for target, fields in _followed.items():
        own = [(model, field) for model, field in fields if label in ("", model)]
        if own and _is_narrower_for(target, user):
            allowed &= ~_of_any(own) | _names_only(apps.get_model(target), user)
    return allowed


def _of_any(fields):
    """Return the condition that a record is of one of `fields`, as (label of a model, name)."""
    return functools.reduce(operator.or_, (Q(model=label, field=name) for label, name in fields))


def _names_only(model, user):
    """Return the condition that `user` sees what a change names, before and after it."""
    keys = model.objects.visible_to(user).annotate(key=Cast("pk", TextField())).values("key")
    return (Q(old=None) | Q(old__in=keys)) & (Q(new=None) | Q(new__in=keys))


def _regions_with(user, right):
    """Return the keys of the regions in which `user` holds one of the roles of `right` today."""
    return [m.region_id for m in user.current_memberships if m.role in right]


def can_open_page(user, obj):
    """Tell whether the page of `obj`, whose records `user` sees, opens for `user` as well."""
    from accounts.permissions import has_right

    right = _pages.get(obj._meta.label_lower)
    return right is None or has_right(user, obj.region, right)


def visible_objects(label, user):
    """Return the rows of the model called `label` that `user` sees; None for an unknown label."""
    return apps.get_model(label).objects.visible_to(user) if label in _models else None

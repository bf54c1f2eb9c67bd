"""Registry: whose `visible_to` decides over a record (a Change, later a Document or a Mail).

An app names its models in `AppConfig.ready`. A model that is not named is seen by nobody.
"""

from django.apps import apps
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from regio.lib import clock

_models: dict[str, bool] = {}
_pages: dict[str, frozenset] = {}
_guarded: dict[tuple[str, str], frozenset] = {}
_followed: dict[str, list[tuple[str, str]]] = {}


def register(model, *, narrower=False, page_right=None):
    """Let records of `model` be seen by those who see the object itself.

    `narrower`: its `visible_to` asks more than membership of the region (a confidential item), so
    that it has to be asked for each record; without it the region of the record decides.
    `page_right`: the right (a set of roles) without which the object's own page stays closed.
    """
    _models[model._meta.label_lower] = narrower
    if page_right:
        _pages[model._meta.label_lower] = page_right


def guard(model, field, right):
    """Show changes of one field to those alone who hold `right` (a set of roles) in its region."""
    _guarded[model._meta.label_lower, field] = right


def follow(model, field):
    """Show changes of one field, which names another row, to those alone who see that row too."""
    target = model._meta.get_field(field).related_model._meta.label_lower
    _followed.setdefault(target, []).append((model._meta.label_lower, field))


def of_objects(user) -> Q:
    """Return the condition on `model` and `object_id` under which `user` sees what they name."""
    allowed = Q(model__in=[label for label, narrower in _models.items() if not narrower])
    for label, narrower in _models.items():
        if narrower:
            visible = apps.get_model(label).objects.visible_to(user).values("pk")
            allowed |= Q(model=label, object_id__in=visible)
    return allowed


def condition(user) -> Q:
    """Return the condition under which `user` may see a record of one field of an object."""
    allowed = of_objects(user)
    for (label, field), right in _guarded.items():
        allowed &= ~Q(model=label, field=field) | Q(region__in=_regions_with(user, right))
    for target, fields in _followed.items():
        named = Q(pk__in=[])
        for label, field in fields:
            named |= Q(model=label, field=field)
        allowed &= ~named | _names_only(apps.get_model(target).objects.visible_to(user))
    return allowed


def _names_only(rows):
    """Return the condition that what a change names, before and after it, is one of `rows`."""
    keys = rows.annotate(key=Cast("pk", TextField())).values("key")
    return (Q(old=None) | Q(old__in=keys)) & (Q(new=None) | Q(new__in=keys))


def _regions_with(user, right):
    """Return the ids of the regions in which `user` holds one of the roles of `right` today."""
    from accounts.models import Membership

    if not user.is_authenticated:
        return []
    current = Membership.objects.on(clock.today()).filter(user=user, role__in=right)
    return current.values("region")


def can_open_page(user, obj):
    """Tell whether the page of `obj`, whose records `user` sees, opens for `user` as well."""
    from accounts.permissions import has_right

    right = _pages.get(obj._meta.label_lower)
    return right is None or has_right(user, obj.region, right)


def visible_objects(label, user):
    """Return the rows of the model called `label` that `user` sees; None for an unknown label."""
    return apps.get_model(label).objects.visible_to(user) if label in _models else None

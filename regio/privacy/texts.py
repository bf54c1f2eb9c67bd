"""Where a person still stands in what people typed: every text of the region, of every app."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import CharField, JSONField, Q, TextField, Value

from accounts.models import Membership, Region, SignedLink
from partners.handover import ties_to
from partners.models import Correction, Person
from records.models import Change, Document, DocumentVersion, Job
from regio.lib.models import in_one_query
from regio.privacy.identity import word_pattern
from reminders.models import Mail, Reminder

APPS = ("accounts", "records", "partners", "reminders", "agenda", "monitoring", "checklist", "oogo")
# Rewritten, not listed: the person, and the logs.
REWRITTEN = {Person, Correction, Change, Reminder, Mail, Job, SignedLink}
FILES = {Document, DocumentVersion}
AROUND = 60
SHOWN = 200


@dataclass(frozen=True)
class Found:
    """A typed text in which a person is named: of what, in which field, and where it is seen.

    `is_certain` is False where only the surname stands there.
    """

    kind: str
    name: str
    field: str
    excerpt: str
    url: str
    is_certain: bool


@dataclass(frozen=True)
class Texts:
    """What was found; `hidden` counts what the reader may not see, `files` titles of files."""

    found: tuple[Found, ...]
    files: tuple[str, ...]
    hidden: int

    @property
    def certain(self):
        return [one for one in self.found if one.is_certain]

    @property
    def likely(self):
        return [one for one in self.found if not one.is_certain]


def texts_naming(identity, user) -> Texts:
    """Look through all that was typed in the region of a person, as far as `user` may see it.

    One query finds the rows, then one or two for each kind of which there are some.
    """
    values = identity.own_values | identity.surnames
    rows = _rows(identity, values) if values else {}
    found, files, hidden = [], [], 0
    for model, keys in rows.items():
        if model in FILES:
            shown = _seen_files(model, keys, user)
            files += [str(obj) for obj in shown]
            hidden += len(keys) - len(shown)
            continue
        seen = model.objects.visible_to(user).filter(pk__in=keys)
        objects = list(seen.select_related().order_by("pk")[:SHOWN])
        hidden += len(keys) - seen.count()
        found += [one for obj in objects for one in _found_in(obj, identity)]
    return Texts(tuple(found), tuple(files), hidden)


def _seen_files(model, keys, user):
    """Return the files that hang on something that `user` may see: an annex, a plan, a dossier."""
    may = Q(pk__in=[])
    for tie in ties_to(DocumentVersion):
        may |= Q(pk__in=tie.model.objects.visible_to(user).values(tie.field.name))
    seen = DocumentVersion._base_manager.filter(may)
    own = Q(pk__in=seen) if model is DocumentVersion else Q(versions__in=seen)
    return list(model._base_manager.filter(own, pk__in=keys).distinct().order_by("pk"))


def _rows(identity, values):
    """Return {model: keys of the rows of which a text holds one of `values`}."""
    models = [model for model in searched_models() if text_fields(model)]
    branches = []
    for number, model in enumerate(models):
        path = model.objects.all().region_path
        rows = model._base_manager.filter(**{path: identity.person.region})
        names = [field.name for field in text_fields(model)]
        rows = rows.filter(identity.condition(names, values)).order_by()
        branches.append(rows.annotate(of_kind=Value(number)).values_list("of_kind", "pk"))
    found = {}
    for number, key in in_one_query(branches):
        found.setdefault(models[number], set()).add(key)
    return found


def searched_models():
    """Return every model of ours with rows of a region, but for what is rewritten."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in APPS
        and hasattr(model.objects.all(), "region_path")
        and model not in REWRITTEN | {Membership, Region}
    ]


def text_fields(model):
    """Return the fields of `model` into which people type."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField | JSONField) and not field.choices
    ]


def _found_in(obj, identity):
    for field in text_fields(type(obj)):
        text = str(field.value_from_object(obj) or "")
        for values, is_certain in ((identity.own_values, True), (identity.surnames, False)):
            match = next(filter(None, (word_pattern(v).search(text) for v in values)), None)
            if match:
                yield Found(
                    str(obj._meta.verbose_name),
                    str(obj),
                    str(field.verbose_name),
                    _excerpt(text, match),
                    obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else "",
                    is_certain,
                )
                break


def _excerpt(text, match):
    first, last = max(0, match.start() - AROUND), match.end() + AROUND
    around = " ".join(text[first:last].split())
    return f"{'…' if first else ''}{around}{'…' if last < len(text) else ''}"

"""Registry: what hangs on an organisation or a party, and how it moves when two turn out one.

All that points at them is found by its foreign keys, of higher apps too, so that nothing can be
forgotten. An app names in `AppConfig.ready` what does not move, and what counts no more.
"""

from dataclasses import dataclass

from django.db.models import Exists, Field, Model, OuterRef, Q

_logs: set[tuple[str, str]] = set()
_at_rest: dict[str, Q] = {}


def keep(model, field):
    """Let rows of `model` keep what they name in `field`: a log of what was so."""
    _logs.add((model._meta.label_lower, field))


def rest(model, condition):
    """Tell which rows of `model` count no more: beside one of the other party they stay."""
    _at_rest[model._meta.label_lower] = condition


@dataclass(frozen=True)
class Tie:
    """A field by which rows of `model` name a row of another model; `is_many`: a list of them."""

    model: type[Model]
    field: Field
    is_many: bool

    @property
    def label(self):
        return self.model._meta.label_lower

    def rows(self, target):
        """Return the rows that name `target`."""
        return self.model._base_manager.filter(**{self.field.name: target})

    def clashing(self, target, other):
        """Return rows of `target` beside which one of `other` stands where there may be one, as
        (rows that count, rows that count no more) per constraint."""
        resting = self._resting
        for constraint in self.model._meta.constraints:
            fields = getattr(constraint, "fields", ())
            if self.field.name in fields:
                names = [name for name in fields if name != self.field.name]
                same = self.rows(other).filter(**{name: OuterRef(name) for name in names})
                condition = constraint.condition or Q()
                rows = self.rows(target).filter(condition).filter(Exists(same.filter(condition)))
                yield rows.exclude(resting), rows.filter(resting)

    @property
    def _resting(self):
        has_flag = any(field.name == "is_withdrawn" for field in self.model._meta.fields)
        return _at_rest.get(self.label) or (Q(is_withdrawn=True) if has_flag else Q(pk__in=[]))


def ties_to(model):
    """Return every field of any app that names a row of `model`, but for those of a log."""
    ties = []
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete:
            continue
        owner, field = relation.related_model, relation.field
        is_listed = relation.many_to_many and not field.remote_field.through._meta.auto_created
        is_log = (owner._meta.label_lower, field.name) in _logs
        if not (owner._meta.auto_created or is_listed or is_log):
            ties.append(Tie(owner, field, bool(relation.many_to_many)))
    return ties

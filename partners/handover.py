"""Registry: what hangs on a function that ends, or on an organisation or party that turns out
another, and how it moves.

When two organisations are one, all that points at them is found by its foreign keys, of higher apps
too, so that nothing can be forgotten; an app names in `AppConfig.ready` what does not move, and
what counts no more. When somebody leaves, the apps tell what still has to be done: they register a
source, a function of (positions, day, user) that returns what hangs on any of `positions` from
`day` on, in a number of queries that does not depend on how many there are. When gemeenten merge
they tell what passes to which successor: a function of a `mergers.passing.Passing` that returns
what it touches.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, F, Field, Model, OuterRef, Q

_sources: list[Callable] = []
_merger_sources: list[Callable] = []
_logs: set[tuple[str, str]] = set()
_at_rest: dict[str, Q] = {}


@dataclass(frozen=True)
class Hanging:
    """Something that goes on when a function ends: its kind, which one, where it is seen, and what
    becomes of it without a successor.

    `position` is the key of the function, `row` what hangs on it, `portfolios` the keys of the
    portefeuilles that it belongs to, if any. `pass_on(successor, day, by)` lets it go over, and
    tells whether it did; None where this user may not do so.
    """

    position: int
    row: Model
    kind: str
    text: str
    url: str
    left: str
    pass_on: Callable | None
    portfolios: frozenset[int] = frozenset()

    @property
    def may_pass(self):
        return self.pass_on is not None


def register(source):
    _sources.append(source)


def register_merger(source):
    _merger_sources.append(source)


def hanging_on(positions, day, user) -> list[Hanging]:
    """Return what hangs on any of `positions`, functions of one region, on `day` or later, as far
    as `user` may see it, by kind."""
    if not positions:
        return []
    found = [hanging for source in _sources for hanging in source(positions, day, user)]
    return sorted(found, key=lambda hanging: hanging.kind)


def with_portfolios(rows, path):
    """Return (row, keys of the portefeuilles at `path`) of each of `rows`, in one query."""
    found: dict[int, Model] = {}
    portfolios: dict[int, set[int]] = {}
    for row in rows.annotate(portfolio=F(path)):
        found.setdefault(row.pk, row)
        portfolios.setdefault(row.pk, set()).update({row.portfolio} - {None})
    return [(row, frozenset(portfolios[key])) for key, row in found.items()]


def touched_by(passing):
    """Return what a herindeling touches (`mergers.passing.Passed`), in the order in which it has
    to be written."""
    return [passed for source in _merger_sources for passed in source(passing)]


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

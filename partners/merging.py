"""Two organisations that are one: what moves, what stands in the way, and the merge itself."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import IntegerField, Value

from partners.handover import Tie, ties_to
from partners.models import Organisation, OrganisationLink, Party
from records import actions as records
from regio.lib.models import in_one_query

FILLED = (
    "abbreviation",
    "municipality",
    "secretariat_email",
    "visiting_address",
    "postcode",
    "town",
    "website",
    "kvk",
    "brin",
    "note",
)


class MergeError(Exception):
    """The two cannot be merged, or not as it was shown."""


@dataclass(frozen=True)
class Move:
    """Rows (keys) that name `old` in a field, and will name `new`."""

    tie: Tie
    old: Organisation | Party
    new: Organisation | Party
    keys: frozenset[int]


@dataclass
class Plan:
    """What merging `goes` into `stays` does; with `refusals` it does nothing.

    `absorbed` are (party that goes, party that stays) whose days overlap, `moving` the parties
    that only change hands. `kept` is what stays behind: it stands at the other already.
    """

    stays: Organisation
    goes: Organisation
    absorbed: list[tuple[Party, Party]] = field(default_factory=list)
    moving: list[Party] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    kept: Counter = field(default_factory=Counter)
    clashes: Counter = field(default_factory=Counter)
    refusals: list[str] = field(default_factory=list)

    @property
    def counts(self):
        """Return how many rows of each kind move, by its name."""
        counted = Counter()
        for move in self.moves:
            counted[move.tie.model] += len(move.keys)
        counted[Party] += len(self.moving)
        return in_words(counted)

    @property
    def filled(self):
        """Return {field: value} that is empty at `stays` and not at `goes`."""
        found = {name: getattr(self.goes, name) for name in FILLED}
        return {n: value for n, value in found.items() if value and not getattr(self.stays, n)}

    @property
    def dropped(self):
        """Return (label, what stays, what goes) of fields in which both say something else."""
        told = []
        for name in ("kind", "name", "short_name", *FILLED):
            mine, other = (_said(one, name) for one in (self.stays, self.goes))
            if mine and other and mine != other:
                told.append((Organisation._meta.get_field(name).verbose_name, mine, other))
        return told

    @property
    def fingerprint(self):
        """Return a text that is another one as soon as something else would be written."""
        said = [self.stays.pk, self.stays.version, self.goes.pk, self.goes.version]
        said += [(m.tie.label, m.tie.field.name, sorted(m.keys)) for m in self.moves]
        said += [(one.pk, one.version, other.pk, other.version) for one, other in self.absorbed]
        said += [party.pk for party in self.moving]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def plan(stays, goes) -> Plan:
    """Return what merging `goes` into `stays` would do, in seven queries."""
    made = Plan(stays, goes)
    _match_parties(made)
    _find_moves(made)
    _refuse(made)
    return made


def _match_parties(made):
    """Lay the participations of both beside each other."""
    own = list(made.stays.parties.order_by("pk").select_related("organisation"))
    for party in made.goes.parties.order_by("pk").select_related("organisation"):
        same = [other for other in own if _overlap(party, other)]
        if len(same) > 1:
            made.refusals.append(
                f"De deelname van {made.goes} overlapt met meer dan één deelname van {made.stays}."
            )
        elif same:
            made.absorbed.append((party, same[0]))
        else:
            made.moving.append(party)
    taken = Counter(other.pk for _, other in made.absorbed)
    if any(number > 1 for number in taken.values()):
        made.refusals.append(
            f"Twee deelnames van {made.goes} overlappen met dezelfde van {made.stays}."
        )


def _overlap(one, other):
    return not (
        (one.until and other.since and one.until <= other.since)
        or (other.until and one.since and other.until <= one.since)
    )


def _find_moves(made):
    pairs = [(tie, made.goes, made.stays) for tie in ties_to(Organisation) if tie.model != Party]
    for old, new in made.absorbed:
        pairs += [(tie, old, new) for tie in ties_to(Party) if tie.model != Party]
    named = _tagged(tie.rows(old) for tie, old, _ in pairs)
    clashes = [_clashing(*pair) for pair in pairs]
    live = _tagged(rows for rows, _ in clashes)
    rest = _tagged(rows for _, rows in clashes)
    for number, (tie, old, new) in enumerate(pairs):
        behind = rest[number]
        if tie.model is OrganisationLink:
            behind |= live[number]
        elif live[number]:
            made.clashes[tie.model] += len(live[number])
        if behind:
            made.kept[tie.model] += len(behind)
        made.moves.append(Move(tie, old, new, frozenset(named[number] - behind)))


def _clashing(tie, old, new):
    """Return (rows that clash, rows that clash and count no more)."""
    live = rest = tie.model._base_manager.none()
    for one, other in tie.clashing(old, new):
        live, rest = live | one, rest | other
    return live, rest


def _tagged(querysets):
    """Ask for the keys of many querysets in one query; return them by number."""
    found, asked = {}, []
    for number, rows in enumerate(querysets):
        found[number] = set()
        if not rows.query.is_empty():
            tag = Value(number, IntegerField())
            asked.append(rows.order_by().annotate(tag=tag).values_list("tag", "pk"))
    for number, key in in_one_query(asked, all=True):
        found[number].add(key)
    return found


def _refuse(made):
    stays, goes = made.stays, made.goes
    mutual = OrganisationLink.objects.of(goes).values("pk")
    if OrganisationLink.objects.of(stays).filter(pk__in=mutual).exists():
        made.refusals.append(
            f"{stays} en {goes} hebben een relatie met elkaar: dan zijn het twee organisaties."
        )
    if goes.municipality_id and stays.municipality_id:
        made.refusals.append(f"{stays} en {goes} zijn twee verschillende gemeenten.")
    elif goes.municipality_id and stays.kind != Organisation.Kind.MUNICIPALITY:
        made.refusals.append(f"{goes} is een gemeente: laat die blijven, en {stays} opgaan.")
    for name, number in in_words(made.clashes):
        made.refusals.append(
            f"Bij beide is hetzelfde vastgelegd, en Regio kan niet kiezen wat geldt: {number} "
            f"{name}."
        )


def in_words(counted):
    """Return (name of the rows, how many) of a count by model, by name."""
    named = [
        (str(model._meta.verbose_name if n == 1 else model._meta.verbose_name_plural), n)
        for model, n in counted.items()
        if n
    ]
    return sorted(named)


def _said(organisation, name):
    if name == "kind":
        return organisation.get_kind_display()
    return str(getattr(organisation, name) or "")


@transaction.atomic
def merge(*, stays, goes, seen, by) -> Plan:
    """Let all that hangs on `goes` hang on `stays`; `seen` is the fingerprint of what was shown.

    Raises MergeError when something stands in the way or moved since; StaleError and
    IntegrityError when somebody was there first. Then nothing is written.
    """
    locked = Organisation.objects.select_for_update().filter(pk__in=[stays.pk, goes.pk])
    fresh = {row.pk: row for row in locked.order_by("pk")}
    made = plan(fresh[stays.pk], fresh[goes.pk])
    if made.refusals or made.goes.merged_into_id or made.fingerprint != seen:
        raise MergeError
    for move in made.moves:
        _carry_out(move, by)
    for party in made.moving:
        records.write(party, version=party.version, by=by, organisation=made.stays)
    for old, new in made.absorbed:
        _absorb(old, new, by)
    _join(made, by)
    return made


def _carry_out(move, by):
    name = move.tie.field.name
    for row in move.tie.model._base_manager.filter(pk__in=move.keys).order_by("pk"):
        value = move.new
        if move.tie.is_many:
            others = [other for other in getattr(row, name).all() if other.pk != move.old.pk]
            value = [*others, *([] if move.new in others else [move.new])]
        records.write(row, version=row.version, by=by, **{name: value})


def _absorb(old, new, by):
    """Let `new` take part as long as both did, and follow whom `old` followed."""
    since = None if None in (old.since, new.since) else min(old.since, new.since)
    until = None if None in (old.until, new.until) else max(old.until, new.until)
    after = {*new.successors.all(), *old.successors.all()} - {old, new}
    records.write(new, version=new.version, by=by, since=since, until=until, successors=list(after))
    for before in old.predecessors.exclude(pk=new.pk):
        others = [party for party in before.successors.all() if party.pk != old.pk]
        records.write(before, version=before.version, by=by, successors=[*others, new])


def _join(made, by):
    """Fill what is empty at the one that stays, and let the other be merged into it."""
    filled, areas = made.filled, {*made.stays.areas.all(), *made.goes.areas.all()}
    gone = {"municipality": None} if "municipality" in filled else {}
    records.write(made.goes, version=made.goes.version, by=by, merged_into=made.stays, **gone)
    records.write(made.stays, version=made.stays.version, by=by, areas=list(areas), **filled)

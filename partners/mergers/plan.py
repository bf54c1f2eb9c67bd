"""What a herindeling does in a region, shown first; and doing it, all of it or nothing."""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from accounts.models import Region
from partners import handover, leaving
from partners.field import Field
from partners.mergers import own
from partners.mergers.events import Mergers, lasts_beyond
from partners.mergers.passing import Heir, Old, Passed, Passing
from partners.models import MergerPlan, Organisation, Party, Position, Succession
from partners.rules.passing import Successor, usual
from partners.rules.periods import uncovered
from partners.rules.presence import Period
from records import actions as records


class MergerError(Exception):
    """It cannot be carried out, or not as it was shown. Then nothing is written."""


@dataclass
class Plan:
    """What carrying out a herindeling with these choices would do; with `refusals` nothing."""

    passing: Passing
    passed: list[Passed]
    refusals: list[str] = field(default_factory=list)

    @property
    def groups(self):
        """Return (kind, what passes) in the order of the apps."""
        found: dict[str, list[Passed]] = {}
        for one in self.passed:
            found.setdefault(one.kind, []).append(one)
        return list(found.items())

    @property
    def fingerprint(self):
        """Return a text that is another one as soon as something else would be written."""
        passing = self.passing
        said = [passing.kind, passing.day, passing.choices.write(), self.refusals]
        said += [(old.code, _stamp(old.party)) for old in passing.olds]
        said += [(h.code, h.name, _stamp(h.organisation), _stamp(h.party)) for h in passing.joining]
        said += [
            (p.kind, p.text, p.becomes, *map(_stamp, (*p.rows, *p.beside))) for p in self.passed
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def _stamp(row):
    return row and (row._meta.label, row.pk, row.version)


def prepare(touching, region, user, chosen=None) -> Passing:
    """Read who ends and who follows, with what is `chosen` over what is usual."""
    event, towns = touching.event, touching.towns
    organisations, parties = _here(region, towns, user)
    olds = [_old(t, organisations, parties, event.on) for t in _by_name(event.old, towns)]
    heirs = {t.code: _heir(t, organisations, parties, event.on) for t in _by_name(event.new, towns)}
    functions = _functions(olds, event.on)
    proposed = usual(
        event.kind,
        [Successor(h.code, h.is_new, h.party is not None) for h in heirs.values()],
        [(pk, one.level == Position.Level.EXECUTIVE) for pk, one in functions.items()],
    )
    return Passing(
        region=region,
        user=user,
        kind=event.kind,
        day=event.on,
        today=touching.day,
        olds=olds,
        heirs=heirs,
        choices=chosen.over(proposed) if chosen else proposed,
        functions=functions,
    )


def _by_name(codes, towns):
    return sorted((towns[code] for code in codes), key=lambda town: town.name)


def _old(town, organisations, parties, day):
    known = parties.get(town.code, [])
    party = next((one for one in known if lasts_beyond(one, day)), None)
    organisation = organisations.get(town.code)
    return Old(town.code, town.name, town.province, organisation, party, bool(known))


def _heir(town, organisations, parties, day):
    lasting = [p for p in parties.get(town.code, ()) if p.until is None or p.until > day]
    return Heir(
        code=town.code,
        name=town.name,
        municipality=town.pk,
        province=town.province,
        is_new=town.place.since == day,
        organisation=organisations.get(town.code),
        party=lasting[0] if lasting else None,
    )


def _here(region, towns, user):
    """Return the organisations of the gemeenten in the region, and their parties, by code."""
    codes = {town.pk: code for code, town in towns.items()}
    rows = Organisation.objects.visible_to(user).of_region(region).filter(municipality__in=codes)
    organisations = {codes[row.municipality_id]: row for row in rows.select_related("region")}
    parties: dict[str, list[Party]] = {}
    own = {row.pk: code for code, row in organisations.items()}
    for party in Party.objects.of_region(region).filter(organisation__in=own).order_by("pk"):
        party.organisation = organisations[own[party.organisation_id]]
        parties.setdefault(own[party.organisation_id], []).append(party)
    return organisations, parties


def _functions(olds, day):
    """Return {key: function} of those at the old gemeenten that last beyond the day."""
    own = {old.organisation.pk: old.organisation for old in olds if old.organisation}
    rows = Position.objects.filter(organisation__in=own).lasting_beyond(day)
    rows = rows.select_related("person__region")
    found = {}
    for position in rows.order_by("organisation", "person__sort_name", "pk"):
        position.organisation = own[position.organisation_id]
        found[position.pk] = position
    return found


def plan_of(passing) -> Plan:
    """Return what carrying it out would do. The number of queries does not depend on how much."""
    passed = [
        *_parties(passing),
        *_going(passing),
        *own.touched_by(passing),
        *handover.touched_by(passing),
    ]
    named = {_stamp(row)[:2] for one in passed for row in one.rows}
    hanging = handover.hanging_on(list(passing.functions.values()), passing.day, passing.user)
    passed += [_hung(passing, h) for h in hanging if _stamp(h.row)[:2] not in named]
    refusals = [one.hinders for one in passed if one.hinders]
    refusals += [
        f"{heir} doet pas mee vanaf {heir.party.since:%d-%m-%Y}. Wijzig dat eerst."
        for heir in passing.joining
        if heir.party and heir.party.since and heir.party.since > passing.day
    ]
    return Plan(passing, passed, refusals)


def _parties(passing):
    for old in passing.olds:
        if old.party:
            url = old.party.get_absolute_url()
            yield Passed("Partij", old.name, url, _followed(passing), (old.party,))
    for heir in passing.joining:
        if heir.party is None:
            yield Passed("Partij", heir.name, "", "begint als partij in deze regio")


def _followed(passing):
    names = " en ".join(heir.name for heir in passing.joining)
    return f"eindigt; opvolger: {names}" if names else "eindigt, zonder opvolger in deze regio"


def _going(passing):
    for key, function in passing.functions.items():
        heir = passing.heir_of(key)
        yield Passed(
            "Functie",
            str(function),
            function.get_absolute_url(),
            f"gaat over naar {heir}" if heir else "eindigt",
            (function,),
            hinders=passing.hindrance(function),
        )


def _hung(passing, hanging):
    """Tell what hangs on a function besides: it goes along, or is left as when somebody leaves."""
    heir = passing.heir_of(hanging.position)
    person = passing.functions[hanging.position].person
    becomes = f"gaat mee met {person}" if heir else hanging.left
    late = passing.hindrance(hanging.row) if hasattr(hanging.row, "since") else ""
    late = late if hanging.kind == "Zetel" else ""
    return Passed(hanging.kind, hanging.text, hanging.url, becomes, (hanging.row,), None, late)


@transaction.atomic
def carry_out(*, pk, region, chosen, seen, day, by) -> Plan:
    """Let the herindeling with this row (key) hold in `region`; `seen` is what was shown of it.

    Raises MergerError when it has not come, when something stands in the way or moved since;
    StaleError and IntegrityError when somebody was there first. Then nothing is written.
    """
    Region.objects.select_for_update().get(pk=region.pk)
    touching = Mergers(Field(region), by, day).get(pk)
    if touching is None or not touching.is_open or not touching.has_come:
        raise MergerError
    plan = plan_of(prepare(touching, region, by, chosen))
    if plan.refusals or plan.fingerprint != seen:
        raise MergerError
    _write(plan, by)
    _note(touching, region, plan.passing.choices, by=by, applied_on=day)
    return plan


def _write(plan, by):
    """Write it in this order: what takes over has to be there before what passes to it."""
    passing = plan.passing
    for heir in passing.joining:
        _begin(passing, heir, by)
    for old in passing.olds:
        _end(passing, old, by)
    for function in sorted(passing.functions.values(), key=_lasts, reverse=True):
        _move(passing, function, by)
    for one in plan.passed:
        if one.carry_out:
            one.carry_out(by)
    for key, function in passing.functions.items():
        after = passing.new_functions.get(key)
        leaving.leave(function, version=function.version, until=passing.day, successor=after, by=by)


def _begin(passing, heir, by):
    """Let a successor take part, as an organisation that is known here or a new one."""
    if heir.party:
        return
    if heir.organisation is None:
        heir.organisation = records.create(_organisation(passing, heir), by=by)
    heir.party = records.create(Party(organisation=heir.organisation, since=passing.day), by=by)


def _organisation(passing, heir):
    name = f"gemeente {heir.name}"
    if Organisation.objects.of_region(passing.region).filter(name=name).exists():
        name = f"{name} ({heir.code})"
    made = Organisation(region=passing.region, name=name, short_name=heir.name[:40])
    made.kind, made.municipality_id = Organisation.Kind.MUNICIPALITY, heir.municipality
    if passing.goes_on and (old := passing.olds[0].organisation):
        made.secretariat_email = old.secretariat_email
    return made


def _end(passing, old, by):
    party = old.party
    if party:
        after = {*party.successors.all(), *(heir.party for heir in passing.joining)}
        changes = {"until": passing.day, "successors": list(after)}
        records.write(party, version=party.version, by=by, **changes)


def _move(passing, function, by):
    """Let a function begin at the successor; one that the person has there already serves, if it
    holds for as long. Those that last longest come first: they serve for the others."""
    heir = passing.heir_of(function.pk)
    if heir is None:
        return
    same = heir.organisation.positions.lasting_beyond(passing.day).filter(
        person=function.person_id, level=function.level, title=function.title
    )
    rest = Period(passing.day, function.until)
    new = next((one for one in same.order_by("pk") if not uncovered(rest, [one])), None)
    if new is None:
        new = Position(person=function.person, organisation=heir.organisation)
        new.title, new.level = function.title, function.level
        new.since, new.until = passing.day, function.until
        new.pending_m2m = {"portfolios": list(function.portfolios.all())}
        records.create(new, by=by)
    passing.new_functions[function.pk] = new


def _lasts(function):
    return function.until or date.max


@transaction.atomic
def make_ready(*, touching, region, chosen, version, by) -> MergerPlan:
    """Keep what was chosen until its day. Raises StaleError when somebody chose otherwise."""
    Region.objects.select_for_update().get(pk=region.pk)
    plan = MergerPlan.objects.filter(region=region, succession=touching.pk).first()
    if plan is None:
        return _note(touching, region, chosen, by=by)
    return records.write(plan, version=version, by=by, choices=chosen.write())


def _note(touching, region, choices, *, by, **changes):
    plan = MergerPlan.objects.filter(region=region, succession=touching.pk).first()
    changes["choices"] = choices.write()
    if plan:
        return records.write(plan, version=plan.version, by=by, **changes)
    first = Succession.objects.get(pk=touching.pk)
    made = MergerPlan(region=region, succession=first, title=touching.text[:300], on=touching.on)
    for name, value in changes.items():
        setattr(made, name, value)
    return records.create(made, by=by)

"""What a list of people would change: each row beside what is stored, before any is written."""

import difflib
import hashlib
from dataclasses import dataclass, field

from partners.models import Mandate, Organisation, Person, Position
from partners.roster.ground import Ground, lasting
from partners.rules.people_sheet import HEADINGS, SEVERAL, Fault, Line
from regio.lib.comparing import State
from regio.lib.sort_name import fold

HAS_ACCOUNT = (
    "{} heeft een account: een beheerder of regisseur legt vast namens wie een account spreekt"
)


@dataclass(frozen=True)
class Difference:
    """One row beside what is stored (None: not there yet), and what would change, in words."""

    line: Line
    person: Person | None
    organisation: Organisation | None
    position: Position | None
    mandate: Mandate | None
    of_person: dict
    of_position: dict
    of_mandate: dict
    told: tuple[tuple[str, str, str], ...]

    @property
    def state(self):
        if self.person is None or (self.line.title and self.position is None):
            return State.NEW
        return State.CHANGED if self.told else State.SAME


@dataclass
class Comparison:
    differences: list[Difference] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unknown: list[Fault] = field(default_factory=list)

    def of(self, state):
        return [d for d in self.differences if d.state is state]

    @property
    def todo(self):
        return [d for d in self.differences if d.state is not State.SAME]

    @property
    def fingerprint(self):
        """Return a text that is another one as soon as something else would be written."""
        said = [
            (d.line, d.state.value, d.told, *(row and (row.pk, row.version) for row in _rows(d)))
            for d in self.differences
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def _rows(difference):
    return difference.person, difference.position, difference.mandate


def compare(region, lines, *, day, may_let_speak) -> Comparison:
    """Lay rows beside what is stored on `day`; without `may_let_speak` nobody with an account gets
    to speak for a party."""
    made, ground, rows, people = Comparison(), Ground(region), {}, {}
    for line in lines:
        before = len(made.faults) + len(made.unknown)
        row = _Row(ground, line, made, day, may_let_speak)
        difference = row.compare()
        if len(made.faults) + len(made.unknown) > before:
            continue
        if (first := rows.setdefault(row.key, line)) is not line:
            made.faults.append(Fault(line.row, "Naam", f"staat ook op regel {first.row}"))
        told = people.setdefault(row.who, line)
        for role in ("name", "email", "phone"):
            mine, other = getattr(line, role), getattr(told, role)
            if mine and other and fold(mine) != fold(other):
                text = f"op regel {told.row} staat “{other[:40]}”"
                made.faults.append(Fault(line.row, HEADINGS[role], text))
        made.differences.append(difference)
    return made


class _Row:
    def __init__(self, ground, line, made, day, may_let_speak):
        self.ground, self.line, self.made = ground, line, made
        self.day, self.may_let_speak = day, may_let_speak
        self.told = []

    def compare(self):
        line = self.line
        self.organisation = self._organisation()
        self.person = self._person()
        self.position = self._position() if self.person else None
        if line.title and not self.position and not line.level:
            self._fault("level", "hier hoort een niveau: dit is een nieuwe functie")
        of_person = self._of_person()
        of_position = self._of_position() if line.title else {}
        mandate, of_mandate = self._of_mandate() if line.title else (None, {})
        self._check_speaking(of_position)
        return Difference(
            line,
            self.person,
            self.organisation,
            self.position,
            mandate,
            of_person,
            of_position,
            of_mandate,
            tuple(self.told),
        )

    @property
    def who(self):
        return self.person.pk if self.person else self.line.who

    @property
    def key(self):
        """What may stand in a file once: a function, by what is known of it when it is new."""
        if self.position:
            return self.position.pk
        where = self.organisation.pk if self.organisation else 0
        return self.who, where, fold(self.line.title), self.line.since

    def _fault(self, role, text):
        self.made.faults.append(Fault(self.line.row, HEADINGS[role], text))

    def _organisation(self):
        text = self.line.organisation
        if not text:
            return None
        found = self.ground.organisations.get(fold(text), ())
        if len(found) > 1:
            self._fault("organisation", f"“{text[:40]}” kan meer dan één organisatie zijn")
        elif not found:
            names = [o.short_name for group in self.ground.organisations.values() for o in group]
            near = difflib.get_close_matches(text, names, n=1)
            hint = f"; bedoelt u {near[0]}?" if near else ""
            told = f"“{text[:40]}” staat niet in het register{hint}"
            self.made.unknown.append(Fault(self.line.row, HEADINGS["organisation"], told))
        return next(iter(found), None) if len(found) == 1 else None

    def _person(self):
        """Recognise who this is: by e-mail address, else by name and organisation."""
        line, ground = self.line, self.ground
        found = ground.by_email.get(line.email.casefold(), []) if line.email else []
        if not found:
            where = self.organisation.pk if self.organisation else None
            found = [p for p in ground.by_name.get(fold(line.name), ()) if self._is_at(p, where)]
        if len(found) > 1:
            what = "email" if line.email else "name"
            self._fault(what, "dit kan meer dan één persoon in de lijst zijn")
        return found[0] if len(found) == 1 else None

    def _is_at(self, person, where):
        """Tell whether someone of this name is at this organisation; who has no function yet is
        anywhere, unless the e-mail address says otherwise."""
        held = {position.organisation_id for position in self.ground.held[person.pk]}
        return where in held or not (held or (self.line.email and person.email))

    def _position(self):
        """Return the function that the row is about: the same title there, at the same time."""
        where = self.organisation.pk if self.organisation else None
        same = [
            position
            for position in self.ground.held[self.person.pk]
            if position.organisation_id == where
            and fold(position.title) == fold(self.line.title)
            and _overlap(position, self.line)
        ]
        begun = [p for p in same if self.line.since and p.since == self.line.since]
        lasting = [p for p in same if p.until is None or p.until > self.day]
        return next(iter(begun or lasting or same[-1:]), None)

    def _tell(self, role, before, after):
        if before != after:
            self.told.append((HEADINGS[role], before, after))
            return True
        return False

    def _of_person(self):
        person, line, changes = self.person, self.line, {}
        for role in ("name", "email", "phone"):
            value, before = getattr(line, role), getattr(person, role, "") if person else ""
            if role == "email" and value.casefold() == before.casefold():
                continue
            if value and self._tell(role, before, value):
                changes[role] = value
        return changes

    def _of_position(self):
        position, line, changes = self.position, self.line, {}
        level = position.level if position else ""
        labels = dict(Position.Level.choices)
        if line.level and self._tell("level", labels.get(level, ""), labels[line.level]):
            changes["level"] = line.level
        if line.portfolios:
            changes |= self._portfolios()
        for role in ("since", "until"):
            value, before = getattr(line, role), getattr(position, role, None)
            if value and self._tell(role, _day(role, before), _day(role, value)):
                changes[role] = value
        changes |= self._verified()
        self._check_days(changes)
        return changes

    def _portfolios(self):
        unknown = [
            name for name in self.line.portfolios if fold(name) not in self.ground.portfolios
        ]
        if unknown:
            known = ", ".join(sorted(one.name for one in self.ground.portfolios.values()))
            self._fault("portfolios", f"“{unknown[0][:40]}” kent de regio niet; er zijn: {known}")
            return {}
        chosen = {self.ground.portfolios[fold(name)] for name in self.line.portfolios}
        held = set(self.position.portfolios.all()) if self.position else set()
        told = [", ".join(sorted(one.name for one in some)) for some in (held, chosen)]
        return {"portfolios": list(chosen)} if self._tell("portfolios", *told) else {}

    def _check_days(self, changes):
        """Say which days do not fit with those that are stored, or with what hangs on them."""
        position = self.position
        since = changes.get("since", position and position.since)
        until = changes.get("until", position and position.until)
        if since and until and until <= since:
            self._fault("until", "de einddatum ligt vóór de begindatum")
        elif position and "since" in changes and position.powers_before(since):
            self._fault("since", "een mandaat of vertegenwoordiging begint eerder")
        elif position and "until" in changes:
            for row in position.hanging_beyond(until):
                if row.since and row.since >= until:
                    self._fault("until", f"{row} begint pas op {row.since:%d-%m-%Y}")

    def _of_mandate(self):
        line, labels = self.line, dict(Mandate.Kind.choices)
        held = lasting(self.position, self.day) if self.position else []
        if line.mandate == SEVERAL or (not line.mandate and line.ceiling is None):
            return None, {}
        if len(held) > 1:
            self._fault("mandate", "deze functie heeft er meer: wijzig ze op de pagina zelf")
            return None, {}
        mandate = held[0] if held else None
        if mandate is None and not line.mandate:
            self._fault("mandate", "hier hoort de soort van het mandaat, zoals beslissend")
            return None, {}
        changes = {}
        before = mandate.get_kind_display() if mandate else ""
        if line.mandate and self._tell("mandate", before, labels[line.mandate]):
            changes["kind"] = line.mandate
        ceilings = [_euro(mandate.ceiling if mandate else None), _euro(line.ceiling)]
        if line.ceiling is not None and self._tell("ceiling", *ceilings):
            changes["ceiling"] = line.ceiling
        return mandate, changes

    def _verified(self):
        """Return the day on which a function was verified, where the list knows of a later one."""
        day, position = self.line.verified, self.position
        if day and day > self.day:
            self._fault("verified", "deze dag moet nog komen")
        before = position.verified_on if position else None
        if day is None or (before and day <= before):
            return {}
        self._tell("verified", _day("since", before), _day("since", day))
        return {"verified_on": day}

    def _check_speaking(self, changes):
        person, position = self.person, self.position
        if not (person and person.user_id and self.line.title) or self.may_let_speak:
            return
        since, until = changes.get("since"), changes.get("until")
        is_earlier = since and position and position.since and since < position.since
        is_longer = until and position and position.until and until > position.until
        if position is None or is_earlier or is_longer:
            self._fault("title", HAS_ACCOUNT.format(person))


def _overlap(position, line):
    """Tell whether a function and a row hold on a common day, as far as their days are known."""
    ends_before = position.until and line.since and position.until <= line.since
    begins_after = position.since and line.until and line.until <= position.since
    return not (ends_before or begins_after)


def _day(role, value):
    if value is None:
        return ""
    day = value if role == "since" else value - value.resolution
    return f"{day:%d-%m-%Y}"


def _euro(value):
    return "" if value is None else f"{value:,}".replace(",", ".")

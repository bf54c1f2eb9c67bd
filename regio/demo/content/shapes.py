"""The shapes of the tables. People and organisations are named by name and by key."""

from dataclasses import dataclass, field
from datetime import date, time

VERDICTS = {"N": "niet", "D": "deels", "G": "grotendeels", "H": "geheel", "X": "nvt", "–": ""}


@dataclass(frozen=True)
class Member:
    """An account of the region, with the first day of its role."""

    email: str
    name: str
    role: str
    since: date
    may_sign_in: bool = True
    is_functional_admin: bool = False


@dataclass(frozen=True)
class Org:
    """An organisation and its party. `domain`.example is where its people get their mail."""

    key: str
    kind: str
    name: str
    short_name: str
    domain: str
    abbreviation: str = ""
    municipality: str = ""
    area: tuple[str, str] | None = None
    party_since: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Link:
    """An organisation stands in a relation to another."""

    source: str
    kind: str
    target: str


@dataclass(frozen=True)
class Secretariat:
    """The address of a secretariat, filled in later than the rest."""

    organisation: str
    email: str
    added: date
    by: str


@dataclass(frozen=True)
class Post:
    """A person in a function; `organisation` empty is a free role in the region."""

    organisation: str
    person: str
    title: str
    level: str
    portfolios: str = ""
    since: date | None = None
    until: date | None = None
    acts_for: str = ""
    added: date | None = None
    by: str = ""
    verified: date | None = None


@dataclass(frozen=True)
class Speaks:
    """A person speaks for the party of another organisation."""

    person: str
    organisation: str
    kind: str
    since: date
    until: date | None = None
    ceiling: int | None = None
    text: str = ""
    added: date | None = None
    by: str = ""


@dataclass(frozen=True)
class Grant:
    """A mandate; `until` is the first day on which it no longer holds."""

    person: str
    kind: str
    granted_by: str
    portfolios: str = ""
    ceiling: int | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""
    added: date | None = None
    by: str = ""


@dataclass(frozen=True)
class RegionContent:
    """A region with all that its Speelveld holds; set up in the days from `made_on`."""

    name: str
    slug: str
    code: str
    made_on: date
    domain: str
    areas: tuple
    portfolios: tuple
    members: tuple
    organisations: tuple
    positions: tuple
    verified: date | None = None
    links: tuple = ()
    secretariats: tuple = ()
    area_contacts: tuple = ()
    representations: tuple = ()
    mandates: tuple = ()
    phones: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Filling:
    """Who filled in for a party, on which day which steps, and when it was handed in.

    `in_name`: by the regisseur, in the name of a party that has nobody to do it.
    """

    by: str
    days: dict[date, tuple[int, ...]]
    submitted_on: date | None = None
    in_name: bool = False


@dataclass(frozen=True)
class Shared:
    """What all say together of a step: first what must be done, later the shared verdict."""

    step: int
    to_do: str
    by: str
    on: date
    owner: str = ""
    due_on: date | None = None
    verdict: str = ""
    verdict_on: date | None = None
    remark: str = ""


@dataclass(frozen=True)
class Proof:
    """Evidence with a step: what it is called, and the last part of its address."""

    step: int
    label: str
    path: str
    by: str
    on: date


@dataclass(frozen=True)
class Said:
    """A shared answer: whose text, on which day (and at what time, where that is part of it)."""

    question: str
    value: str
    by: str
    on: date
    at: time | None = None


@dataclass(frozen=True)
class RoundContent:
    """A round with all that was said in it.

    `verdicts` are rows by step number, in the order of `parties`, a letter of VERDICTS each.
    `earlier` are verdicts that were changed: {(step, party): (verdict, day)}. Own answers take the
    day on which the party filled in the step.
    """

    title: str
    opens_on: date
    due_on: date
    closed_on: date
    made_on: date
    made_by: str
    parties: tuple
    verdicts: dict
    fillings: dict
    reasons: dict = field(default_factory=dict)
    remarks: dict = field(default_factory=dict)
    earlier: dict = field(default_factory=dict)
    shared: tuple = ()
    evidence: tuple = ()
    answers: tuple = ()
    own_answers: dict = field(default_factory=dict)

    def verdict(self, step, party):
        """Return what `party` says of `step` in the end; "" where it says nothing."""
        return VERDICTS[self.verdicts[step].split()[self.parties.index(party)]]

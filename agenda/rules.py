"""What can be said of a theme without a database: its roles, and what is wrong with its lead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import TextChoices


class Scale(TextChoices):
    LOCAL = "lokaal", "Lokaal"
    SUBREGIONAL = "subregionaal", "Subregionaal"
    REGIONAL = "regionaal", "Regionaal"


class Phase(TextChoices):
    START = "opstart", "Opstart"
    PREPARATION = "voorbereiding", "Voorbereiding"
    EXECUTION = "uitvoering", "Uitvoering"
    EVALUATION = "evaluatie", "Evaluatie"


class Posture(TextChoices):
    LEADS = "initierend", "Initiërend"
    FOLLOWS = "volgend", "Volgend"


class Relation(TextChoices):
    FITS = "sluit_aan", "Sluit aan"
    DIFFERS = "verschil", "Verschil"
    SILENT = "zwijgt", "Zwijgt"


class Role(TextChoices):
    """The six roles of the field, and three that parties besides gemeenten and swv's may have."""

    FUNDER = "subsidieverstrekker", "Subsidieverstrekker"
    COMMISSIONER = "opdrachtgever", "Opdrachtgever"
    DIRECTOR = "regievoerder", "Regievoerder"
    EXECUTOR = "mede-uitvoerder", "Mede-uitvoerder"
    PARTNER = "samenwerkingspartner", "Samenwerkingspartner"
    ENFORCER = "handhaver", "Handhaver"
    PROVIDER = "aanbieder", "Aanbieder"
    FINDING_PLACE = "vindplaats", "Vindplaats"
    ADVISER = "adviseur", "Adviseur"


LETTERS = dict(zip(Role, "SORUPHAVD", strict=True))
SIGNS = {Posture.LEADS: "+", Posture.FOLLOWS: "−"}

NO_TREKKER = "geen_trekker"
FUNCTION_ENDED = "functie_beeindigd"
NO_MANDATE = "geen_mandaat"
MANDATE_ENDED = "mandaat_verlopen"
RESERVED = "voorbehoud"
DOUBLE_ROLE = "dubbelrol"
NO_DIRECTOR = "geen_regievoerder"


class Period(Protocol):
    """Anything dated: it holds from `since` up to, not including, `until`; None is no bound."""

    since: date | None
    until: date | None


@dataclass(frozen=True)
class Span:
    """A period by itself."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Lead:
    """A trekker as the rules know it.

    `supervises` names the organisations that the trekker's own one supervises, `function_until` is
    the first day without the function, `granted_until` the first day without the mandate.
    """

    name: str
    granted_by: str = ""
    granted_until: date | None = None
    is_reserved: bool = False
    function_until: date | None = None
    supervises: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signal:
    """Something to say of a theme: late or soon (or done: nothing wrong), a word, a sentence."""

    kind: str
    code: str
    word: str
    text: str = ""


def join_roles(values: Iterable[str]) -> str:
    """Write a set of roles as it is stored: in the order of `Role`, separated by commas."""
    chosen = set(values)
    return ", ".join(role.value for role in Role if role.value in chosen)


def roles_of(text: str) -> list[Role]:
    """Read a stored set of roles."""
    return [Role(value) for value in text.split(", ") if value]


def letters(roles: Iterable[Role], posture: str) -> str:
    """Write roles as the matrix does: a letter each, and a sign for initiërend or volgend."""
    return " ".join([*(LETTERS[role] for role in roles), SIGNS[Posture(posture)]])


def words(roles: Iterable[Role], posture: str) -> str:
    """Write roles in full: "Regievoerder en handhaver, initiërend"."""
    *first, last = [str(role.label).lower() for role in roles]
    named = f"{', '.join(first)} en {last}" if first else last
    return f"{named.capitalize()}, {Posture(posture).label.lower()}"


def lead_signals(lead: Lead | None, day: date) -> list[Signal]:
    """Return what is wrong with who leads a theme on `day`, the worst first.

    A theme may lawfully be without trekker, for a while; it is red all the same.
    """
    if lead is None:
        return [Signal("late", NO_TREKKER, "geen trekker", "Niemand trekt dit thema.")]
    found = []
    if lead.function_until and lead.function_until <= day:
        text = f"De functie waarin {lead.name} trekker is, is beëindigd."
        found.append(Signal("late", FUNCTION_ENDED, "functie beëindigd", text))
    mandate = _mandate_signal(lead, day)
    if mandate:
        found.append(mandate)
    if lead.supervises:
        text = f"{lead.name} houdt ook toezicht op {' en '.join(lead.supervises)}."
        found.append(Signal("soon", DOUBLE_ROLE, "dubbelrol", text))
    return found


def _mandate_signal(lead: Lead, day: date) -> Signal | None:
    if not lead.granted_by:
        text = f"De andere partners gaven {lead.name} nog geen mandaat."
        return Signal("soon", NO_MANDATE, "zonder mandaat", text)
    if lead.granted_until and lead.granted_until <= day:
        text = f"Het mandaat dat de partners {lead.name} gaven is verlopen."
        return Signal("soon", MANDATE_ENDED, "mandaat verlopen", text)
    if lead.is_reserved:
        text = f"De partners gaven {lead.name} mandaat onder voorbehoud."
        return Signal("soon", RESERVED, "mandaat onder voorbehoud", text)
    return None


def light(lead: Lead | None, day: date) -> Signal:
    """Return the one signal that stands beside the trekker: the worst, or that all is well."""
    ok = Signal("done", "", "mandaat van de partners")
    return next(iter(lead_signals(lead, day)), ok)


def theme_signals(lead: Lead | None, roles: Iterable[Role], day: date) -> list[Signal]:
    """Return all that is wrong with a theme on `day`; `roles` are those of all its parties."""
    found = lead_signals(lead, day)
    if Role.DIRECTOR not in roles:
        text = "Geen partij heeft de rol van regievoerder."
        found.append(Signal("late", NO_DIRECTOR, "zonder regievoerder", text))
    return found


def overlapping(span: Period, others: Iterable[Period]) -> Period | None:
    """Return the first of `others` that holds on a day on which `span` holds, or None."""
    return next((other for other in others if _overlap(span, other)), None)


def _overlap(one: Period, other: Period) -> bool:
    return _starts_before_end(one, other) and _starts_before_end(other, one)


def _starts_before_end(one: Period, other: Period) -> bool:
    return one.since is None or other.until is None or one.since < other.until

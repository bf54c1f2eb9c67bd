"""How an afspraak stands: from the stances of its parties, their capacities, and dates.

On a statutory subject an OOGO seeks overeenstemming: every party in that capacity must agree. Any
other afspraak stands for those who agree. An OOGO takes no besluit: that is for college, raad or
bestuur, whose answer to a reservation makes an afspraak definitive.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices


class Value(TextChoices):
    NONE = "geen", "Nog geen standpunt"
    AGREES = "akkoord", "Akkoord"
    RESERVES = "voorbehoud", "Voorbehoud"
    REFUSES = "niet_akkoord", "Niet akkoord"
    ABSTAINS = "neemt_niet_deel", "Neemt niet deel"


class Kind(TextChoices):
    PROPOSED = "voorgesteld", "Voorgesteld"
    AWAITED = "wacht", "Wacht op standpunten"
    RESERVED = "voorbehoud", "Onder voorbehoud"
    FINAL = "definitief", "Definitief"
    WITHOUT = "zonder", "Definitief, zonder een partij"
    DISAGREED = "geen_overeenstemming", "Geen overeenstemming"
    ENDED = "afgelopen", "Afgelopen"
    SUPERSEDED = "vervangen", "Vervangen"
    WITHDRAWN = "ingetrokken", "Ingetrokken"


class Route(TextChoices):
    """Which dispute provision fits a statutory subject."""

    SUPPORT = "ondersteuningsplan", "Ondersteuningsplan"
    YOUTH = "jeugdplan", "Jeugdplan"


TIERS = {Kind.PROPOSED: "info", Kind.AWAITED: "soon", Kind.RESERVED: "soon"}
TIERS |= {Kind.FINAL: "done", Kind.WITHOUT: "done", Kind.DISAGREED: "late"}

SECOND = "Stel een tweede overleg voor en bespreek daar wat deze partij nodig heeft."
SECOND_PLURAL = "Stel een tweede overleg voor en bespreek daar wat deze partijen nodig hebben."
OFFERED = {
    Route.SUPPORT: "Ook na het tweede overleg is er geen overeenstemming. De geschillenregeling "
    "staat open: advies, bindend advies of arbitrage, als partijen daar samen om vragen. Het "
    "verweer volgt binnen twee weken, het advies binnen vier weken na de laatste zitting.",
    Route.YOUTH: "Ook na het tweede overleg is er geen overeenstemming. De geschillenregeling "
    "staat open: advies of bemiddeling. Het verweer volgt binnen twee weken, het advies binnen "
    "vier weken na de laatste zitting.",
}


class View(NamedTuple):
    """What one party said, on the whole or on one part.

    `answer_by` is the last day for the answer to a reservation, `ratified_on` the day of a yes.
    """

    value: str = Value.NONE
    given_on: date | None = None
    answer_by: date | None = None
    ratified_on: date | None = None

    def is_pending_on(self, day: date) -> bool:
        """Whether it is a reservation that nobody has answered by `day`."""
        return self.value == Value.RESERVES and not self._is_ratified_on(day)

    def is_overdue_on(self, day: date) -> bool:
        """Whether it is such a reservation, and its answer should have been here."""
        return self.is_pending_on(day) and self.answer_by is not None and self.answer_by < day

    def agrees_on(self, day: date) -> bool:
        return self.value == Value.AGREES or (
            self.value == Value.RESERVES and self._is_ratified_on(day)
        )

    @property
    def settled_on(self) -> date | None:
        """The day since which it agrees."""
        return self.ratified_on if self.value == Value.RESERVES else self.given_on

    def _is_ratified_on(self, day):
        return self.ratified_on is not None and self.ratified_on <= day


class Voice(NamedTuple):
    """A party as the rule knows it.

    `must_agree`: its capacity is overeenstemming. `parts` are its views by part, if the item has
    parts; None where it said nothing on one of them.
    """

    name: str
    whole: View = View()
    parts: tuple[View | None, ...] = ()
    must_agree: bool = False
    is_submitter: bool = False


@dataclass(frozen=True)
class Terms:
    """What an afspraak brings along besides its stances.

    `ends_on` is the first day on which it no longer holds, `superseded_by` the number of the one
    that took its place: empty where the reader may not know which, None where none did.
    """

    minuted_on: date | None = None
    is_statutory: bool = False
    ends_on: date | None = None
    superseded_by: str | None = None
    is_withdrawn: bool = False


@dataclass(frozen=True)
class State:
    """How an afspraak stands: `word` for a chip, and who it is that agrees, waits or refuses.

    `on` is the day since which it is definitive, or the last one for an answer.
    """

    kind: Kind
    word: str
    on: date | None = None
    pending: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def tier(self) -> str:
        """How urgent it looks: late, soon, done, info or none."""
        return "late" if self.overdue else TIERS.get(self.kind, "none")

    @property
    def is_standing(self) -> bool:
        """Whether parties are bound by it."""
        return self.kind in (Kind.FINAL, Kind.WITHOUT)

    @property
    def is_live(self) -> bool:
        """Whether there is still something to say on it."""
        return self.kind not in (Kind.ENDED, Kind.SUPERSEDED, Kind.WITHDRAWN)

    def fits(self, kind: str) -> bool:
        """Whether someone who looks for `kind` means it.

        Definitief is also what stands without a party; zonder also what still waits for others.
        """
        if kind == Kind.FINAL:
            return self.is_standing
        if kind == Kind.WITHOUT:
            return bool(self.without) and self.kind != Kind.DISAGREED
        return self.kind == kind

    @property
    def text(self) -> str:
        """Say in sentences who is waited for and who does not go along."""
        told = [
            ("De reactie op het voorbehoud van {} is te laat.", self.overdue),
            ("{} maakt een voorbehoud.", _but(self.pending, self.overdue)),
            ("{} heeft nog geen standpunt.", self.awaited),
        ]
        refusal = "{} gaat niet akkoord."
        if self.kind == Kind.WITHOUT:
            refusal = "De afspraak geldt niet voor {}."
        return " ".join(
            _agreeing(text, names) for text, names in [*told, (refusal, self.without)] if names
        )


def view_of(voice: Voice) -> View:
    """Return what a party says on the whole afspraak, put together from the whole and its parts.

    A part without a view follows the whole, and so does a reservation on a part that names no day.
    One refusal is a refusal; then what is still unknown counts, then a reservation.
    """
    whole = _of_submitter(voice)
    if all(part is None or part.value == Value.NONE for part in voice.parts):
        return whole
    views = [_following(part, whole) for part in voice.parts]
    if whole.value != Value.NONE or not views:
        views.append(whole)
    taking_part = [view for view in views if view.value != Value.ABSTAINS]
    if not taking_part:
        return views[-1]
    for value in (Value.REFUSES, Value.NONE, Value.RESERVES):
        found = [view for view in taking_part if view.value == value]
        if found:
            return _latest(found)
    return _latest(taking_part)


def _of_submitter(voice):
    """The submitting party of a statutory subject counts as akkoord unless it says otherwise."""
    if voice.is_submitter and voice.must_agree and voice.whole.value == Value.NONE:
        return View(Value.AGREES)
    return voice.whole


def _following(part, whole):
    if part is None or part.value == Value.NONE:
        return whole
    is_same = part.value == whole.value == Value.RESERVES
    return whole if is_same and part.answer_by is None and part.ratified_on is None else part


def _latest(views):
    """Return the view that takes longest: an open reservation first, else the latest to settle."""
    far = date.max

    def rank(view):
        is_open = view.value == Value.RESERVES and view.ratified_on is None
        return is_open, (view.answer_by or far) if is_open else (view.settled_on or date.min)

    return max(views, key=rank)


def state_of(terms: Terms, voices: Iterable[Voice], day: date) -> State:
    """Return how an afspraak stands on `day`."""
    gone = _gone(terms, day)
    if gone:
        return gone
    said = [(voice, view_of(voice)) for voice in voices]
    if terms.is_statutory:
        return _agreement([(v, view) for v, view in said if v.must_agree], terms, day)
    return _stand(said, terms, day)


def _gone(terms, day):
    if terms.is_withdrawn:
        return State(Kind.WITHDRAWN, "ingetrokken")
    if terms.superseded_by is not None:
        named = f"vervangen door {terms.superseded_by}" if terms.superseded_by else "vervangen"
        return State(Kind.SUPERSEDED, named)
    if terms.minuted_on is None:
        return State(Kind.PROPOSED, "voorgesteld")
    if terms.ends_on and terms.ends_on <= day:
        return State(Kind.ENDED, "afgelopen", terms.ends_on)
    return None


def _agreement(said, terms, day):
    """On a statutory subject every party in the capacity overeenstemming agrees, or none is."""
    refusing = tuple(v.name for v, view in said if view.value in (Value.REFUSES, Value.ABSTAINS))
    if refusing:
        return _disagreed(refusing, said, day)
    return _waiting(said, day, ()) or _final(said, terms, day, ())


def _stand(said, terms, day):
    """Any other afspraak stands for those who agree."""
    refusing = tuple(v.name for v, view in said if view.value == Value.REFUSES)
    taking_part = [(v, view) for v, view in said if view.value != Value.ABSTAINS]
    if taking_part and len(refusing) == len(taking_part):
        return _disagreed(refusing, said, day)
    return _waiting(taking_part, day, refusing) or _final(taking_part, terms, day, refusing)


def _disagreed(refusing, said, day):
    pending, overdue, awaited = _open(said, day)
    return State(
        Kind.DISAGREED,
        "geen overeenstemming",
        pending=pending,
        overdue=overdue,
        awaited=awaited,
        without=refusing,
    )


def _waiting(said, day, refusing):
    """Return the state while somebody has yet to answer, or None."""
    pending, overdue, awaited = _open(said, day)
    rest = {"pending": pending, "overdue": overdue, "awaited": awaited, "without": refusing}
    if pending:
        days = [view.answer_by for _, view in said if view.is_pending_on(day) and view.answer_by]
        until = max(days, default=None)
        if overdue:
            return State(Kind.RESERVED, "onder voorbehoud, reactie te laat", until, **rest)
        word = f"onder voorbehoud tot {until:%d-%m-%Y}" if until else "onder voorbehoud"
        return State(Kind.RESERVED, word, until, **rest)
    if awaited or not said:
        count = len(awaited)
        word = f"wacht op {count} {'standpunt' if count == 1 else 'standpunten'}"
        return State(Kind.AWAITED, word if count else "nog geen standpunten", **rest)
    return None


def _open(said, day):
    """Return who has a reservation open, of these whose answer is late, and who said nothing."""
    return (
        tuple(v.name for v, view in said if view.is_pending_on(day)),
        tuple(v.name for v, view in said if view.is_overdue_on(day)),
        tuple(v.name for v, view in said if view.value == Value.NONE),
    )


def _final(said, terms, day, refusing):
    """It is definitive since the last party agreed, and not before it was minuted."""
    days = [view.settled_on for _, view in said if view.agrees_on(day) and view.settled_on]
    since = max([terms.minuted_on, *days])
    if refusing:
        return State(
            Kind.WITHOUT, f"definitief, zonder {listed(refusing)}", since, without=refusing
        )
    return State(Kind.FINAL, "definitief", since)


def advice(state: State, route: Route, *, held: int, next_on: date | None) -> str:
    """Say what to do where a statutory subject has no agreement; empty where there is no need.

    `held` counts the meetings that treated the subject, `next_on` is the day of the next one.
    """
    if state.kind != Kind.DISAGREED:
        return ""
    if held > 1:
        return OFFERED[route]
    if next_on:
        return f"Het tweede overleg is op {next_on:%d-%m-%Y}."
    return SECOND if len(state.without) == 1 else SECOND_PLURAL


def listed(names: Sequence[str]) -> str:
    """Write names as in running text: Bergen, Heiloo en Uitgeest."""
    *first, last = names
    return f"{', '.join(first)} en {last}" if first else last


def _but(names, others):
    return tuple(name for name in names if name not in others)


PLURALS = {"maakt een": "maken een", "heeft nog": "hebben nog", "gaat niet": "gaan niet"}


def _agreeing(text, names):
    """Fill in names, and let the verb agree with their number."""
    if len(names) > 1:
        for one, more in PLURALS.items():
            text = text.replace(one, more)
    return text.format(listed(names))

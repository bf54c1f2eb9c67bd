"""The statutory watch: until when a plan must have been through the OOGO and at the inspectorate.

Ondersteuningsplan: adopted at least every four years (Wpo article 18a lid 7; for vo its mirror),
after an OOGO on the concept (lid 9), and sent to the inspectorate before 1 May preceding the first
school year of the plan (lid 10). The law knows no term for a jeugdplan: its own end counts.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from regio.lib import workdays

DAY = timedelta(days=1)
YEARS_AT_MOST = 4
SUPPORT_KEYS = ("ondersteuningsplan_po", "ondersteuningsplan_vo")
# A second overleg needs its papers two weeks ahead, and a week for what follows from it.
SECOND_ROUND = 15
LATE, SOON, DONE, CALM, UNKNOWN = "late", "soon", "done", "none", "unknown"
NO_TERM = "geen wettelijke termijn"


@dataclass(frozen=True)
class PlanRow:
    """A plan; `until` is the first day on which it no longer holds."""

    title: str
    since: date | None
    until: date | None
    is_concept: bool = False


@dataclass(frozen=True)
class Sitting:
    """An OOGO on the subject, held or planned."""

    day: date
    is_held: bool


@dataclass(frozen=True)
class Watch:
    """How one subject stands towards its term.

    `last_day` is the last one on which it is in time, `days_left` counts up to it. `meeting` is the
    OOGO on the plan to come, `working_days` lie between that and `last_day`.
    """

    key: str
    tone: str
    term: str
    plan: PlanRow | None = None
    last_day: date | None = None
    days_left: int | None = None
    last_held_on: date | None = None
    meeting: Sitting | None = None
    working_days: int | None = None
    warnings: tuple[str, ...] = ()

    @property
    def is_statutory(self):
        return self.key in SUPPORT_KEYS


def last_day_at_inspectorate(starts_on: date) -> date:
    """Return the last day before the 1 May that precedes the start of a plan: a 30 April."""
    first = date(starts_on.year, 5, 1)
    return (first if first <= starts_on else date(starts_on.year - 1, 5, 1)) - DAY


def a_year_before(day: date) -> date:
    return _years_later(day, -1)


def watch(key, *, plans, sittings, submitted, today: date, closed: Collection[date]) -> Watch:
    """Return how the subject `key` stands on `today`.

    `submitted`: the days on which a plan was sent to the inspectorate.
    """
    held = [s.day for s in sittings if s.is_held and s.day <= today]
    known = {"last_held_on": max(held, default=None)}
    current, coming = _current(plans, today), _coming(plans, today)
    if key in SUPPORT_KEYS:
        return _support(key, current, coming, sittings, submitted, today, closed, known)
    return _own_end(key, current, coming, sittings, today, known)


def _current(plans, today):
    """Return the adopted plan that began last, over or not."""
    begun = [p for p in plans if not p.is_concept and (p.since is None or p.since <= today)]
    return max(begun, key=lambda plan: plan.since or date.min, default=None)


def _coming(plans, today):
    """Return the plan that begins next, concept or adopted."""
    later = [plan for plan in plans if plan.since and plan.since > today]
    return min(later, key=lambda plan: plan.since, default=None)


def _support(key, current, coming, sittings, submitted, today, closed, known):
    starts_on = _must_start_on(current, coming)
    if starts_on is None:
        text = (
            "Leg het plan vast met zijn looptijd: daaruit volgt wanneer het volgende er moet zijn."
        )
        return Watch(key, UNKNOWN, "looptijd onbekend", warnings=(text,), **known)
    last_day = last_day_at_inspectorate(starts_on)
    opens = a_year_before(last_day)
    meeting = _meeting(sittings, opens)
    between = workdays.working_days_between(meeting.day, last_day, closed) if meeting else None
    is_sent = any(opens < day <= today for day in submitted)
    warnings = () if is_sent else _warnings(meeting, between, last_day, today)
    return Watch(
        key=key,
        tone=_tone(is_sent, meeting, last_day, today),
        term=f"inspectie vóór 1 mei {last_day.year}",
        plan=coming or current,
        last_day=last_day,
        days_left=(last_day - today).days,
        meeting=meeting,
        working_days=between,
        warnings=(*warnings, *_too_long(current, coming)),
        **known,
    )


def _must_start_on(current, coming):
    """Return when the next plan starts at the latest: four years after the present one at most."""
    days = [coming.since] if coming else []
    if current:
        days += [current.until] if current.until and not coming else []
        days += [_years_later(current.since, YEARS_AT_MOST)] if current.since else []
    return min(days, default=None)


def _meeting(sittings, opens):
    """Return the OOGO on the plan to come: the last one held after `opens`, else the next."""
    own = sorted((s for s in sittings if s.day > opens), key=lambda s: s.day)
    held = [s for s in own if s.is_held]
    return held[-1] if held else next(iter(own), None)


def _tone(is_sent, meeting, last_day, today):
    if is_sent:
        return DONE
    if today > last_day or (meeting and meeting.day > last_day):
        return LATE
    return SOON if today >= a_year_before(last_day) else CALM


def _warnings(meeting, between, last_day, today):
    if today > last_day:
        return ("De termijn is voorbij en het plan is nog niet bij de inspectie gemeld.",)
    if today < a_year_before(last_day):
        return ()
    if meeting is None:
        return ("Er is nog geen OOGO over dit plan gepland.",)
    if meeting.day > last_day:
        return (f"Het OOGO valt na 30 april {last_day.year}: te laat voor de inspectie.",)
    if between < SECOND_ROUND:
        return ("Geen ruimte voor een tweede overleg vóór 30 april.",)
    return ()


def _too_long(current, coming):
    if not (coming and current and current.since):
        return ()
    if coming.since <= _years_later(current.since, YEARS_AT_MOST):
        return ()
    return ("Het nieuwe plan begint later dan vier jaar na het vorige.",)


def _own_end(key, current, coming, sittings, today, known):
    """A plan that only has its own end to heed."""
    if current is None or current.until is None:
        return Watch(key, CALM, f"geen vaste looptijd; {NO_TERM}", plan=current, **known)
    last_day = current.until - DAY
    opens = a_year_before(last_day)
    is_followed = coming is not None and not coming.is_concept
    if is_followed:
        tone = DONE
    elif today > last_day:
        tone = LATE
    else:
        tone = SOON if today >= opens else CALM
    meeting = _meeting(sittings, opens)
    is_bare = tone == SOON and meeting is None
    return Watch(
        key=key,
        tone=tone,
        term=f"loopt t/m {last_day:%d-%m-%Y}; {NO_TERM}",
        plan=current,
        last_day=last_day,
        days_left=(last_day - today).days,
        meeting=meeting,
        warnings=("Er is nog geen OOGO over een nieuw plan gepland.",) if is_bare else (),
        **known,
    )


def _years_later(day, years):
    """Return the same day in another year; 29 February becomes the 28th, the safe side."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)

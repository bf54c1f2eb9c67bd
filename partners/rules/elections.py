"""Gemeenteraadsverkiezingen: on which day, and who steps down after one."""

from datetime import date, timedelta

EVERY, FIRST_YEAR = 4, 2022
VOTING_AFTER = timedelta(days=44)
# Functions at a gemeente that an election leaves as they are: appointed by the Crown, by the
# council for its own work, or chosen into the council itself.
NOT_OF_THE_COLLEGE = ("burgemeester", "secretaris", "griffier", "raadslid")
DEPUTY = "loco"


def council_election_in(year: int) -> date:
    """Return the Wednesday on which gemeenten vote in `year`.

    Nomination is on the Monday from 30 January up to 5 February, in a leap year a day later
    (Kieswet, art. F 1); the vote is on the 44th day after it (art. J 1).
    """
    is_leap = date(year, 3, 1) - date(year, 2, 28) == timedelta(days=2)
    first = date(year, 1, 31 if is_leap else 30)
    nomination = first + timedelta(days=-first.weekday() % 7)
    return nomination + VOTING_AFTER


def proposed_election(today: date) -> date:
    """Return the ordinary election to speak of on `today`: the last one for a year, else the next.

    The councils are chosen for four years (Kieswet, art. C 4).
    """
    year = today.year - (today.year - FIRST_YEAR) % EVERY
    last = council_election_in(year)
    if last <= today < last.replace(year=year + 1):
        return last
    return last if today < last else council_election_in(year + EVERY)


def steps_down(title: str) -> bool:
    """Tell whether an executive of a gemeente in the function `title` steps down for a new college
    (Gemeentewet, art. 42); a burgemeester does not."""
    said = title.casefold()
    return DEPUTY in said or not any(word in said for word in NOT_OF_THE_COLLEGE)


def heir_of(
    portfolios: frozenset[int], own: str, recipients: list[tuple[str, frozenset[int]]]
) -> str:
    """Return the key of who gets something that belongs to `portfolios`, of `recipients` as (key,
    portfolios): `own`, unless only another has such a portefeuille; "" for nobody."""
    fitting = [key for key, held in recipients if held & portfolios]
    if not portfolios or not fitting or own in fitting:
        return own
    return fitting[0]

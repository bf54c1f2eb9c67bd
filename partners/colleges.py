"""Who sits in the colleges of an election, and what is known of who comes after."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import F

from partners.models import Portfolio, Position, Sitting
from partners.rules import elections as rules
from regio.lib import clock

Outcome = Sitting.Outcome


@dataclass
class Member:
    """A function in a college: one that sat on the day of the election, or began after it.

    `sitting` says what becomes of it; its version is 0 while nothing is chosen; `portfolios` are
    those of the function, `chosen` those of what comes after. `sat_before`: the person was in the
    college before the election too. `counts` are (what hangs on it, how many), where a page asks
    for that.
    """

    position: Position
    portfolios: list[Portfolio]
    sitting: Sitting
    chosen: list[Portfolio]
    steps_down: bool
    is_new: bool
    is_over: bool
    sat_before: bool = False
    counts: list[tuple[str, int]] = field(default_factory=list)

    @property
    def is_settled(self):
        return self.sitting.settled_on is not None

    @property
    def is_open(self):
        """Whether it has still to be said, or settled, what becomes of it."""
        return self.steps_down and not (self.is_new or self.is_over or self.is_settled)

    @property
    def is_decided(self):
        return self.is_open and self.sitting.outcome != Outcome.UNKNOWN

    @property
    def is_undecided(self):
        return self.is_open and self.sitting.outcome == Outcome.UNKNOWN

    @property
    def after(self):
        """The portefeuilles of the function that comes after."""
        return self.chosen or self.portfolios

    @property
    def successor(self):
        """The name of who comes after, if that is known."""
        sitting = self.sitting
        return str(sitting.successor) if sitting.successor_id else sitting.new_name


def members_of(formations) -> dict[int, list[Member]]:
    """Return {key of a formation: its members}, by name, in two queries; `formations` are of one
    election, with their names."""
    formations = list(formations)
    found: dict[int, list[Member]] = {formation.pk: [] for formation in formations}
    if not formations:
        return found
    rows = Position.objects.lasting_beyond(formations[0].election.held_on).filter(
        level=Position.Level.EXECUTIVE, organisation__in=[f.organisation_id for f in formations]
    )
    rows = rows.select_related("person").order_by("person__sort_name", "since", "pk")
    at = defaultdict(list)
    for position, portfolios in _with_portfolios(rows):
        at[position.organisation_id].append((position, portfolios))
    chosen = _sittings(formations)
    for formation in formations:
        for position, portfolios in at[formation.organisation_id]:
            position.organisation = formation.organisation
            position.person.region = formation.region
            found[formation.pk].append(_member(formation, position, portfolios, chosen))
        _mark_who_sat_before(found[formation.pk])
    return found


def _mark_who_sat_before(members):
    sat = {member.position.person_id for member in members if not member.is_new}
    for member in members:
        member.sat_before = member.position.person_id in sat


def _sittings(formations):
    """Return {(formation, position): (sitting, the portefeuilles chosen)}, in one query."""
    rows = Sitting.objects.filter(formation__in=formations).select_related("successor")
    return {
        (row.formation_id, row.position_id): (row, portfolios)
        for row, portfolios in _with_portfolios(rows.order_by("pk"))
    }


def _with_portfolios(rows):
    """Yield each of `rows`, which have an order, with its portefeuilles by name: in one query."""
    rows = rows.annotate(portfolio=F("portfolios"), portfolio_name=F("portfolios__name"))
    found = {}
    for row in rows.order_by(*rows.query.order_by, "portfolios__name"):
        _, portfolios = found.setdefault(row.pk, (row, []))
        if row.portfolio:
            fields = (row.portfolio, row.portfolio_name)
            portfolios.append(Portfolio.from_db(rows.db, ["id", "name"], fields))
    return found.values()


def _member(formation, position, portfolios, chosen):
    sitting, after = chosen.get((formation.pk, position.pk)) or (Sitting(), [])
    sitting.formation, sitting.position = formation, position
    since, until = position.since, position.until
    return Member(
        position,
        portfolios,
        sitting,
        after,
        steps_down=rules.steps_down(position.title),
        is_new=since is not None and since > formation.election.held_on,
        is_over=until is not None and until <= (formation.appointed_on or clock.today()),
    )

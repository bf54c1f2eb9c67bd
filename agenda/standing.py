"""How themes stand on a day: who leads, who does what, what they aim at, what is wrong.

The list, the page of a theme, the matrix and the facts beside the checklist give one answer.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from agenda import rules
from agenda.models import Goal, PlanLink, Theme, ThemeRole, Trekker
from agenda.rules import Lead, Relation, Role
from partners.models import OrganisationLink, Position
from regio.lib.models import holds


@dataclass
class Standing:
    """One theme on one day, from all rows that hang on it, also earlier and coming ones."""

    theme: Theme
    day: date
    trekkers: list[Trekker]
    roles_ever: list[ThemeRole]
    goals_ever: list[Goal]
    links_ever: list[PlanLink]
    supervised: dict

    @property
    def is_running(self) -> bool:
        return self.theme.is_running_on(self.day)

    @cached_property
    def trekker(self) -> Trekker | None:
        return next((row for row in self.trekkers if row.holds_on(self.day)), None)

    @property
    def coming(self):
        """Trekkers who are appointed already and begin later."""
        return [row for row in self.trekkers if row.since and row.since > self.day]

    @property
    def earlier(self):
        return [row for row in self.trekkers if row.until and row.until <= self.day]

    @cached_property
    def lead(self) -> Lead | None:
        """The trekker as the rules know it."""
        row = self.trekker
        return row and Lead(
            name=row.position.person.name,
            granted_by=row.granted_by,
            granted_until=row.granted_until,
            is_reserved=row.is_reserved,
            function_until=row.position.until,
            supervises=self.supervised.get(row.position.person_id, ()),
        )

    @property
    def light(self) -> rules.Signal:
        return rules.light(self.lead, self.day)

    @cached_property
    def signals(self) -> list[rules.Signal]:
        """What is wrong; nothing is while a theme is parked or ended, or has yet to begin."""
        if not self.is_running:
            return []
        held = [role for row in self.roles for role in row.role_list]
        return rules.theme_signals(self.lead, held, self.day)

    def has(self, *codes) -> bool:
        """Tell whether one of these signals (codes of `rules`) is given."""
        return any(signal.code in codes for signal in self.signals)

    @cached_property
    def roles(self) -> list[ThemeRole]:
        """The roles of the day of parties that take part then, in the order of the parties."""
        held = [row for row in self.roles_ever if row.holds_on(self.day) and self._is_in(row.party)]
        return sorted(held, key=_by_party)

    @property
    def other_roles(self):
        """Earlier roles, those still to begin, and those of parties that left."""
        now = {row.pk for row in self.roles}
        return sorted((row for row in self.roles_ever if row.pk not in now), key=_by_party)

    @property
    def directors(self):
        """The rows of the parties that are regievoerder."""
        return [row for row in self.roles if Role.DIRECTOR in row.role_list]

    @property
    def goals(self):
        return [goal for goal in self.goals_ever if not goal.is_withdrawn]

    @property
    def links(self):
        return [link for link in self.links_ever if not link.is_withdrawn]

    @property
    def differences(self):
        """What plans say that differs from what another says."""
        return [link for link in self.links if link.relation == Relation.DIFFERS]

    def _is_in(self, party):
        return party.until is None or party.until > self.day


def standings(themes, day) -> list[Standing]:
    """Return how each of `themes` (rows in hand) stands on `day`, in five queries."""
    themes = list(themes)
    trekkers = _by_theme(
        Trekker.objects.select_related(
            "position__person", "position__organisation", "deputy__person", "deputy__organisation"
        ).newest_first(),
        themes,
    )
    roles = ThemeRole.objects.select_related("party__organisation").order_by("since", "pk")
    roles = _by_theme(roles, themes)
    goals = _by_theme(Goal.objects.order_by("order", "pk"), themes)
    links = PlanLink.objects.filter(plan__is_withdrawn=False).order_by("pk")
    links = links.select_related("plan__owner", "plan__document", "compared_with")
    links = _by_theme(links, themes)
    supervised = _supervised(trekkers, day)
    return [
        Standing(theme, day, trekkers[pk], roles[pk], goals[pk], links[pk], supervised)
        for theme in themes
        for pk in [theme.pk]
    ]


def _by_theme(rows, themes):
    found = defaultdict(list)
    for row in rows.filter(theme__in=themes):
        found[row.theme_id].append(row)
    return found


def _supervised(trekkers, day):
    """Return whom the trekkers supervise on `day`, by the organisation of their function or by any
    other at which they hold one: {person: short names}."""
    leads = [row.position for rows in trekkers.values() for row in rows]
    links = "organisation__links__"
    positions = Position.objects.filter(
        holds(day) | Q(pk__in=[position.pk for position in leads]),
        holds(day, links),
        person__in=[position.person_id for position in leads],
        organisation__links__kind=OrganisationLink.Kind.SUPERVISES,
    )
    found = defaultdict(tuple)
    rows = positions.order_by(f"{links}pk").values_list("person", f"{links}target__short_name")
    for person, name in rows:
        found[person] += () if name in found[person] else (name,)
    return found


def _by_party(row):
    return row.party.place, row.pk
